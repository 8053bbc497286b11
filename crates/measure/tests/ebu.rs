//! EBU Tech 3341 (2023), Table 1, and Tech 3342 (2023), Table 1: every signal that can be
//! synthesised (3341: 1–6, 9–23; 3342: 1–4), at 48 and 44.1 kHz, within the documents' tolerances.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::f64::consts::TAU;

use audio::StreamSpec;
use measure::{
    Measurement, Meter, MeterOptions, Oversampling, TruePeak, momentary_lufs, programme_loudness,
    short_term_lufs,
};
use rustfft::FftPlannerScalar;
use rustfft::num_complex::Complex;

const RATES_HZ: [f64; 2] = [48_000.0, 44_100.0];

/// Tolerance of both documents' loudness tests, in LU, and of Tech 3342.
const LUFS_TOLERANCE: f64 = 0.1;
const RANGE_TOLERANCE: f64 = 1.0;

/// Passages of (seconds, peak level in dBFS) of one 1 kHz oscillator; −∞ is silence.
fn tone(parts: &[(f64, f64)], rate_hz: f64) -> Vec<f32> {
    let mut samples = Vec::new();
    for &(seconds, dbfs) in parts {
        let amplitude = 10_f64.powf(dbfs / 20.0);
        for _ in 0..(seconds * rate_hz).round() as usize {
            let turns = 1_000.0 * samples.len() as f64 / rate_hz;
            samples.push((amplitude * (TAU * turns.fract()).sin()) as f32);
        }
    }
    samples
}

fn heard(samples: &[f32], rate_hz: f64) -> Measurement {
    let spec = StreamSpec { sample_rate_hz: rate_hz, block_frames_max: 4096, channels: 2 };
    let mut meter = Meter::new(spec, MeterOptions::loudness_and_peaks()).unwrap();
    meter.push(samples, Some(samples));
    meter.finish()
}

fn assert_close(got: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((got - expected).abs() <= tolerance, "{what}: {got}, expected {expected}");
}

#[test]
fn tech_3341_1_and_2_steady_tones_read_their_level() {
    for rate_hz in RATES_HZ {
        for level in [-23.0, -33.0] {
            let loudness = heard(&tone(&[(20.0, level)], rate_hz), rate_hz).loudness;
            for got in [
                loudness.integrated_lufs,
                loudness.momentary_max_lufs,
                loudness.short_term_max_lufs,
            ] {
                assert_close(got, level, LUFS_TOLERANCE, "steady tone");
            }
        }
    }
}

#[test]
fn tech_3341_3_to_5_gates_leave_quiet_passages_out() {
    let programmes: [&[(f64, f64)]; 3] = [
        &[(10.0, -36.0), (60.0, -23.0), (10.0, -36.0)],
        &[(10.0, -72.0), (10.0, -36.0), (60.0, -23.0), (10.0, -36.0), (10.0, -72.0)],
        &[(20.0, -26.0), (20.1, -20.0), (20.0, -26.0)],
    ];
    for rate_hz in RATES_HZ {
        for programme in programmes {
            let got = heard(&tone(programme, rate_hz), rate_hz).loudness.integrated_lufs;
            assert_close(got, -23.0, LUFS_TOLERANCE, "gated programme");
        }
    }
}

#[test]
fn tech_3341_6_surround_channels_weigh_1_41() {
    for rate_hz in RATES_HZ {
        let [front, centre, surround] =
            [-28.0, -24.0, -30.0].map(|level| tone(&[(20.0, level)], rate_hz));
        let channels = [&front[..], &front, &centre, &surround, &surround];
        let got = programme_loudness(channels, [1.0, 1.0, 1.0, 1.41, 1.41], rate_hz);
        assert_close(got.integrated_lufs, -23.0, LUFS_TOLERANCE, "5.0");
    }
}

#[test]
fn tech_3341_9_and_12_windows_are_3_s_and_400_ms() {
    for rate_hz in RATES_HZ {
        let slow = heard(&tone(&[(1.34, -20.0), (1.66, -30.0)].repeat(5), rate_hz), rate_hz);
        for lufs in short_term_lufs(&slow.envelope.k_power) {
            assert_close(lufs, -23.0, LUFS_TOLERANCE, "short-term");
        }
        let fast = heard(&tone(&[(0.18, -20.0), (0.22, -30.0)].repeat(25), rate_hz), rate_hz);
        // "Constant after 1 s": the window that ends there began 400 ms earlier.
        for lufs in momentary_lufs(&fast.envelope.k_power).skip(60) {
            assert_close(lufs, -23.0, LUFS_TOLERANCE, "momentary");
        }
    }
}

#[test]
fn tech_3341_10_and_13_bursts_are_caught_wherever_they_begin() {
    for rate_hz in RATES_HZ {
        for i in 0..20 {
            let (i, silence) = (f64::from(i), f64::NEG_INFINITY);
            let long = tone(&[(i * 0.15, silence), (3.0, -23.0), (1.0, silence)], rate_hz);
            let got = heard(&long, rate_hz).loudness.short_term_max_lufs;
            assert_close(got, -23.0, LUFS_TOLERANCE, "longest burst");
            let short = tone(&[(i * 0.02, silence), (0.4, -23.0), (1.0, silence)], rate_hz);
            let got = heard(&short, rate_hz).loudness.momentary_max_lufs;
            assert_close(got, -23.0, LUFS_TOLERANCE, "shortest burst");
        }
    }
}

/// Twenty bursts of `length_s`, each 1 dB louder, each `step_s` later in its own slot of twice
/// the length: level of each, and the whole signal.
fn rising_bursts(length_s: f64, step_s: f64, rate_hz: f64) -> Vec<f32> {
    let parts = |i: u32| {
        let (level, late) = (-38.0 + f64::from(i), f64::from(i) * step_s);
        let silence = f64::NEG_INFINITY;
        tone(&[(late, silence), (length_s, level), (length_s - late, silence)], rate_hz)
    };
    (0..20).flat_map(parts).collect()
}

#[test]
fn tech_3341_11_and_14_successive_maxima_rise_by_1_lu() {
    for rate_hz in RATES_HZ {
        let long = heard(&rising_bursts(3.0, 0.15, rate_hz), rate_hz);
        let short = heard(&rising_bursts(0.4, 0.02, rate_hz), rate_hz);
        let short_term = short_term_lufs(&long.envelope.k_power);
        let momentary: Vec<f64> = momentary_lufs(&short.envelope.k_power).collect();
        for i in 0..20 {
            // Slots of 6 s at 10 values a second; of 0.8 s at 100 values a second. The first value
            // is there when the first window (3 s; 0.4 s) is full.
            for (series, slot, window) in [(&short_term, 60, 30), (&momentary, 80, 40)] {
                let end = (i + 1) * slot - window + 1;
                let max = series[..end].iter().copied().fold(f64::NEG_INFINITY, f64::max);
                assert_close(max, -38.0 + i as f64, LUFS_TOLERANCE, "maximum so far");
            }
        }
    }
}

/// Linear over 100 ms, as the distributed files have it.
fn fade(frame: usize, frames: usize, rate_hz: f64) -> f64 {
    let length = 0.1 * rate_hz;
    (frame as f64 / length).min((frames - 1 - frame) as f64 / length).min(1.0)
}

fn assert_true_peak(samples: &[f32], rate_hz: f64, expected_dbtp: f64) {
    for oversampling in [Oversampling::X4, Oversampling::X8, Oversampling::X16] {
        let mut meter = TruePeak::new(oversampling, rate_hz);
        meter.push(samples, None);
        let error = meter.finish_dbtp() - expected_dbtp;
        assert!((-0.4..=0.2).contains(&error), "{error} dB off {expected_dbtp} dBTP");
    }
}

#[test]
fn tech_3341_15_to_19_peaks_between_samples_are_found() {
    let tones = [
        (4.0, -6.0, 0.0),
        (4.0, -6.0, 45.0),
        (6.0, -6.0, 60.0),
        (8.0, -6.0, 67.5),
        (4.0, 3.0, 45.0_f64),
    ];
    for rate_hz in RATES_HZ {
        for (divisor, level, phase_deg) in tones {
            let frames = (3.2 * rate_hz) as usize;
            let sample = |n: usize| {
                let turns = (n as f64 / divisor + phase_deg / 360.0).fract();
                10_f64.powf(level / 20.0) * (TAU * turns).sin() * fade(n, frames, rate_hz)
            };
            let samples: Vec<f32> = (0..frames).map(|n| sample(n) as f32).collect();
            assert_true_peak(&samples, rate_hz, level);
        }
    }
}

/// Tests 20 to 23: made at four times the rate, brickwall low-pass, every fourth sample.
#[test]
fn tech_3341_20_to_23_one_louder_period_is_found_at_any_offset() {
    for rate_hz in RATES_HZ {
        let frames = 4 * (3.2 * rate_hz) as usize / 24 * 24;
        let burst = frames / 2 / 24 * 24;
        let quiet = 10_f64.powf(-6.0 / 20.0);
        let sine = |n: usize, period: usize| (TAU * (n % period) as f64 / period as f64).sin();
        let sample = |n: usize| match n {
            _ if n < burst => quiet * sine(n, 24),
            _ if n < burst + 16 => sine(n - burst, 16),
            _ => quiet * sine(n - burst - 16, 24),
        };
        let mut signal: Vec<Complex<f64>> = (0..frames)
            .map(|n| Complex::new(sample(n) * fade(n, frames, 4.0 * rate_hz), 0.0))
            .collect();
        let mut planner = FftPlannerScalar::new();
        planner.plan_fft_forward(frames).process(&mut signal);
        // The new Nyquist frequency is a quarter of the way to the old rate's half.
        for (bin, value) in signal.iter_mut().enumerate() {
            if bin.min(frames - bin) >= frames / 8 {
                *value = Complex::new(0.0, 0.0);
            }
        }
        planner.plan_fft_inverse(frames).process(&mut signal);
        for offset in 0..4 {
            let taken = signal[offset..].iter().step_by(4);
            let samples: Vec<f32> = taken.map(|z| (z.re / frames as f64) as f32).collect();
            assert_true_peak(&samples, rate_hz, 0.0);
        }
    }
}

#[test]
fn tech_3342_1_to_4_range_of_steps_is_their_spread() {
    let programmes: [(&[f64], f64); 4] = [
        (&[-20.0, -30.0], 10.0),
        (&[-20.0, -15.0], 5.0),
        (&[-40.0, -20.0], 20.0),
        (&[-50.0, -35.0, -20.0, -35.0, -50.0], 15.0),
    ];
    for rate_hz in RATES_HZ {
        for (levels, expected) in programmes {
            let parts: Vec<(f64, f64)> = levels.iter().map(|level| (20.0, *level)).collect();
            let loudness = heard(&tone(&parts, rate_hz), rate_hz).loudness;
            assert_close(loudness.range_lu, expected, RANGE_TOLERANCE, "range");
            assert_close(loudness.range_with_tail_lu, expected, RANGE_TOLERANCE, "with tail");
        }
    }
}
