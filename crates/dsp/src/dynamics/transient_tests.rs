//! What the transient shaper does to sound.

use audio::{Block, Params, Processor, gain_to_db};

use super::signals::tone;
use super::*;
use crate::conformance::{self, STREAM};

const PUNCH: TransientParams = TransientParams { attack_db: 6.0, sustain_db: -4.0 };

/// A drum: 150 Hz that starts at once and falls by 60 dB in half a second.
fn drum(level: f32) -> Vec<f32> {
    let mut fall = level;
    let mut samples = tone(0.0, 150.0, 48_000);
    for sample in &mut samples {
        *sample *= fall;
        fall *= 0.999_712; // 10^(−3/24 000).
    }
    samples
}

fn gains_db(params: TransientParams, signal: &[f32]) -> Vec<f32> {
    let mut gains = vec![0.0; signal.len()];
    params.prepare(STREAM).unwrap().gains((signal, None), &mut gains);
    gains.into_iter().map(gain_to_db).collect()
}

#[test]
fn it_conforms_to_the_processor_contract() {
    conformance::check(PUNCH);
}

#[test]
fn no_parameter_is_dead() {
    conformance::check_no_dead_parameter(PUNCH);
}

#[test]
fn onsets_and_decays_get_their_gains_at_any_level() {
    for level in [0.02, 0.9] {
        let gains = gains_db(PUNCH, &drum(level));
        let onset = gains[..480].iter().fold(0.0, |peak, gain| f32::max(*gain, peak));
        assert!((5.5..=6.0).contains(&onset), "onset at {level}: {onset} dB");
        // 0.2 s into a decay of 120 dB/s the long envelope is far over the short one.
        let decay = gains[9_600];
        assert!((-4.0..-3.5).contains(&decay), "decay at {level}: {decay} dB");
    }
}

#[test]
fn a_steady_tone_is_left_alone() {
    let gains = gains_db(PUNCH, &tone(-12.0, 440.0, 96_000));
    // Between two crests (1.1 ms) the peak envelope falls by 0.66 dB: what is left of the ripple
    // is that, scaled by 4/12.
    assert!(gains[90_000..].iter().all(|gain| gain.abs() < 0.25), "steady");
}

#[test]
fn gains_are_what_process_applies() {
    let mut signal = drum(0.5);
    let dry = signal.clone();
    let mut shaper = PUNCH.prepare(STREAM).unwrap();
    shaper.process(&mut Block::mono(&mut signal));
    let mut gains = vec![0.0; dry.len()];
    PUNCH.prepare(STREAM).unwrap().gains((&dry, None), &mut gains);
    let expected: Vec<f32> = dry.iter().zip(&gains).map(|(x, gain)| x * gain).collect();
    assert_eq!(signal, expected);
    assert!(shaper.reduction().max_db > 5.5, "{:?}", shaper.reduction());
}

#[test]
fn neutral_settings_change_nothing() {
    let mut signal = drum(0.5);
    let dry = signal.clone();
    TransientParams::default().prepare(STREAM).unwrap().process(&mut Block::mono(&mut signal));
    assert_eq!(signal, dry);
}
