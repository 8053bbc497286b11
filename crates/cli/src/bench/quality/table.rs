//! The results as tables of text.

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
        text += &format!(
            "stems perturbed by: {perturb} ({} songs, {} runs, names {})\n\n",
            results.songs.len(),
            results
                .songs
                .iter()
                .flat_map(|song| &song.runs)
                .filter(|run| run.perturb == perturb)
                .count(),
            if results.settings.anonymous { "hidden" } else { "given" },
        );
        text += &summary(results, &perturb);
        text += &songs(results, &perturb);
    }
    for skipped in &results.skipped {
        text += &format!("not judged: {}: {}\n", skipped.song, skipped.reason);
    }
    text
}

fn summary(results: &Results, perturb: &str) -> String {
    let mut text = String::new();
    for metric in METRICS {
        let lines = lines(results, metric, perturb);
        if lines.is_empty() {
            continue;
        }
        text += &format!("{} {}, {}\n", metric.test, metric.name, metric.unit);
        text += &format!(
            "  {:<22}{:>8}{:>18}{:>9}{:>9}{:>9}\n",
            "", "median", "95 % interval", "ratio", "better", "p"
        );
        for line in &lines {
            text += &summary_line(line, metric.decimals);
        }
        text.push('\n');
    }
    text
}

fn summary_line(line: &Line, decimals: usize) -> String {
    let interval = line
        .interval
        .map_or_else(|| "–".into(), |[low, high]| format!("{low:.decimals$} to {high:.decimals$}"));
    let mut text = format!("  {:<22}{:>8.decimals$}{interval:>18}", line.name, line.median);
    if let Some(it) = &line.against {
        let p = it.p.map_or_else(|| "–".into(), |p| format!("{p:.3}"));
        text += &format!("{:>9.2}{:>7.0} %{p:>9}", it.ratio, 100.0 * it.better);
    }
    text.push('\n');
    text
}

/// Medians per song of the metric that leads.
fn songs(results: &Results, perturb: &str) -> String {
    let has = |metric: &&Metric| {
        results.by_song("ours", metric.id, perturb).iter().any(|runs| !runs.is_empty())
    };
    let Some(metric) = METRICS.iter().find(has) else { return String::new() };
    let mut text = format!("  {:<28}", format!("{} per song, median", metric.test));
    for (id, _) in CONTENDERS {
        text += &format!("{id:>8}");
    }
    text.push('\n');
    let columns: Vec<Vec<Vec<f64>>> =
        CONTENDERS.iter().map(|(id, _)| results.by_song(id, metric.id, perturb)).collect();
    for (index, song) in results.songs.iter().enumerate() {
        text += &format!("  {:<28}", song.song.chars().take(27).collect::<String>());
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
