//! Which period is the beat.
//!
//! Candidates are the peaks of a comb over the autocorrelation of onset strength (D. P. W. Ellis,
//! "Beat Tracking by Dynamic Programming", J. New Music Research 36, 2007) and their doubles,
//! halves and thirds. Which of them people tap to is decided by a fitted linear score of the
//! correlations at the beat, its parts and its multiples, of the lows and highs apart, of the
//! harmony, and of the tempo itself (in the spirit of G. Percival, G. Tzanetakis, "Streamlined
//! Tempo Estimation Based on Autocorrelation and Cross-correlation With Pulses", IEEE TASLP 22,
//! 2014, where a small classifier decides doubles; ours sees what is low, high and harmonic).

use super::periods::{Periods, autocorrelation};
use super::pulse::Pulse;
use super::weights::{FEATURES, WEIGHTS};
use crate::Tempo;

/// Tempi considered, in BPM, and the ratio of neighbours.
const TEMPI_BPM: std::ops::Range<f64> = 45.0..220.0;
const STEP: f64 = 1.005;

/// Peaks of the comb that are looked at with all their relatives.
const PEAKS: usize = 6;
const RELATIVES: [f64; 9] = [1.0, 2.0, 0.5, 3.0, 1.0 / 3.0, 1.5, 2.0 / 3.0, 4.0 / 3.0, 0.75];

/// Teeth of the comb: multiples of the beat.
const TEETH: usize = 4;

/// Longest lag that a feature looks at, in beats.
const BEATS_MAX: f64 = 8.0;

/// Candidates within this ratio are the same.
const SAME: f64 = 1.03;

/// The middle of the tempi: where the score's terms of tempo are zero.
const MIDDLE_BPM: f64 = 110.0;

/// Furthest multiple of the beat used to refine it.
const FURTHEST_BEATS: usize = 32;

/// A tempo and what speaks for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) bpm: f64,
    pub(crate) features: [f64; FEATURES],
}

impl Candidate {
    fn score(&self) -> f64 {
        self.features.iter().zip(&WEIGHTS).map(|(x, w)| x * w).sum()
    }
}

/// What repeats in a song.
#[derive(Debug)]
pub(crate) struct Repeats {
    all: Periods,
    low: Periods,
    high: Periods,
    harmony: Periods,
    onsets_per_s: f64,
}

impl Repeats {
    /// `harmony` holds `per_s` values of harmonic change each second.
    pub(crate) fn of(pulse: &Pulse, (harmony, per_s): (&[f64], f64)) -> Self {
        let longest_s = BEATS_MAX * 60.0 / TEMPI_BPM.start;
        let rate = pulse.clock.per_s;
        Self {
            all: Periods::of(&pulse.all, rate, longest_s),
            low: Periods::of(&pulse.low, rate, longest_s),
            high: Periods::of(&pulse.high, rate, longest_s),
            harmony: Periods::of(harmony, per_s, longest_s),
            onsets_per_s: onsets_per_s(&pulse.all, rate),
        }
    }

    /// Mean correlation at one to four beats.
    fn comb(&self, bpm: f64) -> f64 {
        let beat_s = 60.0 / bpm;
        (1..=TEETH).map(|beats| self.all.at(beat_s * beats as f64)).sum::<f64>() / TEETH as f64
    }

    fn features(&self, bpm: f64) -> [f64; FEATURES] {
        let beat_s = 60.0 / bpm;
        let octaves = libm::log2(bpm / MIDDLE_BPM);
        let onsets = libm::log2((self.onsets_per_s * beat_s).max(0.01));
        let all = |beats: f64| self.all.at(beats * beat_s);
        [
            octaves,
            octaves * octaves,
            all(1.0),
            all(2.0),
            all(3.0),
            all(4.0),
            all(6.0),
            all(8.0),
            all(0.5),
            all(0.25),
            all(1.0 / 3.0),
            all(1.5),
            self.low.at(beat_s),
            self.low.at(2.0 * beat_s),
            self.low.at(3.0 * beat_s),
            self.low.at(4.0 * beat_s),
            self.high.at(beat_s),
            self.high.at(0.5 * beat_s),
            self.high.at(2.0 * beat_s),
            self.harmony.at(2.0 * beat_s),
            self.harmony.at(3.0 * beat_s),
            self.harmony.at(4.0 * beat_s),
            self.harmony.at(6.0 * beat_s),
            self.harmony.at(8.0 * beat_s),
            onsets,
            onsets * onsets,
        ]
    }

    /// Tempi worth a look.
    pub(crate) fn candidates(&self) -> Vec<Candidate> {
        let steps = (libm::log(TEMPI_BPM.end / TEMPI_BPM.start) / libm::log(STEP)) as i32;
        let grid: Vec<(f64, f64)> = (0..steps)
            .map(|step| TEMPI_BPM.start * libm::pow(STEP, f64::from(step)))
            .map(|bpm| (bpm, self.comb(bpm)))
            .collect();
        let mut peaks: Vec<(f64, f64)> = grid
            .windows(3)
            .filter(|w| w[1].1 > w[0].1 && w[1].1 >= w[2].1 && w[1].1 > 0.0)
            .map(|w| w[1])
            .collect();
        peaks.sort_by(|a, b| b.1.total_cmp(&a.1));
        peaks.truncate(PEAKS);
        let mut found: Vec<f64> = Vec::new();
        for (bpm, _) in &peaks {
            for ratio in RELATIVES {
                let near = self.nearby(bpm * ratio);
                let known = |other: &f64| (near / other).max(other / near) < SAME;
                if TEMPI_BPM.contains(&near) && !found.iter().any(known) {
                    found.push(near);
                }
            }
        }
        found.iter().map(|bpm| Candidate { bpm: *bpm, features: self.features(*bpm) }).collect()
    }

    /// The best tempo within a step or two.
    fn nearby(&self, bpm: f64) -> f64 {
        let offsets = [-2, -1, 0, 1, 2].map(|step| bpm * libm::pow(STEP, f64::from(step)));
        let best = offsets.into_iter().max_by(|a, b| self.comb(*a).total_cmp(&self.comb(*b)));
        best.unwrap_or(bpm)
    }
}

/// Tempo of a song; `None` where nothing repeats.
pub(crate) fn tempo(pulse: &Pulse, harmony: (&[f64], f64)) -> Option<Tempo> {
    // Less than ten beats of the slowest tempo have none.
    if (pulse.all.len() as f64) < 10.0 * pulse.clock.per_s {
        return None;
    }
    let repeats = Repeats::of(pulse, harmony);
    let candidates = repeats.candidates();
    let scores: Vec<f64> = candidates.iter().map(Candidate::score).collect();
    let (best, score) =
        (0..scores.len()).map(|i| (i, scores[i])).max_by(|a, b| a.1.total_cmp(&b.1))?;
    // Softmax: the share of belief that the winner holds against its relatives.
    let belief = 1.0 / scores.iter().map(|other| libm::exp(other - score)).sum::<f64>();
    let bpm = refine(&pulse.all, pulse.clock.per_s, candidates[best].bpm);
    Some(Tempo { bpm, confidence: belief.clamp(0.0, 1.0) })
}

/// Peaks of the curve over its mean by a standard deviation, per second.
fn onsets_per_s(x: &[f64], per_s: f64) -> f64 {
    let count = x.len().max(1) as f64;
    let mean = x.iter().sum::<f64>() / count;
    let deviation = (x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count).sqrt();
    let peaks = x.windows(3).filter(|w| w[1] > w[0] && w[1] >= w[2] && w[1] > mean + deviation);
    peaks.count() as f64 / count * per_s
}

/// Follows the peak to ever further multiples of the beat, each of which halves the error.
fn refine(x: &[f64], per_s: f64, bpm: f64) -> f64 {
    let mean = x.iter().sum::<f64>() / x.len().max(1) as f64;
    let centred: Vec<f64> = x.iter().map(|x| x - mean).collect();
    let correlation = |lag: usize| autocorrelation(&centred, lag);
    let mut lag = per_s * 60.0 / bpm;
    let mut beats = 1;
    while beats <= FURTHEST_BEATS && lag * ((beats + 1) as f64) < x.len() as f64 / 2.0 {
        let expected = libm::round(lag * beats as f64) as usize;
        let best = (expected - 2..=expected + 2)
            .max_by(|a, b| correlation(*a).total_cmp(&correlation(*b)))
            .unwrap_or(expected);
        let [before, here, after] = [best - 1, best, best + 1].map(correlation);
        let curvature = before - 2.0 * here + after;
        if curvature < 0.0 {
            let offset = (0.5 * (before - after) / curvature).clamp(-0.5, 0.5);
            lag = (best as f64 + offset) / beats as f64;
        }
        beats *= 2;
    }
    per_s * 60.0 / lag
}
