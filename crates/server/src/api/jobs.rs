//! `/v1/jobs`: seen, listed, called off, tried again, forgotten.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::auth::Principal;
use crate::clock::now_ms;
use crate::database::{Event, JobFilter, JobRow, SEARCH_WORDS_MAX};
use crate::job::order::{check_project, invalid};
use crate::job::{EditJob, JobView, Status};
use crate::problem::{CONFLICT, Problem};

/// Which jobs are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListQuery {
    /// Only those in this state.
    status: Option<Status>,
    /// Only those of this project.
    project_id: Option<String>,
    /// Only those of this kind, or of these, with commas.
    #[param(example = "mix,master")]
    kind: Option<String>,
    /// Only those that render this recipe.
    recipe_id: Option<String>,
    /// Only those of this song: the job that first decided about it, and all that render it.
    song_id: Option<String>,
    /// Only those whose project, title or stems hold all of these words (4 at most), in any order
    /// and case.
    #[param(example = "rain vocal", max_length = 200)]
    q: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many, 1 to 200; 50 unless asked.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
}

/// A page of jobs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobPage {
    /// The newest first.
    jobs: Vec<JobView>,
    /// `cursor` of the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The job of this name, where it is the principal's to see.
pub(super) async fn own(app: &App, who: &Principal, id: &str) -> Result<JobRow, Problem> {
    let row = app.database.job(id).await?.filter(|row| who.may_see(&row.owner));
    row.ok_or_else(|| Problem::missing("job", id))
}

/// Jobs, the newest first
#[utoipa::path(get, path = "/v1/jobs", tag = "jobs", params(ListQuery),
    responses((status = 200, body = JobPage), (status = 400, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn list(
    State(app): State<App>,
    who: Principal,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Json<JobPage>, Problem> {
    let Query(query) = query?;
    let limit = query.limit.unwrap_or(50).clamp(1, 200);
    let owner = (!who.is_admin).then_some(who.owner);
    let words = searched(query.q.as_deref().unwrap_or_default())?;
    let filter = JobFilter {
        recipe_id: query.recipe_id,
        song_id: query.song_id,
        words,
        owner,
        status: query.status,
        project_id: query.project_id,
        kinds: query.kind,
        before: query.cursor,
        limit: limit + 1,
    };
    let mut rows = app.database.jobs(&filter).await?;
    let is_more = rows.len() > usize::try_from(limit).unwrap_or_default();
    rows.truncate(usize::try_from(limit).unwrap_or_default());
    let next = rows.last().filter(|_| is_more).map(|row| row.id.clone());
    Ok(Json(JobPage { jobs: rows.iter().map(JobView::of).collect(), next }))
}

/// The words of a search.
fn searched(text: &str) -> Result<Vec<String>, Problem> {
    const LETTERS_MAX: usize = 200;
    let words: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let letters = text.chars().count();
    if words.len() > SEARCH_WORDS_MAX || letters > LETTERS_MAX || text.contains('\0') {
        let found = format!("has {} words and {letters} letters", words.len());
        return Err(invalid("q", &found, "at most 4 words and 200 letters that can be printed"));
    }
    Ok(words)
}

/// One job
#[utoipa::path(get, path = "/v1/jobs/{id}", tag = "jobs", params(("id" = String, Path, description = "Name of the job")),
    responses((status = 200, body = JobView), (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<JobView>, Problem> {
    Ok(Json(JobView::of(&own(&app, &who, &id).await?)))
}

/// Gives a song another name
///
/// The name of its project moves for all jobs of the song, in whatever state they are.
#[utoipa::path(patch, path = "/v1/jobs/{id}", tag = "jobs", request_body = EditJob, params(("id" = String, Path, description = "Name of the job")),
    responses((status = 200, body = JobView), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn patch(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    body: Result<Json<EditJob>, JsonRejection>,
) -> Result<Json<JobView>, Problem> {
    let Json(EditJob { project_id }) = body?;
    let row = own(&app, &who, &id).await?;
    check_project(project_id.as_deref())?;
    let name = project_id.filter(|name| !name.is_empty());
    app.database.move_song((&row.song_id, &row.owner), name.as_deref()).await?;
    Ok(Json(JobView::of(&own(&app, &who, &id).await?)))
}

/// Calls a job off
///
/// A job that a worker has ends within a second.
#[utoipa::path(post, path = "/v1/jobs/{id}/cancel", tag = "jobs", params(("id" = String, Path, description = "Name of the job")),
    responses((status = 202, body = JobView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn cancel(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<JobView>), Problem> {
    let row = own(&app, &who, &id).await?;
    if !app.database.cancel_job(&id, now_ms()).await? {
        return Err(Problem::new(CONFLICT, format!("the job is {}", row.status().name())));
    }
    let row = own(&app, &who, &id).await?;
    if row.status() == Status::Cancelled {
        app.tell(Event::new("job.cancelled", &id, "cancelled")).await;
    }
    Ok((StatusCode::ACCEPTED, Json(JobView::of(&row))))
}

/// Tries a job again that failed or was called off
#[utoipa::path(post, path = "/v1/jobs/{id}/retry", tag = "jobs", params(("id" = String, Path, description = "Name of the job")),
    responses((status = 202, body = JobView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn retry(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<JobView>), Problem> {
    let row = own(&app, &who, &id).await?;
    let whole = row.order().is_some_and(|order| order.is_whole());
    if !whole || !app.database.retry_job(&id, now_ms()).await? {
        let found = if whole { row.status().name() } else { "without all of its audio" };
        return Err(Problem::new(
            CONFLICT,
            format!("the job is {found}, expected failed or cancelled"),
        ));
    }
    app.queued(&id, row.order().map_or(0, |order| order.priority)).await;
    Ok((StatusCode::ACCEPTED, Json(JobView::of(&own(&app, &who, &id).await?))))
}

/// Forgets a job with all its files
#[utoipa::path(delete, path = "/v1/jobs/{id}", tag = "jobs", params(("id" = String, Path, description = "Name of the job")),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn delete(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    own(&app, &who, &id).await?;
    if !app.database.delete_job(&id).await? {
        return Err(Problem::new(CONFLICT, "a worker has the job").hint("cancel it first"));
    }
    app.storage.delete_all(&format!("jobs/{id}")).await?;
    Ok(StatusCode::NO_CONTENT)
}
