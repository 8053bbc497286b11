//! The words and numbers of a difference.

use engine::Comparison;
use measure::Measurement;
use recipe::{FieldDiff, MoveDiff, Recipe, RecipeDiff};
use serde_json::{Value, json};

use super::{Compared, Pair};
use crate::{moves, words};

/// Differences of windows that are told, the largest first.
const WINDOWS: usize = 5;

/// Under this a window is as loud as the other, in LU.
const WINDOW_LU: f64 = 0.1;

/// Regions of the spectrum: name and ERB bands. Band 1 is about 26 Hz, 40 about 15.6 kHz.
const REGIONS: [(&str, usize, usize); 6] = [
    ("to 120 Hz", 0, 3),
    ("120-350 Hz", 3, 8),
    ("350 Hz-1 kHz", 8, 15),
    ("1-3 kHz", 15, 24),
    ("3-8 kHz", 24, 33),
    ("over 8 kHz", 33, 40),
];

pub(super) fn words(compared: &Compared, identical: bool) -> String {
    if identical {
        return "No difference.\n".into();
    }
    let mut text = String::new();
    if let Some((diff, second)) = &compared.recipe {
        text += &recipe(diff, second);
    }
    for pair in &compared.audio {
        text += &audio(pair);
    }
    for note in &compared.notes {
        text += &format!("{note}\n");
    }
    text
}

fn recipe(diff: &RecipeDiff, second: &Recipe) -> String {
    if diff.is_empty() {
        return "The recipes do not differ.\n\n".into();
    }
    let mut text = String::new();
    for section in diff.sections(second) {
        text += &format!("{}\n", section.title);
        text += &section
            .moves
            .iter()
            .map(|line| words::wrapped(line, 2, moves::WIDTH))
            .collect::<String>();
        text += &section
            .settings
            .iter()
            .map(|line| words::wrapped(line, 6, moves::WIDTH))
            .collect::<String>();
        text += "\n";
    }
    text
}

/// Name, unit and value of what is compared.
fn numbers(m: &Measurement) -> Vec<(&'static str, &'static str, f64)> {
    vec![
        ("loudness", "LUFS", m.loudness.integrated_lufs),
        ("true peak", "dBTP", m.peaks.true_dbtp),
        ("loudness range", "LU", m.loudness.range_lu),
        ("crest factor", "dB", m.dynamics.crest_db),
        ("width (side over mid)", "%", 100.0 * m.stereo.side_over_mid),
        ("correlation", "", m.stereo.correlation),
        ("centroid", "Hz", m.spectrum.centroid_hz),
    ]
}

/// Level of each region against the whole, in dB.
fn regions(m: &Measurement) -> Vec<(&'static str, f64)> {
    let power = |bands: &[f32]| -> f64 {
        bands.iter().map(|db| audio::db_to_gain_f64(f64::from(*db))).map(|gain| gain * gain).sum()
    };
    let all = power(&m.spectrum.mid_erb_db) + power(&m.spectrum.side_erb_db);
    let region = |&(name, from, to): &(&'static str, usize, usize)| {
        let part =
            power(&m.spectrum.mid_erb_db[from..to]) + power(&m.spectrum.side_erb_db[from..to]);
        (name, audio::power_to_db(part) - audio::power_to_db(all))
    };
    REGIONS.iter().map(region).collect()
}

fn audio(pair: &Pair) -> String {
    let Pair { name, found } = pair;
    if found.is_identical() {
        return format!("The {name} is the same, sample by sample.\n\n");
    }
    let [a, b] = &found.measured;
    let mut text = format!("{name:<24}{:>10}{:>10}{:>10}\n", "first", "second", "change");
    for ((name, unit, one), (.., two)) in numbers(a).into_iter().zip(numbers(b)) {
        text += &row(name, unit, one, two);
    }
    text += "  spectrum against the whole\n";
    for ((name, one), (_, two)) in regions(a).into_iter().zip(regions(b)) {
        text += &row(name, "dB", one, two);
    }
    text += &lie(found);
    text += &loudest_changes(found);
    text + "\n"
}

fn row(name: &str, unit: &str, one: f64, two: f64) -> String {
    let decimals = match unit {
        "Hz" | "%" => 0,
        "" => 2,
        _ => 1,
    };
    let value = |value: f64| {
        if value.is_finite() { format!("{value:.decimals$}") } else { "–".into() }
    };
    let change = two - one;
    let change = if change.is_finite() { format!("{change:+.decimals$}") } else { "–".into() };
    format!("  {name:<22}{:>10}{:>10}{change:>10} {unit}\n", value(one), value(two))
}

/// How they lie to each other and what is left.
fn lie(found: &Comparison) -> String {
    let [a, b] = &found.measured;
    let seconds = |m: &Measurement| m.frames as f64 / m.sample_rate_hz;
    let mut text = String::new();
    if a.frames != b.frames || a.sample_rate_hz.total_cmp(&b.sample_rate_hz).is_ne() {
        text += &format!(
            "  The first has {:.3} s at {:.0} Hz, the second {:.3} s at {:.0} Hz.\n",
            seconds(a),
            a.sample_rate_hz,
            seconds(b),
            b.sample_rate_hz
        );
    }
    let (Some(alignment), Some(null)) = (found.alignment, &found.null) else {
        let same_rate = a.sample_rate_hz.total_cmp(&b.sample_rate_hz).is_eq();
        return text
            + if same_rate {
                "  They are not versions of one recording: no null.\n"
            } else {
                "  Rates differ, so they were not taken from each other: no null.\n"
            };
    };
    let ms = alignment.delay_frames as f64 / a.sample_rate_hz * 1e3;
    text += &match alignment.delay_frames {
        0 => "  They lie in time".to_owned(),
        late if late > 0 => format!("  The second is {late} frames ({ms:.2} ms) later"),
        early => format!("  The second is {} frames ({:.2} ms) earlier", -early, -ms),
    };
    text += if alignment.inverted { ", upside down.\n" } else { ".\n" };
    let level = |db: f64| if db.is_finite() { format!("{db:.1} dB") } else { "nothing".into() };
    text += &format!(
        "  Left when the second is taken from the first: {}; at {:+.2} dB: {}\n",
        level(null.depth_db()),
        gain_db(null.gain()),
        level(null.matched_depth_db())
    );
    text
}

fn gain_db(gain: f64) -> f64 {
    audio::gain_to_db_f64(gain.abs().max(1e-9))
}

fn loudest_changes(found: &Comparison) -> String {
    let mut windows: Vec<(f64, f64)> =
        found.windows.iter().copied().filter(|(_, lu)| lu.abs() >= WINDOW_LU).collect();
    windows.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    windows.truncate(WINDOWS);
    windows.sort_by(|a, b| a.0.total_cmp(&b.0));
    if windows.is_empty() {
        return String::new();
    }
    let told: Vec<String> =
        windows.iter().map(|(start, lu)| format!("{} {lu:+.1} LU", words::clock(*start))).collect();
    words::wrapped(&format!("Loudness changes most at {}", told.join(", ")), 2, moves::WIDTH)
}

pub(super) fn data(compared: &Compared, identical: bool) -> String {
    let recipe = compared.recipe.as_ref().map(|(diff, _)| {
        json!({
            "header": diff.header.iter().map(field).collect::<Vec<_>>(),
            "moves": diff.moves.iter().map(MoveDiff::to_value).collect::<Vec<_>>(),
            "console": diff.console.iter().map(field).collect::<Vec<_>>(),
        })
    });
    let audio: Vec<Value> = compared.audio.iter().map(pair_data).collect();
    let document = json!({
        "identical": identical,
        "recipe": recipe,
        "audio": audio,
        "notes": compared.notes,
    });
    format!("{document:#}\n")
}

fn field(field: &FieldDiff) -> Value {
    let FieldDiff { place, field, before, after } = field;
    json!({ "place": place, "field": field, "before": before, "after": after })
}

fn pair_data(pair: &Pair) -> Value {
    let found = &pair.found;
    let [a, b] = &found.measured;
    let windows = found.windows.iter().map(|(start_s, lu)| json!([start_s, lu]));
    let of = |m: &Measurement| {
        let regions: serde_json::Map<String, Value> =
            regions(m).into_iter().map(|(name, db)| (name.into(), json!(db))).collect();
        json!({
            "sample_rate_hz": m.sample_rate_hz,
            "frames": m.frames,
            "integrated_lufs": m.loudness.integrated_lufs,
            "true_peak_dbtp": m.peaks.true_dbtp,
            "range_lu": m.loudness.range_lu,
            "crest_db": m.dynamics.crest_db,
            "side_over_mid": m.stereo.side_over_mid,
            "correlation": m.stereo.correlation,
            "centroid_hz": m.spectrum.centroid_hz,
            "regions_db": regions,
        })
    };
    json!({
        "name": pair.name,
        "identical": found.is_identical(),
        "first": of(a),
        "second": of(b),
        "delay_frames": found.alignment.map(|it| it.delay_frames),
        "inverted": found.alignment.map(|it| it.inverted),
        "correlation": found.alignment.map(|it| it.correlation),
        "null_db": found.null.as_ref().map(measure::NullSums::depth_db),
        "matched_null_db": found.null.as_ref().map(measure::NullSums::matched_depth_db),
        "gain_db": found.null.as_ref().map(|null| gain_db(null.gain())),
        "windows_lu": windows.collect::<Vec<_>>(),
    })
}
