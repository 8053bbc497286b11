//! Where audio comes from and goes to, as seen from inside.

use std::fmt;

use crate::Recall;

/// Audio that can be read once, from the start.
pub trait Source: Send {
    /// Frames per second, in Hz.
    fn sample_rate_hz(&self) -> u32;

    /// 1 or 2.
    fn channels(&self) -> usize;

    /// Length, where the container says it.
    fn frames(&self) -> Option<u64>;

    /// Fills the front of each of `out`'s [`Self::channels`] vectors, which hold at least
    /// `frames` samples, and returns how many frames were read: 0 at the end, never more than
    /// `frames`. All samples are finite.
    ///
    /// # Errors
    ///
    /// Returns what went wrong with the file.
    fn read(&mut self, out: &mut [Vec<f32>], frames: usize) -> Result<usize, IoFault>;
}

/// Stereo audio on its way out. What is not finished leaves nothing behind.
pub trait Sink: Send {
    /// Appends frames.
    ///
    /// # Errors
    ///
    /// Returns what went wrong with the file.
    fn write(&mut self, left: &[f32], right: &[f32]) -> Result<(), IoFault>;

    /// Completes the file under its name and tells how many samples had to be clipped.
    ///
    /// # Errors
    ///
    /// Returns what went wrong with the file.
    fn finish(self: Box<Self>) -> Result<u64, IoFault>;
}

/// Names the audio of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// An input, by its place in the session.
    Stem(usize),
    /// The mix before mastering, 32-bit float.
    Premaster,
    /// The stems added at unity, 32-bit float; gone after the run.
    Rough,
    /// The master before its limiter, 32-bit float; gone after the run.
    Scratch,
    /// The master, as the delivery says.
    Master,
    /// A processed stem, by its place in the session.
    Processed(usize),
    /// Reverb and delay returns as they sit in the premaster.
    Returns,
    /// Rough sum and master in turn.
    Preview,
    /// A span of the master, sample by sample.
    Excerpt,
    /// The same span of each version, all at one loudness.
    Compared(Version),
    /// A track of an album, by its place.
    Track(usize),
    /// A whole album.
    Image,
    /// A short passage, as loud as the others.
    Player(Version),
}

/// Versions of a song that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// The stems added at unity, or the file as it came.
    Rough,
    /// The mix before mastering.
    Mix,
    /// The master.
    Master,
}

impl Version {
    /// All of them, in the order in which they are made.
    pub const ALL: [Self; 3] = [Self::Rough, Self::Mix, Self::Master];

    /// Its name in files and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rough => "rough",
            Self::Mix => "mix",
            Self::Master => "master",
        }
    }

    /// Where the whole of it is.
    pub(crate) const fn whole(self) -> Slot {
        match self {
            Self::Rough => Slot::Rough,
            Self::Mix => Slot::Premaster,
            Self::Master => Slot::Master,
        }
    }
}

/// Hands out sources and sinks. [`Slot::Stem`] is never created, everything else is created
/// before it is opened; creating again replaces.
pub trait Store: Sync {
    /// Opens from the start.
    ///
    /// # Errors
    ///
    /// Returns what went wrong with the file.
    fn open(&self, slot: Slot) -> Result<Box<dyn Source>, IoFault>;

    /// Creates a stereo file at `sample_rate_hz`.
    ///
    /// # Errors
    ///
    /// Returns what went wrong with the file.
    fn create(&self, slot: Slot, sample_rate_hz: u32) -> Result<Box<dyn Sink>, IoFault>;

    /// Where measurements of its stems are kept from run to run, if anywhere.
    fn recall(&self) -> Option<&dyn Recall> {
        None
    }

    /// Lossy coders that the master is to survive, if any.
    fn codecs(&self) -> Option<&dyn Codecs> {
        None
    }
}

impl fmt::Debug for Decoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoded")
            .field("at_least_dbtp", &self.at_least_dbtp)
            .finish_non_exhaustive()
    }
}

/// Lossy coding as listeners will get it.
pub trait Codecs: Sync {
    /// Each coder with its bit rate, for people.
    fn names(&self) -> Vec<String>;

    /// [`Slot::Master`] coded by the coder at this place of [`Self::names`], and decoded.
    ///
    /// # Errors
    ///
    /// Returns what went wrong with a file.
    fn decoded(&self, codec: usize) -> Result<Decoded, IoFault>;
}

/// What came back from a coder.
pub struct Decoded {
    /// The audio.
    pub source: Box<dyn Source>,
    /// True peak that was reached for sure, in dBTP, where the decoder hides by how much.
    pub at_least_dbtp: f64,
}

/// A file could not be read or written. The words are the edge's, and complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IoFault {
    /// Which audio.
    pub slot: Option<Slot>,
    /// True when it is an input that cannot be used, false when an output cannot be written.
    pub is_input: bool,
    /// What was found, what was expected and what to do.
    pub words: String,
}

impl fmt::Display for IoFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl std::error::Error for IoFault {}
