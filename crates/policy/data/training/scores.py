"""Phrases of our own: what is played, by notes of (start_s, length_s, pitch, velocity 0..1)."""

import numpy as np

MAJOR, MINOR, DORIAN, BLUES = (
    (0, 2, 4, 5, 7, 9, 11),
    (0, 2, 3, 5, 7, 8, 10),
    (0, 2, 3, 5, 7, 9, 10),
    (0, 3, 5, 6, 7, 10, 11),
)
PROGRESSIONS = (
    (0, 4, 5, 3),
    (5, 3, 0, 4),
    (0, 3, 4, 0),
    (1, 4, 0, 0),
    (0, 5, 3, 4),
    (0, 0, 3, 0),
    (0, 6, 5, 6),
    (0, 2, 3, 4),
)
METRES = (4, 4, 4, 3)


class Song:
    """Key, tempo, harmony and the length that all its parts share."""

    def __init__(self, rng, length_s):
        self.rng, self.length_s = rng, length_s
        self.scale = (MAJOR, MINOR, DORIAN, MINOR, BLUES)[rng.integers(5)]
        self.key = int(rng.integers(12))
        self.beat_s = 60.0 / float(np.exp(rng.uniform(np.log(66), np.log(178))))
        self.metre = METRES[rng.integers(len(METRES))]
        self.degrees = PROGRESSIONS[rng.integers(len(PROGRESSIONS))]
        self.beats_a_chord = self.metre if rng.random() < 0.7 else 2 * self.metre
        self.swing = 0.0 if rng.random() < 0.7 else float(rng.uniform(0.05, 0.16))
        self.loose_s = float(rng.choice([0.0, 0.004, 0.010]))

    def pitch(self, degree, low):
        """A degree of the scale, in the octave that starts at `low`."""
        octave, step = divmod(int(degree), 7)
        base = low + (self.key - low) % 12
        return base + self.scale[step] + 12 * octave

    def chord(self, beat, low, voices=3):
        root = self.degrees[int(beat // self.beats_a_chord) % 4]
        pitches = sorted(
            low + (self.pitch(root + 2 * voice, 60) - low) % 12 for voice in range(voices)
        )
        return [int(pitch) for pitch in pitches]

    def root(self, beat, low):
        return low + (self.pitch(self.degrees[int(beat // self.beats_a_chord) % 4], 60) - low) % 12

    def time(self, beat):
        late = self.swing if beat % 1 == 0.5 else 0.0
        return max(0.0, (beat + late) * self.beat_s + self.rng.normal() * self.loose_s)

    def beats(self):
        return self.length_s / self.beat_s

    def note(self, beat, beats, pitch, velocity):
        return (
            self.time(beat),
            max(0.04, beats * self.beat_s),
            int(pitch),
            float(np.clip(velocity, 0.15, 1.0)),
        )


def rhythm(rng, metre, density):
    """Starts inside a bar on a grid of sixteenths, the strong ones likelier."""
    strong = np.array(
        [1.0 if n % 4 == 0 else 0.6 if n % 2 == 0 else 0.25 for n in range(4 * metre)]
    )
    starts = [n / 4 for n in range(4 * metre) if rng.random() < strong[n] * density]
    return starts or [0.0]


def bars(song):
    return [bar * song.metre for bar in range(int(np.ceil(song.beats() / song.metre)))]


def bass(song, low=28):
    rng, notes = song.rng, []
    kind, pattern = rng.integers(4), rhythm(song.rng, song.metre, float(song.rng.uniform(0.4, 1.2)))
    for bar in bars(song):
        if kind == 0:
            starts = [n / 2 for n in range(2 * song.metre)]
        elif kind == 1:
            starts = list(range(song.metre))
        elif kind == 2:
            starts = [0.0]
        else:
            starts = pattern
        for place, start in enumerate(starts):
            after = starts[place + 1] if place + 1 < len(starts) else song.metre
            root = song.root(bar + start, low)
            pitch = root + (0 if rng.random() < 0.65 else int(rng.choice([7, 12, 5, 10, 3])))
            notes.append(
                song.note(
                    bar + start,
                    (after - start) * rng.uniform(0.5, 0.98),
                    pitch,
                    rng.uniform(0.6, 0.95),
                )
            )
    return notes


def comp(song, low=52, voices=3, strum_s=0.0):
    rng, notes = song.rng, []
    pattern = rhythm(rng, song.metre, float(rng.uniform(0.3, 1.1)))
    hold = rng.uniform(0.25, 1.0)
    for bar in bars(song):
        for place, start in enumerate(pattern):
            after = pattern[place + 1] if place + 1 < len(pattern) else song.metre
            velocity = rng.uniform(0.5, 0.95)
            for voice, pitch in enumerate(song.chord(bar + start, low, voices)):
                at, length, pitch, loud = song.note(
                    bar + start, (after - start) * hold, pitch, velocity
                )
                notes.append((at + voice * strum_s, length, pitch, loud))
    return notes


def arpeggio(song, low=55):
    rng, notes = song.rng, []
    step = float(rng.choice([0.25, 0.5, 0.5, 1.0 / 3]))
    order = rng.permutation(4)
    hold = float(rng.choice([0.6, 1.0, 3.0]))
    for n in range(int(song.beats() / step)):
        chord = song.chord(n * step, low, 3)
        chord.append(chord[0] + 12)
        notes.append(song.note(n * step, step * hold, chord[order[n % 4]], rng.uniform(0.5, 0.9)))
    return notes


def pad(song, low=50, voices=4):
    rng, notes, beat = song.rng, [], 0.0
    while beat < song.beats():
        velocity = rng.uniform(0.5, 0.9)
        for pitch in song.chord(beat, low, voices):
            notes.append(song.note(beat, song.beats_a_chord * 0.99, pitch, velocity))
        beat += song.beats_a_chord
    return notes


def melody(song, low=60, legato=None, density=None):
    rng, notes = song.rng, []
    legato = float(rng.choice([0.4, 0.8, 1.0, 1.02])) if legato is None else legato
    density = float(rng.uniform(0.25, 0.95)) if density is None else density
    degree = int(rng.integers(7))
    for bar in bars(song):
        if rng.random() < 0.12 and bar:
            continue
        starts = rhythm(rng, song.metre, density)
        for place, start in enumerate(starts):
            after = starts[place + 1] if place + 1 < len(starts) else song.metre
            degree = int(np.clip(degree + rng.choice([-2, -1, -1, 0, 1, 1, 2, 4, -4]), -1, 10))
            notes.append(
                song.note(
                    bar + start,
                    (after - start) * legato,
                    song.pitch(degree, low),
                    rng.uniform(0.5, 0.95),
                )
            )
    return notes


def section(song, low=55, voices=3):
    """Several players of one kind: a line with others beneath it in the scale."""
    line = melody(song, low, legato=float(song.rng.choice([0.5, 0.95, 1.0])))
    below = song.rng.choice([2, 3, 5, 7])
    return line + [
        (at, length, pitch - int(below) * (voice + 1), loud)
        for at, length, pitch, loud in line
        for voice in range(voices - 1)
    ]


def riff(song, low=40):
    """Power chords with damped notes between; damped ones are marked by a velocity under 0.4."""
    rng, notes = song.rng, []
    step = float(rng.choice([0.25, 0.5]))
    pattern = [rng.random() for _ in range(int(song.metre / step))]
    for bar in bars(song):
        for place, draw in enumerate(pattern):
            beat = bar + place * step
            root = song.root(beat, low)
            if draw < 0.35:
                for up in (0, 7, 12):
                    notes.append(song.note(beat, step * rng.choice([1.0, 2.0]), root + up, 0.9))
            elif draw < 0.85:
                notes.append(song.note(beat, step * 0.5, root, 0.3))
    return notes


DRUM_PARTS = (
    "kick",
    "snare",
    "claps",
    "hats",
    "cymbals",
    "toms",
    "percussion",
    "drums_bus",
    "overheads",
)


def drums(song, part):
    """Hits of (start_s, length_s, class, velocity) of one part, or of the whole kit."""
    whole = part in ("drums_bus", "overheads")
    parts = ("kick", "snare", "hats", "cymbals", "toms") if whole else (part,)
    rng, hits = song.rng, []
    if whole and rng.random() < 0.35:
        parts += (("percussion",), ("claps",))[rng.integers(2)]
    for name in parts:
        rare = whole and name in ("toms", "cymbals", "percussion")
        hits += line(song, name, rare)
    if whole and part == "drums_bus" and rng.random() < 0.15:
        keep = rng.choice(len(parts), 2, replace=False)
        hits = [hit for hit in hits if hit[2] in {parts[k] for k in keep}]
    return sorted(hits)


def line(song, name, rare):
    rng, hits, metre = song.rng, [], song.metre
    kind = rng.random()
    sparse = rng.random() < 0.25
    pattern = rhythm(rng, metre, float(rng.uniform(0.25, 0.8)))
    step = float(rng.choice([0.25, 0.5, 0.5, 1.0]))
    for bar in bars(song):
        if name == "kick":
            starts = (
                list(range(metre))
                if kind < 0.35
                else [0, 2.5]
                if kind < 0.55 and metre == 4
                else pattern
            )
        elif name in ("snare", "claps"):
            starts = (
                [1.0, 3.0][: max(1, metre // 2)]
                if kind < 0.7
                else [2.0]
                if kind < 0.85
                else pattern
            )
            if name == "snare" and rng.random() < 0.3:
                starts = list(starts) + [metre - 0.25]
        elif name == "hats":
            starts = list(np.arange(0, metre, step))
            if kind > 0.75:  # Rolls of trap.
                at = rng.integers(metre)
                starts += list(np.arange(at, at + 1, 0.125))
        elif name == "cymbals":
            starts = (
                [0.0]
                if rare and bar % (4 * metre) == 0 or not rare and kind < 0.4
                else []
                if rare
                else list(np.arange(0, metre, 1.0 if kind < 0.8 else 0.5))
            )
        elif name == "toms":
            fill = rare and bar % (4 * metre) == 3 * metre
            starts = list(np.arange(metre - 2, metre, 0.25)) if fill else [] if rare else pattern
        else:
            starts = pattern if not rare or rng.random() < 0.7 else []
        if sparse and bar % (2 * metre):
            continue
        for start in starts:
            accent = 1.0 if start % 1 == 0 else 0.7
            hits.append(
                (
                    song.time(bar + float(start)),
                    0.2,
                    name,
                    float(np.clip(accent * rng.uniform(0.65, 1.0), 0.1, 1.0)),
                )
            )
    return hits
