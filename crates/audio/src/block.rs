//! Planar audio, seen one block at a time.

/// What a processor must know about the audio before the first block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StreamSpec {
    /// Frames per second, in Hz; 8 000 to 192 000.
    pub sample_rate_hz: f64,
    /// Longest block [`Block::frames`] will ever report.
    pub block_frames_max: usize,
    /// Channels in every block, 1 or 2.
    pub channels: usize,
}

/// A mutable view of planar audio: one or two slices of equal length.
#[derive(Debug)]
pub struct Block<'a> {
    left: &'a mut [f32],
    right: Option<&'a mut [f32]>,
}

impl<'a> Block<'a> {
    /// One channel.
    pub fn mono(samples: &'a mut [f32]) -> Self {
        Self { left: samples, right: None }
    }

    /// Two channels. The longer one is cut to the length of the shorter.
    pub fn stereo(left: &'a mut [f32], right: &'a mut [f32]) -> Self {
        let frames = left.len().min(right.len());
        Self { left: &mut left[..frames], right: Some(&mut right[..frames]) }
    }

    /// Borrows the first `frames` frames of `channels`, which holds one or two vectors.
    ///
    /// # Panics
    ///
    /// When `channels` is empty or a channel is shorter than `frames`: a bug of the caller.
    pub fn of(channels: &'a mut [Vec<f32>], frames: usize) -> Self {
        match channels {
            [left, right, ..] => Self::stereo(&mut left[..frames], &mut right[..frames]),
            [mono] => Self::mono(&mut mono[..frames]),
            [] => panic!("a block has at least one channel"),
        }
    }

    /// Frames in this block.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.left.len()
    }

    /// Number of channels, 1 or 2.
    #[must_use]
    pub fn channels(&self) -> usize {
        1 + usize::from(self.right.is_some())
    }

    /// The left channel and, of a stereo block, the right one. The usual way in: loops then
    /// borrow each channel once and vectorise.
    pub fn split(&mut self) -> (&mut [f32], Option<&mut [f32]>) {
        (self.left, self.right.as_deref_mut())
    }

    /// The channels, to be read.
    #[must_use]
    pub fn read(&self) -> (&[f32], Option<&[f32]>) {
        (self.left, self.right.as_deref())
    }

    /// Every channel in turn.
    pub fn each(&mut self, mut work: impl FnMut(&mut [f32])) {
        work(self.left);
        if let Some(right) = self.right.as_deref_mut() {
            work(right);
        }
    }

    /// Frames `from..to` of the same audio.
    pub fn part(&mut self, from: usize, to: usize) -> Block<'_> {
        Block {
            left: &mut self.left[from..to],
            right: self.right.as_deref_mut().map(|right| &mut right[from..to]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_block_is_the_same_audio() {
        let (mut left, mut right) = ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]);
        let mut block = Block::stereo(&mut left, &mut right);
        block.part(1, 2).each(|samples| samples[0] = 0.0);
        assert_eq!(block.read(), (&[1.0, 0.0, 3.0][..], Some(&[4.0, 0.0, 6.0][..])));
    }
}
