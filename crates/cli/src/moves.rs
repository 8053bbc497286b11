//! Moves in words.

use recipe::{Action, Amounts, Move, Recipe, Value};

use crate::words;

/// Columns of a terminal that nobody made wider.
pub(crate) const WIDTH: usize = 96;

/// The number behind a move, where there is one: `masked_share_pct 62 to 23 (58 without it)`.
fn evidence(one: &Move) -> Option<String> {
    let evidence = one.evidence.as_ref()?;
    // What nothing else changes stays as it was: that needs no second telling.
    let other = evidence.without.filter(|it| (it - evidence.before).abs() > f64::EPSILON);
    let without = other.map(|it| format!(" ({} without it)", recipe::short(it)));
    Some(format!(
        "{} {} to {}{}",
        evidence.metric.replace('_', " "),
        recipe::short(evidence.before),
        recipe::short(evidence.after),
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
    let mut text = words::wrapped(&format!("{}  {}", one.id, one.described()), 2, WIDTH);
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
        Action::Eq | Action::Tone => 0.6 * number("gain_db"),
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
