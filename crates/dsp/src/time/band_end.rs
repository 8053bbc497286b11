//! A signal behind a steep filter that ends shortly before its Nyquist frequency, at twice the rate.
//!
//! A Kaiser-windowed sinc (Kaiser 1974), convolved by overlap-save (A. V. Oppenheim, R. W. Schafer,
//! "Discrete-Time Signal Processing", §8.7.3) with left and right as real and imaginary part of one
//! signal. The rate doubles on the way: zeros between the frames repeat their lines, so the inverse
//! transform is twice as long as the forward one, and no interpolator behind has to tell the edge of
//! the band from its images.

use std::sync::Arc;

use rustfft::num_complex::{Complex32, Complex64};
use rustfft::{Fft, FftPlannerScalar};

use super::kaiser::{beta, windowed_sinc};

/// Where the filter is at one half, as a share of the band. It passes 96 % and stops 98 %.
const END: f64 = 0.97;

/// Of the stop band; the pass band ripples by as much around 1: 0.9 mdB.
const ATTENUATION_DB: f64 = 80.0;

/// Frames that the filter reaches to either side. Kaiser's formula, (A − 7.95) / (14.36 · width)
/// with A of 80 dB and a width of a hundredth of the rate, asks for 502 in all.
const REACH: usize = 256;

/// Frames of a forward transform.
const SIZE: usize = 4_096;

/// Frames that leave together.
const HOP: usize = SIZE - 2 * REACH;

/// A stereo stream on its way through the filter.
pub struct BandEnd {
    forward: Arc<dyn Fft<f32>>,
    inverse: Arc<dyn Fft<f32>>,
    /// Of the doubled rate, without the zeros' loss of half the level.
    response: Vec<f32>,
    /// Overlap of `2 · REACH` frames, then the hop that is being filled. Left is the real part.
    input: Vec<Complex32>,
    work: Vec<Complex32>,
    scratch: Vec<Complex32>,
    filled: usize,
}

impl std::fmt::Debug for BandEnd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BandEnd").field("filled", &self.filled).finish_non_exhaustive()
    }
}

impl Default for BandEnd {
    fn default() -> Self {
        let mut planner = FftPlannerScalar::new();
        let forward = planner.plan_fft_forward(SIZE);
        let inverse = planner.plan_fft_inverse(2 * SIZE);
        let scratch = forward.get_inplace_scratch_len().max(inverse.get_inplace_scratch_len());
        Self {
            forward,
            inverse,
            response: response(),
            input: vec![Complex32::default(); SIZE],
            work: vec![Complex32::default(); 2 * SIZE],
            scratch: vec![Complex32::default(); scratch],
            filled: 2 * REACH,
        }
    }
}

impl BandEnd {
    /// Takes frames of any number and appends what is ready of both channels at twice the rate,
    /// [`REACH`] frames late. Of channels of unlike length the end of the longer is left out.
    pub fn push(&mut self, left: &[f32], right: &[f32], output: &mut [Vec<f32>; 2]) {
        let frames = left.len().min(right.len());
        let mut from = 0;
        while from < frames {
            let count = (SIZE - self.filled).min(frames - from);
            let pairs = left[from..from + count].iter().zip(&right[from..from + count]);
            for (input, (l, r)) in self.input[self.filled..].iter_mut().zip(pairs) {
                *input = Complex32::new(*l, *r);
            }
            self.filled += count;
            from += count;
            if self.filled == SIZE {
                self.convolve(output);
            }
        }
    }

    /// Ends the stream: appends what is left of it and of the filter's ringing, and starts anew.
    pub fn finish(&mut self, output: &mut [Vec<f32>; 2]) {
        // What rings on behind the last frame is 2 · REACH frames long, which a hop may split.
        for _ in 0..2 {
            self.input[self.filled..].fill(Complex32::default());
            self.convolve(output);
        }
        self.input.fill(Complex32::default());
    }

    fn convolve(&mut self, output: &mut [Vec<f32>; 2]) {
        let (lower, upper) = self.work.split_at_mut(SIZE);
        lower.copy_from_slice(&self.input);
        self.forward.process_with_scratch(lower, &mut self.scratch);
        upper.copy_from_slice(lower);
        for (line, response) in self.work.iter_mut().zip(&self.response) {
            *line *= response;
        }
        self.inverse.process_with_scratch(&mut self.work, &mut self.scratch);
        let [left, right] = output;
        let ready = &self.work[2 * REACH..2 * (SIZE - REACH)];
        left.extend(ready.iter().map(|frame| frame.re));
        right.extend(ready.iter().map(|frame| frame.im));
        self.input.copy_within(HOP.., 0);
        self.filled = 2 * REACH;
    }
}

/// Response at every line of the doubled rate: real, since the filter is symmetric around frame 0.
fn response() -> Vec<f32> {
    let (size, reach, beta) = (2 * SIZE, 2 * REACH as i64, beta(ATTENUATION_DB));
    let tap = |k: i64| windowed_sinc(k as f64, END / 2.0, (reach + 1) as f64, beta);
    let sum: f64 = (-reach..=reach).map(tap).sum();
    let mut lines = vec![Complex64::default(); size];
    for k in -reach..=reach {
        let place = k.rem_euclid(size as i64) as usize;
        // Twice for the zeros between the frames; the transforms multiply by their length.
        lines[place] = Complex64::new(2.0 * tap(k) / sum / size as f64, 0.0);
    }
    FftPlannerScalar::new().plan_fft_forward(size).process(&mut lines);
    lines.into_iter().map(|line| line.re as f32).collect()
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;

    fn through(left: &[f32], right: &[f32], block: usize) -> [Vec<f32>; 2] {
        let (mut filter, mut out) = (BandEnd::default(), [Vec::new(), Vec::new()]);
        for (left, right) in left.chunks(block).zip(right.chunks(block)) {
            filter.push(left, right, &mut out);
        }
        filter.finish(&mut out);
        out
    }

    /// A tone at a share of the Nyquist frequency.
    fn tone(share: f64, at: f64) -> f64 {
        libm::sin(TAU * (share / 2.0 * at).fract())
    }

    /// Largest error of a tone on the doubled grid, away from its ends, against what `gain` leaves.
    fn error(share: f64, gain: f64) -> f64 {
        let x: Vec<f32> = (0..20_000).map(|n| tone(share, f64::from(n)) as f32).collect();
        let [out, other] = through(&x, &vec![0.0; x.len()], 20_000);
        assert!(other.iter().all(|y| y.abs() < 1e-6), "left does not reach right");
        let wrong = |n: usize| {
            let at = n as f64 / 2.0 - REACH as f64;
            (f64::from(out[n]) - gain * tone(share, at)).abs()
        };
        (4_000..36_000).map(wrong).fold(0.0, f64::max)
    }

    #[test]
    fn it_passes_96_percent_of_the_band_and_stops_98() {
        // Ripples of −80 dB: 1e-4, images of the doubling by as much; a fifth for the rounding.
        for share in [0.01, 0.3, 0.6, 0.9, 0.95, 0.96] {
            assert!(error(share, 1.0) < 2.4e-4, "{share}: {:e}", error(share, 1.0));
        }
        for share in [0.98, 0.985, 0.99, 0.998] {
            assert!(error(share, 0.0) < 2.4e-4, "{share}: {:e}", error(share, 0.0));
        }
        assert!(error(0.97, 0.5) < 2.4e-4, "half at its end");
    }

    #[test]
    fn blocks_of_any_size_give_the_same_bits_and_nothing_is_lost() {
        let x: Vec<f32> = (0..9_001).map(|n| tone(0.37, f64::from(n)) as f32).collect();
        let y: Vec<f32> = (0..9_001).map(|n| tone(0.11, f64::from(n)) as f32).collect();
        let whole = through(&x, &y, 9_001);
        for block in [1, 511, 3_584, 4_096] {
            assert_eq!(through(&x, &y, block), whole, "{block}");
        }
        // A last frame at any place of a hop rings to its end.
        for frames in [1, HOP - 1, HOP, HOP - 2 * REACH, HOP - 2 * REACH + 1, HOP + 7] {
            let mut x = vec![0.0; frames];
            x[frames - 1] = 1.0;
            let [out, _] = through(&x, &x, 1_000);
            let sum: f64 = out.iter().map(|y| f64::from(*y)).sum();
            assert!((sum - 2.0).abs() < 1e-4, "{frames}: {sum}");
            let home = 2 * (frames - 1 + REACH);
            for k in 1..=2 * REACH {
                assert!((out[home - k] - out[home + k]).abs() < 1e-6, "{frames}, {k}");
            }
        }
    }
}
