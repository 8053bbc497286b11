//! A song's manifest, `song.toml`: its files and what it says about them.

use std::path::Path;

use recipe::{Manifest, RoleGuess, RoleSource, Tagging};

use super::expand::Found;
use crate::errors::{Code, Fault, input_fault};

/// What a manifest says about a song besides its files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Song {
    /// Tempo, in beats per minute.
    pub(crate) tempo_bpm: Option<f64>,
    /// A profile, or a genre in the author's words.
    pub(crate) genre: Option<String>,
    /// What the master is to say about itself.
    pub(crate) tags: Tagging,
}

/// Reads a manifest; paths in it are relative to it. Also returns what is odd about it.
pub(super) fn read(path: &Path) -> Result<(Song, Vec<Found>, Vec<String>), Fault> {
    let name = path.to_string_lossy();
    let text = std::fs::read_to_string(path).map_err(|error| input_fault(&name, &error))?;
    let manifest = Manifest::from_toml(&text).map_err(|error| {
        Fault::new(Code::Input, format!("`{name}`: {error}"), "correct the manifest")
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut warnings: Vec<String> = manifest
        .odd_tags
        .iter()
        .map(|odd| format!("`{name}`: {odd}; the tag is left out"))
        .collect();
    let files = manifest.stems.iter().map(|stem| {
        let role = stem.known_role();
        if let (None, Some(word)) = (role, &stem.role) {
            warnings.push(format!(
                "`{name}`: `{word}` is no role known here; what `{}` is will be guessed",
                stem.file
            ));
        }
        let role = role.map(|is| RoleGuess { is, confidence: 1.0, from: RoleSource::Manifest });
        Found { path: folder.join(&stem.file), name: Some(stem.name.clone()), role }
    });
    let files = files.collect();
    let genre = manifest.profile.or(manifest.genre);
    Ok((Song { tempo_bpm: manifest.bpm, genre, tags: manifest.tags }, files, warnings))
}
