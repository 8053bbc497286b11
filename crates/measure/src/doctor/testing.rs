//! Made-up stems for tests.

use super::{Kinship, PairListener, Pairs};

pub(super) const RATE_HZ: f64 = 48_000.0;

/// White noise within ±`level`, by xorshift.
pub(super) fn noise(seed: u64, frames: usize, level: f32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / 8_388_608.0 - 1.0
    };
    (0..frames).map(|_| level * next()).collect()
}

pub(super) fn scaled(x: &[f32], gain: f32) -> Vec<f32> {
    x.iter().map(|x| gain * x).collect()
}

pub(super) fn added(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

/// Hears mono stems of one length in blocks of `block` frames.
pub(super) fn pairs(stems: &[&[f32]], block: usize) -> Pairs {
    let mut listener = PairListener::new(RATE_HZ, &vec![1; stems.len()]);
    let frames = stems[0].len();
    let mut from = 0;
    while from < frames {
        let to = (from + block).min(frames);
        let parts: Vec<_> = stems.iter().map(|stem| (&stem[from..to], None)).collect();
        listener.push(&parts, to - from);
        from = to;
    }
    listener.finish()
}

pub(super) fn kinship(stems: &[&[f32]]) -> Kinship {
    Kinship::of(&pairs(stems, 4_096))
}
