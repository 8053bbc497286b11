//! Levels over time, from envelopes: activity, overlap, gated loudness.

use audio::math::{db_to_gain_f64, power_to_db};
use measure::{ENVELOPE_HOP_MS, Envelope};

/// Hops in the 400 ms blocks of BS.1770, and between their starts.
const BLOCK_HOPS: usize = (400.0 / ENVELOPE_HOP_MS) as usize;
const STEP_HOPS: usize = (100.0 / ENVELOPE_HOP_MS) as usize;

/// Offset, absolute gate in LUFS and relative gate in LU of BS.1770-5.
const OFFSET_DB: f64 = -0.691;
const ABSOLUTE_GATE_LUFS: f64 = -70.0;
const RELATIVE_GATE_LU: f64 = -10.0;

/// Loudness of a K-weighted power.
pub(crate) fn power_to_lufs(power: f64) -> f64 {
    OFFSET_DB + power_to_db(power)
}

/// Gated loudness of a K-weighted power envelope, in LUFS; −∞ where nothing passes the gates.
pub(crate) fn gated_lufs(k_power: &[f64]) -> f64 {
    let mut sums = Vec::with_capacity(k_power.len() + 1);
    let mut sum = 0.0;
    sums.push(sum);
    for power in k_power {
        sum += if power.is_finite() { power.max(0.0) } else { 0.0 };
        sums.push(sum);
    }
    let block = BLOCK_HOPS.min(k_power.len());
    if block == 0 {
        return f64::NEG_INFINITY;
    }
    let blocks: Vec<f64> = (0..=k_power.len() - block)
        .step_by(STEP_HOPS)
        .map(|start| (sums[start + block] - sums[start]) / block as f64)
        .collect();
    let over =
        |gate_lufs: f64| mean(blocks.iter().copied().filter(|p| power_to_lufs(*p) > gate_lufs));
    let rough_lufs = power_to_lufs(over(ABSOLUTE_GATE_LUFS));
    power_to_lufs(over(ABSOLUTE_GATE_LUFS.max(rough_lufs + RELATIVE_GATE_LU)))
}

/// Loudness range of a K-weighted power envelope, in LU (EBU Tech 3342: windows of 3 s, gates at
/// −70 LUFS and −20 LU, 10th to 95th percentile). Deviation: steps of 100 ms on hops of 10 ms.
pub(crate) fn range_lu(k_power: &[f64]) -> f64 {
    const WINDOW_HOPS: usize = (3_000.0 / ENVELOPE_HOP_MS) as usize;
    let windows = k_power.windows(WINDOW_HOPS).step_by(STEP_HOPS);
    let power: Vec<f64> = windows.map(|window| mean(window.iter().copied())).collect();
    let over_absolute = power.iter().copied().filter(|p| power_to_lufs(*p) > ABSOLUTE_GATE_LUFS);
    let gate_lufs = power_to_lufs(mean(over_absolute)) - 20.0;
    let lufs = power.iter().map(|power| power_to_lufs(*power));
    let mut heard: Vec<f64> =
        lufs.filter(|lufs| *lufs > gate_lufs.max(ABSOLUTE_GATE_LUFS)).collect();
    heard.sort_by(f64::total_cmp);
    match (percentile(&heard, 0.10), percentile(&heard, 0.95)) {
        (Some(low), Some(high)) => high - low,
        _ => 0.0,
    }
}

/// Arithmetic mean; 0 of nothing.
pub(crate) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_u64), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { sum / count as f64 }
}

/// The hops in which a stem sounds.
pub(crate) fn activity(envelope: &Envelope, threshold_dbfs: f64) -> Vec<bool> {
    let over = db_to_gain_f64(2.0 * threshold_dbfs.max(-120.0));
    envelope.power.iter().map(|power| f64::from(*power) > over).collect()
}

/// Share of the time in which `a` sounds that `b` sounds too, 0 to 1.
pub(crate) fn overlap(a: &[bool], b: &[bool]) -> f64 {
    let both = a.iter().zip(b).filter(|(a, b)| **a && **b).count();
    let alone = a.iter().filter(|a| **a).count();
    if alone == 0 { 0.0 } else { both as f64 / alone as f64 }
}

/// Levels of the hops that sound, in dBFS RMS, sorted.
pub(crate) fn sorted_levels_db(envelope: &Envelope, active: &[bool]) -> Vec<f64> {
    let mut levels: Vec<f64> = envelope
        .power
        .iter()
        .zip(active)
        .filter(|(power, active)| **active && **power > 0.0)
        .map(|(power, _)| power_to_db(f64::from(*power)))
        .filter(|level| level.is_finite())
        .collect();
    levels.sort_by(f64::total_cmp);
    levels
}

/// The value under which `share` of the sorted values lie; none of nothing.
pub(crate) fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    sorted.get((share.clamp(0.0, 1.0) * last as f64).round() as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steady_power_reads_its_own_loudness() {
        // −0.691 + 10·log10(0.01).
        assert!((gated_lufs(&[0.01; 200]) + 20.691).abs() < 1e-9);
    }

    #[test]
    fn silence_between_passages_does_not_dilute_loudness() {
        let mut sparse = vec![0.0; 4_000];
        sparse[..400].fill(0.01);
        // Blocks that straddle the edge pass the gate with less: under 0.5 dB here.
        assert!((gated_lufs(&sparse) + 20.691).abs() < 0.5);
    }

    #[test]
    fn two_levels_are_as_far_apart_as_their_range() {
        // Half of 60 s at −20 dB, half at −30: the windows that straddle both are 5 % of all.
        let mut steps = vec![0.01; 6_000];
        steps[..3_000].fill(0.001);
        assert!((range_lu(&steps) - 10.0).abs() < 0.05);
        assert!(range_lu(&[0.0; 6_000]).abs() < 1e-9 && range_lu(&[]).abs() < 1e-9);
    }

    #[test]
    fn nothing_has_no_loudness() {
        for nothing in [vec![], vec![0.0; 300], vec![f64::NAN; 300]] {
            assert!(gated_lufs(&nothing) < -1_000.0);
        }
    }

    #[test]
    fn overlap_is_a_share_of_the_first() {
        assert!(
            (overlap(&[true, true, false, false], &[false, true, true, true]) - 0.5).abs() < 1e-12
        );
        assert!(overlap(&[false; 3], &[true; 3]).abs() < 1e-12);
    }
}
