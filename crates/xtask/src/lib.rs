//! The rules of the workspace, as tests.
//!
//! A rule is a function from what was read to a list of complaints; `tests/rules.rs` runs every
//! rule on this repository, and the tests beside each rule show it something broken. Sources are
//! read as plain text: see [`source`] for what that can and cannot tell.

pub mod figures;
pub mod ids;
pub mod layers;
pub mod length;
pub mod licences;
pub mod links;
pub mod metadata;
pub mod parameters;
pub mod places;
pub mod purity;
pub mod source;
pub mod third_party;
pub mod tree;
