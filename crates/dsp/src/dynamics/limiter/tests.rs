use std::f64::consts::TAU;

use proptest::prelude::*;

use super::*;
use crate::conformance;

/// The true peak in dB by a kernel that shares nothing with the limiter: a Blackman–Harris
/// windowed sinc that reads 192 samples to either side, `points` per frame. The silence before
/// and after the signal belongs to it.
fn true_peak_db(signal: &[f32], points: usize) -> f64 {
    const REACH: usize = 192;
    let window = |x: f64| {
        let a = TAU * (x + 1.0) / 2.0;
        0.358_75 - 0.488_29 * libm::cos(a) + 0.141_28 * libm::cos(2.0 * a)
            - 0.011_68 * libm::cos(3.0 * a)
    };
    let mut padded = vec![0.0_f64; REACH];
    padded.extend(signal.iter().map(|x| f64::from(*x)));
    padded.extend([0.0; REACH]);
    let mut peak = signal.iter().fold(0.0_f64, |peak, x| peak.max(f64::from(x.abs())));
    for point in 1..points {
        let part = point as f64 / points as f64;
        let kernel: Vec<f64> = (0..2 * REACH)
            .map(|k| {
                let t = k as f64 - (REACH - 1) as f64 - part;
                let x = std::f64::consts::PI * t;
                window(t / REACH as f64) * libm::sin(x) / x
            })
            .collect();
        for under in padded.windows(2 * REACH) {
            // Only where a peak can be: the kernel cannot lift a quiet place this far.
            let near = &under[REACH - 12..REACH + 12];
            if near.iter().any(|x| x.abs() > 0.5 * peak) {
                let value: f64 = kernel.iter().zip(under).map(|(c, x)| c * x).sum();
                peak = peak.max(value.abs());
            }
        }
    }
    20.0 * libm::log10(peak)
}

fn noise(seed: u32) -> impl FnMut() -> f32 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    }
}

fn limited(params: LimiterParams, signal: &[f32]) -> (Vec<f32>, Limiter) {
    let stream = StreamSpec { channels: 1, ..conformance::STREAM };
    let mut limiter = params.prepare(stream).unwrap();
    let mut signal = vec![signal.to_vec()];
    // All of it must come out: a cut is a new edge, with a new peak beside it.
    signal[0].extend(vec![0.0; limiter.latency_frames() + 200]);
    conformance::run(&mut limiter, &mut signal, 512);
    (signal.concat(), limiter)
}

/// By how much the output passes the ceiling, in dB, with 8 and with 16 points.
fn excess_db(params: LimiterParams, signal: &[f32]) -> [f64; 2] {
    let (out, _) = limited(params, signal);
    [8, 16].map(|points| true_peak_db(&out, points) - f64::from(params.ceiling_dbtp))
}

/// Audio that breaks limiters, each for a third of a second.
fn hostile() -> Vec<(&'static str, Vec<f32>)> {
    let make = |f: &mut dyn FnMut(usize) -> f32| (0..16_000).map(f).collect::<Vec<f32>>();
    let sine = |turns: f64| libm::sin(turns * TAU) as f32;
    let mut white = noise(1);
    let mut burst = noise(7);
    let mut music = noise(3);
    vec![
        ("white noise, +20 dB", make(&mut |_| 10.0 * white())),
        ("square, +0 dB", make(&mut |i| if (i / 37) % 2 == 0 { 1.0 } else { -1.0 })),
        ("square, +20 dB", make(&mut |i| if (i / 11) % 2 == 0 { 10.0 } else { -10.0 })),
        ("quarter of the rate at 45°", make(&mut |i| 1.4 * sine(i as f64 / 4.0 + 0.125))),
        ("sweep to 0.49", make(&mut |i| 4.0 * sine(0.49 * (i as f64).powi(2) / 32_000.0))),
        ("near the Nyquist frequency", make(&mut |i| 3.0 * sine(0.497 * i as f64))),
        ("impulses", make(&mut |i| if i % 997 == 5 { 8.0 } else { 0.0 })),
        ("pairs of impulses", make(&mut |i| if i % 997 < 2 { 8.0 } else { 0.0 })),
        ("alternating full scale", make(&mut |i| [1.0, -1.0, -1.0, 1.0, 1.0, -1.0][i % 6])),
        ("bursts of noise", make(&mut |i| if (i / 500) % 3 == 0 { 6.0 * burst() } else { 0.01 })),
        (
            "like music",
            make(&mut |i| {
                let t = i as f64 / 48_000.0;
                let decay = libm::exp(-((i % 6_000) as f64) / 900.0) as f32;
                2.0 * decay * (sine(55.0 * t) + 0.6 * music()) + 0.5 * sine(440.0 * t)
            }),
        ),
    ]
}

#[test]
fn conforms_to_the_processor_contract() {
    let params = LimiterParams { ceiling_dbtp: -9.0, lookahead_ms: 2.0, release_ms: 40.0 };
    conformance::check(params);
    conformance::check_no_dead_parameter(params);
}

#[test]
fn no_hostile_audio_passes_the_ceiling() {
    let fast = LimiterParams { ceiling_dbtp: -0.3, lookahead_ms: 0.5, release_ms: 10.0 };
    let mut failed = Vec::new();
    for (name, signal) in hostile() {
        for params in [LimiterParams::default(), fast] {
            let [eight, sixteen] = excess_db(params, &signal);
            println!("{name}: {eight:.3} dB, {sixteen:.3} dB");
            if eight > 0.0 || sixteen > 0.05 {
                failed.push((name, eight, sixteen));
            }
        }
    }
    assert_eq!(failed, [], "over the ceiling with 8 and with 16 points, in dB");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_random_audio_passes_the_ceiling(
        values in conformance::any_params::<LimiterParams>(),
        drive_db in 0.0_f32..24.0,
        tilt in 0.0_f32..0.99,
        seed in any::<u32>(),
    ) {
        let mut noise = noise(seed);
        let mut low = 0.0;
        let gain = audio::db_to_gain(drive_db);
        let signal: Vec<f32> = (0..8_000)
            .map(|i| {
                low = tilt * low + (1.0 - tilt) * noise();
                if (i / 1_500) % 2 == 0 { gain * low } else { 0.1 * low }
            })
            .collect();
        let params = LimiterParams::from_values(&values);
        let [eight, sixteen] = excess_db(params, &signal);
        prop_assert!(eight <= 0.0 && sixteen <= 0.05, "{eight:.3} dB, {sixteen:.3} dB");
    }
}

#[test]
fn what_stays_under_the_ceiling_is_only_delayed() {
    let mut noise = noise(5);
    let signal: Vec<f32> = (0..5_000).map(|_| 0.3 * noise()).collect();
    let (out, limiter) = limited(LimiterParams::default(), &signal);
    let delay = limiter.latency_frames();
    assert_eq!(out[delay..delay + 5_000], signal);
    let Reduction { average_db, max_db, .. } = limiter.reduction();
    assert_eq!((average_db, max_db), (0.0, 0.0));
}

#[test]
fn what_the_second_stage_need_not_search_holds_nothing() {
    for (name, signal) in hostile() {
        let (out, _) = limited(LimiterParams::default(), &signal);
        let stream = StreamSpec { channels: 1, ..conformance::STREAM };
        let mut limiter = LimiterParams::default().prepare(stream).unwrap();
        let mut searched = signal;
        searched.resize(out.len(), 0.0);
        for chunk in searched.as_chunks_mut::<CHUNK>().0 {
            limiter.first.process(&mut Block::mono(chunk), f32::INFINITY);
            limiter.second.process(&mut Block::mono(chunk), f32::INFINITY);
        }
        let whole = (out.len() / CHUNK - 1) * CHUNK;
        let error = conformance::difference_db(&out[CHUNK..CHUNK + whole], &searched[..whole]);
        // The edge of the band is measured at other frames in the second stage: only a signal
        // that lives there shows it, by hundredths of a dB.
        let limit = if name.starts_with("near") { -60.0 } else { -140.0 };
        assert!(error < limit, "{name}: {error:.1} dB");
    }
}

#[test]
fn both_channels_get_the_same_gain() {
    let mut noise = noise(9);
    let left: Vec<f32> = (0..9_000).map(|_| 4.0 * noise()).collect();
    let mut signal = vec![left.clone(), left.iter().map(|x| 0.25 * x).collect::<Vec<_>>()];
    let mut limiter = LimiterParams::default().prepare(conformance::STREAM).unwrap();
    conformance::run(&mut limiter, &mut signal, 512);
    assert!(
        signal[0].iter().zip(&signal[1]).all(|(l, r)| (l * 0.25 - *r).abs() < 1e-9),
        "powers of two are exact"
    );
}

#[test]
fn the_report_says_what_was_taken() {
    let tone: Vec<f32> =
        (0..96_000).map(|i| libm::sin(TAU * 997.0 * f64::from(i) / 48_000.0) as f32).collect();
    let params = LimiterParams { ceiling_dbtp: -6.0, ..LimiterParams::default() };
    let reduction = limited(params, &tone).1.reduction();
    // 6 dB and the guard; the way in counts for the average.
    assert!((reduction.max_db - 6.0 - GUARD_DB).abs() < 0.02, "{reduction:?}");
    assert!((reduction.average_db - 6.0).abs() < 0.15, "{reduction:?}");
}

#[test]
fn bass_tones_do_not_grind_against_each_other() {
    // Test T11: 3 dB of reduction on two tones, what is left after both are removed with
    // their best gains is distortion. Once the slow release has settled.
    for (a, b) in [(50.0, 70.0), (50.0, 60.0), (41.2, 82.4), (60.0, 1_000.0)] {
        let tone = |hz: f64, i: usize| libm::sin(TAU * hz * i as f64 / 48_000.0);
        let signal: Vec<f32> = (0..48_000 * 9)
            .map(|i| (0.629 * (tone(a, i) + tone(b, i))) as f32) // 2 · 0.629 is 3 dB over −1 dBTP.
            .collect();
        let (out, limiter) = limited(LimiterParams::default(), &signal);
        let settled = &out[48_000 * 4..48_000 * 9];
        let (mut residual, mut total) =
            (settled.iter().map(|x| f64::from(*x)).collect::<Vec<_>>(), 0.0);
        total += residual.iter().map(|x| x * x).sum::<f64>();
        let count = residual.len() as f64;
        for hz in [a, b] {
            for quarter in [0.0, 0.25] {
                let wave = |i: usize| libm::sin(TAU * (hz * i as f64 / 48_000.0 + quarter));
                let share: f64 = residual.iter().enumerate().map(|(i, x)| x * wave(i)).sum::<f64>()
                    * 2.0
                    / count;
                for (i, x) in residual.iter_mut().enumerate() {
                    *x -= share * wave(i);
                }
            }
        }
        let left: f64 = residual.iter().map(|x| x * x).sum();
        let residual_db = 10.0 * libm::log10(left / total);
        println!("{a} and {b} Hz: {residual_db:.1} dB, {:?}", limiter.reduction());
        assert!(residual_db <= -40.0, "{a} and {b} Hz leave {residual_db:.1} dB");
    }
}
