//! The grid of 10 ms on which everything is measured, and the buffer that cuts a stream into it.
//!
//! All analysis sees whole hops only. That is why no result depends on how the caller cuts the
//! stream, and why no loop has to remember where in a hop it stopped.

use audio::StreamSpec;

/// Hops in one second.
pub(crate) const HOPS_PER_S: usize = 100;

/// A sample of larger magnitude, +120 dBFS, is measured as this. It keeps hostile floats from
/// turning the sums of others into infinities.
const LARGEST_SAMPLE: f32 = 1e6;

/// First frame after hop `index`. At rates that are no multiple of 100 Hz hops differ by a frame.
pub(crate) fn hop_end(index: u64, sample_rate_hz: f64) -> u64 {
    libm::floor((index + 1) as f64 * sample_rate_hz / HOPS_PER_S as f64) as u64
}

/// Collects a stream until a hop is complete.
#[derive(Clone, Debug)]
pub(crate) struct HopBuffer {
    sample_rate_hz: f64,
    left: Vec<f32>,
    right: Vec<f32>,
    /// Hops handed on so far.
    index: u64,
    /// Frames handed on so far.
    start: u64,
}

impl HopBuffer {
    pub(crate) fn new(spec: StreamSpec) -> Self {
        let capacity = libm::ceil(spec.sample_rate_hz / HOPS_PER_S as f64) as usize;
        Self {
            sample_rate_hz: spec.sample_rate_hz,
            left: Vec::with_capacity(capacity),
            right: Vec::with_capacity(capacity),
            index: 0,
            start: 0,
        }
    }

    /// Frames received so far.
    pub(crate) fn frames(&self) -> u64 {
        self.start + self.left.len() as u64
    }

    /// Takes in a block (channels of one length) and hands every hop it completes to `work`.
    pub(crate) fn push(
        &mut self,
        mut left: &[f32],
        mut right: Option<&[f32]>,
        mut work: impl FnMut(&[f32], Option<&[f32]>),
    ) {
        while !left.is_empty() {
            let length = (hop_end(self.index, self.sample_rate_hz) - self.start) as usize;
            let wanted = length - self.left.len();
            let (now, later) = left.split_at(wanted.min(left.len()));
            let (right_now, right_later) = match right {
                Some(right) => {
                    let (now, later) = right.split_at(now.len());
                    (Some(now), Some(later))
                }
                None => (None, None),
            };
            if now.len() == length {
                work(now, right_now);
                self.advance(length);
            } else {
                self.left.extend_from_slice(now);
                self.right.extend_from_slice(right_now.unwrap_or_default());
                if self.left.len() == length {
                    work(&self.left, right_now.map(|_| &self.right[..]));
                    self.advance(length);
                }
            }
            (left, right) = (later, right_later);
        }
    }

    /// What is left when the stream ends inside a hop.
    pub(crate) fn rest(&self) -> (&[f32], &[f32]) {
        (&self.left, &self.right)
    }

    fn advance(&mut self, length: usize) {
        self.index += 1;
        self.start += length as u64;
        self.left.clear();
        self.right.clear();
    }
}

/// What a meter makes of samples that are not numbers, or absurdly large ones.
pub(crate) fn sanitised(samples: &[f32]) -> Vec<f32> {
    let limit = |x: &f32| if x.is_nan() { 0.0 } else { x.clamp(-LARGEST_SAMPLE, LARGEST_SAMPLE) };
    samples.iter().map(limit).collect()
}

/// Whether a hop with this sum of squares needs [`sanitised`] samples.
pub(crate) fn is_hostile(energy: f64) -> bool {
    energy.is_nan() || energy >= f64::from(LARGEST_SAMPLE) * f64::from(LARGEST_SAMPLE)
}
