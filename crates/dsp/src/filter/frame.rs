//! One sample of both channels in `f64`: the lanes that recursive filters work in.
//!
//! A recursion cannot be vectorised over time, so it is vectorised over the channels. Mono audio
//! leaves the second lane at zero.

use std::ops::{Add, Mul, Sub};

/// Recursive state is flushed whenever this many frames have passed since the start of the
/// stream. It depends on the position alone, so the block size cannot be heard. It is also the
/// length of the pieces in which processors work: 1 KiB of frames, which stays in the L1 cache.
pub(crate) const SEGMENT: usize = 64;

/// State below this, −600 dB, is set to zero. `f64` turns subnormal at −6 150 dB, and nothing that
/// decays by more than 86 dB per frame survives 64 frames, so subnormals never arise.
const FLUSH_BELOW: f64 = 1e-30;

/// Left and right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(align(16))]
pub struct Frame(pub [f64; 2]);

impl Frame {
    /// Nothing.
    pub const ZERO: Self = Self([0.0; 2]);

    /// The same value left and right.
    #[must_use]
    #[inline(always)]
    pub const fn both(value: f64) -> Self {
        Self([value; 2])
    }

    /// The larger magnitude of the two.
    #[must_use]
    #[inline(always)]
    pub fn peak(self) -> f64 {
        let [left, right] = [self.0[0].abs(), self.0[1].abs()];
        if left > right { left } else { right }
    }

    /// Of each channel the larger magnitude: to find the peak of many frames lane by lane.
    #[must_use]
    #[inline(always)]
    pub(crate) fn loudest(self, other: Self) -> Self {
        let larger = |a: f64, b: f64| if b.abs() > a { b.abs() } else { a };
        Self([larger(self.0[0], other.0[0]), larger(self.0[1], other.0[1])])
    }

    /// Zero in place of values too small to matter.
    #[must_use]
    #[inline(always)]
    pub(crate) fn flushed(self) -> Self {
        Self(self.0.map(|value| if value.abs() < FLUSH_BELOW { 0.0 } else { value }))
    }
}

impl Add for Frame {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self([self.0[0] + other.0[0], self.0[1] + other.0[1]])
    }
}

impl Sub for Frame {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self([self.0[0] - other.0[0], self.0[1] - other.0[1]])
    }
}

impl Mul for Frame {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Self([self.0[0] * other.0[0], self.0[1] * other.0[1]])
    }
}

/// Planar audio that is only read, as [`audio::Block::read`] gives it: left and, if stereo, right.
pub type Channels<'a> = (&'a [f32], Option<&'a [f32]>);

/// Frames `from..to` of `channels`.
#[inline]
pub(crate) fn part(channels: Channels<'_>, from: usize, to: usize) -> Channels<'_> {
    (&channels.0[from..to], channels.1.map(|right| &right[from..to]))
}

/// Reads planar channels into frames; both must have the length of `frames`.
#[inline]
pub(crate) fn load((left, right): Channels<'_>, frames: &mut [Frame]) {
    match right {
        Some(right) => {
            for ((frame, left), right) in frames.iter_mut().zip(left).zip(right) {
                *frame = Frame([f64::from(*left), f64::from(*right)]);
            }
        }
        None => {
            for (frame, left) in frames.iter_mut().zip(left) {
                *frame = Frame([f64::from(*left), 0.0]);
            }
        }
    }
}

/// Writes frames back to planar channels.
#[inline]
pub(crate) fn store(frames: &[Frame], left: &mut [f32], right: Option<&mut [f32]>) {
    match right {
        Some(right) => {
            for ((frame, left), right) in frames.iter().zip(left).zip(right) {
                *left = frame.0[0] as f32;
                *right = frame.0[1] as f32;
            }
        }
        None => {
            for (frame, left) in frames.iter().zip(left) {
                *left = frame.0[0] as f32;
            }
        }
    }
}
