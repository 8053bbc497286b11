//! One bus: a linear equaliser, then dynamics that are nothing but a gain over time. That is why
//! a stem can be shown as it sits in the mix: its own equaliser, the bus's gain.

use audio::{Params, RangeError, StreamSpec, db_to_gain};
use dsp::dynamics::{Compressor, CompressorParams, History, Reduction, TransientShaper};
use dsp::filter::{Equalizer, EqualizerSettings};
use recipe::BusStrip;

use super::planar::Planar;

/// A prepared bus.
#[derive(Debug)]
pub(crate) struct BusChain {
    equalizer: Option<Equalizer>,
    compressor: Option<Compressor>,
    transient: Option<TransientShaper>,
    parallel: Option<Compressor>,
    duck: Option<(Compressor, usize)>,
    fader: f32,
    stage_gain: Vec<f32>,
    /// Gains of compressor and ducker over time, frame by frame.
    histories: [History; 2],
}

/// Frames that a point of a history stands for at first: about 10 ms.
const HISTORY_FRAMES: u64 = 512;

/// What a bus gives out in one round.
#[derive(Clone, Debug)]
pub(crate) struct BusOut {
    /// The bus, stereo.
    pub(crate) audio: Planar,
    /// Product of all gains after the equaliser.
    pub(crate) gain: Vec<f32>,
}

impl BusOut {
    pub(crate) fn new(frames: usize) -> Self {
        Self { audio: Planar::new(2, frames), gain: vec![1.0; frames] }
    }
}

/// Frames summed at a time: the accumulators stay in registers and the first-level cache.
const SUM_FRAMES: usize = 256;

/// Adds signals in the order given, in `f64`.
pub(crate) fn sum_into<'a>(
    out: &mut Planar,
    signals: impl Iterator<Item = (&'a Planar, f32)> + Clone,
) {
    for (index, channel) in out.0.iter_mut().enumerate() {
        for (part, chunk) in channel.chunks_mut(SUM_FRAMES).enumerate() {
            let mut sums = [0.0_f64; SUM_FRAMES];
            let from = part * SUM_FRAMES;
            for (signal, gain) in signals.clone() {
                let source = signal.0.get(index).unwrap_or(&signal.0[0]);
                let gain = f64::from(gain);
                for (sum, sample) in sums.iter_mut().zip(&source[from..from + chunk.len()]) {
                    *sum += gain * f64::from(*sample);
                }
            }
            for (sample, sum) in chunk.iter_mut().zip(&sums) {
                *sample = *sum as f32;
            }
        }
    }
}

impl BusChain {
    /// Prepares every stage that is in use; `stream` is stereo. Buses do not look ahead, so they
    /// have no latency, and their gains fit the audio frame by frame.
    pub(crate) fn prepare(bus: &BusStrip, stream: StreamSpec) -> Result<Self, RangeError> {
        Ok(Self {
            equalizer: equalizer_of(bus, stream)?,
            compressor: bus.compressor.map(|params| at_once(params).prepare(stream)).transpose()?,
            transient: bus.transient.map(|params| params.prepare(stream)).transpose()?,
            parallel: bus
                .parallel
                .map(|params| at_once(in_parallel(params)).prepare(stream))
                .transpose()?,
            duck: bus
                .duck
                .map(|(params, key)| Ok::<_, RangeError>((at_once(params).prepare(stream)?, key)))
                .transpose()?,
            fader: db_to_gain(bus.fader_db),
            stage_gain: vec![0.0; stream.block_frames_max],
            histories: [0; 2].map(|_| History::new(HISTORY_FRAMES)),
        })
    }

    /// One round: `out.audio` holds the sum of the strips and becomes the bus. `keys` are the
    /// stems as delivered, ahead of the strips.
    pub(crate) fn process(&mut self, out: &mut BusOut, keys: &[Planar]) {
        if let Some(equalizer) = &mut self.equalizer {
            equalizer.process(&mut out.audio.block());
        }
        out.gain.fill(self.fader);
        let stage = &mut self.stage_gain;
        if let Some(compressor) = &mut self.compressor {
            compressor.gains(out.audio.read(), None, stage);
            self.histories[0].push(stage);
            apply(out, stage);
        }
        if let Some(transient) = &mut self.transient {
            transient.gains(out.audio.read(), stage);
            apply(out, stage);
        }
        if let Some(parallel) = &mut self.parallel {
            parallel.gains(out.audio.read(), None, stage);
            apply(out, stage);
        }
        if let Some((duck, key)) = &mut self.duck {
            duck.gains(out.audio.read(), Some(keys[*key].read()), stage);
            self.histories[1].push(stage);
            apply(out, stage);
        }
        let fader = self.fader;
        out.audio.block().each(|samples| samples.iter_mut().for_each(|sample| *sample *= fader));
    }

    /// What compressor and ducker did over the first `frames` frames, where there are any: the
    /// lowest gain in every so many of them.
    pub(crate) fn histories(&self, frames: u64) -> [Option<(Vec<f32>, u64)>; 2] {
        let used = [self.compressor.is_some(), self.duck.is_some()];
        let mut histories = self.histories.iter().zip(used);
        [0; 2].map(|_| {
            let (history, is_used) = histories.next()?;
            is_used.then(|| history.lowest(frames))
        })
    }

    /// Reductions of compressor, parallel compressor and ducker.
    pub(crate) fn reductions(&self) -> BusReductions {
        BusReductions {
            compressor: self.compressor.as_ref().map(Compressor::reduction),
            duck: self.duck.as_ref().map(|(duck, key)| (*key, duck.reduction())),
        }
    }
}

/// What a bus took away.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BusReductions {
    /// The glue compressor's.
    pub(crate) compressor: Option<Reduction>,
    /// The ducker's, and its key stem.
    pub(crate) duck: Option<(usize, Reduction)>,
}

/// The equaliser of a bus alone, for a stem that is shown as it sits in the mix.
pub(crate) fn equalizer_of(
    bus: &BusStrip,
    stream: StreamSpec,
) -> Result<Option<Equalizer>, RangeError> {
    let settings = EqualizerSettings { bands: &bus.eq, ..Default::default() };
    (!bus.eq.is_empty()).then(|| Equalizer::prepare(settings, stream)).transpose()
}

/// A parallel compressor adds its share to the dry signal instead of replacing it.
pub(crate) fn in_parallel(params: CompressorParams) -> CompressorParams {
    CompressorParams { mix_pct: 0.0, parallel_pct: params.mix_pct, ..params }
}

fn at_once(params: CompressorParams) -> CompressorParams {
    CompressorParams { lookahead_ms: 0.0, ..params }
}

fn apply(out: &mut BusOut, stage: &[f32]) {
    out.audio.block().each(|samples| multiply(samples, stage));
    multiply(&mut out.gain, stage);
}

/// Multiplies frame by frame.
pub(crate) fn multiply(samples: &mut [f32], gains: &[f32]) {
    for (sample, gain) in samples.iter_mut().zip(gains) {
        *sample *= gain;
    }
}
