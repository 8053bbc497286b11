//! A recipe in words, by ear, and in a DAW.

use std::io::Read as _;

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{Service, read, stems};
use crate::common::Place;

async fn mixed(service: &Service, place: &Place) -> String {
    let form = stems(place).text("options", r#"{"session":["dawproject","reaper"]}"#);
    let (made, job) = read(service.post("/v1/jobs").multipart(form).send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{job}");
    let job = job["job_id"].as_str().unwrap().to_owned();
    service.until(&job, &["complete"]).await;
    job
}

/// Samples of a WAV file of `bits`, without its header.
fn audio(file: &[u8]) -> &[u8] {
    let at = file.windows(4).position(|it| it == b"data").unwrap();
    let size = u32::from_le_bytes(file[at + 4..at + 8].try_into().unwrap()) as usize;
    &file[at + 8..at + 8 + size]
}

#[tokio::test]
async fn a_recipe_is_heard_changed_in_words_compared_and_rendered() {
    let place = Place::new();
    place.song(8.0);
    let service = Service::start(&place, &[]);
    let job = mixed(&service, &place).await;
    let ask = service.post(&format!("/v1/recipes/{job}/preview"));
    let (made, preview) =
        read(ask.json(&json!({"start_s": 2.0, "length_s": 3.0})).send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{preview}");
    let told = service.until(preview["job_id"].as_str().unwrap(), &["complete"]).await;
    assert_eq!(
        (told["kind"].as_str(), &told["preview"]["start_s"], &told["preview"]["length_s"]),
        (Some("preview"), &json!(2.0), &json!(3.0))
    );
    let get = async |url: &str| service.get(url).send().await.unwrap().bytes().await.unwrap();
    let span = get(told["results"]["preview_wav_url"].as_str().unwrap()).await;
    let master = get(&format!("/v1/jobs/{job}/download/master")).await;
    // 24 bits, two channels, 48 kHz.
    let (from, length) = (2 * 48_000 * 6, 3 * 48_000 * 6);
    assert_eq!(audio(&span), &audio(&master)[from..from + length], "bit for bit");

    let say = |words: &str| {
        service.post(&format!("/v1/recipes/{job}/tweak")).json(&json!({"say": words})).send()
    };
    let (made, tweaked) = read(say("lead vocal -3 dB").await.unwrap()).await;
    assert_eq!((made, tweaked["parent_id"].as_str()), (StatusCode::CREATED, Some(job.as_str())));
    let id = tweaked["recipe_id"].as_str().unwrap();
    let added = tweaked["added"][0].as_str().unwrap();
    assert!(tweaked["words"][0].as_str().unwrap().starts_with("lead_vocal: fader"), "{tweaked}");
    let diff = service.json(&format!("/v1/recipes/{job}/diff/{id}")).await;
    let (change, after) = (&diff["moves"][0]["change"], &diff["moves"][0]["after"]["id"]);
    assert_eq!((change.as_str(), after.as_str()), (Some("added"), Some(added)), "{diff}");
    let words: Vec<&str> =
        diff["words"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    assert!(words.iter().all(|line| line.starts_with("lead_vocal: ")), "{words:?}");
    let same = service.json(&format!("/v1/recipes/{job}/diff/{job}")).await;
    assert_eq!((&same["words"], &same["moves"]), (&json!([]), &json!([])));
    let (answered, told) = read(say("why is the lead vocal so loud?").await.unwrap()).await;
    assert_eq!(
        (answered, told["recipe_id"].as_str()),
        (StatusCode::OK, Some(job.as_str())),
        "{told}"
    );
    let (refused, problem) = read(say("paint it blue").await.unwrap()).await;
    assert_eq!(refused, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!problem["hint"].as_str().unwrap().is_empty(), "{problem}");
    assert_session(&service, &job).await;
}

/// Both sessions are there and hold the stems.
async fn assert_session(service: &Service, job: &str) {
    for (word, inside) in [("session", "project.xml"), ("reaper", "session.rpp")] {
        let bytes = service.get(&format!("/v1/jobs/{job}/download/{word}")).send().await.unwrap();
        assert_eq!(bytes.headers()["content-type"], "application/zip");
        let bytes = bytes.bytes().await.unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(inside).unwrap().read_to_string(&mut text).unwrap();
        if word == "reaper" {
            assert!(text.contains("FILE \"stems/stem01.wav\""), "{text}");
            archive.by_name("stems/stem03.wav").unwrap();
        }
    }
}

#[tokio::test]
async fn a_louder_recipe_is_solved_when_it_is_rendered() {
    let place = Place::new();
    place.song(8.0);
    let service = Service::start(&place, &[]);
    let form = stems(&place).text("targets", r#"{"lufs": -24}"#);
    let (_, job) = read(service.post("/v1/jobs").multipart(form).send().await.unwrap()).await;
    let job = job["job_id"].as_str().unwrap().to_owned();
    let before = service.until(&job, &["complete"]).await["metrics"]["lufs"].as_f64().unwrap();
    let say =
        service.post(&format!("/v1/recipes/{job}/tweak")).json(&json!({"say": "louder by 2 dB"}));
    let (made, tweaked) = read(say.send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{tweaked}");
    let wanted = tweaked["recipe"]["brief"]["lufs"].as_f64().unwrap();
    assert!(wanted > before + 1.0, "{wanted} after {before}");
    let path = format!("/v1/recipes/{}/render", tweaked["recipe_id"].as_str().unwrap());
    let (_, render) = read(service.post(&path).json(&json!({})).send().await.unwrap()).await;
    let told = service.until(render["job_id"].as_str().unwrap(), &["complete"]).await;
    let lufs = told["metrics"]["lufs"].as_f64().unwrap();
    assert!((lufs - wanted).abs() <= 0.1, "{lufs} for {wanted}");
}

#[tokio::test]
async fn all_data_of_an_owner_can_be_taken_along_and_forgotten() {
    let place = Place::new();
    place.song(60.0);
    let service = Service::start(&place, &["--webhook-hosts", "127.0.0.1"]);
    let running = service.make_job(&place).await;
    service.until(&running, &["processing"]).await;
    place.song(1.0);
    let waiting = service.make_job(&place).await;
    crate::analyses::upload(&service, "kick.wav", place.read("stems/kick.wav")).await;
    let profile = json!({"name": "My club", "base": "club"});
    service.post("/v1/profiles").json(&profile).send().await.unwrap();
    let hook = json!({"url": "http://127.0.0.1:1/", "events": ["job.failed"]});
    let (_, hook) = read(service.post("/v1/webhooks").json(&hook).send().await.unwrap()).await;
    let all = service.json("/v1/account/export").await;
    let jobs: Vec<&Value> =
        all["jobs"].as_array().unwrap().iter().map(|it| &it["job"]["job_id"]).collect();
    assert_eq!(jobs, [&json!(waiting), &json!(running)]);
    assert_eq!(
        (all["profiles"].as_array().unwrap().len(), all["uploads"].as_array().unwrap().len()),
        (1, 1)
    );
    assert!(!all.to_string().contains(hook["secret"].as_str().unwrap()), "no secrets");
    let forget = service.http.delete(format!("{}/v1/account/data", service.url));
    let (status, told) = read(forget.send().await.unwrap()).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(told, json!({"jobs": 2, "uploads": 1, "profiles": 1, "webhooks": 1, "left": 0}));
    assert_eq!(service.json("/v1/jobs").await["jobs"], json!([]));
    assert_eq!(crate::mode::stored(&place, "").await, [""; 0], "no file is left");
}
