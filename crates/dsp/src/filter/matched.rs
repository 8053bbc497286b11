//! Bells, shelves and tilts whose shape is that of the analogue filter up to the Nyquist
//! frequency.
//!
//! Source: M. Vicanek, "Matched Second Order Digital Filters", 2016. Poles come from the impulse
//! invariant transform; zeros are placed so that the magnitude is that of the analogue prototype
//! at 0 Hz, at the Nyquist frequency and at the centre. Prototypes are those of the "Audio EQ
//! Cookbook" by R. Bristow-Johnson. Deviation: the paper asks a bell for zero slope at the centre where we
//! ask for the gain at the Nyquist frequency, so that one method serves all shapes. Of a boost and
//! its cut one is designed and the other is its exact inverse.

use std::f64::consts::{PI, TAU};

use super::biquad::{Coefficients, half_angles};

/// Where the third point of the fit lies at most: at π itself it would say nothing new.
const FIT_ANGLE_MAX: f64 = 0.9 * PI;

/// `(n2·s² + n1·s + n0) / (d2·s² + d1·s + d0)` with s = jω/ω₀.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prototype {
    num: [f64; 3],
    den: [f64; 3],
}

impl Prototype {
    /// Squared gain at `ratio` times the centre frequency.
    pub(crate) fn power_at(&self, ratio: f64) -> f64 {
        let square = |[s2, s1, s0]: [f64; 3]| {
            let (real, imaginary) = (s0 - s2 * ratio * ratio, s1 * ratio);
            real * real + imaginary * imaginary
        };
        square(self.num) / square(self.den)
    }

    pub(crate) fn bell(gain_db: f64, q: f64) -> Self {
        let a = quarter_gain(gain_db);
        Self { num: [1.0, a / q, 1.0], den: [1.0, 1.0 / (a * q), 1.0] }
    }

    pub(crate) fn low_shelf(gain_db: f64, q: f64) -> Self {
        let a = quarter_gain(gain_db);
        let slope = a.sqrt() / q;
        Self { num: [a, a * slope, a * a], den: [a, slope, 1.0] }
    }

    pub(crate) fn high_shelf(gain_db: f64, q: f64) -> Self {
        let a = quarter_gain(gain_db);
        let slope = a.sqrt() / q;
        Self { num: [a * a, a * slope, a], den: [1.0, slope, a] }
    }

    pub(crate) fn tilt(gain_db: f64, q: f64) -> Self {
        let a = quarter_gain(2.0 * gain_db);
        let slope = a.sqrt() / q;
        Self { num: [a, slope, 1.0], den: [1.0, slope, a] }
    }

    /// The digital filter with this prototype's centre at `freq_hz`.
    fn matched(&self, freq_hz: f64, sample_rate_hz: f64) -> Coefficients {
        let centre = TAU * freq_hz / sample_rate_hz;
        let (a1, a2) = self.poles(centre);
        let (even, odd) = (1.0 + a1 + a2, 1.0 - a1 + a2);
        let (even, odd) = (even * even, odd * odd);
        let fit = centre.min(FIT_ANGLE_MAX);
        let [phi0, phi1, phi2] = half_angles(fit);
        let poles = even * phi0 + odd * phi1 - 4.0 * a2 * phi2;
        // Squared magnitude of the numerator at 0 Hz, at Nyquist, and what the fit needs between.
        let low = even * self.power_at(0.0);
        let high = odd * self.power_at(PI / centre);
        let middle = (poles * self.power_at(fit / centre) - low * phi0 - high * phi1) / phi2;
        let (low, high) = (low.sqrt(), high.sqrt());
        let half = 0.5 * (low + high);
        let b0 = 0.5 * (half + (half * half + middle).max(0.0).sqrt());
        Coefficients { b0, b1: 0.5 * (low - high), b2: -middle / (4.0 * b0), a1, a2 }
    }

    /// Denominator by the impulse invariant transform.
    fn poles(&self, centre: f64) -> (f64, f64) {
        let [d2, d1, d0] = self.den;
        let natural = (d0 / d2).sqrt();
        let damping = d1 / d2 / (2.0 * natural);
        // Over Nyquist the transform would alias; the fit above keeps the magnitude right.
        let angle = (centre * natural).min(PI);
        let decay = libm::exp(-damping * angle);
        let turn = if damping <= 1.0 {
            libm::cos((1.0 - damping * damping).sqrt() * angle)
        } else {
            libm::cosh((damping * damping - 1.0).sqrt() * angle)
        };
        (-2.0 * decay * turn, decay * decay)
    }

    /// The prototype through the bilinear transform.
    pub(crate) fn bilinear(&self, freq_hz: f64, sample_rate_hz: f64) -> Coefficients {
        let k = super::biquad::warped(freq_hz, sample_rate_hz);
        let map = |[s2, s1, s0]: [f64; 3]| {
            let (s1, s0) = (s1 * k, s0 * k * k);
            [s2 + s1 + s0, 2.0 * (s0 - s2), s2 - s1 + s0]
        };
        Coefficients::scaled(map(self.num), map(self.den))
    }
}

impl Coefficients {
    /// Raises or lowers the surroundings of `freq_hz` by `gain_db`.
    #[must_use]
    pub fn bell(freq_hz: f64, gain_db: f64, q: f64, sample_rate_hz: f64) -> Self {
        let boost = design(Prototype::bell(gain_db.abs(), q), freq_hz, sample_rate_hz);
        if gain_db < 0.0 { boost.inverse() } else { boost }
    }

    /// Raises or lowers everything below `freq_hz`, where half of `gain_db` is reached.
    #[must_use]
    pub fn low_shelf(freq_hz: f64, gain_db: f64, q: f64, sample_rate_hz: f64) -> Self {
        let boost = design(Prototype::low_shelf(gain_db.abs(), q), freq_hz, sample_rate_hz);
        if gain_db < 0.0 { boost.inverse() } else { boost }
    }

    /// Raises or lowers everything over `freq_hz`, where half of `gain_db` is reached.
    #[must_use]
    pub fn high_shelf(freq_hz: f64, gain_db: f64, q: f64, sample_rate_hz: f64) -> Self {
        // The cut has its poles on the lower side of the centre, away from Nyquist.
        let cut = design(Prototype::high_shelf(-gain_db.abs(), q), freq_hz, sample_rate_hz);
        if gain_db < 0.0 { cut } else { cut.inverse() }
    }

    /// Raises the treble by `gain_db` and lowers the bass by as much, around `freq_hz`.
    #[must_use]
    pub fn tilt(freq_hz: f64, gain_db: f64, q: f64, sample_rate_hz: f64) -> Self {
        let dull = design(Prototype::tilt(-gain_db.abs(), q), freq_hz, sample_rate_hz);
        if gain_db < 0.0 { dull } else { dull.inverse() }
    }
}

/// The prototype as a filter whose inverse is stable too.
fn design(prototype: Prototype, freq_hz: f64, sample_rate_hz: f64) -> Coefficients {
    let matched = prototype.matched(freq_hz, sample_rate_hz);
    // Where a fit fails, far over Nyquist or at an extreme quality factor, the bilinear transform
    // never does.
    if matched.is_stable() && matched.inverse().is_stable() {
        matched
    } else {
        prototype.bilinear(freq_hz, sample_rate_hz)
    }
}

/// A of the cookbook: the square root of the amplitude ratio.
fn quarter_gain(gain_db: f64) -> f64 {
    libm::pow(10.0, gain_db / 40.0)
}
