//! Onset strength of all stems together.
//!
//! Strength is counted in octaves of power over each stem's own floor, so a hit weighs the same
//! in a quiet stem as in a loud one, and a stem that only swells weighs next to nothing: what is
//! percussive speaks for the pulse by itself, whatever it is called.

use super::onsets::GROUPS;
use crate::song::{Clock, StemTrace};

/// Strength over the mean of this long counts, in s.
const MEAN_S: f64 = 0.5;

/// One stem's strength counts up to this, in octaves of power.
const MOST: f32 = 4.0;

/// Onset strength of a song over time: all of it, and what is low and high in it.
#[derive(Clone, Debug)]
pub(crate) struct Pulse {
    pub(crate) clock: Clock,
    pub(crate) all: Vec<f64>,
    pub(crate) low: Vec<f64>,
    pub(crate) high: Vec<f64>,
}

impl Pulse {
    /// Of stems in a fixed order.
    pub(crate) fn of(stems: &[&StemTrace]) -> Self {
        let clock = stems.first().map(|stem| stem.onset_clock).unwrap_or_default();
        let frames = stems.iter().map(|stem| stem.onsets.len()).max().unwrap_or(0);
        let mut sums = [vec![0.0; frames], vec![0.0; frames], vec![0.0; frames]];
        for stem in stems {
            let groups: [Vec<f64>; GROUPS] = std::array::from_fn(|group| {
                let strength = |frame| f64::from(stem.onsets.at(frame)[group].min(MOST));
                (0..stem.onsets.len()).map(strength).collect()
            });
            for (group, strength) in groups.iter().enumerate() {
                let peaks = over_mean(strength, clock.per_s * MEAN_S);
                sums[group].iter_mut().zip(peaks).for_each(|(sum, x)| *sum += x);
            }
        }
        let [low, mid, high] = sums;
        let all = (0..frames).map(|i| low[i] + mid[i] + high[i]).map(f64::sqrt).collect();
        Self { clock, all, low, high }
    }

    /// Strongest low, total and high onset within two frames of a time, in octaves of power.
    pub(crate) fn around(&self, time_s: f64) -> [f64; 3] {
        let at = self.clock.frame(time_s);
        let range = at.saturating_sub(2).min(self.all.len())..(at + 3).min(self.all.len());
        let most = |x: &[f64]| x[range.clone()].iter().copied().fold(0.0, f64::max);
        let all = most(&self.all);
        [most(&self.low), all * all, most(&self.high)]
    }
}

/// What rises over the mean of `width` values around.
fn over_mean(x: &[f64], width: f64) -> Vec<f64> {
    let reach = (width / 2.0) as usize;
    let mut sum = 0.0;
    let sums: Vec<f64> = std::iter::once(0.0)
        .chain(x.iter().map(|x| {
            sum += x;
            sum
        }))
        .collect();
    let over = |(i, x): (usize, &f64)| {
        let (from, to) = (i.saturating_sub(reach), (i + reach + 1).min(sums.len() - 1));
        (x - (sums[to] - sums[from]) / (to - from) as f64).max(0.0)
    };
    x.iter().enumerate().map(over).collect()
}
