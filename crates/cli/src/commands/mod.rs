//! One file a command.

mod analyze;
mod diff;
mod explain;
mod master;
mod mix;
mod render;
mod tweak;

pub(crate) use analyze::analyze;
pub(crate) use diff::diff;
pub(crate) use explain::explain;
pub(crate) use master::master;
pub(crate) use mix::mix;
pub(crate) use render::render;
pub(crate) use tweak::tweak;
