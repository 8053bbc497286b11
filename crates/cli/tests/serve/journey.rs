//! From stems to downloads.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_RANGE, ETAG, IF_NONE_MATCH, RANGE};

use crate::client::{Service, read, stems};
use crate::common::Place;

#[tokio::test]
async fn stems_become_the_same_bytes_as_by_the_command() {
    let place = Place::new();
    place.song(4.0);
    let by_command = place
        .run("mix stems -o cli --preset pop --role lead_vocal.wav=lead_vocal --threads 1 -q")
        .fine();
    assert_eq!(by_command.code, 0);
    let service = Service::start(&place, &[]);
    let job = service.make_job(&place).await;
    let told = service.until(&job, &["complete"]).await;
    assert_eq!(
        (told["progress"].as_f64(), told["project_id"].as_str()),
        (Some(100.0), Some("album-7"))
    );
    for key in ["created_at", "started_at", "completed_at", "expires_at"] {
        assert!(told[key].as_str().unwrap().ends_with('Z'), "{key}: {told}");
    }
    let report = service.json(told["results"]["report_url"].as_str().unwrap()).await;
    assert_eq!(report["job_id"].as_str(), Some(job.as_str()));
    assert_eq!(report["audio_hash"], place.json("cli/report.json")["audio_hash"]);
    assert_eq!(told["metrics"]["lufs"], report["mastering_report"]["lufs_integrated"]);
    let master =
        service.get(told["results"]["master_final_url"].as_str().unwrap()).send().await.unwrap();
    let tag = master.headers()[ETAG].clone();
    let bytes = master.bytes().await.unwrap();
    assert_eq!(bytes, place.read("cli/master_final.wav"));

    let path = format!("/v1/jobs/{job}/download/master");
    let part = service.get(&path).header(RANGE, "bytes=100-199").send().await.unwrap();
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.headers()[CONTENT_RANGE], format!("bytes 100-199/{}", bytes.len()).as_str());
    assert_eq!(part.bytes().await.unwrap(), bytes.slice(100..200));
    let again = service.get(&path).header(IF_NONE_MATCH, tag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let outside = service.get(&path).header(RANGE, "bytes=999999999-").send().await.unwrap();
    assert_eq!(outside.status(), StatusCode::RANGE_NOT_SATISFIABLE);

    let gone = service.http.delete(format!("{}/v1/jobs/{job}", service.url)).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    assert_eq!(service.get(&path).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(crate::mode::stored(&place, "jobs").await, [""; 0], "its files are gone");
}

#[tokio::test]
async fn one_key_makes_one_job() {
    let place = Place::new();
    place.song(1.0);
    let service = Service::start(&place, &["--max-workers", "0"]);
    let ask = |key: &'static str, form| {
        service.post("/v1/jobs").header("idempotency-key", key).multipart(form).send()
    };
    let (first, made) = read(ask("k1", stems(&place)).await.unwrap()).await;
    let (second, again) = read(ask("k1", stems(&place)).await.unwrap()).await;
    assert_eq!((first, second), (StatusCode::CREATED, StatusCode::OK));
    assert_eq!(made["job_id"], again["job_id"]);
    let (other, problem) =
        read(ask("k1", stems(&place).text("genre", "rock")).await.unwrap()).await;
    assert_eq!(other, StatusCode::CONFLICT, "{problem}");
    let jobs = service.json("/v1/jobs").await;
    assert_eq!(jobs["jobs"].as_array().unwrap().len(), 1);
    let of_job = format!("jobs/{}/", made["job_id"].as_str().unwrap());
    let stored = crate::mode::stored(&place, "jobs").await;
    assert!(
        stored.len() == 3 && stored.iter().all(|name| name.starts_with(&of_job)),
        "nothing of the others is kept: {stored:?}"
    );
}

#[tokio::test]
async fn jobs_are_listed_in_pages_and_by_state() {
    let place = Place::new();
    place.song(1.0);
    let service = Service::start(&place, &["--max-workers", "0"]);
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(service.make_job(&place).await);
    }
    made.reverse();
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = service
            .json(&format!("/v1/jobs?limit=2&status=queued&project_id=album-7{cursor}"))
            .await;
        seen.extend(
            page["jobs"]
                .as_array()
                .unwrap()
                .iter()
                .map(|job| job["job_id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, made, "the newest first, each once");
    assert_eq!(service.json("/v1/jobs?status=complete").await["jobs"].as_array().unwrap().len(), 0);
    let called_off = service.post(&format!("/v1/jobs/{}/cancel", made[0])).send().await.unwrap();
    assert_eq!(called_off.status(), StatusCode::ACCEPTED);
    assert_eq!(service.json(&format!("/v1/jobs/{}", made[0])).await["status"], "cancelled");
    let retried = service.post(&format!("/v1/jobs/{}/retry", made[0])).send().await.unwrap();
    assert_eq!(retried.status(), StatusCode::ACCEPTED);
    assert_eq!(service.json(&format!("/v1/jobs/{}", made[0])).await["status"], "queued");
}

#[tokio::test]
async fn a_job_that_runs_can_be_called_off() {
    let place = Place::new();
    place.song(60.0);
    let service = Service::start(&place, &[]);
    let job = service.make_job(&place).await;
    service.until(&job, &["processing"]).await;
    service.post(&format!("/v1/jobs/{job}/cancel")).send().await.unwrap();
    let told = service.until(&job, &["cancelled"]).await;
    assert!(told["results"].is_null(), "{told}");
    assert_eq!(place.names("data/work"), [""; 0], "nothing half done is left");
}

#[tokio::test]
async fn the_service_tells_how_it_is_and_what_it_can_do() {
    let place = Place::new();
    let service = Service::start(&place, &[]);
    let health = service.json("/health").await;
    assert_eq!(
        (health["status"].as_str(), health["probes"]["database"].as_bool()),
        (Some("healthy"), Some(true))
    );
    assert_eq!(service.post("/health").send().await.unwrap().status(), StatusCode::OK);
    let document = service.json("/openapi.json").await;
    assert!(document["paths"]["/v1/jobs"]["post"].is_object(), "{document}");
    let golden =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json"))
            .unwrap();
    assert_eq!(
        document,
        serde_json::from_str::<serde_json::Value>(&golden).unwrap(),
        "`make pages` writes docs/openapi.json"
    );
    let profiles = service.json("/v1/profiles").await;
    assert_eq!(profiles.as_array().unwrap().len(), 14);
    assert_eq!(service.json("/v1/profiles/Electro%20House").await["lufs"], -10.0);
    let metrics = service.get("/metrics").send().await.unwrap().text().await.unwrap();
    for name in [
        "mixmaster_queue_length",
        "ai_mixer_requests_total",
        "ai_mixer_processing_duration_seconds",
    ] {
        assert!(metrics.contains(name), "no {name} in {metrics}");
    }
    for page in ["/", "/docs/"] {
        let page = service.get(page).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::OK);
    }
}
