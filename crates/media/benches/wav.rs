//! Nanoseconds per sample of the WAV reader and writer, on memory.
//!
//! One item is one sample, so the reciprocal of "item/s" is the cost of a sample.

#![allow(clippy::unwrap_used, reason = "a bench stops at the first fault")]

use std::io::Cursor;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use media::{Decoder, Depth, Dither, EncodeSettings, Encoder};

/// Five seconds: beyond the second-level cache, as a song is.
const FRAMES: usize = 240_000;

/// Frames asked for at once.
const BLOCK_FRAMES: usize = 4_096;

const DEPTHS: [Depth; 3] = [Depth::Int16, Depth::Int24, Depth::Float32];

fn main() {
    divan::main();
}

fn noise() -> Vec<f32> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state as i32 >> 8) as f32 * 1e-7
    };
    (0..FRAMES).map(|_| next()).collect()
}

fn encode(depth: Depth, dither: Dither, left: &[f32], right: &[f32], sink: Vec<u8>) -> Vec<u8> {
    let settings = EncodeSettings { depth, dither, ..EncodeSettings::new(48_000, 2) };
    let mut encoder = Encoder::new(Cursor::new(sink), &settings).unwrap();
    for (left, right) in left.chunks(BLOCK_FRAMES).zip(right.chunks(BLOCK_FRAMES)) {
        encoder.write(&[left, right]).unwrap();
    }
    encoder.finish().unwrap().sink.into_inner()
}

#[divan::bench(args = DEPTHS)]
fn decode_stereo(bencher: Bencher<'_, '_>, depth: Depth) {
    let samples = noise();
    let file = encode(depth, Dither::Tpdf, &samples, &samples, Vec::new());
    let mut decoder = Decoder::open(Box::new(Cursor::new(file)), None).unwrap();
    let mut out = vec![vec![0.0; BLOCK_FRAMES]; 2];
    bencher.counter(ItemsCount::new(FRAMES * 2)).bench_local(|| {
        decoder.rewind().unwrap();
        while decoder.read(&mut out, BLOCK_FRAMES).unwrap() > 0 {
            black_box(&mut out);
        }
    });
}

#[divan::bench(args = [Dither::None, Dither::Tpdf, Dither::TpdfShaped])]
fn encode_24_stereo(bencher: Bencher<'_, '_>, dither: Dither) {
    let samples = noise();
    // A warm buffer: the pages of a fresh one would cost more than the encoding.
    let mut sink = encode(Depth::Int24, dither, &samples, &samples, Vec::new());
    bencher.counter(ItemsCount::new(FRAMES * 2)).bench_local(|| {
        sink = encode(Depth::Int24, dither, &samples, &samples, std::mem::take(&mut sink));
        black_box(&sink);
    });
}
