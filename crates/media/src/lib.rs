//! Audio files in and out: decoding, encoding, dither, tags, fingerprints.
//!
//! Works on streams that the caller opens; knows no paths. Everything that comes from outside
//! has a limit, and an error that says what was found, what was expected and what to do.

mod aiff;
mod chunks;
mod coded;
mod decode;
mod dither;
mod encode;
mod error;
mod flac;
mod hash;
mod info;
mod input;
mod limits;
#[cfg(feature = "mp3")]
mod mp3;
#[cfg(feature = "opus")]
mod opus;
mod pack;
mod pcm;
pub mod session;
mod sniff;
mod tags;
#[cfg(feature = "vorbis")]
mod vorbis;
mod wav;

pub use decode::Decoder;
pub use dither::Dither;
pub use encode::{Depth, EncodeSettings, Encoder, Format, Written};
pub use error::{DecodeError, EncodeError, Warning};
pub use hash::hash;
pub use info::{Codec, Info};
pub use input::MediaInput;
pub use tags::{Tag, Tags};
#[cfg(feature = "vorbis")]
pub use vorbis::VorbisEncoder;
pub use wav::{Bext, BextLoudness, write_bext_loudness};

/// Magnitude at which decoding of Opus cuts: what reaches it may have been over it.
pub const OPUS_CUTS_AT: f32 = 1.0;
