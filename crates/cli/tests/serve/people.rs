//! What people keep on the service, and what whoever runs it sees.

use reqwest::StatusCode;
use serde_json::json;

use crate::client::{Service, read, stems, torn};
use crate::common::Place;

#[tokio::test]
async fn profiles_of_ones_own_are_saved_applied_changed_and_forgotten() {
    let place = Place::new();
    place.song(2.0);
    let service = Service::start(&place, &[]);
    let mine =
        json!({"name": "My club", "base": "club", "targets": {"lufs": -9.5, "width_pct": 110}});
    let (made, told) = read(service.post("/v1/profiles").json(&mine).send().await.unwrap()).await;
    assert_eq!(
        (made, told["builtin"].as_bool(), told["lufs"].as_f64()),
        (StatusCode::CREATED, Some(false), Some(-9.5)),
        "{told}"
    );
    let all = service.json("/v1/profiles").await;
    assert_eq!(all.as_array().unwrap().last().unwrap()["name"], "My club");
    let (twice, _) = read(service.post("/v1/profiles").json(&mine).send().await.unwrap()).await;
    assert_eq!(twice, StatusCode::CONFLICT);

    let url = format!("{}/v1/profiles/My%20club", service.url);
    let quieter = json!({"name": "My club", "base": "club", "targets": {"lufs": -16}});
    let (put, told) = read(service.http.put(&url).json(&quieter).send().await.unwrap()).await;
    assert_eq!((put, told["lufs"].as_f64()), (StatusCode::OK, Some(-16.0)), "{told}");
    // The field that comes last wins.
    let asked = service.post("/v1/jobs").multipart(stems(&place).text("preset", "My club"));
    let (made, job) = read(asked.send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{job}");
    let told = service.until(job["job_id"].as_str().unwrap(), &["complete"]).await;
    let report = service.json(told["results"]["report_url"].as_str().unwrap()).await;
    assert_eq!(report["mastering_report"]["lufs_target"], -16.0);

    assert_eq!(service.http.delete(&url).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(service.http.delete(&url).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    let club = format!("{}/v1/profiles/club", service.url);
    let (fixed, problem) = read(service.http.put(&club).json(&mine).send().await.unwrap()).await;
    assert_eq!(fixed, StatusCode::FORBIDDEN, "{problem}");
    for (wrong, words) in [
        (json!({"name": "Club", "base": "club"}), "of the product"),
        (json!({"name": "a", "base": "polka"}), "polka"),
        (json!({"name": "a", "base": "club", "targets": {"lufs": 3}}), "-40 to -5"),
        (json!({"name": "", "base": "club"}), "1 to 100"),
    ] {
        let (status, problem) =
            read(service.post("/v1/profiles").json(&wrong).send().await.unwrap()).await;
        assert!(
            status.is_client_error() && problem.to_string().contains(words),
            "no {words} in {problem}"
        );
    }
}

#[tokio::test]
async fn whoever_runs_it_sees_queue_workers_storage_and_failures() {
    let place = Place::new();
    torn(&place);
    let service = Service::start(&place, &[]);
    let job = service.make_job(&place).await;
    service.until(&job, &["failed"]).await;
    let told = service.json("/v1/admin/status").await;
    assert_eq!(told["failed"][0]["job_id"].as_str(), Some(job.as_str()), "{told}");
    assert_eq!(
        (told["jobs"]["failed"].as_i64(), told["storage"]["answers"].as_bool()),
        (Some(1), Some(true)),
        "{told}"
    );
    assert!(told["storage"]["stems_bytes"].as_i64().unwrap() > 0, "{told}");
    let page = service.get("/admin").send().await.unwrap();
    assert!(
        page.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("frame-ancestors 'none'")
    );
}

#[tokio::test]
async fn a_job_without_retention_is_gone_after_its_master_was_taken() {
    let place = Place::new();
    place.song(1.0);
    let service = Service::start(&place, &[]);
    let asked = service
        .post("/v1/jobs")
        .multipart(stems(&place).text("options", "{\"retention\":\"none\"}"));
    let (_, job) = read(asked.send().await.unwrap()).await;
    let job = job["job_id"].as_str().unwrap().to_owned();
    let before = service.until(&job, &["complete"]).await;
    let part = service
        .get(&format!("/v1/jobs/{job}/download/master"))
        .header("range", "bytes=0-9")
        .send()
        .await
        .unwrap();
    part.bytes().await.unwrap();
    assert_eq!(
        service.json(&format!("/v1/jobs/{job}")).await["expires_at"],
        before["expires_at"],
        "a part is not all"
    );
    let whole = service.get(&format!("/v1/jobs/{job}/download/master")).send().await.unwrap();
    whole.bytes().await.unwrap();
    let since = std::time::Instant::now();
    loop {
        let after = service.json(&format!("/v1/jobs/{job}")).await;
        if after["expires_at"].as_str() < before["expires_at"].as_str() {
            break;
        }
        assert!(since.elapsed() < std::time::Duration::from_secs(30), "{after}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_session_for_a_daw_and_the_page_come_with_the_master() {
    let place = Place::new();
    place.song(1.0);
    let service = Service::start(&place, &[]);
    let wish = json!({"session": "dawproject", "export_stems": true}).to_string();
    let (_, job) = read(
        service
            .post("/v1/jobs")
            .multipart(stems(&place).text("options", wish))
            .send()
            .await
            .unwrap(),
    )
    .await;
    let job = job["job_id"].as_str().unwrap().to_owned();
    let told = service.until(&job, &["complete"]).await;
    let get = async |key: &str| {
        let path = told["results"][key]
            .as_str()
            .unwrap_or_else(|| panic!("no {key} in {told}"))
            .to_owned();
        service.get(&path).send().await.unwrap().bytes().await.unwrap()
    };
    let session = place.write("session.dawproject", get("session_url").await);
    dawproject::prelude::DawprojectReader::open(session).unwrap().read_dawproject().unwrap();
    assert!(get("page_url").await.starts_with(b"<!DOCTYPE html>"));
    assert!(get("stems_url").await.starts_with(b"PK"));
}

#[tokio::test]
async fn what_a_master_is_made_of_is_given_as_wav_whatever_it_came_as() {
    let place = Place::new();
    place.song(2.0);
    // A finished mix that comes as FLAC.
    place.run("mix stems -o out -q --format flac").fine();
    let service = Service::start(&place, &[]);
    let bytes = place.read("out/master_final.flac");
    let part = reqwest::multipart::Part::bytes(bytes).file_name("song.flac");
    let form = reqwest::multipart::Form::new().text("kind", "master").part("song", part);
    let (_, job) = read(service.post("/v1/jobs").multipart(form).send().await.unwrap()).await;
    let job = job["job_id"].as_str().unwrap().to_owned();
    service.until(&job, &["complete"]).await;
    let get = async |what: &str| {
        let path = format!("/v1/jobs/{job}/download/{what}");
        let bytes = service.get(&path).send().await.unwrap().bytes().await.unwrap();
        let file = place.write(&format!("{what}.wav"), bytes);
        crate::common::decode(&file)
    };
    let came = crate::common::decode(&place.path("out/master_final.flac"));
    let (rough, master) = (get("rough").await, get("master").await);
    assert!(rough == came, "sample by sample what came");
    assert_eq!(rough.1[0].len(), master.1[0].len());
}
