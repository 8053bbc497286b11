//! The one step from floating point to integers: statistics, determinism, clipping.

#![allow(clippy::unwrap_used, reason = "a test stops at the first fault")]

mod common;

use common::{decode, encode, encode_in_blocks, steps};
use media::{Depth, Dither, EncodeSettings, Encoder};
use std::io::Cursor;

const FRAMES: usize = 200_000;

/// 16-bit steps per unit.
const SCALE: f64 = 32_768.0;

fn settings(dither: Dither, seed: u64) -> EncodeSettings {
    EncodeSettings { depth: Depth::Int16, dither, seed, ..EncodeSettings::new(48_000, 2) }
}

/// The error of 16-bit rounding of a constant, in steps, of both channels.
fn errors_of(level_steps: f64, dither: Dither) -> [Vec<f64>; 2] {
    let level = (level_steps / SCALE) as f32;
    let audio = vec![vec![level; FRAMES]; 2];
    let (_, found) = decode(&encode(&audio, &settings(dither, 1))).unwrap();
    [0, 1].map(|channel: usize| {
        let error = |x: &f32| (f64::from(*x) - f64::from(level)) * SCALE;
        found[channel].iter().map(error).collect()
    })
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn product_mean(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / a.len().min(b.len()) as f64
}

#[test]
fn triangular_dither_makes_the_error_independent_of_the_signal() {
    // Theory (Lipshitz et al. 1992): mean 0 and variance 3/12 = 1/4 step² at every level.
    // Of N samples the mean has a deviation of √(1/4 / N) = 0.0011, the variance one of at most
    // √((m4 − 1/16) / N), with the fourth moment m4 ≤ 0.25: 0.001. Five deviations are allowed.
    for level in [0.0, 0.1, 0.25, 0.5, 0.9, 1234.37, -77.6] {
        for error in errors_of(level, Dither::Tpdf) {
            assert!(mean(&error).abs() < 0.0056, "mean {} at {level}", mean(&error));
            let variance = product_mean(&error, &error);
            assert!((variance - 0.25).abs() < 0.005, "variance {variance} at {level}");
        }
    }
}

#[test]
fn undithered_rounding_distorts_where_dither_does_not() {
    // The property above is not empty: plain rounding fails it at once.
    let [error, _] = errors_of(0.25, Dither::None);
    assert!((mean(&error) + 0.25).abs() < 1e-9);
}

#[test]
fn dither_is_white_and_its_channels_are_strangers() {
    // Correlations of N independent pairs with variance 1/4 deviate by 0.25/√N = 0.00056.
    let [left, right] = errors_of(0.3, Dither::Tpdf);
    assert!(product_mean(&left, &right).abs() < 0.003);
    for lag in [1, 2, 3, 64, 512] {
        let product = product_mean(&left[lag..], &left);
        assert!(product.abs() < 0.003, "lag {lag}: {product}");
    }
}

#[test]
fn shaping_moves_the_noise_away_from_four_kilohertz() {
    let [white, _] = errors_of(0.3, Dither::Tpdf);
    let [shaped, _] = errors_of(0.3, Dither::TpdfShaped);
    // Power at a frequency, averaged over windows of 480 samples (100 Hz wide).
    let power = |noise: &[f64], hz: f64| {
        let windows = noise.chunks_exact(480).map(|window| {
            let turn = |at: usize| std::f64::consts::TAU * hz * at as f64 / 48_000.0;
            let re: f64 = window.iter().enumerate().map(|(at, x)| x * libm::cos(turn(at))).sum();
            let im: f64 = window.iter().enumerate().map(|(at, x)| x * libm::sin(turn(at))).sum();
            re * re + im * im
        });
        windows.sum::<f64>() / (noise.len() / 480) as f64
    };
    // |1 − c·z⁻¹ + z⁻²| = |2·cos w − c|: 0 at 4 kHz, 0.27 at 0, 3.73 at 24 kHz. A window of
    // 480 samples leaks, hence 1/50 at the zero; elsewhere the average of 416 windows deviates
    // by 5 %, of which four are allowed.
    let ratio = |hz| power(&shaped, hz) / power(&white, hz);
    let gain = |hz: f64| {
        let cos = |hz: f64| libm::cos(std::f64::consts::TAU * hz / 48_000.0);
        (2.0 * (cos(hz) - cos(4_000.0))).powi(2)
    };
    assert!(ratio(4_000.0) < 0.02, "{}", ratio(4_000.0));
    for hz in [1_000.0, 8_000.0, 15_000.0, 22_000.0] {
        let (found, wanted) = (ratio(hz), gain(hz));
        assert!((found / wanted - 1.0).abs() < 0.28, "{hz} Hz: {found}, expected {wanted}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bits_however_the_audio_is_cut() {
    let mut audio = steps(2, 10_000, 24);
    audio[0][77] = 1.7; // One clipped sample must not disturb the shaping.
    for dither in [Dither::None, Dither::Tpdf, Dither::TpdfShaped] {
        let whole = encode_in_blocks(&audio, &settings(dither, 9), 10_000);
        for block in [1, 7, 511, 512, 513, 4_096, 8_193] {
            assert!(whole == encode_in_blocks(&audio, &settings(dither, 9), block), "{block}");
        }
        let other = encode_in_blocks(&audio, &settings(dither, 10), 10_000);
        assert_eq!(whole == other, dither == Dither::None, "{dither:?}: the seed matters");
    }
}

#[test]
fn rounding_is_symmetrical() {
    let audio = steps(1, 20_000, 24);
    let mirrored = vec![audio[0].iter().map(|x| -x).collect::<Vec<f32>>()];
    let settings = EncodeSettings { channels: 1, ..settings(Dither::None, 0) };
    let (_, up) = decode(&encode(&audio, &settings)).unwrap();
    let (_, down) = decode(&encode(&mirrored, &settings)).unwrap();
    let top = 32_767.0 / 32_768.0;
    for (up, down) in up[0].iter().zip(&down[0]) {
        // Only the ends of the range differ: −1 has no mirror image.
        assert!(up.to_bits() == (-down).to_bits() || *up >= top || *down >= top || *up == 0.0);
    }
}

#[test]
fn wild_levels_clip_and_are_counted_and_leave_no_trace() {
    for dither in [Dither::Tpdf, Dither::TpdfShaped] {
        let mut encoder = Encoder::new(Cursor::new(Vec::new()), &settings(dither, 3)).unwrap();
        let mut left = vec![0.0_f32; 2_000];
        left[100] = f32::MAX;
        left[101] = -3.0;
        encoder.write(&[&left, &vec![0.0; 2_000]]).unwrap();
        assert_eq!(encoder.clipped_samples(), 2, "{dither:?}");
        let (_, found) = decode(&encoder.finish().unwrap().sink.into_inner()).unwrap();
        assert_eq!((found[0][100], found[0][101]), (32_767.0 / 32_768.0, -1.0));
        // At rest the error is below 1.5 steps, shaped by |h| = 1 + 1.73 + 1: below 6 steps.
        assert!(found[0][102..].iter().all(|x| x.abs() * 32_768.0 < 6.0), "{dither:?}");
    }
}

#[test]
fn a_sample_that_is_not_finite_is_not_written() {
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut encoder =
            Encoder::new(Cursor::new(Vec::new()), &settings(Dither::Tpdf, 0)).unwrap();
        encoder.write(&[&[0.0; 10], &[0.0; 10]]).unwrap();
        let error = encoder.write(&[&[0.0, 0.0], &[0.0, bad]]).unwrap_err().to_string();
        assert_eq!(error, "sample 11 of channel 1 is not finite and was not written");
    }
}
