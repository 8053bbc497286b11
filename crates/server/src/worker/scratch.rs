//! The folder that a job is worked on in.

use std::path::{Path, PathBuf};

use crate::app::App;
use crate::job::{Order, StemOrder, command};
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
    pub(super) async fn fill(app: &App, job: &str, order: &Order) -> Result<Self, String> {
        let work = app.settings.work_dir();
        let words =
            |error: std::io::Error| format!("`{}` could not be filled: {error}", work.display());
        std::fs::create_dir_all(&work).map_err(words)?;
        let dir =
            tempfile::Builder::new().prefix(&format!("{job}-")).tempdir_in(&work).map_err(words)?;
        let scratch = Self { dir };
        std::fs::create_dir(scratch.stems()).map_err(words)?;
        for (index, stem) in order.stems.iter().enumerate() {
            scratch.fetch(app, stem, &command::file_name(order, index)).await?;
        }
        for (index, record) in order.references.iter().enumerate() {
            scratch.fetch(app, record, &command::reference_name(order, index)).await?;
        }
        if let Some(name) = &order.recipe {
            let brought = app.storage.bring(name, &scratch.stems().join(command::RECIPE)).await;
            brought.map_err(|error| format!("the recipe could not be fetched: {error}"))?;
        }
        if let Some(signature) = &order.signature {
            let to = scratch.stems().join(command::SIGNATURE);
            let brought = app.storage.bring(&signature.object, &to).await;
            brought.map_err(|error| format!("the album could not be fetched: {error}"))?;
        }
        let (name, text) = command::manifest(order).map_err(|error| error.to_string())?;
        std::fs::write(scratch.stems().join(name), text).map_err(words)?;
        Ok(scratch)
    }

    /// Fetches one file, all of it.
    async fn fetch(&self, app: &App, stem: &StemOrder, file: &str) -> Result<(), String> {
        let name = stem.object.as_deref().ok_or("a stem has no audio")?;
        let path = self.stems().join(file);
        path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|error| error.to_string())?;
        let bytes = app.storage.bring(name, &path).await;
        let bytes =
            bytes.map_err(|error| format!("stem `{}` could not be fetched: {error}", stem.name))?;
        if bytes != stem.bytes {
            return Err(format!(
                "stem `{}` has {bytes} bytes in the storage, {} were sent",
                stem.name, stem.bytes
            ));
        }
        Ok(())
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
