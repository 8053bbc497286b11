//! From stems to a mix, a master and a report: hear, decide, render, verify.
//!
//! **Invariant:** this crate never touches files, clocks, threads of its own or the network.
//! Audio comes through [`Source`]s and leaves through [`Sink`]s that a [`Store`] hands out, work
//! is spread by a [`Crew`]. Same recipe, same stems, same bytes, on any crew.

mod album;
mod checkup;
mod coded;
mod compare;
mod console;
mod crew;
mod error;
mod excerpt;
mod form;
mod io;
mod job;
mod levels;
mod listen;
mod master;
mod mastering;
mod memory;
mod order;
mod pictures;
mod players;
mod preview;
mod qc;
mod reader;
mod recall;
mod reference;
mod report;
mod run;
mod series;
mod share;
mod telling;
mod tuning;

pub use album::{AlbumLayout, LaidAlbum, LaidTrack, TrackLayout, lay_album};
pub use checkup::{Examined, examine};
pub use compare::{Comparison, KINDRED, WriteFrames, compare, null_of};
pub use crew::{Alone, Crew, Task};
pub use error::EngineError;
pub use excerpt::{Excerpt, excerpt, excerpt_held};
pub use io::{Codecs, Decoded, IoFault, Sink, Slot, Source, Store, Version};
pub use job::{Cancelled, Job, Progress, Stage};
pub use listen::{Heard, listen};
pub use memory::{Clip, MemoryStore};
pub use order::{Order, RunSettings, StemInput, arrange, session_rate};
pub use pictures::{centre_track, track};
pub use recall::Recall;
pub use reference::{Candidate, ReferenceChoice, ReferenceWish};
pub use report::measured;
pub use run::{Done, Io, Planned, measure_song, mix, plan, render, retarget};
pub use series::{SeriesSettings, SongSeries, series};
pub use share::{Shares, shares};
pub use telling::{Telling, telling};

pub(crate) use tuning::Tuning;
