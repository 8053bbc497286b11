//! `/v1/sessions`: a short token instead of a key, for browsers.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::auth::{KeyRole, Scope, known_key};
use crate::clock::{now_ms, rfc3339};
use crate::problem::{Problem, UNAUTHORISED};

/// A session.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    /// Goes into `Authorization: Bearer`, or into `access_token` of the address where a browser
    /// sends no headers: players, event streams, sockets.
    token: String,
    /// When it ends, RFC 3339 in UTC.
    expires_at: String,
    /// What its key is for.
    role: KeyRole,
    /// What it may do.
    scopes: Vec<Scope>,
}

/// Begins a session with a key
///
/// Send the key as for any request. Needed only where the service has keys.
#[utoipa::path(post, path = "/v1/sessions", tag = "keys", responses((status = 201, body = Session), (status = 401, body = Problem)))]
pub(crate) async fn create(
    State(app): State<App>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<Session>), Problem> {
    let Some(key) = known_key(&app, &method, &uri, &headers).await? else {
        return Err(Problem::new(
            UNAUTHORISED,
            "the request has no key, or one that is not known, revoked or expired",
        )
        .hint("send `Authorization: Bearer KEY`"));
    };
    let begun = app.sessions.begin(&key.id, now_ms() / 1_000);
    let (token, end_s) = begun.map_err(|error| Problem::internal(&error))?;
    let session = Session {
        token,
        expires_at: rfc3339(end_s * 1_000),
        role: key.role(),
        scopes: key.scopes(),
    };
    Ok((StatusCode::CREATED, Json(session)))
}
