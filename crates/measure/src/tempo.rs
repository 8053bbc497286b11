//! Tempo from the rhythm of onsets.
//!
//! Onset strength is the rise of the log spectrum in bands (spectral flux; S. Dixon, "Onset
//! Detection Revisited", DAFx 2006). Its autocorrelation at a beat's lag and at two, three and
//! four beats is averaged (a comb), and weighted by how readily people tap at that rate: a
//! log-normal curve around 120 BPM (after L. van Noorden, D. Moelants, "Resonance in the
//! Perception of Musical Pulse", J. New Music Research 28, 1999). The winner is refined by
//! parabolas at ever higher multiples of the lag.
//!
//! A first version: one tempo for the song, and double or half time is decided by the weight only.

use audio::math;

use crate::Tempo;

/// Bands of the flux, spread evenly over ERB-like steps between these, in Hz.
const BANDS: usize = 24;
const RANGE_HZ: std::ops::Range<f64> = 30.0..16_000.0;

/// Powers are compared over this floor: −80 dBFS.
const FLOOR: f32 = 1e-8;

/// Onset strength over the mean of this long counts, in s.
const MEAN_S: f64 = 0.5;

/// Tempi considered, in BPM.
const TEMPI_BPM: std::ops::Range<f64> = 50.0..215.0;
const STEP_BPM: f64 = 0.25;

/// The comb's teeth: multiples of the lag.
const TEETH: usize = 4;

/// Centre and width (octaves) of the weight.
const PREFERRED_BPM: f64 = 120.0;
const PREFERENCE_OCTAVES: f64 = 0.9;

/// Furthest multiple of the lag used to refine it.
const FURTHEST_BEATS: usize = 32;

/// Collects onset strength.
#[derive(Debug)]
pub(crate) struct Onsets {
    frames_per_s: f64,
    /// First bin of each band, and the end of the last.
    edges: [usize; BANDS + 1],
    before: [f32; BANDS],
    strength: Vec<f32>,
}

impl Onsets {
    pub(crate) fn new(bins: usize, bin_hz: f64, frames_per_s: f64) -> Self {
        let erb = |hz: f64| libm::log10(1.0 + 0.00437 * hz);
        let (from, to) = (erb(RANGE_HZ.start), erb(RANGE_HZ.end));
        let mut last = 0;
        let edges = std::array::from_fn(|band| {
            let at = from + (to - from) * band as f64 / BANDS as f64;
            let hz = (libm::pow(10.0, at) - 1.0) / 0.00437;
            last = ((hz / bin_hz) as usize).max(last + 1).min(bins);
            last
        });
        Self { frames_per_s, edges, before: [math::log2(FLOOR); BANDS], strength: Vec::new() }
    }

    pub(crate) fn push(&mut self, powers: &[f32]) {
        let mut flux = 0.0;
        for (band, before) in self.before.iter_mut().enumerate() {
            let power: f32 = powers[self.edges[band]..self.edges[band + 1]].iter().sum();
            let level = math::log2(power + FLOOR);
            flux += (level - *before).max(0.0);
            *before = level;
        }
        self.strength.push(flux);
    }

    pub(crate) fn tempo(&self) -> Option<Tempo> {
        let onsets = self.peaks();
        let slowest = self.frames_per_s * 60.0 / TEMPI_BPM.start;
        let lag_max = (slowest * TEETH as f64) as usize + 2;
        // Less than two combs of music has no tempo.
        if onsets.len() < 2 * lag_max {
            return None;
        }
        let correlation = |lag: usize| autocorrelation(&onsets, lag);
        let power = correlation(0);
        if power <= 0.0 {
            return None;
        }
        let curve: Vec<f64> = (0..=lag_max).map(|lag| correlation(lag) / power).collect();
        let steps = ((TEMPI_BPM.end - TEMPI_BPM.start) / STEP_BPM) as usize;
        let (bpm, score) = (0..steps)
            .map(|step| TEMPI_BPM.start + step as f64 * STEP_BPM)
            .map(|bpm| (bpm, self.comb(&curve, bpm)))
            .max_by(|a, b| (a.1 * weight(a.0)).total_cmp(&(b.1 * weight(b.0))))?;
        if score <= 0.0 {
            return None;
        }
        let bpm = self.refine(bpm, onsets.len(), correlation);
        Some(Tempo { bpm, confidence: score.clamp(0.0, 1.0) })
    }

    /// Onset strength over its surroundings' mean.
    fn peaks(&self) -> Vec<f64> {
        let reach = (self.frames_per_s * MEAN_S / 2.0) as usize;
        let sums: Vec<f64> = std::iter::once(0.0)
            .chain(self.strength.iter().scan(0.0, |sum, x| {
                *sum += f64::from(*x);
                Some(*sum)
            }))
            .collect();
        let over_mean = |(i, x): (usize, &f32)| {
            let (from, to) = (i.saturating_sub(reach), (i + reach + 1).min(self.strength.len()));
            (f64::from(*x) - (sums[to] - sums[from]) / (to - from) as f64).max(0.0)
        };
        let rectified: Vec<f64> = self.strength.iter().enumerate().map(over_mean).collect();
        let mean = rectified.iter().sum::<f64>() / rectified.len().max(1) as f64;
        rectified.into_iter().map(|x| x - mean).collect()
    }

    /// Mean correlation at one to four beats.
    fn comb(&self, curve: &[f64], bpm: f64) -> f64 {
        let lag = self.frames_per_s * 60.0 / bpm;
        let tooth = |beats: usize| {
            let at = lag * beats as f64;
            let (below, part) = (at as usize, at.fract());
            curve[below] * (1.0 - part) + curve[below + 1] * part
        };
        (1..=TEETH).map(tooth).sum::<f64>() / TEETH as f64
    }

    /// Follows the peak to further multiples of the beat, each of which halves the error.
    fn refine(&self, bpm: f64, length: usize, correlation: impl Fn(usize) -> f64) -> f64 {
        let mut lag = self.frames_per_s * 60.0 / bpm;
        let mut beats = 1;
        while beats <= FURTHEST_BEATS && lag * ((beats + 1) as f64) < length as f64 / 2.0 {
            let expected = libm::round(lag * beats as f64) as usize;
            let best = (expected - 2..=expected + 2)
                .max_by(|a, b| correlation(*a).total_cmp(&correlation(*b)))
                .unwrap_or(expected);
            let [before, here, after] = [best - 1, best, best + 1].map(&correlation);
            let curvature = before - 2.0 * here + after;
            if curvature < 0.0 {
                let offset = (0.5 * (before - after) / curvature).clamp(-0.5, 0.5);
                lag = (best as f64 + offset) / beats as f64;
            }
            beats *= 2;
        }
        self.frames_per_s * 60.0 / lag
    }
}

/// How readily a rate is felt as the beat, 0 to 1.
fn weight(bpm: f64) -> f64 {
    let octaves = libm::log2(bpm / PREFERRED_BPM) / PREFERENCE_OCTAVES;
    libm::exp(-0.5 * octaves * octaves)
}

/// Mean product of the signal and itself `lag` later.
fn autocorrelation(x: &[f64], lag: usize) -> f64 {
    let (early, late) = (&x[..x.len() - lag], &x[lag..]);
    let mut lanes = [0.0; 4];
    let (early, late) = (early.as_chunks::<4>().0, late.as_chunks::<4>().0);
    for (a, b) in early.iter().zip(late) {
        for lane in 0..4 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum::<f64>() / (4 * early.len()).max(1) as f64
}
