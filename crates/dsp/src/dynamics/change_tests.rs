//! What all filters and dynamics processors owe to a listener who turns a knob, or nothing.

use assert_no_alloc::assert_no_alloc;
use audio::{Block, Params, Processor};
use proptest::prelude::*;

use super::*;
use crate::conformance::{self, STREAM, any_params, run};
use crate::filter::{EqBandParams, HighPassParams, LowPassParams};

/// The probe signal in blocks of `frames`; after 5 000 frames `before` becomes `after`.
fn changed<P: Params>(before: P, after: P, frames: usize) -> Vec<f32> {
    let mut processor = before.prepare(STREAM).unwrap();
    let probe = conformance::probe(2);
    let mut first: Vec<Vec<f32>> = probe.iter().map(|channel| channel[..5_000].to_vec()).collect();
    let mut last: Vec<Vec<f32>> = probe.iter().map(|channel| channel[5_000..].to_vec()).collect();
    run(&mut processor, &mut first, frames);
    assert_no_alloc(|| processor.set_params(&after));
    run(&mut processor, &mut last, frames);
    first.into_iter().chain(last).flatten().collect()
}

#[track_caller]
fn check_change<P: Params>(before: P, after: P) {
    let whole = changed(before, after, 512);
    for frames in [1, 7, 61] {
        assert!(whole == changed(before, after, frames), "blocks of {frames} give the same bits");
    }
    let unchanged = changed(before, before, 512);
    assert!(conformance::difference_db(&whole, &unchanged) > -60.0, "the change is heard");
}

#[test]
fn a_change_of_settings_does_not_depend_on_the_block_size() {
    let bell = EqBandParams { gain_db: 9.0, ..Default::default() };
    check_change(bell, EqBandParams { shape: 2.0, freq_hz: 200.0, gain_db: -9.0, q: 2.0 });
    check_change(bell, EqBandParams::default());
    let high = |freq_hz, slope_db_per_oct| HighPassParams { freq_hz, slope_db_per_oct };
    check_change(high(30.0, 6.0), high(400.0, 48.0));
    let low = |freq_hz, slope_db_per_oct| LowPassParams { freq_hz, slope_db_per_oct };
    check_change(low(24_000.0, 12.0), low(400.0, 42.0));
    let compressor = CompressorParams { threshold_db: -30.0, ratio: 4.0, ..Default::default() };
    check_change(compressor, CompressorParams { makeup_db: 6.0, key_low_hz: 200.0, ..compressor });
    let gate = GateParams { threshold_db: -20.0, ratio: 1.5, ..Default::default() };
    check_change(gate, GateParams { ratio: 5.0, release_ms: 20.0, ..gate });
    let cut = DynamicEqParams { threshold_db: -40.0, range_db: -12.0, ..Default::default() };
    check_change(cut, DynamicEqParams { freq_hz: 400.0, range_db: 6.0, shape: 1.0, ..cut });
    let de_esser = DeEsserParams { threshold_db: -30.0, range_db: 12.0, ..Default::default() };
    check_change(de_esser, DeEsserParams { freq_hz: 2_500.0, ..de_esser });
    let punch = TransientParams { attack_db: 6.0, sustain_db: -6.0 };
    check_change(punch, TransientParams { attack_db: -6.0, sustain_db: 6.0 });
    let bands = MultibandParams { low_threshold_db: -30.0, ratio: 4.0, ..Default::default() };
    check_change(bands, MultibandParams { low_hz: 300.0, high_threshold_db: -50.0, ..bands });
}

#[track_caller]
fn check_neutral<P: Params>() {
    let mut signal = conformance::probe(2);
    run(&mut P::default().prepare(STREAM).unwrap(), &mut signal, 512);
    assert!(signal == conformance::probe(2), "bit for bit");
}

#[test]
fn defaults_are_bit_transparent() {
    check_neutral::<EqBandParams>();
    check_neutral::<CompressorParams>();
    check_neutral::<GateParams>();
    check_neutral::<DynamicEqParams>();
    check_neutral::<DeEsserParams>();
    check_neutral::<TransientParams>();
}

#[track_caller]
fn check_tail<P: Params>(params: P) {
    let mut processor = params.prepare(STREAM).unwrap();
    processor.process(&mut Block::of(&mut conformance::probe(2), 12_000));
    let mut silence = vec![vec![0.0_f32; 480_000]; 2];
    processor.process(&mut Block::of(&mut silence, 480_000));
    for channel in &silence {
        // The slowest pole, 30 Hz with a Q of 0.7, falls by 600 dB in half a second.
        assert!(channel[470_000..].iter().all(|sample| sample.to_bits() << 1 == 0), "exactly zero");
    }
}

#[test]
fn tails_end_in_exact_silence_instead_of_subnormals() {
    check_tail(HighPassParams { freq_hz: 30.0, slope_db_per_oct: 12.0 });
    check_tail(EqBandParams { freq_hz: 60.0, gain_db: 6.0, ..Default::default() });
    check_tail(DynamicEqParams { threshold_db: -40.0, range_db: -12.0, ..Default::default() });
    check_tail(MultibandParams { low_threshold_db: -30.0, ratio: 4.0, ..Default::default() });
}

fn is_finite<P: Params>(values: &[f32], rate: f64) -> bool {
    let stream = audio::StreamSpec { sample_rate_hz: rate, ..STREAM };
    let mut processor = P::from_values(values).prepare(stream).unwrap();
    let mut signal = conformance::probe(2);
    // 20 dB over full scale, with jumps, and then a change to the defaults.
    for (at, sample) in signal.iter_mut().flatten().enumerate() {
        *sample *= if (at / 700) % 3 == 0 { -10.0 } else { 10.0 };
    }
    processor.process(&mut Block::of(&mut signal, 6_000));
    processor.set_params(&P::default());
    processor.process(&mut Block::of(&mut signal, 12_000));
    signal.iter().flatten().all(|sample| sample.is_finite())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_settings_at_any_rate_give_finite_sound(
        band in any_params::<EqBandParams>(),
        high in any_params::<HighPassParams>(),
        low in any_params::<LowPassParams>(),
        compressor in any_params::<CompressorParams>(),
        gate in any_params::<GateParams>(),
        dynamic in any_params::<DynamicEqParams>(),
        de_esser in any_params::<DeEsserParams>(),
        transient in any_params::<TransientParams>(),
        multiband in any_params::<MultibandParams>(),
        rate in 8_000.0_f64..192_000.0,
    ) {
        prop_assert!(is_finite::<EqBandParams>(&band, rate), "band");
        prop_assert!(is_finite::<HighPassParams>(&high, rate), "high-pass");
        prop_assert!(is_finite::<LowPassParams>(&low, rate), "low-pass");
        prop_assert!(is_finite::<CompressorParams>(&compressor, rate), "compressor");
        prop_assert!(is_finite::<GateParams>(&gate, rate), "gate");
        prop_assert!(is_finite::<DynamicEqParams>(&dynamic, rate), "dynamic equaliser");
        prop_assert!(is_finite::<DeEsserParams>(&de_esser, rate), "de-esser");
        prop_assert!(is_finite::<TransientParams>(&transient, rate), "transient shaper");
        prop_assert!(is_finite::<MultibandParams>(&multiband, rate), "multiband");
    }
}
