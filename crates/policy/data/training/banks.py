"""Sampled instruments: General MIDI banks by fluidsynth, note samples, drum kits, loops."""

import re
import struct
import subprocess
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly

from effects import RATE_HZ, peak
from synthesis import drum, hz

SLOT_S = 12.0
TICKS_A_S = 960

GM_DRUMS = {
    "kick": (35, 36),
    "snare": (38, 40, 37),
    "claps": (39,),
    "hats": (42, 42, 46, 44),
    "cymbals": (49, 51, 57, 55, 59, 52, 53),
    "toms": (41, 43, 45, 47, 48, 50),
    "percussion": (54, 56, 60, 61, 62, 63, 64, 69, 70, 75, 76, 77, 65, 66, 67, 73),
}
GM_KITS = (0, 0, 8, 16, 24, 25, 32, 40)

NOTE_NAMES = {name: step for step, name in enumerate("C Cs D Ds E F Fs G Gs A As B".split())}


def read(path):
    audio, rate = soundfile.read(path, always_2d=True)
    audio = audio.T[:2]
    return audio if rate == RATE_HZ else resample_poly(audio, RATE_HZ, rate, axis=1)


def variable(number):
    out = [number & 127]
    while number := number >> 7:
        out.insert(0, number & 127 | 128)
    return bytes(out)


class Midi:
    """Phrases one after another in slots of equal length, all on one track."""

    def __init__(self):
        self.events, self.slots = [], 0

    def add(self, program, notes, drums=False, bend=0.0):
        """Returns where the slot starts, in seconds."""
        start, channel = self.slots * SLOT_S, 9 if drums else 0
        self.slots += 1
        at = int(start * TICKS_A_S)
        self.events.append((at, 0, bytes([0xC0 | channel, program])))
        self.events.append((at, 0, bytes([0xB0 | channel, 7, 110])))
        self.events.append((at, 0, bytes([0xB0 | channel, 1, int(127 * bend)])))
        for begin, length, pitch, velocity in notes:
            if begin >= SLOT_S - 2.5 or not 0 < pitch < 127:
                continue
            on = at + int(begin * TICKS_A_S)
            off = at + int(min(begin + length, SLOT_S - 1.5) * TICKS_A_S)
            self.events.append((on, 2, bytes([0x90 | channel, pitch, max(1, int(127 * velocity))])))
            self.events.append((max(off, on + 20), 1, bytes([0x80 | channel, pitch, 0])))
        return start

    def write(self, path):
        track, now = bytearray(), 0
        for at, _, data in sorted(self.events, key=lambda event: event[:2]):
            track += variable(at - now) + data
            now = at
        track += variable(int(self.slots * SLOT_S * TICKS_A_S) - now) + b"\xff\x2f\x00"
        # 480 ticks a quarter at the standard tempo of 0.5 s a quarter.
        head = b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS_A_S // 2) + b"MTrk"
        Path(path).write_bytes(head + struct.pack(">I", len(track)) + bytes(track))

    def render(self, bank, folder):
        midi, wav = folder / "slots.mid", folder / "slots.wav"
        self.write(midi)
        command = [
            "fluidsynth",
            "-ni",
            "-q",
            "-R",
            "0",
            "-C",
            "0",
            "-g",
            "0.5",
            "-r",
            str(RATE_HZ),
            "-o",
            "synth.dynamic-sample-loading=1",
            "-o",
            "synth.polyphony=128",
            "-F",
            str(wav),
            str(bank),
            str(midi),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return wav


class Notes:
    """An instrument by recorded notes in files named like `Cs3.mp3`, of tonejs-instrument."""

    def __init__(self, folder):
        self.sounds = {}
        for path in sorted(Path(folder).glob("*.mp3")):
            match = re.fullmatch(r"([A-G]s?)(\d)", path.stem)
            if match:
                self.sounds[12 * (int(match[2]) + 1) + NOTE_NAMES[match[1]]] = path
        self.known = {}

    def range(self):
        return min(self.sounds), max(self.sounds)

    def play(self, notes, seconds):
        frames = int(seconds * RATE_HZ)
        out = np.zeros((2, frames))
        for at, length, pitch, velocity in notes:
            nearest = min(self.sounds, key=lambda known: abs(known - pitch))
            if nearest not in self.known:
                sound = read(self.sounds[nearest])
                self.known[nearest] = peak(
                    sound if sound.shape[0] == 2 else np.repeat(sound, 2, axis=0), 1.0
                )
            sound, ratio = self.known[nearest], hz(pitch) / hz(nearest)
            count = int(min(length * RATE_HZ + 0.25 * RATE_HZ, sound.shape[1] / ratio - 2))
            start = int(at * RATE_HZ)
            count = min(count, frames - start)
            if count < 200:
                continue
            places = np.arange(count) * ratio
            grain = np.stack([np.interp(places, np.arange(side.size), side) for side in sound])
            ramp = min(count, int(0.12 * RATE_HZ))
            grain[:, -ramp:] *= np.linspace(1, 0, ramp) ** 2
            out[:, start : start + count] += grain * velocity
        return out


class Kit:
    """Hits by class."""

    def __init__(self, hits):
        self.hits, self.known = hits, {}

    def has(self, name):
        return bool(self.hits.get(name))

    def play(self, rng, hits, seconds, levels=None):
        frames = int(seconds * RATE_HZ)
        out = np.zeros((2, frames))
        chosen = {
            name: [
                sounds[rng.integers(len(sounds))]
                for _ in range(2 if name in ("toms", "percussion", "hats") else 1)
            ]
            for name, sounds in self.hits.items()
            if sounds
        }
        tuned = {name: 2 ** (rng.normal() * 0.12) for name in chosen}
        for at, _, name, velocity in hits:
            if name not in chosen:
                continue
            sound = chosen[name][rng.integers(len(chosen[name]))]
            sound = self.sound(sound, tuned[name])
            start = int(at * RATE_HZ)
            count = min(sound.shape[1], frames - start)
            if count > 0:
                out[:, start : start + count] += (
                    sound[:, :count] * velocity * (levels or {}).get(name, 1.0)
                )
        return out

    def sound(self, sound, ratio):
        key = (str(sound) if isinstance(sound, Path) else id(sound), round(ratio, 3))
        if key not in self.known:
            audio = read(sound) if isinstance(sound, Path) else np.atleast_2d(sound)
            audio = audio if audio.shape[0] == 2 else np.repeat(audio, 2, axis=0)
            places = np.arange(int(min(audio.shape[1] / ratio, 3 * RATE_HZ))) * ratio
            self.known[key] = peak(
                np.stack([np.interp(places, np.arange(side.size), side) for side in audio]), 1.0
            )
        return self.known[key]


def sonic_pi_kit(folder):
    starts = {
        "kick": ("bd_", "drum_bass", "drum_heavy_kick", "elec_soft_kick", "elec_hollow_kick"),
        "snare": (
            "sn_",
            "drum_snare",
            "elec_snare",
            "elec_hi_snare",
            "elec_lo_snare",
            "elec_mid_snare",
            "elec_filt_snare",
        ),
        "claps": ("perc_snap", "elec_flip"),
        "hats": ("drum_cymbal_closed", "drum_cymbal_pedal", "elec_tick"),
        "cymbals": (
            "drum_cymbal_hard",
            "drum_cymbal_open",
            "drum_cymbal_soft",
            "drum_splash",
            "elec_cymbal",
        ),
        "toms": ("drum_tom", "elec_fuzz_tom"),
        "percussion": (
            "tabla_",
            "drum_cowbell",
            "elec_wood",
            "elec_bong",
            "elec_triangle",
            "perc_bell",
            "elec_pop",
            "perc_till",
        ),
    }
    files = sorted(Path(folder).glob("*.flac"))
    return Kit(
        {
            name: [path for path in files if path.stem.startswith(heads)]
            for name, heads in starts.items()
        }
    )


def hydrogen_kit(folder):
    """Reads which file is which drum from the kit's own list."""
    words = {
        "kick": ("kick", "bass drum"),
        "snare": ("snare", "stick"),
        "claps": ("clap",),
        "hats": ("hh", "hi-hat"),
        "cymbals": ("crash", "ride", "cymbal"),
        "toms": ("tom",),
        "percussion": ("cowbell",),
    }
    text = (Path(folder) / "drumkit.xml").read_text(errors="replace")
    hits = {name: [] for name in words}
    for block in re.findall(r"<instrument>(.*?)</instrument>", text, re.S):
        label = re.search(r"<name>(.*?)</name>", block)[1].lower()
        for name, heads in words.items():
            if any(head in label for head in heads):
                hits[name] += [
                    Path(folder) / file
                    for file in re.findall(r"<filename>(.*?)</filename>", block)[:2]
                ]
                break
    return Kit(hits)


def own_kit(rng):
    names = ("kick", "snare", "claps", "hats", "cymbals", "toms", "percussion")
    return Kit({name: [drum(rng, name) for _ in range(3)] for name in names})
