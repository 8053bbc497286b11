use std::collections::BTreeMap;

use recipe::{Scope, Value};

use super::*;
use crate::testing::{Sketch, Song};

/// Positions in percent by the stem's loudness, which tells stems apart whatever they are called.
fn places(song: &Song) -> BTreeMap<String, f64> {
    let heard = song.heard();
    let scene = Scene::new(&heard);
    let made = crate::draft::finish(pans(&scene), Scope::AutoMix, "t");
    let place = |one: &recipe::Move| match one.params.get("position_pct") {
        Some(Value::Number(pct)) => (one.target.clone(), *pct),
        other => panic!("{other:?}"),
    };
    made.iter().map(place).collect()
}

/// A guitar that all but hides the percussion in its own band, and a bass.
fn crowd(names: [&str; 3]) -> Song {
    let base = Sketch { low_hz: 300.0, high_hz: 3_000.0, active: 1.0, ..Sketch::default() };
    let low = Sketch { low_hz: 50.0, high_hz: 150.0, lufs: -24.0, ..base };
    let [bass, guitar, percussion] = names;
    Song::new(&[
        (bass, Role::Bass, low),
        (guitar, Role::AcousticGuitar, Sketch { lufs: -18.0, ..base }),
        (percussion, Role::Percussion, Sketch { lufs: -33.0, ..base }),
    ])
}

#[test]
fn who_hides_whom_is_parted_and_the_low_end_stays() {
    let places = places(&crowd(["bass", "acoustic", "shaker"]));
    assert!(!places.contains_key("bass"), "{places:?}");
    let [one, two] = ["acoustic", "shaker"].map(|id| places.get(id).copied().unwrap_or(0.0));
    assert!(one * two < 0.0, "{places:?}");
}

#[test]
fn names_that_say_nothing_move_nobody() {
    let (names, others) = (["bass", "acoustic", "shaker"], ["c", "b", "a"]);
    let (one, two) = (places(&crowd(names)), places(&crowd(others)));
    assert_eq!(one.len(), two.len());
    for (name, other) in names.into_iter().zip(others) {
        assert_eq!(one.get(name), two.get(other), "{one:?} {two:?}");
    }
}

#[test]
fn stems_that_share_nothing_stay_where_they_are() {
    let base = Sketch { active: 1.0, ..Sketch::default() };
    let low = Sketch { low_hz: 100.0, high_hz: 300.0, ..base };
    let high = Sketch { low_hz: 5_000.0, high_hz: 9_000.0, lufs: -40.0, ..base };
    let song = Song::new(&[("a", Role::Keys, low), ("b", Role::Percussion, high)]);
    assert!(places(&song).is_empty());
}

#[test]
fn no_seat_costs_a_stem_three_decibels_in_mono() {
    // The pan's law: √(1 − s) and √(1 + s) with s the sine of the position, against 1 and 1.
    for (alone, pair) in Role::ALL.into_iter().filter_map(reach_pct) {
        for pct in [alone, pair] {
            let s = f64::from(audio::math::sin_turns((0.25 * pct / 100.0) as f32));
            let mono = 0.5 * ((1.0 - s).sqrt() + (1.0 + s).sqrt());
            assert!(audio::gain_to_db_f64(mono) > -3.0, "{pct} %");
        }
    }
}

/// Percussion of 400 Hz to 3 kHz.
fn shaker(lufs: f64) -> Sketch {
    Sketch { low_hz: 400.0, high_hz: 3_000.0, active: 1.0, lufs, ..Sketch::default() }
}

/// A bass, a guitar that all but hides the percussion, and the percussion in some stems.
fn around(shakers: &[(&'static str, Sketch)]) -> Song {
    let base = Sketch { low_hz: 300.0, high_hz: 3_000.0, active: 1.0, ..Sketch::default() };
    let low = Sketch { low_hz: 50.0, high_hz: 150.0, lufs: -24.0, ..base };
    let mut stems = vec![
        ("bass", Role::Bass, low),
        ("guitar", Role::AcousticGuitar, Sketch { lufs: -18.0, ..base }),
    ];
    stems.extend(shakers.iter().map(|(id, sketch)| (*id, Role::Percussion, *sketch)));
    Song::new(&stems)
}

#[test]
fn a_stem_in_two_copies_sits_in_one_place() {
    let halves = places(&around(&[("shaker_a", shaker(-33.0)), ("shaker_b", shaker(-33.0))]));
    // Two that sound together would be mirrored; two copies that are mirrored are in the middle.
    assert_eq!(halves.get("shaker_a"), halves.get("shaker_b"), "{halves:?}");
    assert!(halves.get("shaker_a").is_some_and(|pct| pct.abs() < 36.0), "{halves:?}");
}

#[test]
fn a_stem_that_was_cut_in_time_stays_in_its_place() {
    let mut song = around(&[("shaker_a", shaker(-33.0)), ("shaker_b", shaker(-33.0))]);
    // The first sounds for the first half of 20 s, the second for the other.
    for (stem, sounds) in [(2, 0..1_000), (3, 1_000..2_000)] {
        let m = &mut song.session.stems[stem];
        let rests = |hop: usize| !sounds.contains(&hop);
        for values in [&mut m.envelope.power, &mut m.envelope.k_power, &mut m.envelope.peak] {
            let quiet = values.iter_mut().enumerate().filter(|(hop, _)| rests(*hop));
            quiet.for_each(|(_, value)| *value = 0.0);
        }
        let columns: Vec<_> = (0..m.excitation.len())
            .map(|hop| m.excitation.powers(hop).map(|it| if rests(10 * hop) { 0.0 } else { it }))
            .collect();
        m.excitation = measure::Excitation::from_powers(&columns);
    }
    let heard = song.heard();
    assert_eq!(voices(&Scene::new(&heard).parts), [0, 1, 2, 2]);
    let places = places(&song);
    let [a, b] = ["shaker_a", "shaker_b"].map(|id| places.get(id).copied().unwrap_or(0.0));
    assert!((a - b).abs() < 1e-9 && a != 0.0, "{places:?}");
}
