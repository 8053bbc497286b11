//! From stems to a mix, a master and a report: hear, decide, render, verify.
//!
//! **Invariant:** this crate never touches files, clocks, threads of its own or the network.
//! Audio comes through [`Source`]s and leaves through [`Sink`]s that a [`Store`] hands out, work
//! is spread by a [`Crew`]. Same recipe, same stems, same bytes, on any crew.

mod crew;
mod io;
mod job;

pub use crew::{Alone, Crew, Task};
pub use io::{IoFault, Sink, Slot, Source, Store};
pub use job::{Cancelled, Job, Progress, Stage};
