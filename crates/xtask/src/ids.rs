//! Identifiers of parameters are stored in recipes and never renamed: they must be right at once.
//!
//! An id ends in its unit, and each of its words stands in [`WORDS`]. A new word is written twice,
//! here and there: that is the spelling check.

use crate::source::{self, Source};

/// Every word an id may be made of, units left out.
const WORDS: &[&str] = &[
    "attack",
    "bands",
    "below",
    "bias",
    "ceiling",
    "cut",
    "cutoff",
    "damping",
    "decay",
    "delay",
    "detector",
    "diffusion",
    "drive",
    "feedback",
    "freq",
    "gain",
    "high",
    "hold",
    "hysteresis",
    "key",
    "knee",
    "lookahead",
    "low",
    "makeup",
    "mid",
    "mix",
    "modulation",
    "mono",
    "parallel",
    "ping",
    "polarity",
    "pong",
    "position",
    "pre",
    "q",
    "range",
    "ratio",
    "release",
    "shape",
    "size",
    "slope",
    "sustain",
    "threshold",
    "time",
    "width",
];

/// Ids of plain numbers and choices, which have no unit.
const WITHOUT_UNIT: &[&str] = &["bands", "detector", "polarity", "q", "shape"];

/// One row of a parameter table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// File and line.
    pub place: String,
    /// Identifier.
    pub id: String,
    /// Variant of `audio::Unit`.
    pub unit: String,
}

/// The rows of every `params!` table.
#[must_use]
pub fn rows(sources: &[Source]) -> Vec<Row> {
    sources.iter().flat_map(tables).collect()
}

/// Ids that do not end in their unit, and words that are not known.
#[must_use]
pub fn complaints(rows: &[Row]) -> Vec<String> {
    rows.iter()
        .flat_map(|row| fault(&row.id, &row.unit).map(|fault| format!("{}: {fault}", row.place)))
        .collect()
}

fn fault(id: &str, unit: &str) -> Option<String> {
    let endings: &[&str] = match unit {
        "Db" => &["_db"],
        "Dbfs" => &["_db", "_dbfs"],
        "Dbtp" => &["_dbtp"],
        "Hz" => &["_hz"],
        "Milliseconds" => &["_ms"],
        "Seconds" => &["_s"],
        "Percent" => &["_pct"],
        "DbPerOctave" => &["_db_per_oct"],
        "Ratio" => &["ratio"],
        "Plain" | "Choice" => &[],
        _ => return Some(format!("`{id}` has the unit `{unit}`, unknown to xtask/src/ids.rs")),
    };
    let stem = endings.iter().find_map(|ending| id.strip_suffix(ending));
    let words = match (stem, endings) {
        (_, [] | ["ratio"]) if stem.is_none() && !WITHOUT_UNIT.contains(&id) => {
            return Some(format!("`{id}` has no unit and is not in WITHOUT_UNIT"));
        }
        (None, [first, ..]) => return Some(format!("`{id}` is in {unit}: it ends in `{first}`")),
        (None, []) => id,
        (Some(stem), _) => stem.trim_end_matches('_'),
    };
    let unknown = words.split('_').find(|word| !word.is_empty() && !WORDS.contains(word))?;
    Some(format!("`{unknown}` in `{id}`: spelt right? Then add it to WORDS in xtask/src/ids.rs"))
}

fn tables(source: &Source) -> Vec<Row> {
    let tokens = source.tokens();
    let starts = tokens
        .windows(3)
        .filter(|three| three[0].text == "params" && three[1].text == "!" && three[2].text == "{");
    starts.flat_map(|three| table(source, three[2].at)).collect()
}

/// The rows between the inner braces of a `params!` that opens at `open`.
fn table(source: &Source, open: usize) -> Vec<Row> {
    let code = &source.code;
    let inner = code[open + 1..].find('{').map_or(open, |found| open + 1 + found);
    let end = source::close(code, inner);
    let mut rows = Vec::new();
    let mut from = inner + 1;
    while let Some(length) = code[from..end].find(';') {
        let text = &code[from..from + length];
        let words = source::tokens(text);
        let unit = text.rsplit(',').next().unwrap_or_default();
        let unit = unit.split('(').next().unwrap_or_default().trim();
        if let [id, colon, ..] = words.as_slice()
            && colon.text == ":"
        {
            let place = format!("{}:{}", source.path, source.line_at(from + id.at));
            rows.push(Row { place, id: id.text.to_owned(), unit: unit.to_owned() });
        }
        from += length + 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Text;

    #[test]
    fn rows_are_read_with_their_place_and_unit() {
        let text = "audio::params! {\n  /// Doc: a; b.\n  pub struct A {\n    /// Doc.\n    \
                    low_hz: -1.0, 2.0, 3_000.0, Hz;\n    shape: 0.0, 0.0, 6.0, Choice(S);\n  }\n}";
        let file = Text { path: "crates/dsp/src/a.rs".to_owned(), text: text.to_owned() };
        let rows = rows(&source::read(vec![file]));
        let row = |line: usize, id: &str, unit: &str| Row {
            place: format!("crates/dsp/src/a.rs:{line}"),
            id: id.to_owned(),
            unit: unit.to_owned(),
        };
        assert_eq!(rows, [row(5, "low_hz", "Hz"), row(6, "shape", "Choice")]);
    }

    #[test]
    fn a_unit_stands_last() {
        assert_eq!(fault("attack_ms", "Milliseconds"), None);
        assert_eq!(fault("slope_db_per_oct", "DbPerOctave"), None);
        assert_eq!(fault("ratio", "Ratio"), None);
        assert_eq!(fault("q", "Plain"), None);
        assert!(fault("attack_ms", "Seconds").is_some());
        assert!(fault("db_threshold", "Db").is_some());
        assert!(fault("threshold", "Dbfs").is_some());
        assert!(fault("mix", "Plain").is_some());
        assert!(fault("attack", "Ratio").is_some());
        assert!(fault("attack_ns", "Nanoseconds").is_some());
    }

    #[test]
    fn a_misspelt_word_is_seen() {
        assert!(fault("tresh_db", "Dbfs").is_some_and(|fault| fault.contains("`tresh`")));
    }
}
