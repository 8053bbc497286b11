//! The ears of a compressor: key filters, then peak or RMS level.

use audio::math::log2;
use audio::{StreamSpec, gain_to_db};

use super::compressor::CompressorParams;
use super::level::{frame_peaks, memory};
use crate::filter::{Cascade, Channels, Coefficients, Frame, LowPassParams, SEGMENT, load};

/// Time constant of the RMS detector, in ms.
const RMS_MS: f64 = 10.0;

/// Mean square under which there is silence: −150 dBFS.
const SILENCE_POWER: f64 = 1e-15;

/// Mean square that is forgotten: −300 dB.
const FLUSH_BELOW: f64 = 1e-30;

/// dB per octave of power: 10·log10(2).
const DB_PER_LOG2_POWER: f32 = 3.010_3;

/// Key filters at these frequencies are off.
const KEY_LOW_OFF_HZ: f32 = 10.0;
const KEY_HIGH_OFF_HZ: f32 = 40_000.0;

/// Quality factor of a second-order Butterworth filter.
const BUTTERWORTH_Q: f64 = std::f64::consts::FRAC_1_SQRT_2;

#[derive(Clone, Debug)]
pub(super) struct Detector {
    filter: Cascade,
    is_filtered: bool,
    is_rms: bool,
    /// Share of the mean square that remains after one frame.
    keep: f64,
    mean_square: f64,
    sample_rate_hz: f64,
}

impl Detector {
    pub(super) fn new(params: &CompressorParams, stream: StreamSpec) -> Self {
        let (sections, count) = key_filter(params, stream.sample_rate_hz);
        Self {
            filter: Cascade::new(&sections[..count], sections.len(), stream),
            is_filtered: count > 0,
            is_rms: is_rms(params),
            keep: memory(RMS_MS, stream.sample_rate_hz),
            mean_square: 0.0,
            sample_rate_hz: stream.sample_rate_hz,
        }
    }

    pub(super) fn set(&mut self, params: &CompressorParams) {
        let (sections, count) = key_filter(params, self.sample_rate_hz);
        self.filter.set(&sections[..count]);
        // Once filtered, always filtered: the cascade may still be on its way to nothing.
        self.is_filtered |= count > 0;
        self.is_rms = is_rms(params);
    }

    /// Level of `key` in dBFS, at most [`SEGMENT`] frames. On entry `out` holds the peaks of `key`.
    pub(super) fn levels_db(&mut self, key: Channels<'_>, out: &mut [f32]) {
        if !self.is_filtered && !self.is_rms {
            to_db(out);
            return;
        }
        let mut frames = [Frame::ZERO; SEGMENT];
        let frames = &mut frames[..out.len()];
        load(key, frames);
        if self.is_filtered {
            self.filter.process_frames(frames);
        }
        if self.is_rms {
            let channels = if key.1.is_some() { 2.0 } else { 1.0 };
            self.mean_squares_db(frames, channels, out);
        } else {
            frame_peaks(frames, out);
            to_db(out);
        }
    }

    fn mean_squares_db(&mut self, frames: &[Frame], channels: f64, out: &mut [f32]) {
        let mut mean = self.mean_square;
        let share = (1.0 - self.keep) / channels;
        for (out, frame) in out.iter_mut().zip(frames) {
            let [left, right] = (*frame * *frame).0;
            mean = self.keep * mean + share * (left + right);
            *out = (mean + SILENCE_POWER) as f32;
        }
        self.mean_square = mean;
        for value in out {
            *value = log2(*value) * DB_PER_LOG2_POWER;
        }
    }

    /// Keeps the mean out of the subnormals; to be called at fixed positions of the stream.
    pub(super) fn flush(&mut self) {
        if self.mean_square < FLUSH_BELOW {
            self.mean_square = 0.0;
        }
    }

    pub(super) fn reset(&mut self) {
        self.filter.reset();
        self.mean_square = 0.0;
    }
}

fn to_db(magnitudes: &mut [f32]) {
    for value in magnitudes {
        *value = gain_to_db(*value);
    }
}

fn is_rms(params: &CompressorParams) -> bool {
    params.detector >= 0.5
}

/// The key filters that are not off, and how many they are.
fn key_filter(params: &CompressorParams, sample_rate_hz: f64) -> ([Coefficients; 2], usize) {
    let mut sections = [Coefficients::IDENTITY; 2];
    let mut count = 0;
    if params.key_low_hz > KEY_LOW_OFF_HZ {
        let freq_hz = f64::from(params.key_low_hz);
        sections[count] = Coefficients::high_pass(freq_hz, BUTTERWORTH_Q, sample_rate_hz);
        count += 1;
    }
    let pass = LowPassParams { freq_hz: params.key_high_hz, ..Default::default() };
    if params.key_high_hz < KEY_HIGH_OFF_HZ
        && let [section] = pass.sections(sample_rate_hz).as_slice()
    {
        sections[count] = *section;
        count += 1;
    }
    (sections, count)
}
