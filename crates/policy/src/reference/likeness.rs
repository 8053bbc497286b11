//! How alike two pieces of music are: an embedding of our own measures, and a distance in it.
//!
//! Four groups, each standardised so that two unrelated records differ by about 1 in each: tone
//! (levels of mid in ERB bands, without the mean), image (side over mid in eight groups of bands),
//! dynamics (peak over loudness, crest, loudness range) and timbre (the features by which roles are
//! heard, as their network standardises them). Level says nothing.

use measure::{ERB_BANDS, Measurement, TIMBRE_FEATURES};

use crate::role::RoleModel;

/// Groups of bands of the image.
const IMAGE: usize = 8;

/// Distances that count as one: tone and image in dB, then each of the dynamics in dB or LU.
const TONE_DB: f64 = 8.0;
const IMAGE_DB: f64 = 8.0;
const DYNAMICS: [f64; 3] = [4.0, 4.0, 5.0];
const TIMBRE: f64 = 1.2;

/// What each group counts.
const WEIGHTS: [f64; 4] = [0.35, 0.15, 0.2, 0.3];

/// Levels under the loudest by more than this are as low as this, in dB.
const FLOOR_DB: f64 = -50.0;

/// A piece of music in the space of [`Likeness::pct`].
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    tone: [f64; ERB_BANDS],
    image: [f64; IMAGE],
    dynamics: [f64; 3],
    timbre: [f64; TIMBRE_FEATURES],
    /// Bands that its rate lets be.
    bands: usize,
}

impl Likeness {
    /// Places a measured piece.
    #[must_use]
    pub fn of(m: &Measurement) -> Self {
        let mid = m.spectrum.mid_erb_db.map(f64::from);
        let side = m.spectrum.side_erb_db.map(f64::from);
        let top_db = mid.iter().chain(&side).fold(-200.0_f64, |top, db| top.max(*db));
        let held = |db: f64| db.max(top_db + FLOOR_DB) - top_db;
        let ratio = |band: usize| (held(side[band]) - held(mid[band])).clamp(-40.0, 10.0);
        let per = ERB_BANDS / IMAGE;
        let timbre = match RoleModel::shipped() {
            Some(model) => model.standardised(&m.timbre).map(f64::from),
            None => [0.0; TIMBRE_FEATURES],
        };
        Self {
            tone: mid.map(held),
            image: std::array::from_fn(|group| {
                (group * per..(group + 1) * per).map(ratio).sum::<f64>() / per as f64
            }),
            dynamics: [
                m.dynamics.psr_median_db.clamp(0.0, 30.0),
                m.dynamics.crest_db.clamp(0.0, 40.0),
                m.loudness.range_lu.clamp(0.0, 30.0),
            ],
            timbre,
            bands: super::bands_under(super::BAND_SHARE * m.sample_rate_hz),
        }
    }

    /// 100 for the same sound, 50 for two that differ as unrelated records do, falling to 0.
    #[must_use]
    pub fn pct(&self, other: &Self) -> f64 {
        let bands = self.bands.min(other.bands);
        let level = |tone: &[f64]| tone[..bands].iter().sum::<f64>() / bands as f64;
        let (own, others) = (level(&self.tone), level(&other.tone));
        let tone = mean_square(
            self.tone[..bands].iter().map(|db| (db - own) / TONE_DB),
            other.tone[..bands].iter().map(|db| (db - others) / TONE_DB),
        );
        let image = mean_square(
            self.image.iter().map(|db| db / IMAGE_DB),
            other.image.iter().map(|db| db / IMAGE_DB),
        );
        let over = |it: &Self| [0, 1, 2].map(|i| it.dynamics[i] / DYNAMICS[i]);
        let dynamics = mean_square(over(self).into_iter(), over(other).into_iter());
        let timbre = mean_square(
            self.timbre.iter().map(|x| x / TIMBRE),
            other.timbre.iter().map(|x| x / TIMBRE),
        );
        let groups = [tone, image, dynamics, timbre];
        let square: f64 = groups.iter().zip(WEIGHTS).map(|(group, weight)| group * weight).sum();
        100.0 / (1.0 + square)
    }
}

fn mean_square(a: impl ExactSizeIterator<Item = f64>, b: impl Iterator<Item = f64>) -> f64 {
    let count = a.len().max(1) as f64;
    a.zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>() / count
}
