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
    shaper: Shaper,
    noise: Box<[u64; CHUNK_FRAMES]>,
}

impl Quantiser {
    pub(crate) fn new(bits: u32, dither: Dither, seed: u64, sample_rate_hz: u32) -> Self {
        Self {
            full_scale: f64::from(1_u32 << (bits - 1)),
            dither,
            key: mix(seed),
            frame: 0,
            clipped_samples: 0,
            shaper: Shaper::new(sample_rate_hz),
            noise: Box::new([0; CHUNK_FRAMES]),
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
        let chunk_samples = CHUNK_FRAMES * channels.len();
        for (index, to) in out.chunks_mut(chunk_samples).enumerate() {
            let from = index * CHUNK_FRAMES;
            let count = to.len() / channels.len();
            if self.dither != Dither::None {
                for (offset, word) in self.noise[..count].iter_mut().enumerate() {
                    *word = noise(self.key, self.frame + offset as u64);
                }
            }
            for (channel, samples) in channels.iter().enumerate() {
                let samples = &samples[from..from + count];
                self.channel(channel, channels.len(), samples, to);
            }
            self.frame += count as u64;
        }
    }

    /// One channel of one chunk, written to every `stride`-th integer.
    fn channel(&mut self, channel: usize, stride: usize, samples: &[f32], out: &mut [i32]) {
        let scale = self.full_scale;
        let (low, high) = (-scale, scale - 1.0);
        let to = out.iter_mut().skip(channel).step_by(stride);
        let mut clipped = 0;
        let mut store = |to: &mut i32, rounded: f64| {
            let inside = rounded.max(low).min(high);
            clipped += u64::from(!(low..=high).contains(&rounded));
            *to = to_int(inside);
        };
        match self.dither {
            Dither::None => {
                for (to, x) in to.zip(samples) {
                    store(to, round(f64::from(*x) * scale));
                }
            }
            Dither::Tpdf => {
                for ((to, x), word) in to.zip(samples).zip(self.noise.iter()) {
                    store(to, round(f64::from(*x) * scale + triangular(*word, channel)));
                }
            }
            Dither::TpdfShaped => {
                for ((to, x), word) in to.zip(samples).zip(self.noise.iter()) {
                    let dither = triangular(*word, channel);
                    store(to, self.shaper.round(channel, f64::from(*x) * scale, dither));
                }
            }
        }
        self.clipped_samples += clipped;
    }
}

/// Second-order error feedback with a zero of the noise at [`QUIET_HZ`].
#[derive(Debug)]
struct Shaper {
    /// 2·cos of the angle of the zero.
    c: f64,
    /// The last two errors of each channel, in steps.
    errors: [[f64; 2]; 2],
}

/// Where hearing is keenest, in Hz.
const QUIET_HZ: f64 = 4_000.0;

impl Shaper {
    fn new(sample_rate_hz: u32) -> Self {
        let rate_hz = f64::from(sample_rate_hz);
        // At low rates there is no room above 4 kHz: the zero moves down with the rate.
        let turns = (QUIET_HZ / rate_hz).min(0.125);
        Self { c: 2.0 * libm::cos(TAU * turns), errors: [[0.0; 2]; 2] }
    }

    /// The noise comes out filtered by 1 − c·z⁻¹ + z⁻².
    fn round(&mut self, channel: usize, x: f64, dither: f64) -> f64 {
        let [last, before] = &mut self.errors[channel];
        let wanted = x - self.c * *last + *before;
        let rounded = round(wanted + dither);
        // The error of rounding, not of clipping: it stays below 1.5 steps, so the loop is
        // stable whatever comes in.
        (*before, *last) = (*last, rounded - wanted);
        rounded
    }
}

/// To the nearest integer, halves to even: the same for a signal and its mirror image.
/// Exact for magnitudes below 2⁵¹; what is larger is clipped anyway.
#[inline]
fn round(x: f64) -> f64 {
    let x = x.clamp(-ROUND_MAX, ROUND_MAX);
    (x + ROUND) - ROUND
}

/// Adding 1.5·2⁵² leaves no bits for a fraction.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// Larger magnitudes would spoil the rounding.
const ROUND_MAX: f64 = 1_125_899_906_842_624.0;

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
