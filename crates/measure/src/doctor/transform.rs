//! Complex spectra of up to eight real signals at once, at the bins that are compared.
//!
//! Laid out as in [`crate::stft`]: two real signals make a complex one, four of these a value of
//! four lanes, and the bits are those of rustfft's scalar planner.

use std::sync::Arc;

use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlannerScalar};

use crate::lanes::{LANES, Lanes};

/// Real signals in one transform.
pub(super) const VOICES: usize = 2 * LANES;

/// A spectrum at chosen bins, and its power at all.
#[derive(Clone, Debug, Default)]
pub(super) struct Spectrum {
    pub(super) re: Vec<f32>,
    pub(super) im: Vec<f32>,
    pub(super) power: Vec<f32>,
}

pub(super) struct Transform {
    fft: Arc<dyn Fft<Lanes>>,
    window: Vec<f32>,
    data: Vec<Complex<Lanes>>,
    scratch: Vec<Complex<Lanes>>,
}

impl std::fmt::Debug for Transform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transform").field("size", &self.window.len()).finish_non_exhaustive()
    }
}

impl Transform {
    /// For frames of `size` samples, a power of two.
    pub(super) fn new(size: usize) -> Self {
        let fft = FftPlannerScalar::new().plan_fft_forward(size);
        let scratch = vec![Complex::default(); fft.get_inplace_scratch_len()];
        // One-sided powers of a frame add up to its mean square; see `stft`.
        let scale = (2.0 / 0.375_f64).sqrt() / size as f64 / 2.0;
        let turn = std::f64::consts::TAU / size as f64;
        let hann = |n: usize| (0.5 - 0.5 * libm::cos(turn * n as f64)) * scale;
        let window = (0..size).map(|n| hann(n) as f32).collect();
        Self { fft, window, data: vec![Complex::default(); size], scratch }
    }

    /// Spectra of `frames`, at most [`VOICES`], into as many of `out`.
    pub(super) fn run(&mut self, frames: &[&[f32]], places: &[usize], out: &mut [&mut Spectrum]) {
        self.join(frames);
        self.fft.process_with_scratch(&mut self.data, &mut self.scratch);
        for (voice, out) in out.iter_mut().enumerate() {
            self.split(voice, places, out);
        }
    }

    fn join(&mut self, frames: &[&[f32]]) {
        let silence = vec![0.0; self.window.len()];
        let voices: [&[f32]; VOICES] =
            std::array::from_fn(|voice| frames.get(voice).copied().unwrap_or(&silence));
        for (n, (z, w)) in self.data.iter_mut().zip(&self.window).enumerate() {
            z.re = Lanes(std::array::from_fn(|lane| voices[2 * lane][n] * w));
            z.im = Lanes(std::array::from_fn(|lane| voices[2 * lane + 1][n] * w));
        }
    }

    /// With Z of x + iy, 2X = Z(k) + Z*(−k) and 2iY = Z(k) − Z*(−k).
    fn split(&self, voice: usize, places: &[usize], out: &mut Spectrum) {
        let size = self.data.len();
        let (lane, is_first) = (voice / 2, voice.is_multiple_of(2));
        let at = |k: usize| {
            let (p, n) = (self.data[k], self.data[(size - k) % size]);
            let (p_re, p_im, n_re, n_im) = (p.re.0[lane], p.im.0[lane], n.re.0[lane], n.im.0[lane]);
            if is_first { (p_re + n_re, p_im - n_im) } else { (p_im + n_im, n_re - p_re) }
        };
        out.re.clear();
        out.im.clear();
        for place in places {
            let (re, im) = at(*place);
            out.re.push(re);
            out.im.push(im);
        }
        out.power.clear();
        out.power.extend((0..size / 2).map(|k| {
            let (re, im) = at(k);
            re * re + im * im
        }));
    }
}
