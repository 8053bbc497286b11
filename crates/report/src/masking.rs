//! Who covers whom, before and after: tables, because they are read by row and column.

use maud::{Markup, html};
use recipe::{MaskingTable, Report};

use crate::number::{Number, exact, text};

/// Less than this is not worth a number, in percent.
const QUIET_PCT: f32 = 0.5;

pub(crate) fn section(report: &Report) -> Markup {
    let table = report.pictures.as_ref().and_then(|pictures| pictures.masking.as_ref());
    let Some(table) = table.filter(|table| is_whole(table)) else { return html! {} };
    html! {
        section aria-labelledby="masking" {
            h2 #masking { "Who covers whom" }
            p {
                "Each row is a stem, each column one that covers it: the share of the row's \
                 loudness that is lost to the column, by a model of hearing. On average a stem \
                 loses " strong { (text(mean(&table.before_pct), 0)) " %" } " as delivered and "
                strong { (text(mean(&table.after_pct), 0)) " %" }
                " behind the faders, filters and equalisers of this mix."
            }
            div.pair {
                (matrix("As delivered", &table.stems, &table.before_pct))
                (matrix("In the mix", &table.stems, &table.after_pct))
            }
        }
    }
}

/// A report that was edited may lack values.
fn is_whole(table: &MaskingTable) -> bool {
    let stems = table.stems.len();
    let square =
        |rows: &[Vec<f32>]| rows.len() == stems && rows.iter().all(|row| row.len() == stems);
    stems > 1 && square(&table.before_pct) && square(&table.after_pct)
}

/// Mean over the rows of what each loses to all others.
fn mean(rows: &[Vec<f32>]) -> f64 {
    let all: f32 = rows.iter().flatten().sum();
    f64::from(all) / rows.len().max(1) as f64
}

fn matrix(title: &str, stems: &[String], rows: &[Vec<f32>]) -> Markup {
    html! {
        div.wide { table.matrix {
            caption { (title) ", in %" }
            thead { tr {
                td {}
                @for (index, stem) in stems.iter().enumerate() {
                    th scope="col" title=(stem) { abbr title=(stem) { (index + 1) } }
                }
            } }
            tbody { @for (index, (stem, row)) in stems.iter().zip(rows).enumerate() { tr {
                th scope="row" { span.place { (index + 1) } " " (stem) }
                @for (other, share) in row.iter().enumerate() {
                    @if other == index { td.self { span.hidden { "itself" } } }
                    @else { td style={ "--v:" (shade(*share)) } {
                        @if *share >= QUIET_PCT { (Number::new(exact(*share), 0, "")) }
                        @else { span.none { "·" } }
                    } }
                }
            } } }
        } }
    }
}

/// 0 to 0.6: from 50 % on nothing gets darker, so that numbers stay readable.
fn shade(share_pct: f32) -> String {
    format!("{:.2}", (share_pct / 50.0).clamp(0.0, 1.0) * 0.6)
}
