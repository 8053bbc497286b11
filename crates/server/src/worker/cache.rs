//! What was done before is not done again: the same stems, the same wishes, the same program give
//! the same bytes, so the results of the job that made them first are copied.

use serde::Serialize;
use serde_json::Value;

use super::results::object;
use crate::app::App;
use crate::clock::now_ms;
use crate::database::{Claim, RecipeRow};
use crate::job::request::{JobOptions, Targets};
use crate::job::{Kind, Order};

/// Everything that results depend on. Owners do not share: how long a job takes would tell one what
/// another has done.
#[derive(Serialize)]
struct Wish<'a> {
    program: &'a str,
    owner: &'a str,
    kind: Kind,
    names: [Option<&'a str>; 3],
    targets: &'a Targets,
    options: JobOptions,
    stems: Vec<(&'a str, Option<&'a str>, &'a str)>,
    references: Vec<&'a str>,
    album: Option<&'a str>,
}

/// Name of the results of `claim`; none where they depend on what is not known.
pub(super) fn key(app: &App, claim: &Claim) -> Option<String> {
    let Order {
        kind, preset, style, genre, targets, options, stems, references, signature, ..
    } = &claim.order;
    // A recipe is made to be heard once, and an album is known by more than its songs.
    if matches!(kind, Kind::Render | Kind::Preview | Kind::Album)
        || stems.iter().any(|stem| stem.hash.is_empty())
    {
        return None;
    }
    let wish = Wish {
        program: &app.program_hash,
        owner: &claim.owner,
        kind: *kind,
        names: [preset.as_deref(), style.as_deref(), genre.as_deref()],
        targets,
        options: JobOptions { retention: None, ..options.clone() },
        stems: stems
            .iter()
            .map(|stem| (stem.name.as_str(), stem.role.as_deref(), stem.hash.as_str()))
            .collect(),
        references: references.iter().map(|record| record.hash.as_str()).collect(),
        album: signature.as_ref().map(|signature| signature.hash.as_str()),
    };
    let text = serde_json::to_string(&wish).ok()?;
    Some(blake3::hash(text.as_bytes()).to_hex().to_string())
}

/// Copies the results of an earlier job; what goes into the database. None where there are none,
/// or not all of them any more.
pub(super) async fn copy(app: &App, claim: &Claim, key: &str) -> Option<String> {
    let found = app.database.result_of(key).await.ok().flatten();
    let copied = match &found {
        Some(job) => copied(app, claim, job).await.unwrap_or_else(|error| {
            tracing::debug!(job = claim.job, error, "earlier results are gone");
            None
        }),
        None => None,
    };
    let name = if copied.is_some() {
        "mixmaster_cache_hits_total"
    } else {
        "mixmaster_cache_misses_total"
    };
    metrics::counter!(name).increment(1);
    copied
}

async fn copied(app: &App, claim: &Claim, from: &str) -> Result<Option<String>, String> {
    let words = |error: &dyn std::fmt::Display| error.to_string();
    let Some(row) = app.database.job(from).await.map_err(|error| words(&error))? else {
        return Ok(None);
    };
    let Some(result) = row.result_json else { return Ok(None) };
    let told: Value = serde_json::from_str(&result).map_err(|error| words(&error))?;
    for file in told["files"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let (old, new) = (object(from, file), object(&claim.job, file));
        if file == "report.json" {
            let text = app.storage.read(&old).await.map_err(|error| words(&error))?;
            let mut report: Value = serde_json::from_slice(&text).map_err(|error| words(&error))?;
            report["job_id"] = claim.job.clone().into();
            let text = serde_json::to_string_pretty(&report).map_err(|error| words(&error))?;
            app.storage.put_bytes(&new, text.into()).await.map_err(|error| words(&error))?;
        } else if file == "report.html" {
            let page = app.storage.read(&old).await.map_err(|error| words(&error))?;
            // A name like that stands for nothing else.
            let page = String::from_utf8_lossy(&page).replace(from, &claim.job);
            app.storage.put_bytes(&new, page.into()).await.map_err(|error| words(&error))?;
        } else {
            app.storage.copy(&old, &new).await.map_err(|error| words(&error))?;
        }
    }
    if let Some(recipe) = app.database.recipe(from).await.map_err(|error| words(&error))? {
        let recipe = RecipeRow {
            id: claim.job.clone(),
            job_id: claim.job.clone(),
            owner: claim.owner.clone(),
            song_id: claim.job.clone(),
            created_ms: now_ms(),
            ..recipe
        };
        app.database.keep_recipe(&recipe).await.map_err(|error| words(&error))?;
    }
    Ok(Some(result))
}
