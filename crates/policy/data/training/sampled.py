"""Parts of the set that play what others recorded: banks, notes, drum kits and loops."""

from pathlib import Path

import numpy as np
import soundfile

import scores
from banks import GM_DRUMS, GM_KITS, Midi, Notes, hydrogen_kit, own_kit, read, sonic_pi_kit
from effects import RATE_HZ, amplifier, biquad, filtered, produced, room
from excerpts import SECONDS, phrase, resampled, rng_of
from scores import Song

BANKS = ("FluidR3_GM.sf2", "MuseScore_General.sf3")

# Role, General MIDI programmes, lowest octave of melodies, phrases that suit.
PROGRAMS = (
    ("piano", (0, 1, 2, 3), 55, ("comp", "melody", "arpeggio", "both")),
    ("keys", (4, 4, 5, 5, 6, 7), 50, ("comp", "melody", "arpeggio", "both")),
    ("keys", (8, 9, 10, 11, 12, 13, 14, 114, 108), 65, ("melody", "arpeggio", "sparse")),
    ("organ", (16, 17, 18, 19, 20, 21), 50, ("comp", "pad", "melody")),
    ("acoustic_guitar", (24, 24, 25, 25, 105), 45, ("strum", "arpeggio", "melody", "strum")),
    (
        "electric_guitar",
        (26, 26, 27, 27, 28, 28, 29, 30),
        45,
        ("strum", "melody", "riff", "arpeggio", "comp"),
    ),
    ("bass", (32, 33, 33, 34, 35, 35, 36, 37, 38, 39), 28, ("bass",)),
    ("strings", (40, 40, 41, 41, 42, 42, 110), 52, ("melody", "sparse", "section")),
    ("strings", (48, 48, 49, 44, 45, 46), 50, ("pad", "section", "comp")),
    ("strings", (43,), 31, ("bass", "melody")),
    ("brass", (56, 56, 57, 57, 58, 59, 60, 60, 61), 48, ("melody", "section", "sparse", "stabs")),
    (
        "woodwinds",
        (64, 65, 66, 67, 68, 68, 69, 70, 70, 71, 71, 72, 73, 73, 74, 75),
        55,
        ("melody", "section", "sparse"),
    ),
    ("synth_lead", (80, 81, 82, 83, 84, 86), 60, ("melody", "arpeggio")),
    ("synth", (62, 63, 87, 90, 98), 52, ("comp", "arpeggio", "stabs")),
    ("synth_pad", (50, 51, 88, 89, 91, 92, 93, 94, 95, 97), 48, ("pad", "pad", "sparse")),
    ("backing_vocals", (52, 53, 52, 54), 52, ("pad", "section")),
    ("percussion", (47, 113, 115, 116), 40, ("bass",)),
    ("fx", (119, 122, 125, 126), 55, ("pad", "sparse")),
    ("synth", (96, 101, 102, 103), 55, ("pad", "sparse")),
)
LOW = {
    32: 28,
    42: 43,
    57: 43,
    58: 31,
    60: 43,
    66: 46,
    67: 40,
    70: 40,
    72: 72,
    43: 28,
    40: 57,
    56: 55,
}

TONEJS = {
    "guitar-electric": "electric_guitar",
    "guitar-acoustic": "acoustic_guitar",
    "guitar-nylon": "acoustic_guitar",
    "bass-electric": "bass",
    "bassoon": "woodwinds",
    "cello": "strings",
    "clarinet": "woodwinds",
    "contrabass": "strings",
    "flute": "woodwinds",
    "french-horn": "brass",
    "harmonium": "organ",
    "harp": "strings",
    "organ": "organ",
    "piano": "piano",
    "saxophone": "woodwinds",
    "trombone": "brass",
    "trumpet": "brass",
    "tuba": "brass",
    "violin": "strings",
    "xylophone": "keys",
}


def banks(sources, out, scale):
    """Every programme of interest, and every part of every kit, of both banks."""
    for bank in BANKS:
        midi, slots = Midi(), []
        for role, programs, low, kinds in PROGRAMS:
            for place, program in enumerate(programs):
                for take in range(max(1, round(3 * scale))):
                    rng = rng_of(bank, role, program, place, take)
                    kind = kinds[rng.integers(len(kinds))]
                    low_here = LOW.get(program, low) + (
                        12 if rng.random() < 0.25 and kind != "bass" else 0
                    )
                    notes = phrase(rng, kind, low_here)
                    slots.append(
                        (role, midi.add(program, notes, bend=rng.choice([0, 0, 0.4])), rng)
                    )
        for take in range(max(1, round(3 * scale))):
            for part in scores.DRUM_PARTS:
                for kit in GM_KITS[take % 2 :: 2]:
                    rng = rng_of(bank, part, kit, take)
                    notes = gm_drums(rng, part)
                    slots.append((part, midi.add(kit, notes, drums=True), rng))
        wav = midi.render(Path(sources) / bank, out.folder)
        for role, start, rng in slots:
            if out.kept(role, bank.split(".")[0]):
                continue
            audio, _ = soundfile.read(
                wav, start=int(start * RATE_HZ), frames=int(SECONDS * RATE_HZ)
            )
            audio = audio.T
            if role == "electric_guitar" and rng.random() < 0.4:
                audio = amplifier(rng, audio.mean(axis=0), rng.uniform(0, 1) ** 1.5)
            if role == "overheads":
                audio = overhead(rng, audio)
            out.add(role, produced(rng, audio), bank.split(".")[0])
        wav.unlink()


def gm_drums(rng, part):
    chosen = {
        name: (
            keys
            if name in ("toms", "percussion")
            else [keys[rng.integers(len(keys))] for _ in range(2)]
        )
        for name, keys in GM_DRUMS.items()
    }
    soft = {"kick": 0.35, "snare": 0.6} if part == "overheads" else {}
    return [
        (at, length, chosen[name][rng.integers(len(chosen[name]))], velocity * soft.get(name, 1.0))
        for at, length, name, velocity in scores.drums(Song(rng, SECONDS), part)
    ]


def overhead(rng, audio):
    """A kit from above: little kick, late sides, the room."""
    audio = np.atleast_2d(audio)
    audio = audio if audio.shape[0] == 2 else np.repeat(audio, 2, axis=0)
    late = int(rng.uniform(0, 0.001) * RATE_HZ)
    audio = np.stack([audio[0], np.roll(audio[1], late)])
    audio = filtered(
        audio,
        biquad("high", rng.uniform(80, 350)),
        biquad("high_shelf", 6000, 0.7, rng.uniform(0, 5)),
    )
    return room(rng, audio, rng.uniform(0.25, 0.8), rng.uniform(0.1, 0.45))


def drums(sources, out, scale):
    """Machines of our own, Sonic Pi's hits and loops, two Hydrogen kits."""
    kits = [("sonic-pi", sonic_pi_kit(Path(sources) / "sonic-pi"))] + [
        (name, hydrogen_kit(Path(sources) / name)) for name in ("Audiophob", "rumpf_kit_z01_h2")
    ]
    for take in range(max(1, round(20 * scale))):
        for part in scores.DRUM_PARTS:
            rng = rng_of("drums", part, take)
            name, kit = kits[take // 2 % 3] if take % 2 else ("own", own_kit(rng))
            if take % 6 == 1 and part in ("claps", "percussion"):
                name, kit = "own", own_kit(rng)
            hits = scores.drums(Song(rng, SECONDS), part)
            levels = {"kick": 0.3, "snare": 0.5} if part == "overheads" else None
            audio = kit.play(rng, hits, SECONDS, levels)
            audio = overhead(rng, audio) if part == "overheads" else audio
            out.add(part, produced(rng, audio), name)
    loops = {
        "loop_amen": 0,
        "loop_amen_full": 0,
        "loop_breakbeat": 0,
        "loop_compus": 0,
        "loop_garzul": None,
        "loop_industrial": 0,
        "loop_mehackit1": 0,
        "loop_mehackit2": 0,
        "loop_mika": None,
        "loop_perc1": 1,
        "loop_perc2": 1,
        "loop_safari": 1,
        "loop_tabla": 1,
        "loop_electric": 0,
    }
    for stem, kind in loops.items():
        if kind is None:
            continue
        for take in range(max(1, round(3 * scale))):
            rng = rng_of(stem, take)
            sound = resampled(
                read(Path(sources) / "sonic-pi" / f"{stem}.flac"), 2 ** rng.uniform(-0.3, 0.3)
            )
            sound = np.tile(sound, (1, int(np.ceil(SECONDS * RATE_HZ / sound.shape[1]))))
            out.add(
                ("drums_bus", "percussion")[kind],
                produced(rng, sound[:, : int(SECONDS * RATE_HZ)]),
                "sonic-pi",
            )


def notes(sources, out, scale):
    """Recorded notes of tonejs-instrument; its guitars also through an amplifier."""
    for name, role in TONEJS.items():
        folder = next((Path(sources) / "tonejs").glob(f"tonejs-instrument-{name}-mp3*"))
        player = Notes(folder)
        least, most = player.range()
        kinds = {
            "bass": ("bass",),
            "organ": ("pad", "comp", "melody"),
            "piano": ("comp", "both", "arpeggio"),
            "keys": ("melody", "arpeggio", "sparse"),
        }.get(role, ("melody", "sparse", "section"))
        takes = 5
        if "guitar" in role:
            kinds, takes = (
                ("strum", "arpeggio", "melody", "riff")
                if role == "electric_guitar"
                else ("strum", "arpeggio", "melody"),
                20 if role == "electric_guitar" else 8,
            )
        for take in range(max(1, round(takes * scale))):
            if out.kept(role, "tonejs"):
                continue
            rng = rng_of("tonejs", name, take)
            low = int(np.clip(rng.integers(least, max(least + 1, most - 18)), least, 64))
            low = 28 if role == "bass" else 40 if "guitar" in role else low
            kind = kinds[rng.integers(len(kinds))]
            audio = player.play(phrase(rng, kind, low), SECONDS)
            if role == "electric_guitar":
                audio = amplifier(
                    rng, audio.mean(axis=0), 0.0 if rng.random() < 0.3 else rng.uniform(0.2, 1)
                )
            out.add(role, produced(rng, audio), "tonejs")
