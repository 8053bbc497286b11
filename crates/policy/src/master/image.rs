//! Width of the master: towards the brief, inside what mono can bear.

use recipe::Action;

use super::Task;
use crate::draft::Draft;

/// Side over mid at which the correlation is still 0.18: (1 − s²) / (1 + s²). The guardrail is 0.1.
const SIDE_MAX: f64 = 0.83;

/// A side over mid over which nothing is widened for taste's sake.
const SIDE_WIDE: f64 = 0.6;

/// The most width against the un-widened mix, in percent, whatever is asked for.
const WIDTH_MAX_PCT: f64 = 140.0;

/// A soft goal may narrow by no more than this, in percent.
const WIDTH_MIN_PCT: f64 = 80.0;

/// Smaller changes of width are not heard, in percent.
const WIDTH_FLOOR_PCT: f64 = 3.0;

/// A low end wider than this is made mono where the profile wants it: T13's limit is 0.1.
const LOW_SIDE: f64 = 0.05;

pub(super) fn width(task: &Task<'_>) -> Option<Draft> {
    let stereo = task.heard.stereo;
    let side = stereo.side_over_mid;
    let width_pct = width_pct(task);
    let mono_hz = task.profile.mono_below_hz;
    let mono_hz = if stereo.low_side_over_mid > LOW_SIDE { mono_hz } else { 0.0 };
    let widens = (width_pct - 100.0).abs() >= WIDTH_FLOOR_PCT;
    if !widens && mono_hz < 1.0 {
        return None;
    }
    let width_pct = if widens { width_pct } else { 100.0 };
    let low = stereo.low_side_over_mid;
    let mono = if mono_hz >= 1.0 {
        format!("; mono under {mono_hz:.0} Hz, where the side is {low:.2} of the mid")
    } else {
        String::new()
    };
    Some(
        Draft::new("master", Action::Width)
            .set("width_pct", width_pct)
            .set("mono_below_hz", mono_hz)
            .because(format!(
                "side over mid {side:.2}, correlation {:.2} ({:.2} in its worst 3 s): \
                 {width_pct:.0} % of {:.0} % asked for{mono}",
                stereo.correlation, stereo.correlation_p1, task.brief.width_pct
            ))
            .evidence("side_over_mid", side, side * width_pct / 100.0),
    )
}

fn width_pct(task: &Task<'_>) -> f64 {
    let stereo = task.heard.stereo;
    let side = stereo.side_over_mid;
    // There is no width to be had from mono, and none is made up.
    if side <= 0.01 {
        return 100.0;
    }
    let safe_pct = 100.0 * SIDE_MAX / side;
    // A song with a passage that falls apart in mono is not widened at all.
    let is_fragile = stereo.correlation_p1 <= 0.0;
    let asked_pct = match task.brief.stereo_ms_ratio {
        Some(ratio) => (100.0 * ratio / side).clamp(WIDTH_MIN_PCT, task.brief.width_pct.max(100.0)),
        None => task.brief.width_pct,
    };
    let most_pct = if is_fragile || side > SIDE_WIDE { 100.0 } else { WIDTH_MAX_PCT };
    asked_pct.min(most_pct).min(safe_pct)
}
