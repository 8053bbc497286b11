//! Many clients while jobs run: `make load` prints what each kind of request took.

#![allow(clippy::print_stdout, reason = "it prints what it measured")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine as _;
use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::json;

use crate::client::Service;
use crate::common::Place;

/// What each kind of request took, in ms.
type Taken = Arc<Mutex<BTreeMap<&'static str, Vec<f64>>>>;

const POLLERS: usize = 100;
const UPLOADERS: usize = 20;
const TIME: Duration = Duration::from_secs(20);
const PIECE_BYTES: usize = 1 << 20;

async fn timed(taken: &Taken, kind: &'static str, request: RequestBuilder) -> HeaderMap {
    let since = Instant::now();
    let answer = request.send().await.unwrap();
    let status = answer.status();
    let headers = answer.headers().clone();
    let body = answer.bytes().await.unwrap();
    assert!(status.is_success(), "{kind}: {status} {}", String::from_utf8_lossy(&body));
    let ms = since.elapsed().as_secs_f64() * 1e3;
    taken.lock().unwrap().entry(kind).or_default().push(ms);
    headers
}

/// Asks once a second, one thing after the other.
async fn poll((http, url, job): (Client, String, String), taken: Taken, number: usize) {
    let paths = [
        ("GET job", format!("{url}/v1/jobs/{job}")),
        ("GET events", format!("{url}/v1/jobs/{job}/events")),
        ("GET jobs", format!("{url}/v1/jobs?limit=20")),
        ("GET profiles", format!("{url}/v1/profiles")),
        ("GET health", format!("{url}/health")),
    ];
    let since = Instant::now();
    tokio::time::sleep(Duration::from_millis(10) * u32::try_from(number).unwrap()).await;
    for (kind, path) in paths.iter().cycle().skip(number % paths.len()) {
        if since.elapsed() > TIME {
            return;
        }
        timed(&taken, kind, http.get(path)).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Sends files of four pieces, twice a second one.
async fn upload((http, url): (Client, String), taken: Taken) {
    let name = base64::engine::general_purpose::STANDARD.encode("a.wav");
    let mut piece = b"RIFF\x10\0\0\0WAVE".to_vec();
    piece.resize(PIECE_BYTES, 7);
    let since = Instant::now();
    while since.elapsed() < TIME {
        let begin = http
            .post(format!("{url}/v1/uploads"))
            .header("tus-resumable", "1.0.0")
            .header("upload-length", 4 * PIECE_BYTES)
            .header("upload-metadata", format!("filename {name}"));
        let made = timed(&taken, "POST uploads", begin).await;
        let place = made["location"].to_str().unwrap().to_owned();
        for number in 0..4 {
            let next = http
                .patch(format!("{url}{place}"))
                .header("tus-resumable", "1.0.0")
                .header("upload-offset", number * PIECE_BYTES)
                .header("content-type", "application/offset+octet-stream")
                .body(piece.clone());
            timed(&taken, "PATCH 1 MiB", next).await;
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }
}

fn told(kind: &str, all: &mut [f64]) -> f64 {
    all.sort_by(f64::total_cmp);
    let at = |share: f64| all[((all.len() as f64 * share) as usize).min(all.len() - 1)];
    println!(
        "{kind:<24}{:>7}{:>10.1}{:>10.1}{:>10.1} ms",
        all.len(),
        at(0.5),
        at(0.99),
        all[all.len() - 1]
    );
    at(0.99)
}

/// What all clients together see of `service`; the share under which 99 of 100 answers stay.
async fn seen(service: &Service, jobs: &[String], what: &str) -> f64 {
    let taken = Taken::default();
    let (http, url) = (service.http.clone(), service.url.clone());
    let pollers = (0..POLLERS).map(|number| {
        let who = (http.clone(), url.clone(), jobs[number % jobs.len()].clone());
        tokio::spawn(poll(who, taken.clone(), number))
    });
    let uploaders =
        (0..UPLOADERS).map(|_| tokio::spawn(upload((http.clone(), url.clone()), taken.clone())));
    for client in pollers.chain(uploaders).collect::<Vec<_>>() {
        client.await.unwrap();
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("{what}; load of the machine: {}", load.trim());
    println!("{:<24}{:>7}{:>10}{:>10}{:>10}", "", "count", "p50", "p99", "max");
    let mut taken = taken.lock().unwrap().clone();
    let mut all: Vec<f64> = Vec::new();
    for (kind, times) in &mut taken {
        told(kind, times);
        if *kind != "PATCH 1 MiB" {
            all.extend(times.iter());
        }
    }
    let p99_ms = told("all that carry no audio", &mut all);
    within(service).await;
    p99_ms
}

/// How long the service itself was at it where files begin, less the way there and back.
async fn within(service: &Service) {
    let text = service.get("/metrics").send().await.unwrap().text().await.unwrap();
    let of_uploads = |line: &&str| line.contains("_bucket{endpoint=\"/v1/uploads\"");
    for line in text.lines().filter(of_uploads).filter(|line| !line.ends_with(" 0")) {
        println!("{line}");
    }
}

async fn ask(service: &Service, place: &Place, lufs: i32) -> String {
    let form = crate::client::stems(place).text("targets", json!({"lufs": lufs}).to_string());
    let made = service.post("/v1/jobs").multipart(form).send().await.unwrap();
    assert_eq!(made.status(), StatusCode::CREATED);
    let made: serde_json::Value = made.json().await.unwrap();
    made["job_id"].as_str().unwrap().to_owned()
}

/// The same clients first while nothing is worked on: what the machine does besides counts in both.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it measures, and wants the machine for itself: `make load`"]
async fn a_hundred_poll_and_twenty_upload_while_two_jobs_run() {
    let place = Place::new();
    place.song(240.0);
    let idle = {
        let place = Place::new();
        place.song(1.0);
        let service = Service::start(&place, &["--max-workers", "0"]);
        let job = ask(&service, &place, -14).await;
        seen(&service, &[job], "without jobs").await
    };
    let service = Service::start(&place, &["--max-workers", "2"]);
    let mut jobs = Vec::new();
    for lufs in [-14, -13, -12, -11] {
        jobs.push(ask(&service, &place, lufs).await);
    }
    service.until(&jobs[0], &["processing"]).await;
    let busy = seen(&service, &jobs, "while two jobs run").await;
    let counts = service.json("/v1/admin/status").await;
    assert_eq!(counts["working"].as_array().unwrap().len(), 2, "jobs ran all the while: {counts}");
    println!("99 of 100: {busy:.1} ms with jobs, {idle:.1} ms without");
    assert!(busy < 100.0, "{busy:.1} ms, expected under 100");
}
