"""Instruments made from nothing: synthesisers, plucked strings, drums, effects."""

import numpy as np
from scipy.signal import lfilter, sosfilt

from effects import RATE_HZ, biquad, butter, filtered, peak

BLOCK = 441


def hz(pitch):
    return 440.0 * 2 ** ((np.asarray(pitch, dtype=float) - 69) / 12)


def adsr(frames, length_s, attack_s, decay_s, sustain, release_s):
    t = np.arange(frames) / RATE_HZ
    held = np.where(
        t < attack_s,
        t / max(attack_s, 1e-4),
        sustain + (1 - sustain) * np.exp(-(t - attack_s) / max(decay_s, 1e-3)),
    )
    at_end = np.interp(length_s, t, held) if length_s < t[-1] else held[-1]
    return np.where(t < length_s, held, at_end * np.exp(-(t - length_s) / max(release_s, 1e-3)))


def wave(shape, phase, step):
    """Band-limited by polynomials at the jumps (V. Välimäki, A. Huovilainen, 2007)."""
    phase = phase % 1.0
    if shape == "sine":
        return np.sin(2 * np.pi * phase)
    if shape == "triangle":
        return 4 * np.abs(phase - 0.5) - 1

    def saw(p):
        out = 2 * p - 1
        low, high = p < step, p > 1 - step
        out = out - np.where(low, 2 * p / step - (p / step) ** 2 - 1, 0)
        return out - np.where(high, ((p - 1) / step) ** 2 + 2 * (p - 1) / step + 1, 0)

    if shape == "saw":
        return saw(phase)
    width = 0.5 if shape == "square" else 0.25
    return saw(phase) - saw((phase + width) % 1.0)


class Patch:
    """A synthesiser's settings, drawn at random for a role."""

    def __init__(self, rng, role):
        self.rng, self.role = rng, role
        soft = role == "synth_pad"
        self.shapes = [
            str(rng.choice(["saw", "saw", "square", "pulse", "triangle", "sine"]))
            for _ in range(rng.integers(1, 4))
        ]
        self.detune = float(rng.choice([0.02, 0.08, 0.15, 0.3]))
        self.octave = int(rng.choice([0, 0, 12, -12])) if role not in ("bass", "sub_bass") else 0
        self.attack_s = float(
            rng.uniform(0.15, 1.5) if soft else rng.choice([0.002, 0.005, 0.02, 0.08])
        )
        self.decay_s = float(
            rng.uniform(0.5, 2) if soft else np.exp(rng.uniform(np.log(0.05), np.log(1.2)))
        )
        self.sustain = float(rng.uniform(0.6, 1) if soft else rng.choice([0.0, 0.2, 0.6, 0.9]))
        self.release_s = float(rng.uniform(0.3, 1.5) if soft else rng.uniform(0.02, 0.4))
        self.cutoff_hz = float(np.exp(rng.uniform(np.log(250), np.log(9000))))
        self.resonance = float(rng.choice([0.6, 0.9, 2.0, 5.0]))
        self.sweep = float(rng.choice([0, 0, 1, 2, 3]))
        self.lfo_hz, self.lfo = float(rng.uniform(0.1, 7)), float(rng.choice([0, 0, 0, 0.5, 1.2]))
        self.vibrato_cents = float(rng.choice([0, 0, 8, 25]))
        if role == "pluck":
            self.attack_s, self.sustain = float(rng.choice([0.001, 0.003])), 0.0
            self.decay_s = float(np.exp(rng.uniform(np.log(0.01), np.log(0.2))))
            self.release_s = self.decay_s
        self.glide_s = float(rng.choice([0, 0, 0.05, 0.12])) if role == "synth_lead" else 0.0
        self.fm = (
            (float(rng.choice([0.5, 1, 2, 3, 3.5, 7])), float(rng.uniform(0.5, 5)))
            if rng.random() < 0.25
            else None
        )
        if role == "bass":
            self.cutoff_hz = min(self.cutoff_hz, 3000.0)
        if role == "sub_bass":
            self.shapes, self.cutoff_hz, self.fm, self.lfo = ["sine"], 250.0, None, 0.0
            self.sustain, self.attack_s = float(rng.uniform(0.5, 1)), 0.005


def played(patch, notes, seconds):
    """A patch playing notes, filtered as a whole with the envelope of the last note."""
    frames, rng = int(seconds * RATE_HZ), patch.rng
    out, cutoff = np.zeros(frames), np.full(frames // BLOCK + 2, 0.0)
    before = None
    for at, length, pitch, velocity in notes:
        start = int(at * RATE_HZ)
        count = min(frames - start, int((length + 4 * patch.release_s) * RATE_HZ))
        if count < 64:
            continue
        t = np.arange(count) / RATE_HZ
        track = np.full(count, float(pitch + patch.octave))
        if patch.glide_s and before is not None:
            track += (before - pitch) * np.exp(-t / patch.glide_s)
        track += patch.vibrato_cents / 100 * np.sin(2 * np.pi * 5.3 * t) * np.minimum(1, t / 0.4)
        before = pitch
        note = np.zeros(count)
        for place, shape in enumerate(patch.shapes):
            cents = patch.detune * (place - (len(patch.shapes) - 1) / 2)
            step = hz(track + cents) / RATE_HZ
            phase = np.cumsum(step) + rng.random()
            if patch.fm:
                ratio, depth = patch.fm
                note += np.sin(
                    2 * np.pi * phase
                    + depth * np.exp(-t / patch.decay_s) * np.sin(2 * np.pi * ratio * phase)
                )
            else:
                note += wave(shape, phase, step)
        env = adsr(count, length, patch.attack_s, patch.decay_s, patch.sustain, patch.release_s)
        out[start : start + count] += velocity * note * env
        first, blocks = start // BLOCK, np.arange(count // BLOCK + 1) * BLOCK / RATE_HZ
        part = cutoff[first : first + blocks.size]
        part[:] = np.maximum(part, np.exp(-blocks[: part.size] / patch.decay_s))
    return swept(patch, out, cutoff)


def swept(patch, audio, envelope):
    state, out = np.zeros((1, 2)), np.empty_like(audio)
    for block in range(0, audio.size, BLOCK):
        wobble = patch.lfo * np.sin(2 * np.pi * patch.lfo_hz * block / RATE_HZ)
        cutoff = patch.cutoff_hz * 2 ** (patch.sweep * envelope[block // BLOCK] + wobble)
        sos = biquad("low", min(cutoff, 15_000.0), patch.resonance)
        out[block : block + BLOCK], state = sosfilt(sos, audio[block : block + BLOCK], zi=state)
    return out


def struck(rng, notes, seconds):
    """Bars, tines and bells: a few partials, each with its own decay, and a short knock."""
    frames = int(seconds * RATE_HZ)
    out = np.zeros(frames)
    ratios = (
        (1, 3.93, 9.2),
        (1, 2.76, 5.4, 8.9),
        (1, 4.0, 10.0),
        (1, 2.0, 3.0, 4.2),
        (1, 1.5, 2.0, 2.74, 5.3),
    )[rng.integers(5)]
    decay_s, knock = np.exp(rng.uniform(np.log(0.012), np.log(1.2))), rng.uniform(0, 0.5)
    levels = rng.uniform(0.05, 0.7, len(ratios)) * np.array([1.4] + [1] * (len(ratios) - 1))
    for at, _, pitch, velocity in notes:
        start = int(at * RATE_HZ)
        t = np.arange(min(frames - start, int(5 * decay_s * RATE_HZ))) / RATE_HZ
        if t.size < 64:
            continue
        note = knock * rng.normal(size=t.size) * np.exp(-t / 0.003)
        for ratio, level in zip(ratios, levels):
            if hz(pitch) * ratio < 0.45 * RATE_HZ:
                fade = np.exp(-t * ratio**0.7 / decay_s)
                note += level * np.sin(2 * np.pi * hz(pitch) * ratio * t) * fade
        out[start : start + t.size] += velocity * note
    return out


def plucked(rng, notes, seconds, bright=0.5, ring_s=2.0, damped=False):
    """Plucked strings (K. Karplus, A. Strong, 1983; D. Jaffe, J. Smith's extensions)."""
    frames = int(seconds * RATE_HZ)
    out = np.zeros(frames)
    place, pickup = rng.uniform(0.08, 0.3), rng.uniform(0.06, 0.25)
    memory = {}
    for at, length, pitch, velocity in notes:
        start = int(at * RATE_HZ)
        mute = damped and velocity < 0.4
        key = (pitch, mute, round(velocity * 3))
        span = int(min(length + 0.15, 4.0) * RATE_HZ)
        if key not in memory or memory[key].size < span:
            memory[key] = string(
                rng,
                pitch,
                velocity,
                (bright, 0.12 if mute else ring_s),
                (place, pickup),
                span + 4000,
            )
        sound = memory[key][:span].copy()
        ramp = min(span, int(0.03 * RATE_HZ))
        sound[-ramp:] *= np.linspace(1, 0, ramp)
        sound = sound[: max(0, frames - start)]
        out[start : start + sound.size] += sound * (0.35 if mute else velocity)
    return out


def string(rng, pitch, velocity, character, places, frames):
    (bright, ring_s), (place, pickup) = character, places
    period = RATE_HZ / hz(pitch + rng.normal() * 0.03)
    taps = int(period - 0.5)
    part = period - 0.5 - taps
    burst = np.zeros(frames)
    burst[:taps] = rng.uniform(-1, 1, taps)
    burst = lfilter([1 - 0.9 * (1 - velocity * bright)], [1, -0.9 * (1 - velocity * bright)], burst)
    for comb in (place, pickup):
        lag = max(1, int(comb * period))
        burst[lag:] = burst[lag:] - 0.9 * burst[:-lag]
    loss = 10 ** (-3 * period / RATE_HZ / ring_s)
    smooth = 0.5 + 0.4 * bright
    low = np.array([smooth, 1 - smooth])
    loop = loss * np.convolve(low, [1 - part, part])
    # What comes around is one period old, so a period is computed at once.
    sound = np.concatenate([np.zeros(2), burst])
    for start in range(taps + 2, sound.size, taps):
        count = min(taps, sound.size - start)
        for lag, factor in enumerate(loop):
            from_ = start - taps - lag
            sound[start : start + count] += factor * sound[from_ : from_ + count]
    return peak(sound[2:], 1.0)


def body(rng, audio):
    """The wooden body of an acoustic guitar: a few resonances."""
    centres = (
        rng.uniform(90, 120),
        rng.uniform(180, 230),
        rng.uniform(350, 450),
        rng.uniform(700, 1200),
    )
    return filtered(
        audio,
        *[biquad("peak", centre, 3, rng.uniform(2, 8)) for centre in centres],
        biquad("high", 70),
    )


def drum(rng, name):
    """One hit of a drum machine of our own."""
    length_s = {
        "kick": 0.5,
        "snare": 0.4,
        "claps": 0.4,
        "hats": 0.3,
        "cymbals": 2.0,
        "toms": 0.6,
        "percussion": 0.3,
    }[name]
    t = np.arange(int(length_s * RATE_HZ)) / RATE_HZ
    noise = rng.normal(size=t.size)
    if name in ("kick", "toms"):
        low = rng.uniform(38, 65) if name == "kick" else rng.uniform(70, 200)
        fall, speed = (
            rng.uniform(50, 400) if name == "kick" else rng.uniform(20, 80),
            rng.uniform(0.008, 0.05),
        )
        phase = low * t + fall * speed * (1 - np.exp(-t / speed))
        tone = np.sin(2 * np.pi * phase) * np.exp(-t / rng.uniform(0.06, 0.3))
        return tone + rng.uniform(0, 0.4) * filtered(noise, biquad("low", 4000)) * np.exp(
            -t / 0.006
        )
    if name == "snare":
        tone = sum(
            np.sin(2 * np.pi * f * t) for f in (rng.uniform(150, 240), rng.uniform(280, 400))
        )
        wires = filtered(noise, biquad("high", rng.uniform(600, 2500)))
        return rng.uniform(0.2, 1) * tone * np.exp(-t / rng.uniform(0.02, 0.12)) + wires * np.exp(
            -t / rng.uniform(0.04, 0.18)
        )
    if name == "claps":
        shape = sum(
            np.where(t >= lag, np.exp(-(t - lag) / 0.006), 0) for lag in (0, 0.011, 0.023)
        ) + 0.6 * np.where(t > 0.03, np.exp(-(t - 0.03) / rng.uniform(0.04, 0.14)), 0)
        return (
            filtered(
                noise,
                biquad("high", 700),
                biquad("peak", rng.uniform(900, 1800), 1.2, 10),
                biquad("low", 9000),
            )
            * shape
        )
    if name in ("hats", "cymbals"):
        base = rng.uniform(250, 420)
        metal = sum(
            np.sign(np.sin(2 * np.pi * base * ratio * t + rng.random() * 6))
            for ratio in (1, 1.34, 1.68, 2.02, 2.53, 3.1)
        )
        mixed = rng.random() * metal / 3 + noise * rng.uniform(0.2, 1)
        fade = rng.choice([0.015, 0.04, 0.15]) if name == "hats" else rng.uniform(0.3, 0.9)
        edge = rng.uniform(4000, 8000) if name == "hats" else rng.uniform(1500, 5000)
        return sosfilt(butter(3, edge, "high", fs=RATE_HZ, output="sos"), mixed) * np.exp(-t / fade)
    kind = rng.integers(3)
    if kind == 0:  # Shaker.
        return (
            sosfilt(butter(2, [3000, 12000], "band", fs=RATE_HZ, output="sos"), noise)
            * np.sin(np.pi * np.minimum(1, t / 0.09)) ** 2
        )
    tones = rng.uniform(300, 1500) * np.array([1, rng.uniform(1.4, 1.6), rng.uniform(2, 2.8)])
    struck = sum(np.sin(2 * np.pi * f * t) / (n + 1) for n, f in enumerate(tones))
    return struck * np.exp(-t / rng.uniform(0.015, 0.12))


def effect(rng, seconds, grains_of=None):
    """Risers, falls, noise, hits with long tails, and clouds of grains from another sound."""
    frames = int(seconds * RATE_HZ)
    t = np.arange(frames) / RATE_HZ
    if grains_of is not None and rng.random() < 0.5:
        # A short cloud that comes again, as loopers of pedals do.
        short = cloud(rng, int(RATE_HZ * np.exp(rng.uniform(np.log(0.4), np.log(4)))), grains_of)
        return np.tile(short, (1, frames // short.shape[1] + 1))[:, :frames]
    if grains_of is not None:
        return cloud(rng, frames, grains_of)
    kind = rng.integers(4)
    if kind == 0:  # Swept noise.
        speed, out, state = rng.uniform(0.05, 0.4), np.empty(frames), np.zeros((1, 2))
        noise, up = rng.normal(size=frames), rng.random() < 0.6
        for block in range(0, frames, BLOCK):
            turn = (block / RATE_HZ * speed) % 1.0
            turn = turn if up else 1 - turn
            out[block : block + BLOCK], state = sosfilt(
                biquad("low", 150 * 2 ** (6 * turn), 3) * 1.0,
                noise[block : block + BLOCK] * (0.2 + turn),
                zi=state,
            )
        return out
    if kind == 1:  # A tone that rises or falls.
        length = rng.uniform(1, 5)
        pitch = 40 + rng.uniform(12, 40) * (
            (t / length) % 1.0 if rng.random() < 0.5 else 1 - (t / length) % 1.0
        )
        step = hz(pitch) / RATE_HZ
        return wave("saw", np.cumsum(step), step) * ((t / length) % 1.0)
    if kind == 2:  # Impacts.
        out = np.zeros(frames)
        for at in np.sort(rng.uniform(0, seconds - 1, rng.integers(1, 5))):
            start, hit = int(at * RATE_HZ), np.arange(frames - int(at * RATE_HZ)) / RATE_HZ
            out[start:] += np.sin(2 * np.pi * (35 * hit + 3 * (1 - np.exp(-hit * 20)))) * np.exp(
                -hit / 0.8
            ) + 0.3 * rng.normal(size=hit.size) * np.exp(-hit / rng.uniform(0.1, 1.5))
        return out
    base = rng.uniform(0.05, 0.6)  # Slowly moving bands of noise: wind, sea, machines.
    bands = [
        sosfilt(
            butter(1, [f, f * rng.uniform(1.1, 3)], "band", fs=RATE_HZ, output="sos"),
            rng.normal(size=frames),
        )
        * (1 + np.sin(2 * np.pi * base * (n + 1) * t + rng.random() * 6))
        for n, f in enumerate(np.exp(rng.uniform(np.log(80), np.log(5000), 4)))
    ]
    return sum(peak(band) * rng.random() for band in bands)


def cloud(rng, frames, source):
    """Grains of a sound, transposed by octaves and fifths, scattered in time and space."""
    mono = np.atleast_2d(source).mean(axis=0)
    out = np.zeros((2, frames))
    size = int(RATE_HZ * np.exp(rng.uniform(np.log(0.03), np.log(0.5))))
    window = np.hanning(size)
    if rng.random() < 0.4:
        window = np.exp(-5 * np.arange(size) / size) * np.minimum(1, np.arange(size) / 60)
    rate = rng.uniform(1.5, 12)
    steady = rng.random() < 0.5
    for n in range(int(rate * frames / RATE_HZ)):
        ratio = float(rng.choice([0.5, 1, 1, 2, 1.5, -1, 4]))
        start = int(rng.integers(0, max(1, mono.size - int(size * abs(ratio)) - 1)))
        grain = (
            np.interp(start + np.arange(size) * abs(ratio), np.arange(mono.size), mono)[
                :: 1 if ratio > 0 else -1
            ]
            * window
        )
        at = int(n / rate * RATE_HZ) if steady else int(rng.integers(0, frames))
        grain = grain[: frames - at]
        side = rng.uniform(0.1, 0.9)
        out[:, at : at + grain.size] += np.array([[side], [1 - side]]) * grain * rng.uniform(0.3, 1)
    return out


def glitches(rng, seconds, sources):
    """Scraps of several sounds in a loose rhythm, cut hard or let die, over rests."""
    frames = int(seconds * RATE_HZ)
    out = np.zeros((2, frames))
    beat_s = rng.uniform(0.08, 0.6)
    busy, dying = rng.uniform(0.2, 0.9), rng.random() < 0.6
    length_s = np.exp(rng.uniform(np.log(0.02), np.log(0.35)))
    for beat in np.arange(0, seconds, beat_s):
        if rng.random() > busy:
            continue
        sound = sources[rng.integers(len(sources))].mean(axis=0)
        size = int(RATE_HZ * length_s * rng.uniform(0.4, 2))
        ratio = float(rng.choice([0.5, 1, 1, 1.5, 2, 3]))
        first = int(rng.integers(0, max(1, sound.size - int(size * ratio) - 2)))
        scrap = np.interp(first + np.arange(size) * ratio, np.arange(sound.size), sound)
        scrap = peak(scrap, rng.uniform(0.2, 1)) * (
            np.exp(-5 * np.arange(size) / size) if dying else 1
        )
        scrap *= np.minimum(1, np.minimum(np.arange(size), np.arange(size)[::-1]) / 60)
        start, side = int(beat * RATE_HZ), rng.uniform(0.2, 0.8)
        scrap = scrap[: frames - start]
        out[:, start : start + scrap.size] += np.array([[side], [1 - side]]) * scrap
    return out
