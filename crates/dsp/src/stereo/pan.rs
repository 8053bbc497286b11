//! Constant-power pan for mono, balance with rotation for stereo, in one law.
//!
//! A stereo stem must not lose its far channel, so that channel moves over instead of being
//! turned down. At position p > 0, with s = sin(p·π/2) and c = 1/√(1 + s):
//!
//! ```text
//! L' = c·√(1 − s²)·L        R' = c·(R + s·L)        (mirrored for p < 0)
//! ```
//!
//! A mono stem arrives as two equal channels. For these the gains are √(1 − s) and √(1 + s), which
//! are √2·cos θ and √2·sin θ with θ from 0 (left) to π/2 (right): the constant-power law of every
//! console, gain 1 on both sides in the middle. Unlike channels, L ⊥ R, keep their power up to the
//! factor c², that is within 3 dB: the same room is left for what is common to both.

use audio::math::sin_turns;
use audio::{Block, Params, Processor, RangeError, StreamSpec};

use crate::time::Ramp;

audio::params! {
    /// Settings of a [`Pan`].
    pub struct PanParams {
        /// −100 is left, 0 the middle (gain 1 on both sides), 100 right.
        position_pct: -100.0, 0.0, 100.0, Percent;
    }
}

/// Places a stem between left and right. A mono stream passes unchanged: it has no sides.
#[derive(Debug)]
pub struct Pan {
    position: Ramp,
}

impl Params for PanParams {
    type Processor = Pan;
    audio::params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<Pan, RangeError> {
        self.check()?;
        Ok(Pan { position: Ramp::new(self.position_pct / 100.0, stream.sample_rate_hz) })
    }
}

/// What stays of the far channel and the near one, and what crosses over, for |position|.
#[derive(Clone, Copy, Debug)]
struct Gains {
    far: f32,
    near: f32,
    across: f32,
}

impl Gains {
    #[inline]
    fn at(amount: f32) -> Self {
        let s = sin_turns(0.25 * amount).clamp(0.0, 1.0);
        let near = 1.0 / (1.0 + s).sqrt();
        // √(1 − s²) by the sine of the rest of the way, which is exactly 0 at the end.
        let cosine = if amount > 0.0 { sin_turns(0.25 * (1.0 - amount)) } else { 1.0 };
        Self { far: near * cosine, near, across: near * s }
    }

    #[inline]
    fn apply(self, far: &mut f32, near: &mut f32) {
        *near = self.near * *near + self.across * *far;
        *far *= self.far;
    }
}

impl Processor for Pan {
    type Params = PanParams;

    fn set_params(&mut self, params: &PanParams) {
        let [row] = PanParams::SPECS else { return };
        self.position.go(params.position_pct.clamp(row.min, row.max) / 100.0);
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let frames = block.frames();
        let (left, Some(right)) = block.split() else {
            (0..frames).for_each(|_| _ = self.position.next());
            return;
        };
        if let Some(position) = self.position.settled() {
            let gains = Gains::at(position.abs());
            let (far, near) = if position < 0.0 { (right, left) } else { (left, right) };
            for (far, near) in far.iter_mut().zip(near) {
                gains.apply(far, near);
            }
        } else {
            for (left, right) in left.iter_mut().zip(right) {
                let position = self.position.next();
                let (far, near) = if position < 0.0 { (right, left) } else { (left, right) };
                Gains::at(position.abs()).apply(far, near);
            }
        }
    }

    fn reset(&mut self) {
        self.position.jump();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::conformance;

    fn panned(position_pct: f32, left: f32, right: f32) -> [f32; 2] {
        let mut pan = PanParams { position_pct }.prepare(conformance::STREAM).unwrap();
        let (mut l, mut r) = ([left], [right]);
        pan.process(&mut Block::stereo(&mut l, &mut r));
        [l[0], r[0]]
    }

    #[test]
    fn conforms_to_the_processor_contract() {
        conformance::check(PanParams { position_pct: -37.0 });
        conformance::check_no_dead_parameter(PanParams { position_pct: -37.0 });
    }

    #[test]
    fn the_middle_is_bit_exact_and_the_ends_are_silent_on_the_far_side() {
        let bits = panned(0.0, 0.3, -0.7).map(f32::to_bits);
        assert_eq!(bits, [0.3_f32, -0.7].map(f32::to_bits));
        assert!(panned(100.0, 1.0, 1.0)[0].abs() < 1e-6);
        assert!((panned(-100.0, 1.0, 1.0)[0] - std::f32::consts::SQRT_2).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn a_mono_stem_keeps_its_power_everywhere(position_pct in -100.0_f32..100.0) {
            let [left, right] = panned(position_pct, 1.0, 1.0);
            prop_assert!((left * left + right * right - 2.0).abs() < 4e-6);
            prop_assert!((right > left) == (position_pct > 0.0));
        }

        #[test]
        fn unlike_channels_keep_theirs_within_3_db(position_pct in -100.0_f32..100.0) {
            // Unlike channels: the powers of what each one alone becomes add up.
            let power = |[l, r]: [f32; 2]| l * l + r * r;
            let sum = power(panned(position_pct, 1.0, 0.0)) + power(panned(position_pct, 0.0, 1.0));
            prop_assert!((1.0 - 1e-5..2.0 + 1e-5).contains(&sum), "{sum}");
        }
    }

    #[test]
    fn a_move_does_not_click() {
        let mut pan = PanParams { position_pct: -100.0 }.prepare(conformance::STREAM).unwrap();
        pan.set_params(&PanParams { position_pct: 100.0 });
        let mut signal = vec![vec![1.0_f32; 1_000]; 2];
        conformance::run(&mut pan, &mut signal, 64);
        for channel in &signal {
            // √2·π/2 per 960 frames is the steepest slope of the law.
            assert!(channel.windows(2).all(|pair| (pair[1] - pair[0]).abs() < 0.002_4));
        }
    }
}
