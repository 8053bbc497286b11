//! What was fitted: how much each feature of a tempo says that it is the beat, and each sign that
//! a chain of beats is on it.
//!
//! Conditional logistic regression over the candidates of 128 pieces with known tempo (79 rendered
//! MIDI files, 7 recordings or projects, 42 generated), features scaled to unit deviation, L2
//! penalty ½. Leave one out: 110 of 128 within 1 %, 122 with double and half. The signs: logistic
//! regression on 117 of them, 109 right leave one out (96 without). The accents of downbeats: conditional logistic
//! regression on the true beats of 94 pieces, 73 right leave one out.

/// Number of features.
pub(crate) const FEATURES: usize = 26;

/// Weights, in the order of the features.
pub(crate) const WEIGHTS: [f64; FEATURES] = [
    -0.09, -3.54, 2.42, -0.07, 1.43, 0.1, 2.55, 0.34, -2.28, -0.53, -3.64, 3.41, 3.52, 0.7, 0.66,
    3.25, 1.75, -0.55, -1.24, -0.54, -1.66, 0.16, -1.44, 1.96, 0.05, -0.32,
];

/// Number of signs that beats lie on the beat and not between.
pub(crate) const SIGNS: usize = 5;

/// Weights of these signs.
pub(crate) const SIGN_WEIGHTS: [f64; SIGNS] = [2.98, 2.3, 2.69, 0.44, 3.03];

/// Weights of what marks a downbeat: low, high and all onsets, changes of the bass and of the rest.
pub(crate) const ACCENTS: [f64; 5] = [0.62, 0.37, 0.37, 0.88, 2.26];
