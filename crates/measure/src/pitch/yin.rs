//! Candidates for the pitch of each 20 ms.
//!
//! A. de Cheveigné, H. Kawahara, "YIN, a fundamental frequency estimator for speech and music",
//! J. Acoust. Soc. Am. 111, 2002: the cumulative mean normalised difference. Like M. Mauch, S.
//! Dixon, "pYIN", ICASSP 2014, several dips are kept and the path through them is decided at the
//! end. Deviation: the dips themselves stand for pYIN's distribution over thresholds. The signal
//! comes at about 6 kHz, which holds the pitch and first harmonics of whatever sings.

use super::path;
use super::track::PitchTrack;
use crate::lanes::LANES;
use crate::stft::Framer;

/// Pitches looked for, in Hz: from a bass's low E (41 Hz) to a soprano's high C.
const RANGE_HZ: std::ops::Range<f64> = 40.0..1_050.0;

/// Length of the compared pieces and distance of the frames, in s.
const PIECE_S: f64 = 0.030;
const HOP_S: f64 = 0.020;

/// Candidates kept per frame.
pub(crate) const CANDIDATES: usize = 3;

/// Dips above this are no pitch at all.
const DEEP_ENOUGH: f32 = 0.5;

/// Frames with less mean power, −70 dBFS, have no pitch.
const QUIET: f32 = 1e-7;

/// A pitch in cents over [`super::PITCH_UNIT_HZ`] and its depth: 0 noise, 255 wholly periodic.
pub(crate) type Candidate = (u16, u8);

/// Listens for one line.
#[derive(Debug)]
pub(crate) struct PitchListener {
    rate_hz: f64,
    hop: usize,
    first_s: f64,
    piece: usize,
    lags: std::ops::Range<usize>,
    framer: Framer<1>,
    frames: Vec<[Candidate; CANDIDATES]>,
    difference: Vec<f32>,
}

impl PitchListener {
    /// For a signal at `rate_hz` that is late by `delay_s`.
    pub(crate) fn new(rate_hz: f64, delay_s: f64) -> Self {
        let piece = ((rate_hz * PIECE_S) as usize).next_multiple_of(2 * LANES);
        let longest = (rate_hz / RANGE_HZ.start) as usize + 2;
        let shortest = ((rate_hz / RANGE_HZ.end) as usize).max(2);
        let hop = libm::round(rate_hz * HOP_S) as usize;
        let size = piece + longest;
        Self {
            rate_hz,
            hop,
            first_s: 0.5 * size as f64 / rate_hz - delay_s,
            piece,
            lags: shortest..longest,
            framer: Framer::new(size, hop),
            frames: Vec::new(),
            difference: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, signal: &[f32]) {
        let Self { framer, frames, difference, piece, lags, rate_hz, .. } = self;
        framer.push(
            signal.len(),
            |[held], range| held.extend_from_slice(&signal[range]),
            |[frame]| {
                let power: f32 = frame.iter().map(|x| x * x).sum::<f32>() / frame.len() as f32;
                let mut found = [(0, 0); CANDIDATES];
                if power > QUIET {
                    normalised_difference(frame, *piece, lags.end, difference);
                    found = dips(difference, lags.clone(), *rate_hz);
                }
                frames.push(found);
            },
        );
    }

    /// The track, if what was heard is one line for most of its time.
    pub(crate) fn finish(self) -> Option<PitchTrack> {
        path::track(&self.frames, self.hop as f64 / self.rate_hz, self.first_s)
    }
}

/// d′ of the paper for lags 0 to `longest` − 1.
fn normalised_difference(frame: &[f32], piece: usize, longest: usize, out: &mut Vec<f32>) {
    let here = &frame[..piece];
    let energy = f64::from(dot(here, here));
    let mut moved = energy;
    let mut sum = 0.0;
    out.clear();
    out.push(1.0);
    for lag in 1..longest {
        let (gone, new) = (f64::from(frame[lag - 1]), f64::from(frame[lag + piece - 1]));
        moved += new * new - gone * gone;
        let product = f64::from(dot(here, &frame[lag..lag + piece]));
        let difference = (energy + moved - 2.0 * product).max(0.0);
        sum += difference;
        out.push(if sum > 0.0 { (difference * lag as f64 / sum) as f32 } else { 1.0 });
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 2 * LANES];
    for (a, b) in a.as_chunks::<{ 2 * LANES }>().0.iter().zip(b.as_chunks::<{ 2 * LANES }>().0) {
        for lane in 0..2 * LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum()
}

/// The deepest dips, those at short lags preferred: every multiple of a period is a dip too.
fn dips(difference: &[f32], lags: std::ops::Range<usize>, rate_hz: f64) -> [Candidate; CANDIDATES] {
    let mut found = [Dip::NONE; CANDIDATES];
    for lag in lags.start..lags.end - 1 {
        let [before, here, after] = [difference[lag - 1], difference[lag], difference[lag + 1]];
        if here >= before || here > after || here > DEEP_ENOUGH {
            continue;
        }
        let curvature = before - 2.0 * here + after;
        let offset = if curvature > 0.0 { 0.5 * (before - after) / curvature } else { 0.0 };
        let bottom = (here - 0.25 * (before - after) * offset).max(0.0);
        let lag = lag as f32 + offset;
        let octaves = audio::math::log2(lag / lags.start as f32);
        let mut next = Dip { rank: bottom + OCTAVE_LATER * octaves, bottom, lag };
        for place in &mut found {
            if next.rank < place.rank {
                std::mem::swap(place, &mut next);
            }
        }
    }
    found.map(|dip| dip.candidate(rate_hz))
}

/// How much deeper a dip an octave further has to be to come before another.
const OCTAVE_LATER: f32 = 0.1;

/// A dip of the normalised difference.
#[derive(Clone, Copy, Debug)]
struct Dip {
    rank: f32,
    bottom: f32,
    lag: f32,
}

impl Dip {
    const NONE: Self = Self { rank: f32::MAX, bottom: 1.0, lag: 0.0 };

    fn candidate(self, rate_hz: f64) -> Candidate {
        if self.lag <= 0.0 {
            return (0, 0);
        }
        let ratio = rate_hz / f64::from(self.lag) / super::PITCH_UNIT_HZ;
        let cents = 1200.0 * f64::from(audio::math::log2(ratio as f32));
        let clear = ((1.0 - self.bottom).clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
        (libm::round(cents.clamp(1.0, 65_535.0)) as u16, clear)
    }
}
