//! What may be set, and where it is read from.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;

use super::{Auth, SettingsError};

/// What may be set, as flags of `mixmaster serve` and `worker`, as environment variables, and as
/// keys of the configuration file.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Address and port to listen on; other than loopback needs keys. A worker tells there how it is
    /// (/health, /metrics), and listens nowhere unless asked
    #[arg(long, value_name = "ADDR:PORT", env = "MIXMASTER_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Folder for the database and the files
    #[arg(long, value_name = "DIR", env = "MIXMASTER_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// Where jobs are kept: sqlite:PATH or postgres://…; a file in the data folder unless asked
    #[arg(long, value_name = "URL", env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Where files are kept: s3://BUCKET/PREFIX (with the usual AWS_ variables, AWS_ENDPOINT_URL for
    /// other servers) or file:///FOLDER; the data folder unless asked
    #[arg(long, value_name = "URL", env = "STORAGE_URL")]
    pub storage_url: Option<String>,
    /// NATS server with JetStream that brings jobs to workers: nats://HOST:PORT/DEPLOYMENT; they look into
    /// the database unless asked
    #[arg(long, value_name = "URL", env = "NATS_URL", hide_env_values = true)]
    pub nats_url: Option<String>,
    /// Folder of the built web application, in the place of the one inside; for working on it
    #[arg(long, value_name = "DIR", env = "MIXMASTER_WEB_DIR")]
    pub web_dir: Option<PathBuf>,
    /// Certificates for TLS, in PEM, the service's own first; with --tls-key
    #[arg(long, value_name = "FILE", env = "MIXMASTER_TLS_CERT")]
    pub tls_cert: Option<PathBuf>,
    /// Private key of the certificate, in PEM
    #[arg(long, value_name = "FILE", env = "MIXMASTER_TLS_KEY")]
    pub tls_key: Option<PathBuf>,
    /// Jobs at a time in this process; 0 serves without working
    #[arg(long, value_name = "N", env = "MAX_WORKERS")]
    pub max_workers: Option<usize>,
    /// Frames that a job works on at a time: it changes speed and memory a little, the sound never; 8192
    /// unless asked
    #[arg(long, value_name = "FRAMES", env = "FRAME_SIZE")]
    pub frame_size: Option<u32>,
    /// Seconds of audio that are held at a time, where others ask for them: without effect, which is
    /// told at the start
    #[arg(long, hide = true, value_name = "S", env = "CHUNK_SIZE_SECONDS")]
    pub chunk_size_seconds: Option<f64>,
    /// Live streams at a time, where others ask for them: without effect, which is told at the start
    #[arg(long, hide = true, value_name = "N", env = "MAX_STREAMS")]
    pub max_streams: Option<u32>,
    /// Where networks run, where others ask for it: without effect but for the processor, which is
    /// told at the start
    #[arg(long, hide = true, value_name = "NAME", env = "ONNX_EXECUTION_PROVIDER")]
    pub onnx_execution_provider: Option<String>,
    /// Where spans of requests and jobs are sent by OTLP over HTTP: http://HOST:4318; nowhere unless asked
    #[arg(long, value_name = "URL", env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    pub otlp_endpoint: Option<String>,
    /// What this service is called in traces; mixmaster unless asked
    #[arg(long, value_name = "NAME", env = "OTEL_SERVICE_NAME")]
    pub service_name: Option<String>,
    /// Memory of one job, at most, in MiB; no limit unless asked
    #[arg(long, value_name = "MIB", env = "MIXMASTER_JOB_MEMORY_MIB")]
    pub job_memory_mib: Option<u64>,
    /// Threads of one job; the cores, shared among the workers, unless asked
    #[arg(long, value_name = "N", env = "MIXMASTER_JOB_THREADS")]
    pub job_threads: Option<usize>,
    /// Rate of masters in Hz where a job does not say; that of most stems unless asked
    #[arg(long, value_name = "HZ", env = "SAMPLE_RATE")]
    pub sample_rate: Option<u32>,
    /// What is logged: error, warn, info, debug, trace, or a filter by module
    #[arg(long, value_name = "LEVEL", env = "LOG_LEVEL")]
    pub log_level: Option<String>,
    /// Logs as JSON lines
    #[arg(long, value_name = "BOOL", env = "MIXMASTER_LOG_JSON")]
    pub log_json: Option<bool>,
    /// Stems of a job, at most
    #[arg(long, value_name = "N", env = "MIXMASTER_MAX_STEMS")]
    pub max_stems: Option<usize>,
    /// Size of one file, at most, in MiB
    #[arg(long, value_name = "MIB", env = "MIXMASTER_MAX_FILE_MIB")]
    pub max_file_mib: Option<u64>,
    /// Size of all files of a job, at most, in MiB
    #[arg(long, value_name = "MIB", env = "MIXMASTER_MAX_JOB_MIB")]
    pub max_job_mib: Option<u64>,
    /// Jobs of one owner that wait or run, at most
    #[arg(long, value_name = "N", env = "MIXMASTER_MAX_OPEN_JOBS")]
    pub max_open_jobs: Option<i64>,
    /// Days that a finished job is kept
    #[arg(long, value_name = "DAYS", env = "MIXMASTER_RETENTION_DAYS")]
    pub retention_days: Option<u32>,
    /// Times that a job is tried when its worker dies
    #[arg(long, value_name = "N", env = "MIXMASTER_MAX_ATTEMPTS")]
    pub max_attempts: Option<i64>,
    /// Seconds after which a silent worker counts as dead
    #[arg(long, value_name = "S", env = "MIXMASTER_LEASE_SECONDS")]
    pub lease_seconds: Option<u64>,
    /// Seconds that jobs may go on when the process shall end; the rest goes back to the queue
    #[arg(long, value_name = "S", env = "MIXMASTER_DRAIN_SECONDS")]
    pub drain_seconds: Option<u64>,
    /// Requests a minute and client
    #[arg(long, value_name = "N", env = "MIXMASTER_REQUESTS_PER_MINUTE")]
    pub requests_per_minute: Option<u32>,
    /// Whether requests need a key: `auto` (only where other machines can reach the service) or
    /// `required`
    #[arg(long, value_name = "WHEN", env = "MIXMASTER_AUTH")]
    pub auth: Option<Auth>,
    /// Minutes that a session lasts
    #[arg(long, value_name = "MINUTES", env = "MIXMASTER_SESSION_MINUTES")]
    pub session_minutes: Option<u32>,
    /// Hosts in networks of one's own that events may be sent to, with commas; none unless asked
    #[arg(long, value_name = "HOSTS", env = "MIXMASTER_WEBHOOK_HOSTS")]
    pub webhook_hosts: Option<String>,
    /// Hosts that `reference_track_url` of a job may be fetched from, with commas; none unless asked
    #[arg(long, value_name = "HOSTS", env = "MIXMASTER_REFERENCE_HOSTS")]
    pub reference_hosts: Option<String>,
    /// Web origins that may call: `*`, or a list with commas; none unless asked
    #[arg(long, value_name = "ORIGINS", env = "MIXMASTER_CORS")]
    pub cors: Option<String>,
    /// Name of the region that /health tells
    #[arg(long, value_name = "NAME", env = "MIXMASTER_REGION")]
    pub region: Option<String>,
}

impl Options {
    /// Reads a configuration file: TOML with the names of the flags, `_` for `-`.
    ///
    /// # Errors
    ///
    /// Returns the file and what is wrong with it.
    pub fn from_file(path: &Path) -> Result<Self, SettingsError> {
        let text = std::fs::read_to_string(path)
            .map_err(|cause| SettingsError::Unreadable { path: path.into(), cause })?;
        toml::from_str(&text).map_err(|error| SettingsError::Syntax {
            path: path.into(),
            cause: error.message().to_owned(),
        })
    }

    /// Takes from `under` what is not set here.
    #[must_use]
    pub fn over(self, under: Self) -> Self {
        Self {
            listen: self.listen.or(under.listen),
            data_dir: self.data_dir.or(under.data_dir),
            database_url: self.database_url.or(under.database_url),
            storage_url: self.storage_url.or(under.storage_url),
            nats_url: self.nats_url.or(under.nats_url),
            web_dir: self.web_dir.or(under.web_dir),
            tls_cert: self.tls_cert.or(under.tls_cert),
            tls_key: self.tls_key.or(under.tls_key),
            max_workers: self.max_workers.or(under.max_workers),
            chunk_size_seconds: self.chunk_size_seconds.or(under.chunk_size_seconds),
            frame_size: self.frame_size.or(under.frame_size),
            max_streams: self.max_streams.or(under.max_streams),
            onnx_execution_provider: self.onnx_execution_provider.or(under.onnx_execution_provider),
            otlp_endpoint: self.otlp_endpoint.or(under.otlp_endpoint),
            service_name: self.service_name.or(under.service_name),
            job_memory_mib: self.job_memory_mib.or(under.job_memory_mib),
            job_threads: self.job_threads.or(under.job_threads),
            sample_rate: self.sample_rate.or(under.sample_rate),
            log_level: self.log_level.or(under.log_level),
            log_json: self.log_json.or(under.log_json),
            max_stems: self.max_stems.or(under.max_stems),
            max_file_mib: self.max_file_mib.or(under.max_file_mib),
            max_job_mib: self.max_job_mib.or(under.max_job_mib),
            max_open_jobs: self.max_open_jobs.or(under.max_open_jobs),
            retention_days: self.retention_days.or(under.retention_days),
            max_attempts: self.max_attempts.or(under.max_attempts),
            lease_seconds: self.lease_seconds.or(under.lease_seconds),
            drain_seconds: self.drain_seconds.or(under.drain_seconds),
            requests_per_minute: self.requests_per_minute.or(under.requests_per_minute),
            auth: self.auth.or(under.auth),
            session_minutes: self.session_minutes.or(under.session_minutes),
            webhook_hosts: self.webhook_hosts.or(under.webhook_hosts),
            reference_hosts: self.reference_hosts.or(under.reference_hosts),
            cors: self.cors.or(under.cors),
            region: self.region.or(under.region),
        }
    }
}
