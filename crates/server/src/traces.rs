//! OpenTelemetry: spans of requests, jobs and their stages, sent by OTLP over HTTP where somebody
//! takes them. A job belongs to the request that asked for it, in whichever process it is done:
//! its order holds the context as W3C writes it.

use std::collections::HashMap;
use std::time::Duration;

use axum::http::{HeaderMap, Request, Response};
use bytes::Bytes;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::runtime::Handle;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::settings::Settings;

/// How long one delivery may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The header of the context, and its name in an order.
const PARENT: &str = "traceparent";

/// Where spans go; none unless asked. Within a runtime, which carries what is sent.
pub(crate) fn provider(settings: &Settings) -> Result<Option<SdkTracerProvider>, String> {
    let Some(endpoint) = &settings.otlp_endpoint else { return Ok(None) };
    crate::tls::install();
    let client = reqwest::Client::builder()
        .user_agent(concat!("MixMaster/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE)
        .build()
        .map_err(|error| error.to_string())?;
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Carrier { client, runtime: Handle::current() })
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(format!("{}/v1/traces", endpoint.trim_end_matches('/')))
        .build()
        .map_err(|error| error.to_string())?;
    let resource = Resource::builder()
        .with_service_name(settings.service_name.clone())
        .with_attribute(opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build();
    let builder = SdkTracerProvider::builder().with_resource(resource);
    Ok(Some(builder.with_batch_exporter(exporter).build()))
}

/// What turns our spans into those of `provider`.
pub(crate) fn tracer(provider: &SdkTracerProvider) -> opentelemetry_sdk::trace::SdkTracer {
    provider.tracer("mixmaster")
}

/// Makes `span` part of the trace that a request belongs to.
pub(crate) fn follow_request(span: &Span, headers: &HeaderMap) {
    follow(span, &Headers(headers));
}

/// Makes `span` part of the trace that an order was made in.
pub(crate) fn follow_order(span: &Span, parent: Option<&str>) {
    let Some(parent) = parent else { return };
    follow(span, &HashMap::from([(PARENT.to_owned(), parent.to_owned())]));
}

/// The context of this moment as W3C writes it; none where nothing is traced.
pub(crate) fn here() -> Option<String> {
    let mut told = HashMap::new();
    TraceContextPropagator::new().inject_context(&Span::current().context(), &mut told);
    told.remove(PARENT)
}

fn follow(span: &Span, from: &dyn Extractor) {
    let context = TraceContextPropagator::new().extract(from);
    // Refused where nobody takes spans, and then there is nothing to follow.
    let _ = span.set_parent(context);
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(axum::http::HeaderName::as_str).collect()
    }
}

/// Sends by the one client of HTTP that is here. Spans are gathered by a thread of their own, which
/// has no runtime.
#[derive(Clone, Debug)]
struct Carrier {
    client: reqwest::Client,
    runtime: Handle,
}

impl HttpClient for Carrier {
    fn send_bytes<'a, 'b>(
        &'a self,
        request: Request<Bytes>,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        let client = self.client.clone();
        let sent = self.runtime.spawn(async move {
            let answer = client.execute(request.try_into()?).await?;
            let status = answer.status();
            let mut response = Response::new(answer.bytes().await?);
            *response.status_mut() = status;
            Ok::<_, reqwest::Error>(response)
        });
        Box::pin(async move { Ok(sent.await??) })
    }
}
