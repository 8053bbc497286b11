//! The span of a request: what is logged of it, and traced.

use std::time::Duration;

use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use tracing::Span;
use tracing::field::Empty;

use crate::traces;

/// The span of `request`, in the trace that its client names.
pub(super) fn of(request: &Request) -> Span {
    let headers = request.headers();
    let id = headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let method = request.method().as_str();
    // Not the query: a session may stand there.
    let span = tracing::info_span!(
        "request",
        otel.name = format!("{method} {route}").trim_end(),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        url.path = request.uri().path(),
        id,
    );
    traces::follow_request(&span, headers);
    span
}

/// What came of it.
pub(super) fn answered(response: &Response, took: Duration, span: &Span) {
    let status = response.status();
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    tracing::debug!(ms = took.as_secs_f64() * 1e3, status = status.as_u16(), "answered");
}
