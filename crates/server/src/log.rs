//! What is logged, and how; and the spans that are traced.

use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

use crate::settings::Settings;
use crate::traces;

/// Spans that are traced, however little is logged: those of our own.
const TRACED: &str = "off,server=info";

/// Begins to log to standard error, and to trace. Does nothing the second time.
pub(crate) fn begin(settings: &Settings, provider: Option<&SdkTracerProvider>) {
    let level = &settings.log_level;
    let filter = if level.contains('=') || level.contains(',') {
        level.clone()
    } else {
        // Of the libraries only what is wrong.
        format!("warn,server={level},tower_http={level}")
    };
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_writer(std::io::stderr);
    let log = if settings.log_json { log.json().boxed() } else { log.boxed() };
    let traced = provider.map(|provider| {
        let layer = tracing_opentelemetry::layer().with_tracer(traces::tracer(provider));
        layer.with_filter(EnvFilter::new(TRACED))
    });
    let subscriber = tracing_subscriber::registry().with(log.with_filter(filter)).with(traced);
    let _ = subscriber.try_init();
}
