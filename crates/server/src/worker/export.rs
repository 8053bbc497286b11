//! A recipe as a session for a DAW, made when it is asked for, and kept with its job.

use std::path::PathBuf;

use tokio::sync::Semaphore;

use super::scratch::{OUT, STEMS, Scratch};
use super::tools::Tools;
use crate::app::App;
use crate::job::{Order, command};

/// One at a time: it reads and writes all the audio of a song.
static TURN: Semaphore = Semaphore::const_new(1);

/// Makes the session of this `kind` of the recipe that `order` names for the stems of `job`, and
/// stores it as `object`.
pub(crate) async fn export(
    app: &App,
    (job, order): (&str, &Order),
    (kind, object): (&str, &str),
) -> Result<(), String> {
    let _turn = TURN.acquire().await.map_err(|error| error.to_string())?;
    // Whoever waited for the same one finds it made.
    if app.storage.head(object).await.is_ok() {
        return Ok(());
    }
    let scratch = Scratch::fill(app, job, order).await?;
    std::fs::create_dir_all(scratch.out()).map_err(|error| error.to_string())?;
    let tools = Tools { app, scratch: &scratch, order };
    let name = tools.session(kind, &format!("{STEMS}/{}", command::RECIPE)).await?;
    let file: PathBuf = scratch.path().join(OUT).join(name);
    let stored = app.storage.put_file(object, &file).await;
    stored.map(|_| ()).map_err(|error| format!("it could not be stored: {error}"))
}
