//! Second-order filter sections: their coefficients and their response.
//!
//! Sources: R. Bristow-Johnson, "Audio EQ Cookbook" (W3C Note, 2021), for notch, band-pass and
//! all-pass; S. Butterworth, "On the Theory of Filter Amplifiers", 1930, through the bilinear
//! transform, for low- and high-pass. Near the Nyquist frequency the bilinear transform squeezes
//! ("cramps") these shapes: their upper skirt is steeper than the analogue one. Bells, shelves and
//! tilts, where that would be heard, are made by [`matched`](super::matched) instead.

use std::f64::consts::{FRAC_1_SQRT_2, PI, TAU};

/// Highest design frequency as a share of the sample rate.
pub(crate) const FREQ_SHARE_MAX: f64 = 0.49;

/// One section: `H(z) = (b0 + b1/z + b2/z²) / (1 + a1/z + a2/z²)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficients {
    /// Gain of the current input.
    pub b0: f64,
    /// Gain of the input one frame ago.
    pub b1: f64,
    /// Gain of the input two frames ago.
    pub b2: f64,
    /// Minus the gain of the output one frame ago.
    pub a1: f64,
    /// Minus the gain of the output two frames ago.
    pub a2: f64,
}

/// The angle of a frequency, and the cookbook's α.
struct Angle {
    cos: f64,
    alpha: f64,
}

impl Angle {
    fn of(freq_hz: f64, q: f64, sample_rate_hz: f64) -> Self {
        let turns = (freq_hz / sample_rate_hz).min(FREQ_SHARE_MAX);
        let angle = TAU * turns;
        Self { cos: libm::cos(angle), alpha: libm::sin(angle) / (2.0 * q) }
    }
}

impl Coefficients {
    /// Passes everything unchanged.
    pub const IDENTITY: Self = Self { b0: 1.0, b1: 0.0, b2: 0.0, a1: 0.0, a2: 0.0 };

    /// Takes out one frequency; `q` is its ratio to the −3 dB bandwidth.
    #[must_use]
    pub fn notch(freq_hz: f64, q: f64, sample_rate_hz: f64) -> Self {
        let Angle { cos, alpha } = Angle::of(freq_hz, q, sample_rate_hz);
        Self::scaled([1.0, -2.0 * cos, 1.0], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// Keeps one frequency, at 0 dB; `q` is its ratio to the −3 dB bandwidth.
    #[must_use]
    pub fn band_pass(freq_hz: f64, q: f64, sample_rate_hz: f64) -> Self {
        let Angle { cos, alpha } = Angle::of(freq_hz, q, sample_rate_hz);
        Self::scaled([alpha, 0.0, -alpha], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// Turns the phase by 360° in all, by 180° at `freq_hz`; the level stays.
    #[must_use]
    pub fn all_pass(freq_hz: f64, q: f64, sample_rate_hz: f64) -> Self {
        let Angle { cos, alpha } = Angle::of(freq_hz, q, sample_rate_hz);
        let forward = [1.0 - alpha, -2.0 * cos, 1.0 + alpha];
        Self::scaled(forward, [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// Second-order low-pass; `q` is its gain at `freq_hz`, 0.707 being Butterworth.
    #[must_use]
    pub fn low_pass(freq_hz: f64, q: f64, sample_rate_hz: f64) -> Self {
        let Angle { cos, alpha } = Angle::of(freq_hz, q, sample_rate_hz);
        // 1 − cos would lose digits at low frequencies; 2·sin² does not.
        let half = libm::sin(PI * (freq_hz / sample_rate_hz).min(FREQ_SHARE_MAX));
        let b0 = half * half;
        Self::scaled([b0, 2.0 * b0, b0], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// Second-order high-pass; `q` is its gain at `freq_hz`, 0.707 being Butterworth.
    #[must_use]
    pub fn high_pass(freq_hz: f64, q: f64, sample_rate_hz: f64) -> Self {
        let Angle { cos, alpha } = Angle::of(freq_hz, q, sample_rate_hz);
        let b0 = (1.0 + cos) / 2.0;
        Self::scaled([b0, -2.0 * b0, b0], [1.0 + alpha, -2.0 * cos, 1.0 - alpha])
    }

    /// First-order low-pass, 6 dB per octave.
    #[must_use]
    pub fn low_pass_one_pole(freq_hz: f64, sample_rate_hz: f64) -> Self {
        let k = warped(freq_hz, sample_rate_hz);
        Self::scaled([k, k, 0.0], [1.0 + k, k - 1.0, 0.0])
    }

    /// First-order high-pass, 6 dB per octave.
    #[must_use]
    pub fn high_pass_one_pole(freq_hz: f64, sample_rate_hz: f64) -> Self {
        let k = warped(freq_hz, sample_rate_hz);
        Self::scaled([1.0, -1.0, 0.0], [1.0 + k, k - 1.0, 0.0])
    }

    /// The filter that undoes this one. Only where all zeros lie inside the unit circle.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self::scaled([1.0, self.a1, self.a2], [self.b0, self.b1, self.b2])
    }

    /// Whether the impulse response dies away.
    #[must_use]
    pub fn is_stable(&self) -> bool {
        self.a2.abs() < 1.0 && self.a1.abs() < 1.0 + self.a2
    }

    /// Gain at `freq_hz`, in dB; −∞ where nothing passes.
    #[must_use]
    pub fn response_db(&self, freq_hz: f64, sample_rate_hz: f64) -> f64 {
        audio::math::power_to_db(self.power_at(freq_hz, sample_rate_hz))
    }

    /// Squared gain at `freq_hz`. Written in sin² of the half angle, which keeps its digits at low
    /// frequencies (M. Vicanek, "Matched Second Order Digital Filters", 2016).
    #[must_use]
    pub fn power_at(&self, freq_hz: f64, sample_rate_hz: f64) -> f64 {
        let [phi0, phi1, phi2] = half_angles(TAU * freq_hz / sample_rate_hz);
        let square = |x0: f64, x1: f64, x2: f64| {
            let (even, odd) = (x0 + x1 + x2, x0 - x1 + x2);
            even * even * phi0 + odd * odd * phi1 - 4.0 * x0 * x2 * phi2
        };
        // Rounding may leave a zero of the filter a hair below zero.
        square(self.b0, self.b1, self.b2).max(0.0) / square(1.0, self.a1, self.a2)
    }

    pub(crate) fn scaled(b: [f64; 3], a: [f64; 3]) -> Self {
        let scale = 1.0 / a[0];
        Self {
            b0: b[0] * scale,
            b1: b[1] * scale,
            b2: b[2] * scale,
            a1: a[1] * scale,
            a2: a[2] * scale,
        }
    }
}

/// cos², sin² of half the angle, and four times their product: sin² of the angle.
pub(crate) fn half_angles(angle: f64) -> [f64; 3] {
    let sine = libm::sin(0.5 * angle);
    let phi1 = sine * sine;
    let phi0 = 1.0 - phi1;
    [phi0, phi1, 4.0 * phi0 * phi1]
}

/// The analogue frequency that the bilinear transform takes to `freq_hz`.
pub(crate) fn warped(freq_hz: f64, sample_rate_hz: f64) -> f64 {
    libm::tan(PI * (freq_hz / sample_rate_hz).min(FREQ_SHARE_MAX))
}

/// Quality factor of section `index` of a Butterworth filter of `order`; the first-order section of
/// an odd order is not counted.
pub(crate) fn butterworth_q(order: usize, index: usize) -> f64 {
    if order == 2 {
        return FRAC_1_SQRT_2;
    }
    let step = PI / (2 * order) as f64;
    1.0 / (2.0 * libm::cos(step * ((2 * index + 1 + order % 2) as f64)))
}
