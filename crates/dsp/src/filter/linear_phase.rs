//! An equaliser of any smooth curve without phase shift: a long symmetric filter.
//!
//! The curve is interpolated over the logarithm of frequency by monotone cubics (F. N. Fritsch,
//! J. Butland, SIAM J. Sci. Stat. Comput. 5(2), 1984), which never overshoot between two points.
//! Its inverse Fourier transform under a Kaiser window is the filter. The audio is convolved by
//! overlap-save (A. V. Oppenheim, R. W. Schafer, "Discrete-Time Signal Processing", §8.7.3) at
//! fixed places of the stream, left and right as real and imaginary part of one signal; where mid
//! and side have curves of their own, these two are, and their lines are told apart by symmetry. The
//! transforms are `rustfft`'s scalar ones: the faster ones differ between processors in the
//! last bit.
//!
//! A linear phase rings before a sound as much as after it. The ringing of a curve with a slope
//! over a band of b Hz lasts about 1/b seconds: for broad curves it lies under 5 ms and hides
//! behind the sound; narrow cuts in the bass belong to a minimum-phase filter.

use std::sync::Arc;

use audio::{Block, StreamSpec};
use rustfft::num_complex::Complex32;
use rustfft::{Fft, FftPlannerScalar};

use crate::stereo::{decode_mid_side, encode_mid_side};

/// Coefficients at 48 kHz, less one: the filter can follow features of about 12 Hz. Half of it
/// doubles that and halves the latency.
const TAPS_AT_48_KHZ: usize = 8_192;

/// Shape of the window: side lobes of −45 dB on a curve that has no edges to begin with.
const WINDOW_BETA: f64 = 4.0;

/// Most points a curve may have.
const POINTS_MAX: usize = 1_024;

/// Largest gain either way, in dB.
const GAIN_DB_MAX: f64 = 24.0;

/// One point of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// Frequency, in Hz, over 0.
    pub freq_hz: f64,
    /// Gain there, in dB, −24 to 24.
    pub gain_db: f64,
}

/// A curve that is none.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum CurveError {
    /// No point, or more than the limit.
    #[error("the curve has {0} points, expected 1 to {POINTS_MAX}; thin it out")]
    Points(usize),
    /// Frequencies that do not rise.
    #[error(
        "{freq_hz} Hz follows {before_hz} Hz, expected frequencies over 0 that rise; sort them"
    )]
    Order {
        /// The frequency found.
        freq_hz: f64,
        /// The one before it, or 0 for the first.
        before_hz: f64,
    },
    /// A gain outside the range.
    #[error("the gain at {freq_hz} Hz is {gain_db} dB, expected -24 to 24 dB")]
    Gain {
        /// Where.
        freq_hz: f64,
        /// The gain found.
        gain_db: f64,
    },
}

/// The equaliser. The curve is fixed: another curve is another equaliser.
pub struct LinearPhaseEq {
    forward: Arc<dyn Fft<f32>>,
    inverse: Arc<dyn Fft<f32>>,
    /// Response of the filter at every line, divided by the length of the transform.
    response: Vec<Complex32>,
    /// Half of what the side gets more than the mid, at every line; none where both are alike.
    side: Option<Vec<Complex32>>,
    /// Frames that leave together.
    hop: usize,
    /// Overlap of `2 · half` frames, then the hop that is being filled. Left is the real part.
    input: Vec<Complex32>,
    work: Vec<Complex32>,
    scratch: Vec<Complex32>,
    half: usize,
    at: usize,
}

impl std::fmt::Debug for LinearPhaseEq {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LinearPhaseEq").field("hop", &self.hop).field("half", &self.half).finish()
    }
}

impl LinearPhaseEq {
    /// Designs the filter for `curve`, whose ends go on level.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the curve.
    pub fn prepare(curve: &[CurvePoint], stream: StreamSpec) -> Result<Self, CurveError> {
        check(curve)?;
        let gain_db = Curve::new(curve);
        Ok(Self::designed(|hz| gain_db.at(hz), stream))
    }

    /// Designs filters for mid and side: the mid gets `curve`, the side gets `curve` and `more` on
    /// top of it. Either may be empty, which is level. A mono stream has no side.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the curves.
    pub fn prepare_mid_side(
        curve: &[CurvePoint],
        more: &[CurvePoint],
        stream: StreamSpec,
    ) -> Result<Self, CurveError> {
        let level = [CurvePoint { freq_hz: 1_000.0, gain_db: 0.0 }];
        let or_level = |curve: &[CurvePoint]| -> Result<Vec<CurvePoint>, CurveError> {
            let curve = if curve.is_empty() { &level } else { curve };
            check(curve).map(|()| curve.to_vec())
        };
        let (curve, more) = (or_level(curve)?, or_level(more)?);
        let (mid_db, more_db) = (Curve::new(&curve), Curve::new(&more));
        let mut eq = Self::designed(|hz| mid_db.at(hz), stream);
        if stream.channels == 2 {
            let side = Self::designed(|hz| mid_db.at(hz) + more_db.at(hz), stream);
            let pairs = eq.response.iter_mut().zip(&side.response);
            let halves = pairs.map(|(mid, side)| {
                let half = (*mid - side) * 0.5;
                *mid = (*mid + side) * 0.5;
                half
            });
            eq.side = Some(halves.collect());
        }
        Ok(eq)
    }

    fn designed(gain_db_at: impl Fn(f64) -> f64, stream: StreamSpec) -> Self {
        let scale = (stream.sample_rate_hz / 48_000.0).max(0.25);
        let taps = ((TAPS_AT_48_KHZ as f64 * scale * 0.75) as usize).next_power_of_two();
        let (half, size) = (taps / 2 - 1, 4 * taps);
        let mut planner = FftPlannerScalar::new();
        let (forward, inverse) = (planner.plan_fft_forward(size), planner.plan_fft_inverse(size));
        let mut response = vec![Complex32::default(); size];
        for (k, tap) in design(gain_db_at, half, stream.sample_rate_hz).into_iter().enumerate() {
            response[k] = Complex32::new((tap / size as f64) as f32, 0.0);
        }
        let scratch_frames =
            forward.get_inplace_scratch_len().max(inverse.get_inplace_scratch_len());
        let mut scratch = vec![Complex32::default(); scratch_frames];
        forward.process_with_scratch(&mut response, &mut scratch);
        Self {
            forward,
            inverse,
            response,
            side: None,
            hop: size - 2 * half,
            input: vec![Complex32::default(); size],
            work: vec![Complex32::default(); size],
            scratch,
            half,
            at: 0,
        }
    }

    /// Equalises one block in place. \[audio thread\] The result does not depend on how the stream
    /// is cut into blocks.
    pub fn process(&mut self, block: &mut Block<'_>) {
        if self.side.is_some() {
            encode_mid_side(block);
            self.convolve_block(block);
            decode_mid_side(block);
        } else {
            self.convolve_block(block);
        }
    }

    fn convolve_block(&mut self, block: &mut Block<'_>) {
        let (left, mut right) = block.split();
        let mut from = 0;
        while from < left.len() {
            let count = (self.hop - self.at).min(left.len() - from);
            let input = &mut self.input[2 * self.half + self.at..][..count];
            let output = &self.work[2 * self.half + self.at..][..count];
            let left = &mut left[from..from + count];
            if let Some(right) = right.as_deref_mut() {
                let right = &mut right[from..from + count];
                for (((l, r), input), output) in left.iter_mut().zip(right).zip(input).zip(output) {
                    *input = Complex32::new(*l, *r);
                    (*l, *r) = (output.re, output.im);
                }
            } else {
                for ((l, input), output) in left.iter_mut().zip(input).zip(output) {
                    *input = Complex32::new(*l, 0.0);
                    *l = output.re;
                }
            }
            (self.at, from) = (self.at + count, from + count);
            if self.at == self.hop {
                self.convolve();
                self.at = 0;
            }
        }
    }

    /// Forgets the past, keeps the curve.
    pub fn reset(&mut self) {
        self.input.fill(Complex32::default());
        self.work.fill(Complex32::default());
        self.at = 0;
    }

    /// Frames by which the output lags the input: half the filter and one hop.
    #[must_use]
    pub fn latency_frames(&self) -> usize {
        self.half + self.hop
    }

    fn convolve(&mut self) {
        self.work.copy_from_slice(&self.input);
        self.forward.process_with_scratch(&mut self.work, &mut self.scratch);
        match &self.side {
            None => {
                for (line, response) in self.work.iter_mut().zip(&self.response) {
                    *line *= response;
                }
            }
            Some(side) => apart(&mut self.work, &self.response, side),
        }
        self.inverse.process_with_scratch(&mut self.work, &mut self.scratch);
        self.input.copy_within(self.hop.., 0);
    }
}

/// Lines of mid + i·side through a filter for each: with the mean M of both responses and half D of
/// their difference, line Z becomes M·Z + D·Z*, where Z* is the conjugate of the mirrored line.
fn apart(lines: &mut [Complex32], mean: &[Complex32], half: &[Complex32]) {
    let size = lines.len();
    for k in 0..=size / 2 {
        let mirror = (size - k) % size;
        let (line, mirrored) = (lines[k], lines[mirror]);
        lines[k] = mean[k] * line + half[k] * mirrored.conj();
        lines[mirror] = mean[mirror] * mirrored + half[mirror] * line.conj();
    }
}

fn check(curve: &[CurvePoint]) -> Result<(), CurveError> {
    if curve.is_empty() || curve.len() > POINTS_MAX {
        return Err(CurveError::Points(curve.len()));
    }
    let mut before_hz = 0.0;
    for &CurvePoint { freq_hz, gain_db } in curve {
        if !(freq_hz > before_hz && freq_hz.is_finite()) {
            return Err(CurveError::Order { freq_hz, before_hz });
        }
        if !(-GAIN_DB_MAX..=GAIN_DB_MAX).contains(&gain_db) {
            return Err(CurveError::Gain { freq_hz, gain_db });
        }
        before_hz = freq_hz;
    }
    Ok(())
}

/// `2 · half + 1` coefficients, symmetric around the middle one.
fn design(gain_db_at: impl Fn(f64) -> f64, half: usize, sample_rate_hz: f64) -> Vec<f64> {
    use rustfft::num_complex::Complex64;
    // Eight times the length: what the window cuts off does not fold back.
    let size = 8 * (half + 1).next_power_of_two();
    let mut lines: Vec<Complex64> = (0..size)
        .map(|k| {
            let hz = k.min(size - k) as f64 * sample_rate_hz / size as f64;
            let gain_db = gain_db_at(hz);
            Complex64::new(audio::math::db_to_gain_f64(gain_db) / size as f64, 0.0)
        })
        .collect();
    FftPlannerScalar::new().plan_fft_inverse(size).process(&mut lines);
    let window = |k: usize| {
        let x = (k as f64 - half as f64) / (half + 1) as f64;
        crate::time::kaiser_window(x, WINDOW_BETA)
    };
    (0..=2 * half).map(|k| lines[k.abs_diff(half)].re * window(k)).collect()
}

/// A curve with its slopes.
struct Curve<'a> {
    points: &'a [CurvePoint],
    slopes: Vec<f64>,
}

impl<'a> Curve<'a> {
    fn new(points: &'a [CurvePoint]) -> Self {
        Self { points, slopes: slopes(points) }
    }

    fn at(&self, hz: f64) -> f64 {
        gain_db_at(self.points, &self.slopes, hz)
    }
}

fn octave(hz: f64) -> f64 {
    libm::log2(hz.max(1e-3))
}

/// Slope at each point, in dB per octave: the harmonic mean of its neighbours', 0 at an extreme.
fn slopes(curve: &[CurvePoint]) -> Vec<f64> {
    let secant = |i: usize| {
        let (a, b) = (curve[i], curve[i + 1]);
        (b.gain_db - a.gain_db) / (octave(b.freq_hz) - octave(a.freq_hz))
    };
    let width = |i: usize| octave(curve[i + 1].freq_hz) - octave(curve[i].freq_hz);
    (0..curve.len())
        .map(|i| {
            if i == 0 || i + 1 == curve.len() {
                return 0.0; // The curve goes on level.
            }
            let (before, after) = (secant(i - 1), secant(i));
            if before * after <= 0.0 {
                return 0.0;
            }
            let share = (width(i - 1) + 2.0 * width(i)) / (3.0 * (width(i - 1) + width(i)));
            before * after / (share * after + (1.0 - share) * before)
        })
        .collect()
}

fn gain_db_at(curve: &[CurvePoint], slopes: &[f64], hz: f64) -> f64 {
    let above = curve.partition_point(|point| point.freq_hz <= hz);
    if above == 0 {
        return curve[0].gain_db;
    }
    let (a, Some(b)) = (curve[above - 1], curve.get(above)) else {
        return curve[above - 1].gain_db;
    };
    let width = octave(b.freq_hz) - octave(a.freq_hz);
    let t = (octave(hz) - octave(a.freq_hz)) / width;
    let (t2, t3) = (t * t, t * t * t);
    // Hermite's basis.
    (2.0 * t3 - 3.0 * t2 + 1.0) * a.gain_db
        + (3.0 * t2 - 2.0 * t3) * b.gain_db
        + width * ((t3 - 2.0 * t2 + t) * slopes[above - 1] + (t3 - t2) * slopes[above])
}

#[cfg(test)]
#[path = "linear_phase_tests.rs"]
mod tests;
