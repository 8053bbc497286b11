//! The results as Markdown: the tables of `docs/QUALITY.md`.

use super::analysis;
use super::metrics::{METRICS, Metric};
use super::results::{CONTENDERS, Results};
use super::stats;
use super::table::{self, Line};

/// All tables.
pub(super) fn text(results: &Results) -> String {
    let mut text = String::new();
    for perturb in results.perturbations() {
        text += &format!("### {}\n\n", table::capital(&table::heading(results, &perturb)));
        text += &medians(results, &perturb);
        text += &songs(results, &perturb);
    }
    if !results.analyses.is_empty() {
        text += "### Analysis by sound alone (T18)\n\n| | Right | Otherwise |\n|---|---|---|\n";
        for (name, right, others) in analysis::summary(&results.analyses).rows {
            text += &format!("| {name} | {right} | {others} |\n");
        }
    }
    text
}

fn medians(results: &Results, perturb: &str) -> String {
    let mut text = String::from("| Test | ours | 95 % |");
    for (id, _) in &CONTENDERS[1..] {
        text += &format!(" {} |", if *id == "human" { "human".into() } else { id.to_uppercase() });
    }
    text += " better than B1, p | better than B2, p |\n|---|---|---|";
    text += &"---|".repeat(CONTENDERS.len() + 1);
    text.push('\n');
    for metric in METRICS {
        let lines = table::lines(results, metric, perturb);
        if lines.iter().any(|line| line.contender == "ours") {
            text += &row(metric, &lines);
        }
    }
    text + "\n"
}

fn row(metric: &Metric, lines: &[Line]) -> String {
    let decimals = metric.decimals;
    let of = |id: &str| lines.iter().find(|line| line.contender == id);
    let median = |id: &str| of(id).map_or("–".into(), |it| format!("{:.decimals$}", it.median));
    let interval = of("ours").and_then(|line| line.interval);
    let interval = interval
        .map_or("–".into(), |[low, high]| format!("{low:.decimals$} to {high:.decimals$}"));
    let mut text =
        format!("| {} {} | **{}** | {interval} |", metric.test, metric.title(), median("ours"));
    for (id, _) in &CONTENDERS[1..] {
        text += &format!(" {} |", median(id));
    }
    for rival in ["b1", "b2"] {
        let against = of(rival).and_then(|line| line.against.clone());
        text += &against.map_or(" – |".into(), |it| {
            let p = it.p.map_or("–".into(), |p| format!("{p:.3}"));
            format!(" {:.0} %, {p} |", 100.0 * it.better)
        });
    }
    text + "\n"
}

/// Medians per song of the metric that leads.
fn songs(results: &Results, perturb: &str) -> String {
    let Some(metric) = table::leading(results, perturb) else { return String::new() };
    let shown = &CONTENDERS[..5];
    let mut text = format!("| {} by song |", table::capital(&metric.title()));
    for (id, _) in shown {
        text += &format!(" {} |", if *id == "ours" { "ours".into() } else { id.to_uppercase() });
    }
    text += "\n|---|---|---|---|---|---|\n";
    for (index, song) in results.songs.iter().enumerate() {
        text += &format!("| {} |", song.song);
        for (id, _) in shown {
            let runs = &results.by_song(id, metric.id, perturb)[index];
            text += &stats::median(runs)
                .map_or(" – |".into(), |value| format!(" {value:.*} |", metric.decimals));
        }
        text.push('\n');
    }
    text + "\n"
}
