//! A delay with feedback, for a return; the recipe gives it the length of a note.
//!
//! Each round passes a high-pass and a low-pass of the first order, so that echoes sink behind
//! the voice as those of a tape do. With ping-pong, the left echo feeds the right one and the
//! other way round.

use audio::{Block, Params, Processor, RangeError, StreamSpec};

use super::tone::{Tone, one_pole};
use crate::time::Ramp;

audio::params! {
    /// Settings of an [`Echo`]. The output is wet only: it sits on a return.
    pub struct EchoParams {
        /// Time between echoes, in ms.
        time_ms: 10.0, 375.0, 2_000.0, Milliseconds;
        /// Level of each echo against the one before it.
        feedback_pct: 0.0, 30.0, 90.0, Percent;
        /// Echoes change sides: 0 stay where they came from, 100 alternate.
        ping_pong_pct: 0.0, 100.0, 100.0, Percent;
        /// High-pass in the loop, in Hz.
        low_cut_hz: 20.0, 250.0, 2_000.0, Hz;
        /// Low-pass in the loop, in Hz.
        high_cut_hz: 500.0, 5_000.0, 20_000.0, Hz;
    }
}

/// Two delays that may feed each other. A mono stream has one.
#[derive(Debug)]
pub struct Echo {
    sample_rate_hz: f64,
    rings: [Vec<f32>; 2],
    tones: [Tone; 2],
    at: usize,
    /// Delay before and after the last change, in frames, and how far it has gone.
    frames: [usize; 2],
    moved: Ramp,
    feedback: Ramp,
    cross: Ramp,
    cuts: [f64; 2],
}

impl Params for EchoParams {
    type Processor = Echo;
    audio::params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<Echo, RangeError> {
        self.check()?;
        let rate = stream.sample_rate_hz;
        let longest = (f64::from(Self::TABLE[0].max) * 1e-3 * rate) as usize + 2;
        Ok(Echo {
            sample_rate_hz: rate,
            rings: [0, 1].map(|_| vec![0.0; longest.next_power_of_two()]),
            tones: [Tone::default(); 2],
            at: 0,
            frames: [frames(self.time_ms, rate); 2],
            moved: Ramp::new(1.0, rate),
            feedback: Ramp::new(self.feedback_pct / 100.0, rate),
            cross: Ramp::new(self.ping_pong_pct / 100.0, rate),
            cuts: cuts(self, rate),
        })
    }
}

fn frames(time_ms: f32, sample_rate_hz: f64) -> usize {
    (f64::from(time_ms) * 1e-3 * sample_rate_hz).round().max(1.0) as usize
}

fn cuts(params: &EchoParams, sample_rate_hz: f64) -> [f64; 2] {
    [params.low_cut_hz, params.high_cut_hz].map(|hz| one_pole(f64::from(hz), sample_rate_hz))
}

impl Processor for Echo {
    type Params = EchoParams;

    fn set_params(&mut self, params: &EchoParams) {
        let clamped: [f32; 5] = std::array::from_fn(|i| {
            let spec = &EchoParams::SPECS[i];
            params.list().as_ref()[i].clamp(spec.min, spec.max)
        });
        let params = EchoParams::from_values(&clamped);
        let next = frames(params.time_ms, self.sample_rate_hz);
        if next != self.frames[1] {
            // The old echo fades into the new one: no slide of pitch.
            self.frames = [self.frames[1], next];
            self.moved = Ramp::new(0.0, self.sample_rate_hz);
            self.moved.go(1.0);
        }
        self.feedback.go(params.feedback_pct / 100.0);
        self.cross.go(params.ping_pong_pct / 100.0);
        self.cuts = cuts(&params, self.sample_rate_hz);
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let (left, right) = block.split();
        match right {
            Some(right) => {
                for (left, right) in left.iter_mut().zip(right) {
                    [*left, *right] = self.next([*left, *right]);
                }
            }
            None => {
                for sample in left {
                    // One side is its own neighbour.
                    [*sample, _] = self.next([*sample; 2]);
                }
            }
        }
    }

    fn reset(&mut self) {
        self.rings.iter_mut().for_each(|ring| ring.fill(0.0));
        self.tones = [Tone::default(); 2];
        self.at = 0;
        for ramp in [&mut self.moved, &mut self.feedback, &mut self.cross] {
            ramp.jump();
        }
    }
}

impl Echo {
    #[inline]
    fn next(&mut self, input: [f32; 2]) -> [f32; 2] {
        let (moved, feedback, cross) = (self.moved.next(), self.feedback.next(), self.cross.next());
        let mask = self.rings[0].len() - 1;
        let [old, new] = self.frames.map(|frames| self.at.wrapping_sub(frames) & mask);
        let mut out = [0.0; 2];
        for ((out, ring), tone) in out.iter_mut().zip(&self.rings).zip(&mut self.tones) {
            let heard =
                if moved < 1.0 { ring[old] + moved * (ring[new] - ring[old]) } else { ring[new] };
            *out = tone.next(heard, self.cuts);
        }
        let stay = 1.0 - cross;
        let back = [
            feedback * (stay * out[0] + cross * out[1]),
            feedback * (stay * out[1] + cross * out[0]),
        ];
        for ((ring, input), back) in self.rings.iter_mut().zip(input).zip(back) {
            ring[self.at & mask] = input + back;
        }
        self.at = self.at.wrapping_add(1);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance;

    #[test]
    fn conforms_to_the_processor_contract() {
        let params = EchoParams {
            time_ms: 30.0,
            feedback_pct: 60.0,
            ping_pong_pct: 70.0,
            ..EchoParams::default()
        };
        conformance::check_return(params);
        conformance::check_no_dead_parameter(params);
    }

    fn energies(ping_pong_pct: f32) -> Vec<[f64; 2]> {
        let params = EchoParams {
            time_ms: 100.0,
            feedback_pct: 50.0,
            ping_pong_pct,
            low_cut_hz: 20.0,
            high_cut_hz: 20_000.0,
        };
        let mut echo = params.prepare(conformance::STREAM).unwrap();
        let mut signal = vec![vec![0.0_f32; 24_000]; 2];
        for (i, sample) in signal[0][..480].iter_mut().enumerate() {
            *sample = audio::math::sin_turns(i as f32 / 48.0);
        }
        conformance::run(&mut echo, &mut signal, 512);
        (0..5)
            .map(|at| {
                [0, 1].map(|side: usize| {
                    let echo = &signal[side][at * 4_800..(at + 1) * 4_800];
                    echo.iter().map(|x| f64::from(*x).powi(2)).sum()
                })
            })
            .collect()
    }

    #[test]
    fn echoes_come_on_time_fall_by_the_feedback_and_change_sides() {
        let echoes = energies(100.0);
        assert!(echoes[0][0] + echoes[0][1] < 1e-12, "wet only");
        for at in 1..4 {
            let (here, there) = ((at + 1) % 2, at % 2);
            assert!(echoes[at][there] < 1e-3 * echoes[at][here], "echo {at}: {echoes:?}");
            let fall_db = 10.0 * libm::log10(echoes[at + 1][there] / echoes[at][here]);
            // Half the amplitude, and 0.1 dB that the cuts take from 1 kHz.
            assert!((fall_db + 6.02).abs() < 0.2, "echo {at}: {fall_db:.2} dB");
        }
    }

    #[test]
    fn without_ping_pong_the_other_side_is_silent() {
        let echoes = energies(0.0);
        assert!(echoes.iter().all(|[_, right]| *right < 1e-20));
        let fall_db = 10.0 * libm::log10(echoes[2][0] / echoes[1][0]);
        assert!((fall_db + 6.02).abs() < 0.2, "{fall_db:.2} dB");
    }
}
