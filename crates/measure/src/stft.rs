//! Power spectra of overlapping Hann-windowed frames, several at a time.
//!
//! A batch holds four complex transforms side by side, one per lane of a four-wide number, and
//! each complex transform carries two real frames (as its real and imaginary part). So one pass
//! of rustfft's *scalar* planner, whose bits do not depend on the processor, does eight frames
//! and still vectorises.

use std::sync::Arc;

use rustfft::num_complex::Complex;
use rustfft::{Fft, FftPlannerScalar};

use crate::lanes::{LANES, Lanes};

/// Real frames in one batch.
const VOICES: usize = 2 * LANES;

/// Collects windowed frames and returns their power spectra, in the order they came.
pub(crate) struct SpectraBatch<Tag> {
    fft: Arc<dyn Fft<Lanes>>,
    window: Vec<f32>,
    /// The windowed frames, one after the other.
    frames: Vec<f32>,
    data: Vec<Complex<Lanes>>,
    scratch: Vec<Complex<Lanes>>,
    powers: Vec<f32>,
    tags: Vec<Tag>,
}

impl<Tag> std::fmt::Debug for SpectraBatch<Tag> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SpectraBatch").field("size", &self.window.len()).finish_non_exhaustive()
    }
}

impl<Tag: Copy> SpectraBatch<Tag> {
    /// For frames of `size` samples, a power of two.
    pub(crate) fn new(size: usize) -> Self {
        let fft = FftPlannerScalar::new().plan_fft_forward(size);
        let scratch = vec![Complex::default(); fft.get_inplace_scratch_len()];
        // Scaled so that the one-sided powers of a frame add up to its mean square: the window's
        // mean square is 3/8, both halves of the spectrum count, each voice is half of a pair.
        let scale = (2.0 / 0.375_f64).sqrt() / size as f64 / 2.0;
        let turn = std::f64::consts::TAU / size as f64;
        let hann = |n: usize| (0.5 - 0.5 * libm::cos(turn * n as f64)) * scale;
        Self {
            fft,
            window: (0..size).map(|n| hann(n) as f32).collect(),
            frames: vec![0.0; VOICES * size],
            data: vec![Complex::default(); size],
            scratch,
            powers: vec![0.0; VOICES * (size / 2)],
            tags: Vec::with_capacity(VOICES),
        }
    }

    pub(crate) fn size(&self) -> usize {
        self.window.len()
    }

    /// No frame waits for a transform.
    pub(crate) fn is_empty(&self) -> bool {
        self.tags.is_empty()
    }

    /// Adds a frame. A full batch is transformed, and `sink` gets each frame's tag and the mean
    /// squares at bins 0 to `size/2 − 1`.
    pub(crate) fn push(&mut self, frame: &[f32], tag: Tag, sink: impl FnMut(Tag, &[f32])) {
        let start = self.tags.len() * self.size();
        let place = &mut self.frames[start..start + self.window.len()];
        for ((out, x), w) in place.iter_mut().zip(frame).zip(&self.window) {
            *out = x * w;
        }
        self.tags.push(tag);
        if self.tags.len() == VOICES {
            self.flush(sink);
        }
    }

    /// Transforms what is there.
    pub(crate) fn flush(&mut self, mut sink: impl FnMut(Tag, &[f32])) {
        if self.tags.is_empty() {
            return;
        }
        let filled = self.tags.len() * self.size();
        self.frames[filled..].fill(0.0);
        self.join();
        self.fft.process_with_scratch(&mut self.data, &mut self.scratch);
        self.split();
        let bins = self.size() / 2;
        for (tag, powers) in self.tags.iter().zip(self.powers.chunks_exact(bins)) {
            sink(*tag, powers);
        }
        self.tags.clear();
    }

    /// Sets the frames side by side: two to a complex number, four of these to a value.
    fn join(&mut self) {
        let size = self.size();
        let frames: [&[f32]; VOICES] = std::array::from_fn(|i| &self.frames[i * size..][..size]);
        for (n, z) in self.data[..size].iter_mut().enumerate() {
            z.re = Lanes(std::array::from_fn(|lane| frames[2 * lane][n]));
            z.im = Lanes(std::array::from_fn(|lane| frames[2 * lane + 1][n]));
        }
    }

    /// Takes the two real frames in each complex one apart: with Z of x + iy,
    /// 2X = Z(k) + Z*(−k) and 2iY = Z(k) − Z*(−k).
    #[expect(clippy::needless_range_loop, reason = "bin k meets bin −k, in eight outputs")]
    fn split(&mut self) {
        let size = self.size();
        let bins = size / 2;
        let mut voices = self.powers.chunks_exact_mut(bins);
        let voices: [&mut [f32]; VOICES] =
            std::array::from_fn(|_| voices.next().unwrap_or_default());
        for k in 0..bins {
            let (p, n) = (self.data[k], self.data[(size - k) % size]);
            let x = (p.re + n.re, p.im - n.im);
            let y = (p.im + n.im, n.re - p.re);
            let (x, y) = (x.0 * x.0 + x.1 * x.1, y.0 * y.0 + y.1 * y.1);
            for lane in 0..LANES {
                voices[2 * lane][k] = x.0[lane];
                voices[2 * lane + 1][k] = y.0[lane];
            }
        }
    }
}

/// Cuts up to two parallel signals into overlapping frames.
#[derive(Clone, Debug)]
pub(crate) struct Framer<const C: usize> {
    signals: [Vec<f32>; C],
    size: usize,
    hop: usize,
}

impl<const C: usize> Framer<C> {
    pub(crate) fn new(size: usize, hop: usize) -> Self {
        Self { signals: std::array::from_fn(|_| Vec::with_capacity(size)), size, hop }
    }

    /// Takes `length` samples, `fill` appending them by range, and hands out complete frames.
    pub(crate) fn push(
        &mut self,
        length: usize,
        mut fill: impl FnMut(&mut [Vec<f32>; C], std::ops::Range<usize>),
        mut work: impl FnMut([&[f32]; C]),
    ) {
        let mut from = 0;
        while from < length {
            let held = self.signals.first().map_or(0, Vec::len);
            let to = length.min(from + self.size - held);
            fill(&mut self.signals, from..to);
            from = to;
            if self.signals.first().map_or(0, Vec::len) == self.size {
                work(std::array::from_fn(|c| &self.signals[c][..]));
                for signal in &mut self.signals {
                    signal.drain(..self.hop);
                }
            }
        }
    }

    /// The unfinished frame, filled up with silence, if it holds anything not yet seen.
    pub(crate) fn rest(&mut self, seen_any: bool) -> Option<[&[f32]; C]> {
        let held = self.signals.first().map_or(0, Vec::len);
        let old = if seen_any { self.size - self.hop } else { 0 };
        if held <= old {
            return None;
        }
        for signal in &mut self.signals {
            signal.resize(self.size, 0.0);
        }
        Some(std::array::from_fn(|c| &self.signals[c][..]))
    }
}
