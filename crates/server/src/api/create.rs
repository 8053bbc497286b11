//! `POST /v1/jobs`: as JSON on finished uploads, or as one multipart body with the audio.

use axum::Json;
use axum::extract::multipart::Field;
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;

use super::{profiles, stems};
use crate::app::App;
use crate::auth::Principal;
use crate::clock::{day, now_ms};
use crate::database::UsageRow;
use crate::job::order::invalid;
use crate::job::{CreateJob, JobView, Order, StemOrder};
use crate::problem::{CONFLICT, INVALID, MALFORMED, Problem, TOO_LARGE, TOO_MANY, UNSUPPORTED};
use crate::storage::PutError;

/// Letters of an idempotency key.
const KEY_LETTERS_MAX: usize = 200;
/// Bytes of a part that is no audio.
const TEXT_BYTES_MAX: usize = 256 << 10;

/// Makes a job
///
/// Three ways: a JSON body whose `stems_meta` name finished uploads; a JSON body without audio,
/// which answers `awaiting_upload` and gets its stems by `POST /v1/jobs/{id}/stems`; a
/// `multipart/form-data` body with the fields `project_id`, `preset`, `stems_meta`, `targets`,
/// `options` (JSON where they are not plain), and one file part per stem, named like the stem.
/// With `Idempotency-Key` the same request makes one job, however often it is sent.
#[utoipa::path(post, path = "/v1/jobs", tag = "jobs",
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of at most 200 letters")),
    request_body(content((CreateJob = "application/json"), (String = "multipart/form-data"))),
    responses((status = 201, body = JobView), (status = 200, body = JobView, description = "Made before, by the same key"),
        (status = 400, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn create(
    State(app): State<App>,
    who: Principal,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let key = idempotency_key(&headers)?;
    may_make(&app, &who).await?;
    let id = uuid::Uuid::now_v7().to_string();
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let made = if kind.starts_with("multipart/form-data") {
        from_parts(&app, &who, &id, request).await
    } else if kind.starts_with("application/json") {
        from_json(&app, &who, &id, request).await
    } else {
        Err(Problem::new(
            UNSUPPORTED,
            format!("found `{kind:.80}`, expected application/json or multipart/form-data"),
        ))
    };
    let kept = match made {
        Ok((order, hash)) => keep(&app, &who, (&id, order), key.map(|key| (key, hash))).await,
        Err(problem) => Err(problem),
    };
    if !matches!(kept, Ok(Kept::New)) {
        // What was stored of a job that was not made.
        app.storage.delete_all(&format!("jobs/{id}")).await?;
    }
    let (status, id) = match kept? {
        Kept::New => (StatusCode::CREATED, id),
        Kept::Before(id) => (StatusCode::OK, id),
    };
    let row = super::jobs::own(&app, &who, &id).await?;
    let place = [(header::LOCATION, format!("/v1/jobs/{id}"))];
    Ok((status, place, Json(JobView::of(&row))).into_response())
}

pub(super) enum Kept {
    New,
    /// The same request had made this job.
    Before(String),
}

/// Puts the job into the database, once per key.
pub(super) async fn keep(
    app: &App,
    who: &Principal,
    (id, order): (&str, Order),
    key: Option<(String, String)>,
) -> Result<Kept, Problem> {
    let now = now_ms();
    if let Some((key, hash)) = key {
        let is_new = app.database.remember_request((&who.owner, &key), (&hash, id), now).await?;
        if !is_new {
            return match app.database.known_request(&who.owner, &key).await? {
                Some((job, known)) if known == hash => Ok(Kept::Before(job)),
                _ => {
                    Err(Problem::new(CONFLICT, "the idempotency key was used for another request")
                        .hint("use a new key for a new request"))
                }
            };
        }
    }
    app.database.insert_job((id, &who.owner, who.key.as_deref()), &order, now).await?;
    let bytes_in = i64::try_from(order.bytes()).unwrap_or(i64::MAX);
    let used = UsageRow { day: day(now), jobs: 1, bytes_in, ..UsageRow::default() };
    app.database.add_usage((&who.owner, who.key.as_deref()), &used).await?;
    if order.is_whole() {
        app.queued(id, order.priority).await;
    }
    Ok(Kept::New)
}

/// Whether the owner may make another job now.
pub(super) async fn may_make(app: &App, who: &Principal) -> Result<(), Problem> {
    if app.database.open_jobs(&who.owner).await? >= app.settings.max_open_jobs {
        let found = format!("{} jobs wait or run, which is the most", app.settings.max_open_jobs);
        return Err(Problem::new(TOO_MANY, found)
            .hint("wait for one to end, or cancel one")
            .retry_after(10));
    }
    within_quota(app, who).await
}

/// Whether the key may make another job today.
async fn within_quota(app: &App, who: &Principal) -> Result<(), Problem> {
    let (Some(most), Some(key)) = (who.jobs_per_day, &who.key) else { return Ok(()) };
    let rows = app.database.usage((&who.owner, Some(key)), &day(now_ms())).await?;
    if rows.iter().map(|row| row.jobs).sum::<i64>() < most {
        return Ok(());
    }
    const DAY_S: u64 = 86_400;
    let left_s = DAY_S - (now_ms() / 1_000).unsigned_abs() % DAY_S;
    Err(Problem::new(TOO_MANY, format!("the key made {most} jobs today, which is its quota"))
        .hint("go on tomorrow (UTC), or ask whoever runs the service for more")
        .retry_after(left_s))
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    match value.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= KEY_LETTERS_MAX => Ok(Some(key.to_owned())),
        _ => Err(invalid("Idempotency-Key", "cannot be used", "1 to 200 visible ASCII letters")),
    }
}

/// A JSON body; its stems may name uploads.
async fn from_json(
    app: &App,
    who: &Principal,
    id: &str,
    request: Request,
) -> Result<(Order, String), Problem> {
    let Json(asked) = Json::<CreateJob>::from_request(request, &())
        .await
        .map_err(|rejection: JsonRejection| rejection)?;
    let hash = fingerprint(&asked, "");
    let asked = profiles::fill_in(app, who, without_zeros(asked)?).await?;
    let uploads: Vec<Option<String>> =
        asked.stems_meta.iter().map(|stem| stem.upload_id.clone()).collect();
    let mut order = Order::check(asked, &app.settings)?;
    if order.stems.is_empty() {
        return Err(invalid("stems_meta", "names no stem", "at least one")
            .hint("name the stems, or send them as multipart/form-data"));
    }
    for (index, upload) in uploads.into_iter().enumerate() {
        if let Some(upload) = upload {
            stems::take_upload(app, who, (id, &mut order), (index, &upload)).await?;
        }
    }
    Ok((order, hash))
}

/// Refuses texts with a zero byte, which PostgreSQL does not keep.
fn without_zeros(asked: CreateJob) -> Result<CreateJob, Problem> {
    if serde_json::to_string(&asked).is_ok_and(|text| text.contains("\\u0000")) {
        return Err(invalid("the request", "holds a zero byte", "none"));
    }
    Ok(asked)
}

/// What makes two requests the same: what is asked, and the audio.
fn fingerprint(asked: &CreateJob, audio: &str) -> String {
    let text = serde_json::to_string(asked).unwrap_or_default();
    blake3::hash(format!("{text}\n{audio}").as_bytes()).to_hex().to_string()
}

/// A multipart body: fields in any order, audio as it comes.
async fn from_parts(
    app: &App,
    who: &Principal,
    id: &str,
    request: Request,
) -> Result<(Order, String), Problem> {
    let request = with_limit(request, app.settings.max_job_bytes);
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|rejection| Problem::new(MALFORMED, rejection.body_text()))?;
    let (mut asked, mut files, mut audio) =
        (CreateJob::default(), Vec::<StemOrder>::new(), String::new());
    loop {
        let part = parts.next_field().await.map_err(|error| multipart(&error))?;
        let Some(part) = part else { break };
        let name = part.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "request" | "project_id" | "kind" | "preset" | "style" | "genre" | "priority"
            | "targets" | "options" | "stems_meta" => field(&mut asked, &name, part).await?,
            _ => {
                let used: u64 = files.iter().map(|file| file.bytes).sum();
                if files.len() >= app.settings.max_stems {
                    return Err(invalid(
                        "stems",
                        "are more than are accepted",
                        &format!("at most {}", app.settings.max_stems),
                    ));
                }
                let stem = file(app, (id, files.len()), part, used).await?;
                audio += &stem.hash;
                files.push(stem);
            }
        }
    }
    let hash = fingerprint(&asked, &audio);
    let asked = profiles::fill_in(app, who, without_zeros(asked)?).await?;
    let mut order = Order::check(asked, &app.settings)?;
    join(&mut order, files)?;
    if order.stems.is_empty() {
        return Err(invalid(
            "the body",
            "has no stems",
            "one file part per stem, named like the stem",
        ));
    }
    Ok((order, hash))
}

fn with_limit(mut request: Request, bytes: u64) -> Request {
    let limit = usize::try_from(bytes.saturating_add(TEXT_BYTES_MAX as u64)).unwrap_or(usize::MAX);
    DefaultBodyLimit::max(limit).apply(&mut request);
    request
}

/// One field that is no audio.
async fn field(asked: &mut CreateJob, name: &str, part: Field<'_>) -> Result<(), Problem> {
    let text = short_text(name, part).await?;
    let wrong = |error: serde_json::Error| {
        Problem::new(INVALID, format!("field `{name}` is not the JSON that is expected: {error}"))
    };
    match name {
        "request" => *asked = serde_json::from_str(&text).map_err(wrong)?,
        "project_id" => asked.project_id = Some(text),
        "kind" => asked.kind = serde_json::from_value(text.into()).map_err(wrong)?,
        "preset" => asked.preset = Some(text),
        "style" => asked.style = Some(text),
        "genre" => asked.genre = Some(text),
        "priority" => asked.priority = Some(serde_json::from_str(&text).map_err(wrong)?),
        "targets" => asked.targets = serde_json::from_str(&text).map_err(wrong)?,
        "options" => asked.options = serde_json::from_str(&text).map_err(wrong)?,
        _ => asked.stems_meta = serde_json::from_str(&text).map_err(wrong)?,
    }
    Ok(())
}

/// The text of a part, which may not be long.
async fn short_text(name: &str, mut part: Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| multipart(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > TEXT_BYTES_MAX {
            return Err(Problem::new(
                TOO_LARGE,
                format!("field `{name}` has more than {TEXT_BYTES_MAX} bytes"),
            ));
        }
    }
    String::from_utf8(bytes)
        .map_err(|_| Problem::new(MALFORMED, format!("field `{name}` is not UTF-8")))
}

/// One part with audio, stored as it comes.
async fn file(
    app: &App,
    (id, index): (&str, usize),
    part: Field<'_>,
    used_bytes: u64,
) -> Result<StemOrder, Problem> {
    // A part called `kick` with the file `take7.flac` is the stem kick, and FLAC.
    let name = part.name().unwrap_or_default().to_owned();
    let mut stem = StemOrder::of_file(&name)?;
    if let Some(file) = part.file_name().map(StemOrder::of_file) {
        stem.ending = file?.ending;
    }
    let most =
        app.settings.max_file_bytes.min(app.settings.max_job_bytes.saturating_sub(used_bytes));
    let mut hasher = blake3::Hasher::new();
    let mut bytes = 0;
    let mut start = Vec::new();
    let body = part.map(|chunk| {
        let chunk = chunk.map_err(|error| multipart(&error))?;
        bytes += chunk.len() as u64;
        if bytes > most {
            return Err(Problem::new(TOO_LARGE, format!("`{name:.80}` is larger than {} MiB, or all files together are larger than {} MiB",
                app.settings.max_file_bytes >> 20, app.settings.max_job_bytes >> 20))
                .hint("send FLAC, or fewer stems"));
        }
        if start.len() < stems::HEAD_BYTES {
            start.extend(chunk.iter().take(stems::HEAD_BYTES - start.len()));
            if start.len() == stems::HEAD_BYTES {
                stems::sniff(&name, &start)?;
            }
        }
        hasher.update(&chunk);
        Ok(chunk)
    });
    let object = format!("jobs/{id}/stems/{index:02}");
    let stored = app.storage.put(&object, Box::pin(body)).await;
    stem.bytes = stored.map_err(|error| match error {
        PutError::Body(problem) => problem,
        PutError::Store(error) => error.into(),
    })?;
    stems::sniff(&name, &start)?;
    stem.object = Some(object);
    stem.hash = hasher.finalize().to_hex().to_string();
    Ok(stem)
}

/// Brings what `stems_meta` says and the files that came together.
fn join(order: &mut Order, files: Vec<StemOrder>) -> Result<(), Problem> {
    for file in files {
        match order.stems.iter_mut().find(|stem| stem.name == file.name) {
            Some(stem) if stem.object.is_some() => {
                return Err(invalid(
                    "stems",
                    &format!("hold `{}` twice", file.name),
                    "every name once",
                ));
            }
            Some(stem) => *stem = StemOrder { role: stem.role.take(), ..file },
            None => order.stems.push(file),
        }
    }
    Ok(())
}

fn multipart(error: &axum::extract::multipart::MultipartError) -> Problem {
    let situation =
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE { TOO_LARGE } else { MALFORMED };
    Problem::new(situation, error.body_text())
}
