//! Multiband and parallel compression and saturation of the master.

use measure::ERB_BANDS;
use recipe::Action;

use super::{Task, WORKING_LUFS};
use crate::curve::Character;
use crate::draft::{Draft, round_to};
use crate::dynamics::set_character;
use crate::erb;

/// Crossovers, in Hz, and the ids of the bands between them.
const EDGES_HZ: [f64; 5] = [0.0, 120.0, 1_000.0, 5_000.0, 40_000.0];
const THRESHOLDS: [&str; 4] =
    ["low_threshold_db", "low_mid_threshold_db", "high_mid_threshold_db", "high_threshold_db"];

/// No band averages more reduction than this, in dB; the guardrail is 3.
const BAND_MAX_DB: f64 = 2.0;

/// Less is not worth a compressor, in dB.
const BAND_FLOOR_DB: f64 = 0.3;

/// Profiles at least this loud want density.
const DENSE_LUFS: f64 = -10.5;

/// Level of every hop at the working level, in dBFS RMS.
fn levels_db(task: &Task<'_>) -> Vec<f32> {
    let drive_db = task.drive_db as f32;
    let powers = task.heard.envelope.power.iter();
    powers.map(|power| 0.5 * audio::gain_to_db(*power) + drive_db).collect()
}

fn character(task: &Task<'_>) -> Character {
    let master = task.profile.compression.master;
    Character {
        ratio: master.ratio,
        knee_db: master.knee_db,
        attack_ms: master.attack_ms,
        release_ms: master.release_ms,
    }
}

/// The move and the mean reduction over its bands, in dB. Levels of the bands follow the whole:
/// its envelope, shifted by the band's share of the long-term power.
pub(super) fn multiband(task: &Task<'_>) -> Option<(Draft, f64)> {
    let character = character(task);
    let wanted_db = task.profile.compression.master.reduction_db.min(BAND_MAX_DB);
    if character.ratio <= 1.0 || wanted_db < BAND_FLOOR_DB {
        return None;
    }
    let levels = levels_db(task);
    let bands = erb::power(&task.heard.spectrum);
    let total: f64 = bands.iter().sum();
    let mut draft = Draft::new("master", Action::Multiband)
        .set("low_hz", EDGES_HZ[1])
        .set("mid_hz", EDGES_HZ[2])
        .set("high_hz", EDGES_HZ[3])
        .set("ratio", character.ratio)
        .set("knee_db", character.knee_db)
        .set("attack_ms", character.attack_ms)
        .set("release_ms", character.release_ms);
    let mut sum_db = 0.0;
    for (band, id) in THRESHOLDS.iter().enumerate() {
        let power = erb::between(&bands, EDGES_HZ[band], EDGES_HZ[band + 1]);
        let share_db = audio::math::power_to_db((power / total.max(1e-30)).max(1e-6)) as f32;
        let own: Vec<f32> = levels.iter().map(|level| level + share_db).collect();
        // The lowest band is twice as slow, the highest twice as fast as the second.
        let pace = [2.0, 1.0, 1.0, 0.5][band];
        let paced = Character {
            attack_ms: pace * character.attack_ms,
            release_ms: pace * character.release_ms,
            ..character
        };
        let (threshold_db, depth) = paced.solve(&own, wanted_db);
        draft = draft.set(id, threshold_db);
        sum_db += depth.average_db / THRESHOLDS.len() as f64;
    }
    if sum_db < BAND_FLOOR_DB {
        return None;
    }
    let crest_db = task.heard.dynamics.crest_db;
    let draft = draft
        .because(format!(
            "four bands held together by {sum_db:.1} dB of reduction on average (the profile's \
             {wanted_db:.1}); the premaster's crest is {crest_db:.1} dB"
        ))
        .evidence("average_reduction_db", 0.0, sum_db);
    Some((draft, sum_db))
}

pub(super) fn parallel(task: &Task<'_>) -> Option<Draft> {
    let is_dense = task.brief.lufs >= DENSE_LUFS && task.profile.intensity_pct >= 75.0;
    if task.brief.bypass_parallel_comp || !is_dense {
        return None;
    }
    let character = Character { ratio: 3.0, knee_db: 6.0, attack_ms: 15.0, release_ms: 150.0 };
    let (threshold_db, depth) = character.solve(&levels_db(task), BAND_MAX_DB);
    if depth.average_db < 1.0 {
        return None;
    }
    let mix_pct = 15.0;
    let psr_db = task.heard.dynamics.psr_median_db;
    Some(
        set_character(Draft::new("master", Action::Parallel), &character)
            .set("threshold_db", threshold_db)
            .set("mix_pct", mix_pct)
            .because(format!(
                "{:.1} LUFS want density: {mix_pct:.0} % of a signal reduced by {:.1} dB on average \
                 is added (peak over short-term loudness now {psr_db:.1} dB)",
                task.brief.lufs, depth.average_db
            ))
            .evidence("average_reduction_db", 0.0, depth.average_db),
    )
}

pub(super) fn saturation(task: &Task<'_>) -> Option<Draft> {
    let lift_db = task.lift_db();
    // Half of the profile's colour at −14 LUFS, all of it at −8.
    let share = (0.5 + (lift_db - 4.0) / 12.0).clamp(0.0, 1.0);
    let drive_db = round_to(share * task.profile.saturation_db, 0.1);
    if drive_db < 1.0 {
        return None;
    }
    let crest_db = task.heard.dynamics.crest_db;
    Some(
        Draft::new("master", Action::Saturation)
            .set("drive_db", drive_db)
            .set("bias_pct", 5.0)
            .set("mix_pct", 40.0)
            .because(format!(
                "{:.1} LUFS from a working level of {WORKING_LUFS:.0}: {drive_db:.1} dB into the \
                 curve round off a crest of {crest_db:.1} dB",
                task.brief.lufs
            ))
            .evidence("crest_db", crest_db, crest_db - 0.1 * drive_db),
    )
}

/// The bands of the compressor cover the whole spectrum.
const _: () = assert!(EDGES_HZ.len() == THRESHOLDS.len() + 1 && ERB_BANDS > THRESHOLDS.len());
