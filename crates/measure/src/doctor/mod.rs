//! What is wrong with the stems of a song, and how sure that is.
//!
//! [`StemScan`] hears each stem for what its samples tell, [`PairListener`] all of them together;
//! [`Diagnosis`] is the verdict. A fault is *sure* only where nothing that a musician would do on
//! purpose looks the same.

mod finding;
mod grid;
mod hum;
mod judge;
mod kinship;
mod pairs;
mod relation;
mod scan;
mod session;
mod sums;
#[cfg(test)]
mod testing;
mod tops;
mod transform;

pub use finding::{Diagnosis, Fault, Finding, Link, Proof, Verdict};
pub use kinship::Kinship;
pub use pairs::Pairs;
pub use scan::{Signs, StemScan};
pub use session::PairListener;
