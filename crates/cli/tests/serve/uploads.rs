//! Files in pieces: tus 1.0, spoken by hand.

use base64::Engine as _;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::json;

use crate::client::{Service, read};
use crate::common::Place;

const STREAM: &str = "application/offset+octet-stream";

fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Begins an upload; its address.
async fn begin(service: &Service, name: &str, length: usize) -> String {
    let made = service
        .post("/v1/uploads")
        .header("tus-resumable", "1.0.0")
        .header("upload-length", length)
        .header("upload-metadata", format!("filename {}", base64(name.as_bytes())))
        .send()
        .await
        .unwrap();
    assert_eq!(made.status(), StatusCode::CREATED);
    format!("{}{}", service.url, made.headers()["location"].to_str().unwrap())
}

fn piece(service: &Service, url: &str, offset: usize, bytes: &[u8]) -> RequestBuilder {
    service
        .http
        .patch(url)
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", offset)
        .header("content-type", STREAM)
        .body(bytes.to_vec())
}

async fn offset(service: &Service, url: &str) -> usize {
    let head = service.http.head(url).header("tus-resumable", "1.0.0").send().await.unwrap();
    assert_eq!(head.status(), StatusCode::OK);
    head.headers()["upload-offset"].to_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_file_in_pieces_over_a_restart_becomes_a_job() {
    let place = Place::new();
    place.song(2.0);
    let service = Service::start(&place, &[]);
    let name = place.names("stems")[0].clone();
    let bytes = place.read(&format!("stems/{name}"));
    let half = bytes.len() / 2;
    let url = begin(&service, &name, bytes.len()).await;
    let first = piece(&service, &url, 0, &bytes[..half]).send().await.unwrap();
    assert_eq!(first.status(), StatusCode::NO_CONTENT);
    let path = url.strip_prefix(&service.url).unwrap().to_owned();
    service.kill();

    let service = Service::start(&place, &[]);
    let url = format!("{}{path}", service.url);
    assert_eq!(offset(&service, &url).await, half, "nothing is lost");
    let id = path.rsplit('/').next().unwrap();
    let early = json!({"stems_meta": [{"name": name, "upload_id": id}]});
    let (status, problem) = read(service.post("/v1/jobs").json(&early).send().await.unwrap()).await;
    assert_eq!(status, StatusCode::CONFLICT, "{problem}");
    let wrong = piece(&service, &url, half + 1, &bytes[half..]).send().await.unwrap();
    assert_eq!(wrong.status(), StatusCode::CONFLICT, "the offset is not where it ends");
    let last = piece(&service, &url, half, &bytes[half..]).send().await.unwrap();
    assert_eq!(last.status(), StatusCode::NO_CONTENT);

    let waits = json!({"stems_meta": [{"name": name, "role": "kick"}], "targets": {"lufs": -16.0}});
    let (status, job) = read(service.post("/v1/jobs").json(&waits).send().await.unwrap()).await;
    assert_eq!((status, job["status"].as_str()), (StatusCode::CREATED, Some("awaiting_upload")));
    let job = job["job_id"].as_str().unwrap().to_owned();
    let stem = json!({"name": name, "upload_id": id});
    let (status, told) =
        read(service.post(&format!("/v1/jobs/{job}/stems")).json(&stem).send().await.unwrap())
            .await;
    assert_eq!(
        (status, told["stems"][0]["uploaded"].as_bool()),
        (StatusCode::OK, Some(true)),
        "{told}"
    );
    service.until(&job, &["complete"]).await;
    let gone = service.http.head(&url).header("tus-resumable", "1.0.0").send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND, "an upload is used once");
}

/// Sends half of a file by one client, and the rest by another that asks where to go on.
const TUS: &str = r#"
import sys
from tusclient import client
url, path = sys.argv[1:]
tus = client.TusClient(url + "/v1/uploads")
first = tus.uploader(path, chunk_size=200_000, metadata={"filename": "kick.wav"}, upload_checksum=True)
first.upload_chunk()
first.upload_chunk()
second = tus.uploader(path, chunk_size=200_000, url=first.url)
assert second.offset == 400_000, second.offset
second.upload()
print(second.url)
"#;

#[tokio::test]
async fn a_client_of_somebody_else_uploads_and_goes_on() {
    let python =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/bin/python");
    assert!(python.is_file(), "tuspy is not here; `make tools` installs it");
    let place = Place::new();
    place.song(2.0);
    let service = Service::start(&place, &["--max-workers", "0"]);
    let told = std::process::Command::new(python)
        .args(["-c", TUS, &service.url])
        .arg(place.path("stems/kick.wav"))
        .output()
        .unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let id = String::from_utf8(told.stdout).unwrap().trim().rsplit('/').next().unwrap().to_owned();
    let body = json!({"stems_meta": [{"name": "kick", "upload_id": id}]});
    let (status, job) = read(service.post("/v1/jobs").json(&body).send().await.unwrap()).await;
    assert_eq!((status, job["status"].as_str()), (StatusCode::CREATED, Some("queued")), "{job}");
    let stored = crate::mode::stored(&place, "jobs").await;
    assert_eq!(stored, [format!("jobs/{}/stems/00", job["job_id"].as_str().unwrap())]);
}

#[tokio::test]
async fn a_piece_with_a_wrong_checksum_is_not_kept() {
    use sha2::Digest as _;
    let place = Place::new();
    let service = Service::start(&place, &["--max-workers", "0"]);
    let url = begin(&service, "a.wav", 10).await;
    let right = format!("sha256 {}", base64(&sha2::Sha256::digest(b"01234")));
    let torn =
        piece(&service, &url, 0, b"01x34").header("upload-checksum", &right).send().await.unwrap();
    assert_eq!(torn.status().as_u16(), 460);
    assert_eq!(offset(&service, &url).await, 0);
    let whole =
        piece(&service, &url, 0, b"01234").header("upload-checksum", &right).send().await.unwrap();
    assert_eq!(whole.status(), StatusCode::NO_CONTENT);
    assert_eq!(offset(&service, &url).await, 5);
    let much = piece(&service, &url, 5, b"0123456").send().await.unwrap();
    assert_eq!(much.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(offset(&service, &url).await, 5);
    let ended = service.http.delete(&url).header("tus-resumable", "1.0.0").send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    assert_eq!(crate::mode::stored(&place, "uploads").await, [""; 0]);
}

#[tokio::test]
async fn what_uploads_can_do_is_told() {
    let place = Place::new();
    let service = Service::start(&place, &["--max-workers", "0", "--max-file-mib", "3"]);
    let url = format!("{}/v1/uploads", service.url);
    let told = service.http.request(Method::OPTIONS, &url).send().await.unwrap();
    assert_eq!(told.headers()["tus-max-size"], "3145728");
    assert!(told.headers()["tus-extension"].to_str().unwrap().contains("checksum"));
    let large = service
        .post("/v1/uploads")
        .header("tus-resumable", "1.0.0")
        .header("upload-length", 3_145_729);
    assert_eq!(large.send().await.unwrap().status(), StatusCode::PAYLOAD_TOO_LARGE);
    let old = service.post("/v1/uploads").header("tus-resumable", "0.2").header("upload-length", 5);
    assert_eq!(old.send().await.unwrap().status(), StatusCode::PRECONDITION_FAILED);
}
