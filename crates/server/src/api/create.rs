//! `POST /v1/jobs`: as JSON on finished uploads, or as one multipart body with the audio.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{albums, analyses, parts, profiles, records, stems};
use crate::app::App;
use crate::auth::Principal;
use crate::clock::{day, now_ms};
use crate::database::{JobRow, Maker, UsageRow};
use crate::job::order::invalid;
use crate::job::{CreateJob, JobView, Kind, Order};
use crate::problem::{CONFLICT, Problem, TOO_MANY, UNSUPPORTED};
use crate::traces;

/// Letters of an idempotency key.
const KEY_LETTERS_MAX: usize = 200;
/// Records that one job may come near to.
pub(super) const REFERENCES_MAX: usize = 8;

/// Makes a job
///
/// Three ways: a JSON body whose `stems_meta` name finished uploads; a JSON body without audio,
/// which answers `awaiting_upload` and gets its stems by `POST /v1/jobs/{id}/stems`; a
/// `multipart/form-data` body with the fields `project_id`, `preset`, `stems_meta`, `targets`,
/// `options` (JSON where they are not plain), and one file part per stem, named like the stem; parts
/// called `reference` are records to come near. With `analysis_id` a JSON body takes the stems of an
/// analysis.
/// With `Idempotency-Key` the same request makes one job, however often it is sent.
#[utoipa::path(post, path = "/v1/jobs", tag = "jobs",
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of at most 200 letters")),
    request_body(content((CreateJob = "application/json"), (String = "multipart/form-data"))),
    responses((status = 201, body = JobView), (status = 200, body = JobView, description = "Made before, by the same key"),
        (status = 400, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
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
        parts::from_parts(&app, &who, &id, request).await
    } else if kind.starts_with("application/json") {
        let asked = Json::<CreateJob>::from_request(request, &())
            .await
            .map_err(|rejection: JsonRejection| rejection)?;
        from_json(&app, &who, &id, asked).await
    } else {
        Err(Problem::new(
            UNSUPPORTED,
            format!("found `{kind:.80}`, expected application/json or multipart/form-data"),
        ))
    };
    let (status, row) = settle(&app, &who, (&id, made), key).await?;
    let place = [(header::LOCATION, format!("/v1/jobs/{}", row.id))];
    Ok((status, place, Json(JobView::of(&row))).into_response())
}

/// Keeps what was made, or removes what was stored of it. The row of the job, which may be one that
/// the same key had made before.
pub(super) async fn settle(
    app: &App,
    who: &Principal,
    (id, made): (&str, Result<(Order, String), Problem>),
    key: Option<String>,
) -> Result<(StatusCode, JobRow), Problem> {
    let kept = match made {
        Ok((order, hash)) => keep(app, who, (id, order), key.map(|key| (key, hash))).await,
        Err(problem) => Err(problem),
    };
    if !matches!(kept, Ok(Kept::New)) {
        // What was stored of a job that was not made.
        app.storage.delete_all(&format!("jobs/{id}")).await?;
    }
    let (status, id) = match kept? {
        Kept::New => (StatusCode::CREATED, id.to_owned()),
        Kept::Before(id) => (StatusCode::OK, id),
    };
    Ok((status, super::jobs::own(app, who, &id).await?))
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
    let order = Order { trace: traces::here(), ..order };
    let remembered = key.as_ref().map(|(key, hash)| (key.as_str(), hash.as_str()));
    let maker = Maker { owner: &who.owner, key: who.key.as_deref(), remembered };
    if !app.database.insert_job((id, maker), &order, now).await? {
        let (key, hash) = key.unwrap_or_default();
        return match app.database.known_request(&who.owner, &key).await? {
            Some((job, known)) if known == hash => Ok(Kept::Before(job)),
            _ => Err(Problem::new(CONFLICT, "the idempotency key was used for another request")
                .hint("use a new key for a new request")),
        };
    }
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

pub(super) fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    match value.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= KEY_LETTERS_MAX => Ok(Some(key.to_owned())),
        _ => Err(invalid("Idempotency-Key", "cannot be used", "1 to 200 visible ASCII letters")),
    }
}

/// A JSON body; its stems may name uploads, or be those of an analysis.
pub(super) async fn from_json(
    app: &App,
    who: &Principal,
    id: &str,
    Json(asked): Json<CreateJob>,
) -> Result<(Order, String), Problem> {
    let hash = fingerprint(&asked, "");
    let mut asked = profiles::fill_in(app, who, without_zeros(asked)?).await?;
    let source = albums::Source::of(app, who, &mut asked).await?;
    let heard = match asked.analysis_id.clone() {
        Some(analysis) => analyses::stems_of(app, who, &analysis, &mut asked).await?,
        None => Vec::new(),
    };
    let uploads: Vec<Option<String>> =
        asked.stems_meta.iter().map(|stem| stem.upload_id.clone()).collect();
    let records = std::mem::take(&mut asked.reference_upload_ids);
    if records.len() > REFERENCES_MAX {
        let found = format!("names {} records", records.len());
        return Err(invalid("reference_upload_ids", &found, &format!("at most {REFERENCES_MAX}")));
    }
    let album = asked.album_job_id.take();
    let mut order = Order::of_files(asked, &app.settings)?;
    if order.stems.is_empty() {
        return Err(invalid("stems_meta", "names no stem", "at least one")
            .hint("name the stems, or send them as multipart/form-data"));
    }
    albums::follow(app, who, (id, &mut order), album.as_deref()).await?;
    if let Some(source) = source {
        source.take(app, (id, &mut order)).await?;
    }
    analyses::share(app, (id, &mut order), &heard).await?;
    for (index, upload) in uploads.into_iter().enumerate() {
        if let Some(upload) = upload {
            stems::take_upload(app, who, (id, &mut order), (index, &upload)).await?;
        }
    }
    for upload in records {
        stems::take_reference(app, who, (id, &mut order), &upload).await?;
    }
    fetch_reference(app, (id, &mut order)).await?;
    Ok((order, hash))
}

/// Fetches the record that `options.reference_track_url` names, and holds the wishes against what
/// is there.
pub(super) async fn fetch_reference(
    app: &App,
    (id, order): (&str, &mut Order),
) -> Result<(), Problem> {
    if let Some(url) = order.options.reference_track_url.clone() {
        let place = format!("jobs/{id}/references/{:02}", order.references.len());
        let record = records::fetch(app, &url, (place, order.bytes())).await?;
        order.references.push(record);
    }
    let has_use = matches!(order.kind, Kind::Mix | Kind::Master);
    if order.options.r#match.is_some() && order.references.is_empty() && has_use {
        return Err(invalid("options.match", "is there without a record", "one to come near")
            .hint("name a finished upload in `reference_upload_ids`"));
    }
    Ok(())
}

/// Refuses texts with a zero byte, which PostgreSQL does not keep.
pub(super) fn without_zeros(asked: CreateJob) -> Result<CreateJob, Problem> {
    if serde_json::to_string(&asked).is_ok_and(|text| text.contains("\\u0000")) {
        return Err(invalid("the request", "holds a zero byte", "none"));
    }
    Ok(asked)
}

/// What makes two requests the same: what is asked, and the audio.
pub(super) fn fingerprint(asked: &CreateJob, audio: &str) -> String {
    let text = serde_json::to_string(asked).unwrap_or_default();
    blake3::hash(format!("{text}\n{audio}").as_bytes()).to_hex().to_string()
}
