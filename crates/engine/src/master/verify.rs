//! The master as a listener gets it: the file, read back and measured.

use std::mem::swap;

use audio::StreamSpec;
use measure::{Measurement, Meter, MeterOptions, Oversampling, TruePeak};

use super::reconstruction::Reconstruction;
use crate::console::Planar;
use crate::reader::StemReader;
use crate::{Crew, EngineError, IoFault, Job, Progress, Slot, Stage, Store, Task};

/// What the file holds.
#[derive(Clone, Debug)]
pub(crate) struct Verified {
    /// Measured with true peak at 8 times the rate.
    pub(crate) measurement: Measurement,
    /// True peak at 16 times the rate, in dBTP.
    pub(crate) true_16x_dbtp: f64,
    /// True peak behind a filter that ends at 97 % of the band, in dBTP.
    pub(crate) reconstructed_dbtp: f64,
    /// BLAKE3 of the samples: interleaved `f32`, little-endian.
    pub(crate) hash: String,
}

/// Reads and measures [`Slot::Master`].
pub(crate) fn verify(
    (rate_hz, frames): (u32, u64),
    block_frames: usize,
    (store, crew, job): (&dyn Store, &dyn Crew, &dyn Job),
) -> Result<Verified, EngineError> {
    let stream = StreamSpec {
        sample_rate_hz: f64::from(rate_hz),
        block_frames_max: block_frames,
        channels: 2,
    };
    let mut reader = StemReader::open(store, Slot::Master, rate_hz)?;
    let options = MeterOptions { true_peak: Some(Oversampling::X8), spectrum: true };
    let mut meter = Meter::new(stream, options)?;
    let mut fine = TruePeak::new(Oversampling::X16, stream.sample_rate_hz);
    let mut reconstruction = Reconstruction::new(stream.sample_rate_hz);
    let mut hasher = blake3::Hasher::new();
    let mut bytes = Vec::with_capacity(8 * block_frames);
    let buffer = Planar::new(2, block_frames);
    let (mut new, mut now) = (buffer.clone(), buffer);
    let mut heard = 0;
    loop {
        let mut got: Result<usize, IoFault> = Ok(0);
        let part = |channel: usize| &now.0[channel][..heard];
        let tasks: [Task<'_>; 4] = [
            Box::new(|| reconstruction.push(part(0), part(1))),
            Box::new(|| meter.push(part(0), Some(part(1)))),
            Box::new(|| {
                fine.push(part(0), Some(part(1)));
                interleave(part(0), part(1), &mut bytes);
                hasher.update(&bytes);
            }),
            Box::new(|| got = reader.read(&mut new.0, block_frames)),
        ];
        crew.run(tasks.into());
        heard = got?;
        swap(&mut new, &mut now);
        let share = reader.frames() as f64 / frames.max(1) as f64;
        job.progress(Progress { stage: Stage::Verify, share: share.min(1.0) })?;
        if heard == 0 {
            break;
        }
    }
    Ok(Verified {
        measurement: meter.finish(),
        true_16x_dbtp: fine.finish_dbtp(),
        reconstructed_dbtp: reconstruction.finish_dbtp(),
        hash: format!("b3:{}", hasher.finalize().to_hex()),
    })
}

fn interleave(left: &[f32], right: &[f32], bytes: &mut Vec<u8>) {
    bytes.clear();
    for (left, right) in left.iter().zip(right) {
        bytes.extend_from_slice(&left.to_le_bytes());
        bytes.extend_from_slice(&right.to_le_bytes());
    }
}
