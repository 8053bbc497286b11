//! Signals and readings that the tests of this folder share.

use audio::{db_to_gain, gain_to_db};

/// A sine at 48 kHz.
pub(super) fn tone(level_db: f32, freq_hz: f32, frames: usize) -> Vec<f32> {
    let gain = db_to_gain(level_db);
    let turns = |i: usize| (i as f64 * f64::from(freq_hz) / 48_000.0).fract() as f32;
    (0..frames).map(|i| gain * audio::math::sin_turns(turns(i))).collect()
}

/// The largest sample, in dBFS.
pub(super) fn peak_db(samples: &[f32]) -> f32 {
    gain_to_db(samples.iter().fold(0.0, |peak, sample| sample.abs().max(peak)))
}

/// Largest second difference: what a click has and a tone has not.
pub(super) fn bend(samples: &[f32]) -> f32 {
    let bends = samples.windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).abs());
    bends.fold(0.0, f32::max)
}
