//! The folder for results. Everything is written into a hidden folder inside it and gets its name
//! only when the whole run has succeeded; whatever happens before leaves nothing behind.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::errors::{Code, Fault, output_words};

/// Results on their way.
#[derive(Debug)]
pub(crate) struct OutFolder {
    path: PathBuf,
    /// Where unfinished files are; gone with this value.
    hidden: Option<TempDir>,
    /// Folders that this run made, the outermost first.
    made: Vec<PathBuf>,
}

impl OutFolder {
    /// Makes the folder where it is missing.
    pub(crate) fn open(path: &Path) -> Result<Self, Fault> {
        let fault = |error: &std::io::Error| {
            Fault::worded(Code::Output, &output_words(&path.to_string_lossy(), error))
        };
        if path.exists() && !path.is_dir() {
            let message = format!("`{}` is a file, expected a folder", path.display());
            return Err(Fault::new(Code::Output, message, "choose another name with -o"));
        }
        let mut folder = Self { path: path.into(), hidden: None, made: Vec::new() };
        let missing = path.ancestors().take_while(|part| !part.as_os_str().is_empty());
        let mut missing: Vec<&Path> = missing.take_while(|part| !part.exists()).collect();
        missing.reverse();
        for part in missing {
            fs::create_dir(part).map_err(|error| fault(&error))?;
            folder.made.push(part.into());
        }
        let hidden = tempfile::Builder::new().prefix(".mixmaster-").tempdir_in(path);
        folder.hidden = Some(hidden.map_err(|error| fault(&error))?);
        Ok(folder)
    }

    /// The folder itself.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Where `name` is until [`Self::publish`].
    pub(crate) fn unfinished(&self, name: &str) -> PathBuf {
        let hidden = self.hidden.as_ref().map_or(self.path.as_path(), TempDir::path);
        hidden.join(name)
    }

    /// Writes a whole file, unfinished until [`Self::publish`].
    pub(crate) fn write(&self, name: &str, text: &str) -> Result<(), Fault> {
        fs::write(self.unfinished(name), text)
            .map_err(|error| Fault::worded(Code::Output, &output_words(name, &error)))
    }

    /// Refuses names that would overwrite an input, or that are taken by a folder.
    pub(crate) fn check(&self, names: &[String], inputs: &[&Path]) -> Result<(), Fault> {
        let real = |path: &Path| path.canonicalize().ok();
        let inputs: Vec<PathBuf> = inputs.iter().filter_map(|path| real(path)).collect();
        for name in names {
            let path = self.path.join(name);
            let shown = path.display();
            if real(&path).is_some_and(|path| inputs.contains(&path)) {
                let message = format!("`{shown}` is an input and would be overwritten");
                return Err(Fault::new(Code::Output, message, "choose another folder with -o"));
            }
            if path.is_dir() {
                let message = format!("`{shown}` is a folder, expected a file or nothing");
                return Err(Fault::new(Code::Output, message, "remove it, or choose another -o"));
            }
        }
        Ok(())
    }

    /// Names of all that is unfinished in a folder of that name, in order.
    pub(crate) fn written(&self, folder: &str) -> Result<Vec<String>, Fault> {
        let entries = fs::read_dir(self.unfinished(folder)).and_then(Iterator::collect);
        let entries: Vec<fs::DirEntry> =
            entries.map_err(|error| Fault::worded(Code::Output, &output_words(folder, &error)))?;
        let mut names = Vec::new();
        for entry in entries {
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                names.extend(self.written(&name)?);
            } else {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// Gives finished files their names; those of an earlier run are replaced.
    pub(crate) fn publish(mut self, names: &[String]) -> Result<(), Fault> {
        for name in names {
            let path = self.path.join(name);
            let renamed = path.parent().map_or(Ok(()), fs::create_dir_all);
            renamed
                .and_then(|()| fs::rename(self.unfinished(name), &path))
                .map_err(|error| Fault::worded(Code::Output, &output_words(name, &error)))?;
            // From the first result on the folders stay.
            self.made.clear();
        }
        Ok(())
    }
}

impl Drop for OutFolder {
    fn drop(&mut self) {
        // Nobody can be told any more: what cannot be removed stays, hidden.
        drop(self.hidden.take());
        for folder in self.made.iter().rev() {
            // Only where it is empty.
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(path: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_run_that_fails_leaves_nothing_not_even_the_folder() {
        let place = tempfile::tempdir().unwrap();
        let folder = OutFolder::open(&place.path().join("a/b")).unwrap();
        folder.write("report.json", "half").unwrap();
        drop(folder);
        assert!(entries(place.path()).is_empty());
    }

    #[test]
    fn a_folder_that_was_there_stays() {
        let place = tempfile::tempdir().unwrap();
        drop(OutFolder::open(place.path()).unwrap());
        assert!(place.path().is_dir());
    }

    #[test]
    fn results_get_their_names_together_and_replace_older_ones() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("report.json"), "old").unwrap();
        let folder = OutFolder::open(place.path()).unwrap();
        let names = ["report.json".to_owned(), "stems/a.wav".to_owned()];
        fs::create_dir(folder.unfinished("stems")).unwrap();
        for name in &names {
            folder.write(name, "new").unwrap();
        }
        assert_eq!(fs::read_to_string(place.path().join("report.json")).unwrap(), "old");
        folder.publish(&names).unwrap();
        assert_eq!(entries(place.path()), ["report.json", "stems"]);
        assert_eq!(fs::read_to_string(place.path().join("stems/a.wav")).unwrap(), "new");
    }

    #[test]
    fn inputs_are_never_overwritten() {
        let place = tempfile::tempdir().unwrap();
        let input = place.path().join("master_final.wav");
        fs::write(&input, "music").unwrap();
        let folder = OutFolder::open(place.path()).unwrap();
        let fault = folder.check(&["master_final.wav".into()], &[&input]).unwrap_err();
        assert!(fault.lines().contains("is an input and would be overwritten"));
    }

    #[test]
    fn a_file_is_no_folder() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("out");
        fs::write(&file, "").unwrap();
        assert!(OutFolder::open(&file).unwrap_err().lines().contains("is a file"));
        assert!(OutFolder::open(&file.join("in")).is_err());
        assert_eq!(entries(place.path()), ["out"]);
    }
}
