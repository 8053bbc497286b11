//! Buffers that travel between the stages of a round.

use audio::Block;

/// Planar audio of a fixed length.
#[derive(Clone, Debug)]
pub(crate) struct Planar(pub(crate) Vec<Vec<f32>>);

impl Planar {
    /// Silence.
    pub(crate) fn new(channels: usize, frames: usize) -> Self {
        Self(vec![vec![0.0; frames]; channels])
    }

    /// All frames, to be changed.
    pub(crate) fn block(&mut self) -> Block<'_> {
        let frames = self.0[0].len();
        Block::of(&mut self.0, frames)
    }

    /// Left and, if stereo, right.
    pub(crate) fn read(&self) -> (&[f32], Option<&[f32]>) {
        (&self.0[0], self.0.get(1).map(Vec::as_slice))
    }

    /// Left and right; both the same of mono audio.
    pub(crate) fn stereo(&self) -> (&[f32], &[f32]) {
        let right = self.0.get(1).unwrap_or(&self.0[0]);
        (&self.0[0], right)
    }

    /// Takes over the samples of `other`, which has as many channels or one.
    pub(crate) fn copy_from(&mut self, other: &Self) {
        for (index, channel) in self.0.iter_mut().enumerate() {
            let from = other.0.get(index).unwrap_or(&other.0[0]);
            channel.copy_from_slice(from);
        }
    }
}
