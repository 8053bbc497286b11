//! Songs that were mixed become an album.

use std::io::Read as _;

use reqwest::StatusCode;
use serde_json::json;

use crate::client::{Service, read, stems};
use crate::common::Place;

#[tokio::test]
async fn mixes_become_an_album_in_their_order() {
    let place = Place::new();
    place.song(4.0);
    let service = Service::start(&place, &[]);
    let first = service.make_job(&place).await;
    place.song(5.0);
    let second = service.make_job(&place).await;
    let early = json!({"tracks": [{"job_id": first}, {"job_id": second}]});
    service.until(&first, &["complete"]).await;
    let (status, problem) =
        read(service.post("/v1/albums").json(&early).send().await.unwrap()).await;
    assert_eq!(status, StatusCode::CONFLICT, "one is not done: {problem}");
    service.until(&second, &["complete"]).await;
    let wish = json!({"tracks": [{"job_id": second, "title": "Rain"}, {"job_id": first, "title": "A = B"}],
        "preset": "streaming", "targets": {"lufs": -16},
        "album": {"title": "Blue", "artist": "The Band", "gap_s": 1, "anchor": 1, "image": true}});
    let (made, job) = read(service.post("/v1/albums").json(&wish).send().await.unwrap()).await;
    assert_eq!((made, job["kind"].as_str()), (StatusCode::CREATED, Some("album")), "{job}");
    let told = service.until(job["job_id"].as_str().unwrap(), &["complete"]).await;
    let get = async |word: &str| {
        let url = told["results"][word].as_str().unwrap_or_else(|| panic!("no {word} in {told}"));
        service.get(url).send().await.unwrap().bytes().await.unwrap()
    };
    let archive = get("album_url").await;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut names: Vec<String> =
        archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    names.retain(|name| name.starts_with("tracks/"));
    names.sort();
    assert!(
        names.len() == 2 && names[0].contains("01 Rain") && names[1].contains("02 A"),
        "{names:?}"
    );
    let mut cue = String::new();
    archive.by_name("album.cue").unwrap().read_to_string(&mut cue).unwrap();
    assert!(
        cue.contains("TITLE \"Blue\"")
            && cue.contains("TITLE \"Rain\"")
            && cue.contains("PERFORMER \"The Band\""),
        "{cue}"
    );
    let job = job["job_id"].as_str().unwrap();
    let events = service.json(&format!("/v1/jobs/{job}/events")).await;
    let told = events["events"].as_array().unwrap().iter();
    let told: Vec<f64> = told.filter_map(|event| event["progress"].as_f64()).collect();
    assert!(told.is_sorted(), "it does not get farther from its end: {told:?}");
    assert_eq!(&get("album_image_url").await[..4], b"RIFF");
    let report: serde_json::Value = serde_json::from_slice(&get("album_report_url").await).unwrap();
    assert_eq!(report["tracks"].as_array().unwrap().len(), 2, "{report}");
    assert_eq!(place.names("data/work"), [""; 0]);
}

#[tokio::test]
async fn what_is_no_album_is_told() {
    let place = Place::new();
    place.song(1.0);
    let service = Service::start(&place, &[]);
    let job = service.make_job(&place).await;
    service.until(&job, &["complete"]).await;
    let form = stems(&place).text("kind", "album");
    let (status, _) = read(service.post("/v1/jobs").multipart(form).send().await.unwrap()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let two = json!([{"job_id": job, "title": "a"}, {"job_id": job, "title": "b"}]);
    for (wish, status, words) in [
        (json!({"tracks": [{"job_id": job}]}), 422, "are 1, expected 2 to"),
        (json!({"tracks": [{"job_id": job}, {"job_id": "nothing"}]}), 404, "nothing"),
        (json!({"tracks": two, "album": {"anchor": 2}}), 422, "0 to 1"),
        (json!({"tracks": two, "album": {"gap_s": 31}}), 422, "0 to 30 s"),
        (json!({"tracks": [{"job_id": job, "title": "a/b"}, {"job_id": job}]}), 422, "slashes"),
    ] {
        let (found, problem) =
            read(service.post("/v1/albums").json(&wish).send().await.unwrap()).await;
        assert_eq!(found.as_u16(), status, "{wish}: {problem}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "no {words} in {problem}");
    }
    let same = service.post("/v1/albums").json(&json!({"tracks": two}));
    let (made, album) = read(same.send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED);
    let told = service.until(album["job_id"].as_str().unwrap(), &["failed"]).await;
    let message = told["error"]["message"].as_str().unwrap();
    assert!(message.contains("same audio") && !message.contains("stems/"), "{message}");
}
