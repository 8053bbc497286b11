//! The contract of [`audio::Processor`], checked once for every processor in this crate.

use assert_no_alloc::{AllocDisabler, assert_no_alloc};
use audio::{Block, Params, Processor, StreamSpec, gain_to_db};
use proptest::prelude::*;

#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

pub(crate) const STREAM: StreamSpec =
    StreamSpec { sample_rate_hz: 48_000.0, block_frames_max: 512, channels: 2 };

/// Runs every clause of the contract. New clauses are added here, and bind all processors.
/// `params` should be settings that do something.
#[track_caller]
pub(crate) fn check<P: Params>(params: P) {
    check_return(params);
    assert_latency_is_as_stated(&params);
}

/// The contract for processors on a return, whose loudest echo need not be the first.
#[track_caller]
pub(crate) fn check_return<P: Params>(params: P) {
    for channels in [1, 2] {
        let stream = StreamSpec { channels, ..STREAM };
        assert_blocks_do_not_matter(&params, stream);
        assert_silence_stays_silent(&params, stream);
        assert_reset_equals_fresh(&params, stream);
        assert_hostile_input_stays_finite(&params, stream);
    }
    assert_refuses_what_is_out_of_range(&params);
}

/// Every parameter must be heard: moving it alone, away from `params`, changes the output.
#[track_caller]
pub(crate) fn check_no_dead_parameter<P: Params>(params: P) {
    let before = render(&params, STREAM, 512);
    for (index, spec) in P::SPECS.iter().enumerate() {
        let mut values = params.values().as_ref().to_vec();
        let far =
            if values[index] - spec.min > spec.max - values[index] { spec.min } else { spec.max };
        values[index] = far;
        let after = render(&P::from_values(&values), STREAM, 512);
        assert!(difference_db(&before, &after) > -100.0, "`{}` changes nothing", spec.id);
    }
}

/// One in-range value per parameter.
pub(crate) fn any_params<P: Params>() -> impl Strategy<Value = Vec<f32>> {
    P::SPECS.iter().map(|spec| spec.min..=spec.max).collect::<Vec<_>>()
}

/// The probe signal through a fresh processor, in blocks of `frames`, channels one after another.
pub(crate) fn render<P: Params>(params: &P, stream: StreamSpec, frames: usize) -> Vec<f32> {
    let mut processor = params.prepare(stream).unwrap();
    let mut signal = probe(stream.channels);
    run(&mut processor, &mut signal, frames);
    signal.concat()
}

/// Runs `signal` through `processor` in blocks of `frames`.
pub(crate) fn run<P: Processor>(processor: &mut P, signal: &mut [Vec<f32>], frames: usize) {
    let length = signal[0].len();
    let mut from = 0;
    while from < length {
        let to = (from + frames).min(length);
        match signal {
            [left, right] => {
                let mut block = Block::stereo(&mut left[from..to], &mut right[from..to]);
                assert_no_alloc(|| processor.process(&mut block));
            }
            [mono, ..] => {
                let mut block = Block::mono(&mut mono[from..to]);
                assert_no_alloc(|| processor.process(&mut block));
            }
            [] => unreachable!("a signal has channels"),
        }
        from = to;
    }
}

#[track_caller]
fn assert_blocks_do_not_matter<P: Params>(params: &P, stream: StreamSpec) {
    let whole = render(params, stream, 512);
    assert!(whole.iter().all(|sample| sample.is_finite()), "finite in, finite out");
    for frames in [1, 7, 64, 509] {
        let split = render(params, stream, frames);
        let same = whole.iter().zip(&split).all(|(a, b)| a.to_bits() == b.to_bits());
        assert!(same, "blocks of {frames} give the same bits, {} channel(s)", stream.channels);
    }
}

#[track_caller]
fn assert_silence_stays_silent<P: Params>(params: &P, stream: StreamSpec) {
    let mut signal = vec![vec![0.0; 4_096]; stream.channels];
    run(&mut params.prepare(stream).unwrap(), &mut signal, 512);
    assert!(signal.concat().iter().all(|sample| sample.abs() < 1e-9), "silence in, silence out");
}

#[track_caller]
fn assert_latency_is_as_stated<P: Params>(params: &P) {
    let mut processor = params.prepare(STREAM).unwrap();
    let mut signal = vec![vec![0.0_f32; 48_000]; 2];
    for channel in &mut signal {
        channel[1_000] = 1e-3; // Quiet, so that dynamics processors leave it alone.
    }
    run(&mut processor, &mut signal, 512);
    let loudest = (0..signal[0].len())
        .max_by(|&a, &b| signal[0][a].abs().total_cmp(&signal[0][b].abs()).then(b.cmp(&a)));
    assert_eq!(loudest, Some(1_000 + processor.latency_frames()), "latency is as stated");
}

#[track_caller]
fn assert_reset_equals_fresh<P: Params>(params: &P, stream: StreamSpec) {
    let mut processor = params.prepare(stream).unwrap();
    let (mut first, mut second) = (probe(stream.channels), probe(stream.channels));
    run(&mut processor, &mut first, 512);
    processor.reset();
    run(&mut processor, &mut second, 512);
    assert_eq!(first, second, "reset forgets everything");
}

#[track_caller]
fn assert_hostile_input_stays_finite<P: Params>(params: &P, stream: StreamSpec) {
    let mut processor = params.prepare(stream).unwrap();
    let mut signal: Vec<Vec<f32>> = (0..stream.channels)
        .map(|channel| (0..8_192).map(|i| hostile(i + 3 * channel)).collect())
        .collect();
    run(&mut processor, &mut signal, 64);
    assert!(signal.concat().iter().all(|sample| sample.is_finite()), "hostile in, finite out");
}

#[track_caller]
fn assert_refuses_what_is_out_of_range<P: Params>(params: &P) {
    for (index, spec) in P::SPECS.iter().enumerate() {
        for bad in [spec.min - 1.0, spec.max + 1.0, f32::NAN] {
            let mut values = params.values().as_ref().to_vec();
            values[index] = bad;
            let error = P::from_values(&values).prepare(STREAM).err();
            let named = error.is_some_and(|error| error.spec.id == spec.id);
            assert!(named, "`{}` = {bad} is refused by name", spec.id);
        }
    }
}

/// Full-scale squares, +24 dBFS spikes, subnormals, DC and silence in turn.
fn hostile(i: usize) -> f32 {
    match (i / 1_024) % 6 {
        0 => [1.0, -1.0][(i / 20) % 2],
        1 => [16.0, -16.0, 0.0][i % 3],
        2 => 1e-40,
        3 => 1.0,
        4 => [1.0, -1.0][i % 2],
        _ => 0.0,
    }
}

/// Tones that step from −40 dBFS to 0 dBFS and back, different left and right, with a little
/// noise from a fixed generator so that no frequency is missing.
pub(crate) fn probe(channels: usize) -> Vec<Vec<f32>> {
    let mut state = 0x2545_f491_u32;
    let mut noise = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    (0..channels)
        .map(|channel| {
            (0..12_000)
                .map(|i| {
                    let gain = if (4_000..8_000).contains(&i) { 0.8 } else { 0.01 };
                    let at = i as f32 / 48_000.0;
                    let tone = audio::math::sin_turns(at * (300.0 + 700.0 * channel as f32));
                    let bass = audio::math::sin_turns(at * 60.0);
                    gain * (0.5 * tone + 0.3 * bass + 0.2 * noise())
                })
                .collect()
        })
        .collect()
}

/// Peak of the difference, in dBFS: the null test.
pub(crate) fn difference_db(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len(), "null test needs equal lengths");
    gain_to_db(a.iter().zip(b).fold(0.0, |peak, (a, b)| (a - b).abs().max(peak)))
}
