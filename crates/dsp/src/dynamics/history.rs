//! Gain over time in a bounded number of points, for pictures.
//!
//! A stream of any length fits: when all points are taken, neighbours are joined and each point
//! stands for twice the time. The points that are read depend on the stream and its length alone,
//! not on how it was cut, nor on what was pushed after its end to flush a pipeline.

/// Most points that are read.
const POINTS: usize = 512;

/// Points that are kept: twice as many, so that what comes after the end of a stream does not join
/// what would not be joined without it. That holds for flushes shorter than [`POINTS`] points.
const KEPT: usize = 2 * POINTS;

/// The lowest gain in every step of a stream.
#[derive(Clone, Debug)]
pub struct History {
    lowest: Vec<f32>,
    now: f32,
    seen: u64,
    per_point: u64,
}

impl History {
    /// One that has heard nothing. `per_point` is the number of gains that a point stands for at
    /// first.
    #[must_use]
    pub fn new(per_point: u64) -> Self {
        let lowest = Vec::with_capacity(KEPT);
        Self { lowest, now: 1.0, seen: 0, per_point: per_point.max(1) }
    }

    /// Takes note of gains, in order. Allocates nothing.
    pub fn push(&mut self, gains: &[f32]) {
        let mut rest = gains;
        while !rest.is_empty() {
            let room = self.per_point.saturating_sub(self.seen).max(1);
            let count = usize::try_from(room).unwrap_or(usize::MAX).min(rest.len());
            let (part, after) = rest.split_at(count);
            self.now =
                part.iter().fold(self.now, |low, gain| if *gain < low { *gain } else { low });
            self.seen += count as u64;
            rest = after;
            if self.seen >= self.per_point {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        if self.lowest.len() == KEPT {
            join(&mut self.lowest);
            self.per_point *= 2;
            // What was gathered is the first half of a longer point.
            return;
        }
        self.lowest.push(self.now);
        (self.now, self.seen) = (1.0, 0);
    }

    /// Forgets what it heard; points stay as long as they have become.
    pub fn reset(&mut self) {
        self.lowest.clear();
        (self.now, self.seen) = (1.0, 0);
    }

    /// The lowest gain of every whole point of the first `length` gains, and how many of them a
    /// point stands for.
    #[must_use]
    pub fn lowest(&self, length: u64) -> (Vec<f32>, u64) {
        let (mut points, mut per_point) = (self.lowest.clone(), self.per_point);
        while length / per_point > POINTS as u64 {
            join(&mut points);
            per_point *= 2;
        }
        points.truncate(usize::try_from(length / per_point).unwrap_or(POINTS));
        (points, per_point)
    }
}

/// Joins neighbours; one without a neighbour is no whole point and goes.
fn join(points: &mut Vec<f32>) {
    let half = points.len() / 2;
    for point in 0..half {
        let (one, two) = (points[2 * point], points[2 * point + 1]);
        points[point] = if two < one { two } else { one };
    }
    points.truncate(half);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(length: usize) -> Vec<f32> {
        let gain = |at: usize| if at % 1_000 == 7 { 0.5 } else { 0.9 + (at % 10) as f32 / 100.0 };
        (0..length).map(gain).collect()
    }

    #[test]
    fn every_point_is_the_lowest_of_its_step_however_long_however_cut_and_whatever_follows() {
        for length in [0_usize, 9, 10, 99, 5_120, 5_130, 10_230, 10_240, 10_250, 123_457] {
            let gains = stream(length);
            let mut step = 10;
            while length / step > POINTS {
                step *= 2;
            }
            let whole = gains.chunks_exact(step);
            let expected: Vec<f32> =
                whole.map(|part| part.iter().copied().fold(1.0, f32::min)).collect();
            for (piece, flush) in [(1, 0), (7, 3), (4_096, 4_000)] {
                let mut history = History::new(10);
                gains.chunks(piece).for_each(|part| history.push(part));
                history.push(&vec![0.1; flush]);
                let found = history.lowest(length as u64);
                assert!(
                    found == (expected.clone(), step as u64),
                    "{length} in pieces of {piece} and {flush} after it"
                );
            }
        }
    }
}
