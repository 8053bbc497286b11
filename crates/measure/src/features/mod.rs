//! What a stem sounds like, whatever its level and length.

mod mel;
mod mfcc;

pub use mel::{MelBank, hz_to_mel, mel_to_hz};
pub use mfcc::Mfcc;
