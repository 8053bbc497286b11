//! Harmonics and peaks: saturation and soft clipping, oversampled.

mod oversampler;
mod saturation;
mod soft_clip;

pub use saturation::{Saturation, SaturationParams};
pub use soft_clip::{SoftClip, SoftClipParams};

#[cfg(test)]
mod alias;
