//! `POST /v1/jobs` as one multipart body with the audio.

use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use futures_util::StreamExt;

use super::create::{self, REFERENCES_MAX, fingerprint, without_zeros};
use super::{albums, intake, profiles};
use crate::app::App;
use crate::auth::Principal;
use crate::job::order::invalid;
use crate::job::{CreateJob, Order, StemOrder};
use crate::problem::{INVALID, MALFORMED, Problem, TOO_LARGE};

/// Bytes of a part that is no audio.
const TEXT_BYTES_MAX: usize = 256 << 10;
/// Name of the parts that are no stems, but records to come near.
const REFERENCE: &str = "reference";

/// A multipart body: fields in any order, audio as it comes.
pub(super) async fn from_parts(
    app: &App,
    who: &Principal,
    id: &str,
    request: Request,
) -> Result<(Order, String), Problem> {
    let request = with_limit(request, app.settings.max_job_bytes);
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|rejection| Problem::new(MALFORMED, rejection.body_text()))?;
    let (mut asked, mut audio) = (CreateJob::default(), String::new());
    let (mut files, mut references) = (Vec::<StemOrder>::new(), Vec::<StemOrder>::new());
    loop {
        let part = parts.next_field().await.map_err(|error| multipart(&error))?;
        let Some(part) = part else { break };
        let name = part.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "request" | "project_id" | "kind" | "preset" | "style" | "genre" | "priority"
            | "targets" | "options" | "stems_meta" | "album_job_id" => {
                field(&mut asked, &name, part).await?;
            }
            _ => {
                let used = files.iter().chain(&references).map(|file| file.bytes).sum();
                let is_record = name == REFERENCE;
                let (kept, most, folder) = if is_record {
                    (&mut references, REFERENCES_MAX, "references")
                } else {
                    (&mut files, app.settings.max_stems, "stems")
                };
                if kept.len() >= most {
                    let expected = format!("at most {most}");
                    return Err(invalid(folder, "are more than are accepted", &expected));
                }
                let object = format!("jobs/{id}/{folder}/{:02}", kept.len());
                let taken = file(app, part, (object, used)).await?;
                audio += &taken.hash;
                kept.push(taken);
            }
        }
    }
    let hash = fingerprint(&asked, &audio);
    let mut asked = profiles::fill_in(app, who, without_zeros(asked)?).await?;
    let album = asked.album_job_id.take();
    if asked.source_job_id.is_some() {
        return Err(invalid("source_job_id", "is there beside audio", "it in a JSON body"));
    }
    let mut order = Order::of_files(asked, &app.settings)?;
    albums::follow(app, who, (id, &mut order), album.as_deref()).await?;
    join(&mut order, files)?;
    order.references = references;
    create::fetch_reference(app, (id, &mut order)).await?;
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
        "album_job_id" => asked.album_job_id = Some(text),
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
    part: Field<'_>,
    (object, used_bytes): (String, u64),
) -> Result<StemOrder, Problem> {
    // A part called `kick` with the file `take7.flac` is the stem kick, and FLAC.
    let mut stem = StemOrder::of_file(part.name().unwrap_or_default())?;
    if let Some(file) = part.file_name().map(StemOrder::of_file) {
        stem.ending = file?.ending;
    }
    let body = part.map(|chunk| chunk.map_err(|error| multipart(&error)));
    intake::take(app, (object, intake::room(app, used_bytes)), stem, body).await
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
