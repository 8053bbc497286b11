//! How far a spectrum is from one that is aimed at.
//!
//! Levels per ERB band in dB, which is what a log-spectral distance in auditory bands compares.
//! Level is no tone: the mean difference is taken away. What lies inside a corridor is no error.

use super::features::levels_db;
use crate::{ERB_BANDS, Measurement};

/// A spectrum to aim at.
#[derive(Clone, Debug, PartialEq)]
pub struct ToneAim {
    /// Power per ERB band, in dB, on any scale.
    pub levels_db: [f64; ERB_BANDS],
    /// Distance that is left alone per band, in dB.
    pub tolerance_db: [f64; ERB_BANDS],
    /// What each band counts; bands that the aim does not know have 0.
    pub weights: [f64; ERB_BANDS],
}

impl ToneAim {
    /// The spectrum of a mix, with no tolerance; none of silence.
    #[must_use]
    pub fn like(mix: &Measurement) -> Option<Self> {
        let levels_db = levels_db(mix)?;
        // What is 50 dB under the loudest band has no tone.
        let weights = levels_db.map(|db| if db > -50.0 { 1.0 } else { 0.0 });
        Some(Self { levels_db, tolerance_db: [0.0; ERB_BANDS], weights })
    }
}

/// Root mean square over the bands of what lies outside the corridor, in dB; none of silence.
#[must_use]
pub fn tone_distance_db(mix: &Measurement, aim: &ToneAim) -> Option<f64> {
    let levels = levels_db(mix)?;
    let weight: f64 = aim.weights.iter().sum();
    let off = |band: usize| levels[band] - aim.levels_db[band];
    let bands = || aim.weights.iter().enumerate();
    let mean = bands().map(|(band, weight)| weight * off(band)).sum::<f64>() / weight;
    let excess = |band: usize| ((off(band) - mean).abs() - aim.tolerance_db[band]).max(0.0);
    let squares: f64 = bands().map(|(band, weight)| weight * excess(band) * excess(band)).sum();
    let distance = (squares / weight).sqrt();
    distance.is_finite().then_some(distance)
}
