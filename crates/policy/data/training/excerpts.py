"""What all parts of the set share: chance, phrases by kind, and where excerpts go."""

import json
import zlib
from pathlib import Path

import numpy as np
import soundfile

import scores
from effects import RATE_HZ
from scores import Song

SECONDS = 10.0


def rng_of(*words):
    return np.random.default_rng([zlib.crc32(str(word).encode()) for word in words])


def phrase(rng, kind, low):
    song = Song(rng, SECONDS)
    if kind == "strum":
        return scores.comp(song, low, int(rng.integers(4, 7)), float(rng.uniform(0.008, 0.03)))
    if kind == "stabs":
        return [
            (at, min(length, 0.25), pitch, loud)
            for at, length, pitch, loud in scores.comp(song, low)
        ]
    if kind == "sparse":
        return scores.melody(song, low, legato=1.0, density=0.25)
    if kind == "both":
        return scores.comp(song, low) + scores.bass(song, 36)
    return getattr(scores, kind)(song, low)


def resampled(audio, ratio):
    places = np.arange(int(audio.shape[1] / ratio) - 1) * ratio
    return np.stack([np.interp(places, np.arange(side.size), side) for side in audio])


class Out:
    """Where excerpts and their lines go."""

    def __init__(self, folder, part):
        self.folder, self.part, self.count = Path(folder), part, 0
        self.folder.mkdir(parents=True, exist_ok=True)
        self.list = open(self.folder / f"{part}.jsonl", "w")

    def file(self, role, more):
        # What belongs to a tested song is not mixed into other excerpts.
        apart = "_apart" if "song" in more else ""
        return self.folder / f"{self.part}_{self.count:04}_{role}{apart}.flac"

    def kept(self, role, source, **more):
        """The next excerpt is there from a run before, and is listed."""
        there = self.file(role, more).exists()
        if there:
            self.say(role, source, more)
        return there

    def add(self, role, audio, source, **more):
        if not np.any(audio):
            return
        audio = np.atleast_2d(audio).T.astype(np.float32)
        soundfile.write(self.file(role, more), audio, RATE_HZ, subtype="PCM_16")
        self.say(role, source, more)

    def say(self, role, source, more):
        line = {"file": str(self.file(role, more)), "role": role, "source": source, **more}
        self.list.write(json.dumps(line) + "\n")
        self.list.flush()
        self.count += 1
