//! Gain over time in a bounded number of points, for pictures.
//!
//! A stream of any length fits: when all points are taken, neighbours are joined and each point
//! stands for twice the time. The points depend on the stream alone, not on how it was cut.

/// Most points; even, so that neighbours can be joined.
const POINTS: usize = 512;

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
        let lowest = Vec::with_capacity(POINTS);
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
        if self.lowest.len() == POINTS {
            for point in 0..POINTS / 2 {
                self.lowest[point] = self.lowest[2 * point].min(self.lowest[2 * point + 1]);
            }
            self.lowest.truncate(POINTS / 2);
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

    /// Number of gains that a point stands for.
    #[must_use]
    pub fn per_point(&self) -> u64 {
        self.per_point
    }

    /// The lowest gain of every point, the last one being incomplete.
    #[must_use]
    pub fn lowest(&self) -> Vec<f32> {
        let last = (self.seen > 0).then_some(self.now);
        self.lowest.iter().copied().chain(last).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(length: usize) -> Vec<f32> {
        (0..length)
            .map(|at| if at % 1_000 == 7 { 0.5 } else { 0.9 + (at % 10) as f32 / 100.0 })
            .collect()
    }

    #[test]
    fn every_point_is_the_lowest_of_its_step_however_long_and_however_cut() {
        for length in [0_usize, 1, 99, 512 * 10, 512 * 10 + 1, 123_457] {
            let gains = stream(length);
            for piece in [1, 7, 4_096] {
                let mut history = History::new(10);
                gains.chunks(piece).for_each(|part| history.push(part));
                let step = history.per_point() as usize;
                let expected: Vec<f32> = gains
                    .chunks(step)
                    .map(|part| part.iter().copied().fold(1.0, f32::min))
                    .collect();
                assert_eq!(history.lowest(), expected, "{length} in pieces of {piece}");
                assert!(expected.len() <= POINTS + 1, "{} points", expected.len());
            }
        }
    }
}
