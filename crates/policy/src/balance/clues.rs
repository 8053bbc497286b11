//! What the sound of a stem says about its place in a mix, whatever its level.
//!
//! A stem's loudness may have been changed by any gain, so only what no gain changes counts: the
//! shape of the spectrum, how its peaks stand over its loudness, how often it sounds. Peaks over
//! loudness say most: in the songs that the places were fitted to, stems of high crest stand well
//! under sustained ones.

use audio::math::power_to_db;
use measure::{ERB_BANDS, Measurement};

use crate::erb::{self, Bands, db_to_power};
use crate::levels;
use crate::scene::MONO_DB;

/// Names of the clues, as the data file has them.
pub(crate) const NAMES: [&str; 17] = [
    "band_1",
    "band_2",
    "band_3",
    "band_4",
    "band_5",
    "band_6",
    "band_7",
    "band_8",
    "centre",
    "spread",
    "crest",
    "peak_to_loudness",
    "range",
    "activity",
    "onsets",
    "flatness",
    "side",
];

/// One value for each of [`NAMES`], scaled so that most stems lie within ±2; finite.
pub type Clues = [f64; NAMES.len()];

/// ERB bands put together for one band clue.
const BANDS_PER_CLUE: usize = ERB_BANDS / 8;

/// Clues are held within this: what no stem of the training songs reached is not extrapolated.
const CLUE_MAX: f64 = 4.0;

/// Clues of a measured stem; all zero where it has no spectrum.
#[must_use]
pub fn clues(m: &Measurement) -> Clues {
    Facts::of(m).clues()
}

/// What clues are made of.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    bands: Bands,
    crest_db: f64,
    peak_over_loudness_db: f64,
    range_lu: f64,
    active_share: f64,
    onsets_per_s: f64,
    flatness: f64,
    side_over_mid: f64,
    /// Level of the whole, power while it sounds, and the highest peak, in dB.
    rms_db: f64,
    lufs: f64,
}

impl Facts {
    pub(super) fn of(m: &Measurement) -> Self {
        let mono_db = if m.channels == 1 { MONO_DB } else { 0.0 };
        Self {
            bands: erb::power(&m.spectrum),
            crest_db: m.dynamics.crest_db,
            // A stem on one channel measures 3 dB quieter than it sounds on two.
            peak_over_loudness_db: m.dynamics.plr_db - mono_db,
            range_lu: m.loudness.range_lu,
            active_share: m.activity.active_share,
            onsets_per_s: m.activity.onsets_per_s,
            flatness: m.spectrum.flatness,
            side_over_mid: m.stereo.side_over_mid,
            rms_db: m.dynamics.rms_dbfs,
            lufs: m.loudness.integrated_lufs + mono_db,
        }
    }

    /// Of two that take turns, as if they were one.
    pub(super) fn and(&self, other: &Self) -> Self {
        let both = [self, other];
        let sounding = self.active_share + other.active_share;
        // What each has of the time, and of the energy.
        let time = |it: &Self| if sounding > 0.0 { it.active_share / sounding } else { 0.5 };
        let energy = |it: &Self| db_to_power(it.rms_db);
        let total = energy(self) + energy(other);
        let mean = |of: &dyn Fn(&Self) -> f64| both.iter().map(|it| time(it) * of(it)).sum::<f64>();
        let top = |of: &dyn Fn(&Self) -> f64| of(self).max(of(other));
        let rms_db = power_to_db(total.max(1e-15));
        let lufs = power_to_db(mean(&|it| db_to_power(it.lufs)).max(1e-15));
        Self {
            bands: std::array::from_fn(|band| mean(&|it| it.bands[band])),
            crest_db: top(&|it| it.rms_db + it.crest_db) - rms_db,
            peak_over_loudness_db: top(&|it| it.lufs + it.peak_over_loudness_db) - lufs,
            range_lu: mean(&|it| it.range_lu),
            active_share: sounding.min(1.0),
            onsets_per_s: mean(&|it| it.onsets_per_s),
            flatness: mean(&|it| it.flatness),
            side_over_mid: mean(&|it| it.side_over_mid),
            rms_db,
            lufs,
        }
    }

    /// Share of the time in which it sounds, 0 to 1.
    pub(super) fn active_share(&self) -> f64 {
        self.active_share.max(0.0)
    }

    /// Distance of two spectra, levels taken out, in dB: root mean square over the bands that are
    /// within 25 dB of the strongest of either.
    pub(super) fn spectra_apart_db(&self, other: &Self) -> f64 {
        const WITHIN: f64 = 0.003;
        let top = |bands: &Bands| bands.iter().copied().fold(0.0, f64::max);
        let tops = [top(&self.bands), top(&other.bands)];
        let pairs = self.bands.iter().zip(&other.bands);
        let strong = pairs.filter(|(a, b)| **a > WITHIN * tops[0] || **b > WITHIN * tops[1]);
        let apart: Vec<f64> =
            strong.map(|(a, b)| power_to_db(a.max(1e-15)) - power_to_db(b.max(1e-15))).collect();
        let middle = levels::mean(apart.iter().copied());
        levels::mean(apart.iter().map(|db| (db - middle) * (db - middle))).sqrt()
    }

    pub(super) fn clues(&self) -> Clues {
        let power = &self.bands;
        let total: f64 = power.iter().sum();
        let mut clues = [0.0; NAMES.len()];
        if !(total > 0.0 && total.is_finite()) {
            return clues;
        }
        for (clue, bands) in clues.iter_mut().zip(power.chunks(BANDS_PER_CLUE)) {
            *clue = (bands.iter().sum::<f64>() / total).sqrt();
        }
        let numbered = || power.iter().enumerate().map(|(band, power)| (band as f64 + 1.0, power));
        let centre = numbered().map(|(number, power)| number * power).sum::<f64>() / total;
        let square =
            numbered().map(|(number, power)| (number - centre) * (number - centre) * power);
        let octaves = |value: f64| power_to_db(value.max(1e-9)) / power_to_db(2.0);
        let rest = [
            (centre - 15.0) / 8.0,
            (square.sum::<f64>() / total).sqrt() / 5.0,
            (self.crest_db.min(40.0) - 18.0) / 6.0,
            (self.peak_over_loudness_db.min(40.0) - 16.0) / 6.0,
            self.range_lu.min(20.0) / 8.0,
            octaves(self.active_share.max(0.01)),
            octaves(1.0 + self.onsets_per_s.max(0.0)),
            (power_to_db(self.flatness.max(0.0) + 1e-6) / 10.0).max(-6.0) / 2.0,
            self.side_over_mid.clamp(0.0, 1.5),
        ];
        clues[8..].copy_from_slice(&rest);
        clues.map(|clue| if clue.is_finite() { clue.clamp(-CLUE_MAX, CLUE_MAX) } else { 0.0 })
    }
}
