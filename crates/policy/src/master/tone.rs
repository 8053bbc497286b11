//! Tone of the master: what a user asks for, as far as the guardrail lets; else nothing, unless the
//! song lies outside the profile's corridor.
//!
//! Eight points, smooth by construction (each averages an octave and more), never over the
//! guardrail of 3 dB.
//!
//! A profile's centroid is a published number of the kind that analysis libraries give by default:
//! the mean over frames at 22.05 kHz. The meter here weighs the long-term spectrum to 20 kHz; on
//! four finished records of four genres it reads 1.14, 1.45, 1.56 and 1.66 times as much (1995 Hz
//! for 1746, 3691 for 2552, 3586 for 2293, 1790 for 1079). So a profile's number stands for
//! [`METER_RATIO`] times itself here, and with a scatter like that it only speaks up where a song
//! is an octave away. A centroid in a targets file is taken as the report measures it.

use audio::math::{gain_to_db_f64, power_to_db};
use measure::{BAND_EDGES_HZ, ERB_BANDS};
use recipe::{Action, ToneCorridor};

use super::Task;
use crate::draft::{Draft, round_to};
use crate::erb::{self, Bands};

/// Points of the curve, in Hz.
const POINTS_HZ: [f64; 8] = [45.0, 90.0, 180.0, 400.0, 1_000.0, 2_500.0, 6_000.0, 12_000.0];

/// Share of the distance to the corridor that is taken: a song keeps its own character.
const WAY: f64 = 0.4;

/// The same where songs of an album are to be one: what is left is hardly heard from song to song.
const SHARED_WAY: f64 = 0.8;

/// Share of a frequency balance asked for that is taken: three numbers say little about a curve.
const BALANCE_WAY: f64 = 0.6;

/// This meter's centroid over the published kind.
const METER_RATIO: f64 = 1.5;

/// A profile's centroid leaves a song alone within this factor, up or down.
const CENTROID_FREE: f64 = 2.0;

/// Largest gain of a point, in dB: a margin under the guardrail of 3 for what points add up to.
const GAIN_MAX_DB: f64 = 2.8;

/// The same where nobody asked but the profile.
const SOFT_MAX_DB: f64 = 1.5;

/// What lies this far under the profile's curve is empty: there is nothing to lift but noise.
const EMPTY_DB: f64 = -16.0;

/// A curve whose largest gain is under this is not heard as one, in dB.
const CURVE_FLOOR_DB: f64 = 0.5;

type Curve = [f64; POINTS_HZ.len()];

/// A curve, and in words what it aims at.
struct Wanted {
    curve: Curve,
    aim: String,
    /// Centroid before and after, where one was asked for, in Hz.
    centroid_hz: Option<(f64, f64)>,
}

pub(super) fn moves(task: &Task<'_>) -> Vec<Draft> {
    let bands = erb::power(&task.heard.spectrum);
    let offs = off_db(&bands, &task.profile.tone);
    let Wanted { curve, aim, centroid_hz } = wanted(task, &bands, &offs);
    if curve.iter().all(|gain| gain.abs() < CURVE_FLOOR_DB) {
        return Vec::new();
    }
    let point = |((freq_hz, gain_db), off_db): ((&f64, &f64), &f64)| {
        let draft = Draft::new("master", Action::Tone)
            .set("freq_hz", *freq_hz)
            .set("gain_db", *gain_db)
            .because(format!(
                "around {freq_hz:.0} Hz the premaster is {off_db:+.1} dB from the profile's curve \
                 ({:.1} dB are free there); {aim}",
                task.profile.tone.tolerance_at_db(*freq_hz)
            ));
        match centroid_hz {
            Some((before_hz, after_hz)) => draft.evidence("centroid_hz", before_hz, after_hz),
            None => draft.evidence("tone_off_db", *off_db, off_db + gain_db),
        }
    };
    POINTS_HZ.iter().zip(&curve).zip(&offs).map(point).collect()
}

/// The curve and what it aims at. Explicit wishes go before the profile's corridor.
fn wanted(task: &Task<'_>, bands: &Bands, offs: &Curve) -> Wanted {
    if let Some(balance) = task.brief.frequency_balance {
        let curve = rounded(to_balance(task.heard.spectrum.balance, balance), GAIN_MAX_DB);
        let aim = format!("{:.0} % of the way to the balance asked for", 100.0 * BALANCE_WAY);
        return Wanted { curve, aim, centroid_hz: None };
    }
    let curve = to_corridor(offs, &task.profile.tone);
    let is_hz = task.heard.spectrum.centroid_hz;
    let goal = task.brief.centroid_hz.filter(|_| is_hz > 0.0);
    let is_own = |hz: f64| task.profile.centroid_hz.is_some_and(|own| (own - hz).abs() < 0.5);
    match goal {
        Some(goal_hz) if is_own(goal_hz) => softly(task, bands, offs, curve),
        Some(goal_hz) => asked_for(bands, offs, curve, is_hz, goal_hz),
        None => corridor_only(curve, &task.profile.tone),
    }
}

fn corridor_only(curve: Curve, corridor: &ToneCorridor) -> Wanted {
    let share_pct = 100.0 * way(corridor);
    let aim = format!("{share_pct:.0} % of the way to the nearest edge of the corridor");
    Wanted { curve: rounded(curve, most_db(corridor)), aim, centroid_hz: None }
}

fn way(corridor: &ToneCorridor) -> f64 {
    if corridor.is_shared { SHARED_WAY } else { WAY }
}

fn most_db(corridor: &ToneCorridor) -> f64 {
    if corridor.is_shared { GAIN_MAX_DB } else { SOFT_MAX_DB }
}

/// The corridor, and a tilt where the centroid is an octave from the profile's.
fn softly(task: &Task<'_>, bands: &Bands, offs: &Curve, mut curve: Curve) -> Wanted {
    let is_hz = task.heard.spectrum.centroid_hz;
    let own_hz = METER_RATIO * task.profile.centroid_hz.unwrap_or(is_hz);
    let edge_hz = is_hz.clamp(own_hz / CENTROID_FREE, own_hz * CENTROID_FREE);
    if (edge_hz - is_hz).abs() < 1.0 {
        return corridor_only(curve, &task.profile.tone);
    }
    let ratio = 1.0 + WAY * (edge_hz / is_hz - 1.0);
    let tilt = to_centroid(bands, &curve, ratio);
    for (gain, more) in curve.iter_mut().zip(&tilt) {
        *gain += more;
    }
    let aim = format!(
        "{:.0} % of the way from a centroid of {is_hz:.0} Hz to {edge_hz:.0} Hz, the edge of what \
         the profile leaves free",
        100.0 * WAY
    );
    let curve = rounded(kept_inside(curve, offs, &task.profile.tone), most_db(&task.profile.tone));
    Wanted { curve, aim, centroid_hz: None }
}

/// A centroid that a user asked for: all the way, or as far as the guardrail lets.
fn asked_for(bands: &Bands, offs: &Curve, mut curve: Curve, is_hz: f64, goal_hz: f64) -> Wanted {
    let tilt = to_centroid(bands, &curve, (goal_hz / is_hz).clamp(0.1, 10.0));
    for ((gain, more), off) in curve.iter_mut().zip(&tilt).zip(offs) {
        *gain += more;
        if *off < EMPTY_DB {
            *gain = gain.min(0.0);
        }
    }
    let curve = rounded(curve, GAIN_MAX_DB);
    let flat = centroid_hz(bands, &[0.0; POINTS_HZ.len()]);
    let after_hz = is_hz * centroid_hz(bands, &curve) / flat.max(1.0);
    let stop = if (after_hz - goal_hz).abs() < 0.03 * goal_hz {
        String::new()
    } else {
        format!("; the guardrail of 3 dB stops it at about {after_hz:.0} Hz")
    };
    let aim = format!("a centroid of {goal_hz:.0} Hz is asked for, it is {is_hz:.0} Hz{stop}");
    Wanted { curve, aim, centroid_hz: Some((is_hz, after_hz)) }
}

fn rounded(curve: Curve, most_db: f64) -> Curve {
    curve.map(|gain| round_to(gain.clamp(-most_db, most_db), 0.1))
}

/// A tilt may not push what lies within the corridor out of it, nor what lies outside farther out,
/// nor lift what is empty.
fn kept_inside(mut curve: Curve, offs: &Curve, corridor: &ToneCorridor) -> Curve {
    for ((gain, off), hz) in curve.iter_mut().zip(offs).zip(&POINTS_HZ) {
        let room = (corridor.tolerance_at_db(*hz) - off.abs()).max(0.0);
        if *gain * off > 0.0 {
            *gain = gain.clamp(-room, room);
        }
        if *off < EMPTY_DB {
            *gain = gain.min(0.0);
        }
    }
    curve
}

/// Distance from the corridor's curve at each point, level aside, in dB.
fn off_db(bands: &Bands, corridor: &ToneCorridor) -> Curve {
    let mut offs = [0.0; ERB_BANDS];
    let top = bands.iter().copied().fold(0.0, f64::max);
    for (band, off) in offs.iter_mut().enumerate() {
        let goal_db = corridor.band_level_db(erb::edge_hz(band), erb::edge_hz(band + 1));
        *off = power_to_db(bands[band].max(1e-6 * top).max(1e-30)) - goal_db;
    }
    // The level is set by the middle of the spectrum, where most of the music is.
    let middle: Vec<f64> = (0..ERB_BANDS)
        .filter(|band| (100.0..5_000.0).contains(&erb::centre_hz(*band)))
        .map(|band| offs[band])
        .collect();
    let level_db = crate::levels::mean(middle.into_iter());
    POINTS_HZ.map(|hz| around(&offs, hz) - level_db)
}

/// Mean over the bands within two thirds of an octave.
fn around(values: &Bands, hz: f64) -> f64 {
    let near = (0..ERB_BANDS).filter(|band| {
        let ratio = erb::centre_hz(*band) / hz;
        (0.63..1.59).contains(&ratio)
    });
    crate::levels::mean(near.map(|band| values[band]))
}

fn to_corridor(offs: &Curve, corridor: &ToneCorridor) -> Curve {
    let mut curve = [0.0; POINTS_HZ.len()];
    for ((gain, off), hz) in curve.iter_mut().zip(offs).zip(&POINTS_HZ) {
        let beyond = off.abs() - corridor.tolerance_at_db(*hz);
        if *off >= EMPTY_DB && beyond > 0.0 {
            *gain = -way(corridor) * beyond * off.signum();
        }
    }
    curve
}

fn to_balance(is: [f64; 3], wanted: [f64; 3]) -> Curve {
    let total: f64 = wanted.iter().sum();
    let gain = |band: usize| {
        let db = gain_to_db_f64(wanted[band] / total / is[band].max(1e-6));
        if db.is_finite() { BALANCE_WAY * db } else { 0.0 }
    };
    let (low, mid, high) = (gain(0), gain(1), gain(2));
    // What all three would gain is loudness, not tone.
    let common = (low + mid + high) / 3.0;
    POINTS_HZ.map(|hz| match hz {
        hz if hz < BAND_EDGES_HZ[0] => low - common,
        hz if hz < BAND_EDGES_HZ[1] => mid - common,
        _ => high - common,
    })
}

/// A tilt around 1 kHz that multiplies the centroid by `ratio`, as far as the limit allows.
fn to_centroid(bands: &Bands, curve: &Curve, ratio: f64) -> Curve {
    let tilted =
        |db: f64| POINTS_HZ.map(|hz| db * (erb::octaves(hz / 1_000.0) / 3.0).clamp(-1.0, 1.0));
    let start_hz = centroid_hz(bands, &[0.0; POINTS_HZ.len()]);
    let goal_hz = start_hz * ratio;
    let (mut low, mut high) = (-GAIN_MAX_DB, GAIN_MAX_DB);
    // The centroid rises with the tilt: bisection to a hundredth of a dB.
    for _ in 0..10 {
        let middle = 0.5 * (low + high);
        let mut sum = *curve;
        for (gain, more) in sum.iter_mut().zip(&tilted(middle)) {
            *gain = (*gain + more).clamp(-GAIN_MAX_DB, GAIN_MAX_DB);
        }
        if centroid_hz(bands, &sum) < goal_hz { low = middle } else { high = middle }
    }
    tilted(0.5 * (low + high))
}

/// Centre of gravity of the magnitude spectrum after a curve; a band's magnitude is the root of
/// its power times its width.
fn centroid_hz(bands: &Bands, curve: &Curve) -> f64 {
    let (mut moment, mut sum) = (0.0, 0.0);
    for (band, power) in bands.iter().enumerate() {
        let hz = erb::centre_hz(band);
        let width_hz = erb::edge_hz(band + 1) - erb::edge_hz(band);
        let magnitude = (power * width_hz * erb::db_to_power(gain_at(curve, hz))).sqrt();
        moment += hz * magnitude;
        sum += magnitude;
    }
    moment / sum.max(1e-30)
}

/// Straight lines over log-frequency between the points.
fn gain_at(curve: &Curve, hz: f64) -> f64 {
    let Some(above) = POINTS_HZ.iter().position(|point| *point >= hz) else {
        return curve[curve.len() - 1];
    };
    if above == 0 {
        return curve[0];
    }
    let (from, to) = (POINTS_HZ[above - 1], POINTS_HZ[above]);
    let place = erb::octaves(hz / from) / erb::octaves(to / from);
    curve[above - 1] + place * (curve[above] - curve[above - 1])
}

#[cfg(test)]
mod tests {
    use measure::Measurement;
    use recipe::Profile;

    use super::*;
    use crate::testing::{Sketch, brief, profile};

    /// A premaster with the profile's spectrum and so many dB more at one point.
    fn premaster(profile: &Profile, at: usize, more_db: f64) -> Measurement {
        let mut heard = Sketch { channels: 2, ..Sketch::default() }.measurement();
        let mut curve = [0.0; POINTS_HZ.len()];
        curve[at] = more_db;
        for (band, level) in heard.spectrum.mid_erb_db.iter_mut().enumerate() {
            let (low_hz, high_hz) = (erb::edge_hz(band), erb::edge_hz(band + 1));
            let own_db = profile.tone.band_level_db(low_hz, high_hz) - 30.0;
            *level = (own_db + gain_at(&curve, erb::centre_hz(band))) as f32;
        }
        heard.spectrum.side_erb_db = [f32::NEG_INFINITY; ERB_BANDS];
        heard.spectrum.centroid_hz = METER_RATIO * profile.centroid_hz.unwrap_or(2_000.0);
        heard
    }

    fn curve(heard: &Measurement, profile: &Profile, centroid: Option<f64>) -> (Curve, String) {
        let brief = recipe::Brief { centroid_hz: centroid, ..brief(profile) };
        let task = Task { heard, brief: &brief, profile, drive_db: 0.0, aim: None };
        let bands = erb::power(&heard.spectrum);
        let wanted = wanted(&task, &bands, &off_db(&bands, &profile.tone));
        (wanted.curve, wanted.aim)
    }

    #[test]
    fn inside_the_corridor_nothing_is_moved() {
        for profile in Profile::all() {
            for (at, hz) in POINTS_HZ.iter().enumerate() {
                for sign in [-1.0, 1.0] {
                    // Half of the tolerance: neighbours and the level share in it.
                    let off_db = sign * 0.5 * profile.tone.tolerance_at_db(*hz);
                    let heard = premaster(profile, at, off_db);
                    let (found, _) = curve(&heard, profile, profile.centroid_hz);
                    assert!(
                        found.iter().all(|gain| gain.abs() < 1e-9),
                        "{}: {found:?}",
                        profile.id
                    );
                }
            }
        }
    }

    #[test]
    fn what_sticks_out_is_brought_part_of_the_way_back() {
        let profile = profile("rock");
        let heard = premaster(&profile, 5, 14.0);
        let (found, _) = curve(&heard, &profile, profile.centroid_hz);
        assert!(found[5] < -0.5 && found[5] >= -SOFT_MAX_DB, "{found:?}");
    }

    #[test]
    fn a_range_that_is_empty_is_not_lifted() {
        let profile = profile("rock");
        let (found, _) = curve(&premaster(&profile, 0, -30.0), &profile, None);
        assert!(found[0].abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn a_centroid_in_reach_is_met_and_one_out_of_reach_names_what_stops_it() {
        let profile = profile("rock");
        let heard = premaster(&profile, 4, 0.0);
        let is_hz = heard.spectrum.centroid_hz;
        let (near, aim) = curve(&heard, &profile, Some(0.93 * is_hz));
        assert!(!aim.contains("guardrail"), "{aim}");
        assert!(near[7] < 0.0 && near[0] > 0.0, "{near:?}");
        let (far, aim) = curve(&heard, &profile, Some(0.4 * is_hz));
        assert!(aim.contains("the guardrail of 3 dB stops it"), "{aim}");
        assert!((far[7] + GAIN_MAX_DB).abs() < 0.15, "{far:?}");
    }

    #[test]
    fn the_profiles_centroid_speaks_up_an_octave_away_only() {
        let profile = profile("rock");
        let mut heard = premaster(&profile, 4, 0.0);
        let own_hz = METER_RATIO * profile.centroid_hz.expect("rock has one");
        for (ratio, is_moved) in [(0.55, false), (1.9, false), (2.6, true)] {
            heard.spectrum.centroid_hz = ratio * own_hz;
            let (found, _) = curve(&heard, &profile, profile.centroid_hz);
            assert_eq!(found.iter().any(|gain| gain.abs() > 0.3), is_moved, "{ratio}: {found:?}");
        }
    }
}
