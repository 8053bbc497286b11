//! What the folder of a song says about where its stems come from.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::errors::{Code, Fault, input_fault};

/// Name of the manifest in each folder.
const MANIFEST: &str = "song.toml";

/// The field of `song.toml` that only judges read.
#[derive(Debug, Default, Deserialize)]
struct Origin {
    /// The coder with loss that the stems went through: `"AAC"`, `"Ogg Vorbis"`.
    lossy_source: Option<String>,
}

/// Whether the stems of a song went through a coder with loss, as its `song.toml` says. A song
/// without such words did not.
pub(super) fn is_lossy(song: &Path) -> Result<bool, Fault> {
    let path = if song.is_dir() { song.join(MANIFEST) } else { song.to_owned() };
    if path.extension().is_none_or(|extension| extension != "toml") || !path.is_file() {
        return Ok(false);
    }
    let name = path.to_string_lossy();
    let text = fs::read_to_string(&path).map_err(|error| input_fault(&name, &error))?;
    let origin: Origin = toml::from_str(&text).map_err(|error| {
        let message = format!("`{name}`: {}", error.to_string().trim_end());
        Fault::new(Code::Input, message, "correct the manifest")
    })?;
    Ok(origin.lossy_source.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_song_is_lossy_where_its_manifest_names_a_coder() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(!is_lossy(folder.path()).expect("no manifest is no fault"));
        let path = folder.path().join(MANIFEST);
        for (text, lossy) in [("title = \"A\"\n", false), ("lossy_source = \"AAC\"\n", true)] {
            fs::write(&path, text).expect("written");
            assert_eq!(is_lossy(folder.path()).expect("read"), lossy);
            assert_eq!(is_lossy(&path).expect("read"), lossy);
        }
        fs::write(&path, "lossy_source = [").expect("written");
        assert!(is_lossy(folder.path()).is_err());
    }
}
