//! De-esser and gate: corrections that need proof.

use audio::math::power_to_db;
use recipe::{Action, Role};

use crate::balance::name;
use crate::draft::Draft;
use crate::erb;
use crate::levels;
use crate::scene::{Part, Scene};

/// Where sibilants are, and the rest of a voice, in Hz.
const SIBILANT_HZ: [f64; 2] = [5_000.0, 9_000.0];
const VOWEL_HZ: [f64; 2] = [200.0, 4_000.0];

/// A burst is a hop of 100 ms in which sibilants are within this of the vowels or over them, in dB.
const BURST_DB: f64 = -3.0;

/// Only where bursts take a share of its time as in a voice (more is noise) …
const BURST_SHARE: std::ops::RangeInclusive<f64> = 0.01..=0.4;
/// … and the loud tenth of them is over this, against the voice's usual level, are they sharp, in
/// dB. Five finished voices, read and sung, lie at −15 to −3.6.
const SHARP_DB: f64 = -2.0;

/// Hops within this of the loudest are sung, in dB.
const SUNG_DB: f64 = 25.0;

/// Sibilants are over this level relative to the whole voice; vowels are far under it, in dB.
const SIBILANT_THRESHOLD_DB: f64 = -9.0;

const DE_ESS_DB: [f64; 2] = [2.0, 5.0];

/// A floor between the passages is proven when it is heard (over this in the strip, in dBFS) …
const FLOOR_HEARD_DBFS: f64 = -60.0;
/// … and clearly under the quietest tenth of what is played, in dB …
const FLOOR_UNDER_DB: f64 = 18.0;
/// … for at least this share of the time …
const REST_SHARE: f64 = 0.15;
/// … and steady: half of it within this many dB. Decays and tails are not.
const STEADY_DB: f64 = 6.0;

/// De-esser and gate moves of all stems.
pub(crate) fn moves(scene: &Scene<'_>) -> Vec<Draft> {
    scene.parts.iter().flat_map(|part| [gate(part), de_esser(part)]).flatten().collect()
}

/// The loud tenth of the sibilant bursts against the voice's usual level, in dB, and the share of
/// its time that bursts take.
fn sibilance(part: &Part<'_>) -> Option<(f64, f64)> {
    let column = |hop: usize| {
        let bands = part.heard.excitation.powers(hop);
        let power = |edges: [f64; 2]| erb::between(&bands, edges[0], edges[1]);
        (power(SIBILANT_HZ), power(VOWEL_HZ))
    };
    let columns: Vec<(f64, f64)> = (0..part.heard.excitation.len()).map(column).collect();
    let loudest = columns.iter().map(|(s, v)| s + v).fold(0.0, f64::max);
    let sung = loudest * erb::db_to_power(-SUNG_DB);
    let mut usual = Vec::new();
    let mut bursts = Vec::new();
    for (sibilant, vowel) in columns.iter().filter(|(s, v)| *s + *v > sung) {
        usual.push(power_to_db(sibilant + vowel));
        if *sibilant > vowel * erb::db_to_power(BURST_DB) {
            bursts.push(power_to_db(*sibilant));
        }
    }
    usual.sort_by(f64::total_cmp);
    bursts.sort_by(f64::total_cmp);
    let share = bursts.len() as f64 / usual.len().max(1) as f64;
    Some((levels::percentile(&bursts, 0.9)? - levels::percentile(&usual, 0.5)?, share))
}

fn de_esser(part: &Part<'_>) -> Option<Draft> {
    if !matches!(part.role, Role::LeadVocal | Role::BackingVocals | Role::Speech) {
        return None;
    }
    let (sibilance_db, share) = sibilance(part)?;
    let over_db = sibilance_db - SHARP_DB;
    if over_db <= 0.0 || !BURST_SHARE.contains(&share) {
        return None;
    }
    let range_db = (DE_ESS_DB[0] + 0.5 * over_db).min(DE_ESS_DB[1]);
    Some(
        Draft::new(part.id, Action::DeEsser)
            .set("freq_hz", SIBILANT_HZ[0])
            .set("threshold_db", SIBILANT_THRESHOLD_DB)
            .set("range_db", range_db)
            .set("attack_ms", 1.0)
            .set("release_ms", 60.0)
            .because(format!(
                "its sibilants (5 to 9 kHz) take {:.0} % of its time, the loud ones {sibilance_db:+.1} \
                 dB against its usual level; {SHARP_DB:+.1} dB is sharp",
                100.0 * share
            ))
            .evidence("sibilance_db", sibilance_db, sibilance_db - range_db),
    )
}

/// Ratio, range in dB and hold in ms by role; none where tails and breath belong to the sound.
const fn expander(role: Role) -> Option<(f64, f64, f64)> {
    match role {
        Role::Kick | Role::Snare | Role::Toms | Role::Claps => Some((3.0, 14.0, 60.0)),
        Role::LeadVocal | Role::BackingVocals | Role::Speech => Some((1.6, 8.0, 200.0)),
        Role::ElectricGuitar => Some((1.8, 10.0, 150.0)),
        _ => None,
    }
}

/// Level between the passages, as delivered, where it is steady.
fn steady_floor_dbfs(part: &Part<'_>) -> Option<f64> {
    let rests: Vec<bool> = part.active.iter().map(|active| !active).collect();
    let levels = levels::sorted_levels_db(&part.heard.envelope, &rests);
    let resting = rests.iter().filter(|rest| **rest).count();
    // Digital silence in the rests is no floor.
    if 5 * levels.len() < 4 * resting {
        return None;
    }
    let at = |share| levels::percentile(&levels, share);
    (at(0.75)? - at(0.25)? < STEADY_DB).then_some(at(0.5)?)
}

fn gate(part: &Part<'_>) -> Option<Draft> {
    let (ratio, range_db, hold_ms) = expander(part.role)?;
    let floor_dbfs = steady_floor_dbfs(part)? + part.trim_db;
    let levels = levels::sorted_levels_db(&part.heard.envelope, &part.active);
    let quiet_dbfs = levels::percentile(&levels, 0.1)? + part.trim_db;
    let rests = 1.0 - part.active_share();
    let proven = floor_dbfs > FLOOR_HEARD_DBFS
        && quiet_dbfs - floor_dbfs > FLOOR_UNDER_DB
        && rests > REST_SHARE;
    if !proven {
        return None;
    }
    // A third of the way up: nothing that is played may be cut.
    let threshold_db = floor_dbfs + 0.35 * (quiet_dbfs - floor_dbfs);
    let reached_db = (ratio - 1.0) * (threshold_db - floor_dbfs);
    Some(
        Draft::new(part.id, Action::Gate)
            .set("threshold_db", threshold_db)
            .set("hysteresis_db", 4.0)
            .set("ratio", ratio)
            .set("range_db", range_db)
            .set("attack_ms", 1.0)
            .set("hold_ms", hold_ms)
            .set("release_ms", 150.0)
            .set("lookahead_ms", 5.0)
            .because(format!(
                "between its passages {} leaves {floor_dbfs:.0} dBFS of bleed or noise, {:.0} dB \
                 under what is played, for {:.0} % of the time",
                name(part.role),
                quiet_dbfs - floor_dbfs,
                100.0 * rests
            ))
            .evidence("floor_dbfs", floor_dbfs, floor_dbfs - reached_db.min(range_db)),
    )
}
