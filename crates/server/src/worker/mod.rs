//! Workers: claim a job, fetch its audio, run the command, store what it made.

mod cache;
mod child;
mod export;
mod process;
mod results;
mod scratch;
mod spans;
mod tools;
mod waveforms;

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;

use crate::app::App;
use crate::clock::now_ms;
use crate::database::{Claim, Database, Event};
use crate::job::view::JobError;
use crate::queue::{Outcome, Ticket};
use child::{End, Ran};

pub(crate) use export::export;
pub(crate) use results::object;
pub(crate) use scratch::clear as clear_scratch;

/// How long an idle worker waits before it looks at the queue unasked.
const POLL: Duration = Duration::from_millis(1_000);
/// Rest before a second try, doubled for each further one.
const BACKOFF_MS: i64 = 5_000;
const BACKOFF_MAX_MS: i64 = 300_000;

/// Starts the workers of this process. After `stop` they take no more jobs; after `drained` they
/// give back what they have.
pub(crate) fn start(
    app: &App,
    (stop, drained): (&CancellationToken, &CancellationToken),
) -> TaskTracker {
    let tracker = TaskTracker::new();
    metrics::gauge!("mixmaster_workers").set(app.settings.max_workers as f64);
    for number in 0..app.settings.max_workers {
        let name = format!("{}-{number}", process_name());
        let (stop, drained) = (stop.clone(), drained.clone());
        let worker = Worker { app: app.clone(), name, stop, drained };
        tracker.spawn(worker.work());
    }
    tracker.close();
    tracker
}

/// A name that no other process has.
fn process_name() -> String {
    format!("{}-{}", std::process::id(), uuid::Uuid::now_v7().simple())
}

struct Worker {
    app: App,
    name: String,
    stop: CancellationToken,
    drained: CancellationToken,
}

impl Worker {
    async fn work(self) {
        let (app, lease_ms) = (&self.app, self.app.settings.lease_ms);
        while !self.stop.is_cancelled() {
            match app.queue.next(&app.database, &self.name, (lease_ms, now_ms())).await {
                Ok(Some((claim, ticket))) => {
                    let span = spans::of_job(&claim);
                    self.carry_out(claim, ticket).instrument(span).await;
                }
                Ok(None) => self.wait(POLL).await,
                Err(error) => {
                    tracing::warn!(%error, "the queue could not be read; trying again");
                    self.wait(POLL * 3).await;
                }
            }
        }
    }

    async fn wait(&self, most: Duration) {
        tokio::select! {
            () = self.app.bus.work() => {}
            () = tokio::time::sleep(most) => {}
            () = self.stop.cancelled() => {}
        }
    }

    async fn carry_out(&self, claim: Claim, ticket: Ticket) {
        // More may wait than this worker can take.
        self.app.bus.work_arrived();
        metrics::gauge!("mixmaster_worker_busy").increment(1.0);
        tracing::info!(job = claim.job, attempt = claim.attempt, "started");
        let end = if claim.attempt > self.app.settings.max_attempts {
            let message = format!("its worker died {} times", self.app.settings.max_attempts);
            End::Failed(error(
                "worker_lost",
                &message,
                "ask whoever runs the service to look into its log",
            ))
        } else {
            self.app.tell(Event::new("job.started", &claim.job, "processing")).await;
            let lease_ms = self.app.settings.lease_ms;
            beating(&self.app.database, (&claim, &ticket), lease_ms, self.run(&claim)).await
        };
        match self.conclude(&claim, end).await {
            Ok(outcome) => ticket.conclude(&self.app.queue, &claim.job, outcome).await,
            // The lease runs out by itself, and the job is done again.
            Err(error) => {
                tracing::error!(job = claim.job, %error, "the end of a job could not be kept")
            }
        }
        metrics::gauge!("mixmaster_worker_busy").decrement(1.0);
    }

    /// Fetches, runs and stores. Whatever fails on the way is an end.
    async fn run(&self, claim: &Claim) -> End {
        let key = cache::key(&self.app, claim);
        if let Some(key) = &key
            && let Some(result) = cache::copy(&self.app, claim, key).await
        {
            return End::Complete(result);
        }
        let fetched = scratch::Scratch::fill(&self.app, &claim.job, &claim.order);
        let scratch = match fetched.instrument(spans::step("fetch")).await {
            Ok(scratch) => scratch,
            Err(message) => return End::Retry(error("storage", &message, "")),
        };
        let ran = child::run(&self.app, &scratch, claim, &self.drained).await;
        match ran {
            Ran::Through { stdout } => {
                let kept = results::keep(&self.app, claim, &scratch, &stdout);
                match kept.instrument(spans::step("store")).await {
                    Ok(end) => {
                        if let Some(key) = &key
                            && let Err(error) =
                                self.app.database.keep_result(key, &claim.job, now_ms()).await
                        {
                            tracing::warn!(job = claim.job, %error, "its results will not be found again");
                        }
                        end
                    }
                    Err(message) => End::Retry(error("storage", &message, "")),
                }
            }
            Ran::Ended(end) => end,
        }
    }

    async fn conclude(&self, claim: &Claim, end: End) -> Result<Outcome, sqlx::Error> {
        let (db, now) = (&self.app.database, now_ms());
        let until = claim.order.retention.until_ms(now);
        let (held, event, outcome) = match end {
            End::Complete(result) => {
                let held = db.complete(claim, &result, (now, until)).await?;
                let event =
                    Event { progress: 100.0, ..Event::new("job.complete", &claim.job, "complete") };
                (held, event, Outcome::Over)
            }
            End::Failed(error) => {
                let text = serde_json::to_string(&error).unwrap_or_default();
                let held = db.end_without(claim, ("failed", Some(&text)), (now, until)).await?;
                metrics::counter!("mixmaster_jobs_failed_total", "code" => error.code).increment(1);
                let event = Event {
                    message: Some(error.message),
                    ..Event::new("job.failed", &claim.job, "failed")
                };
                (held, event, Outcome::Dead)
            }
            End::Cancelled => {
                let held = db.end_without(claim, ("cancelled", None), (now, until)).await?;
                (held, Event::new("job.cancelled", &claim.job, "cancelled"), Outcome::Over)
            }
            End::Retry(error) if claim.attempt >= self.app.settings.max_attempts => {
                return Box::pin(self.conclude(claim, End::Failed(error))).await;
            }
            End::Retry(error) => {
                let rest = (BACKOFF_MS << (claim.attempt - 1).clamp(0, 10)).min(BACKOFF_MAX_MS);
                let text = serde_json::to_string(&error).unwrap_or_default();
                let held = db.give_back(claim, (Some(&text), false), (now, now + rest)).await?;
                let event = Event {
                    message: Some(error.message),
                    ..Event::new("job.retrying", &claim.job, "queued")
                };
                (held, event, Outcome::Again { rest_ms: rest.unsigned_abs() })
            }
            End::GivenBack => {
                let held = db.give_back(claim, (None, true), (now, now)).await?;
                (
                    held,
                    Event::new("job.queued", &claim.job, "queued"),
                    Outcome::Again { rest_ms: 0 },
                )
            }
            // Whoever has it answers for it.
            End::Lost => return Ok(Outcome::Over),
        };
        spans::ended(&event);
        if held {
            tracing::info!(job = claim.job, end = event.kind, message = event.message, "ended");
            self.app.tell(event).await;
        } else {
            tracing::warn!(job = claim.job, "another worker has it");
        }
        Ok(outcome)
    }
}

/// Does `work` on a claim and renews its lease all the while: also where nothing is told of it, as
/// while audio is fetched and results are stored.
async fn beating<T>(
    database: &Database,
    (claim, ticket): (&Claim, &Ticket),
    lease_ms: i64,
    work: impl Future<Output = T>,
) -> T {
    let mut beats = tokio::time::interval(Duration::from_millis(lease_ms.unsigned_abs()) / 3);
    tokio::pin!(work);
    loop {
        tokio::select! {
            end = &mut work => return end,
            _ = beats.tick() => {
                ticket.beat().await;
                if let Err(error) = database.renew(claim, now_ms() + lease_ms).await {
                    tracing::warn!(job = claim.job, %error, "no heartbeat; trying again");
                }
            }
        }
    }
}

pub(crate) fn error(code: &str, message: &str, hint: &str) -> JobError {
    JobError { code: code.into(), message: message.into(), hint: hint.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::{Maker, testing};
    use crate::job::{Order, StemOrder};

    #[tokio::test]
    async fn a_job_stays_its_workers_while_nothing_is_told_of_it() {
        const LEASE_MS: i64 = 300;
        let (database, _dir) = testing::database().await;
        let stem = StemOrder::of_file("a.wav").unwrap();
        let stems = vec![StemOrder { object: Some("x".into()), ..stem }];
        let order = Order { stems, ..Order::default() };
        let maker = Maker { owner: "me", key: None, remembered: None };
        database.insert_job(("a", maker), &order, 1).await.unwrap();
        let claim = database.claim(("first", None), LEASE_MS, now_ms()).await.unwrap().unwrap();
        let fetching = async {
            let mut taken = Vec::new();
            for _ in 0..8 {
                tokio::time::sleep(Duration::from_millis(LEASE_MS.unsigned_abs() / 2)).await;
                taken.push(database.claim(("other", None), LEASE_MS, now_ms()).await.unwrap());
            }
            taken
        };
        let taken = beating(&database, (&claim, &Ticket::None), LEASE_MS, fetching).await;
        assert!(taken.iter().all(Option::is_none), "another worker has it");
    }
}
