//! Keys of the API, what each used, and the secrets that all processes share.

use sqlx::Row;

use super::Database;
use crate::auth::{KeyRole, Scope};

/// A key as stored. Its secret is nowhere.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct KeyRow {
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) name: String,
    pub(crate) role: String,
    /// Names with spaces between.
    pub(crate) scopes: String,
    pub(crate) hash: String,
    pub(crate) requests_per_minute: Option<i64>,
    pub(crate) jobs_per_day: Option<i64>,
    pub(crate) created_ms: i64,
    pub(crate) expires_ms: Option<i64>,
    pub(crate) revoked_ms: Option<i64>,
    pub(crate) last_used_ms: Option<i64>,
}

/// What was used on one day.
#[derive(Clone, Debug, Default, sqlx::FromRow)]
pub(crate) struct UsageRow {
    /// `YYYY-MM-DD`, in UTC.
    pub(crate) day: String,
    pub(crate) jobs: i64,
    pub(crate) audio_s: f64,
    pub(crate) work_s: f64,
    pub(crate) bytes_in: i64,
}

/// How often the last use of a key is noted.
const TOUCH_MS: i64 = 60_000;

impl KeyRow {
    pub(crate) fn scopes(&self) -> Vec<Scope> {
        self.scopes.split(' ').filter_map(|word| word.parse().ok()).collect()
    }

    pub(crate) fn role(&self) -> KeyRole {
        self.role.parse().unwrap_or(KeyRole::Listener)
    }

    /// Whether it opens anything at `now_ms`.
    pub(crate) fn is_valid(&self, now_ms: i64) -> bool {
        self.revoked_ms.is_none() && self.expires_ms.is_none_or(|end| end > now_ms)
    }
}

impl Database {
    pub(crate) async fn insert_key(&self, key: &KeyRow) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO api_keys (id, owner, name, role, scopes, hash, requests_per_minute, jobs_per_day, \
             created_ms, expires_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(&key.id)
        .bind(&key.owner)
        .bind(&key.name)
        .bind(&key.role)
        .bind(&key.scopes)
        .bind(&key.hash)
        .bind(key.requests_per_minute)
        .bind(key.jobs_per_day)
        .bind(key.created_ms)
        .bind(key.expires_ms)
        .execute(&self.writer)
        .await
        .map(|_| ())
    }

    pub(crate) async fn key(&self, id: &str) -> Result<Option<KeyRow>, sqlx::Error> {
        sqlx::query_as("SELECT * FROM api_keys WHERE id = $1")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
    }

    /// All keys, the oldest first.
    pub(crate) async fn keys(&self) -> Result<Vec<KeyRow>, sqlx::Error> {
        sqlx::query_as("SELECT * FROM api_keys ORDER BY created_ms, id").fetch_all(&self.pool).await
    }

    /// False where it is not there, or was revoked before.
    pub(crate) async fn revoke_key(&self, id: &str, now_ms: i64) -> Result<bool, sqlx::Error> {
        let done =
            sqlx::query("UPDATE api_keys SET revoked_ms = $1 WHERE id = $2 AND revoked_ms IS NULL")
                .bind(now_ms)
                .bind(id)
                .execute(&self.writer)
                .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Notes that a key was used, once a minute.
    pub(crate) async fn touch_key(&self, key: &KeyRow, now_ms: i64) -> Result<(), sqlx::Error> {
        if key.last_used_ms.is_some_and(|last| now_ms - last < TOUCH_MS) {
            return Ok(());
        }
        let query = sqlx::query("UPDATE api_keys SET last_used_ms = $1 WHERE id = $2");
        query.bind(now_ms).bind(&key.id).execute(&self.writer).await.map(|_| ())
    }

    /// The secret of this name, made by whoever needs it first.
    pub(crate) async fn shared_secret(
        &self,
        name: &str,
        fresh: &str,
    ) -> Result<String, sqlx::Error> {
        sqlx::query(
            "INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        )
        .bind(name)
        .bind(fresh)
        .execute(&self.writer)
        .await?;
        let query = sqlx::query("SELECT value FROM secrets WHERE name = $1");
        query.bind(name).fetch_one(&self.pool).await?.try_get(0)
    }

    /// Adds to what a key of an owner used on a day.
    pub(crate) async fn add_usage(
        &self,
        (owner, key): (&str, Option<&str>),
        used: &UsageRow,
    ) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO usage_days (owner, key_id, day, jobs, audio_s, work_s, bytes_in) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (owner, key_id, day) DO UPDATE SET \
             jobs = usage_days.jobs + excluded.jobs, audio_s = usage_days.audio_s + excluded.audio_s, \
             work_s = usage_days.work_s + excluded.work_s, bytes_in = usage_days.bytes_in + excluded.bytes_in",
        )
        .bind(owner)
        .bind(key.unwrap_or_default())
        .bind(&used.day)
        .bind(used.jobs)
        .bind(used.audio_s)
        .bind(used.work_s)
        .bind(used.bytes_in)
        .execute(&self.writer)
        .await
        .map(|_| ())
    }

    /// What an owner used by day since `day`; of one key where it is named.
    pub(crate) async fn usage(
        &self,
        (owner, key): (&str, Option<&str>),
        since_day: &str,
    ) -> Result<Vec<UsageRow>, sqlx::Error> {
        sqlx::query_as(
            "SELECT day, CAST(SUM(jobs) AS BIGINT) AS jobs, SUM(audio_s) AS audio_s, SUM(work_s) AS work_s, \
             CAST(SUM(bytes_in) AS BIGINT) AS bytes_in FROM usage_days \
             WHERE owner = $1 AND ($2 = '' OR key_id = $2) AND day >= $3 GROUP BY day ORDER BY day",
        )
        .bind(owner)
        .bind(key.unwrap_or_default())
        .bind(since_day)
        .fetch_all(&self.pool)
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::database;

    fn key(id: &str) -> KeyRow {
        KeyRow {
            id: id.into(),
            owner: "o".into(),
            name: "laptop".into(),
            role: "producer".into(),
            scopes: "jobs:read jobs:write".into(),
            hash: "00".into(),
            requests_per_minute: Some(10),
            jobs_per_day: None,
            created_ms: 5,
            expires_ms: Some(100),
            revoked_ms: None,
            last_used_ms: None,
        }
    }

    #[tokio::test]
    async fn a_key_ends_by_its_day_or_by_being_revoked() {
        let (db, _dir) = database().await;
        db.insert_key(&key("a")).await.unwrap();
        let row = db.key("a").await.unwrap().unwrap();
        assert_eq!(row.scopes(), [Scope::JobsRead, Scope::JobsWrite]);
        assert!(row.is_valid(99) && !row.is_valid(100));
        assert!(db.revoke_key("a", 50).await.unwrap());
        assert!(!db.revoke_key("a", 51).await.unwrap(), "once");
        assert!(!db.key("a").await.unwrap().unwrap().is_valid(60));
        assert_eq!(db.keys().await.unwrap().len(), 1);
    }

    #[tokio::test]
    async fn usage_adds_up_by_day_and_key() {
        let (db, _dir) = database().await;
        let used = |day: &str, jobs| UsageRow {
            day: day.into(),
            jobs,
            audio_s: 1.5,
            ..UsageRow::default()
        };
        db.add_usage(("o", Some("a")), &used("2026-01-01", 1)).await.unwrap();
        db.add_usage(("o", Some("a")), &used("2026-01-01", 2)).await.unwrap();
        db.add_usage(("o", None), &used("2026-01-02", 4)).await.unwrap();
        db.add_usage(("p", None), &used("2026-01-02", 8)).await.unwrap();
        let jobs = |rows: Vec<UsageRow>| rows.iter().map(|row| row.jobs).collect::<Vec<_>>();
        assert_eq!(jobs(db.usage(("o", None), "2026-01-01").await.unwrap()), [3, 4]);
        assert_eq!(jobs(db.usage(("o", Some("a")), "2026-01-01").await.unwrap()), [3]);
        assert_eq!(jobs(db.usage(("o", None), "2026-01-02").await.unwrap()), [4]);
    }

    #[tokio::test]
    async fn all_processes_get_the_secret_of_the_first() {
        let (db, _dir) = database().await;
        assert_eq!(db.shared_secret("s", "one").await.unwrap(), "one");
        assert_eq!(db.shared_secret("s", "two").await.unwrap(), "one");
    }
}
