//! The judges on sound: ladders of growing faults, and what must not change them.

use audio::StreamSpec;

use super::*;
use crate::{Measurement, Meter, MeterOptions};

const RATE_HZ: usize = 16_000;

/// Stereo noise in three bands with a beat, 3 s; `shape` makes left and right of a frame's low,
/// mid, high and side part.
fn mix(shape: impl Fn([f64; 4]) -> [f64; 2]) -> Measurement {
    let spec =
        StreamSpec { sample_rate_hz: RATE_HZ as f64, block_frames_max: RATE_HZ, channels: 2 };
    let mut meter = Meter::new(spec, MeterOptions::everything()).unwrap();
    let mut noise = [1_u32, 77, 4_242];
    let (mut low, mut smooth) = (0.0, 0.0);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for frame in 0..3 * RATE_HZ {
        let [a, b, c] = [0, 1, 2].map(|index| {
            let bits: &mut u32 = &mut noise[index];
            *bits ^= *bits << 13;
            *bits ^= *bits >> 17;
            *bits ^= *bits << 5;
            f64::from(*bits) / f64::from(u32::MAX) - 0.5
        });
        let beat = libm::exp(-((frame % 8_000) as f64) / 1_500.0);
        low += 0.05 * (a - low);
        smooth += 0.4 * (b - smooth);
        let [l, r] = shape([low * beat * 3.0, 0.3 * smooth, 0.1 * (b - smooth), 0.05 * c]);
        left.push(l as f32);
        right.push(r as f32);
    }
    meter.push(&left, Some(&right));
    meter.finish()
}

fn good() -> Measurement {
    mix(|[low, mid, high, side]| [low + mid + high + side, low + mid + high - side])
}

fn distance(a: &Measurement, b: &Measurement) -> f64 {
    feature_distance(&MixFeatures::of(a).unwrap(), &MixFeatures::of(b).unwrap())
}

/// Each value over the one before it.
fn rises(values: &[f64]) -> bool {
    values.windows(2).all(|pair| pair[1] > pair[0])
}

/// Steps of a fault, from none to clear.
const STEPS: [f64; 6] = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];

#[test]
fn a_mix_is_no_distance_from_itself_at_any_level() {
    let louder = mix(|[low, mid, high, side]| {
        [2.0 * (low + mid + high + side), 2.0 * (low + mid + high - side)]
    });
    // Spectra are kept as f32 in dB, and the level classes of frames move with the gain.
    assert!(distance(&good(), &louder) < 1e-3);
    let aim = ToneAim::like(&good()).unwrap();
    assert!(tone_distance_db(&louder, &aim).unwrap() < 0.1);
}

#[test]
fn boomy_and_harsh_mixes_are_ever_farther_in_tone_and_features() {
    let reference = good();
    let aim = ToneAim::like(&reference).unwrap();
    for (low_db, high_db) in [(12.0, 0.0), (0.0, 12.0)] {
        let ladder: Vec<Measurement> = STEPS
            .iter()
            .map(|step| {
                let gain = |db: f64| audio::math::db_to_gain_f64(step * db);
                let (g_low, g_high) = (gain(low_db), gain(high_db));
                mix(move |[low, mid, high, side]| {
                    let sum = g_low * low + mid + g_high * high;
                    [sum + side, sum - side]
                })
            })
            .collect();
        let tone: Vec<f64> = ladder.iter().map(|it| tone_distance_db(it, &aim).unwrap()).collect();
        let features: Vec<f64> = ladder.iter().map(|it| distance(it, &reference)).collect();
        assert!(rises(&tone), "{tone:?}");
        assert!(rises(&features), "{features:?}");
    }
}

#[test]
fn narrow_mixes_are_ever_farther_in_features() {
    let reference = mix(|[low, mid, high, side]| {
        [low + mid + high + 4.0 * side, low + mid + high - 4.0 * side]
    });
    let ladder: Vec<f64> = STEPS
        .iter()
        .map(|step| {
            let side_gain = 4.0 * (1.0 - step);
            let narrow = mix(move |[low, mid, high, side]| {
                [low + mid + high + side_gain * side, low + mid + high - side_gain * side]
            });
            distance(&narrow, &reference)
        })
        .collect();
    assert!(rises(&ladder), "{ladder:?}");
}

#[test]
fn a_right_side_that_turns_over_loses_ever_more_in_mono() {
    let ladder: Vec<FoldDown> = STEPS
        .iter()
        .map(|step| {
            let turn = 1.0 - 2.0 * step;
            let turned = mix(move |[low, mid, high, side]| {
                let sum = low + mid + high;
                [sum + side, turn * (sum - side)]
            });
            fold_down(&turned).unwrap()
        })
        .collect();
    let worst: Vec<f64> = ladder.iter().map(|it| it.worst_db).collect();
    let mean: Vec<f64> = ladder.iter().map(|it| it.mean_db).collect();
    assert!(rises(&worst) && rises(&mean), "{worst:?} {mean:?}");
    assert!(worst[0] < 3.0 && worst[5] > 6.0, "{worst:?}");
}

#[test]
fn uncorrelated_sides_lose_three_decibels_in_mono() {
    // Mid and side of equal power in every band: 10·log10(2); the bands of a 3 s noise scatter by
    // about a dB, their mean by a fifth of it.
    let wide = mix(|[_, mid, high, side]| {
        let noise = mid + high;
        [noise + 0.0 * side, 0.0]
    });
    assert!((fold_down(&wide).unwrap().mean_db - 3.01).abs() < 0.05);
}

#[test]
fn a_voice_that_sinks_is_ever_less_over_the_rest_and_ever_more_masked() {
    let voice = mix(|[_, mid, _, _]| [mid, mid]);
    let band = mix(|[low, mid, high, side]| [low + high + mid + side, low + high + mid - side]);
    let mask = sounds(&voice.envelope.k_power);
    let mut over = Vec::new();
    let mut masked = Vec::new();
    for step in STEPS {
        let gain_db = -24.0 * step;
        let gain = audio::math::db_to_gain_f64(2.0 * gain_db) as f32;
        let lead: Vec<f32> = voice.envelope.k_power.iter().map(|power| gain * power).collect();
        over.extend(lead_over_rest_lu(&[&lead], &[&band.envelope.k_power], &mask));
        masked.extend(masked_share(&[&voice.excitation, &band.excitation], &[gain_db, 0.0]));
    }
    assert_eq!((over.len(), masked.len()), (6, 6));
    assert!(over.windows(2).all(|pair| (pair[0] - pair[1] - 4.8).abs() < 1e-3), "{over:?}");
    assert!(masked.windows(2).all(|pair| pair[1] >= pair[0]), "{masked:?}");
    assert!(masked[5] > masked[0] + 0.2, "{masked:?}");
}

#[test]
fn silence_has_no_features() {
    let silence = mix(|_| [0.0, 0.0]);
    assert_eq!(MixFeatures::of(&silence), None);
    assert_eq!(fold_down(&silence), None);
    assert_eq!(ToneAim::like(&silence), None);
    let aim = ToneAim::like(&good()).unwrap();
    assert_eq!(tone_distance_db(&silence, &aim), None);
}
