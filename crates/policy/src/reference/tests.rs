use measure::Measurement;
use recipe::{Action, Brief, Guardrails, Matching, Move, ReferenceAim, Value};

use super::*;
use crate::testing::{Sketch, brief, profile};
use crate::{Policy, Rules};

fn mix() -> Measurement {
    let wide = Sketch {
        low_hz: 50.0,
        high_hz: 10_000.0,
        channels: 2,
        side_over_mid: 0.3,
        lufs: -18.0,
        ..Sketch::default()
    };
    wide.measurement()
}

/// The same with so many dB more over and less under 1 kHz, and another width in dB.
fn tilted(tilt_db: f32, width_db: f32) -> Measurement {
    let mut m = mix();
    for band in 0..ERB_BANDS {
        let gain_db = if erb::centre_hz(band) > 1_000.0 { tilt_db } else { -tilt_db };
        m.spectrum.mid_erb_db[band] += gain_db;
        m.spectrum.side_erb_db[band] += gain_db + width_db;
    }
    m.stereo.side_over_mid *= audio::db_to_gain_f64(f64::from(width_db));
    let loudness =
        |m: &Measurement| -> f64 { erb::k_weighted(&erb::power(&m.spectrum)).iter().sum() };
    m.loudness.integrated_lufs += audio::math::power_to_db(loudness(&m) / loudness(&mix()));
    m
}

fn moves(premaster: &Measurement, reference: &Measurement, matching: Matching) -> Vec<Move> {
    let profile = profile("neutral");
    let songs = vec![reference_song("record", "b3:00", 1.0, reference)];
    let reference = Some(ReferenceAim { matching, songs });
    let brief = Brief { reference, ..brief(&profile) };
    let song = crate::testing::band().session;
    Rules.master(premaster, &song, &brief, &profile)
}

/// What makes a record odd.
type Change = fn(&mut Measurement);

fn all(pct: f64) -> Matching {
    Matching { tone_pct: pct, dynamics_pct: pct, width_pct: pct, loudness_pct: 0.0 }
}

fn gain(one: &Move) -> f64 {
    match one.params["gain_db"] {
        Value::Number(gain_db) => gain_db,
        _ => f64::NAN,
    }
}

fn of(moves: &[Move], action: Action) -> Vec<&Move> {
    moves.iter().filter(|one| one.action == action).collect()
}

#[test]
fn a_song_that_is_its_own_reference_is_left_alone() {
    let made = moves(&mix(), &mix(), all(100.0));
    for action in [Action::Tone, Action::SideTone, Action::Width, Action::Parallel] {
        assert!(of(&made, action).is_empty(), "{action:?}: {made:#?}");
    }
}

#[test]
fn a_brighter_reference_brightens_and_every_move_says_what_it_is_worth() {
    let made = moves(&mix(), &tilted(2.0, 0.0), all(100.0));
    let tone = of(&made, Action::Tone);
    let (first, last) = (gain(tone[0]), gain(tone[tone.len() - 1]));
    assert!(last > first + 2.0, "{tone:?}");
    for one in tone {
        let evidence = one.evidence.as_ref().expect("a distance");
        let without = evidence.without.expect("what it is worth");
        // 0.02: both are rounded to hundredths.
        assert!(evidence.after < 0.5 * evidence.before, "{evidence:?}");
        assert!(without >= evidence.after - 0.02, "{evidence:?}");
        assert!(one.reason.contains("record"), "{}", one.reason);
    }
}

#[test]
fn less_of_the_way_is_less_of_the_curve() {
    let most = |pct: f64| {
        let made = moves(&mix(), &tilted(3.0, 0.0), all(pct));
        let gains = || of(&made, Action::Tone).into_iter().map(gain);
        gains().fold(0.0, f64::max) - gains().fold(0.0, f64::min)
    };
    assert!(most(50.0) < most(100.0) - 0.5, "{} {}", most(50.0), most(100.0));
    let none = moves(&mix(), &tilted(3.0, 3.0), all(0.0));
    assert!(none.iter().all(|one| !one.reason.contains("record")), "{none:#?}");
}

#[test]
fn no_band_of_mid_or_side_goes_over_the_guardrail() {
    let limit = f64::from(Guardrails::default().eq.auto_master_db);
    for (tilt_db, width_db) in [(12.0, 6.0), (-12.0, -12.0), (12.0, -20.0), (0.0, 9.0)] {
        let made = moves(&mix(), &tilted(tilt_db, width_db), all(100.0));
        let at = |moves: &[&Move], hz: f64| {
            let point = |one: &&Move| match one.params["freq_hz"] {
                Value::Number(freq_hz) => (freq_hz, gain(one)),
                _ => (f64::NAN, f64::NAN),
            };
            let points: Vec<(f64, f64)> = moves.iter().map(point).collect();
            let after = points.partition_point(|(freq_hz, _)| *freq_hz <= hz);
            match (after.checked_sub(1).map(|i| points[i]), points.get(after)) {
                (Some((f0, g0)), Some((f1, g1))) => g0 + (g1 - g0) * (hz - f0) / (f1 - f0),
                (Some((_, gain)), None) | (None, Some(&(_, gain))) => gain,
                (None, None) => 0.0,
            }
        };
        let (tone, side) = (of(&made, Action::Tone), of(&made, Action::SideTone));
        for band in (0..ERB_BANDS).step_by(2) {
            let hz = erb::centre_hz(band);
            let both = at(&tone, hz) + at(&side, hz);
            // Points that are left out and rounding to 0.1 dB move a curve by up to 0.3 dB.
            assert!(at(&tone, hz).abs() <= limit + 1e-9, "{hz:.0} Hz");
            assert!(both.abs() <= limit + 0.6, "{hz:.0} Hz: {both:.2}");
        }
    }
}

#[test]
fn width_follows_the_reference_as_far_as_it_may() {
    let width = |db: f32| {
        let made = moves(&mix(), &tilted(0.0, db), all(100.0));
        of(&made, Action::Width).first().map_or(100.0, |one| match one.params["width_pct"] {
            Value::Number(pct) => pct,
            _ => f64::NAN,
        })
    };
    // −3 dB of side are 71 %.
    assert!((width(-3.0) - 71.0).abs() < 1.5, "{}", width(-3.0));
    assert!(width(12.0) <= 140.0 && width(12.0) > 120.0, "{}", width(12.0));
}

#[test]
fn a_denser_reference_compresses_and_an_open_one_does_not() {
    let with_psr = |psr_db: f64| {
        let mut reference = mix();
        reference.dynamics.psr_median_db = psr_db;
        moves(&mix(), &reference, all(100.0))
    };
    assert!(!of(&with_psr(7.0), Action::Multiband).is_empty());
    assert!(!of(&with_psr(7.0), Action::Parallel).is_empty());
    assert!(of(&with_psr(18.0), Action::Multiband).is_empty());
    assert!(of(&with_psr(18.0), Action::Saturation).is_empty());
}

#[test]
fn what_a_reference_cannot_tell_is_left_alone_and_said() {
    let odd: [(&str, Change); 6] = [
        ("mono", |m| m.stereo.side_over_mid = 0.0),
        ("against each other", |m| m.stereo.correlation = -0.9),
        ("3.0 s", |m| m.frames = 144_000),
        ("clipped", |m| m.peaks.clipped_samples = 9_000),
        ("offset", |m| m.dynamics.dc = 0.1),
        ("3600 Hz", |m| m.sample_rate_hz = 8_000.0),
    ];
    for (word, change) in odd {
        let mut m = mix();
        change(&mut m);
        let song = reference_song("record", "b3:00", 1.0, &m);
        assert!(song.notes.iter().any(|note| note.contains(word)), "{word}: {:?}", song.notes);
        let made = moves(&tilted(2.0, 3.0), &m, all(100.0));
        assert!(made.iter().any(|one| one.action == Action::Limiter), "{word}");
        if matches!(word, "mono" | "against each other") {
            assert!(of(&made, Action::SideTone).is_empty(), "{word}");
        }
    }
    assert!(reference_song("record", "b3:00", 1.0, &mix()).notes.is_empty());
}

#[test]
fn several_references_are_weighed() {
    let songs = |a: f64, b: f64| ReferenceAim {
        matching: all(100.0),
        songs: vec![
            reference_song("dark", "b3:00", a, &tilted(-4.0, 0.0)),
            reference_song("bright", "b3:01", b, &tilted(4.0, 0.0)),
        ],
    };
    let level = |a: f64, b: f64| Aim::of(&songs(a, b)).mid_db[ERB_BANDS - 8];
    assert!(level(1.0, 3.0) > level(1.0, 1.0) + 1.0 && level(3.0, 1.0) < level(1.0, 1.0) - 1.0);
}

#[test]
fn the_farther_two_sounds_are_the_less_alike() {
    let own = Likeness::of(&mix());
    assert!((own.pct(&Likeness::of(&mix())) - 100.0).abs() < 1e-9);
    let farther: Vec<f64> =
        [1.0, 2.0, 4.0, 8.0].iter().map(|db| own.pct(&Likeness::of(&tilted(*db, *db)))).collect();
    assert!(farther.windows(2).all(|pair| pair[1] < pair[0]), "{farther:?}");
    // Level says nothing.
    let mut quiet = mix();
    quiet.spectrum.mid_erb_db = quiet.spectrum.mid_erb_db.map(|db| db - 20.0);
    quiet.spectrum.side_erb_db = quiet.spectrum.side_erb_db.map(|db| db - 20.0);
    assert!(own.pct(&Likeness::of(&quiet)) > 99.9);
}
