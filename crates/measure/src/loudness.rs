//! Programme loudness and loudness range from 10 ms powers.
//!
//! Sources: Rec. ITU-R BS.1770-5 (gating), EBU Tech 3341 (2023; momentary, short-term) and
//! EBU Tech 3342 (2023; range). Every window is a run of 10 ms sub-blocks, so the momentary
//! maximum moves in 10 ms steps (the 100 ms that Tech 3341 allows misses its own test 13 by
//! 0.4 LU) and any other hop is a multiple of it.
//!
//! Loudness range: Tech 3342 wants windows of 3 s that overlap by at least 2.9 s; we take exactly
//! that, 10 a second. It also wants a *file* to be followed by 1.5 s of silence, which most meters
//! leave out and which raises the range of music by about half a unit. Both are computed: without
//! the tail is [`Loudness::range_lu`], with it [`Loudness::range_with_tail_lu`].
//!
//! Incomplete windows do not count, therefore a sound shorter than 400 ms has no loudness (−∞),
//! and one shorter than 3 s no short-term loudness and no range (0).

use audio::math::power_to_db;

use crate::Loudness;
use crate::hops::{HOPS_PER_S, hop_end};
use crate::k_weighting::KWeighting;

/// What a mean square of 1 reads, in LUFS: with it a 997 Hz sine reads its level in one channel.
const OFFSET_LU: f64 = -0.691;

/// Quieter blocks never count, in LUFS.
pub(crate) const ABSOLUTE_GATE_LUFS: f64 = -70.0;

/// Distance of the relative gates under the mean of what passed the absolute one, in LU.
const INTEGRATED_GATE_LU: f64 = -10.0;
const RANGE_GATE_LU: f64 = -20.0;

/// Hops of 10 ms in 100 ms, in the momentary 400 ms and in the short-term 3 s.
const STEP_HOPS: usize = HOPS_PER_S / 10;
const MOMENTARY_HOPS: usize = 4 * STEP_HOPS;
const SHORT_TERM_HOPS: usize = 30 * STEP_HOPS;

/// Steps of 100 ms in the silence that Tech 3342 adds to a file: 1.5 s.
const TAIL_STEPS: usize = 15;

/// Loudness of a K-weighted power, in LUFS; −∞ for none.
#[must_use]
pub fn power_to_lufs(power: f64) -> f64 {
    OFFSET_LU + power_to_db(power)
}

/// The K-weighted power of a loudness in LUFS.
fn lufs_to_power(lufs: f64) -> f64 {
    libm::pow(10.0, (lufs - OFFSET_LU) / 10.0)
}

/// Momentary loudness (400 ms) every 10 ms, from K-weighted powers of 10 ms each.
pub fn momentary_lufs(k_power: &[f32]) -> impl Iterator<Item = f64> + '_ {
    k_power.windows(MOMENTARY_HOPS).map(|window| power_to_lufs(mean(window)))
}

/// Short-term loudness (3 s) every 100 ms, from K-weighted powers of 10 ms each.
#[must_use]
pub fn short_term_lufs(k_power: &[f32]) -> Vec<f64> {
    short_term_powers(&steps(k_power)).into_iter().map(power_to_lufs).collect()
}

/// Gated loudness of a passage, in LUFS, from K-weighted powers of 10 ms each.
#[must_use]
pub fn integrated_lufs(k_power: &[f32]) -> f64 {
    let steps = steps(k_power);
    let blocks: Vec<f64> = windows(&steps, MOMENTARY_HOPS / STEP_HOPS).collect();
    let threshold = relative_gate(&blocks, INTEGRATED_GATE_LU);
    let absolute = lufs_to_power(ABSOLUTE_GATE_LUFS);
    power_to_lufs(mean_where(&blocks, |power| power > threshold && power > absolute))
}

impl Loudness {
    /// Everything at once, from K-weighted powers of 10 ms each.
    #[must_use]
    pub fn of(k_power: &[f32]) -> Self {
        let mut steps = steps(k_power);
        let short_term = short_term_powers(&steps);
        steps.resize(steps.len() + TAIL_STEPS, 0.0);
        let with_tail = short_term_powers(&steps);
        let momentary_max = k_power.windows(MOMENTARY_HOPS).map(mean).fold(0.0, f64::max);
        Self {
            integrated_lufs: integrated_lufs(k_power),
            range_lu: range_lu(short_term.clone()),
            // The tail lengthens a programme; it does not make one of a sound without a window.
            range_with_tail_lu: if short_term.is_empty() { 0.0 } else { range_lu(with_tail) },
            momentary_max_lufs: power_to_lufs(momentary_max),
            short_term_max_lufs: power_to_lufs(short_term.into_iter().fold(0.0, f64::max)),
        }
    }
}

/// Loudness of a programme of any number of channels, all in memory, each with its weight:
/// BS.1770-5, Table 4, gives 1 to left, right and centre, 1.41 to the surrounds, 0 to the LFE.
#[must_use]
pub fn programme_loudness<const C: usize>(
    channels: [&[f32]; C],
    weights: [f64; C],
    sample_rate_hz: f64,
) -> Loudness {
    let frames = channels.iter().map(|samples| samples.len()).min().unwrap_or(0);
    let mut weighting = KWeighting::<C>::new(sample_rate_hz);
    let mut k_power = Vec::new();
    let mut from = 0;
    for hop in 0.. {
        let to = hop_end(hop, sample_rate_hz) as usize;
        if to > frames {
            break;
        }
        let energy = weighting.energy(channels.map(|samples| &samples[from..to]));
        weighting.flush();
        let sum: f64 = energy.iter().zip(&weights).map(|(energy, weight)| energy * weight).sum();
        k_power.push((sum / (to - from) as f64) as f32);
        from = to;
    }
    Loudness::of(&k_power)
}

/// Spread between the 10th and the 95th percentile of what passes both gates, in LU.
fn range_lu(mut short_term: Vec<f64>) -> f64 {
    let threshold =
        relative_gate(&short_term, RANGE_GATE_LU).max(lufs_to_power(ABSOLUTE_GATE_LUFS));
    short_term.retain(|power| *power >= threshold);
    short_term.sort_by(f64::total_cmp);
    let Some(last) = short_term.len().checked_sub(1) else { return 0.0 };
    let at = |share: f64| short_term[libm::round(last as f64 * share) as usize];
    power_to_lufs(at(0.95)) - power_to_lufs(at(0.10))
}

/// The power that lies `distance_lu` from the mean of what passes the absolute gate.
fn relative_gate(powers: &[f64], distance_lu: f64) -> f64 {
    let absolute = lufs_to_power(ABSOLUTE_GATE_LUFS);
    mean_where(powers, |power| power > absolute) * libm::pow(10.0, distance_lu / 10.0)
}

/// Mean of the powers that pass; 0 if none does.
fn mean_where(powers: &[f64], pass: impl Fn(f64) -> bool) -> f64 {
    let (mut sum, mut count) = (0.0, 0_u32);
    for power in powers.iter().copied().filter(|power| pass(*power)) {
        sum += power;
        count += 1;
    }
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

/// Mean powers of 100 ms each; an incomplete last one is dropped.
fn steps(k_power: &[f32]) -> Vec<f64> {
    k_power.chunks_exact(STEP_HOPS).map(mean).collect()
}

fn short_term_powers(steps: &[f64]) -> Vec<f64> {
    windows(steps, SHORT_TERM_HOPS / STEP_HOPS).collect()
}

/// Mean of every run of `length` steps. Summed afresh, so that no rounding of a loud passage is
/// left in a quiet one.
fn windows(steps: &[f64], length: usize) -> impl Iterator<Item = f64> + '_ {
    steps.windows(length).map(move |window| window.iter().sum::<f64>() / length as f64)
}

fn mean(hops: &[f32]) -> f64 {
    hops.iter().map(|power| f64::from(*power)).sum::<f64>() / hops.len() as f64
}
