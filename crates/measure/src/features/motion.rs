//! How the bands of a stem move against each other, and how wide they are.
//!
//! One instrument moves its bands together; a kit or a whole track does not. Works on the
//! excitation of 100 ms hops, loudness-like (power to the 0.3), weighted by loudness.

use super::moments::Moments;
use crate::{ERB_BANDS, Excitation, Spectrum};

/// Groups of ERB bands.
const GROUPS: usize = 8;
const WIDTH: usize = ERB_BANDS / GROUPS;

/// Loudness grows about with this power of the intensity (S. S. Stevens' law).
const LOUDNESS_POWER: f64 = 0.3;

/// Numbers that come out of [`values`].
pub(super) const VALUES: usize = GROUPS + OTHER_NAMES.len() + WIDTHS;
const WIDTHS: usize = 4;

const OTHER_NAMES: [&str; 4] =
    ["together_near", "together_far", "loudness_deviation", "loudness_change"];

pub(super) fn names() -> impl Iterator<Item = String> {
    (0..GROUPS)
        .map(|group| format!("group_{group}_deviation"))
        .chain(OTHER_NAMES.map(str::to_owned))
        .chain((0..WIDTHS).map(|part| format!("width_{part}")))
}

pub(super) fn values(excitation: &Excitation, spectrum: &Spectrum) -> [f32; VALUES] {
    let mut sums = Sums::default();
    let mut before: Option<[f64; GROUPS]> = None;
    let mut change = Moments::default();
    let mut level = Moments::default();
    for hop in 0..excitation.len() {
        let powers = excitation.powers(hop);
        let loudness: [f64; GROUPS] = std::array::from_fn(|group| {
            let power: f64 = powers[group * WIDTH..][..WIDTH].iter().sum();
            if power > 0.0 { libm::pow(power, LOUDNESS_POWER) } else { 0.0 }
        });
        let total: f64 = loudness.iter().sum();
        if total > 0.0 {
            sums.add(&loudness, total);
            level.add(libm::log2(total), total);
            if let Some(before) = before {
                let moved: f64 =
                    loudness.iter().zip(&before).map(|(now, was)| (now - was).abs()).sum();
                change.add(moved / (total + before.iter().sum::<f64>()), total);
            }
        }
        before = Some(loudness);
    }
    let mut values = [0.0; VALUES];
    let all = sums
        .deviations()
        .into_iter()
        .chain(sums.together())
        .chain([level.deviation(), change.mean()])
        .chain(widths(spectrum));
    values.iter_mut().zip(all).for_each(|(out, value)| *out = value as f32);
    values
}

/// Weighted sums of the groups' loudness and of its products.
#[derive(Default)]
struct Sums {
    weight: f64,
    sum: [f64; GROUPS],
    product: [[f64; GROUPS]; GROUPS],
}

impl Sums {
    fn add(&mut self, loudness: &[f64; GROUPS], weight: f64) {
        self.weight += weight;
        for (row, a) in loudness.iter().enumerate() {
            self.sum[row] += weight * a;
            for (product, b) in self.product[row].iter_mut().zip(loudness) {
                *product += weight * a * b;
            }
        }
    }

    fn covariance(&self, a: usize, b: usize) -> f64 {
        if self.weight <= 0.0 {
            return 0.0;
        }
        self.product[a][b] / self.weight - self.sum[a] * self.sum[b] / (self.weight * self.weight)
    }

    /// Movement of each group over its mean; of a group that hardly sounds, little.
    fn deviations(&self) -> [f64; GROUPS] {
        let loudest = self.sum.iter().copied().fold(0.0, f64::max) / self.weight.max(1e-300);
        std::array::from_fn(|group| {
            let mean = self.sum[group] / self.weight.max(1e-300);
            let floor = 0.1 * loudest;
            if loudest > 0.0 {
                self.covariance(group, group).max(0.0).sqrt() / mean.max(floor)
            } else {
                0.0
            }
        })
    }

    /// Mean correlation of neighbours and of groups far apart, weighted by their movement.
    fn together(&self) -> [f64; 2] {
        let mut near = Moments::default();
        let mut far = Moments::default();
        for a in 0..GROUPS {
            for b in a + 1..GROUPS {
                let squares = self.covariance(a, a).max(0.0) * self.covariance(b, b).max(0.0);
                let weight = squares.sqrt();
                if weight > 0.0 {
                    let correlation = (self.covariance(a, b) / weight).clamp(-1.0, 1.0);
                    let moments = if b - a <= 2 { &mut near } else { &mut far };
                    moments.add(correlation, weight.sqrt());
                }
            }
        }
        [near.mean(), far.mean()]
    }
}

/// Share of side in the power of four parts of the spectrum.
fn widths(spectrum: &Spectrum) -> [f64; WIDTHS] {
    let power = |level: &f32| audio::math::db_to_gain_f64(2.0 * f64::from(*level));
    std::array::from_fn(|part| {
        let bands = part * ERB_BANDS / WIDTHS..(part + 1) * ERB_BANDS / WIDTHS;
        let sum = |levels: &[f32]| levels[bands.clone()].iter().map(power).sum::<f64>();
        let (mid, side) = (sum(&spectrum.mid_erb_db), sum(&spectrum.side_erb_db));
        if side > 0.0 { side / (mid + side) } else { 0.0 }
    })
}
