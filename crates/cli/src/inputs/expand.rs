//! From words on the command line to files: a file, a glob, a folder or a manifest.

use std::path::{Path, PathBuf};

use recipe::RoleGuess;

use super::manifest::{self, Song};
use crate::errors::{Code, Fault, input_fault};

/// A file that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// What the manifest calls it.
    pub(super) name: Option<String>,
    /// What the manifest says that it is.
    pub(super) role: Option<RoleGuess>,
}

/// Everything that was asked for.
#[derive(Debug, Default)]
pub(super) struct Expanded {
    pub(super) files: Vec<Found>,
    pub(super) song: Option<Song>,
    pub(super) warnings: Vec<String>,
    /// Stems of one song: manifests are followed, and results of earlier runs are passed over.
    stems: bool,
    /// Folders inside those that were named which hold audio, and how much.
    inside: Vec<(PathBuf, usize)>,
}

/// Endings of the formats that can be read.
const ENDINGS: [&str; 13] = [
    "wav", "wave", "bwf", "rf64", "w64", "aif", "aiff", "aifc", "flac", "mp3", "ogg", "oga", "opus",
];

/// Name of a manifest in a folder.
const MANIFEST: &str = "song.toml";

/// Finds the files that `words` mean, each once, ordered by path.
pub(super) fn expand(words: &[PathBuf], stems: bool) -> Result<Expanded, Fault> {
    let mut all = Expanded { stems, ..Expanded::default() };
    for word in words {
        all.add(word)?;
    }
    all.order()?;
    let inside: Vec<_> =
        all.inside.iter().map(|(path, _)| format!("\"{}\"", path.display())).collect();
    if all.files.is_empty() {
        let words: Vec<_> = words.iter().map(|word| format!("`{}`", word.display())).collect();
        return Err(Fault::new(
            Code::Input,
            format!(
                "{} holds no audio file, expected WAV, AIFF, FLAC, MP3, Ogg or Opus",
                words.join(", ")
            ),
            if inside.is_empty() {
                "name the files, or the folder that they are in".to_owned()
            } else {
                format!("folders inside are not searched; name them: {}", inside.join(" "))
            },
        ));
    }
    all.tell_of_folders_inside();
    Ok(all)
}

impl Expanded {
    fn add(&mut self, word: &Path) -> Result<(), Fault> {
        let name = word.to_string_lossy();
        if word.is_dir() {
            self.add_folder(word)
        } else if word.exists() && word.extension().is_some_and(|ending| ending == "toml") {
            self.add_song(word)
        } else if word.exists() {
            self.files.push(Found { path: word.into(), name: None, role: None });
            Ok(())
        } else if name.contains(['*', '?', '[']) {
            self.add_glob(&name)
        } else {
            let error = std::io::Error::from(std::io::ErrorKind::NotFound);
            let error = std::fs::metadata(word).err().unwrap_or(error);
            Err(input_fault(&name, &error))
        }
    }

    fn add_folder(&mut self, folder: &Path) -> Result<(), Fault> {
        let song = folder.join(MANIFEST);
        if self.stems && song.is_file() {
            return self.add_song(&song);
        }
        let name = folder.to_string_lossy();
        let entries = std::fs::read_dir(folder).map_err(|error| input_fault(&name, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| input_fault(&name, &error))?.path();
            if self.stems && path.is_dir() {
                let files = audio_files(&path);
                self.inside.extend((files > 0).then_some((path, files)));
            } else {
                self.add_if_audio(path);
            }
        }
        Ok(())
    }

    /// A song is often sorted into folders: what lies in them may be meant, or be earlier takes.
    fn tell_of_folders_inside(&mut self) {
        let real = |path: &Path| path.canonicalize().ok();
        self.inside.sort();
        for (folder, files) in &self.inside {
            let used = |found: &Found| found.path.parent().and_then(real) == real(folder);
            if !self.files.iter().any(used) {
                self.warnings.push(format!(
                    "`{}` is a folder inside, and its audio ({files} of it) is not used; name \
                     it, too, if these are stems",
                    folder.display()
                ));
            }
        }
    }

    fn add_glob(&mut self, pattern: &str) -> Result<(), Fault> {
        let options =
            glob::MatchOptions { require_literal_leading_dot: true, ..Default::default() };
        let matches = glob::glob_with(pattern, options).map_err(|error| {
            let message = format!("`{pattern}` is no pattern: {error}");
            Fault::new(Code::Usage, message, "quote names that hold brackets, or name the folder")
        })?;
        let mut any = false;
        for path in matches {
            let path =
                path.map_err(|error| input_fault(&error.path().to_string_lossy(), error.error()))?;
            any = true;
            self.add_if_audio(path);
        }
        if any {
            return Ok(());
        }
        let message = format!("no file matches `{pattern}`");
        Err(Fault::new(Code::Input, message, "check the path; `*` stands for any characters"))
    }

    fn add_song(&mut self, path: &Path) -> Result<(), Fault> {
        if !self.stems {
            let message = format!("`{}` is a manifest, expected audio files", path.display());
            return Err(Fault::new(Code::Usage, message, "name the files themselves"));
        }
        if self.song.is_some() {
            let message = format!("`{}` is the second manifest, expected one", path.display());
            return Err(Fault::new(Code::Usage, message, "mix one song at a time"));
        }
        let (song, files, warnings) = manifest::read(path)?;
        self.song = Some(song);
        self.files.extend(files);
        self.warnings.extend(warnings);
        Ok(())
    }

    /// A file that was not named itself: only audio, nothing hidden, and none of our results.
    fn add_if_audio(&mut self, path: PathBuf) {
        if !is_audio(&path) {
            return;
        }
        let stem = lower(path.file_stem());
        let is_result = ["mix_premaster", "preview_ab"].contains(&stem.as_str())
            || stem.starts_with("master_final");
        if self.stems && is_result {
            self.warnings.push(format!(
                "`{}` is passed over: it looks like a result of MixMaster; \
                 name it on the command line if it is a stem",
                path.display()
            ));
        } else {
            self.files.push(Found { path, name: None, role: None });
        }
    }

    /// By path, so that the order of words does not matter; each file once.
    fn order(&mut self) -> Result<(), Fault> {
        let mut keyed = Vec::new();
        for found in self.files.drain(..) {
            let name = found.path.to_string_lossy();
            let real = found.path.canonicalize().map_err(|error| input_fault(&name, &error))?;
            keyed.push((real, found));
        }
        // The manifest's entry first: it stays when the file is named besides.
        keyed.sort_by(|(a, x), (b, y)| a.cmp(b).then(y.name.is_some().cmp(&x.name.is_some())));
        let mut last: Option<PathBuf> = None;
        for (real, found) in keyed {
            if last.as_ref() == Some(&real) {
                let path = found.path.display();
                self.warnings.push(format!("`{path}` is named twice and used once"));
            } else {
                self.files.push(found);
                last = Some(real);
            }
        }
        Ok(())
    }
}

fn lower(part: Option<&std::ffi::OsStr>) -> String {
    part.unwrap_or_default().to_string_lossy().to_lowercase()
}

/// By its ending, and not hidden.
fn is_audio(path: &Path) -> bool {
    let (name, ending) = (lower(path.file_name()), lower(path.extension()));
    !name.starts_with('.') && ENDINGS.contains(&ending.as_str()) && path.is_file()
}

/// How many audio files lie in a folder that is not hidden and holds no results of ours.
fn audio_files(folder: &Path) -> usize {
    let is_result = ["recipe.json", "report.json"].iter().any(|name| folder.join(name).is_file());
    if is_result || lower(folder.file_name()).starts_with('.') {
        return 0;
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| is_audio(&entry.path())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            std::fs::write(folder.path().join(file), "").unwrap();
        }
        folder
    }

    fn names(all: &Expanded) -> Vec<String> {
        all.files
            .iter()
            .map(|found| found.path.file_name().unwrap().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn a_folder_gives_its_audio_files_without_hidden_ones_and_results() {
        let files = ["b.WAV", "a.flac", "notes.txt", ".hidden.wav", "master_final.wav"];
        let folder = folder(&files);
        let all = expand(&[folder.path().into()], true).unwrap();
        assert_eq!(names(&all), ["a.flac", "b.WAV"]);
        assert_eq!(all.warnings.len(), 1);
        let all = expand(&[folder.path().into()], false).unwrap();
        assert_eq!(names(&all), ["a.flac", "b.WAV", "master_final.wav"]);
    }

    #[test]
    fn a_file_named_in_two_ways_is_used_once() {
        let folder = folder(&["a.wav", "b.wav"]);
        let words = [folder.path().join("*.wav"), folder.path().join("./a.wav")];
        let all = expand(&words, true).unwrap();
        assert_eq!(names(&all), ["a.wav", "b.wav"]);
        assert!(all.warnings[0].contains("used once"));
    }

    #[test]
    fn brackets_in_the_name_of_a_file_are_no_glob() {
        let folder = folder(&["take[1].wav"]);
        let all = expand(&[folder.path().join("take[1].wav")], true).unwrap();
        assert_eq!(names(&all), ["take[1].wav"]);
    }

    #[test]
    fn what_is_not_there_is_told() {
        let folder = folder(&["notes.txt"]);
        let fault = |word: &str| expand(&[folder.path().join(word)], true).unwrap_err().lines();
        assert!(fault("x*.wav").contains("no file matches"));
        assert!(fault("x.wav").contains("hint: check the path"));
        assert!(fault("").contains("holds no audio file"));
    }

    #[test]
    fn folders_inside_are_told_and_can_be_named_too() {
        let song = folder(&["kick.wav"]);
        for file in
            ["Vox/lead.wav", "out/master_final.wav", "out/recipe.json", ".old/a.wav", "Art/c.png"]
        {
            let path = song.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let (whole, vox) = (song.path().to_path_buf(), song.path().join("Vox"));
        let all = expand(std::slice::from_ref(&whole), true).unwrap();
        assert_eq!(names(&all), ["kick.wav"]);
        assert_eq!(all.warnings.len(), 1, "{:?}", all.warnings);
        assert!(all.warnings[0].contains("Vox") && all.warnings[0].contains("name it, too"));
        let all = expand(&[whole.clone(), vox], true).unwrap();
        assert_eq!((names(&all).len(), all.warnings.len()), (2, 0));
        std::fs::remove_file(whole.join("kick.wav")).unwrap();
        let lines = expand(&[whole], true).unwrap_err().lines();
        assert!(lines.contains("holds no audio file") && lines.contains("Vox\""), "{lines}");
    }
}
