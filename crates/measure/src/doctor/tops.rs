//! Flat tops: waves that were cut off, at whatever level they are now.
//!
//! A wave that is cut stays on one level for a few samples and gets there and away steeply. Any
//! wave is flat at its top for a while; what tells the two apart is how high the slopes at the
//! ends of the flat piece would have carried it. A parabola with slope s at both ends of n samples
//! rises by s·n/4, and as long as the piece counts as flat (its samples differ by no more than a
//! tolerance) that rise is about the tolerance. Several times the tolerance is missing height.
//!
//! Two tolerances are used: one of rounding, for samples as they were cut; and one of 5 %, for
//! what was filtered, resampled or coded since and ripples around its ceiling.

/// Samples may differ by this much within a flat piece: of their level, and of 16 bits.
const EXACT: f32 = 1e-4;
const RIPPLED: f32 = 0.05;
const ROUNDING: f32 = 1.01 / 32_768.0;

/// Height that is missing, in tolerances, from which a piece is a flat top. A parabola reads up
/// to 1.7 with the slopes as they are taken here, and rounding to 16 bits can double that.
const MISSING: f32 = 5.0;

/// Fewest samples of a flat piece.
const SHORTEST: usize = 3;

/// Only hops whose peak comes this near to the highest so far are searched, and only pieces this
/// near to the highest piece count together.
const NEAR: [f32; 2] = [0.997, 0.93];

/// Flat pieces at one ceiling.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tops {
    /// Level of the highest, linear.
    pub(crate) ceiling: f32,
    pub(crate) count: u32,
    pub(crate) samples: u64,
    /// Sum over pieces of the height missing over the ceiling.
    missing: f64,
}

impl Tops {
    fn add(&mut self, level: f32, samples: usize, missing: f32, near: f32) {
        if level * near > self.ceiling {
            *self = Self::default();
        }
        if level >= near * self.ceiling {
            self.ceiling = self.ceiling.max(level);
            self.count += 1;
            self.samples += samples as u64;
            self.missing += f64::from(missing / level);
        }
    }

    /// Mean height cut off, in dB over the ceiling.
    pub(crate) fn missing_db(&self) -> f64 {
        audio::math::gain_to_db_f64(1.0 + self.missing / f64::from(self.count.max(1)))
    }
}

/// Searches one channel, hop by hop. Pieces that lie across two hops are not seen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TopSearch {
    peak: f32,
    /// Positive and negative side: cut exactly; and rippled since.
    pub(crate) exact: [Tops; 2],
    pub(crate) rippled: [Tops; 2],
}

impl TopSearch {
    /// A hop and the largest magnitude in it.
    pub(crate) fn push(&mut self, samples: &[f32], peak: f32) {
        self.peak = self.peak.max(peak);
        if peak <= 0.0 || peak < NEAR[1] * self.peak {
            return;
        }
        if peak >= NEAR[0] * self.peak {
            let floor = NEAR[0] * self.peak;
            search(samples, (EXACT, floor, NEAR[0]), &mut self.exact);
        }
        search(samples, (RIPPLED, NEAR[1] * self.peak, NEAR[1]), &mut self.rippled);
    }
}

/// Finds the flat pieces around the tops over `floor`.
fn search(samples: &[f32], (share, floor, near): (f32, f32, f32), tops: &mut [Tops; 2]) {
    let mut at = 0;
    while let Some(start) = (at..samples.len()).find(|n| samples[*n].abs() >= floor) {
        let sign = samples[start].signum();
        let end = (start..samples.len()).find(|n| sign * samples[*n] < floor);
        let end = end.unwrap_or(samples.len());
        at = end;
        let top = (start..end)
            .fold(start, |top, n| if sign * samples[n] > sign * samples[top] { n } else { top });
        let level = sign * samples[top];
        let tolerance = (share * level).max(ROUNDING);
        let is_flat = |n: &usize| sign * samples[*n] >= level - tolerance;
        let from = (0..top).rev().find(|n| !is_flat(n)).map(|n| n + 1);
        let to = (top..samples.len()).find(|n| !is_flat(n));
        let (Some(from), Some(to)) = (from, to) else { continue };
        let length = to - from;
        // Slopes over a quarter of the piece: single steps are rounded, or lie across the edge.
        let reach = (length / 4).max(2);
        if length < SHORTEST || from < reach || to + reach > samples.len() {
            continue;
        }
        let rise = samples[from] - samples[from - reach];
        let fall = samples[to - 1] - samples[to - 1 + reach];
        let missing = 0.125 * sign * (rise + fall) * length as f32 / reach as f32;
        if missing > MISSING * tolerance {
            tops[usize::from(sign < 0.0)].add(level, length, missing, near);
        }
    }
}

#[cfg(test)]
#[path = "tops_tests.rs"]
mod tests;
