//! Machines that are too small: a disk that fills up, memory that ends.

use std::process::Command;
use std::time::Instant;

use reqwest::StatusCode;
use serde_json::json;

use crate::client::{Service, measured, read, stems};
use crate::common::{Place, mixmaster};

/// Whether this user may mount a disk of their own.
fn may_mount(place: &Place) -> bool {
    let folder = place.path("probe");
    std::fs::create_dir_all(&folder).unwrap();
    let words = ["-rm", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs"];
    Command::new("unshare").args(words).arg(folder).output().is_ok_and(|it| it.status.success())
}

/// Starts the service with a data folder on a disk of `mib`; where no disk can be made, no file may
/// be larger than a sixth of that.
fn on_a_small_disk(place: &Place, mib: u32) -> Command {
    let data = place.path("data");
    std::fs::create_dir_all(&data).unwrap();
    let program = mixmaster();
    let mut command = if may_mount(place) {
        let script = format!("mount -t tmpfs -o size={mib}m tmpfs \"$0\" && exec \"$@\"");
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-c", &script]).arg(data);
        command
    } else {
        let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", mib * 2_048 / 6);
        let mut command = Command::new("sh");
        command.args(["-c", &script, "sh"]);
        command
    };
    command.arg(program.get_program()).env("MIXMASTER_CACHE", "");
    command
}

#[tokio::test]
async fn a_full_disk_is_told_and_what_was_done_before_stays() {
    let place = Place::new();
    place.song(1.0);
    let flags = ["--max-attempts", "1"];
    let service = Service::start_by(on_a_small_disk(&place, 24), &place, &flags);
    let first = service.make_job(&place).await;
    let told = service.until(&first, &["complete"]).await;
    let url = told["results"]["master_final_url"].as_str().unwrap().to_owned();
    let master = service.get(&url).send().await.unwrap().bytes().await.unwrap();

    // More than there is room for, as a form.
    place.song(25.0);
    let form = service.post("/v1/jobs").multipart(stems(&place));
    let since = Instant::now();
    let (status, problem) = read(form.send().await.unwrap()).await;
    assert_eq!(status, StatusCode::INSUFFICIENT_STORAGE, "{problem}");
    measured("a form of 29 MB on a disk of 24 MiB gets its 507", since);
    assert_eq!(problem["type"], "urn:mixmaster:problem:full");
    // And in pieces: what is acknowledged is there.
    let upload = service
        .post("/v1/uploads")
        .header("tus-resumable", "1.0.0")
        .header("upload-length", 40_000_000);
    let place_of = upload.send().await.unwrap().headers()["location"].to_str().unwrap().to_owned();
    let piece = service
        .http
        .patch(format!("{}{place_of}", service.url))
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", 0)
        .header("content-type", "application/offset+octet-stream")
        .body(vec![7_u8; 40_000_000]);
    let (status, problem) = read(piece.send().await.unwrap()).await;
    assert_eq!(status, StatusCode::INSUFFICIENT_STORAGE, "{problem}");
    let gone = service.http.delete(format!("{}{place_of}", service.url));
    assert!(gone.send().await.unwrap().status().is_success());

    // Room for the stems and not for what becomes of them.
    place.song(10.0);
    let second = service.make_job(&place).await;
    let since = Instant::now();
    let told = service.until(&second, &["failed"]).await;
    measured("a job whose results do not fit fails", since);
    assert!(["output", "storage"].contains(&told["error"]["code"].as_str().unwrap()), "{told}");
    let words = told["error"].to_string();
    assert!(words.contains("space") || words.contains("room") || words.contains("large"), "{told}");

    let after = service.get(&url).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(after, master, "what was done before is there");
    assert_eq!(service.json("/health").await["status"], "healthy");
    let gone = service.http.delete(format!("{}/v1/jobs/{second}", service.url));
    assert!(gone.send().await.unwrap().status().is_success());
    place.song(1.5);
    let third = service.make_job(&place).await;
    service.until(&third, &["complete"]).await;
}

#[tokio::test]
async fn a_job_that_needs_more_memory_than_it_may_have_fails_and_takes_no_other_with_it() {
    let place = Place::new();
    place.song(20.0);
    let service = Service::start(&place, &["--job-memory-mib", "24", "--job-threads", "2"]);
    let job = service.make_job(&place).await;
    let told = service.until(&job, &["failed"]).await;
    assert_eq!(
        (told["attempts"].as_i64(), told["error"]["code"].as_str()),
        (Some(1), Some("memory")),
        "{told}"
    );
    assert!(told["error"]["hint"].as_str().unwrap().contains("--job-memory-mib"), "{told}");
    drop(service);
    let service = Service::start(&place, &["--job-memory-mib", "512", "--job-threads", "2"]);
    let retried = service.post(&format!("/v1/jobs/{job}/retry")).json(&json!({})).send().await;
    assert_eq!(retried.unwrap().status(), StatusCode::ACCEPTED);
    service.until(&job, &["complete"]).await;
}
