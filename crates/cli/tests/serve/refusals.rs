//! Requests that are refused: with a problem that says what was found and what was expected.

use reqwest::multipart::{Form, Part};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::json;

use crate::client::{Service, read};
use crate::common::Place;

/// Sends, and holds the answer against a status and words.
async fn refused(request: RequestBuilder, status: StatusCode, words: &str) {
    let response = request.send().await.unwrap();
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    assert!(response.headers().contains_key("x-request-id"));
    let (found, problem) = read(response).await;
    assert_eq!((found, kind.as_str()), (status, "application/problem+json"), "{problem}");
    assert_eq!(problem["status"].as_u64(), Some(u64::from(status.as_u16())), "{problem}");
    assert!(problem["type"].as_str().unwrap().starts_with("urn:mixmaster:problem:"), "{problem}");
    assert!(problem.to_string().contains(words), "no `{words}` in {problem}");
}

fn file(name: &str, bytes: &[u8]) -> Form {
    Form::new().part(name.to_owned(), Part::bytes(bytes.to_vec()).file_name(name.to_owned()))
}

#[tokio::test]
async fn bad_requests_are_told_by_what_is_wrong_and_leave_nothing() {
    let place = Place::new();
    let service = Service::start(&place, &["--max-workers", "0", "--max-file-mib", "1"]);
    let jobs = || service.post("/v1/jobs");
    let wav = [&b"RIFF\x10\0\0\0WAVE"[..], &[0; 100]].concat();
    let large = [&b"RIFF\x10\0\0\0WAVE"[..], &vec![0; 2 << 20]].concat();
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    refused(jobs().body("x"), StatusCode::UNSUPPORTED_MEDIA_TYPE, "expected application/json")
        .await;
    refused(jobs().json(&json!({"preset": "polka"})), unprocessable, "polka").await;
    refused(jobs().json(&json!({"lufs": -9})), unprocessable, "unknown field").await;
    refused(
        jobs().header("content-type", "application/json").body("{"),
        StatusCode::BAD_REQUEST,
        "malformed",
    )
    .await;
    refused(jobs().json(&json!({})), unprocessable, "names no stem").await;
    refused(
        jobs().json(&json!({"stems_meta": [{"name": "a", "upload_id": "none"}]})),
        StatusCode::NOT_FOUND,
        "no upload `none`",
    )
    .await;
    refused(
        jobs().multipart(file("a.wav", b"<html>")),
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "3c, 68",
    )
    .await;
    refused(jobs().multipart(file("a.wav", b"")), StatusCode::UNSUPPORTED_MEDIA_TYPE, "empty file")
        .await;
    refused(
        jobs().multipart(file("a.wav", &large)),
        StatusCode::PAYLOAD_TOO_LARGE,
        "larger than 1 MiB",
    )
    .await;
    refused(jobs().multipart(file("../../etc/passwd", &wav)), unprocessable, "without slashes")
        .await;
    refused(
        jobs().multipart(file("a.wav", &wav).text("targets", "{\"lufs\":3}")),
        unprocessable,
        "-40 to -5",
    )
    .await;
    refused(
        jobs().multipart(file("a.wav", &wav).text("options", "[")),
        unprocessable,
        "field `options`",
    )
    .await;
    refused(
        jobs().json(&json!({"preset": "a\u{0}", "stems_meta": [{"name": "a"}]})),
        unprocessable,
        "zero byte",
    )
    .await;
    refused(service.get("/v1/jobs/%00"), StatusCode::BAD_REQUEST, "zero byte").await;
    refused(service.get("/v1/jobs?cursor=%00"), StatusCode::BAD_REQUEST, "zero byte").await;
    refused(service.get("/v1/jobs/nope"), StatusCode::NOT_FOUND, "no job `nope`").await;
    refused(service.get("/v1/jobs?limit=x"), StatusCode::BAD_REQUEST, "limit").await;
    refused(service.get("/nowhere"), StatusCode::NOT_FOUND, "/docs").await;
    refused(service.post("/v1/health"), StatusCode::NOT_FOUND, "/docs").await;
    refused(service.post("/v1/usage"), StatusCode::METHOD_NOT_ALLOWED, "found POST").await;
    assert_eq!(crate::mode::stored(&place, "jobs").await, [""; 0]);
    assert_eq!(service.json("/v1/jobs").await["jobs"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn pages_of_other_sites_cannot_use_a_service_without_keys() {
    let place = Place::new();
    let service = Service::start(&place, &["--max-workers", "0"]);
    let forbidden = StatusCode::FORBIDDEN;
    refused(service.get("/v1/jobs").header("host", "evil.example"), forbidden, "evil.example")
        .await;
    let post = service.post("/v1/jobs").header("origin", "http://evil.example").json(&json!({}));
    refused(post, forbidden, "--cors").await;
}

#[tokio::test]
async fn the_queue_has_an_end() {
    let place = Place::new();
    place.song(1.0);
    let service = Service::start(&place, &["--max-workers", "0", "--max-open-jobs", "1"]);
    service.make_job(&place).await;
    let many = service.post("/v1/jobs").multipart(crate::client::stems(&place));
    let response = many.send().await.unwrap();
    assert_eq!(response.headers()["retry-after"], "10");
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
}
