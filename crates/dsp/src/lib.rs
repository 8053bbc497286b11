//! Signal processors. Pure computation: no I/O, no locks, and no allocation after `prepare`.
//!
//! Every processor keeps the contract of [`audio::Processor`], which `conformance` checks for
//! all of them alike. Folders are topics: `filter`, `dynamics`, `colour`, `space`, `stereo`,
//! `time`.

pub mod colour;
pub mod dynamics;
pub mod filter;
pub mod space;
pub mod stereo;
pub mod time;

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod golden_sound;
