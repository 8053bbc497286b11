//! Names of stems: what their files are called, unless two are called the same.

use std::collections::BTreeSet;
use std::path::Path;

use recipe::Move;

/// Names that stems cannot have: parts of the console, and the file beside exported stems.
fn is_taken_by_us(name: &str) -> bool {
    name == "returns" || Move::RESERVED_TARGETS.contains(&name)
}

/// Longest name, in bytes: what a file system takes, less an ending and a number.
const NAME_BYTES_MAX: usize = 200;

/// A name for each of `paths`, all different even where capitals do not count, and what had to be
/// changed. The name is the one given with the path, else the file's; songs of one name are called
/// after their folders.
pub(super) fn unique(paths: &[(&Path, Option<&str>)], kind: Kind) -> (Vec<String>, Vec<String>) {
    let folders = folders(paths).filter(|_| kind == Kind::Songs);
    let mut used = BTreeSet::new();
    let mut warnings = Vec::new();
    let names = paths.iter().enumerate().map(|(index, (path, given))| {
        let plain = match (given, &folders) {
            (Some(given), _) => clean(given),
            (None, Some(folders)) => folders[index].clone(),
            (None, None) => clean(&path.file_stem().unwrap_or_default().to_string_lossy()),
        };
        let free = if is_taken_by_us(&plain.to_lowercase()) {
            format!("{plain}-stem")
        } else {
            plain.clone()
        };
        let mut name = free.clone();
        let mut number = 2;
        while !used.insert(name.to_lowercase()) {
            name = format!("{free}-{number}");
            number += 1;
        }
        if name != plain {
            warnings.push(format!(
                "`{}` is called `{name}` here: `{plain}` is taken; rename the file to choose",
                path.display()
            ));
        }
        name
    });
    (names.collect(), warnings)
}

/// What the files are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stems of a song: their names say what they are.
    Stems,
    /// Songs: `mix.wav` in many folders.
    Songs,
}

/// The names of the folders, where two files share a name and no two a folder.
fn folders(paths: &[(&Path, Option<&str>)]) -> Option<Vec<String>> {
    let names = |part: fn(&Path) -> Option<&std::ffi::OsStr>| {
        paths.iter().map(move |(path, _)| clean(&part(path).unwrap_or_default().to_string_lossy()))
    };
    let different = |names: &[String]| {
        names.iter().map(|name| name.to_lowercase()).collect::<BTreeSet<_>>().len() == names.len()
    };
    let files: Vec<String> = names(Path::file_stem).collect();
    let folders: Vec<String> = names(|path| path.parent().and_then(Path::file_name)).collect();
    (!different(&files) && different(&folders)).then_some(folders)
}

/// `name` without characters that lead elsewhere.
fn clean(name: &str) -> String {
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\');
    let mut name: String = name.trim().chars().map(|c| if odd(c) { '_' } else { c }).collect();
    while name.len() > NAME_BYTES_MAX {
        name.pop();
    }
    if name.is_empty() || name == "." || name == ".." { "stem".into() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_even_without_capitals_and_never_parts_of_the_console() {
        let paths = ["a/kick.wav", "b/Kick.wav", "c/kick.flac", "kick-2.wav", "Master.wav"];
        let (names, warnings) = unique(&paths.map(|path| (Path::new(path), None)), Kind::Stems);
        assert_eq!(names, ["kick", "Kick-2", "kick-3", "kick-2-2", "Master-stem"]);
        assert_eq!(warnings.len(), 4);
        assert!(warnings[0].contains("`b/Kick.wav` is called `Kick-2`"), "{warnings:?}");
    }

    #[test]
    fn songs_of_one_name_are_called_after_their_folders() {
        let songs = |paths: [&'static str; 3]| {
            unique(&paths.map(|path| (Path::new(path), None)), Kind::Songs)
        };
        let (names, warnings) = songs(["a/mix.wav", "b/mix.wav", "c/other.wav"]);
        assert_eq!((names, warnings.len()), (vec!["a".into(), "b".into(), "c".into()], 0));
        assert_eq!(songs(["a/1.wav", "a/2.wav", "b/3.wav"]).0, ["1", "2", "3"]);
        assert_eq!(songs(["a/mix.wav", "x/a/mix.wav", "c/3.wav"]).0, ["mix", "mix-2", "3"]);
    }

    #[test]
    fn a_name_leads_nowhere() {
        assert_eq!([clean("a\\b\n"), clean(" "), clean("../up")], ["a_b", "stem", ".._up"]);
        assert!(clean(&"é".repeat(120)).len() <= NAME_BYTES_MAX);
    }
}
