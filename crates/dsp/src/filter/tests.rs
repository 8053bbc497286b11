//! What the filters sound like: measured responses against the analytic ones, and the contract.

use audio::{Block, Params, Processor};
use proptest::prelude::*;

use super::matched::Prototype;
use super::*;
use crate::conformance::{self, STREAM, any_params};

const RATE: f64 = 48_000.0;

/// Gain of a filter at `freq_hz` from its impulse response, by a sum over the first second. What
/// is left after that is the tail: the slowest filter asked for here (Q 20 at 100 Hz) has fallen
/// by 136 dB.
fn measured_db(filter: &mut impl FnMut(&mut Block<'_>), freq_hz: f64) -> f64 {
    let mut response = vec![0.0_f32; 48_000];
    response[0] = 1.0;
    filter(&mut Block::mono(&mut response));
    let (mut real, mut imaginary) = (0.0, 0.0);
    for (frame, sample) in response.iter().enumerate() {
        let angle = std::f64::consts::TAU * freq_hz * frame as f64 / RATE;
        real += f64::from(*sample) * libm::cos(angle);
        imaginary += f64::from(*sample) * libm::sin(angle);
    }
    audio::math::power_to_db(real * real + imaginary * imaginary)
}

fn band(shape: f32, freq_hz: f32, gain_db: f32, q: f32) -> EqBandParams {
    EqBandParams { shape, freq_hz, gain_db, q }
}

#[test]
fn processors_conform_to_the_contract() {
    for shape in 0..7_u8 {
        let params = band(f32::from(shape), 300.0, 6.0, 0.8);
        // An all-pass and a band-pass move the peak of an impulse; both are checked high up, where
        // the first sample stays the loudest.
        conformance::check(match shape {
            4 => band(4.0, 12_000.0, 0.0, 0.2),
            5 => band(5.0, 100.0, 0.0, 0.7),
            _ => params,
        });
    }
    conformance::check(HighPassParams { freq_hz: 80.0, slope_db_per_oct: 24.0 });
    conformance::check(LowPassParams { freq_hz: 16_000.0, slope_db_per_oct: 6.0 });
}

#[test]
fn no_parameter_is_dead() {
    conformance::check_no_dead_parameter(band(0.0, 1_000.0, 6.0, 1.0));
    conformance::check_no_dead_parameter(HighPassParams { freq_hz: 80.0, ..Default::default() });
    conformance::check_no_dead_parameter(LowPassParams { freq_hz: 900.0, ..Default::default() });
}

#[test]
fn the_measured_response_is_the_analytic_one() {
    let settings = EqualizerSettings {
        high_pass: Some(HighPassParams { freq_hz: 80.0, slope_db_per_oct: 18.0 }),
        low_pass: Some(LowPassParams { freq_hz: 15_000.0, slope_db_per_oct: 24.0 }),
        bands: &[
            band(0.0, 250.0, -4.0, 1.4),
            band(1.0, 120.0, 3.0, 0.7),
            band(2.0, 8_000.0, 5.0, 0.7),
            band(0.0, 12_000.0, 6.0, 4.0),
            band(3.0, 5_000.0, 0.0, 8.0),
            band(6.0, 900.0, 1.5, 0.4),
        ],
    };
    let mut equalizer = Equalizer::prepare(settings, STREAM).unwrap();
    for freq_hz in [30.0, 80.0, 250.0, 1_000.0, 3_000.0, 5_200.0, 12_000.0, 20_000.0] {
        equalizer.reset();
        let measured = measured_db(&mut |block| equalizer.process(block), freq_hz);
        let predicted = settings.response_db(freq_hz, RATE);
        // The impulse response is stored in f32: each of 48 000 samples is rounded by at most
        // 2^-25 of itself, which at −40 dB is still under 0.001 dB.
        assert!((measured - predicted).abs() < 1e-3, "{freq_hz} Hz: {measured} {predicted}");
        let ready = equalizer.response_db(freq_hz);
        assert!((ready - predicted).abs() < 1e-9, "the cascade predicts itself");
    }
}

#[test]
fn butterworth_filters_lose_three_db_at_their_frequency_and_fall_by_their_slope() {
    for step in 1..=8_u8 {
        let slope = 6.0 * f32::from(step);
        let high = HighPassParams { freq_hz: 1_000.0, slope_db_per_oct: slope };
        let low = LowPassParams { freq_hz: 1_000.0, slope_db_per_oct: slope };
        let half = 10.0 * libm::log10(0.5);
        assert!((high.response_db(1_000.0, RATE) - half).abs() < 1e-9, "−3.01 dB at {slope}");
        assert!((low.response_db(1_000.0, RATE) - half).abs() < 1e-9, "−3.01 dB at {slope}");
        let octave = high.response_db(62.5, RATE) - high.response_db(31.25, RATE);
        // Four octaves under the corner the exact slope is 6.0206 n minus less than 0.02 dB.
        assert!((octave - 6.0206 * f64::from(step)).abs() < 0.02, "{slope}: {octave}");
    }
}

#[test]
fn a_low_pass_over_nyquist_is_off() {
    let params = LowPassParams { freq_hz: 24_000.0, slope_db_per_oct: 48.0 };
    let mut samples = [0.25_f32, -0.5, 1.0];
    params.prepare(STREAM).unwrap().process(&mut Block::mono(&mut samples));
    assert_eq!(samples[..], [0.25, -0.5, 1.0][..]);
}

/// A matched shape keeps within `limit_db` of the analogue curve up to 20 kHz.
fn farthest_from_analogue(shape: usize, freq_hz: f64, gain_db: f64, q: f64) -> f64 {
    let prototype = match shape {
        0 => Prototype::bell(gain_db, q),
        1 => Prototype::low_shelf(gain_db, q),
        2 => Prototype::high_shelf(gain_db, q),
        _ => Prototype::tilt(gain_db, q),
    };
    let made = match shape {
        0 => Coefficients::bell(freq_hz, gain_db, q, RATE),
        1 => Coefficients::low_shelf(freq_hz, gain_db, q, RATE),
        2 => Coefficients::high_shelf(freq_hz, gain_db, q, RATE),
        _ => Coefficients::tilt(freq_hz, gain_db, q, RATE),
    };
    (1..=200).map(|i| 100.0 * f64::from(i)).fold(0.0, |worst, at| {
        let analogue = audio::math::power_to_db(prototype.power_at(at / freq_hz));
        f64::max(worst, (made.response_db(at, RATE) - analogue).abs())
    })
}

#[test]
fn bells_and_shelves_follow_the_analogue_curve_up_to_20_khz() {
    // A design has five numbers and the curve has a continuum: what is left is the method's own
    // error. Worst cases over this grid, all at ±12 dB: 1.13 dB for a bell of Q 0.5 at 16 kHz,
    // 0.39 dB for shelves, 0.6 dB for tilts (which are 24 dB from end to end).
    for freq_hz in [50.0, 1_000.0, 4_000.0, 8_000.0, 12_000.0, 16_000.0] {
        for gain_db in [-12.0, -6.0, -3.0, 3.0, 6.0, 12.0] {
            for q in [0.5, 0.707, 1.0, 2.0, 6.0] {
                let bell = farthest_from_analogue(0, freq_hz, gain_db, q);
                assert!(bell < 1.2, "bell {freq_hz} Hz {gain_db} dB Q {q}: {bell}");
            }
            for (shape, limit_db) in [(1, 0.45), (2, 0.45), (3, 0.65)] {
                let shelf = farthest_from_analogue(shape, freq_hz, gain_db, 0.707);
                assert!(shelf < limit_db, "shape {shape} {freq_hz} Hz {gain_db} dB: {shelf}");
            }
        }
    }
}

#[test]
fn a_bell_near_nyquist_keeps_the_upper_skirt_that_the_bilinear_transform_loses() {
    let prototype = Prototype::bell(6.0, 2.0);
    let analogue = audio::math::power_to_db(prototype.power_at(20_000.0 / 14_000.0));
    let matched = Coefficients::bell(14_000.0, 6.0, 2.0, RATE).response_db(20_000.0, RATE);
    let bilinear = prototype.bilinear(14_000.0, RATE).response_db(20_000.0, RATE);
    assert!((matched - analogue).abs() < 0.5, "{matched} dB, analogue {analogue} dB");
    assert!((bilinear - analogue).abs() > 1.0, "{bilinear} dB, analogue {analogue} dB");
}

#[test]
fn a_cut_undoes_its_boost() {
    for shape in [0.0, 1.0, 2.0, 6.0] {
        let settings = |gain_db| band(shape, 9_000.0, gain_db, 0.9);
        let bands = [settings(9.0), settings(-9.0)];
        let settings = EqualizerSettings { bands: &bands, ..Default::default() };
        let mut equalizer = Equalizer::prepare(settings, STREAM).unwrap();
        let mut signal = conformance::probe(2);
        equalizer.process(&mut Block::of(&mut signal, 12_000));
        let error = conformance::difference_db(&signal.concat(), &conformance::probe(2).concat());
        // One rounding to f32 at full scale is −150 dBFS; the f64 inside adds nothing to it.
        assert!(error < -144.0, "shape {shape}: {error} dBFS");
    }
}

#[test]
fn neutral_bands_and_no_filters_are_bit_transparent() {
    let bands = [band(0.0, 100.0, 0.0, 1.0), band(6.0, 100.0, 0.0, 1.0)];
    let settings = EqualizerSettings { bands: &bands, ..Default::default() };
    let mut signal = conformance::probe(2);
    let mut equalizer = Equalizer::prepare(settings, STREAM).unwrap();
    equalizer.process(&mut Block::of(&mut signal, 12_000));
    assert_eq!(signal, conformance::probe(2));
}

/// Largest second difference: what a click has and a tone has not.
fn roughness(samples: &[f32]) -> f32 {
    let bends = samples.windows(3).map(|w| (w[0] - 2.0 * w[1] + w[2]).abs());
    bends.fold(0.0, f32::max)
}

#[test]
fn changed_settings_arrive_without_a_click_and_within_20_ms() {
    let tone = |i: usize| 0.5 * audio::math::sin_turns(i as f32 * 200.0 / 48_000.0);
    let mut signal: Vec<f32> = (0..9_600).map(tone).collect();
    let smooth = roughness(&signal);
    let mut eq = band(0.0, 200.0, -12.0, 1.0).prepare(STREAM).unwrap();
    eq.process(&mut Block::mono(&mut signal[..4_800]));
    eq.set_params(&band(1.0, 400.0, 6.0, 0.7));
    eq.process(&mut Block::mono(&mut signal[4_800..]));
    // The loudest second difference of the result is that of the tone, 6 dB up. A jump from one
    // gain to the other would be over a hundred times as much.
    let rough = roughness(&signal[2_400..]);
    assert!(rough < 2.2 * smooth, "{rough} against {smooth}");
    let peak = signal[7_200..].iter().fold(0.0_f32, |peak, sample| sample.abs().max(peak));
    let expected = band(1.0, 400.0, 6.0, 0.7).response_db(200.0, RATE);
    let got = f64::from(audio::gain_to_db(peak / 0.5));
    // 240 samples a period put the highest sample within 0.001 dB of the crest.
    assert!((got - expected).abs() < 0.01, "{got} dB, expected {expected} dB");
}

#[test]
fn an_equaliser_may_gain_and_lose_sections_while_it_plays() {
    let bands = [band(0.0, 300.0, 6.0, 1.0), band(2.0, 5_000.0, -6.0, 0.7)];
    let full = EqualizerSettings {
        high_pass: Some(HighPassParams { freq_hz: 100.0, slope_db_per_oct: 48.0 }),
        low_pass: None,
        bands: &bands,
    };
    let empty = EqualizerSettings::default();
    let mut equalizer = Equalizer::prepare(full, STREAM).unwrap();
    let mut signal = conformance::probe(2);
    for (step, settings) in [empty, full, empty].into_iter().enumerate() {
        equalizer.set(settings);
        let [left, right] = &mut signal[..] else { unreachable!("two channels") };
        let part = 4_000 * step..4_000 * (step + 1);
        equalizer.process(&mut Block::stereo(&mut left[part.clone()], &mut right[part]));
    }
    assert!(signal.concat().iter().all(|sample| sample.abs() < 4.0), "nothing blows up");
    // 4 000 − 960 frames after the last change nothing is left but the input.
    assert_eq!(signal[0][11_000..], conformance::probe(2)[0][11_000..]);
}

/// The bands of an impulse, in order.
fn split_impulse(crossings_hz: &[f64]) -> Vec<Vec<Frame>> {
    let mut crossover = Crossover::new(crossings_hz, STREAM);
    let mut frames = vec![Frame::ZERO; 48_000];
    frames[0] = Frame::both(1.0);
    let mut made = vec![Vec::new(); crossover.bands()];
    for part in frames.chunks(SEGMENT) {
        let mut bands: Bands = [[Frame::ZERO; SEGMENT]; BANDS_MAX];
        crossover.process(part, &mut bands);
        for (made, band) in made.iter_mut().zip(&bands) {
            made.extend_from_slice(&band[..part.len()]);
        }
    }
    made
}

fn spectrum_db(frames: &[Frame], freq_hz: f64) -> f64 {
    let (mut real, mut imaginary) = (0.0, 0.0);
    for (at, frame) in frames.iter().enumerate() {
        let angle = std::f64::consts::TAU * freq_hz * at as f64 / RATE;
        real += frame.0[0] * libm::cos(angle);
        imaginary += frame.0[0] * libm::sin(angle);
    }
    audio::math::power_to_db(real * real + imaginary * imaginary)
}

#[test]
fn bands_sum_flat_and_are_six_db_down_at_their_crossings() {
    for crossings_hz in [&[800.0][..], &[150.0, 2_500.0], &[120.0, 1_000.0, 5_000.0]] {
        let bands = split_impulse(crossings_hz);
        assert_eq!(bands.len(), crossings_hz.len() + 1);
        let sum: Vec<Frame> = (0..48_000)
            .map(|at| bands.iter().fold(Frame::ZERO, |sum, band| sum + band[at]))
            .collect();
        for freq_hz in [20.0, 60.0, 120.0, 400.0, 1_000.0, 2_500.0, 5_000.0, 12_000.0, 22_000.0] {
            // An all-pass is flat by algebra; f64 leaves 10^-12.
            assert!(spectrum_db(&sum, freq_hz).abs() < 1e-6, "{freq_hz} Hz of {crossings_hz:?}");
        }
        for (index, freq_hz) in crossings_hz.iter().enumerate() {
            for band in [&bands[index], &bands[index + 1]] {
                let level_db = spectrum_db(band, *freq_hz);
                // The next crossing, two octaves off at least, takes up to 0.04 dB more.
                assert!((level_db + 6.02).abs() < 0.05, "{freq_hz} Hz: {level_db}");
            }
        }
        // Two octaves over the lowest crossing a 4th-order band is 48 dB down.
        let far_db = spectrum_db(&bands[0], 4.0 * crossings_hz[0]);
        assert!((-50.0..-47.0).contains(&far_db), "{far_db}");
    }
}

#[test]
fn state_variable_shapes_agree_with_the_cookbook() {
    use SvfShape::{AllPass, BandPass, Bell, HighPass, HighShelf, LowPass, LowShelf, Notch};
    let (freq, q, gain_db) = (1_000.0, 0.9, 6.0);
    let expected = [
        (LowPass, Coefficients::low_pass(freq, q, RATE)),
        (HighPass, Coefficients::high_pass(freq, q, RATE)),
        (BandPass, Coefficients::band_pass(freq, q, RATE)),
        (Notch, Coefficients::notch(freq, q, RATE)),
        (AllPass, Coefficients::all_pass(freq, q, RATE)),
        (Bell, Coefficients::bell(freq, gain_db, q, RATE)),
        (LowShelf, Coefficients::low_shelf(freq, gain_db, q, RATE)),
        (HighShelf, Coefficients::high_shelf(freq, gain_db, q, RATE)),
    ];
    for (shape, biquad) in expected {
        let coefficients = SvfCoefficients::new(shape, freq, q, gain_db, RATE);
        let mut frames = vec![Frame::ZERO; 48_000];
        frames[0] = Frame::both(1.0);
        Svf::default().process(&coefficients, &mut frames);
        for at in [50.0, 500.0, 900.0, 2_000.0, 6_000.0] {
            let (got, wanted) = (spectrum_db(&frames, at), biquad.response_db(at, RATE));
            // The first five are the same filter; bells and shelves here are bilinear, there
            // matched: at 6 kHz they part by up to 0.1 dB.
            let limit_db = if matches!(shape, Bell | LowShelf | HighShelf) { 0.1 } else { 1e-6 };
            assert!((got - wanted).abs() < limit_db, "{shape:?} at {at} Hz: {got} {wanted}");
        }
    }
}

#[test]
fn impulse_responses_are_those_of_the_golden_vectors() {
    let vectors: Vec<(String, Vec<f32>)> = EQ_SHAPES
        .iter()
        .zip(0_u8..)
        .flat_map(|(name, shape)| {
            [(100.0, 6.0, 0.7), (9_000.0, -4.0, 2.0)].map(|(freq_hz, gain_db, q)| {
                let params = band(f32::from(shape), freq_hz, gain_db, q);
                let mut response = vec![0.0; 32];
                response[0] = 1.0;
                params.prepare(STREAM).unwrap().process(&mut Block::mono(&mut response));
                (format!("{name} {freq_hz} Hz {gain_db} dB Q {q}"), response)
            })
        })
        .collect();
    golden::check_golden("biquads", &vectors);
}

proptest! {
    /// Between two bells the sound stays within what the louder of them could do to it.
    #[test]
    fn a_moving_bell_does_not_blow_up(
        from in (20.0_f32..20_000.0, -12.0_f32..12.0, 0.3_f32..4.0),
        to in (20.0_f32..20_000.0, -12.0_f32..12.0, 0.3_f32..4.0),
    ) {
        let bell = |(freq_hz, gain_db, q)| band(0.0, freq_hz, gain_db, q);
        let mut eq = bell(from).prepare(STREAM).unwrap();
        let mut signal = conformance::probe(1);
        let peak = |samples: &[f32]| samples.iter().fold(0.0_f32, |peak, x| x.abs().max(peak));
        let dry = peak(&signal[0]);
        eq.process(&mut Block::of(&mut signal, 6_000));
        eq.set_params(&bell(to));
        eq.process(&mut Block::mono(&mut signal[0][6_000..]));
        // 12 dB are a factor of 4; the waves of the probe may add up once more.
        prop_assert!(peak(&signal[0]) < 8.0 * dry, "{}", peak(&signal[0]) / dry);
    }

    #[test]
    fn every_band_is_stable_at_every_rate(values in any_params::<EqBandParams>(),
        rate in 8_000.0_f64..192_000.0) {
        let params = EqBandParams::from_values(&values);
        let made = params.coefficients(rate);
        prop_assert!(made.is_stable(), "{params:?} at {rate}: {made:?}");
    }
}
