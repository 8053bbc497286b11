//! A song with all its versions: found, told, compared at one loudness, handed on.

use std::io::{Cursor, Read};

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{Service, read, stems};
use crate::common::Place;
use crate::recipes::lowered;

async fn patched(service: &Service, recipe: &str, edit: Value) -> (StatusCode, Value) {
    let patch = service.http.patch(format!("{}/v1/recipes/{recipe}", service.url));
    read(patch.json(&edit).send().await.unwrap()).await
}

/// A job on a recipe that is through.
async fn made(service: &Service, recipe: &str, what: &str, wish: Value) -> String {
    let asked = service.post(&format!("/v1/recipes/{recipe}/{what}")).json(&wish);
    let (status, job) = read(asked.send().await.unwrap()).await;
    assert_eq!(status, StatusCode::CREATED, "{job}");
    assert_eq!(job["recipe_id"], *recipe);
    let job = job["job_id"].as_str().unwrap().to_owned();
    service.until(&job, &["complete"]).await;
    job
}

fn ids(list: &Value, name: &str) -> Vec<String> {
    let rows = list.as_array().unwrap().iter();
    rows.map(|row| row[name].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn all_versions_of_a_song_are_told_with_what_renders_them() {
    let place = Place::new();
    place.song(2.0);
    let service = Service::start(&place, &[]);
    let song = service.make_job(&place).await;
    service.until(&song, &["complete"]).await;
    let edit = json!({"brief": {"amounts": {"space_pct": 50}}});
    let (status, edited) = patched(&service, &song, edit).await;
    assert_eq!(status, StatusCode::CREATED, "{edited}");
    let amounts = &edited["recipe"]["brief"]["amounts"];
    assert_eq!((&amounts["space_pct"], &amounts["tone_pct"]), (&json!(50.0), &json!(100.0)));
    let edited = edited["recipe_id"].as_str().unwrap();
    let render = made(&service, edited, "render", json!({})).await;
    let preview = made(&service, edited, "preview", json!({"length_s": 1.0})).await;
    // What is rendered can be edited and rendered again: it is still the same song.
    let (_, again) = patched(&service, &render, json!({"brief": {"lufs": -18}})).await;
    let again = again["recipe_id"].as_str().unwrap();

    let list = service.json(&format!("/v1/recipes?song_id={song}")).await;
    let rows = list["recipes"].as_array().unwrap();
    assert_eq!(ids(&list["recipes"], "recipe_id"), [&song, edited, &render, again]);
    let parents: Vec<Option<&str>> = rows.iter().map(|row| row["parent_id"].as_str()).collect();
    assert_eq!(parents, [None, Some(song.as_str()), Some(edited), Some(render.as_str())]);
    assert_eq!(ids(&rows[1]["renders"], "job_id"), [render.as_str(), &preview]);
    assert_eq!(ids(&rows[1]["renders"], "kind"), ["render", "preview"]);
    assert_eq!(rows[1]["renders"][0]["status"], "complete");
    assert_eq!(rows[2]["renders"], json!([]));
    let view = service.json(&format!("/v1/recipes/{edited}")).await;
    assert_eq!(view["renders"], rows[1]["renders"]);
    assert_eq!(view["song_id"], *song);

    let jobs = async |query: &str| {
        ids(&service.json(&format!("/v1/jobs?{query}")).await["jobs"], "job_id")
    };
    assert_eq!(jobs(&format!("recipe_id={edited}")).await, [preview.as_str(), &render]);
    assert_eq!(jobs(&format!("recipe_id={edited}&kind=render")).await, [render.as_str()]);
    assert_eq!(jobs(&format!("song_id={song}")).await.len(), 3);

    for wrong in ["", "?job_id=a&song_id=b"] {
        let answer = service.get(&format!("/v1/recipes{wrong}")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = service.get("/v1/recipes?song_id=nothing").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    for (wrong, words) in [
        (json!({"brief": {"amounts": {"tone_pct": 151}}}), "brief.amounts.tone_pct"),
        (json!({"brief": {"lufs": 3}}), "brief.lufs"),
        (json!({"brief": {"profile": "pop"}}), "profile"),
    ] {
        let (status, problem) = patched(&service, &song, wrong).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "no {words} in {problem}");
    }
}

#[tokio::test]
async fn songs_are_found_by_project_title_and_stems() {
    let place = Place::new();
    place.song(1.0);
    let service = Service::start(&place, &["--max-workers", "0"]);
    let ask = async |form: reqwest::multipart::Form| {
        let (_, job) = read(service.post("/v1/jobs").multipart(form).send().await.unwrap()).await;
        job["job_id"].as_str().unwrap().to_owned()
    };
    let rain = ask(stems(&place).text("options", r#"{"tags": {"title": "Über_den Regen 100%"}}"#));
    let rain = rain.await;
    let plain = ask(stems(&place)).await;
    let found = async |q: &str| {
        let url = format!("{}/v1/jobs", service.url);
        let url = reqwest::Url::parse_with_params(&url, [("q", q)]).unwrap();
        let (status, page) = read(service.http.get(url).send().await.unwrap()).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        ids(&page["jobs"], "job_id")
    };
    let both = [plain.as_str(), &rain];
    assert_eq!(found("").await, both);
    assert_eq!(found("ALBUM-7").await, both);
    assert_eq!(found("vocal").await, both);
    assert_eq!(found("regen").await, [rain.as_str()]);
    assert_eq!(found("ÜBER vocal").await, [rain.as_str()]);
    assert_eq!(found("0%").await, [rain.as_str()], "a percent sign is one");
    assert_eq!(found("r_den").await, [rain.as_str()], "and so is what stands for any letter");
    assert!(found("al_um").await.is_empty() && found("al%7").await.is_empty());
    assert!(found("rain%").await.is_empty() && found("regen trumpet").await.is_empty());
    let told = service.json(&format!("/v1/jobs/{rain}")).await;
    assert_eq!(told["title"], "Über_den Regen 100%");
    let (status, problem) =
        read(service.get("/v1/jobs?q=a%20b%20c%20d%20e").send().await.unwrap()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
}

#[tokio::test]
async fn a_preview_that_holds_the_loudness_is_a_span_of_the_render_that_holds_it() {
    let place = Place::new();
    place.song(4.0);
    let service = Service::start(&place, &[]);
    let (_, _, edited) = lowered(&service, &place).await;
    let edited = edited.as_str();
    let audio = async |job: String, what: &str| {
        let path = service.get(&format!("/v1/jobs/{job}/download/{what}"));
        let bytes = path.send().await.unwrap().bytes().await.unwrap();
        let file = place.write(&format!("{job}.wav"), bytes);
        crate::common::decode(&file)
    };
    let held = json!({"hold_loudness": true});
    let (rate, whole) = audio(made(&service, edited, "render", held).await, "master").await;
    let span = json!({"start_s": 1.0, "length_s": 2.0, "hold_loudness": true});
    let (_, part) = audio(made(&service, edited, "preview", span).await, "preview").await;
    let from = rate as usize;
    assert_eq!(part[0].len(), 2 * from);
    assert!(part[0][..] == whole[0][from..3 * from], "bit for bit that part of the master");
    let span = json!({"start_s": 1.0, "length_s": 2.0});
    let (_, stands) = audio(made(&service, edited, "preview", span).await, "preview").await;
    let loudest = |part: &[f32]| part.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
    assert!(loudest(&stands[0]) < 0.5 * loudest(&part[0]), "as it stands it is far lower");
}

#[tokio::test]
async fn any_version_is_handed_on_to_a_daw() {
    let place = Place::new();
    place.song(2.0);
    let service = Service::start(&place, &[]);
    let job = service.make_job(&place).await;
    service.until(&job, &["complete"]).await;
    let edit = json!({"brief": {"amounts": {"space_pct": 0}}});
    let (_, edited) = patched(&service, &job, edit).await;
    let edited = edited["recipe_id"].as_str().unwrap();
    let path = |recipe: &str, to: &str| format!("/v1/recipes/{recipe}/export/{to}");
    let fetch = async |recipe: &str, to: &str| {
        let answer = service.get(&path(recipe, to)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let named = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
        (named, answer.bytes().await.unwrap())
    };
    let inside = |bytes: &[u8], name: &str| {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        (text, archive.len())
    };
    let (named, first) = fetch(&job, "dawproject").await;
    assert!(named.contains("session.dawproject"), "{named}");
    let (_, second) = fetch(edited, "dawproject").await;
    let (was, _) = inside(&first, "project.xml");
    let (is, files) = inside(&second, "project.xml");
    assert!(was != is, "of another version it is another");
    assert!(files >= 5, "three stems are inside");
    let (_, reaper) = fetch(edited, "reaper").await;
    let (project, _) = inside(&reaper, "session.rpp");
    assert!(project.contains("stems/"), "{project}");
    // Made once, then given like any other file.
    let part = service.get(&path(edited, "dawproject")).header("range", "bytes=0-3");
    let part = part.send().await.unwrap();
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.bytes().await.unwrap()[..], second[..4]);
    for (wrong, status) in [
        (path(edited, "logic"), StatusCode::NOT_FOUND),
        (path("x", "reaper"), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(service.get(&wrong).send().await.unwrap().status(), status);
    }
}
