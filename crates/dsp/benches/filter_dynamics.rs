//! Nanoseconds per stereo frame of filters and dynamics: divan's time for one block of
//! `FRAMES`; the items column counts frames.

use audio::{Block, Params, Processor, StreamSpec};
use divan::Bencher;
use divan::counter::ItemsCount;
use dsp::dynamics::{
    CompressorParams, DeEsserParams, DynamicEqParams, GateParams, MultibandParams, TransientParams,
};
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

const COMPRESSOR: CompressorParams = CompressorParams {
    threshold_db: -24.0,
    ratio: 4.0,
    knee_db: 6.0,
    attack_ms: 10.0,
    release_ms: 100.0,
    lookahead_ms: 0.0,
    range_db: 40.0,
    makeup_db: 3.0,
    mix_pct: 100.0,
    parallel_pct: 0.0,
    detector: 0.0,
    key_low_hz: 10.0,
    key_high_hz: 40_000.0,
};

#[divan::bench]
fn compressor(bencher: Bencher<'_, '_>) {
    run_params(bencher, COMPRESSOR);
}

#[divan::bench]
fn compressor_rms_keyed_and_ahead(bencher: Bencher<'_, '_>) {
    let params =
        CompressorParams { detector: 1.0, key_low_hz: 100.0, lookahead_ms: 5.0, ..COMPRESSOR };
    run_params(bencher, params);
}

#[divan::bench]
fn gate(bencher: Bencher<'_, '_>) {
    run_params(bencher, GateParams { threshold_db: -20.0, ratio: 4.0, ..Default::default() });
}

#[divan::bench]
fn dynamic_eq(bencher: Bencher<'_, '_>) {
    let params = DynamicEqParams { threshold_db: -30.0, range_db: -6.0, ..Default::default() };
    run_params(bencher, params);
}

#[divan::bench]
fn de_esser(bencher: Bencher<'_, '_>) {
    run_params(bencher, DeEsserParams { threshold_db: -20.0, range_db: 6.0, ..Default::default() });
}

#[divan::bench]
fn transient_shaper(bencher: Bencher<'_, '_>) {
    run_params(bencher, TransientParams { attack_db: 4.0, sustain_db: -3.0 });
}

#[divan::bench(args = [3.0, 4.0])]
fn multiband(bencher: Bencher<'_, '_>, bands: f32) {
    let params = MultibandParams {
        bands,
        low_threshold_db: -24.0,
        low_mid_threshold_db: -24.0,
        high_mid_threshold_db: -24.0,
        high_threshold_db: -24.0,
        ratio: 2.0,
        ..Default::default()
    };
    run_params(bencher, params);
}
