//! Hears a whole song (the rough mix) for its tempo and its key.

use crate::key::Chroma;
use crate::spectrum::frame_size;
use crate::stft::{Framer, SpectraBatch};
use crate::tempo::Onsets;
use crate::{Key, Tempo};

/// Frames at 48 kHz: 21 ms every 11 ms finds beats, 171 ms tells semitones apart.
const RHYTHM_AT_48_KHZ: f64 = 1024.0;
const TONALITY_AT_48_KHZ: f64 = 8192.0;

/// Samples beyond this, +120 dBFS, and NaN are heard as silence.
const LARGEST_SAMPLE: f32 = 1e6;

/// Listens to a stream of one or two channels for what only a whole song has.
#[derive(Debug)]
pub struct SongListener {
    rhythm: (Framer<1>, SpectraBatch<()>, Onsets),
    tonality: (Framer<1>, SpectraBatch<()>, Chroma),
}

impl SongListener {
    /// A listener that has heard nothing.
    #[must_use]
    pub fn new(sample_rate_hz: f64) -> Self {
        let fine = frame_size(RHYTHM_AT_48_KHZ, sample_rate_hz);
        let long = frame_size(TONALITY_AT_48_KHZ, sample_rate_hz);
        let frames_per_s = sample_rate_hz / (fine / 2) as f64;
        let onsets = Onsets::new(fine / 2, sample_rate_hz / fine as f64, frames_per_s);
        let chroma = Chroma::new(sample_rate_hz / long as f64);
        Self {
            rhythm: (Framer::new(fine, fine / 2), SpectraBatch::new(fine), onsets),
            tonality: (Framer::new(long, long / 2), SpectraBatch::new(long), chroma),
        }
    }

    /// Hears a block of any length; the longer channel is cut to the shorter.
    pub fn push(&mut self, left: &[f32], right: Option<&[f32]>) {
        let frames = right.map_or(left.len(), |right| right.len().min(left.len()));
        let mid = |range: std::ops::Range<usize>, signal: &mut Vec<f32>| match right {
            Some(right) => {
                let pairs = left[range.clone()].iter().zip(&right[range]);
                signal.extend(pairs.map(|(l, r)| sane(0.5 * (l + r))));
            }
            None => signal.extend(left[range].iter().map(|x| sane(*x))),
        };
        let (framer, batch, onsets) = &mut self.rhythm;
        framer.push(
            frames,
            |[signal], range| mid(range, signal),
            |[frame]| batch.push(frame, (), |(), powers| onsets.push(powers)),
        );
        let (framer, batch, chroma) = &mut self.tonality;
        framer.push(
            frames,
            |[signal], range| mid(range, signal),
            |[frame]| batch.push(frame, (), |(), powers| chroma.push(powers)),
        );
    }

    /// What was heard; `None` where there was no beat or no note.
    #[must_use]
    pub fn finish(self) -> (Option<Tempo>, Option<Key>) {
        let (_, mut batch, mut onsets) = self.rhythm;
        batch.flush(|(), powers| onsets.push(powers));
        let (_, mut batch, mut chroma) = self.tonality;
        batch.flush(|(), powers| chroma.push(powers));
        (onsets.tempo(), chroma.key())
    }
}

fn sane(x: f32) -> f32 {
    if x.abs() <= LARGEST_SAMPLE { x } else { 0.0 }
}
