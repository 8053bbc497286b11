//! From the gain that single frames need to a gain that may be heard: held, released, smoothed.

/// Adding and subtracting this rounds to a multiple of 2⁻³⁰: the last place of an `f64` of this
/// size. Sums of up to 2²⁰ such gains are exact, so the box filters never drift.
const ROUND: f64 = 6_291_456.0;

/// Half of that last place, taken off first: smoothing must not raise a gain.
const HALF_PLACE: f64 = 1.0 / 2_147_483_648.0;

/// Gains closer to 1 than this have arrived, in a release (−100 dB, smoothed).
const ARRIVED: f64 = 1e-5;

/// Frames around a peak that need its gain too: a peak between two frames belongs to both, and
/// the interpolating kernel weighs their neighbours most.
const SPREAD: usize = 4;

/// Frames that share one step of hold and release: the box filters smooth what is left of it.
const GROUP: usize = 4;

/// Parts of the slow hold.
const PARTS: usize = 8;

/// Lengths and coefficients of a [`GainCurve`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Timing {
    boxes: [usize; 2],
    window: usize,
    release: Release,
    part_frames: usize,
}

#[derive(Clone, Copy, Debug)]
struct Release {
    fast: f64,
    slow_down: f64,
    slow_up: f64,
}

impl Release {
    /// The slow gain sinks with 5 times the release and rises with 30 times: one peak leaves it
    /// almost alone, dense peaks pull it down within a second, and then the fast gain has nothing
    /// left to ripple. It rises so slowly that little is let go between the notes of a bass, which
    /// would hear that as distortion.
    fn new(release_ms: f64, sample_rate_hz: f64) -> Self {
        let frames = GROUP as f64;
        let share = |ms: f64| 1.0 - libm::exp(-1e3 * frames / (ms * sample_rate_hz));
        Self {
            fast: share(release_ms),
            slow_down: share(5.0 * release_ms),
            slow_up: share(30.0 * release_ms),
        }
    }

    /// The fast release alone.
    fn without_slow(self) -> Self {
        Self { slow_down: 0.0, ..self }
    }
}

impl Timing {
    pub(super) fn new(lookahead_ms: f64, release_ms: f64, sample_rate_hz: f64) -> Self {
        let lookahead = ((lookahead_ms * 1e-3 * sample_rate_hz) as usize).max(16);
        // Two unequal boxes: their zeros do not coincide.
        let boxes = [lookahead * 5 / 8, lookahead - lookahead * 5 / 8 + 1];
        // Half a period of 50 Hz, or the look-ahead if that is all that is asked for: a bass note
        // holds its gain from peak to peak.
        let hold = (0.010_5 * sample_rate_hz) as usize;
        Self {
            boxes,
            window: lookahead + SPREAD + hold,
            release: Release::new(release_ms, sample_rate_hz),
            part_frames: (0.0125 * sample_rate_hz) as usize,
        }
    }

    /// For small corrections that should be over soon: no slow release.
    pub(super) fn brief(self) -> Self {
        Self { release: self.release.without_slow(), ..self }
    }
}

/// The gain of one stage, frame by frame.
#[derive(Debug)]
pub(super) struct GainCurve {
    timing: Timing,
    minimum: SlidingMinimum,
    fast: f64,
    slow: f64,
    /// Lowest gain of the last parts of 12.5 ms, and of the one that is being counted.
    parts: [f64; PARTS],
    part: f64,
    /// The lowest of `parts`.
    lowest: f64,
    part_left: usize,
    rings: [Vec<f64>; 2],
    places: [usize; 2],
    sums: [f64; 2],
}

impl GainCurve {
    pub(super) fn new(timing: Timing) -> Self {
        let mut curve = Self {
            timing,
            minimum: SlidingMinimum::new(timing.window.div_ceil(GROUP) + 1),
            fast: 1.0,
            slow: 1.0,
            parts: [1.0; PARTS],
            part: 1.0,
            lowest: 1.0,
            part_left: timing.part_frames,
            rings: timing.boxes.map(|frames| vec![0.0; frames]),
            places: [0; 2],
            sums: [0.0; 2],
        };
        curve.reset();
        curve
    }

    /// Frames by which a gain follows the frame that needed it.
    pub(super) fn latency_frames(&self) -> usize {
        self.timing.boxes[0] + self.timing.boxes[1] - 2 + SPREAD / 2
    }

    pub(super) fn set_release(&mut self, release_ms: f64, sample_rate_hz: f64) {
        self.timing.release = Release::new(release_ms, sample_rate_hz);
    }

    /// Replaces the gains needed by the gains to apply. Returns true when they are all exactly 1;
    /// `unneeded` says that the needed ones are, and the gains are then left alone.
    pub(super) fn run(&mut self, gains: &mut [f32], unneeded: bool) -> bool {
        if unneeded && self.is_idle() {
            self.count_part(1.0, gains.len());
            return true;
        }
        let (w1, w2) = (self.timing.boxes[0] as f64, self.timing.boxes[1] as f64);
        let scale = 1.0 / (w1 * w2);
        for group in gains.chunks_mut(GROUP) {
            let needed = group.iter().fold(1.0_f32, |low, gain| gain.min(low));
            let held = f64::from(self.minimum.next(needed));
            let released = self.release(held, group.len());
            for gain in group {
                *gain = (self.smooth(released) * scale) as f32;
            }
        }
        false
    }

    pub(super) fn reset(&mut self) {
        self.minimum.reset();
        (self.fast, self.slow, self.part) = (1.0, 1.0, 1.0);
        self.parts = [1.0; PARTS];
        self.lowest = 1.0;
        self.part_left = self.timing.part_frames;
        self.rings[0].fill(1.0);
        self.sums[0] = self.rings[0].len() as f64;
        self.rings[1].fill(self.sums[0]);
        self.sums[1] = self.full();
        self.places = [0; 2];
    }

    /// The last sum when every gain is 1.
    fn full(&self) -> f64 {
        (self.rings[0].len() * self.rings[1].len()) as f64
    }

    /// Nothing is held, released or smoothed any more: another 1 would change nothing.
    fn is_idle(&self) -> bool {
        self.sums[1] >= self.full()
            && self.minimum.is_idle()
            && self.fast >= 1.0
            && self.slow >= 1.0
            && self.part >= 1.0
            && self.lowest >= 1.0
    }

    #[inline]
    fn release(&mut self, held: f64, frames: usize) -> f64 {
        self.count_part(held, frames);
        let release = self.timing.release;
        let lowest = if self.part < self.lowest { self.part } else { self.lowest };
        let share = if lowest < self.slow { release.slow_down } else { release.slow_up };
        self.slow = arrive(self.slow + share * (lowest - self.slow), lowest);
        self.fast = if held < self.fast {
            held
        } else {
            arrive(self.fast + release.fast * (held - self.fast), held)
        };
        if self.fast < self.slow { self.fast } else { self.slow }
    }

    #[inline]
    fn count_part(&mut self, held: f64, frames: usize) {
        self.part = if held < self.part { held } else { self.part };
        if self.part_left > frames {
            self.part_left -= frames;
        } else {
            self.part_left += self.timing.part_frames - frames;
            self.parts.rotate_right(1);
            self.parts[0] = self.part;
            self.lowest = self.parts.iter().fold(1.0, |low, part| part.min(low));
            self.part = 1.0;
        }
    }

    /// Two running sums in a row.
    #[inline]
    fn smooth(&mut self, gain: f64) -> f64 {
        let mut value = if gain < 1.0 { (gain - HALF_PLACE + ROUND) - ROUND } else { 1.0 };
        for ((ring, place), sum) in self.rings.iter_mut().zip(&mut self.places).zip(&mut self.sums)
        {
            let Some(old) = ring.get_mut(*place) else { continue };
            *sum += value - *old;
            *old = value;
            *place = if *place + 1 == ring.len() { 0 } else { *place + 1 };
            value = *sum;
        }
        value
    }
}

/// Ends an approach that would never end.
#[inline]
fn arrive(value: f64, target: f64) -> f64 {
    if (value - target).abs() < ARRIVED { target } else { value }
}

/// The least of the last `window` values, in constant time: a queue that keeps only values which
/// may still become the least (D. Lemire, "Streaming maximum-minimum filter using no more than
/// three comparisons per element", 2006).
#[derive(Debug)]
struct SlidingMinimum {
    window: u64,
    /// Ring of (frame, value), values rising from first to last.
    queue: Vec<(u64, f32)>,
    first: usize,
    count: usize,
    frame: u64,
}

impl SlidingMinimum {
    fn new(window: usize) -> Self {
        let queue = vec![(0, 1.0); (window + 1).next_power_of_two()];
        Self { window: window as u64, queue, first: 0, count: 0, frame: 0 }
    }

    #[inline]
    fn next(&mut self, value: f32) -> f32 {
        let mask = self.queue.len() - 1;
        while self.count > 0 && self.queue[(self.first + self.count - 1) & mask].1 >= value {
            self.count -= 1;
        }
        self.queue[(self.first + self.count) & mask] = (self.frame, value);
        self.count += 1;
        if self.queue[self.first & mask].0 + self.window <= self.frame {
            self.first = (self.first + 1) & mask;
            self.count -= 1;
        }
        self.frame += 1;
        self.queue[self.first & mask].1
    }

    fn is_idle(&self) -> bool {
        self.count == 0 || (self.count == 1 && self.queue[self.first].1 >= 1.0)
    }

    fn reset(&mut self) {
        (self.first, self.count, self.frame) = (0, 0, 0);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_sliding_minimum_is_the_least_of_the_window(
            values in prop::collection::vec(0.0_f32..1.0, 1..300), window in 1_usize..50,
        ) {
            let mut minimum = SlidingMinimum::new(window);
            for i in 0..values.len() {
                let least = values[(i + 1).saturating_sub(window)..=i]
                    .iter().fold(f32::INFINITY, |a, b| a.min(*b));
                prop_assert!((minimum.next(values[i]) - least).abs() < 1e-12);
            }
        }

        #[test]
        fn no_frame_gets_more_than_it_needs(
            needed in prop::collection::vec((0.01_f32..2.0, 1_usize..200), 1..40),
        ) {
            let needed: Vec<f32> = needed
                .iter()
                .flat_map(|(gain, gap)| {
                    std::iter::repeat_n(1.0, *gap).chain([gain.min(1.0)])
                })
                .collect();
            let mut curve = GainCurve::new(Timing::new(2.0, 20.0, 48_000.0));
            let delay = curve.latency_frames();
            let mut gains = needed.clone();
            gains.extend(vec![1.0; delay]);
            curve.run(&mut gains, false);
            for (i, needed) in needed.iter().enumerate() {
                // The gain is rounded to f32 once: half an ulp of 1.
                prop_assert!(gains[i + delay] <= needed + 6e-8, "{i}");
            }
        }
    }

    #[test]
    fn after_a_lone_peak_the_gain_comes_back_to_exactly_one() {
        let mut curve = GainCurve::new(Timing::new(2.0, 80.0, 48_000.0));
        let mut peak = [0.5; GROUP];
        assert!(!curve.run(&mut peak, false));
        let mut frames = 0;
        let mut ones = [1.0; 32];
        while !curve.run(&mut ones, true) {
            ones = [1.0; 32];
            frames += 32;
            assert!(frames < 48_000 * 30, "the release ends");
        }
    }

    #[test]
    fn dense_peaks_release_slower_than_a_lone_one() {
        let recovered = |peaks: usize| {
            let mut curve = GainCurve::new(Timing::new(2.0, 80.0, 48_000.0));
            for _ in 0..peaks {
                let mut gains = [1.0; 960];
                gains[0] = 0.5;
                curve.run(&mut gains, false);
            }
            let mut tail = [1.0; 9_600];
            curve.run(&mut tail, false);
            tail[9_599]
        };
        assert!(recovered(1) > 0.85, "{}", recovered(1));
        assert!(recovered(200) < 0.65, "{}", recovered(200));
    }

    #[test]
    fn little_of_a_beat_is_let_go_between_its_hits() {
        let mut curve = GainCurve::new(Timing::new(2.0, 80.0, 48_000.0));
        let mut gains = vec![1.0; 8_640];
        for _ in 0..40 {
            gains.fill(1.0);
            gains[0] = 0.5;
            curve.run(&mut gains, false);
        }
        // In 0.18 s it sinks for 0.112 s with 0.4 s and rises for 0.068 s with 2.4 s: the two are
        // at rest where it comes up to 0.553.
        assert!(gains[8_639] < 0.56, "{}", gains[8_639]);
    }
}
