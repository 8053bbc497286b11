//! Level in, gain reduction out: the static curve, the ballistics and the tally together.

use super::ballistics::{Follower, Reduction, Tally, run_together};
use super::level::loudest;
use crate::filter::SEGMENT;

/// The static curve of a downward compressor, with everything that can be worked out beforehand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Curve {
    threshold_db: f32,
    /// dB of reduction per dB over the threshold.
    slope: f32,
    half_knee_db: f32,
    /// 1 / (2·knee).
    bend: f32,
    range_db: f32,
}

impl Curve {
    pub(super) fn new(threshold_db: f32, ratio: f32, knee_db: f32, range_db: f32) -> Self {
        // A knee of 0.001 dB is a hard one, without a division by zero.
        let knee_db = knee_db.max(1e-3);
        Self {
            threshold_db,
            slope: 1.0 - 1.0 / ratio,
            half_knee_db: 0.5 * knee_db,
            bend: 0.5 / knee_db,
            range_db,
        }
    }

    /// Reduction of a steady `level_db`, in dB ≥ 0. The quadratic knee of Giannoulis et al.,
    /// written without branches: what lies within the knee bends, what lies beyond is straight.
    #[inline(always)]
    pub(super) fn reduction_db(&self, level_db: f32) -> f32 {
        let into_knee_db = level_db - self.threshold_db + self.half_knee_db;
        let knee_db = 2.0 * self.half_knee_db;
        let bent_db = if into_knee_db > 0.0 { into_knee_db } else { 0.0 };
        let bent_db = if bent_db < knee_db { bent_db } else { knee_db };
        let beyond_db = into_knee_db - knee_db;
        let beyond_db = if beyond_db > 0.0 { beyond_db } else { 0.0 };
        let reduction_db = self.slope * (bent_db * bent_db * self.bend + beyond_db);
        if reduction_db < self.range_db { reduction_db } else { self.range_db }
    }
}

/// A compressor without ears and hands: it turns levels into reductions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rider {
    pub(super) curve: Curve,
    pub(super) follower: Follower,
    tally: Tally,
}

impl Rider {
    pub(super) fn new(curve: Curve, follower: Follower) -> Self {
        Self { curve, follower, tally: Tally::default() }
    }

    /// Levels in dBFS become reductions in dB. `position` counts frames from the start of the
    /// stream; the frames must not cross a multiple of [`SEGMENT`].
    pub(super) fn run(&mut self, levels_db: &mut [f32], input_peak: f32, position: usize) {
        self.want(levels_db);
        let sum_db = self.follower.run(levels_db);
        self.account(levels_db, sum_db, input_peak, position);
    }

    fn want(&self, levels_db: &mut [f32]) {
        for level_db in levels_db {
            *level_db = self.curve.reduction_db(*level_db);
        }
    }

    fn account(&mut self, reductions_db: &[f32], sum_db: f64, input_peak: f32, position: usize) {
        self.tally.add(reductions_db.len(), sum_db, loudest(reductions_db), input_peak);
        if (position + reductions_db.len()).is_multiple_of(SEGMENT) {
            self.tally.close();
            self.follower.flush();
        }
    }

    pub(super) fn reduction(&self) -> Reduction {
        self.tally.read()
    }

    pub(super) fn reset(&mut self) {
        self.follower.reset();
        self.tally = Tally::default();
    }
}

/// [`Rider::run`] for several bands side by side, `frames` of each.
pub(super) fn ride_together<const N: usize>(
    riders: &mut [Rider; N],
    levels_db: &mut [[f32; SEGMENT]; N],
    frames: usize,
    input_peak: f32,
    position: usize,
) {
    for (rider, levels_db) in riders.iter().zip(levels_db.iter_mut()) {
        rider.want(&mut levels_db[..frames]);
    }
    let mut followers = riders.map(|rider| rider.follower);
    let sums_db = run_together(&mut followers, levels_db, frames);
    for (band, rider) in riders.iter_mut().enumerate() {
        rider.follower = followers[band];
        rider.account(&levels_db[band][..frames], sums_db[band], input_peak, position);
    }
}
