//! A gate and downward expander with hysteresis, hold and look-ahead.
//!
//! Source: U. Zölzer (ed.), "DAFX: Digital Audio Effects", 2nd ed., 2011, section 4.2 (expander
//! and noise gate), with the static curve in dB. Deviation: the detector is a peak envelope with a
//! fall of 63 % in 10 ms, so that the hysteresis sees a level and not single waves.

use audio::math::exp2;
use audio::{Block, Params, Processor, RangeError, StreamSpec, gain_to_db, params_table};

use super::ballistics::{Reduction, Tally};
use super::compressor::{LOG2_PER_DB, scale};
use super::level::{loudest, memory, peaks};
use super::lookahead::Lookahead;
use crate::filter::{Channels, SEGMENT, clamped, part};

/// Time constant of the envelope's fall, in ms.
const ENVELOPE_MS: f64 = 10.0;

/// Envelopes and reductions that are forgotten.
const FLUSH_BELOW: f64 = 1e-12;

audio::params! {
    /// Settings of a [`Gate`].
    pub struct GateParams {
        /// Level at which it opens, in dBFS.
        threshold_db: -90.0, -90.0, 0.0, Dbfs;
        /// It closes this far under the threshold, in dB.
        hysteresis_db: 0.0, 3.0, 24.0, Db;
        /// Expansion below the threshold. 1 is off, 20 is nearly a switch.
        ratio: 1.0, 1.0, 20.0, Ratio;
        /// Largest attenuation, in dB.
        range_db: 0.0, 20.0, 90.0, Db;
        /// Time to open by 63 %, in ms.
        attack_ms: 0.05, 0.5, 100.0, Milliseconds;
        /// Time it stays open after the level has fallen, in ms.
        hold_ms: 0.0, 20.0, 2_000.0, Milliseconds;
        /// Time to close by 63 %, in ms.
        release_ms: 5.0, 100.0, 5_000.0, Milliseconds;
        /// How far the detector looks ahead of the audio, in ms; this is also the latency, so it
        /// stays as prepared.
        lookahead_ms: 0.0, 0.0, 20.0, Milliseconds;
    }
}

impl GateParams {
    /// Attenuation of a steady level while the gate is closed, in dB ≥ 0: the static curve.
    #[must_use]
    pub fn reduction_db(&self, level_db: f32) -> f32 {
        let under_db = (self.threshold_db - level_db).max(0.0);
        ((self.ratio - 1.0) * under_db).min(self.range_db)
    }
}

/// Makes the quiet quieter.
#[derive(Clone, Debug)]
pub struct Gate {
    params: GateParams,
    opening: f64,
    closing: f64,
    falling: f64,
    hold_frames: u32,
    lookahead: Lookahead,
    envelope: f64,
    is_open: bool,
    hold_left: u32,
    reduction_db: f64,
    tally: Tally,
    position: usize,
    sample_rate_hz: f64,
}

impl Params for GateParams {
    type Processor = Gate;
    params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<Gate, RangeError> {
        self.check()?;
        let rate = stream.sample_rate_hz;
        let mut gate = Gate {
            params: *self,
            opening: 0.0,
            closing: 0.0,
            falling: memory(ENVELOPE_MS, rate),
            hold_frames: 0,
            lookahead: Lookahead::new(self.lookahead_ms, rate),
            envelope: 0.0,
            is_open: false,
            hold_left: 0,
            reduction_db: 0.0,
            tally: Tally::default(),
            position: 0,
            sample_rate_hz: rate,
        };
        gate.set_params(self);
        Ok(gate)
    }
}

impl Gate {
    /// Processes one block in place; the detector hears `key` instead of the block.
    ///
    /// # Panics
    ///
    /// When `key` is shorter than the block: a bug of the caller.
    pub fn process_keyed(&mut self, block: &mut Block<'_>, key: Channels<'_>) {
        self.run(block, Some(key));
    }

    /// What was done since the start or the last reset.
    #[must_use]
    pub fn reduction(&self) -> Reduction {
        self.tally.read()
    }

    fn run(&mut self, block: &mut Block<'_>, key: Option<Channels<'_>>) {
        let frames = block.frames();
        let mut gains = [0.0_f32; SEGMENT];
        let mut from = 0;
        while from < frames {
            let to = frames.min(from + SEGMENT - self.position);
            let mut block = block.part(from, to);
            let gains = &mut gains[..to - from];
            peaks(block.read(), gains);
            let input_peak = loudest(gains);
            if let Some(key) = key {
                peaks(part(key, from, to), gains);
            }
            self.piece(gains, input_peak);
            let (left, mut right) = block.split();
            self.lookahead.process(left, right.as_deref_mut());
            scale(left, gains);
            if let Some(right) = right {
                scale(right, gains);
            }
            from = to;
        }
    }

    /// Magnitudes become gains.
    fn piece(&mut self, values: &mut [f32], input_peak: f32) {
        for value in values.iter_mut() {
            let magnitude = f64::from(*value);
            let fallen = self.falling * self.envelope;
            self.envelope = if magnitude > fallen { magnitude } else { fallen };
            *value = self.envelope as f32;
        }
        let mut wanted_db = [0.0_f32; SEGMENT];
        for (value, wanted_db) in values.iter_mut().zip(&mut wanted_db) {
            *value = gain_to_db(*value);
            *wanted_db = self.params.reduction_db(*value);
        }
        let sum_db = self.follow(values, &wanted_db);
        self.tally.add(values.len(), sum_db, loudest(values), input_peak);
        for value in values.iter_mut() {
            *value = exp2(-LOG2_PER_DB * *value);
        }
        self.position += values.len();
        if self.position == SEGMENT {
            self.position = 0;
            self.tally.close();
            self.envelope = if self.envelope < FLUSH_BELOW { 0.0 } else { self.envelope };
            self.reduction_db =
                if self.reduction_db < FLUSH_BELOW { 0.0 } else { self.reduction_db };
        }
    }

    /// Levels become reductions; returns their sum.
    fn follow(&mut self, levels_db: &mut [f32], wanted_db: &[f32]) -> f64 {
        let close_db = self.params.threshold_db - self.params.hysteresis_db;
        let mut sum_db = 0.0;
        for (value, wanted_db) in levels_db.iter_mut().zip(wanted_db) {
            if *value >= self.params.threshold_db {
                self.is_open = true;
                self.hold_left = self.hold_frames;
            } else if self.is_open && *value >= close_db {
                self.hold_left = self.hold_frames;
            } else if self.hold_left > 0 {
                self.hold_left -= 1;
            } else {
                self.is_open = false;
            }
            let wanted_db = if self.is_open { 0.0 } else { f64::from(*wanted_db) };
            let keep = if wanted_db < self.reduction_db { self.opening } else { self.closing };
            self.reduction_db = wanted_db + keep * (self.reduction_db - wanted_db);
            sum_db += self.reduction_db;
            *value = self.reduction_db as f32;
        }
        sum_db
    }
}

impl Processor for Gate {
    type Params = GateParams;

    fn set_params(&mut self, params: &GateParams) {
        let params = clamped(params);
        let rate = self.sample_rate_hz;
        self.opening = memory(f64::from(params.attack_ms), rate);
        self.closing = memory(f64::from(params.release_ms), rate);
        self.hold_frames = (f64::from(params.hold_ms) * 0.001 * rate + 0.5) as u32;
        self.params = params;
    }

    fn process(&mut self, block: &mut Block<'_>) {
        self.run(block, None);
    }

    fn reset(&mut self) {
        self.lookahead.reset();
        self.envelope = 0.0;
        self.is_open = false;
        self.hold_left = 0;
        self.reduction_db = 0.0;
        self.tally = Tally::default();
        self.position = 0;
    }

    fn latency_frames(&self) -> usize {
        self.lookahead.frames()
    }
}
