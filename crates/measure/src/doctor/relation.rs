//! How two stems that share a source stand to each other: delay, polarity, and how clear that is.
//!
//! C. H. Knapp, G. C. Carter, "The Generalized Correlation Method for Estimation of Time Delay",
//! IEEE Trans. ASSP 24(4), 1976: the cross-spectrum is whitened and weighted by γ²/(1 − γ²), and
//! the lag at which its phases line up is the delay. Deviations: bins lie evenly on a logarithmic
//! scale; the weight is capped, so that a bass that coheres perfectly does not drown the rest;
//! and the sign of the peak is the polarity. Lags between the steps are found by Newton's method
//! on the sum itself.
//!
//! Every signal has *some* best lag. Whether it means anything is told by three numbers: how many
//! octaves cohere, how much of their phase the lag explains, and how far its peak stands over the
//! next one of either sign. Two samples that always sound together cohere but have no common
//! slope; a narrow band has a slope but a next peak as high.

use super::kinship::coherences;
use super::pairs::Pairs;

/// Lags looked at, in s, and their step: a sixth of a period at the highest bin.
const LAG_MAX_S: f64 = 0.05;
const STEP_S: f64 = 1.0 / 96_000.0;

/// Largest weight of a bin: γ² = 0.9.
const WEIGHT_MAX: f64 = 9.0;

/// Two stems and what they have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Relation {
    pub(crate) low: usize,
    pub(crate) high: usize,
    /// Frames in which both sound.
    pub(crate) frames: u32,
    /// Octaves that cohere: the integral of γ² over the logarithm of the frequency.
    pub(crate) octaves: f64,
    /// How much later the second one is, in s.
    pub(crate) lag_s: f64,
    /// They meet upside down.
    pub(crate) inverted: bool,
    /// Share of the weighted phases that the lag explains, 0 to 1.
    pub(crate) clarity: f64,
    /// The peak over the next highest one.
    pub(crate) prominence: f64,
    /// Level of the two added, against their powers added, as they are and put right, in dB.
    pub(crate) sum_db: f64,
    pub(crate) mended_db: f64,
    /// What one leaves of the other: at this lag, at the best gain; relative to it, in dB.
    pub(crate) residual_db: f64,
    /// Gain from the first to the second, in dB, at which that is left.
    pub(crate) gain_db: f64,
}

/// Looks at a pair; none where fewer than `octaves_min` cohere.
pub(crate) fn relation(
    pairs: &Pairs,
    (low, high): (usize, usize),
    octaves_min: f64,
) -> Option<Relation> {
    let coherence = coherences(pairs, low, high);
    let bins = &pairs.bins;
    let octaves: f64 = coherence.iter().zip(&bins.octaves).map(|(c, width)| c * width).sum();
    if octaves < octaves_min {
        return None;
    }
    let cross = pairs.cross(low, high);
    let weights: Vec<f64> = coherence
        .iter()
        .zip(&bins.octaves)
        .map(|(c, width)| width * (c / (1.0 - c).max(1e-9)).min(WEIGHT_MAX))
        .collect();
    let phasors: Vec<(f64, f64)> = (0..weights.len())
        .map(|k| {
            let (re, im) = (cross.re[k], cross.im[k]);
            let scale = weights[k] / (re * re + im * im).sqrt().max(1e-300);
            (re * scale, im * scale)
        })
        .collect();
    let peak = highest(&phasors, &bins.hz)?;
    let sign = if peak.height < 0.0 { -1.0 } else { 1.0 };
    let loud = |values: &mut dyn Iterator<Item = f64>| -> f64 {
        values.zip(&bins.loud).map(|(value, weight)| value * weight).sum()
    };
    let powers = [low, high].map(|stem| loud(&mut pairs.own(stem).power.iter().copied()));
    let now = loud(&mut cross.re.iter().copied());
    let turned = bins.hz.iter().zip(cross.re.iter().zip(&cross.im)).map(|(hz, (re, im))| {
        let turn = std::f64::consts::TAU * hz * peak.lag_s;
        re * libm::cos(turn) + im * libm::sin(turn)
    });
    let mended = loud(&mut { turned });
    let [p, q] = powers;
    let left = (1.0 - mended * mended / (p * q).max(1e-300)).max(1e-15);
    let decibels =
        |shared: f64| audio::math::power_to_db((1.0 + 2.0 * shared / (p + q)).max(1e-15));
    Some(Relation {
        low,
        high,
        frames: cross.frames,
        octaves,
        lag_s: peak.lag_s,
        inverted: sign < 0.0,
        clarity: peak.height.abs() / weights.iter().sum::<f64>().max(1e-300),
        prominence: peak.height.abs() / peak.next.max(1e-300),
        sum_db: decibels(now),
        mended_db: decibels(sign * mended),
        residual_db: audio::math::power_to_db(left),
        gain_db: 2.0 * audio::math::gain_to_db_f64((mended.abs() / p.max(1e-300)).sqrt()),
    })
}

#[derive(Clone, Copy, Debug)]
struct Peak {
    lag_s: f64,
    height: f64,
    /// Highest magnitude outside the peak.
    next: f64,
}

/// The lag at which the phasors line up best, either way round.
fn highest(phasors: &[(f64, f64)], hz: &[f64]) -> Option<Peak> {
    let steps = libm::round(LAG_MAX_S / STEP_S) as usize;
    let sums = sums(phasors, hz, steps);
    let height = |at: usize| sums[at].abs();
    let best =
        (0..sums.len()).fold(0, |best, at| if height(at) > height(best) { at } else { best });
    if height(best) <= 0.0 {
        return None;
    }
    let half = 0.5 * height(best);
    let from = (0..best).rev().find(|at| height(*at) < half).map_or(0, |at| at + 1);
    let to = (best..sums.len()).find(|at| height(*at) < half).unwrap_or(sums.len());
    // Only tops: the skirts of the peak are part of it.
    let is_top = |at: usize| height(at) >= height(at - 1) && height(at) >= height(at + 1);
    let tops =
        (1..sums.len().saturating_sub(1)).filter(|at| !(from..to).contains(at) && is_top(*at));
    let next = tops.map(height).fold(0.0, f64::max);
    let coarse_s = (best as f64 - steps as f64) * STEP_S;
    let (lag_s, height) = refined(phasors, hz, coarse_s);
    Some(Peak { lag_s, height, next })
}

/// Real parts of Σ c·e^(−jωτ) at the lags from −`steps` to +`steps`.
fn sums(phasors: &[(f64, f64)], hz: &[f64], steps: usize) -> Vec<f64> {
    let mut sums = vec![0.0; 2 * steps + 1];
    for ((re, im), hz) in phasors.iter().zip(hz) {
        let first = std::f64::consts::TAU * hz * LAG_MAX_S;
        let turn = std::f64::consts::TAU * hz * STEP_S;
        // cos(φ + n·δ) by Chebyshev's recurrence: two operations a lag.
        let value = |angle: f64| re * libm::cos(angle) - im * libm::sin(angle);
        let twice = 2.0 * libm::cos(turn);
        let (mut before, mut now) = (value(first + turn), value(first));
        for sum in &mut sums {
            *sum += now;
            (before, now) = (now, twice * now - before);
        }
    }
    sums
}

/// Newton's method from a step to the top beside it; returns lag and height.
fn refined(phasors: &[(f64, f64)], hz: &[f64], coarse_s: f64) -> (f64, f64) {
    let at = |lag_s: f64| {
        let (mut value, mut slope, mut bend) = (0.0, 0.0, 0.0);
        for ((re, im), hz) in phasors.iter().zip(hz) {
            let omega = std::f64::consts::TAU * hz;
            let (cos, sin) = (libm::cos(omega * lag_s), libm::sin(omega * lag_s));
            let (here, aside) = (re * cos + im * sin, im * cos - re * sin);
            value += here;
            slope += omega * aside;
            bend -= omega * omega * here;
        }
        (value, slope, bend)
    };
    let mut lag_s = coarse_s;
    let mut found = at(lag_s);
    for _ in 0..8 {
        let (value, slope, bend) = found;
        // Away from the top the parabola opens the wrong way: stay.
        if bend * value >= 0.0 {
            break;
        }
        let next_s = lag_s - (slope / bend).clamp(-0.5 * STEP_S, 0.5 * STEP_S);
        if (next_s - coarse_s).abs() > STEP_S {
            break;
        }
        lag_s = next_s;
        found = at(lag_s);
    }
    (lag_s, found.0)
}

#[cfg(test)]
#[path = "relation_tests.rs"]
mod tests;
