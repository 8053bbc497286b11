//! Windowed sinc kernels, the raw material of every linear-phase filter here.
//!
//! Source: J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function",
//! ISCAS 1974. Designed in `f64` with `libm`, so that the coefficients are the same everywhere.

use std::f64::consts::PI;

/// Value at `time` of a sinc with its first zero at `1 / cutoff`, under a Kaiser window that ends
/// at ±`half_width`. `cutoff` is 1 for a kernel that passes everything under the Nyquist frequency
/// of the unit rate; the integral of the kernel is about 1.
pub(crate) fn windowed_sinc(time: f64, cutoff: f64, half_width: f64, beta: f64) -> f64 {
    cutoff * sinc(time * cutoff) * window(time / half_width, beta)
}

/// The Kaiser shape parameter for a stop band of `attenuation_db`, at least 50 dB (Kaiser 1974).
pub(crate) fn beta(attenuation_db: f64) -> f64 {
    0.1102 * (attenuation_db - 8.7)
}

fn sinc(x: f64) -> f64 {
    let whole = libm::round(x);
    if (x - whole).abs() < 1e-12 {
        // Exactly: a kernel that reads between no samples must copy.
        return if whole.abs() < 0.5 { 1.0 } else { 0.0 };
    }
    libm::sin(PI * x) / (PI * x)
}

/// The Kaiser window at `x`, −1 to 1.
pub(crate) fn window(x: f64, beta: f64) -> f64 {
    if x.abs() >= 1.0 { 0.0 } else { bessel_i0(beta * (1.0 - x * x).sqrt()) / bessel_i0(beta) }
}

/// Modified Bessel function of the first kind, order 0, by its power series. The terms are all
/// positive, so nothing cancels; 60 of them are exact to the last bit for x ≤ 20.
fn bessel_i0(x: f64) -> f64 {
    let quarter = x * x / 4.0;
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 1..60 {
        let k = f64::from(k);
        term *= quarter / (k * k);
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bessel_equals_the_tables() {
        // Abramowitz & Stegun, table 9.8: I0(1) and e^-10·I0(10).
        assert!((bessel_i0(1.0) - 1.266_065_877_752_008).abs() < 1e-14);
        assert!((bessel_i0(10.0) * libm::exp(-10.0) - 0.127_833_337_163).abs() < 1e-11);
    }

    #[test]
    fn the_kernel_is_one_at_home_and_zero_at_its_neighbours() {
        assert!((windowed_sinc(0.0, 1.0, 8.0, 9.0) - 1.0).abs() < 1e-15);
        for neighbour in 1..8 {
            assert!(windowed_sinc(f64::from(neighbour), 1.0, 8.0, 9.0).abs() < 1e-15);
        }
    }
}
