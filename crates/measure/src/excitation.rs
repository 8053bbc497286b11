//! Power per ERB band over time: what loudness, masking and audibility are worked out from.
//!
//! Levels are kept in steps of half a dB in one byte: an hour of one stem is 1.4 MiB.

use audio::math::{db_to_gain_f64, power_to_db};
use borsh::{BorshDeserialize, BorshSerialize};

use crate::ERB_BANDS;

/// Time between two columns of an [`Excitation`], in ms.
pub const EXCITATION_HOP_MS: f64 = 100.0;

/// Level of the lowest step over silence, in dBFS, and the height of a step, in dB.
const LOWEST_DBFS: f64 = -110.0;
const STEP_DB: f64 = 0.5;

/// Power per ERB band (channels added: mid plus side) in each [`EXCITATION_HOP_MS`], as delivered,
/// −110 to +17 dBFS in steps of 0.5 dB. The spectrum's frames are assigned to the hop in which
/// their centre lies.
#[derive(BorshDeserialize, BorshSerialize, Clone, Debug, Default, PartialEq, Eq)]
pub struct Excitation {
    columns: Vec<[u8; ERB_BANDS]>,
}

impl Excitation {
    /// From linear powers, one column per hop.
    #[must_use]
    pub fn from_powers<'a>(columns: impl IntoIterator<Item = &'a [f64; ERB_BANDS]>) -> Self {
        Self { columns: columns.into_iter().map(|powers| powers.map(step_of)).collect() }
    }

    /// Number of hops.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Nothing was heard.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The steps of one hop: indices into [`Self::step_powers`].
    pub(crate) fn column(&self, hop: usize) -> Option<&[u8; ERB_BANDS]> {
        self.columns.get(hop)
    }

    /// Linear power of every step.
    pub(crate) fn step_powers() -> impl Iterator<Item = f64> {
        (0..=u8::MAX).map(power_of)
    }

    /// Linear powers of one hop; silence is exactly 0, and so is all beyond the end.
    #[must_use]
    pub fn powers(&self, hop: usize) -> [f64; ERB_BANDS] {
        self.columns.get(hop).map_or([0.0; ERB_BANDS], |column| column.map(power_of))
    }
}

pub(crate) fn step_of(power: f64) -> u8 {
    let steps = libm::round((power_to_db(power) - LOWEST_DBFS) / STEP_DB);
    // Step 0 is silence; NaN and −∞ fall there too.
    if steps > 0.0 { steps.min(255.0) as u8 } else { 0 }
}

pub(crate) fn power_of(step: u8) -> f64 {
    match step {
        0 => 0.0,
        step => db_to_gain_f64(2.0 * (LOWEST_DBFS + STEP_DB * f64::from(step))),
    }
}

/// Collects columns as spectra come by.
#[derive(Clone, Debug)]
pub(crate) struct Collector {
    /// First bin and the weights of the bins in each band.
    bands: Vec<(usize, Vec<f64>)>,
    /// Seconds between the centres of spectra, and of the first one.
    frame_s: f64,
    first_s: f64,
    sum: [f64; ERB_BANDS],
    hop: usize,
    done: Vec<[u8; ERB_BANDS]>,
}

impl Collector {
    /// For spectra of `bins` bins whose bands have these `(first bin, weights)`.
    pub(crate) fn new(bands: Vec<(usize, Vec<f64>)>, frame_s: f64, first_s: f64) -> Self {
        let sum = [0.0; ERB_BANDS];
        Self { bands, frame_s, first_s, sum, hop: 0, done: Vec::new() }
    }

    fn hop_of(&self, frame: u64) -> usize {
        ((self.first_s + frame as f64 * self.frame_s) * 1e3 / EXCITATION_HOP_MS) as usize
    }

    /// Adds a spectrum to the hop of its frame; frames come in order.
    pub(crate) fn push(&mut self, frame: u64, powers: &[f32]) {
        self.close_until(self.hop_of(frame));
        for (sum, (first, weights)) in self.sum.iter_mut().zip(&self.bands) {
            let bins = powers.get(*first..).unwrap_or_default();
            *sum += bins.iter().zip(weights).map(|(p, w)| f64::from(*p) * w).sum::<f64>();
        }
    }

    fn close_until(&mut self, hop: usize) {
        while self.hop < hop {
            let inside = self.frames_in(self.hop).max(1) as f64;
            self.done.push(self.sum.map(|sum| step_of(sum / inside)));
            self.sum = [0.0; ERB_BANDS];
            self.hop += 1;
        }
    }

    /// Frames whose centre lies in a hop, whether they sounded or not.
    fn frames_in(&self, hop: usize) -> usize {
        let first = |hop: usize| {
            libm::ceil((hop as f64 * EXCITATION_HOP_MS / 1e3 - self.first_s) / self.frame_s)
                .max(0.0)
        };
        (first(hop + 1) - first(hop)) as usize
    }

    /// All columns up to the hop of the last of `frames` frames.
    pub(crate) fn finish(mut self, frames: u64) -> Excitation {
        if frames > 0 {
            self.close_until(self.hop_of(frames - 1) + 1);
        }
        Excitation { columns: self.done }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_survives_within_half_a_step() {
        let powers: [f64; ERB_BANDS] =
            std::array::from_fn(|band| db_to_gain_f64(2.0 * (3.3 - 2.7 * band as f64)));
        let kept = Excitation::from_powers([&powers]).powers(0);
        for (kept, power) in kept.iter().zip(&powers) {
            assert!((power_to_db(*kept) - power_to_db(*power)).abs() <= 0.5 * STEP_DB + 1e-9);
        }
    }

    #[test]
    fn silence_stays_silence_and_nothing_lies_beyond_the_end() {
        let kept = Excitation::from_powers([&[0.0; ERB_BANDS]]);
        assert!(kept.powers(0).iter().chain(&kept.powers(7)).all(|power| power.to_bits() == 0));
    }
}
