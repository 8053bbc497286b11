//! Workers: claim a job, fetch its audio, run the command, store what it made.

mod cache;
mod child;
mod export;
mod process;
mod results;
mod scratch;
mod tools;

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;
use crate::clock::now_ms;
use crate::database::{Claim, Event};
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
                Ok(Some((claim, ticket))) => self.carry_out(claim, ticket).await,
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
            let rest = Duration::from_millis(self.app.settings.lease_ms.unsigned_abs()) / 3;
            let mut beats = tokio::time::interval(rest);
            let run = self.run(&claim);
            tokio::pin!(run);
            loop {
                tokio::select! {
                    end = &mut run => break end,
                    _ = beats.tick() => {
                        ticket.beat().await;
                        let until = now_ms() + self.app.settings.lease_ms;
                        if let Err(error) = self.app.database.renew(&claim, until).await {
                            tracing::warn!(job = claim.job, %error, "no heartbeat; trying again");
                        }
                    }
                }
            }
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
        let scratch = match scratch::Scratch::fill(&self.app, &claim.job, &claim.order).await {
            Ok(scratch) => scratch,
            Err(message) => return End::Retry(error("storage", &message, "")),
        };
        let ran = child::run(&self.app, &scratch, claim, &self.drained).await;
        match ran {
            Ran::Through { stdout } => {
                match results::keep(&self.app, claim, &scratch, &stdout).await {
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
        if held {
            tracing::info!(job = claim.job, end = event.kind, message = event.message, "ended");
            self.app.tell(event).await;
        } else {
            tracing::warn!(job = claim.job, "another worker has it");
        }
        Ok(outcome)
    }
}

pub(crate) fn error(code: &str, message: &str, hint: &str) -> JobError {
    JobError { code: code.into(), message: message.into(), hint: hint.into() }
}
