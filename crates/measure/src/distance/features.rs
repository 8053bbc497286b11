//! The feature distance of Diff-MST.
//!
//! S. S. Vanka, C. Steinmetz, J.-B. Rolland, J. Reiss, G. Fazekas, "Diff-MST: Differentiable
//! Mixing Style Transfer", ISMIR 2024: RMS, crest factor, stereo width, stereo imbalance and the
//! logarithmic spectra of mid and side in auditory bands; squared errors, weighed 0.1, 0.001, 1,
//! 1 and 0.1.
//!
//! Deviations. ERB instead of Bark bands, of the mean power spectrum while the music sounds. Both
//! mixes are brought to −22 LUFS first, the level of the authors' listening examples. Bands count
//! down to 60 dB under the loudest, and a side up to 10 dB over mid, so that silence is no number.

use audio::math::{db_to_gain_f64, power_to_db};

use crate::{ERB_BANDS, Measurement};

/// Level at which mixes are compared, in LUFS.
const LEVEL_LUFS: f64 = -22.0;

/// Bands under the loudest by more than this are as quiet as this, in dB.
const FLOOR_DB: f64 = -60.0;

/// Side over mid counts up to this, as a ratio of powers.
const WIDTH_MAX: f64 = 10.0;

/// Weights of RMS, crest, width, imbalance and spectrum.
const WEIGHTS: [f64; 5] = [0.1, 0.001, 1.0, 1.0, 0.1];

/// One neper in dB.
const NEPER_DB: f64 = 8.685_889_638;

/// What a mix sounds like, in a handful of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct MixFeatures {
    /// Root mean square at [`LEVEL_LUFS`], linear.
    pub rms: f64,
    /// Peak over RMS, in dB.
    pub crest_db: f64,
    /// Power of side over power of mid.
    pub width: f64,
    /// (R² − L²) / (R² + L²), −1 to 1.
    pub imbalance: f64,
    /// Levels of mid, then of side, in nepers.
    pub spectrum: [f64; 2 * ERB_BANDS],
}

impl MixFeatures {
    /// Of a measured mix; none of silence.
    #[must_use]
    pub fn of(mix: &Measurement) -> Option<Self> {
        let gain_db = LEVEL_LUFS - mix.loudness.integrated_lufs;
        if !gain_db.is_finite() {
            return None;
        }
        let right_over_left = db_to_gain_f64(2.0 * mix.stereo.balance_db);
        let width = mix.stereo.side_over_mid * mix.stereo.side_over_mid;
        let (mid, side) = (&mix.spectrum.mid_erb_db, &mix.spectrum.side_erb_db);
        let levels = || mid.iter().chain(side).map(|db| f64::from(*db));
        let top_db = levels().fold(f64::NEG_INFINITY, f64::max);
        let mut spectrum = [0.0; 2 * ERB_BANDS];
        for (to, db) in spectrum.iter_mut().zip(levels()) {
            *to = (db.max(top_db + FLOOR_DB) + gain_db) / NEPER_DB;
        }
        top_db.is_finite().then_some(Self {
            rms: db_to_gain_f64(mix.dynamics.rms_dbfs + gain_db),
            crest_db: mix.dynamics.crest_db,
            width: width.min(WIDTH_MAX),
            imbalance: (right_over_left - 1.0) / (right_over_left + 1.0),
            spectrum,
        })
    }
}

/// Weighted sum of squared differences; 0 for the same mix.
#[must_use]
pub fn feature_distance(a: &MixFeatures, b: &MixFeatures) -> f64 {
    let square = |x: f64| x * x;
    let bands = a.spectrum.iter().zip(&b.spectrum).map(|(a, b)| square(a - b));
    let errors = [
        square(a.rms - b.rms),
        square(a.crest_db - b.crest_db),
        square(a.width - b.width),
        square(a.imbalance - b.imbalance),
        bands.sum::<f64>() / (2 * ERB_BANDS) as f64,
    ];
    errors.iter().zip(WEIGHTS).map(|(error, weight)| error * weight).sum()
}

/// Power of mid and side per band, in dB relative to the loudest band, down to [`FLOOR_DB`].
pub(super) fn levels_db(mix: &Measurement) -> Option<[f64; ERB_BANDS]> {
    let power = |db: f32| db_to_gain_f64(2.0 * f64::from(db));
    let (mid, side) = (&mix.spectrum.mid_erb_db, &mix.spectrum.side_erb_db);
    let mut levels = [0.0; ERB_BANDS];
    for (level, (mid, side)) in levels.iter_mut().zip(mid.iter().zip(side)) {
        *level = power_to_db(power(*mid) + power(*side));
    }
    let top_db = levels.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    top_db.is_finite().then(|| levels.map(|db| (db - top_db).max(FLOOR_DB)))
}
