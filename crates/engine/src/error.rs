//! Why there is no result.

use audio::RangeError;
use recipe::RecipeError;

use crate::{Cancelled, IoFault};

/// Why a run ended without a result. Nothing is left behind then.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EngineError {
    /// A file.
    #[error(transparent)]
    Io(#[from] IoFault),
    /// The recipe does not hold together.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// A setting that no recipe check has caught.
    #[error(transparent)]
    Range(#[from] RangeError),
    /// There is nothing to mix.
    #[error(
        "every stem is silent (the loudest sample is {peak_dbfs:.1} dBFS); \
         export the stems again and check that the tracks were not muted"
    )]
    Silent {
        /// Largest sample of all stems, in dBFS.
        peak_dbfs: f64,
    },
    /// Too short to be measured or mixed.
    #[error(
        "the longest stem has {frames} frames ({ms:.0} ms), at least 400 ms are needed to \
         measure loudness; pass the whole song"
    )]
    TooShort {
        /// Frames found.
        frames: u64,
        /// The same in ms.
        ms: f64,
    },
    /// A tone curve that no recipe check has caught.
    #[error(transparent)]
    Curve(#[from] dsp::filter::CurveError),
    /// Measuring was refused.
    #[error(transparent)]
    Measure(#[from] measure::MeasureError),
    /// A stem is not what the recipe was made for.
    #[error(
        "stem `{id}` has {found} frames, the recipe was made for {expected}; \
         pass the same files or make a new recipe with `mixmaster mix`"
    )]
    StemChanged {
        /// Which.
        id: String,
        /// Frames found.
        found: u64,
        /// Frames the recipe names.
        expected: u64,
    },
    /// Called off by the caller.
    #[error("cancelled")]
    Cancelled,
}

impl From<Cancelled> for EngineError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
