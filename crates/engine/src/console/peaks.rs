//! Peaks over time of what passes, for whoever shows how a song moved.

use audio::math::gain_to_db_f64;

use super::export::Span;
use super::planar::Planar;

/// Steps in a second: 50 ms each, two pictures of a film.
pub(crate) const STEPS_HZ: u64 = 20;

/// Silence, and the most that is told, in dBFS.
const RANGE_DBFS: [f64; 2] = [-120.0, 60.0];

/// The highest sample of each step: a byte for 50 ms, whatever the song's rate.
#[derive(Clone, Debug)]
pub(crate) struct Peaks {
    span: Span,
    rate_hz: u64,
    /// Frames so far.
    at: u64,
    peak: f32,
    steps: Vec<i8>,
}

impl Peaks {
    /// Of the frames in `span`.
    pub(crate) fn new(span: Span, rate_hz: u32) -> Self {
        Self { span, rate_hz: u64::from(rate_hz), at: 0, peak: 0.0, steps: Vec::new() }
    }

    /// Looks at a round.
    pub(crate) fn round(&mut self, audio: &Planar) {
        let (left, right) = audio.stereo();
        let range = self.span.take(left.len());
        self.push(&left[range.clone()], &right[range]);
    }

    /// Looks at frames that are all of it.
    pub(crate) fn push(&mut self, mut left: &[f32], mut right: &[f32]) {
        while !left.is_empty() {
            // Steps end at the frame under their time, so none drifts where a rate is no multiple.
            let end = (self.steps.len() as u64 + 1) * self.rate_hz / STEPS_HZ;
            let part =
                usize::try_from(end - self.at).map_or(left.len(), |part| part.min(left.len()));
            self.peak = self.peak.max(highest(&left[..part])).max(highest(&right[..part]));
            self.at += part as u64;
            if self.at == end {
                self.end_step();
            }
            (left, right) = (&left[part..], &right[part..]);
        }
    }

    fn end_step(&mut self) {
        let [low, high] = RANGE_DBFS;
        self.steps.push(gain_to_db_f64(f64::from(self.peak)).clamp(low, high).round() as i8);
        self.peak = 0.0;
    }

    /// The peaks, in dBFS; the last step may be shorter.
    pub(crate) fn finish(mut self) -> Vec<i8> {
        if self.at > self.steps.len() as u64 * self.rate_hz / STEPS_HZ {
            self.end_step();
        }
        self.steps
    }
}

/// The highest of all samples; of eight at a time, which a processor does at once.
fn highest(samples: &[f32]) -> f32 {
    let mut most = [0.0_f32; 8];
    let parts = samples.chunks_exact(8);
    let rest = parts.remainder();
    for part in parts {
        for (most, sample) in most.iter_mut().zip(part) {
            *most = most.max(sample.abs());
        }
    }
    most.into_iter().chain(rest.iter().map(|sample| sample.abs())).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Peaks of `samples` at `rate_hz`, which lie behind `skip` frames, in rounds of `frames`.
    fn peaks(samples: &[f32], rate_hz: u32, skip: usize, frames: usize) -> Vec<i8> {
        let mut peaks = Peaks::new(Span::new(skip as u64, samples.len() as u64), rate_hz);
        // What comes before and after is none of it.
        let mut all = vec![4.0; skip];
        all.extend(samples);
        all.resize(all.len() + 3 * frames, 4.0);
        for round in all.chunks_exact(frames) {
            peaks.round(&Planar(vec![vec![0.0; frames], round.to_vec()]));
        }
        peaks.finish()
    }

    #[test]
    fn each_step_has_its_highest_sample_whatever_the_round() {
        // 50 ms of 8 kHz are 400 frames: silence, −6, 0 and −120.9 dB, and a half step of +6.
        let mut samples = vec![0.0; 400];
        samples.extend([-0.5; 400]);
        samples.extend([0.1; 399]);
        samples.push(1.0);
        samples.extend([9e-7; 400]);
        samples.extend([2.0; 200]);
        for (skip, frames) in [(0, 64), (77, 64), (480, 1_000), (5, 7)] {
            assert_eq!(peaks(&samples, 8_000, skip, frames), [-120, -6, 0, -120, 6], "{frames}");
        }
    }

    #[test]
    fn steps_do_not_drift_where_the_rate_is_no_multiple() {
        // 22 050 Hz: a step has 1102.5 frames. The first frame of each second is loud.
        let mut samples = vec![0.0; 60 * 22_050];
        samples.iter_mut().step_by(22_050).for_each(|sample| *sample = 1.0);
        let found = peaks(&samples, 22_050, 0, 4_096);
        assert_eq!(found.len(), 60 * 20);
        for (step, peak) in found.iter().enumerate() {
            assert_eq!(*peak, if step % 20 == 0 { 0 } else { -120 }, "{step}");
        }
    }
}
