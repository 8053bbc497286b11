//! `/admin`: the queue, the workers, the storage, and what failed.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::{now_ms, rfc3339};
use crate::database::JobFilter;
use crate::job::{JobView, Status};
use crate::problem::Problem;

const SHOWN: i64 = 50;

/// How the service is, for whoever runs it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AdminStatus {
    /// Version of the product.
    version: &'static str,
    /// Seconds since this process started.
    uptime_seconds: f64,
    /// Jobs in each state.
    jobs: BTreeMap<String, i64>,
    /// Seconds that the job waits which waits for longest.
    #[serde(skip_serializing_if = "Option::is_none")]
    oldest_wait_seconds: Option<f64>,
    /// Jobs at a time in this process.
    workers: usize,
    /// What is being worked on, in all processes.
    working: Vec<Working>,
    /// Where files are kept.
    storage: StorageStatus,
    /// The last that failed; `POST /v1/jobs/{id}/retry` tries one again.
    failed: Vec<JobView>,
}

/// One worker with its job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Working {
    /// Process and number of the worker.
    worker: String,
    /// Its job.
    job_id: String,
    /// Which try.
    attempt: i64,
    /// Share that is done, in percent.
    progress: f64,
    /// When it was last heard, RFC 3339 in UTC.
    heard_at: String,
    /// Whether it has been silent for longer than it may.
    is_lost: bool,
}

/// Where files are kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StorageStatus {
    /// `folder` or `s3`.
    kind: &'static str,
    /// Whether it answers.
    answers: bool,
    /// Bytes of audio that came with the jobs that are kept.
    stems_bytes: i64,
}

/// How the service is, for whoever runs it
#[utoipa::path(get, path = "/v1/admin/status", tag = "operations", responses((status = 200, body = AdminStatus), (status = 403, body = Problem)))]
pub(crate) async fn status(State(app): State<App>) -> Result<Json<AdminStatus>, Problem> {
    let now = now_ms();
    let failed = JobFilter { status: Some(Status::Failed), limit: SHOWN, ..JobFilter::default() };
    let processing =
        JobFilter { status: Some(Status::Processing), limit: SHOWN, ..JobFilter::default() };
    let working = app.database.jobs(&processing).await?;
    let is_s3 = app.settings.storage_url.as_deref().is_some_and(|url| url.starts_with("s3:"));
    Ok(Json(AdminStatus {
        version: env!("CARGO_PKG_VERSION"),
        uptime_seconds: app.started.elapsed().as_secs_f64(),
        jobs: app.database.count_jobs().await?.into_iter().collect(),
        oldest_wait_seconds: app
            .database
            .oldest_wait(now)
            .await?
            .map(|wait_ms| wait_ms as f64 / 1e3),
        workers: app.settings.max_workers,
        working: working
            .iter()
            .map(|row| Working {
                worker: row.worker.clone().unwrap_or_default(),
                job_id: row.id.clone(),
                attempt: row.attempts,
                progress: row.progress,
                heard_at: rfc3339(row.updated_ms),
                is_lost: row.lease_until_ms.is_some_and(|until| until < now),
            })
            .collect(),
        storage: StorageStatus {
            kind: if is_s3 { "s3" } else { "folder" },
            answers: app.storage.ping().await.is_ok(),
            stems_bytes: app.database.stems_bytes().await?,
        },
        failed: app.database.jobs(&failed).await?.iter().map(JobView::of).collect(),
    }))
}

/// The same as a page, where no web application is built that has one.
pub(super) fn page() -> impl IntoResponse {
    const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'";
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, include_str!("admin.html"))
}
