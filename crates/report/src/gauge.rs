//! The few numbers that everybody asks for, beside what was asked for.

use maud::{Markup, html};
use recipe::{Measured, Report};

use crate::number::Number;

pub(crate) fn tiles(report: &Report) -> Markup {
    let master = &report.mastering_report;
    let checks = &report.qc_results.checks;
    html! {
        section aria-labelledby="numbers" {
            h2 #numbers { "The master in numbers" }
            dl.tiles {
                (tile("Loudness", Number::new(master.lufs_integrated, 1, "LUFS"), Some(checks.lufs_in_range),
                    html! { "asked for " (Number::new(master.lufs_target, 1, "LUFS")) }))
                (tile("True peak", Number::new(master.true_peak_dbtp, 2, "dBTP"), Some(checks.true_peak_safe),
                    html! { "measured on the file as read back" }))
                (tile("Loudness range", Number::new(master.lra, 1, "LU"), None,
                    html! { "quiet to loud passages" }))
                (tile("Crest factor", Number::new(master.crest_factor, 1, "dB"), Some(checks.crest_factor_preserved),
                    html! { "peaks over the average level" }))
                (tile("Width", Number::new(master.stereo_width_pct, 0, "%"), Some(checks.stereo_width_safe),
                    html! { "100 % is the mix as it was" }))
                (tile("Correlation", Number::new(master.mono_correlation, 2, ""), Some(checks.mono_compatible),
                    html! { "of left and right; 1 is mono" }))
            }
            (compared(report))
        }
    }
}

fn tile(name: &str, value: Number, holds: Option<bool>, about: Markup) -> Markup {
    let mood = match holds {
        Some(true) => "good",
        Some(false) => "bad",
        None => "plain",
    };
    html! {
        div.tile.(mood) {
            dt { (name) @if let Some(holds) = holds { " " (mark(holds)) } }
            dd.big { (value) }
            dd.small { (about) }
        }
    }
}

/// Whether something holds, for eyes and ears.
pub(crate) fn mark(holds: bool) -> Markup {
    html! {
        @if holds { span.mark.ok { "✓" span.hidden { " passed" } } }
        @else { span.mark.no { "✗" span.hidden { " not passed" } } }
    }
}

type Row = (&'static str, usize, &'static str, fn(&Measured) -> Option<f64>);

const ROWS: [Row; 10] = [
    ("Integrated loudness", 1, "LUFS", |it| it.integrated_lufs),
    ("Loudest 3 s", 1, "LUFS", |it| it.short_term_max_lufs),
    ("Loudness range", 1, "LU", |it| it.range_lu),
    ("True peak", 2, "dBTP", |it| it.true_peak_dbtp),
    ("Crest factor", 1, "dB", |it| it.crest_db),
    ("Peak over loudness, median", 1, "dB", |it| it.psr_median_db),
    ("Side over mid", 2, "", |it| it.side_over_mid),
    ("Correlation", 2, "", |it| it.correlation),
    ("Right over left", 1, "dB", |it| it.balance_db),
    ("Spectral centroid", 0, "Hz", |it| it.centroid_hz),
];

/// Before and after, side by side.
fn compared(report: &Report) -> Markup {
    let has_mix = report.pictures.as_ref().is_none_or(|pictures| pictures.premaster.is_some());
    let versions = [
        (if has_mix { "Stems" } else { "As it came" }, report.before.as_ref()),
        ("Mix", report.premaster.as_ref().filter(|_| has_mix)),
        ("Master", report.after.as_ref()),
    ];
    let versions: Vec<(&str, &Measured)> =
        versions.into_iter().filter_map(|(name, found)| Some((name, found?))).collect();
    html! {
        @if versions.len() > 1 {
            div.wide { table.numbers {
                caption { "Before and after" }
                thead { tr {
                    th scope="col" { "Measure" }
                    @for (name, _) in &versions { th scope="col" { (name) } }
                } }
                tbody { @for (name, decimals, unit, read) in &ROWS { tr {
                    th scope="row" { (name) @if !unit.is_empty() { ", " span.unit { (unit) } } }
                    @for (_, found) in &versions {
                        td { (Number::new(read(found), *decimals, "")) }
                    }
                } } }
            } }
        }
    }
}
