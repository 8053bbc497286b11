//! Traces as a collector gets them: OTLP over HTTP, read by the protocol's own messages.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message as _;
use reqwest::StatusCode;

use crate::client::{Service, measured, read, stems};
use crate::common::{Place, mixmaster};

/// What came, with the name of the service that sent it.
type Came = Arc<Mutex<Vec<(String, Span)>>>;

async fn take(State(came): State<Came>, headers: HeaderMap, body: Bytes) {
    assert_eq!(headers["content-type"], "application/x-protobuf");
    let told = ExportTraceServiceRequest::decode(body).unwrap();
    for group in told.resource_spans {
        let attributes = group.resource.unwrap().attributes;
        let named = attributes.iter().find(|it| it.key == "service.name").unwrap();
        let name = format!("{:?}", named.value);
        let spans = group.scope_spans.into_iter().flat_map(|scope| scope.spans);
        came.lock().unwrap().extend(spans.map(|span| (name.clone(), span)));
    }
}

/// A collector: its address, and what it got.
async fn collector() -> (String, Came) {
    let came = Came::default();
    let router = Router::new().route("/v1/traces", post(take)).with_state(came.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, came)
}

fn attribute<'a>(
    span: &'a Span,
    key: &str,
) -> &'a opentelemetry_proto::tonic::common::v1::AnyValue {
    let found = span.attributes.iter().find(|it| it.key == key);
    found.unwrap_or_else(|| panic!("no {key} in {span:?}")).value.as_ref().unwrap()
}

#[tokio::test]
async fn a_job_is_traced_from_the_request_of_its_client_to_its_last_stage() {
    let (url, came) = collector().await;
    let place = Place::new();
    place.song(3.0);
    let mut command = mixmaster();
    command
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &url)
        .env("OTEL_SERVICE_NAME", "studio")
        .env("OTEL_BSP_SCHEDULE_DELAY", "100");
    let service = Service::start_by(command, &place, &[]);
    let (trace, parent) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
    let asked = service.post("/v1/jobs").header("traceparent", format!("00-{trace}-{parent}-01"));
    let (status, job) = read(asked.multipart(stems(&place)).send().await.unwrap()).await;
    assert_eq!(status, StatusCode::CREATED, "{job}");
    let job = job["job_id"].as_str().unwrap().to_owned();
    service.until(&job, &["complete"]).await;
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let since = Instant::now();
    let spans = loop {
        let all = came.lock().unwrap().clone();
        let ours = all.into_iter().filter(|(_, span)| hex(&span.trace_id) == trace);
        let ours: Vec<(String, Span)> = ours.collect();
        if ours.iter().any(|(_, span)| span.name == "job mix") {
            break ours;
        }
        assert!(since.elapsed() < Duration::from_secs(30), "no job came: {ours:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert!(spans.iter().all(|(service, _)| service.contains("studio")));
    let spans: HashMap<String, Span> =
        spans.into_iter().map(|(_, span)| (span.name.clone(), span)).collect();
    let names: Vec<&String> = spans.keys().collect();
    let request = spans.get("POST /v1/jobs").unwrap_or_else(|| panic!("{names:?}"));
    assert_eq!(hex(&request.parent_span_id), parent, "the client's own span is above it");
    assert_eq!(request.kind, 2, "a server");
    let status = attribute(request, "http.response.status_code");
    assert!(format!("{status:?}").contains("201"), "{status:?}");
    let of_job = &spans["job mix"];
    assert_eq!(of_job.parent_span_id, request.span_id, "the job belongs to its request");
    assert!(format!("{:?}", attribute(of_job, "job")).contains(&job));
    assert!(format!("{:?}", attribute(of_job, "end")).contains("job.complete"));
    for step in ["fetch", "store"] {
        assert_eq!(spans[step].parent_span_id, of_job.span_id, "{step}");
    }
    for stage in ["listening", "mixing", "mastering", "limiting", "verifying", "preview"] {
        let stage = spans.get(stage).unwrap_or_else(|| panic!("no {stage} in {names:?}"));
        assert_eq!(stage.parent_span_id, of_job.span_id, "{stage:?}");
        assert!(stage.end_time_unix_nano >= stage.start_time_unix_nano);
    }
}

#[tokio::test]
async fn a_collector_that_is_not_there_holds_up_nothing() {
    let place = Place::new();
    place.song(1.0);
    let mut command = mixmaster();
    command.env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");
    let service = Service::start_by(command, &place, &[]);
    let since = Instant::now();
    let job = service.make_job(&place).await;
    service.until(&job, &["complete"]).await;
    measured("a job of 1 s whose collector of traces is not there", since);
    drop(service);
    let service = Service::start(&place, &[]);
    let since = Instant::now();
    place.song(1.1);
    let job = service.make_job(&place).await;
    service.until(&job, &["complete"]).await;
    measured("one of 1.1 s without traces", since);
    let far = "serve --listen 127.0.0.1:0 --data-dir none --otlp-endpoint collector:4318";
    place.run(far).failed(2, &["otlp_endpoint", "http://"]);
}
