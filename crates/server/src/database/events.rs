//! What happened to a job, in order: the one list behind polling, streams and webhooks.

use serde::{Deserialize, Serialize};
use sqlx::Row;
use utoipa::ToSchema;

use super::Database;
use crate::clock::rfc3339;

/// Something that happened to a job: the same JSON in every channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Event {
    /// Its number within the job, from 1.
    pub(crate) id: i64,
    /// `job.queued`, `job.started`, `job.progress`, `job.retrying`, `job.complete`, `job.failed`,
    /// `job.cancelled`.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// When, RFC 3339 in UTC.
    pub(crate) at: String,
    /// The job.
    pub(crate) job_id: String,
    /// Where it stands now.
    pub(crate) status: String,
    /// What is being done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stage: Option<String>,
    /// Share that is done, in percent.
    pub(crate) progress: f64,
    /// Seconds that the rest will take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) eta_seconds: Option<f64>,
    /// What went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
}

/// An event with its number.
#[derive(Clone, Debug)]
pub(crate) struct StoredEvent {
    pub(crate) seq: i64,
    pub(crate) body: String,
}

/// Kinds of events.
pub(crate) const EVENT_KINDS: [&str; 7] = [
    "job.queued",
    "job.started",
    "job.progress",
    "job.retrying",
    "job.complete",
    "job.failed",
    "job.cancelled",
];

impl Event {
    /// Without number and time, which [`Database::append_event`] gives.
    pub(crate) fn new(kind: &str, job: &str, status: &str) -> Self {
        Self {
            id: 0,
            kind: kind.into(),
            at: String::new(),
            job_id: job.into(),
            status: status.into(),
            stage: None,
            progress: 0.0,
            eta_seconds: None,
            message: None,
        }
    }
}

impl Database {
    /// Appends an event, with the next number of its job.
    pub(crate) async fn append_event(
        &self,
        mut event: Event,
        now_ms: i64,
    ) -> Result<(), sqlx::Error> {
        event.at = rfc3339(now_ms);
        // Two writers may meet at the same number: one of them tries again.
        for _ in 0..20 {
            let row = sqlx::query("SELECT COALESCE(MAX(seq), 0) FROM events WHERE job_id = $1")
                .bind(&event.job_id)
                .fetch_one(&self.pool)
                .await?;
            event.id = row.try_get::<i64, _>(0)? + 1;
            let body =
                serde_json::to_string(&event).map_err(|error| sqlx::Error::Encode(error.into()))?;
            // With what is to be sent of it, or not at all.
            let mut transaction = self.writer.begin().await?;
            let done = sqlx::query(
                "INSERT INTO events (job_id, seq, at_ms, body) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (job_id, seq) DO NOTHING",
            )
            .bind(&event.job_id)
            .bind(event.id)
            .bind(now_ms)
            .bind(&body)
            .execute(&mut *transaction)
            .await?;
            if done.rows_affected() == 1 {
                sqlx::query(
                    "INSERT INTO deliveries (id, webhook_id, job_id, seq, kind, body, status, attempts, next_ms, created_ms) \
                     SELECT hook.id || '.' || job.id || '.' || $1, hook.id, job.id, $2, $3, $4, 'waiting', 0, $5, $5 \
                     FROM webhooks AS hook JOIN jobs AS job ON job.owner = hook.owner \
                     WHERE job.id = $6 AND hook.disabled_ms IS NULL AND hook.kinds LIKE $7",
                )
                .bind(event.id.to_string())
                .bind(event.id)
                .bind(&event.kind)
                .bind(&body)
                .bind(now_ms)
                .bind(&event.job_id)
                .bind(format!("% {} %", event.kind))
                .execute(&mut *transaction)
                .await?;
                return transaction.commit().await;
            }
        }
        Err(sqlx::Error::Protocol("no number was free for an event".into()))
    }

    /// Events of a job after number `after`, oldest first.
    pub(crate) async fn events_after(
        &self,
        job: &str,
        after: i64,
        limit: i64,
    ) -> Result<Vec<StoredEvent>, sqlx::Error> {
        let rows = sqlx::query(
            "SELECT seq, body FROM events WHERE job_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        )
        .bind(job)
        .bind(after)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|row| Ok(StoredEvent { seq: row.try_get(0)?, body: row.try_get(1)? }))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::testing::database;

    #[tokio::test]
    async fn numbers_rise_without_gaps_even_when_writers_meet() {
        let (db, _dir) = database().await;
        let writers: Vec<_> = (0..8)
            .map(|number| {
                let db = db.clone();
                let event = Event {
                    progress: f64::from(number),
                    ..Event::new("job.progress", "a", "processing")
                };
                tokio::spawn(async move { db.append_event(event, 5).await.unwrap() })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let all = db.events_after("a", 0, 100).await.unwrap();
        assert_eq!(
            all.iter().map(|event| event.seq).collect::<Vec<_>>(),
            (1..=8).collect::<Vec<_>>()
        );
        let event: Event = serde_json::from_str(&all[2].body).unwrap();
        assert_eq!((event.id, event.at.as_str()), (3, "1970-01-01T00:00:00.005Z"));
        assert_eq!(db.events_after("a", 6, 100).await.unwrap().len(), 2);
    }
}
