//! What is lost when left and right are added: per band, for one loudspeaker.
//!
//! The mono sum of uncorrelated sides loses 3 dB against the sides played apart, that of opposite
//! ones everything. Bands 40 dB under the loudest are not heard and do not count.

use audio::math::{db_to_gain_f64, power_to_db};

use super::features::levels_db;
use crate::Measurement;

/// Bands that count, in dB under the loudest.
const HEARD_DB: f64 = -40.0;

/// A loss counts up to this, in dB: what is gone is gone.
const LOSS_MAX_DB: f64 = 30.0;

/// Loss of level in mono, in dB, ≥ 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FoldDown {
    /// Of the band that loses most.
    pub worst_db: f64,
    /// Mean over the bands that are heard.
    pub mean_db: f64,
}

/// What a mix loses in mono; none of silence.
#[must_use]
pub fn fold_down(mix: &Measurement) -> Option<FoldDown> {
    let levels = levels_db(mix)?;
    let (mid, side) = (&mix.spectrum.mid_erb_db, &mix.spectrum.side_erb_db);
    let heard = (0..levels.len()).filter(|band| levels[*band] > HEARD_DB);
    let losses: Vec<f64> = heard
        .map(|band| {
            let over_db = f64::from(side[band]) - f64::from(mid[band]);
            let loss_db = power_to_db(1.0 + db_to_gain_f64(2.0 * over_db.min(LOSS_MAX_DB)));
            loss_db.clamp(0.0, LOSS_MAX_DB)
        })
        .collect();
    let worst_db = losses.iter().copied().fold(0.0, f64::max);
    Some(FoldDown { worst_db, mean_db: losses.iter().sum::<f64>() / losses.len().max(1) as f64 })
}
