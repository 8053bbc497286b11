//! `/v1/albums`: songs that belong together, of jobs that are done or uploads; and a later song that
//! is to fit to them.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use recipe::ALBUM_TRACKS_MAX;
use serde_json::Value;

use super::{create, jobs, profiles, stems, uploads};
use crate::app::App;
use crate::auth::Principal;
use crate::database::JobRow;
use crate::job::album::SignatureOrder;
use crate::job::command::SIGNATURE;
use crate::job::order::invalid;
use crate::job::request::{AlbumTrack, StemMeta};
use crate::job::{CreateAlbum, CreateJob, JobView, Kind, Order, Status, StemOrder, results};
use crate::problem::{NOT_READY, Problem};
use crate::worker::object;

/// Makes an album
///
/// Each song is mastered as it is alone, by a brief that knows the others: one tone, levels that fit,
/// gaps, one report. A job of the kind `album`; `album` of its downloads holds all of it.
#[utoipa::path(post, path = "/v1/albums", tag = "jobs", request_body = CreateAlbum,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of at most 200 letters")),
    responses((status = 201, body = JobView), (status = 200, body = JobView, description = "Made before, by the same key"),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(crate) async fn create(
    State(app): State<App>,
    who: Principal,
    headers: HeaderMap,
    body: Result<Json<CreateAlbum>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(asked) = body?;
    let key = create::idempotency_key(&headers)?;
    create::may_make(&app, &who).await?;
    let id = uuid::Uuid::now_v7().to_string();
    let made = order(&app, &who, &id, asked).await;
    let (status, row) = create::settle(&app, &who, (&id, made), key).await?;
    let place = [(header::LOCATION, format!("/v1/jobs/{}", row.id))];
    Ok((status, place, Json(JobView::of(&row))).into_response())
}

async fn order(
    app: &App,
    who: &Principal,
    id: &str,
    asked: CreateAlbum,
) -> Result<(Order, String), Problem> {
    let text = serde_json::to_string(&asked).unwrap_or_default();
    let count = asked.tracks.len();
    if !(2..=ALBUM_TRACKS_MAX).contains(&count) {
        let expected = format!("2 to {ALBUM_TRACKS_MAX}");
        return Err(invalid("tracks", &format!("are {count}"), &expected));
    }
    asked.album.check(count)?;
    // All that can be refused is, before an upload is used up.
    let (mut songs, mut ends) = (Vec::new(), Vec::new());
    for (index, track) in asked.tracks.iter().enumerate() {
        songs.push(song(app, who, (index, track)).await?);
        ends.push(track.ends()?);
    }
    let titles =
        songs.iter().map(|song| StemMeta { name: song.title.clone(), ..StemMeta::default() });
    let request = CreateJob {
        kind: Kind::Album,
        stems_meta: titles.collect(),
        project_id: asked.project_id,
        preset: asked.preset,
        style: asked.style,
        genre: asked.genre,
        targets: asked.targets,
        options: asked.options,
        priority: asked.priority,
        ..CreateJob::default()
    };
    let request = profiles::fill_in(app, who, create::without_zeros(request)?).await?;
    let mut order = Order::check(request, &app.settings)?;
    (order.album, order.tracks) = (asked.album, ends);
    for (index, Song { from, .. }) in songs.into_iter().enumerate() {
        let from = match from {
            From::Result(object) => object,
            From::Upload(upload) => {
                stems::take_upload(app, who, (id, &mut order), (index, &upload)).await?;
                continue;
            }
        };
        take_song(app, (id, &mut order), (index, &from)).await?;
    }
    Ok((order, blake3::hash(text.as_bytes()).to_hex().to_string()))
}

/// Gives stem `index` of a job the song at `from`, to keep.
async fn take_song(
    app: &App,
    (id, order): (&str, &mut Order),
    (index, from): (usize, &str),
) -> Result<(), Problem> {
    let to = format!("jobs/{id}/stems/{index:02}");
    app.storage.copy(from, &to).await?;
    let bytes = app.storage.head(&to).await?.size;
    let ending = from.rsplit_once('.').map_or("wav", |(_, ending)| ending).to_owned();
    if let Some(stem) = order.stems.get_mut(index) {
        *stem = StemOrder { object: Some(to), bytes, ending, ..stem.clone() };
    }
    Ok(())
}

/// A song that is there and is to be mastered by itself.
pub(super) struct Source(String);

impl Source {
    /// The song of the job that `asked` names, which becomes its one stem.
    pub(super) async fn of(
        app: &App,
        who: &Principal,
        asked: &mut CreateJob,
    ) -> Result<Option<Self>, Problem> {
        const FIELD: &str = "source_job_id";
        let Some(job) = asked.source_job_id.take() else { return Ok(None) };
        if asked.kind != Kind::Master || !asked.stems_meta.is_empty() || asked.analysis_id.is_some()
        {
            let found = "is there beside other audio, or not for a master";
            return Err(invalid(FIELD, found, "`kind` master and neither stems nor an analysis"));
        }
        let row = jobs::own(app, who, &job).await?;
        let from = mix(&row, FIELD)?;
        asked.stems_meta = vec![StemMeta { name: "song".into(), ..StemMeta::default() }];
        asked.project_id = asked.project_id.take().or(row.project_id);
        Ok(Some(Self(from)))
    }

    /// Puts it into the job.
    pub(super) async fn take(self, app: &App, job: (&str, &mut Order)) -> Result<(), Problem> {
        take_song(app, job, (0, &self.0)).await
    }
}

/// A song that is to be on an album.
struct Song {
    title: String,
    from: From,
}

/// Where its audio is.
enum From {
    /// An object among the results of a job.
    Result(String),
    /// A finished upload.
    Upload(String),
}

async fn song(
    app: &App,
    who: &Principal,
    (index, track): (usize, &AlbumTrack),
) -> Result<Song, Problem> {
    let (named, from) = match (&track.job_id, &track.upload_id) {
        (Some(job), None) => {
            let row = jobs::own(app, who, job).await?;
            (format!("Track {:02}", index + 1), From::Result(mix(&row, "tracks")?))
        }
        (None, Some(upload)) => {
            let row = uploads::whole(app, who, upload).await?;
            (row.name, From::Upload(upload.clone()))
        }
        (job, _) => {
            let found = if job.is_some() { "names both" } else { "names none" };
            return Err(invalid("tracks", found, "`job_id` or `upload_id` for each"));
        }
    };
    Ok(Song { title: track.title.clone().unwrap_or(named), from })
}

/// Has a song fit to the album that `album` names, if it names one.
pub(super) async fn follow(
    app: &App,
    who: &Principal,
    (id, order): (&str, &mut Order),
    album: Option<&str>,
) -> Result<(), Problem> {
    const FIELD: &str = "album_job_id";
    let Some(album) = album else { return Ok(()) };
    if !matches!(order.kind, Kind::Mix | Kind::Master) {
        return Err(invalid(
            FIELD,
            &format!("is of a job that does `{}`", order.kind.name()),
            "mix or master",
        ));
    }
    let row = jobs::own(app, who, album).await?;
    let kind = row.order().map_or(Kind::Mix, |order| order.kind);
    if kind != Kind::Album {
        return Err(invalid(
            FIELD,
            &format!("names a job that does `{}`", kind.name()),
            "an album",
        ));
    }
    if row.status() != Status::Complete {
        let found = format!("album `{}` is {}, expected complete", row.id, row.status().name());
        return Err(Problem::new(NOT_READY, found));
    }
    let bytes = app.storage.read(&object(&row.id, SIGNATURE)).await?;
    let title = row.order().and_then(|order| order.album.title);
    let hash = blake3::hash(&bytes).to_hex().to_string();
    // Its own: the album may go.
    let place = format!("jobs/{id}/{SIGNATURE}");
    app.storage.put_bytes(&place, bytes.into()).await?;
    order.signature = Some(SignatureOrder { job: row.id, title, object: place, hash });
    Ok(())
}

/// Where the song of a job lies before it was mastered.
fn mix(row: &JobRow, field: &str) -> Result<String, Problem> {
    if row.status() != Status::Complete {
        let found = format!("job `{}` is {}, expected complete", row.id, row.status().name());
        return Err(Problem::new(NOT_READY, found));
    }
    let result: Value =
        serde_json::from_str(row.result_json.as_deref().unwrap_or_default()).unwrap_or_default();
    let files: Vec<&str> =
        result["files"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    // What is mastered has no mix of its own: it is one.
    let found = ["mix", "rough"].iter().find_map(|word| results::file(word, None, &files).ok()?);
    let found = found.filter(|_| row.order().is_some_and(|order| order.kind != Kind::Album));
    found.map(|file| object(&row.id, file)).ok_or_else(|| {
        invalid(
            field,
            &format!("names the job `{}`, which made no song", row.id),
            "mixes, masters or renders",
        )
    })
}
