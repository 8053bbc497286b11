//! A delay of any number of frames, whole or not, and polarity: for stems that were recorded late
//! or the wrong way round.
//!
//! Whole delays copy samples. Fractions are read through a windowed sinc (T. I. Laakso et al.,
//! "Splitting the unit delay", IEEE Signal Processing Magazine 13(1), 1996), flat within 0.01 dB
//! to 0.45 of the sample rate.

use audio::{Block, Params, Processor, RangeError, StreamSpec};

use super::Ramp;
use super::kaiser::{beta, windowed_sinc};

/// Words for [`DelayLineParams::polarity`].
pub const POLARITIES: &[&str] = &["keep", "invert"];

audio::params! {
    /// Settings of a [`DelayLine`].
    pub struct DelayLineParams {
        /// Delay on top of the constant latency, in ms. A move crossfades from the old place.
        delay_ms: 0.0, 0.0, 500.0, Milliseconds;
        /// Keep the signal as it is or turn it over.
        polarity: 0.0, 0.0, 1.0, Choice(POLARITIES);
    }
}

/// Frames to either side that the sinc reads, and so the latency. 32 puts the transition
/// band of an 80 dB window over 0.46 of the rate.
const REACH: usize = 32;

/// Fractions of a frame closer to a whole one than this are taken for it: 20 ns at 48 kHz.
const WHOLE: f64 = 1e-3;

/// A place to read from: whole frames behind, and the kernel for the rest.
#[derive(Clone, Copy, Debug)]
struct Tap {
    back: usize,
    kernel: Option<[f32; 2 * REACH]>,
    gain: f32,
}

/// A delay with a constant latency of 32 frames, so that 0.3 frames are possible too.
#[derive(Debug)]
pub struct DelayLine {
    sample_rate_hz: f64,
    rings: Vec<Vec<f32>>,
    /// Where the next frame will be written; the same for all rings.
    at: usize,
    old: Tap,
    new: Tap,
    fade: Ramp,
    params: DelayLineParams,
}

impl Params for DelayLineParams {
    type Processor = DelayLine;
    audio::params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<DelayLine, RangeError> {
        self.check()?;
        let longest_ms = f64::from(Self::SPECS[0].max);
        let frames = (longest_ms * 1e-3 * stream.sample_rate_hz) as usize + 2 * REACH + 2;
        let tap = Tap::new(self, stream.sample_rate_hz);
        Ok(DelayLine {
            sample_rate_hz: stream.sample_rate_hz,
            rings: vec![vec![0.0; frames.next_power_of_two()]; stream.channels],
            at: 0,
            old: tap,
            new: tap,
            fade: Ramp::new(1.0, stream.sample_rate_hz),
            params: *self,
        })
    }
}

impl Tap {
    fn new(params: &DelayLineParams, sample_rate_hz: f64) -> Self {
        let frames = f64::from(params.delay_ms) * 1e-3 * sample_rate_hz;
        let whole = libm::floor(frames + WHOLE);
        let part = frames - whole;
        let beta = beta(80.0);
        let kernel = (part > WHOLE).then(|| {
            let mut taps = [0.0; 2 * REACH];
            let at =
                |k: usize| windowed_sinc(k as f64 - REACH as f64 + part, 1.0, REACH as f64, beta);
            let sum: f64 = (0..2 * REACH).map(at).sum();
            for (k, tap) in taps.iter_mut().enumerate() {
                *tap = (at(k) / sum) as f32;
            }
            taps
        });
        let gain = if params.polarity >= 0.5 { -1.0 } else { 1.0 };
        Self { back: whole as usize + REACH, kernel, gain }
    }

    /// The frame `back` behind `at`, between samples where there is a kernel.
    #[inline]
    fn read(&self, ring: &[f32], at: usize) -> f32 {
        let mask = ring.len() - 1;
        let home = at.wrapping_sub(self.back);
        let value = match &self.kernel {
            None => ring[home & mask],
            Some(kernel) => kernel
                .iter()
                .zip(0..)
                .map(|(tap, k)| tap * ring[home.wrapping_add(k).wrapping_sub(REACH) & mask])
                .fold(0.0, |sum, term| sum + term),
        };
        self.gain * value
    }
}

impl Processor for DelayLine {
    type Params = DelayLineParams;

    fn set_params(&mut self, params: &DelayLineParams) {
        let [delay, polarity] = DelayLineParams::SPECS else { return };
        let params = DelayLineParams {
            delay_ms: params.delay_ms.clamp(delay.min, delay.max),
            polarity: params.polarity.clamp(polarity.min, polarity.max),
        };
        if params != self.params {
            self.params = params;
            self.old = self.new;
            self.new = Tap::new(&params, self.sample_rate_hz);
            self.fade = Ramp::new(0.0, self.sample_rate_hz);
            self.fade.go(1.0);
        }
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let (start, fade) = (self.at, self.fade);
        let mut rings = self.rings.iter_mut();
        block.each(|samples| {
            let Some(ring) = rings.next() else { return };
            let mask = ring.len() - 1;
            let mut fade = fade;
            for (at, sample) in (start..).zip(samples.iter_mut()) {
                ring[at & mask] = *sample;
                let share = fade.next();
                let new = self.new.read(ring, at);
                *sample = if share < 1.0 {
                    let old = self.old.read(ring, at);
                    old + share * (new - old)
                } else {
                    new
                };
            }
        });
        for _ in 0..block.frames() {
            self.fade.next();
        }
        self.at = start.wrapping_add(block.frames());
    }

    fn reset(&mut self) {
        self.rings.iter_mut().for_each(|ring| ring.fill(0.0));
        self.at = 0;
        self.fade.jump();
    }

    fn latency_frames(&self) -> usize {
        REACH
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::conformance;

    #[test]
    fn conforms_to_the_processor_contract() {
        conformance::check(DelayLineParams { delay_ms: 0.005, polarity: 1.0 });
        conformance::check_no_dead_parameter(DelayLineParams { delay_ms: 1.0, polarity: 1.0 });
    }

    #[test]
    fn whole_frames_are_copied_bit_by_bit() {
        let params = DelayLineParams { delay_ms: 0.25, polarity: 1.0 }; // 12 frames.
        let moved = conformance::render(&params, conformance::STREAM, 512);
        let plain = conformance::probe(2).concat();
        assert!((44..12_000).all(|i| (moved[i] + plain[i - 44]).to_bits() == 0));
    }

    proptest! {
        #[test]
        fn a_fraction_of_a_frame_is_that_fraction(part in 0.01_f64..0.99, turns in 0.001_f64..0.44) {
            let stream = StreamSpec { channels: 1, ..conformance::STREAM };
            let delay_ms = ((part + 3.0) / 48.0) as f32;
            let frames = f64::from(delay_ms) * 48.0 + 32.0;
            let sine = |t: f64| libm::sin(t * turns * std::f64::consts::TAU) as f32;
            let mut signal = vec![(0..400).map(|i| sine(f64::from(i))).collect::<Vec<_>>()];
            let mut line = DelayLineParams { delay_ms, polarity: 0.0 }.prepare(stream).unwrap();
            conformance::run(&mut line, &mut signal, 512);
            for (i, value) in signal[0].iter().enumerate().skip(100) {
                // 80 dB by design of the window.
                prop_assert!((value - sine(i as f64 - frames)).abs() < 2e-4);
            }
        }
    }

    #[test]
    fn a_move_does_not_click() {
        let stream = StreamSpec { channels: 1, ..conformance::STREAM };
        let mut line = DelayLineParams::default().prepare(stream).unwrap();
        let tone: Vec<f32> = (0..9_600).map(|i| audio::math::sin_turns(i as f32 * 0.01)).collect();
        let (mut first, mut second) = (vec![tone[..4_800].to_vec()], vec![tone[4_800..].to_vec()]);
        conformance::run(&mut line, &mut first, 512);
        line.set_params(&DelayLineParams { delay_ms: 0.9, polarity: 1.0 });
        conformance::run(&mut line, &mut second, 512);
        let all = [first.concat(), second.concat()].concat();
        // A sine of 0.01 turns per frame moves by 0.063; the fade adds 2/960.
        assert!(all.windows(2).all(|pair| (pair[1] - pair[0]).abs() < 0.066));
    }
}
