//! Workers that die, a database that goes away, a queue that is emptied: nothing is lost, and
//! nothing is done twice.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::{Service, measured, stems, torn};
use crate::common::{Place, mixmaster};
use crate::mode;
use crate::servers::{NATS_PASSWORD, NATS_USER, servers};

/// A worker process of a fleet. It is killed when this is dropped.
struct Worker(Child);

impl Worker {
    fn start(place: &Place, name: &str, flags: &[&str]) -> Self {
        let child = mixmaster()
            .args([
                "worker",
                "--log-level",
                "info",
                "--max-workers",
                "1",
                "--lease-seconds",
                "2",
                "--data-dir",
            ])
            .arg(place.path(name))
            .args(flags)
            .envs(mode::environment(place))
            .stderr(Stdio::from(std::fs::File::create(place.path(&format!("{name}.log"))).unwrap()))
            .spawn()
            .unwrap();
        Self(child)
    }

    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Ends it politely; its exit code.
    fn end(mut self) -> Option<i32> {
        let id = self.0.id().to_string();
        assert!(std::process::Command::new("kill").arg(id).status().unwrap().success());
        self.0.wait().unwrap().code()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn idle(place: &Place) -> Service {
    Service::start(place, &["--max-workers", "0", "--lease-seconds", "2"])
}

/// How often a job ended, once it has: the last event follows the state closely.
async fn ends(service: &Service, job: &str) -> usize {
    let since = Instant::now();
    loop {
        let told = service.json(&format!("/v1/jobs/{job}/events")).await;
        let is_end = |event: &&Value| {
            ["job.complete", "job.failed"].contains(&event["type"].as_str().unwrap())
        };
        let ends = told["events"].as_array().unwrap().iter().filter(is_end).count();
        if ends > 0 || since.elapsed() > Duration::from_secs(10) {
            return ends;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The queue's own server, beside the service.
async fn queue() -> async_nats::jetstream::Context {
    let options =
        async_nats::ConnectOptions::with_user_and_password(NATS_USER.into(), NATS_PASSWORD.into());
    let url = format!("nats://127.0.0.1:{}", servers().nats);
    async_nats::jetstream::new(options.connect(url).await.unwrap())
}

#[tokio::test]
async fn a_worker_that_is_killed_gives_its_job_to_another() {
    let place = Place::new();
    place.song(20.0);
    let service = idle(&place);
    let job = service.make_job(&place).await;
    let first = Worker::start(&place, "w1", &[]);
    service.until(&job, &["processing"]).await;
    first.kill();
    let since = Instant::now();
    let _second = Worker::start(&place, "w2", &[]);
    let again = |told: &Value| told["attempts"].as_i64() == Some(2);
    while !again(&service.json(&format!("/v1/jobs/{job}")).await) {
        assert!(since.elapsed() < Duration::from_secs(60), "nobody takes it");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    measured("a killed worker's job is another's (lease 2 s)", since);
    let told = service.until(&job, &["complete"]).await;
    measured("and complete", since);
    assert!(told["attempts"].as_i64().unwrap() >= 2, "{told}");
    assert_eq!(ends(&service, &job).await, 1);
}

#[tokio::test]
async fn every_heartbeat_is_kept_whether_the_time_left_is_known_or_not() {
    let place = Place::new();
    place.song(20.0);
    let service = idle(&place);
    let _worker = Worker::start(&place, "w1", &[]);
    for _ in 0..2 {
        let job = service.make_job(&place).await;
        service.until(&job, &["complete"]).await;
    }
    let log = String::from_utf8(place.read("w1.log")).unwrap();
    assert!(log.contains("started") && !log.contains("no heartbeat"), "{log}");
}

#[tokio::test]
async fn a_worker_tells_how_it_is_where_it_was_asked_to() {
    let place = Place::new();
    place.song(1.0);
    let service = idle(&place);
    let free = || std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let address = free();
    let worker = Worker::start(&place, "w1", &["--listen", &address.to_string()]);
    let job = service.make_job(&place).await;
    service.until(&job, &["complete"]).await;
    let get = async |path: &str| {
        let answer = service.http.get(format!("http://{address}{path}")).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let (status, health) = get("/health").await;
    let health: Value = serde_json::from_str(&health).unwrap();
    assert_eq!(
        (status, &health["status"], &health["probes"]["queue"]),
        (200, &"healthy".into(), &true.into())
    );
    assert_eq!(get("/health/live").await.0, 204);
    let (status, metrics) = get("/metrics").await;
    assert_eq!(status, 200, "{metrics}");
    for line in
        ["mixmaster_workers 1", "mixmaster_worker_busy 0", "mixmaster_job_duration_seconds_count 1"]
    {
        assert!(metrics.lines().any(|it| it == line), "no {line} in {metrics}");
    }
    assert_eq!(get("/v1/jobs").await.0, 404, "it serves nothing else");
    assert_eq!(worker.end(), Some(0));
    assert!(service.http.get(format!("http://{address}/health")).send().await.is_err());
    // With keys, those who may: here as for the service.
    let address = free().to_string();
    let _worker = Worker::start(&place, "w2", &["--listen", &address, "--auth", "required"]);
    let metrics = format!("http://{address}/metrics");
    let since = Instant::now();
    let refused = loop {
        match service.http.get(&metrics).send().await {
            Ok(answer) => break answer.status().as_u16(),
            Err(_) => assert!(since.elapsed() < Duration::from_secs(60)),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(refused, 401);
    let environment = mode::environment(&place);
    let key = place.command(
        "key add prometheus --role service --scope metrics:read --data-dir k",
        &environment,
    );
    let key = key.fine().out.trim().to_owned();
    let allowed = service.http.get(&metrics).bearer_auth(key).send().await.unwrap();
    assert_eq!(allowed.status().as_u16(), 200);
}

#[tokio::test]
async fn a_worker_that_ends_politely_gives_its_job_back_uncounted() {
    let place = Place::new();
    place.song(120.0);
    let service = idle(&place);
    let job = service.make_job(&place).await;
    let first = Worker::start(&place, "w1", &["--drain-seconds", "0"]);
    service.until(&job, &["processing"]).await;
    assert_eq!(first.end(), Some(0));
    let told = service.json(&format!("/v1/jobs/{job}")).await;
    assert_eq!(
        (told["status"].as_str(), told["attempts"].as_i64()),
        (Some("queued"), Some(0)),
        "{told}"
    );
    assert_eq!(place.names("w1/work"), [""; 0], "its scratch is gone");
    service.http.post(format!("{}/v1/jobs/{job}/cancel", service.url)).send().await.unwrap();
}

#[tokio::test]
async fn jobs_survive_a_database_that_goes_away() {
    let place = Place::new();
    place.song(10.0);
    let service = idle(&place);
    let _worker = Worker::start(&place, "w1", &[]);
    let job = service.make_job(&place).await;
    service.until(&job, &["processing"]).await;
    servers().cut(&mode::name(&place), true);
    let since = Instant::now();
    let answer = service.get("/v1/jobs").send().await.unwrap();
    assert_eq!(answer.status(), 503);
    measured("a request while the database is away gets its 503", since);
    assert_eq!(answer.headers()["retry-after"], "2");
    let health = service.get("/health").send().await.unwrap();
    assert_eq!(health.status(), 503);
    tokio::time::sleep(Duration::from_secs(2)).await;
    servers().cut(&mode::name(&place), false);
    let since = Instant::now();
    while !service.get("/health").send().await.unwrap().status().is_success() {
        assert!(since.elapsed() < Duration::from_secs(60), "it stays away");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    measured("the database is back, and /health says so", since);
    let told = service.until(&job, &["complete"]).await;
    measured(&format!("the job is complete after {} tries", told["attempts"]), since);
    assert_eq!(ends(&service, &job).await, 1);
}

#[tokio::test]
async fn a_queue_that_lost_everything_is_told_again() {
    let place = Place::new();
    place.song(1.0);
    let service = idle(&place);
    let mut jobs = Vec::new();
    for _ in 0..3 {
        jobs.push(service.make_job(&place).await);
    }
    let context = queue().await;
    let stream = context.get_stream(format!("{}-jobs", mode::name(&place))).await.unwrap();
    assert_eq!(stream.get_info().await.unwrap().state.messages, 3);
    stream.purge().await.unwrap();
    let since = Instant::now();
    let _worker = Worker::start(&place, "w1", &[]);
    for job in &jobs {
        service.until(job, &["complete"]).await;
        assert_eq!(ends(&service, job).await, 1);
    }
    measured("three jobs whose messages were lost are complete", since);
}

#[tokio::test]
async fn a_job_that_fails_for_good_lies_with_the_dead() {
    let place = Place::new();
    torn(&place);
    let service = idle(&place);
    let _worker = Worker::start(&place, "w1", &[]);
    let job = service.make_job(&place).await;
    service.until(&job, &["failed"]).await;
    let context = queue().await;
    let since = Instant::now();
    loop {
        let dead = context.get_stream(format!("{}-dead", mode::name(&place))).await.unwrap();
        if let Ok(message) = dead.get_raw_message(1).await {
            assert_eq!(message.payload, job.as_bytes());
            measured("a failed job lies with the dead", since);
            break;
        }
        assert!(since.elapsed() < Duration::from_secs(30), "it does not lie there");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn the_urgent_is_done_first_and_three_workers_do_each_job_once() {
    let place = Place::new();
    place.song(0.5);
    let service = idle(&place);
    let mut jobs = Vec::new();
    for priority in [1, 1, 9, 1, 5, 1] {
        // Each with another wish, so that none is copied from another.
        let lufs = format!("{{\"lufs\":-{}}}", 14 + jobs.len());
        let form = stems(&place).text("priority", priority.to_string()).text("targets", lufs);
        let (_, job) =
            crate::client::read(service.post("/v1/jobs").multipart(form).send().await.unwrap())
                .await;
        jobs.push(job["job_id"].as_str().unwrap().to_owned());
    }
    let _workers: Vec<Worker> =
        ["w1", "w2", "w3"].map(|name| Worker::start(&place, name, &[])).into();
    let (mut started, since) = (Vec::new(), Instant::now());
    for job in &jobs {
        let told = service.until(job, &["complete"]).await;
        assert_eq!((ends(&service, job).await, told["attempts"].as_i64()), (1, Some(1)), "{told}");
        started.push((told["started_at"].as_str().unwrap().to_owned(), job.clone()));
    }
    measured("six jobs by three workers", since);
    started.sort();
    let place_of = |job: &str| started.iter().position(|(_, other)| other == job).unwrap();
    assert!(
        place_of(&jobs[2]) < 3,
        "the most urgent is among the first of three workers: {started:?}"
    );
}

#[tokio::test]
async fn a_worker_alone_is_told_what_it_lacks() {
    let place = Place::new();
    place.run("worker --data-dir w").failed(2, &["needs the database of its service"]);
    let database = servers().database(&mode::name(&place));
    place
        .run(&format!("worker --data-dir w --database-url {database}"))
        .failed(2, &["needs the files of its service"]);
    place
        .run(&format!("worker --data-dir w --storage-url file:///tmp --database-url {database} --nats-url nats://127.0.0.1:1"))
        .failed(4, &["queue does not answer"]);
}
