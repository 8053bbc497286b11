//! Progress and cancellation, passed down by reference.

use std::fmt;

/// Stages of a run, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Stage {
    Listen,
    Mix,
    Master,
    Finish,
    Verify,
    Preview,
}

impl Stage {
    /// All of them with the share of the work that each takes, measured on 12 stems of 4 min.
    pub const SHARES: [(Self, f64); 6] = [
        (Self::Listen, 0.33),
        (Self::Mix, 0.40),
        (Self::Master, 0.11),
        (Self::Finish, 0.06),
        (Self::Verify, 0.04),
        (Self::Preview, 0.06),
    ];
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Listen => "listening",
            Self::Mix => "mixing",
            Self::Master => "mastering",
            Self::Finish => "limiting",
            Self::Verify => "verifying",
            Self::Preview => "preview",
        })
    }
}

/// Told now and then from the calling thread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Share of the stage that is done, 0 to 1.
    pub share: f64,
}

/// The run was called off; nothing is left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// The caller's ear: hears progress and may say stop.
pub trait Job: Sync {
    /// Called several times a second of audio work; `Err` ends the run.
    ///
    /// # Errors
    ///
    /// Returns [`Cancelled`] when the run is to end.
    fn progress(&self, progress: Progress) -> Result<(), Cancelled>;
}

/// Nobody listens, nobody stops.
impl Job for () {
    fn progress(&self, _: Progress) -> Result<(), Cancelled> {
        Ok(())
    }
}
