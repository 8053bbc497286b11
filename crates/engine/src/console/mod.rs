//! The console: strips, buses and returns, run in rounds of a fixed number of frames.

mod automation;
mod bus;
mod export;
mod mixer;
mod output;
mod peaks;
mod planar;
mod returns;
mod rough;
mod strip;
#[cfg(test)]
mod tests;

pub(crate) use bus::{in_parallel, sum_into};
pub(crate) use export::Span;
pub(crate) use mixer::{MixOutcome, MixSettings, mix};
pub(crate) use peaks::{Peaks, STEPS_HZ};
pub(crate) use planar::Planar;
