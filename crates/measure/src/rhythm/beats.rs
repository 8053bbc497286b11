//! Where the beats fall.
//!
//! Dynamic programming over onset strength (D. P. W. Ellis, "Beat Tracking by Dynamic
//! Programming", J. New Music Research 36, 2007): the chain of beats that gathers most strength
//! while its steps stay near the period. Deviation: the period may drift. It is read from
//! overlapping windows of 8 s and smoothed over the song by dynamic programming as well.

use super::periods::Periods;
use super::pulse::Pulse;

/// Windows in which the local period is read, and their distance, in s.
const WINDOW_S: f64 = 8.0;
const WINDOW_HOP_S: f64 = 2.0;

/// Local periods considered: the song's times 1.0075 to the power of −20 to 20 (±16 %).
const DRIFT_STEPS: usize = 20;
const DRIFT_RATIO: f64 = 1.0075;

/// What one step of drift from window to window costs, in correlation.
const DRIFT_COST: f64 = 0.02;

/// What a step off the period costs: times the square of its natural logarithm.
const TIGHTNESS: f64 = 400.0;

/// How much what is low counts besides its share in the strength: bass and kick mark beats.
const LOW_SHARE: f64 = 1.0;

/// Times of all beats, in s, from a tempo.
pub(crate) fn beats(pulse: &Pulse, bpm: f64) -> Vec<f64> {
    let per_s = pulse.clock.per_s;
    let strength = strength(pulse);
    if strength.is_empty() || bpm.is_nan() || bpm <= 0.0 {
        return Vec::new();
    }
    let periods = local_periods(pulse, bpm);
    let period_at = |frame: usize| {
        let at = frame as f64 / per_s / WINDOW_HOP_S;
        let last = periods.len() - 1;
        let (below, part) = ((at as usize).min(last), at.fract());
        periods[below] * (1.0 - part) + periods[(below + 1).min(last)] * part
    };
    let mut score = vec![0.0; strength.len()];
    let mut from: Vec<Option<usize>> = vec![None; strength.len()];
    for frame in 0..strength.len() {
        let period = period_at(frame) * per_s;
        let (near, far) = ((0.5 * period) as usize, (1.8 * period) as usize);
        let step = |back: usize| {
            let log = libm::log(back as f64 / period);
            (score[frame - back] - TIGHTNESS * log * log, frame - back)
        };
        let best = (near.max(1)..=far.min(frame)).map(step).max_by(|a, b| a.0.total_cmp(&b.0));
        let (gathered, before) = match best {
            Some((gathered, before)) if gathered > 0.0 => (gathered, Some(before)),
            _ => (0.0, None),
        };
        score[frame] = strength[frame] + gathered;
        from[frame] = before;
    }
    // The chain that ends best within the last period.
    let tail = (period_at(strength.len() - 1) * per_s) as usize;
    let end = (strength.len().saturating_sub(tail.max(1))..strength.len())
        .max_by(|a, b| score[*a].total_cmp(&score[*b]));
    let mut chain: Vec<usize> = std::iter::successors(end, |frame| from[*frame]).collect();
    chain.reverse();
    let times = chain.iter().map(|frame| pulse.clock.time_s(refined(&strength, *frame)));
    times.filter(|time_s| *time_s >= 0.0).collect()
}

/// Onset strength as the beats see it: lows count more, unit deviation.
fn strength(pulse: &Pulse) -> Vec<f64> {
    let deviation = |x: &[f64]| {
        let square = x.iter().map(|x| x * x).sum::<f64>() / x.len().max(1) as f64;
        if square > 0.0 { square.sqrt() } else { 1.0 }
    };
    let low: Vec<f64> = pulse.low.iter().map(|x| x.sqrt()).collect();
    let (all_scale, low_scale) = (deviation(&pulse.all), deviation(&low));
    let sum = |(all, low): (&f64, &f64)| all / all_scale + LOW_SHARE * low / low_scale;
    let sum: Vec<f64> = pulse.all.iter().zip(&low).map(sum).collect();
    let at = |i: usize| sum.get(i).copied().unwrap_or(0.0);
    (0..sum.len()).map(|i| 0.25 * at(i.wrapping_sub(1)) + 0.5 * sum[i] + 0.25 * at(i + 1)).collect()
}

/// The top of a parabola through a peak and its neighbours.
fn refined(x: &[f64], frame: usize) -> f64 {
    let offset = match x.get(frame.wrapping_sub(1)..frame + 2) {
        Some(&[before, here, after]) if before - 2.0 * here + after < 0.0 => {
            0.5 * (before - after) / (before - 2.0 * here + after)
        }
        _ => 0.0,
    };
    frame as f64 + offset.clamp(-0.5, 0.5)
}

/// The period around every [`WINDOW_HOP_S`], in s.
fn local_periods(pulse: &Pulse, bpm: f64) -> Vec<f64> {
    let per_s = pulse.clock.per_s;
    let song_s = 60.0 / bpm;
    let lag = |step: usize| song_s * libm::pow(DRIFT_RATIO, step as f64 - DRIFT_STEPS as f64);
    let steps = 2 * DRIFT_STEPS + 1;
    let windows = (pulse.all.len() as f64 / per_s / WINDOW_HOP_S) as usize + 1;
    let reach = (0.5 * WINDOW_S * per_s) as usize;
    let mut total = vec![0.0; steps];
    let mut from: Vec<Vec<usize>> = Vec::with_capacity(windows);
    for window in 0..windows {
        let centre = (window as f64 * WINDOW_HOP_S * per_s) as usize;
        let range = centre.saturating_sub(reach)..(centre + reach).min(pulse.all.len());
        let local = Periods::of(&pulse.all[range], per_s, 2.5 * song_s);
        let resembles = |step: usize| 0.5 * (local.at(lag(step)) + local.at(2.0 * lag(step)));
        let arrive = |step: usize| {
            let cost = |other: usize| total[other] - DRIFT_COST * step.abs_diff(other) as f64;
            let near = step.saturating_sub(3)..(step + 4).min(steps);
            near.map(|other| (cost(other), other))
                .max_by(|a, b| {
                    a.0.total_cmp(&b.0).then(b.1.abs_diff(step).cmp(&a.1.abs_diff(step)))
                })
                .unwrap_or((0.0, step))
        };
        let arrived: Vec<(f64, usize)> = (0..steps).map(arrive).collect();
        total = (0..steps).map(|step| arrived[step].0 + resembles(step)).collect();
        from.push(arrived.iter().map(|(_, other)| *other).collect());
    }
    let start = (0..steps).max_by(|a, b| total[*a].total_cmp(&total[*b])).unwrap_or(DRIFT_STEPS);
    let mut step = start;
    let mut path: Vec<f64> = from
        .iter()
        .rev()
        .map(|from| {
            let here = lag(step);
            step = from[step];
            here
        })
        .collect();
    path.reverse();
    path
}
