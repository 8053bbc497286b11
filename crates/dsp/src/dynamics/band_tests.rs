//! What the dynamic equaliser and the de-esser do to sound.

use audio::{Block, Params, Processor, gain_to_db};
use proptest::prelude::*;

use super::signals::{bend, peak_db, tone};
use super::*;
use crate::conformance::{self, STREAM, any_params};

const CUT: DynamicEqParams = DynamicEqParams {
    shape: 0.0,
    freq_hz: 1_000.0,
    q: 1.0,
    threshold_db: -30.0,
    ratio: 3.0,
    range_db: -9.0,
    attack_ms: 5.0,
    release_ms: 200.0,
};

const DE_ESS: DeEsserParams = DeEsserParams {
    freq_hz: 5_000.0,
    threshold_db: -9.0,
    range_db: 8.0,
    attack_ms: 1.0,
    release_ms: 50.0,
};

/// Level change of the last tenth of a second of `signal`, in dB.
fn change_db<P: Processor>(processor: &mut P, mut signal: Vec<f32>) -> f32 {
    let last = signal.len() - 4_800;
    let before_db = peak_db(&signal[last..]);
    processor.process(&mut Block::mono(&mut signal));
    peak_db(&signal[last..]) - before_db
}

#[test]
fn they_conform_to_the_processor_contract() {
    for shape in [0.0, 1.0, 2.0] {
        conformance::check(DynamicEqParams { shape, ..CUT });
    }
    conformance::check(DynamicEqParams { range_db: 6.0, ..CUT });
    conformance::check(DeEsserParams { threshold_db: -30.0, ..DE_ESS });
}

#[test]
fn no_parameter_is_dead() {
    conformance::check_no_dead_parameter(DynamicEqParams { range_db: -23.0, ..CUT });
    conformance::check_no_dead_parameter(DeEsserParams {
        freq_hz: 3_000.0,
        threshold_db: -20.0,
        ..DE_ESS
    });
}

#[test]
fn a_steady_tone_in_the_band_gets_the_gain_of_the_static_curve() {
    for (shape, freq_hz) in [(0.0, 1_000.0), (1.0, 60.0), (2.0, 9_000.0)] {
        for range_db in [-4.0, -24.0, 6.0] {
            let params = DynamicEqParams { shape, range_db, ..CUT };
            let got_db =
                change_db(&mut params.prepare(STREAM).unwrap(), tone(-18.0, freq_hz, 96_000));
            let wanted_db = params.gain_db(-18.0);
            // 12 dB over at 3:1 are 8 dB. At 60 Hz and 9 kHz the tone is not quite at the end of
            // the shelf, and between two crests (8.3 ms at 60 Hz) 4 % of the change are released.
            assert!((got_db - wanted_db).abs() < 0.4, "{params:?}: {got_db} {wanted_db}");
        }
    }
}

#[test]
fn what_lies_outside_the_band_is_not_touched() {
    let mut eq = CUT.prepare(STREAM).unwrap();
    let mut signal = tone(-18.0, 12_000.0, 48_000);
    let dry = signal.clone();
    eq.process(&mut Block::mono(&mut signal));
    // At 12 kHz the band hears −40 dBFS or less: under the threshold, so the bell is exact.
    assert_eq!(signal, dry);
    assert!(eq.reduction().max_db < 1e-6);
}

#[test]
fn a_key_cuts_where_the_voice_is_and_lets_go_when_it_ends() {
    let mut guitar = tone(-40.0, 1_000.0, 96_000);
    let dry = guitar.clone();
    let mut voice = tone(-10.0, 1_000.0, 48_000);
    voice.extend(vec![0.0; 48_000]);
    let mut eq = DynamicEqParams { release_ms: 50.0, ..CUT }.prepare(STREAM).unwrap();
    eq.process_keyed(&mut Block::mono(&mut guitar), (&voice, None));
    let during_db = peak_db(&guitar[40_000..48_000]) - peak_db(&dry[40_000..48_000]);
    assert!((during_db + 9.0).abs() < 0.1, "the whole range: {during_db}");
    let after_db = peak_db(&guitar[90_000..]) - peak_db(&dry[90_000..]);
    // 0.87 s are 17 release times: 9 dB · e^-17.
    assert!(after_db.abs() < 1e-3, "{after_db}");
    let reduction = eq.reduction();
    assert!((reduction.max_db - 9.0).abs() < 0.1, "{reduction:?}");
    assert!((4.5..5.2).contains(&reduction.average_db), "{reduction:?}");
}

#[test]
fn a_moving_band_does_not_click() {
    let mut signal = tone(-6.0, 1_000.0, 9_600);
    let smooth = bend(&signal);
    let mut eq = CUT.prepare(STREAM).unwrap();
    eq.process(&mut Block::mono(&mut signal[..4_800]));
    eq.set_params(&DynamicEqParams { freq_hz: 1_400.0, q: 2.0, range_db: 3.0, ..CUT });
    eq.process(&mut Block::mono(&mut signal[4_800..]));
    // The tone's own bend, 3 dB up; its jump from −9 to +3 dB would bend 10 times as much.
    assert!(bend(&signal[2_400..]) < 1.6 * smooth, "{} {smooth}", bend(&signal[2_400..]));
}

/// Noise over `edge_hz`, from a fixed generator.
fn hiss(level: f32, frames: usize) -> Vec<f32> {
    let mut state = 0x1234_5678_u32;
    let mut last = 0.0;
    let mut next = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let white = (state >> 8) as f32 / 8_388_608.0 - 1.0;
        let high = white - last;
        last = white;
        level * high
    };
    (0..frames).map(|_| next()).collect()
}

/// A vowel: harmonics of 140 Hz that fall by 12 dB per octave.
fn vowel(level: f32, frames: usize) -> Vec<f32> {
    let voice = |i: usize| {
        let at = i as f32 / 48_000.0;
        let partial = |n: u16| audio::math::sin_turns(at * 140.0 * f32::from(n)) / f32::from(n * n);
        level * (1..60).map(partial).sum::<f32>()
    };
    (0..frames).map(voice).collect()
}

#[test]
fn the_de_esser_leaves_vowels_alone_at_any_level() {
    for level in [0.001, 0.03, 0.6] {
        let mut signal = vowel(level, 48_000);
        let dry = signal.clone();
        let mut de_esser = DE_ESS.prepare(STREAM).unwrap();
        de_esser.process(&mut Block::mono(&mut signal));
        assert_eq!(signal, dry, "bit for bit at {level}");
    }
}

#[test]
fn the_de_esser_takes_sibilants_down_at_any_level_and_lets_go() {
    for level in [0.01, 0.3] {
        let mut signal = vowel(level, 24_000);
        signal.extend(hiss(0.3 * level, 24_000));
        signal.extend(vowel(level, 24_000));
        let dry = signal.clone();
        let mut de_esser = DE_ESS.prepare(STREAM).unwrap();
        de_esser.process(&mut Block::mono(&mut signal));
        let power =
            |samples: &[f32]| samples.iter().map(|x| f64::from(*x) * f64::from(*x)).sum::<f64>();
        let cut_db =
            audio::math::power_to_db(power(&signal[30_000..48_000]) / power(&dry[30_000..48_000]));
        // All of the range, less what lies below the middle of the shelf.
        assert!((-8.0..-6.5).contains(&cut_db), "{cut_db} dB at {level}");
        let rest = conformance::difference_db(&signal[66_000..], &dry[66_000..]);
        // 0.375 s are 7.5 release times: 8 dB · e^-7.5 = 0.004 dB of the treble.
        assert!(rest < gain_to_db(level) - 60.0, "{rest} dBFS at {level}");
        assert!((de_esser.reduction().max_db - 8.0).abs() < 0.01, "{:?}", de_esser.reduction());
    }
}

proptest! {
    #[test]
    fn a_dynamic_band_never_exceeds_its_range(values in any_params::<DynamicEqParams>()) {
        let params = DynamicEqParams::from_values(&values);
        let mut eq = params.prepare(STREAM).unwrap();
        let mut signal = conformance::probe(2);
        eq.process(&mut Block::of(&mut signal, 12_000));
        prop_assert!(signal.concat().iter().all(|sample| sample.is_finite()));
        prop_assert!(eq.reduction().max_db <= params.range_db.abs());
    }

    #[test]
    fn a_de_esser_never_exceeds_its_range(values in any_params::<DeEsserParams>()) {
        let params = DeEsserParams::from_values(&values);
        let mut de_esser = params.prepare(STREAM).unwrap();
        let mut signal = conformance::probe(2);
        de_esser.process(&mut Block::of(&mut signal, 12_000));
        prop_assert!(signal.concat().iter().all(|sample| sample.is_finite()));
        prop_assert!(de_esser.reduction().max_db <= params.range_db);
    }
}
