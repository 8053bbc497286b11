//! What was done, in a screenful.

use std::path::Path;

use recipe::{BitDepth, Measured, Platform, PlatformLine, Recipe, ReferenceLine, Report};

use crate::{moves, words};

/// Moves that are told; `explain` tells the others.
const MOVES: usize = 8;

/// Columns of a terminal that nobody made wider.
const WIDTH: usize = 96;

/// After a run.
pub(crate) fn of(report: &Report, recipe: &Recipe, folder: &Path) -> String {
    let mut text = heading(recipe);
    text += &levels(report, recipe);
    text += &nearer(report);
    text += &most_important(recipe, &folder.join("recipe.json"));
    text += &remarks(report);
    text += &coded(report);
    text += &services(report);
    text += &files(report, recipe, folder);
    text
}

/// After `--dry-run`.
pub(crate) fn of_plan(recipe: &Recipe, folder: &Path) -> String {
    let path = folder.join("recipe.json");
    let mut text = heading(recipe);
    text += &most_important(recipe, &path);
    text += &format!("Nothing was rendered. The recipe is {}\n", path.display());
    text
}

fn heading(recipe: &Recipe) -> String {
    let session = &recipe.session;
    let seconds = session.frames as f64 / f64::from(session.sample_rate_hz.max(1));
    let tempo = session.tempo_bpm.map_or(String::new(), |bpm| format!(", {bpm:.0} bpm"));
    let key = session.key.as_ref().map_or(String::new(), |key| format!(", {key}"));
    format!(
        "{}, {}{tempo}{key}, profile {}\n\n",
        words::count(session.stems.len(), "stem"),
        words::clock(seconds),
        recipe.brief.profile
    )
}

fn levels(report: &Report, recipe: &Recipe) -> String {
    let mut text =
        format!("{:<12}{:>10}{:>12}{:>9}{:>9}\n", "", "LUFS", "true peak", "range", "crest");
    let rows = [("stems", &report.before), ("mix", &report.premaster), ("master", &report.after)];
    for (name, measured) in rows {
        text += &measured.as_ref().map_or(String::new(), |measured| row(name, measured));
    }
    let brief = &recipe.brief;
    text += &format!(
        "{:<12}{:>10}{:>12}\n\n",
        "asked for",
        words::level(brief.lufs),
        words::level(brief.ceiling_dbtp)
    );
    text
}

fn row(name: &str, measured: &Measured) -> String {
    let level = |value: Option<f64>| value.map_or("–".into(), words::level);
    // Hundredths: whether a ceiling is kept must not be a question of rounding.
    let peak = measured.true_peak_dbtp.filter(|peak| peak.is_finite());
    let peak = peak.map_or("–".into(), |peak| format!("{peak:.2}"));
    format!(
        "{name:<12}{:>10}{peak:>12}{:>9}{:>9}\n",
        level(measured.integrated_lufs),
        level(measured.range_lu),
        level(measured.crest_db)
    )
}

/// How near the references came.
fn nearer(report: &Report) -> String {
    let songs = report.reference.iter().flat_map(|it| &it.songs);
    let mut text: String = songs.map(|song| words::wrapped(&line_of(song), 0, WIDTH)).collect();
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn line_of(song: &ReferenceLine) -> String {
    let name = &song.name;
    let picked = song.picked.map_or(String::new(), |it| {
        format!(" (the most alike of {}, likeness {:.0} %)", it.of, it.likeness_pct)
    });
    let mut line = match song.before.zip(song.after) {
        Some((before, after)) => format!(
            "{} {name}{picked} in tone ({:.1} to {:.1} dB off), {} in all (distance {:.3} to {:.3})",
            nearness(before.tone_db, after.tone_db, ["nearer to", "farther from", "as near to"]),
            before.tone_db,
            after.tone_db,
            nearness(before.features, after.features, ["nearer", "farther", "as near"]),
            before.features,
            after.features
        ),
        None => format!("the distance from {name} cannot be told"),
    };
    for note in &song.notes {
        line += &format!("; {note}");
    }
    line
}

/// `52 % nearer to`: by how much a distance fell or rose.
fn nearness(before: f64, after: f64, [nearer, farther, same]: [&str; 3]) -> String {
    let pct = 100.0 * (1.0 - after / before.max(1e-9));
    match pct.round() {
        pct if pct >= 1.0 => format!("{pct:.0} % {nearer}"),
        pct if pct <= -1.0 => format!("{:.0} % {farther}", -pct),
        _ => same.to_owned(),
    }
}

fn most_important(recipe: &Recipe, path: &Path) -> String {
    let all = recipe.moves.len();
    if all == 0 {
        return "Nothing had to be done.\n\n".into();
    }
    let chosen = moves::weightiest(recipe, MOVES);
    let mut text =
        format!("What was done and why ({}, the weightiest):\n", words::count(all, "move"));
    let mut last = "";
    for one in chosen {
        if one.target != last {
            text += &format!("  {}\n", one.target);
            last = &one.target;
        }
        let line = format!("{}: {}", one.outlined(), one.reason);
        text += &words::wrapped(&line, 4, WIDTH);
    }
    text += &format!("  All of them: mixmaster explain {}\n\n", path.display());
    text
}

fn remarks(report: &Report) -> String {
    let qc = &report.qc_results;
    let mut text = String::new();
    if !qc.notes.is_empty() {
        text += &words::wrapped(&qc.notes, 0, WIDTH);
    }
    for warning in &qc.warnings {
        text += &words::wrapped(&format!("warning: {warning}"), 0, WIDTH);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// What lossy coding makes of the master.
fn coded(report: &Report) -> String {
    if report.codecs.is_empty() {
        return String::new();
    }
    let mut text =
        format!("{:<24}{:>14}{:>10}{:>14}\n", "After coding", "first master", "now", "loudness");
    for line in &report.codecs {
        let peak = |peak: Option<f64>| peak.map_or("–".into(), |peak| format!("{peak:.2}"));
        let mark = if line.is_safe { "" } else { "  over" };
        text += &format!(
            "  {:<22}{:>14}{:>10}{:>11.2} LU{mark}\n",
            line.codec,
            peak(line.first_true_peak_dbtp),
            peak(line.true_peak_dbtp),
            line.loudness_change_lu.unwrap_or_default()
        );
    }
    text.push('\n');
    text
}

/// Gain of playback on the services that adjust it, in a line.
fn services(report: &Report) -> String {
    let adjusts = |line: &&PlatformLine| {
        let music = !line.platform.starts_with("podcast");
        music && Platform::find(&line.platform).is_some_and(|it| it.tolerance_lu.is_none())
    };
    let gains: Vec<String> = report
        .platforms
        .iter()
        .filter(adjusts)
        .map(|line| format!("{} {:+.1} dB", line.name, line.playback_gain_db))
        .collect();
    if gains.is_empty() {
        return String::new();
    }
    words::wrapped(&format!("Played with: {}", gains.join(", ")), 0, WIDTH) + "\n"
}

/// A further file of the master, in words.
fn copy(report: &Report, name: &str) -> Option<String> {
    let file = report.deliveries.iter().skip(1).find(|file| file.file == name)?;
    let fine = match (file.kbps, file.bit_depth) {
        (Some(kbps), _) => format!("{kbps} kbit/s"),
        (None, Some(bits)) => format!("{bits} bit"),
        (None, None) => "32-bit float".to_owned(),
    };
    Some(format!("the master as {}, {fine}, {} Hz", file.format, file.sample_rate_hz))
}

fn files(report: &Report, recipe: &Recipe, folder: &Path) -> String {
    let delivery = &recipe.brief.delivery;
    let rate = delivery.sample_rate_hz.unwrap_or(recipe.session.sample_rate_hz);
    let depth = match delivery.bit_depth {
        BitDepth::Int16 => "16 bit",
        BitDepth::Int24 => "24 bit",
        BitDepth::Float32 => "32-bit float",
    };
    let mut text = format!("Files in {}\n", folder.display());
    let stems = report.files.iter().filter(|name| name.starts_with("stems/")).count();
    for name in report.files.iter().filter(|name| !name.contains('/')) {
        let about = match name.split('.').next().unwrap_or_default() {
            _ if copy(report, name).is_some() => copy(report, name).unwrap_or_default(),
            "master_final" => format!("the master, {depth}, {rate} Hz"),
            "mix_premaster" => "the mix before mastering".into(),
            "rough" => "what came, added and nothing else".into(),
            reference if reference.starts_with("reference_") => {
                "a reference, to be heard beside it".into()
            }
            "preview_AB" => "stems as they came and master in turn, equally loud".into(),
            "report" if name.ends_with(".html") => "the page to look at and to listen to".into(),
            "report" => "everything that was measured".into(),
            _ => "every move; edit it and `mixmaster render` it".into(),
        };
        text += &format!("  {name:<20}{about}\n");
    }
    if stems > 0 {
        let count = words::count(stems, "file");
        text += &format!("  {:<20}{count}: the stems as they sit in the mix\n", "stems/");
    }
    text
}
