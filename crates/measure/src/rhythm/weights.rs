//! What was fitted: how much each feature of a tempo says that it is the beat.

/// Number of features.
pub(crate) const FEATURES: usize = 22;

/// Weights, in the order of the features.
pub(crate) const WEIGHTS: [f64; FEATURES] = [
    0.0, -3.0, 4.0, 4.0, 0.0, 4.0, 2.0, 0.0, 0.0, 0.0, -1.0, 2.0, 2.0, 2.0, 1.0, 0.0, 1.0, 1.0,
    2.0, 1.0, 0.0, -0.3,
];
