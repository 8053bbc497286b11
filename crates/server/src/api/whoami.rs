//! `/v1/whoami`: what a client needs to know before it shows anything.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri, header};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::auth::{KeyRole, Principal, Scope, known_key};
use crate::problem::{Problem, UNAUTHORISED};

/// Who asks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Whoami {
    /// `off` where everybody on this machine may do everything, or `required`.
    authentication: &'static str,
    /// Whose jobs are shown; absent without a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    /// What the key is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<KeyRole>,
    /// What it may do.
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<Vec<Scope>>,
}

/// Who asks, and whether a key is needed
///
/// Answers without a key, too: then it says whether one is needed and nothing else.
#[utoipa::path(get, path = "/v1/whoami", tag = "keys", responses((status = 200, body = Whoami), (status = 401, body = Problem)))]
pub(crate) async fn whoami(
    State(app): State<App>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Whoami>, Problem> {
    if !app.settings.needs_keys() {
        let local = Principal::local();
        return Ok(Json(Whoami {
            authentication: "off",
            owner: Some(local.owner),
            role: Some(KeyRole::Admin),
            scopes: Some(Scope::ALL.to_vec()),
        }));
    }
    let nobody = Whoami { authentication: "required", owner: None, role: None, scopes: None };
    let in_address = uri.query().is_some_and(|query| query.contains("access_token="));
    let is_sent = headers.contains_key(header::AUTHORIZATION) || headers.contains_key("x-api-key");
    if !is_sent && !in_address {
        return Ok(Json(nobody));
    }
    let Some(key) = known_key(&app, &method, &uri, &headers).await? else {
        return Err(Problem::new(UNAUTHORISED, "the key is not known, revoked or expired")
            .hint("send another key, or none"));
    };
    let (role, scopes) = (Some(key.role()), Some(key.scopes()));
    Ok(Json(Whoami { owner: Some(key.owner), role, scopes, ..nobody }))
}
