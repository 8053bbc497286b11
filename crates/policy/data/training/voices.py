"""Speech by synthesis, and song made from speech by changing pitch and length (WORLD)."""

import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pyworld
import soundfile
from scipy.signal import resample_poly

from effects import RATE_HZ, biquad, filtered, peak
from scores import melody
from synthesis import hz

WORDS = (
    "we are the light and over water I will follow you home all night long never let me "
    "go hold on to the morning fire in my heart running through the open road tell me why "
    "the river sings so low ooh yeah baby come a little closer stay with me until the day "
    "is done falling slowly out of time"
).split()
FLITE = ("rms", "kal16")
ESPEAK = ("en-us+f2", "en-us+m3", "en-gb+f4", "de+m1", "fr+f3", "es+m2", "it+f1", "en-us+f5")


def text(rng, count):
    return " ".join(WORDS[rng.integers(len(WORDS))] for _ in range(count))


def spoken(rng, words, voice):
    """Mono speech at its own rate: (audio, rate)."""
    with tempfile.TemporaryDirectory() as folder:
        wav = str(Path(folder) / "a.wav")
        if voice in FLITE:
            command = [
                "flite",
                "-voice",
                voice,
                "--setf",
                f"duration_stretch={rng.uniform(0.9, 1.3):.2f}",
                "-t",
                words,
                "-o",
                wav,
            ]
        else:
            command = [
                "espeak-ng",
                "-v",
                voice,
                "-s",
                str(int(rng.uniform(110, 190))),
                "-p",
                str(int(rng.uniform(20, 70))),
                "-w",
                wav,
                words,
            ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        audio, rate = soundfile.read(wav)
    return audio, rate


class Analysed:
    """A line of speech as WORLD sees it."""

    def __init__(self, audio, rate):
        audio = np.ascontiguousarray(audio, dtype=np.float64)
        self.rate = rate
        f0, times = pyworld.dio(audio, rate)
        self.f0 = pyworld.stonemask(audio, f0, times, rate)
        self.shape = pyworld.cheaptrick(audio, self.f0, times, rate)
        self.breath = pyworld.d4c(audio, self.f0, times, rate)


def sung(rng, line, song, seconds, low, shift=0, formants=1.0):
    """The line stretched over a melody; consonants keep their length, vowels give."""
    notes = [
        note
        for note in melody(song, low, legato=0.98, density=rng.uniform(0.2, 0.5))
        if note[0] < seconds - 0.5
    ]
    frames = int(seconds / 0.005)
    place, pitch, loud = np.zeros(frames), np.zeros(frames), np.zeros(frames)
    voiced = np.flatnonzero(line.f0 > 0)
    if voiced.size < 40 or not notes:
        return np.zeros(int(seconds * RATE_HZ))
    runs = np.split(voiced, np.flatnonzero(np.diff(voiced) > 1) + 1)
    runs = [run for run in runs if run.size > 12] or [voiced]
    at = int(rng.integers(len(runs)))
    for start, length, note, velocity in notes:
        run = runs[at % len(runs)]
        at += 1
        first, count = int(start / 0.005), int(length / 0.005)
        count = min(count, frames - first)
        if count < 8:
            continue
        lead = min(12, run[0], count // 3)  # The consonant before the vowel.
        body = np.interp(
            np.arange(count - lead) / max(1, count - lead),
            [0, 0.12, 0.85, 1],
            [run[0], run[0] + run.size * 0.25, run[0] + run.size * 0.75, run[-1]],
        )
        place[first : first + count] = np.concatenate([np.arange(run[0] - lead, run[0]), body])
        pitch[first : first + count] = note + shift
        edge = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / 6)
        loud[first : first + count] = edge * velocity
    return synthesised(rng, line, (place, pitch, loud), formants)[: int(seconds * RATE_HZ)]


def synthesised(rng, line, course, formants):
    place, pitch, loud = course
    t = np.arange(place.size) * 0.005
    index = np.clip(place.astype(int), 0, line.f0.size - 1)
    glide = np.convolve(
        np.pad(pitch, 8, mode="edge"), np.hanning(19)[1:-1] / np.hanning(19).sum(), mode="valid"
    )
    glide = np.where(np.abs(glide - pitch) < 4, glide, pitch)
    depth = rng.uniform(0.05, 0.5)
    glide = (
        glide
        + depth
        * np.sin(2 * np.pi * rng.uniform(4.8, 6.2) * t + rng.random() * 6)
        * (0.5 + 0.5 * np.sin(t))
        + 0.1 * np.cumsum(rng.normal(size=t.size)) / np.sqrt(t.size)
    )
    f0 = np.where((pitch > 0) & (line.f0[index] > 0), hz(glide), 0.0)
    shape = line.shape[index] * (loud[:, None] ** 2 + 1e-12)
    if abs(formants - 1) > 0.01:
        bins = np.arange(shape.shape[1])
        shape = np.stack([np.interp(bins / formants, bins, row) for row in shape])
    audio = pyworld.synthesize(
        f0, np.ascontiguousarray(shape), np.ascontiguousarray(line.breath[index]), line.rate
    )
    audio = resample_poly(audio, RATE_HZ, line.rate)
    if line.rate < 32_000:  # Air above what the voice's own rate holds.
        level = np.abs(filtered(audio, biquad("high", 3000)))
        level = filtered(level, biquad("low", 30))
        audio = audio + filtered(rng.normal(size=audio.size), biquad("high", 7000)) * np.maximum(
            level, 0
        ) * rng.uniform(0.2, 0.8)
    return peak(audio)
