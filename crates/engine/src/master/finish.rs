//! The last gain, the soft clipper and the limiter: scratch file in, master out, at the
//! delivery's rate.
//!
//! The clipper stands behind the gain, so that its ceiling is a level of the file: it takes the
//! tips of transients whatever gain the loudness needs, and the limiter the rest.

use std::mem::swap;

use audio::{Params, Processor, RangeError, StreamSpec, db_to_gain};
use dsp::colour::SoftClip;
use dsp::dynamics::{Limiter, Reduction};
use recipe::MasterChain;

use crate::console::{Peaks, Planar, Span};
use crate::reader::StemReader;
use crate::{Crew, EngineError, IoFault, Job, Progress, Slot, Stage, Store, Task};

/// What the limiter did.
#[derive(Clone, Debug)]
pub(crate) struct FinishOutcome {
    /// Gain reduction of the limiter.
    pub(crate) limiter: Reduction,
    /// Its lowest gain over time, and the frames of a point.
    pub(crate) history: (Vec<f32>, u64),
    /// Peaks of the master over time, in dBFS.
    pub(crate) levels: Vec<i8>,
    /// Samples that the file format had to clip.
    pub(crate) clipped_samples: u64,
}

/// Runs [`Slot::Scratch`] through gain and limiter into [`Slot::Master`] at `rate_hz`, which may
/// differ from the session's: the limiter works at the rate of the file it protects.
pub(crate) fn finish(
    chain: &MasterChain,
    (rate_hz, frames): (u32, u64),
    block_frames: usize,
    (store, crew, job): (&dyn Store, &dyn Crew, &dyn Job),
) -> Result<FinishOutcome, EngineError> {
    let stream = StreamSpec {
        sample_rate_hz: f64::from(rate_hz),
        block_frames_max: block_frames,
        channels: 2,
    };
    let mut reader = StemReader::open(store, Slot::Scratch, rate_hz)?;
    let mut peaks = PeakControl::prepare(chain, stream)?;
    let mut span = Span::new(peaks.latency_frames() as u64, frames);
    let mut levels = Peaks::new(Span::new(0, frames), rate_hz);
    let mut sink = store.create(Slot::Master, rate_hz)?;
    let buffer = Planar::new(2, block_frames);
    let [mut reading, mut clipping, mut limiting, mut writing] = [0; 4].map(|_| buffer.clone());
    let (mut read_fault, mut write_fault): (Option<IoFault>, Option<IoFault>) = (None, None);
    let mut rounds = 0_usize;
    while !span.is_done() {
        let range = if rounds >= 3 { span.take(block_frames) } else { 0..0 };
        let PeakControl { gain, clip, limiter } = &mut peaks;
        let tasks: [Task<'_>; 3] = [
            Box::new(|| {
                if rounds >= 2 {
                    limiter.process(&mut limiting.block());
                }
            }),
            Box::new(|| {
                if rounds >= 1 {
                    let mut block = clipping.block();
                    block.each(|samples| samples.iter_mut().for_each(|sample| *sample *= *gain));
                    if let Some(clip) = clip {
                        clip.process(&mut block);
                    }
                }
            }),
            Box::new(|| {
                read_fault = reader.read(&mut reading.0, block_frames).err();
                let (left, right) = writing.stereo();
                levels.push(&left[range.clone()], &right[range.clone()]);
                write_fault = sink.write(&left[range.clone()], &right[range]).err();
            }),
        ];
        crew.run(tasks.into());
        if let Some(fault) = read_fault.take().or(write_fault.take()) {
            return Err(fault.into());
        }
        swap(&mut writing, &mut limiting);
        swap(&mut limiting, &mut clipping);
        swap(&mut clipping, &mut reading);
        rounds += 1;
        job.progress(Progress { stage: Stage::Finish, share: span.share() })?;
    }
    let clipped_samples = sink.finish()?;
    let (limiter, history) = (peaks.limiter.reduction(), peaks.limiter.history(frames));
    Ok(FinishOutcome { limiter, history, levels: levels.finish(), clipped_samples })
}

struct PeakControl {
    gain: f32,
    clip: Option<SoftClip>,
    limiter: Limiter,
}

impl PeakControl {
    fn prepare(chain: &MasterChain, stream: StreamSpec) -> Result<Self, RangeError> {
        Ok(Self {
            gain: db_to_gain(chain.loudness_db),
            clip: chain.soft_clip.map(|params| params.prepare(stream)).transpose()?,
            limiter: chain.limiter.prepare(stream)?,
        })
    }

    fn latency_frames(&self) -> usize {
        self.clip.as_ref().map_or(0, Processor::latency_frames) + self.limiter.latency_frames()
    }
}
