//! A soft clipper for peaks before a limiter, 8 times oversampled.
//!
//! Under the knee the curve is the straight line, and the signal passes bit-exact. Over it the
//! slope falls from 1 to 0 along the smootherstep polynomial 1 − 10s³ + 15s⁴ − 6s⁵ (K. Perlin,
//! "Improving noise", SIGGRAPH 2002), so that the curve is thrice differentiable everywhere and
//! its harmonics fall fast; its integral is s − 2.5s⁴ + 3s⁵ − s⁶. The curve meets the ceiling at
//! twice the height of the knee. A knee of 0 dB is a corner, with the aliases of one.

use audio::{Block, Params, Processor, RangeError, StreamSpec, db_to_gain};

use super::oversampler::{LATENCY, Oversampler, PIECE};
use crate::time::Ramp;

audio::params! {
    /// Settings of a [`SoftClip`].
    pub struct SoftClipParams {
        /// No sample of the oversampled signal leaves over this level, in dBFS.
        ceiling_db: -24.0, 0.0, 6.0, Dbfs;
        /// The curve begins to bend this far under the ceiling, in dB. 0 is a hard clip.
        knee_db: 0.0, 3.0, 12.0, Db;
    }
}

/// A clipper per channel: the channels are not linked.
#[derive(Debug)]
pub struct SoftClip {
    oversampler: Oversampler,
    ceiling: Ramp,
    /// Where the bend begins, as a share of the ceiling.
    knee: Ramp,
}

impl Params for SoftClipParams {
    type Processor = SoftClip;
    audio::params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<SoftClip, RangeError> {
        self.check()?;
        Ok(SoftClip {
            oversampler: Oversampler::new(stream.channels),
            ceiling: Ramp::new(db_to_gain(self.ceiling_db), stream.sample_rate_hz),
            knee: Ramp::new(db_to_gain(-self.knee_db), stream.sample_rate_hz),
        })
    }
}

#[derive(Clone, Copy, Debug)]
struct Curve {
    /// Where the bend begins.
    start: f32,
    /// Height of the bend.
    height: f32,
    /// One over its width, which is twice the height.
    per_width: f32,
}

impl Curve {
    fn new(ceiling: f32, knee: f32) -> Self {
        let start = ceiling * knee.min(0.999_9);
        let height = ceiling - start;
        Self { start, height, per_width: 0.5 / height }
    }

    /// What the curve adds to `x`: exactly nothing under the knee.
    #[inline]
    fn added(self, x: f32) -> f32 {
        let magnitude = x.abs();
        let over = if magnitude > self.start { magnitude - self.start } else { 0.0 };
        let s = over * self.per_width;
        let s = if s > 1.0 { 1.0 } else { s };
        let s2 = s * s;
        let bend = 2.0 * self.height * (s + s2 * s2 * ((3.0 - s) * s - 2.5));
        let less = bend - over;
        if x < 0.0 { -less } else { less }
    }
}

impl Processor for SoftClip {
    type Params = SoftClipParams;

    fn set_params(&mut self, params: &SoftClipParams) {
        let [ceiling, knee] = SoftClipParams::SPECS else { return };
        self.ceiling.go(db_to_gain(params.ceiling_db.clamp(ceiling.min, ceiling.max)));
        self.knee.go(db_to_gain(-params.knee_db.clamp(knee.min, knee.max)));
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let frames = block.frames();
        let mut from = 0;
        while from < frames {
            let to = (from + PIECE).min(frames);
            self.clip_piece(&mut block.part(from, to));
            from = to;
        }
    }

    fn reset(&mut self) {
        self.oversampler.reset();
        self.ceiling.jump();
        self.knee.jump();
    }

    fn latency_frames(&self) -> usize {
        LATENCY
    }
}

impl SoftClip {
    fn clip_piece(&mut self, piece: &mut Block<'_>) {
        let resting = self.ceiling.settled().zip(self.knee.settled());
        let mut curves = [Curve::new(1.0, 0.5); PIECE];
        let curves = &mut curves[..piece.frames()];
        match resting {
            Some((ceiling, knee)) => curves.fill(Curve::new(ceiling, knee)),
            None => curves.iter_mut().for_each(|curve| {
                *curve = Curve::new(self.ceiling.next(), self.knee.next());
            }),
        }
        let quiet = curves.iter().fold(f32::INFINITY, |low, curve| low.min(curve.start));
        let mut channel = 0;
        piece.each(|samples| {
            let mut added = [0.0; PIECE];
            let shape = |points: &mut [f32]| {
                for (points, curve) in points.as_chunks_mut::<8>().0.iter_mut().zip(&*curves) {
                    points.iter_mut().for_each(|point| *point = curve.added(*point));
                }
            };
            if self.oversampler.run(channel, samples, &mut added, quiet, shape) {
                for (sample, added) in samples.iter_mut().zip(added) {
                    *sample += added;
                }
            }
            channel += 1;
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
        let params = SoftClipParams { ceiling_db: -12.0, knee_db: 6.0 };
        conformance::check(params);
        conformance::check_no_dead_parameter(params);
    }

    proptest! {
        #[test]
        fn the_curve_rises_never_expands_and_never_passes_its_ceiling(
            values in conformance::any_params::<SoftClipParams>(),
            x in -16.0_f32..16.0, step in 0.0_f32..1.0,
        ) {
            let params = SoftClipParams::from_values(&values);
            let ceiling = db_to_gain(params.ceiling_db);
            let curve = Curve::new(ceiling, db_to_gain(-params.knee_db));
            let at = |x: f32| x + curve.added(x);
            // Roundings of values up to 17: 2 µ.
            prop_assert!(at(x).abs() <= ceiling + 2e-6 && at(x).abs() <= x.abs() + 2e-6);
            prop_assert!(at(x + step) >= at(x) - 4e-6);
            prop_assert!((at(-x) + at(x)).abs() < 1e-12);
        }

        #[test]
        fn under_the_knee_no_bit_changes(gain in 0.0_f32..0.25) {
            // Peaks between samples stay under 0.25 · 3 < 0.99: white noise is the worst here.
            let params = SoftClipParams { ceiling_db: 6.0, knee_db: 0.0 };
            let mut clip = params.prepare(conformance::STREAM).unwrap();
            let dry: Vec<f32> =
                (0..600).map(|i| gain * ((i * 7_919 % 211) as f32 / 105.0 - 1.0)).collect();
            let mut signal = vec![dry.clone(), dry.clone()];
            conformance::run(&mut clip, &mut signal, 100);
            prop_assert_eq!(&signal[0][LATENCY..], &dry[..600 - LATENCY]);
        }
    }

    #[test]
    fn what_folds_back_lies_100_db_under_a_full_scale_sine() {
        // A full-scale sine at the ceiling, and one 2 dB over it. Over 15 kHz the harmonics that
        // fold are the 17th to 21st, which are that weak only if the peak stays inside the bend.
        let fits = SoftClipParams { ceiling_db: 0.0, knee_db: 6.0 };
        let over = SoftClipParams { ceiling_db: -2.0, knee_db: 6.0 };
        for hz in [997.0, 4_001.0, 7_013.0, 10_007.0, 13_001.0, 16_001.0, 19_997.0] {
            let limits = match hz {
                ..15_000.0 => [-100.0, -100.0],
                ..18_000.0 => [-100.0, -95.0],
                _ => [-97.0, -80.0],
            };
            for (params, limit) in [fits, over].iter().zip(limits) {
                let worst = alias::worst_db(params, hz, 1.0);
                assert!(worst < limit, "{hz} Hz, {params:?}: {worst:.1} dB");
            }
        }
    }
}
