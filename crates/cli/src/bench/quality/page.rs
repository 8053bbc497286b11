//! The results as one page: no script, nothing from elsewhere, light or dark as the reader has it.

use super::analysis;
use super::metrics::{METRICS, Metric};
use super::results::{CONTENDERS, Results};
use super::table::{self, Line};
use super::{plot, stats};
use crate::errors::Fault;

/// The whole page.
pub(super) fn html(results: &Results) -> Result<String, Fault> {
    let mut body = format!(
        "<h1>How near mixes come to what people mix</h1>\n<p class=\"note\">MixMaster {}, profile \
         {}. What each test measures, and what is not claimed: docs/QUALITY.md.</p>\n",
        escaped(&results.engine),
        escaped(&results.settings.profile)
    );
    for perturb in results.perturbations() {
        body +=
            &format!("<h2>{}</h2>\n", escaped(&table::capital(&table::heading(results, &perturb))));
        body += &plots(results, &perturb)?;
        body += &medians(results, &perturb);
        body += &comparisons(results, &perturb);
        body += &songs(results, &perturb);
    }
    body += &analysis_tables(results);
    body += &skipped(results);
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
         name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta \
         name=\"color-scheme\" content=\"light dark\">\n<title>MixMaster: quality</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    ))
}

const STYLE: &str = include_str!("page.css");

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn plots(results: &Results, perturb: &str) -> Result<String, Fault> {
    let Some(metric) = table::leading(results, perturb) else { return Ok(String::new()) };
    let shown = CONTENDERS[..5].iter().enumerate();
    let has = |id: &str| results.by_song(id, metric.id, perturb).iter().any(|it| !it.is_empty());
    let legend: String = shown
        .filter(|(_, (id, _))| has(id))
        .map(|(_, (id, name))| {
            format!("<span><i style=\"background:var(--{id})\"></i>{name}</span>")
        })
        .collect();
    let songs = plot::songs(results, metric.id, perturb)?;
    let roles = plot::roles(results, perturb)?;
    Ok(format!(
        "<figure><figcaption>{} by song. Large: medians; small: our runs.</figcaption>\n<p \
         class=\"legend\">{legend}</p>\n<div class=\"wide\">{songs}</div></figure>\n<figure>\
         <figcaption>What our mixes do to each role: loudness of every stem against the human mix, \
         without the common offset. Large: medians.</figcaption>\n<div class=\"wide\">{roles}</div>\
         </figure>\n",
        escaped(&table::capital(&metric.title()))
    ))
}

/// A table; the first cell of a row names it, all others are numbers.
fn table(caption: &str, head: &[String], rows: &[Vec<String>]) -> String {
    let cells = |row: &[String], tag: &str| -> String {
        let cell = |(index, cell): (usize, &String)| {
            let tag = if index == 0 { "th" } else { tag };
            let scope = if index == 0 { " scope=\"row\"" } else { "" };
            format!("<{tag}{scope}>{cell}</{tag}>")
        };
        row.iter().enumerate().map(cell).collect()
    };
    let head = cells(head, "th").replace(" scope=\"row\"", " scope=\"col\"");
    let rows: String = rows.iter().map(|row| format!("<tr>{}</tr>\n", cells(row, "td"))).collect();
    format!(
        "<div class=\"wide\"><table><caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n\
         <tbody>\n{rows}</tbody></table></div>\n"
    )
}

fn medians(results: &Results, perturb: &str) -> String {
    let shown: Vec<(&str, Vec<Line>, &Metric)> = METRICS
        .iter()
        .map(|metric| (metric.test, table::lines(results, metric, perturb), metric))
        .filter(|(_, lines, _)| lines.iter().any(|line| line.contender == "ours"))
        .collect();
    let mut head = vec!["Test".to_owned(), "ours".to_owned(), "95 % interval".to_owned()];
    head.extend(CONTENDERS[1..].iter().map(|(id, name)| {
        let id = if *id == "human" { "human".into() } else { id.to_uppercase() };
        format!("<abbr title=\"{name}\">{id}</abbr>")
    }));
    let row = |(test, lines, metric): &(&str, Vec<Line>, &Metric)| {
        let decimals = metric.decimals;
        let of = |id: &str| lines.iter().find(|line| line.contender == id);
        let cell = |id: &str| of(id).map_or("–".into(), |it| format!("{:.decimals$}", it.median));
        let interval = of("ours").and_then(|line| line.interval);
        let interval = interval
            .map_or("–".into(), |[low, high]| format!("{low:.decimals$} to {high:.decimals$}"));
        let name = format!("<b>{test}</b> {}", escaped(&metric.title()));
        let mut row = vec![name, format!("<strong>{}</strong>", cell("ours")), interval];
        row.extend(CONTENDERS[1..].iter().map(|(id, _)| cell(id)));
        row
    };
    table("Medians over the runs", &head, &shown.iter().map(row).collect::<Vec<_>>())
}

fn comparisons(results: &Results, perturb: &str) -> String {
    let head = ["Ours against", "theirs", "ours / theirs", "runs better", "p (songs)"];
    let mut rows = Vec::new();
    for metric in table::compared() {
        for line in table::lines(results, metric, perturb) {
            let Some(it) = line.against.filter(|_| line.contender != "human") else { continue };
            let ratio =
                if it.ratio.is_finite() { format!("{:.2}", it.ratio) } else { "–".into() };
            rows.push(vec![
                format!("<b>{}</b> {}: {}", metric.test, escaped(metric.name), line.name),
                format!("{:.*}", metric.decimals, line.median),
                ratio,
                format!("{:.0} %", 100.0 * it.better),
                it.p.map_or_else(|| "–".into(), |p| format!("{p:.3}")),
            ]);
        }
    }
    let caption = "Against the baselines. p: signed-rank test on the medians of the songs";
    table(caption, &head.map(str::to_owned), &rows)
}

fn songs(results: &Results, perturb: &str) -> String {
    let shown: Vec<&Metric> = METRICS
        .iter()
        .filter(|metric| {
            results.by_song("ours", metric.id, perturb).iter().any(|runs| !runs.is_empty())
        })
        .collect();
    let mut head = vec!["Song".to_owned()];
    head.extend(shown.iter().map(|metric| {
        format!("<abbr title=\"{}\">{}</abbr>", escaped(&metric.title()), metric.id)
    }));
    let columns: Vec<Vec<Vec<f64>>> =
        shown.iter().map(|metric| results.by_song("ours", metric.id, perturb)).collect();
    let row = |(index, song): (usize, &super::results::SongResult)| {
        let mut row = vec![escaped(&song.song)];
        row.extend(shown.iter().zip(&columns).map(|(metric, column)| {
            let median = stats::median(&column[index]);
            median.map_or("–".into(), |value| format!("{value:.*}", metric.decimals))
        }));
        row
    };
    let rows: Vec<Vec<String>> = results.songs.iter().enumerate().map(row).collect();
    table("Our medians, song by song", &head, &rows)
}

fn analysis_tables(results: &Results) -> String {
    if results.analyses.is_empty() {
        return String::new();
    }
    let mut text = "<h2>What is heard: tempo, key and roles by sound alone (T18)</h2>\n".to_owned();
    let rows = analysis::summary(&results.analyses).rows;
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|(name, right, others)| vec![name, right, others]).collect();
    text += &table("Right", &["", "right", "otherwise"].map(str::to_owned), &rows);
    let mut rows = Vec::new();
    for it in &results.analyses {
        for (what, finding) in [("tempo", &it.tempo), ("key", &it.key)] {
            let Some(finding) = finding else { continue };
            let cells = [&finding.truth, &finding.found, &finding.verdict];
            let name = format!("{}: {what}", escaped(&it.song));
            rows.push([vec![name], cells.map(|cell| escaped(cell)).to_vec()].concat());
        }
    }
    let head = ["Song", "truth", "found", "verdict"].map(str::to_owned);
    text += &table("Tempo and key", &head, &rows);
    let mut rows = Vec::new();
    for it in &results.analyses {
        for role in &it.roles {
            let verdict = match (role.right, role.right_group) {
                (true, _) => "right",
                (false, true) => "right group",
                _ => "wrong",
            };
            rows.push(vec![
                format!("{}: {}", escaped(&it.song), escaped(&role.stem)),
                escaped(&role.truth),
                format!("{} ({:.2})", escaped(&role.found), role.confidence),
                verdict.to_owned(),
            ]);
        }
    }
    text + &table("Roles, with confidence", &head, &rows)
}

fn skipped(results: &Results) -> String {
    if results.skipped.is_empty() {
        return String::new();
    }
    let line = |it: &super::results::Skipped| {
        format!("<li>{}: {}</li>\n", escaped(&it.song), escaped(&it.reason))
    };
    let lines: String = results.skipped.iter().map(line).collect();
    format!("<h2>No balance to judge</h2>\n<ul>\n{lines}</ul>\n")
}
