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
pub(crate) use jobs::{JobFilter, JobRow, Maker, SEARCH_WORDS_MAX};
pub(crate) use keys::{KeyRow, UsageRow};
pub(crate) use profiles::ProfileRow;
pub(crate) use queue::{Claim, Pulse};
pub(crate) use recipes::{RecipeRow, RenderRow};
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
    /// For changes that may be lost with the power, and with nothing less: how far an upload has
    /// come, which its client asks before it goes on.
    light: AnyPool,
}

impl Database {
    /// Opens it and brings its tables up to date.
    pub(crate) async fn open(url: &str) -> Result<Self, sqlx::Error> {
        sqlx::any::install_default_drivers();
        if !is_file(url) {
            let pool = connect(url, 16, DURABLE).await?;
            return Self { writer: pool.clone(), light: pool.clone(), pool }.migrated().await;
        }
        // SQLite has one writer at a time. Those who meet at its lock sleep and try again, each for
        // longer; those who wait for the one connection are served in turn.
        let writer = connect(url, 1, DURABLE).await?;
        let (light, pool) = (connect(url, 1, LIGHT).await?, connect(url, 8, DURABLE).await?);
        Self { writer, light, pool }.migrated().await
    }

    async fn migrated(self) -> Result<Self, sqlx::Error> {
        let done = MIGRATIONS.run(&self.writer).await;
        done.map_err(|error| sqlx::Error::Migrate(Box::new(error)))?;
        Ok(self)
    }

    /// Whether it answers.
    pub(crate) async fn ping(&self) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT 1").execute(&self.pool).await.map(|_| ())
    }

    /// Ends all connections.
    pub(crate) async fn close(&self) {
        self.writer.close().await;
        self.light.close().await;
        self.pool.close().await;
    }
}

/// A change that was acknowledged survives the loss of power.
const DURABLE: &str = "PRAGMA synchronous = FULL";
/// It survives the death of the process alone, and does not wait for the disk.
const LIGHT: &str = "PRAGMA synchronous = NORMAL";

async fn connect(url: &str, most: u32, how: &'static str) -> Result<AnyPool, sqlx::Error> {
    let is_file = is_file(url);
    let options = AnyPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(Duration::from_secs(10))
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if is_file {
                    // Readers do not wait for the writer.
                    connection.execute("PRAGMA journal_mode = WAL").await?;
                    connection.execute(how).await?;
                    connection.execute("PRAGMA busy_timeout = 10000").await?;
                }
                Ok(())
            })
        });
    options.connect(url).await
}

/// Whether it is SQLite.
fn is_file(url: &str) -> bool {
    url.starts_with("sqlite:")
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
