//! What goes wrong on the way: nothing is lost, and nothing is done twice.

use reqwest::StatusCode;

use crate::client::{Service, read, torn};
use crate::common::Place;

#[tokio::test]
async fn a_service_that_is_killed_ends_its_job_after_the_restart() {
    let place = Place::new();
    place.song(20.0);
    let service = Service::start(&place, &["--lease-seconds", "2"]);
    let job = service.make_job(&place).await;
    service.until(&job, &["processing"]).await;
    service.kill();
    let service = Service::start(&place, &["--lease-seconds", "2"]);
    let told = service.until(&job, &["complete"]).await;
    assert!(told["attempts"].as_i64().unwrap() >= 2, "{told}");
    let report = service.json(&format!("/v1/jobs/{job}/download/report")).await;
    let reference =
        place.run("mix stems -o cli --preset pop --role lead_vocal.wav=lead_vocal -q").fine();
    assert_eq!(reference.code, 0);
    assert_eq!(report["audio_hash"], place.json("cli/report.json")["audio_hash"]);
    assert_eq!(place.names("data/work"), [""; 0], "what the killed one left is gone");
    let events = service.json(&format!("/v1/jobs/{job}/events")).await;
    let ends =
        events["events"].as_array().unwrap().iter().filter(|event| event["type"] == "job.complete");
    assert_eq!(ends.count(), 1, "{events}");
}

#[tokio::test]
async fn a_stem_that_cannot_be_decoded_fails_the_job_with_the_reason_and_no_second_try() {
    let place = Place::new();
    torn(&place);
    let service = Service::start(&place, &[]);
    let job = service.make_job(&place).await;
    let told = service.until(&job, &["failed"]).await;
    assert_eq!(
        (told["attempts"].as_i64(), told["error"]["code"].as_str()),
        (Some(1), Some("input")),
        "{told}"
    );
    let message = told["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("`torn.wav`") && !message.contains("/"),
        "it names the client's file alone: {message}"
    );
    assert!(!told["error"]["hint"].as_str().unwrap().is_empty(), "{told}");
    let (status, problem) =
        read(service.get(&format!("/v1/jobs/{job}/download/master")).send().await.unwrap()).await;
    assert_eq!(status, StatusCode::CONFLICT, "{problem}");
}

#[tokio::test]
async fn only_one_service_has_a_data_folder() {
    let place = Place::new();
    let _service = Service::start(&place, &[]);
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(place.path("data")).unwrap().permissions(),
    );
    assert_eq!(mode & 0o077, 0, "nobody else reads it");
    let second = place.run("serve --listen 127.0.0.1:0 --data-dir data");
    second.failed(4, &["another MixMaster uses the data folder"]);
}
