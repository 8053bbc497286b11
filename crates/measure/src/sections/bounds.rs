//! Where a new part begins.
//!
//! Novelty after J. Foote, "Automatic Audio Segmentation Using a Measure of Audio Novelty", ICME
//! 2000: a checkerboard along the diagonal of the self-similarity. With the squared distance as
//! (dis)similarity the checkerboard's sum is twice the squared distance between the means before
//! and after, which is what is worked out here, over four and eight bars. Parts of songs are
//! counted in fours: the phase of four bars that gathers most novelty is preferred.

use super::bars::Bars;

/// Bars to each side that are compared.
const WIDTHS: [usize; 2] = [4, 8];

/// Shortest part, in bars.
const SHORTEST: usize = 4;

/// How much more a boundary weighs in the preferred phase of four.
const PREFERENCE: f64 = 1.3;

/// Least novelty of a boundary, and least share of the song's greatest.
const LEAST: f64 = 0.02;
const LEAST_SHARE: f64 = 0.05;

/// First bars of all parts, and the number of bars.
pub(crate) fn bounds(bars: &Bars) -> Vec<usize> {
    let count = bars.bars.len();
    let novelty: Vec<f64> = (0..count).map(|bar| novelty(bars, bar)).collect();
    let gathered = |phase: usize| novelty.iter().skip(phase).step_by(4).sum::<f64>();
    let phase = (0..4).max_by(|a, b| gathered(*a).total_cmp(&gathered(*b)).then(b.cmp(a)));
    let preferred = |bar: usize| phase == Some(bar % 4);
    let weighed: Vec<f64> = (0..count)
        .map(|bar| novelty[bar] * if preferred(bar) { PREFERENCE } else { 1.0 })
        .collect();
    let greatest = weighed.iter().copied().fold(0.0, f64::max);
    let least = LEAST.max(LEAST_SHARE * greatest);
    let peak = |bar: &usize| {
        let around = bar.saturating_sub(SHORTEST / 2)..(bar + SHORTEST / 2 + 1).min(count);
        weighed[*bar] >= least && around.clone().all(|other| weighed[other] <= weighed[*bar])
    };
    let mut order: Vec<usize> = (1..count).filter(peak).collect();
    order.sort_by(|a, b| weighed[*b].total_cmp(&weighed[*a]).then(a.cmp(b)));
    let mut found = vec![0, count];
    for bar in order {
        let far = |other: &usize| other.abs_diff(bar) >= SHORTEST.min(count / 4).max(2);
        if found.iter().all(far) {
            found.push(bar);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// How different the bars before and after the start of one are.
fn novelty(bars: &Bars, bar: usize) -> f64 {
    let count = bars.bars.len();
    let of_width = |width: usize| {
        let (before, after) = (bar.saturating_sub(width)..bar, bar..(bar + width).min(count));
        if before.is_empty() || after.is_empty() {
            return 0.0;
        }
        // Few bars at an end of the song say less.
        let share = (before.len().min(after.len()) as f64 / width as f64).sqrt();
        share * apart(&bars.mean(before), &bars.mean(after))
    };
    WIDTHS.iter().map(|width| of_width(*width)).sum::<f64>() / WIDTHS.len() as f64
}

/// Squared distance.
pub(crate) fn apart(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}
