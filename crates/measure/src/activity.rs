//! When a stem sounds, found from its level in steps of 10 ms.
//!
//! The threshold is the stem's own: its levels form two groups (sounding; bleed, noise, decay),
//! and N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE Trans. SMC 9(1),
//! 1979, finds the level that separates them best. Deviation: the threshold is kept 20 to 40 dB
//! under the 95th percentile, since quiet playing is not silence and music without pauses has
//! only one group. Passages less than 300 ms apart count as one.

use audio::math::power_to_db;

use crate::hops::hop_end;
use crate::{Activity, Envelope};

/// Quieter hops are silence and not counted among the levels, in dBFS.
const SILENCE_DBFS: f64 = -90.0;

/// Bins of 1 dB from [`SILENCE_DBFS`] up; the top one also takes what is over +10 dBFS.
const LEVELS: usize = 100;

/// The threshold lies this far under the 95th percentile of levels, in dB.
const UNDER_LOUD_DB: std::ops::RangeInclusive<usize> = 20..=40;

/// Longest pause inside a passage, in hops.
const BRIDGED_HOPS: usize = 30;

/// An onset rises by this much over the mean of the past 50 ms…
const ONSET_RATIO: f64 = 2.0;
const ONSET_PAST_HOPS: usize = 5;
/// …and follows the one before by at least 60 ms.
const ONSET_GAP_HOPS: usize = 6;

/// Finds when the stem sounds.
pub(crate) fn activity(envelope: &Envelope, frames: u64, sample_rate_hz: f64) -> Activity {
    let Some(threshold_dbfs) = threshold_dbfs(&envelope.power) else {
        return Activity {
            active_share: 0.0,
            threshold_dbfs: f64::NEG_INFINITY,
            span: None,
            onsets_per_s: 0.0,
            floor_dbfs: f64::NEG_INFINITY,
        };
    };
    let threshold = libm::pow(10.0, threshold_dbfs / 10.0);
    let passages = passages(&envelope.power, threshold);
    let active: usize = passages.iter().map(|(from, to)| to - from).sum();
    let share = active as f64 / envelope.power.len() as f64;
    let onsets = onsets(&envelope.k_power, &passages);
    let start = |hop: usize| match hop {
        0 => 0,
        _ => hop_end(hop as u64 - 1, sample_rate_hz),
    };
    let ends = passages.first().zip(passages.last());
    Activity {
        active_share: share,
        threshold_dbfs,
        span: ends.map(|(first, last)| (start(first.0), start(last.1).min(frames))),
        onsets_per_s: if active == 0 { 0.0 } else { onsets as f64 * 100.0 / active as f64 },
        floor_dbfs: floor_dbfs(&envelope.power, &passages),
    }
}

/// Level that separates sounding from not sounding; `None` for silence.
fn threshold_dbfs(powers: &[f32]) -> Option<f64> {
    let mut counts = [0_u64; LEVELS];
    for power in powers {
        let level = power_to_db(f64::from(*power)) - SILENCE_DBFS;
        if level >= 0.0 {
            counts[(level as usize).min(LEVELS - 1)] += 1;
        }
    }
    let total: u64 = counts.iter().sum();
    if total == 0 {
        return None;
    }
    let mut above = 0;
    let loud = (0..LEVELS).rev().find(|level| {
        above += counts[*level];
        above * 20 >= total
    })?;
    let lowest = loud.saturating_sub(*UNDER_LOUD_DB.end());
    let highest = loud.saturating_sub(*UNDER_LOUD_DB.start());
    let best = (lowest..=highest)
        .rev()
        .max_by(|a, b| separation(&counts, *a).total_cmp(&separation(&counts, *b)))?;
    Some(SILENCE_DBFS + best as f64)
}

/// Otsu's variance between the levels below and from `split`.
fn separation(counts: &[u64; LEVELS], split: usize) -> f64 {
    let group = |range: std::ops::Range<usize>| {
        range.fold((0.0, 0.0), |(weight, sum), level| {
            let count = counts[level] as f64;
            (weight + count, sum + count * level as f64)
        })
    };
    let ((below, below_sum), (above, above_sum)) = (group(0..split), group(split..LEVELS));
    if below == 0.0 || above == 0.0 {
        return 0.0;
    }
    let distance = above_sum / above - below_sum / below;
    below * above * distance * distance
}

/// Runs of hops over the threshold, short pauses bridged: first hop and hop after the last.
fn passages(powers: &[f32], threshold: f64) -> Vec<(usize, usize)> {
    let mut passages: Vec<(usize, usize)> = Vec::new();
    for (hop, _) in powers.iter().enumerate().filter(|(_, p)| f64::from(**p) >= threshold) {
        match passages.last_mut() {
            Some((_, end)) if hop - *end <= BRIDGED_HOPS => *end = hop + 1,
            _ => passages.push((hop, hop + 1)),
        }
    }
    passages
}

/// Sudden rises of the K-weighted level inside the passages.
fn onsets(k_power: &[f32], passages: &[(usize, usize)]) -> usize {
    let mut count = 0;
    let mut next = 0;
    for &(from, to) in passages {
        for hop in from..to.min(k_power.len()) {
            let past = &k_power[hop.saturating_sub(ONSET_PAST_HOPS)..hop];
            let mean = past.iter().map(|p| f64::from(*p)).sum::<f64>() / past.len().max(1) as f64;
            let rise = f64::from(k_power[hop]) > ONSET_RATIO * mean;
            if hop >= next && (rise || hop == from) {
                count += 1;
                next = hop + ONSET_GAP_HOPS;
            }
        }
    }
    count
}

/// RMS of everything outside the passages.
fn floor_dbfs(powers: &[f32], passages: &[(usize, usize)]) -> f64 {
    let (mut sum, mut count, mut from) = (0.0, 0_usize, 0);
    for &(start, end) in passages.iter().chain([&(powers.len(), powers.len())]) {
        sum += powers[from..start].iter().map(|p| f64::from(*p)).sum::<f64>();
        count += start - from;
        from = end;
    }
    if count == 0 { f64::NEG_INFINITY } else { power_to_db(sum / count as f64) }
}
