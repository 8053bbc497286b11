//! The part of a dynamics processor that remembers: attack, release, and the tally of what was
//! done.
//!
//! Source: D. Giannoulis, M. Massberg, J. D. Reiss, "Digital Dynamic Range Compressor Design: A
//! Tutorial and Analysis", J. Audio Eng. Soc. 60(6), 2012: the smooth decoupled peak detector,
//! working on the gain reduction in dB. A peak holds and falls with the release; the attack smooths
//! what is held, rises and falls alike.

use super::level::memory;
use crate::filter::SEGMENT;

/// Frames in whose loudest sample a signal must exceed this to count as active: −60 dBFS.
const ACTIVE_OVER: f32 = 0.001;

/// Reduction below this, in dB, is none: the state would otherwise decay into subnormals.
const FLUSH_BELOW_DB: f64 = 1e-12;

/// Attack and release of a gain reduction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Follower {
    attack: f64,
    release: f64,
    held_db: f64,
    now_db: f64,
}

impl Follower {
    pub(super) fn new(attack_ms: f32, release_ms: f32, steps_per_second: f64) -> Self {
        let mut follower = Self { attack: 0.0, release: 0.0, held_db: 0.0, now_db: 0.0 };
        follower.set(attack_ms, release_ms, steps_per_second);
        follower
    }

    pub(super) fn set(&mut self, attack_ms: f32, release_ms: f32, steps_per_second: f64) {
        self.attack = memory(f64::from(attack_ms), steps_per_second);
        self.release = memory(f64::from(release_ms), steps_per_second);
    }

    /// Wanted reductions in, smoothed ones out, in dB ≥ 0; returns their sum.
    pub(super) fn run(&mut self, reductions_db: &mut [f32]) -> f64 {
        let mut moving = *self;
        let mut sum_db = 0.0;
        for value in reductions_db {
            let now_db = moving.advance(f64::from(*value));
            sum_db += now_db;
            *value = now_db as f32;
        }
        *self = moving;
        sum_db
    }

    #[inline(always)]
    fn advance(&mut self, wanted_db: f64) -> f64 {
        let fallen_db = self.release * self.held_db + (1.0 - self.release) * wanted_db;
        self.held_db = if wanted_db > fallen_db { wanted_db } else { fallen_db };
        self.now_db = self.attack * self.now_db + (1.0 - self.attack) * self.held_db;
        self.now_db
    }

    /// One step.
    pub(super) fn step(&mut self, wanted_db: f32) -> f32 {
        let mut value = [wanted_db];
        self.run(&mut value);
        value[0]
    }

    /// To be called at fixed positions of the stream.
    pub(super) fn flush(&mut self) {
        for state in [&mut self.held_db, &mut self.now_db] {
            if *state < FLUSH_BELOW_DB {
                *state = 0.0;
            }
        }
    }

    pub(super) fn reset(&mut self) {
        self.held_db = 0.0;
        self.now_db = 0.0;
    }
}

/// [`Follower::run`] for several followers side by side: each has to wait for its own last frame,
/// so four of them take hardly longer than one.
pub(super) fn run_together<const N: usize>(
    followers: &mut [Follower; N],
    reductions_db: &mut [[f32; SEGMENT]; N],
    frames: usize,
) -> [f64; N] {
    let mut moving = *followers;
    let mut sums_db = [0.0; N];
    #[expect(clippy::needless_range_loop, reason = "the frame is the inner index of all bands")]
    for frame in 0..frames.min(SEGMENT) {
        for band in 0..N {
            let now_db = moving[band].advance(f64::from(reductions_db[band][frame]));
            sums_db[band] += now_db;
            reductions_db[band][frame] = now_db as f32;
        }
    }
    *followers = moving;
    sums_db
}

/// What a dynamics processor has done so far. Guardrails are held against it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reduction {
    /// Average gain change while the input was active, in dB, ≥ 0. Active is every 64 frames in
    /// which it exceeds −60 dBFS.
    pub average_db: f64,
    /// Largest gain change at any time, in dB, ≥ 0.
    pub max_db: f32,
    /// Active frames.
    pub frames: u64,
}

/// Gathers a [`Reduction`], piece by piece.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    sum_db: f64,
    frames: u64,
    max_db: f32,
    piece_db: f64,
    piece_frames: u64,
    piece_peak: f32,
}

impl Tally {
    /// Counts `frames` frames: the sum and the maximum of the reduction, the peak of the input.
    pub(super) fn add(&mut self, frames: usize, sum_db: f64, max_db: f32, input_peak: f32) {
        self.piece_db += sum_db;
        self.piece_frames += frames as u64;
        self.piece_peak = if input_peak > self.piece_peak { input_peak } else { self.piece_peak };
        self.max_db = if max_db > self.max_db { max_db } else { self.max_db };
    }

    /// Closes a piece. To be called at fixed positions of the stream.
    pub(super) fn close(&mut self) {
        if self.piece_peak > ACTIVE_OVER {
            self.sum_db += self.piece_db;
            self.frames += self.piece_frames;
        }
        self.piece_db = 0.0;
        self.piece_frames = 0;
        self.piece_peak = 0.0;
    }

    /// The last piece counts, be it whole or not.
    pub(super) fn read(mut self) -> Reduction {
        self.close();
        let average_db = if self.frames == 0 { 0.0 } else { self.sum_db / self.frames as f64 };
        Reduction { average_db, max_db: self.max_db, frames: self.frames }
    }
}
