//! The value half-way between two samples: the one filter that oversampling by two needs.
//!
//! A half-band filter has every other coefficient zero but the middle one, so that interpolation
//! leaves the old samples as they are and computes only those between (P. P. Vaidyanathan,
//! "Multirate Systems and Filter Banks", 1993, §4.6.2).

use super::kaiser::{beta, windowed_sinc};

/// Frames computed together: enough independent sums to keep a vector unit busy.
const LANES: usize = 16;

/// A symmetric kernel of `2 · reach` coefficients around the half sample, of sum 1.
#[derive(Clone, Debug)]
pub(crate) struct HalfBand {
    /// The outer half of the kernel; the inner coefficient comes last.
    half: Vec<f32>,
}

impl HalfBand {
    /// A kernel that reaches `reach` samples to either side.
    pub(crate) fn new(reach: usize, attenuation_db: f64) -> Self {
        let beta = beta(attenuation_db);
        let at = |k: usize| windowed_sinc((reach - k) as f64 - 0.5, 1.0, reach as f64, beta);
        let sum: f64 = (0..reach).map(at).sum();
        Self { half: (0..reach).map(|k| (at(k) / (2.0 * sum)) as f32).collect() }
    }

    /// Samples to either side.
    pub(crate) fn reach(&self) -> usize {
        self.half.len()
    }

    /// The sum of magnitudes of the coefficients `from..to` away from the middle, both sides.
    pub(crate) fn norm_between(&self, from: usize, to: usize) -> f32 {
        2.0 * self.half.iter().rev().skip(from).take(to - from).map(|c| c.abs()).sum::<f32>()
    }

    /// Writes into `between[i]` the value half-way between `samples[i + reach − 1]` and
    /// `samples[i + reach]`. Each result is one sum in a fixed order, wherever it stands.
    ///
    /// `samples` holds `between.len() + 2 · reach − 1` samples.
    pub(crate) fn between(&self, samples: &[f32], between: &mut [f32]) {
        let frames = between.len();
        let mut from = 0;
        while from + LANES <= frames {
            let sums = self.lanes::<LANES>(&samples[from..]);
            between[from..from + LANES].copy_from_slice(&sums);
            from += LANES;
        }
        while from + 4 <= frames {
            let sums = self.lanes::<4>(&samples[from..]);
            between[from..from + 4].copy_from_slice(&sums);
            from += 4;
        }
        for (i, out) in between.iter_mut().enumerate().skip(from) {
            *out = self.lanes::<1>(&samples[i..])[0];
        }
    }

    #[inline]
    fn lanes<const N: usize>(&self, samples: &[f32]) -> [f32; N] {
        let last = 2 * self.half.len() - 1;
        let samples = &samples[..last + N];
        let mut sums = [0.0_f32; N];
        for (k, c) in self.half.iter().enumerate() {
            let (Some(before), Some(after)) =
                (samples[k..].first_chunk::<N>(), samples[last - k..].first_chunk::<N>())
            else {
                continue;
            };
            for lane in 0..N {
                sums[lane] += c * (before[lane] + after[lane]);
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sine_is_known_between_its_samples() {
        let kernel = HalfBand::new(36, 100.0);
        let sine = |t: f64| libm::sin(t * 2.7) as f32;
        let samples: Vec<f32> = (0..200).map(|i| sine(f64::from(i))).collect();
        let mut between = [0.0; 77];
        kernel.between(&samples[..77 + 71], &mut between);
        for (i, value) in between.iter().enumerate() {
            // 2.7 rad (0.43 of the rate) lies in the pass band: 100 dB by design.
            assert!((value - sine(i as f64 + 35.5)).abs() < 1.5e-5, "{i}");
        }
    }

    #[test]
    fn lanes_do_not_change_the_bits() {
        let kernel = HalfBand::new(7, 100.0);
        let samples: Vec<f32> = (0..100).map(|i| ((i * 37) % 41) as f32 / 41.0).collect();
        let mut whole = [0.0; 80];
        kernel.between(&samples[..93], &mut whole);
        for (i, value) in whole.iter().enumerate() {
            let mut one = [0.0];
            kernel.between(&samples[i..i + 14], &mut one);
            assert_eq!(one[0].to_bits(), value.to_bits());
        }
    }
}
