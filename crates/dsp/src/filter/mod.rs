//! Level over frequency: biquads, state-variable filters, equalisers, crossovers.

mod biquad;
mod cascade;
mod crossover;
mod eq;
mod equalizer;
mod frame;
mod linear_phase;
mod live;
mod matched;
mod pass;
mod svf;

pub use biquad::Coefficients;
pub use cascade::Cascade;
pub use crossover::{BANDS_MAX, Crossover};
pub use eq::{EQ_SHAPES, EqBand, EqBandParams};
pub use equalizer::{Equalizer, EqualizerSettings};
pub use frame::{Channels, Frame};
pub use linear_phase::{CurveError, CurvePoint, LinearPhaseEq};
pub use pass::{HighPass, HighPassParams, LowPass, LowPassParams};
pub use svf::{Svf, SvfCoefficients, SvfShape};

pub(crate) use crossover::Bands;
pub(crate) use frame::{SEGMENT, load, part, store};
pub(crate) use live::{Ramp, clamped, ramp_frames};
pub(crate) use svf::{Glide, SvfDesign};

#[cfg(test)]
pub(crate) mod golden;
#[cfg(test)]
mod tests;
