//! Warmth: a soft odd-and-even waveshaper, 8 times oversampled.
//!
//! The curve is v / √(1 + v²), of one piece and without a corner anywhere, so that its harmonics
//! fall by a constant ratio: (√(1 + a²) − 1) / a per step at the amplitude a. A bias moves the
//! working point off the middle and makes even harmonics; what direct current comes of that is
//! removed at 5 Hz from the harmonics alone. The curve has lost 3 dB at 12 dBFS, less the drive:
//! with no drive a full-scale peak loses 0.26 dB.

use audio::{Block, Params, Processor, RangeError, StreamSpec, db_to_gain};

use super::oversampler::{LATENCY, Oversampler, PIECE};
use crate::time::Ramp;

audio::params! {
    /// Settings of a [`Saturation`].
    pub struct SaturationParams {
        /// Level into the curve, in dB. The output is levelled back for small signals.
        drive_db: 0.0, 0.0, 24.0, Db;
        /// Even harmonics: 0 is a symmetric curve.
        bias_pct: 0.0, 0.0, 100.0, Percent;
        /// Share of the shaped signal in the output.
        mix_pct: 0.0, 100.0, 100.0, Percent;
    }
}

/// Gain from full scale to v = 1 without drive: −12 dB.
const FULL_SCALE: f32 = 0.25;

/// v at a bias of 100 %: the second harmonic is then as strong as the third near v = 1.
const BIAS: f32 = 0.5;

/// Corner of the filter against direct current, in Hz.
const DC_HZ: f64 = 5.0;

/// The state is silence below this, long before it becomes subnormal.
const SILENT: f64 = 1e-30;

/// A shaper per channel.
#[derive(Debug)]
pub struct Saturation {
    oversampler: Oversampler,
    drive: Ramp,
    bias: Ramp,
    mix: Ramp,
    dc_pole: f64,
    /// Last input and output of the filter against direct current.
    dc: [[f64; 2]; 2],
}

impl Params for SaturationParams {
    type Processor = Saturation;
    audio::params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<Saturation, RangeError> {
        self.check()?;
        let rate = stream.sample_rate_hz;
        Ok(Saturation {
            oversampler: Oversampler::new(stream.channels),
            drive: Ramp::new(FULL_SCALE * db_to_gain(self.drive_db), rate),
            bias: Ramp::new(BIAS * self.bias_pct / 100.0, rate),
            mix: Ramp::new(self.mix_pct / 100.0, rate),
            dc_pole: libm::exp(-std::f64::consts::TAU * DC_HZ / rate),
            dc: [[0.0; 2]; 2],
        })
    }
}

#[derive(Clone, Copy, Debug)]
struct Curve {
    drive: f32,
    bias: f32,
    /// Value at rest.
    rest: f32,
    /// Makes the slope at rest 1.
    level: f32,
}

impl Curve {
    fn new(drive: f32, bias: f32) -> Self {
        let root = (1.0 + bias * bias).sqrt();
        Self { drive, bias, rest: bias / root, level: root * root * root / drive }
    }

    /// What the curve adds to `x`.
    #[inline]
    fn added(self, x: f32) -> f32 {
        let v = self.drive * x + self.bias;
        (v / (1.0 + v * v).sqrt() - self.rest) * self.level - x
    }
}

impl Processor for Saturation {
    type Params = SaturationParams;

    fn set_params(&mut self, params: &SaturationParams) {
        let [drive, bias, mix] = SaturationParams::SPECS else { return };
        self.drive.go(FULL_SCALE * db_to_gain(params.drive_db.clamp(drive.min, drive.max)));
        self.bias.go(BIAS * params.bias_pct.clamp(bias.min, bias.max) / 100.0);
        self.mix.go(params.mix_pct.clamp(mix.min, mix.max) / 100.0);
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let frames = block.frames();
        let mut from = 0;
        while from < frames {
            let to = (from + PIECE).min(frames);
            self.shape_piece(&mut block.part(from, to));
            from = to;
        }
    }

    fn reset(&mut self) {
        self.oversampler.reset();
        self.dc = [[0.0; 2]; 2];
        for ramp in [&mut self.drive, &mut self.bias, &mut self.mix] {
            ramp.jump();
        }
    }

    fn latency_frames(&self) -> usize {
        LATENCY
    }
}

impl Saturation {
    fn shape_piece(&mut self, piece: &mut Block<'_>) {
        let resting = self.drive.settled().zip(self.bias.settled());
        let mut curves = [Curve::new(1.0, 0.0); PIECE];
        let mut shares = [0.0; PIECE];
        for (curve, share) in curves.iter_mut().zip(&mut shares).take(piece.frames()) {
            *share = self.mix.next();
            if resting.is_none() {
                *curve = Curve::new(self.drive.next(), self.bias.next());
            }
        }
        let mut dc = self.dc.iter_mut();
        let mut channel = 0;
        piece.each(|samples| {
            let mut added = [0.0; PIECE];
            let shape = |points: &mut [f32]| match resting {
                Some((drive, bias)) => {
                    let curve = Curve::new(drive, bias);
                    points.iter_mut().for_each(|point| *point = curve.added(*point));
                }
                None => {
                    for (points, curve) in points.as_chunks_mut::<8>().0.iter_mut().zip(&curves) {
                        points.iter_mut().for_each(|point| *point = curve.added(*point));
                    }
                }
            };
            // Silence alone gets nothing added.
            self.oversampler.run(channel, samples, &mut added, 0.0, shape);
            channel += 1;
            let Some([before, out]) = dc.next() else { return };
            for ((sample, added), share) in samples.iter_mut().zip(added).zip(shares) {
                let input = f64::from(added);
                *out = input - *before + self.dc_pole * *out;
                if out.abs() < SILENT {
                    *out = 0.0;
                }
                *before = input;
                *sample += share * *out as f32;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::colour::alias;
    use crate::conformance;

    #[test]
    fn conforms_to_the_processor_contract() {
        let params = SaturationParams { drive_db: 12.0, bias_pct: 40.0, mix_pct: 80.0 };
        conformance::check(params);
        conformance::check_no_dead_parameter(params);
    }

    #[test]
    fn no_mix_changes_no_bit() {
        let params = SaturationParams { drive_db: 24.0, bias_pct: 50.0, mix_pct: 0.0 };
        let out = conformance::render(&params, conformance::STREAM, 512);
        let dry = conformance::probe(2);
        assert_eq!(out[LATENCY..12_000], dry[0][..12_000 - LATENCY]);
    }

    proptest! {
        #[test]
        fn the_curve_has_slope_1_at_rest_and_never_turns_back(
            drive_db in 0.0_f32..24.0, bias in 0.0_f32..0.5, x in -4.0_f32..4.0,
        ) {
            let curve = Curve::new(FULL_SCALE * db_to_gain(drive_db), bias);
            let at = |x: f32| x + curve.added(x);
            prop_assert!(at(0.0).abs() < 1e-12);
            // The curvature of the biased curve, 1.5·bias·drive·x, is under 3e-3 at 10⁻³, and
            // the rounding of values near 0.5, levelled by up to 6, under 4e-4.
            prop_assert!((at(1e-3) / 1e-3 - 1.0).abs() < 3.5e-3);
            prop_assert!(at(x + 0.01) >= at(x) - 1e-6);
        }
    }

    #[test]
    fn what_folds_back_lies_100_db_under_a_full_scale_sine() {
        // Up to 12 dB of drive a full-scale sine anywhere in the band; the strongest drive
        // where its harmonics have died away before they fold.
        for hz in [997.0, 4_001.0, 7_013.0, 10_007.0, 13_001.0, 16_001.0, 19_997.0] {
            let params = SaturationParams { drive_db: 12.0, bias_pct: 50.0, mix_pct: 100.0 };
            let worst = alias::worst_db(&params, hz, 1.0);
            assert!(worst < -100.0, "{hz} Hz: {worst:.1} dB");
        }
        for hz in [997.0, 4_001.0] {
            let params = SaturationParams { drive_db: 24.0, bias_pct: 50.0, mix_pct: 100.0 };
            let worst = alias::worst_db(&params, hz, 1.0);
            assert!(worst < -100.0, "{hz} Hz, 24 dB of drive: {worst:.1} dB");
        }
    }

    #[test]
    fn bias_makes_even_harmonics_and_leaves_no_direct_current() {
        let params = SaturationParams { drive_db: 12.0, bias_pct: 100.0, mix_pct: 100.0 };
        let stream = StreamSpec { channels: 1, ..conformance::STREAM };
        let mut saturation = params.prepare(stream).unwrap();
        let tone = |i: usize| libm::sin(std::f64::consts::TAU * i as f64 / 48.0) as f32;
        let mut signal = vec![(0..96_000).map(tone).collect::<Vec<_>>()];
        conformance::run(&mut saturation, &mut signal, 512);
        let settled = &signal[0][48_000..];
        let mean = settled.iter().map(|x| f64::from(*x)).sum::<f64>() / 48_000.0;
        assert!(mean.abs() < 1e-4, "{mean}");
        let second: f64 = settled
            .iter()
            .enumerate()
            .map(|(i, x)| f64::from(*x) * libm::cos(std::f64::consts::TAU * i as f64 / 24.0))
            .sum::<f64>()
            / 24_000.0;
        assert!(second.abs() > 0.03, "{second}");
    }
}
