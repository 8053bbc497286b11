//! What the sound of a stem says about its place in a mix, whatever its level.
//!
//! A stem's loudness may have been changed by any gain, so only what no gain changes counts: the
//! shape of the spectrum, how its peaks stand over its loudness, how often it sounds. Peaks over
//! loudness say most: in the songs that the places were fitted to, stems of high crest stand well
//! under sustained ones.

use audio::math::power_to_db;
use measure::{ERB_BANDS, Measurement};

use crate::erb;
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
    let mono_db = if m.channels == 1 { MONO_DB } else { 0.0 };
    let power = erb::power(&m.spectrum);
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
    let square = numbered().map(|(number, power)| (number - centre) * (number - centre) * power);
    let octaves = |value: f64| power_to_db(value.max(1e-9)) / power_to_db(2.0);
    let rest = [
        (centre - 15.0) / 8.0,
        (square.sum::<f64>() / total).sqrt() / 5.0,
        (m.dynamics.crest_db.min(40.0) - 18.0) / 6.0,
        // A stem on one channel measures 3 dB quieter than it sounds on two.
        ((m.dynamics.plr_db - mono_db).min(40.0) - 16.0) / 6.0,
        m.loudness.range_lu.min(20.0) / 8.0,
        octaves(m.activity.active_share.max(0.01)),
        octaves(1.0 + m.activity.onsets_per_s.max(0.0)),
        (power_to_db(m.spectrum.flatness.max(0.0) + 1e-6) / 10.0).max(-6.0) / 2.0,
        m.stereo.side_over_mid.clamp(0.0, 1.5),
    ];
    clues[8..].copy_from_slice(&rest);
    clues.map(|clue| if clue.is_finite() { clue.clamp(-CLUE_MAX, CLUE_MAX) } else { 0.0 })
}
