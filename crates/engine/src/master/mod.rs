//! From the premaster to a finished, verified master.

mod chain;
mod finish;
mod loudness;
mod reconstruction;
mod verify;

pub(crate) use chain::{ChainOutcome, rehearse, shape};
pub(crate) use finish::{FinishOutcome, finish};
pub(crate) use loudness::Forecast;
pub(crate) use verify::{Verified, verify};
