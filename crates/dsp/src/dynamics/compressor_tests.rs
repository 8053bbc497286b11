//! What the compressor does to sound.

use audio::{Block, Params, Processor, db_to_gain, gain_to_db};
use proptest::prelude::*;

use super::signals::{bend, tone};
use super::*;
use crate::conformance::{self, STREAM, any_params};
use crate::filter::golden;

const FOUR_TO_ONE: CompressorParams = CompressorParams {
    threshold_db: -24.0,
    ratio: 4.0,
    knee_db: 6.0,
    attack_ms: 5.0,
    release_ms: 100.0,
    lookahead_ms: 2.0,
    range_db: 40.0,
    makeup_db: 3.0,
    mix_pct: 90.0,
    parallel_pct: 10.0,
    detector: 0.0,
    key_low_hz: 10.0,
    key_high_hz: 40_000.0,
};

/// No look-ahead, no knee, no make-up.
const BARE: CompressorParams = CompressorParams {
    knee_db: 0.0,
    lookahead_ms: 0.0,
    makeup_db: 0.0,
    mix_pct: 100.0,
    parallel_pct: 0.0,
    ..FOUR_TO_ONE
};

/// Gain that a fresh compressor ends at, in dB, after 2 s of a 1 kHz tone.
fn settled_gain_db(params: CompressorParams, level_db: f32) -> f32 {
    let input = tone(level_db, 1_000.0, 96_000);
    let mut gains = vec![0.0; input.len()];
    params.prepare(STREAM).unwrap().gains((&input, None), None, &mut gains);
    gain_to_db(gains[95_999])
}

#[test]
fn it_conforms_to_the_processor_contract() {
    conformance::check(FOUR_TO_ONE);
    conformance::check(CompressorParams { detector: 1.0, key_low_hz: 150.0, ..FOUR_TO_ONE });
}

#[test]
fn no_parameter_is_dead() {
    conformance::check_no_dead_parameter(FOUR_TO_ONE);
}

#[test]
fn twelve_db_over_at_four_to_one_loses_nine() {
    assert!((BARE.reduction_db(-12.0) - 9.0).abs() < 1e-4);
    assert!(FOUR_TO_ONE.reduction_db(-24.0) > 0.0, "the knee begins under the threshold");
    let in_knee_db = FOUR_TO_ONE.reduction_db(-24.0);
    // (1 − 1/4)·(6/2)²/(2·6): the formula of the paper at its centre.
    assert!((in_knee_db - 0.5625).abs() < 1e-4, "{in_knee_db}");
}

#[test]
fn steady_tones_settle_on_the_static_curve() {
    for level_db in [-40.0, -27.0, -24.0, -20.0, -6.0, 0.0] {
        let got_db = -settled_gain_db(CompressorParams { knee_db: 6.0, ..BARE }, level_db);
        let wanted_db = CompressorParams { knee_db: 6.0, ..BARE }.reduction_db(level_db);
        // Between two crests (0.5 ms) the held reduction falls by 0.5 % of itself.
        assert!((got_db - wanted_db).abs() <= 0.005 * wanted_db + 1e-3, "{level_db}: {got_db}");
    }
}

#[test]
fn rms_reads_a_sine_three_db_lower() {
    let rms = CompressorParams { detector: 1.0, ..BARE };
    let got_db = -settled_gain_db(rms, -6.0);
    let wanted_db = rms.reduction_db(-6.0 - 3.0103);
    // The 10 ms mean ripples at 2 kHz by 1/(2π·2000·0.01) = 0.8 % of power, 0.034 dB, of which
    // the follower holds the crest and 4:1 leaves three quarters.
    assert!((got_db - wanted_db).abs() < 0.027, "{got_db} {wanted_db}");
}

#[test]
fn attack_and_release_take_the_time_they_say() {
    // A constant is its own crest: no ripple.
    let mut input = vec![db_to_gain(-60.0); 4_800];
    input.extend(vec![1.0; 48_000]);
    input.extend(vec![db_to_gain(-60.0); 48_000]);
    let mut gains = vec![0.0; input.len()];
    BARE.prepare(STREAM).unwrap().gains((&input, None), None, &mut gains);
    let depth_db = BARE.reduction_db(0.0);
    let over = |share: f32| move |gain: &f32| -gain_to_db(*gain) > share * depth_db;
    let risen = gains[4_800..].iter().position(over(0.632_12)).unwrap();
    // 5 ms are 240 frames: the last of them, or the one after it by rounding.
    assert!((239..=240).contains(&risen), "{risen}");
    let fallen = gains[52_800..].iter().rposition(over(0.367_88)).unwrap();
    // 100 ms plus what the 5 ms smoothing adds: a cascade of both crosses 1/e at 105.1 ms.
    assert!((5_030..=5_060).contains(&fallen), "{fallen}");
}

#[test]
fn gains_are_what_process_applies() {
    let mut signal = conformance::probe(2);
    let input = signal.clone();
    let mut gains = vec![0.0; 12_000];
    let mut compressor = FOUR_TO_ONE.prepare(STREAM).unwrap();
    compressor.gains((&input[0], Some(&input[1])), None, &mut gains);
    let late = compressor.latency_frames();
    assert_eq!(late, 96, "2 ms at 48 kHz");
    compressor.reset();
    compressor.process(&mut Block::of(&mut signal, 12_000));
    for (channel, input) in signal.iter().zip(&input) {
        let delayed = std::iter::repeat_n(&0.0, late).chain(input);
        let expected: Vec<f32> = delayed.zip(&gains).map(|(x, gain)| x * gain).collect();
        assert_eq!(channel, &expected);
    }
}

#[test]
fn a_key_and_a_range_make_a_ducker() {
    let duck = CompressorParams { threshold_db: -40.0, ratio: 20.0, range_db: 1.5, ..BARE };
    let mut music = tone(-12.0, 300.0, 48_000);
    let dry = music.clone();
    let mut voice = vec![0.0; 24_000];
    voice.extend(tone(-12.0, 500.0, 24_000));
    let mut ducker = duck.prepare(STREAM).unwrap();
    ducker.process_keyed(&mut Block::mono(&mut music), (&voice, None));
    assert_eq!(music[..24_000], dry[..24_000], "no voice, no change");
    let last = music[47_900..].iter().zip(&dry[47_900..]).map(|(wet, dry)| wet / dry);
    for gain in last.filter(|gain| gain.is_finite()) {
        // Clamped by the range: exact but for the hold's fall of 1 % between two crests.
        assert!((gain_to_db(gain) + 1.5).abs() < 0.02, "{} dB", gain_to_db(gain));
    }
}

#[test]
fn the_key_filter_decides_what_is_heard() {
    let key = CompressorParams { key_low_hz: 40.0, key_high_hz: 120.0, ..BARE };
    let hit_by = |freq_hz: f32| {
        let kick = tone(-6.0, freq_hz, 48_000);
        let mut gains = vec![0.0; 48_000];
        key.prepare(STREAM).unwrap().gains((&kick, None), None, &mut gains);
        -gain_to_db(gains[47_999])
    };
    assert!(hit_by(70.0) > 10.0, "the kick is heard: {}", hit_by(70.0));
    assert!(hit_by(1_500.0) < 0.01, "the rest is not: {}", hit_by(1_500.0));
}

#[test]
fn parallel_compression_adds_to_the_whole_input() {
    let parallel = CompressorParams { mix_pct: 0.0, parallel_pct: 30.0, ..BARE };
    let compressed_db = BARE.reduction_db(-6.0);
    let wanted = 1.0 + 0.3 * db_to_gain(-compressed_db);
    let got = db_to_gain(settled_gain_db(parallel, -6.0));
    // 0.5 % of the reduction in dB, as above, on the added part only.
    assert!((got - wanted).abs() < 0.001, "{got} {wanted}");
}

#[test]
fn the_tally_averages_what_was_active() {
    let mut compressor = CompressorParams { attack_ms: 0.05, ..BARE }.prepare(STREAM).unwrap();
    let mut signal = vec![1.0_f32; 64_000];
    signal[32_000..].fill(0.0);
    compressor.process(&mut Block::mono(&mut signal));
    let Reduction { average_db, max_db, frames } = compressor.reduction();
    assert_eq!(frames, 32_000, "silence does not count");
    let depth_db = BARE.reduction_db(0.0);
    // The attack of 2.4 frames costs 2.4 frames' worth of the average.
    assert!((average_db - f64::from(depth_db)).abs() < 0.002, "{average_db}");
    assert!((max_db - depth_db).abs() < 1e-4, "{max_db}");
    compressor.reset();
    assert_eq!(compressor.reduction(), Reduction::default());
}

#[test]
fn changed_settings_do_not_click() {
    let mut signal = tone(-6.0, 100.0, 9_600);
    let smooth = bend(&signal);
    let mut compressor = BARE.prepare(STREAM).unwrap();
    compressor.process(&mut Block::mono(&mut signal[..4_800]));
    compressor.set_params(&CompressorParams { makeup_db: 6.0, mix_pct: 50.0, ..BARE });
    compressor.process(&mut Block::mono(&mut signal[4_800..]));
    // From −13.5 dB at once to −4 dB would bend 100 times as much; 20 ms bend as much as the tone.
    let rough = bend(&signal[2_400..]);
    assert!(rough < 1.5 * smooth, "{rough} against {smooth}");
}

#[test]
fn the_probe_signal_comes_out_as_in_the_golden_vectors() {
    let settings = [
        ("peak", FOUR_TO_ONE),
        ("rms, key over 150 Hz", CompressorParams { detector: 1.0, key_low_hz: 150.0, ..BARE }),
    ];
    let vectors = settings.map(|(name, params)| {
        let whole = conformance::render(&params, STREAM, 512);
        // Every 199th sample: attack, hold and release of both channels in 121 numbers.
        (name.to_owned(), whole.into_iter().step_by(199).collect())
    });
    golden::check_golden("compressor", &vectors);
}

proptest! {
    /// Louder in is never quieter out, and never louder than it came.
    #[test]
    fn the_static_curve_is_monotone_and_never_expands(
        values in any_params::<CompressorParams>(),
        level_db in -150.0_f32..20.0,
        rise_db in 0.0_f32..40.0,
    ) {
        let params = CompressorParams::from_values(&values);
        let (low, high) = (params.reduction_db(level_db), params.reduction_db(level_db + rise_db));
        prop_assert!((0.0..=params.range_db).contains(&low));
        // Rounding of levels of some hundred dB to f32: 1.5e-5 each.
        prop_assert!(high >= low - 1e-4 && high - low <= rise_db + 1e-4, "{} {}", low, high);
    }

    #[test]
    fn the_gain_stays_between_the_range_and_one(values in any_params::<CompressorParams>()) {
        let params = CompressorParams {
            makeup_db: 0.0, mix_pct: 100.0, parallel_pct: 0.0,
            ..CompressorParams::from_values(&values)
        };
        let input = &conformance::probe(1)[0];
        let mut gains = vec![0.0; input.len()];
        params.prepare(STREAM).unwrap().gains((input, None), None, &mut gains);
        let floor = db_to_gain(-params.range_db) * 0.999_999;
        prop_assert!(gains.iter().all(|gain| (floor..=1.0).contains(gain)));
    }
}
