//! Everything that can be set, from flags, the environment, one file, and defaults, in this order.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;

/// What may be set, as flags of `mixmaster serve` and `worker`, as environment variables, and as
/// keys of the configuration file.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Address and port to listen on; other than loopback needs keys
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
    /// Seconds of audio that are held at a time, where others ask for them: accepted, and of no effect,
    /// since nothing is held for longer than a fraction of a second
    #[arg(long, hide = true, value_name = "S", env = "CHUNK_SIZE_SECONDS")]
    pub chunk_size_seconds: Option<f64>,
    /// Frames of a real-time block: accepted, and of no effect on jobs
    #[arg(long, hide = true, value_name = "FRAMES", env = "FRAME_SIZE")]
    pub frame_size: Option<u32>,
    /// Where networks run: accepted, and of no effect, since they run on the processor
    #[arg(long, hide = true, value_name = "NAME", env = "ONNX_EXECUTION_PROVIDER")]
    pub onnx_execution_provider: Option<String>,
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

/// Whether requests need a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Auth {
    /// Only where other machines can reach the service.
    #[default]
    Auto,
    /// Always, as behind a proxy on the same machine.
    Required,
}

/// The settings as they hold.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the fields of Options, decided")]
pub struct Settings {
    pub listen: SocketAddr,
    pub data_dir: PathBuf,
    pub database_url: String,
    pub storage_url: Option<String>,
    pub nats_url: Option<String>,
    pub web_dir: Option<PathBuf>,
    pub tls_cert: Option<PathBuf>,
    pub tls_key: Option<PathBuf>,
    pub max_workers: usize,
    pub job_memory_bytes: Option<u64>,
    pub job_threads: usize,
    pub sample_rate: Option<u32>,
    pub log_level: String,
    pub log_json: bool,
    pub max_stems: usize,
    pub max_file_bytes: u64,
    pub max_job_bytes: u64,
    pub max_open_jobs: i64,
    pub retention_days: u32,
    pub max_attempts: i64,
    pub lease_ms: i64,
    pub drain_seconds: u64,
    pub requests_per_minute: u32,
    pub auth: Auth,
    pub session_minutes: u32,
    pub webhook_hosts: Vec<String>,
    pub reference_hosts: Vec<String>,
    pub cors: Vec<String>,
    pub region: String,
}

/// Settings that cannot hold.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is not there or not readable.
    #[error("the configuration file `{path}` could not be read: {cause}; check the path")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        cause: std::io::Error,
    },
    /// The file is not the TOML that is expected.
    #[error(
        "the configuration file `{path}` is not understood: {cause}; `mixmaster serve --help` lists the keys"
    )]
    Syntax {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        cause: String,
    },
    /// A value outside its range.
    #[error(
        "`{field}` is {found}, expected {expected}; change it in the file, the environment or the flags"
    )]
    Range {
        /// The key.
        field: &'static str,
        /// What was given.
        found: String,
        /// What may be given.
        expected: String,
    },
}

const PORT: u16 = 8000;
const MIB: u64 = 1 << 20;

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
            onnx_execution_provider: self.onnx_execution_provider.or(under.onnx_execution_provider),
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

impl Settings {
    /// Decides every value.
    ///
    /// # Errors
    ///
    /// Returns the first value that cannot hold.
    pub fn decide(options: Options) -> Result<Self, SettingsError> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let max_workers = within("max_workers", options.max_workers, (cores / 2).max(1), 0..=256)?;
        let threads = (cores / max_workers.max(1)).max(1);
        let data_dir = options.data_dir.unwrap_or_else(|| PathBuf::from("mixmaster-data"));
        // Jobs run in folders of their own. Without a current folder it stays as it is.
        let data_dir = std::path::absolute(&data_dir).unwrap_or(data_dir);
        let file = || format!("sqlite:{}?mode=rwc", data_dir.join("mixmaster.sqlite").display());
        let loopback = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), PORT);
        let rate = options.sample_rate;
        let rate = rate.map(|rate| within("sample_rate", Some(rate), rate, 8_000..=192_000));
        // Where they come from they set how much memory is used; ours does not grow with a song.
        within("chunk_size_seconds", options.chunk_size_seconds, 25.0, 0.01..=3_600.0)?;
        within("frame_size", options.frame_size, 960, 16..=65_536)?;
        let memory = options.job_memory_mib;
        let memory = memory.map(|mib| within("job_memory_mib", Some(mib), mib, 16..=1_048_576));
        let file_mib = within("max_file_mib", options.max_file_mib, 500, 1..=65_536)?;
        let job_mib = within("max_job_mib", options.max_job_mib, 4_096, 1..=1_048_576)?;
        if options.tls_cert.is_some() != options.tls_key.is_some() {
            let (field, expected) = ("tls_cert", "to be there with `tls_key`".into());
            return Err(SettingsError::Range { field, found: "alone".into(), expected });
        }
        let lease_s = within("lease_seconds", options.lease_seconds, 30, 2..=3_600)?;
        let per_minute = options.requests_per_minute;
        let minutes = options.session_minutes;
        Ok(Self {
            listen: options.listen.unwrap_or(loopback),
            database_url: options.database_url.unwrap_or_else(file),
            data_dir,
            storage_url: options.storage_url,
            nats_url: options.nats_url,
            web_dir: options.web_dir,
            tls_cert: options.tls_cert,
            tls_key: options.tls_key,
            max_workers,
            job_memory_bytes: memory.transpose()?.map(|mib: u64| mib * MIB),
            job_threads: within("job_threads", options.job_threads, threads, 1..=256)?,
            sample_rate: rate.transpose()?,
            log_level: options.log_level.unwrap_or_else(|| "info".into()).to_lowercase(),
            log_json: options.log_json.unwrap_or(false),
            max_stems: within("max_stems", options.max_stems, 64, 1..=64)?,
            max_file_bytes: file_mib * MIB,
            max_job_bytes: job_mib * MIB,
            max_open_jobs: within("max_open_jobs", options.max_open_jobs, 100, 1..=100_000)?,
            retention_days: within("retention_days", options.retention_days, 7, 1..=3_650)?,
            max_attempts: within("max_attempts", options.max_attempts, 3, 1..=20)?,
            lease_ms: lease_s.cast_signed() * 1_000,
            drain_seconds: within("drain_seconds", options.drain_seconds, 10, 0..=3_600)?,
            requests_per_minute: within("requests_per_minute", per_minute, 1_200, 1..=1_000_000)?,
            auth: options.auth.unwrap_or_default(),
            session_minutes: within("session_minutes", minutes, 60, 1..=1_440)?,
            webhook_hosts: words(options.webhook_hosts),
            reference_hosts: words(options.reference_hosts),
            cors: words(options.cors),
            region: options.region.unwrap_or_else(|| "local".into()),
        })
    }

    /// How the service is called.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        if self.tls_cert.is_some() { "https" } else { "http" }
    }

    /// Whether only this machine can reach the service.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.listen.ip().is_loopback()
    }

    /// Whether requests need a key. Where other machines can reach the service they always do.
    #[must_use]
    pub fn needs_keys(&self) -> bool {
        self.auth == Auth::Required || !self.is_loopback()
    }

    /// Makes the data folder where it is missing: for its owner alone, since it holds people's
    /// songs and the secret of sessions.
    pub(crate) fn make_data_dir(&self) -> std::io::Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.data_dir)
    }

    /// Folder for the files of jobs.
    #[must_use]
    pub fn objects_dir(&self) -> PathBuf {
        self.data_dir.join("objects")
    }

    /// Folder for what is being worked on.
    #[must_use]
    pub fn work_dir(&self) -> PathBuf {
        self.data_dir.join("work")
    }
}

/// A list with commas.
fn words(list: Option<String>) -> Vec<String> {
    let list = list.unwrap_or_default();
    list.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

/// What was asked, or `usual`, where it lies in `range`.
fn within<T: PartialOrd + std::fmt::Display>(
    field: &'static str,
    asked: Option<T>,
    usual: T,
    range: std::ops::RangeInclusive<T>,
) -> Result<T, SettingsError> {
    let value = asked.unwrap_or(usual);
    if range.contains(&value) {
        return Ok(value);
    }
    let expected = format!("{} to {}", range.start(), range.end());
    Err(SettingsError::Range { field, found: value.to_string(), expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_win_over_the_file_and_that_over_defaults() {
        let file: Options = toml::from_str("max_workers = 3\nretention_days = 2\n").unwrap();
        let flags = Options { max_workers: Some(1), ..Options::default() };
        let settings = Settings::decide(flags.over(file)).unwrap();
        assert_eq!((settings.max_workers, settings.retention_days), (1, 2));
        assert_eq!((settings.max_attempts, settings.listen.port()), (3, 8000));
        assert!(settings.is_loopback());
    }

    #[test]
    fn a_value_out_of_range_or_an_unknown_key_is_told() {
        let options = Options { retention_days: Some(0), ..Options::default() };
        let words = Settings::decide(options).unwrap_err().to_string();
        assert!(words.starts_with("`retention_days` is 0, expected 1 to 3650"), "{words}");
        assert!(toml::from_str::<Options>("wrokers = 3\n").is_err());
    }
}
