//! What a detector hears: one level for all channels, so that the stereo image stays where it is.

use crate::filter::{Channels, Frame};

/// The larger magnitude of the channels, frame by frame.
pub(super) fn peaks((left, right): Channels<'_>, out: &mut [f32]) {
    match right {
        Some(right) => {
            for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
                let (left, right) = (left.abs(), right.abs());
                *out = if left > right { left } else { right };
            }
        }
        None => {
            for (out, left) in out.iter_mut().zip(left) {
                *out = left.abs();
            }
        }
    }
}

/// The same of filtered frames.
pub(super) fn frame_peaks(frames: &[Frame], out: &mut [f32]) {
    for (out, frame) in out.iter_mut().zip(frames) {
        *out = frame.peak() as f32;
    }
}

/// The largest of some magnitudes; in lanes, which gives the same answer sooner.
pub(super) fn loudest(magnitudes: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (whole, rest) = magnitudes.as_chunks::<8>();
    for chunk in whole {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = if *value > *lane { *value } else { *lane };
        }
    }
    lanes.iter().chain(rest).fold(0.0, |peak, value| if *value > peak { *value } else { peak })
}

/// Share of the past that remains after one step, when 63 % of a change take `time_ms`.
pub(super) fn memory(time_ms: f64, steps_per_second: f64) -> f64 {
    libm::exp(-1_000.0 / (time_ms * steps_per_second))
}
