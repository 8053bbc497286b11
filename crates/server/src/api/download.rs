//! `/v1/jobs/{id}/download/{what}`: results, whole or in ranges.

use std::ops::Range;

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

use super::jobs;
use super::range::{Wanted, wanted};
use crate::app::App;
use crate::auth::Principal;
use crate::clock::now_ms;
use crate::job::order::Retention;
use crate::job::{Status, results};
use crate::problem::{NOT_FOUND, NOT_READY, Problem};
use crate::worker::object;

/// Which of several files.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DownloadQuery {
    /// Kind of file of a master that has several, like `mp3`.
    format: Option<String>,
    /// Place of a reference, from 0.
    index: Option<usize>,
}

/// One result of a job
///
/// `what` is `mix`, `master`, `rough` (the stems as they came, added), `reference` (a record that the
/// song was to come near, as WAV; the next with `index`), `report`, `page`, `preview`, `recipe`, `stems`, `session`, `reaper`, `waveforms`, `analysis`, `album`, `album_report`,
/// `album_page`, `album_cue`, `album_signature` or `album_image`. Answers `Range` and
/// `If-None-Match`. A job with retention `none` is forgotten soon after its master was
/// downloaded whole.
#[utoipa::path(get, path = "/v1/jobs/{id}/download/{what}", tag = "jobs",
    params(("id" = String, Path, description = "Name of the job"), ("what" = String, Path, description = "Which result"), DownloadQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 206, body = Vec<u8>, content_type = "application/octet-stream"), (status = 304),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 416, body = Problem)))]
pub(crate) async fn download(
    State(app): State<App>,
    who: Principal,
    Path((id, what)): Path<(String, String)>,
    query: Result<Query<DownloadQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let row = jobs::own(&app, &who, &id).await?;
    let Query(DownloadQuery { format, index }) = query?;
    if row.status() != Status::Complete {
        return Err(Problem::new(
            NOT_READY,
            format!("the job is {}, expected complete", row.status().name()),
        ));
    }
    let result: Value =
        serde_json::from_str(row.result_json.as_deref().unwrap_or_default()).unwrap_or_default();
    let files: Vec<&str> =
        result["files"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let found = results::file(&what, format.as_deref(), &files).map_err(|words| {
        Problem::new(NOT_FOUND, format!("found `{what:.40}`, expected one of {words}"))
    })?;
    let found = match what.as_str() {
        "reference" => results::reference(index.unwrap_or(0), &files),
        _ => found,
    };
    let Some(file) = found else {
        return Err(Problem::new(NOT_FOUND, format!("this job has no `{what}`"))
            .hint("stems are kept with `options.export_stems`, a session with `options.session`"));
    };
    let name = object(&id, file);
    let forgets =
        what == "master" && row.order().is_some_and(|order| order.retention == Retention::None);
    let given = Given { object: &name, file, forgets: forgets.then_some(id.as_str()) };
    give(&app, &headers, given).await
}

/// A stored file that is asked for.
pub(super) struct Given<'a> {
    /// Where it is stored. It is written once and never changed: its place is its content.
    pub(super) object: &'a str,
    /// What it is called.
    pub(super) file: &'a str,
    /// The job that goes with it, once it was given whole.
    pub(super) forgets: Option<&'a str>,
}

/// Gives a stored file: all of it, a range, or nothing where the client has it.
pub(super) async fn give(
    app: &App,
    headers: &HeaderMap,
    Given { object, file, forgets }: Given<'_>,
) -> Result<Response, Problem> {
    let meta = app.storage.head(object).await?;
    let known = format!("{object} {} {}", meta.size, meta.last_modified);
    let tag = format!("\"{}\"", blake3::hash(known.as_bytes()).to_hex());
    if text(headers, header::IF_NONE_MATCH).is_some_and(|known| known.contains(&tag)) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    // A range of another version than the client has would not fit to its first part.
    let range = text(headers, header::RANGE)
        .filter(|_| text(headers, header::IF_RANGE).is_none_or(|known| known == tag));
    let (status, range) = match wanted(range, meta.size)? {
        Wanted::Whole => (StatusCode::OK, 0..meta.size),
        Wanted::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
    };
    let bytes = app.storage.get(object, Some(range.clone())).await?;
    let body = match forgets {
        Some(job) if status == StatusCode::OK => forgetting(app, job, bytes, meta.size),
        _ => Body::from_stream(bytes),
    };
    let mut response = (status, body).into_response();
    describe(&mut response, (file, tag), (range, meta.size));
    Ok(response)
}

/// Says what comes, and which part of it.
fn describe(
    response: &mut Response,
    (file, tag): (&str, String),
    (range, size): (Range<u64>, u64),
) {
    let is_part = response.status() == StatusCode::PARTIAL_CONTENT;
    let set = response.headers_mut();
    set.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(file)));
    set.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    set.insert(header::CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600"));
    set.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let named = format!("attachment; filename=\"{file}\"");
    for (name, value) in [(header::ETAG, tag), (header::CONTENT_DISPOSITION, named)] {
        if let Ok(value) = value.parse() {
            set.insert(name, value);
        }
    }
    if is_part
        && let Ok(value) = format!("bytes {}-{}/{}", range.start, range.end - 1, size).parse()
    {
        set.insert(header::CONTENT_RANGE, value);
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn kind(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "aiff" | "aif" => "audio/aiff",
        "mp3" => "audio/mpeg",
        "json" => "application/json",
        "html" => "text/html; charset=utf-8",
        "zip" | "dawproject" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// The whole master: once its last byte is handed over, the job has a minute.
fn forgetting(
    app: &App,
    id: &str,
    bytes: impl futures_util::Stream<Item = object_store::Result<bytes::Bytes>> + Send + 'static,
    whole: u64,
) -> Body {
    const GRACE_MS: i64 = 60_000;
    let (app, id, mut given) = (app.clone(), id.to_owned(), 0);
    Body::from_stream(bytes.inspect(move |chunk| {
        given += chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
        if given < whole {
            return;
        }
        // The client hangs up at the last byte: what comes after it is not waited for.
        let (app, id) = (app.clone(), id.clone());
        tokio::spawn(async move {
            if let Err(error) = app.database.expire_job(&id, now_ms() + GRACE_MS).await {
                tracing::warn!(job = id, %error, "it is kept a day, not a minute");
            }
        });
    }))
}
