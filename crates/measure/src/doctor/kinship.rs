//! How alike any two stems are: the matrix that others decide by.

use borsh::{BorshDeserialize, BorshSerialize};

use super::pairs::Pairs;

/// Two stems.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, Default, PartialEq)]
struct Alike {
    correlation: f32,
    coherence: f32,
    /// Of the lower one by the higher one, and of the higher one by the lower one.
    shares: (f32, f32),
}

/// How much any two stems have in common. Silent stems have nothing in common with any other.
#[derive(BorshDeserialize, BorshSerialize, Clone, Debug, Default, PartialEq)]
pub struct Kinship {
    stems: usize,
    /// Of (0,1), (0,2) … (1,2) …
    values: Vec<Alike>,
}

impl Kinship {
    /// Of stems that were heard together.
    #[must_use]
    pub fn of(pairs: &Pairs) -> Self {
        let stems = pairs.stems();
        let mut values = Vec::with_capacity(stems * stems / 2);
        for low in 0..stems {
            for high in low + 1..stems {
                values.push(Alike {
                    correlation: correlation(pairs, low, high),
                    coherence: coherence(pairs, low, high),
                    shares: (share(pairs, low, high), share(pairs, high, low)),
                });
            }
        }
        Self { stems, values }
    }

    /// Number of stems; 0 where no pair was heard.
    #[must_use]
    pub fn stems(&self) -> usize {
        self.stems
    }

    /// K-weighted correlation at lag zero, −1 to 1: powers add up to P₁ + P₂ + 2·r·√(P₁·P₂).
    /// 1 is the same sound at any gain, −1 the same upside down, 0 two sounds that are unrelated.
    #[must_use]
    pub fn correlation(&self, a: usize, b: usize) -> f32 {
        self.get(a, b).correlation
    }

    /// Share of their sound, 0 to 1, that follows from each other by *some* filter: magnitude-
    /// squared coherence, whatever the delay (up to some 50 ms), polarity and tone.
    #[must_use]
    pub fn coherence(&self, a: usize, b: usize) -> f32 {
        self.get(a, b).coherence
    }

    /// Share of the loudness of `a`, 0 to 1, that follows from `b` by some filter: its bleed, or
    /// one source in both.
    #[must_use]
    pub fn share(&self, a: usize, b: usize) -> f32 {
        let (low, high) = self.get(a, b).shares;
        if a <= b { low } else { high }
    }

    fn get(&self, a: usize, b: usize) -> Alike {
        let (low, high) = (a.min(b), a.max(b));
        if low == high {
            return Alike { correlation: 1.0, coherence: 1.0, shares: (1.0, 1.0) };
        }
        if high >= self.stems {
            return Alike::default();
        }
        self.values[low * self.stems - low * (low + 1) / 2 + (high - low - 1)]
    }
}

fn correlation(pairs: &Pairs, low: usize, high: usize) -> f32 {
    let cross = pairs.cross(low, high);
    let weigh = |values: &[f64]| -> f64 {
        values.iter().zip(&pairs.bins.loud).map(|(value, weight)| value * weight).sum()
    };
    let powers = weigh(&pairs.own(low).power) * weigh(&pairs.own(high).power);
    if powers > 0.0 { (weigh(&cross.re) / powers.sqrt()).clamp(-1.0, 1.0) as f32 } else { 0.0 }
}

/// Bins count by the geometric mean of both powers, K-weighted.
fn coherence(pairs: &Pairs, low: usize, high: usize) -> f32 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (bin, share) in coherences(pairs, low, high).into_iter().enumerate() {
        let powers = pairs.own(low).power[bin] * pairs.own(high).power[bin];
        let weight = pairs.bins.loud[bin] * powers.max(0.0).sqrt();
        sum += weight * share;
        weights += weight;
    }
    if weights > 0.0 { (sum / weights) as f32 } else { 0.0 }
}

/// Share of the loudness of `of` that follows from `from`.
pub(super) fn share(pairs: &Pairs, of: usize, from: usize) -> f32 {
    let coherences = coherences(pairs, of.min(from), of.max(from));
    let loud = pairs.own(of).power.iter().zip(&pairs.bins.loud).map(|(p, w)| p * w);
    let whole: f64 = loud.clone().sum();
    let owed: f64 = loud.zip(&coherences).map(|(power, share)| power * share).sum();
    if whole > 0.0 { (owed / whole) as f32 } else { 0.0 }
}

/// Magnitude-squared coherence per compared bin; empty where the two never sound together.
///
/// Of K frames of unrelated sound it would read 1/K; that is taken off.
pub(super) fn coherences(pairs: &Pairs, low: usize, high: usize) -> Vec<f64> {
    let cross = pairs.cross(low, high);
    let chance = 1.0 / f64::from(cross.frames.max(1));
    let (one, other) = (pairs.own(low), pairs.own(high));
    let sums = cross.re.iter().zip(&cross.im).zip(one.power.iter().zip(&other.power));
    sums.map(|((re, im), (p, q))| {
        let powers = p * q;
        let raw = if powers > 0.0 { (re * re + im * im) / powers } else { 0.0 };
        ((raw - chance) / (1.0 - chance).max(1e-3)).clamp(0.0, 1.0)
    })
    .collect()
}

#[cfg(test)]
#[path = "kinship_tests.rs"]
mod tests;
