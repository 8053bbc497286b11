//! One file a command.

mod album;
mod analyze;
mod check;
mod diff;
mod doctor;
mod explain;
mod export;
mod master;
mod mix;
pub(crate) mod model;
mod preview;
mod render;
mod report;
mod tweak;

pub(crate) use album::album;
pub(crate) use analyze::{analyze, song as analyzed_song, stem as analyzed_stem};
pub(crate) use check::check;
pub(crate) use diff::diff;
pub(crate) use doctor::doctor;
pub(crate) use explain::explain;
pub(crate) use export::export;
pub(crate) use master::master;
pub(crate) use mix::mix;
pub(crate) use preview::preview;
pub(crate) use render::render;
pub(crate) use report::report;
pub(crate) use tweak::tweak;
