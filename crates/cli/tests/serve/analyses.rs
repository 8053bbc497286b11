//! Stems are heard, a person corrects what was heard, and the job takes the same audio.

use base64::Engine as _;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{Service, read};
use crate::common::Place;

/// Uploads a file; the name of the upload.
pub(crate) async fn upload(service: &Service, name: &str, bytes: Vec<u8>) -> String {
    let coded = base64::engine::general_purpose::STANDARD.encode(name);
    let made = service
        .post("/v1/uploads")
        .header("tus-resumable", "1.0.0")
        .header("upload-length", bytes.len())
        .header("upload-metadata", format!("filename {coded}"))
        .header("content-type", "application/offset+octet-stream")
        .body(bytes)
        .send()
        .await
        .unwrap();
    assert_eq!(made.status(), StatusCode::CREATED);
    let place = made.headers()["location"].to_str().unwrap();
    place.rsplit('/').next().unwrap().to_owned()
}

/// An analysis of the three stems of `place`, complete.
async fn analysis(service: &Service, place: &Place) -> (String, Value) {
    let mut meta = Vec::new();
    for name in place.names("stems") {
        let id = upload(service, &name, place.read(&format!("stems/{name}"))).await;
        let role = (name == "lead_vocal.wav").then_some("lead_vocal");
        meta.push(json!({"name": name, "upload_id": id, "role": role}));
    }
    let asked = service.post("/v1/analyses").json(&json!({"stems_meta": meta}));
    let (made, view) = read(asked.send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{view}");
    let id = view["analysis_id"].as_str().unwrap().to_owned();
    let job = service.until(&id, &["complete"]).await;
    assert_eq!(job["kind"], "analyze");
    let told = service.json(&format!("/v1/analyses/{id}")).await;
    (id, told)
}

#[tokio::test]
async fn stems_are_heard_and_a_job_takes_them_as_a_person_corrected_them() {
    let place = Place::new();
    place.song(6.0);
    let service = Service::start(&place, &[]);
    let (id, told) = analysis(&service, &place).await;
    let stems = told["stems"].as_array().unwrap();
    let names: Vec<&str> = stems.iter().map(|stem| stem["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["bass", "kick", "lead_vocal"], "{told}");
    for (index, stem) in stems.iter().enumerate() {
        assert_eq!(stem["index"], index);
        assert!((stem["length_s"].as_f64().unwrap() - 6.0).abs() < 0.01, "{stem}");
        assert_eq!((&stem["sample_rate_hz"], &stem["channels"]), (&json!(48_000), &json!(2)));
        assert!(stem["lufs"].as_f64().is_some() && stem["peak_dbfs"].as_f64().is_some(), "{stem}");
        assert!(stem["role_confidence"].as_f64().unwrap() > 0.5, "{stem}");
        assert!(!stem["role_candidates"].as_array().unwrap().is_empty(), "{stem}");
        for finding in stem["findings"].as_array().unwrap() {
            let numbers = finding["evidence"].as_object().unwrap();
            assert!(!numbers.is_empty() && numbers.values().all(Value::is_number), "{finding}");
        }
    }
    assert_eq!(
        (&stems[2]["role_said"], &stems[2]["role"]),
        (&json!("lead_vocal"), &json!("lead_vocal"))
    );
    let suggested = &told["suggested_profile"];
    assert!(suggested["preset"].is_string() && suggested["reason"].is_string(), "{told}");
    assert_eq!(service.json("/v1/jobs?kind=mix,master").await["jobs"], json!([]));

    let outlines = service.json(&format!("/v1/analyses/{id}/waveforms")).await;
    for stem in outlines["stems"].as_array().unwrap() {
        let of = |name: &str| -> Vec<i64> {
            stem[name].as_array().unwrap().iter().map(|it| it.as_i64().unwrap()).collect()
        };
        let (min, max) = (of("min"), of("max"));
        assert_eq!((min.len(), max.len()), (1_000, 1_000));
        assert!(
            min.iter().zip(&max).all(|(low, high)| low <= high && *low >= -127 && *high <= 127)
        );
        // Tones of a quarter of full scale that begin twice a second.
        assert!(max.iter().any(|high| *high > 20) && max.iter().any(|high| *high < 10));
    }

    let wish = json!({"analysis_id": id, "preset": "pop", "stems_meta":
        [{"index": 0, "skip": true}, {"index": 1, "name": "drums", "role": "drums_bus"}]});
    let (made, job) = read(service.post("/v1/jobs").json(&wish).send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{job}");
    let said: Vec<(&str, &str)> = job["stems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stem| (stem["name"].as_str().unwrap(), stem["role"].as_str().unwrap()))
        .collect();
    assert_eq!(said, [("drums", "drums_bus"), ("lead_vocal", "lead_vocal")]);
    let job = job["job_id"].as_str().unwrap().to_owned();
    // The job's audio is its own.
    let gone = service.http.delete(format!("{}/v1/jobs/{id}", service.url)).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    let told = service.until(&job, &["complete"]).await;
    assert_outlines(&service, &told).await;
    let (status, _) = read(service.get(&format!("/v1/analyses/{id}")).send().await.unwrap()).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = read(service.get(&format!("/v1/analyses/{job}")).send().await.unwrap()).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "a mix is no analysis");
}

/// What can be compared in a player is all of one length.
async fn assert_outlines(service: &Service, job: &Value) {
    let outlines = service.json(job["results"]["waveforms_url"].as_str().unwrap()).await;
    for track in ["rough", "mix", "master"] {
        let max = outlines["tracks"][track]["max"].as_array().unwrap();
        assert_eq!(max.len(), 1_000, "{track}");
        assert!(max.iter().any(|high| high.as_i64().unwrap() > 10), "{track} is not silent");
    }
    let get = async |word: &str| {
        let url = job["results"][word].as_str().unwrap();
        service.get(url).send().await.unwrap().bytes().await.unwrap()
    };
    let (rough, mix) = (get("rough_url").await, get("mix_premaster_url").await);
    assert_eq!(&rough[..4], b"RIFF");
    assert_eq!(rough.len(), mix.len(), "the same rate, depth and length");
    assert_ne!(rough, mix);
}

#[tokio::test]
async fn what_a_person_says_of_stems_is_held_against_the_analysis() {
    let place = Place::new();
    place.song(1.0);
    let service = Service::start(&place, &["--max-workers", "0"]);
    let id = upload(&service, "kick.wav", place.read("stems/kick.wav")).await;
    let asked = json!({"stems_meta": [{"name": "kick", "upload_id": id}]});
    let key = |key: &'static str| {
        service.post("/v1/analyses").header("idempotency-key", key).json(&asked).send()
    };
    let (made, view) = read(key("a").await.unwrap()).await;
    assert_eq!((made, view["status"].as_str()), (StatusCode::CREATED, Some("queued")), "{view}");
    let id = view["analysis_id"].as_str().unwrap();
    for (meta, words) in [
        (json!([{"index": 1}]), "names the index 1, expected 0 to 0"),
        (json!([{"name": "kick"}]), "without `index`"),
        (json!([{"index": 0, "role": "kazoo"}]), "kazoo"),
        (json!([{"index": 0, "skip": true}]), "names no stem"),
    ] {
        let wish = json!({"analysis_id": id, "stems_meta": meta});
        let (status, problem) =
            read(service.post("/v1/jobs").json(&wish).send().await.unwrap()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "no {words} in {problem}");
    }
    let early = service.get(&format!("/v1/analyses/{id}/waveforms")).send().await.unwrap();
    assert_eq!(early.status(), StatusCode::CONFLICT);
    let wish = json!({"analysis_id": "nothing"});
    let (status, problem) = read(service.post("/v1/jobs").json(&wish).send().await.unwrap()).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "{problem}");
    assert_eq!(crate::mode::stored(&place, "jobs").await.len(), 1, "nothing of what was refused");
}

#[tokio::test]
async fn a_master_comes_near_a_record_in_the_files_that_are_asked_for() {
    let place = Place::new();
    place.song(6.0);
    let service = Service::start(&place, &[]);
    let mix = upload(&service, "mix.wav", place.read("stems/lead_vocal.wav")).await;
    let record = upload(&service, "record.wav", place.read("stems/bass.wav")).await;
    let wish = json!({"kind": "master", "stems_meta": [{"name": "mix", "upload_id": mix}],
        "reference_upload_ids": [record], "options": {"match": "60", "formats": ["flac:16", "mp3:320"],
        "codec_safe": true, "tags": {"title": "Overture"}}});
    let (made, job) = read(service.post("/v1/jobs").json(&wish).send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{job}");
    let told = service.until(job["job_id"].as_str().unwrap(), &["complete"]).await;
    let urls = &told["results"]["master_urls"];
    assert!(urls["flac"].is_string() && urls["mp3"].is_string(), "{told}");
    let master = service.get(told["results"]["master_final_url"].as_str().unwrap());
    let bytes = master.send().await.unwrap().bytes().await.unwrap();
    assert_eq!(&bytes[..4], b"fLaC", "the first that loses nothing");
    assert!(bytes.windows(8).any(|it| it == b"Overture"), "its title is in it");
    let coded = service.get(urls["mp3"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(coded.headers()["content-type"], "audio/mpeg");
    let report = service.json(told["results"]["report_url"].as_str().unwrap()).await;
    assert!(report.to_string().contains("record"), "the report tells what it came near to");
    let rough = service.get(told["results"]["rough_url"].as_str().unwrap()).send().await.unwrap();
    let rough = place.write("rough.wav", rough.bytes().await.unwrap());
    let came = crate::common::decode(&place.path("stems/lead_vocal.wav"));
    assert!(crate::common::decode(&rough) == came, "sample by sample as it came");
    let heard = &told["references"][0];
    assert_eq!(heard["name"], "record", "{told}");
    assert!((-60.0..0.0).contains(&heard["lufs"].as_f64().unwrap()), "{heard}");
    let url = heard["url"].as_str().unwrap();
    let kept = whole_by_ranges(&service, url).await;
    let kept = crate::common::decode(&place.write("kept.wav", kept));
    let sent = crate::common::decode(&place.path("stems/bass.wav"));
    assert!(kept == sent, "the record, sample by sample");
    let next = service.get(&url.replace("index=0", "index=1")).send().await.unwrap();
    assert_eq!(read(next).await.0, StatusCode::NOT_FOUND, "there is one record");
    let outlines = service.json(told["results"]["waveforms_url"].as_str().unwrap()).await;
    assert_eq!(outlines["references"]["reference_1"]["length_s"], 6.0);
    let deleted = service.http.delete(format!(
        "{}/v1/jobs/{}",
        service.url,
        told["job_id"].as_str().unwrap()
    ));
    assert!(deleted.send().await.unwrap().status().is_success());
    assert_eq!(crate::mode::stored(&place, "jobs").await, Vec::<String>::new(), "all of it");
    let alone =
        json!({"kind": "master", "stems_meta": [{"name": "mix"}], "options": {"match": "60"}});
    let (status, problem) = read(service.post("/v1/jobs").json(&alone).send().await.unwrap()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
}

/// A file fetched in two ranges, of which each has the same tag.
async fn whole_by_ranges(service: &Service, url: &str) -> Vec<u8> {
    let mut whole = Vec::new();
    let mut tags = Vec::new();
    for range in ["bytes=0-999", "bytes=1000-"] {
        let part = service.get(url).header("range", range).send().await.unwrap();
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
        tags.push(part.headers()["etag"].clone());
        whole.extend(part.bytes().await.unwrap());
    }
    assert_eq!(tags[0], tags[1]);
    let known = service.get(url).header("if-none-match", &tags[0]).send().await.unwrap();
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    whole
}

#[tokio::test]
async fn records_are_fetched_only_from_where_it_is_allowed() {
    let place = Place::new();
    place.song(1.0);
    let record = place.read("stems/bass.wav");
    let router = axum::Router::new()
        .route("/record.wav", axum::routing::get(move || async move { record }))
        .route("/page.wav", axum::routing::get(|| async { "<html>not audio</html>" }))
        .route(
            "/away.wav",
            axum::routing::get(|| async { axum::response::Redirect::temporary("/record.wav") }),
        );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let wish = |url: String| json!({"stems_meta": [{"name": "kick"}], "options": {"reference_track_url": url}});
    let ask = async |service: &Service, url: String| {
        read(service.post("/v1/jobs").json(&wish(url)).send().await.unwrap()).await
    };
    let off = Service::start(&place, &["--max-workers", "0"]);
    let (status, problem) = ask(&off, format!("http://127.0.0.1:{port}/record.wav")).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "off unless hosts are allowed: {problem}");
    drop(off);
    let flags =
        ["--max-workers", "0", "--reference-hosts", "127.0.0.1,localhost", "--max-file-mib", "1"];
    let service = Service::start(&place, &flags);
    let (status, told) = ask(&service, format!("http://127.0.0.1:{port}/record.wav")).await;
    assert_eq!(status, StatusCode::CREATED, "{told}");
    let kept = crate::mode::stored(&place, "jobs").await;
    assert!(kept.len() == 1 && kept[0].ends_with("/references/00"), "{kept:?}");
    for (url, found) in [
        (format!("http://127.0.0.1:{port}/page.wav"), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (format!("http://127.0.0.1:{port}/away.wav"), StatusCode::UNPROCESSABLE_ENTITY),
        (format!("http://127.0.0.1:{port}/none.wav"), StatusCode::UNPROCESSABLE_ENTITY),
        // A name that leads inside is not called, though it is on the list.
        (format!("https://localhost:{port}/record.wav"), StatusCode::UNPROCESSABLE_ENTITY),
        ("https://example.com/record.wav".into(), StatusCode::UNPROCESSABLE_ENTITY),
        ("file:///etc/hostname".into(), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let (status, problem) = ask(&service, url.clone()).await;
        assert_eq!(status, found, "{url}: {problem}");
        let is_foreign =
            problem["detail"].as_str().unwrap().contains("a host that is allowed here");
        assert_eq!(is_foreign, url.contains("example.com"), "{url} was not called: {problem}");
    }
    assert_eq!(crate::mode::stored(&place, "jobs").await.len(), 1);
}
