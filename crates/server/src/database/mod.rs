//! What is kept of jobs, uploads and their owners: the record of truth.
//!
//! One SQL for SQLite and PostgreSQL: text, 64-bit integers and doubles, `$n` for values. A change
//! of state is one statement that names the state it expects, so two workers that want the same job
//! cannot both get it, and nothing holds a lock while it waits.

mod events;
mod jobs;
mod keys;
mod profiles;
mod queue;
mod recipes;
mod results;
mod uploads;
mod webhooks;

use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{AnyPool, Executor};

pub(crate) use events::{EVENT_KINDS, Event, StoredEvent};
pub(crate) use jobs::{JobFilter, JobRow, Maker};
pub(crate) use keys::{KeyRow, UsageRow};
pub(crate) use profiles::ProfileRow;
pub(crate) use queue::{Claim, Pulse};
pub(crate) use recipes::RecipeRow;
pub(crate) use uploads::UploadRow;
pub(crate) use webhooks::{Answer, DeliveryRow, WebhookRow};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// Connections to the database. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    /// For reading.
    pool: AnyPool,
    /// For changes.
    writer: AnyPool,
}

impl Database {
    /// Opens it and brings its tables up to date.
    pub(crate) async fn open(url: &str) -> Result<Self, sqlx::Error> {
        sqlx::any::install_default_drivers();
        let is_file = url.starts_with("sqlite:");
        let pool = connect(url, if is_file { 8 } else { 16 }).await?;
        // SQLite has one writer at a time. Those who meet at its lock sleep and try again, each for
        // longer; those who wait for the one connection are served in turn.
        let writer = if is_file { connect(url, 1).await? } else { pool.clone() };
        MIGRATIONS.run(&writer).await.map_err(|error| sqlx::Error::Migrate(Box::new(error)))?;
        Ok(Self { pool, writer })
    }

    /// Whether it answers.
    pub(crate) async fn ping(&self) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT 1").execute(&self.pool).await.map(|_| ())
    }

    /// Ends all connections.
    pub(crate) async fn close(&self) {
        self.writer.close().await;
        self.pool.close().await;
    }
}

async fn connect(url: &str, most: u32) -> Result<AnyPool, sqlx::Error> {
    let is_file = url.starts_with("sqlite:");
    let options = AnyPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(Duration::from_secs(10))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if is_file {
                    // Readers do not wait for the writer; a write that was acknowledged survives the
                    // loss of power.
                    connection.execute("PRAGMA journal_mode = WAL").await?;
                    connection.execute("PRAGMA synchronous = FULL").await?;
                    connection.execute("PRAGMA busy_timeout = 10000").await?;
                }
                Ok(())
            })
        });
    options.connect(url).await
}

#[cfg(test)]
pub(crate) mod testing {
    use super::Database;

    /// An empty database in a folder that goes when it is dropped.
    pub(crate) async fn database() -> (Database, tempfile::TempDir) {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}?mode=rwc", dir.path().join("test.sqlite").display());
        (Database::open(&url).await.unwrap(), dir)
    }
}
