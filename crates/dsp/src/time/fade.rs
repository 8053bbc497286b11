//! Fades in and out, at fixed places of the song.

use audio::Block;
use audio::math::sin_turns;

/// The course of the gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FadeShape {
    /// Gain in proportion to time: right for a crossfade between like signals.
    Linear,
    /// A quarter of a sine: the power of a crossfade between unlike signals stays the same.
    EqualPower,
    /// Half a cosine, level at both ends: the ear notices neither its start nor its end.
    Smooth,
}

/// One fade. The gain follows from the frame's place in the song alone, so the fade has no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fade {
    /// First frame of the fade.
    pub start_frame: u64,
    /// Length in frames. 0 is a cut.
    pub frames: u64,
    /// Course of the gain.
    pub shape: FadeShape,
    /// Falls to silence instead of rising from it.
    pub out: bool,
}

impl Fade {
    /// Fades a block whose first frame is frame `position` of the song. \[audio thread\]
    pub fn apply(&self, block: &mut Block<'_>, position: u64) {
        let end = position.saturating_add(block.frames() as u64);
        let unchanged = if self.out {
            end <= self.start_frame
        } else {
            position >= self.start_frame.saturating_add(self.frames)
        };
        if unchanged {
            return;
        }
        block.each(|samples| {
            for (frame, sample) in (position..).zip(samples) {
                *sample *= self.gain(frame);
            }
        });
    }

    /// Gain at one frame of the song, 0 to 1.
    #[must_use]
    pub fn gain(&self, frame: u64) -> f32 {
        let into = frame.saturating_sub(self.start_frame);
        let done = if frame < self.start_frame {
            0.0
        } else if into >= self.frames {
            1.0
        } else {
            // Half a frame in, so that a fade and its mirror image meet in the middle.
            ((into as f64 + 0.5) / self.frames as f64) as f32
        };
        let rise = if self.out { 1.0 - done } else { done };
        if rise >= 1.0 {
            return 1.0; // The rest of the song stays bit-exact.
        }
        match self.shape {
            FadeShape::Linear => rise,
            FadeShape::EqualPower => sin_turns(0.25 * rise).clamp(0.0, 1.0),
            FadeShape::Smooth => {
                let quarter = sin_turns(0.25 * rise).clamp(0.0, 1.0);
                quarter * quarter
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHAPES: [FadeShape; 3] = [FadeShape::Linear, FadeShape::EqualPower, FadeShape::Smooth];

    proptest! {
        #[test]
        fn a_crossfade_keeps_the_amplitude_or_the_power(
            start_frame in 0_u64..1_000, frames in 1_u64..10_000, frame in 0_u64..12_000,
        ) {
            for shape in SHAPES {
                let rise = Fade { start_frame, frames, shape, out: false };
                let (a, b) = (rise.gain(frame), Fade { out: true, ..rise }.gain(frame));
                let sum = if shape == FadeShape::EqualPower { a * a + b * b } else { a + b };
                // sin_turns is good to 4e-7, and enters twice.
                prop_assert!((sum - 1.0).abs() < 2e-6);
            }
        }

        #[test]
        fn a_fade_never_turns_back(frames in 1_u64..2_000, shape in 0_usize..3) {
            let fade = Fade { start_frame: 3, frames, shape: SHAPES[shape], out: false };
            let path: Vec<f32> = (0..frames + 6).map(|frame| fade.gain(frame)).collect();
            prop_assert!(path.windows(2).all(|pair| pair[1] >= pair[0] - 4e-7));
            prop_assert!(path[2] == 0.0 && path[frames as usize + 3] > 0.999_999);
        }
    }

    #[test]
    fn blocks_leave_no_trace_and_the_rest_is_untouched() {
        let fade = Fade { start_frame: 10, frames: 20, shape: FadeShape::Smooth, out: true };
        let mut whole = vec![1.0_f32; 50];
        fade.apply(&mut Block::mono(&mut whole), 0);
        let mut split = vec![1.0_f32; 50];
        for (i, part) in split.chunks_mut(7).enumerate() {
            fade.apply(&mut Block::mono(part), 7 * i as u64);
        }
        assert_eq!(whole, split);
        assert_eq!(whole[..10], [1.0; 10]);
        assert_eq!(whole[30..], [0.0; 20]);
    }
}
