//! The report that people look at: one HTML page that needs nothing else, made from the values of
//! `report.json` and nothing measured anew.
//!
//! Everything that comes from files (names of stems, titles, reasons) is text to the template
//! library, which escapes it. The page asks nothing of any server: its policy forbids it, and it
//! can be read, printed and listened to without its few lines of script.

mod album;
mod beyond;
mod figures;
mod gauge;
mod listen;
mod masking;
mod moves;
mod number;
mod plot;
mod quality;
mod shell;
mod spectrum;
mod stems;
mod verdict;

use maud::{Markup, html};
use recipe::{AlbumReport, Report};

/// A passage to listen to, as an MP3 file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    /// The name of its player in the report: `rough`, `mix` or `master`.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The page of a run.
#[must_use]
pub fn page(report: &Report, clips: &[Clip]) -> String {
    shell::document("MixMaster report", &body(report, clips))
}

/// The page of an album.
#[must_use]
pub fn album_page(album: &AlbumReport) -> String {
    shell::document("MixMaster album", &album::body(album))
}

fn body(report: &Report, clips: &[Clip]) -> Markup {
    html! {
        (verdict::header(report))
        (gauge::tiles(report))
        (verdict::warnings(report))
        (listen::players(report, clips))
        (figures::over_time(report))
        (spectrum::section(report))
        (masking::section(report))
        (moves::section(report))
        (stems::section(report))
        (quality::section(report))
        (beyond::section(report))
        (quality::files(report))
    }
}
