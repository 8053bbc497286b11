use measure::Excitation;
use proptest::prelude::*;
use recipe::{Role, Scope, Value};

use super::*;
use crate::taste::Taste;
use crate::testing::{Sketch, Song, band, brief, profile};

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
    at_db(points, second * 48_000.0)
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

/// With the voice of the band so much over the fader that the balance gives it: what of it is heard
/// without and with the ride that its wandering asks for, in percent, and whether it is ridden.
fn of_the_band(louder_db: f64) -> ([f64; 2], bool) {
    let (song, profile) = (band(), profile("rock"));
    let (heard, brief) = (song.heard(), brief(&profile));
    let mut scene = Scene::new(&heard);
    crate::balance::moves(&mut scene, &brief, &Taste::of(&profile));
    let vox = scene.parts.iter().position(|part| part.id == "vox").expect("a voice");
    scene.parts[vox].fader_db += louder_db;
    let windows = windows(&scene, &scene.parts[vox], |part| part.fader_power());
    let usual_db = median(windows.iter().flatten().map(|window| window.over_db)).expect("it sings");
    let heard_pct = audible_pct(&scene, vox, &gains_db(&windows, usual_db, VOICE));
    (heard_pct, !moves(&scene, &brief).is_empty())
}

/// The lines of this voice sink by 12 dB, and the guitars come in anew under their last 0.4 s, where
/// 22 of its 24 bands are masked. Where the balance puts the voice, the ride frees one of them, and
/// its price, 0.5 dB at the starts so that the loudness of the stem stays, covers more bands there
/// than that. With the voice a dB higher the same ride frees more than it costs.
#[test]
fn a_ride_that_leaves_less_of_the_voice_heard_is_not_made() {
    let ([without_pct, with_pct], is_ridden) = of_the_band(0.0);
    assert!(with_pct < without_pct + VOICE.freed_pct && !is_ridden, "{without_pct} {with_pct}");
    let ([without_pct, with_pct], is_ridden) = of_the_band(1.0);
    assert!(with_pct > without_pct && is_ridden, "{without_pct} {with_pct}");
}

/// A horn whose level follows `levels_db`, one per second (−∞ rests), over three steady players of
/// whom each is heard less. Nobody sings.
fn played(levels_db: &[f64]) -> Song {
    let seconds = levels_db.len() as f64;
    let steady = Sketch { active: 1.0, period: 100, seconds, ..Sketch::default() };
    let player = |lufs: f64, level_db: &dyn Fn(usize) -> f64| {
        let mut m = Sketch { low_hz: 200.0, high_hz: 5_000.0, ..steady }.measurement();
        let power = |hop: usize| db_to_power(lufs + level_db(hop / 100));
        for hop in 0..m.envelope.k_power.len() {
            let power = power(hop) as f32;
            (m.envelope.power[hop], m.envelope.k_power[hop]) = (power, power);
        }
        let shape = crate::erb::power(&m.spectrum);
        let total: f64 = shape.iter().sum();
        let columns: Vec<_> = (0..m.excitation.len())
            .map(|hop| shape.map(|band| power(10 * hop) * band / total))
            .collect();
        m.excitation = Excitation::from_powers(&columns);
        m
    };
    Song::measured(vec![
        ("guitar", Role::ElectricGuitar, player(-20.0, &|_| 0.0)),
        ("horn", Role::Brass, player(-17.0, &|second| levels_db[second.min(levels_db.len() - 1)])),
        ("organ", Role::Organ, player(-20.0, &|_| 0.0)),
        ("piano", Role::Piano, player(-20.0, &|_| 0.0)),
    ])
}

#[test]
fn a_leading_instrument_that_falls_under_the_others_is_ridden_up_there() {
    let mut levels = [0.0; 40];
    levels[20..28].fill(-12.0);
    let song = played(&levels);
    let lane = points(&song).expect("it sinks");
    let lift_db = at(&lane, 24.0) - at(&lane, 10.0);
    // Half of the 8 dB over 4 dB, at most 2 dB, less where the lane lies beside its line and the
    // rounding to 0.05 dB.
    assert!((1.7..=2.3).contains(&lift_db), "{lift_db}: {lane:?}");
    assert!((at(&lane, 35.0) - at(&lane, 10.0)).abs() < 0.3, "it comes back: {lane:?}");
    levels[20..28].fill(-14.0);
    assert!(points(&played(&levels)).is_some(), "and from farther down too");
    // What is heard is what the lane makes of what was played.
    let heard = song.heard();
    let scene = Scene::new(&heard);
    let frames_per_step = 48_000.0 * STEP as f64 * ENVELOPE_HOP_MS / 1e3;
    let steps = (40.0 * 48_000.0 / frames_per_step) as usize;
    let gains_db: Vec<f64> =
        (0..steps).map(|step| at(&lane, step as f64 * frames_per_step / 48_000.0)).collect();
    let horn = scene.parts.iter().position(|part| part.id == "horn").expect("a leader");
    let [without_pct, with_pct] = audible_pct(&scene, horn, &gains_db);
    assert!(with_pct >= without_pct + INSTRUMENT.freed_pct, "{without_pct} {with_pct}");
}

#[test]
fn the_fader_of_a_leading_instrument_stands_still_in_its_rests() {
    let mut levels = [0.0; 60];
    levels[20..28].fill(-12.0);
    // It leaves off while it is lifted, for longer than the fader takes to come back.
    levels[28..34].fill(f64::NEG_INFINITY);
    let lane = points(&played(&levels)).expect("it sinks");
    let (before, after) = (at(&lane, 26.0), at(&lane, 31.0));
    // A lane lies up to 0.1 dB beside its line at either place.
    assert!((after - before).abs() <= 0.25, "{before} {after}: {lane:?}");
    assert_eq!(points(&played(&[f64::NEG_INFINITY; 40])), None, "silence");
}

#[test]
fn a_leading_instrument_that_is_steady_is_left_alone() {
    assert_eq!(points(&played(&[0.0; 40])), None);
    let player: Vec<f64> = (0..40).map(|s| if s / 4 % 2 == 0 { 3.5 } else { -3.5 }).collect();
    assert_eq!(points(&played(&player)), None, "what players do by themselves");
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
    fn rides_of_an_instrument_are_bounded_and_slow(
        levels in prop::collection::vec(-30.0_f64..12.0, 4..60),
    ) {
        let Some(lane) = points(&played(&levels)) else { return Ok(()) };
        for pair in lane.windows(2) {
            let most = SLEW_DB_PER_S * (pair[1].0 - pair[0].0) as f64 / 48_000.0 + 0.05 + 2.0 * LINE_DB;
            prop_assert!((pair[1].1 - pair[0].1).abs() <= most, "{pair:?}");
        }
        // Twice the most of one ride: the common gain that keeps the stem's loudness is no larger.
        let most_db = 2.0 * INSTRUMENT.most_db + 0.05;
        prop_assert!(lane.iter().all(|(_, db)| db.abs() <= most_db), "{lane:?}");
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
