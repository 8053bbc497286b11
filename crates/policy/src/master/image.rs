//! Width of the master: towards the brief, inside what mono can bear; the low end to the middle.

use measure::Spectrum;
use recipe::Action;

use super::Task;
use super::near::Plan;
use crate::draft::Draft;
use crate::erb;
use crate::reference::Aim;

/// Side over mid at which the correlation is still 0.18: (1 − s²) / (1 + s²). The guardrail is 0.1.
const SIDE_MAX: f64 = 0.83;

/// A side over mid over which nothing is widened for taste's sake.
const SIDE_WIDE: f64 = 0.6;

/// The most width against the un-widened mix, in percent, whatever is asked for.
const WIDTH_MAX_PCT: f64 = 140.0;

/// A ratio that a user asks for narrows by no more than this, in percent; a profile's never does.
const WIDTH_MIN_PCT: f64 = 80.0;

/// Smaller changes of width are not heard, in percent.
const WIDTH_FLOOR_PCT: f64 = 3.0;

/// A low end with more side over mid than this is brought to the middle where the profile wants it,
/// as far as this. A tenth is what pressing plants and clubs ask for.
const LOW_SIDE: f64 = 0.1;
const LOW_SIDE_AIM: f64 = 0.05;

/// A reference's low end is as wide as the mix's from this share of its side over mid.
const LIKE_LOW: f64 = 0.7;

/// The low end, as the meter has it, and the lowest corner that is tried, in Hz.
const LOW_HZ: f64 = 120.0;
const CORNER_MIN_HZ: f64 = 50.0;

pub(super) fn width(task: &Task<'_>, near: Option<(&Aim, &Plan)>) -> Option<Draft> {
    let stereo = task.heard.stereo;
    let side = stereo.side_over_mid;
    let near = near.filter(|(aim, _)| aim.side_db.is_some() && aim.matching.width_pct > 0.0);
    let width_pct = near.map_or_else(|| width_pct(task), |(_, plan)| plan.width_pct);
    let low = stereo.low_side_over_mid;
    // A reference as wide in its low end speaks against it.
    let is_like = near.and_then(|(aim, _)| aim.low_side()).is_some_and(|it| it > LIKE_LOW * low);
    let most_hz = if is_like { 0.0 } else { task.profile.mono_below_hz };
    let mono = mono_below(&task.heard.spectrum, low, most_hz);
    let (mono_hz, low_after) = mono.unwrap_or((0.0, low));
    let widens = (width_pct - 100.0).abs() >= WIDTH_FLOOR_PCT;
    if !widens && mono.is_none() {
        return None;
    }
    let width_pct = if widens { width_pct } else { 100.0 };
    let mono_words = if mono.is_some() {
        format!(
            "; under {mono_hz:.0} Hz the side goes, because it is {low:.2} of the mid in the low \
             end: what lies above keeps its width"
        )
    } else {
        String::new()
    };
    let draft = Draft::new("master", Action::Width)
        .set("width_pct", width_pct)
        .set("mono_below_hz", mono_hz)
        .because(format!(
            "side over mid {side:.2}, correlation {:.2} ({:.2} in its worst 3 s): {width_pct:.0} % \
             {}{mono_words}",
            stereo.correlation,
            stereo.correlation_p1,
            asked_by(task, near)
        ));
    if let Some((aim, plan)) = near.filter(|_| widens) {
        let [before, after, without] = plan.width_evidence(aim);
        return Some(draft.evidence("reference_side_db", before, after).without(without));
    }
    Some(if widens {
        draft.evidence("side_over_mid", side, side * width_pct / 100.0)
    } else {
        draft.evidence("low_side_over_mid", low, low_after)
    })
}

/// Who asked for how much width.
fn asked_by(task: &Task<'_>, near: Option<(&Aim, &Plan)>) -> String {
    match near {
        Some((aim, _)) => format!(
            "on the way to {} ({:.2}), {:.0} % of which is asked for",
            aim.names,
            aim.side_over_mid.unwrap_or_default(),
            aim.matching.width_pct
        ),
        None => format!("of {:.0} % asked for", task.brief.width_pct),
    }
}

/// The lowest corner that brings the low end to the middle, and the side over mid it leaves there.
fn mono_below(spectrum: &Spectrum, low_side: f64, most_hz: f64) -> Option<(f64, f64)> {
    if low_side <= LOW_SIDE || most_hz < CORNER_MIN_HZ {
        return None;
    }
    let mut corner_hz = CORNER_MIN_HZ;
    loop {
        let after = low_side * left(spectrum, corner_hz);
        if after <= LOW_SIDE_AIM || corner_hz >= most_hz {
            return Some((corner_hz, after));
        }
        corner_hz = (corner_hz + 5.0).min(most_hz);
    }
}

/// Share of the low end's side that a corner leaves, as amplitude: the filter falls by 24 dB per
/// octave, twice a Butterworth of the second order.
fn left(spectrum: &Spectrum, corner_hz: f64) -> f64 {
    let low = spectrum.side_erb_db.iter().enumerate();
    let low = low.filter(|(band, _)| erb::centre_hz(*band) < LOW_HZ);
    let (mut before, mut after) = (0.0, 0.0);
    for (band, level_db) in low {
        let power = erb::db_to_power(f64::from(*level_db));
        let gain_db = 2.0 * erb::high_pass_db(erb::centre_hz(band), corner_hz, 2);
        before += power;
        after += power * erb::db_to_power(gain_db);
    }
    if before > 0.0 { (after / before).sqrt() } else { 0.0 }
}

/// `asked_pct` as far as mono can bear it.
pub(super) fn safe_pct(task: &Task<'_>, asked_pct: f64) -> f64 {
    let stereo = task.heard.stereo;
    let side = stereo.side_over_mid;
    let safe_pct = 100.0 * SIDE_MAX / side.max(1e-6);
    // A song with a passage that falls apart in mono is not widened at all.
    let most_pct = if stereo.correlation_p1 <= 0.0 { 100.0 } else { WIDTH_MAX_PCT };
    asked_pct.min(most_pct).min(safe_pct)
}

fn width_pct(task: &Task<'_>) -> f64 {
    let stereo = task.heard.stereo;
    let side = stereo.side_over_mid;
    // There is no width to be had from mono, and none is made up.
    if side <= 0.01 {
        return 100.0;
    }
    // A width that is not the profile's is somebody's, and goes before any ratio.
    let is_told = (task.brief.width_pct - task.profile.width_pct).abs() > 1e-9;
    let asked_pct = match task.brief.stereo_ms_ratio {
        Some(ratio) if !is_told => {
            let own = task.profile.stereo_ms_ratio;
            let is_own = own.is_some_and(|own| (own - ratio).abs() < 1e-9);
            let least_pct = if is_own { task.brief.width_pct.min(100.0) } else { WIDTH_MIN_PCT };
            (100.0 * ratio / side).clamp(least_pct, task.brief.width_pct.max(100.0))
        }
        _ => task.brief.width_pct,
    };
    // More than the profile's cap is not its character any more.
    let asked_pct = asked_pct.min(task.profile.width_cap_pct);
    let most_pct = if side > SIDE_WIDE { 100.0 } else { WIDTH_MAX_PCT };
    safe_pct(task, asked_pct.min(most_pct))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Sketch, brief, profile};

    #[test]
    fn a_ratio_that_is_asked_for_narrows_and_a_profiles_does_not() {
        let profile = profile("rock");
        let heard = Sketch { channels: 2, side_over_mid: 0.6, ..Sketch::default() }.measurement();
        let width = |ratio: f64| {
            let brief = recipe::Brief { stereo_ms_ratio: Some(ratio), ..brief(&profile) };
            width_pct(&Task {
                heard: &heard,
                brief: &brief,
                profile: &profile,
                drive_db: 0.0,
                aim: None,
            })
        };
        let own = profile.stereo_ms_ratio.expect("rock has one");
        assert!(own < 0.6 && (width(own) - 100.0).abs() < 1e-9, "{}", width(own));
        assert!((width(0.54) - 90.0).abs() < 1e-6, "{}", width(0.54));
        assert!((width(0.1) - WIDTH_MIN_PCT).abs() < 1e-9);
    }

    #[test]
    fn a_width_that_is_asked_for_goes_before_the_ratio() {
        let profile = profile("rock");
        let heard = Sketch { channels: 2, side_over_mid: 0.2, ..Sketch::default() }.measurement();
        for asked_pct in [60.0, 90.0, 120.0] {
            let brief = recipe::Brief { width_pct: asked_pct, ..brief(&profile) };
            let task =
                Task { heard: &heard, brief: &brief, profile: &profile, drive_db: 0.0, aim: None };
            assert!((width_pct(&task) - asked_pct).abs() < 1e-9, "{asked_pct}");
        }
    }

    #[test]
    fn the_corner_is_as_low_as_the_low_end_allows() {
        let sketch =
            Sketch { low_hz: 60.0, high_hz: 4_000.0, side_over_mid: 0.3, ..Sketch::default() };
        let spectrum = sketch.measurement().spectrum;
        let corner = |low_side: f64| mono_below(&spectrum, low_side, 140.0);
        assert_eq!(corner(0.09), None);
        let (little_hz, little) = corner(0.12).expect("it is wide");
        let (much_hz, much) = corner(0.4).expect("it is wide");
        assert!(little_hz < much_hz && much_hz <= 140.0, "{little_hz} {much_hz}");
        assert!(little <= LOW_SIDE_AIM && much < 0.2, "{little} {much}");
        assert_eq!(mono_below(&spectrum, 0.4, 0.0), None);
    }
}
