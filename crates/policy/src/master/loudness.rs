//! Drive, soft clip, gain and limiter: the way to the loudness asked for.

use measure::Measurement;
use recipe::{Action, Brief};

use super::{Task, WORKING_LUFS};
use crate::draft::Draft;

/// The clipper stands behind the loudness gain, this far over the limiter's ceiling, in dB: it
/// takes the tips of transients, the limiter the rest.
const CLIP_OVER_DB: f64 = 1.5;

/// With fewer dB of peaks over the ceiling than this the limiter alone is cleaner. A compressor
/// with a slow attack lets a few dB more of the tips through than the premaster shows, so the
/// clipper stands ready early; while it has nothing to do the audio passes untouched.
const CLIP_FROM_DB: f64 = 1.0;

/// Drives under this are not worth a move, in dB.
const DRIVE_FLOOR_DB: f64 = 0.1;

pub(super) fn drive(task: &Task<'_>) -> Option<Draft> {
    let lufs = task.heard.loudness.integrated_lufs;
    (task.drive_db.abs() >= DRIVE_FLOOR_DB).then(|| {
        Draft::new("master", Action::Drive)
            .set("gain_db", task.drive_db)
            .because(format!(
                "the premaster of {lufs:.1} LUFS goes to the working level of {WORKING_LUFS:.0} LUFS"
            ))
            .evidence("integrated_lufs", lufs, lufs + task.drive_db)
    })
}

/// Peaks over the ceiling at the loudness asked for, in dB.
fn over_db(task: &Task<'_>) -> f64 {
    let at_target = task.heard.peaks.true_dbtp + task.drive_db + task.lift_db();
    at_target - task.brief.ceiling_dbtp
}

pub(super) fn soft_clip(task: &Task<'_>) -> Option<Draft> {
    let over_db = over_db(task);
    // Quiet profiles keep their transients whole, unless loudness goes before everything.
    let may_clip = task.profile.saturation_db >= 1.0 || task.brief.loudness_priority;
    if over_db < CLIP_FROM_DB || !may_clip {
        return None;
    }
    let ceiling_db = task.brief.ceiling_dbtp + CLIP_OVER_DB;
    Some(
        Draft::new("master", Action::SoftClip)
            .set("ceiling_db", ceiling_db)
            .set("knee_db", 3.0)
            .because(format!(
                "at {:.1} LUFS peaks would stand {over_db:.1} dB over the ceiling; the clipper takes \
                 their tips so that the limiter has {CLIP_OVER_DB:.1} dB left to do",
                task.brief.lufs
            ))
            .evidence("peak_over_ceiling_db", over_db, CLIP_OVER_DB.min(over_db)),
    )
}

pub(super) fn gain(task: &Task<'_>, dense_db: f64) -> Draft {
    // A first estimate: what the compression takes is given back; the loop measures the rest.
    let gain_db = task.lift_db() + 0.8 * dense_db;
    let before = task.heard.loudness.integrated_lufs;
    Draft::new("master", Action::Loudness)
        .set("gain_db", gain_db)
        .because(format!(
            "{:.1} LUFS are asked for; the chain works at {WORKING_LUFS:.0} LUFS and takes \
             {dense_db:.1} dB",
            task.brief.lufs
        ))
        .evidence("integrated_lufs", before, task.brief.lufs)
}

pub(super) fn limiter(brief: &Brief, premaster: &Measurement) -> Draft {
    let peak = premaster.peaks.true_dbtp.max(-150.0);
    Draft::new("master", Action::Limiter)
        .set("ceiling_dbtp", brief.ceiling_dbtp)
        .set("lookahead_ms", 2.0)
        .set("release_ms", 80.0)
        .because(format!(
            "true peaks stay at or under {:.1} dBTP; the premaster's highest is {peak:.1}",
            brief.ceiling_dbtp
        ))
        .evidence("true_peak_dbtp", peak, brief.ceiling_dbtp)
}
