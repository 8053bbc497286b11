//! Which songs, and in which order: album.toml, else the numbers in their tags, else their names.

use std::path::PathBuf;

use media::Tag;
use recipe::{ALBUM_TRACKS_MAX, AlbumManifest, TrackEnds};

use crate::errors::{Code, Fault, input_fault};
use crate::inputs::Input;

const MANIFEST: &str = "album.toml";

/// The album.toml of the folder that was named, if there is one.
pub(super) fn manifest(words: &[PathBuf]) -> Result<AlbumManifest, Fault> {
    let [folder] = words else { return Ok(AlbumManifest::default()) };
    let path = folder.join(MANIFEST);
    if !folder.is_dir() || !path.is_file() {
        return Ok(AlbumManifest::default());
    }
    let name = path.to_string_lossy();
    let text = std::fs::read_to_string(&path).map_err(|error| input_fault(&name, &error))?;
    AlbumManifest::from_toml(&text).map_err(|error| {
        let hint = "it may say title, artist, anchor, tracks (a list of file names), and of a [[track]] \
                    its file, fade_in_s, fade_out_s and gap_s";
        Fault::new(Code::Input, format!("`{name}`: {error}"), hint)
    })
}

/// The songs in their order; what cannot be an album is told.
pub(super) fn ordered(
    mut songs: Vec<Input>,
    manifest: &AlbumManifest,
) -> Result<Vec<Input>, Fault> {
    for (index, song) in songs.iter().enumerate() {
        if let Some(twin) = songs[..index].iter().find(|other| other.hash == song.hash) {
            let (one, two) = (twin.path.display(), song.path.display());
            let message = format!("`{one}` and `{two}` are the same audio");
            return Err(Fault::new(Code::Input, message, "leave one of them out"));
        }
    }
    for TrackEnds { file, .. } in &manifest.track {
        if !songs.iter().any(|song| is_called(song, file)) {
            let message = format!("{MANIFEST} has a [[track]] `{file}`, which is not there");
            return Err(Fault::new(Code::Input, message, "correct its file"));
        }
    }
    if !manifest.tracks.is_empty() {
        songs = by_list(songs, &manifest.tracks)?;
    } else if songs.iter().all(|song| number(song).is_some()) {
        songs.sort_by_key(|song| (number(song), song.id.clone()));
    }
    match songs.len() {
        1 => {
            let message = "one song was found, an album has two and more";
            Err(Fault::new(Code::Input, message, "master one song with `mixmaster master`"))
        }
        count if count > ALBUM_TRACKS_MAX => {
            let message = format!("{count} songs were found, at most {ALBUM_TRACKS_MAX} can be");
            Err(Fault::new(Code::Input, message, "split the album"))
        }
        _ => Ok(songs),
    }
}

/// Number on the release, as `3` or `3/12`.
fn number(song: &Input) -> Option<u32> {
    let text = song.info.tags.get(Tag::Track)?;
    text.split('/').next()?.trim().parse().ok()
}

fn by_list(mut songs: Vec<Input>, names: &[String]) -> Result<Vec<Input>, Fault> {
    let mut ordered = Vec::new();
    for name in names {
        let Some(place) = songs.iter().position(|song| is_called(song, name)) else {
            let message = format!("{MANIFEST} names `{name}`, which is not there or there twice");
            return Err(Fault::new(Code::Input, message, "correct its list of tracks"));
        };
        ordered.push(songs.remove(place));
    }
    match songs.first() {
        None => Ok(ordered),
        Some(left) => {
            let message = format!("{MANIFEST} does not name `{}`", left.path.display());
            Err(Fault::new(Code::Input, message, "add it to the list of tracks, or move it away"))
        }
    }
}

/// Whether a song is the one that a person calls `name`: its file's name, with or without ending.
pub(super) fn is_called(song: &Input, name: &str) -> bool {
    let file = song.path.file_name().unwrap_or_default().to_string_lossy();
    song.id == name || file == name || song.path.to_string_lossy() == name
}

/// What a song is called: its title, else the file's name.
pub(super) fn title(song: &Input) -> String {
    let told = song.info.tags.get(Tag::Title).map(str::trim).filter(|title| !title.is_empty());
    told.map_or_else(|| song.id.clone(), |title| title.chars().take(120).collect())
}

/// A name for files: number, and what of the song's own name every system can write.
pub(super) fn file_name(number: usize, song: &Input) -> String {
    let fits = |letter: char| letter.is_alphanumeric() || " -_.,()'&+".contains(letter);
    let name: String = song.id.chars().map(|c| if fits(c) { c } else { '_' }).take(80).collect();
    format!("{number:02} {}", name.trim_end_matches(['.', ' ']))
}
