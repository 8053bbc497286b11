//! One file a command.

mod analyze;
mod doctor;
mod explain;
mod master;
mod mix;
pub(crate) mod model;
mod render;

pub(crate) use analyze::analyze;
pub(crate) use doctor::doctor;
pub(crate) use explain::explain;
pub(crate) use master::master;
pub(crate) use mix::mix;
pub(crate) use render::render;
