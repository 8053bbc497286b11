//! What the gate does to sound.

use audio::{Block, Params, Processor, db_to_gain};
use proptest::prelude::*;

use super::signals::{peak_db, tone};
use super::*;
use crate::conformance::{self, STREAM, any_params};

const GATE: GateParams = GateParams {
    threshold_db: -30.0,
    hysteresis_db: 6.0,
    ratio: 4.0,
    range_db: 40.0,
    attack_ms: 1.0,
    hold_ms: 10.0,
    release_ms: 50.0,
    lookahead_ms: 1.0,
};

const BARE: GateParams = GateParams { lookahead_ms: 0.0, ..GATE };

/// A constant level is its own envelope.
fn level(level_db: f32, frames: usize) -> Vec<f32> {
    vec![db_to_gain(level_db); frames]
}

fn gated(params: GateParams, mut signal: Vec<f32>) -> Vec<f32> {
    params.prepare(STREAM).unwrap().process(&mut Block::mono(&mut signal));
    signal
}

#[test]
fn it_conforms_to_the_processor_contract() {
    conformance::check(GATE);
}

#[test]
fn no_parameter_is_dead() {
    conformance::check_no_dead_parameter(GateParams {
        threshold_db: -20.0,
        ratio: 1.5,
        range_db: 60.0,
        ..GATE
    });
}

#[test]
fn steady_levels_settle_on_the_static_curve() {
    for (level_db, wanted_db) in [(-20.0, 0.0), (-30.0, 0.0), (-34.0, 12.0), (-60.0, 40.0)] {
        let got_db = level_db - peak_db(&gated(BARE, level(level_db, 48_000))[47_999..]);
        assert!((got_db - wanted_db).abs() < 1e-3, "{level_db} dBFS: {got_db}");
        assert!((BARE.reduction_db(level_db) - wanted_db).abs() < 1e-4);
    }
    let got_db = -40.0 - peak_db(&gated(BARE, tone(-40.0, 1_000.0, 48_000))[45_600..]);
    // 30 dB for the crest; the envelope falls by 5 % (0.43 dB) between two crests, four to one.
    assert!((got_db - BARE.reduction_db(-40.0)).abs() < 4.0 * 0.43, "{got_db}");
}

#[test]
fn once_open_it_stays_open_down_to_the_hysteresis() {
    let mut signal = level(-20.0, 4_800);
    signal.extend(level(-35.0, 48_000)); // Between −30 and −36.
    signal.extend(level(-37.0, 48_000)); // Below.
    signal.extend(level(-35.0, 48_000)); // Back, but it has not been over −30 again.
    let out = gated(BARE, signal.clone());
    assert_eq!(out[4_800..52_800], signal[4_800..52_800], "open");
    let closed_db = peak_db(&out[100_000..100_800]);
    assert!((closed_db + 37.0 + 21.0).abs() < 0.01, "closed: {closed_db}");
    let still_db = peak_db(&out[148_000..]);
    assert!((still_db + 35.0 + 15.0).abs() < 0.01, "still closed: {still_db}");
}

#[test]
fn it_opens_holds_and_closes_in_the_times_it_says() {
    let mut signal = level(-60.0, 48_000);
    signal.extend(level(-20.0, 4_800));
    signal.extend(level(-60.0, 48_000));
    let out = gated(BARE, signal.clone());
    let reduction_db = |at: usize| peak_db(&signal[at..=at]) - peak_db(&out[at..=at]);
    // 1 ms are 48 frames, the last of which is the 48th: 63 % of 40 dB gone, 37 % left.
    assert!((reduction_db(48_047) - 40.0 * 0.367_88).abs() < 0.01, "{}", reduction_db(48_047));
    // The envelope needs 10 ms · ln(16 dB) = 18.4 ms to fall to −36 dBFS: 884 frames. 480 of hold.
    let closing = 52_800 + 884 + 480;
    assert!(reduction_db(closing - 10) < 0.01, "held until {closing}");
    assert!(reduction_db(closing + 10) > 0.03, "then it closes");
    // By the end of the hold the envelope is so low that the whole range is wanted: 63 % of 40 dB
    // after 50 ms, to a frame (0.01 dB) or two.
    let late = reduction_db(closing + 2_400);
    assert!((late - 40.0 * 0.632_12).abs() < 0.02, "{late}");
}

#[test]
fn look_ahead_opens_before_the_onset() {
    let mut signal = vec![0.0; 4_800];
    signal.extend(tone(-6.0, 1_000.0, 4_800));
    let params = GateParams { lookahead_ms: 5.0, ..GATE };
    let out = gated(params, signal.clone());
    // 5 ms are 5 attack times: 40 dB · e^-5 = 0.27 dB are left at the onset.
    let error = conformance::difference_db(&out[5_040..9_600], &signal[4_800..9_360]);
    assert!(error < -6.0 - 30.0, "{error}");
}

#[test]
fn the_key_decides() {
    let mut signal = level(-20.0, 48_000);
    let silence = vec![0.0; 48_000];
    let mut gate = BARE.prepare(STREAM).unwrap();
    gate.process_keyed(&mut Block::mono(&mut signal), (&silence, None));
    assert!((peak_db(&signal[47_000..]) + 60.0).abs() < 0.01, "closed by 40 dB");
    let reduction = gate.reduction();
    assert_eq!(reduction.frames, 48_000, "the input was active");
    assert!((reduction.max_db - 40.0).abs() < 0.01, "{reduction:?}");
}

proptest! {
    #[test]
    fn it_never_adds_and_never_takes_more_than_its_range(values in any_params::<GateParams>()) {
        let params = GateParams { lookahead_ms: 0.0, ..GateParams::from_values(&values) };
        let dry = conformance::probe(1).concat();
        let wet = gated(params, dry.clone());
        let floor = db_to_gain(-params.range_db) * 0.999_99;
        for (wet, dry) in wet.iter().zip(&dry) {
            let (wet, dry) = (wet.abs(), dry.abs());
            prop_assert!(wet <= dry && wet >= floor * dry * 0.999_999, "{} {}", wet, dry);
        }
    }
}
