//! What is logged, and how.

use tracing_subscriber::EnvFilter;

use crate::settings::Settings;

/// Begins to log to standard error. Does nothing the second time.
pub(crate) fn begin(settings: &Settings) {
    let level = &settings.log_level;
    let filter = if level.contains('=') || level.contains(',') {
        level.clone()
    } else {
        // Of the libraries only what is wrong.
        format!("warn,server={level},tower_http={level}")
    };
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_writer(std::io::stderr);
    let _ = if settings.log_json { log.json().try_init() } else { log.try_init() };
}
