//! Errors as clients see them: problem details after RFC 9457.
//!
//! Causes of faults on our side are logged and never sent.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong, for a program and for a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Name of the situation as a URN; never changes its meaning.
    #[serde(rename = "type")]
    #[schema(example = "urn:mixmaster:problem:unknown-profile")]
    kind: String,
    /// The situation in words.
    title: &'static str,
    /// HTTP status.
    status: u16,
    /// What was found, and what was expected.
    detail: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    /// Seconds after which the same request may do.
    #[serde(skip)]
    retry_after_s: Option<u64>,
}

/// A situation: its name in the URN, its status and its title.
type Situation = (&'static str, StatusCode, &'static str);

pub(crate) const INVALID: Situation =
    ("invalid", StatusCode::UNPROCESSABLE_ENTITY, "The request cannot be carried out as it is");
pub(crate) const MALFORMED: Situation =
    ("malformed", StatusCode::BAD_REQUEST, "The request cannot be read");
pub(crate) const UNKNOWN_PROFILE: Situation =
    ("unknown-profile", StatusCode::UNPROCESSABLE_ENTITY, "There is no such profile");
pub(crate) const NOT_FOUND: Situation =
    ("not-found", StatusCode::NOT_FOUND, "There is no such thing");
pub(crate) const NOT_READY: Situation =
    ("not-ready", StatusCode::CONFLICT, "The job has no such result yet");
pub(crate) const CONFLICT: Situation =
    ("conflict", StatusCode::CONFLICT, "The state does not allow this");
pub(crate) const TOO_LARGE: Situation =
    ("too-large", StatusCode::PAYLOAD_TOO_LARGE, "More than is accepted");
pub(crate) const UNSUPPORTED: Situation = (
    "unsupported-media",
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    "A kind of content that is not accepted",
);
pub(crate) const UNAUTHORISED: Situation =
    ("unauthorised", StatusCode::UNAUTHORIZED, "Who you are is not known");
pub(crate) const FORBIDDEN: Situation = ("forbidden", StatusCode::FORBIDDEN, "You may not do this");
pub(crate) const TOO_MANY: Situation =
    ("too-many-requests", StatusCode::TOO_MANY_REQUESTS, "More requests than are allowed");
pub(crate) const UNAVAILABLE: Situation =
    ("unavailable", StatusCode::SERVICE_UNAVAILABLE, "The service cannot do this at the moment");
const FULL: Situation =
    ("full", StatusCode::INSUFFICIENT_STORAGE, "There is no room on the disk of the service");
const INTERNAL: Situation =
    ("internal", StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side");

impl Problem {
    /// A situation with what was found and what was expected.
    pub(crate) fn new((name, status, title): Situation, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:mixmaster:problem:{name}"),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            hint: None,
            retry_after_s: None,
        }
    }

    /// From a sentence whose last part, after a semicolon, says what to do.
    pub(crate) fn worded(situation: Situation, words: &str) -> Self {
        match words.rsplit_once("; ") {
            Some((detail, hint)) => Self::new(situation, detail).hint(hint),
            None => Self::new(situation, words),
        }
    }

    /// What to do.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// When to come again.
    pub(crate) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// A fault of ours: the cause is for the log alone.
    pub(crate) fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "a request failed");
        Self::new(INTERNAL, "the cause is in the log of the service")
            .hint("try again; if it stays, tell whoever runs the service")
    }

    /// There is no `what` of this name.
    pub(crate) fn missing(what: &str, id: &str) -> Self {
        let id: String = id.chars().take(80).collect();
        Self::new(NOT_FOUND, format!("there is no {what} `{id}`"))
    }

    /// HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let retry = self.retry_after_s;
        let mut response = (self.status(), Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl Problem {
    fn full(error: &dyn std::error::Error) -> Self {
        tracing::error!(%error, "there is no room left");
        Self::new(FULL, "the disk of the service is full; nothing of this request was kept")
            .hint("delete jobs that are done, or ask whoever runs the service for room")
    }
}

/// Whether a disk, a quota or a limit is what failed, somewhere down the causes.
fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    let mut cause = Some(error);
    while let Some(error) = cause {
        let io = error.downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| matches!(io.kind(), StorageFull | QuotaExceeded | FileTooLarge)) {
            return true;
        }
        // The source of an `io::Error` that wraps another is not that other, but its source.
        cause = match io.and_then(std::io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    false
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        // SQLITE_FULL, and SQLITE_IOERR_WRITE where a limit holds.
        if error.as_database_error().is_some_and(|it| it.message().contains("disk is full")) {
            return Self::full(&error);
        }
        tracing::error!(%error, "the database did not answer");
        Self::new(UNAVAILABLE, "the database did not answer").hint("try again").retry_after(2)
    }
}

impl From<object_store::Error> for Problem {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::new(NOT_FOUND, "the file is gone"),
            error if is_full(&error) => Self::full(&error),
            other => {
                tracing::error!(error = %other, "the storage did not answer");
                Self::new(UNAVAILABLE, "the storage did not answer")
                    .hint("try again")
                    .retry_after(2)
            }
        }
    }
}

impl From<axum::extract::rejection::JsonRejection> for Problem {
    fn from(rejection: axum::extract::rejection::JsonRejection) -> Self {
        let situation = match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => TOO_LARGE,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => UNSUPPORTED,
            StatusCode::UNPROCESSABLE_ENTITY => INVALID,
            _ => MALFORMED,
        };
        Self::new(situation, rejection.body_text())
    }
}

impl From<axum::extract::rejection::QueryRejection> for Problem {
    fn from(rejection: axum::extract::rejection::QueryRejection) -> Self {
        Self::new(MALFORMED, rejection.body_text())
    }
}
