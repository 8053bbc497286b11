//! Where events are sent, and what became of each.

use super::Database;

/// A place that events are sent to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct WebhookRow {
    pub(crate) id: String,
    pub(crate) owner: String,
    pub(crate) url: String,
    pub(crate) secret: String,
    /// With spaces between and around.
    pub(crate) kinds: String,
    pub(crate) created_ms: i64,
    pub(crate) disabled_ms: Option<i64>,
}

/// One event on its way to one place.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct DeliveryRow {
    pub(crate) id: String,
    pub(crate) webhook_id: String,
    pub(crate) job_id: String,
    pub(crate) kind: String,
    pub(crate) body: String,
    /// `waiting`, `delivered` or `failed`.
    pub(crate) status: String,
    pub(crate) attempts: i64,
    pub(crate) next_ms: i64,
    pub(crate) last_code: Option<i64>,
    pub(crate) last_error: Option<String>,
    pub(crate) created_ms: i64,
    pub(crate) delivered_ms: Option<i64>,
}

/// What a place answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    /// HTTP status, where there was an answer.
    pub(crate) code: Option<i64>,
    /// What went wrong.
    pub(crate) error: Option<String>,
}

impl Database {
    pub(crate) async fn insert_webhook(&self, hook: &WebhookRow) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO webhooks (id, owner, url, secret, kinds, created_ms) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&hook.id)
        .bind(&hook.owner)
        .bind(&hook.url)
        .bind(&hook.secret)
        .bind(&hook.kinds)
        .bind(hook.created_ms)
        .execute(&self.writer)
        .await
        .map(|_| ())
    }

    pub(crate) async fn webhook(&self, id: &str) -> Result<Option<WebhookRow>, sqlx::Error> {
        sqlx::query_as("SELECT * FROM webhooks WHERE id = $1")
            .bind(id)
            .fetch_optional(&self.pool)
            .await
    }

    pub(crate) async fn webhooks(&self, owner: &str) -> Result<Vec<WebhookRow>, sqlx::Error> {
        let query = sqlx::query_as("SELECT * FROM webhooks WHERE owner = $1 ORDER BY id");
        query.bind(owner).fetch_all(&self.pool).await
    }

    /// Forgets a place with what was sent there.
    pub(crate) async fn delete_webhook(&self, id: &str) -> Result<(), sqlx::Error> {
        sqlx::query("DELETE FROM deliveries WHERE webhook_id = $1")
            .bind(id)
            .execute(&self.writer)
            .await?;
        sqlx::query("DELETE FROM webhooks WHERE id = $1")
            .bind(id)
            .execute(&self.writer)
            .await
            .map(|_| ())
    }

    /// Sends nothing more to a place that said it is gone.
    pub(crate) async fn disable_webhook(&self, id: &str, now_ms: i64) -> Result<(), sqlx::Error> {
        let query = sqlx::query("UPDATE webhooks SET disabled_ms = $1 WHERE id = $2");
        query.bind(now_ms).bind(id).execute(&self.writer).await.map(|_| ())
    }

    /// The newest first.
    pub(crate) async fn deliveries(
        &self,
        webhook: &str,
        limit: i64,
    ) -> Result<Vec<DeliveryRow>, sqlx::Error> {
        sqlx::query_as("SELECT * FROM deliveries WHERE webhook_id = $1 ORDER BY created_ms DESC, seq DESC LIMIT $2")
            .bind(webhook)
            .bind(limit)
            .fetch_all(&self.pool)
            .await
    }

    /// Takes the delivery that is due for longest; should its process die, it is due again at
    /// `again_ms`.
    pub(crate) async fn claim_delivery(
        &self,
        now_ms: i64,
        again_ms: i64,
    ) -> Result<Option<DeliveryRow>, sqlx::Error> {
        sqlx::query_as(
            "UPDATE deliveries SET next_ms = $1, attempts = attempts + 1 WHERE id = (SELECT id FROM deliveries \
             WHERE status = 'waiting' AND next_ms <= $2 ORDER BY next_ms, id LIMIT 1) \
             AND status = 'waiting' AND next_ms <= $2 RETURNING *",
        )
        .bind(again_ms)
        .bind(now_ms)
        .fetch_optional(&self.writer)
        .await
    }

    /// Notes what became of a try: `delivered`, `failed`, or `waiting` for the next at `next_ms`.
    pub(crate) async fn conclude_delivery(
        &self,
        (id, status): (&str, &str),
        answer: &Answer,
        (now_ms, next_ms): (i64, i64),
    ) -> Result<(), sqlx::Error> {
        sqlx::query(
            "UPDATE deliveries SET status = $1, last_code = $2, last_error = $3, next_ms = $4, \
             delivered_ms = CASE WHEN $1 = 'delivered' THEN $5 ELSE delivered_ms END WHERE id = $6",
        )
        .bind(status)
        .bind(answer.code)
        .bind(answer.error.as_deref())
        .bind(next_ms)
        .bind(now_ms)
        .bind(id)
        .execute(&self.writer)
        .await
        .map(|_| ())
    }

    /// Sends an event once more. False where there is no such delivery.
    pub(crate) async fn replay_delivery(
        &self,
        webhook: &str,
        id: &str,
        now_ms: i64,
    ) -> Result<bool, sqlx::Error> {
        let done = sqlx::query(
            "UPDATE deliveries SET status = 'waiting', attempts = 0, next_ms = $1 WHERE id = $2 AND webhook_id = $3",
        )
        .bind(now_ms)
        .bind(id)
        .bind(webhook)
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}
