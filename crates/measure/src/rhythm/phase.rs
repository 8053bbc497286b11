//! On the beat or between the beats.
//!
//! A chain of beats that gathers most onset strength may sit on the off-beats: hats, snares and
//! the strums of reggae are louder there. What is low and where the harmony changes tell: a small
//! fitted logistic score of the difference between the beats and the times halfway.

use super::pulse::Pulse;
use super::weights::{SIGN_WEIGHTS, SIGNS};
use crate::tonality::Harmony;

/// Moves the beats by half of one where the signs say so.
pub(crate) fn on_the_beat(pulse: &Pulse, harmony: &Harmony, beats_s: Vec<f64>) -> Vec<f64> {
    let signs = signs(pulse, harmony, &beats_s);
    let score: f64 = signs.iter().zip(&SIGN_WEIGHTS).map(|(x, w)| x * w).sum();
    if score >= 0.0 { beats_s } else { halfway(&beats_s) }
}

fn halfway(beats_s: &[f64]) -> Vec<f64> {
    beats_s.windows(2).map(|pair| 0.5 * (pair[0] + pair[1])).collect()
}

/// How much more there is on the beats than between, each −1 to 1: low, middle and high onsets,
/// changes of the bass and of the rest.
pub(crate) fn signs(pulse: &Pulse, harmony: &Harmony, beats_s: &[f64]) -> [f64; SIGNS] {
    let between_s = halfway(beats_s);
    let span_s = match (beats_s.first(), beats_s.last()) {
        (Some(first), Some(last)) if beats_s.len() > 1 => {
            0.5 * (last - first) / (beats_s.len() - 1) as f64
        }
        _ => return [0.0; SIGNS],
    };
    let strengths = |times: &[f64]| {
        let mut sums = [0.0; SIGNS];
        for time_s in times {
            let [low, all, high] = pulse.around(*time_s);
            let [bass, rest] = harmony.changes_at(*time_s, span_s);
            let found = [low, (all - low - high).max(0.0), high, bass, rest];
            sums.iter_mut().zip(found).for_each(|(sum, x)| *sum += x);
        }
        sums.map(|sum| sum / times.len() as f64)
    };
    let (on, between) = (strengths(beats_s), strengths(&between_s));
    std::array::from_fn(|sign| {
        let sum = on[sign] + between[sign];
        if sum > 0.0 { (on[sign] - between[sign]) / sum } else { 0.0 }
    })
}
