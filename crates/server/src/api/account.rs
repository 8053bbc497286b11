//! `/v1/account`: all that is kept of an owner, to take along or to be forgotten.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::uploads;
use crate::app::App;
use crate::auth::Principal;
use crate::clock::{now_ms, rfc3339};
use crate::database::{JobFilter, JobRow};
use crate::job::{JobView, Status};
use crate::problem::Problem;

/// Rows that are read at a time.
const PAGE: i64 = 200;
/// How long workers may take to let go of what is called off.
const PATIENCE: Duration = Duration::from_secs(5);

/// What was forgotten.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct Forgotten {
    /// Jobs with all their files, recipes and events.
    jobs: usize,
    /// Uploads that no job had taken.
    uploads: usize,
    /// Profiles.
    profiles: usize,
    /// Webhooks with what was sent there.
    webhooks: usize,
    /// Jobs that a worker has not let go of yet; ask again.
    left: usize,
}

/// All data of an owner
///
/// One JSON document: jobs with what was asked and where their files are, recipes, profiles,
/// webhooks without their secrets, uploads and usage. Files come by the addresses in it.
#[utoipa::path(get, path = "/v1/account/export", tag = "keys", responses((status = 200, body = Object)))]
pub(crate) async fn export(State(app): State<App>, who: Principal) -> Result<Response, Problem> {
    let mut jobs = Vec::new();
    for row in all_jobs(&app, &who).await? {
        let recipes: Vec<Value> = app
            .database
            .recipes(&row.id, i64::MAX)
            .await?
            .iter()
            .map(|it| json!({ "recipe_id": it.id, "parent_id": it.parent_id, "created_at": rfc3339(it.created_ms),
                              "recipe": serde_json::from_str::<Value>(&it.body).ok() }))
            .collect();
        let asked: Value = serde_json::from_str(&row.order_json).unwrap_or_default();
        jobs.push(json!({ "job": JobView::of(&row), "asked": asked, "recipes": recipes }));
    }
    let profiles: Vec<Value> = app
        .database
        .profiles(&who.owner)
        .await?
        .iter()
        .filter_map(|row| serde_json::from_str(&row.body).ok())
        .collect();
    let hooks = app.database.webhooks(&who.owner).await?;
    let hooks: Vec<Value> = hooks
        .iter()
        .map(|hook| json!({ "id": hook.id, "url": hook.url, "events": hook.kinds.trim(), "created_at": rfc3339(hook.created_ms) }))
        .collect();
    let uploads = app.database.uploads_of(&who.owner).await?;
    let uploads: Vec<Value> = uploads
        .iter()
        .map(|row| json!({ "id": row.id, "name": row.name, "length_bytes": row.length_bytes, "offset_bytes": row.offset_bytes }))
        .collect();
    let usage = app.database.usage((&who.owner, None), "0000-00-00").await?;
    let usage: Vec<Value> = usage
        .iter()
        .map(|row| {
            json!({ "day": row.day, "jobs": row.jobs, "audio_seconds": row.audio_s,
                           "processing_seconds": row.work_s, "uploaded_bytes": row.bytes_in })
        })
        .collect();
    let document = json!({
        "owner": who.owner, "exported_at": rfc3339(now_ms()), "jobs": jobs, "profiles": profiles,
        "webhooks": hooks, "uploads": uploads, "usage": usage,
    });
    let named = (header::CONTENT_DISPOSITION, "attachment; filename=\"mixmaster-data.json\"");
    Ok(([named], Json(document)).into_response())
}

/// Forgets all data of an owner
///
/// Jobs with their files, uploads, profiles and webhooks. Jobs that run are called off first. Keys
/// stay, and so do the sums of what was used.
#[utoipa::path(delete, path = "/v1/account/data", tag = "keys",
    responses((status = 200, body = Forgotten), (status = 202, body = Forgotten, description = "A worker still has some; ask again")))]
pub(crate) async fn delete(
    State(app): State<App>,
    who: Principal,
) -> Result<(StatusCode, Json<Forgotten>), Problem> {
    let mut gone = Forgotten::default();
    for row in all_jobs(&app, &who).await? {
        if !row.status().is_final() {
            app.database.cancel_job(&row.id, now_ms()).await?;
        }
    }
    let until = tokio::time::Instant::now() + PATIENCE;
    loop {
        gone.left = 0;
        for row in all_jobs(&app, &who).await? {
            // Files first: a job whose files are there is found again.
            let is_free = row.status() != Status::Processing;
            if is_free {
                app.storage.delete_all(&format!("jobs/{}", row.id)).await?;
            }
            if is_free && app.database.delete_job(&row.id).await? {
                gone.jobs += 1;
            } else {
                gone.left += 1;
            }
        }
        if gone.left == 0 || tokio::time::Instant::now() > until {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    for row in app.database.uploads_of(&who.owner).await? {
        app.storage.delete_all(&uploads::folder(&row.id)).await?;
        app.database.delete_upload(&row.id).await?;
        gone.uploads += 1;
    }
    for row in app.database.profiles(&who.owner).await? {
        app.database.delete_profile(&row.id).await?;
        gone.profiles += 1;
    }
    for hook in app.database.webhooks(&who.owner).await? {
        app.database.delete_webhook(&hook.id).await?;
        gone.webhooks += 1;
    }
    let status = if gone.left == 0 { StatusCode::OK } else { StatusCode::ACCEPTED };
    Ok((status, Json(gone)))
}

async fn all_jobs(app: &App, who: &Principal) -> Result<Vec<JobRow>, Problem> {
    let mut all: Vec<JobRow> = Vec::new();
    loop {
        let before = all.last().map(|row| row.id.clone());
        let filter = JobFilter {
            owner: Some(who.owner.clone()),
            before,
            limit: PAGE,
            ..JobFilter::default()
        };
        let page = app.database.jobs(&filter).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
