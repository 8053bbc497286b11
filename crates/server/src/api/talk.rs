//! Recipes in words: what two differ in, and one that is changed by a sentence.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use policy::talk::{Levels, Tweaked, tweak as talk};
use recipe::{Move, MoveDiff, Recipe, RecipeDiff, Report};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::recipes::{self, RecipeView};
use super::shapes;
use crate::app::App;
use crate::auth::Principal;
use crate::job::order::invalid;
use crate::problem::{INVALID, Problem};
use crate::worker::object;

const SAY_LETTERS_MAX: usize = 2_000;

/// What two recipes differ in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecipeDifference {
    /// In words, by stem, bus and return.
    words: Vec<String>,
    /// Moves that are not the same.
    moves: Vec<MoveDifference>,
    /// Settings of the console that are not the same.
    settings: Vec<SettingDifference>,
}

/// One move in two recipes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoveDifference {
    /// `added`, `dropped` or `changed`.
    change: &'static str,
    /// In the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = shapes::one_move, required = false)]
    before: Option<Move>,
    /// In the second.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = shapes::one_move, required = false)]
    after: Option<Move>,
}

impl MoveDifference {
    fn of(diff: &MoveDiff) -> Self {
        let (change, before, after) = match diff {
            MoveDiff::Added(after) => ("added", None, Some(after)),
            MoveDiff::Dropped(before) => ("dropped", Some(before), None),
            MoveDiff::Changed { before, after } => ("changed", Some(&**before), Some(&**after)),
        };
        Self { change, before: before.cloned(), after: after.cloned() }
    }
}

/// One setting in two recipes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SettingDifference {
    /// Stem, bus, `brief`, `session`.
    place: String,
    /// What it is called.
    field: String,
    /// In the first.
    before: Option<String>,
    /// In the second.
    after: Option<String>,
}

/// A sentence.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tweak {
    /// What to change, or what to know.
    #[schema(
        example = "vocal +1.5 dB in the chorus; less mud on guitars; warmer",
        max_length = 2000
    )]
    say: String,
}

/// What a sentence came to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TweakedView {
    /// The recipe afterwards: a new one, or the old one where nothing was changed.
    #[serde(flatten)]
    recipe: RecipeView,
    /// What was done, what was held back, and answers to questions.
    words: Vec<String>,
    /// Ids of the moves that were added.
    added: Vec<String>,
}

/// What two recipes differ in
#[utoipa::path(get, path = "/v1/recipes/{a}/diff/{b}", tag = "recipes",
    params(("a" = String, Path, description = "The first"), ("b" = String, Path, description = "The second")),
    responses((status = 200, body = RecipeDifference), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn diff(
    State(app): State<App>,
    who: Principal,
    Path((a, b)): Path<(String, String)>,
) -> Result<Json<RecipeDifference>, Problem> {
    let (a, b) = (recipes::own(&app, &who, &a).await?, recipes::own(&app, &who, &b).await?);
    let (a, b) = (read(&a.body)?, read(&b.body)?);
    let diff =
        RecipeDiff::of(&a, &b).map_err(|error| Problem::worded(INVALID, &error.to_string()))?;
    let words = diff.sections(&b).into_iter().flat_map(|section| {
        let title = section.title;
        let lines = section.moves.into_iter().chain(section.settings);
        lines.map(move |line| format!("{title}: {line}")).collect::<Vec<_>>()
    });
    let settings = diff.header.iter().chain(&diff.console).map(|field| SettingDifference {
        place: field.place.clone(),
        field: field.field.clone(),
        before: field.before.clone(),
        after: field.after.clone(),
    });
    Ok(Json(RecipeDifference {
        words: words.collect(),
        moves: diff.moves.iter().map(MoveDifference::of).collect(),
        settings: settings.collect(),
    }))
}

/// Changes a recipe in words
///
/// Answers with a new recipe (201), or with the old one (200) where the sentence was a question or
/// nothing was to be done. A sentence that is not understood changes nothing.
#[utoipa::path(post, path = "/v1/recipes/{id}/tweak", tag = "recipes", params(("id" = String, Path, description = "Name of the recipe")),
    request_body = Tweak,
    responses((status = 201, body = TweakedView), (status = 200, body = TweakedView), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn tweak(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    body: Result<Json<Tweak>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(Tweak { say }) = body?;
    let letters = say.chars().count();
    if letters == 0 || letters > SAY_LETTERS_MAX {
        return Err(invalid("say", &format!("has {letters} letters"), "1 to 2000"));
    }
    let row = recipes::own(&app, &who, &id).await?;
    let recipe = read(&row.body)?;
    let levels = levels(&app, &row.job_id).await;
    let tweaked = talk(&recipe, &say, &levels)
        .map_err(|error| Problem::new(INVALID, error.to_string()).hint(error.hint.clone()))?;
    let words = words(&tweaked);
    let added = tweaked.added.clone();
    if !tweaked.changed {
        let renders = app.database.renders(&row.song_id, recipes::RENDERS_MAX).await?;
        let recipe = RecipeView::of(&row, &renders, true);
        return Ok(Json(TweakedView { recipe, words, added }).into_response());
    }
    let made = recipes::keep(&app, row, &tweaked.recipe).await?;
    let place = [(header::LOCATION, format!("/v1/recipes/{}", made.id))];
    let recipe = RecipeView::of(&made, &[], true);
    Ok((StatusCode::CREATED, place, Json(TweakedView { recipe, words, added })).into_response())
}

fn read(body: &str) -> Result<Recipe, Problem> {
    Recipe::from_json(body).map_err(|error| Problem::internal(&error))
}

/// How loud the stems are as they came, where the job's report tells.
async fn levels(app: &App, job: &str) -> Levels {
    let Ok(text) = app.storage.read(&object(job, "report.json")).await else {
        return Levels::default();
    };
    let Ok(report) = serde_json::from_slice::<Report>(&text) else { return Levels::default() };
    let stems = report.input_analysis.stems.into_iter();
    Levels { lufs: stems.filter_map(|stem| Some((stem.name, stem.lufs?))).collect() }
}

fn words(tweaked: &Tweaked) -> Vec<String> {
    let Tweaked { recipe, added, notes, answers, .. } = tweaked;
    let done = recipe.moves.iter().filter(|one| added.contains(&one.id));
    let done = done.map(|one| format!("{}: {} ({})", one.target, one.outlined(), one.reason));
    let said = answers.iter().flat_map(|answer| &answer.said).cloned();
    said.chain(done).chain(notes.iter().cloned()).collect()
}
