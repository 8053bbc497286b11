//! Cost of the processors in `time`, `stereo`, `colour`, `space`, the limiter and the linear-phase
//! equaliser. Every benchmark works on one second of stereo at 48 kHz in blocks of 512 frames:
//! divide by 48 000 for the time per stereo frame.

use audio::{Block, Params, Processor, StreamSpec};
use divan::Bencher;
use dsp::colour::{SaturationParams, SoftClipParams};
use dsp::dynamics::LimiterParams;
use dsp::filter::{CurvePoint, LinearPhaseEq};
use dsp::space::{EchoParams, ReverbParams};
use dsp::stereo::{PanParams, WidthParams};
use dsp::time::{DcBlockerParams, DelayLineParams, Resampler, ResamplerTable};

const STREAM: StreamSpec =
    StreamSpec { sample_rate_hz: 48_000.0, block_frames_max: 512, channels: 2 };

fn main() {
    divan::main();
}

/// One second like music: bass, a chord and decaying noise, peaks near 0 dBFS.
fn music(gain: f32) -> [Vec<f32>; 2] {
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    let mut channel = |detune: f32| {
        (0..48_000)
            .map(|i| {
                let t = i as f32 / 48_000.0 * detune;
                let decay = audio::math::exp2(-((i % 12_000) as f32) / 1_500.0);
                let tones = audio::math::sin_turns(55.0 * t)
                    + 0.5 * audio::math::sin_turns(330.0 * t)
                    + 0.5 * audio::math::sin_turns(416.0 * t);
                gain * (0.35 * tones + decay * 0.5 * noise())
            })
            .collect()
    };
    [channel(1.0), channel(1.003)]
}

fn bench<P: Params>(bencher: Bencher, params: P, gain: f32) {
    let dry = music(gain);
    let mut processor = params.prepare(STREAM).expect("the settings are in range");
    bencher.with_inputs(|| dry.clone()).bench_local_values(|[mut left, mut right]| {
        for (left, right) in left.chunks_mut(512).zip(right.chunks_mut(512)) {
            processor.process(&mut Block::stereo(left, right));
        }
        [left, right]
    });
}

#[divan::bench(args = [-12.0, 0.0, 6.0])]
fn limiter(bencher: Bencher, drive_db: f32) {
    bench(bencher, LimiterParams::default(), audio::db_to_gain(drive_db));
}

#[divan::bench]
fn resampler_44100_to_48000(bencher: Bencher) {
    resample(bencher, 44_100, 48_000);
}

#[divan::bench]
fn resampler_96000_to_44100(bencher: Bencher) {
    resample(bencher, 96_000, 44_100);
}

fn resample(bencher: Bencher, from: u32, to: u32) {
    let dry = music(1.0);
    let table = ResamplerTable::new(from, to).expect("a possible pair");
    let mut resampler = Resampler::new(table, 2).expect("stereo");
    let mut out = [Vec::with_capacity(110_000), Vec::with_capacity(110_000)];
    bencher.bench_local(|| {
        out.iter_mut().for_each(Vec::clear);
        for (left, right) in dry[0].chunks(512).zip(dry[1].chunks(512)) {
            resampler.push(&[left, right], &mut out);
        }
        out[0].len()
    });
}

#[divan::bench]
fn pan(bencher: Bencher) {
    bench(bencher, PanParams { position_pct: 30.0 }, 1.0);
}

#[divan::bench]
fn width_with_mono_bass(bencher: Bencher) {
    bench(bencher, WidthParams { width_pct: 120.0, mono_below_hz: 120.0 }, 1.0);
}

#[divan::bench]
fn dc_blocker(bencher: Bencher) {
    bench(bencher, DcBlockerParams::default(), 1.0);
}

#[divan::bench]
fn delay_of_a_fraction(bencher: Bencher) {
    bench(bencher, DelayLineParams { delay_ms: 0.3, polarity: 0.0 }, 1.0);
}

#[divan::bench]
fn saturation(bencher: Bencher) {
    bench(bencher, SaturationParams { drive_db: 6.0, bias_pct: 30.0, mix_pct: 100.0 }, 1.0);
}

#[divan::bench(args = [-24.0, 0.0])]
fn soft_clip(bencher: Bencher, drive_db: f32) {
    let params = SoftClipParams { ceiling_db: -3.0, knee_db: 3.0 };
    bench(bencher, params, audio::db_to_gain(drive_db));
}

#[divan::bench]
fn linear_phase_eq(bencher: Bencher) {
    let curve = [(80.0, 1.5), (300.0, -1.0), (3_000.0, 2.0), (12_000.0, -1.0)]
        .map(|(freq_hz, gain_db)| CurvePoint { freq_hz, gain_db });
    let mut eq = LinearPhaseEq::prepare(&curve, STREAM).expect("a curve");
    let dry = music(1.0);
    bencher.with_inputs(|| dry.clone()).bench_local_values(|[mut left, mut right]| {
        for (left, right) in left.chunks_mut(512).zip(right.chunks_mut(512)) {
            eq.process(&mut Block::stereo(left, right));
        }
        [left, right]
    });
}

#[divan::bench]
fn reverb(bencher: Bencher) {
    bench(bencher, ReverbParams::default(), 1.0);
}

#[divan::bench]
fn echo(bencher: Bencher) {
    bench(bencher, EchoParams::default(), 1.0);
}
