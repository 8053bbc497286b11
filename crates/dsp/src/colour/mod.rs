//! Harmonics and peaks: saturation and soft clipping, oversampled.

mod saturation;
mod soft_clip;

pub use saturation::SaturationParams;
pub use soft_clip::SoftClipParams;
