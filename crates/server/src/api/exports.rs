//! `/v1/recipes/{id}/export/{to}`: any version of a song as a session for a DAW.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::download::{Given, give};
use super::recipes;
use crate::app::App;
use crate::auth::Principal;
use crate::job::Order;
use crate::problem::{NOT_FOUND, Problem, UNAVAILABLE};
use crate::worker;

/// Sessions that can be asked for, with the names of their files.
const SESSIONS: [(&str, &str); 2] =
    [("dawproject", "session.dawproject"), ("reaper", "session.reaper.zip")];

/// A recipe as a session for a DAW
///
/// `to` is `dawproject`, or `reaper` (project, effects and stems as ZIP). It is made when it is first
/// asked for, which takes seconds, and kept with the job. Answers `Range` and `If-None-Match`.
#[utoipa::path(get, path = "/v1/recipes/{id}/export/{to}", tag = "recipes",
    params(("id" = String, Path, description = "Name of the recipe"), ("to" = String, Path, description = "`dawproject` or `reaper`")),
    responses((status = 200, body = Vec<u8>, content_type = "application/zip"),
        (status = 206, body = Vec<u8>, content_type = "application/zip"), (status = 304),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 416, body = Problem)))]
pub(crate) async fn export(
    State(app): State<App>,
    who: Principal,
    Path((id, to)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let row = recipes::own(&app, &who, &id).await?;
    let Some((kind, file)) = SESSIONS.into_iter().find(|(kind, _)| *kind == to) else {
        let found = format!("found `{to:.40}`, expected dawproject or reaper");
        return Err(Problem::new(NOT_FOUND, found));
    };
    let object = format!("jobs/{}/exports/{}/{file}", row.job_id, row.id);
    if app.storage.head(&object).await.is_err() {
        let stems = recipes::stems_of(&app, &who, &row).await?.stems;
        let recipe = format!("jobs/{}/exports/{}/recipe.json", row.job_id, row.id);
        app.storage.put_bytes(&recipe, row.body.into()).await?;
        let order = Order { stems, recipe: Some(recipe), ..Order::default() };
        let made = worker::export(&app, (&row.job_id, &order), (kind, &object)).await;
        made.map_err(|words| Problem::new(UNAVAILABLE, words).hint("try again"))?;
    }
    give(&app, &headers, Given { object: &object, part: None, file, forgets: None }).await
}
