//! The grid of time that all series share, and the stretches of sound around its points.
//!
//! A series has one value per frame of `hop` samples. Inside a frame stand `per_frame` centres,
//! evenly apart and the first at its start; around each of them a window is looked at, and the
//! frame's value is the mean power over its windows. Before the first and after the last sample
//! there is silence. So a steady tone reads the same at any hop, and nothing is skipped because
//! the hop is long.

/// Hands out the stretch around each centre of a stream.
#[derive(Clone, Debug)]
pub(super) struct Windows {
    /// Samples to either side of a centre.
    reach: usize,
    /// Samples between two frames.
    hop: f64,
    per_frame: u64,
    /// Centres handed out.
    centre: u64,
    /// What is still needed, starting `reach` samples before sample `start`.
    held: Vec<f32>,
    start: u64,
}

impl Windows {
    /// For windows of `2 · reach` samples no more than `apart_max` samples apart, in frames of
    /// `hop` samples (1 or more, not necessarily whole).
    pub(super) fn new(reach: usize, hop: f64, apart_max: f64) -> Self {
        let per_frame = libm::ceil(hop / apart_max.max(1.0)).max(1.0) as u64;
        // The silence before the first sample.
        let held = vec![0.0; reach];
        Self { reach, hop, per_frame, centre: 0, held, start: 0 }
    }

    /// Hears a block; `work` gets the frame and the samples of every window that is complete.
    pub(super) fn push(&mut self, block: &[f32], work: impl FnMut(u64, &[f32])) {
        self.held.extend_from_slice(block);
        self.hand_out(u64::MAX, work);
        let done = self.from().min(self.held.len());
        // Moving the rest to the front for every few samples would cost more than keeping them.
        if done >= 4 * self.reach.max(1_024) {
            self.held.drain(..done);
            self.start += done as u64;
        }
    }

    /// The last windows: those whose centre is one of the samples that were heard.
    pub(super) fn finish(&mut self, work: impl FnMut(u64, &[f32])) {
        let end = self.start + (self.held.len() - self.reach) as u64;
        self.held.resize(self.held.len() + self.reach, 0.0);
        self.hand_out(end, work);
    }

    fn hand_out(&mut self, end: u64, mut work: impl FnMut(u64, &[f32])) {
        while self.position() < end && self.from() + 2 * self.reach <= self.held.len() {
            let from = self.from();
            work(self.centre / self.per_frame, &self.held[from..from + 2 * self.reach]);
            self.centre += 1;
        }
    }

    /// Sample that the next window is centred on.
    fn position(&self) -> u64 {
        (self.centre as f64 * self.hop / self.per_frame as f64) as u64
    }

    /// Where the next window starts in what is held: positions never decrease.
    fn from(&self) -> usize {
        (self.position() - self.start) as usize
    }
}
