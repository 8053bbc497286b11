//! How far one mix is from another, or from what a rule asks for: pure numbers from measurements.
//!
//! Nothing here decides; these are the judges of `bench quality`. Each names its source, and each
//! is validated on ladders of growing faults before it may judge.

mod audible;
mod balance;
mod features;
mod fold_down;
mod masked;
mod onset;
mod score;
mod tone;

pub use audible::{lead_over_rest_lu, sounds};
pub use balance::{BalanceError, STEM_ERROR_CAP_LU, balance_error};
pub use features::{MixFeatures, MixFigures, feature_distance, feature_distance_under};
pub use fold_down::{FoldDown, fold_down};
pub use masked::masked_share;
pub use onset::{DRUM_BANDS, OnsetMeter, onset_change_db};
pub use score::{Marks, quality_score};
pub use tone::{ToneAim, tone_distance_db};

#[cfg(test)]
mod tests;
