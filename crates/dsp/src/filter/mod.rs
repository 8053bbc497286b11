//! Level over frequency: biquads, state-variable filters, equalisers, crossovers.
mod eq;
mod linear_phase;
mod pass;

pub use eq::{EQ_SHAPES, EqBandParams};
pub use linear_phase::{CurveError, CurvePoint, LinearPhaseEq};
pub use pass::{HighPassParams, LowPassParams};
