//! A fader that follows its automation lane.

use audio::{Block, db_to_gain};
use recipe::AutomationPoint;

/// Fader and automation of one strip.
#[derive(Clone, Debug)]
pub(crate) struct Fader {
    fixed_db: f32,
    points: Vec<AutomationPoint>,
}

impl Fader {
    /// `points` rise in frames; before the first and after the last the gain stays.
    pub(crate) fn new(fixed_db: f32, points: &[AutomationPoint]) -> Self {
        Self { fixed_db, points: points.to_vec() }
    }

    /// Scales a block whose first frame is frame `start` of the song (negative before it).
    pub(crate) fn process(&self, block: &mut Block<'_>, start: i64) {
        if self.points.is_empty() {
            let gain = db_to_gain(self.fixed_db);
            block.each(|samples| samples.iter_mut().for_each(|sample| *sample *= gain));
            return;
        }
        let frames = block.frames();
        let mut from = 0;
        while from < frames {
            let at = start + from as i64;
            let (segment, end) = self.segment(at);
            let to = end.map_or(frames, |end| {
                usize::try_from(end - at).map_or(frames, |left| (from + left).min(frames))
            });
            block.part(from, to).each(|samples| {
                for (frame, sample) in (at..).zip(samples) {
                    *sample *= segment.gain_at(frame);
                }
            });
            from = to;
        }
    }

    /// The straight line that holds at `frame`, and the frame at which the next one begins.
    fn segment(&self, frame: i64) -> (Line, Option<i64>) {
        let next = self.points.partition_point(|point| as_frame(point) <= frame);
        let end = self.points.get(next).map(as_frame);
        let line = match (next.checked_sub(1).map(|last| &self.points[last]), self.points.get(next))
        {
            (Some(a), Some(b)) => {
                let span = (b.frame - a.frame) as f64;
                let slope = f64::from(b.gain_db - a.gain_db) / span;
                Line { origin: as_frame(a), db: self.fixed_db + a.gain_db, slope_db: slope as f32 }
            }
            (Some(only), None) | (None, Some(only)) => {
                Line { origin: as_frame(only), db: self.fixed_db + only.gain_db, slope_db: 0.0 }
            }
            (None, None) => Line { origin: 0, db: self.fixed_db, slope_db: 0.0 },
        };
        (line, end)
    }
}

#[derive(Clone, Copy, Debug)]
struct Line {
    origin: i64,
    db: f32,
    slope_db: f32,
}

impl Line {
    fn gain_at(self, frame: i64) -> f32 {
        db_to_gain(self.db + self.slope_db * (frame - self.origin) as f32)
    }
}

fn as_frame(point: &AutomationPoint) -> i64 {
    i64::try_from(point.frame).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(points: &[(u64, f32)], start: i64, frames: usize, block: usize) -> Vec<f32> {
        let points: Vec<_> =
            points.iter().map(|&(frame, gain_db)| AutomationPoint { frame, gain_db }).collect();
        let fader = Fader::new(0.0, &points);
        let mut samples = vec![1.0; frames];
        for (index, part) in samples.chunks_mut(block).enumerate() {
            fader.process(&mut Block::mono(part), start + (index * block) as i64);
        }
        samples.iter().map(|gain| audio::gain_to_db(*gain)).collect()
    }

    #[test]
    fn the_gain_runs_straight_in_decibels_between_points_and_stays_outside() {
        let gains = run(&[(10, -6.0), (30, 0.0)], -5, 60, 7);
        for (frame, expected) in [(-5, -6.0), (10, -6.0), (20, -3.0), (30, 0.0), (54, 0.0)] {
            let got = gains[(frame + 5) as usize];
            assert!((got - expected).abs() < 1e-3, "{got} dB at frame {frame}");
        }
    }

    #[test]
    fn blocks_do_not_matter() {
        let points = [(3, 0.0), (40, -12.0), (41, 3.0), (90, 1.0)];
        assert_eq!(run(&points, 0, 120, 120), run(&points, 0, 120, 11), "same lane, same gains");
    }
}
