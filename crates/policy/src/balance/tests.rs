//! What the faders must and must not do.

use proptest::prelude::*;

use super::*;
use crate::testing::{Sketch, Song, band, brief, profile, silence};

/// Faders by stem id, in dB; stems without a move are at 0.
fn faders(song: &Song, respect: bool) -> Vec<(String, f64)> {
    let profile = profile("neutral");
    let brief = Brief { respect_user_gains: respect, ..brief(&profile) };
    let heard = song.heard();
    let mut scene = Scene::new(&heard);
    let _ = moves(&mut scene, &brief, &Taste::of(&profile));
    scene.parts.iter().map(|part| (part.id.to_owned(), part.fader_db)).collect()
}

const ROLES: [Role; 6] =
    [Role::Bass, Role::DrumsBus, Role::ElectricGuitar, Role::Keys, Role::SynthPad, Role::LeadVocal];

/// Six stems at their places, off by `gains`.
fn stems(gains: &[f64]) -> Vec<Stem> {
    let prior = Prior::shipped();
    let heard = clues(&Sketch::default().measurement());
    let stem = |(role, gain): (&Role, &f64)| {
        let stem = Stem { lufs: 0.0, clues: heard, role: *role, trust: 1.0, heard: None };
        Stem { lufs: -27.0 + prior.place(&stem).lufs + gain, ..stem }
    };
    ROLES.iter().zip(gains).map(stem).collect()
}

/// Levels after the moves, against their mean.
fn balance(stems: &[Stem]) -> Vec<f64> {
    let settled = settle(stems, &Prior::shipped());
    let out: Vec<f64> =
        stems.iter().zip(&settled.moves_db).map(|(stem, db)| stem.lufs + db).collect();
    let mean = levels::mean(out.iter().copied());
    out.iter().map(|lufs| lufs - mean).collect()
}

#[test]
fn the_shipped_numbers_are_read_whole_and_written_as_they_are() {
    let text = include_str!("../../data/balance.tsv");
    let prior = Prior::parse(text).expect("every line is known");
    let again = Prior::parse(&prior.to_text("")).expect("its own form");
    assert_eq!(prior, again);
    // Fitted, not flat: clues, roles and both spreads say something.
    assert!(prior.by_sound.iter().any(|weight| weight.abs() > 0.5));
    assert!(prior.roles.iter().any(|offset| offset.abs() > 0.1));
    assert!(prior.spread_lu.iter().all(|spread| (2.0..6.0).contains(spread)));
    for odd in ["clue\tloudness\t1\t1", "role\tkick\tNaN", "zero", "clue\tcrest\t1"] {
        assert_eq!(Prior::parse(odd), Err(odd.to_owned()));
    }
}

#[test]
fn a_balanced_song_keeps_its_balance() {
    let settled = settle(&stems(&[0.0; 6]), &Prior::shipped());
    assert!(settled.moves_db.iter().all(|db| db.abs() < 1e-6), "{settled:?}");
}

#[test]
fn what_human_mixes_scatter_by_is_left_alone() {
    // Within half a spread of the places: less than human mixes deviate.
    let settled = settle(&stems(&[1.5, -1.5, 2.0, -2.0, 1.0, -1.0]), &Prior::shipped());
    // A mixed song's own share: under the floor of moves.
    assert!(settled.moves_db.iter().all(|db| db.abs() < 0.5), "{settled:?}");
}

#[test]
fn wild_faders_are_brought_back_most_of_the_way() {
    let wild = [11.0, -9.0, 10.0, -12.0, 8.0, -10.0];
    let settled = settle(&stems(&wild), &Prior::shipped());
    assert!(settled.raw > 0.9, "{settled:?}");
    for (gain, db) in wild.iter().zip(&settled.moves_db) {
        assert!((-1.0..=-0.5).contains(&(db / gain)), "{gain}: {db}");
    }
}

#[test]
fn a_stem_meant_to_be_quiet_does_not_make_a_song_raw() {
    let settled = settle(&stems(&[0.0, 1.0, -30.0, -1.0, 0.5, 0.0]), &Prior::shipped());
    assert!(settled.raw < 0.4, "{settled:?}");
    let others = settled.moves_db.iter().enumerate().filter(|(index, _)| *index != 2);
    for (_, db) in others {
        assert!(db.abs() < 2.0, "{settled:?}");
    }
}

#[test]
fn the_users_gains_are_respected() {
    assert!(faders(&band(), true).iter().all(|(_, db)| db.abs() < 1e-12));
}

#[test]
fn the_premaster_has_headroom() {
    let song = band();
    let heard = song.heard();
    let profile = profile("neutral");
    let mut scene = Scene::new(&heard);
    let _ = moves(&mut scene, &brief(&profile), &Taste::of(&profile));
    let lufs = scene.sum_lufs();
    // The faders are rounded to 0.1 dB, the target has a tolerance of 1 LU.
    assert!((lufs - PREMASTER_LUFS).abs() < PREMASTER_TOLERANCE_LU + 0.1, "{lufs}");
}

#[test]
fn two_copies_at_half_the_amplitude_are_worth_the_whole() {
    let sketch = |lufs, low_hz| Sketch { lufs, low_hz, ..Sketch::default() };
    let others = [("b", Role::Bass, sketch(-31.0, 40.0)), ("c", Role::Keys, sketch(-19.0, 300.0))];
    let whole = ("a", Role::Snare, sketch(-14.0, 150.0));
    let half = |id| (id, Role::Snare, sketch(-14.0 - 6.020_6, 150.0));
    let once = faders(&Song::new(&[whole, others[0], others[1]]), false);
    let twice = faders(&Song::new(&[half("a"), half("a2"), others[0], others[1]]), false);
    let against = |found: &[(String, f64)], a: usize, b: usize| found[a].1 - found[b].1;
    // Faders are rounded to 0.1 dB.
    assert!((against(&once, 0, 1) - against(&twice, 0, 2)).abs() < 0.11, "{once:?} {twice:?}");
    assert!((against(&once, 2, 1) - against(&twice, 3, 2)).abs() < 0.11, "{once:?} {twice:?}");
    assert!((twice[0].1 - twice[1].1).abs() < 1e-12);
}

/// One half in time of a measured stem: the other is silence.
fn half(whole: &measure::Measurement, second: bool, louder_db: f64) -> measure::Measurement {
    let mut half = whole.clone();
    let hops = half.envelope.power.len();
    let gone = if second { 0..hops / 2 } else { hops / 2..hops };
    let gain = crate::erb::db_to_power(louder_db) as f32;
    for values in [&mut half.envelope.power, &mut half.envelope.k_power] {
        values.iter_mut().for_each(|power| *power *= gain);
        values[gone.clone()].fill(0.0);
    }
    half.loudness.integrated_lufs += louder_db;
    half.activity.active_share *= 0.5;
    // Half of the time without sound: 3 dB of the mean power, none of the peak.
    half.dynamics.rms_dbfs += louder_db - 3.010_3;
    half.dynamics.crest_db += 3.010_3;
    half
}

#[test]
fn a_stem_that_is_cut_in_time_is_worth_the_whole() {
    let bass = Sketch { lufs: -31.0, low_hz: 40.0, ..Sketch::default() }.measurement();
    let keys = Sketch { lufs: -19.0, low_hz: 300.0, ..Sketch::default() }.measurement();
    let whole = Sketch { lufs: -14.0, low_hz: 150.0, ..Sketch::default() }.measurement();
    let rest = || [("b", Role::Bass, bass.clone()), ("c", Role::Keys, keys.clone())];
    let mixed = |parts: Vec<(&str, Role, measure::Measurement)>| {
        let mut parts = parts;
        parts.extend(rest());
        faders(&Song::measured(parts), false)
    };
    let once = mixed(vec![("a", Role::Synth, whole.clone())]);
    let cut = |louder_db| {
        let (first, second) = (half(&whole, false, 0.0), half(&whole, true, louder_db));
        mixed(vec![("a", Role::Synth, first), ("a2", Role::Synth, second)])
    };
    let twice = cut(0.0);
    let against = |found: &[(String, f64)], a: usize, b: usize| found[a].1 - found[b].1;
    // Faders are rounded to 0.1 dB; the mean that all share holds one stem more.
    assert!((against(&once, 0, 1) - against(&twice, 0, 2)).abs() < 0.21, "{once:?} {twice:?}");
    assert!((against(&once, 2, 1) - against(&twice, 3, 2)).abs() < 0.21, "{once:?} {twice:?}");
    assert!((twice[0].1 - twice[1].1).abs() < 1e-12);
    // Set apart by 12 dB they are two stems, and are brought together.
    let apart = cut(-12.0);
    assert!(apart[1].1 - apart[0].1 > 3.0, "{apart:?}");
}

#[test]
fn the_two_sides_of_a_sound_are_no_copies() {
    let mut song = Song::new(&[
        ("l", Role::Keys, Sketch { channels: 2, ..Sketch::default() }),
        ("r", Role::Keys, Sketch { channels: 2, ..Sketch::default() }),
    ]);
    let firsts = |song: &Song| {
        let heard = song.heard();
        let scene = Scene::new(&heard);
        let clues: Vec<Clues> = scene.parts.iter().map(|part| clues(part.heard)).collect();
        units::firsts(&scene.parts, &clues)
    };
    assert_eq!(firsts(&song), [0, 0]);
    song.session.stems[0].stereo.balance_db = f64::NEG_INFINITY;
    song.session.stems[1].stereo.balance_db = f64::INFINITY;
    assert_eq!(firsts(&song), [0, 1]);
}

#[test]
fn one_channel_or_two_alike_are_the_same_stem() {
    let mono = Sketch::default().measurement();
    let mut both = mono.clone();
    both.channels = 2;
    // Twice the power on two channels, the same peak.
    both.loudness.integrated_lufs += crate::scene::MONO_DB;
    both.dynamics.plr_db -= crate::scene::MONO_DB;
    let (mono, both) = (clues(&mono), clues(&both));
    assert!(mono.iter().zip(&both).all(|(a, b)| (a - b).abs() < 1e-9), "{mono:?} {both:?}");
}

#[test]
fn no_gain_changes_a_clue() {
    let at = |lufs| clues(&Sketch { lufs, ..Sketch::default() }.measurement());
    let (loud, quiet) = (at(-14.0), at(-38.0));
    // Levels are single precision.
    assert!(loud.iter().zip(&quiet).all(|(a, b)| (a - b).abs() < 1e-4), "{loud:?} {quiet:?}");
}

#[test]
fn strange_measurements_give_clues_that_are_finite() {
    let mut odd = Sketch::default().measurement();
    odd.dynamics.crest_db = f64::NAN;
    odd.dynamics.plr_db = f64::INFINITY;
    odd.loudness.range_lu = f64::NEG_INFINITY;
    odd.activity.onsets_per_s = f64::INFINITY;
    odd.stereo.side_over_mid = f64::NAN;
    odd.spectrum.flatness = f64::NAN;
    let mut loud = odd.clone();
    loud.spectrum.mid_erb_db.fill(f32::INFINITY);
    for m in [odd, loud, silence()] {
        assert!(clues(&m).iter().all(|clue| clue.is_finite() && clue.abs() <= 4.0));
    }
}

#[test]
fn places_are_learnt_from_songs_that_have_them() {
    // Kicks 6 LU over pads in every song, at any common level; crest says nothing.
    let lesson = |common: f64| {
        let stem = |role, lufs| Stem {
            lufs: common + lufs,
            clues: [0.0; 17],
            role,
            trust: 1.0,
            heard: None,
        };
        let stems = vec![
            stem(Role::Kick, 0.0),
            stem(Role::SynthPad, -6.0),
            stem(Role::Kick, 0.0),
            stem(Role::SynthPad, -6.0),
        ];
        Lesson { stems, weight: 3.0 }
    };
    let lessons: Vec<Lesson> = (0..40).map(|song| lesson(-f64::from(song))).collect();
    let prior = fit(&lessons);
    let place = |role| prior.place(&lessons[0].stems[0].with(role)).lufs;
    let apart = place(Role::Kick) - place(Role::SynthPad);
    // Penalties keep back a little.
    assert!((5.0..=6.0).contains(&apart), "{apart}");
    // By sound alone these stems are all alike.
    assert!(prior.by_sound.iter().all(|weight| weight.abs() < 1e-9));
    assert!(fit(&[]).by_sound.iter().all(|weight| weight.abs() < 1e-12));
}

impl Stem {
    fn with(&self, role: Role) -> Self {
        Self { role, ..*self }
    }
}

/// What rounding may do to a stem and to the mean of the others, in dB.
const ROUNDING_DB: f64 = 0.2;

/// Stems of several kinds that come at these gains.
fn sketched(gains: &[f64], named: bool) -> Song {
    const ROLES: [Role; 8] = [
        Role::LeadVocal,
        Role::Kick,
        Role::Bass,
        Role::Snare,
        Role::Keys,
        Role::ElectricGuitar,
        Role::SynthPad,
        Role::Hats,
    ];
    const IDS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let parts: Vec<(&str, Role, Sketch)> = gains
        .iter()
        .enumerate()
        .map(|(index, gain)| {
            let low_hz = 40.0 * (1.0 + index as f64);
            let crest = 12.0 + 2.0 * index as f64;
            let sketch =
                Sketch { lufs: -24.0 + gain, low_hz, crest, seconds: 5.0, ..Sketch::default() };
            (IDS[index], if named { ROLES[index] } else { Role::Unknown }, sketch)
        })
        .collect();
    Song::new(&parts)
}

proptest! {
    /// What is added to all levels, and the order of stems, changes nothing.
    #[test]
    fn common_gain_and_order_change_nothing(
        gains in prop::collection::vec(-15.0_f64..15.0, 6),
        common in -30.0_f64..30.0,
        turn in 0_usize..6,
    ) {
        let one = stems(&gains);
        let plain = balance(&one);
        let mut other: Vec<Stem> =
            one.iter().map(|stem| Stem { lufs: stem.lufs + common, ..*stem }).collect();
        other.rotate_left(turn);
        let mut turned = balance(&other);
        turned.rotate_right(turn);
        for (a, b) in plain.iter().zip(&turned) {
            // Sums in another order differ in their last bits.
            prop_assert!((a - b).abs() < 1e-6, "{plain:?} {turned:?}");
        }
    }

    /// A stem that comes louder never comes out quieter against the mean of the others, by more than
    /// rounding: all faders are rounded to 0.1 dB.
    #[test]
    fn louder_in_is_never_quieter_out(
        gains in prop::collection::vec(-15.0_f64..15.0, 2..9),
        which in 0_usize..9,
        louder in 0.1_f64..12.0,
        named in any::<bool>(),
    ) {
        let which = which % gains.len();
        let against = |gains: &[f64]| {
            let heard = sketched(gains, named);
            let scene_song = heard.heard();
            let scene = Scene::new(&scene_song);
            let profile = profile("neutral");
            let found = Balance::of(&scene.parts, &Prior::shipped(), &Taste::of(&profile));
            let out: Vec<f64> = gains.iter().zip(&found.moves_db).map(|(a, b)| a + b).collect();
            let others = (out.iter().sum::<f64>() - out[which]) / (out.len() - 1) as f64;
            out[which] - others
        };
        let before = against(&gains);
        let mut raised = gains.clone();
        raised[which] += louder;
        let after = against(&raised);
        prop_assert!(after >= before - ROUNDING_DB, "{before} {after}");
    }

    /// No move is out of bounds, whatever the levels.
    #[test]
    fn moves_are_bounded(gains in prop::collection::vec(-90.0_f64..90.0, 6)) {
        let settled = settle(&stems(&gains), &Prior::shipped());
        prop_assert!(settled.moves_db.iter().all(|db| db.abs() <= MOVE_MAX_DB));
        prop_assert!((0.0..=1.0).contains(&settled.raw));
    }
}
