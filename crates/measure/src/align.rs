//! How two recordings of the same thing lie to each other: delay and polarity, and what is left
//! when one is taken from the other.
//!
//! The delay is the largest magnitude of the cross-correlation, summed over blocks of the whole
//! length (C. H. Knapp, G. C. Carter, "The Generalized Correlation Method for Estimation of Time
//! Delay", IEEE Trans. ASSP 24(4), 1976, without weighting). Deviation: blocks do not overlap, so
//! lags near [`LAG_MAX_FRAMES`] are found with less than their full weight.

use std::sync::Arc;

use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlannerScalar};

/// Longest delay that is found, in frames.
pub const LAG_MAX_FRAMES: usize = 1 << 15;

const SIZE: usize = 4 * LAG_MAX_FRAMES;
const BLOCK: usize = SIZE / 2;

/// Where the second recording lies against the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alignment {
    /// Frames by which the second is later (negative: earlier).
    pub delay_frames: i64,
    /// The second is the first upside down.
    pub inverted: bool,
    /// Magnitude of the correlation there, 0 to 1.
    pub correlation: f64,
}

/// Finds the delay between two streams.
pub struct Aligner {
    forward: Arc<dyn Fft<f64>>,
    inverse: Arc<dyn Fft<f64>>,
    pair: Vec<Complex<f64>>,
    scratch: Vec<Complex<f64>>,
    cross: Vec<Complex<f64>>,
    filled: usize,
    energies: [f64; 2],
}

impl std::fmt::Debug for Aligner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Aligner").field("filled", &self.filled).finish_non_exhaustive()
    }
}

impl Default for Aligner {
    fn default() -> Self {
        let mut planner = FftPlannerScalar::new();
        let (forward, inverse) = (planner.plan_fft_forward(SIZE), planner.plan_fft_inverse(SIZE));
        let scratch = forward.get_inplace_scratch_len().max(inverse.get_inplace_scratch_len());
        let zero = Complex::new(0.0, 0.0);
        Self {
            forward,
            inverse,
            pair: vec![zero; SIZE],
            scratch: vec![zero; scratch],
            cross: vec![zero; SIZE],
            filled: 0,
            energies: [0.0; 2],
        }
    }
}

impl Aligner {
    /// Takes the next frame of both, each summed to one channel.
    pub fn push(&mut self, first: f32, second: f32) {
        let (first, second) = (f64::from(first), f64::from(second));
        self.energies[0] += first * first;
        self.energies[1] += second * second;
        // Two real blocks share one transform: as its real and its imaginary part.
        self.pair[self.filled] = Complex::new(first, second);
        self.filled += 1;
        if self.filled == BLOCK {
            self.add_block();
        }
    }

    fn add_block(&mut self) {
        self.pair[self.filled..].fill(Complex::new(0.0, 0.0));
        self.filled = 0;
        self.forward.process_with_scratch(&mut self.pair, &mut self.scratch);
        for bin in 0..SIZE {
            let (here, mirrored) = (self.pair[bin], self.pair[(SIZE - bin) % SIZE].conj());
            let first = (here + mirrored) * 0.5;
            let second = (here - mirrored) * Complex::new(0.0, -0.5);
            self.cross[bin] += second * first.conj();
        }
    }

    /// The alignment; none where one of the two is silent.
    #[must_use]
    pub fn finish(mut self) -> Option<Alignment> {
        if self.filled > 0 {
            self.add_block();
        }
        let energy = (self.energies[0] * self.energies[1]).sqrt();
        if energy <= 0.0 || !energy.is_finite() {
            return None;
        }
        self.inverse.process_with_scratch(&mut self.cross, &mut self.scratch);
        let lags = -(LAG_MAX_FRAMES as i64)..=LAG_MAX_FRAMES as i64;
        let at = |lag: i64| self.cross[lag.rem_euclid(SIZE as i64) as usize].re;
        // Of equals the smallest delay: that of a steady tone is not known better.
        let best = lags.max_by(|a, b| {
            let order = at(*a).abs().total_cmp(&at(*b).abs());
            order.then(b.abs().cmp(&a.abs()))
        })?;
        let correlation = (at(best) / SIZE as f64 / energy).clamp(-1.0, 1.0);
        Some(Alignment {
            delay_frames: best,
            inverted: correlation < 0.0,
            correlation: correlation.abs(),
        })
    }
}

/// Energies of two aligned streams and of their difference.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NullSums {
    first: f64,
    second: f64,
    product: f64,
    difference: f64,
}

impl NullSums {
    /// Takes one sample of each, the second in its right polarity.
    pub fn push(&mut self, first: f32, second: f32) {
        let (first, second) = (f64::from(first), f64::from(second));
        self.first += first * first;
        self.second += second * second;
        self.product += first * second;
        self.difference += (first - second) * (first - second);
    }

    /// The same samples, bit for bit.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.difference <= 0.0
    }

    /// Gain of the second that leaves least of the first, linear.
    #[must_use]
    pub fn gain(&self) -> f64 {
        if self.second > 0.0 { self.product / self.second } else { 1.0 }
    }

    /// What is left of the first when the second is taken away as it is, in dB; −∞ for nothing.
    #[must_use]
    pub fn depth_db(&self) -> f64 {
        over_db(self.difference, self.first)
    }

    /// The same with the second at [`Self::gain`].
    #[must_use]
    pub fn matched_depth_db(&self) -> f64 {
        if self.is_exact() {
            return f64::NEG_INFINITY;
        }
        let explained =
            if self.second > 0.0 { self.product * self.product / self.second } else { 0.0 };
        over_db((self.first - explained).max(0.0), self.first)
    }
}

fn over_db(part: f64, whole: f64) -> f64 {
    if part <= 0.0 || whole <= 0.0 {
        return f64::NEG_INFINITY;
    }
    10.0 * libm::log10(part / whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(seed: u32, frames: usize) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..frames).map(|_| next()).collect()
    }

    fn aligned(delay: i64, sign: f32) -> Alignment {
        let frames = 3 * BLOCK / 2;
        let one = noise(7, frames);
        let mut aligner = Aligner::default();
        for frame in 0..frames as i64 {
            let from = usize::try_from(frame - delay).ok().and_then(|at| one.get(at));
            aligner.push(one[frame as usize], sign * from.copied().unwrap_or(0.0));
        }
        aligner.finish().unwrap()
    }

    #[test]
    fn delay_and_polarity_are_found() {
        for (delay, sign) in [(0, 1.0), (0, -1.0), (37, 1.0), (-480, -0.5), (12_000, 1.0)] {
            let found = aligned(delay, sign);
            assert_eq!(found.delay_frames, delay);
            assert_eq!(found.inverted, sign < 0.0);
            assert!(found.correlation > 0.7, "{found:?}");
        }
    }

    #[test]
    fn silence_lies_nowhere() {
        let mut aligner = Aligner::default();
        (0..100).for_each(|_| aligner.push(0.0, 1.0));
        assert_eq!(aligner.finish(), None);
    }

    #[test]
    fn a_null_is_as_deep_as_what_was_added() {
        let (one, two) = (noise(1, 48_000), noise(2, 48_000));
        let mut sums = NullSums::default();
        let mut same = NullSums::default();
        for (one, two) in one.iter().zip(&two) {
            // Another noise of the same power at −40 dB, and all of it 6.02 dB down.
            sums.push(*one, 0.5 * (one + 0.01 * two));
            same.push(*one, *one);
        }
        // The power of 48 000 random samples is known to about 0.5 %.
        assert!((sums.matched_depth_db() + 40.0).abs() < 0.1, "{}", sums.matched_depth_db());
        assert!((sums.depth_db() + 6.02).abs() < 0.1, "{}", sums.depth_db());
        assert!((sums.gain() - 2.0).abs() < 1e-3);
        assert!(same.is_exact() && same.depth_db() == f64::NEG_INFINITY);
    }
}
