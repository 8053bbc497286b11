//! One file a command.

mod analyze;
mod explain;
mod master;
mod mix;
pub(crate) mod model;
mod render;

pub(crate) use analyze::analyze;
pub(crate) use explain::explain;
pub(crate) use master::master;
pub(crate) use mix::mix;
pub(crate) use render::render;
