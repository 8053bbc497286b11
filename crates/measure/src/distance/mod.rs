//! How far one mix is from another, or from what a rule asks for: pure numbers from measurements.
//!
//! Nothing here decides; these are the judges of `bench quality`. Each names its source, and each
//! is validated on ladders of growing faults before it may judge.

mod balance;

pub use balance::{BalanceError, STEM_ERROR_CAP_LU, balance_error};
