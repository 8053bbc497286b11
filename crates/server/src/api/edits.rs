//! A recipe that a person edits: the wish, moves by their ids, and whole moves more.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use recipe::{Move, Recipe, validate};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::recipes::{self, RecipeView};
use super::shapes;
use crate::app::App;
use crate::auth::Principal;
use crate::problem::{INVALID, Problem};

const MOVES_MAX: usize = 5_000;

/// What is to be different.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RecipeEdit {
    /// The wish.
    brief: BriefEdit,
    /// Moves that are there, by their `id`.
    moves: Vec<MoveEdit>,
    /// Whole moves to be added at the end, as in a recipe.
    #[schema(schema_with = shapes::new_moves, required = false)]
    add: Vec<Value>,
}

/// The wish, changed. What is not named stays.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BriefEdit {
    /// Loudness of the master, in LUFS; a render then finds the gain.
    #[schema(minimum = -40.0, maximum = -5.0)]
    lufs: Option<f64>,
    /// Highest true peak of the master, in dBTP.
    #[schema(minimum = -24.0, maximum = 0.0)]
    ceiling_dbtp: Option<f64>,
    /// How much of everything.
    amounts: AmountsEdit,
}

/// How much of everything, in percent; families multiply with `overall_pct`. Locked moves are not
/// changed by it.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the names of the families")]
pub(crate) struct AmountsEdit {
    #[schema(minimum = 0.0, maximum = 150.0)]
    overall_pct: Option<f32>,
    #[schema(minimum = 0.0, maximum = 150.0)]
    tone_pct: Option<f32>,
    #[schema(minimum = 0.0, maximum = 150.0)]
    dynamics_pct: Option<f32>,
    #[schema(minimum = 0.0, maximum = 150.0)]
    width_pct: Option<f32>,
    #[schema(minimum = 0.0, maximum = 150.0)]
    space_pct: Option<f32>,
    #[schema(minimum = 0.0, maximum = 150.0)]
    loudness_pct: Option<f32>,
}

impl BriefEdit {
    fn over(&self, brief: &mut recipe::Brief) {
        brief.lufs = self.lufs.unwrap_or(brief.lufs);
        brief.ceiling_dbtp = self.ceiling_dbtp.unwrap_or(brief.ceiling_dbtp);
        let (asked, amounts) = (&self.amounts, &mut brief.amounts);
        for (asked, amount) in [
            (asked.overall_pct, &mut amounts.overall_pct),
            (asked.tone_pct, &mut amounts.tone_pct),
            (asked.dynamics_pct, &mut amounts.dynamics_pct),
            (asked.width_pct, &mut amounts.width_pct),
            (asked.space_pct, &mut amounts.space_pct),
            (asked.loudness_pct, &mut amounts.loudness_pct),
        ] {
            *amount = asked.unwrap_or(*amount);
        }
    }
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
    #[schema(schema_with = shapes::settings, required = false)]
    params: BTreeMap<String, Value>,
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
    let row = recipes::own(&app, &who, &id).await?;
    let recipe = Recipe::from_json(&row.body).map_err(|error| Problem::internal(&error))?;
    let recipe = edited(recipe, edit)?;
    let made = recipes::keep(&app, row, &recipe).await?;
    let place = [(header::LOCATION, format!("/v1/recipes/{}", made.id))];
    Ok((StatusCode::CREATED, place, Json(RecipeView::of(&made, &[], true))).into_response())
}

fn edited(mut recipe: Recipe, edit: RecipeEdit) -> Result<Recipe, Problem> {
    edit.brief.over(&mut recipe.brief);
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
