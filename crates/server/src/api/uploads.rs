//! `/v1/uploads`: files in pieces, after tus 1.0.0 (core, creation, creation-with-upload, checksum,
//! termination, expiration).
//!
//! What arrives is kept in parts of 8 MiB, each whole before the offset moves: a connection or a
//! server may go at any moment, and at most the part that was under way comes again.

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;

use crate::app::App;
use crate::auth::Principal;
use crate::clock::now_ms;
use crate::database::UploadRow;
use crate::job::StemOrder;
use crate::job::order::invalid;
use crate::problem::{CONFLICT, MALFORMED, NOT_READY, Problem, TOO_LARGE, UNSUPPORTED};

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,creation-with-upload,checksum,termination,expiration";
const CHECKSUMS: &str = "sha1,sha256,blake3";
const PART_BYTES: usize = 8 << 20;
/// How long an upload may rest.
const KEPT_MS: i64 = 24 * 3_600_000;
const METADATA_BYTES_MAX: usize = 4 << 10;

/// Folder of an upload's parts.
pub(super) fn folder(id: &str) -> String {
    format!("uploads/{id}")
}

/// Name of one part.
pub(super) fn object(id: &str, part: i64) -> String {
    format!("uploads/{id}/{part:06}")
}

/// The upload of this name, where it is the principal's.
pub(super) async fn own(app: &App, who: &Principal, id: &str) -> Result<UploadRow, Problem> {
    let row = app.database.upload(id).await?.filter(|row| who.may_see(&row.owner));
    row.ok_or_else(|| Problem::missing("upload", id))
}

/// The same, where all of it is here.
pub(super) async fn whole(app: &App, who: &Principal, id: &str) -> Result<UploadRow, Problem> {
    let row = own(app, who, id).await?;
    if row.is_whole() {
        return Ok(row);
    }
    let found =
        format!("upload `{}` has {} of {} bytes", row.id, row.offset_bytes, row.length_bytes);
    Err(Problem::new(NOT_READY, found))
}

/// Answers what the service can do, before CORS takes every such request for a question of a
/// browser's.
pub(super) async fn told(
    State(app): State<App>,
    request: Request,
    next: axum::middleware::Next,
) -> Response {
    let is_browsers = request.headers().contains_key("access-control-request-method");
    if request.method() == Method::OPTIONS && request.uri().path() == "/v1/uploads" && !is_browsers
    {
        return options(State(app)).await;
    }
    next.run(request).await
}

/// What the service can do
#[utoipa::path(options, path = "/v1/uploads", tag = "uploads", responses((status = 204)))]
pub(crate) async fn options(State(app): State<App>) -> Response {
    let headers = [
        ("tus-version", VERSION.to_owned()),
        ("tus-extension", EXTENSIONS.to_owned()),
        ("tus-checksum-algorithm", CHECKSUMS.to_owned()),
        ("tus-max-size", app.settings.max_file_bytes.to_string()),
    ];
    answer(StatusCode::NO_CONTENT, headers)
}

/// Begins an upload
///
/// `Upload-Length` says how large the file is, `Upload-Metadata` its `filename`. The answer's
/// `Location` is where its bytes go.
#[utoipa::path(post, path = "/v1/uploads", tag = "uploads",
    params(("Tus-Resumable" = String, Header, description = "1.0.0"),
        ("Upload-Length" = u64, Header, description = "Bytes of the whole file"),
        ("Upload-Metadata" = Option<String>, Header, description = "`filename`, Base64")),
    responses((status = 201), (status = 400, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem)))]
pub(crate) async fn create(
    State(app): State<App>,
    who: Principal,
    request: Request,
) -> Result<Response, Problem> {
    let headers = request.headers().clone();
    version(&headers)?;
    let length = number(&headers, "upload-length")?;
    if length > app.settings.max_file_bytes {
        return Err(Problem::new(
            TOO_LARGE,
            format!(
                "the file has {length} bytes, expected at most {}",
                app.settings.max_file_bytes
            ),
        )
        .hint("send FLAC, or shorter files"));
    }
    if length == 0 {
        return Err(invalid("Upload-Length", "is 0", "at least 1 byte"));
    }
    let metadata =
        headers.get("upload-metadata").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = file_name(metadata)?;
    StemOrder::of_file(&name)?;
    let now = now_ms();
    let upload = UploadRow {
        id: uuid::Uuid::now_v7().to_string(),
        owner: who.owner.clone(),
        name,
        metadata: metadata.to_owned(),
        length_bytes: i64::try_from(length).unwrap_or(i64::MAX),
        offset_bytes: 0,
        parts: 0,
        expires_ms: now + KEPT_MS,
    };
    app.database.insert_upload(&upload, now).await?;
    let id = upload.id.clone();
    let has_body = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/offset+octet-stream");
    let upload =
        if has_body { receive(&app, upload, &headers, request.into_body()).await? } else { upload };
    Ok(answer(
        StatusCode::CREATED,
        [
            ("location", format!("/v1/uploads/{id}")),
            ("upload-offset", upload.offset_bytes.to_string()),
            ("upload-expires", http_date(upload.expires_ms)),
        ],
    ))
}

/// How far an upload has come
#[utoipa::path(head, path = "/v1/uploads/{id}", tag = "uploads", params(("id" = String, Path, description = "Name of the upload")),
    responses((status = 200), (status = 404)))]
pub(crate) async fn head(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let row = own(&app, &who, &id).await?;
    let mut response = answer(
        StatusCode::OK,
        [
            ("upload-offset", row.offset_bytes.to_string()),
            ("upload-length", row.length_bytes.to_string()),
            ("upload-expires", http_date(row.expires_ms)),
            ("cache-control", "no-store".into()),
        ],
    );
    if !row.metadata.is_empty()
        && let Ok(value) = row.metadata.parse()
    {
        response.headers_mut().insert("upload-metadata", value);
    }
    Ok(response)
}

/// More of a file
///
/// The body continues at `Upload-Offset`. With `Upload-Checksum` it is kept only if it is whole and
/// right.
#[utoipa::path(patch, path = "/v1/uploads/{id}", tag = "uploads", request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    params(("id" = String, Path, description = "Name of the upload"), ("Upload-Offset" = u64, Header, description = "Where the body begins"),
        ("Upload-Checksum" = Option<String>, Header, description = "`sha256`, `sha1` or `blake3`, and the Base64 of it")),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 415, body = Problem), (status = 460, body = Problem)))]
pub(crate) async fn patch(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let headers = request.headers().clone();
    version(&headers)?;
    if headers
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind != "application/offset+octet-stream")
    {
        return Err(Problem::new(
            UNSUPPORTED,
            "expected the content type application/offset+octet-stream",
        ));
    }
    let row = own(&app, &who, &id).await?;
    let offset = number(&headers, "upload-offset")?;
    if offset != row.offset_bytes.unsigned_abs() {
        return Err(Problem::new(
            CONFLICT,
            format!("found offset {offset}, expected {}", row.offset_bytes),
        )
        .hint("ask where to go on with HEAD"));
    }
    let row = receive(&app, row, &headers, request.into_body()).await?;
    Ok(answer(
        StatusCode::NO_CONTENT,
        [
            ("upload-offset", row.offset_bytes.to_string()),
            ("upload-expires", http_date(row.expires_ms)),
        ],
    ))
}

/// Forgets an upload
#[utoipa::path(delete, path = "/v1/uploads/{id}", tag = "uploads", params(("id" = String, Path, description = "Name of the upload")),
    responses((status = 204), (status = 404, body = Problem)))]
pub(crate) async fn delete(
    State(app): State<App>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let row = own(&app, &who, &id).await?;
    app.database.delete_upload(&row.id).await?;
    app.storage.delete_all(&folder(&row.id)).await?;
    Ok(answer(StatusCode::NO_CONTENT, []))
}

/// Keeps a body, part by part. When the connection goes, what came is kept; with a checksum all of
/// it or nothing.
async fn receive(
    app: &App,
    mut row: UploadRow,
    headers: &HeaderMap,
    body: Body,
) -> Result<UploadRow, Problem> {
    let check = Checksum::of(headers)?;
    let most = if check.is_some() { usize::MAX } else { PART_BYTES };
    let room = usize::try_from(row.length_bytes - row.offset_bytes).unwrap_or(usize::MAX);
    if check.is_some() && room.min(content_length(headers)) > 64 << 20 {
        return Err(Problem::new(TOO_LARGE, "a body with a checksum may have 64 MiB")
            .hint("send smaller pieces"));
    }
    let (mut stream, mut buffer, mut came) = (body.into_data_stream(), BytesMut::new(), 0);
    while let Some(chunk) = stream.next().await {
        let Ok(chunk) = chunk else { break };
        came += chunk.len();
        if came > room {
            return Err(Problem::new(
                TOO_LARGE,
                format!("more bytes came than the {} of the file", row.length_bytes),
            ));
        }
        buffer.extend_from_slice(&chunk);
        while buffer.len() >= most {
            row = keep(app, row, buffer.split_to(PART_BYTES).freeze()).await?;
        }
    }
    if let Some(check) = check {
        check.hold(&buffer)?;
    }
    while !buffer.is_empty() {
        let size = buffer.len().min(PART_BYTES);
        row = keep(app, row, buffer.split_to(size).freeze()).await?;
    }
    Ok(row)
}

async fn keep(app: &App, row: UploadRow, part: Bytes) -> Result<UploadRow, Problem> {
    let bytes = i64::try_from(part.len()).unwrap_or(i64::MAX);
    let expires_ms = now_ms() + KEPT_MS;
    app.storage.put_bytes(&object(&row.id, row.parts), part).await?;
    if !app.database.advance_upload(&row, bytes, expires_ms).await? {
        return Err(Problem::new(CONFLICT, "another request sends to this upload")
            .hint("ask where to go on with HEAD"));
    }
    Ok(UploadRow {
        offset_bytes: row.offset_bytes + bytes,
        parts: row.parts + 1,
        expires_ms,
        ..row
    })
}

struct Checksum {
    algorithm: String,
    wanted: Vec<u8>,
}

impl Checksum {
    fn of(headers: &HeaderMap) -> Result<Option<Self>, Problem> {
        use base64::Engine as _;
        let Some(value) = headers.get("upload-checksum") else { return Ok(None) };
        let told = value.to_str().ok().and_then(|text| text.split_once(' '));
        let known =
            told.filter(|(algorithm, _)| CHECKSUMS.split(',').any(|known| known == *algorithm));
        let decoded = known.and_then(|(algorithm, sum)| {
            let wanted = base64::engine::general_purpose::STANDARD.decode(sum.trim()).ok()?;
            Some(Self { algorithm: algorithm.into(), wanted })
        });
        let expected = format!("one of {CHECKSUMS}, a space, and the sum in Base64");
        decoded.map(Some).ok_or_else(|| {
            Problem::new(
                MALFORMED,
                format!("`Upload-Checksum` is not understood, expected {expected}"),
            )
        })
    }

    fn hold(&self, bytes: &[u8]) -> Result<(), Problem> {
        use sha1::Digest as _;
        let found = match self.algorithm.as_str() {
            "sha1" => sha1::Sha1::digest(bytes).to_vec(),
            "sha256" => sha2::Sha256::digest(bytes).to_vec(),
            _ => blake3::hash(bytes).as_bytes().to_vec(),
        };
        if found == self.wanted {
            return Ok(());
        }
        let status = StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST);
        Err(Problem::new(
            ("checksum-mismatch", status, "The bytes are not those that were sent"),
            format!("the {} of the body differs", self.algorithm),
        )
        .hint("send the piece again"))
    }
}

fn content_length(headers: &HeaderMap) -> usize {
    headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .unwrap_or(usize::MAX)
}

fn version(headers: &HeaderMap) -> Result<(), Problem> {
    match headers.get("tus-resumable").and_then(|value| value.to_str().ok()) {
        Some(VERSION) => Ok(()),
        other => {
            let found = other.unwrap_or("none");
            let situation =
                ("tus-version", StatusCode::PRECONDITION_FAILED, "The version of tus is another");
            Err(Problem::new(
                situation,
                format!("`Tus-Resumable` is {found:.20}, expected {VERSION}"),
            ))
        }
    }
}

fn number(headers: &HeaderMap, name: &'static str) -> Result<u64, Problem> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()?.parse().ok());
    value.ok_or_else(|| Problem::new(MALFORMED, format!("`{name}` is missing or no number")))
}

/// `filename` (or `name`) of `Upload-Metadata`.
fn file_name(metadata: &str) -> Result<String, Problem> {
    use base64::Engine as _;
    if metadata.len() > METADATA_BYTES_MAX {
        return Err(Problem::new(
            TOO_LARGE,
            format!(
                "`Upload-Metadata` has {} bytes, expected at most {METADATA_BYTES_MAX}",
                metadata.len()
            ),
        ));
    }
    let pairs = metadata.split(',').filter_map(|pair| pair.trim().split_once(' '));
    let named = |key: &str| pairs.clone().find(|(name, _)| *name == key).map(|(_, value)| value);
    let Some(value) = named("filename").or_else(|| named("name")) else { return Ok("stem".into()) };
    let bytes = base64::engine::general_purpose::STANDARD.decode(value).ok();
    let name = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    name.ok_or_else(|| {
        Problem::new(MALFORMED, "`filename` of `Upload-Metadata` is not Base64 of UTF-8")
    })
}

/// As HTTP writes times: RFC 9110.
fn http_date(ms: i64) -> String {
    let time = jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn answer<const N: usize>(status: StatusCode, headers: [(&'static str, String); N]) -> Response {
    let mut response = status.into_response();
    let set = response.headers_mut();
    set.insert("tus-resumable", HeaderValue::from_static(VERSION));
    for (name, value) in headers {
        if let Ok(value) = value.parse() {
            set.insert(HeaderName::from_static(name), value);
        }
    }
    response
}
