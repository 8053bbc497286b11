use recipe::{Role, Scope};

use super::*;
use crate::testing::{Sketch, Song};

/// A resonant guitar beside a wide pad.
fn song() -> Song {
    let guitar = Sketch { low_hz: 120.0, high_hz: 6_000.0, ..Sketch::default() };
    let pad = Sketch { channels: 2, side_over_mid: 0.5, lufs: -26.0, ..guitar };
    Song::new(&[("guitar", Role::ElectricGuitar, guitar), ("pad", Role::SynthPad, pad)])
}

fn bell(target: &str, freq_hz: f64, gain_db: f64) -> Draft {
    Draft::new(target, Action::Eq)
        .word("shape", "bell")
        .set("freq_hz", freq_hz)
        .set("gain_db", gain_db)
        .set("q", 2.0)
        .evidence("resonance_db", 8.0, 0.0)
}

/// Before, without and after of the moves, in their order.
fn numbers(song: &Song, drafts: Vec<Draft>) -> Vec<Option<[f64; 3]>> {
    let heard = song.heard();
    let made = measured(&Scene::new(&heard), drafts);
    let evidence = made.into_iter().map(|draft| {
        let evidence = crate::draft::finish(vec![draft], Scope::AutoMix, "t").pop()?.evidence?;
        Some([evidence.before, evidence.without?, evidence.after])
    });
    evidence.collect()
}

#[test]
fn a_second_cut_is_what_the_first_would_leave_without_it() {
    let alone = numbers(&song(), vec![bell("guitar", 1_000.0, -3.0)]);
    let [before, without, after] = alone[0].expect("a number");
    assert!((without - before).abs() < 1e-9, "nothing else is done: {without} {before}");
    // Two ERB wide: the bands to either side, with which it is compared, fall by far less.
    assert!((1.5..=3.1).contains(&(before - after)), "{before} {after}");
    let cuts = vec![bell("guitar", 1_000.0, -3.0), bell("guitar", 1_100.0, -3.0)];
    let both = numbers(&song(), cuts);
    let [before, without, after] = both[0].expect("a number");
    assert!(after < without && without < before - 0.5, "{before} {without} {after}");
}

#[test]
fn a_high_pass_takes_away_what_an_equaliser_left_under_it() {
    let high_pass = || {
        let draft = Draft::new("guitar", Action::HighPass).set("freq_hz", 80.0);
        draft.set("slope_db_per_oct", 12.0).evidence("rumble_share_db", 0.0, 0.0)
    };
    let [before, alone, after] = numbers(&song(), vec![high_pass()])[0].expect("a number");
    assert!(after < before - 3.0 && (alone - before).abs() < 1e-9, "{before} {after}");
    let both = numbers(&song(), vec![high_pass(), bell("guitar", 60.0, 6.0)]);
    let [_, lifted, _] = both[0].expect("a number");
    assert!(lifted > before + 2.0, "6 dB more around 60 Hz: {lifted} {before}");
}

#[test]
fn width_is_told_of_the_mix_and_depends_on_the_pans_of_others() {
    let width = || Draft::new("pad", Action::Width).set("width_pct", 80.0).evidence("x", 0.0, 0.0);
    let [before, without, after] = numbers(&song(), vec![width()])[0].expect("a number");
    assert!((without - before).abs() < 1e-9 && after < before, "{before} {after}");
    // All of the side is the pad's: 80 % of it is left.
    assert!((after / before - 0.8).abs() < 0.02, "{before} {after}");
    let pan = Draft::new("guitar", Action::Pan).set("position_pct", 60.0);
    let [panned_before, panned, narrower] =
        numbers(&song(), vec![width(), pan])[0].expect("a number");
    assert!((panned_before - before).abs() < 1e-9);
    assert!(panned > before + 0.05 && narrower < panned, "{before} {panned} {narrower}");
}

#[test]
fn a_compressor_is_judged_under_the_ridden_fader_behind_it() {
    let compressor = || {
        Draft::new("guitar", Action::Compressor)
            .set("ratio", 4.0)
            .set("knee_db", 6.0)
            .set("attack_ms", 5.0)
            .set("release_ms", 80.0)
            .set("threshold_db", -30.0)
            .word("detector", "rms")
            .evidence("level_spread_db", 0.0, 0.0)
    };
    let [before, without, after] = numbers(&song(), vec![compressor()])[0].expect("a number");
    assert!((without - before).abs() < 1e-9 && after < before - 0.5, "{before} {after}");
    // A fader that jumps by 6 dB in the middle of 20 s spreads what the compressor evens.
    let lane = vec![(0, 0.0), (480_000, 0.0), (480_001, 6.0)];
    let ride = Draft::new("guitar", Action::Automation).points(lane);
    let [_, ridden, both] = numbers(&song(), vec![compressor(), ride])[0].expect("a number");
    assert!(ridden > before + 1.0 && both < ridden, "{before} {ridden} {both}");
}

#[test]
fn a_move_without_a_second_measurement_claims_none() {
    let gate = Draft::new("guitar", Action::Gate).evidence("floor_dbfs", -50.0, -60.0);
    assert_eq!(numbers(&song(), vec![gate]), [None]);
}
