//! The verdict in words, and every warning with what can be done about it.

use maud::{Markup, html};
use recipe::Report;

use crate::number::{clock, text};

/// What the page says first.
pub(crate) fn header(report: &Report) -> Markup {
    let (mood, words) = verdict(report);
    html! {
        header.verdict.(mood) {
            p.brand { "MixMaster" span.quiet { " · report" } }
            h1 { (words) }
            p.notes { (sentence(&report.qc_results.notes)) }
            p.about { (about(report)) }
        }
    }
}

/// A class, and the sentence that a person wants to read first.
fn verdict(report: &Report) -> (&'static str, String) {
    let checks = &report.qc_results.checks;
    let master = &report.mastering_report;
    let level = |value: Option<f64>| value.map_or("–".to_owned(), |value| text(value, 1));
    let lufs = level(master.lufs_integrated);
    let peak = master.true_peak_dbtp.map_or("–".to_owned(), |value| text(value, 2));
    if !checks.true_peak_safe {
        let words = format!("Do not release: peaks at {peak} dBTP are over the ceiling.");
        return ("bad", words);
    }
    if report.qc_results.passed && checks.all() {
        let words = format!("Ready: {lufs} LUFS, peaks at {peak} dBTP, every check passed.");
        return ("good", words);
    }
    if !checks.lufs_in_range {
        let target = level(master.lufs_target);
        let words =
            format!("Have a listen: {lufs} LUFS instead of {target}, the rest is in order.");
        let others =
            checks.mono_compatible && checks.stereo_width_safe && checks.crest_factor_preserved;
        if others {
            return ("fair", words);
        }
    }
    ("fair", format!("Have a listen: {lufs} LUFS, and not every check passed."))
}

fn about(report: &Report) -> String {
    let input = &report.input_analysis;
    let stems = match input.total_stems {
        1 => "1 file".to_owned(),
        count => format!("{count} stems"),
    };
    let mut parts = vec![report.job_id.clone(), stems];
    parts.extend(input.duration_seconds.map(clock));
    parts.extend(input.detected_bpm.map(|bpm| format!("{} bpm", text(bpm, 1))));
    parts.extend(input.detected_key.clone());
    parts.extend(report.profile.as_ref().map(|profile| format!("profile {profile}")));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// With a capital and a full stop.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.trim().chars();
    let Some(first) = letters.next() else { return String::new() };
    let end = if words.trim_end().ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), letters.as_str())
}

/// Every warning with its hint.
pub(crate) fn warnings(report: &Report) -> Markup {
    let all = &report.qc_results.warnings;
    html! {
        @if !all.is_empty() {
            section.warnings aria-labelledby="warnings" {
                h2 #warnings { "Worth knowing" }
                ul { @for warning in all {
                    li {
                        p { (sentence(warning)) }
                        p.hint { strong { "What to do: " } (unbroken(hint(warning))) }
                    }
                } }
            }
        }
    }
}

/// Phrases of warnings, and what to do.
const HINTS: [(&str, &str); 8] = [
    (
        "stopped early",
        "Keep it: it is as loud as it can be without harm. If it has to be louder, ask for \
         --loudness-priority; if it may be quieter, a lower --lufs gives the punch back.",
    ),
    (
        "amount of loudness",
        "Raise the amount of loudness to 100 % (--amount loudness=100), or be glad of it.",
    ),
    (
        "LUFS was asked for",
        "Listen whether it is loud enough; a lower --lufs, or denser stems, would meet the target.",
    ),
    ("true peak", "Lower the ceiling by a few tenths (--ceiling), and render again."),
    (
        "correlate",
        "Listen in mono. `mixmaster doctor` tells stems that are upside down or late; \
         --width 100 or less narrows the master.",
    ),
    (
        "loudness was asked to go first",
        "Without --loudness-priority the master stops where its punch would suffer.",
    ),
    (
        "keeps their punch",
        "Compare the densest passage with the mix below; a lower --lufs leaves it more air.",
    ),
    (
        "average gain reduction",
        "Ask for less: `mixmaster tweak recipe.json 'compress NAME less'`, or a smaller \
         --amount dynamics.",
    ),
];

/// A sentence whose options are not torn at their hyphens.
fn unbroken(words: &str) -> Markup {
    html! { @for word in words.split_inclusive(' ') {
        @if word.contains("--") { span.option { (word.trim_end()) } " " } @else { (word) }
    } }
}

pub(crate) fn hint(warning: &str) -> &'static str {
    let known = HINTS.iter().find(|(phrase, _)| warning.contains(phrase));
    known.map_or("Listen to the versions below and compare, before it is used.", |(_, hint)| hint)
}

#[cfg(test)]
mod tests {
    use recipe::{MasteringReport, QcChecks, QcResults};

    use super::*;

    fn report(checks: QcChecks) -> Report {
        Report {
            mastering_report: MasteringReport {
                lufs_integrated: Some(-14.02),
                lufs_target: Some(-9.0),
                true_peak_dbtp: Some(-1.04),
                ..MasteringReport::default()
            },
            qc_results: QcResults { passed: checks.all(), checks, ..QcResults::default() },
            ..Report::default()
        }
    }

    const GOOD: QcChecks = QcChecks {
        lufs_in_range: true,
        true_peak_safe: true,
        stereo_width_safe: true,
        mono_compatible: true,
        crest_factor_preserved: true,
    };

    #[test]
    fn the_verdict_says_what_matters_most() {
        assert_eq!(verdict(&report(GOOD)).0, "good");
        let (mood, words) = verdict(&report(QcChecks { true_peak_safe: false, ..GOOD }));
        assert!(mood == "bad" && words.contains("−1.04 dBTP are over"), "{words}");
        let (mood, words) = verdict(&report(QcChecks { lufs_in_range: false, ..GOOD }));
        assert!(mood == "fair" && words.contains("−14.0 LUFS instead of −9.0"), "{words}");
        let quiet_and_odd = QcChecks { lufs_in_range: false, mono_compatible: false, ..GOOD };
        assert!(verdict(&report(quiet_and_odd)).1.contains("not every check"));
    }

    #[test]
    fn what_is_told_is_a_sentence() {
        assert_eq!(sentence("all is well"), "All is well.");
        assert_eq!(sentence("Done."), "Done.");
        assert_eq!(sentence(" "), "");
    }
}
