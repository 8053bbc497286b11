//! Rides: the lead is kept in its place against the music, phrase by phrase.
//!
//! A fader says how loud a voice is over the whole song; a hand on the fader says it for every
//! line. The loudness of the lead against the rest is taken in windows of 1.5 s while it sounds.
//! What lies within the scatter that performances have by themselves is left alone; what falls
//! out of it is brought back in part, within ±3 dB and no faster than 4 dB a second. In rests the
//! fader stands still. The gains are centred so that the loudness of the whole stem stays.
//!
//! Where nobody sings, the instrument that is heard most is led the same way, with a lighter hand:
//! more of what a player does is meant, and the lane has to bring it over the masked threshold.
//!
//! After E. Perez Gonzalez, J. Reiss, "Automatic Gain and Fader Control for Live Mixing", IEEE
//! WASPAA 2009, which holds loudness ratios live; here the whole song is known.

use audio::math::power_to_db;
use measure::masking::StemHearing;
use measure::{ENVELOPE_HOP_MS, ERB_BANDS, EXCITATION_HOP_MS};
use recipe::{Action, Brief};

use crate::clarity;
use crate::draft::{Draft, round_to};
use crate::erb::db_to_power;
use crate::levels;
use crate::scene::{Part, Scene};

/// Half of a window, and the distance between two, in hops of the envelope.
const HALF_WINDOW: usize = 75;
pub(crate) const STEP: usize = 20;

/// A window says something from this many hops in which the lead sounds.
const SOUNDING_MIN: usize = 30;

/// How much of a performance is left to it.
#[derive(Clone, Copy, Debug)]
struct Hand {
    /// Deviation from the usual place that performances have, in dB: left alone.
    natural_db: f64,
    /// What is taken back of the rest, and the most, in dB.
    share: f64,
    most_db: f64,
    /// What more of it has to be heard over the music, in percent points. An even voice is worth a
    /// little less, which the grid on which that is counted does not resolve.
    freed_pct: f64,
}

const VOICE: Hand = Hand { natural_db: 2.5, share: 0.7, most_db: 3.0, freed_pct: -0.5 };
const INSTRUMENT: Hand = Hand { natural_db: 4.0, share: 0.5, most_db: 2.0, freed_pct: 0.5 };

/// The same with the common gain that keeps the loudness of the stem.
const LANE_MAX_DB: f64 = 4.5;

/// Fastest change, in dB per second.
const SLEW_DB_PER_S: f64 = 4.0;

/// A ride has to narrow the scatter by this, in dB, to be worth a lane.
const GAIN_FLOOR_DB: f64 = 0.4;

/// Music under this, against the lead, is no company to be held against, in dB.
const ALONE_DB: f64 = -30.0;

/// A point closer to the line between its neighbours than this, in dB, is left out.
const LINE_DB: f64 = 0.1;

/// One lane for every lead.
pub(crate) fn moves(scene: &Scene<'_>, brief: &Brief) -> Vec<Draft> {
    if brief.respect_user_gains {
        return Vec::new();
    }
    let leads: Vec<usize> =
        (0..scene.parts.len()).filter(|index| scene.parts[*index].is_lead()).collect();
    if leads.is_empty() {
        let player = clarity::leader(scene, &scene.gains());
        let player = scene.parts.iter().position(|part| Some(part.id) == player.map(|it| it.id));
        return player.and_then(|index| ride(scene, index, INSTRUMENT)).into_iter().collect();
    }
    leads.into_iter().filter_map(|index| ride(scene, index, VOICE)).collect()
}

fn ride(scene: &Scene<'_>, index: usize, hand: Hand) -> Option<Draft> {
    let lead = &scene.parts[index];
    let windows = windows(scene, lead, |part| part.fader_power());
    let usual_db = median(windows.iter().flatten().map(|window| window.over_db))?;
    let gains_db = gains_db(&windows, usual_db, hand);
    let (without_db, after_db) =
        (spread_db(&windows, |_| 0.0)?, spread_db(&windows, |at| gains_db[at])?);
    if without_db - after_db < GAIN_FLOOR_DB {
        return None;
    }
    let [without_pct, with_pct] = audible_pct(scene, index, &gains_db);
    if with_pct - without_pct < hand.freed_pct {
        return None;
    }
    let frames_per_step = scene.session.sum.sample_rate_hz * STEP as f64 * ENVELOPE_HOP_MS / 1e3;
    let most_db = gains_db.iter().fold(0.0_f64, |most, db| most.max(db.abs()));
    let before_db = spread_db(&self::windows(scene, lead, |_| 1.0), |_| 0.0)?;
    Some(
        Draft::new(lead.id, Action::Automation)
            .points(lane(&gains_db, frames_per_step))
            .because(format!(
                "{} wanders by {without_db:.1} dB against the music; rides of up to {most_db:.1} dB \
                 leave {after_db:.1} dB, and {with_pct:.0} % of it is heard over the music instead \
                 of {without_pct:.0} %",
                lead.id
            ))
            .evidence("lead_over_music_spread_db", before_db, after_db)
            .without(without_db),
    )
}

/// How far a lead wanders about its usual place, with gains per window, in dB. What lies far off,
/// breaths and fades, counts no more than 12 dB; a ride there counts whole.
fn spread_db(windows: &[Option<Window>], gain_db: impl Fn(usize) -> f64) -> Option<f64> {
    let usual_db = median(windows.iter().flatten().map(|window| window.over_db))?;
    let heard = windows.iter().enumerate();
    let off_db = heard.filter_map(|(at, w)| Some((at, w.as_ref()?.over_db - usual_db)));
    let ridden_db = off_db.map(|(at, db)| db.clamp(-12.0, 12.0) + gain_db(at));
    Some(levels::mean(ridden_db.map(|db| db * db)).sqrt())
}

/// The lead in one window.
#[derive(Clone, Copy, Debug)]
struct Window {
    /// Loudness over all stems that do not lead, in dB.
    over_db: f64,
    /// Its own power, for weighing.
    power: f64,
}

/// One per [`STEP`], none where the lead rests or sounds alone; `gain` is that of each stem's power.
fn windows(
    scene: &Scene<'_>,
    lead: &Part<'_>,
    gain: impl Fn(&Part<'_>) -> f64,
) -> Vec<Option<Window>> {
    let own: Vec<f64> = lead.k_power().map(|power| power * gain(lead)).collect();
    let mut rest = vec![0.0; own.len()];
    for part in scene.parts.iter().filter(|part| !part.is_lead() && part.id != lead.id) {
        let gain = gain(part);
        for (sum, power) in rest.iter_mut().zip(part.k_power()) {
            *sum += gain * power;
        }
    }
    let window = |at: usize| {
        let hops =
            (at * STEP).saturating_sub(HALF_WINDOW)..(at * STEP + HALF_WINDOW).min(own.len());
        let sounding = || hops.clone().filter(|hop| lead.active.get(*hop) == Some(&true));
        let power = levels::mean(sounding().map(|hop| own[hop]));
        let over_db = power_to_db(power / levels::mean(sounding().map(|hop| rest[hop])).max(1e-12));
        let heard = sounding().count() >= SOUNDING_MIN;
        (heard && over_db.is_finite() && over_db < -ALONE_DB).then_some(Window { over_db, power })
    };
    (0..own.len().div_ceil(STEP)).map(window).collect()
}

/// The fader at every step.
fn gains_db(windows: &[Option<Window>], usual_db: f64, hand: Hand) -> Vec<f64> {
    let wanted = |window: &Window| {
        let off_db = usual_db - window.over_db;
        let excess_db = (off_db.abs() - hand.natural_db).max(0.0);
        (hand.share * excess_db).min(hand.most_db).copysign(off_db)
    };
    // In rests the last gain stays.
    let mut held = 0.0;
    let wanted: Vec<f64> = windows
        .iter()
        .map(|window| {
            held = window.as_ref().map_or(held, wanted);
            held
        })
        .collect();
    let step_db = SLEW_DB_PER_S * STEP as f64 * ENVELOPE_HOP_MS / 1e3;
    let later = slewed(wanted.iter().copied(), step_db);
    let mut earlier = slewed(wanted.iter().rev().copied(), step_db);
    earlier.reverse();
    let smooth: Vec<f64> = later.iter().zip(&earlier).map(|(a, b)| 0.5 * (a + b)).collect();
    let weighed =
        || windows.iter().zip(&smooth).filter_map(|(w, db)| Some((w.as_ref()?.power, db)));
    let ridden = levels::mean(weighed().map(|(power, db)| power * db_to_power(*db)));
    let plain = levels::mean(weighed().map(|(power, _)| power));
    let common_db = if plain > 0.0 { power_to_db(ridden / plain) } else { 0.0 };
    smooth.iter().map(|db| (db - common_db).clamp(-LANE_MAX_DB, LANE_MAX_DB)).collect()
}

pub(crate) fn slewed(wanted: impl Iterator<Item = f64>, step_db: f64) -> Vec<f64> {
    let mut now = None;
    wanted
        .map(|db| {
            let last = now.unwrap_or(db);
            let next = last + (db - last).clamp(-step_db, step_db);
            now = Some(next);
            next
        })
        .collect()
}

/// Points of the lane: those without which the line would be off by more than [`LINE_DB`].
pub(crate) fn lane(gains_db: &[f64], frames_per_step: f64) -> Vec<(u64, f64)> {
    let point = |at: usize| ((at as f64 * frames_per_step) as u64, round_to(gains_db[at], 0.05));
    let mut lane: Vec<(u64, f64)> = Vec::new();
    let mut from = 0;
    // Slopes that pass every point since `from` within the tolerance.
    let mut fit = (f64::NEG_INFINITY, f64::INFINITY);
    for at in 0..gains_db.len() {
        if at == 0 {
            lane.push(point(0));
            continue;
        }
        let run = (at - from) as f64;
        let slope = (gains_db[at] - gains_db[from]) / run;
        if slope < fit.0 || slope > fit.1 {
            lane.push(point(at - 1));
            from = at - 1;
            fit = (f64::NEG_INFINITY, f64::INFINITY);
        }
        let run = (at - from) as f64;
        let off_db = gains_db[at] - gains_db[from];
        fit = (fit.0.max((off_db - LINE_DB) / run), fit.1.min((off_db + LINE_DB) / run));
    }
    if gains_db.len() > 1 {
        lane.push(point(gains_db.len() - 1));
    }
    lane
}

/// Gain of a lane at a frame: straight lines between its points, level before and behind them.
pub(crate) fn at_db(lane: &[(u64, f64)], frame: f64) -> f64 {
    let next = lane.partition_point(|point| point.0 as f64 <= frame);
    match (next.checked_sub(1).map(|last| lane[last]), lane.get(next)) {
        (Some((from, a)), Some((to, b))) => {
            a + (b - a) * (frame - from as f64) / (to - from) as f64
        }
        (Some((_, only)), None) | (None, Some(&(_, only))) => only,
        (None, None) => 0.0,
    }
}

/// Share of the lead's time and bands that is heard in the mix, without and with the ride.
fn audible_pct(scene: &Scene<'_>, index: usize, gains_db: &[f64]) -> [f64; 2] {
    let faders_db: Vec<f64> = scene.parts.iter().map(|part| part.fader_db).collect();
    let per_step = STEP as f64 * ENVELOPE_HOP_MS / EXCITATION_HOP_MS;
    let at = |hop: usize| gains_db.get((hop as f64 / per_step) as usize).copied().unwrap_or(0.0);
    // One dB in every band, as often as the ride says.
    let ridden = scene.masking.with(index, &[1.0; ERB_BANDS], at);
    [&scene.masking, &ridden].map(|masking| {
        let hearing = masking.hear_db(&faders_db);
        100.0 * hearing.stems.get(index).map_or(0.0, StemHearing::audible_share)
    })
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    levels::percentile(&sorted, 0.5)
}

#[cfg(test)]
#[path = "rides_tests.rs"]
mod tests;
