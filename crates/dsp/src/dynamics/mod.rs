//! Level over time: compressors, gates, limiters and their kin.

mod compressor;
mod de_esser;
mod dynamic_eq;
mod gate;
mod limiter;
mod multiband;
mod transient;

pub use compressor::{CompressorParams, DETECTORS};
pub use de_esser::DeEsserParams;
pub use dynamic_eq::{DYNAMIC_EQ_SHAPES, DynamicEqParams};
pub use gate::GateParams;
pub use limiter::{Limiter, LimiterParams, Reduction};
pub use multiband::MultibandParams;
pub use transient::TransientParams;
