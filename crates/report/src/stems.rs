//! What went in, and what is wrong with it.

use maud::{Markup, html};
use recipe::Report;

use crate::number::Number;
use crate::verdict::sentence;

pub(crate) fn section(report: &Report) -> Markup {
    let stems = &report.input_analysis.stems;
    html! {
        @if !stems.is_empty() {
            section aria-labelledby="stems" {
                h2 #stems { "What came in" }
                div.wide { table.numbers {
                    caption { (heading(report)) }
                    thead { tr {
                        th scope="col" { "Name" }
                        th.word scope="col" { "Heard as" }
                        th scope="col" { "LUFS" }
                        th scope="col" { "dBTP" }
                        th scope="col" { "Crest, dB" }
                    } }
                    tbody { @for stem in stems {
                        tr {
                            th scope="row" { (stem.name) }
                            td.word { (stem.role.replace('_', " ")) }
                            td { (Number::new(stem.lufs, 1, "")) }
                            td { (Number::new(stem.true_peak, 1, "")) }
                            td { (Number::new(stem.crest_factor, 1, "")) }
                        }
                        @for warning in &stem.warnings { tr.remark { td colspan="5" { (sentence(warning)) } } }
                    } }
                } }
                (findings(report))
            }
        }
    }
}

fn heading(report: &Report) -> Markup {
    let input = &report.input_analysis;
    html! {
        @if let Some(rate) = input.sample_rate { (Number::new(f64::from(rate), 0, "Hz")) }
        @if let Some(bits) = input.bit_depth { ", " (Number::new(f64::from(bits), 0, "bit")) }
    }
}

fn findings(report: &Report) -> Markup {
    html! {
        @if !report.findings.is_empty() {
            h3 { "What is wrong with it" }
            ul.findings { @for finding in &report.findings {
                li {
                    strong { (finding.stem) } " " span.quiet { "(" (finding.verdict) ")" } " "
                    (sentence(&finding.says)) " " span.does { (sentence(&finding.does)) }
                }
            } }
        }
    }
}
