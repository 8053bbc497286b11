use measure::{Excitation, SectionKind};
use recipe::{Move, Role, Scope, Value};

use super::*;
use crate::testing::{Sketch, Song, brief, profile};

/// A steady piano under a pad that plays `louder_db` louder in the second of two parts of 20 s.
fn song(louder_db: f64) -> Song {
    let steady = Sketch { active: 1.0, period: 100, seconds: 40.0, ..Sketch::default() };
    let piano = Sketch { low_hz: 250.0, high_hz: 3_000.0, lufs: -24.0, ..steady };
    let mut pad = Sketch { low_hz: 200.0, high_hz: 3_500.0, lufs: -24.0, ..steady }.measurement();
    let columns: Vec<[f64; ERB_BANDS]> = (0..pad.excitation.len())
        .map(|hop| {
            let db = if hop < 200 { 0.0 } else { louder_db };
            pad.excitation.powers(hop).map(|power| power * db_to_power(db))
        })
        .collect();
    pad.excitation = Excitation::from_powers(&columns);
    let mut song = Song::measured(vec![
        ("pad", Role::SynthPad, pad),
        ("piano", Role::Piano, piano.measurement()),
    ]);
    let part = |label, start_s| Section {
        start_s,
        end_s: start_s + 20.0,
        label,
        kind: SectionKind::Unknown,
        kind_confidence: 0.0,
        loudness_lu: 0.0,
        density: 1.0,
    };
    song.session.sections = vec![part(b'A', 0.0), part(b'B', 20.0)];
    song
}

fn made(song: &Song) -> Vec<Move> {
    let brief = brief(&profile("pop"));
    crate::draft::finish(moves(&Scene::new(&song.heard()), &brief, &[]), Scope::AutoMix, "t")
}

fn points<'a>(moves: &'a [Move], id: &str) -> Option<&'a [(u64, f64)]> {
    match moves.iter().find(|one| one.target == id)?.params.get("points")? {
        Value::Points(points) => Some(points),
        other => panic!("a lane has points: {other:?}"),
    }
}

#[test]
fn what_drowns_in_one_part_is_lifted_there_and_loses_nothing_elsewhere() {
    let moves = made(&song(9.0));
    let lane = points(&moves, "piano").or(points(&moves, "pad")).expect("the piano drowns");
    let rises = points(&moves, "piano").is_some();
    let (first, last) = (lane[0].1, lane[lane.len() - 1].1);
    let change_db = if rises { last - first } else { first - last };
    assert!((0.9..=2.0 * TRIM_MAX_DB).contains(&change_db), "{lane:?}");
    let evidence = moves[0].evidence.as_ref().expect("a number");
    assert!(evidence.after < evidence.without.expect("a counterfactual"), "{evidence:?}");
}

#[test]
fn the_fader_moves_within_a_bar() {
    let moves = made(&song(9.0));
    for one in &moves {
        let lane = points(&moves, &one.target).expect("a lane");
        for pair in lane.windows(2) {
            let seconds = (pair[1].0 - pair[0].0) as f64 / 48_000.0;
            // From one bound to the other in a bar; points are rounded and lie beside the lane.
            let most = 2.0 * TRIM_MAX_DB * seconds / BAR_S + 0.3;
            assert!((pair[1].1 - pair[0].1).abs() <= most, "{pair:?}");
        }
    }
}

#[test]
fn a_song_that_is_the_same_throughout_has_no_trims() {
    assert!(made(&song(0.0)).is_empty());
}

#[test]
fn hands_off_and_songs_of_one_part_have_no_trims() {
    let mut song = song(9.0);
    let careful = Brief { respect_user_gains: true, ..brief(&profile("pop")) };
    assert!(moves(&Scene::new(&song.heard()), &careful, &[]).is_empty());
    song.session.sections.truncate(1);
    assert!(made(&song).is_empty());
}

#[test]
fn a_stem_that_is_ridden_already_keeps_its_lane() {
    let song = song(9.0);
    let lanes = ["pad", "piano"].map(|id| Draft::new(id, Action::Automation));
    let brief = brief(&profile("pop"));
    assert!(moves(&Scene::new(&song.heard()), &brief, &lanes).is_empty());
}
