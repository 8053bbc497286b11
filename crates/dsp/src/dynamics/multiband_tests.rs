//! What the multiband compressor does to sound.

use audio::{Block, Params, Processor};
use proptest::prelude::*;

use super::signals::{peak_db, tone};
use super::*;
use crate::conformance::{self, STREAM, any_params};

const BANDS: MultibandParams = MultibandParams {
    bands: 4.0,
    low_hz: 100.0,
    mid_hz: 500.0,
    high_hz: 2_000.0,
    low_threshold_db: -20.0,
    low_mid_threshold_db: -26.0,
    high_mid_threshold_db: -32.0,
    high_threshold_db: -38.0,
    ratio: 3.0,
    knee_db: 0.0,
    attack_ms: 10.0,
    release_ms: 200.0,
};

/// Level change of the last tenth of two seconds of a tone, in dB.
fn change_db(params: MultibandParams, level_db: f32, freq_hz: f32) -> f32 {
    let mut signal = tone(level_db, freq_hz, 96_000);
    params.prepare(STREAM).unwrap().process(&mut Block::mono(&mut signal));
    peak_db(&signal[86_400..]) - level_db
}

#[test]
fn it_conforms_to_the_processor_contract() {
    conformance::check(BANDS);
    conformance::check(MultibandParams { bands: 3.0, ..BANDS });
}

#[test]
fn no_parameter_is_dead() {
    conformance::check_no_dead_parameter(MultibandParams { knee_db: 6.0, ..BANDS });
}

#[test]
fn with_nothing_to_compress_it_is_flat() {
    for bands in [3.0, 4.0] {
        let open = MultibandParams { bands, ratio: 1.0, ..BANDS };
        assert!(open.is_neutral());
        for freq_hz in [41.0, 101.0, 233.0, 503.0, 997.0, 1_999.0, 6_997.0] {
            let change = change_db(open, -12.0, freq_hz);
            // Prime frequencies: over 0.2 s their samples come within 0.01 dB of every crest.
            assert!(change.abs() < 0.01, "{freq_hz} Hz: {change} dB");
        }
    }
}

#[test]
fn each_band_follows_its_own_threshold() {
    let wide = MultibandParams { low_hz: 60.0, mid_hz: 600.0, high_hz: 5_000.0, ..BANDS };
    for (band, freq_hz) in [(0, 19.0), (1, 191.0), (2, 1_733.0), (3, 15_013.0)] {
        let got = audio::db_to_gain(change_db(wide, -14.0, freq_hz));
        let wanted = audio::db_to_gain(-wide.reduction_db(band, -14.0));
        // Half a decade inside a band its two neighbours hold 1/(1 + 10²) of the tone each, which
        // they do not reduce; and between crests the release lets go of up to 7 % in dB.
        assert!(
            (0.96 * wanted..1.07 * wanted + 0.02).contains(&got),
            "band {band}: {got} {wanted}"
        );
    }
}

#[test]
fn three_bands_give_the_highest_threshold_to_the_third() {
    let three = MultibandParams { bands: 3.0, ..BANDS };
    let got_db = -change_db(three, -8.0, 4_000.0);
    assert!((got_db - 20.0).abs() < 1.0, "−8 over −38 at 3:1 are 20 dB: {got_db}");
    assert_eq!(three.prepare(STREAM).unwrap().reductions().count(), 3);
}

#[test]
fn every_band_keeps_its_own_tally() {
    let mut signal = tone(-8.0, 30.0, 96_000);
    let mut multiband = BANDS.prepare(STREAM).unwrap();
    multiband.process(&mut Block::mono(&mut signal));
    let reductions: Vec<Reduction> = multiband.reductions().collect();
    assert!(reductions[0].average_db > 6.0, "{reductions:?}");
    assert!(reductions[3].max_db < 0.5, "{reductions:?}");
}

proptest! {
    #[test]
    fn any_settings_give_finite_sound_and_bounded_reduction(
        values in any_params::<MultibandParams>(),
        rate in 8_000.0_f64..192_000.0,
    ) {
        let params = MultibandParams::from_values(&values);
        let stream = audio::StreamSpec { sample_rate_hz: rate, ..STREAM };
        let mut multiband = params.prepare(stream).unwrap();
        let mut signal = conformance::probe(2);
        multiband.process(&mut Block::of(&mut signal, 12_000));
        // Four bands of an input below 1 can hardly add to more than 4.
        prop_assert!(signal.concat().iter().all(|sample| sample.abs() < 4.0));
        prop_assert!(multiband.reductions().all(|reduction| reduction.max_db <= 24.0));
    }
}
