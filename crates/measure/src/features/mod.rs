//! What a stem sounds like, whatever its level and length: the summary that tells its role.

mod contour;
mod frames;
mod mel;
mod mfcc;
mod moments;
mod motion;
mod timbre;
mod tones;

pub use mel::{MelBank, hz_to_mel, mel_to_hz};
pub use mfcc::Mfcc;
pub use timbre::{TIMBRE_FEATURES, Timbre, timbre_names};

pub(crate) use frames::FrameFeatures;
pub(crate) use timbre::Heard;
