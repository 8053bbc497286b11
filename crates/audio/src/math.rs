//! `exp2`, `log2` and `sin` from `+ − × ÷` alone, so that every platform gives the same bits.
//!
//! The functions are free of branches on the value, so loops over slices vectorise. Errors are
//! stated at each function and proved by the tests against `f64`.
//!
//! Method: range reduction by powers of two, then a minimax polynomial (Remez exchange) on what
//! is left; the same approach as in J.-M. Muller, "Elementary Functions", 3rd ed., 2016.

/// The level reported for digital silence, in dBFS. Below the 24-bit noise floor (−146 dBFS).
pub const SILENCE_DB: f32 = -150.0;

/// Below this magnitude, −150 dBFS, a sample counts as silence.
const SILENCE_GAIN: f32 = 3.162_277_7e-8;

/// dB per octave of amplitude: 20·log10(2).
const DB_PER_LOG2: f32 = 6.020_6;

/// 1.5·2²³: adding and subtracting it rounds to the nearest integer, without a libm call.
const ROUND: f32 = 12_582_912.0;

/// 2 to the power of `x`. Relative error < 2·10⁻⁷ for −126 ≤ x ≤ 126; `x` is clamped to that.
#[must_use]
#[inline]
pub fn exp2(x: f32) -> f32 {
    let x = x.clamp(-126.0, 126.0);
    let shifted = x + ROUND;
    let whole = shifted - ROUND;
    let part = x - whole; // In −0.5..=0.5.
    let p = 0.000_154_697_35_f32;
    let p = p * part + 0.001_339_086_7;
    let p = p * part + 0.009_618_031;
    let p = p * part + 0.055_503_57;
    let p = p * part + 0.240_226_5;
    let p = p * part + std::f32::consts::LN_2;
    // The low bits of `shifted` hold the whole part: they become the exponent.
    let scale = f32::from_bits(shifted.to_bits().wrapping_add(127) << 23);
    (1.0 + p * part) * scale
}

/// Base-2 logarithm of `x`. Absolute error < 3·10⁻⁷ + 10⁻⁷·|result| for normal positive `x`.
/// Zero, negative and subnormal values are treated as the smallest normal number (−126).
#[must_use]
#[inline]
pub fn log2(x: f32) -> f32 {
    let x = x.max(f32::MIN_POSITIVE);
    // Splits x into 2^whole · m with m between √½ and √2, by integer arithmetic on the bits.
    let bits = x.to_bits().wrapping_sub(SQRT_HALF_BITS);
    let whole = (bits as i32) >> 23;
    let t = f32::from_bits((bits & 0x007f_ffff).wrapping_add(SQRT_HALF_BITS)) - 1.0;
    let p = 0.129_264_3_f32;
    let p = p * t - 0.208_933_82;
    let p = p * t + 0.215_212_25;
    let p = p * t - 0.238_675_68;
    let p = p * t + 0.287_939_1;
    let p = p * t - 0.360_716_26;
    let p = p * t + 0.480_910_28;
    let p = p * t - 0.721_347_2;
    let p = p * t + std::f32::consts::LOG2_E;
    whole as f32 + p * t
}

/// √½ as bits: the mantissa is folded around it.
const SQRT_HALF_BITS: u32 = 0x3f35_04f3;

/// Sine of `turns` full turns (2π each). Absolute error < 4·10⁻⁷ for |turns| ≤ 1000.
#[must_use]
#[inline]
pub fn sin_turns(turns: f32) -> f32 {
    let whole = (turns + ROUND) - ROUND;
    let x = 4.0 * (turns - whole); // Quarter turns, in −2..=2.
    // Beyond a quarter turn the sine runs back: fold to −1..=1 with the sign kept.
    let folded = (2.0 - x.abs()).min(x.abs());
    let x = if x < 0.0 { -folded } else { folded };
    let u = x * x;
    let p = -3.431_869_5e-6_f32;
    let p = p * u + 0.000_160_254_8;
    let p = p * u - 0.004_681_658;
    let p = p * u + 0.079_692_6;
    let p = p * u - 0.645_964_1;
    let p = p * u + std::f32::consts::FRAC_PI_2;
    p * x
}

/// Cosine of `turns` full turns. Same error as [`sin_turns`].
#[must_use]
#[inline]
pub fn cos_turns(turns: f32) -> f32 {
    sin_turns(turns + 0.25)
}

/// Converts a level in dB to a linear amplitude. Relative error < 2·10⁻⁶ within ±150 dB.
#[must_use]
#[inline]
pub fn db_to_gain(db: f32) -> f32 {
    exp2(db * (1.0 / DB_PER_LOG2))
}

/// Converts a linear amplitude to dB. Silence maps to [`SILENCE_DB`], never to −∞. Error < 10⁻⁴ dB.
#[must_use]
#[inline]
pub fn gain_to_db(gain: f32) -> f32 {
    log2(gain.max(SILENCE_GAIN)) * DB_PER_LOG2
}

/// Converts a power ratio to dB, in `f64` and by `libm`: for meters and design, not per sample.
/// Zero gives −∞, which a meter words as silence.
#[must_use]
pub fn power_to_db(power: f64) -> f64 {
    10.0 * libm::log10(power)
}

/// Converts dB to an amplitude ratio in `f64`, by `libm`: for meters and design.
#[must_use]
pub fn db_to_gain_f64(db: f64) -> f64 {
    libm::pow(10.0, db / 20.0)
}

/// Converts an amplitude ratio to dB in `f64`, by `libm`. Zero gives −∞.
#[must_use]
pub fn gain_to_db_f64(gain: f64) -> f64 {
    20.0 * libm::log10(gain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn exp2_keeps_its_stated_error(x in -126.0_f32..126.0) {
            let truth = libm::exp2(f64::from(x));
            prop_assert!(((f64::from(exp2(x)) - truth) / truth).abs() < 2e-7);
        }

        #[test]
        fn log2_keeps_its_stated_error(x in 1.2e-38_f32..3e38, near_one in 0.5_f32..2.0) {
            for x in [x, near_one] {
                let truth = libm::log2(f64::from(x));
                prop_assert!((f64::from(log2(x)) - truth).abs() < 3e-7 + 1e-7 * truth.abs());
            }
        }

        #[test]
        fn sine_keeps_its_stated_error(turns in -1000.0_f32..1000.0, small in -1.0_f32..1.0) {
            for turns in [turns, small] {
                let truth = libm::sin(f64::from(turns) * std::f64::consts::TAU);
                prop_assert!((f64::from(sin_turns(turns)) - truth).abs() < 4e-7);
            }
        }

        #[test]
        fn decibels_there_and_back(db in -149.0_f32..150.0) {
            prop_assert!((gain_to_db(db_to_gain(db)) - db).abs() < 1e-4);
        }
    }

    #[test]
    fn exact_where_exactness_is_expected() {
        let exactly = |found: f32, expected: f32| found.to_bits() == expected.to_bits();
        assert!(exactly(db_to_gain(0.0), 1.0), "0 dB changes nothing");
        assert!(exactly(exp2(10.0), 1024.0), "whole powers are exact");
        assert!(exactly(log2(8.0), 3.0), "whole logarithms are exact");
        assert!(exactly(gain_to_db(0.0), gain_to_db(-1.0)), "no level for less than nothing");
        assert!((gain_to_db(0.0) - SILENCE_DB).abs() < 1e-3, "silence has a number");
    }
}
