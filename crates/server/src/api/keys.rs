//! `/v1/keys`: what `mixmaster key` does, for admins over HTTP.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::auth::{KeyRole, Scope};
use crate::clock::now_ms;
use crate::keys::{KeyError, KeyLine, KeyWish, make};
use crate::problem::{INVALID, Problem};

/// A key to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateKey {
    /// For people.
    #[schema(example = "mobile app", max_length = 100)]
    name: String,
    /// What it is for.
    role: KeyRole,
    /// What it may do, of what its role may; all of that unless said.
    #[serde(default)]
    scopes: Vec<Scope>,
    /// An owner of other keys, whose jobs it shall share.
    owner: Option<String>,
    /// Days that it is good for.
    #[schema(minimum = 1)]
    days: Option<u32>,
    /// Requests a minute.
    #[schema(minimum = 1)]
    requests_per_minute: Option<u32>,
    /// Jobs a day.
    #[schema(minimum = 1)]
    jobs_per_day: Option<u32>,
}

/// A key that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NewKey {
    /// The whole key. It is told this once.
    secret: String,
    #[serde(flatten)]
    line: KeyLine,
}

/// Keys of the service
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeyList {
    /// The oldest first.
    keys: Vec<KeyLine>,
}

/// All keys
#[utoipa::path(get, path = "/v1/keys", tag = "keys", responses((status = 200, body = KeyList), (status = 403, body = Problem)))]
pub(crate) async fn list(State(app): State<App>) -> Result<Json<KeyList>, Problem> {
    let keys = app.database.keys().await?.iter().map(KeyLine::of).collect();
    Ok(Json(KeyList { keys }))
}

/// Makes a key
#[utoipa::path(post, path = "/v1/keys", tag = "keys", request_body = CreateKey,
    responses((status = 201, body = NewKey), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn create(
    State(app): State<App>,
    body: Result<Json<CreateKey>, JsonRejection>,
) -> Result<(StatusCode, Json<NewKey>), Problem> {
    let Json(CreateKey { name, role, scopes, owner, days, requests_per_minute, jobs_per_day }) =
        body?;
    let wish = KeyWish { name, role, scopes, owner, days, requests_per_minute, jobs_per_day };
    let (line, secret) = make(&app.database, &wish).await.map_err(|error| match error {
        KeyError::Database(error) => error.into(),
        KeyError::Random(error) => Problem::internal(&error),
        KeyError::Wish(words) => Problem::worded(INVALID, &words),
        KeyError::Unknown(id) => Problem::missing("key", &id),
    })?;
    Ok((StatusCode::CREATED, Json(NewKey { secret, line })))
}

/// Ends a key at once
///
/// Sessions made from it end with it.
#[utoipa::path(delete, path = "/v1/keys/{id}", tag = "keys", params(("id" = String, Path, description = "Name of the key")),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn revoke(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    if app.database.revoke_key(&id, now_ms()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::missing("key", &id))
    }
}
