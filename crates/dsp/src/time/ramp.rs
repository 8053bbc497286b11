//! A value that moves to its target in a straight line, over a fixed time, whatever the block.

/// Time of a move, in seconds: short for a hand on a fader, long for a click.
const RAMP_S: f64 = 0.02;

/// One smoothed value. Counts frames, so that blocks leave no trace.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ramp {
    target: f32,
    step: f32,
    left: u32,
    frames: u32,
}

impl Ramp {
    /// Rests at `value`.
    pub(crate) fn new(value: f32, sample_rate_hz: f64) -> Self {
        let frames = (RAMP_S * sample_rate_hz).round().max(1.0) as u32;
        Self { target: value, step: 0.0, left: 0, frames }
    }

    /// Starts towards `target` from wherever the value is now.
    pub(crate) fn go(&mut self, target: f32) {
        if target.to_bits() != self.target.to_bits() {
            let now = self.now();
            self.target = target;
            self.left = self.frames;
            self.step = (target - now) / self.frames as f32;
        }
    }

    /// Ends the move at once.
    pub(crate) fn jump(&mut self) {
        self.left = 0;
    }

    /// The resting value, or nothing while it moves.
    pub(crate) fn settled(&self) -> Option<f32> {
        (self.left == 0).then_some(self.target)
    }

    /// The value of the next frame.
    #[inline]
    pub(crate) fn next(&mut self) -> f32 {
        self.left = self.left.saturating_sub(1);
        self.now()
    }

    fn now(&self) -> f32 {
        self.target - self.step * self.left as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_in_a_straight_line_and_arrives() {
        let mut ramp = Ramp::new(1.0, 1_000.0);
        ramp.go(0.0);
        let path: Vec<f32> = (0..20).map(|_| ramp.next()).collect();
        assert!(path.windows(2).all(|pair| (pair[0] - pair[1] - 0.05).abs() < 1e-6));
        assert_eq!(ramp.settled(), Some(0.0), "exactly there after 20 ms");
    }
}
