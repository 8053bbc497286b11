//! Samples as bytes: the conversions between stored PCM and planar `f32`.
//!
//! Integers map to −1 (inclusive) … +1 (exclusive) by a power of two, so 16 and 24 bits survive
//! the way there and back exactly. The target is near memory speed: loops work on whole frames
//! without branches.

mod reader;

pub(crate) use crate::chunks::Order;
pub(crate) use reader::{PcmReader, PcmStream, frames_in};

/// The type of one stored sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sample {
    /// 8 bits with an offset of 128, as WAV has them.
    Unsigned8,
    /// 8-bit integer, as AIFF has them.
    Int8,
    /// 16-bit integer.
    Int16,
    /// 24-bit integer.
    Int24,
    /// 32-bit integer.
    Int32,
    /// IEEE single precision.
    Float32,
    /// IEEE double precision.
    Float64,
}

/// How one sample is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Coding {
    pub(crate) sample: Sample,
    pub(crate) order: Order,
}

impl Sample {
    /// The integer type that holds `bits` bits; 8-bit ones are `byte`. `None` out of range.
    pub(crate) fn int(bits: u32, byte: Self) -> Option<Self> {
        Some(match bits {
            1..=8 => byte,
            9..=16 => Self::Int16,
            17..=24 => Self::Int24,
            25..=32 => Self::Int32,
            _ => return None,
        })
    }

    /// Bytes of one sample.
    pub(crate) fn bytes(self) -> usize {
        match self {
            Self::Unsigned8 | Self::Int8 => 1,
            Self::Int16 => 2,
            Self::Int24 => 3,
            Self::Int32 | Self::Float32 => 4,
            Self::Float64 => 8,
        }
    }

    /// Whether samples are floating point.
    pub(crate) fn is_float(self) -> bool {
        matches!(self, Self::Float32 | Self::Float64)
    }
}

impl Coding {
    /// Converts interleaved bytes to planar samples. `bytes` holds exactly as many frames as
    /// each channel of `out` has samples.
    fn unpack(self, bytes: &[u8], out: &mut [&mut [f32]]) {
        let int16 = |value: i16| f32::from(value) * (1.0 / 32_768.0);
        let int32 = |value: i32| value as f32 * PER_INT32;
        let big = self.order == Order::Big;
        match self.sample {
            Sample::Unsigned8 => {
                spread(bytes, out, |[b]: [u8; 1]| (f32::from(b) - 128.0) * (1.0 / 128.0));
            }
            Sample::Int8 => {
                spread(bytes, out, |[b]: [u8; 1]| f32::from(b.cast_signed()) * (1.0 / 128.0));
            }
            Sample::Int16 if big => spread(bytes, out, |b| int16(i16::from_be_bytes(b))),
            Sample::Int16 => spread(bytes, out, |b| int16(i16::from_le_bytes(b))),
            Sample::Int24 if big => {
                spread(bytes, out, |[a, b, c]| int32(i32::from_be_bytes([a, b, c, 0])));
            }
            Sample::Int24 => {
                spread(bytes, out, |[a, b, c]| int32(i32::from_le_bytes([0, a, b, c])));
            }
            Sample::Int32 if big => spread(bytes, out, |b| int32(i32::from_be_bytes(b))),
            Sample::Int32 => spread(bytes, out, |b| int32(i32::from_le_bytes(b))),
            Sample::Float32 if big => spread(bytes, out, f32::from_be_bytes),
            Sample::Float32 => spread(bytes, out, f32::from_le_bytes),
            Sample::Float64 if big => spread(bytes, out, |b| f64::from_be_bytes(b) as f32),
            Sample::Float64 => spread(bytes, out, |b| f64::from_le_bytes(b) as f32),
        }
    }
}

/// 2⁻³¹.
const PER_INT32: f32 = 1.0 / (1_u32 << 31) as f32;

/// De-interleaves one or two channels, converting each sample of `N` bytes.
fn spread<const N: usize>(bytes: &[u8], out: &mut [&mut [f32]], convert: impl Fn([u8; N]) -> f32) {
    let (samples, _) = bytes.as_chunks::<N>();
    match out {
        [mono] => {
            for (to, from) in mono.iter_mut().zip(samples) {
                *to = convert(*from);
            }
        }
        [left, right] => {
            let (frames, _) = samples.as_chunks::<2>();
            for ((left, right), from) in left.iter_mut().zip(right.iter_mut()).zip(frames) {
                *left = convert(from[0]);
                *right = convert(from[1]);
            }
        }
        _ => unreachable!("channels are checked when the header is read"),
    }
}

/// The index of the first sample that is NaN or infinite.
pub(crate) fn first_not_finite(samples: &[f32]) -> Option<usize> {
    first_over(samples, f32::MAX)
}

/// The index of the first sample whose magnitude is over `limit`, or NaN.
pub(crate) fn first_over(samples: &[f32], limit: f32) -> Option<usize> {
    // Magnitudes order like their bits, NaN last, and this loop vectorises.
    let over = |sample: &f32| sample.to_bits() & 0x7fff_ffff > limit.to_bits();
    let worst = samples.iter().map(|sample| sample.to_bits() & 0x7fff_ffff).max();
    if worst <= Some(limit.to_bits()) {
        return None;
    }
    samples.iter().position(over)
}
