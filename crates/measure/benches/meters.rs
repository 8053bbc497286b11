//! Four stereo minutes at 48 kHz: our meters and the `ebur128` crate in one run.

use audio::StreamSpec;
use divan::{Bencher, black_box};
use ebur128::{EbuR128, Mode};
use measure::{Meter, MeterOptions, SeriesMeter, StemListener};

const RATE_HZ: u32 = 48_000;
const FRAMES: usize = 240 * RATE_HZ as usize;
const BLOCK: usize = 4096;

fn main() {
    divan::main();
}

/// Coloured noise with beats: peaks all over, so that the true peak has work to do.
fn music(seed: u32) -> Vec<f32> {
    let (mut state, mut held) = (seed, 0.0_f32);
    (0..FRAMES)
        .map(|n| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            held += 0.3 * ((state >> 8) as f32 / (1 << 23) as f32 - 1.0 - held);
            held * if n % 24_000 < 6_000 { 0.9 } else { 0.3 }
        })
        .collect()
}

fn meter(bencher: Bencher<'_, '_>, options: MeterOptions) {
    let (left, right) = (music(1), music(2));
    let sample_rate_hz = f64::from(RATE_HZ);
    let spec = StreamSpec { sample_rate_hz, block_frames_max: BLOCK, channels: 2 };
    bencher.bench_local(|| {
        let mut meter = Meter::new(spec, options).expect("a legal stream");
        for (left, right) in left.chunks(BLOCK).zip(right.chunks(BLOCK)) {
            meter.push(black_box(left), Some(black_box(right)));
        }
        meter.finish()
    });
}

#[divan::bench(sample_count = 5)]
fn loudness_range_and_true_peak_8x(bencher: Bencher<'_, '_>) {
    meter(bencher, MeterOptions::loudness_and_peaks());
}

#[divan::bench(sample_count = 5)]
fn everything(bencher: Bencher<'_, '_>) {
    meter(bencher, MeterOptions::everything());
}

#[divan::bench(sample_count = 5)]
fn tempo_and_key(bencher: Bencher<'_, '_>) {
    let (left, right) = (music(1), music(2));
    bencher.bench_local(|| {
        let mut listener = StemListener::new(f64::from(RATE_HZ));
        listener.push(black_box(&left), Some(black_box(&right)));
        listener.finish()
    });
}

#[divan::bench(sample_count = 5)]
fn feature_series(bencher: Bencher<'_, '_>) {
    let (left, right) = (music(1), music(2));
    bencher.bench_local(|| {
        let mut meter = SeriesMeter::new(f64::from(RATE_HZ), 250.0);
        meter.push(black_box(&left), Some(black_box(&right)));
        meter.finish()
    });
}

#[divan::bench(sample_count = 5)]
fn ebur128_crate_range_and_true_peak(bencher: Bencher<'_, '_>) {
    let (left, right) = (music(1), music(2));
    bencher.bench_local(|| {
        let mode = Mode::I | Mode::LRA | Mode::TRUE_PEAK;
        let mut oracle = EbuR128::new(2, RATE_HZ, mode).expect("a legal stream");
        for (left, right) in left.chunks(BLOCK).zip(right.chunks(BLOCK)) {
            oracle.add_frames_planar_f32(&[left, right]).expect("as many channels as promised");
        }
        (oracle.loudness_global(), oracle.loudness_range(), oracle.true_peak(0))
    });
}
