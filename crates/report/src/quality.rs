//! The checks, and what identifies what was made.

use maud::{Markup, html};
use recipe::Report;

use crate::gauge::mark;
use crate::number::Number;

pub(crate) fn section(report: &Report) -> Markup {
    let checks = &report.qc_results.checks;
    let rows = [
        ("The loudness is what was asked for", checks.lufs_in_range),
        ("No peak between the samples passes the ceiling", checks.true_peak_safe),
        ("The image is not wider than is safe", checks.stereo_width_safe),
        ("It survives mono", checks.mono_compatible),
        ("The peaks keep their distance to the loudness", checks.crest_factor_preserved),
    ];
    html! {
        section aria-labelledby="checks" {
            h2 #checks { "Checks on the finished file" }
            table.checks {
                thead.hidden { tr { th scope="col" { "Check" } th scope="col" { "Result" } } }
                tbody { @for (words, holds) in rows {
                    tr { th scope="row" { (words) } td { (mark(holds)) } }
                } }
            }
        }
    }
}

pub(crate) fn files(report: &Report) -> Markup {
    let hashes = [
        ("Recipe", report.recipe_hash.as_deref()),
        ("Samples of the master", report.audio_hash.as_deref()),
    ];
    html! {
        section.files aria-labelledby="files" {
            h2 #files { "Files and fingerprints" }
            @if !report.files.is_empty() { ul.names { @for file in &report.files { li { code { (file) } } } } }
            dl.hashes {
                @for (name, hash) in hashes { @if let Some(hash) = hash {
                    dt { (name) } dd { code { (hash) } }
                } }
                dt { "Job" } dd { code { (report.job_id) } }
                dt { "Engine" } dd { "MixMaster " (report.engine) }
                @if let Some(seconds) = report.processing_time_seconds {
                    dt { "Made in" } dd { (Number::new(seconds, 1, "s")) }
                }
            }
            p.quiet {
                "Every number here is in report.json; the same recipe and the same stems give the \
                 same samples again."
            }
        }
    }
}
