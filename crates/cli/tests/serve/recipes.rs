//! What was decided, edited and rendered again; and what need not be done again.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{Service, read, stems};
use crate::common::Place;

async fn hash(service: &Service, job: &str) -> Value {
    service.json(&format!("/v1/jobs/{job}/download/report")).await["audio_hash"].clone()
}

async fn render(service: &Service, recipe: &str) -> String {
    render_as(service, recipe, json!({})).await
}

async fn render_as(service: &Service, recipe: &str, wish: Value) -> String {
    let asked = service.post(&format!("/v1/recipes/{recipe}/render")).json(&wish);
    let (made, job) = read(asked.send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{job}");
    let job = job["job_id"].as_str().unwrap().to_owned();
    let told = service.until(&job, &["complete"]).await;
    assert_eq!(told["kind"], "render");
    job
}

/// A song, its recipe, and the name of another in which every fader is 20 dB down.
pub(crate) async fn lowered(service: &Service, place: &Place) -> (String, Value, String) {
    // Far enough from what these peaky stems can be: no guardrail has a word in it.
    let form = stems(place).text("targets", r#"{"lufs": -24}"#);
    let (_, job) = read(service.post("/v1/jobs").multipart(form).send().await.unwrap()).await;
    let job = job["job_id"].as_str().unwrap().to_owned();
    service.until(&job, &["complete"]).await;
    let recipe = service.json(&format!("/v1/recipes/{job}")).await;
    let moves = recipe["recipe"]["moves"].as_array().unwrap().iter();
    let edits: Vec<Value> = moves
        .filter(|it| it["action"] == "fader")
        .map(|it| json!({"id": it["id"], "params": {"gain_db": -20.0}}))
        .collect();
    let patch = service.http.patch(format!("{}/v1/recipes/{job}", service.url));
    let (_, edited) = read(patch.json(&json!({ "moves": edits })).send().await.unwrap()).await;
    (job, recipe, edited["recipe_id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_change_before_the_limiter_moves_the_loudness_unless_it_is_to_hold() {
    let place = Place::new();
    place.song(3.0);
    let service = Service::start(&place, &[]);
    let (_, recipe, edited) = lowered(&service, &place).await;
    let target = recipe["recipe"]["brief"]["lufs"].as_f64().unwrap();
    let lufs = async |wish: Value| {
        let made = render_as(&service, &edited, wish).await;
        let told = service.json(&format!("/v1/jobs/{made}")).await;
        told["metrics"]["lufs"].as_f64().unwrap()
    };
    let stands = lufs(json!({})).await;
    assert!((stands - target).abs() > 1.0, "{stands} LUFS for {target}");
    // What is promised of every master.
    let holds = lufs(json!({"hold_loudness": true})).await;
    assert!((holds - target).abs() <= 0.1, "{holds} LUFS for {target}");
}

#[tokio::test]
async fn a_recipe_renders_to_the_same_bytes_and_an_edited_one_to_others() {
    let place = Place::new();
    place.song(3.0);
    let service = Service::start(&place, &[]);
    let job = service.make_job(&place).await;
    service.until(&job, &["complete"]).await;
    let recipe = service.json(&format!("/v1/recipes/{job}")).await;
    let again = render(&service, &job).await;
    assert_eq!(hash(&service, &again).await, hash(&service, &job).await);
    let levels = async |job: &str| {
        let told = service.json(&format!("/v1/jobs/{job}")).await;
        service.json(told["results"]["levels_url"].as_str().unwrap()).await
    };
    let told = levels(&job).await;
    assert_eq!(
        told["strips"].as_object().unwrap().len(),
        3,
        "of every stem, though none is exported"
    );
    // 3 s and what of reverb and echo comes after them.
    let steps = told["master"].as_array().unwrap().len();
    assert!(told["step_s"] == 0.05 && (60..260).contains(&steps), "{steps}");
    assert_eq!(levels(&again).await, told);

    let moves = recipe["recipe"]["moves"].as_array().unwrap();
    let fader = moves.iter().find(|it| it["action"] == "fader").unwrap();
    let id = fader["id"].as_str().unwrap();
    let edit = json!({"moves": [{"id": id, "params": {"gain_db": -9.0}, "locked": true}]});
    let patch = |body: Value| {
        service.http.patch(format!("{}/v1/recipes/{job}", service.url)).json(&body).send()
    };
    let (made, edited) = read(patch(edit).await.unwrap()).await;
    assert_eq!(
        (made, edited["parent_id"].as_str()),
        (StatusCode::CREATED, Some(job.as_str())),
        "{edited}"
    );
    let changed =
        edited["recipe"]["moves"].as_array().unwrap().iter().find(|it| it["id"] == id).unwrap();
    assert_eq!((changed["by"].as_str(), changed["locked"].as_bool()), (Some("user"), Some(true)));
    let other = render(&service, edited["recipe_id"].as_str().unwrap()).await;
    assert_ne!(hash(&service, &other).await, hash(&service, &job).await);
    let (_, dropped) =
        read(patch(json!({"moves": [{"id": id, "drop": true}]})).await.unwrap()).await;
    assert_eq!(dropped["recipe"]["moves"].as_array().unwrap().len(), moves.len() - 1);
    let list = service.json(&format!("/v1/recipes?job_id={job}")).await;
    assert_eq!(list["recipes"].as_array().unwrap().len(), 3, "each state is kept");

    for (wrong, words) in [
        (json!({"moves": [{"id": "m999"}]}), "m999"),
        (json!({"moves": [{"id": id, "params": {"gain_db": 99.0}}]}), "gain_db"),
        (json!({"moves": [{"id": id, "amount_pct": 1e9}]}), "amount"),
        (json!({"add": [{"id": "x"}]}), "add"),
    ] {
        let (status, problem) = read(patch(wrong).await.unwrap()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "no {words} in {problem}");
    }
}

#[tokio::test]
async fn the_same_stems_and_wishes_are_done_once() {
    let place = Place::new();
    place.song(2.0);
    let service = Service::start(&place, &[]);
    let first = service.make_job(&place).await;
    service.until(&first, &["complete"]).await;
    let second = service.make_job(&place).await;
    let told = service.until(&second, &["complete"]).await;
    assert_eq!(hash(&service, &second).await, hash(&service, &first).await);
    let report = service.json(&format!("/v1/jobs/{second}/download/report")).await;
    assert_eq!(report["job_id"].as_str(), Some(second.as_str()));
    let page = service.get(&format!("/v1/jobs/{second}/download/page")).send().await.unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains(&second) && !page.contains(&first), "the page is that of this job");
    assert!(told["metrics"]["lufs"].is_number(), "{told}");
    let counted = async |name: &str| {
        let text = service.get("/metrics").send().await.unwrap().text().await.unwrap();
        let line = text.lines().find(|line| line.starts_with(name)).map(str::to_owned);
        line.map_or("0".into(), |line| line.rsplit(' ').next().unwrap().to_owned())
    };
    assert_eq!(
        (
            counted("mixmaster_cache_hits_total").await,
            counted("mixmaster_cache_misses_total").await
        ),
        ("1".into(), "1".into())
    );
    // The copy stands by itself.
    service.http.delete(format!("{}/v1/jobs/{first}", service.url)).send().await.unwrap();
    let master = service.get(&format!("/v1/jobs/{second}/download/master")).send().await.unwrap();
    assert_eq!(master.status(), StatusCode::OK);
    service.json(&format!("/v1/recipes/{second}")).await;
}
