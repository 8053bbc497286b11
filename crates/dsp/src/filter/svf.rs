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

/// What a [`Svf`] multiplies by. Simper's a1, a2, a3 and m0, m1, m2, rearranged so that the path
/// from one frame to the next is one product and two sums.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SvfCoefficients {
    /// 2·a1 − 1: what the band-pass integrator keeps.
    band: f64,
    /// 2·a2: what goes from one integrator into the other.
    cross: f64,
    /// 1 − 2·a3: what the low-pass integrator keeps.
    low: f64,
    /// 2·a3: what the low-pass integrator takes of the input.
    input: f64,
    /// Gains in the output: of the input m0, of both integrators before and after m1/2 and m2/2.
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
#[derive(Clone, Copy, Debug, PartialEq)]
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

    /// Moves its share of the way to `target`; with one step left it is there. The shape follows at
    /// once.
    pub(crate) fn approach(&mut self, target: &Self, steps_left: u32) {
        if steps_left <= 1 || self.shape != target.shape {
            *self = *target;
            return;
        }
        let share = 1.0 / f64::from(steps_left);
        self.warped += (target.warped - self.warped) * share;
        self.damping += (target.damping - self.damping) * share;
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
        let (a2, a3) = (g * a1, g * g * a1);
        let [m0, m1, m2] = mix;
        SvfCoefficients {
            band: 2.0 * a1 - 1.0,
            cross: 2.0 * a2,
            low: 1.0 - 2.0 * a3,
            input: 2.0 * a3,
            mix: [m0, 0.5 * m1, 0.5 * m2],
        }
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
        let mix = coefficients.mix.map(Frame::both);
        self.step(coefficients, mix, input)
    }

    #[inline(always)]
    fn step(&mut self, to: &SvfCoefficients, [m0, m1, m2]: [Frame; 3], input: Frame) -> Frame {
        let cross = Frame::both(to.cross);
        let band = Frame::both(to.band) * self.band + cross * (input - self.low);
        let kept = Frame::both(to.low) * self.low + Frame::both(to.input) * input;
        let low = kept + cross * self.band;
        let output = m0 * input + (m1 * (self.band + band) + m2 * (self.low + low));
        self.band = band;
        self.low = low;
        output
    }

    /// Filters frames in place.
    pub fn process(&mut self, coefficients: &SvfCoefficients, frames: &mut [Frame]) {
        let mut svf = *self;
        for frame in frames {
            *frame = svf.tick(coefficients, *frame);
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

/// A [`Svf`] on its way from one setting to another: the output gains move in straight lines, the
/// poles at once. The integrators keep their charge, so neither can click.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glide {
    svf: Svf,
    now: SvfCoefficients,
    step: [f64; 3],
    target: [f64; 3],
}

impl Glide {
    pub(crate) fn at(coefficients: SvfCoefficients) -> Self {
        let target = coefficients.mix;
        Self { svf: Svf::default(), now: coefficients, step: [0.0; 3], target }
    }

    /// Arrives where it was heading and sets out for `coefficients`, to be there in `frames`.
    pub(crate) fn aim(&mut self, coefficients: SvfCoefficients, frames: usize) {
        let share = 1.0 / frames as f64;
        let from = self.target;
        self.step = std::array::from_fn(|i| (coefficients.mix[i] - from[i]) * share);
        self.target = coefficients.mix;
        self.now = SvfCoefficients { mix: from, ..coefficients };
    }

    pub(crate) fn process(&mut self, frames: &mut [Frame]) {
        let mut svf = self.svf;
        let now = self.now;
        let mut mix = now.mix.map(Frame::both);
        let step = self.step.map(Frame::both);
        for frame in frames {
            mix = [mix[0] + step[0], mix[1] + step[1], mix[2] + step[2]];
            *frame = svf.step(&now, mix, *frame);
        }
        self.svf = svf;
        self.now.mix = mix.map(|gain| gain.0[0]);
    }

    pub(crate) fn flush(&mut self) {
        self.svf.flush();
    }
}
