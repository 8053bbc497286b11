//! Multiband and parallel compression and saturation of the master.

use measure::ERB_BANDS;
use recipe::Action;

use super::{Task, WORKING_LUFS};
use crate::curve::Character;
use crate::density::rounded_db;
use crate::draft::{Draft, round_to};
use crate::dynamics::set_character;
use crate::{erb, levels};

/// Crossovers, in Hz, and the ids of the bands between them.
const EDGES_HZ: [f64; 5] = [0.0, 120.0, 1_000.0, 5_000.0, 40_000.0];
const THRESHOLDS: [&str; 4] =
    ["low_threshold_db", "low_mid_threshold_db", "high_mid_threshold_db", "high_threshold_db"];

/// No band averages more reduction than this, in dB; the guardrail is 3.
const BAND_MAX_DB: f64 = 2.0;

/// Share of the profile's depth that each band aims at. Levels of a band are taken to follow the
/// whole, but the higher the band the more it comes in bursts: at full depth those lose up to 11 dB
/// and the song a fifth of its centroid.
const BAND_SHARES: [f64; 4] = [1.0, 0.8, 0.5, 0.25];

/// … and their thresholds stand this much higher than the envelope of the whole says, in dB.
const BURSTS_DB: [f64; 4] = [0.0, 0.0, 3.0, 8.0];

/// Less is not worth a compressor, in dB.
const BAND_FLOOR_DB: f64 = 0.3;

/// Share of the saturated signal.
const MIX_PCT: f64 = 40.0;

/// Differences of peaks over loudness from references under this are no reason, in dB.
const DENSER_FROM_DB: f64 = 1.0;

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

/// How the bands are to be compressed.
struct Plan {
    character: Character,
    /// Average reduction of each band, in dB.
    wanted_db: [f64; 4],
    /// Loudness range that is foreseen, where that is the reason.
    range_lu: Option<f64>,
}

fn usual(task: &Task<'_>) -> Option<Plan> {
    let own = character(task);
    let denser_db = task.denser_db();
    // A profile that leaves the master alone has no ratio to work with.
    let ratio = if denser_db >= DENSER_FROM_DB { own.ratio.max(1.5) } else { own.ratio };
    let character = Character { ratio, ..own };
    let profiles_db = task.profile.compression.master.reduction_db;
    // A band gives up about a third of what the peaks lose in all.
    let wanted_db = (profiles_db + denser_db / 3.0).clamp(0.0, BAND_MAX_DB);
    let is_on = character.ratio > 1.0 && wanted_db >= BAND_FLOOR_DB;
    let wanted_db = BAND_SHARES.map(|share| share * wanted_db);
    is_on.then_some(Plan { character, wanted_db, range_lu: None })
}

/// The largest loudness range that is asked for, by the brief or by references.
fn most_range_lu(task: &Task<'_>) -> Option<f64> {
    let is_lu = task.heard.loudness.range_lu;
    let share = task.aim.map_or(0.0, |aim| aim.matching.dynamics_pct / 100.0);
    let narrower_lu = task.aim.and_then(|aim| aim.range_lu).map_or(0.0, |lu| share * (is_lu - lu));
    let references = (narrower_lu >= 1.0).then_some(is_lu - narrower_lu);
    match (task.brief.lra_max_lu, references) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Slow and even over the spectrum, as deep as the loudness range asked for needs.
fn leveller(task: &Task<'_>) -> Option<Plan> {
    let most_lu = most_range_lu(task)?;
    let is_lu = task.heard.loudness.range_lu;
    if !is_lu.is_finite() || is_lu <= most_lu {
        return None;
    }
    let own = character(task);
    let character =
        Character { ratio: own.ratio.max(2.0), attack_ms: 80.0, release_ms: 800.0, ..own };
    let levels = levels_db(task);
    let k_power: Vec<f64> =
        task.heard.envelope.k_power.iter().map(|power| f64::from(*power)).collect();
    let foreseen = |wanted_db: f64| {
        let (threshold_db, _) = character.solve(&levels, wanted_db)?;
        let reduced = character.reductions(&levels, threshold_db);
        let after: Vec<f64> =
            k_power.iter().zip(reduced).map(|(power, db)| power * erb::db_to_power(-db)).collect();
        // What the envelope says of the change holds for the meter's range.
        Some(is_lu - levels::range_lu(&k_power) + levels::range_lu(&after))
    };
    let mut wanted_db = BAND_FLOOR_DB;
    let mut range_lu = foreseen(wanted_db)?;
    while range_lu > most_lu && wanted_db < BAND_MAX_DB {
        wanted_db += 0.1;
        range_lu = foreseen(wanted_db)?;
    }
    Some(Plan { character, wanted_db: [wanted_db; 4], range_lu: Some(range_lu) })
}

/// The move and the mean reduction over its bands, in dB. Levels of the bands follow the whole:
/// its envelope, shifted by the band's share of the long-term power.
pub(super) fn multiband(task: &Task<'_>) -> Option<(Draft, f64)> {
    let plan = leveller(task).or_else(|| usual(task))?;
    let Plan { character, wanted_db, range_lu } = plan;
    let levels = levels_db(task);
    let bands = erb::power(&task.heard.spectrum);
    let total: f64 = bands.iter().sum();
    let start_db = task.profile.compression.master.threshold_db;
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
        let share_db = audio::math::power_to_db((power / total.max(1e-30)).max(1e-6));
        let own: Vec<f32> = levels.iter().map(|level| level + share_db as f32).collect();
        // The lowest band is twice as slow, the highest twice as fast as the second.
        let pace = [2.0, 1.0, 1.0, 0.5][band];
        let paced = Character {
            attack_ms: pace * character.attack_ms,
            release_ms: pace * character.release_ms,
            ..character
        };
        // A threshold that somebody chose is meant for the whole.
        let start_db = start_db.map(|db| db + share_db);
        let (threshold_db, depth) =
            paced.solve_from(&own, wanted_db[band], start_db, BAND_MAX_DB)?;
        // Found on an envelope without bursts; with them the depth is about the same.
        draft = draft.set(id, (threshold_db + BURSTS_DB[band]).min(0.0));
        sum_db += depth.average_db / THRESHOLDS.len() as f64;
    }
    if sum_db < BAND_FLOOR_DB {
        return None;
    }
    Some((reasoned(draft, task, sum_db, range_lu), sum_db))
}

fn reasoned(draft: Draft, task: &Task<'_>, sum_db: f64, range_lu: Option<f64>) -> Draft {
    let (is_lu, crest_db) = (task.heard.loudness.range_lu, task.heard.dynamics.crest_db);
    match (range_lu, most_range_lu(task)) {
        (Some(after_lu), Some(most_lu)) => {
            let stop = if after_lu > most_lu { "; more would pump" } else { "" };
            draft
                .because(format!(
                    "the loudness range of {is_lu:.1} LU is over the {most_lu:.1} that are asked \
                     for: {sum_db:.1} dB of slow reduction on average leave {after_lu:.1}{stop}"
                ))
                .evidence("loudness_range_lu", is_lu, after_lu)
        }
        _ => draft
            .because(format!(
                "four bands held together by {sum_db:.1} dB of reduction on average, most in the \
                 lowest; the premaster's crest is {crest_db:.1} dB{}",
                beside_references(task)
            ))
            .evidence("average_reduction_db", 0.0, sum_db),
    }
}

/// What the references' dynamics say, where they are matched.
fn beside_references(task: &Task<'_>) -> String {
    let Some((aim, psr_db)) = task.aim.and_then(|aim| Some((aim, aim.psr_db?))) else {
        return String::new();
    };
    if aim.matching.dynamics_pct <= 0.0 {
        return String::new();
    }
    format!(
        "; its peaks stand {:.1} dB over its short-term loudness, those of {} {psr_db:.1} dB",
        task.heard.dynamics.psr_median_db, aim.names
    )
}

pub(super) fn parallel(task: &Task<'_>) -> Option<Draft> {
    let is_dense = task.brief.lufs >= DENSE_LUFS && task.profile.intensity_pct >= 75.0;
    let denser_db = task.denser_db();
    let is_open = denser_db <= -DENSER_FROM_DB;
    let is_wanted = (is_dense && !is_open) || denser_db >= 2.0 * DENSER_FROM_DB;
    if task.brief.bypass_parallel_comp || !is_wanted {
        return None;
    }
    let character = Character { ratio: 3.0, knee_db: 6.0, attack_ms: 15.0, release_ms: 150.0 };
    let (threshold_db, depth) = character.solve(&levels_db(task), BAND_MAX_DB)?;
    if depth.average_db < 1.0 {
        return None;
    }
    let mix_pct = (15.0 + 5.0 * denser_db.max(0.0)).min(30.0);
    let psr_db = task.heard.dynamics.psr_median_db;
    Some(
        set_character(Draft::new("master", Action::Parallel), &character)
            .set("threshold_db", threshold_db)
            .set("mix_pct", mix_pct)
            .because(format!(
                "{:.1} LUFS want density: {mix_pct:.0} % of a signal reduced by {:.1} dB on average \
                 is added (peak over short-term loudness now {psr_db:.1} dB{})",
                task.brief.lufs, depth.average_db, beside_references(task)
            ))
            .evidence("average_reduction_db", 0.0, depth.average_db),
    )
}

pub(super) fn saturation(task: &Task<'_>) -> Option<Draft> {
    let lift_db = task.lift_db();
    // Half of the profile's colour at −14 LUFS, all of it at −8.
    let share = (0.5 + (lift_db - 4.0) / 12.0).clamp(0.0, 1.0);
    // Peaks that the references have kept are not rounded away.
    let open = (1.0 + task.denser_db() / 4.0).clamp(0.0, 1.0);
    let drive_db = round_to(open * share * task.profile.saturation_db, 0.1);
    if drive_db < 1.0 {
        return None;
    }
    let crest_db = task.heard.dynamics.crest_db;
    let peak_dbfs = task.heard.peaks.sample_dbfs + task.drive_db;
    let lost_db = rounded_db(peak_dbfs, drive_db, MIX_PCT);
    Some(
        Draft::new("master", Action::Saturation)
            .set("drive_db", drive_db)
            .set("bias_pct", 5.0)
            .set("mix_pct", MIX_PCT)
            .because(format!(
                "{:.1} LUFS from a working level of {WORKING_LUFS:.0}: {drive_db:.1} dB into the \
                 curve colour it and take {lost_db:.1} dB of the highest peak (crest \
                 {crest_db:.1} dB)",
                task.brief.lufs
            ))
            .evidence("peak_dbfs", peak_dbfs, peak_dbfs - lost_db),
    )
}

/// The bands of the compressor cover the whole spectrum.
const _: () = assert!(EDGES_HZ.len() == THRESHOLDS.len() + 1 && ERB_BANDS > THRESHOLDS.len());
