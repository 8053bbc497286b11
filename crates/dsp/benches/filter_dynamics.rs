//! Nanoseconds per stereo frame of filters and dynamics: divan's time for one block of
//! `FRAMES`; the items column counts frames.

use audio::{Block, Params, Processor, StreamSpec};
use divan::Bencher;
use divan::counter::ItemsCount;
use dsp::filter::{EqBandParams, Equalizer, EqualizerSettings, HighPassParams};

const FRAMES: usize = 4_096;

const STREAM: StreamSpec =
    StreamSpec { sample_rate_hz: 48_000.0, block_frames_max: FRAMES, channels: 2 };

fn main() {
    divan::main();
}

/// A loud, busy signal that keeps every detector at work.
fn signal(offset: f32) -> Vec<f32> {
    let tone = |i: usize| {
        let at = i as f32 / 48_000.0;
        let swell = 0.5 + 0.5 * audio::math::sin_turns(at * 13.0);
        swell
            * (audio::math::sin_turns(at * (220.0 + offset))
                + 0.2 * ((i * 7_919) % 97) as f32 / 97.0)
    };
    (0..FRAMES).map(tone).collect()
}

fn run(bencher: Bencher<'_, '_>, mut process: impl FnMut(&mut Block<'_>)) {
    let (dry_left, dry_right) = (signal(0.0), signal(110.0));
    let (mut left, mut right) = (dry_left.clone(), dry_right.clone());
    bencher.counter(ItemsCount::new(FRAMES)).bench_local(|| {
        left.copy_from_slice(&dry_left);
        right.copy_from_slice(&dry_right);
        process(&mut Block::stereo(&mut left, &mut right));
    });
}

fn run_params<P: Params>(bencher: Bencher<'_, '_>, params: P) {
    let mut processor = params.prepare(STREAM).expect("settings in range");
    run(bencher, |block| processor.process(block));
}

#[divan::bench(args = [1, 2, 3, 4, 8])]
fn equalizer_of_sections(bencher: Bencher<'_, '_>, sections: usize) {
    let band = EqBandParams { freq_hz: 900.0, gain_db: 2.0, ..Default::default() };
    let bands = vec![band; sections];
    let settings = EqualizerSettings { bands: &bands, ..Default::default() };
    let mut equalizer = Equalizer::prepare(settings, STREAM).expect("settings in range");
    run(bencher, |block| equalizer.process(block));
}

#[divan::bench]
fn high_pass_24_db(bencher: Bencher<'_, '_>) {
    run_params(bencher, HighPassParams { freq_hz: 80.0, slope_db_per_oct: 24.0 });
}
