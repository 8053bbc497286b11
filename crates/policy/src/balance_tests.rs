//! What the faders must and must not do.

use super::*;
use crate::testing::{Sketch, Song, band, brief, profile};

/// Faders by stem id, in dB; stems without a move are at 0.
fn faders(song: &Song, respect: bool) -> Vec<(String, f64)> {
    let profile = profile("neutral");
    let brief = Brief { respect_user_gains: respect, ..brief(&profile) };
    let heard = song.heard();
    let mut scene = Scene::new(&heard, &[]);
    let _ = moves(&mut scene, &brief, &Taste::of(&profile));
    scene.parts.iter().map(|part| (part.id.to_owned(), part.fader_db)).collect()
}

/// The stems at exactly the places of their priors, with no overlap in time among equals.
fn balanced(gains: &[f64]) -> Song {
    let roles = [
        ("bass", Role::Bass),
        ("drums", Role::DrumsBus),
        ("gtr", Role::ElectricGuitar),
        ("keys", Role::Keys),
        ("pad", Role::SynthPad),
        ("vox", Role::LeadVocal),
    ];
    let sketches: Vec<(&str, Role, Sketch)> = roles
        .iter()
        .zip(gains)
        .map(|((id, role), gain)| {
            let lufs = -27.0 + prior(*role).0 + gain;
            (*id, *role, Sketch { lufs, ..Sketch::default() })
        })
        .collect();
    Song::new(&sketches)
}

#[test]
fn a_balanced_song_keeps_its_balance() {
    let found = faders(&balanced(&[0.0; 6]), false);
    let common = found[0].1;
    for (id, db) in found {
        assert!((db - common).abs() < 0.01, "{id} moved by {db}");
    }
}

#[test]
fn what_human_mixes_scatter_by_is_left_alone() {
    // Within half a spread of the priors: less than human mixes deviate.
    let found = faders(&balanced(&[1.5, -1.5, 2.0, -2.0, 1.0, -1.0]), false);
    let common = found[0].1;
    assert!(found.iter().all(|(_, db)| (db - common).abs() < 0.01), "{found:?}");
}

#[test]
fn a_buried_voice_is_raised_and_by_no_more_than_twelve_decibels() {
    for buried_db in [-14.0, -30.0] {
        let found = faders(&balanced(&[0.0, 0.0, 0.0, 0.0, 0.0, buried_db]), false);
        let raised = found[5].1 - found[0].1;
        assert!(raised > 5.0, "{raised}");
        // Two stems may move against each other by the bound each.
        assert!(raised <= 24.0);
    }
}

#[test]
fn wild_faders_are_brought_back_most_of_the_way() {
    let wild = [11.0, -9.0, 10.0, -12.0, 8.0, -10.0];
    let found = faders(&balanced(&wild), false);
    let mean = found.iter().map(|(_, db)| db).sum::<f64>() / 6.0;
    let wild_mean = wild.iter().sum::<f64>() / 6.0;
    let left = |(gain, (_, db)): (&f64, &(String, f64))| (gain - wild_mean + db - mean).abs();
    let off: f64 = wild.iter().zip(&found).map(left).sum();
    let was: f64 = wild.iter().map(|gain| (gain - wild_mean).abs()).sum();
    assert!(off < 0.5 * was, "{off} of {was} left");
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
    let mut scene = Scene::new(&heard, &[]);
    let _ = moves(&mut scene, &brief(&profile), &Taste::of(&profile));
    let lufs = scene.sum_lufs();
    // The faders are rounded to 0.1 dB, the target has a tolerance of 1 LU.
    assert!((lufs - PREMASTER_LUFS).abs() < PREMASTER_TOLERANCE_LU + 0.1, "{lufs}");
}

#[test]
fn two_halves_of_a_stem_in_time_are_each_worth_the_whole() {
    let whole = |id| (id, Role::BackingVocals, Sketch::default());
    let once = Song::new(&[whole("a"), ("z", Role::LeadVocal, Sketch::default())]);
    let mut halves =
        Song::new(&[whole("a"), whole("b"), ("z", Role::LeadVocal, Sketch::default())]);
    for (index, stem) in halves.session.stems.iter_mut().take(2).enumerate() {
        let hops = stem.envelope.power.len();
        let (from, to) = if index == 0 { (hops / 2, hops) } else { (0, hops / 2) };
        for values in
            [&mut stem.envelope.peak, &mut stem.envelope.power, &mut stem.envelope.k_power]
        {
            values[from..to].fill(0.0);
        }
    }
    let places = |song: &Song| {
        let heard = song.heard();
        let profile = profile("neutral");
        places(&Scene::new(&heard, &[]), &Taste::of(&profile))[0].lufs
    };
    assert!((places(&once) - places(&halves)).abs() < 1e-9);
}

#[test]
fn doubles_share_the_place_of_one() {
    let song = band();
    let heard = song.heard();
    let profile = profile("neutral");
    let scene = Scene::new(&heard, &[]);
    let places = places(&scene, &Taste::of(&profile));
    // gtr_l sounds together with gtr_r all the time: 3.01 dB under the place of one.
    assert!((places[1].lufs - (prior(Role::ElectricGuitar).0 - 3.0103)).abs() < 0.01);
}

#[test]
fn a_human_balance_with_stems_that_are_meant_to_be_quiet_is_kept() {
    // The spread of a real song: three kicks over their place, two colours 30 dB under it.
    let base = Sketch::default();
    let song = Song::new(&[
        ("crash", Role::Cymbals, Sketch { lufs: -46.5, active: 0.5, ..base }),
        ("guitar", Role::AcousticGuitar, Sketch { lufs: -24.5, active: 1.0, ..base }),
        ("kick", Role::Kick, Sketch { lufs: -20.6, active: 1.0, ..base }),
        ("kick_2", Role::Kick, Sketch { lufs: -17.1, active: 0.4, ..base }),
        ("kick_soft", Role::Kick, Sketch { lufs: -24.6, active: 0.7, ..base }),
        ("snare", Role::Snare, Sketch { lufs: -25.5, active: 0.1, ..base }),
        ("steel", Role::ElectricGuitar, Sketch { lufs: -48.6, active: 0.05, ..base }),
    ]);
    let found = faders(&song, false);
    let mean = found.iter().map(|(_, db)| db).sum::<f64>() / found.len() as f64;
    let square = found.iter().map(|(_, db)| (db - mean) * (db - mean)).sum::<f64>();
    let rms_db = (square / found.len() as f64).sqrt();
    assert!(rms_db < 1.5, "{rms_db:.2} dB: {found:?}");
}
