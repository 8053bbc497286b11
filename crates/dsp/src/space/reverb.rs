//! A feedback delay network reverb with modulation.
//!
//! Pre-delay and two gentle cuts, four all-passes that blur the onset, then the [network](super::network).
//! The output is as loud as the input for steady sound in the middle of the spectrum: the level
//! follows from the energy that the network loses (see `Control`), whatever the decay time.

use audio::{Block, Params, Processor, RangeError, StreamSpec};

use super::diffuser::Diffuser;
use super::network::{GRID, Network, Room};
use super::tone::{Tone, one_pole};

audio::params! {
    /// Settings of a [`Reverb`]. The output is wet only: it sits on a return.
    pub struct ReverbParams {
        /// Time to decay by 60 dB in the middle of the spectrum, in seconds.
        decay_s: 0.1, 1.4, 12.0, Seconds;
        /// Over this frequency the decay shortens, down to a quarter, in Hz.
        damping_hz: 500.0, 6_000.0, 20_000.0, Hz;
        /// Time before the first echo, in ms. The all-passes and the room add their own.
        pre_delay_ms: 0.0, 20.0, 200.0, Milliseconds;
        /// Density of the onset.
        diffusion_pct: 0.0, 75.0, 100.0, Percent;
        /// Scale of the room: 100 is a hall of about 20 m.
        size_pct: 10.0, 60.0, 150.0, Percent;
        /// Depth of the slow modulation that keeps the tail from ringing.
        modulation_pct: 0.0, 30.0, 100.0, Percent;
        /// High-pass at the input, in Hz.
        low_cut_hz: 20.0, 180.0, 1_000.0, Hz;
        /// Low-pass at the input, in Hz.
        high_cut_hz: 1_000.0, 9_000.0, 20_000.0, Hz;
    }
}

/// Coefficient of the all-passes at a diffusion of 100 %. Over 0.75 they ring by themselves.
const DIFFUSION_MAX: f32 = 0.72;

/// A room. A mono stream hears its left side.
#[derive(Debug)]
pub struct Reverb {
    sample_rate_hz: f64,
    inputs: [Input; 2],
    network: Network,
    coefficients: Coefficients,
}

/// What one side goes through before the network.
#[derive(Debug)]
struct Input {
    tone: Tone,
    delay: Vec<f32>,
    at: usize,
    diffuser: Diffuser,
}

#[derive(Clone, Copy, Debug)]
struct Coefficients {
    cuts: [f64; 2],
    pre_delay: usize,
    diffusion: f32,
}

impl Coefficients {
    fn new(params: &ReverbParams, sample_rate_hz: f64) -> Self {
        let cuts = [params.low_cut_hz, params.high_cut_hz]
            .map(|hz| one_pole(f64::from(hz), sample_rate_hz));
        let pre_delay = (f64::from(params.pre_delay_ms) * 1e-3 * sample_rate_hz) as usize;
        Self { cuts, pre_delay, diffusion: DIFFUSION_MAX * params.diffusion_pct / 100.0 }
    }
}

fn room(params: &ReverbParams) -> Room {
    Room {
        decay_s: f64::from(params.decay_s),
        damping_hz: f64::from(params.damping_hz),
        size: f64::from(params.size_pct) / 100.0,
        modulation: f64::from(params.modulation_pct) / 100.0,
    }
}

impl Params for ReverbParams {
    type Processor = Reverb;
    audio::params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<Reverb, RangeError> {
        self.check()?;
        let rate = stream.sample_rate_hz;
        let longest = f64::from(Self::TABLE[2].max) * 1e-3 * rate;
        let size_max = f64::from(Self::TABLE[4].max) / 100.0;
        let inputs = [0, 1].map(|channel| Input {
            tone: Tone::default(),
            delay: vec![0.0; (longest as usize + 1).next_power_of_two()],
            at: 0,
            diffuser: Diffuser::new(channel, rate),
        });
        Ok(Reverb {
            sample_rate_hz: rate,
            inputs,
            network: Network::new(room(self), size_max, rate),
            coefficients: Coefficients::new(self, rate),
        })
    }
}

impl Input {
    fn process(&mut self, samples: &mut [f32], coefficients: &Coefficients) {
        let mask = self.delay.len() - 1;
        for sample in &mut *samples {
            self.delay[self.at & mask] = self.tone.next(*sample, coefficients.cuts);
            *sample = self.delay[self.at.wrapping_sub(coefficients.pre_delay) & mask];
            self.at = self.at.wrapping_add(1);
        }
        self.diffuser.process(samples, coefficients.diffusion);
    }

    fn reset(&mut self) {
        self.tone = Tone::default();
        self.delay.fill(0.0);
        self.at = 0;
        self.diffuser.reset();
    }
}

impl Processor for Reverb {
    type Params = ReverbParams;

    fn set_params(&mut self, params: &ReverbParams) {
        let values = params.list();
        let clamped: [f32; 8] = std::array::from_fn(|i| {
            let spec = &ReverbParams::SPECS[i];
            values.as_ref()[i].clamp(spec.min, spec.max)
        });
        let params = ReverbParams::from_values(&clamped);
        self.coefficients = Coefficients::new(&params, self.sample_rate_hz);
        self.network.set(room(&params));
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let frames = block.frames();
        let mut from = 0;
        while from < frames {
            let to = frames.min(from + self.network.room_left());
            self.process_piece(&mut block.part(from, to));
            from = to;
        }
    }

    fn reset(&mut self) {
        self.inputs.iter_mut().for_each(Input::reset);
        self.network.reset();
    }
}

impl Reverb {
    fn process_piece(&mut self, piece: &mut Block<'_>) {
        let (left, right) = piece.split();
        let [left_in, right_in] = &mut self.inputs;
        left_in.process(left, &self.coefficients);
        if let Some(right) = right {
            right_in.process(right, &self.coefficients);
            self.network.process(left, right);
        } else {
            let mut silent = [0.0; GRID];
            self.network.process(left, &mut silent[..left.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance;

    const PLAIN: ReverbParams = ReverbParams {
        decay_s: 1.5,
        damping_hz: 20_000.0,
        pre_delay_ms: 0.0,
        diffusion_pct: 75.0,
        size_pct: 60.0,
        modulation_pct: 30.0,
        low_cut_hz: 20.0,
        high_cut_hz: 20_000.0,
    };

    fn answer(params: ReverbParams, left: &[f32], right: &[f32], seconds: f64) -> [Vec<f32>; 2] {
        let mut reverb = params.prepare(conformance::STREAM).unwrap();
        let mut signal = vec![left.to_vec(), right.to_vec()];
        signal.iter_mut().for_each(|side| side.resize((seconds * 48_000.0) as usize, 0.0));
        conformance::run(&mut reverb, &mut signal, 512);
        [signal[0].clone(), signal[1].clone()]
    }

    fn noise(frames: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        (0..frames)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / 8_388_608.0 - 1.0
            })
            .collect()
    }

    fn energy(samples: &[f32]) -> f64 {
        samples.iter().map(|x| f64::from(*x).powi(2)).sum()
    }

    #[test]
    fn conforms_to_the_processor_contract() {
        let params = ReverbParams {
            decay_s: 0.4,
            pre_delay_ms: 3.0,
            size_pct: 20.0,
            ..ReverbParams::default()
        };
        conformance::check_return(params);
        conformance::check_no_dead_parameter(params);
    }

    #[test]
    fn sixty_db_are_gone_after_the_decay_time() {
        // A click around 700 Hz, between the cuts and far under the damping, and short enough to
        // wake dozens of modes.
        let burst: Vec<f32> = (0..240)
            .map(|i| {
                let hann = audio::math::sin_turns(i as f32 / 480.0);
                hann * hann * audio::math::sin_turns(i as f32 * 700.0 / 48_000.0)
            })
            .collect();
        for decay_s in [0.4_f32, 1.4, 4.0] {
            for size_pct in [30.0, 100.0] {
                let params = ReverbParams { decay_s, size_pct, ..PLAIN };
                let seconds = f64::from(decay_s) * 1.2 + 0.5;
                let sides = answer(params, &burst, &burst, seconds);
                // Schroeder's backward integral, from −5 to −35 dB, doubled (ISO 3382: T30).
                let mut sum = 0.0;
                let mut decay: Vec<f64> = (0..sides[0].len())
                    .rev()
                    .map(|i| {
                        sum += sides.iter().map(|side| f64::from(side[i]).powi(2)).sum::<f64>();
                        sum
                    })
                    .collect();
                decay.reverse();
                let reach = |db: f64| {
                    decay.iter().position(|e| *e < sum * libm::pow(10.0, db / 10.0)).unwrap()
                };
                let measured_s = 2.0 * (reach(-35.0) - reach(-5.0)) as f64 / 48_000.0;
                let error = measured_s / f64::from(decay_s) - 1.0;
                assert!(error.abs() < 0.1, "{decay_s} s, {size_pct} %: {measured_s:.2} s");
            }
        }
    }

    #[test]
    fn the_sides_are_strangers_even_for_a_mono_input() {
        let dry = noise(96_000, 1);
        let [left, right] = answer(PLAIN, &dry, &dry, 2.0);
        let product: f64 =
            left.iter().zip(&right).map(|(l, r)| f64::from(*l) * f64::from(*r)).sum();
        let correlation = product / libm::sqrt(energy(&left) * energy(&right));
        assert!(correlation.abs() < 0.1, "{correlation:.3}");
    }

    #[test]
    fn the_room_is_as_loud_as_what_sounds_in_it() {
        for decay_s in [0.3, 1.4, 6.0] {
            let seconds = f64::from(decay_s) * 1.5 + 1.0;
            let frames = (seconds * 48_000.0) as usize;
            let (a, b) = (noise(frames, 1), noise(frames, 9));
            let [left, right] = answer(ReverbParams { decay_s, ..PLAIN }, &a, &b, seconds);
            let half = frames / 2;
            let wet = energy(&left[half..]) + energy(&right[half..]);
            let dry = energy(&a[half..]) + energy(&b[half..]);
            let db = 10.0 * libm::log10(wet / dry);
            // White noise has most of its energy where the damping and the high cut take some.
            assert!(db.abs() < 3.0, "{decay_s} s: {db:.1} dB");
        }
    }

    #[test]
    fn echoes_grow_dense_and_the_tail_is_like_noise() {
        // J. S. Abel, P. Huang, "A simple, robust measure of reverberation echo density", AES
        // 121st Convention, 2006: the share of samples beyond one standard deviation, 1 for
        // Gaussian noise.
        let [left, _] = answer(PLAIN, &[1.0], &[0.0], 1.2);
        let density = |at_ms: usize| {
            let window = &left[at_ms * 48 - 480..at_ms * 48 + 480];
            let deviation = libm::sqrt(energy(window) / window.len() as f64);
            let beyond = window.iter().filter(|x| f64::from(x.abs()) > deviation).count();
            beyond as f64 / window.len() as f64 / 0.317_3
        };
        assert!(density(150) > 0.7, "after 150 ms: {:.2}", density(150));
        for at_ms in (300..1_000).step_by(50) {
            assert!((0.8..1.2).contains(&density(at_ms)), "{at_ms} ms: {:.2}", density(at_ms));
        }
    }

    #[test]
    fn no_tone_rings_out_of_the_tail() {
        use rustfft::num_complex::Complex64;
        let [left, _] = answer(PLAIN, &[1.0], &[1.0], 1.5);
        let frames = 1 << 14;
        let mut lines: Vec<Complex64> = left[24_000..24_000 + frames]
            .iter()
            .enumerate()
            .map(|(i, x)| {
                let hann = libm::sin(std::f64::consts::PI * i as f64 / frames as f64).powi(2);
                Complex64::new(f64::from(*x) * hann, 0.0)
            })
            .collect();
        rustfft::FftPlannerScalar::new().plan_fft_forward(frames).process(&mut lines);
        // Lines of Gaussian noise are exponentially distributed: the largest of 2 400 lies
        // ln 2 400 = 7.8 times (9 dB) over the mean, one in 10⁴ tails 17 times (12.3 dB).
        let powers: Vec<f64> = lines[100..2_500].iter().map(|line| line.norm_sqr()).collect();
        let mean = powers.iter().sum::<f64>() / powers.len() as f64;
        let peak = powers.iter().fold(0.0_f64, |high, power| high.max(*power));
        let db = 10.0 * libm::log10(peak / mean);
        assert!(db < 13.5, "{db:.1} dB over its surroundings");
    }

    #[test]
    fn a_change_of_every_setting_does_not_click() {
        let tone: Vec<f32> =
            (0..48_000).map(|i| audio::math::sin_turns(i as f32 * 200.0 / 48_000.0)).collect();
        let mut reverb = PLAIN.prepare(conformance::STREAM).unwrap();
        let (mut first, mut second) = (vec![tone.clone(); 2], vec![tone; 2]);
        conformance::run(&mut reverb, &mut first, 512);
        let far = ReverbParams { decay_s: 0.5, size_pct: 90.0, modulation_pct: 100.0, ..PLAIN };
        reverb.set_params(&far);
        conformance::run(&mut reverb, &mut second, 512);
        let all = [&first[0][24_000..], &second[0][..]].concat();
        let peak = all.iter().fold(0.0_f32, |high, x| high.max(x.abs()));
        // A 200 Hz tone moves by 0.026 of its amplitude per frame.
        let step = all.windows(2).fold(0.0_f32, |high, pair| high.max((pair[1] - pair[0]).abs()));
        assert!(step < 0.05 * peak, "{step} of {peak}");
    }
}
