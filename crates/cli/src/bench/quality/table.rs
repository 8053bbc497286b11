//! The results as tables of text.

use super::analysis;
use super::metrics::{METRICS, Metric};
use super::results::{CONTENDERS, Results};
use super::stats;

/// One contender's line for one metric.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) contender: &'static str,
    pub(super) name: &'static str,
    pub(super) median: f64,
    pub(super) interval: Option<[f64; 2]>,
    /// Against ours; none for ours itself.
    pub(super) against: Option<Against>,
}

/// Ours against a contender.
#[derive(Clone, Debug)]
pub(super) struct Against {
    /// Median of ours over the contender's, over the runs that both have.
    pub(super) ratio: f64,
    /// Share of runs in which ours is better.
    pub(super) better: f64,
    /// Signed-rank test on the songs' medians, two-sided.
    pub(super) p: Option<f64>,
}

/// The lines of one metric under one perturbation; none where nobody has a number.
pub(super) fn lines(results: &Results, metric: &Metric, perturb: &str) -> Vec<Line> {
    let line = |(contender, name): (&'static str, &'static str)| {
        let songs = results.by_song(contender, metric.id, perturb);
        let all: Vec<f64> = songs.iter().flatten().copied().collect();
        let (median, interval) = (stats::median(&all)?, stats::interval(&songs));
        let is_rival = contender != "ours";
        let against = is_rival.then(|| against(results, metric, contender, perturb)).flatten();
        Some(Line { contender, name, median, interval, against })
    };
    CONTENDERS.iter().copied().filter_map(line).collect()
}

fn against(results: &Results, metric: &Metric, rival: &str, perturb: &str) -> Option<Against> {
    let songs = results.pairs(rival, metric.id, perturb);
    let side = |pairs: &[[f64; 2]], side: usize| -> Option<f64> {
        stats::median(&pairs.iter().map(|pair| pair[side]).collect::<Vec<f64>>())
    };
    let medians = |index: usize| -> Vec<f64> {
        songs.iter().filter_map(|pairs| side(pairs, index)).collect()
    };
    let pairs: Vec<[f64; 2]> = songs.iter().flatten().copied().collect();
    let wins = pairs.iter().filter(|[ours, theirs]| metric.wins(*ours, *theirs)).count();
    Some(Against {
        ratio: side(&pairs, 0)? / side(&pairs, 1)?,
        better: wins as f64 / pairs.len() as f64,
        p: stats::signed_rank(&medians(0), &medians(1)),
    })
}

/// Everything as text.
pub(super) fn text(results: &Results) -> String {
    let mut text = String::new();
    for perturb in results.perturbations() {
        text += &format!("{}\n\n", heading(results, &perturb));
        text += &medians(results, &perturb);
        text += &comparisons(results, &perturb);
        text += &songs(results, &perturb);
    }
    if !results.analyses.is_empty() {
        text += "T18 analysis, by sound alone\n";
        for (name, right, others) in analysis::summary(&results.analyses).rows {
            text += &format!("  {name:<26}{right:>10}  {others}\n");
        }
        text.push('\n');
    }
    for skipped in &results.skipped {
        text += &format!("no balance to judge: {}: {}\n", skipped.song, skipped.reason);
    }
    text
}

/// What was done to the stems, how often, and what the engine knew.
pub(super) fn heading(results: &Results, perturb: &str) -> String {
    let what = match perturb {
        "gain" => "levels off by up to 12 dB",
        "polarity" => "levels off by up to 12 dB, a third of the stems inverted",
        "tilt" => "levels off by up to 12 dB, tone tilted by up to 6 dB",
        _ => "stems as in the human mix",
    };
    let runs = results.songs.iter().flat_map(|song| &song.runs);
    let runs = runs.filter(|run| run.perturb == perturb).count();
    let names = if results.settings.anonymous { "hidden" } else { "given" };
    let made = if results.settings.quick { "planned faders only" } else { "rendered" };
    format!(
        "{what}: {}, {}, names {names}, {made}",
        crate::words::count(results.songs.len(), "song"),
        crate::words::count(runs, "run")
    )
}

/// With a capital letter first.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The median of every contender for every metric.
fn medians(results: &Results, perturb: &str) -> String {
    let mut text = format!("  {:<52}{:>8}{:>16}", "medians over the runs", "ours", "95 %");
    for (id, _) in &CONTENDERS[1..] {
        text += &format!("{id:>8}");
    }
    text.push('\n');
    for metric in METRICS {
        let lines = lines(results, metric, perturb);
        let Some(ours) = lines.iter().find(|line| line.contender == "ours") else { continue };
        let decimals = metric.decimals;
        let interval = ours.interval.map_or_else(
            || "–".into(),
            |[low, high]| format!("{low:.decimals$} to {high:.decimals$}"),
        );
        let name = format!("{} {}", metric.test, metric.title());
        text += &format!("  {name:<52}{:>8.decimals$}{interval:>16}", ours.median);
        for (id, _) in &CONTENDERS[1..] {
            let theirs = lines.iter().find(|line| line.contender == *id);
            let theirs = theirs.map(|line| format!("{:.decimals$}", line.median));
            text += &format!("{:>8}", theirs.unwrap_or_else(|| "–".into()));
        }
        text.push('\n');
    }
    text + "\n"
}

/// The metrics in which baselines are to be beaten, in the order of the table.
const COMPARED: [&str; 8] = [
    "t1_lu",
    "t1_capped_lu",
    "t1_planned_lu",
    "t1_planned_capped_lu",
    "t2_lu",
    "t3_pct",
    "t5_features",
    "t28_mix",
];

/// The metrics of [`COMPARED`].
pub(super) fn compared() -> impl Iterator<Item = &'static Metric> {
    METRICS.iter().filter(|metric| COMPARED.contains(&metric.id))
}

fn comparisons(results: &Results, perturb: &str) -> String {
    let mut text = format!(
        "  {:<52}{:>8}{:>16}{:>10}{:>12}\n",
        "ours against", "median", "ours / theirs", "better", "p (songs)"
    );
    for metric in compared() {
        for line in lines(results, metric, perturb) {
            let Some(it) = line.against.filter(|_| line.contender != "human") else { continue };
            let p = it.p.map_or_else(|| "–".into(), |p| format!("{p:.3}"));
            let name = format!("{} {}", metric.id, line.name);
            let ratio =
                if it.ratio.is_finite() { format!("{:.2}", it.ratio) } else { "–".into() };
            text += &format!(
                "  {name:<52}{:>8.*}{ratio:>16}{:>8.0} %{p:>12}\n",
                metric.decimals,
                line.median,
                100.0 * it.better
            );
        }
    }
    text + "\n"
}

/// The metric that leads: what was rendered where it was.
pub(super) fn leading(results: &Results, perturb: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|metric| {
        results.by_song("ours", metric.id, perturb).iter().any(|runs| !runs.is_empty())
    })
}

/// Medians per song of the metric that leads.
fn songs(results: &Results, perturb: &str) -> String {
    let Some(metric) = leading(results, perturb) else { return String::new() };
    let mut text = format!("  {:<52}", format!("{} per song, median", metric.title()));
    let shown = &CONTENDERS[..5];
    for (id, _) in shown {
        text += &format!("{id:>8}");
    }
    text.push('\n');
    let columns: Vec<Vec<Vec<f64>>> =
        shown.iter().map(|(id, _)| results.by_song(id, metric.id, perturb)).collect();
    for (index, song) in results.songs.iter().enumerate() {
        text += &format!("  {:<52}", song.song.chars().take(50).collect::<String>());
        for column in &columns {
            match stats::median(&column[index]) {
                Some(value) => text += &format!("{value:>8.*}", metric.decimals),
                None => text += &format!("{:>8}", "–"),
            }
        }
        text.push('\n');
    }
    text + "\n"
}
