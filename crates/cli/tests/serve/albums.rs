//! Songs become an album, and a later one fits to it.

use std::io::Read as _;

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::analyses::upload;
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
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive.to_vec())).unwrap();
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
    let all = events["events"].as_array().unwrap().iter();
    let shares: Vec<f64> = all.filter_map(|event| event["progress"].as_f64()).collect();
    assert!(shares.is_sorted(), "it does not get farther from its end: {shares:?}");
    assert_eq!(&get("album_image_url").await[..4], b"RIFF");
    let report: Value = serde_json::from_slice(&get("album_report_url").await).unwrap();
    assert_eq!(report["tracks"].as_array().unwrap().len(), 2, "{report}");
    assert_eq!(place.names("data/work"), [""; 0]);
    assert_tracks(&service, &told, &mut archive).await;
}

/// Each track by itself is what the archive holds of it, whole and in ranges.
async fn assert_tracks(
    service: &Service,
    album: &Value,
    archive: &mut zip::ZipArchive<std::io::Cursor<Vec<u8>>>,
) {
    let urls = album["results"]["track_urls"].as_array().unwrap();
    assert_eq!(urls.len(), 2, "{album}");
    for (url, name) in urls.iter().zip(["tracks/01 Rain.wav", "tracks/02 A = B.wav"]) {
        let answer = service.get(url.as_str().unwrap()).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "audio/wav");
        let named = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(named.contains("filename=\"0"), "{named}");
        let tag = answer.headers()["etag"].clone();
        let bytes = answer.bytes().await.unwrap();
        let name =
            archive.file_names().map(|it| it.unwrap().into_owned()).find(|it| it[..9] == name[..9]);
        let mut packed = Vec::new();
        archive.by_name(&name.unwrap()).unwrap().read_to_end(&mut packed).unwrap();
        assert!(bytes == packed, "the very file");
        let part = service.get(url.as_str().unwrap()).header("range", "bytes=100-199");
        let part = part.send().await.unwrap();
        assert_eq!((part.status(), &part.headers()["etag"]), (StatusCode::PARTIAL_CONTENT, &tag));
        assert_eq!(part.bytes().await.unwrap()[..], packed[100..200]);
        let last = service.get(url.as_str().unwrap()).header("range", "bytes=-7");
        assert_eq!(
            last.send().await.unwrap().bytes().await.unwrap()[..],
            packed[packed.len() - 7..]
        );
    }
    let job = album["job_id"].as_str().unwrap();
    for number in ["0", "3"] {
        let url = format!("/v1/jobs/{job}/download/track?number={number}");
        let (status, problem) = read(service.get(&url).send().await.unwrap()).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{problem}");
    }
}

#[tokio::test]
async fn uploads_become_an_album_and_a_later_song_fits_to_it() {
    let place = Place::new();
    place.song(5.0);
    let service = Service::start(&place, &[]);
    let first = upload(&service, "Rain.wav", place.read("stems/bass.wav")).await;
    let second = upload(&service, "mix 2.wav", place.read("stems/kick.wav")).await;
    let wish = json!({"tracks": [{"upload_id": first, "fade_out_s": 2, "gap_s": 0},
        {"upload_id": second, "title": "Sun"}], "targets": {"lufs": -20},
        "album": {"title": "Blue", "gap_s": 3, "tone_pct": 50, "no_trim": true}});
    let (made, job) = read(service.post("/v1/albums").json(&wish).send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{job}");
    let album = job["job_id"].as_str().unwrap().to_owned();
    let single = upload(&service, "single.wav", place.read("stems/lead_vocal.wav")).await;
    let follow = |kind: &str, upload: &str| {
        service
            .post("/v1/jobs")
            .json(&json!({"kind": kind, "album_job_id": album,
            "stems_meta": [{"name": "single", "upload_id": upload}]}))
            .send()
    };
    let (early, problem) = read(follow("master", &single).await.unwrap()).await;
    assert_eq!(early, StatusCode::CONFLICT, "it is not complete: {problem}");
    let told = service.until(&album, &["complete"]).await;
    let report = service.json(told["results"]["album_report_url"].as_str().unwrap()).await;
    let titles: Vec<&str> = report["tracks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Rain", "Sun"]);
    assert_eq!(
        (&report["tone_pct"], &report["tracks"][0]["gap_frames"]),
        (&json!(50.0), &json!(0))
    );
    assert_eq!(report["tracks"][0]["frames"], 5 * 48_000, "nothing was trimmed");
    let track = service.get(told["results"]["track_urls"][0].as_str().unwrap());
    let file = place.write("track.wav", track.send().await.unwrap().bytes().await.unwrap());
    let (_, track) = crate::common::decode(&file);
    let loudest =
        |from: usize| track[0][from..from + 4_800].iter().fold(0.0_f32, |a, x| a.max(x.abs()));
    // A beat begins at 2.5 s and at 4.5 s: in the middle of the fade a quarter is left.
    assert!(loudest(216_000) < 0.5 * loudest(120_000), "it fades out");
    // The single is still there: what was refused used nothing up.
    let (made, job) = read(follow("master", &single).await.unwrap()).await;
    assert_eq!((made, &job["album_job_id"]), (StatusCode::CREATED, &json!(album)), "{job}");
    let mix = upload(&service, "single.wav", place.read("stems/lead_vocal.wav")).await;
    let (made, mixed) = read(follow("mix", &mix).await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{mixed}");
    // A song that is here already.
    let of_job = service.post("/v1/jobs").json(&json!({"kind": "master", "album_job_id": album,
        "source_job_id": job["job_id"], "project_id": "Blue/Single"}));
    service.until(job["job_id"].as_str().unwrap(), &["complete"]).await;
    let (made, again) = read(of_job.send().await.unwrap()).await;
    assert_eq!((made, &again["album_title"]), (StatusCode::CREATED, &json!("Blue")), "{again}");
    assert_eq!(
        (&again["stems"][0]["name"], &again["stems"][0]["uploaded"]),
        (&json!("song"), &json!(true))
    );
    // The album may go: what they need of it they have.
    let gone =
        service.http.delete(format!("{}/v1/jobs/{album}", service.url)).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    for job in [job, mixed, again] {
        let told = service.until(job["job_id"].as_str().unwrap(), &["complete"]).await;
        let report = service.json(told["results"]["report_url"].as_str().unwrap()).await;
        let target = report["mastering_report"]["lufs_target"].as_f64().unwrap();
        assert!((-21.0..-19.0).contains(&target), "the album's own loudness: {target}");
    }
}

#[tokio::test]
async fn a_song_that_can_fit_to_nothing_is_told() {
    let place = Place::new();
    place.song(1.0);
    let service = Service::start(&place, &["--max-workers", "0"]);
    let mix = service.make_job(&place).await;
    let half = service
        .post("/v1/uploads")
        .header("tus-resumable", "1.0.0")
        .header("upload-length", 100)
        .send();
    let half =
        half.await.unwrap().headers()["location"].to_str().unwrap().replace("/v1/uploads/", "");
    for (wish, status, words) in [
        (json!({"kind": "master", "album_job_id": mix}), 422, "`mix`, expected an album"),
        (json!({"kind": "analyze", "album_job_id": mix}), 422, "expected mix or master"),
        (json!({"album_job_id": "nothing"}), 404, "nothing"),
        (json!({"kind": "master", "source_job_id": mix}), 422, "beside other audio"),
        (json!({"kind": "mix", "source_job_id": mix, "stems_meta": []}), 422, "not for a master"),
        (
            json!({"kind": "master", "source_job_id": mix, "stems_meta": []}),
            409,
            "expected complete",
        ),
        (json!({"kind": "master", "source_job_id": "nothing", "stems_meta": []}), 404, "nothing"),
    ] {
        let mut wish = wish;
        if wish.get("stems_meta").is_none() {
            wish["stems_meta"] = json!([{"name": "a"}]);
        }
        let (found, problem) =
            read(service.post("/v1/jobs").json(&wish).send().await.unwrap()).await;
        assert_eq!(found.as_u16(), status, "{wish}: {problem}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "no {words} in {problem}");
    }
    let form = stems(&place).text("album_job_id", mix.clone());
    let (found, problem) =
        read(service.post("/v1/jobs").multipart(form).send().await.unwrap()).await;
    assert_eq!(found, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    for (track, status, words) in [
        (json!({"job_id": mix, "upload_id": half}), 422, "names both"),
        (json!({"title": "a"}), 422, "names none"),
        (json!({"upload_id": "nothing"}), 404, "nothing"),
        (json!({"upload_id": half}), 409, "0 of 100 bytes"),
        (json!({"upload_id": half, "fade_in": 1}), 422, "unknown field"),
    ] {
        let wish = json!({"tracks": [track, track]});
        let (found, problem) =
            read(service.post("/v1/albums").json(&wish).send().await.unwrap()).await;
        assert_eq!(found.as_u16(), status, "{wish}: {problem}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "no {words} in {problem}");
    }
    assert_eq!(crate::mode::stored(&place, "jobs").await.len(), 3, "nothing of what was refused");
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
        (json!({"tracks": two, "album": {"tone_pct": 101}}), 422, "0 to 100 %"),
        (json!({"tracks": [{"job_id": job, "gap_s": 31}, {"job_id": job}]}), 422, "`tracks.gap_s`"),
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
