//! A delay of whole frames that never changes: look-ahead, and lines that make latencies equal.

use audio::{Block, StreamSpec};

/// Delays every channel by the same number of frames.
#[derive(Clone, Debug)]
pub struct FrameDelay {
    rings: Vec<Vec<f32>>,
    at: usize,
}

impl FrameDelay {
    /// A delay of `frames`, 0 passing the audio on untouched.
    #[must_use]
    pub fn new(frames: usize, stream: StreamSpec) -> Self {
        Self { rings: vec![vec![0.0; frames]; stream.channels], at: 0 }
    }

    /// Frames by which the output lags the input.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.rings.first().map_or(0, Vec::len)
    }

    /// Delays one block in place.
    pub fn process(&mut self, block: &mut Block<'_>) {
        let length = self.frames();
        if length == 0 {
            return;
        }
        let (start, frames) = (self.at, block.frames());
        let mut rings = self.rings.iter_mut();
        block.each(|samples| {
            let Some(ring) = rings.next() else { return };
            let mut at = start;
            let mut rest = samples;
            while !rest.is_empty() {
                let count = rest.len().min(length - at);
                let (now, later) = rest.split_at_mut(count);
                now.swap_with_slice(&mut ring[at..at + count]);
                at = (at + count) % length;
                rest = later;
            }
        });
        self.at = (start + frames) % length;
    }

    /// Forgets the past.
    pub fn reset(&mut self) {
        self.rings.iter_mut().for_each(|ring| ring.fill(0.0));
        self.at = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_comes_out_as_late_as_stated() {
        for (delay, block) in [(0, 3), (1, 5), (5, 3), (7, 7), (480, 1_000)] {
            let stream = StreamSpec { sample_rate_hz: 48_000.0, block_frames_max: 0, channels: 1 };
            let mut line = FrameDelay::new(delay, stream);
            let mut samples: Vec<f32> = (1..=2_000_u16).map(f32::from).collect();
            for part in samples.chunks_mut(block) {
                line.process(&mut Block::mono(part));
            }
            let late = (1_u16..=2_000).map(f32::from);
            let expected: Vec<f32> =
                std::iter::repeat_n(0.0, delay).chain(late).take(samples.len()).collect();
            assert_eq!(samples, expected, "a delay of {delay} in blocks of {block}");
        }
    }
}
