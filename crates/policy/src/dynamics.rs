//! Compression by the role's character, as deep as the stem needs and the guardrail allows; a
//! little saturation where the profile has it.

use audio::math::power_to_db;
use recipe::{Action, Brief, Role};

use crate::balance::name;
use crate::curve::Character;
use crate::density;
use crate::draft::{Draft, round_to};
use crate::erb::db_to_power;
use crate::levels;
use crate::scene::{Part, Scene, WORKING_PEAK_DBFS};
use crate::taste::Taste;

/// No compressor of ours averages more than this, in dB: the guardrail is 3, the simulation on
/// 10 ms steps is right to about 0.3.
pub(crate) const AVERAGE_MAX_DB: f64 = 2.5;

/// Less reduction than this on average is not worth a compressor, in dB.
const AVERAGE_FLOOR_DB: f64 = 0.5;

/// A compressor has to narrow the spread by this, in dB: less is loudness taken and given back.
const NARROWED_FLOOR_DB: f64 = 0.4;

/// A stem whose levels spread less than this between the percentiles is even already, in dB; what
/// exceeds it asks for that much reduction per dB. The lower percentile leaves tails out.
const EVEN_DB: f64 = 3.0;
const DEPTH_PER_DB: f64 = 0.3;
const SPREAD_BETWEEN: [f64; 2] = [0.40, 0.95];

/// More make-up than this would bring up what lies under the stem, in dB.
const MAKEUP_MAX_DB: f64 = 4.0;

/// Fewer tips than this are not worth a move, and a stem with less crest has none, in dB.
const TIPS_FLOOR_DB: f64 = 0.5;
const TIPS_CREST_DB: f64 = 12.0;

/// How a role is compressed: its character, whether peaks or RMS are heard, and its depth.
struct Habit {
    character: Character,
    peaks: bool,
    depth_db: f64,
}

const fn habit(
    ratio: f64,
    attack_ms: f64,
    release_ms: f64,
    peaks: bool,
    depth_db: f64,
) -> Option<Habit> {
    let character = Character { ratio, knee_db: 6.0, attack_ms, release_ms };
    Some(Habit { character, peaks, depth_db })
}

const fn habit_of(role: Role) -> Option<Habit> {
    match role {
        Role::Kick => habit(3.0, 20.0, 90.0, true, 1.5),
        Role::Snare => habit(3.0, 12.0, 110.0, true, 1.5),
        Role::Toms => habit(3.0, 15.0, 130.0, true, 1.5),
        Role::Bass => habit(3.0, 20.0, 150.0, false, 2.2),
        Role::LeadVocal => habit(2.5, 8.0, 110.0, false, 2.3),
        Role::Speech => habit(2.0, 10.0, 200.0, false, 2.0),
        Role::BackingVocals => habit(2.5, 8.0, 130.0, false, 2.2),
        Role::AcousticGuitar | Role::Piano => habit(2.0, 20.0, 180.0, false, 1.5),
        Role::ElectricGuitar | Role::Keys | Role::SynthLead => habit(2.0, 20.0, 150.0, false, 1.2),
        Role::Brass | Role::Woodwinds => habit(2.0, 25.0, 200.0, false, 1.2),
        Role::DrumsBus => habit(2.0, 25.0, 140.0, false, 1.2),
        _ => None,
    }
}

/// Compressor and saturation moves of all stems.
pub(crate) fn moves(
    scene: &Scene<'_>,
    brief: &Brief,
    taste: &Taste<'_>,
    tips_db: f64,
) -> Vec<Draft> {
    let range_over_lu = range_over_lu(scene, brief);
    let each = |part: &Part<'_>| {
        let need = Need { tips_db: tips_db * density::tips_share(scene, part), range_over_lu };
        [compressor(part, taste, need), tips(part, need).or_else(|| saturation(part, taste))]
    };
    scene.parts.iter().flat_map(each).flatten().collect()
}

/// What the song as a whole asks of a stem.
#[derive(Clone, Copy, Debug)]
struct Need {
    /// Tips that it has to lose, in dB.
    tips_db: f64,
    /// Loudness range over the most that is wanted, in LU.
    range_over_lu: f64,
}

/// By how much the rough mix exceeds the loudness range that is wanted, in LU.
fn range_over_lu(scene: &Scene<'_>, brief: &Brief) -> f64 {
    let range_lu = scene.session.sum.loudness.range_lu;
    brief.lra_max_lu.map_or(0.0, |most| (range_lu - most).max(0.0))
}

/// Attack of compressors that have to hold tips instead of letting them through, in ms.
const TIPS_ATTACK_MS: f64 = 2.0;

/// A voice is held tighter by this share of its usual depth per LU of range too much.
const TIGHTER_PER_LU: f64 = 0.15;

fn compressor(part: &Part<'_>, taste: &Taste<'_>, need: Need) -> Option<Draft> {
    let mut habit = habit_of(part.role)?;
    let character = &mut habit.character;
    character.ratio = taste.ratio(character.ratio);
    character.knee_db = taste.profile.compression.stems.knee_db;
    (character.attack_ms, character.release_ms) =
        taste.times_ms(character.attack_ms, character.release_ms);
    if need.tips_db > 0.0 {
        character.attack_ms = character.attack_ms.min(TIPS_ATTACK_MS);
    }
    if part.is_lead() {
        habit.depth_db *= 1.0 + TIGHTER_PER_LU * need.range_over_lu;
    }
    let mut levels_db = levels::sorted_levels_db(&part.heard.envelope, &part.active);
    let own_db = spread_db(&mut levels_db)?;
    let needed_db = DEPTH_PER_DB * (own_db - EVEN_DB);
    let wanted_db = (habit.depth_db * taste.dynamics).min(needed_db).min(AVERAGE_MAX_DB);
    if wanted_db < AVERAGE_FLOOR_DB {
        return None;
    }
    let heard = if habit.peaks { part.strip_peaks_db() } else { part.strip_levels_db() };
    let start_db = taste.profile.compression.stems.threshold_db;
    let (threshold_db, depth) =
        habit.character.solve_from(&heard, wanted_db, start_db, AVERAGE_MAX_DB)?;
    if depth.average_db < AVERAGE_FLOOR_DB {
        return None;
    }
    // The spread of what the detector hears: a peak detector sees other levels than an RMS one.
    let mut detected: Vec<f64> = (heard.iter().zip(&part.active))
        .filter(|(level_db, active)| **active && level_db.is_finite())
        .map(|(level_db, _)| f64::from(*level_db))
        .collect();
    let detected_db = spread_db(&mut detected)?;
    let narrowed_db = narrowed_db(&habit, &detected, threshold_db);
    if narrowed_db < NARROWED_FLOOR_DB {
        return None;
    }
    Some(
        set_character(Draft::new(part.id, Action::Compressor), &habit.character)
            .set("threshold_db", threshold_db)
            .set("makeup_db", makeup_db(part, &habit.character, &heard, threshold_db))
            .word("detector", if habit.peaks { "peak" } else { "rms" })
            .because(format!(
                "the levels of {} spread over {own_db:.1} dB; {:.1} dB of reduction on average \
                 even it out, {:.1} dB at most",
                name(part.role),
                depth.average_db,
                depth.max_db
            ))
            .evidence("level_spread_db", detected_db, detected_db - narrowed_db),
    )
}

/// Loudness that the stem loses in the compressor, in dB: given back, because how loud it stands is
/// the fader's to say.
fn makeup_db(part: &Part<'_>, character: &Character, levels_db: &[f32], threshold_db: f64) -> f64 {
    let reductions = character.reductions(levels_db, threshold_db);
    let (mut all, mut left) = (0.0, 0.0);
    for (power, reduction_db) in part.heard.envelope.k_power.iter().zip(reductions) {
        all += f64::from(*power);
        left += f64::from(*power) * db_to_power(-reduction_db);
    }
    if left > 0.0 { power_to_db(all / left).clamp(0.0, MAKEUP_MAX_DB) } else { 0.0 }
}

/// The spread of levels, which are sorted for it; none of nothing.
pub(crate) fn spread_db(levels_db: &mut [f64]) -> Option<f64> {
    levels_db.sort_by(f64::total_cmp);
    let within = |share| levels::percentile(levels_db, share);
    Some(within(SPREAD_BETWEEN[1])? - within(SPREAD_BETWEEN[0])?)
}

/// By how much the static curve narrows the spread of sorted levels, in dB.
fn narrowed_db(habit: &Habit, sorted: &[f64], threshold_db: f64) -> f64 {
    let at = |share: f64| {
        let level_db = levels::percentile(sorted, share).unwrap_or(-150.0);
        habit.character.reduction_db(level_db - threshold_db)
    };
    at(SPREAD_BETWEEN[1]) - at(SPREAD_BETWEEN[0])
}

/// Character as settings.
pub(crate) fn set_character(draft: Draft, character: &Character) -> Draft {
    draft
        .set("ratio", character.ratio)
        .set("knee_db", character.knee_db)
        .set("attack_ms", character.attack_ms)
        .set("release_ms", character.release_ms)
}

/// Rounded tips: saturation as deep as the loudness asked for needs.
fn tips(part: &Part<'_>, need: Need) -> Option<Draft> {
    let crest_db = part.heard.dynamics.crest_db;
    if need.tips_db < TIPS_FLOOR_DB || crest_db < TIPS_CREST_DB {
        return None;
    }
    let drive_db = round_to(density::drive_db(WORKING_PEAK_DBFS, need.tips_db), 0.1);
    Some(
        Draft::new(part.id, Action::Saturation)
            .set("drive_db", drive_db)
            .set("bias_pct", 0.0)
            .set("mix_pct", 100.0)
            .because(format!(
                "mastering alone cannot make the song as loud as asked: {} gives {:.1} dB of its \
                 tips (crest {crest_db:.1} dB), its body stays",
                name(part.role),
                need.tips_db
            ))
            .evidence("peak_dbfs", WORKING_PEAK_DBFS, WORKING_PEAK_DBFS - need.tips_db),
    )
}

fn saturation(part: &Part<'_>, taste: &Taste<'_>) -> Option<Draft> {
    let share = match part.role {
        Role::Bass | Role::SubBass => 1.0,
        Role::DrumsBus | Role::Snare | Role::SynthLead => 0.6,
        Role::ElectricGuitar | Role::Keys | Role::Organ | Role::LeadVocal => 0.4,
        _ => return None,
    };
    let drive_db = share * taste.saturation_db;
    // Under this the curve is straight for all but the highest peaks.
    if drive_db < 1.0 {
        return None;
    }
    let crest_db = part.heard.dynamics.crest_db;
    let mix_pct = 30.0;
    let lost_db = density::rounded_db(WORKING_PEAK_DBFS, drive_db, mix_pct);
    Some(
        Draft::new(part.id, Action::Saturation)
            .set("drive_db", drive_db)
            .set("bias_pct", 10.0)
            .set("mix_pct", mix_pct)
            .because(format!(
                "the profile wants colour: {} gets {drive_db:.1} dB into the curve, {mix_pct:.0} % \
                 mixed in (crest {crest_db:.1} dB)",
                name(part.role)
            ))
            .evidence("peak_dbfs", WORKING_PEAK_DBFS, WORKING_PEAK_DBFS - lost_db),
    )
}
