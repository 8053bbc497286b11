//! `/v1/sessions`: a short token instead of a key, for browsers.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::auth::{KeyRole, Scope, known_key, known_session};
use crate::clock::{now_ms, rfc3339};
use crate::database::KeyRow;
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
    begin(&app, &key)
}

/// Renews a session
///
/// Send the token of one that still runs. The new one may do the same and lasts as long as any, but not
/// longer than the key; the old one stays until its own end.
#[utoipa::path(post, path = "/v1/sessions/renew", tag = "keys", responses((status = 201, body = Session), (status = 401, body = Problem)))]
pub(crate) async fn renew(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<(StatusCode, Json<Session>), Problem> {
    let Some(key) = known_session(&app, &headers).await? else {
        return Err(Problem::new(
            UNAUTHORISED,
            "the request has no session, or one that is over, or whose key is revoked or expired",
        )
        .hint("send `Authorization: Bearer TOKEN` before it ends, or begin one with a key"));
    };
    begin(&app, &key)
}

fn begin(app: &App, key: &KeyRow) -> Result<(StatusCode, Json<Session>), Problem> {
    let until_s = key.expires_ms.map(|ms| ms / 1_000);
    let begun = app.sessions.begin(&key.id, (now_ms() / 1_000, until_s));
    let (token, end_s) = begun.map_err(|error| Problem::internal(&error))?;
    let session = Session {
        token,
        expires_at: rfc3339(end_s * 1_000),
        role: key.role(),
        scopes: key.scopes(),
    };
    Ok((StatusCode::CREATED, Json(session)))
}
