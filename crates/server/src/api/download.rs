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
use crate::job::results::Track;
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
    /// Number of a track of an album, from 1.
    number: Option<usize>,
}

/// One result of a job
///
/// `what` is `mix`, `master`, `rough` (the stems as they came, added), `reference` (a record that the
/// song was to come near, as WAV; the next with `index`), `report`, `page`, `preview`, `recipe`, `stems`, `session`, `reaper`, `waveforms`, `levels`, `analysis`, `album`, `track` (one of an album, by its `number`), `album_report`,
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
    let Query(DownloadQuery { format, index, number }) = query?;
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
    if what == "track" {
        let tracks: Vec<Track> =
            serde_json::from_value(result["tracks"].clone()).unwrap_or_default();
        return give_track(&app, &headers, (&id, &tracks), number.unwrap_or(1)).await;
    }
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
    let forgets = forgets.then_some(id.as_str());
    let given = Given { object: &name, part: None, file, forgets };
    give(&app, &headers, given).await
}

/// A track of an album, which is a part of its archive.
async fn give_track(
    app: &App,
    headers: &HeaderMap,
    (id, tracks): (&str, &[Track]),
    number: usize,
) -> Result<Response, Problem> {
    let Some(track) = number.checked_sub(1).and_then(|index| tracks.get(index)) else {
        let found = format!("this job has {} tracks, found `number` {number}", tracks.len());
        return Err(Problem::new(NOT_FOUND, found));
    };
    let object = object(id, results::ALBUM);
    let part = Some(track.at..track.at + track.bytes);
    give(app, headers, Given { object: &object, part, file: &track.file, forgets: None }).await
}

/// A stored file that is asked for.
pub(super) struct Given<'a> {
    /// Where it is stored. It is written once and never changed: its place is its content.
    pub(super) object: &'a str,
    /// Which bytes of it, where it is not all.
    pub(super) part: Option<Range<u64>>,
    /// What it is called.
    pub(super) file: &'a str,
    /// The job that goes with it, once it was given whole.
    pub(super) forgets: Option<&'a str>,
}

/// Gives a stored file: all of it, a range, or nothing where the client has it.
pub(super) async fn give(
    app: &App,
    headers: &HeaderMap,
    Given { object, part, file, forgets }: Given<'_>,
) -> Result<Response, Problem> {
    let meta = app.storage.head(object).await?;
    let Range { start: first, end } = part.unwrap_or(0..meta.size);
    let size = end - first;
    let known = format!("{object} {first} {size} {}", meta.last_modified);
    let tag = format!("\"{}\"", blake3::hash(known.as_bytes()).to_hex());
    if text(headers, header::IF_NONE_MATCH).is_some_and(|known| known.contains(&tag)) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    // A range of another version than the client has would not fit to its first part.
    let range = text(headers, header::RANGE)
        .filter(|_| text(headers, header::IF_RANGE).is_none_or(|known| known == tag));
    let (status, range) = match wanted(range, size)? {
        Wanted::Whole => (StatusCode::OK, 0..size),
        Wanted::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
    };
    let bytes = app.storage.get(object, Some(first + range.start..first + range.end)).await?;
    let body = match forgets {
        Some(job) if status == StatusCode::OK => forgetting(app, job, bytes, size),
        _ => Body::from_stream(bytes),
    };
    let mut response = (status, body).into_response();
    describe(&mut response, (file, tag), (range, size));
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
    for (name, value) in [(header::ETAG, tag), (header::CONTENT_DISPOSITION, attachment(file))] {
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

/// Calls a file by its name; by RFC 8187 where that is more than plain letters.
fn attachment(file: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " ._-()".contains(c);
    let plain: String = file.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let mut words = format!("attachment; filename=\"{plain}\"");
    if plain != file {
        words += "; filename*=UTF-8''";
        for byte in file.bytes() {
            match byte {
                b'.' | b'-' | b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
                    words.push(char::from(byte));
                }
                other => words += &format!("%{other:02X}"),
            }
        }
    }
    words
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

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn a_name_is_plain_where_it_can_be() {
        assert_eq!(attachment("01 Rain.wav"), "attachment; filename=\"01 Rain.wav\"");
        let named = attachment("02 Ü \"x\".wav");
        assert_eq!(
            named,
            "attachment; filename=\"02 _ _x_.wav\"; filename*=UTF-8''02%20%C3%9C%20%22x%22.wav"
        );
        assert!(named.parse::<axum::http::HeaderValue>().is_ok());
    }
}
