//! `/health` and `/metrics`: how the service is.

use std::time::Instant;

use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;

/// How the service is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `healthy` or `unhealthy`.
    status: &'static str,
    /// Seconds since it started.
    uptime: f64,
    /// Version of the product.
    version: &'static str,
    /// Where it runs.
    region: String,
    /// Whether each part answers.
    probes: Probes,
}

/// Whether each part answers.
#[derive(Debug, Serialize, ToSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub(crate) struct Probes {
    database: bool,
    storage: bool,
    queue: bool,
}

/// Whether the service can take work
#[utoipa::path(get, path = "/health", tag = "operations", responses((status = 200, body = Health), (status = 503, body = Health)))]
pub(crate) async fn health(State(app): State<App>) -> (StatusCode, Json<Health>) {
    let database = app.database.ping().await.is_ok();
    let storage = app.storage.ping().await.is_ok();
    // Without NATS the queue is the table of jobs.
    let queue = database && app.queue.ping().await.is_ok();
    let probes = Probes { database, storage, queue };
    let is_well = database && storage && queue;
    let health = Health {
        status: if is_well { "healthy" } else { "unhealthy" },
        uptime: app.started.elapsed().as_secs_f64(),
        version: env!("CARGO_PKG_VERSION"),
        region: app.settings.region.clone(),
        probes,
    };
    (if is_well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(health))
}

/// The same by POST
#[utoipa::path(post, path = "/health", tag = "operations", responses((status = 200, body = Health), (status = 503, body = Health)))]
pub(crate) async fn health_by_post(state: State<App>) -> (StatusCode, Json<Health>) {
    health(state).await
}

/// Whether the process lives
#[utoipa::path(get, path = "/health/live", tag = "operations", responses((status = 204)))]
pub(crate) async fn live() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Numbers for Prometheus
#[utoipa::path(get, path = "/metrics", tag = "operations", responses((status = 200, body = String, content_type = "text/plain")))]
pub(crate) async fn metrics(State(app): State<App>) -> impl IntoResponse {
    if let Ok(counts) = app.database.count_jobs().await {
        let of = |status: &str| {
            counts.iter().find(|(name, _)| name == status).map_or(0, |(_, count)| *count)
        };
        ::metrics::gauge!("mixmaster_queue_length").set(of("queued") as f64);
        for status in ["awaiting_upload", "queued", "processing", "complete", "failed", "cancelled"]
        {
            ::metrics::gauge!("mixmaster_jobs", "status" => status).set(of(status) as f64);
        }
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], app.metrics.render())
}

/// Counts and times every request, by the operation and not by the address.
pub(super) async fn count(request: Request, next: Next) -> Response {
    let endpoint = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none".into(), |path| path.as_str().to_owned());
    let method = request.method().as_str().to_owned();
    let started = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    ::metrics::counter!("ai_mixer_requests_total", "endpoint" => endpoint.clone(), "method" => method, "status" => status).increment(1);
    ::metrics::histogram!("ai_mixer_processing_duration_seconds", "endpoint" => endpoint)
        .record(started.elapsed().as_secs_f64());
    response
}
