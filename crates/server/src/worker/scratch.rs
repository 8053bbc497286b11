//! The folder that a job is worked on in.

use std::path::{Path, PathBuf};

use crate::app::App;
use crate::database::Claim;
use crate::job::command;
use crate::settings::Settings;

/// Folders in the scratch; the command runs in it, so that its words name nothing outside.
pub(super) const STEMS: &str = "stems";
pub(super) const OUT: &str = "out";

/// A folder with the stems of a job, and one for its results. Both go when this is dropped.
pub(super) struct Scratch {
    dir: tempfile::TempDir,
}

impl Scratch {
    /// Makes it and fetches the stems.
    pub(super) async fn fill(app: &App, claim: &Claim) -> Result<Self, String> {
        let work = app.settings.work_dir();
        let words =
            |error: std::io::Error| format!("`{}` could not be filled: {error}", work.display());
        std::fs::create_dir_all(&work).map_err(words)?;
        let dir = tempfile::Builder::new()
            .prefix(&format!("{}-", claim.job))
            .tempdir_in(&work)
            .map_err(words)?;
        let scratch = Self { dir };
        std::fs::create_dir(scratch.stems()).map_err(words)?;
        for (index, stem) in claim.order.stems.iter().enumerate() {
            let name = stem.object.as_deref().ok_or("a stem has no audio")?;
            let path = scratch.stems().join(command::file_name(&claim.order, index));
            let mut file = tokio::fs::File::create(&path).await.map_err(words)?;
            let bytes = app.storage.fetch(name, &mut file).await;
            let bytes = bytes
                .map_err(|error| format!("stem `{}` could not be fetched: {error}", stem.name))?;
            tokio::io::AsyncWriteExt::flush(&mut file).await.map_err(words)?;
            if bytes != stem.bytes {
                return Err(format!(
                    "stem `{}` has {bytes} bytes in the storage, {} were sent",
                    stem.name, stem.bytes
                ));
            }
        }
        if let Some(name) = &claim.order.recipe {
            let mut file = tokio::fs::File::create(scratch.stems().join(command::RECIPE))
                .await
                .map_err(words)?;
            let bytes = app.storage.fetch(name, &mut file).await;
            bytes.map_err(|error| format!("the recipe could not be fetched: {error}"))?;
            tokio::io::AsyncWriteExt::flush(&mut file).await.map_err(words)?;
        }
        let manifest = command::manifest(&claim.order).map_err(|error| error.to_string())?;
        std::fs::write(scratch.stems().join(command::MANIFEST), manifest).map_err(words)?;
        Ok(scratch)
    }

    /// Folder of the stems.
    pub(super) fn stems(&self) -> PathBuf {
        self.dir.path().join(STEMS)
    }

    /// Folder of the results.
    pub(super) fn out(&self) -> PathBuf {
        self.dir.path().join(OUT)
    }

    /// The whole.
    pub(super) fn path(&self) -> &Path {
        self.dir.path()
    }
}

/// Removes what a process left behind that was killed.
pub(crate) fn clear(settings: &Settings) -> std::io::Result<()> {
    match std::fs::remove_dir_all(settings.work_dir()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
