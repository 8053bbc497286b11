//! Eight times oversampling around a waveshaper, of what the shaper *adds*.
//!
//! The output is `delay(input) + decimate(shape(up) − up)`, `up` being the input at eight times
//! the rate. Linear signals therefore pass bit-exact and flat to the Nyquist frequency, the
//! filters touch the added harmonics only, and where nothing is added nothing need be computed.
//!
//! Three half-band stages (see [`crate::time::HalfBand`]), each flat within 10⁻⁴ dB to 0.4535 of
//! the base rate (20 kHz at 44.1 kHz) and 100 dB down where it would fold under that.

use crate::time::HalfBand;

/// Points per frame.
pub(super) const FACTOR: usize = 8;

/// Longest piece of audio worked on at once.
pub(super) const PIECE: usize = 64;

/// Frames of delay, by the reaches below: the way up takes 36 + 7/2 + 5/4 frames less what the
/// new points are ahead, the way down the same, and two points of padding make it whole.
pub(super) const LATENCY: usize = 80;

const REACHES: [usize; 3] = [36, 7, 5];

/// Stop band of every stage, in dB.
const ATTENUATION_DB: f64 = 104.0;

/// Filters and, per channel, what they remember.
#[derive(Debug)]
pub(super) struct Oversampler {
    stages: [HalfBand; 3],
    /// No point of `up` exceeds this times the largest sample under the kernel.
    norm: f32,
    channels: Vec<Channel>,
}

#[derive(Debug)]
struct Channel {
    window: [f32; LATENCY + PIECE],
    down: [Decimator; 3],
    /// Frames since the shaper last added anything, up to the memory of the filters.
    still_frames: usize,
}

impl Oversampler {
    pub(super) fn new(channels: usize) -> Self {
        let stages = REACHES.map(|reach| HalfBand::new(reach, ATTENUATION_DB));
        let channels = (0..channels).map(|_| Channel::new()).collect();
        Self { norm: norm(&stages), stages, channels }
    }

    /// Delays `samples`, at most [`PIECE`], by [`LATENCY`], and writes what the shaper adds into
    /// `added`. `shape` replaces points by what is to be added to them; no points of magnitude up
    /// to `quiet` may get anything. Returns false when `added` is all zero.
    pub(super) fn run(
        &mut self,
        channel: usize,
        samples: &mut [f32],
        added: &mut [f32; PIECE],
        quiet: f32,
        shape: impl FnOnce(&mut [f32]),
    ) -> bool {
        let Some(channel) = self.channels.get_mut(channel) else { return false };
        let frames = samples.len();
        let window = &mut channel.window[..LATENCY + frames];
        window[LATENCY..].copy_from_slice(samples);
        samples.copy_from_slice(&window[..frames]);
        let loudest = window.iter().fold(0.0_f32, |high, x| high.max(x.abs()));
        let is_still = loudest * self.norm <= quiet;
        let mut points = [0.0; FACTOR * PIECE];
        let points = &mut points[..FACTOR * frames];
        if !is_still {
            raise(&self.stages, window, points);
            shape(points);
        }
        channel.window.copy_within(frames..frames + LATENCY, 0);
        if is_still || points.iter().all(|point| point.to_bits() << 1 == 0) {
            channel.still_frames += frames;
            if channel.still_frames >= 2 * LATENCY {
                channel.still_frames = 2 * LATENCY; // Every memory holds zeros.
                return false;
            }
        } else {
            channel.still_frames = 0;
        }
        channel.lower(&self.stages, points, &mut added[..frames]);
        true
    }

    pub(super) fn reset(&mut self) {
        self.channels.iter_mut().for_each(|channel| *channel = Channel::new());
    }
}

/// The base rate becomes eight times the rate. `window` holds `LATENCY` frames before the piece.
fn raise(stages: &[HalfBand; 3], window: &[f32], points: &mut [f32]) {
    let frames = window.len() - LATENCY;
    let (mut two, mut four) = ([0.0; 2 * PIECE + 18], [0.0; 4 * PIECE + 10]);
    let (two, four) = (&mut two[..2 * frames + 18], &mut four[..4 * frames + 10]);
    double(&stages[0], window, two);
    double(&stages[1], two, four);
    double(&stages[2], &four[1..], points);
}

/// Interleaves the samples under the middle of the kernel with the values between them.
fn double(stage: &HalfBand, samples: &[f32], out: &mut [f32]) {
    let mut halves = [0.0; 4 * PIECE + 10];
    let halves = &mut halves[..out.len() / 2];
    stage.between(samples, halves);
    let evens = &samples[stage.reach() - 1..];
    for ((pair, even), half) in out.as_chunks_mut::<2>().0.iter_mut().zip(evens).zip(&*halves) {
        *pair = [*even, *half];
    }
}

/// Measured by impulses, one phase at a time; a little more for the rounding.
fn norm(stages: &[HalfBand; 3]) -> f32 {
    let mut sums = [0.0_f32; FACTOR];
    for at in 0..LATENCY + 1 {
        let mut window = [0.0; LATENCY + 1];
        window[at] = 1.0;
        let mut points = [0.0; FACTOR];
        raise(stages, &window, &mut points);
        for (sum, point) in sums.iter_mut().zip(points) {
            *sum += point.abs();
        }
    }
    1.000_1 * sums.iter().fold(1.0_f32, |high, sum| high.max(*sum))
}

impl Channel {
    fn new() -> Self {
        // The stage at the highest rate holds the padding.
        let down = [Decimator::new(5, 1), Decimator::new(7, 0), Decimator::new(36, 0)];
        Self { window: [0.0; LATENCY + PIECE], down, still_frames: 2 * LATENCY }
    }

    /// Eight times the rate becomes the base rate.
    fn lower(&mut self, stages: &[HalfBand; 3], points: &[f32], out: &mut [f32]) {
        let frames = out.len();
        let (mut four, mut two) = ([0.0; 4 * PIECE], [0.0; 2 * PIECE]);
        let (four, two) = (&mut four[..4 * frames], &mut two[..2 * frames]);
        self.down[0].halve(&stages[2], points, four);
        self.down[1].halve(&stages[1], four, two);
        self.down[2].halve(&stages[0], two, out);
    }
}

/// A half-band low-pass that keeps every other sample.
#[derive(Debug)]
struct Decimator {
    evens: Vec<f32>,
    odds: Vec<f32>,
    memory: [usize; 2],
}

impl Decimator {
    /// `padding` delays by as many output frames on top.
    fn new(reach: usize, padding: usize) -> Self {
        let memory = [reach - 1 + padding, 2 * reach - 1 + padding];
        let [evens, odds] = memory.map(|frames| vec![0.0; frames + 4 * PIECE]);
        Self { evens, odds, memory }
    }

    fn halve(&mut self, stage: &HalfBand, samples: &[f32], out: &mut [f32]) {
        let frames = out.len();
        let [even_memory, odd_memory] = self.memory;
        let evens = self.evens[even_memory..].iter_mut();
        let odds = self.odds[odd_memory..].iter_mut();
        for ((pair, even), odd) in samples.as_chunks::<2>().0.iter().zip(evens).zip(odds) {
            (*even, *odd) = (pair[0], pair[1]);
        }
        stage.between(&self.odds[..frames + 2 * stage.reach() - 1], out);
        for (out, even) in out.iter_mut().zip(&self.evens) {
            *out = 0.5 * (*out + even);
        }
        self.evens.copy_within(frames..frames + even_memory, 0);
        self.odds.copy_within(frames..frames + odd_memory, 0);
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;

    /// What comes out when the shaper adds the signal to itself: the whole chain, up and down.
    fn through(signal: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let mut oversampler = Oversampler::new(1);
        let (mut dry, mut wet) = (signal.to_vec(), Vec::new());
        for piece in dry.chunks_mut(PIECE - 1) {
            let mut added = [0.0; PIECE];
            oversampler.run(0, piece, &mut added, -1.0, |_| {});
            wet.extend(&added[..piece.len()]);
        }
        (dry, wet)
    }

    #[test]
    fn up_and_down_again_is_the_delayed_signal_to_20_khz() {
        for turns in [0.001, 0.1, 0.3, 0.4, 0.453_5] {
            let tone: Vec<f32> =
                (0..2_000).map(|i| libm::sin(TAU * turns * f64::from(i)) as f32).collect();
            let (dry, wet) = through(&tone);
            assert_eq!(dry[LATENCY..], tone[..2_000 - LATENCY]);
            for i in 400..2_000 {
                // Six stages of 104 dB; 0.01 dB would be 1.2e-3.
                assert!((wet[i] - dry[i]).abs() < 5e-5, "{turns}: {} {}", wet[i], dry[i]);
            }
        }
    }

    #[test]
    fn the_bound_holds_for_the_worst_signs() {
        let oversampler = Oversampler::new(1);
        let mut worst = 0.0_f32;
        for phase in 0..FACTOR {
            let signs: Vec<f32> = (0..=LATENCY)
                .map(|at| {
                    let mut window = [0.0; LATENCY + 1];
                    window[at] = 1.0;
                    let mut points = [0.0; FACTOR];
                    raise(&oversampler.stages, &window, &mut points);
                    points[phase].signum()
                })
                .collect();
            let mut points = [0.0; FACTOR];
            raise(&oversampler.stages, &signs, &mut points);
            worst = worst.max(points[phase]);
        }
        assert!(worst <= oversampler.norm && worst > 0.99 * oversampler.norm, "{worst}");
    }
}
