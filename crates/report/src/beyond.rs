//! What happens to the master beyond this run: references, louder masters, coders, services. Each
//! is a list in `report.json` that may be absent, and is read by the names of its fields.

use maud::{Markup, html};
use recipe::Report;
use serde_json::Value;

use crate::gauge::mark;
use crate::number::Number;
use crate::verdict::sentence;

/// A column: the field, its heading and the decimals of its numbers.
type Column = (&'static str, &'static str, usize);

/// A table: where its rows are, its title, what it tells, and its columns.
struct Table {
    at: &'static str,
    title: &'static str,
    about: &'static str,
    columns: &'static [Column],
}

const TABLES: [Table; 5] = [
    Table {
        at: "/reference/songs",
        title: "How near the references",
        about: "Distance before and after: in all (the features of the report), in tone, density, \
                width and loudness.",
        columns: &[
            ("name", "Reference", 0),
            ("before/features", "In all, before", 3),
            ("after/features", "after", 3),
            ("before/tone_db", "Tone, dB, before", 1),
            ("after/tone_db", "after", 1),
            ("after/psr_db", "Density, dB", 1),
            ("after/width_db", "Width, dB", 1),
            ("after/loudness_lu", "Loudness, LU", 1),
        ],
    },
    Table {
        at: "/mastering_report/loudness_cost",
        title: "What more loudness would cost",
        about: "The same master with less and more gain, foreseen on its envelopes.",
        columns: &[
            ("gain_db", "Gain, dB", 1),
            ("integrated_lufs", "LUFS", 1),
            ("crest_db", "Crest, dB", 1),
            ("psr_median_db", "Peak over loudness, dB", 1),
            ("limiter_average_db", "Limiter takes, dB", 1),
        ],
    },
    Table {
        at: "/platforms",
        title: "Where it will be played",
        about: "What each service does with a master of this loudness and true peak.",
        columns: &[
            ("name", "Service", 0),
            ("target_lufs", "Plays at, LUFS", 1),
            ("playback_gain_db", "Turns by, dB", 1),
            ("headroom_db", "Headroom, dB", 1),
            ("says", "Verdict", 0),
        ],
    },
    Table {
        at: "/codecs",
        title: "Through lossy coding",
        about: "The master coded and decoded again.",
        columns: &[
            ("codec", "Coder", 0),
            ("true_peak_dbtp", "True peak, dBTP", 2),
            ("overshoot_db", "Adds, dB", 2),
            ("loudness_change_lu", "Loudness, LU", 2),
            ("is_safe", "Under 0 dBTP", 0),
        ],
    },
    Table {
        at: "/deliveries",
        title: "What is delivered",
        about: "Every file of the master, as read back.",
        columns: &[
            ("file", "File", 0),
            ("format", "Format", 0),
            ("sample_rate_hz", "Hz", 0),
            ("bit_depth", "Bit", 0),
            ("kbps", "kbit/s", 0),
            ("integrated_lufs", "LUFS", 1),
            ("true_peak_dbtp", "dBTP", 2),
        ],
    },
];

pub(crate) fn section(report: &Report) -> Markup {
    let value = serde_json::from_str(&report.to_json()).unwrap_or(Value::Null);
    tables(&value)
}

fn tables(report: &Value) -> Markup {
    let rows = |table: &Table| report.pointer(table.at).and_then(Value::as_array).cloned();
    let all: Vec<(&Table, Vec<Value>)> = TABLES
        .iter()
        .filter_map(|table| Some((table, rows(table)?)))
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    html! {
        @if !all.is_empty() {
            section aria-labelledby="beyond" {
                h2 #beyond { "Beyond this file" }
                @for (table, rows) in &all {
                    h3 { (table.title) }
                    p.small { (table.about) }
                    div.wide { table.numbers.beyond {
                        caption.hidden { (table.title) }
                        thead { tr { @for column in table.columns {
                            @if rows.iter().any(|row| is_words(row, column)) {
                                th.word scope="col" { (column.1) }
                            } @else { th scope="col" { (column.1) } }
                        } } }
                        tbody { @for row in rows { tr { @for (index, column) in table.columns.iter().enumerate() {
                            @if index == 0 { th scope="row" { (cell(row, column)) } }
                            @else if is_words(row, column) { td.word { (cell(row, column)) } }
                            @else { td { (cell(row, column)) } }
                        } } } }
                    } }
                }
            }
        }
    }
}

fn field<'a>(row: &'a Value, (name, _, _): &Column) -> &'a Value {
    row.pointer(&format!("/{name}")).unwrap_or(&Value::Null)
}

fn is_words(row: &Value, column: &Column) -> bool {
    field(row, column).is_string()
}

fn cell(row: &Value, column: &Column) -> Markup {
    let (name, _, decimals) = column;
    html! {
        @match field(row, column) {
            Value::Bool(holds) => { (mark(*holds)) }
            Value::String(text) if *name == "says" => { (sentence(text)) }
            Value::String(text) => { (text) }
            other => { (Number::new(other.as_f64(), *decimals, "")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_that_are_there_are_tables_and_others_are_nothing() {
        assert_eq!(tables(&json!({ "platforms": [] })).into_string(), "");
        let html = tables(&json!({
            "platforms": [{ "name": "A <b>", "target_lufs": -14.0, "says": "it is turned down" }],
            "codecs": [{ "codec": "MP3", "true_peak_dbtp": -0.871, "is_safe": true }],
        }))
        .into_string();
        assert!(html.contains("A &lt;b&gt;") && html.contains("It is turned down."), "{html}");
        assert!(html.contains("<data value=\"-0.871\">−0.87</data>"), "{html}");
        assert_eq!(html.matches("<table").count(), 2);
    }
}
