//! What was done and why, by what it was done to.

use maud::{Markup, html};
use recipe::{Evidence, MoveLine, Report};

use crate::number::{Number, fitting, text};
use crate::verdict::sentence;

/// Up to so many moves all groups are open.
const OPEN_MAX: usize = 24;

pub(crate) fn section(report: &Report) -> Markup {
    let mut targets: Vec<&str> = Vec::new();
    for one in &report.moves {
        if !targets.contains(&one.target.as_str()) {
            targets.push(&one.target);
        }
    }
    let is_open = report.moves.len() <= OPEN_MAX;
    html! {
        section aria-labelledby="moves" {
            h2 #moves { "What was done, and why" }
            @if report.moves.is_empty() { p { "Nothing had to be done." } }
            @for target in targets {
                @let moves: Vec<&MoveLine> =
                    report.moves.iter().filter(|one| one.target == target).collect();
                details.moves open[is_open || target == "master"] {
                    summary { h3 { (target.replace('_', " ")) } span.count { (counted(moves.len())) } }
                    table.moves {
                        thead { tr {
                            th scope="col" { "Move" }
                            th scope="col" { "Why" }
                            th scope="col" { "Measured" }
                        } }
                        tbody { @for one in moves { (row(one)) } }
                    }
                }
            }
        }
    }
}

fn counted(moves: usize) -> String {
    if moves == 1 { "1 move".into() } else { format!("{moves} moves") }
}

fn row(one: &MoveLine) -> Markup {
    let does = if one.does.is_empty() { one.action.replace('_', " ") } else { one.does.clone() };
    let is_whole = (one.applied_pct - 100.0).abs() < 0.05;
    html! {
        tr {
            th scope="row" {
                (does)
                @if !is_whole { span.share { " applied to " (text(one.applied_pct.into(), 0)) " %" } }
                span.id { (one.id) " · " (one.by) }
            }
            td data-label="Why" { (sentence(&one.reason)) }
            td data-label="Measured" {
                @if let Some(evidence) = &one.evidence { (measured(evidence)) }
                @else { span.none { "–" } }
            }
        }
    }
}

fn measured(evidence: &Evidence) -> Markup {
    html! {
        span.metric { (metric(&evidence.metric)) }
        span.steps {
            (value(evidence.before)) " → " strong { (value(evidence.after)) }
        }
        // What nothing else changes stays as it was: that needs no second telling.
        @if let Some(without) = evidence.without.filter(|it| (it - evidence.before).abs() > 1e-9) {
            span.without { (value(without)) " without it" }
        }
    }
}

fn value(value: f64) -> Markup {
    html! { @if value.is_finite() { (number(value)) } @else { "silence" } }
}

fn number(value: f64) -> Number {
    fitting(value)
}

/// `masked_share_pct` in words.
fn metric(name: &str) -> String {
    const UNITS: [(&str, &str); 8] = [
        ("_pct", "%"),
        ("_dbtp", "dBTP"),
        ("_dbfs", "dBFS"),
        ("_lufs", "LUFS"),
        ("_lu", "LU"),
        ("_db", "dB"),
        ("_hz", "Hz"),
        ("_ms", "ms"),
    ];
    let unit = UNITS.iter().find_map(|(end, unit)| Some((name.strip_suffix(end)?, unit)));
    match unit {
        Some((name, unit)) => format!("{}, {unit}", name.replace('_', " ")),
        None => name.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_told_with_their_units() {
        assert_eq!(metric("masked_share_pct"), "masked share, %");
        assert_eq!(metric("true_peak_dbtp"), "true peak, dBTP");
        assert_eq!(metric("correlation"), "correlation");
    }
}
