//! Files in: found, probed, named.

mod expand;
mod manifest;
mod names;
mod probe;
mod reference;
mod stamps;
mod tags;

use std::path::{Path, PathBuf};

use engine::{Crew, StemInput};
use media::Info;
use recipe::{RoleGuess, RoleSource};

use crate::args::RoleWish;
use crate::errors::{Code, Fault};
use crate::store::StemFile;
pub(crate) use manifest::Song;
pub(crate) use probe::{Probed, each, open, probe_all};
pub(crate) use reference::references;
pub(crate) use stamps::{probe_remembered, remember};
pub(crate) use tags::{over as tags_over, shared as shared_tags};

/// A file that can be used, under the name that it has here.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// Unique name: the file's name without its ending.
    pub(crate) id: String,
    pub(crate) path: PathBuf,
    pub(crate) info: Info,
    /// Content hash, `b3:…`.
    pub(crate) hash: String,
    /// What the user or the manifest says that it is.
    pub(crate) role: Option<RoleGuess>,
}

/// Everything that goes in.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// By id, the order in which the engine counts.
    pub(crate) files: Vec<Input>,
    /// What the manifest says about the song.
    pub(crate) song: Song,
    /// What the user should know.
    pub(crate) warnings: Vec<String>,
}

/// Most stems of a song.
const STEMS_MAX: usize = recipe::RecipeLimits::DEFAULT.stems;

/// Finds and probes the stems of one song.
pub(crate) fn stems(
    words: &[PathBuf],
    roles: &[RoleWish],
    crew: &dyn Crew,
) -> Result<Inputs, Fault> {
    let all = expand::expand(words, true)?;
    if all.files.len() > STEMS_MAX {
        let message =
            format!("{} stems were found, at most {STEMS_MAX} can be mixed", all.files.len());
        let hint = "leave some out, or sum some of them first (all takes of a choir, say)";
        return Err(Fault::new(Code::Input, message, hint));
    }
    let mut inputs = probed(all, names::Kind::Stems, crew)?;
    inputs.warn_of_copies();
    for wish in roles {
        inputs.set_role(wish)?;
    }
    Ok(inputs)
}

/// Finds and probes files that have nothing to do with each other.
pub(crate) fn files(words: &[PathBuf], crew: &dyn Crew) -> Result<Inputs, Fault> {
    probed(expand::expand(words, false)?, names::Kind::Songs, crew)
}

fn probed(all: expand::Expanded, kind: names::Kind, crew: &dyn Crew) -> Result<Inputs, Fault> {
    let paths: Vec<&Path> = all.files.iter().map(|found| found.path.as_path()).collect();
    for path in &paths {
        if path.to_str().is_none() {
            let message = format!("`{}` has a name that is not Unicode", path.display());
            return Err(Fault::new(Code::Input, message, "rename the file"));
        }
    }
    let probes = probe_all(&paths, crew)?;
    let named: Vec<_> =
        all.files.iter().map(|found| (found.path.as_path(), found.name.as_deref())).collect();
    let (ids, renamed) = names::unique(&named, kind);
    let mut warnings = all.warnings;
    warnings.extend(renamed);
    let named = all.files.into_iter().zip(ids).zip(probes);
    let mut files: Vec<Input> = named
        .map(|((found, id), probe)| {
            let (path, role) = (found.path, found.role);
            Input { id, path, info: probe.info, hash: probe.hash, role }
        })
        .collect();
    files.sort_by(|a, b| a.id.cmp(&b.id));
    for file in &files {
        let name = file.path.display();
        warnings.extend(file.info.warnings.iter().map(|warning| format!("`{name}`: {warning}")));
    }
    Ok(Inputs { files, song: all.song.unwrap_or_default(), warnings })
}

impl Inputs {
    fn warn_of_copies(&mut self) {
        for (index, file) in self.files.iter().enumerate() {
            let twin = self.files[..index].iter().find(|other| other.hash == file.hash);
            self.warnings.extend(twin.map(|twin| {
                let (one, two) = (twin.path.display(), file.path.display());
                format!("`{one}` and `{two}` are the same audio: it will be twice as loud")
            }));
        }
    }

    fn set_role(&mut self, wish: &RoleWish) -> Result<(), Fault> {
        let real = Path::new(&wish.file).canonicalize().ok();
        let is_meant = |file: &Input| {
            let name = file.path.file_name().unwrap_or_default().to_string_lossy();
            file.id == wish.file
                || name == wish.file
                || (real.is_some() && file.path.canonicalize().ok() == real)
        };
        let meant: Vec<usize> =
            (0..self.files.len()).filter(|&index| is_meant(&self.files[index])).collect();
        let &[index] = meant.as_slice() else {
            let ids: Vec<&str> = self.files.iter().map(|file| file.id.as_str()).collect();
            return Err(Fault::new(
                Code::Usage,
                format!("--role `{}` names {} stems, expected one", wish.file, meant.len()),
                format!("the stems are {}", ids.join(", ")),
            ));
        };
        let role = RoleGuess { is: wish.role, confidence: 1.0, from: RoleSource::User };
        self.files[index].role = Some(role);
        Ok(())
    }

    /// The stems for the store.
    pub(crate) fn stem_files(&self) -> Vec<StemFile> {
        self.files.iter().map(Input::stem_file).collect()
    }

    /// The stems for the engine, with their paths as seen from the folder `out`.
    pub(crate) fn for_engine(&self, out: &Path) -> Vec<StemInput> {
        self.files.iter().map(|file| file.for_engine(out)).collect()
    }
}

impl Input {
    /// The stem for the store.
    pub(crate) fn stem_file(&self) -> StemFile {
        let Self { id, path, hash, .. } = self.clone();
        StemFile { id, path, hash }
    }

    /// What is odd about the file.
    pub(crate) fn warnings(&self) -> Vec<String> {
        self.info.warnings.iter().map(ToString::to_string).collect()
    }

    /// The stem for the engine, with its path as seen from the folder `out`.
    pub(crate) fn for_engine(&self, out: &Path) -> StemInput {
        StemInput {
            id: self.id.clone(),
            file: relative(&self.path, out),
            hash: self.hash.clone(),
            sample_rate_hz: self.info.sample_rate_hz,
            channels: if self.info.channels == 1 { 1 } else { 2 },
            bits: self.info.bits.and_then(|bits| u16::try_from(bits).ok()).unwrap_or(16),
            role: self.role,
        }
    }
}

/// `path` as seen from `folder`, with `/` between its parts; in full where the two have nothing
/// in common, so that it still leads somewhere when only the folder is moved.
pub(crate) fn relative(path: &Path, folder: &Path) -> String {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (path, folder) = (real(path), real(folder));
    let common = path.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    // The root alone is nothing in common.
    if common < 2 {
        return path.to_string_lossy().into_owned();
    }
    let up = folder.components().skip(common).map(|_| "..".to_owned());
    let down = path.components().skip(common);
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_as_seen_from_the_results() {
        let seen = |path: &str, from: &str| relative(Path::new(path), Path::new(from));
        assert_eq!(seen("/x/song/stems/a.wav", "/x/song/out"), "../stems/a.wav");
        assert_eq!(seen("/x/out/a.wav", "/x/out"), "a.wav");
        assert_eq!(seen("/y/a.wav", "/x/out"), "/y/a.wav");
    }
}
