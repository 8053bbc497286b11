//! From stems to a mix, a master and a report: hear, decide, render, verify.
//!
//! **Invariant:** this crate never touches files, clocks, threads of its own or the network.
//! Audio comes through [`Source`]s and leaves through [`Sink`]s that a [`Store`] hands out, work
//! is spread by a [`Crew`]. Same recipe, same stems, same bytes, on any crew.

mod checkup;
mod compare;
mod console;
mod crew;
mod error;
mod form;
mod io;
mod job;
mod listen;
mod master;
mod mastering;
mod memory;
mod order;
mod preview;
mod qc;
mod reader;
mod recall;
mod reference;
mod report;
mod run;
mod series;
mod tuning;

pub use checkup::{Examined, examine};
pub use compare::{Comparison, KINDRED, WriteFrames, compare, null_of};
pub use crew::{Alone, Crew, Task};
pub use error::EngineError;
pub use io::{IoFault, Sink, Slot, Source, Store};
pub use job::{Cancelled, Job, Progress, Stage};
pub use listen::{Heard, listen};
pub use memory::{Clip, MemoryStore};
pub use order::{Order, RunSettings, StemInput, arrange, session_rate};
pub use recall::Recall;
pub use reference::{Candidate, ReferenceChoice, ReferenceWish};
pub use report::measured;
pub use run::{Done, Io, Planned, measure_song, mix, plan, render};
pub use series::{SeriesSettings, SongSeries, series};

pub(crate) use tuning::Tuning;
