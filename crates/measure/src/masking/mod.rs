//! What is heard of each stem in the mix: excitation, masked thresholds, partial loudness.
//!
//! B. C. J. Moore, B. R. Glasberg, T. Baer, "A model for the prediction of thresholds, loudness,
//! and partial loudness", J. Audio Eng. Soc. 45(4), 1997. The power per ERB band in steps of 100 ms
//! ([`Excitation`]) goes through outer and middle ear ([`ear`]), spreads along the cochlea
//! ([`spread`]) and becomes loudness ([`law`]): of the stem alone and of the stem beside the sum of
//! all others.
//!
//! Deviations. Hops are taken as steady sounds: no forward masking, no temporal integration but
//! the 100 ms themselves. One filter an ERB instead of ten. Powers of stems add. The slopes of the
//! filters are those for the whole mix, for each stem too, so that excitations add and a stem is
//! never louder beside others than alone.
//!
//! Music: Z. Ma, J. D. Reiss, D. Black, "Partial Loudness in Multitrack Mixing", AES 53rd Int.
//! Conf., 2014, found that listeners hear more of a stem than the model says; who knows the music
//! hears it out. We lower the masked threshold by [`MUSIC_DB`].
//!
//! Level: whatever the gains, the mix is set to [`PLAYBACK_SPL_DB`], because listeners do so. EBU
//! Tech 3343 adjusts a room to that for programmes at −23 LUFS.
//!
//! The order of the stems changes nothing, not even a bit: totals are summed in integers.

mod ear;
mod grid;
mod hearing;
mod law;
mod spread;

use audio::math::power_to_db;

pub use hearing::{Hearing, StemHearing, phon};

use crate::{ERB_BANDS, Excitation};

use ear::{Bands, Ear};
use grid::{FULL_SCALE_SPL_DB, Stem};
use law::Law;
use spread::Spread;

/// Level at which a mix is heard, in dB SPL.
pub const PLAYBACK_SPL_DB: f64 = 73.0;

/// What is added to the masked threshold for music, in dB: with it a stem is covered where others
/// are 14 dB over it in the same filter. The paper lowers the same constant; the size is our
/// reading of it, smaller values find more masking.
pub const MUSIC_DB: f64 = -11.0;

/// Hops times stems that are looked at, at most: 12 stems of four minutes whole.
const CELLS_MAX: usize = 30_000;

/// Stems that are looked at, at most.
const STEMS_MAX: usize = 4_096;

/// Smallest step of a total: −30 dB SPL before the level is set.
const QUANTUM: f32 = 1.0 / 1_024.0;

/// Largest power of one stem in one band, 135 dB: 64 of them and more fit a total.
const POWER_MAX: f32 = 3e13;

/// Gates of BS.1770, in LUFS and LU.
const ABSOLUTE_GATE_LUFS: f64 = -70.0;
const RELATIVE_GATE_LU: f64 = -10.0;

/// How a stem comes out of the two loudspeakers, as power against the stem as delivered, centred.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// From the left one.
    pub left: f64,
    /// From the right one.
    pub right: f64,
}

impl Gain {
    /// The same from both.
    #[must_use]
    pub fn db(db: f64) -> Self {
        let power = ear::power(db);
        Self { left: power, right: power }
    }

    /// A stem with this gain, panned by a law of constant power: −1 is left, 1 is right.
    #[must_use]
    pub fn panned(db: f64, position: f64) -> Self {
        let power = ear::power(db);
        let angle = (position.clamp(-1.0, 1.0) + 1.0) * std::f64::consts::FRAC_PI_4;
        let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
        Self { left: 2.0 * power * cosine * cosine, right: 2.0 * power * sine * sine }
    }
}

/// The stems of a song, ready to be heard at any gains.
#[derive(Clone, Debug)]
pub struct Masking {
    stems: Vec<Stem>,
    hops: Vec<usize>,
    law: Law,
    spread: Spread,
}

/// Multipliers of the bands of every stem, for one ear.
type Weights = Vec<Bands>;

/// A mix at one ear: sums per hop, in steps of [`QUANTUM`].
type Totals = Vec<[i64; ERB_BANDS]>;

impl Masking {
    /// Looks at as much of the song as fits the bound.
    #[must_use]
    pub fn new(stems: &[&Excitation]) -> Self {
        Self::coarse(stems, usize::MAX)
    }

    /// Looks at no more than `hops_max` hops, spread over the song: for optimisers, which ask
    /// often. A few hundred are as good as all within about a percent point.
    #[must_use]
    pub fn coarse(stems: &[&Excitation], hops_max: usize) -> Self {
        let stems = &stems[..stems.len().min(STEMS_MAX)];
        let longest = stems.iter().map(|stem| stem.len()).max().unwrap_or(0);
        let most = (CELLS_MAX / stems.len().max(1)).clamp(1, hops_max.max(1));
        let hops = grid::pick(longest, most);
        let ear = Ear::new(MUSIC_DB);
        Self {
            stems: stems.iter().map(|stem| Stem::new(stem, &hops, &ear)).collect(),
            hops,
            law: Law::new(ear),
            spread: Spread::new(),
        }
    }

    /// The hops that are looked at, as indices into the excitations.
    #[must_use]
    pub fn hops(&self) -> &[usize] {
        &self.hops
    }

    /// The song with one stem equalised: `bands_db` is added to its bands, times `depth` of each
    /// hop (an index into the excitations), 0 to 1. With equal bands it is a ride.
    #[must_use]
    pub fn with(
        &self,
        stem: usize,
        bands_db: &[f64; ERB_BANDS],
        depth: impl Fn(usize) -> f64,
    ) -> Self {
        let mut changed = self.clone();
        let Some(stem) = changed.stems.get_mut(stem) else { return changed };
        for (bands, hop) in stem.powers.iter_mut().zip(&self.hops) {
            let depth = depth(*hop);
            for (power, db) in bands.iter_mut().zip(bands_db) {
                *power *= audio::math::db_to_gain((2.0 * depth * db) as f32);
            }
        }
        changed
    }

    /// What is heard with every stem at a gain in dB.
    #[must_use]
    pub fn hear_db(&self, gains_db: &[f64]) -> Hearing {
        let gains: Vec<Gain> = gains_db.iter().map(|db| Gain::db(*db)).collect();
        self.hear(&gains)
    }

    /// What is heard with these gains; stems without one are silent.
    #[must_use]
    pub fn hear(&self, gains: &[Gain]) -> Hearing {
        Hearing { stems: self.listen(gains, 0..self.stems.len()) }
    }

    /// What is heard of one stem; none where there is no such stem.
    #[must_use]
    pub fn hear_one(&self, gains: &[Gain], stem: usize) -> Option<StemHearing> {
        let stem = stem.min(self.stems.len())..(stem + 1).min(self.stems.len());
        self.listen(gains, stem).pop()
    }

    fn listen(&self, gains: &[Gain], which: std::ops::Range<usize>) -> Vec<StemHearing> {
        let ears = self.ears(gains);
        let totals: Vec<Totals> = ears.iter().map(|weights| self.totals(weights)).collect();
        let scale = self.scale(&totals);
        let stems = &self.stems[which.clone()];
        let mut heard: Vec<StemHearing> = stems.iter().map(unheard).collect();
        let share = 1.0 / ears.len() as f32;
        for hop in 0..self.hops.len() {
            for (weights, totals) in ears.iter().zip(&totals) {
                let mix = self.mix(&totals[hop], scale);
                for ((stem, weight), out) in
                    stems.iter().zip(&weights[which.clone()]).zip(&mut heard)
                {
                    let Some(signal) = self.excited(stem, hop, weight, scale, &mix) else {
                        continue;
                    };
                    let noise = less(&mix.excitation, &signal);
                    let [alone, beside] = self.law.both(&signal, &noise);
                    out.partial_sones[hop] += share * total(&beside);
                    out.alone_sones[hop] += share * total(&alone);
                    out.masked[hop] &= self.under(&signal, &noise);
                }
            }
        }
        heard
    }

    /// Loudness that each stem takes from the stem `victim`, in sones per band and on the mean
    /// over the hops in which the victim sounds. What is lost of a band is shared out by the
    /// excitation that the others have there.
    #[must_use]
    pub fn losses(&self, gains: &[Gain], victim: usize) -> Vec<[f64; ERB_BANDS]> {
        let mut losses = vec![[0.0; ERB_BANDS]; self.stems.len()];
        let Some(own) = self.stems.get(victim) else { return losses };
        let middle = |gain: &Gain| 0.5 * (gain.left + gain.right);
        let gains: Vec<Gain> =
            gains.iter().map(|gain| Gain { left: middle(gain), right: middle(gain) }).collect();
        let ears = self.ears(&gains);
        let Some(weights) = ears.first() else { return losses };
        let totals = [self.totals(weights)];
        let scale = self.scale(&totals);
        let mut active = 0_usize;
        for hop in (0..self.hops.len()).filter(|hop| own.own[*hop] != 0) {
            active += 1;
            let mix = self.mix(&totals[0][hop], scale);
            let Some(signal) = self.excited(own, hop, &weights[victim], scale, &mix) else {
                continue;
            };
            let noise = less(&mix.excitation, &signal);
            let [alone, beside] = self.law.both(&signal, &noise);
            for (index, (stem, weight)) in self.stems.iter().zip(weights).enumerate() {
                if index == victim {
                    continue;
                }
                let Some(other) = self.excited(stem, hop, weight, scale, &mix) else { continue };
                for band in 0..ERB_BANDS {
                    let part = other[band] / noise[band].max(f32::MIN_POSITIVE);
                    let lost = (alone[band] - beside[band]).max(0.0) * part.min(1.0);
                    losses[index][band] += f64::from(lost);
                }
            }
        }
        for loss in losses.iter_mut().flatten() {
            *loss /= active.max(1) as f64;
        }
        losses
    }

    /// One ear where both hear the same, else two.
    fn ears(&self, gains: &[Gain]) -> Vec<Weights> {
        let far = &self.law.ear().far;
        let finite = |power: f64| if power.is_finite() { power.max(0.0) as f32 } else { 0.0 };
        let weights = |near: &dyn Fn(&Gain) -> (f64, f64)| -> Weights {
            let of = |index: usize| {
                let (near, away) = gains.get(index).map_or((0.0, 0.0), near);
                let (near, away) = (finite(near), finite(away));
                far.map(|far| (near + far * away) / (1.0 + far))
            };
            (0..self.stems.len()).map(of).collect()
        };
        let left = weights(&|gain| (gain.left, gain.right));
        let right = weights(&|gain| (gain.right, gain.left));
        if left == right { vec![left] } else { vec![left, right] }
    }

    fn totals(&self, weights: &Weights) -> Totals {
        let mut totals = vec![[0; ERB_BANDS]; self.hops.len()];
        for (stem, weights) in self.stems.iter().zip(weights) {
            for (total, bands) in totals.iter_mut().zip(&stem.powers) {
                for band in 0..ERB_BANDS {
                    total[band] += steps(bands[band] * weights[band]);
                }
            }
        }
        totals
    }

    /// Power gain that brings the mix to the level at which it is heard.
    fn scale(&self, ears: &[Totals]) -> f32 {
        let ear = self.law.ear();
        let weigh: Bands = std::array::from_fn(|band| ear.k_weight[band] / ear.passes[band]);
        let share = f64::from(QUANTUM) / ears.len() as f64;
        let level = |hop: usize| {
            let of = |totals: &Totals| {
                let bands = totals[hop].iter().zip(&weigh);
                bands.map(|(total, weight)| *total as f64 * f64::from(*weight)).sum::<f64>()
            };
            share * ears.iter().map(of).sum::<f64>()
        };
        let levels: Vec<f64> = (0..self.hops.len()).map(level).collect();
        let lufs = |power: f64| -0.691 + 3.010_3 + power_to_db(power) - FULL_SCALE_SPL_DB;
        let over = |gate: f64| {
            let loud = levels.iter().filter(|level| lufs(**level) > gate);
            let (sum, count) = loud.fold((0.0, 0_usize), |(sum, n), level| (sum + level, n + 1));
            lufs(sum / count.max(1) as f64)
        };
        let gated_lufs = over(ABSOLUTE_GATE_LUFS.max(over(ABSOLUTE_GATE_LUFS) + RELATIVE_GATE_LU));
        let heard_lufs = PLAYBACK_SPL_DB + 3.010_3 - FULL_SCALE_SPL_DB;
        if gated_lufs.is_finite() { ear::power(heard_lufs - gated_lufs) as f32 } else { 1.0 }
    }

    fn mix(&self, totals: &[i64; ERB_BANDS], scale: f32) -> Mix {
        let powers = totals.map(|total| total as f32 * QUANTUM * scale);
        let levels = powers.map(Spread::level);
        Mix { excitation: self.spread.excite(&powers, &levels), levels }
    }

    /// What a stem excites; none where it is silent.
    fn excited(
        &self,
        stem: &Stem,
        hop: usize,
        weights: &Bands,
        scale: f32,
        mix: &Mix,
    ) -> Option<Bands> {
        // Through the same rounding as the totals, so that a stem alone is exactly its mix.
        let rounded = |(power, weight): (&f32, &f32)| steps(power * weight) as f32;
        let mut powers = [0.0; ERB_BANDS];
        for (out, cell) in powers.iter_mut().zip(stem.powers[hop].iter().zip(weights)) {
            *out = rounded(cell) * QUANTUM * scale;
        }
        let sounds = powers.iter().any(|power| *power > 0.0);
        sounds.then(|| self.spread.excite(&powers, &mix.levels))
    }

    /// Bits of the bands under the masked threshold.
    fn under(&self, signal: &Bands, noise: &Bands) -> u64 {
        let thresholds = self.law.masked_threshold(noise);
        let bands = signal.iter().zip(&thresholds).enumerate();
        bands.fold(0, |bits, (band, (signal, at))| bits | u64::from(signal < at) << band)
    }
}

/// All stems together in one hop.
struct Mix {
    excitation: Bands,
    levels: [usize; ERB_BANDS],
}

fn unheard(stem: &Stem) -> StemHearing {
    let hops = stem.own.len();
    let (partial_sones, alone_sones) = (vec![0.0; hops], vec![0.0; hops]);
    StemHearing { partial_sones, alone_sones, own: stem.own.clone(), masked: stem.own.clone() }
}

fn steps(power: f32) -> i64 {
    (power.min(POWER_MAX) * (1.0 / QUANTUM)) as i64
}

fn less(all: &Bands, own: &Bands) -> Bands {
    std::array::from_fn(|band| (all[band] - own[band]).max(0.0))
}

fn total(bands: &Bands) -> f32 {
    bands.iter().sum()
}

#[cfg(test)]
mod tests;
