//! One stem's way through the console, from the filters to the pan. Trim and polarity come
//! before: every stem that is a key is heard at its working level.

use audio::{Block, Params, Processor, RangeError, StreamSpec, db_to_gain};
use dsp::colour::Saturation;
use dsp::dynamics::{Compressor, DeEsser, DynamicEq, Gate, Reduction};
use dsp::filter::{Equalizer, EqualizerSettings};
use dsp::stereo::{Pan, Width};
use dsp::time::{DelayLine, DelayLineParams, FrameDelay};
use recipe::Strip;

use super::automation::Fader;
use super::planar::Planar;

/// By how much every strip lags its key signals: sidechains see what is coming, in ms.
const KEY_LOOKAHEAD_MS: f64 = 10.0;

/// A prepared strip.
#[derive(Debug)]
pub(crate) struct StripChain {
    align: Option<DelayLine>,
    lookahead: FrameDelay,
    before_gate: Option<Equalizer>,
    gate: Option<Gate>,
    equalizer: Option<Equalizer>,
    dynamic_eq: Vec<(DynamicEq, Option<usize>)>,
    de_esser: Option<DeEsser>,
    compressor: Option<Compressor>,
    saturation: Option<Saturation>,
    duck: Option<(Compressor, usize)>,
    /// Makes the latencies of all strips equal.
    padding: FrameDelay,
    fader: Fader,
    width: Option<Width>,
    pan: Option<Pan>,
    /// The signal before the pan: as many channels as the stem.
    work: Planar,
    own_latency: usize,
    total_latency: usize,
}

/// Gain from the stem as delivered to its working level, with its polarity.
pub(crate) fn trim_gain(strip: &Strip) -> f32 {
    let sign = if strip.polarity_inverted { -1.0 } else { 1.0 };
    sign * db_to_gain(strip.trim_db)
}

/// What a strip took away, for the report and the guardrails.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StripReductions {
    /// The largest average of all dynamics in the strip, in dB.
    pub(crate) worst_average_db: f64,
    /// The ducker's, or that of the first keyed dynamic band.
    pub(crate) keyed: Option<(usize, Reduction)>,
}

impl StripChain {
    /// Prepares every stage that is in use.
    pub(crate) fn prepare(strip: &Strip, own: StreamSpec) -> Result<Self, RangeError> {
        let align = (strip.align_ms > 0.0)
            .then(|| {
                let params = DelayLineParams { delay_ms: strip.align_ms, ..Default::default() };
                params.prepare(own)
            })
            .transpose()?;
        let passes =
            EqualizerSettings { high_pass: strip.high_pass, low_pass: strip.low_pass, bands: &[] };
        let bands = EqualizerSettings { bands: &strip.eq, ..Default::default() };
        let whole = EqualizerSettings { bands: &strip.eq, ..passes };
        let is_gated = strip.gate.is_some();
        let has_passes = strip.high_pass.is_some() || strip.low_pass.is_some();
        let stereo = StreamSpec { channels: 2, ..own };
        let lookahead = (KEY_LOOKAHEAD_MS * 1e-3 * own.sample_rate_hz) as usize;
        let mut chain = Self {
            align,
            lookahead: FrameDelay::new(lookahead, own),
            before_gate: (is_gated && has_passes)
                .then(|| Equalizer::prepare(passes, own))
                .transpose()?,
            gate: strip.gate.map(|params| params.prepare(own)).transpose()?,
            equalizer: (!strip.eq.is_empty() || (has_passes && !is_gated))
                .then(|| Equalizer::prepare(if is_gated { bands } else { whole }, own))
                .transpose()?,
            dynamic_eq: strip
                .dynamic_eq
                .iter()
                .map(|slot| Ok((slot.params.prepare(own)?, slot.key)))
                .collect::<Result<_, RangeError>>()?,
            de_esser: strip.de_esser.map(|params| params.prepare(own)).transpose()?,
            compressor: strip.compressor.map(|params| params.prepare(own)).transpose()?,
            saturation: strip.saturation.map(|params| params.prepare(own)).transpose()?,
            duck: strip
                .duck
                .map(|(params, key)| Ok::<_, RangeError>((params.prepare(own)?, key)))
                .transpose()?,
            padding: FrameDelay::new(0, own),
            fader: Fader::new(strip.fader_db - strip.trim_db, &strip.automation),
            width: (own.channels == 2 && strip.width != Default::default())
                .then(|| strip.width.prepare(stereo))
                .transpose()?,
            pan: (strip.pan.position_pct.abs() > 0.0)
                .then(|| strip.pan.prepare(stereo))
                .transpose()?,
            work: Planar::new(own.channels, own.block_frames_max),
            own_latency: 0,
            total_latency: 0,
        };
        chain.own_latency = chain.sum_latencies();
        chain.total_latency = chain.own_latency;
        Ok(chain)
    }

    fn sum_latencies(&self) -> usize {
        fn of(processor: Option<&impl Processor>) -> usize {
            processor.map_or(0, Processor::latency_frames)
        }
        self.lookahead.frames()
            + of(self.align.as_ref())
            + of(self.gate.as_ref())
            + self.dynamic_eq.iter().map(|(band, _)| band.latency_frames()).sum::<usize>()
            + of(self.de_esser.as_ref())
            + of(self.compressor.as_ref())
            + of(self.saturation.as_ref())
            + of(self.duck.as_ref().map(|(duck, _)| duck))
            + of(self.width.as_ref())
            + of(self.pan.as_ref())
    }

    /// Frames by which this strip lags without padding.
    pub(crate) fn own_latency(&self) -> usize {
        self.own_latency
    }

    /// Pads so that the strip lags by `frames`, which is at least its own latency.
    pub(crate) fn pad_to(&mut self, frames: usize, own: StreamSpec) {
        self.padding = FrameDelay::new(frames - self.own_latency, own);
        self.total_latency = frames;
    }

    /// One round: `raws` are all stems after their trim, `index` is this one; the result is stereo.
    /// `start` is the frame of the song at which the round's input begins.
    pub(crate) fn process(&mut self, raws: &[Planar], index: usize, out: &mut Planar, start: i64) {
        let mut work = std::mem::replace(&mut self.work, Planar(Vec::new()));
        work.copy_from(&raws[index]);
        let mut block = work.block();
        self.shape(&mut block, raws);
        self.padding.process(&mut block);
        // What follows the padding has its own latency; the lane is read where the audio will be.
        self.fader.process(&mut block, start - self.total_latency as i64);
        out.copy_from(&work);
        if let Some(width) = &mut self.width {
            width.process(&mut out.block());
        }
        if let Some(pan) = &mut self.pan {
            pan.process(&mut out.block());
        }
        self.work = work;
    }

    fn shape(&mut self, block: &mut Block<'_>, raws: &[Planar]) {
        run(&mut self.align, block);
        self.lookahead.process(block);
        if let Some(equalizer) = &mut self.before_gate {
            equalizer.process(block);
        }
        run(&mut self.gate, block);
        if let Some(equalizer) = &mut self.equalizer {
            equalizer.process(block);
        }
        for (band, key) in &mut self.dynamic_eq {
            match key {
                Some(key) => band.process_keyed(block, raws[*key].read()),
                None => band.process(block),
            }
        }
        run(&mut self.de_esser, block);
        run(&mut self.compressor, block);
        run(&mut self.saturation, block);
        if let Some((duck, key)) = &mut self.duck {
            duck.process_keyed(block, raws[*key].read());
        }
    }

    /// What the dynamics took away so far.
    pub(crate) fn reductions(&self) -> StripReductions {
        let compressor = self.compressor.as_ref().map(Compressor::reduction);
        let de_esser = self.de_esser.as_ref().map(DeEsser::reduction);
        let duck = self.duck.as_ref().map(|(duck, key)| (*key, duck.reduction()));
        let keyed_band =
            self.dynamic_eq.iter().find_map(|(band, key)| key.map(|key| (key, band.reduction())));
        let bands = self.dynamic_eq.iter().map(|(band, _)| band.reduction());
        // The gate is left out: its work between the phrases is silence, not level.
        let worst = [compressor, de_esser, duck.map(|(_, reduction)| reduction)]
            .into_iter()
            .flatten()
            .chain(bands)
            .map(|reduction| reduction.average_db)
            .fold(0.0, f64::max);
        StripReductions { worst_average_db: worst, keyed: duck.or(keyed_band) }
    }
}

fn run<P: Processor>(processor: &mut Option<P>, block: &mut Block<'_>) {
    if let Some(processor) = processor {
        processor.process(block);
    }
}
