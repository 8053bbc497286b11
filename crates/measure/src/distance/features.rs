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

/// What is measured of a mix for its features.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "the fields of a measurement")]
pub struct MixFigures {
    pub integrated_lufs: f64,
    pub rms_dbfs: f64,
    pub crest_db: f64,
    pub side_over_mid: f64,
    pub balance_db: f64,
    pub mid_erb_db: [f64; ERB_BANDS],
    pub side_erb_db: [f64; ERB_BANDS],
}

impl MixFigures {
    /// Of a measured mix.
    #[must_use]
    pub fn of(mix: &Measurement) -> Self {
        Self {
            integrated_lufs: mix.loudness.integrated_lufs,
            rms_dbfs: mix.dynamics.rms_dbfs,
            crest_db: mix.dynamics.crest_db,
            side_over_mid: mix.stereo.side_over_mid,
            balance_db: mix.stereo.balance_db,
            mid_erb_db: mix.spectrum.mid_erb_db.map(f64::from),
            side_erb_db: mix.spectrum.side_erb_db.map(f64::from),
        }
    }
}

impl MixFeatures {
    /// Of a measured mix; none of silence.
    #[must_use]
    pub fn of(mix: &Measurement) -> Option<Self> {
        Self::from_figures(&MixFigures::of(mix))
    }

    /// Of the figures alone; none of silence.
    #[must_use]
    pub fn from_figures(mix: &MixFigures) -> Option<Self> {
        let gain_db = LEVEL_LUFS - mix.integrated_lufs;
        if !gain_db.is_finite() {
            return None;
        }
        let right_over_left = db_to_gain_f64(2.0 * mix.balance_db);
        let width = mix.side_over_mid * mix.side_over_mid;
        let levels = || mix.mid_erb_db.iter().chain(&mix.side_erb_db).copied();
        let top_db = levels().fold(f64::NEG_INFINITY, f64::max);
        let mut spectrum = [0.0; 2 * ERB_BANDS];
        for (to, db) in spectrum.iter_mut().zip(levels()) {
            *to = (db.max(top_db + FLOOR_DB) + gain_db) / NEPER_DB;
        }
        top_db.is_finite().then_some(Self {
            rms: db_to_gain_f64(mix.rms_dbfs + gain_db),
            crest_db: mix.crest_db,
            width: width.min(WIDTH_MAX),
            imbalance: (right_over_left - 1.0) / (right_over_left + 1.0),
            spectrum,
        })
    }
}

/// Weighted sum of squared differences; 0 for the same mix.
#[must_use]
pub fn feature_distance(a: &MixFeatures, b: &MixFeatures) -> f64 {
    feature_distance_under(a, b, ERB_BANDS)
}

/// The same over the lowest `bands` of mid and side, where one of the two knows no more.
#[must_use]
pub fn feature_distance_under(a: &MixFeatures, b: &MixFeatures, bands: usize) -> f64 {
    let square = |x: f64| x * x;
    let bands = bands.clamp(1, ERB_BANDS);
    let pairs = a.spectrum.iter().zip(&b.spectrum).enumerate();
    let known = pairs.filter(|(band, _)| band % ERB_BANDS < bands);
    let squares = known.map(|(_, (a, b))| square(a - b));
    let errors = [
        square(a.rms - b.rms),
        square(a.crest_db - b.crest_db),
        square(a.width - b.width),
        square(a.imbalance - b.imbalance),
        squares.sum::<f64>() / (2 * bands) as f64,
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
