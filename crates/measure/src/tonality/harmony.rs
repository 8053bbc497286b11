//! The harmony of all stems over time, and where it changes.

use super::Classes;
use crate::song::{Clock, StemTrace};

/// Pitch classes of the song in each 171 ms: the bass, and all else. Every stem counts by how
/// tonal it is and by its level against its own loudest, not by its gain.
#[derive(Clone, Debug)]
pub(crate) struct Harmony {
    pub(crate) clock: Clock,
    pub(crate) columns: Vec<[Classes; 2]>,
    /// Sums of the columns before each, for means over any span.
    sums: Vec<[Classes; 2]>,
}

impl Harmony {
    /// Of stems in a fixed order.
    pub(crate) fn of(stems: &[&StemTrace]) -> Self {
        let clock = stems.first().map(|stem| stem.chroma_clock).unwrap_or_default();
        let count = stems.iter().map(|stem| stem.chroma.len()).max().unwrap_or(0);
        let mut columns = vec![[[0.0; 12]; 2]; count];
        for stem in stems {
            let amplitudes: Vec<[Classes; 2]> = (0..stem.chroma.len())
                .map(|column| stem.chroma.at(column).map(|classes| classes.map(f64::sqrt)))
                .collect();
            let loudest = amplitudes.iter().flatten().flatten().copied().fold(0.0, f64::max);
            let weight = stem.chroma.tonalness();
            if loudest <= 0.0 || weight <= 0.0 {
                continue;
            }
            for (column, amplitudes) in columns.iter_mut().zip(&amplitudes) {
                for (register, classes) in column.iter_mut().zip(amplitudes) {
                    let pairs = register.iter_mut().zip(classes);
                    pairs.for_each(|(sum, x)| *sum += weight * (x / loudest).sqrt());
                }
            }
        }
        let sums = running(&columns);
        Self { clock, columns, sums }
    }

    /// Mean between two times, bass and rest; columns at the edges count in part.
    pub(crate) fn mean(&self, from_s: f64, to_s: f64) -> [Classes; 2] {
        let last = self.columns.len() as f64;
        // Column c covers half a column to each side of its time.
        let place =
            |time_s: f64| ((time_s - self.clock.first_s) * self.clock.per_s + 0.5).clamp(0.0, last);
        let upto = |at: f64| -> [Classes; 2] {
            let (whole, part) = (at as usize, at.fract());
            let sum = self.sums.get(whole).copied().unwrap_or_default();
            let next = self.columns.get(whole).copied().unwrap_or_default();
            std::array::from_fn(|r| std::array::from_fn(|c| sum[r][c] + part * next[r][c]))
        };
        let (from, to) = (place(from_s), place(to_s));
        let (early, late) = (upto(from), upto(to));
        let span = (to - from).max(1e-9);
        std::array::from_fn(|r| std::array::from_fn(|c| (late[r][c] - early[r][c]).max(0.0) / span))
    }

    /// How different bass and rest are in the `span_s` before and after a time: 0 to 1.
    pub(crate) fn changes_at(&self, time_s: f64, span_s: f64) -> [f64; 2] {
        let before = self.mean(time_s - span_s, time_s);
        let after = self.mean(time_s, time_s + span_s);
        std::array::from_fn(|r| distance(&before[r], &after[r]))
    }

    /// Both together.
    pub(crate) fn change_at(&self, time_s: f64, span_s: f64) -> f64 {
        let [bass, rest] = self.changes_at(time_s, span_s);
        0.5 * (bass + rest)
    }

    /// Change at each column.
    pub(crate) fn changes(&self) -> Vec<f64> {
        let column_s = 1.0 / self.clock.per_s.max(1e-9);
        let time_s = |column: usize| self.clock.time_s(column as f64);
        (0..self.columns.len()).map(|c| self.change_at(time_s(c), 2.0 * column_s)).collect()
    }
}

fn running(columns: &[[Classes; 2]]) -> Vec<[Classes; 2]> {
    let mut sum = [[0.0; 12]; 2];
    let mut sums = vec![sum];
    for column in columns {
        for (sum, classes) in sum.iter_mut().zip(column) {
            sum.iter_mut().zip(classes).for_each(|(sum, x)| *sum += x);
        }
        sums.push(sum);
    }
    sums
}

/// One minus the cosine; nothing is not different from anything.
pub(crate) fn distance(a: &[f64], b: &[f64]) -> f64 {
    let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    let norm = (dot(a, a) * dot(b, b)).sqrt();
    if norm > 0.0 { (1.0 - dot(a, b) / norm).clamp(0.0, 1.0) } else { 0.0 }
}
