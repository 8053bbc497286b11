//! Events sent to a receiver that checks their signatures, as somebody else would.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::client::{Service, measured, read};
use crate::common::Place;

/// What came, and what is answered next.
#[derive(Clone, Default)]
struct Inbox {
    came: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    answers: Arc<Mutex<Vec<StatusCode>>>,
}

impl Inbox {
    /// Listens; its port.
    async fn open(answers: &[StatusCode]) -> (Self, u16) {
        let inbox = Self::default();
        inbox.answers.lock().unwrap().extend(answers.iter().rev());
        let router = axum::Router::new().fallback(take).with_state(inbox.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (inbox, port)
    }

    async fn until(&self, count: usize) -> Vec<(HeaderMap, Bytes)> {
        let since = Instant::now();
        loop {
            let came = self.came.lock().unwrap().clone();
            if came.len() >= count {
                return came;
            }
            assert!(since.elapsed() < Duration::from_secs(120), "{} of {count} came", came.len());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn take(State(inbox): State<Inbox>, headers: HeaderMap, body: Bytes) -> StatusCode {
    inbox.came.lock().unwrap().push((headers, body));
    inbox.answers.lock().unwrap().pop().unwrap_or(StatusCode::NO_CONTENT)
}

async fn hook(service: &Service, port: u16, events: Value) -> Value {
    let wish = json!({"url": format!("http://127.0.0.1:{port}/in"), "events": events});
    let (made, told) = read(service.post("/v1/webhooks").json(&wish).send().await.unwrap()).await;
    assert_eq!(made, StatusCode::CREATED, "{told}");
    told
}

const OPEN: &[&str] = &["--webhook-hosts", "127.0.0.1"];

#[tokio::test]
async fn events_come_signed_and_again_until_they_are_taken() {
    let place = Place::new();
    place.song(1.0);
    let service = Service::start(&place, OPEN);
    let (inbox, port) = Inbox::open(&[StatusCode::INTERNAL_SERVER_ERROR]).await;
    let told = hook(&service, port, json!([])).await;
    let job = service.make_job(&place).await;
    inbox.until(1).await;
    let since = Instant::now();
    let came = inbox.until(2).await;
    measured("an event is sent again after a 500", since);
    let verifier = standardwebhooks::Webhook::new(told["secret"].as_str().unwrap()).unwrap();
    for (headers, body) in &came {
        verifier.verify(body, headers).unwrap();
        let forged = [&body[..], b" "].concat();
        assert!(verifier.verify(&forged, headers).is_err(), "another body");
    }
    assert_eq!(came[0].0["webhook-id"], came[1].0["webhook-id"], "a second try has the same name");
    let event: Value = serde_json::from_slice(&came[1].1).unwrap();
    let polled = service.json(&format!("/v1/jobs/{job}/events")).await;
    assert_eq!(
        Some(&event),
        polled["events"].as_array().unwrap().last(),
        "the same JSON as by polling"
    );
    assert_eq!(event["type"], "job.complete");

    let path = format!("/v1/webhooks/{}/deliveries", told["id"].as_str().unwrap());
    let since = Instant::now();
    let delivery = loop {
        let list = service.json(&path).await;
        let delivery = list["deliveries"][0].clone();
        if delivery["status"] == "delivered" {
            break delivery;
        }
        assert!(since.elapsed() < Duration::from_secs(30), "{list}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(
        (delivery["attempts"].as_i64(), delivery["last_status"].as_i64()),
        (Some(2), Some(204)),
        "{delivery}"
    );
    let again = service
        .post(&format!("{path}/{}/replay", delivery["id"].as_str().unwrap()))
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), StatusCode::ACCEPTED);
    assert_eq!(inbox.until(3).await[2].1, came[1].1);
}

#[tokio::test]
async fn a_receiver_that_is_gone_gets_nothing_more_and_others_do_not_wait() {
    let place = Place::new();
    place.song(0.5);
    let service = Service::start(&place, &[OPEN, &["--max-workers", "0"]].concat());
    let (gone, port) = Inbox::open(&[StatusCode::GONE]).await;
    let told = hook(&service, port, json!(["job.queued"])).await;
    let (well, port) = Inbox::open(&[]).await;
    hook(&service, port, json!(["job.queued", "job.cancelled"])).await;
    let job = service.make_job(&place).await;
    well.until(1).await;
    gone.until(1).await;
    service.post(&format!("/v1/jobs/{job}/cancel")).send().await.unwrap();
    well.until(2).await;
    let since = Instant::now();
    loop {
        let list = service.json("/v1/webhooks").await;
        let first = list["webhooks"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["id"] == told["id"])
            .unwrap()
            .clone();
        if first["disabled_at"].is_string() {
            break;
        }
        assert!(since.elapsed() < Duration::from_secs(30), "{list}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    service.make_job(&place).await;
    well.until(3).await;
    assert_eq!(gone.came.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn nothing_is_sent_into_the_network_behind_the_service() {
    let place = Place::new();
    let service = Service::start(&place, &["--max-workers", "0"]);
    for url in [
        "http://127.0.0.1:1/",
        "https://169.254.169.254/",
        "https://localhost/",
        "https://[::1]/",
        "gopher://x/",
    ] {
        let (status, problem) =
            read(service.post("/v1/webhooks").json(&json!({"url": url})).send().await.unwrap())
                .await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{url}: {problem}");
    }
    let unknown = json!({"url": "https://example.com/", "events": ["job.sneezed"]});
    let (status, problem) =
        read(service.post("/v1/webhooks").json(&unknown).send().await.unwrap()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(problem["detail"].as_str().unwrap().contains("job.complete"), "{problem}");
}
