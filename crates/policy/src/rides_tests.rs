use proptest::prelude::*;
use recipe::{Role, Scope, Value};

use super::*;
use crate::testing::{Sketch, Song, brief, profile};

/// A voice whose level follows `levels_db`, one per second, over a steady guitar.
fn song(levels_db: &[f64]) -> Song {
    let seconds = levels_db.len() as f64;
    let steady = Sketch { active: 1.0, period: 100, seconds, ..Sketch::default() };
    let voice = Sketch { low_hz: 200.0, high_hz: 5_000.0, ..steady };
    let mut voice = voice.measurement();
    let mut guitar = Sketch { low_hz: 300.0, high_hz: 4_000.0, ..steady }.measurement();
    for hop in 0..voice.envelope.k_power.len() {
        let db = levels_db[(hop / 100).min(levels_db.len() - 1)];
        let power = db_to_power(-20.0 + db) as f32;
        (voice.envelope.power[hop], voice.envelope.k_power[hop]) = (power, power);
        (guitar.envelope.power[hop], guitar.envelope.k_power[hop]) = (0.01, 0.01);
    }
    Song::measured(vec![("gtr", Role::ElectricGuitar, guitar), ("vox", Role::LeadVocal, voice)])
}

fn points(song: &Song) -> Option<Vec<(u64, f64)>> {
    let brief = brief(&profile("pop"));
    let made = crate::draft::finish(moves(&Scene::new(&song.heard()), &brief), Scope::AutoMix, "t");
    match made.first()?.params.get("points") {
        Some(Value::Points(points)) => Some(points.clone()),
        other => panic!("a lane has points: {other:?}"),
    }
}

/// Gain of a lane at a second.
fn at(points: &[(u64, f64)], second: f64) -> f64 {
    let frame = second * 48_000.0;
    let next = points.partition_point(|point| point.0 as f64 <= frame);
    match (next.checked_sub(1).map(|last| points[last]), points.get(next)) {
        (Some((from, a)), Some((to, b))) => {
            a + (b - a) * (frame - from as f64) / (to - from) as f64
        }
        (Some((_, only)), None) | (None, Some(&(_, only))) => only,
        (None, None) => 0.0,
    }
}

#[test]
fn a_line_that_sinks_is_lifted_and_one_that_shouts_is_held() {
    let mut levels = [0.0; 40];
    levels[10..16].fill(-7.0);
    levels[24..30].fill(7.0);
    let lane = points(&song(&levels)).expect("it wanders");
    let (usual, low, high) = (at(&lane, 20.0), at(&lane, 13.0), at(&lane, 27.0));
    // 0.7 of the 4.5 dB over 2.5 dB is 3.15: the most of 3 dB, less the 0.1 dB that a lane may lie
    // beside it at either place and the rounding to 0.05 dB.
    assert!((2.7..=3.3).contains(&(low - usual)), "{low} from {usual}");
    assert!((-3.3..=-2.7).contains(&(high - usual)), "{high} from {usual}");
}

#[test]
fn a_steady_voice_is_left_alone() {
    assert_eq!(points(&song(&[0.0; 40])), None);
    let natural: Vec<f64> = (0..40).map(|s| if s / 4 % 2 == 0 { 2.0 } else { -2.0 }).collect();
    assert_eq!(points(&song(&natural)), None, "what performances have by themselves");
}

#[test]
fn hands_off_means_no_rides() {
    let mut levels = [0.0; 40];
    levels[10..16].fill(-9.0);
    let song = song(&levels);
    let brief = Brief { respect_user_gains: true, ..brief(&profile("pop")) };
    assert!(moves(&Scene::new(&song.heard()), &brief).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rides_are_bounded_and_slow(levels in prop::collection::vec(-30.0_f64..12.0, 4..60)) {
        let Some(lane) = points(&song(&levels)) else { return Ok(()) };
        for pair in lane.windows(2) {
            let seconds = (pair[1].0 - pair[0].0) as f64 / 48_000.0;
            prop_assert!(seconds > 0.0);
            // Two points are each rounded to 0.05 dB, and lie up to 0.1 dB beside the lane.
            let most = SLEW_DB_PER_S * seconds + 0.05 + 2.0 * LINE_DB;
            prop_assert!((pair[1].1 - pair[0].1).abs() <= most, "{pair:?}");
        }
        prop_assert!(lane.iter().all(|(_, db)| db.abs() <= LANE_MAX_DB));
    }

    #[test]
    fn the_loudness_of_the_stem_stays(levels in prop::collection::vec(-12.0_f64..6.0, 20..60)) {
        let Some(lane) = points(&song(&levels)) else { return Ok(()) };
        let power = |gain: &dyn Fn(f64) -> f64| {
            levels::mean(levels.iter().enumerate().flat_map(|(second, db)| {
                (0..10).map(move |tenth| (second as f64 + 0.05 + 0.1 * f64::from(tenth), *db))
            }).map(|(second, db)| db_to_power(db + gain(second))))
        };
        let change_db = power_to_db(power(&|second| at(&lane, second)) / power(&|_| 0.0));
        // Windows of 1.5 s smear steps of 1 s, and the bound of ±4.5 dB cuts what is centred.
        prop_assert!(change_db.abs() < 0.5, "{change_db}");
    }
}
