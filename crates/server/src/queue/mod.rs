//! Who does which job next.
//!
//! The table of jobs is the record of truth in both modes: a job is a worker's once one conditional
//! change of its row says so. Alone, workers look into the table themselves. In a fleet, NATS
//! JetStream carries each job to a worker, hears its heartbeats, brings it to another one when they
//! stop, and keeps what failed for good.

mod nats;

use crate::database::{Claim, Database};

pub(crate) use nats::Nats;

/// How jobs get to workers.
#[derive(Clone)]
pub(crate) enum Queue {
    /// Workers look into the table of jobs.
    Table,
    /// JetStream carries them.
    Nats(Box<Nats>),
}

/// A job on its way: what the queue is told of it.
pub(crate) enum Ticket {
    /// The table knows.
    None,
    /// A message that waits for an answer.
    Nats(Box<nats::Message>),
}

/// What becomes of a job that a worker had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is left to do.
    Over,
    /// It failed for good.
    Dead,
    /// It shall come again, after a rest.
    Again {
        /// The rest, in milliseconds.
        rest_ms: u64,
    },
}

/// A queue that did not answer.
pub(crate) type QueueError = Box<dyn std::error::Error + Send + Sync>;

impl Queue {
    /// Says that a job waits. `turn` tells its tries apart: the same turn is carried once.
    pub(crate) async fn announce(
        &self,
        (job, priority): (&str, i64),
        turn: &str,
    ) -> Result<(), QueueError> {
        match self {
            Self::Table => Ok(()),
            Self::Nats(nats) => nats.announce((job, priority), turn).await,
        }
    }

    /// The most urgent job, if one waits.
    pub(crate) async fn next(
        &self,
        database: &Database,
        worker: &str,
        (lease_ms, now_ms): (i64, i64),
    ) -> Result<Option<(Claim, Ticket)>, QueueError> {
        match self {
            Self::Table => {
                let claim = database.claim((worker, None), lease_ms, now_ms).await?;
                Ok(claim.map(|claim| (claim, Ticket::None)))
            }
            Self::Nats(nats) => {
                let Some((job, message)) = nats.next().await? else { return Ok(None) };
                let claim = database.claim((worker, Some(&job)), lease_ms, now_ms).await?;
                if let Some(claim) = claim {
                    return Ok(Some((claim, Ticket::Nats(Box::new(message)))));
                }
                // Either it has ended, or it rests, or another has it and this message is for the
                // case that the other dies.
                let row = database.job(&job).await?;
                let outcome = match row {
                    Some(row) if !row.status().is_final() => {
                        Outcome::Again { rest_ms: lease_ms.unsigned_abs() }
                    }
                    _ => Outcome::Over,
                };
                nats::answer(&message, outcome).await?;
                Ok(None)
            }
        }
    }

    /// Whether workers look into the table of jobs themselves.
    pub(crate) fn is_table(&self) -> bool {
        matches!(self, Self::Table)
    }

    /// Whether it answers.
    pub(crate) async fn ping(&self) -> Result<(), QueueError> {
        match self {
            Self::Table => Ok(()),
            Self::Nats(nats) => nats.ping().await,
        }
    }
}

impl Ticket {
    /// Says that the worker is still at it.
    pub(crate) async fn beat(&self) {
        if let Self::Nats(message) = self
            && let Err(error) = nats::beat(message).await
        {
            tracing::warn!(%error, "the queue did not hear a heartbeat");
        }
    }

    /// Says what became of it. An answer that is lost brings the message again, and then it is seen
    /// to be over.
    pub(crate) async fn conclude(&self, nats: &Queue, job: &str, outcome: Outcome) {
        let Self::Nats(message) = self else { return };
        let mut answered = nats::answer(message, outcome).await;
        if let (Queue::Nats(nats), Outcome::Dead, Ok(())) = (nats, outcome, &answered) {
            answered = nats.bury(job).await;
        }
        if let Err(error) = answered {
            tracing::warn!(job, %error, "the queue did not hear of an end");
        }
    }
}
