"""What happens to a stem between the instrument and the file: amplifiers, rooms, mixing habits."""

import numpy as np
from scipy.signal import butter, fftconvolve, lfilter, resample_poly, sosfilt

RATE_HZ = 44_100


def biquad(kind, hz, q=0.7, db=0.0):
    """Audio EQ cookbook (R. Bristow-Johnson)."""
    w = 2 * np.pi * min(hz, 0.45 * RATE_HZ) / RATE_HZ
    c, alpha, a = np.cos(w), np.sin(w) / (2 * q), 10 ** (db / 40)
    if kind == "peak":
        b0, b1, b2, a0, a1, a2 = (
            1 + alpha * a,
            -2 * c,
            1 - alpha * a,
            1 + alpha / a,
            -2 * c,
            1 - alpha / a,
        )
    elif kind == "low":
        b0, b1, b2, a0, a1, a2 = (1 - c) / 2, 1 - c, (1 - c) / 2, 1 + alpha, -2 * c, 1 - alpha
    elif kind == "high":
        b0, b1, b2, a0, a1, a2 = (1 + c) / 2, -1 - c, (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha
    else:
        sign, root = (1 if kind == "high_shelf" else -1), 2 * np.sqrt(a) * alpha
        b0 = a * ((a + 1) + sign * (a - 1) * c + root)
        b1 = -2 * sign * a * ((a - 1) + sign * (a + 1) * c)
        b2 = a * ((a + 1) + sign * (a - 1) * c - root)
        a0 = (a + 1) - sign * (a - 1) * c + root
        a1 = 2 * sign * ((a - 1) - sign * (a + 1) * c)
        a2 = (a + 1) - sign * (a - 1) * c - root
    return np.array([[b0, b1, b2, a0, a1, a2]]) / a0


def filtered(audio, *sections):
    return sosfilt(np.vstack(sections), audio, axis=-1)


def peak(audio, to=0.7):
    most = np.max(np.abs(audio))
    return audio * (to / most) if most > 0 else audio


def amplifier(rng, audio, drive):
    """A guitar amplifier with its loudspeaker; `drive` 0 is clean, 1 is full distortion."""
    x = peak(audio, 1.0)
    x = filtered(
        x,
        biquad("high", 60 + 140 * drive),
        biquad("peak", rng.uniform(500, 1200), 0.6, 2 + 8 * drive),
    )
    x = resample_poly(x, 2, 1, axis=-1)
    gain = 10 ** (drive * rng.uniform(1.2, 2.2))
    bias = 0.1 * rng.random()
    x = np.tanh(gain * x + bias) - np.tanh(bias)
    if drive > 0.6:
        x = np.tanh(3 * x)
    x = resample_poly(x, 1, 2, axis=-1)
    x = filtered(
        x,
        biquad("low_shelf", 200, 0.7, rng.uniform(-4, 4)),
        biquad("peak", rng.uniform(400, 900), 0.8, rng.uniform(-8, 2)),
        biquad("high_shelf", 2500, 0.7, rng.uniform(-4, 4)),
    )
    top = butter(4, rng.uniform(4000, 6500), fs=RATE_HZ, output="sos")
    return sosfilt(
        top,
        filtered(
            x,
            biquad("high", rng.uniform(70, 110)),
            biquad("peak", rng.uniform(90, 160), 1.2, 3),
            biquad("peak", rng.uniform(2000, 3500), 1.0, rng.uniform(2, 7)),
        ),
        axis=-1,
    )


def room(rng, audio, seconds, wet, dark_hz=6000):
    """Decaying noise with separate sides, darker as it goes."""
    audio = np.atleast_2d(audio)
    if audio.shape[0] == 1:
        audio = np.repeat(audio, 2, axis=0)
    count = int(RATE_HZ * seconds * 1.2)
    noise = rng.normal(size=(2, count)) * 10 ** (-3 * np.arange(count) / (RATE_HZ * seconds))
    late = filtered(noise, biquad("low", dark_hz * 0.4, 0.5), biquad("high", 150))
    early = filtered(noise, biquad("low", dark_hz, 0.5), biquad("high", 150))
    fade = np.exp(-np.arange(count) / (0.25 * RATE_HZ * seconds))
    impulse = early * fade + late * (1 - fade)
    impulse = np.pad(impulse, ((0, 0), (int(RATE_HZ * rng.uniform(0.002, 0.03)), 0)))
    impulse /= np.sqrt((impulse**2).sum(axis=1, keepdims=True))
    tail = np.stack([fftconvolve(side, fir)[: audio.shape[1]] for side, fir in zip(audio, impulse)])
    return audio * np.sqrt(1 - 0.5 * wet) + tail * wet


def delay(rng, audio, seconds, wet):
    audio = np.atleast_2d(audio)
    if audio.shape[0] == 1:
        audio = np.repeat(audio, 2, axis=0)
    out, tap = (
        audio.copy(),
        filtered(audio, biquad("low", rng.uniform(2000, 6000)), biquad("high", 250)),
    )
    step = int(seconds * RATE_HZ)
    for n in range(1, 7):
        if step * n >= audio.shape[1]:
            break
        tap = tap[::-1] if rng.random() < 0.5 else tap
        out[:, step * n :] += wet**n * tap[:, : audio.shape[1] - step * n]
    return out


def compressed(audio, ratio, under_db, release_s):
    """A feed-forward compressor on the level of both sides."""
    power = np.max(np.atleast_2d(audio) ** 2, axis=0)
    pole = np.exp(-1 / (RATE_HZ * 0.005))
    level = 10 * np.log10(lfilter([1 - pole], [1, -pole], power) + 1e-10)
    over = np.maximum(0, level - (level.max() - under_db))
    pole = np.exp(-1 / (RATE_HZ * release_s))
    down = lfilter([1 - pole], [1, -pole], over * (1 - 1 / ratio))
    return audio * 10 ** (-down / 20)


def chorus(rng, audio, depth_s=0.002):
    """Two moving copies, one to each side."""
    mono = np.atleast_2d(audio).mean(axis=0)
    t = np.arange(mono.size)
    sides = []
    for side in (0.0, np.pi / 2):
        sweep = depth_s * (1 + np.sin(2 * np.pi * rng.uniform(0.2, 1.2) * t / RATE_HZ + side))
        sides.append(mono + 0.7 * np.interp(t - RATE_HZ * (0.006 + sweep), t, mono))
    return np.stack(sides)


def rests(rng, audio, share):
    """A part that pauses, as parts do."""
    frames = audio.shape[-1]
    gain = np.ones(frames)
    length = int(frames * share)
    start = (
        int(rng.integers(0, frames - length))
        if rng.random() < 0.5
        else (0 if rng.random() < 0.5 else frames - length)
    )
    gain[start : start + length] = 0
    ramp = int(0.02 * RATE_HZ)
    return audio * np.convolve(gain, np.ones(ramp) / ramp, mode="same")


def produced(rng, audio, wetness=1.0):
    """Random habits of recording and mixing. The order is the usual one."""
    x = np.atleast_2d(np.asarray(audio, dtype=np.float64))
    x = peak(x)
    sections = [
        biquad("low_shelf", rng.uniform(80, 300), 0.7, rng.normal() * 3),
        biquad(
            "peak",
            np.exp(rng.uniform(np.log(150), np.log(6000))),
            rng.uniform(0.5, 2),
            rng.normal() * 4,
        ),
        biquad("high_shelf", rng.uniform(3000, 9000), 0.7, rng.normal() * 4),
    ]
    if rng.random() < 0.25:
        sections.append(biquad("high", rng.uniform(30, 160)))
    x = filtered(x, *sections)
    if rng.random() < 0.35:
        x = compressed(x, rng.uniform(2, 8), rng.uniform(6, 24), rng.uniform(0.05, 0.3))
    if rng.random() < 0.15:
        drive = 10 ** rng.uniform(0, 0.8)
        x = np.tanh(drive * peak(x, 1.0))
    if rng.random() < 0.2:
        x = rests(rng, x, rng.uniform(0.2, 0.6))
    if rng.random() < 0.12 * wetness:
        x = chorus(rng, x)
    if rng.random() < 0.2 * wetness:
        x = delay(rng, x, rng.uniform(0.08, 0.5), rng.uniform(0.1, 0.45))
    if rng.random() < 0.5 * wetness:
        x = room(
            rng, x, float(np.exp(rng.uniform(np.log(0.2), np.log(3.5)))), rng.uniform(0.05, 0.5)
        )
    if x.shape[0] == 1 and rng.random() < 0.6:
        angle = rng.uniform(0.15, 0.85) * np.pi / 2 if rng.random() < 0.3 else np.pi / 4
        x = np.stack([np.cos(angle) * x[0], np.sin(angle) * x[0]])
    elif x.shape[0] == 2 and rng.random() < 0.35:
        x = x.mean(axis=0, keepdims=True)
    if rng.random() < 0.12:
        x = sosfilt(butter(8, rng.uniform(9000, 16500), fs=RATE_HZ, output="sos"), x, axis=-1)
    if rng.random() < 0.1:
        x = x + rng.normal(size=x.shape) * 10 ** rng.uniform(-4.5, -3.2)
    return peak(x, float(rng.uniform(0.2, 0.9)))
