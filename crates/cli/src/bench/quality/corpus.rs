//! Song folders: stems, and what their `song.toml` says about the truth.

use std::fs;
use std::path::{Path, PathBuf};

use recipe::{Manifest, Role, RoleGroup};
use serde::Deserialize;

use super::truth::{self, Balance};
use crate::errors::{Code, Fault, input_fault};

/// Name of the manifest in each folder.
const MANIFEST: &str = "song.toml";

/// One song as its folder tells it; nothing is decoded yet.
#[derive(Clone, Debug)]
pub(super) struct Song {
    /// Name of the folder.
    pub(super) name: String,
    pub(super) genre: Option<String>,
    /// Its stems are no renders of a score through a General MIDI bank.
    pub(super) produced: bool,
    /// Tempo and key, where an author says so.
    pub(super) bpm: Option<f64>,
    pub(super) key: Option<String>,
    pub(super) stems: Vec<SongStem>,
    /// The human balance, or why there is none.
    pub(super) balance: Result<Balance, String>,
}

/// One stem of a song.
#[derive(Clone, Debug)]
pub(super) struct SongStem {
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// What it is, if the words of `role` (or the name) are known here.
    pub(super) role: Option<Role>,
    /// The author's words.
    pub(super) role_words: String,
}

/// Fields of `song.toml` that only judges read.
#[derive(Debug, Default, Deserialize)]
struct Facts {
    key_source: Option<String>,
    plain_sum_is_human_balance: Option<bool>,
    source: Option<String>,
    #[serde(default)]
    composer_faders: Vec<String>,
}

/// Finds and reads the songs named by `words`: folders with a `song.toml`, such files, or folders
/// that hold such folders.
pub(super) fn songs(words: &[PathBuf]) -> Result<Vec<Song>, Fault> {
    let mut folders = Vec::new();
    for word in words {
        folders.extend(expand(word)?);
    }
    folders.sort();
    folders.dedup();
    folders.iter().map(|folder| read(folder)).collect()
}

fn expand(word: &Path) -> Result<Vec<PathBuf>, Fault> {
    let name = word.to_string_lossy();
    if word.file_name().is_some_and(|file| file == MANIFEST) && word.is_file() {
        return Ok(vec![word.parent().unwrap_or(Path::new("")).to_owned()]);
    }
    if word.join(MANIFEST).is_file() {
        return Ok(vec![word.to_owned()]);
    }
    let entries = fs::read_dir(word).map_err(|error| input_fault(&name, &error))?;
    let inside = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let found: Vec<PathBuf> = inside.filter(|path| path.join(MANIFEST).is_file()).collect();
    if found.is_empty() {
        let message = format!("`{name}` holds no {MANIFEST}, and no folder with one");
        let hint = "name a folder of stems with a song.toml, or a folder of such folders; \
                    docs/QUALITY.md shows one";
        return Err(Fault::new(Code::Input, message, hint));
    }
    Ok(found)
}

fn read(folder: &Path) -> Result<Song, Fault> {
    let path = folder.join(MANIFEST);
    let name = path.to_string_lossy();
    let text = fs::read_to_string(&path).map_err(|error| input_fault(&name, &error))?;
    let wrong = |words: String| {
        Fault::new(Code::Input, format!("`{name}`: {words}"), "correct the manifest")
    };
    let manifest = Manifest::from_toml(&text).map_err(|error| wrong(error.to_string()))?;
    let facts: Facts =
        toml::from_str(&text).map_err(|error| wrong(error.to_string().trim_end().into()))?;
    let stems: Vec<SongStem> = manifest
        .stems
        .iter()
        .map(|stem| {
            let words = stem.role.clone().unwrap_or_else(|| stem.name.clone());
            let role = truth::role_of(&words).or_else(|| truth::role_of(&stem.name));
            SongStem {
                name: stem.name.clone(),
                path: folder.join(&stem.file),
                role,
                role_words: words,
            }
        })
        .collect();
    for stem in &stems {
        if !stem.path.is_file() {
            let file = stem.path.display();
            return Err(wrong(format!("the stem `{}` is missing: no file `{file}`", stem.name)));
        }
    }
    let known: Vec<(&str, Option<RoleGroup>)> =
        stems.iter().map(|stem| (stem.name.as_str(), stem.role.map(Role::group))).collect();
    let balance = match facts.plain_sum_is_human_balance {
        _ if known.len() < 2 => Err("one stem has no balance".into()),
        Some(true) => Ok(Balance::plain_sum(known.len())),
        _ if facts.composer_faders.is_empty() => {
            Err("song.toml says of no human balance (plain_sum_is_human_balance)".into())
        }
        _ => truth::composer_faders(&facts.composer_faders, &known),
    };
    let estimated = facts.key_source.is_some_and(|source| source.starts_with("estimated"));
    Ok(Song {
        name: folder_name(folder),
        genre: manifest.genre,
        produced: !facts
            .source
            .is_some_and(|source| source.contains("MIDI") || source.contains(".mid")),
        bpm: manifest.bpm,
        key: manifest.key.filter(|_| !estimated),
        stems,
        balance,
    })
}

fn folder_name(folder: &Path) -> String {
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    real.file_name().map_or_else(|| "song".into(), |name| name.to_string_lossy().into_owned())
}
