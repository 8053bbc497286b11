//! From `f32` to integers, once: dither, optional noise shaping, rounding, clipping.
//!
//! Sources: S. P. Lipshitz, R. A. Wannamaker, J. Vanderkooy, "Quantization and Dither: A
//! Theoretical Survey", J. Audio Eng. Soc. 40(5), 1992 (triangular dither of ±1 LSB makes mean
//! and power of the error independent of the signal: the error has variance 3·LSB²/12);
//! G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
//! 2014 (the generator, used by position so that neither chunks nor threads change a bit).

use std::f64::consts::TAU;

/// What is done to the error of rounding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dither {
    /// Rounded to the nearest step. For audio that already lies on the steps.
    None,
    /// Triangular noise of ±1 step: the error becomes a steady, white hiss.
    #[default]
    Tpdf,
    /// The same, with the hiss moved away from 4 kHz, where hearing is keenest, to the top
    /// octave. For 16 bits; the total noise is up to 7 dB stronger.
    TpdfShaped,
}

/// Frames worked on at once.
const CHUNK_FRAMES: usize = 512;

/// One channel of a chunk.
type Chunk<T> = [T; CHUNK_FRAMES];

/// Turns the channels of one stream into integers.
#[derive(Debug)]
pub(crate) struct Quantiser {
    /// Steps from zero to full scale: 2^(bits − 1).
    full_scale: f64,
    dither: Dither,
    /// The seed, mixed.
    key: u64,
    /// Frames quantised so far: the position in the noise.
    frame: u64,
    /// Samples that did not fit.
    clipped_samples: u64,
    shapers: [Shaper; 2],
    noise: Box<Chunk<u64>>,
    /// Rounded samples of each channel, in steps, not yet clipped.
    rounded: Box<[Chunk<f64>; 2]>,
    /// The same as integers, clipped.
    integers: Box<[Chunk<i32>; 2]>,
}

impl Quantiser {
    pub(crate) fn new(bits: u32, dither: Dither, seed: u64, sample_rate_hz: u32) -> Self {
        Self {
            full_scale: f64::from(1_u32 << (bits - 1)),
            dither,
            key: mix(seed),
            frame: 0,
            clipped_samples: 0,
            shapers: [Shaper::new(sample_rate_hz); 2],
            noise: Box::new([0; CHUNK_FRAMES]),
            rounded: Box::new([[0.0; CHUNK_FRAMES]; 2]),
            integers: Box::new([[0; CHUNK_FRAMES]; 2]),
        }
    }

    /// Samples that did not fit so far.
    pub(crate) fn clipped_samples(&self) -> u64 {
        self.clipped_samples
    }

    /// Replaces `out` with the interleaved integers of `channels`, one or two of equal length.
    pub(crate) fn quantise(&mut self, channels: &[&[f32]], out: &mut Vec<i32>) {
        let frames = channels[0].len();
        out.resize(frames * channels.len(), 0);
        for (index, to) in out.chunks_mut(CHUNK_FRAMES * channels.len()).enumerate() {
            let from = index * CHUNK_FRAMES;
            let count = to.len() / channels.len();
            if self.dither != Dither::None {
                for (offset, word) in self.noise[..count].iter_mut().enumerate() {
                    *word = noise(self.key, self.frame + offset as u64);
                }
            }
            for (channel, samples) in channels.iter().enumerate() {
                self.round(channel, &samples[from..from + count]);
                self.clip(channel, count);
            }
            interleave(&self.integers, to, channels.len());
            self.frame += count as u64;
        }
    }

    /// Scales, dithers and rounds one channel of one chunk.
    fn round(&mut self, channel: usize, samples: &[f32]) {
        let scale = self.full_scale;
        // Far beyond full scale the size no longer matters, but rounding needs a bound.
        let scaled = |x: f32| (f64::from(x) * scale).clamp(-2.0 * scale, 2.0 * scale);
        let to = self.rounded[channel].iter_mut().zip(samples);
        match self.dither {
            Dither::None => {
                for (to, x) in to {
                    *to = round(scaled(*x));
                }
            }
            Dither::Tpdf => {
                for ((to, x), word) in to.zip(self.noise.iter()) {
                    *to = round(scaled(*x) + triangular(*word, channel));
                }
            }
            Dither::TpdfShaped => {
                let shaper = &mut self.shapers[channel];
                for ((to, x), word) in to.zip(self.noise.iter()) {
                    *to = shaper.round(scaled(*x), triangular(*word, channel));
                }
            }
        }
    }

    /// Cuts one channel of one chunk to full scale and counts.
    fn clip(&mut self, channel: usize, count: usize) {
        let (low, high) = (-self.full_scale, self.full_scale - 1.0);
        let mut clipped = 0;
        for (to, x) in self.integers[channel].iter_mut().zip(&self.rounded[channel][..count]) {
            clipped += u64::from(*x < low) + u64::from(*x > high);
            *to = to_int(x.clamp(low, high));
        }
        self.clipped_samples += clipped;
    }
}

fn interleave(planes: &[Chunk<i32>; 2], out: &mut [i32], channels: usize) {
    let [left, right] = planes;
    if channels == 1 {
        out.copy_from_slice(&left[..out.len()]);
        return;
    }
    let (frames, _) = out.as_chunks_mut::<2>();
    for ((to, left), right) in frames.iter_mut().zip(left).zip(right) {
        *to = [*left, *right];
    }
}

/// Second-order error feedback with a zero of the noise at [`QUIET_HZ`], for one channel.
#[derive(Clone, Copy, Debug)]
struct Shaper {
    /// 2·cos of the angle of the zero.
    c: f64,
    /// The last error, in steps.
    last: f64,
    /// The error before it.
    before: f64,
}

/// Where hearing is keenest, in Hz.
const QUIET_HZ: f64 = 4_000.0;

impl Shaper {
    fn new(sample_rate_hz: u32) -> Self {
        // At low rates there is no room above 4 kHz: the zero moves down with the rate.
        let turns = (QUIET_HZ / f64::from(sample_rate_hz)).min(0.125);
        Self { c: 2.0 * libm::cos(TAU * turns), last: 0.0, before: 0.0 }
    }

    /// The noise comes out filtered by 1 − c·z⁻¹ + z⁻².
    #[inline]
    fn round(&mut self, x: f64, dither: f64) -> f64 {
        let wanted = x - self.c * self.last + self.before;
        let rounded = round(wanted + dither);
        // The error of rounding, not of clipping: it stays below 1.5 steps, so the loop is
        // stable whatever comes in.
        (self.before, self.last) = (self.last, rounded - wanted);
        rounded
    }
}

/// To the nearest integer, halves to even: the same for a signal and its mirror image.
/// Exact for magnitudes below 2⁵¹.
#[inline]
fn round(x: f64) -> f64 {
    (x + ROUND) - ROUND
}

/// Adding 1.5·2⁵² leaves no bits for a fraction.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// An integer below 2³¹ in magnitude, out of the low bits of the sum.
#[inline]
fn to_int(x: f64) -> i32 {
    (x + ROUND).to_bits() as i32
}

/// The 64 random bits of a frame: SplitMix64, entered at any position.
#[inline]
fn noise(key: u64, frame: u64) -> u64 {
    mix(key.wrapping_add(frame.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

#[inline]
fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Triangular noise of −1 to +1 step: the difference of two of the word's four 16-bit parts,
/// which no other channel uses.
#[inline]
fn triangular(word: u64, channel: usize) -> f64 {
    let part = (word >> (32 * channel)) as u32;
    let (a, b) = ((part & 0xffff) as i32, (part >> 16) as i32);
    f64::from(a - b) * (1.0 / 65_536.0)
}
