//! `/v1/recipes`: what was decided, edited by a person, and rendered again.
//!
//! A recipe is never changed in place: an edit makes a new one, with its parent's name, so that
//! every state can be gone back to.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use recipe::{Move, Recipe, validate};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

use super::{create, jobs};
use crate::app::App;
use crate::auth::Principal;
use crate::clock::{now_ms, rfc3339};
use crate::database::RecipeRow;
use crate::job::order::Retention;
use crate::job::{JobView, Kind, Order, PreviewSpan, RenderJob};
use crate::problem::{CONFLICT, INVALID, NOT_FOUND, Problem, TOO_MANY};

/// Recipes for the stems of one job.
const RECIPES_MAX: i64 = 1_000;
const MOVES_MAX: usize = 5_000;
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
    /// When it was made, RFC 3339 in UTC.
    created_at: String,
    /// The document, after the schema of recipes. Absent in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    recipe: Option<Value>,
}

/// Recipes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecipeList {
    /// The oldest first, without their documents.
    recipes: Vec<RecipeView>,
}

/// Whose recipes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecipeQuery {
    /// The job whose stems they are for.
    job_id: String,
}

/// What is to be different.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RecipeEdit {
    /// Moves that are there, by their `id`.
    moves: Vec<MoveEdit>,
    /// Whole moves to be added at the end, as in a recipe.
    #[schema(value_type = Vec<Object>)]
    add: Vec<Value>,
}

/// One move, changed. What is not named stays.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct MoveEdit {
    /// Which.
    #[schema(example = "m014")]
    id: String,
    /// Share of it that is applied, in percent.
    #[schema(minimum = 0.0, maximum = 150.0)]
    amount_pct: Option<f32>,
    /// Whether later decisions leave it alone.
    locked: Option<bool>,
    /// Takes it out.
    drop: bool,
    /// Settings that are different.
    #[schema(value_type = Object)]
    params: BTreeMap<String, Value>,
}

impl RecipeView {
    pub(super) fn of(row: &RecipeRow, with_document: bool) -> Self {
        Self {
            recipe_id: row.id.clone(),
            job_id: row.job_id.clone(),
            parent_id: row.parent_id.clone(),
            created_at: rfc3339(row.created_ms),
            recipe: if with_document { serde_json::from_str(&row.body).ok() } else { None },
        }
    }
}

/// The recipe of this name, where it is the principal's to see.
pub(super) async fn own(app: &App, who: &Principal, id: &str) -> Result<RecipeRow, Problem> {
    let row = app.database.recipe(id).await?.filter(|row| who.may_see(&row.owner));
    row.ok_or_else(|| Problem::missing("recipe", id))
}

/// Recipes for the stems of a job
#[utoipa::path(get, path = "/v1/recipes", tag = "recipes", params(RecipeQuery),
    responses((status = 200, body = RecipeList), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(app): State<App>,
    who: Principal,
    query: Result<Query<RecipeQuery>, QueryRejection>,
) -> Result<Json<RecipeList>, Problem> {
    let Query(RecipeQuery { job_id }) = query?;
    jobs::own(&app, &who, &job_id).await?;
    let rows = app.database.recipes(&job_id, RECIPES_MAX).await?;
    Ok(Json(RecipeList { recipes: rows.iter().map(|row| RecipeView::of(row, false)).collect() }))
}

/// One recipe
#[utoipa::path(get, path = "/v1/recipes/{id}", tag = "recipes", params(("id" = String, Path, description = "Name of the recipe, or of the job that made it")),
    responses((status = 200, body = RecipeView), (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<RecipeView>, Problem> {
    Ok(Json(RecipeView::of(&own(&app, &who, &id).await?, true)))
}

/// Edits a recipe
///
/// Answers with a new recipe; the old one stays. `POST /v1/recipes/{id}/render` makes it sound.
#[utoipa::path(patch, path = "/v1/recipes/{id}", tag = "recipes", params(("id" = String, Path, description = "Name of the recipe")),
    request_body = RecipeEdit,
    responses((status = 201, body = RecipeView), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn patch(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    body: Result<Json<RecipeEdit>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(edit) = body?;
    let row = own(&app, &who, &id).await?;
    let recipe = Recipe::from_json(&row.body).map_err(|error| Problem::internal(&error))?;
    let recipe = edited(recipe, edit)?;
    let made = keep(&app, row, &recipe).await?;
    let place = [(header::LOCATION, format!("/v1/recipes/{}", made.id))];
    Ok((StatusCode::CREATED, place, Json(RecipeView::of(&made, true))).into_response())
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
        parent_id: Some(parent.id),
        body: recipe.to_json(),
        created_ms: now_ms(),
    };
    app.database.keep_recipe(&made).await?;
    Ok(made)
}

fn edited(mut recipe: Recipe, edit: RecipeEdit) -> Result<Recipe, Problem> {
    for wish in edit.moves {
        let Some(index) = recipe.moves.iter().position(|known| known.id == wish.id) else {
            return Err(Problem::new(
                INVALID,
                format!("`moves` names `{:.40}`, which is no move of this recipe", wish.id),
            )
            .hint("GET the recipe for its moves"));
        };
        if wish.drop {
            recipe.moves.remove(index);
            continue;
        }
        let Some(found) = recipe.moves.get_mut(index) else { continue };
        found.amount_pct = wish.amount_pct.unwrap_or(found.amount_pct);
        found.locked = wish.locked.unwrap_or(found.locked);
        if !wish.params.is_empty() {
            for (name, value) in wish.params {
                let value = serde_json::from_value(value).map_err(|error| {
                    Problem::new(INVALID, format!("`params.{name:.40}` of `{}`: {error}", found.id))
                })?;
                found.params.insert(name, value);
            }
            // From now on it is a person's, within a person's limits.
            found.by = "user".into();
            found.scope = recipe::Scope::User;
        }
    }
    for value in edit.add {
        let added: Move = serde_json::from_value(value)
            .map_err(|error| Problem::new(INVALID, format!("`add`: {error}")))?;
        recipe.moves.push(added);
    }
    if recipe.moves.len() > MOVES_MAX {
        return Err(Problem::new(
            INVALID,
            format!("the recipe has {} moves, expected at most {MOVES_MAX}", recipe.moves.len()),
        ));
    }
    validate(&recipe).map_err(|error| Problem::worded(INVALID, &error.to_string()))?;
    Ok(recipe)
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
    let retarget = match asked.hold_loudness {
        Some(holds) => holds,
        None => asks_for_another_loudness(&app, &row).await?,
    };
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
    on_recipe(&app, &who, &row, |before| {
        // Somebody waits for it, and it is heard once.
        let asked = RenderJob { priority: Some(PREVIEW_PRIORITY), ..RenderJob::default() };
        let order = Order::of_recipe(Kind::Preview, asked, before, &app.settings)?;
        Ok(Order { preview: span, retention: Retention::Days(1), ..order })
    })
    .await
}

/// Whether loudness or ceiling are not those of the recipe that the job made.
async fn asks_for_another_loudness(app: &App, row: &RecipeRow) -> Result<bool, Problem> {
    let Some(first) = app.database.recipe(&row.job_id).await? else { return Ok(false) };
    let read = |body: &str| Recipe::from_json(body).map_err(|error| Problem::internal(&error));
    let (was, is) = (read(&first.body)?.brief, read(&row.body)?.brief);
    let differs = |was: f64, is: f64| (was - is).abs() > 1e-9;
    Ok(differs(was.lufs, is.lufs) || differs(was.ceiling_dbtp, is.ceiling_dbtp))
}

/// Makes a job on a recipe, with stems of its own.
async fn on_recipe(
    app: &App,
    who: &Principal,
    row: &RecipeRow,
    order: impl FnOnce(&Order) -> Result<Order, Problem>,
) -> Result<Response, Problem> {
    create::may_make(app, who).await?;
    let source = jobs::own(app, who, &row.job_id).await?;
    let Some(before) = source
        .order()
        .filter(|order| matches!(order.kind, Kind::Mix | Kind::Master | Kind::Render))
    else {
        return Err(Problem::new(CONFLICT, "the job of this recipe has no stems to render"));
    };
    let job = uuid::Uuid::now_v7().to_string();
    let mut order = order(&before)?;
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
