//! Moves in a few words, for people.

use audio::{ParamSpec, Unit};

use crate::{Move, Value};

/// Settings that say what a move does; the others say how.
const TELLING: [&str; 13] = [
    "shape",
    "freq_hz",
    "gain_db",
    "range_db",
    "ratio",
    "drive_db",
    "position_pct",
    "width_pct",
    "level_db",
    "attack_db",
    "decay_s",
    "time_ms",
    "return_db",
];

impl Move {
    /// What it does, in short: `eq bell, 320 Hz, -2 dB`.
    #[must_use]
    pub fn outlined(&self) -> String {
        worded(self, |id| TELLING.contains(&id))
    }

    /// What it does, with all its settings: `eq bell, 320 Hz, q 1.4, -2 dB`.
    #[must_use]
    pub fn described(&self) -> String {
        worded(self, |_| true)
    }
}

fn worded(one: &Move, is_told: impl Fn(&str) -> bool) -> String {
    let mut parts = Vec::new();
    for row in one.action.rows().filter(|row| is_told(row.id)) {
        match one.params.get(row.id) {
            Some(Value::Number(value)) => parts.push(number(row, *value)),
            Some(Value::Word(word)) => parts.push(word.replace('_', " ")),
            Some(Value::Flag(flag)) => {
                let name = row.id.replace('_', " ");
                parts.push(format!("{name} {}", if *flag { "on" } else { "off" }));
            }
            _ => {}
        }
    }
    for (id, value) in &one.params {
        match value {
            Value::Word(word) if id == "key" => parts.push(format!("keyed by {word}")),
            Value::Word(word) if id == "bus" => parts.push(format!("to {word}")),
            Value::Points(points) => parts.push(points_in_words(points.len())),
            _ => {}
        }
    }
    let name = one.action.name().replace('_', " ");
    if parts.is_empty() { name } else { format!("{name} {}", parts.join(", ")) }
}

/// A setting with its unit; its name is left out where the unit says it.
fn number(row: &ParamSpec, value: f64) -> String {
    const ENDS: [&str; 8] = ["_hz", "_dbfs", "_dbtp", "_db", "_ms", "_pct", "_s", "_db_per_oct"];
    let name = ENDS.iter().rev().find_map(|end| row.id.strip_suffix(end)).unwrap_or(row.id);
    let text = match row.unit {
        Unit::Plain | Unit::Choice(_) => short(value),
        Unit::Ratio => format!("{}:1", short(value)),
        unit => format!("{} {unit}", short(value)),
    };
    match name {
        "freq" | "gain" | "level" | "position" | "ratio" | "width" => text,
        _ => format!("{} {text}", name.replace('_', " ")),
    }
}

fn points_in_words(count: usize) -> String {
    if count == 1 { "1 point".into() } else { format!("{count} points") }
}

/// As many decimals as an ear needs.
#[must_use]
pub fn short(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if (0.000_5..0.1).contains(&size) => 3,
        _ => 1,
    };
    let text = format!("{value:.decimals$}");
    if decimals == 1 { text.trim_end_matches(".0").into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;
    use crate::sample::one;

    #[test]
    fn a_move_is_told_with_its_units() {
        let params = [
            ("shape", Value::Word("low_shelf".into())),
            ("freq_hz", Value::Number(320.0)),
            ("q", Value::Number(1.4)),
            ("gain_db", Value::Number(-2.0)),
        ];
        let told = one("m001", "bass", Action::Eq, &params).described();
        assert!(told.starts_with("eq "), "{told}");
        for part in ["low shelf", "320 Hz", "q 1.4", "-2 dB"] {
            assert!(told.contains(part), "{told}");
        }
        let duck = one("m001", "bass", Action::Duck, &[("key", Value::Word("kick".into()))]);
        assert_eq!(duck.described(), "duck keyed by kick");
    }

    #[test]
    fn numbers_are_as_short_as_ears_need() {
        let told = [0.0, -2.0, 0.25, 1_200.4, 0.004].map(short);
        assert_eq!(told, ["0", "-2", "0.2", "1200", "0.004"]);
    }
}
