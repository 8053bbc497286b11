//! `/v1/analyses`: what is heard of stems before anybody decides anything, and a job on them.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::{create, jobs};
use crate::app::App;
use crate::auth::Principal;
use crate::database::JobRow;
use crate::job::analysis::AnalysisView;
use crate::job::order::invalid;
use crate::job::outline::StemWaveforms;
use crate::job::request::StemMeta;
use crate::job::{CreateAnalysis, CreateJob, Kind, Order, Status, StemOrder};
use crate::problem::{CONFLICT, NOT_READY, Problem};
use crate::worker::object;

/// The analysis of this name, where it is the principal's to see.
async fn own(app: &App, who: &Principal, id: &str) -> Result<(JobRow, Order), Problem> {
    let row = jobs::own(app, who, id).await.map_err(|_| Problem::missing("analysis", id))?;
    match row.order() {
        Some(order) if order.kind == Kind::Analyze => Ok((row, order)),
        _ => Err(Problem::missing("analysis", id)),
    }
}

/// Analyses stems
///
/// What each of them may be, what is wrong with them, how they measure, and a profile that may fit.
/// It is a job of the kind `analyze` of the same name: its events are at `/v1/jobs/{id}/events`.
#[utoipa::path(post, path = "/v1/analyses", tag = "jobs", request_body = CreateAnalysis,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of at most 200 letters")),
    responses((status = 201, body = AnalysisView), (status = 200, body = AnalysisView, description = "Made before, by the same key"),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn create(
    State(app): State<App>,
    who: Principal,
    headers: HeaderMap,
    body: Result<Json<CreateAnalysis>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(CreateAnalysis { project_id, stems_meta }) = body?;
    let key = create::idempotency_key(&headers)?;
    create::may_make(&app, &who).await?;
    let id = uuid::Uuid::now_v7().to_string();
    let asked = CreateJob { kind: Kind::Analyze, project_id, stems_meta, ..CreateJob::default() };
    let made = create::from_json(&app, &who, &id, Json(asked)).await;
    let (status, row) = create::settle(&app, &who, (&id, made), key).await?;
    let place = [(header::LOCATION, format!("/v1/analyses/{}", row.id))];
    Ok((status, place, Json(view(&app, &row).await?)).into_response())
}

/// One analysis
#[utoipa::path(get, path = "/v1/analyses/{id}", tag = "jobs", params(("id" = String, Path, description = "Name of the analysis")),
    responses((status = 200, body = AnalysisView), (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<AnalysisView>, Problem> {
    let (row, _) = own(&app, &who, &id).await?;
    Ok(Json(view(&app, &row).await?))
}

/// Outlines of the stems of an analysis
///
/// The lowest and highest value of each point, -127 to 127, all over the length of the longest stem.
#[utoipa::path(get, path = "/v1/analyses/{id}/waveforms", tag = "jobs", params(("id" = String, Path, description = "Name of the analysis")),
    responses((status = 200, body = StemWaveforms), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn waveforms(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (row, _) = own(&app, &who, &id).await?;
    if row.status() != Status::Complete {
        let found = format!("the analysis is {}, expected complete", row.status().name());
        return Err(Problem::new(NOT_READY, found));
    }
    let text = app.storage.read(&object(&id, "waveforms.json")).await?;
    let mut response = text.into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok((StatusCode::OK, response).into_response())
}

async fn view(app: &App, row: &JobRow) -> Result<AnalysisView, Problem> {
    let heard = if row.status() == Status::Complete {
        let text = app.storage.read(&object(&row.id, "analysis.json")).await?;
        serde_json::from_slice(&text).map_err(|error| Problem::internal(&error))?
    } else {
        Value::Null
    };
    Ok(AnalysisView::of(row, &heard))
}

/// The stems of an analysis, with what a person says of them put into `stems_meta` of `asked`.
pub(super) async fn stems_of(
    app: &App,
    who: &Principal,
    id: &str,
    asked: &mut CreateJob,
) -> Result<Vec<StemOrder>, Problem> {
    let (_, order) = own(app, who, id).await?;
    if !order.is_whole() {
        return Err(Problem::new(CONFLICT, format!("analysis `{id:.40}` waits for its audio")));
    }
    let said = std::mem::take(&mut asked.stems_meta);
    let count = order.stems.len();
    if let Some(wrong) = said.iter().find(|meta| meta.index.is_none_or(|index| index >= count)) {
        let found = match wrong.index {
            Some(index) => format!("names the index {index}"),
            None => "has a stem without `index`".into(),
        };
        return Err(invalid("stems_meta", &found, &format!("0 to {} for each", count - 1)));
    }
    let mut kept = Vec::new();
    for (index, stem) in order.stems.into_iter().enumerate() {
        let word = said.iter().rev().find(|meta| meta.index == Some(index));
        if word.is_some_and(|meta| meta.skip) {
            continue;
        }
        let name = word.map(|meta| meta.name.clone()).filter(|name| !name.is_empty());
        asked.stems_meta.push(StemMeta {
            name: name.unwrap_or_else(|| stem.name.clone()),
            role: word.and_then(|meta| meta.role.clone()).or_else(|| stem.role.clone()),
            ..StemMeta::default()
        });
        kept.push(stem);
    }
    Ok(kept)
}

/// Gives the stems of a new job the audio of those that were `heard`, in their order.
pub(super) async fn share(
    app: &App,
    (job, order): (&str, &mut Order),
    heard: &[StemOrder],
) -> Result<(), Problem> {
    for (index, (stem, from)) in order.stems.iter_mut().zip(heard).enumerate() {
        let Some(audio) = &from.object else { continue };
        let to = format!("jobs/{job}/stems/{index:02}");
        app.storage.copy(audio, &to).await?;
        let (name, role) = (stem.name.clone(), stem.role.take());
        *stem = StemOrder { name, role, object: Some(to), ..from.clone() };
    }
    Ok(())
}
