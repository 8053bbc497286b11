//! What settings become when a live control gives them: clamped, and ramped where they may click.

use audio::Params;

/// Time a changed setting takes to arrive, in seconds. Long enough to keep the side bands of the
/// change within about 50 Hz of the signal, short enough to feel immediate.
const RAMP_S: f64 = 0.02;

/// More rows than any parameter table has.
const ROWS_MAX: usize = 32;

/// Frames of a ramp.
pub(crate) fn ramp_frames(sample_rate_hz: f64) -> u32 {
    ((sample_rate_hz * RAMP_S + 0.5) as u32).max(1)
}

/// The same settings with every value pulled into its range; NaN becomes the default.
pub(crate) fn clamped<P: Params>(params: &P) -> P {
    let mut values = [0.0_f32; ROWS_MAX];
    let given = params.values();
    let rows = P::SPECS.len().min(ROWS_MAX);
    for ((value, given), spec) in values.iter_mut().zip(given.as_ref()).zip(P::SPECS) {
        *value = if given.is_nan() { spec.default } else { given.clamp(spec.min, spec.max) };
    }
    P::from_values(&values[..rows])
}

/// A value that moves in a straight line to where it was sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ramp {
    value: f32,
    target: f32,
    step: f32,
    frames_left: u32,
    frames: u32,
}

impl Ramp {
    pub(crate) fn at(value: f32, sample_rate_hz: f64) -> Self {
        let frames = ramp_frames(sample_rate_hz);
        Self { value, target: value, step: 0.0, frames_left: 0, frames }
    }

    pub(crate) fn go_to(&mut self, target: f32) {
        if target.to_bits() == self.target.to_bits() {
            return;
        }
        self.target = target;
        self.frames_left = self.frames;
        self.step = (target - self.value) / self.frames as f32;
    }

    /// Arrives at once.
    pub(crate) fn finish(&mut self) {
        self.value = self.target;
        self.frames_left = 0;
    }

    pub(crate) fn is_moving(&self) -> bool {
        self.frames_left > 0
    }

    pub(crate) fn value(&self) -> f32 {
        self.value
    }

    /// The value one frame later.
    #[inline]
    pub(crate) fn advance(&mut self) -> f32 {
        if self.frames_left > 0 {
            self.frames_left -= 1;
            self.value = if self.frames_left == 0 { self.target } else { self.value + self.step };
        }
        self.value
    }
}
