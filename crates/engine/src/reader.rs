//! A stem as the console sees it: at the session's rate, stereo or mono, in blocks of a fixed
//! number of frames, followed by silence.

use std::sync::Arc;

use dsp::time::{Resampler, ResamplerError, ResamplerTable};

use crate::{IoFault, Slot, Source, Store};

/// Frames asked of a file at a time when it has to be resampled.
const FILE_FRAMES: usize = 8_192;

/// Reads one stem, resampled where its rate is not the session's.
pub(crate) struct StemReader {
    source: Box<dyn Source>,
    resampling: Option<Resampling>,
    /// Length that the container states, at the session's rate; 0 when it does not.
    frames_expected: u64,
    /// Frames handed out that belong to the stem, at the session's rate.
    frames: u64,
    /// Frames read from the file, at its own rate.
    own_frames: u64,
    ended: bool,
}

struct Resampling {
    resampler: Resampler,
    input: Vec<Vec<f32>>,
    /// Output not yet handed out.
    ready: Vec<Vec<f32>>,
    flushed: bool,
}

impl std::fmt::Debug for StemReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StemReader").field("frames", &self.frames).finish_non_exhaustive()
    }
}

impl StemReader {
    /// Opens `slot` for a session of `sample_rate_hz`.
    pub(crate) fn open(
        store: &dyn Store,
        slot: Slot,
        sample_rate_hz: u32,
    ) -> Result<Self, IoFault> {
        let source = store.open(slot)?;
        let own_hz = source.sample_rate_hz();
        let resampling = if own_hz == sample_rate_hz {
            None
        } else {
            Some(
                Resampling::new(own_hz, sample_rate_hz, source.channels())
                    .map_err(|error| as_fault(slot, &error))?,
            )
        };
        let ratio = f64::from(sample_rate_hz) / f64::from(own_hz);
        let frames_expected = (source.frames().unwrap_or(0) as f64 * ratio) as u64;
        Ok(Self { source, resampling, frames_expected, frames: 0, own_frames: 0, ended: false })
    }

    /// Length that the container states, at the session's rate; 0 when it does not.
    pub(crate) fn frames_expected(&self) -> u64 {
        self.frames_expected
    }

    /// 1 or 2.
    pub(crate) fn channels(&self) -> usize {
        self.source.channels()
    }

    /// Frames of the stem that were handed out, without the silence after it.
    pub(crate) fn frames(&self) -> u64 {
        self.frames
    }

    /// Frames read from the file, at its own rate.
    pub(crate) fn own_frames(&self) -> u64 {
        self.own_frames
    }

    /// Fills `frames` frames of each channel; what lies beyond the stem's end is silence. Returns
    /// the frames that are the stem's own.
    pub(crate) fn read(&mut self, out: &mut [Vec<f32>], frames: usize) -> Result<usize, IoFault> {
        let mut done = 0;
        if !self.ended {
            done = match &mut self.resampling {
                None => {
                    let got = self.source.read(out, frames)?;
                    self.own_frames += got as u64;
                    got
                }
                Some(resampling) => {
                    let (done, got) = resampling.read(self.source.as_mut(), out, frames)?;
                    self.own_frames += got;
                    done
                }
            };
            self.ended = done < frames;
            self.frames += done as u64;
        }
        for channel in out {
            channel[done..frames].fill(0.0);
        }
        Ok(done)
    }
}

impl Resampling {
    fn new(from_hz: u32, to_hz: u32, channels: usize) -> Result<Self, ResamplerError> {
        let table: Arc<ResamplerTable> = ResamplerTable::new(from_hz, to_hz)?;
        Ok(Self {
            resampler: Resampler::new(table, channels)?,
            input: vec![vec![0.0; FILE_FRAMES]; channels],
            ready: vec![Vec::new(); channels],
            flushed: false,
        })
    }

    /// Returns the frames handed out and those taken from the file.
    fn read(
        &mut self,
        source: &mut dyn Source,
        out: &mut [Vec<f32>],
        frames: usize,
    ) -> Result<(usize, u64), IoFault> {
        let mut own_frames = 0;
        while self.ready[0].len() < frames && !self.flushed {
            let got = source.read(&mut self.input, FILE_FRAMES)?;
            own_frames += got as u64;
            if got > 0 {
                let parts: Vec<&[f32]> = self.input.iter().map(|channel| &channel[..got]).collect();
                self.resampler.push(&parts, &mut self.ready);
            }
            if got < FILE_FRAMES {
                self.resampler.finish(&mut self.ready);
                self.flushed = true;
            }
        }
        let done = self.ready[0].len().min(frames);
        for (channel, ready) in out.iter_mut().zip(&mut self.ready) {
            channel[..done].copy_from_slice(&ready[..done]);
            ready.drain(..done);
        }
        Ok((done, own_frames))
    }
}

fn as_fault(slot: Slot, error: &ResamplerError) -> IoFault {
    IoFault { slot: Some(slot), is_input: true, words: error.to_string() }
}
