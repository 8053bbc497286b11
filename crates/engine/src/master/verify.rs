//! The master as a listener gets it: the file, read back and measured.

use std::mem::swap;

use audio::StreamSpec;
use dsp::time::{Resampler, ResamplerTable};
use measure::{Measurement, Meter, MeterOptions, Oversampling, TruePeak};

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
    /// True peak behind a converter's or resampler's filter, in dBTP: it drops what lies at the edge
    /// of the band, which may raise a peak that was limited with it. Equal to the 16-times reading
    /// where there is no such filter (8 kHz).
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
    let mut reconstruction = Reconstruction::new(rate_hz);
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
    let true_16x_dbtp = fine.finish_dbtp();
    Ok(Verified {
        measurement: meter.finish(),
        true_16x_dbtp,
        reconstructed_dbtp: reconstruction.finish_dbtp().unwrap_or(true_16x_dbtp),
        hash: format!("b3:{}", hasher.finalize().to_hex()),
    })
}

/// The signal behind a filter that ends at 97 % of the band, as those of good converters and
/// resamplers do: what [`Resampler`] leaves at 97 % of the rate, and its peaks there.
struct Reconstruction {
    resampler: Option<Resampler>,
    filtered: Vec<Vec<f32>>,
    peak: TruePeak,
}

impl Reconstruction {
    fn new(rate_hz: u32) -> Self {
        let filtered_hz = rate_hz / 100 * 97;
        let table = ResamplerTable::new(rate_hz, filtered_hz);
        let resampler = table.and_then(|table| Resampler::new(table, 2)).ok();
        let peak = TruePeak::new(Oversampling::X16, f64::from(filtered_hz));
        Self { resampler, filtered: vec![Vec::new(); 2], peak }
    }

    fn push(&mut self, left: &[f32], right: &[f32]) {
        if let Some(resampler) = &mut self.resampler {
            self.filtered.iter_mut().for_each(Vec::clear);
            resampler.push(&[left, right], &mut self.filtered);
            self.peak.push(&self.filtered[0], Some(&self.filtered[1]));
        }
    }

    fn finish_dbtp(mut self) -> Option<f64> {
        let resampler = self.resampler.as_mut()?;
        self.filtered.iter_mut().for_each(Vec::clear);
        resampler.finish(&mut self.filtered);
        self.peak.push(&self.filtered[0], Some(&self.filtered[1]));
        Some(self.peak.finish_dbtp())
    }
}

fn interleave(left: &[f32], right: &[f32], bytes: &mut Vec<u8>) {
    bytes.clear();
    for (left, right) in left.iter().zip(right) {
        bytes.extend_from_slice(&left.to_le_bytes());
        bytes.extend_from_slice(&right.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    const RATE_HZ: u32 = 44_100;
    const CEILING_DBTP: f64 = -1.0;

    /// A sinc that ends at `share` of the band, in a Blackman window, at `n` frames from its middle.
    fn sinc(share: f64, n: i32, half: i32) -> f64 {
        let t = PI * f64::from(n);
        let sinc = if n == 0 { share } else { libm::sin(share * t) / t };
        let phase = t / f64::from(half);
        sinc * (0.42 + 0.5 * libm::cos(phase) + 0.08 * libm::cos(2.0 * phase))
    }

    /// A click that ends at 60 % of the band, held down by a tone at 98.5 % of it which a limiter
    /// would take into account and which no converter lets through, at the ceiling.
    fn held_down() -> Vec<f32> {
        let frame = |n: i32| {
            let click = if n.abs() < 200 { sinc(0.6, n, 200) } else { 0.0 };
            let bell = 0.5 + 0.5 * libm::cos(PI * f64::from(n) / 400.0);
            let edge = libm::cos(PI * 0.985 * f64::from(n));
            (click - if n.abs() < 400 { 0.2 * bell * edge } else { 0.0 }) as f32
        };
        let mut x: Vec<f32> = (-2_000..2_000).map(frame).collect();
        let gain = audio::db_to_gain_f64(CEILING_DBTP - true_peak_dbtp(&x)) as f32;
        x.iter_mut().for_each(|x| *x *= gain);
        x
    }

    /// A filter of somebody else's, that ends at 97 % of the band.
    fn filtered(x: &[f32]) -> Vec<f32> {
        const HALF: i32 = 600;
        let taps: Vec<f64> = (-HALF..=HALF).map(|n| sinc(0.97, n, HALF)).collect();
        x.windows(taps.len())
            .map(|x| x.iter().zip(&taps).map(|(x, tap)| f64::from(*x) * tap).sum::<f64>() as f32)
            .collect()
    }

    fn true_peak_dbtp(x: &[f32]) -> f64 {
        let mut meter = TruePeak::new(Oversampling::X16, f64::from(RATE_HZ));
        meter.push(x, None);
        meter.finish_dbtp()
    }

    /// Both filters pass the click and stop the tone; what lies between their slopes is empty, so
    /// they differ by the ripple of the meter at each rate, 0.02 dB, and of their own pass bands.
    #[test]
    fn a_peak_that_a_reconstruction_filter_raises_is_foreseen() {
        let x = held_down();
        let mut reconstruction = Reconstruction::new(RATE_HZ);
        for block in x.chunks(700) {
            reconstruction.push(block, block);
        }
        let foreseen_dbtp = reconstruction.finish_dbtp().unwrap();
        let behind_dbtp = true_peak_dbtp(&filtered(&x));
        // Three times what the two may differ by: else a meter without the filter would do.
        assert!(behind_dbtp > CEILING_DBTP + 0.3, "the filter raises nothing: {behind_dbtp}");
        let off_db = (foreseen_dbtp - behind_dbtp).abs();
        assert!(off_db < 0.1, "{foreseen_dbtp} foreseen, {behind_dbtp} behind a filter");
    }
}
