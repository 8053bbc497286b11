//! What handlers and workers share.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::{Notify, broadcast};

use crate::auth::{Rates, Sessions};
use crate::clock::now_ms;
use crate::database::{Database, Event};
use crate::queue::Queue;
use crate::settings::Settings;
use crate::storage::Storage;

/// What handlers and workers share. Cheap to clone.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) settings: Arc<Settings>,
    pub(crate) database: Database,
    pub(crate) storage: Storage,
    pub(crate) queue: Queue,
    pub(crate) bus: Bus,
    pub(crate) rates: Rates,
    pub(crate) sessions: Sessions,
    pub(crate) metrics: PrometheusHandle,
    pub(crate) started: Instant,
    /// The program that the workers run.
    pub(crate) program: Arc<PathBuf>,
    /// Its hash.
    pub(crate) program_hash: Arc<str>,
}

/// Wakes those who wait within this process. The database is what they then look at, so a lost
/// wake-up costs time and nothing else.
#[derive(Clone, Debug)]
pub(crate) struct Bus {
    changed: broadcast::Sender<String>,
    work: Arc<Notify>,
}

impl Default for Bus {
    fn default() -> Self {
        Self { changed: broadcast::channel(256).0, work: Arc::new(Notify::new()) }
    }
}

impl Bus {
    /// Something happened to a job.
    fn job_changed(&self, job: &str) {
        // Nobody listening is no fault.
        let _ = self.changed.send(job.to_owned());
    }

    /// Names of jobs that something happened to.
    pub(crate) fn changes(&self) -> broadcast::Receiver<String> {
        self.changed.subscribe()
    }

    /// A job waits.
    pub(crate) fn work_arrived(&self) {
        self.work.notify_one();
    }

    /// Until a job may wait.
    pub(crate) async fn work(&self) {
        self.work.notified().await;
    }
}

impl App {
    /// Says that a job waits for a worker. A queue that does not hear it is told again by the
    /// sweeper.
    pub(crate) async fn queued(&self, job: &str, priority: i64) {
        self.tell(Event::new("job.queued", job, "queued")).await;
        let turn = now_ms().to_string();
        if let Err(error) = self.queue.announce((job, priority), &turn).await {
            tracing::warn!(job, %error, "the queue did not hear of a job; it is told again");
        }
        self.bus.work_arrived();
    }

    /// Keeps an event and wakes those who wait for it. An event that cannot be kept is logged: the
    /// job's row says where it stands in any case.
    pub(crate) async fn tell(&self, event: Event) {
        let job = event.job_id.clone();
        if let Err(error) = self.database.append_event(event, now_ms()).await {
            tracing::warn!(%job, %error, "an event was lost");
        }
        self.bus.job_changed(&job);
    }
}
