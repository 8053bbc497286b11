//! The pitch of a single line: a voice, a bass, a lead.

mod path;
mod track;
mod yin;

pub use track::{PITCH_UNIT_HZ, PitchTrack};
pub(crate) use yin::PitchListener;
