use proptest::prelude::*;

use super::*;
use crate::conformance;

fn point(freq_hz: f64, gain_db: f64) -> CurvePoint {
    CurvePoint { freq_hz, gain_db }
}

/// A mastering curve.
fn master() -> Vec<CurvePoint> {
    vec![
        point(30.0, -2.0),
        point(80.0, 1.5),
        point(250.0, -1.5),
        point(1_000.0, 0.0),
        point(3_000.0, 2.0),
        point(7_000.0, -3.0),
        point(16_000.0, 3.0),
    ]
}

fn run(eq: &mut LinearPhaseEq, signal: &mut [Vec<f32>; 2], frames: usize) {
    let [left, right] = signal;
    for (left, right) in left.chunks_mut(frames).zip(right.chunks_mut(frames)) {
        assert_no_alloc::assert_no_alloc(|| eq.process(&mut Block::stereo(left, right)));
    }
}

fn impulse_response(curve: &[CurvePoint], stream: StreamSpec) -> (Vec<f32>, usize) {
    let mut eq = LinearPhaseEq::prepare(curve, stream).unwrap();
    let latency = eq.latency_frames();
    let mut signal = [vec![0.0; 2 * latency], vec![0.0; 2 * latency]];
    signal[0][0] = 1.0;
    run(&mut eq, &mut signal, 512);
    assert!(signal[1].iter().all(|x| x.abs() < 1e-6), "right hears nothing of left");
    (signal[0].clone(), latency)
}

#[test]
fn the_response_follows_the_curve_within_a_tenth_of_a_db_above_40_hz() {
    let curve = master();
    for rate in [44_100.0, 48_000.0, 96_000.0] {
        let stream = StreamSpec { sample_rate_hz: rate, ..conformance::STREAM };
        let (response, latency) = impulse_response(&curve, stream);
        let slopes = slopes(&curve);
        for step in 0..200 {
            let hz = 40.0 * libm::exp2(f64::from(step) / 200.0 * libm::log2(500.0));
            let turn = std::f64::consts::TAU * hz / rate;
            // Symmetric around the latency: the response is real.
            let gain: f64 = response
                .iter()
                .enumerate()
                .map(|(i, x)| f64::from(*x) * libm::cos(turn * (i as f64 - latency as f64)))
                .sum();
            let error = audio::math::gain_to_db_f64(gain) - gain_db_at(&curve, &slopes, hz);
            assert!(error.abs() < 0.1, "{rate}: {hz:.0} Hz is off by {error:.3} dB");
        }
    }
}

#[test]
fn the_impulse_response_is_symmetric_and_its_pre_ringing_short() {
    let (response, latency) = impulse_response(&master(), conformance::STREAM);
    let peak = response[latency];
    for k in 1..4_000 {
        // Rounding of a transform of 2¹⁵ points.
        assert!((response[latency - k] - response[latency + k]).abs() < 1e-6);
    }
    let early = response[..latency - 960].iter().fold(0.0_f32, |high, x| high.max(x.abs()));
    assert!(early < 2e-3 * peak, "20 ms ahead of the peak, −54 dB: {early:e}");
}

#[test]
fn a_level_curve_is_a_delay() {
    let mut eq = LinearPhaseEq::prepare(&[point(1_000.0, 0.0)], conformance::STREAM).unwrap();
    let latency = eq.latency_frames();
    let probe = conformance::probe(2);
    let mut signal = [probe[0].clone(), probe[1].clone()];
    for channel in &mut signal {
        channel.resize(12_000 + latency, 0.0);
    }
    run(&mut eq, &mut signal, 509);
    let error = conformance::difference_db(&signal[1][latency..], &probe[1]);
    // Rounding of a transform of 2¹⁵ points at full scale: 15 stages of 2⁻²⁵.
    assert!(error < -125.0, "{error} dB");
}

#[test]
fn blocks_leave_no_trace_and_reset_forgets() {
    let mut eq = LinearPhaseEq::prepare(&master(), conformance::STREAM).unwrap();
    let mut noise = 1_u32;
    let dry: Vec<f32> = (0..70_000)
        .map(|_| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 8) as f32 / 8_388_608.0 - 1.0
        })
        .collect();
    let mut whole = [dry.clone(), dry.clone()];
    run(&mut eq, &mut whole, 70_000);
    for frames in [1, 509] {
        eq.reset();
        let mut split = [dry.clone(), dry.clone()];
        run(&mut eq, &mut split, frames);
        assert_eq!(whole, split);
    }
}

#[test]
fn what_is_no_curve_is_refused_with_words() {
    let error = |curve: &[CurvePoint]| {
        LinearPhaseEq::prepare(curve, conformance::STREAM).err().unwrap().to_string()
    };
    assert!(error(&[]).starts_with("the curve has 0 points"));
    assert!(error(&[point(0.0, 0.0)]).contains("over 0 that rise"));
    assert!(error(&[point(50.0, 0.0), point(50.0, 1.0)]).starts_with("50 Hz follows 50 Hz"));
    assert!(error(&[point(50.0, f64::NAN)]).contains("NaN dB, expected -24 to 24"));
}

#[test]
fn mid_and_side_each_follow_their_own_curve() {
    let (curve, more) = (master(), vec![point(200.0, 3.0), point(2_000.0, -3.0)]);
    let stream = conformance::STREAM;
    // What a mid and a side alone become, against the filters that were asked for.
    for (sign, extra) in [(1.0_f32, false), (-1.0, true)] {
        let mut eq = LinearPhaseEq::prepare_mid_side(&curve, &more, stream).unwrap();
        let latency = eq.latency_frames();
        let mut signal = [vec![0.0; 2 * latency], vec![0.0; 2 * latency]];
        (signal[0][0], signal[1][0]) = (1.0, sign);
        run(&mut eq, &mut signal, 509);
        let (tone, side) = (Curve::new(&curve), Curve::new(&more));
        for hz in [60.0, 200.0, 700.0, 2_000.0, 9_000.0] {
            let turn = std::f64::consts::TAU * hz / stream.sample_rate_hz;
            let turned = signal[0].iter().enumerate();
            let gain: f64 = turned
                .map(|(i, x)| f64::from(*x) * libm::cos(turn * (i as f64 - latency as f64)))
                .sum();
            let wanted = tone.at(hz) + if extra { side.at(hz) } else { 0.0 };
            let error = audio::math::gain_to_db_f64(gain) - wanted;
            assert!(error.abs() < 0.1, "{sign}: {hz:.0} Hz is off by {error:.3} dB");
        }
        // Rounding of a transform of 2^15 points: a mid makes no side and a side no mid.
        let leak = signal[0].iter().zip(&signal[1]).map(|(l, r)| (l - sign * r).abs());
        assert!(leak.fold(0.0, f32::max) < 2e-6);
    }
}

proptest! {
    #[test]
    fn between_two_points_the_curve_stays_between_them(
        gains in prop::collection::vec(-24.0_f64..24.0, 2..12), hz in 1.0_f64..24_000.0,
    ) {
        let curve: Vec<CurvePoint> = gains
            .iter()
            .enumerate()
            .map(|(i, gain)| point(20.0 * libm::exp2(0.8 * i as f64), *gain))
            .collect();
        let gain = gain_db_at(&curve, &slopes(&curve), hz);
        let above = curve.partition_point(|point| point.freq_hz <= hz);
        let (a, b) = (curve[above.max(1) - 1], curve[above.min(curve.len() - 1)]);
        let (low, high) = (a.gain_db.min(b.gain_db), a.gain_db.max(b.gain_db));
        prop_assert!((low - 1e-9..=high + 1e-9).contains(&gain));
    }
}
