//! `/v1/recipes`: what was decided, edited by a person, and rendered again.
//!
//! A recipe is never changed in place: an edit makes a new one, with its parent's name, so that
//! every state can be gone back to.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use recipe::Recipe;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::{create, jobs, shapes};
use crate::app::App;
use crate::auth::Principal;
use crate::clock::{now_ms, rfc3339};
use crate::database::{RecipeRow, RenderRow};
use crate::job::order::{Retention, invalid};
use crate::job::{JobView, Kind, Order, PreviewSpan, RenderJob, Status};
use crate::problem::{CONFLICT, NOT_FOUND, Problem, TOO_MANY};

/// Recipes for the stems of one job.
const RECIPES_MAX: i64 = 1_000;
/// Renders and previews of one song that are told.
pub(super) const RENDERS_MAX: i64 = 5_000;
/// Of previews, over that of jobs that nobody waits for.
const PREVIEW_PRIORITY: u8 = 8;

/// A recipe with what is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecipeView {
    /// Its name; that of the job where a job made it.
    recipe_id: String,
    /// The job whose stems it is for.
    job_id: String,
    /// What it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<String>,
    /// Which song it is of: the job that first decided about it.
    song_id: String,
    /// When it was made, RFC 3339 in UTC.
    created_at: String,
    /// Jobs that render it, the oldest first.
    renders: Vec<RenderView>,
    /// The document, after the schema of recipes. Absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = shapes::recipe, required = false)]
    recipe: Option<Value>,
}

/// A job that renders a recipe.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RenderView {
    /// Its name; the recipe that it made has the same.
    job_id: String,
    /// `render`, or `preview` where it is a span.
    kind: Kind,
    /// Where it stands.
    status: Status,
    /// When it was asked for, RFC 3339 in UTC.
    created_at: String,
}

/// Recipes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecipeList {
    /// The oldest first, without their documents.
    recipes: Vec<RecipeView>,
}

/// Whose recipes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecipeQuery {
    /// Those for the stems of this job.
    job_id: Option<String>,
    /// All of this song: of the job that first decided about it, and of all that render it.
    song_id: Option<String>,
}

impl RecipeView {
    pub(super) fn of(row: &RecipeRow, renders: &[RenderRow], with_document: bool) -> Self {
        let renders = renders.iter().filter(|render| render.recipe_id == row.id);
        Self {
            song_id: row.song_id.clone(),
            renders: renders.map(RenderView::of).collect(),
            recipe_id: row.id.clone(),
            job_id: row.job_id.clone(),
            parent_id: row.parent_id.clone(),
            created_at: rfc3339(row.created_ms),
            recipe: if with_document { serde_json::from_str(&row.body).ok() } else { None },
        }
    }
}

impl RenderView {
    fn of(row: &RenderRow) -> Self {
        Self {
            job_id: row.id.clone(),
            kind: if row.kind == Kind::Preview.name() { Kind::Preview } else { Kind::Render },
            status: Status::named(&row.status).unwrap_or(Status::Failed),
            created_at: rfc3339(row.created_ms),
        }
    }
}

/// The recipe of this name, where it is the principal's to see.
pub(super) async fn own(app: &App, who: &Principal, id: &str) -> Result<RecipeRow, Problem> {
    let row = app.database.recipe(id).await?.filter(|row| who.may_see(&row.owner));
    row.ok_or_else(|| Problem::missing("recipe", id))
}

/// Recipes of a job or of a song
///
/// With `song_id`: every version of the song, whichever job made it, each with its parent and with
/// the jobs that render it.
#[utoipa::path(get, path = "/v1/recipes", tag = "recipes", params(RecipeQuery),
    responses((status = 200, body = RecipeList), (status = 400, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn list(
    State(app): State<App>,
    who: Principal,
    query: Result<Query<RecipeQuery>, QueryRejection>,
) -> Result<Json<RecipeList>, Problem> {
    let db = &app.database;
    let (rows, song) = match query?.0 {
        RecipeQuery { job_id: Some(job), song_id: None } => {
            let song = jobs::own(&app, &who, &job).await?.song_id;
            (db.recipes(&job, RECIPES_MAX).await?, song)
        }
        RecipeQuery { job_id: None, song_id: Some(song) } => {
            let owner = if who.is_admin { "" } else { &who.owner };
            let rows = db.recipes_of_song((&song, owner), RECIPES_MAX).await?;
            if rows.is_empty() {
                return Err(Problem::missing("song", &song));
            }
            (rows, song)
        }
        _ => return Err(invalid("the query", "names not one", "`job_id` or `song_id`")),
    };
    let renders = db.renders(&song, RENDERS_MAX).await?;
    let recipes = rows.iter().map(|row| RecipeView::of(row, &renders, false));
    Ok(Json(RecipeList { recipes: recipes.collect() }))
}

/// One recipe
#[utoipa::path(get, path = "/v1/recipes/{id}", tag = "recipes", params(("id" = String, Path, description = "Name of the recipe, or of the job that made it")),
    responses((status = 200, body = RecipeView), (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<RecipeView>, Problem> {
    let row = own(&app, &who, &id).await?;
    let renders = app.database.renders(&row.song_id, RENDERS_MAX).await?;
    Ok(Json(RecipeView::of(&row, &renders, true)))
}

/// Keeps a recipe that was made of another.
pub(super) async fn keep(
    app: &App,
    parent: RecipeRow,
    recipe: &Recipe,
) -> Result<RecipeRow, Problem> {
    let most = usize::try_from(RECIPES_MAX).unwrap_or_default();
    if app.database.recipes(&parent.job_id, RECIPES_MAX).await?.len() >= most {
        let found = format!("the job has {RECIPES_MAX} recipes, which is the most");
        return Err(Problem::new(TOO_MANY, found).hint("make a new job"));
    }
    let made = RecipeRow {
        id: uuid::Uuid::now_v7().to_string(),
        owner: parent.owner,
        job_id: parent.job_id,
        song_id: parent.song_id,
        parent_id: Some(parent.id),
        body: recipe.to_json(),
        created_ms: now_ms(),
    };
    app.database.keep_recipe(&made).await?;
    Ok(made)
}

/// Renders a recipe
///
/// A new job with the stems of the recipe's own; it ends like any other. With `hold_loudness`, or
/// where the recipe asks for another loudness than the one that its job made, gain and ceiling are
/// solved for it, and the recipe of the new job has what was found.
#[utoipa::path(post, path = "/v1/recipes/{id}/render", tag = "recipes", params(("id" = String, Path, description = "Name of the recipe")),
    request_body = RenderJob,
    responses((status = 201, body = JobView), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn render(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    body: Result<Json<RenderJob>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(asked) = body?;
    let row = own(&app, &who, &id).await?;
    let retarget = holds_loudness(&app, &row, asked.hold_loudness).await?;
    on_recipe(&app, &who, &row, |before| {
        let order = Order::of_recipe(Kind::Render, asked, before, &app.settings)?;
        Ok(Order { retarget, ..order })
    })
    .await
}

/// Renders a span of a recipe
///
/// A job of the kind `preview`, of which nothing but the span is kept: `preview` (bit for bit that
/// part of the master), and the same span of the stems as they came, of the mix and of the master at
/// one loudness.
#[utoipa::path(post, path = "/v1/recipes/{id}/preview", tag = "recipes", params(("id" = String, Path, description = "Name of the recipe")),
    request_body = PreviewSpan,
    responses((status = 201, body = JobView), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn preview(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    body: Result<Json<PreviewSpan>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(span) = body?;
    span.check()?;
    let row = own(&app, &who, &id).await?;
    let retarget = holds_loudness(&app, &row, span.hold_loudness).await?;
    on_recipe(&app, &who, &row, |before| {
        // Somebody waits for it, and it is heard once.
        let asked = RenderJob { priority: Some(PREVIEW_PRIORITY), ..RenderJob::default() };
        let order = Order::of_recipe(Kind::Preview, asked, before, &app.settings)?;
        Ok(Order { preview: span, retarget, retention: Retention::Days(1), ..order })
    })
    .await
}

/// Whether gain and ceiling are to be found anew: as asked, else where loudness or ceiling are not
/// those of the recipe that the job made.
async fn holds_loudness(app: &App, row: &RecipeRow, asked: Option<bool>) -> Result<bool, Problem> {
    if let Some(holds) = asked {
        return Ok(holds);
    }
    let Some(first) = app.database.recipe(&row.job_id).await? else { return Ok(false) };
    let read = |body: &str| Recipe::from_json(body).map_err(|error| Problem::internal(&error));
    let (was, is) = (read(&first.body)?.brief, read(&row.body)?.brief);
    let differs = |was: f64, is: f64| (was - is).abs() > 1e-9;
    Ok(differs(was.lufs, is.lufs) || differs(was.ceiling_dbtp, is.ceiling_dbtp))
}

/// What the job of a recipe was asked, with the stems that the recipe is for.
pub(super) async fn stems_of(
    app: &App,
    who: &Principal,
    row: &RecipeRow,
) -> Result<Order, Problem> {
    let job = jobs::own(app, who, &row.job_id).await?;
    // The song may have got another name since.
    let order = job.order().map(|order| Order { project_id: job.project_id, ..order });
    let has_stems = |order: &Order| matches!(order.kind, Kind::Mix | Kind::Master | Kind::Render);
    let order = order.filter(has_stems);
    order.ok_or_else(|| Problem::new(CONFLICT, "the job of this recipe has no stems to render"))
}

/// Makes a job on a recipe, with stems of its own.
async fn on_recipe(
    app: &App,
    who: &Principal,
    row: &RecipeRow,
    order: impl FnOnce(&Order) -> Result<Order, Problem>,
) -> Result<Response, Problem> {
    create::may_make(app, who).await?;
    let before = stems_of(app, who, row).await?;
    let job = uuid::Uuid::now_v7().to_string();
    let mut order = order(&before)?;
    order.recipe_id = Some(row.id.clone());
    order.song_id = Some(row.song_id.clone());
    let made = fill(app, (&job, &mut order), &row.body).await.map(|()| (order, String::new()));
    let (status, row) = create::settle(app, who, (&job, made), None).await?;
    let place = [(header::LOCATION, format!("/v1/jobs/{job}"))];
    Ok((status, place, Json(JobView::of(&row))).into_response())
}

/// Gives the new job stems and recipe of its own: the old one may go.
async fn fill(app: &App, (job, order): (&str, &mut Order), recipe: &str) -> Result<(), Problem> {
    for (index, stem) in order.stems.iter_mut().enumerate() {
        let Some(from) = stem.object.take() else { continue };
        let to = format!("jobs/{job}/stems/{index:02}");
        app.storage.copy(&from, &to).await.map_err(|error| match error {
            object_store::Error::NotFound { .. } => {
                Problem::new(NOT_FOUND, format!("the audio of stem `{}` is gone", stem.name))
                    .hint("make a new job from the stems")
            }
            other => other.into(),
        })?;
        stem.object = Some(to);
    }
    let object = format!("jobs/{job}/recipe.json");
    app.storage.put_bytes(&object, recipe.to_owned().into()).await?;
    order.recipe = Some(object);
    Ok(())
}
