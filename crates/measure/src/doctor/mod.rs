//! What is wrong with the stems of a song, and how sure that is.

mod grid;
mod kinship;
mod pairs;
mod session;
#[cfg(test)]
mod testing;
mod transform;

pub use kinship::Kinship;
pub use pairs::Pairs;
pub use session::PairListener;

/// What is known about the stems beyond how each of them sounds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnosis {
    /// How alike any two stems are.
    pub kinship: Kinship,
}
