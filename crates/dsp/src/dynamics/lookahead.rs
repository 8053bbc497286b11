//! Delays the audio so that its detector is ahead of it.

/// A ring of frames for two channels.
#[derive(Clone, Debug)]
pub(super) struct Lookahead {
    rings: [Vec<f32>; 2],
    frames: usize,
    at: usize,
}

impl Lookahead {
    pub(super) fn new(time_ms: f32, sample_rate_hz: f64) -> Self {
        let frames = (f64::from(time_ms) * 0.001 * sample_rate_hz + 0.5) as usize;
        Self { rings: [vec![0.0; frames], vec![0.0; frames]], frames, at: 0 }
    }

    pub(super) fn frames(&self) -> usize {
        self.frames
    }

    /// Gives what came [`Self::frames`] ago and keeps what comes now.
    pub(super) fn process(&mut self, left: &mut [f32], right: Option<&mut [f32]>) {
        if self.frames == 0 {
            return;
        }
        let [ring_left, ring_right] = &mut self.rings;
        let end = turn(ring_left, self.at, left);
        if let Some(right) = right {
            turn(ring_right, self.at, right);
        }
        self.at = end;
    }

    pub(super) fn reset(&mut self) {
        self.rings.iter_mut().for_each(|ring| ring.fill(0.0));
        self.at = 0;
    }
}

/// Exchanges `samples` with the ring from `at` on and returns where it ended.
fn turn(ring: &mut [f32], mut at: usize, samples: &mut [f32]) -> usize {
    let mut rest = samples;
    while !rest.is_empty() {
        let count = rest.len().min(ring.len() - at);
        let (now, later) = rest.split_at_mut(count);
        now.swap_with_slice(&mut ring[at..at + count]);
        at = if at + count == ring.len() { 0 } else { at + count };
        rest = later;
    }
    at
}
