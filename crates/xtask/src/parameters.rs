//! `docs/PARAMETERS.md`: every action of a recipe with its parameters.
//!
//! Ranges, defaults, units and choices come from the tables that the recipe is checked against;
//! meanings come from the comments on the same rows in `crates/dsp`.

use std::fmt::Write as _;

use audio::{ParamSpec, Unit};
use recipe::{Action, ExtraParam, Family};

use crate::tree::Text;

const HEAD: &str = "\
# Parameters

Every action that a move of a recipe may have, in the order of the console. `cargo run -p xtask --
parameters` writes this page from the code, and a test keeps it in step. A recipe may leave a
parameter out: then the default stands. A value outside its range is refused. The family names the
amount that scales the action (`--amount tone=50`); the family `fixed` is never scaled.
";

/// Writes the page. `texts` holds the sources, for the comments.
#[must_use]
pub fn page(texts: &[Text]) -> String {
    let mut page = HEAD.to_owned();
    for action in Action::ALL {
        let targets: Vec<_> = action.targets().iter().map(|kind| kind.name()).collect();
        let often = if action.repeats() { "; any number of them on one target" } else { "" };
        let _ = write!(
            page,
            "\n## `{}`\n\nOn {}. Family {}{often}.\n",
            action.name(),
            targets.join(" or "),
            family(action.family()),
        );
        let (processor, own) = action.tables();
        let meanings = settings_of(action).map_or(vec![], |name| meanings(name, texts));
        let own = own.iter().map(|spec| row(spec, &own_meaning(action, spec.id)));
        let rows: Vec<_> = processor
            .iter()
            .map(|spec| row(spec, meaning(&meanings, spec.id)))
            .chain(own)
            .chain(action.extra().map(extra_row))
            .collect();
        if rows.is_empty() {
            page.push_str("\nNo parameters.\n");
        } else {
            let head =
                "\n| Parameter | Range | Default | Unit | Meaning |\n|---|---|---|---|---|\n";
            let _ = writeln!(page, "{head}{}", rows.join("\n"));
        }
    }
    page
}

/// The page is not what the code says, or a row of the code says nothing.
#[must_use]
pub fn complaints(shown: &str, texts: &[Text]) -> Vec<String> {
    let wanted = page(texts);
    let mut found: Vec<_> = wanted
        .lines()
        .filter(|line| line.ends_with("|  |"))
        .map(|line| format!("a parameter without a comment: {line}"))
        .collect();
    if shown != wanted {
        found.push(
            "docs/PARAMETERS.md is out of step: `cargo run -p xtask -- parameters`".to_owned(),
        );
    }
    found
}

fn row(spec: &ParamSpec, meaning: &str) -> String {
    let ParamSpec { id, min, default, max, unit } = *spec;
    if let Unit::Choice(words) = unit {
        let all: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
        let usual = all.get(default as usize).cloned().unwrap_or_default();
        return format!("| `{id}` | {} | {usual} |  | {meaning} |", all.join(", "));
    }
    let number = |value: f32| value.to_string().replace('-', "−");
    let range = format!("{} to {}", number(min), number(max));
    format!("| `{id}` | {range} | {} | {unit} | {meaning} |", number(default))
}

fn extra_row(extra: ExtraParam) -> String {
    let (range, default, meaning) = match extra {
        ExtraParam::Key { required: true } => {
            ("id of a stem", "none: required", "The stem that is listened to.")
        }
        ExtraParam::Key { required: false } => {
            ("id of a stem", "the target", "The stem that is listened to.")
        }
        ExtraParam::Bus => {
            ("`drum_bus`, `music_bus`, `vocal_bus`", "`music_bus`", "Where the stem goes.")
        }
        ExtraParam::Points => (
            "pairs of frame and gain, rising in frame",
            "none: required",
            "Gain over time on top of the fader, in dB; straight lines between.",
        ),
    };
    format!("| `{}` | {range} | {default} |  | {meaning} |", extra.id())
}

/// The settings that an action hands to a processor.
const fn settings_of(action: Action) -> Option<&'static str> {
    Some(match action {
        Action::HighPass => "HighPassParams",
        Action::LowPass => "LowPassParams",
        Action::Gate => "GateParams",
        Action::Eq => "EqBandParams",
        Action::DynamicEq => "DynamicEqParams",
        Action::DeEsser => "DeEsserParams",
        Action::Compressor | Action::Parallel | Action::Duck => "CompressorParams",
        Action::Saturation => "SaturationParams",
        Action::Pan => "PanParams",
        Action::Width => "WidthParams",
        Action::Transient => "TransientParams",
        Action::Reverb => "ReverbParams",
        Action::Delay => "EchoParams",
        Action::Multiband => "MultibandParams",
        Action::SoftClip => "SoftClipParams",
        Action::Limiter => "LimiterParams",
        _ => return None,
    })
}

/// Meanings of the numbers that belong to a move and to no processor.
fn own_meaning(action: Action, id: &str) -> String {
    let text = match (action, id) {
        (Action::Trim, _) => "Gain to the working level of the strip; taken back at the fader.",
        (Action::Align, _) => "Delay against the other stems.",
        (Action::Fader, _) => "Level, against the stem or bus as it came.",
        (Action::ReverbSend | Action::DelaySend, _) => "Level of the send, behind the fader.",
        (Action::Reverb | Action::Delay, _) => "Level of the return.",
        (Action::Drive, _) => "Gain into the mastering chain.",
        (Action::Loudness, _) => "Gain before soft clipper and limiter.",
        (Action::Tone, "freq_hz") => "Point of the tone curve.",
        (Action::Tone, _) => "Gain of the curve there; smooth between points.",
        (Action::SideTone, "freq_hz") => "Point of what the side gets on top of the tone curve.",
        (Action::SideTone, _) => "Gain on top of the tone curve there; smooth between points.",
        _ => "",
    };
    text.to_owned()
}

fn family(family: Family) -> String {
    format!("{family:?}").to_lowercase()
}

fn meaning<'a>(meanings: &'a [(String, String)], id: &str) -> &'a str {
    meanings.iter().find(|(name, _)| name == id).map_or("", |(_, text)| text)
}

/// Fields of the settings `name` and the comments on them.
fn meanings(name: &str, texts: &[Text]) -> Vec<(String, String)> {
    let head = format!("    pub struct {name} {{\n");
    let dsp = texts.iter().filter(|text| text.path.starts_with("crates/dsp/src/"));
    let body = dsp.filter_map(|text| text.text.split_once(&head)).map(|(_, body)| body).next();
    let mut found = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for line in body.unwrap_or_default().lines().map(str::trim).take_while(|line| *line != "}") {
        if let Some(comment) = line.strip_prefix("///") {
            words.push(comment.trim());
        } else if let Some((id, _)) = line.split_once(':') {
            found.push((id.to_owned(), in_prose(&words.join(" "))));
            words.clear();
        }
    }
    found
}

/// A comment without links and without what the columns beside it say.
fn in_prose(comment: &str) -> String {
    let plain = comment.replace("[`", "`").replace("`]", "`");
    let Some(choice) = plain.strip_prefix("Index into `") else { return plain };
    let rest = choice.split_once('`').map_or("", |(_, rest)| rest);
    let rest = rest.trim_start_matches([';', '.', ',']).trim();
    if rest.is_empty() { "One of the words.".to_owned() } else { rest.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "audio::params! {\n    /// Settings.\n    pub struct HighPassParams {\n        \
        /// Where it\n        /// begins, see [`Q`].\n        freq_hz: 1.0, 2.0, 3.0, Hz;\n    }\n}\n";

    fn texts() -> Vec<Text> {
        vec![Text { path: "crates/dsp/src/a.rs".to_owned(), text: CODE.to_owned() }]
    }

    #[test]
    fn meanings_are_the_comments_on_the_rows() {
        let found = meanings("HighPassParams", &texts());
        assert_eq!(found, [("freq_hz".to_owned(), "Where it begins, see `Q`.".to_owned())]);
        assert_eq!(in_prose("Index into [`DETECTORS`]; RMS is slow."), "RMS is slow.");
    }

    #[test]
    fn a_stale_page_and_a_row_without_a_meaning_are_complaints() {
        let page = page(&texts());
        assert!(page.contains("| `freq_hz` | 10 to 20000 | 20 | Hz | Where it begins, see `Q`. |"));
        let found = complaints(&page, &texts());
        assert!(found.iter().all(|it| it.contains("without a comment")) && !found.is_empty());
        assert!(complaints("", &texts()).last().unwrap().contains("out of step"));
    }
}
