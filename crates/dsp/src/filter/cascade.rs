//! Many second-order sections over stereo audio, in one pass.
//!
//! The sections are transposed direct form II in `f64` (J. O. Smith, "Introduction to Digital
//! Filters", 2007). Written as a state space, `s1' = c1·x + s2 − a1·s1` with `c1 = b1 − a1·b0`, the
//! same arithmetic has a shorter path from one frame to the next: one product and one sum. Up to
//! four sections run side by side, so that their recursions overlap in the processor's pipeline.

use audio::{Block, StreamSpec};

use super::biquad::Coefficients;
use super::frame::{Frame, SEGMENT, load, store};
use super::live::ramp_frames;

/// Sections that share one pass over the frames: more would not fit into sixteen registers.
const GROUP: usize = 4;

/// A section as the inner loop wants it.
#[derive(Clone, Copy, Debug)]
struct Section {
    b0: Frame,
    c1: Frame,
    c2: Frame,
    a1: Frame,
    a2: Frame,
    s1: Frame,
    s2: Frame,
    now: Coefficients,
    step: Coefficients,
    target: Coefficients,
}

impl Section {
    fn new(coefficients: Coefficients) -> Self {
        let mut section = Self {
            b0: Frame::ZERO,
            c1: Frame::ZERO,
            c2: Frame::ZERO,
            a1: Frame::ZERO,
            a2: Frame::ZERO,
            s1: Frame::ZERO,
            s2: Frame::ZERO,
            now: coefficients,
            step: Coefficients::IDENTITY,
            target: coefficients,
        };
        section.arrive();
        section
    }

    fn arrive(&mut self) {
        let Coefficients { b0, b1, b2, a1, a2 } = self.target;
        self.now = self.target;
        self.b0 = Frame::both(b0);
        self.c1 = Frame::both(b1 - a1 * b0);
        self.c2 = Frame::both(b2 - a2 * b0);
        self.a1 = Frame::both(a1);
        self.a2 = Frame::both(a2);
    }

    fn leave_for(&mut self, target: Coefficients, frames: u32) {
        let share = 1.0 / f64::from(frames);
        let step = |from: f64, to: f64| (to - from) * share;
        self.target = target;
        self.step = Coefficients {
            b0: step(self.now.b0, target.b0),
            b1: step(self.now.b1, target.b1),
            b2: step(self.now.b2, target.b2),
            a1: step(self.now.a1, target.a1),
            a2: step(self.now.a2, target.a2),
        };
    }

    /// Between two settings. Straight lines between stable filters stay stable, because the stable
    /// region of (a1, a2) is a triangle; and the gain at 0 Hz stays between the two.
    fn run_ramped(&mut self, frames: &mut [Frame]) {
        let Coefficients { b0, b1, b2, a1, a2 } = self.step;
        let now = &mut self.now;
        for frame in frames {
            now.b0 += b0;
            now.b1 += b1;
            now.b2 += b2;
            now.a1 += a1;
            now.a2 += a2;
            let x = *frame;
            let y = Frame::both(now.b0) * x + self.s1;
            self.s1 = Frame::both(now.b1) * x + self.s2 - Frame::both(now.a1) * y;
            self.s2 = Frame::both(now.b2) * x - Frame::both(now.a2) * y;
            *frame = y;
        }
    }

    fn flush(&mut self) {
        self.s1 = self.s1.flushed();
        self.s2 = self.s2.flushed();
    }
}

/// Sections in series, for one or two channels.
#[derive(Clone, Debug)]
pub struct Cascade {
    sections: Vec<Section>,
    capacity: usize,
    /// Sections that remain when the ramp is over.
    wanted: usize,
    ramp_frames: u32,
    ramp_left: u32,
    position: usize,
}

impl Cascade {
    /// Sections in the order given. Later changes may bring up to `capacity` of them.
    #[must_use]
    pub fn new(coefficients: &[Coefficients], capacity: usize, stream: StreamSpec) -> Self {
        let capacity = capacity.max(coefficients.len());
        let mut sections = Vec::with_capacity(capacity);
        sections.extend(coefficients.iter().map(|coefficients| Section::new(*coefficients)));
        Self {
            wanted: sections.len(),
            sections,
            capacity,
            ramp_frames: ramp_frames(stream.sample_rate_hz),
            ramp_left: 0,
            position: 0,
        }
    }

    /// Moves to other sections within 20 ms, without a click. Those beyond the capacity are
    /// ignored. Never allocates.
    pub fn set(&mut self, coefficients: &[Coefficients]) {
        let wanted = &coefficients[..coefficients.len().min(self.capacity)];
        let heading = self.sections[..self.wanted].iter().map(|section| &section.target);
        if heading.eq(wanted) {
            return;
        }
        self.wanted = wanted.len();
        while self.sections.len() < wanted.len() {
            self.sections.push(Section::new(Coefficients::IDENTITY));
        }
        let targets = wanted.iter().copied().chain(std::iter::repeat(Coefficients::IDENTITY));
        for (section, target) in self.sections.iter_mut().zip(targets) {
            section.leave_for(target, self.ramp_frames);
        }
        self.ramp_left = self.ramp_frames;
    }

    /// Filters one block in place.
    pub fn process(&mut self, block: &mut Block<'_>) {
        if self.sections.is_empty() {
            return;
        }
        let (left, mut right) = block.split();
        let mut frames = [Frame::ZERO; SEGMENT];
        let mut from = 0;
        while from < left.len() {
            let to = left.len().min(from + SEGMENT - self.position % SEGMENT);
            let frames = &mut frames[..to - from];
            load((&left[from..to], right.as_deref().map(|right| &right[from..to])), frames);
            self.process_frames(frames);
            store(frames, &mut left[from..to], right.as_deref_mut().map(|r| &mut r[from..to]));
            from = to;
        }
    }

    /// Filters frames in place, for processors that stay in `f64` between filters.
    pub fn process_frames(&mut self, frames: &mut [Frame]) {
        let mut rest = frames;
        while !rest.is_empty() {
            let mut count = rest.len().min(SEGMENT - self.position % SEGMENT);
            if self.ramp_left > 0 {
                count = count.min(self.ramp_left as usize);
            }
            let (now, later) = rest.split_at_mut(count);
            if self.ramp_left > 0 {
                self.run_ramped(now)
            } else {
                self.run(now)
            }
            self.position += count;
            if self.position.is_multiple_of(SEGMENT) {
                self.position = 0;
                self.sections.iter_mut().for_each(Section::flush);
            }
            rest = later;
        }
    }

    /// Forgets the past, keeps the settings.
    pub fn reset(&mut self) {
        self.arrive();
        self.position = 0;
        for section in &mut self.sections {
            section.s1 = Frame::ZERO;
            section.s2 = Frame::ZERO;
        }
    }

    /// Gain at `freq_hz` of all sections together, in dB.
    #[must_use]
    pub fn response_db(&self, freq_hz: f64, sample_rate_hz: f64) -> f64 {
        let sections = &self.sections[..self.wanted];
        sections.iter().map(|section| section.target.response_db(freq_hz, sample_rate_hz)).sum()
    }

    fn arrive(&mut self) {
        self.ramp_left = 0;
        self.sections.truncate(self.wanted);
        self.sections.iter_mut().for_each(Section::arrive);
    }

    fn run_ramped(&mut self, frames: &mut [Frame]) {
        for section in &mut self.sections {
            section.run_ramped(frames);
        }
        self.ramp_left -= frames.len() as u32;
        if self.ramp_left == 0 {
            self.arrive();
        }
    }

    fn run(&mut self, frames: &mut [Frame]) {
        for group in self.sections.chunks_mut(GROUP) {
            match group {
                [a, b, c, d] => run_group([a, b, c, d], frames),
                [a, b, c] => run_group([a, b, c], frames),
                [a, b] => run_group([a, b], frames),
                [a] => run_group([a], frames),
                _ => {}
            }
        }
    }
}

/// `N` sections in series, frame by frame.
#[inline]
fn run_group<const N: usize>(sections: [&mut Section; N], frames: &mut [Frame]) {
    let mut state: [[Frame; 2]; N] = std::array::from_fn(|i| [sections[i].s1, sections[i].s2]);
    let gains: [[Frame; 5]; N] = std::array::from_fn(|i| {
        let section = &sections[i];
        [section.b0, section.c1, section.c2, section.a1, section.a2]
    });
    for frame in frames {
        let mut x = *frame;
        for (state, gains) in state.iter_mut().zip(&gains) {
            let [s1, s2] = *state;
            let [b0, c1, c2, a1, a2] = *gains;
            *state = [(c1 * x + s2) - a1 * s1, c2 * x - a2 * s1];
            x = b0 * x + s1;
        }
        *frame = x;
    }
    for (section, [s1, s2]) in sections.into_iter().zip(state) {
        section.s1 = s1;
        section.s2 = s2;
    }
}
