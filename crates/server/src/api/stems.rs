//! Audio for the stems of a job: from finished uploads.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};

use super::{jobs, uploads};
use crate::app::App;
use crate::auth::Principal;
use crate::clock::now_ms;
use crate::database::UploadRow;
use crate::job::order::invalid;
use crate::job::request::StemMeta;
use crate::job::{JobView, Order, StemOrder};
use crate::problem::{CONFLICT, INVALID, NOT_READY, Problem, TOO_LARGE, UNSUPPORTED};
use crate::storage::PutError;

/// Bytes that tell what a file is.
pub(super) const HEAD_BYTES: usize = 12;

/// Whether a file is audio of a kind that is accepted: by its content, whatever its name.
pub(super) fn sniff(name: &str, head: &[u8]) -> Result<(), Problem> {
    let is = |at: usize, magic: &[u8]| head.get(at..at + magic.len()) == Some(magic);
    let riff = (is(0, b"RIFF") || is(0, b"RF64") || is(0, b"BW64")) && is(8, b"WAVE");
    let aiff = is(0, b"FORM") && (is(8, b"AIFF") || is(8, b"AIFC"));
    let mpeg = is(0, b"ID3") || (head.len() > 1 && head[0] == 0xff && head[1] & 0xe0 == 0xe0);
    if riff || aiff || mpeg || is(0, b"fLaC") || is(0, b"OggS") {
        return Ok(());
    }
    let found = if head.is_empty() {
        "an empty file".into()
    } else {
        format!("a file that begins with {:02x?}", &head[..head.len().min(4)])
    };
    Err(Problem::new(
        UNSUPPORTED,
        format!("`{name:.80}` is {found}, expected WAV, AIFF, FLAC, MP3 or Ogg Vorbis"),
    ))
}

/// Gives stem `index` of a job the audio of an upload, which is used up by that.
pub(super) async fn take_upload(
    app: &App,
    who: &Principal,
    (job, order): (&str, &mut Order),
    (index, upload): (usize, &str),
) -> Result<(), Problem> {
    let row = uploads::own(app, who, upload).await?;
    if !row.is_whole() {
        return Err(Problem::new(
            NOT_READY,
            format!("upload `{}` has {} of {} bytes", row.id, row.offset_bytes, row.length_bytes),
        ));
    }
    let bytes = row.length_bytes.unsigned_abs();
    if order.bytes() + bytes > app.settings.max_job_bytes {
        return Err(Problem::new(
            TOO_LARGE,
            format!("all files together are larger than {} MiB", app.settings.max_job_bytes >> 20),
        ));
    }
    let Some(stem) = order.stems.get_mut(index) else {
        return Err(Problem::missing("stem", &index.to_string()));
    };
    let (mut head, mut hasher) = (Vec::new(), blake3::Hasher::new());
    let name = row.name.clone();
    let chunks = parts(app, &row);
    let body = chunks.map(|chunk: Result<Bytes, Problem>| {
        let chunk = chunk?;
        if head.len() < HEAD_BYTES {
            head.extend(chunk.iter().take(HEAD_BYTES - head.len()));
            if head.len() == HEAD_BYTES {
                sniff(&name, &head)?;
            }
        }
        hasher.update(&chunk);
        Ok(chunk)
    });
    let object = format!("jobs/{job}/stems/{index:02}");
    let stored =
        app.storage.put(&object, Box::pin(body)).await.map_err(|error: PutError<Problem>| {
            match error {
                PutError::Body(problem) => problem,
                PutError::Store(error) => error.into(),
            }
        })?;
    if stored != bytes {
        return Err(Problem::new(
            INVALID,
            format!("upload `{}` holds {stored} bytes, expected {bytes}", row.id),
        ));
    }
    let file = StemOrder::of_file(&row.name);
    *stem = StemOrder {
        object: Some(object),
        bytes,
        hash: hasher.finalize().to_hex().to_string(),
        ending: file.map_or_else(|_| "wav".into(), |file| file.ending),
        ..stem.clone()
    };
    app.database.delete_upload(&row.id).await?;
    app.storage.delete_all(&uploads::folder(&row.id)).await?;
    Ok(())
}

/// The bytes of an upload, one part after the other.
fn parts(app: &App, row: &UploadRow) -> impl Stream<Item = Result<Bytes, Problem>> + Send + use<> {
    let names = (0..row.parts).map(|part| uploads::object(&row.id, part)).collect::<Vec<_>>();
    let storage = app.storage.clone();
    futures_util::stream::iter(names)
        .then(move |part| {
            let storage = storage.clone();
            async move { storage.get(&part, None).await }
        })
        .flat_map(|stream| match stream {
            Ok(stream) => stream.map(|chunk| chunk.map_err(Problem::from)).boxed(),
            Err(error) => futures_util::stream::iter([Err(Problem::from(error))]).boxed(),
        })
}

/// Gives a stem of a job its audio
///
/// A stem that the job does not name yet is added. Once all stems have audio the job is queued.
#[utoipa::path(post, path = "/v1/jobs/{id}/stems", tag = "jobs", request_body = StemMeta,
    params(("id" = String, Path, description = "Name of the job")),
    responses((status = 200, body = JobView), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn attach(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    body: Result<Json<StemMeta>, JsonRejection>,
) -> Result<Json<JobView>, Problem> {
    let Json(meta) = body?;
    let Some(upload) = meta.upload_id.as_deref() else {
        return Err(invalid("upload_id", "is missing", "the name of a finished upload"));
    };
    let row = jobs::own(&app, &who, &id).await?;
    let Some(mut order) = row.order() else {
        return Err(Problem::internal(&"a stored order cannot be read"));
    };
    let wanted = StemOrder::of_file(&meta.name)?;
    let index = match order.stems.iter().position(|stem| stem.name == wanted.name) {
        Some(index) => index,
        None if order.stems.len() < app.settings.max_stems => {
            order.stems.push(wanted);
            order.stems.len() - 1
        }
        None => {
            return Err(invalid(
                "stems",
                "are more than are accepted",
                &format!("at most {}", app.settings.max_stems),
            ));
        }
    };
    if row.status() != crate::job::Status::AwaitingUpload {
        return Err(Problem::new(
            CONFLICT,
            format!("the job is {}, expected awaiting_upload", row.status().name()),
        ));
    }
    take_upload(&app, &who, (&id, &mut order), (index, upload)).await?;
    if !app.database.refill_job(&id, (&row.order_json, &order), now_ms()).await? {
        return Err(Problem::new(CONFLICT, "the job was changed meanwhile")
            .hint("send one stem after the other"));
    }
    if order.is_whole() {
        app.queued(&id, order.priority).await;
    }
    Ok(Json(JobView::of(&jobs::own(&app, &who, &id).await?)))
}

#[cfg(test)]
mod tests {
    use super::sniff;

    #[test]
    fn files_are_known_by_their_content() {
        for head in [
            &b"RIFF\x10\0\0\0WAVE"[..],
            b"fLaC\0\0\0\x22....",
            b"OggS\0\x02......",
            b"ID3\x04........",
            b"FORM\0\0\0\0AIFC",
            &[0xff, 0xfb, 0x90, 0],
        ] {
            assert!(sniff("a", head).is_ok(), "{head:?}");
        }
        for head in
            [&b""[..], b"PK\x03\x04........", b"RIFF\x10\0\0\0AVI ", b"<html>......", b"RIF"]
        {
            assert!(sniff("a.wav", head).is_err(), "{head:?}");
        }
    }
}
