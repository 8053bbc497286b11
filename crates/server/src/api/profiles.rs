//! `/v1/profiles`: what a song may become. Those of the product can be read; everybody can save
//! their own, each on top of one of the product's.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use recipe::Profile;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::auth::Principal;
use crate::clock::now_ms;
use crate::database::ProfileRow;
use crate::job::order::{self, invalid};
use crate::job::{CreateJob, Targets};
use crate::problem::{CONFLICT, FORBIDDEN, NOT_FOUND, Problem, TOO_MANY, UNKNOWN_PROFILE};

const PROFILES_MAX: usize = 500;
const NAME_LETTERS_MAX: usize = 100;

/// A profile.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProfileView {
    /// Its name in requests.
    id: String,
    /// In words.
    name: String,
    /// Whether it comes with the product and cannot be changed.
    builtin: bool,
    /// The profile of the product that it stands on.
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    /// Loudness of the master, in LUFS.
    lufs: f64,
    /// Highest true peak, in dBTP.
    #[serde(rename = "ceiling_dbTP")]
    ceiling_dbtp: f64,
    /// Width that is asked for, in percent of the mix's.
    width_pct: f64,
    /// Largest loudness range, in LU, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    lra_max: Option<f64>,
    /// How much of everything, as in `options.amount`.
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
}

/// A profile of one's own.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaveProfile {
    /// In words; no two of an owner have the same, and none that of the product.
    #[schema(example = "My club master", max_length = 100)]
    name: String,
    /// The profile of the product that it stands on.
    #[schema(example = "club")]
    base: String,
    /// Numbers that win over it.
    #[serde(default)]
    targets: Targets,
    /// How much of everything, as in `options.amount`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
}

impl ProfileView {
    fn of(profile: &Profile) -> Self {
        Self {
            id: profile.id.clone(),
            name: profile.title.clone(),
            builtin: true,
            base: None,
            lufs: profile.lufs,
            ceiling_dbtp: profile.ceiling_dbtp,
            width_pct: profile.width_pct,
            lra_max: None,
            amount: None,
        }
    }

    fn saved(row: &ProfileRow) -> Result<Self, Problem> {
        let saved: SaveProfile =
            serde_json::from_str(&row.body).map_err(|error| Problem::internal(&error))?;
        let base = Profile::find(&saved.base)
            .map_err(|error| Problem::worded(NOT_FOUND, &error.to_string()))?;
        let under = Self::of(base);
        Ok(Self {
            id: row.id.clone(),
            name: row.name.clone(),
            builtin: false,
            base: Some(base.id.clone()),
            lufs: saved.targets.lufs.unwrap_or(under.lufs),
            ceiling_dbtp: saved.targets.ceiling_dbtp.unwrap_or(under.ceiling_dbtp),
            width_pct: saved.targets.width_pct.unwrap_or(under.width_pct),
            lra_max: saved.targets.lra_max,
            amount: saved.amount,
        })
    }
}

/// Fills in what a profile of one's own says, where `asked` names one.
pub(super) async fn fill_in(
    app: &App,
    who: &Principal,
    mut asked: CreateJob,
) -> Result<CreateJob, Problem> {
    let Some(word) = asked.preset.as_deref() else { return Ok(asked) };
    if Profile::find(word).is_ok() {
        return Ok(asked);
    }
    let Some(row) = app.database.profile(&who.owner, word).await? else { return Ok(asked) };
    let saved: SaveProfile =
        serde_json::from_str(&row.body).map_err(|error| Problem::internal(&error))?;
    asked.preset = Some(saved.base);
    asked.targets = asked.targets.over(saved.targets);
    asked.options.amount = asked.options.amount.or(saved.amount);
    Ok(asked)
}

fn checked(saved: &SaveProfile) -> Result<(), Problem> {
    let letters = saved.name.chars().count();
    if letters == 0 || letters > NAME_LETTERS_MAX || saved.name.chars().any(char::is_control) {
        return Err(invalid(
            "name",
            &format!("has {letters} letters"),
            "1 to 100 that can be printed",
        ));
    }
    if let Ok(known) = Profile::find(&saved.name) {
        return Err(Problem::new(CONFLICT, format!("`{}` is a profile of the product", known.id))
            .hint("take another name"));
    }
    Profile::find(&saved.base)
        .map_err(|error| Problem::worded(UNKNOWN_PROFILE, &error.to_string()))?;
    saved.targets.check()?;
    saved.amount.as_deref().map_or(Ok(()), order::amount)
}

/// The profile of one's own of this id or name.
async fn own(app: &App, who: &Principal, id: &str) -> Result<ProfileRow, Problem> {
    if let Some(row) = app.database.profile(&who.owner, id).await? {
        return Ok(row);
    }
    Err(match Profile::find(id) {
        Ok(_) => Problem::new(
            FORBIDDEN,
            format!("`{id:.80}` comes with the product and cannot be changed"),
        )
        .hint("save one of your own on top of it: POST /v1/profiles with `base`"),
        Err(_) => Problem::missing("profile", id),
    })
}

/// All profiles
///
/// Those of the product, then your own.
#[utoipa::path(get, path = "/v1/profiles", tag = "profiles", responses((status = 200, body = Vec<ProfileView>)))]
pub(crate) async fn list(
    State(app): State<App>,
    who: Principal,
) -> Result<Json<Vec<ProfileView>>, Problem> {
    let mut all: Vec<ProfileView> = Profile::all().iter().map(ProfileView::of).collect();
    for row in app.database.profiles(&who.owner).await? {
        all.push(ProfileView::saved(&row)?);
    }
    Ok(Json(all))
}

/// One profile, by any of its names
#[utoipa::path(get, path = "/v1/profiles/{id}", tag = "profiles", params(("id" = String, Path, description = "Any name of the profile")),
    responses((status = 200, body = ProfileView), (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<ProfileView>, Problem> {
    if let Some(row) = app.database.profile(&who.owner, &id).await? {
        return Ok(Json(ProfileView::saved(&row)?));
    }
    let profile =
        Profile::find(&id).map_err(|error| Problem::worded(NOT_FOUND, &error.to_string()))?;
    Ok(Json(ProfileView::of(profile)))
}

/// Saves a profile
#[utoipa::path(post, path = "/v1/profiles", tag = "profiles", request_body = SaveProfile,
    responses((status = 201, body = ProfileView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn create(
    State(app): State<App>,
    who: Principal,
    body: Result<Json<SaveProfile>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(saved) = body?;
    checked(&saved)?;
    if app.database.profiles(&who.owner).await?.len() >= PROFILES_MAX {
        return Err(Problem::new(
            TOO_MANY,
            format!("there are {PROFILES_MAX} profiles, which is the most"),
        )
        .hint("delete one"));
    }
    let now = now_ms();
    let row = ProfileRow {
        id: uuid::Uuid::now_v7().to_string(),
        owner: who.owner,
        name: saved.name.clone(),
        body: serde_json::to_string(&saved).map_err(|error| Problem::internal(&error))?,
        created_ms: now,
        updated_ms: now,
    };
    if !app.database.insert_profile(&row).await? {
        return Err(Problem::new(CONFLICT, format!("you have a profile `{}`", row.name))
            .hint("take another name, or PUT to change it"));
    }
    let place = [(header::LOCATION, format!("/v1/profiles/{}", row.id))];
    Ok((StatusCode::CREATED, place, Json(ProfileView::saved(&row)?)).into_response())
}

/// Changes a profile of your own
#[utoipa::path(put, path = "/v1/profiles/{id}", tag = "profiles", params(("id" = String, Path, description = "Its id or name")), request_body = SaveProfile,
    responses((status = 200, body = ProfileView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn put(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    body: Result<Json<SaveProfile>, JsonRejection>,
) -> Result<Json<ProfileView>, Problem> {
    let Json(saved) = body?;
    let row = own(&app, &who, &id).await?;
    checked(&saved)?;
    if app.database.profile(&who.owner, &saved.name).await?.is_some_and(|other| other.id != row.id)
    {
        return Err(Problem::new(CONFLICT, format!("you have another profile `{}`", saved.name))
            .hint("take another name"));
    }
    let body = serde_json::to_string(&saved).map_err(|error| Problem::internal(&error))?;
    let row = ProfileRow { name: saved.name, body, updated_ms: now_ms(), ..row };
    app.database.update_profile(&row).await?;
    Ok(Json(ProfileView::saved(&row)?))
}

/// Forgets a profile of your own
#[utoipa::path(delete, path = "/v1/profiles/{id}", tag = "profiles", params(("id" = String, Path, description = "Its id or name")),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn delete(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let row = own(&app, &who, &id).await?;
    app.database.delete_profile(&row.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_presets_has_every_profile_with_its_numbers() {
        let page = include_str!("../../../../docs/PRESETS.md").replace('−', "-");
        for profile in Profile::all() {
            let row = format!("| `{}` | {} |", profile.id, profile.title);
            let row = page.lines().find(|line| line.starts_with(&row));
            let row = row.unwrap_or_else(|| panic!("no {} in docs/PRESETS.md", profile.id));
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let numbers = [
                (4, profile.lufs),
                (5, profile.width_pct),
                (6, profile.width_cap_pct),
                (8, profile.mono_below_hz),
                (9, profile.saturation_db),
                (10, profile.intensity_pct),
            ];
            for (cell, value) in numbers {
                assert_eq!(cells[cell], value.to_string(), "{} of {}", cell, profile.id);
            }
        }
    }
}
