//! `report.html`: the page, and the audio that is put into it.

use std::path::PathBuf;

use engine::Version;
use recipe::Report;
use report::Clip;

/// Largest player that is put into a page, in bytes: three of them stay under three megabytes.
const CLIP_BYTES_MAX: u64 = 700_000;

/// The page of a report; `place` says where a file of the report is. A player that is missing or
/// too large is left out: the page says so.
pub(crate) fn of(report: &Report, place: impl Fn(&str) -> PathBuf) -> String {
    let players = report.pictures.iter().flat_map(|pictures| &pictures.players);
    // A report comes from outside: it may name one of our files, and no other one.
    let players = players
        .filter(|player| known().any(|(name, file)| name == player.name && file == player.file));
    let clips = players.filter_map(|player| {
        let path = place(&player.file);
        let fits = std::fs::metadata(&path).is_ok_and(|about| about.len() <= CLIP_BYTES_MAX);
        let bytes = fits.then(|| std::fs::read(&path).ok()).flatten()?;
        Some(Clip { name: player.name.clone(), bytes })
    });
    report::page(report, &clips.collect::<Vec<_>>())
}

/// Names of players, and their files beside the report.
fn known() -> impl Iterator<Item = (&'static str, String)> {
    Version::ALL.into_iter().map(|version| (version.name(), file(version.name())))
}

/// Where a player's audio is, as seen from the report.
pub(crate) fn file(name: &str) -> String {
    format!("players/{name}.mp3")
}
