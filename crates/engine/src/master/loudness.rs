//! How much gain brings the master to its loudness, and how much the dynamics allow.
//!
//! A forecast on 10 ms envelopes finds the gain without rendering; the rendered file then says by
//! how much the forecast was off, and the next gain starts from there.

use measure::{Envelope, integrated_lufs};

/// Fraction of a reduction that is left after one hop of the envelope, for the limiter's usual
/// release: exp(−10 ms / 80 ms).
const RELEASE_PER_HOP: f32 = 0.882_5;

/// What the limiter will do to the loudness, foreseen from the envelope of its input.
#[derive(Debug)]
pub(crate) struct Forecast<'a> {
    envelope: &'a Envelope,
    ceiling: f32,
    work: Vec<f32>,
}

/// A gain, and the loudness it is expected to give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LoudnessPlan {
    /// Gain before the limiter, in dB.
    pub(crate) gain_db: f64,
    /// Loudness expected, in LUFS.
    pub(crate) lufs: f64,
}

impl<'a> Forecast<'a> {
    /// `ceiling_dbtp` is the limiter's.
    pub(crate) fn new(envelope: &'a Envelope, ceiling_dbtp: f64) -> Self {
        let ceiling = audio::db_to_gain_f64(ceiling_dbtp) as f32;
        Self { envelope, ceiling, work: Vec::with_capacity(envelope.k_power.len()) }
    }

    /// Loudness after the limiter with `gain_db` before it.
    pub(crate) fn lufs(&mut self, gain_db: f64) -> f64 {
        let gain = audio::db_to_gain_f64(gain_db) as f32;
        let mut limited = 1.0_f32;
        self.work.clear();
        for (peak, power) in self.envelope.peak.iter().zip(&self.envelope.k_power) {
            let needed = (self.ceiling / (peak * gain).max(self.ceiling)).min(1.0);
            let released = 1.0 - (1.0 - limited) * RELEASE_PER_HOP;
            // The peak is one moment of the hop; the rest of it is already on the way back.
            let mean = needed.min(released);
            limited = mean;
            let scale = gain * (0.5 * mean + 0.5 * released.min(1.0));
            self.work.push(power * scale * scale);
        }
        integrated_lufs(&self.work)
    }

    /// The gain that is expected to give `target_lufs`, within `most_db`.
    pub(crate) fn solve(&mut self, target_lufs: f64, most_db: f64) -> LoudnessPlan {
        // Loudness never falls with gain, so halving the interval finds the crossing.
        let (mut low, mut high) = (-60.0, most_db.max(-60.0));
        if self.lufs(high) <= target_lufs {
            return LoudnessPlan { gain_db: high, lufs: self.lufs(high) };
        }
        for _ in 0..24 {
            let middle = 0.5 * (low + high);
            if self.lufs(middle) < target_lufs {
                low = middle;
            } else {
                high = middle;
            }
        }
        LoudnessPlan { gain_db: high, lufs: self.lufs(high) }
    }

    /// LU gained per dB of gain around `gain_db`; falls from 1 the harder the limiter works.
    pub(crate) fn slope(&mut self, gain_db: f64) -> f64 {
        (self.lufs(gain_db + 0.5) - self.lufs(gain_db - 0.5)).clamp(0.2, 1.0)
    }
}
