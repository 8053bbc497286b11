//! Level over frequency: biquads, state-variable filters, equalisers, crossovers.
mod eq;
mod pass;

pub use eq::{EQ_SHAPES, EqBandParams};
pub use pass::{HighPassParams, LowPassParams};
