//! Jobs: made, read, listed, called off and forgotten.

use sqlx::Row;

use super::Database;
use crate::job::words::of_project;
use crate::job::{Order, Status};

/// A job as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct JobRow {
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) project_id: Option<String>,
    pub(crate) status: String,
    pub(crate) order_json: String,
    pub(crate) created_ms: i64,
    pub(crate) updated_ms: i64,
    pub(crate) started_ms: Option<i64>,
    pub(crate) completed_ms: Option<i64>,
    pub(crate) expires_ms: Option<i64>,
    pub(crate) stage: Option<String>,
    pub(crate) progress: f64,
    pub(crate) eta_s: Option<f64>,
    pub(crate) attempts: i64,
    pub(crate) worker: Option<String>,
    pub(crate) lease_until_ms: Option<i64>,
    pub(crate) error_json: Option<String>,
    pub(crate) result_json: Option<String>,
    /// The recipe that it renders.
    pub(crate) recipe_id: Option<String>,
    /// The job that first decided about this song.
    pub(crate) song_id: String,
}

/// Who makes a job.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Maker<'a> {
    pub(crate) owner: &'a str,
    /// Their key.
    pub(crate) key: Option<&'a str>,
    /// The idempotency key, and the hash of what was asked.
    pub(crate) remembered: Option<(&'a str, &'a str)>,
}

/// Which jobs are listed.
#[derive(Clone, Debug, Default)]
pub(crate) struct JobFilter {
    /// Whose; everybody's when none.
    pub(crate) owner: Option<String>,
    pub(crate) status: Option<Status>,
    pub(crate) project_id: Option<String>,
    /// Kinds with commas between.
    pub(crate) kinds: Option<String>,
    /// Those that render this recipe.
    pub(crate) recipe_id: Option<String>,
    /// Those of this song.
    pub(crate) song_id: Option<String>,
    /// Parts of words that all have to be there.
    pub(crate) words: Vec<String>,
    /// Only those before this one.
    pub(crate) before: Option<String>,
    pub(crate) limit: i64,
}

/// Words that one search may have.
pub(crate) const SEARCH_WORDS_MAX: usize = 4;

/// A pattern of what holds `word`, with what patterns mean by `%` and `_` taken from it.
fn within(word: &str) -> String {
    let plain = word.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{plain}%")
}

impl JobRow {
    /// The order, as it was checked.
    pub(crate) fn order(&self) -> Option<Order> {
        serde_json::from_str(&self.order_json).ok()
    }

    /// Where it stands.
    pub(crate) fn status(&self) -> Status {
        Status::named(&self.status).unwrap_or(Status::Failed)
    }
}

impl Database {
    /// Keeps a new job, and with it the idempotency key that it was made by: both or none. False
    /// where that key was used before.
    pub(crate) async fn insert_job(
        &self,
        (id, maker): (&str, Maker<'_>),
        order: &Order,
        now_ms: i64,
    ) -> Result<bool, sqlx::Error> {
        let status = if order.is_whole() { Status::Queued } else { Status::AwaitingUpload };
        let json =
            serde_json::to_string(order).map_err(|error| sqlx::Error::Encode(error.into()))?;
        let Maker { owner, key, remembered } = maker;
        let mut transaction = self.writer.begin().await?;
        if let Some((word, hash)) = remembered {
            let done = sqlx::query(
                "INSERT INTO idempotency (owner, key, request_hash, job_id, created_ms) \
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT (owner, key) DO NOTHING",
            )
            .bind(owner)
            .bind(word)
            .bind(hash)
            .bind(id)
            .bind(now_ms)
            .execute(&mut *transaction)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
        }
        sqlx::query(
            "INSERT INTO jobs (id, owner, kind, project_id, status, priority, order_json, created_ms, \
             updated_ms, progress, attempts, not_before_ms, cancel_asked, key_id, stems_bytes, recipe_id, song_id, words, project_words) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0.0, 0, $8, 0, $9, $10, $11, $12, $13, $14)",
        )
        .bind(id)
        .bind(owner)
        .bind(order.kind.name())
        .bind(order.project_id.as_deref())
        .bind(status.name())
        .bind(order.priority)
        .bind(json)
        .bind(now_ms)
        .bind(key)
        .bind(i64::try_from(order.bytes()).unwrap_or(i64::MAX))
        .bind(order.recipe_id.as_deref())
        .bind(order.song_id.as_deref().unwrap_or(id))
        .bind(order.words())
        .bind(of_project(order.project_id.as_deref()))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// One job.
    pub(crate) async fn job(&self, id: &str) -> Result<Option<JobRow>, sqlx::Error> {
        sqlx::query_as("SELECT * FROM jobs WHERE id = $1").bind(id).fetch_optional(&self.pool).await
    }

    /// Jobs, the newest first.
    pub(crate) async fn jobs(&self, filter: &JobFilter) -> Result<Vec<JobRow>, sqlx::Error> {
        let mut words = filter.words.iter().map(|word| within(word));
        let mut word = || words.next().unwrap_or_default();
        sqlx::query_as(
            "SELECT * FROM jobs WHERE ($1 = '' OR owner = $1) AND ($2 = '' OR status = $2) \
             AND ($3 = '' OR project_id = $3) AND ($4 = '' OR id < $4) \
             AND ($6 = '' OR ',' || $6 || ',' LIKE '%,' || kind || ',%') \
             AND ($7 = '' OR recipe_id = $7) AND ($8 = '' OR song_id = $8) \
             AND ($9 = '' OR project_words || ' ' || words LIKE $9 ESCAPE '!') \
             AND ($10 = '' OR project_words || ' ' || words LIKE $10 ESCAPE '!') \
             AND ($11 = '' OR project_words || ' ' || words LIKE $11 ESCAPE '!') \
             AND ($12 = '' OR project_words || ' ' || words LIKE $12 ESCAPE '!') \
             ORDER BY id DESC LIMIT $5",
        )
        .bind(filter.owner.clone().unwrap_or_default())
        .bind(filter.status.map_or("", Status::name))
        .bind(filter.project_id.clone().unwrap_or_default())
        .bind(filter.before.clone().unwrap_or_default())
        .bind(filter.limit)
        .bind(filter.kinds.clone().unwrap_or_default())
        .bind(filter.recipe_id.clone().unwrap_or_default())
        .bind(filter.song_id.clone().unwrap_or_default())
        .bind(word())
        .bind(word())
        .bind(word())
        .bind(word())
        .fetch_all(&self.pool)
        .await
    }

    /// Jobs of an owner that have not ended.
    pub(crate) async fn open_jobs(&self, owner: &str) -> Result<i64, sqlx::Error> {
        let row = sqlx::query(
            "SELECT COUNT(*) FROM jobs WHERE owner = $1 AND status IN ('awaiting_upload', 'queued', 'processing')",
        )
        .bind(owner)
        .fetch_one(&self.pool)
        .await?;
        row.try_get(0)
    }

    /// Puts a changed order in the place of the one that awaits audio, if it is still `before`;
    /// queued once it is whole. False when somebody else changed it meanwhile.
    pub(crate) async fn refill_job(
        &self,
        id: &str,
        (before, order): (&str, &Order),
        now_ms: i64,
    ) -> Result<bool, sqlx::Error> {
        let status = if order.is_whole() { Status::Queued } else { Status::AwaitingUpload };
        let json =
            serde_json::to_string(order).map_err(|error| sqlx::Error::Encode(error.into()))?;
        let done = sqlx::query(
            "UPDATE jobs SET order_json = $1, status = $2, updated_ms = $3, not_before_ms = $3, stems_bytes = $6, words = $7 \
             WHERE id = $4 AND status = 'awaiting_upload' AND order_json = $5",
        )
        .bind(json)
        .bind(status.name())
        .bind(now_ms)
        .bind(id)
        .bind(before)
        .bind(i64::try_from(order.bytes()).unwrap_or(i64::MAX))
        .bind(order.words())
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Calls a job off: at once where no worker has it, else the worker is asked. False where it
    /// had ended.
    pub(crate) async fn cancel_job(&self, id: &str, now_ms: i64) -> Result<bool, sqlx::Error> {
        let at_once = sqlx::query(
            "UPDATE jobs SET status = 'cancelled', updated_ms = $1, completed_ms = $1, expires_ms = $1 + 86400000 \
             WHERE id = $2 AND status IN ('awaiting_upload', 'queued')",
        )
        .bind(now_ms)
        .bind(id)
        .execute(&self.writer)
        .await?;
        if at_once.rows_affected() == 1 {
            return Ok(true);
        }
        let asked =
            sqlx::query("UPDATE jobs SET cancel_asked = 1 WHERE id = $1 AND status = 'processing'")
                .bind(id)
                .execute(&self.writer)
                .await?;
        Ok(asked.rows_affected() == 1)
    }

    /// Queues a job again that failed or was called off. False where it is in another state.
    pub(crate) async fn retry_job(&self, id: &str, now_ms: i64) -> Result<bool, sqlx::Error> {
        let done = sqlx::query(
            "UPDATE jobs SET status = 'queued', updated_ms = $1, not_before_ms = $1, attempts = 0, progress = 0.0, \
             stage = NULL, eta_s = NULL, cancel_asked = 0, error_json = NULL, completed_ms = NULL, \
             expires_ms = NULL, worker = NULL, lease_until_ms = NULL \
             WHERE id = $2 AND status IN ('failed', 'cancelled')",
        )
        .bind(now_ms)
        .bind(id)
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Gives all jobs of a song of an owner another project, or none.
    pub(crate) async fn move_song(
        &self,
        (song, owner): (&str, &str),
        project: Option<&str>,
    ) -> Result<(), sqlx::Error> {
        sqlx::query(
            "UPDATE jobs SET project_id = $1, project_words = $2 WHERE song_id = $3 AND owner = $4",
        )
        .bind(project)
        .bind(of_project(project))
        .bind(song)
        .bind(owner)
        .execute(&self.writer)
        .await
        .map(|_| ())
    }

    /// Says when a job goes.
    pub(crate) async fn expire_job(&self, id: &str, at_ms: i64) -> Result<(), sqlx::Error> {
        let query = sqlx::query("UPDATE jobs SET expires_ms = $1 WHERE id = $2");
        query.bind(at_ms).bind(id).execute(&self.writer).await.map(|_| ())
    }

    /// Forgets a job and its events; its files are the caller's. A job that a worker has stays.
    pub(crate) async fn delete_job(&self, id: &str) -> Result<bool, sqlx::Error> {
        let done = sqlx::query("DELETE FROM jobs WHERE id = $1 AND status <> 'processing'")
            .bind(id)
            .execute(&self.writer)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query("DELETE FROM events WHERE job_id = $1").bind(id).execute(&self.writer).await?;
        sqlx::query("DELETE FROM deliveries WHERE job_id = $1 AND status <> 'waiting'")
            .bind(id)
            .execute(&self.writer)
            .await?;
        sqlx::query("DELETE FROM results WHERE job_id = $1").bind(id).execute(&self.writer).await?;
        sqlx::query("DELETE FROM recipes WHERE job_id = $1").bind(id).execute(&self.writer).await?;
        sqlx::query("DELETE FROM idempotency WHERE job_id = $1")
            .bind(id)
            .execute(&self.writer)
            .await?;
        Ok(true)
    }

    /// Jobs whose time is over.
    pub(crate) async fn expired_jobs(&self, now_ms: i64) -> Result<Vec<String>, sqlx::Error> {
        let rows = sqlx::query(
            "SELECT id FROM jobs WHERE expires_ms < $1 AND status <> 'processing' LIMIT 100",
        )
        .bind(now_ms)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| row.try_get(0)).collect()
    }

    /// Bytes of the stems of all jobs.
    pub(crate) async fn stems_bytes(&self) -> Result<i64, sqlx::Error> {
        let query = sqlx::query("SELECT CAST(COALESCE(SUM(stems_bytes), 0) AS BIGINT) FROM jobs");
        query.fetch_one(&self.pool).await?.try_get(0)
    }

    /// How long the job waits that waits for longest, in ms.
    pub(crate) async fn oldest_wait(&self, now_ms: i64) -> Result<Option<i64>, sqlx::Error> {
        let row = sqlx::query("SELECT MIN(updated_ms) FROM jobs WHERE status = 'queued'")
            .fetch_one(&self.pool)
            .await?;
        Ok(row.try_get::<Option<i64>, _>(0)?.map(|since| now_ms - since))
    }

    /// How many jobs there are in each state.
    pub(crate) async fn count_jobs(&self) -> Result<Vec<(String, i64)>, sqlx::Error> {
        let rows = sqlx::query("SELECT status, COUNT(*) FROM jobs GROUP BY status")
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// The job that this key of this owner made before, with the hash of what was asked.
    pub(crate) async fn known_request(
        &self,
        owner: &str,
        key: &str,
    ) -> Result<Option<(String, String)>, sqlx::Error> {
        let row = sqlx::query(
            "SELECT job_id, request_hash FROM idempotency WHERE owner = $1 AND key = $2",
        )
        .bind(owner)
        .bind(key)
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection, Executor, Row};

    /// What was written before names moved by themselves.
    #[tokio::test]
    async fn jobs_of_an_older_database_are_found_by_project_and_stems_as_before() {
        let mut old = sqlx::SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let text = |name: &str| {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/");
            std::fs::read_to_string(format!("{folder}{name}.sql")).unwrap()
        };
        for name in ["0001_first", "0002_turns", "0003_songs"] {
            old.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(text(name)))).await.unwrap();
        }
        for (id, project, words) in [
            ("a", Some("Grün/Öl"), "grün/öl\nregen\nkick"),
            ("b", None, "kick"),
            ("c", Some("x"), "x"),
        ] {
            sqlx::query(
                "INSERT INTO jobs (id, owner, kind, project_id, status, priority, order_json, stems_bytes, \
                 created_ms, updated_ms, progress, attempts, not_before_ms, cancel_asked, words) \
                 VALUES ($1, 'me', 'mix', $2, 'queued', 5, '{}', 0, 0, 0, 0, 0, 0, 0, $3)",
            )
            .bind(id)
            .bind(project)
            .bind(words)
            .execute(&mut old)
            .await
            .unwrap();
        }
        old.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(text("0004_names")))).await.unwrap();
        let rows = sqlx::query("SELECT project_words, words FROM jobs ORDER BY id");
        let rows = rows.fetch_all(&mut old).await.unwrap();
        let rows: Vec<(String, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        let expected = [("grün/öl", "regen\nkick"), ("", "kick"), ("x", "")];
        assert_eq!(rows, expected.map(|(project, words)| (project.to_owned(), words.to_owned())));
    }
}
