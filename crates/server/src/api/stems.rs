//! Audio for the stems of a job: from finished uploads.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};

use super::{intake, jobs, uploads};
use crate::app::App;
use crate::auth::Principal;
use crate::clock::now_ms;
use crate::database::UploadRow;
use crate::job::order::invalid;
use crate::job::request::StemMeta;
use crate::job::{JobView, Order, StemOrder};
use crate::problem::{CONFLICT, INVALID, Problem};

/// Gives stem `index` of a job the audio of an upload, which is used up by that.
pub(super) async fn take_upload(
    app: &App,
    who: &Principal,
    (job, order): (&str, &mut Order),
    (index, upload): (usize, &str),
) -> Result<(), Problem> {
    let used = order.bytes();
    let Some(stem) = order.stems.get_mut(index) else {
        return Err(Problem::missing("stem", &index.to_string()));
    };
    let object = format!("jobs/{job}/stems/{index:02}");
    *stem = uploaded(app, who, (upload, Some(stem.clone())), (object, used)).await?;
    Ok(())
}

/// Takes an upload for the record that a job shall come near to.
pub(super) async fn take_reference(
    app: &App,
    who: &Principal,
    (job, order): (&str, &mut Order),
    upload: &str,
) -> Result<(), Problem> {
    let object = format!("jobs/{job}/references/{:02}", order.references.len());
    let used = order.bytes();
    let record = uploaded(app, who, (upload, None), (object, used)).await?;
    order.references.push(record);
    Ok(())
}

/// Moves a finished upload to `object`: as the audio of `stem`, or under its own name.
async fn uploaded(
    app: &App,
    who: &Principal,
    (upload, stem): (&str, Option<StemOrder>),
    (object, used_bytes): (String, u64),
) -> Result<StemOrder, Problem> {
    let row = uploads::whole(app, who, upload).await?;
    let bytes = row.length_bytes.unsigned_abs();
    if used_bytes + bytes > app.settings.max_job_bytes {
        return Err(intake::too_large(app, &row.name));
    }
    let own = StemOrder::of_file(&row.name);
    let ending = own.as_ref().map_or_else(|_| "wav".into(), |own| own.ending.clone());
    let stem = match stem {
        Some(stem) => StemOrder { ending, ..stem },
        None => own?,
    };
    let taken = intake::take(app, (object, bytes), stem, parts(app, &row)).await?;
    if taken.bytes != bytes {
        return Err(Problem::new(
            INVALID,
            format!("upload `{}` holds {} bytes, expected {bytes}", row.id, taken.bytes),
        ));
    }
    app.database.delete_upload(&row.id).await?;
    app.storage.delete_all(&uploads::folder(&row.id)).await?;
    Ok(taken)
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
