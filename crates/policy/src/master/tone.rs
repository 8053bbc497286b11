//! Tone of the master: towards the profile's corridor, a centroid or a frequency balance.
//!
//! Eight points, smooth by construction (each averages an octave and more), part of the way, never
//! over the guardrail of 3 dB.

use audio::math::{gain_to_db_f64, power_to_db};
use measure::{BAND_EDGES_HZ, ERB_BANDS};
use recipe::{Action, ToneCorridor};

use super::Task;
use crate::draft::{Draft, round_to};
use crate::erb::{self, Bands};

/// Points of the curve, in Hz.
const POINTS_HZ: [f64; 8] = [45.0, 90.0, 180.0, 400.0, 1_000.0, 2_500.0, 6_000.0, 12_000.0];

/// Share of the distance that is taken: a song keeps its own character.
const WAY: f64 = 0.6;

/// The same for a centroid that nobody asked for but the profile: half of it.
const SOFT_WAY: f64 = 0.3;

/// Largest gain of a point, in dB: a margin under the guardrail of 3 for what points add up to.
const GAIN_MAX_DB: f64 = 2.8;

/// What lies this far under the profile's curve is empty: there is nothing to lift but noise.
const EMPTY_DB: f64 = -20.0;

/// A curve whose largest gain is under this is not heard as one, in dB.
const CURVE_FLOOR_DB: f64 = 0.5;

type Curve = [f64; POINTS_HZ.len()];

pub(super) fn moves(task: &Task<'_>) -> Vec<Draft> {
    let bands = erb::power(&task.heard.spectrum);
    let (curve, aim) = wanted(task, &bands);
    let curve = curve.map(|gain| round_to(gain.clamp(-GAIN_MAX_DB, GAIN_MAX_DB), 0.1));
    if curve.iter().all(|gain| gain.abs() < CURVE_FLOOR_DB) {
        return Vec::new();
    }
    let offs = off_db(&bands, &task.profile.tone);
    let point = |((freq_hz, gain_db), off_db): ((&f64, &f64), &f64)| {
        Draft::new("master", Action::Tone)
            .set("freq_hz", *freq_hz)
            .set("gain_db", *gain_db)
            .because(format!(
                "around {freq_hz:.0} Hz the premaster is {off_db:+.1} dB from the profile's curve; {aim}"
            ))
            .evidence("tone_off_db", *off_db, off_db + gain_db)
    };
    POINTS_HZ.iter().zip(&curve).zip(&offs).map(point).collect()
}

/// The curve and what it aims at. Explicit wishes go before the profile's corridor.
fn wanted(task: &Task<'_>, bands: &Bands) -> (Curve, String) {
    if let Some(balance) = task.brief.frequency_balance {
        return (
            to_balance(task.heard.spectrum.balance, balance),
            aim("the balance asked for", WAY),
        );
    }
    let mut curve = to_corridor(bands, &task.profile.tone);
    let centroid_hz = task.heard.spectrum.centroid_hz;
    if let Some(goal_hz) = task.brief.centroid_hz.filter(|_| centroid_hz > 0.0) {
        let is_soft = task.profile.centroid_hz.is_some_and(|own_hz| (own_hz - goal_hz).abs() < 0.5);
        let way = if is_soft { SOFT_WAY } else { WAY };
        let ratio = 1.0 + way * ((goal_hz / centroid_hz).clamp(0.25, 4.0) - 1.0);
        let tilt = to_centroid(bands, &curve, ratio);
        for (gain, more) in curve.iter_mut().zip(&tilt) {
            *gain += more;
        }
        let words = format!("a centroid of {goal_hz:.0} Hz from {centroid_hz:.0} Hz");
        return (kept_inside(curve, &off_db(bands, &task.profile.tone), task), aim(&words, way));
    }
    (curve, aim("the nearest edge of the corridor", WAY))
}

fn aim(goal: &str, way: f64) -> String {
    format!("{:.0} % of the way to {goal}", 100.0 * way)
}

/// A tilt may not push what lies within the corridor out of it, nor what lies outside farther out,
/// nor lift what is empty.
fn kept_inside(mut curve: Curve, offs: &Curve, task: &Task<'_>) -> Curve {
    for (gain, off) in curve.iter_mut().zip(offs) {
        let room = (task.profile.tone.tolerance_db - off.abs()).max(0.0);
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

fn to_corridor(bands: &Bands, corridor: &ToneCorridor) -> Curve {
    off_db(bands, corridor).map(|off| {
        if off < EMPTY_DB {
            return 0.0;
        }
        let beyond = off.abs() - corridor.tolerance_db;
        if beyond > 0.0 { -WAY * beyond * off.signum() } else { 0.0 }
    })
}

fn to_balance(is: [f64; 3], wanted: [f64; 3]) -> Curve {
    let total: f64 = wanted.iter().sum();
    let gain = |band: usize| {
        let db = gain_to_db_f64(wanted[band] / total / is[band].max(1e-6));
        if db.is_finite() { WAY * db } else { 0.0 }
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
