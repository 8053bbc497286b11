use measure::{Diagnosis, Link, Proof};
use recipe::{Move, Role, Scope};

use super::*;
use crate::draft;
use crate::testing::{Sketch, Song, brief, profile};

/// Three microphones and a voice, as `a`, `b`, `c` and `vox`.
fn song(levels: [f64; 3]) -> Song {
    let part = |lufs| Sketch { lufs, ..Sketch::default() };
    Song::new(&[
        ("a", Role::Unknown, part(levels[0])),
        ("b", Role::Unknown, part(levels[1])),
        ("c", Role::Unknown, part(levels[2])),
        ("vox", Role::LeadVocal, part(-20.0)),
    ])
}

fn link(stems: (usize, usize), lag_ms: f64, inverted: bool) -> Link {
    Link { stems, lag_ms, inverted, sum_db: -8.0, mended_db: 2.5, clarity: 0.95 }
}

fn finding(fault: Fault, verdict: Verdict, stem: usize, others: &[usize]) -> Finding {
    let evidence = vec![Proof { metric: "x_db".into(), value: -60.0, threshold: -40.0 }];
    Finding { fault, verdict, stem, others: others.to_vec(), evidence }
}

fn repaired(song: &Song, brief: &Brief) -> Vec<Move> {
    let repairs = Repairs::of(&song.heard(), brief);
    let mut drafts = repairs.drafts.clone();
    drafts.extend(repairs.offsets(&drafts));
    draft::finish(drafts, Scope::AutoMix, "test")
}

fn neutral() -> Brief {
    brief(&profile("neutral"))
}

fn told(moves: &[Move]) -> Vec<(String, &'static str)> {
    moves.iter().map(|one| (one.target.clone(), one.action.name())).collect()
}

/// `c` against `a` and `b`, which agree.
fn odd_one_out() -> Song {
    let mut song = song([-20.0, -20.0, -10.0]);
    song.session.diagnosis = Diagnosis {
        links: vec![link((0, 1), 0.0, false), link((0, 2), 0.0, true), link((1, 2), 0.0, true)],
        findings: vec![
            finding(Fault::Polarity, Verdict::Sure, 2, &[0]),
            finding(Fault::Polarity, Verdict::Sure, 2, &[1]),
        ],
        ..Diagnosis::default()
    };
    song
}

#[test]
fn the_one_that_disagrees_with_most_is_turned_however_loud_it_is() {
    let moves = repaired(&odd_one_out(), &neutral());
    assert_eq!(told(&moves), [("c".to_owned(), "polarity")]);
    assert!(moves[0].reason.contains("upside down against a"), "{}", moves[0].reason);
    let evidence = moves[0].evidence.as_ref().unwrap();
    assert!((evidence.before + 8.0).abs() < 1e-9 && (evidence.after - 2.5).abs() < 1e-9);
}

#[test]
fn of_two_the_louder_one_stands() {
    for (levels, turned) in [([-20.0, -26.0, -30.0], "b"), ([-26.0, -20.0, -30.0], "a")] {
        let mut song = song(levels);
        song.session.diagnosis = Diagnosis {
            links: vec![link((0, 1), 0.0, true)],
            findings: vec![finding(Fault::Polarity, Verdict::Sure, 1, &[0])],
            ..Diagnosis::default()
        };
        assert_eq!(told(&repaired(&song, &neutral())), [(turned.to_owned(), "polarity")]);
    }
}

#[test]
fn all_wait_for_the_latest() {
    let mut song = song([-20.0; 3]);
    song.session.diagnosis = Diagnosis {
        links: vec![link((0, 1), 1.25, false), link((1, 2), -2.0, false)],
        findings: vec![finding(Fault::Delay { late_ms: 1.25 }, Verdict::Sure, 1, &[0])],
        ..Diagnosis::default()
    };
    let moves = repaired(&song, &neutral());
    let delays: Vec<(&str, &recipe::Value)> =
        moves.iter().map(|one| (one.target.as_str(), &one.params["delay_ms"])).collect();
    let number = recipe::Value::Number;
    assert_eq!(delays, [("a", &number(1.25)), ("c", &number(2.0))]);
}

#[test]
fn links_that_contradict_each_other_move_nothing() {
    let mut song = odd_one_out();
    song.session.diagnosis.links[0].inverted = true;
    assert!(repaired(&song, &neutral()).is_empty());
    let mut song = odd_one_out();
    song.session.diagnosis.links[2].lag_ms = 1.0;
    assert!(repaired(&song, &neutral()).is_empty());
}

#[test]
fn what_is_likely_is_said_and_not_done() {
    let mut song = odd_one_out();
    for finding in &mut song.session.diagnosis.findings {
        finding.verdict = Verdict::Likely;
    }
    assert!(repaired(&song, &neutral()).is_empty());
    let opinions = opinions(&song.heard(), &neutral());
    assert!(opinions.iter().all(|opinion| !opinion.is_mended) && opinions.len() == 2);
    assert!(opinions[0].does.contains("listen"), "{}", opinions[0].does);
}

#[test]
fn a_brief_without_repairs_gets_none_and_is_told_all() {
    let brief = Brief { bypass_repair: true, ..neutral() };
    let song = odd_one_out();
    assert!(repaired(&song, &brief).is_empty());
    let heard = song.heard();
    let opinions = opinions(&heard, &brief);
    assert!(opinions.len() == 2 && opinions.iter().all(|opinion| !opinion.is_mended));
}

#[test]
fn what_is_told_is_what_is_done() {
    let song = odd_one_out();
    let heard = song.heard();
    let opinions = opinions(&heard, &neutral());
    assert!(opinions.iter().all(|opinion| opinion.is_mended && opinion.stem == "c"));
    assert_eq!(opinions[0].does, "polarity turned");
}

#[test]
fn a_sum_of_others_is_left_out_unless_levels_are_the_users() {
    let mut song = song([-20.0; 3]);
    song.session.diagnosis.findings = vec![finding(Fault::SumOfOthers, Verdict::Sure, 2, &[0, 1])];
    assert_eq!(told(&repaired(&song, &neutral())), [("c".to_owned(), "fader")]);
    let mixed = crate::Policy::mix(&crate::Rules, &song.heard(), &neutral(), &profile("neutral"));
    let faders: Vec<&Move> =
        mixed.iter().filter(|one| one.target == "c" && one.action == Action::Fader).collect();
    assert!(faders.len() == 1 && faders[0].params["gain_db"] == recipe::Value::Number(-96.0));
    let respect = Brief { respect_user_gains: true, ..neutral() };
    assert!(repaired(&song, &respect).is_empty());
}

#[test]
fn hum_is_notched_where_the_stem_has_nothing_else() {
    // The sketch sounds from 100 Hz to 4 kHz at −20 LUFS: it covers 150 Hz, not 50.
    let mut song = song([-20.0; 3]);
    let mut levels_dbfs = [f32::NEG_INFINITY; 8];
    (levels_dbfs[0], levels_dbfs[2]) = (-50.0, -55.0);
    let hum = Fault::Hum { mains_hz: 50.0, levels_dbfs };
    song.session.diagnosis.findings = vec![finding(hum, Verdict::Sure, 0, &[])];
    let moves = repaired(&song, &neutral());
    assert_eq!(told(&moves), [("a".to_owned(), "eq")]);
    assert_eq!(moves[0].params["freq_hz"], recipe::Value::Number(50.0));
}

#[test]
fn an_offset_is_filtered_out_where_no_other_filter_does_it() {
    let mut song = song([-20.0; 3]);
    song.session.diagnosis.findings = vec![finding(Fault::Offset, Verdict::Sure, 0, &[])];
    assert_eq!(told(&repaired(&song, &neutral())), [("a".to_owned(), "high_pass")]);
    let repairs = Repairs::of(&song.heard(), &neutral());
    let other = Draft::new("a", Action::HighPass).set("freq_hz", 80.0);
    assert!(repairs.offsets(&[other]).is_empty());
}

#[test]
fn the_order_of_the_stems_decides_nothing() {
    let song = odd_one_out();
    let mut turned = song.clone();
    turned.stems.reverse();
    turned.session.stems.reverse();
    let mirrored = |stem: usize| 3 - stem;
    let diagnosis = &mut turned.session.diagnosis;
    for link in &mut diagnosis.links {
        link.stems = (mirrored(link.stems.1), mirrored(link.stems.0));
        link.lag_ms = -link.lag_ms;
    }
    diagnosis.findings = vec![
        finding(Fault::Polarity, Verdict::Sure, 3, &[1]),
        finding(Fault::Polarity, Verdict::Sure, 2, &[1]),
    ];
    assert_eq!(told(&repaired(&turned, &neutral())), told(&repaired(&song, &neutral())));
}
