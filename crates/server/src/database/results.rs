//! Which job made the results of a key.

use sqlx::Row;

use super::Database;

impl Database {
    /// The job that made them, while it is kept.
    pub(crate) async fn result_of(&self, key: &str) -> Result<Option<String>, sqlx::Error> {
        let row = sqlx::query(
            "SELECT job.id FROM results JOIN jobs AS job ON job.id = results.job_id \
             WHERE results.key = $1 AND job.status = 'complete'",
        )
        .bind(key)
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| row.try_get(0)).transpose()
    }

    /// Notes that `job` made the results of `key`.
    pub(crate) async fn keep_result(
        &self,
        key: &str,
        job: &str,
        now_ms: i64,
    ) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO results (key, job_id, created_ms) VALUES ($1, $2, $3) \
             ON CONFLICT (key) DO UPDATE SET job_id = excluded.job_id, created_ms = excluded.created_ms",
        )
        .bind(key)
        .bind(job)
        .bind(now_ms)
        .execute(&self.writer)
        .await
        .map(|_| ())
    }
}
