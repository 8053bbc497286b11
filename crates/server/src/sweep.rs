//! What is over goes: jobs and uploads whose time has come.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::clock::now_ms;

const EVERY: Duration = Duration::from_secs(30);

/// Until `stop`.
pub(crate) async fn sweep(app: App, stop: CancellationToken) {
    loop {
        app.rates.tidy();
        let until = now_ms() + i64::try_from(EVERY.as_millis()).unwrap_or_default();
        if !app.database.take_turn("sweep", (now_ms(), until)).await.unwrap_or(true) {
            // Another process does it.
        } else if let Err(problem) = both(&app).await {
            tracing::warn!(problem, "not everything that is over could be removed; trying again");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.cancelled() => return,
        }
    }
}

async fn both(app: &App) -> Result<(), String> {
    remind(app).await?;
    once(app).await
}

/// How long a job may wait before the queue is told of it again.
const PATIENCE_MS: i64 = 15_000;

/// A queue that lost messages, or that did not answer when they were sent, learns of them again.
async fn remind(app: &App) -> Result<(), String> {
    // Workers that look into the table themselves need no reminder.
    if app.queue.is_table() {
        return Ok(());
    }
    for (job, priority, attempts) in
        app.database.stranded(now_ms(), PATIENCE_MS).await.map_err(|error| error.to_string())?
    {
        let turn = format!("again-{attempts}");
        app.queue.announce((&job, priority), &turn).await.map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Files go first: a job whose files could not be removed is tried again.
async fn once(app: &App) -> Result<(), String> {
    for id in app.database.expired_jobs(now_ms()).await.map_err(|error| error.to_string())? {
        app.storage.delete_all(&format!("jobs/{id}")).await.map_err(|error| error.to_string())?;
        app.database.delete_job(&id).await.map_err(|error| error.to_string())?;
        tracing::info!(job = id, "forgotten");
    }
    for upload in app.database.expired_uploads(now_ms()).await.map_err(|error| error.to_string())? {
        app.storage
            .delete_all(&format!("uploads/{}", upload.id))
            .await
            .map_err(|error| error.to_string())?;
        app.database.delete_upload(&upload.id).await.map_err(|error| error.to_string())?;
    }
    Ok(())
}
