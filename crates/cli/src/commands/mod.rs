//! One file a command.

mod album;
mod analyze;
mod check;
mod diff;
mod doctor;
mod explain;
mod export;
#[cfg(feature = "service")]
mod key;
mod master;
mod mix;
pub(crate) mod model;
mod preview;
mod render;
mod report;
mod selftest;
#[cfg(feature = "service")]
mod serve;
mod tweak;
mod waveform;

pub(crate) use album::album;
pub(crate) use analyze::{analyze, song as analyzed_song, stem as analyzed_stem};
pub(crate) use check::check;
pub(crate) use diff::diff;
pub(crate) use doctor::doctor;
pub(crate) use explain::explain;
pub(crate) use export::export;
#[cfg(feature = "service")]
pub(crate) use key::key;
pub(crate) use master::master;
pub(crate) use mix::mix;
pub(crate) use preview::preview;
pub(crate) use render::render;
pub(crate) use report::report;
pub(crate) use selftest::selftest;
#[cfg(feature = "service")]
pub(crate) use serve::{serve, worker};
pub(crate) use tweak::tweak;
pub(crate) use waveform::waveform;
