//! Is a stem the sum of others? Non-negative least squares on the products of all stems.
//!
//! C. L. Lawson, R. J. Hanson, *Solving Least Squares Problems*, 1974, chapter 23, on the normal
//! equations: gains ≥ 0 of the others that leave least of the stem. Deviation: a stem that would
//! take away less than a thousandth of what is left is not tried, which ends the search early.

use super::pairs::Pairs;

/// The gains at which others come nearest to a stem.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sum {
    pub(crate) stem: usize,
    /// The others and their gains, linear.
    pub(crate) parts: Vec<(usize, f64)>,
    /// Power that they leave of the stem, relative to it, in dB.
    pub(crate) residual_db: f64,
    /// What the largest of them alone would leave, in dB.
    pub(crate) single_db: f64,
}

/// A stem is worth adding where it takes this share of what is left.
const WORTH: f64 = 1e-3;

/// K-weighted products of all stems at lag zero.
#[derive(Clone, Debug)]
pub(crate) struct Gram {
    stems: usize,
    values: Vec<f64>,
}

impl Gram {
    pub(crate) fn of(pairs: &Pairs) -> Self {
        let stems = pairs.stems();
        let loud = |values: &[f64]| -> f64 {
            values.iter().zip(&pairs.bins.loud).map(|(value, weight)| value * weight).sum()
        };
        let mut values = vec![0.0; stems * stems];
        for low in 0..stems {
            values[low * stems + low] = loud(&pairs.own(low).power);
            for high in low + 1..stems {
                let product = loud(&pairs.cross(low, high).re);
                values[low * stems + high] = product;
                values[high * stems + low] = product;
            }
        }
        Self { stems, values }
    }

    fn at(&self, a: usize, b: usize) -> f64 {
        self.values[a * self.stems + b]
    }

    /// The best sum of others for `stem`; none for silence.
    pub(crate) fn nearest_sum(&self, stem: usize) -> Option<Sum> {
        let own = self.at(stem, stem);
        if own <= 0.0 {
            return None;
        }
        let single = (0..self.stems).filter(|other| *other != stem).map(|other| {
            let product = self.at(stem, other).max(0.0);
            let power = self.at(other, other);
            if power > 0.0 { product * product / (power * own) } else { 0.0 }
        });
        let single = single.fold(0.0, f64::max);
        let (mut set, mut gains): (Vec<usize>, Vec<f64>) = (Vec::new(), Vec::new());
        for _ in 0..2 * self.stems {
            let left = self.left(stem, &set, &gains);
            let Some(next) = self.steepest(stem, &set, &gains, left) else { break };
            set.push(next);
            gains.push(0.0);
            self.settle(stem, &mut set, &mut gains);
            if !set.contains(&next) {
                break;
            }
        }
        let left = self.left(stem, &set, &gains) / own;
        let mut parts: Vec<(usize, f64)> = set.into_iter().zip(gains).collect();
        parts.sort_by_key(|(other, _)| *other);
        let decibels = |share: f64| audio::math::power_to_db(share.max(1e-15));
        let (residual_db, single_db) = (decibels(left), decibels(1.0 - single));
        Some(Sum { stem, parts, residual_db, single_db })
    }

    /// Energy that is left.
    fn left(&self, stem: usize, set: &[usize], gains: &[f64]) -> f64 {
        let mut left = self.at(stem, stem);
        for (a, gain) in set.iter().zip(gains) {
            left -= 2.0 * gain * self.at(stem, *a);
            for (b, other) in set.iter().zip(gains) {
                left += gain * other * self.at(*a, *b);
            }
        }
        left.max(0.0)
    }

    /// The stem outside the set that would take most away.
    fn steepest(&self, stem: usize, set: &[usize], gains: &[f64], left: f64) -> Option<usize> {
        let mut best = (WORTH * left, None);
        for other in (0..self.stems).filter(|other| *other != stem && !set.contains(other)) {
            let taken = set.iter().zip(gains).map(|(a, gain)| gain * self.at(other, *a));
            let slope = self.at(stem, other) - taken.sum::<f64>();
            let power = self.at(other, other);
            if slope > 0.0 && power > 0.0 && slope * slope / power > best.0 {
                best = (slope * slope / power, Some(other));
            }
        }
        best.1
    }

    /// Least squares over the set; what would become negative leaves it.
    fn settle(&self, stem: usize, set: &mut Vec<usize>, gains: &mut Vec<f64>) {
        while let Some(wanted) = self.solve(stem, set) {
            let mut step = 1.0_f64;
            for (now, wanted) in gains.iter().zip(&wanted) {
                if *wanted <= 0.0 {
                    step = step.min(now / (now - wanted).max(1e-300));
                }
            }
            for (now, wanted) in gains.iter_mut().zip(&wanted) {
                *now += step * (wanted - *now);
            }
            if step >= 1.0 {
                return;
            }
            let gone: Vec<bool> = gains
                .iter()
                .zip(&wanted)
                .map(|(now, wanted)| *now <= 1e-12 && *wanted <= 0.0)
                .collect();
            let kept = |at: usize| !gone[at];
            let before = set.len();
            *set = (0..before).filter(|at| kept(*at)).map(|at| set[at]).collect();
            *gains = (0..before).filter(|at| kept(*at)).map(|at| gains[at]).collect();
            if set.len() == before || set.is_empty() {
                return;
            }
        }
        // The last one is the sum of those before it: it can say nothing new.
        set.pop();
        gains.pop();
    }

    /// Solves the normal equations by Cholesky's method; none where they are singular.
    fn solve(&self, stem: usize, set: &[usize]) -> Option<Vec<f64>> {
        let n = set.len();
        let mut lower = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..=i {
                let mut sum = self.at(set[i], set[j]);
                for k in 0..j {
                    sum -= lower[i * n + k] * lower[j * n + k];
                }
                if i == j {
                    // Twelve digits of sixteen are gone: what is left is rounding.
                    if sum <= 1e-12 * self.at(set[i], set[i]) {
                        return None;
                    }
                    lower[i * n + i] = sum.sqrt();
                } else {
                    lower[i * n + j] = sum / lower[j * n + j];
                }
            }
        }
        let mut x: Vec<f64> = set.iter().map(|other| self.at(stem, *other)).collect();
        for i in 0..n {
            for k in 0..i {
                x[i] -= lower[i * n + k] * x[k];
            }
            x[i] /= lower[i * n + i];
        }
        for i in (0..n).rev() {
            for k in i + 1..n {
                x[i] -= lower[k * n + i] * x[k];
            }
            x[i] /= lower[i * n + i];
        }
        Some(x)
    }
}

#[cfg(test)]
#[path = "sums_tests.rs"]
mod tests;
