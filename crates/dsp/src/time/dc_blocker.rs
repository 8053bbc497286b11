//! Removes direct current: a zero at 0 Hz with a pole just inside it.
//!
//! Source: J. O. Smith, "Introduction to Digital Filters", appendix B.3, "DC blocker".

use std::f64::consts::TAU;

use audio::{Block, Params, Processor, RangeError, StreamSpec};

audio::params! {
    /// Settings of a [`DcBlocker`].
    pub struct DcBlockerParams {
        /// Frequency at which 3 dB are lost, in Hz.
        cutoff_hz: 1.0, 5.0, 30.0, Hz;
    }
}

/// Below this the memory is silence: far under any sample, far over the subnormal numbers.
const SILENT: f64 = 1e-30;

/// A first-order high-pass at a few Hz.
#[derive(Debug)]
pub struct DcBlocker {
    sample_rate_hz: f64,
    pole: f64,
    channels: [(f64, f64); 2],
}

impl Params for DcBlockerParams {
    type Processor = DcBlocker;
    audio::params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<DcBlocker, RangeError> {
        self.check()?;
        let pole = pole(self.cutoff_hz, stream.sample_rate_hz);
        Ok(DcBlocker { sample_rate_hz: stream.sample_rate_hz, pole, channels: [(0.0, 0.0); 2] })
    }
}

fn pole(cutoff_hz: f32, sample_rate_hz: f64) -> f64 {
    libm::exp(-TAU * f64::from(cutoff_hz) / sample_rate_hz)
}

impl Processor for DcBlocker {
    type Params = DcBlockerParams;

    fn set_params(&mut self, params: &DcBlockerParams) {
        let [row] = DcBlockerParams::SPECS else { return };
        self.pole = pole(params.cutoff_hz.clamp(row.min, row.max), self.sample_rate_hz);
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let pole = self.pole;
        let mut channels = self.channels.iter_mut();
        block.each(|samples| {
            let Some((before, out)) = channels.next() else { return };
            for sample in samples {
                let input = f64::from(*sample);
                *out = input - *before + pole * *out;
                if out.abs() < SILENT {
                    *out = 0.0;
                }
                *before = input;
                *sample = *out as f32;
            }
        });
    }

    fn reset(&mut self) {
        self.channels = [(0.0, 0.0); 2];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance;

    #[test]
    fn conforms_to_the_processor_contract() {
        conformance::check(DcBlockerParams { cutoff_hz: 12.0 });
        conformance::check_no_dead_parameter(DcBlockerParams { cutoff_hz: 12.0 });
    }

    #[test]
    fn direct_current_dies_with_its_time_constant_and_a_tone_stays() {
        let stream = StreamSpec { channels: 1, ..conformance::STREAM };
        let mut blocker = DcBlockerParams { cutoff_hz: 5.0 }.prepare(stream).unwrap();
        let mut signal = vec![vec![1.0_f32; 48_000]];
        conformance::run(&mut blocker, &mut signal, 512);
        // After t seconds exp(−2π·5·t) is left, less the one frame that the zero takes.
        let left = libm::exp(-TAU * 5.0 * 0.1) as f32;
        assert!((signal[0][4_800] - left).abs() < 1e-3, "{}", signal[0][4_800]);
        assert!(signal[0][47_999].abs() < 1e-9);
    }
}
