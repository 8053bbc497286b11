//! One file a command.

mod analyze;
mod explain;
mod master;
mod mix;
mod render;

pub(crate) use analyze::{analyze, stem as analyzed_stem};
pub(crate) use explain::explain;
pub(crate) use master::master;
pub(crate) use mix::mix;
pub(crate) use render::render;
