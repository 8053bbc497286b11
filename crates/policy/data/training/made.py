"""Parts of the set that are synthesised here, or made from other excerpts."""

from pathlib import Path

import numpy as np
import soundfile

import scores
from banks import Kit, read
from effects import RATE_HZ, amplifier, biquad, chorus, delay, filtered, peak, produced, room
from excerpts import SECONDS, phrase, resampled, rng_of
from scores import Song
from synthesis import Patch, body, effect, glitches, played, plucked, struck
from voices import ESPEAK, FLITE, Analysed, spoken, sung, text


def guitars(sources, out, scale):
    """Plucked strings of our own, clean, amplified and on wood; basses; recorded strums."""
    for take in range(max(1, round(50 * scale))):
        if out.kept("electric_guitar", "own"):
            continue
        rng = rng_of("strings", take)
        audio = electric(rng)
        out.add("electric_guitar", produced(rng, audio), "own")
    for take in range(max(1, round(20 * scale))):
        rng = rng_of("wood", take)
        kind = ("strum", "arpeggio", "melody")[rng.integers(3)]
        audio = body(
            rng,
            plucked(
                rng, phrase(rng, kind, 45), SECONDS, rng.uniform(0.3, 0.9), rng.uniform(0.8, 3)
            ),
        )
        out.add("acoustic_guitar", produced(rng, audio), "own")
    for take in range(max(1, round(20 * scale))):
        rng = rng_of("plucked bass", take)
        audio = plucked(
            rng, phrase(rng, "bass", 28), SECONDS, rng.uniform(0.05, 0.5), rng.uniform(1, 5)
        )
        audio = (
            amplifier(rng, audio, rng.uniform(0, 0.35))
            if rng.random() < 0.5
            else filtered(audio, biquad("low", rng.uniform(600, 3500)))
        )
        out.add("bass", produced(rng, audio, 0.3), "own")
    strums = sorted((Path(sources) / "belofilms_GuitarStrums").glob("*.flac"))
    for take in range(max(1, round(20 * scale))):
        rng = rng_of("belofilms", take)
        song, audio = Song(rng, SECONDS), np.zeros((2, int(SECONDS * RATE_HZ)))
        picked = [read(strums[rng.integers(len(strums))]) for _ in range(4)]
        for beat in np.arange(0, song.beats() - 1, float(rng.choice([0.5, 1, 2]))):
            sound, start = (
                picked[int(beat // song.beats_a_chord) % 4],
                int(song.time(beat) * RATE_HZ),
            )
            count = min(
                sound.shape[1], int(1.5 * song.beat_s * RATE_HZ) + 3000, audio.shape[1] - start
            )
            audio[:, start : start + count] += (
                sound[:, :count] * np.linspace(1, 0, max(count, 1)) ** 0.3
            )
        amplified = rng.random() < 0.3
        audio = amplifier(rng, audio.mean(axis=0), rng.uniform(0.2, 0.7)) if amplified else audio
        out.add(
            "electric_guitar" if amplified else "acoustic_guitar", produced(rng, audio), "belofilms"
        )


def electric(rng):
    """Riffs twice for the two sides, solos with the drive up, clean chords with a chorus."""
    kind = rng.integers(4)
    if kind == 0:
        notes = phrase(rng, "riff", int(rng.integers(33, 42)))
        drive = rng.uniform(0.5, 1)
        sides = [
            amplifier(rng, plucked(rng, notes, SECONDS, 0.7, 3.0, damped=True), drive)
            for _ in range(1 + (rng.random() < 0.3))
        ]
        return np.stack(sides)
    if kind == 1:
        audio = plucked(rng, phrase(rng, "melody", 57), SECONDS, 0.6, 5.0)
        return amplifier(rng, audio, rng.uniform(0.5, 1))
    audio = plucked(
        rng,
        phrase(rng, ("strum", "arpeggio", "stabs")[rng.integers(3)], 45),
        SECONDS,
        rng.uniform(0.3, 0.8),
        3.0,
    )
    audio = amplifier(rng, audio, rng.uniform(0, 0.5))
    return chorus(rng, audio) if rng.random() < 0.3 else audio


def synths(sources, out, scale):
    """Synthesisers of our own, and Sonic Pi's bass notes."""
    plan = (
        ("synth_lead", 22, ("melody", "arpeggio")),
        ("synth_pad", 25, ("pad", "pad", "sparse")),
        ("synth", 32, ("comp", "arpeggio", "stabs", "melody", "sparse")),
        ("bass", 22, ("bass",)),
        ("sub_bass", 14, ("bass",)),
    )
    for role, takes, kinds in plan:
        for take in range(max(1, round(takes * scale))):
            if out.kept(role, "own"):
                continue
            rng = rng_of("synth", role, take)
            low = {"bass": 28, "sub_bass": 26, "synth_pad": 48}.get(
                role, int(rng.choice([48, 60, 72]))
            )
            audio = played(
                Patch(rng, role), phrase(rng, kinds[rng.integers(len(kinds))], low), SECONDS
            )
            if rng.random() < 0.35 and "bass" not in role:
                audio = chorus(rng, audio)
            out.add(role, produced(rng, audio, 0.2 if "bass" in role else 1.2), "own")
    for path in sorted((Path(sources) / "sonic-pi").glob("bass_*.flac")):
        for take in range(max(1, round(1 * scale))):
            rng = rng_of(path.name, take)
            sound, audio = read(path), np.zeros((2, int(SECONDS * RATE_HZ)))
            for at, length, pitch, velocity in phrase(rng, "bass", 28):
                start, note = int(at * RATE_HZ), resampled(sound, 2 ** ((pitch - 36) / 12))
                count = min(note.shape[1], int(length * RATE_HZ) + 2000, audio.shape[1] - start)
                if count > 0:
                    audio[:, start : start + count] += note[:, :count] * velocity
            out.add("bass", produced(rng, audio, 0.2), "sonic-pi")


def kicks(sources, out, scale):
    """Kicks of drum machines, from a bare sine to a click, steady: toms are near."""
    for take in range(max(1, round(48 * scale))):
        if out.kept("kick", "own"):
            continue
        rng = rng_of("kicks", take)
        t = np.arange(int(rng.uniform(0.2, 0.7) * RATE_HZ)) / RATE_HZ
        speed, fall = np.exp(rng.uniform(np.log(0.006), np.log(0.06))), rng.uniform(30, 350)
        phase = rng.uniform(36, 62) * t + fall * speed * (1 - np.exp(-t / speed))
        sound = np.sin(2 * np.pi * phase) * np.exp(-t / rng.uniform(0.04, 0.25))
        if rng.random() < 0.5:
            click = rng.normal(size=t.size) * np.exp(-t / rng.uniform(0.001, 0.008))
            sound = sound + rng.uniform(0, 0.5) * click
        if rng.random() < 0.4:
            sound = np.tanh(rng.uniform(1, 4) * sound)
        sound[-400:] *= np.linspace(1, 0, 400)
        hits = scores.drums(Song(rng, SECONDS), "kick")
        audio = Kit({"kick": [sound]}).play(rng, hits, SECONDS)
        out.add("kick", produced(rng, audio, 0.2) if take % 4 else audio, "own")


def beds(sources, out, scale):
    """Long low notes of drum machines as basses, and pads with their bass in one stem."""
    for take in range(max(1, round(36 * scale))):
        if out.kept("bass", "own"):
            continue
        rng = rng_of("beds", take)
        patch = Patch(rng, "sub_bass")
        patch.sustain, patch.decay_s = 0.0, float(rng.uniform(0.3, 1.5))
        patch.glide_s = float(rng.choice([0.0, 0.0, 0.08]))
        song = Song(rng, SECONDS)
        audio = played(patch, scores.bass(song, 26), SECONDS)
        if rng.random() < 0.5:
            audio = np.tanh(rng.uniform(1, 5) * peak(audio, 1.0))
        if take % 3 == 0:
            above = peak(played(Patch(rng, "synth_pad"), scores.pad(song, 48), SECONDS))
            audio = peak(audio) + 10 ** (rng.uniform(-20, -6) / 20) * above
        out.add("bass", produced(rng, audio, 0.3), "own")


def plucks(sources, out, scale):
    """Short notes of synthesisers, and mallets and bells, dry and in much room: the ones that a
    kit is easily taken for."""
    for take in range(max(1, round(140 * scale))):
        role = ("synth", "keys")[take % 2]
        if out.kept(role, "own"):
            continue
        rng = rng_of("plucks", take)
        low = int(rng.choice([36, 48, 60, 72, 84]))
        kind = ("arpeggio", "sparse", "melody", "stabs")[rng.integers(4)]
        notes = phrase(rng, kind, low)
        if role == "synth":
            audio = played(Patch(rng, "pluck"), notes, SECONDS)
        else:
            audio = struck(rng, notes, SECONDS)
        wet = rng.random() < 0.5
        if wet and rng.random() < 0.5:
            audio = delay(rng, audio, rng.uniform(0.1, 0.6), rng.uniform(0.3, 0.7))
        if wet and rng.random() < 0.7:
            audio = room(rng, audio, rng.uniform(0.5, 4), rng.uniform(0.1, 0.9))
        out.add(role, produced(rng, audio, 1.0 if wet else 0.2), "own")


def voices(sources, out, scale):
    """Speech, and lead and backing voices sung by it."""
    lines = []
    for take in range(max(3, round(30 * scale))):
        rng = rng_of("speech", take)
        voice = FLITE[take // 2 % len(FLITE)] if take % 2 else ESPEAK[take // 2 % len(ESPEAK)]
        audio, rate = spoken(rng, text(rng, 22), voice)
        wide = resampled(np.atleast_2d(audio), rate / RATE_HZ)[:, : int(SECONDS * RATE_HZ)]
        out.add("speech", produced(rng, wide, 0.4), voice)
        if take % 2 or take % 4 == 0:
            lines.append((Analysed(audio[: rate * 7], rate), voice, {}))
    for path in sorted((Path(sources) / "speech").glob("*.flac")):
        audio, rate = soundfile.read(path)
        audio = audio if audio.ndim == 1 else audio.mean(axis=1)
        for start in (0, 7):
            part = audio[start * rate : (start + 7) * rate]
            lines.append((Analysed(part, rate), path.stem, {"song": path.stem}))
    for take in range(max(2, round(65 * scale))):
        rng = rng_of("song", take)
        line, voice, more = lines[take // 2 % len(lines)]
        low, formants = int(rng.integers(45, 62)), float(rng.uniform(0.9, 1.2))
        song, backing = Song(rng, SECONDS), take % 2
        if not backing:
            audio = sung(rng, line, song, SECONDS, low, 0, formants)
            out.add("lead_vocal", produced(rng, audio, 1.2), f"sung {voice}", **more)
            continue
        state, sides = (
            rng.bit_generator.state["state"]["state"] & 0xFFFF,
            np.zeros((2, int(SECONDS * RATE_HZ))),
        )
        for shift in (0, 0, 4, 7)[: rng.integers(2, 5)]:
            own = np.random.default_rng(state)
            song.rng = own
            audio = sung(own, line, song, SECONDS, low, shift, formants * rng.uniform(0.95, 1.05))
            late, side = int(rng.uniform(0, 0.03) * RATE_HZ), rng.uniform(0, 1)
            sides += np.roll(audio, late) * np.array([[side], [1 - side]])
        out.add("backing_vocals", produced(rng, sides, 1.3), f"sung {voice}", **more)


def effects(sources, out, scale):
    """Effects of our own, Sonic Pi's, and clouds of grains of other excerpts."""
    for take in range(max(1, round(30 * scale))):
        rng = rng_of("fx", take)
        out.add("fx", produced(rng, effect(rng, SECONDS), 1.3), "own")
    heads = ("ambi_", "vinyl_", "glitch_", "misc_", "mehackit_", "perc_sw", "perc_imp", "perc_door")
    files = [
        path
        for path in sorted((Path(sources) / "sonic-pi").glob("*.flac"))
        if path.stem.startswith(heads)
    ]
    for take in range(max(1, round(35 * scale))):
        rng = rng_of("sonic fx", take)
        sound, frames = read(files[take % len(files)]), int(SECONDS * RATE_HZ)
        sound = resampled(sound, 2 ** rng.uniform(-1, 0.7))
        audio = np.zeros((2, frames))
        for at in np.sort(rng.uniform(0, SECONDS - 1, rng.integers(1, 6))):
            start = int(at * RATE_HZ)
            count = min(sound.shape[1], frames - start)
            audio[:, start : start + count] += sound[:, :count]
        out.add("fx", produced(rng, audio, 1.3), "sonic-pi")
    kinds = (
        "synth_pad",
        "synth",
        "lead_vocal",
        "backing_vocals",
        "piano",
        "electric_guitar",
        "keys",
        "synth_lead",
    )
    known = [file for kind in kinds for file in sorted(out.folder.glob(f"*_{kind}.flac"))]
    for take in range(max(1, round(80 * scale)) if known else 0):
        if out.kept("fx", "grains", weight=0.2):
            continue
        rng = rng_of("grains", take)
        picked = [read(known[rng.integers(len(known))]) for _ in range(4)]
        audio = glitches(rng, SECONDS, picked) if take % 2 else effect(rng, SECONDS, picked[0])
        if take % 2 == 0 or rng.random() < 0.4:
            audio = room(rng, audio, rng.uniform(0.5, 6), rng.uniform(0.2, 1.2))
        out.add("fx", produced(rng, audio, 0.6), "grains", weight=0.2)


def backing(sources, out, scale):
    """Sums of other excerpts: whole tracks without what is played over them."""
    groups = (
        ("drums_bus",),
        ("bass", "sub_bass"),
        ("electric_guitar", "acoustic_guitar", "keys", "piano", "organ"),
        ("synth_pad", "strings", "synth", "brass"),
        ("lead_vocal", "synth_lead", "woodwinds"),
    )
    for take in range(max(1, round(40 * scale))):
        rng = rng_of("backing", take)
        total = np.zeros((2, int(SECONDS * RATE_HZ)))
        for place, roles in enumerate(groups):
            files = sorted(file for role in roles for file in out.folder.glob(f"*_{role}.flac"))
            if files and (place < 2 or rng.random() < 0.7):
                sound = read(files[rng.integers(len(files))])[:, : total.shape[1]]
                sound = sound / np.sqrt(np.mean(sound**2)) * 10 ** (rng.uniform(-8, 3) / 20)
                total[:, : sound.shape[1]] += sound
        if rng.random() < 0.6:
            total = np.tanh(peak(total, rng.uniform(0.8, 3)))
        out.add("backing_track", produced(rng, total, 0.3), "sums")
