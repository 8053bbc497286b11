//! The mastering chain up to the last gain: premaster in, scratch file out, in two stages that
//! run side by side, one round apart.

use std::mem::swap;

use audio::{Block, Params, Processor, RangeError, StreamSpec, db_to_gain};
use dsp::colour::Saturation;
use dsp::dynamics::{Compressor, Multiband, Reduction};
use dsp::filter::{CurveError, CurvePoint, LinearPhaseEq};
use dsp::stereo::Width;
use measure::{Measurement, Meter, MeterOptions};
use recipe::MasterChain;

use crate::console::{Planar, Span, in_parallel};
use crate::preview::loudest_window;
use crate::reader::StemReader;
use crate::{Crew, EngineError, IoFault, Job, Progress, Sink, Slot, Stage, Store, Task};

/// What the chain did.
#[derive(Debug)]
pub(crate) struct ChainOutcome {
    /// The audio before the limiter.
    pub(crate) scratch: Measurement,
    /// Multiband compressor, low to high.
    pub(crate) multiband: Vec<Reduction>,
}

/// Runs [`Slot::Premaster`] through `chain` into [`Slot::Scratch`].
pub(crate) fn shape(
    chain: &MasterChain,
    (sample_rate_hz, frames): (u32, u64),
    block_frames: usize,
    (store, crew, job): (&dyn Store, &dyn Crew, &dyn Job),
) -> Result<ChainOutcome, EngineError> {
    let stream = StreamSpec {
        sample_rate_hz: f64::from(sample_rate_hz),
        block_frames_max: block_frames,
        channels: 2,
    };
    let mut body = Body::prepare(chain, stream, store, sample_rate_hz)?;
    let mut polish = Polish::prepare(chain, stream)?;
    let latency = body.latency_frames() + polish.latency_frames();
    let mut output = Output {
        meter: Meter::new(stream, MeterOptions::everything())?,
        sink: store.create(Slot::Scratch, sample_rate_hz)?,
        span: Span::new(latency as u64, frames),
        fault: None,
    };
    let buffer = Planar::new(2, block_frames);
    let (mut new, mut now) = (buffer.clone(), buffer);
    body.round(&mut new);
    swap(&mut new, &mut now);
    while !output.span.is_done() {
        let tasks: [Task<'_>; 2] = [
            Box::new(|| {
                polish.process(&mut now.block());
                output.write(&now);
            }),
            Box::new(|| body.round(&mut new)),
        ];
        crew.run(tasks.into());
        if let Some(fault) = body.fault.take().or(output.fault.take()) {
            return Err(fault.into());
        }
        swap(&mut new, &mut now);
        job.progress(Progress { stage: Stage::Master, share: output.span.share() })?;
    }
    output.sink.finish()?;
    Ok(ChainOutcome {
        scratch: output.meter.finish(),
        multiband: body.multiband.iter().flat_map(Multiband::reductions).collect(),
    })
}

/// Seconds of the loudest passage that a rehearsal hears.
const REHEARSAL_S: f64 = 20.0;

/// Hears the loudest passage of [`Slot::Premaster`] through the chain and tells what each band of
/// the multiband compressor took there, low to high. Writes nothing.
pub(crate) fn rehearse(
    chain: &MasterChain,
    premaster: &Measurement,
    block_frames: usize,
    store: &dyn Store,
) -> Result<Vec<Reduction>, EngineError> {
    let sample_rate_hz = premaster.sample_rate_hz as u32;
    let stream = StreamSpec {
        sample_rate_hz: premaster.sample_rate_hz,
        block_frames_max: block_frames,
        channels: 2,
    };
    let mut body = Body::prepare(chain, stream, store, sample_rate_hz)?;
    let hops = (REHEARSAL_S * 1e3 / measure::ENVELOPE_HOP_MS) as usize;
    let power = &premaster.envelope.k_power;
    let from_hop = if power.len() > hops { loudest_window(power, hops) } else { 0 };
    let hop_frames = premaster.sample_rate_hz * measure::ENVELOPE_HOP_MS / 1e3;
    let mut buffer = Planar::new(2, block_frames);
    let mut skip = (from_hop as f64 * hop_frames) as u64;
    while skip > 0 {
        let frames = skip.min(block_frames as u64);
        body.reader.read(&mut buffer.0, frames as usize)?;
        skip -= frames;
    }
    let latency_s = body.latency_frames() as f64 / premaster.sample_rate_hz;
    let frames = ((REHEARSAL_S + latency_s) * premaster.sample_rate_hz) as usize;
    for _ in 0..frames.div_ceil(block_frames) {
        body.round(&mut buffer);
        if let Some(fault) = body.fault.take() {
            return Err(fault.into());
        }
    }
    Ok(body.multiband.iter().flat_map(Multiband::reductions).collect())
}

/// Tone and density: drive, linear-phase equaliser, multiband and parallel compression.
struct Body {
    reader: StemReader,
    drive: f32,
    tone: Option<LinearPhaseEq>,
    multiband: Option<Multiband>,
    parallel: Option<Compressor>,
    fault: Option<IoFault>,
}

impl Body {
    fn prepare(
        chain: &MasterChain,
        stream: StreamSpec,
        store: &dyn Store,
        sample_rate_hz: u32,
    ) -> Result<Self, EngineError> {
        Ok(Self {
            reader: StemReader::open(store, Slot::Premaster, sample_rate_hz)?,
            drive: db_to_gain(chain.drive_db),
            tone: tone(chain, stream)?,
            multiband: chain.multiband.map(|params| params.prepare(stream)).transpose()?,
            parallel: chain
                .parallel
                .map(|params| in_parallel(params).prepare(stream))
                .transpose()?,
            fault: None,
        })
    }

    fn latency_frames(&self) -> usize {
        self.tone.as_ref().map_or(0, LinearPhaseEq::latency_frames)
            + self.multiband.as_ref().map_or(0, Processor::latency_frames)
            + self.parallel.as_ref().map_or(0, Processor::latency_frames)
    }

    fn round(&mut self, buffer: &mut Planar) {
        let frames = buffer.0[0].len();
        if let Err(fault) = self.reader.read(&mut buffer.0, frames) {
            self.fault = Some(fault);
            return;
        }
        let (drive, mut block) = (self.drive, buffer.block());
        block.each(|samples| samples.iter_mut().for_each(|sample| *sample *= drive));
        if let Some(tone) = &mut self.tone {
            tone.process(&mut block);
        }
        if let Some(multiband) = &mut self.multiband {
            multiband.process(&mut block);
        }
        if let Some(parallel) = &mut self.parallel {
            parallel.process(&mut block);
        }
    }
}

/// The equaliser of the tone curves, if there are any.
fn tone(chain: &MasterChain, stream: StreamSpec) -> Result<Option<LinearPhaseEq>, CurveError> {
    let curve = |points: &[(f32, f32)]| -> Vec<CurvePoint> {
        let wide = |&(freq_hz, gain_db): &(f32, f32)| (freq_hz.into(), gain_db.into());
        let points = points.iter().map(wide);
        points.map(|(freq_hz, gain_db)| CurvePoint { freq_hz, gain_db }).collect()
    };
    let (both, side) = (curve(&chain.tone), curve(&chain.side_tone));
    Ok(match (both.is_empty(), side.is_empty()) {
        (true, true) => None,
        (false, true) => Some(LinearPhaseEq::prepare(&both, stream)?),
        (_, false) => Some(LinearPhaseEq::prepare_mid_side(&both, &side, stream)?),
    })
}

/// Colour and safety: saturation, mid and side.
struct Polish {
    saturation: Option<Saturation>,
    width: Option<Width>,
}

impl Polish {
    fn prepare(chain: &MasterChain, stream: StreamSpec) -> Result<Self, RangeError> {
        Ok(Self {
            saturation: chain.saturation.map(|params| params.prepare(stream)).transpose()?,
            width: (chain.width != Default::default())
                .then(|| chain.width.prepare(stream))
                .transpose()?,
        })
    }

    fn latency_frames(&self) -> usize {
        self.saturation.as_ref().map_or(0, Processor::latency_frames)
            + self.width.as_ref().map_or(0, Processor::latency_frames)
    }

    fn process(&mut self, block: &mut Block<'_>) {
        if let Some(saturation) = &mut self.saturation {
            saturation.process(block);
        }
        if let Some(width) = &mut self.width {
            width.process(block);
        }
    }
}

struct Output {
    meter: Meter,
    sink: Box<dyn Sink>,
    span: Span,
    fault: Option<IoFault>,
}

impl Output {
    fn write(&mut self, audio: &Planar) {
        let (left, right) = audio.stereo();
        let range = self.span.take(left.len());
        self.meter.push(&left[range.clone()], Some(&right[range.clone()]));
        self.fault = self.sink.write(&left[range.clone()], &right[range]).err();
    }
}
