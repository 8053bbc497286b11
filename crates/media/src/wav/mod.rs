//! WAV, RF64 and BW64: our own reader and writer, because both must be fast, exact, and right
//! beyond 4 GiB.
//!
//! Sources: Microsoft "Multimedia Programming Interface and Data Specifications 1.0" (1991),
//! "Multiple channel audio data and WAVE files" (WAVE_FORMAT_EXTENSIBLE), EBU Tech 3306 v1.1
//! (RF64) and ITU-R BS.2088-1 (BW64).

mod bext;
mod read;
mod write;

pub use bext::{Bext, BextLoudness, write_bext_loudness};
pub(crate) use read::open;
pub(crate) use write::WavWriter;

/// Format tags of `fmt ` chunks.
mod tag {
    pub(super) const PCM: u16 = 0x0001;
    pub(super) const FLOAT: u16 = 0x0003;
    pub(super) const EXTENSIBLE: u16 = 0xfffe;
}

/// "Look into ds64": the 32-bit length that RF64 puts where a longer one does not fit. Recorders
/// that write to a pipe use the same value for "not known".
const SIZE_ELSEWHERE: u32 = u32::MAX;
