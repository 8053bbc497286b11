//! Which pitches sound: pitch classes over time, harmony and key.

mod chroma;
mod harmony;
mod key;

pub(crate) use chroma::{Chroma, ChromaTrace, Classes, SPECTRA};
pub(crate) use harmony::Harmony;
pub(crate) use key::key;
