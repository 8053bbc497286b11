//! The job table as a queue: claims with leases, heartbeats, ends.
//!
//! A claim holds for a lease that its worker renews. A worker that dies stops renewing; the next
//! one finds the lease over and takes the job. Every later change names the worker and the attempt
//! that it belongs to, so a worker that was thought dead cannot end a job that another has.

use sqlx::Row;

use super::Database;
use crate::job::Order;

/// A job that this worker has, as long as it keeps its lease.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) job: String,
    pub(crate) owner: String,
    /// The key that made it.
    pub(crate) key: Option<String>,
    pub(crate) order: Order,
    /// Which try this is, from 1.
    pub(crate) attempt: i64,
    /// Who has it.
    pub(crate) worker: String,
}

/// What a heartbeat learns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pulse {
    /// Go on.
    Held,
    /// The client wants it to end.
    CancelAsked,
    /// Somebody else has it, or it is gone.
    Lost,
}

/// A change of a job that this worker still has.
macro_rules! held {
    ($set:literal $(, $then:literal)?) => {
        concat!(
            "UPDATE jobs SET ", $set,
            " WHERE id = $1 AND worker = $2 AND attempts = $3 AND status = 'processing' ",
            $($then)?
        )
    };
}

/// A statement whose first three values are those of a claim.
fn of_claim<'q>(
    sql: &'static str,
    claim: &'q Claim,
) -> sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments> {
    sqlx::query(sql).bind(&claim.job).bind(&claim.worker).bind(claim.attempt)
}

impl Database {
    /// Takes the most urgent job that waits, or whose worker has fallen silent; only `job`, where
    /// one is named.
    pub(crate) async fn claim(
        &self,
        (worker, job): (&str, Option<&str>),
        lease_ms: i64,
        now_ms: i64,
    ) -> Result<Option<Claim>, sqlx::Error> {
        // The outer condition is looked at again when two claims meet: the second gets nothing.
        let row = sqlx::query(
            "UPDATE jobs SET status = 'processing', worker = $1, lease_until_ms = $2, attempts = attempts + 1, \
             started_ms = COALESCE(started_ms, $3), updated_ms = $3, progress = 0.0, stage = NULL, eta_s = NULL \
             WHERE id = (SELECT id FROM jobs WHERE ($4 = '' OR id = $4) \
                 AND ((status = 'queued' AND not_before_ms <= $3) OR (status = 'processing' AND lease_until_ms < $3)) \
                 ORDER BY priority DESC, created_ms LIMIT 1) \
             AND (status = 'queued' OR (status = 'processing' AND lease_until_ms < $3)) \
             RETURNING id, owner, order_json, attempts, key_id",
        )
        .bind(worker)
        .bind(now_ms + lease_ms)
        .bind(now_ms)
        .bind(job.unwrap_or_default())
        .fetch_optional(&self.writer)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let text: String = row.try_get(2)?;
        let order =
            serde_json::from_str(&text).map_err(|error| sqlx::Error::Decode(error.into()))?;
        Ok(Some(Claim {
            job: row.try_get(0)?,
            owner: row.try_get(1)?,
            key: row.try_get(4)?,
            order,
            attempt: row.try_get(3)?,
            worker: worker.to_owned(),
        }))
    }

    /// Jobs that ought to be under way and are not, with their priorities: nobody took them for
    /// `patience_ms`, or their worker has fallen silent.
    pub(crate) async fn stranded(
        &self,
        now_ms: i64,
        patience_ms: i64,
    ) -> Result<Vec<(String, i64, i64)>, sqlx::Error> {
        let rows = sqlx::query(
            "SELECT id, priority, attempts FROM jobs WHERE (status = 'queued' AND not_before_ms < $1) \
             OR (status = 'processing' AND lease_until_ms < $2) ORDER BY priority DESC, created_ms LIMIT 1000",
        )
        .bind(now_ms - patience_ms)
        .bind(now_ms)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
    }

    /// Renews a lease and tells how far the work is.
    pub(crate) async fn beat(
        &self,
        claim: &Claim,
        (stage, progress, eta_s): (Option<&str>, f64, Option<f64>),
        (lease_ms, now_ms): (i64, i64),
    ) -> Result<Pulse, sqlx::Error> {
        let sql = held!(
            "lease_until_ms = $4, stage = $5, progress = $6, updated_ms = $8, \
             eta_s = CASE WHEN $7 < 0.0 THEN NULL ELSE $7 END",
            "RETURNING cancel_asked"
        );
        let row = of_claim(sql, claim)
            .bind(now_ms + lease_ms)
            .bind(stage)
            .bind(progress)
            // A missing double is told to PostgreSQL as one of another width, which the next one that
            // is there does not fit into.
            .bind(eta_s.unwrap_or(-1.0))
            .bind(now_ms)
            .fetch_optional(&self.writer)
            .await?;
        let Some(row) = row else { return Ok(Pulse::Lost) };
        let asked: i64 = row.try_get(0)?;
        Ok(if asked == 0 { Pulse::Held } else { Pulse::CancelAsked })
    }

    /// Renews a lease and nothing else: audio is fetched, or results are stored.
    pub(crate) async fn renew(&self, claim: &Claim, until_ms: i64) -> Result<(), sqlx::Error> {
        let sql = held!("lease_until_ms = $4");
        of_claim(sql, claim).bind(until_ms).execute(&self.writer).await.map(|_| ())
    }

    /// Ends a job with its results. False where the claim was lost.
    pub(crate) async fn complete(
        &self,
        claim: &Claim,
        result_json: &str,
        (now_ms, expires_ms): (i64, i64),
    ) -> Result<bool, sqlx::Error> {
        let sql = held!(
            "status = 'complete', result_json = $4, progress = 100.0, completed_ms = $5, \
             updated_ms = $5, expires_ms = $6, worker = NULL, lease_until_ms = NULL, error_json = NULL"
        );
        let done = of_claim(sql, claim).bind(result_json).bind(now_ms).bind(expires_ms);
        Ok(done.execute(&self.writer).await?.rows_affected() == 1)
    }

    /// Ends a job without results, as `failed` or `cancelled`. False where the claim was lost.
    pub(crate) async fn end_without(
        &self,
        claim: &Claim,
        (status, error_json): (&str, Option<&str>),
        (now_ms, expires_ms): (i64, i64),
    ) -> Result<bool, sqlx::Error> {
        let sql = held!(
            "status = $4, error_json = $5, completed_ms = $6, updated_ms = $6, expires_ms = $7, \
             worker = NULL, lease_until_ms = NULL"
        );
        let done = of_claim(sql, claim).bind(status).bind(error_json).bind(now_ms).bind(expires_ms);
        Ok(done.execute(&self.writer).await?.rows_affected() == 1)
    }

    /// Gives a job back to the queue, not to be taken before `not_before_ms`. With `uncount`, the
    /// try does not count: the worker stopped, the job is not to blame.
    pub(crate) async fn give_back(
        &self,
        claim: &Claim,
        (error_json, uncount): (Option<&str>, bool),
        (now_ms, not_before_ms): (i64, i64),
    ) -> Result<bool, sqlx::Error> {
        let sql = held!(
            "status = 'queued', error_json = $4, updated_ms = $5, not_before_ms = $6, \
             attempts = attempts - $7, progress = 0.0, stage = NULL, eta_s = NULL, worker = NULL, \
             lease_until_ms = NULL"
        );
        let done = of_claim(sql, claim)
            .bind(error_json)
            .bind(now_ms)
            .bind(not_before_ms)
            .bind(i64::from(uncount));
        Ok(done.execute(&self.writer).await?.rows_affected() == 1)
    }

    /// Whether what is done by one process of many is ours until `until_ms`.
    pub(crate) async fn take_turn(
        &self,
        name: &str,
        (now_ms, until_ms): (i64, i64),
    ) -> Result<bool, sqlx::Error> {
        let done = sqlx::query(
            "INSERT INTO turns (name, until_ms) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE \
             SET until_ms = excluded.until_ms WHERE turns.until_ms <= $3",
        )
        .bind(name)
        .bind(until_ms)
        .bind(now_ms)
        .execute(&self.writer)
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::Maker;
    use crate::database::testing::database;
    use crate::job::{CreateJob, StemOrder};
    use crate::settings::{Options, Settings};

    const ME: Maker<'_> = Maker { owner: "me", key: None, remembered: None };

    fn order(priority: u8) -> Order {
        let settings = Settings::decide(Options::default()).unwrap();
        let request = CreateJob { priority: Some(priority), ..CreateJob::default() };
        let mut order = Order::check(request, &settings).unwrap();
        let stem = StemOrder::of_file("kick.wav").unwrap();
        order.stems = vec![StemOrder { object: Some("x".into()), ..stem }];
        order
    }

    #[tokio::test]
    async fn the_urgent_comes_first_and_nobody_gets_a_job_twice() {
        let (db, _dir) = database().await;
        db.insert_job(("a", ME), &order(5), 1).await.unwrap();
        db.insert_job(("b", ME), &order(9), 2).await.unwrap();
        db.insert_job(("c", ME), &order(5), 3).await.unwrap();
        let mut taken = Vec::new();
        while let Some(claim) = db.claim(("w", None), 1_000, 10).await.unwrap() {
            taken.push(claim.job);
        }
        assert_eq!(taken, ["b", "a", "c"]);
    }

    #[tokio::test]
    async fn a_key_of_a_request_is_kept_with_its_job_or_not_at_all() {
        let (db, _dir) = database().await;
        let by = |word| Maker { remembered: Some((word, "hash")), ..ME };
        assert!(db.insert_job(("a", by("k1")), &order(5), 1).await.unwrap());
        assert!(!db.insert_job(("b", by("k1")), &order(5), 2).await.unwrap(), "it is taken");
        assert!(db.job("b").await.unwrap().is_none());
        assert!(db.insert_job(("a", by("k2")), &order(5), 3).await.is_err(), "the name is taken");
        assert_eq!(db.known_request("me", "k2").await.unwrap(), None, "no key without a job");
        assert!(db.insert_job(("c", by("k2")), &order(5), 4).await.unwrap());
    }

    #[tokio::test]
    async fn forty_workers_share_twenty_jobs_without_a_double() {
        let (db, _dir) = database().await;
        for number in 0..20 {
            db.insert_job((&format!("j{number:02}"), ME), &order(5), number).await.unwrap();
        }
        let claims = (0..40).map(|worker| {
            let db = db.clone();
            tokio::spawn(async move {
                db.claim((&format!("w{worker}"), None), 60_000, 100).await.unwrap()
            })
        });
        let mut taken = Vec::new();
        for claim in claims.collect::<Vec<_>>() {
            taken.extend(claim.await.unwrap().map(|claim| claim.job));
        }
        let all = taken.len();
        taken.sort();
        taken.dedup();
        assert_eq!((all, taken.len()), (20, 20));
    }

    #[tokio::test]
    async fn a_silent_worker_loses_its_job_and_cannot_end_it() {
        let (db, _dir) = database().await;
        db.insert_job(("a", ME), &order(5), 1).await.unwrap();
        let first = db.claim(("w1", None), 1_000, 10).await.unwrap().unwrap();
        assert!(
            db.claim(("w2", None), 1_000, 900).await.unwrap().is_none(),
            "the lease still holds"
        );
        let second = db.claim(("w2", None), 1_000, 1_011).await.unwrap().unwrap();
        assert_eq!((second.job.as_str(), second.attempt), ("a", 2));
        let pulse = db.beat(&first, (None, 1.0, None), (1_000, 1_012)).await.unwrap();
        assert_eq!(pulse, Pulse::Lost);
        assert!(!db.complete(&first, "{}", (1_013, 9_999)).await.unwrap());
        assert!(db.complete(&second, "{}", (1_014, 9_999)).await.unwrap());
        assert!(!db.complete(&second, "{}", (1_015, 9_999)).await.unwrap(), "once only");
    }

    #[tokio::test]
    async fn a_turn_is_that_of_one_until_it_is_over() {
        let (db, _dir) = database().await;
        assert!(db.take_turn("sweep", (10, 20)).await.unwrap());
        assert!(!db.take_turn("sweep", (19, 30)).await.unwrap());
        assert!(db.take_turn("other", (19, 30)).await.unwrap());
        assert!(db.take_turn("sweep", (20, 30)).await.unwrap());
    }

    #[tokio::test]
    async fn a_wish_to_stop_reaches_the_worker() {
        let (db, _dir) = database().await;
        db.insert_job(("a", ME), &order(5), 1).await.unwrap();
        let claim = db.claim(("w1", None), 1_000, 10).await.unwrap().unwrap();
        let beat = (Some("mix"), 40.0, Some(3.0));
        assert_eq!(db.beat(&claim, beat, (1_000, 20)).await.unwrap(), Pulse::Held);
        assert!(db.cancel_job("a", 30).await.unwrap());
        assert_eq!(db.beat(&claim, beat, (1_000, 40)).await.unwrap(), Pulse::CancelAsked);
        assert!(db.end_without(&claim, ("cancelled", None), (50, 60)).await.unwrap());
        assert!(!db.cancel_job("a", 70).await.unwrap(), "it has ended");
        assert!(db.retry_job("a", 80).await.unwrap());
        let again = db.claim(("w1", None), 1_000, 90).await.unwrap().unwrap();
        assert_eq!(again.attempt, 1);
        assert!(db.give_back(&again, (None, true), (100, 5_000)).await.unwrap());
        assert!(db.claim(("w1", None), 1_000, 4_999).await.unwrap().is_none(), "it rests first");
        assert_eq!(db.claim(("w1", None), 1_000, 5_000).await.unwrap().unwrap().attempt, 1);
    }
}
