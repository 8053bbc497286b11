//! A state-variable filter whose settings may move at any time.
//!
//! Source: A. Simper, "Linear Trapezoidal Integrated State Variable Filter With Low Noise
//! Optimisation", Cytomic, 2013; after V. Zavalishin, "The Art of VA Filter Design", 2012. Its
//! state is the charge of two integrators, which keeps its meaning when the coefficients move;
//! that of a direct form does not. The bilinear transform underneath squeezes shapes close to the
//! Nyquist frequency, other than [`Coefficients::bell`](super::Coefficients::bell).

use std::f64::consts::PI;

use super::biquad::FREQ_SHARE_MAX;
use super::frame::Frame;

/// Response of a [`Svf`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SvfShape {
    /// 12 dB per octave from above.
    LowPass,
    /// 12 dB per octave from below.
    HighPass,
    /// 0 dB at the centre.
    BandPass,
    /// Nothing at the centre.
    Notch,
    /// Phase only.
    AllPass,
    /// Gain around the centre.
    Bell,
    /// Gain below.
    LowShelf,
    /// Gain above.
    HighShelf,
}

/// What a [`Svf`] multiplies by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SvfCoefficients {
    a1: f64,
    a2: f64,
    a3: f64,
    /// Gains of the input, the band-pass and the low-pass in the output.
    mix: [f64; 3],
}

impl SvfCoefficients {
    /// A filter at `freq_hz`; `gain_db` matters to bells and shelves only.
    #[must_use]
    pub fn new(shape: SvfShape, freq_hz: f64, q: f64, gain_db: f64, sample_rate_hz: f64) -> Self {
        SvfDesign::new(shape, freq_hz, q, sample_rate_hz).at(libm::pow(10.0, gain_db / 80.0))
    }
}

/// The part of the coefficients that does not depend on the gain. A dynamic equaliser makes it
/// once and then follows its gain without trigonometry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SvfDesign {
    shape: SvfShape,
    warped: f64,
    damping: f64,
}

impl SvfDesign {
    pub(crate) fn new(shape: SvfShape, freq_hz: f64, q: f64, sample_rate_hz: f64) -> Self {
        let warped = libm::tan(PI * (freq_hz / sample_rate_hz).min(FREQ_SHARE_MAX));
        Self { shape, warped, damping: 1.0 / q }
    }

    /// `root` is the fourth root of the amplitude gain.
    #[inline]
    pub(crate) fn at(&self, root: f64) -> SvfCoefficients {
        let (a, k) = (root * root, self.damping);
        let (g, k, mix) = match self.shape {
            SvfShape::LowPass => (self.warped, k, [0.0, 0.0, 1.0]),
            SvfShape::HighPass => (self.warped, k, [1.0, -k, -1.0]),
            SvfShape::BandPass => (self.warped, k, [0.0, k, 0.0]),
            SvfShape::Notch => (self.warped, k, [1.0, -k, 0.0]),
            SvfShape::AllPass => (self.warped, k, [1.0, -2.0 * k, 0.0]),
            SvfShape::Bell => (self.warped, k / a, [1.0, k / a * (a * a - 1.0), 0.0]),
            SvfShape::LowShelf => (self.warped / root, k, [1.0, k * (a - 1.0), a * a - 1.0]),
            SvfShape::HighShelf => (self.warped * root, k, [a * a, k * (1.0 - a) * a, 1.0 - a * a]),
        };
        let a1 = 1.0 / (1.0 + g * (g + k));
        SvfCoefficients { a1, a2: g * a1, a3: g * g * a1, mix }
    }
}

/// Two integrators in a loop.
#[derive(Clone, Copy, Debug, Default)]
pub struct Svf {
    band: Frame,
    low: Frame,
}

impl Svf {
    /// One frame in, one frame out.
    #[must_use]
    #[inline(always)]
    pub fn tick(&mut self, coefficients: &SvfCoefficients, input: Frame) -> Frame {
        let SvfCoefficients { a1, a2, a3, mix: [m0, m1, m2] } = *coefficients;
        let (band, low) = self.step([a1, a2, a3], input);
        Frame::both(m0) * input + Frame::both(m1) * band + Frame::both(m2) * low
    }

    /// The band-pass and low-pass outputs.
    #[inline(always)]
    fn step(&mut self, [a1, a2, a3]: [f64; 3], input: Frame) -> (Frame, Frame) {
        let into = input - self.low;
        let band = Frame::both(a1) * self.band + Frame::both(a2) * into;
        let low = self.low + (Frame::both(a2) * self.band + Frame::both(a3) * into);
        self.band = band + band - self.band;
        self.low = low + low - self.low;
        (band, low)
    }

    /// Filters frames in place.
    pub fn process(&mut self, coefficients: &SvfCoefficients, frames: &mut [Frame]) {
        let mut svf = *self;
        for frame in frames {
            *frame = svf.tick(coefficients, *frame);
        }
        *self = svf;
    }

    /// Filters frames in place while the output gains move in straight lines from one setting to
    /// another; the poles are those of `to`.
    pub(crate) fn process_between(
        &mut self,
        from: &SvfCoefficients,
        to: &SvfCoefficients,
        frames: &mut [Frame],
    ) {
        let share = 1.0 / frames.len() as f64;
        let step: [f64; 3] = std::array::from_fn(|i| (to.mix[i] - from.mix[i]) * share);
        let mut svf = *self;
        let mut gains = *to;
        gains.mix = from.mix;
        for frame in frames {
            for (gain, step) in gains.mix.iter_mut().zip(step) {
                *gain += step;
            }
            *frame = svf.tick(&gains, *frame);
        }
        *self = svf;
    }

    /// Zero in place of values too small to matter; to be called at fixed positions of the stream.
    pub fn flush(&mut self) {
        self.band = self.band.flushed();
        self.low = self.low.flushed();
    }

    /// Forgets the past.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}
