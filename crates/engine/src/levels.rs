//! Levels over time, put together from what the console and the limiter saw.

use recipe::{Levels, SessionSpec};

use crate::console::{MixOutcome, STEPS_HZ};
use crate::master::FinishOutcome;

/// Of a whole run.
pub(crate) fn levels(session: &SessionSpec, mix: &MixOutcome, finish: &FinishOutcome) -> Levels {
    let named = session.stems.iter().zip(&mix.levels.strips);
    let buses = mix.levels.buses.iter();
    Levels {
        step_s: 1.0 / STEPS_HZ as f64,
        strips: named.map(|(stem, peaks)| (stem.id.clone(), peaks.clone())).collect(),
        buses: buses.map(|(name, peaks)| ((*name).to_owned(), peaks.clone())).collect(),
        master: finish.levels.clone(),
    }
}
