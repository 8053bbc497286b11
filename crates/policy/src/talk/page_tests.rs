//! `docs/TWEAK.md`: its examples are done, its table is the one that is used.

use super::quality::{Quality, Tone};
use super::tests::song;
use super::{Levels, tweak};

const PAGE: &str = include_str!("../../../../docs/TWEAK.md");

const TONES: [(Quality, &str); 15] = [
    (Quality::Warm, "cold"),
    (Quality::Bright, "dark, dull"),
    (Quality::Air, ""),
    (Quality::Mud, "clean"),
    (Quality::Boxy, ""),
    (Quality::Nasal, ""),
    (Quality::Harsh, ""),
    (Quality::Presence, ""),
    (Quality::Boomy, ""),
    (Quality::Full, "thin"),
    (Quality::Lows, ""),
    (Quality::Mids, ""),
    (Quality::Highs, ""),
    (Quality::Soft, ""),
    (Quality::Aggressive, ""),
];

#[test]
fn every_example_on_the_page_is_understood_and_valid() {
    let mut inside = false;
    let mut count = 0;
    for line in PAGE.lines() {
        if line.starts_with("```") {
            inside = line == "```tweak";
            continue;
        }
        if !inside {
            continue;
        }
        let done = tweak(&song(), line, &Levels::default());
        let done = done.unwrap_or_else(|error| panic!("{line}: {error}; {}", error.hint));
        assert_eq!(done.changed, done.answers.is_empty(), "{line}");
        count += 1;
    }
    assert!(count > 30, "{count} examples");
}

fn row(quality: Quality, opposite: &str, tone: &Tone) -> String {
    let bands: Vec<String> = tone
        .bands
        .iter()
        .map(|band| {
            let shape = band.shape.replace('_', " ");
            format!("{shape} {:+.1} dB at {:.0} Hz, Q {}", band.gain_db, band.freq_hz, band.q)
        })
        .collect();
    let [low_hz, high_hz] = tone.region_hz;
    let (name, bands) = (quality.name(), bands.join("; "));
    format!("| {name} | {opposite} | {low_hz:.0}–{high_hz:.0} Hz | {bands} |")
}

#[test]
fn the_table_on_the_page_is_the_one_that_is_used() {
    for (quality, opposite) in TONES {
        let tone = quality.tone().unwrap();
        let row = row(quality, opposite, &tone);
        assert!(PAGE.contains(&row), "the page lacks: {row}");
    }
}

/// The first band works in the region that it is about, in the direction that the word says, and
/// no other octave is moved more.
#[test]
fn each_quality_moves_its_region_most() {
    for (quality, _) in TONES {
        let word = quality.name();
        let done = tweak(&song(), &format!("more {word} on the pad"), &Levels::default()).unwrap();
        let strips = recipe::fold(&done.recipe).unwrap().strips;
        let tone = quality.tone().unwrap();
        let at = |hz: f64| -> f64 { strips[6].eq.iter().map(|it| it.response_db(hz, 48e3)).sum() };
        let middle = at((tone.region_hz[0] * tone.region_hz[1]).sqrt());
        assert!(middle * tone.sign > 0.5, "{word}: {middle} dB");
        let octaves = (0..10).map(|octave| 31.25 * f64::from(1 << octave));
        for hz in
            octaves.filter(|hz| *hz < tone.region_hz[0] / 2.0 || *hz > tone.region_hz[1] * 2.0)
        {
            // A shelf reaches its full gain beyond its region; a bell falls off on both sides.
            let is_beyond_shelf = tone.bands.iter().any(|band| match band.shape {
                "high_shelf" => hz > band.freq_hz,
                "low_shelf" => hz < band.freq_hz,
                _ => false,
            });
            assert!(is_beyond_shelf || at(hz).abs() < middle.abs(), "{word} at {hz} Hz");
        }
    }
}
