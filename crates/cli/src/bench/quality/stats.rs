//! Medians, how sure they are, and whether one contender beats another.
//!
//! Runs of one song with several seeds are no independent witnesses: intervals are bootstrapped
//! over songs (B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, clusters
//! resampled whole), and the signed-rank test (F. Wilcoxon, Biometrics Bulletin 1(6), 1945) is
//! made on the songs' medians.

use super::perturb::Chance;

/// Resamplings of the bootstrap: the ends of an interval are good to about a fiftieth of it.
const RESAMPLES: usize = 2_000;

/// Up to this many pairs the test is exact.
const EXACT_MAX: usize = 24;

/// Middle of the values; none of nothing.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// Quantile by linear interpolation between order statistics; values that are no number are left
/// out.
pub(super) fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    Some(sorted[below] + (sorted[above] - sorted[below]) * (place - below as f64))
}

/// 95 % interval of the median of all runs; `songs` holds the runs of each song.
pub(crate) fn interval(songs: &[Vec<f64>]) -> Option<[f64; 2]> {
    let songs: Vec<&Vec<f64>> = songs.iter().filter(|runs| !runs.is_empty()).collect();
    if songs.len() < 2 {
        return None;
    }
    let mut chance = Chance::new(1, &["bootstrap"]);
    let mut medians = Vec::with_capacity(RESAMPLES);
    let mut drawn: Vec<f64> = Vec::new();
    for _ in 0..RESAMPLES {
        drawn.clear();
        for _ in 0..songs.len() {
            drawn.extend(songs[chance.below(songs.len())]);
        }
        medians.extend(median(&drawn));
    }
    Some([quantile(&medians, 0.025)?, quantile(&medians, 0.975)?])
}

/// Two-sided p of the signed-rank test that `ours` and `theirs` differ by chance; none without
/// pairs that differ.
pub(super) fn signed_rank(ours: &[f64], theirs: &[f64]) -> Option<f64> {
    let pairs = ours.iter().zip(theirs).map(|(a, b)| a - b);
    let mut off: Vec<f64> = pairs.filter(|off| off.is_finite() && off.abs() > 1e-12).collect();
    if off.is_empty() {
        return None;
    }
    off.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    let ranks = doubled_ranks(&off);
    let total: usize = ranks.iter().sum();
    let negative: usize =
        ranks.iter().zip(&off).filter(|(_, off)| **off < 0.0).map(|(rank, _)| rank).sum();
    let smaller = negative.min(total - negative);
    let p = if off.len() <= EXACT_MAX { exact(&ranks, smaller) } else { normal(&ranks, smaller) };
    Some(p.min(1.0))
}

/// Twice the ranks of sorted values, so that ties share a whole number.
fn doubled_ranks(sorted: &[f64]) -> Vec<usize> {
    let mut ranks = vec![0; sorted.len()];
    let mut from = 0;
    while from < sorted.len() {
        let same = |x: &&f64| (x.abs() - sorted[from].abs()).abs() <= 1e-12;
        let to = from + sorted[from..].iter().take_while(same).count();
        // Mean of from+1 ..= to, doubled.
        ranks[from..to].fill(from + 1 + to);
        from = to;
    }
    ranks
}

/// Share of all sign patterns whose smaller rank sum is no larger, from the number of subsets of
/// each sum.
fn exact(ranks: &[usize], smaller: usize) -> f64 {
    let total: usize = ranks.iter().sum();
    let mut subsets = vec![0.0_f64; total + 1];
    subsets[0] = 1.0;
    for rank in ranks {
        for sum in (*rank..=total).rev() {
            subsets[sum] += subsets[sum - rank];
        }
    }
    let below: f64 = subsets[..=smaller].iter().sum();
    2.0 * below / subsets.iter().sum::<f64>()
}

/// The same for many pairs, by the normal law with a correction for continuity.
fn normal(ranks: &[usize], smaller: usize) -> f64 {
    let mean: f64 = ranks.iter().map(|rank| *rank as f64 / 4.0).sum();
    let variance: f64 = ranks.iter().map(|rank| (*rank as f64 / 4.0).powi(2)).sum();
    let z = (mean - smaller as f64 / 2.0 - 0.5).max(0.0) / variance.sqrt();
    upper_tail(z) * 2.0
}

/// Probability of the standard normal law over `z ≥ 0` (M. Abramowitz, I. A. Stegun, Handbook of
/// Mathematical Functions, 26.2.17; error under 7.5e-8).
fn upper_tail(z: f64) -> f64 {
    const C: [f64; 5] =
        [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let sum = C.iter().rev().fold(0.0, |sum, c| (sum + c) * t);
    sum * (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_even_number_lies_between_two() {
        assert_eq!(median(&[4.0, 1.0, f64::NAN, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn seven_songs_all_better_are_one_pattern_in_sixty_four() {
        let theirs = [3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
        let ours: Vec<f64> =
            theirs.iter().enumerate().map(|(i, x)| x - 1.0 - i as f64 / 10.0).collect();
        // 2 of 2⁷ sign patterns.
        assert!((signed_rank(&ours, &theirs).unwrap() - 2.0 / 128.0).abs() < 1e-12);
        assert_eq!(signed_rank(&theirs, &theirs), None);
    }

    #[test]
    fn a_table_of_the_signed_rank_test_is_met() {
        // W = 8 at n = 10 is the two-sided 5 % point of published tables: p = 0.048828125.
        let off = [-1.0, -2.0, 3.0, 4.0, -5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
        assert!((signed_rank(&off, &[0.0; 10]).unwrap() - 50.0 / 1024.0).abs() < 1e-12);
    }

    #[test]
    fn the_normal_law_agrees_with_counting_where_both_can() {
        let off: Vec<f64> =
            (1..=24).map(|i| if i % 3 == 0 { -f64::from(i) } else { f64::from(i) }).collect();
        let ranks = doubled_ranks(&off);
        let negative: usize = ranks.iter().skip(2).step_by(3).sum();
        // The first term that the normal law leaves out (Edgeworth): the excess kurtosis is
        // −2·Σr⁴/(Σr²)² = −0.15, over 24, times at most 0.55 = max |z³ − 3z|·φ(z), on both sides.
        assert!((exact(&ranks, negative) - normal(&ranks, negative)).abs() < 0.007);
    }

    #[test]
    fn an_interval_holds_the_median_and_narrows_with_agreement() {
        let wide = interval(&[vec![1.0, 2.0], vec![5.0, 6.0], vec![9.0, 10.0]]).unwrap();
        assert!(wide[0] <= 5.5 && wide[1] >= 5.5);
        let narrow = interval(&[vec![5.0], vec![5.0], vec![5.0]]).unwrap();
        assert!((narrow[0] - 5.0).abs() < 1e-12 && (narrow[1] - 5.0).abs() < 1e-12);
        assert_eq!(interval(&[vec![1.0, 2.0]]), None, "one song says nothing of others");
    }
}
