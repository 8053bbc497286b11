//! Properties of all moves together.

use std::collections::BTreeMap;

use measure::Measurement;
use proptest::prelude::*;
use recipe::{Action, Recipe, Role, SessionSpec, Value};

use super::*;
use crate::testing::{Sketch, Song, band, brief, profile, silence};

const ROLES: [Role; 28] = [
    Role::Kick,
    Role::Snare,
    Role::Claps,
    Role::Hats,
    Role::Cymbals,
    Role::Toms,
    Role::Overheads,
    Role::Percussion,
    Role::DrumsBus,
    Role::Bass,
    Role::SubBass,
    Role::ElectricGuitar,
    Role::AcousticGuitar,
    Role::Piano,
    Role::Keys,
    Role::Organ,
    Role::SynthLead,
    Role::SynthPad,
    Role::Synth,
    Role::LeadVocal,
    Role::BackingVocals,
    Role::Speech,
    Role::Strings,
    Role::Brass,
    Role::Woodwinds,
    Role::Fx,
    Role::BackingTrack,
    Role::Unknown,
];

const PROFILES: [&str; 14] = [
    "electro_house",
    "pop",
    "hip_hop",
    "rock",
    "streaming",
    "club",
    "rock_punk",
    "rnb_ballad",
    "country_pop",
    "speech",
    "jazz",
    "electronic",
    "classical",
    "neutral",
];

fn sketches() -> impl Strategy<Value = Sketch> {
    let levels = (20.0_f64..6_000.0, 1.1_f64..60.0, -65.0_f64..-3.0, 3.0_f64..35.0);
    let shape = (0.0_f64..1.0, 2_usize..500, 1_usize..3, 0.0_f64..2.0, -100.0_f64..-20.0);
    (levels, shape).prop_map(|(levels, shape)| {
        let (low_hz, factor, lufs, crest) = levels;
        let (active, period, channels, side, floor_dbfs) = shape;
        let side_over_mid = if channels == 1 { 0.0 } else { side };
        let high_hz = low_hz * factor;
        let seconds = 5.0;
        Sketch {
            low_hz,
            high_hz,
            lufs,
            crest,
            active,
            seconds,
            period,
            channels,
            side_over_mid,
            floor_dbfs,
        }
    })
}

fn songs() -> impl Strategy<Value = Song> {
    prop::collection::vec((0..ROLES.len(), sketches()), 1..14).prop_map(|parts| {
        let ids: Vec<String> = (0..parts.len()).map(|index| format!("stem_{index:02}")).collect();
        let parts: Vec<(&str, Role, Sketch)> = ids
            .iter()
            .zip(&parts)
            .map(|(id, (role, sketch))| (id.as_str(), ROLES[*role], *sketch))
            .collect();
        Song::new(&parts)
    })
}

/// Mix and master moves as a recipe.
fn recipe_of(song: &Song, id: &str) -> Recipe {
    let profile = profile(id);
    recipe_for(song, &brief(&profile), &profile)
}

pub(super) fn recipe_for(song: &Song, brief: &Brief, profile: &Profile) -> Recipe {
    let mut moves = Rules.mix(&song.heard(), brief, profile);
    let mut master = Rules.master(&song.session.sum, &song.session, brief, profile);
    crate::number(&mut master, moves.len() + 1);
    moves.append(&mut master);
    Recipe {
        recipe: Recipe::VERSION,
        engine: "0.1.0".into(),
        session: SessionSpec {
            sample_rate_hz: 48_000,
            frames: 960_000,
            tail_frames: 48_000,
            tempo_bpm: Some(120.0),
            beats_per_bar: None,
            key: None,
            sections: Vec::new(),
            stems: song.stems.clone(),
        },
        brief: brief.clone(),
        moves,
        tweaks: Vec::new(),
    }
}

fn number(one: &Move, id: &str) -> f64 {
    match one.params.get(id) {
        Some(Value::Number(value)) => *value,
        _ => 0.0,
    }
}

/// Everything that must hold for any song.
fn check(recipe: &Recipe) {
    recipe::validate(recipe).unwrap_or_else(|error| panic!("{error}"));
    for one in &recipe.moves {
        assert!(!one.reason.is_empty() && one.by == NAME, "{one:?}");
        assert!((one.amount_pct - 100.0).abs() < 1e-6, "amounts are applied elsewhere");
        let gain_db = number(one, "gain_db");
        match one.action {
            Action::Eq => assert!(gain_db.abs() <= 4.0, "{one:?}"),
            Action::DynamicEq => assert!(number(one, "range_db").abs() <= 4.0, "{one:?}"),
            Action::Tone => assert!(gain_db.abs() <= 3.0, "{one:?}"),
            Action::Duck => assert!((0.5..=1.5).contains(&number(one, "range_db")), "{one:?}"),
            Action::Width if one.target == "master" => {
                assert!(number(one, "width_pct") <= 140.0, "{one:?}");
            }
            _ => {}
        }
        if let Some(evidence) = &one.evidence {
            assert!(evidence.before.is_finite() && evidence.after.is_finite(), "{one:?}");
            if evidence.metric == "average_reduction_db" {
                assert!(evidence.after < 3.0, "{one:?}");
            }
        }
        for value in one.params.values() {
            assert!(!matches!(value, Value::Number(number) if !number.is_finite()), "{one:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_move_of_every_song_is_legal(song in songs(), profile in 0..PROFILES.len()) {
        check(&recipe_of(&song, PROFILES[profile]));
    }

    /// The session's order is no information.
    #[test]
    fn the_order_of_the_stems_does_not_matter(song in songs(), turn in 1_usize..13) {
        let mut other = song.clone();
        let turn = turn % other.stems.len();
        other.stems.rotate_left(turn);
        other.session.stems.rotate_left(turn);
        prop_assert_eq!(recipe_of(&song, "pop").moves, recipe_of(&other, "pop").moves);
    }

    /// Numbers that are none, in any meter, make no panic and no illegal move.
    #[test]
    fn broken_meters_break_nothing(song in songs(), which in 0_usize..8, bad in 0_usize..3) {
        let bad = [f64::NAN, f64::NEG_INFINITY, f64::INFINITY][bad];
        let mut song = song;
        for m in song.session.stems.iter_mut().chain([&mut song.session.sum]) {
            spoil(m, which, bad);
        }
        check(&recipe_of(&song, "rock_punk"));
    }
}

fn spoil(m: &mut Measurement, which: usize, bad: f64) {
    match which {
        0 => m.loudness.integrated_lufs = bad,
        1 => m.peaks.true_dbtp = bad,
        2 => m.dynamics.crest_db = bad,
        3 => m.stereo.side_over_mid = bad,
        4 => m.spectrum.mid_erb_db.fill(bad as f32),
        5 => m.spectrum.centroid_hz = bad,
        6 => m.activity.threshold_dbfs = bad,
        _ => m.envelope.power.fill(bad as f32),
    }
}

#[test]
fn silence_gets_a_route_and_a_limiter() {
    let mut song = Song::measured(vec![("a", Role::Bass, silence()), ("b", Role::Fx, silence())]);
    song.session.sum = silence();
    let recipe = recipe_of(&song, "club");
    check(&recipe);
    let actions: Vec<Action> = recipe.moves.iter().map(|one| one.action).collect();
    assert_eq!(actions, [Action::Route, Action::Route, Action::Limiter]);
}

#[test]
fn sixty_four_stems_of_any_role_are_mixed() {
    let ids: Vec<String> = (0..64).map(|index| format!("track {index}")).collect();
    let parts: Vec<(&str, Role, Sketch)> = ids
        .iter()
        .enumerate()
        .map(|(index, id)| (id.as_str(), ROLES[index % ROLES.len()], Sketch::default()))
        .collect();
    check(&recipe_of(&Song::new(&parts), "pop"));
}

#[test]
fn a_stem_alone_is_not_balanced_against_itself() {
    let one = Sketch { lufs: -19.0, channels: 2, ..Sketch::default() };
    let recipe = recipe_of(&Song::new(&[("solo", Role::Piano, one)]), "jazz");
    check(&recipe);
    // All stems may move together for headroom; against each other there is nothing to move.
    for fader in recipe.moves.iter().filter(|one| one.action == Action::Fader) {
        let evidence = fader.evidence.as_ref().expect("it is measured");
        assert!((evidence.before - evidence.after).abs() < 1e-9, "{fader:?}");
    }
}

#[test]
fn bypassing_parallel_compression_leaves_none() {
    let song = band();
    let profile = profile("rock_punk");
    let with = brief(&profile);
    let without = Brief { bypass_parallel_comp: true, ..with.clone() };
    let count = |brief: &Brief| {
        let mut moves = Rules.mix(&song.heard(), brief, &profile);
        moves.extend(Rules.master(&song.session.sum, &song.session, brief, &profile));
        moves.iter().filter(|one| one.action == Action::Parallel).count()
    };
    assert!(count(&with) > 0);
    assert_eq!(count(&without), 0);
}

#[test]
fn respected_gains_mean_no_fader_anywhere() {
    let profile = profile("pop");
    let brief = Brief { respect_user_gains: true, ..brief(&profile) };
    let moves = Rules.mix(&band().heard(), &brief, &profile);
    assert!(moves.iter().all(|one| !matches!(one.action, Action::Fader | Action::Automation)));
}

#[test]
fn classical_music_is_left_nearly_alone() {
    let recipe = recipe_of(&band(), "classical");
    let tasteful = [
        Action::Compressor,
        Action::Saturation,
        Action::Parallel,
        Action::Duck,
        Action::Multiband,
        Action::SoftClip,
        Action::Transient,
    ];
    assert!(recipe.moves.iter().all(|one| !tasteful.contains(&one.action)), "{:?}", recipe.moves);
}

#[test]
fn unsure_roles_are_not_acted_upon() {
    let mut song = band();
    for stem in &mut song.stems {
        stem.role.confidence = 0.3;
    }
    let moves = Rules.mix(&song.heard(), &brief(&profile("pop")), &profile("pop"));
    let acts_on_role =
        [Action::Compressor, Action::Pan, Action::DynamicEq, Action::DeEsser, Action::ReverbSend];
    assert!(moves.iter().all(|one| !acts_on_role.contains(&one.action)));
}

#[test]
fn evidence_is_nearly_everywhere() {
    let recipe = recipe_of(&band(), "rock");
    let bare: BTreeMap<Action, usize> = recipe
        .moves
        .iter()
        .filter(|one| one.evidence.is_none())
        .fold(BTreeMap::new(), |mut bare, one| {
            *bare.entry(one.action).or_default() += 1;
            bare
        });
    // A route is a fact about a role: it has no metric.
    assert!(bare.keys().all(|action| *action == Action::Route), "{bare:?}");
}

/// What is measured a second time says so, and nothing else does: a number before that is told
/// again would be no measurement.
#[test]
fn moves_of_which_a_mix_without_them_is_measured_are_known() {
    const MEASURED: [Action; 12] = [
        Action::HighPass,
        Action::LowPass,
        Action::Eq,
        Action::Compressor,
        Action::Fader,
        Action::Automation,
        Action::Pan,
        Action::Width,
        Action::ReverbSend,
        Action::DelaySend,
        Action::DynamicEq,
        Action::Duck,
    ];
    let recipe = recipe_of(&band(), "rock");
    for one in recipe.moves.iter().filter(|one| one.scope == Scope::AutoMix) {
        let Some(evidence) = &one.evidence else { continue };
        let is_bus = one.target.ends_with("_bus");
        let expected = MEASURED.contains(&one.action)
            // Of buses, only what their equalisers and ducks do.
            && (!is_bus || matches!(one.action, Action::Eq | Action::Duck));
        assert_eq!(evidence.without.is_some(), expected, "{one:?}");
        if matches!(one.action, Action::ReverbSend | Action::DelaySend) {
            let less = evidence.without.is_some_and(|without| without <= evidence.after);
            assert!(less, "a room without one of its sends is no louder: {one:?}");
        }
    }
}

/// One song, every move: what a change of the rules changes shows here.
#[test]
fn the_band_is_mixed_as_it_was() {
    let told: String = recipe_of(&band(), "rock").moves.iter().map(tell).collect();
    let golden = include_str!("../golden/band_rock.txt");
    assert!(
        told == golden,
        "the mix has changed; if that was meant, the new golden file is:\n{told}"
    );
}

fn tell(one: &Move) -> String {
    let value = |(id, value): (&String, &Value)| match value {
        Value::Number(number) => format!(" {id}={number}"),
        Value::Word(word) => format!(" {id}={word}"),
        other => format!(" {id}={other:?}"),
    };
    let params: String = one.params.iter().map(value).collect();
    format!("{} {} {}{params} | {}\n", one.id, one.target, one.action.name(), one.reason)
}
