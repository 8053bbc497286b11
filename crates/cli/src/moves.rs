//! Moves in words.

use audio::{ParamSpec, Unit};
use recipe::{Action, Amounts, Move, Recipe, Value};

use crate::words;

/// Columns of a terminal that nobody made wider.
pub(crate) const WIDTH: usize = 96;

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

/// What a move does, in short: `eq bell, 320 Hz, -2 dB`.
pub(crate) fn outlined(one: &Move) -> String {
    worded(one, |id| TELLING.contains(&id))
}

/// What a move does, with all its settings: `eq bell, 320 Hz, q 1.4, -2 dB`.
fn described(one: &Move) -> String {
    worded(one, |_| true)
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
            Value::Points(points) => parts.push(words::count(points.len(), "point")),
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

/// As many decimals as an ear needs.
fn short(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if (0.000_5..0.1).contains(&size) => 3,
        _ => 1,
    };
    let text = format!("{value:.decimals$}");
    if decimals == 1 { text.trim_end_matches(".0").into() } else { text }
}

/// The number behind a move, where there is one: `masked_share_pct 62 to 23 (58 without it)`.
fn evidence(one: &Move) -> Option<String> {
    let evidence = one.evidence.as_ref()?;
    let without = evidence.without.map(|it| format!(" ({} without it)", short(it)));
    Some(format!(
        "{} {} to {}{}",
        evidence.metric.replace('_', " "),
        short(evidence.before),
        short(evidence.after),
        without.unwrap_or_default()
    ))
}

/// `moves` of `recipe`, grouped by what they work on, with reasons and evidence.
pub(crate) fn explained(recipe: &Recipe, moves: &[&Move]) -> String {
    let mut text = String::new();
    // A recipe that was read has no unknown targets, so there is always an answer.
    let superseded = recipe::superseded(recipe).unwrap_or_default();
    for target in targets(recipe) {
        // In the order in which the sound goes through them.
        let mut here: Vec<&&Move> = moves.iter().filter(|one| one.target == target).collect();
        here.sort_by_key(|one| one.action);
        let told: String = here
            .into_iter()
            .map(|one| {
                let by = superseded.iter().find(|(id, _)| *id == one.id);
                told(one, &recipe.brief.amounts) + &by.map_or(String::new(), |(_, by)| idle(by))
            })
            .collect();
        if !told.is_empty() {
            text += &format!("{}\n{told}\n", titled(recipe, target));
        }
    }
    if text.is_empty() {
        text = "Nothing is done here.\n".into();
    }
    text
}

fn told(one: &Move, amounts: &Amounts) -> String {
    let mut text = words::wrapped(&format!("{}  {}", one.id, described(one)), 2, WIDTH);
    text += &words::wrapped(&one.reason, 8, WIDTH);
    if let Some(evidence) = evidence(one) {
        text += &words::wrapped(&evidence, 8, WIDTH);
    }
    let percent = one.share(amounts) * 100.0;
    let is_whole = (percent - 100.0).abs() < 0.05;
    let lock = if one.locked { "locked; " } else { "" };
    if !is_whole || one.locked {
        text += &words::wrapped(&format!("{lock}applied to {percent:.0} %"), 8, WIDTH);
    }
    text
}

fn idle(by: &str) -> String {
    words::wrapped(&format!("no effect: {by} stands in its place"), 8, WIDTH)
}

/// Everything that a move can work on, in the order of the signal.
fn targets(recipe: &Recipe) -> impl Iterator<Item = &str> {
    recipe.session.stems.iter().map(|stem| stem.id.as_str()).chain(Move::RESERVED_TARGETS)
}

fn titled(recipe: &Recipe, target: &str) -> String {
    match recipe.session.stems.iter().find(|stem| stem.id == target) {
        Some(stem) => {
            let (role, percent) = (stem.role.is, stem.role.confidence * 100.0);
            format!("{target} ({role}, {percent:.0} % sure)")
        }
        None => target.replace('_', " "),
    }
}

/// The `most` moves that change the sound most, in the order of the signal: two of one part of
/// the console at most, so that one busy stem does not hide the others.
pub(crate) fn weightiest(recipe: &Recipe, most: usize) -> Vec<&Move> {
    let mut ranked: Vec<&Move> = recipe.moves.iter().filter(|one| weight(one) > 0.0).collect();
    ranked.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    let mut chosen: Vec<&Move> = Vec::new();
    for one in ranked {
        if chosen.iter().filter(|other| other.target == one.target).count() < 2 {
            chosen.push(one);
        }
    }
    chosen.truncate(most);
    let order: Vec<&str> = targets(recipe).collect();
    chosen.sort_by_key(|one| order.iter().position(|target| *target == one.target));
    chosen
}

/// How much of a move is heard, about in dB: its largest change of level, weighed by how much of
/// the spectrum and the time it touches.
fn weight(one: &Move) -> f64 {
    let number = |id: &str| match one.params.get(id) {
        Some(Value::Number(value)) => value.abs(),
        _ => 0.0,
    };
    match one.action {
        Action::Fader => number("gain_db"),
        Action::Automation => 2.0,
        Action::Eq | Action::Tone | Action::SideTone => 0.6 * number("gain_db"),
        Action::DynamicEq => 0.8 * number("range_db"),
        Action::DeEsser => 0.4 * number("range_db"),
        Action::Compressor | Action::Parallel | Action::Multiband => 2.0,
        Action::Duck => 2.5,
        Action::Reverb | Action::Delay => 1.5,
        Action::Pan => 0.03 * number("position_pct"),
        Action::Saturation => 0.2 * number("drive_db"),
        Action::Transient => 0.5 * number("attack_db"),
        Action::Loudness => 0.5 * number("gain_db"),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use recipe::Scope;

    use super::*;

    fn one(target: &str, action: Action, params: &[(&str, Value)]) -> Move {
        Move {
            id: "m001".into(),
            target: target.into(),
            action,
            params: params.iter().map(|(id, value)| ((*id).into(), value.clone())).collect(),
            reason: "it is muddy".into(),
            evidence: None,
            scope: Scope::AutoMix,
            amount_pct: 100.0,
            locked: false,
            by: "rules".into(),
        }
    }

    #[test]
    fn a_move_is_told_with_its_units() {
        let params = [
            ("shape", Value::Word("low_shelf".into())),
            ("freq_hz", Value::Number(320.0)),
            ("q", Value::Number(1.4)),
            ("gain_db", Value::Number(-2.0)),
        ];
        let told = described(&one("bass", Action::Eq, &params));
        assert!(told.starts_with("eq "), "{told}");
        for part in ["low shelf", "320 Hz", "q 1.4", "-2 dB"] {
            assert!(told.contains(part), "{told}");
        }
        let duck = one("bass", Action::Duck, &[("key", Value::Word("kick".into()))]);
        assert_eq!(described(&duck), "duck keyed by kick");
    }

    #[test]
    fn numbers_are_as_short_as_ears_need() {
        let told = [0.0, -2.0, 0.25, 1_200.4, 0.004].map(short);
        assert_eq!(told, ["0", "-2", "0.2", "1200", "0.004"]);
    }
}
