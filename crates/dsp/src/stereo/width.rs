//! Width: the gain of the side against the mid, and mono in the bass.
//!
//! The gains follow from the wish for equal power when mid and side carry alike: with w the width,
//! mid is multiplied by √(2 / (1 + w²)) and side by w times that, limited to a mid gain of 1 so
//! that narrowing never turns the middle up. Width 100 % is bit-exact.
//!
//! Mono bass is a high-pass on the side alone, 24 dB per octave (two Butterworth sections at the
//! corner, Linkwitz–Riley). The mid is left alone, so mono stays what it was, sample by sample;
//! above the corner the side turns by the phase of the filter, the price of no latency.

use std::f64::consts::{PI, SQRT_2};

use audio::{Block, Params, Processor, RangeError, StreamSpec};

use crate::time::Ramp;

audio::params! {
    /// Settings of a [`Width`].
    pub struct WidthParams {
        /// Side gain over mid gain: 0 is mono, 100 unchanged. Loudness is kept roughly.
        width_pct: 0.0, 100.0, 200.0, Percent;
        /// Under this frequency the side is removed (24 dB/oct), in Hz; 0 is off.
        mono_below_hz: 0.0, 0.0, 500.0, Hz;
    }
}

/// The state is silence below this, long before it becomes subnormal.
const SILENT: f64 = 1e-30;

/// Corners under this are "off": no side lives there.
const OFF_HZ: f32 = 1.0;

/// Mid and side gain, and the high-pass of the side. A mono stream passes unchanged.
#[derive(Debug)]
pub struct Width {
    sample_rate_hz: f64,
    width: Ramp,
    /// Share of the high-passed side: moves to and from 0 as the filter goes on and off.
    mono_share: Ramp,
    filter: HighPass,
}

impl Params for WidthParams {
    type Processor = Width;
    audio::params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<Width, RangeError> {
        self.check()?;
        let rate = stream.sample_rate_hz;
        let mut filter = HighPass::default();
        filter.tune(self.mono_below_hz.max(OFF_HZ), rate);
        Ok(Width {
            sample_rate_hz: rate,
            width: Ramp::new(self.width_pct / 100.0, rate),
            mono_share: Ramp::new(share(self.mono_below_hz), rate),
            filter,
        })
    }
}

fn share(mono_below_hz: f32) -> f32 {
    if mono_below_hz < OFF_HZ { 0.0 } else { 1.0 }
}

/// Mid and side gain.
#[inline]
fn gains(width: f32) -> [f32; 2] {
    let mid = (2.0 / (1.0 + width * width)).sqrt().min(1.0);
    [mid, width * mid]
}

impl Processor for Width {
    type Params = WidthParams;

    fn set_params(&mut self, params: &WidthParams) {
        let [width, corner] = WidthParams::SPECS else { return };
        let corner_hz = params.mono_below_hz.clamp(corner.min, corner.max);
        self.width.go(params.width_pct.clamp(width.min, width.max) / 100.0);
        self.mono_share.go(share(corner_hz));
        if corner_hz >= OFF_HZ {
            self.filter.tune(corner_hz, self.sample_rate_hz);
        }
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let frames = block.frames();
        let (left, Some(right)) = block.split() else {
            (0..frames).for_each(|_| _ = (self.width.next(), self.mono_share.next()));
            return;
        };
        let settled = (self.width.settled(), self.mono_share.settled());
        match settled {
            (Some(1.0), Some(0.0)) => self.filter.reset(),
            (Some(width), Some(0.0)) => {
                self.filter.reset();
                let [mid_gain, side_gain] = gains(width);
                for (left, right) in left.iter_mut().zip(right) {
                    let mid = 0.5 * mid_gain * (*left + *right);
                    let side = 0.5 * side_gain * (*left - *right);
                    (*left, *right) = (mid + side, mid - side);
                }
            }
            _ => self.process_all(left, right),
        }
    }

    fn reset(&mut self) {
        self.width.jump();
        self.mono_share.jump();
        self.filter.reset();
    }
}

impl Width {
    fn process_all(&mut self, left: &mut [f32], right: &mut [f32]) {
        let resting = self.width.settled().map(gains);
        for (left, right) in left.iter_mut().zip(right) {
            let [mid_gain, side_gain] = resting.unwrap_or_else(|| gains(self.width.next()));
            let share = self.mono_share.next();
            let side = 0.5 * (*left - *right);
            let mid = 0.5 * mid_gain * (*left + *right);
            let high = self.filter.next(f64::from(side)) as f32;
            let side = side_gain * (side + share * (high - side));
            (*left, *right) = (mid + side, mid - side);
        }
    }
}

/// Two equal second-order Butterworth high-passes, topology-preserving state-variable form
/// (V. Zavalishin, "The Art of VA Filter Design", 2018, §3.10): the corner may move at any time.
#[derive(Clone, Copy, Debug, Default)]
struct HighPass {
    g: f64,
    scale: f64,
    states: [[f64; 2]; 2],
}

impl HighPass {
    fn tune(&mut self, corner_hz: f32, sample_rate_hz: f64) {
        self.g = libm::tan(PI * f64::from(corner_hz) / sample_rate_hz);
        self.scale = 1.0 / (1.0 + SQRT_2 * self.g + self.g * self.g);
    }

    #[inline]
    fn next(&mut self, input: f64) -> f64 {
        let (g, scale) = (self.g, self.scale);
        self.states.iter_mut().fold(input, |input, [band, low]| {
            let high = (input - (SQRT_2 + g) * *band - *low) * scale;
            let band_out = g * high + *band;
            let low_out = g * band_out + *low;
            *band = quiet(g * high + band_out);
            *low = quiet(g * band_out + low_out);
            high
        })
    }

    fn reset(&mut self) {
        self.states = [[0.0; 2]; 2];
    }
}

#[inline]
fn quiet(state: f64) -> f64 {
    if state.abs() < SILENT { 0.0 } else { state }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::conformance;

    #[test]
    fn conforms_to_the_processor_contract() {
        let params = WidthParams { width_pct: 140.0, mono_below_hz: 120.0 };
        conformance::check(params);
        conformance::check_no_dead_parameter(params);
        conformance::check(WidthParams { width_pct: 60.0, mono_below_hz: 0.0 });
    }

    #[test]
    fn neutral_settings_change_no_bit() {
        let out = conformance::render(&WidthParams::default(), conformance::STREAM, 64);
        assert_eq!(out, conformance::probe(2).concat());
    }

    proptest! {
        #[test]
        fn the_mono_sum_is_only_scaled(width_pct in 0.0_f32..200.0, mono_below_hz in 0.0_f32..500.0) {
            let params = WidthParams { width_pct, mono_below_hz };
            let out = conformance::render(&params, conformance::STREAM, 512);
            let dry = conformance::probe(2);
            let [mid_gain, _] = gains(width_pct / 100.0);
            for i in 0..12_000 {
                let (wet, plain) = (out[i] + out[i + 12_000], dry[0][i] + dry[1][i]);
                prop_assert!((wet - mid_gain * plain).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn zero_width_is_mono() {
        let params = WidthParams { width_pct: 0.0, mono_below_hz: 0.0 };
        let out = conformance::render(&params, conformance::STREAM, 512);
        assert_eq!(out[..12_000], out[12_000..]);
    }

    #[test]
    fn the_side_falls_by_24_db_an_octave_below_the_corner() {
        let level = |hz: f32| {
            let params = WidthParams { width_pct: 100.0, mono_below_hz: 200.0 };
            let mut width = params.prepare(conformance::STREAM).unwrap();
            let tone = |i: usize| audio::math::sin_turns(i as f32 * hz / 48_000.0);
            let left: Vec<f32> = (0..48_000).map(tone).collect();
            let mut signal = vec![left.clone(), left.iter().map(|x| -x).collect()];
            conformance::run(&mut width, &mut signal, 512);
            let peak = signal[0][24_000..].iter().fold(0.0_f32, |peak, x| peak.max(x.abs()));
            audio::gain_to_db(peak)
        };
        // Linkwitz–Riley: −6.02 dB at the corner, |H| = (f/fc)⁴ / (1 + (f/fc)⁴).
        assert!((level(200.0) + 6.02).abs() < 0.05, "{}", level(200.0));
        assert!((level(50.0) + 48.2).abs() < 0.1, "{}", level(50.0));
        assert!(level(2_000.0).abs() < 0.01, "{}", level(2_000.0));
    }
}
