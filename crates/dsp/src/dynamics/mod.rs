//! Level over time: compressors, gates, limiters and their kin.

mod ballistics;
mod band;
mod compressor;
mod de_esser;
mod detector;
mod dynamic_eq;
mod gate;
mod history;
mod level;
mod limiter;
mod lookahead;
mod multiband;
mod rider;
mod transient;

pub use ballistics::Reduction;
pub use compressor::{Compressor, CompressorParams, DETECTORS};
pub use de_esser::{DeEsser, DeEsserParams};
pub use dynamic_eq::{DYNAMIC_EQ_SHAPES, DynamicEq, DynamicEqParams};
pub use gate::{Gate, GateParams};
pub use history::History;
pub use limiter::{Limiter, LimiterParams};
pub use multiband::{Multiband, MultibandParams};
pub use transient::{TransientParams, TransientShaper};

#[cfg(test)]
mod band_tests;
#[cfg(test)]
mod change_tests;
#[cfg(test)]
mod compressor_tests;
#[cfg(test)]
mod gate_tests;
#[cfg(test)]
mod multiband_tests;
#[cfg(test)]
mod signals;
#[cfg(test)]
mod transient_tests;
