//! A song gets another name after it was made.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{Service, read};
use crate::common::Place;

async fn renamed(service: &Service, job: &str, edit: Value) -> (StatusCode, Value) {
    let patch = service.http.patch(format!("{}/v1/jobs/{job}", service.url));
    read(patch.json(&edit).send().await.unwrap()).await
}

#[tokio::test]
async fn the_name_of_a_song_moves_for_all_its_jobs_at_once() {
    const NAME: &str = "Blue/Über_den Regen";
    let place = Place::new();
    place.song(1.0);
    let service = Service::start(&place, &[]);
    let song = service.make_job(&place).await;
    let other = service.make_job(&place).await;
    service.until(&song, &["complete"]).await;
    let render = async || {
        let asked = service.post(&format!("/v1/recipes/{song}/render")).json(&json!({}));
        let (status, job) = read(asked.send().await.unwrap()).await;
        assert_eq!(status, StatusCode::CREATED, "{job}");
        job["job_id"].as_str().unwrap().to_owned()
    };
    let count = async |query: &[(&str, &str)]| {
        let url = reqwest::Url::parse_with_params(&format!("{}/v1/jobs", service.url), query);
        let (_, page) = read(service.http.get(url.unwrap()).send().await.unwrap()).await;
        page["jobs"].as_array().unwrap().len()
    };
    let before = render().await;
    assert_eq!(count(&[("project_id", "album-7")]).await, 3);
    let (status, told) = renamed(&service, &before, json!({ "project_id": NAME })).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!((&told["job_id"], &told["project_id"]), (&json!(before), &json!(NAME)));
    assert_eq!(service.json(&format!("/v1/jobs/{song}")).await["project_id"], NAME);
    assert_eq!(count(&[("project_id", "album-7")]).await, 1, "the other song has its own name");
    assert_eq!(count(&[("project_id", NAME)]).await, 2);
    // It is found by the new name, and no more by the old one; the stems are still told.
    assert_eq!(count(&[("q", "ÜBER_DEN vocal")]).await, 2);
    assert_eq!(count(&[("q", "album-7")]).await, 1);
    let told = service.json(&format!("/v1/jobs/{}", render().await)).await;
    assert_eq!(told["project_id"], NAME, "what is made later has it, too");
    for forget in [json!({"project_id": null}), json!({"project_id": ""})] {
        renamed(&service, &song, json!({"project_id": "x"})).await;
        let (status, told) = renamed(&service, &song, forget).await;
        assert_eq!((status, told.get("project_id")), (StatusCode::OK, None), "{told}");
    }
    assert_eq!(count(&[("q", "regen")]).await, 0);
    let other = service.json(&format!("/v1/jobs/{other}")).await;
    assert_eq!(other["project_id"], "album-7");
    for (job, edit, status) in [
        (song.as_str(), json!({"project_id": "a".repeat(201)}), 422),
        (&song, json!({"project_id": "a\0"}), 422),
        (&song, json!({}), 422),
        (&song, json!({"status": "complete"}), 422),
        ("nothing", json!({"project_id": "a"}), 404),
    ] {
        let (found, problem) = renamed(&service, job, edit.clone()).await;
        assert_eq!(found.as_u16(), status, "{edit}: {problem}");
    }
}
