//! Key from how often each pitch class sounds.
//!
//! Spectral peaks between 80 Hz and 2 kHz, their frequency refined by a parabola, fill a
//! histogram of pitch in steps of 10 cents; the song's tuning is read from it and the histogram
//! folded into twelve classes. The key is the one of 24 whose profile correlates best:
//! C. L. Krumhansl, "Cognitive Foundations of Musical Pitch", 1990, p. 30 (the ratings of
//! Krumhansl and Kessler, 1982).
//!
//! A first version: one key for the song, relative keys (C major, A minor) are often close.

use crate::{Key, Mode};

/// Steps of the histogram in a semitone and in an octave.
const FINE: usize = 10;
const STEPS: usize = 12 * FINE;

/// Where fundamentals and first harmonics lie, in Hz.
const RANGE_HZ: std::ops::Range<f64> = 80.0..2_000.0;

/// Frequency of C0 at A4 = 440 Hz.
const C0_HZ: f64 = 16.351_597_831_287_414;

/// Peaks this far under a frame's strongest do not count, as a power ratio (40 dB).
const UNDER_STRONGEST: f32 = 1e-4;

/// Frames whose strongest peak is quieter than this hold no note: −80 dBFS.
const QUIET: f32 = 1e-8;

const MAJOR: [f64; 12] = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const MINOR: [f64; 12] = [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

/// Collects pitch.
#[derive(Debug)]
pub(crate) struct Chroma {
    bin_hz: f64,
    histogram: [f64; STEPS],
}

impl Chroma {
    pub(crate) fn new(bin_hz: f64) -> Self {
        Self { bin_hz, histogram: [0.0; STEPS] }
    }

    /// Adds the peaks of one frame. Each frame weighs the same, however loud it is.
    pub(crate) fn push(&mut self, powers: &[f32]) {
        let first = ((RANGE_HZ.start / self.bin_hz) as usize).max(1);
        let last = ((RANGE_HZ.end / self.bin_hz) as usize).min(powers.len().saturating_sub(1));
        if first >= last {
            return;
        }
        let strongest = powers[first..last].iter().copied().fold(0.0, f32::max);
        if strongest < QUIET {
            return;
        }
        let norm = f64::from(strongest).sqrt();
        for bin in first..last {
            let [below, here, above] = [powers[bin - 1], powers[bin], powers[bin + 1]];
            if here > below && here >= above && here > strongest * UNDER_STRONGEST {
                let step = self.step(bin, [below, here, above]);
                self.histogram[step] += f64::from(here).sqrt() / norm;
            }
        }
    }

    /// Where in the octave a peak lies.
    fn step(&self, bin: usize, peak: [f32; 3]) -> usize {
        // Log powers make the top of a Hann peak a parabola.
        let [below, here, above] = peak.map(|x| f64::from(audio::math::log2(x)));
        let curvature = below - 2.0 * here + above;
        let offset = if curvature < 0.0 { 0.5 * (below - above) / curvature } else { 0.0 };
        let hz = (bin as f64 + offset.clamp(-0.5, 0.5)) * self.bin_hz;
        let octaves = libm::log2(hz / C0_HZ);
        let step = libm::round((octaves - libm::floor(octaves)) * STEPS as f64) as usize;
        step % STEPS
    }

    pub(crate) fn key(&self) -> Option<Key> {
        let classes = self.classes();
        if classes.iter().sum::<f64>() <= 0.0 {
            return None;
        }
        let mut keys: Vec<(f64, u8, Mode)> = (0..12)
            .flat_map(|tonic| {
                let fit = |profile| correlation(&classes, profile, tonic);
                let tonic = tonic as u8;
                [(fit(&MAJOR), tonic, Mode::Major), (fit(&MINOR), tonic, Mode::Minor)]
            })
            .collect();
        keys.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (best, tonic, mode) = keys[0];
        // Certain when the fit is good and no other key comes within 0.2.
        let lead = ((best - keys[1].0) / 0.2).clamp(0.0, 1.0);
        Some(Key { tonic, mode, confidence: best.clamp(0.0, 1.0) * lead })
    }

    /// The histogram folded to twelve classes around the tuning that gathers most.
    fn classes(&self) -> [f64; 12] {
        let around = |centre: usize| {
            // One step to each side: 30 cents of the 100.
            [STEPS - 1, 0, 1].iter().map(|d| self.histogram[(centre + d) % STEPS]).sum::<f64>()
        };
        let gathered = |tuning: usize| (0..12).map(|c| around(c * FINE + tuning)).sum::<f64>();
        let tuning = (0..FINE).max_by(|a, b| gathered(*a).total_cmp(&gathered(*b))).unwrap_or(0);
        // A tuning over half a semitone sharp is a flat one of the class above.
        let class = |c: usize| if tuning > FINE / 2 { (c + 11) % 12 } else { c };
        std::array::from_fn(|c| around(class(c) * FINE + tuning))
    }
}

/// Pearson correlation of pitch classes with a profile moved to `tonic`.
fn correlation(classes: &[f64; 12], profile: &[f64; 12], tonic: usize) -> f64 {
    let mean = |x: &[f64; 12]| x.iter().sum::<f64>() / 12.0;
    let (class_mean, profile_mean) = (mean(classes), mean(profile));
    let (mut product, mut class_square, mut profile_square) = (0.0, 0.0, 0.0);
    for (c, value) in classes.iter().enumerate() {
        let x = value - class_mean;
        let y = profile[(c + 12 - tonic) % 12] - profile_mean;
        product += x * y;
        class_square += x * x;
        profile_square += y * y;
    }
    let norm = (class_square * profile_square).sqrt();
    if norm > 0.0 { product / norm } else { 0.0 }
}
