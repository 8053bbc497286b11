//! How much of its peaks a mix has to give before mastering can make it as loud as asked.
//!
//! Behind a limiter that stands at the ceiling, loudness and the ratio of peak to short-term
//! loudness are one number: louder is less of it. The guardrail bounds how much of it mastering
//! may take, so what a loud wish asks beyond that has to be done where it is heard least: at the
//! tips of single drums, and of what else carries the peaks, in the mix.

use audio::math::{db_to_gain_f64, gain_to_db_f64};
use recipe::{Brief, Guardrails, Role, RoleGroup};

use crate::erb::db_to_power;
use crate::scene::{Part, Scene};

/// What faders, filters and slow attacks add to the ratio on the way to the premaster, in dB: 0 to
/// 2.4 on seven songs, most where drums carry the peaks.
const MIX_ADDS_DB: f64 = 1.5;

/// Tips of several stems meet in few of the song's peaks: each loses this much more, in dB per dB …
const TIPS_PER_DB: f64 = 1.8;
/// … and none more than this, in dB.
const TIPS_MAX_DB: f64 = 4.0;

/// A stem whose peaks are within this of the highest carries the peaks of the song, in dB.
const CARRIES_DB: f64 = 6.0;

/// Tips that the drums have to lose for the loudness asked for, in dB; 0 for most songs.
pub(crate) fn tips_db(scene: &Scene<'_>, brief: &Brief) -> f64 {
    let is_db = scene.session.sum.dynamics.psr_median_db + MIX_ADDS_DB;
    let master_db = Guardrails::default().crest_loss_db.at(brief.lufs);
    let over_db = is_db - master_db - (brief.ceiling_dbtp - brief.lufs);
    if over_db.is_finite() { (TIPS_PER_DB * over_db).clamp(0.0, TIPS_MAX_DB) } else { 0.0 }
}

/// Share of the tips that a stem has to lose: all for drums, most for what else carries the peaks of
/// the song, nothing for voices and metal, which would only get harsh.
pub(crate) fn tips_share(scene: &Scene<'_>, part: &Part<'_>) -> f64 {
    use RoleGroup::{Bass, Guitars, Keys, Synths};
    let peak_db = |part: &Part<'_>| part.heard.peaks.true_dbtp + part.fader_db;
    let highest_db = scene.parts.iter().map(peak_db).fold(f64::NEG_INFINITY, f64::max);
    match part.role {
        Role::Kick | Role::Snare | Role::Claps | Role::Toms | Role::Percussion | Role::DrumsBus => {
            1.0
        }
        _ if peak_db(part) < highest_db - CARRIES_DB => 0.0,
        _ if matches!(part.group(), Bass | Guitars | Keys | Synths) => 0.6,
        _ => 0.0,
    }
}

/// What saturation takes of a peak, in dB: the curve is v / √(1 + v²), and full scale is v = 0.25
/// without drive.
pub(crate) fn rounded_db(peak_dbfs: f64, drive_db: f64, mix_pct: f64) -> f64 {
    let v = 0.25 * db_to_gain_f64(peak_dbfs + drive_db);
    -gain_to_db_f64(1.0 - 0.01 * mix_pct * (1.0 - 1.0 / (1.0 + v * v).sqrt()))
}

/// The drive at which saturation takes `loss_db` of a peak, in dB.
pub(crate) fn drive_db(peak_dbfs: f64, loss_db: f64) -> f64 {
    let v = (db_to_power(loss_db) - 1.0).max(0.0).sqrt();
    gain_to_db_f64(v / 0.25) - peak_dbfs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{band, brief, profile};

    #[test]
    fn the_drive_for_a_loss_loses_it() {
        for loss_db in [0.5, 1.0, 2.0, 4.0] {
            let drive_db = drive_db(-6.0, loss_db);
            assert!((rounded_db(-6.0, drive_db, 100.0) - loss_db).abs() < 1e-9, "{loss_db}");
        }
        // By hand: full scale, 12.04 dB of drive make v = 1, which the curve takes to 1/√2.
        assert!((rounded_db(0.0, 12.041_2, 100.0) - 3.010_3).abs() < 1e-3);
        assert!((rounded_db(0.0, 12.041_2, 0.0)).abs() < 1e-9);
    }

    #[test]
    fn loud_basses_give_some_and_voices_and_metal_nothing() {
        let song = band();
        let scene_of = |role: Role| {
            let mut song = song.clone();
            song.stems[0].role.is = role;
            song
        };
        for (role, share) in
            [(Role::Bass, 0.6), (Role::Kick, 1.0), (Role::LeadVocal, 0.0), (Role::Hats, 0.0)]
        {
            let song = scene_of(role);
            let heard = song.heard();
            let scene = Scene::new(&heard);
            assert!((tips_share(&scene, &scene.parts[0]) - share).abs() < 1e-9, "{role:?}");
        }
    }

    #[test]
    fn only_a_wish_that_mastering_cannot_grant_costs_the_drums_their_tips() {
        let mut song = band();
        let profile = profile("hip_hop");
        let tips = |psr_db: f64, lufs: f64, song: &mut crate::testing::Song| {
            song.session.sum.dynamics.psr_median_db = psr_db;
            let brief = Brief { lufs, ceiling_dbtp: -1.0, ..brief(&profile) };
            tips_db(&Scene::new(&song.heard()), &brief)
        };
        // Mastering may take 6 dB at −8 LUFS, where 7 dB are left under −1 dBTP: 13 in all.
        assert!(tips(11.0, -8.0, &mut song) < 1e-9);
        assert!((tips(12.0, -8.0, &mut song) - TIPS_PER_DB * (MIX_ADDS_DB - 1.0)).abs() < 1e-9);
        assert!(tips(14.0, -14.0, &mut song) < 1e-9);
        assert!(tips(30.0, -8.0, &mut song) <= TIPS_MAX_DB);
        assert!(tips(f64::NAN, -8.0, &mut song) < 1e-9);
    }
}
