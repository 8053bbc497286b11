//! AIFF and AIFF-C: our own reader and writer, on the same fast PCM as WAV.
//!
//! Sources: Apple, "Audio Interchange File Format, version 1.3" (1989); "AIFF-C draft" (1991),
//! with the codings in use since: `sowt`, `fl32`, `fl64`, `in24`, `in32`.

mod read;
mod write;

pub(crate) use read::open;
pub(crate) use write::AiffWriter;
