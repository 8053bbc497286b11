//! A transient shaper: the difference of a fast and a slow envelope, scaled.
//!
//! Design: the idea is that of the SPL Transient Designer (1998): compare two envelopes of the
//! same signal instead of one envelope with a threshold, so that it works at any level. Envelopes
//! are in dB, where a difference is a ratio; times and full-scale differences are ours.

use audio::math::exp2;
use audio::{Block, Params, Processor, RangeError, StreamSpec, gain_to_db, params_table};

use super::ballistics::{Reduction, Tally};
use super::compressor::{LOG2_PER_DB, scale};
use super::level::{loudest, memory, peaks};
use crate::filter::{Channels, Ramp, SEGMENT, clamped, part};

/// The peak envelope falls by 63 % in this time, in ms: longer than half a period of 40 Hz.
const ENVELOPE_MS: f64 = 15.0;

/// Attack of the envelope that keeps up with onsets, and of the one that does not, in ms.
const FAST_MS: f64 = 0.7;
const SLOW_MS: f64 = 20.0;

/// Release of the envelope that keeps up with decays, and of the one that does not, in ms.
const SHORT_MS: f64 = 60.0;
const LONG_MS: f64 = 500.0;

/// A difference of the envelopes at which the whole gain is given, in dB.
const FULL_DB: f32 = 12.0;

/// Levels under this are all the same, in dBFS: noise has no onsets.
const FLOOR_DB: f32 = -70.0;

/// Envelopes that are forgotten.
const FLUSH_BELOW: f64 = 1e-12;

audio::params! {
    /// Settings of a [`TransientShaper`].
    pub struct TransientParams {
        /// Gain at onsets, in dB.
        attack_db: -12.0, 0.0, 12.0, Db;
        /// Gain in the decay after onsets, in dB.
        sustain_db: -12.0, 0.0, 12.0, Db;
    }
}

/// A one-pole follower with an attack and a longer release.
#[derive(Clone, Copy, Debug)]
struct Envelope {
    attack: f64,
    release: f64,
    level_db: f64,
}

impl Envelope {
    fn new(attack_ms: f64, release_ms: f64, sample_rate_hz: f64) -> Self {
        let attack = memory(attack_ms, sample_rate_hz);
        Self { attack, release: memory(release_ms, sample_rate_hz), level_db: 0.0 }
    }

    /// Of a rise the attack gives more, of a fall the release: the larger is the right one.
    #[inline(always)]
    fn step(&mut self, input_db: f64) -> f64 {
        let risen = self.attack * self.level_db + (1.0 - self.attack) * input_db;
        let fallen = self.release * self.level_db + (1.0 - self.release) * input_db;
        self.level_db = if risen > fallen { risen } else { fallen };
        self.level_db
    }

    fn flush(&mut self) {
        self.level_db = if self.level_db < FLUSH_BELOW { 0.0 } else { self.level_db };
    }
}

/// Makes onsets and decays louder or quieter.
#[derive(Clone, Debug)]
pub struct TransientShaper {
    falling: f64,
    envelope: f64,
    /// Follows everything; misses onsets; misses decays.
    quick: Envelope,
    late: Envelope,
    long: Envelope,
    attack: Ramp,
    sustain: Ramp,
    tally: Tally,
    position: usize,
}

impl Params for TransientParams {
    type Processor = TransientShaper;
    params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<TransientShaper, RangeError> {
        self.check()?;
        let rate = stream.sample_rate_hz;
        Ok(TransientShaper {
            falling: memory(ENVELOPE_MS, rate),
            envelope: 0.0,
            quick: Envelope::new(FAST_MS, SHORT_MS, rate),
            late: Envelope::new(SLOW_MS, SHORT_MS, rate),
            long: Envelope::new(FAST_MS, LONG_MS, rate),
            attack: Ramp::at(self.attack_db, rate),
            sustain: Ramp::at(self.sustain_db, rate),
            tally: Tally::default(),
            position: 0,
        })
    }
}

impl TransientShaper {
    /// Writes what [`Processor::process`] would multiply the audio by, and leaves the audio alone:
    /// for one gain that moves several signals.
    ///
    /// # Panics
    ///
    /// When `input` is shorter than `out`: a bug of the caller.
    pub fn gains(&mut self, input: Channels<'_>, out: &mut [f32]) {
        let mut from = 0;
        while from < out.len() {
            let to = out.len().min(from + SEGMENT - self.position);
            let gains = &mut out[from..to];
            peaks(part(input, from, to), gains);
            self.piece(gains);
            from = to;
        }
    }

    /// What was done since the start or the last reset; boosts count like cuts.
    #[must_use]
    pub fn reduction(&self) -> Reduction {
        self.tally.read()
    }

    /// Magnitudes become gains.
    fn piece(&mut self, values: &mut [f32]) {
        let input_peak = loudest(values);
        for value in values.iter_mut() {
            let magnitude = f64::from(*value);
            let fallen = self.falling * self.envelope;
            self.envelope = if magnitude > fallen { magnitude } else { fallen };
            *value = self.envelope as f32;
        }
        for value in values.iter_mut() {
            *value = (gain_to_db(*value) - FLOOR_DB).max(0.0);
        }
        let mut decays_db = [0.0_f32; SEGMENT];
        let decays_db = &mut decays_db[..values.len()];
        let (mut quick, mut late, mut long) = (self.quick, self.late, self.long);
        for (value, decay_db) in values.iter_mut().zip(decays_db.iter_mut()) {
            let level_db = f64::from(*value);
            let now_db = quick.step(level_db);
            *value = (now_db - late.step(level_db)) as f32;
            *decay_db = (long.step(level_db) - now_db) as f32;
        }
        (self.quick, self.late, self.long) = (quick, late, long);
        self.weigh(values, decays_db, input_peak);
        self.position += values.len();
        if self.position == SEGMENT {
            self.position = 0;
            self.tally.close();
            self.envelope = if self.envelope < FLUSH_BELOW { 0.0 } else { self.envelope };
            for envelope in [&mut self.quick, &mut self.late, &mut self.long] {
                envelope.flush();
            }
        }
    }

    /// Onsets, in dB over the slow envelope, become gains; `decays_db` becomes their amounts.
    fn weigh(&mut self, onsets_db: &mut [f32], decays_db: &mut [f32], input_peak: f32) {
        if self.attack.is_moving() || self.sustain.is_moving() {
            for (onset, decay) in onsets_db.iter_mut().zip(decays_db.iter()) {
                *onset = mix(self.attack.advance(), *onset, self.sustain.advance(), *decay);
            }
        } else {
            let (attack_db, sustain_db) = (self.attack.value(), self.sustain.value());
            for (onset, decay) in onsets_db.iter_mut().zip(decays_db.iter()) {
                *onset = mix(attack_db, *onset, sustain_db, *decay);
            }
        }
        let mut sum_db = 0.0;
        for (gain_db, amount_db) in onsets_db.iter_mut().zip(decays_db.iter_mut()) {
            *amount_db = gain_db.abs();
            sum_db += f64::from(*amount_db);
            *gain_db = exp2(LOG2_PER_DB * *gain_db);
        }
        self.tally.add(onsets_db.len(), sum_db, loudest(decays_db), input_peak);
    }
}

/// The gain of both differences together, in dB.
#[inline(always)]
fn mix(attack_db: f32, onset_db: f32, sustain_db: f32, decay_db: f32) -> f32 {
    let share = |difference_db: f32| (difference_db * (1.0 / FULL_DB)).clamp(0.0, 1.0);
    attack_db * share(onset_db) + sustain_db * share(decay_db)
}

impl Processor for TransientShaper {
    type Params = TransientParams;

    fn set_params(&mut self, params: &TransientParams) {
        let params = clamped(params);
        self.attack.go_to(params.attack_db);
        self.sustain.go_to(params.sustain_db);
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let frames = block.frames();
        let mut gains = [0.0_f32; SEGMENT];
        let mut from = 0;
        while from < frames {
            let to = frames.min(from + SEGMENT - self.position);
            let mut block = block.part(from, to);
            let gains = &mut gains[..to - from];
            peaks(block.read(), gains);
            self.piece(gains);
            block.each(|samples| scale(samples, gains));
            from = to;
        }
    }

    fn reset(&mut self) {
        self.envelope = 0.0;
        for envelope in [&mut self.quick, &mut self.late, &mut self.long] {
            envelope.level_db = 0.0;
        }
        self.attack.finish();
        self.sustain.finish();
        self.tally = Tally::default();
        self.position = 0;
    }
}
