//! One-pole filters for the way into a room: gentle, and cheap enough to forget.

use std::f64::consts::TAU;

/// The state is silence below this, long before it becomes subnormal.
const SILENT: f64 = 1e-30;

/// Share of a step that a one-pole low-pass at `hz` takes each frame.
pub(super) fn one_pole(hz: f64, sample_rate_hz: f64) -> f64 {
    1.0 - libm::exp(-TAU * hz.min(0.49 * sample_rate_hz) / sample_rate_hz)
}

/// A first-order high-pass and a first-order low-pass in a row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tone {
    low: f64,
    high: f64,
}

impl Tone {
    /// `cuts` are the [`one_pole`] shares of the high-pass and the low-pass.
    #[inline]
    pub(super) fn next(&mut self, input: f32, cuts: [f64; 2]) -> f32 {
        let input = f64::from(input);
        self.low = quiet(self.low + cuts[0] * (input - self.low));
        self.high = quiet(self.high + cuts[1] * (input - self.low - self.high));
        self.high as f32
    }
}

#[inline]
fn quiet(state: f64) -> f64 {
    if state.abs() < SILENT { 0.0 } else { state }
}
