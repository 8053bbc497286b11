//! A feed-forward, log-domain, stereo-linked compressor, with look-ahead, key filter and range.
//!
//! Source: D. Giannoulis, M. Massberg, J. D. Reiss, "Digital Dynamic Range Compressor Design: A
//! Tutorial and Analysis", J. Audio Eng. Soc. 60(6), 2012: soft-knee gain computer and smooth
//! decoupled detector in the log domain. Deviations: levels are clamped at [`audio::SILENCE_DB`],
//! where the paper has −∞; the reduction is limited to a range.
//!
//! With an external key and a range it is a *ducker*: `range_db` is then the depth of the dip.
//! With `mix_pct` at 0 and `parallel_pct` at m it gives `x + m·g·x`, *parallel* compression.

use audio::math::exp2;
use audio::{Block, Params, Processor, RangeError, StreamSpec, params_table};

use super::ballistics::{Follower, Reduction};
use super::detector::Detector;
use super::level::{loudest, peaks};
use super::lookahead::Lookahead;
use super::rider::{Curve, Rider};
use crate::filter::{Channels, Ramp, SEGMENT, clamped, part};

/// Detectors a recipe may name, in the order of [`CompressorParams::detector`].
pub const DETECTORS: &[&str] = &["peak", "rms"];

/// Powers of two per dB of reduction.
pub(super) const LOG2_PER_DB: f32 = 0.166_096_4;

audio::params! {
    /// Settings of a [`Compressor`].
    pub struct CompressorParams {
        /// Level at the centre of the knee, in dBFS.
        threshold_db: -80.0, 0.0, 0.0, Dbfs;
        /// Input change over output change above the knee. 1 is off.
        ratio: 1.0, 1.0, 20.0, Ratio;
        /// Full width of the knee, in dB. 0 is a hard knee.
        knee_db: 0.0, 6.0, 24.0, Db;
        /// Time to cover 63 % of a rise in gain reduction, in ms.
        attack_ms: 0.05, 10.0, 500.0, Milliseconds;
        /// Time for what is held of a peak to fall by 63 %, in ms; the attack smooths this too,
        /// and so adds its own time.
        release_ms: 5.0, 120.0, 5_000.0, Milliseconds;
        /// How far the detector looks ahead of the audio, in ms; this is also the latency, so it
        /// stays as prepared.
        lookahead_ms: 0.0, 0.0, 20.0, Milliseconds;
        /// Largest gain reduction, in dB.
        range_db: 0.0, 60.0, 60.0, Db;
        /// Gain after compression, in dB.
        makeup_db: -24.0, 0.0, 24.0, Db;
        /// Share of the compressed signal in the output; the rest is the (delayed) input.
        mix_pct: 0.0, 100.0, 100.0, Percent;
        /// Compressed signal added on top of the mix.
        parallel_pct: 0.0, 0.0, 100.0, Percent;
        /// Index into [`DETECTORS`]; RMS averages over 10 ms.
        detector: 0.0, 0.0, 1.0, Choice(DETECTORS);
        /// High-pass in the detector path (12 dB/oct), in Hz; 10 is off.
        key_low_hz: 10.0, 10.0, 20_000.0, Hz;
        /// Low-pass in the detector path (12 dB/oct), in Hz; 40 000 is off.
        key_high_hz: 20.0, 40_000.0, 40_000.0, Hz;
    }
}

impl CompressorParams {
    /// Gain reduction of a steady detector level, in dB ≥ 0: the static curve. A sine reads its
    /// crest in the peak detector and 3 dB less in the RMS detector.
    #[must_use]
    pub fn reduction_db(&self, level_db: f32) -> f32 {
        self.curve().reduction_db(level_db)
    }

    fn curve(&self) -> Curve {
        Curve::new(self.threshold_db, self.ratio, self.knee_db, self.range_db)
    }

    /// Gains of the input and of the compressed signal in the output.
    fn shares(&self) -> [f32; 2] {
        let wet = 0.01 * (self.mix_pct + self.parallel_pct);
        [1.0 - 0.01 * self.mix_pct, wet * audio::db_to_gain(self.makeup_db)]
    }
}

/// Makes the loud less loud.
#[derive(Clone, Debug)]
pub struct Compressor {
    detector: Detector,
    rider: Rider,
    lookahead: Lookahead,
    dry: Ramp,
    wet: Ramp,
    position: usize,
    sample_rate_hz: f64,
}

impl Params for CompressorParams {
    type Processor = Compressor;
    params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<Compressor, RangeError> {
        self.check()?;
        let rate = stream.sample_rate_hz;
        let [dry, wet] = self.shares();
        let follower = Follower::new(self.attack_ms, self.release_ms, rate);
        Ok(Compressor {
            detector: Detector::new(self, stream),
            rider: Rider::new(self.curve(), follower),
            lookahead: Lookahead::new(self.lookahead_ms, rate),
            dry: Ramp::at(dry, rate),
            wet: Ramp::at(wet, rate),
            position: 0,
            sample_rate_hz: rate,
        })
    }
}

impl Compressor {
    /// Processes one block in place; the detector hears `key` instead of the block.
    ///
    /// # Panics
    ///
    /// When `key` is shorter than the block: a bug of the caller.
    pub fn process_keyed(&mut self, block: &mut Block<'_>, key: Channels<'_>) {
        self.run(block, Some(key));
    }

    /// Writes what [`Processor::process`] would multiply the audio by, delayed by
    /// [`Processor::latency_frames`], and leaves the audio alone: for one gain that moves several
    /// signals. `key` defaults to the input.
    ///
    /// # Panics
    ///
    /// When `input` or `key` is shorter than `out`: a bug of the caller.
    pub fn gains(&mut self, input: Channels<'_>, key: Option<Channels<'_>>, out: &mut [f32]) {
        let mut from = 0;
        while from < out.len() {
            let to = out.len().min(from + SEGMENT - self.position % SEGMENT);
            let key = key.map(|key| part(key, from, to));
            self.piece(part(input, from, to), key, &mut out[from..to]);
            from = to;
        }
    }

    /// What was done since the start or the last reset.
    #[must_use]
    pub fn reduction(&self) -> Reduction {
        self.rider.reduction()
    }

    fn run(&mut self, block: &mut Block<'_>, key: Option<Channels<'_>>) {
        let frames = block.frames();
        let mut gains = [0.0_f32; SEGMENT];
        let mut from = 0;
        while from < frames {
            let to = frames.min(from + SEGMENT - self.position % SEGMENT);
            let mut block = block.part(from, to);
            let gains = &mut gains[..to - from];
            self.piece(block.read(), key.map(|key| part(key, from, to)), gains);
            let (left, mut right) = block.split();
            self.lookahead.process(left, right.as_deref_mut());
            scale(left, gains);
            if let Some(right) = right {
                scale(right, gains);
            }
            from = to;
        }
    }

    /// Gains of frames that do not cross a multiple of [`SEGMENT`].
    fn piece(&mut self, input: Channels<'_>, key: Option<Channels<'_>>, out: &mut [f32]) {
        peaks(input, out);
        let input_peak = loudest(out);
        if let Some(key) = key {
            peaks(key, out);
        }
        self.detector.levels_db(key.unwrap_or(input), out);
        self.rider.run(out, input_peak, self.position);
        self.position = (self.position + out.len()) % SEGMENT;
        if self.position == 0 {
            self.detector.flush();
        }
        if self.dry.is_moving() || self.wet.is_moving() {
            for gain in out {
                let reduced = exp2(-LOG2_PER_DB * *gain);
                *gain = self.dry.advance() + self.wet.advance() * reduced;
            }
        } else {
            let (dry, wet) = (self.dry.value(), self.wet.value());
            for gain in out {
                *gain = dry + wet * exp2(-LOG2_PER_DB * *gain);
            }
        }
    }
}

/// Multiplies frame by frame.
pub(super) fn scale(samples: &mut [f32], gains: &[f32]) {
    for (sample, gain) in samples.iter_mut().zip(gains) {
        *sample *= gain;
    }
}

impl Processor for Compressor {
    type Params = CompressorParams;

    fn set_params(&mut self, params: &CompressorParams) {
        let params = clamped(params);
        self.rider.curve = params.curve();
        self.rider.follower.set(params.attack_ms, params.release_ms, self.sample_rate_hz);
        self.detector.set(&params);
        let [dry, wet] = params.shares();
        self.dry.go_to(dry);
        self.wet.go_to(wet);
    }

    fn process(&mut self, block: &mut Block<'_>) {
        self.run(block, None);
    }

    fn reset(&mut self) {
        self.detector.reset();
        self.rider.reset();
        self.lookahead.reset();
        self.dry.finish();
        self.wet.finish();
        self.position = 0;
    }

    fn latency_frames(&self) -> usize {
        self.lookahead.frames()
    }
}
