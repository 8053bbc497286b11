//! Everything that can be set, from flags, the environment, one file, and defaults, in this order.

mod options;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use serde::Deserialize;

pub use options::Options;

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
    /// The same where it was asked for: a worker listens nowhere else.
    pub asked_listen: Option<SocketAddr>,
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
    /// Frames that a job works on at a time; the program's own choice when none.
    pub block_frames: Option<u32>,
    pub otlp_endpoint: Option<String>,
    pub service_name: String,
    /// What was asked and has no effect, with the reason.
    pub idle: Vec<String>,
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

impl Settings {
    /// Decides every value.
    ///
    /// # Errors
    ///
    /// Returns the first value that cannot hold.
    pub fn decide(options: Options) -> Result<Self, SettingsError> {
        let idle = idle(&options);
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let max_workers =
            within("max_workers", options.max_workers, usual_workers(cores, memory()), 0..=256)?;
        let threads = (cores / max_workers.max(1)).max(1);
        let data_dir = options.data_dir.unwrap_or_else(|| PathBuf::from("mixmaster-data"));
        // Jobs run in folders of their own. Without a current folder it stays as it is.
        let data_dir = std::path::absolute(&data_dir).unwrap_or(data_dir);
        let file = || format!("sqlite:{}?mode=rwc", data_dir.join("mixmaster.sqlite").display());
        let loopback = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), PORT);
        let rate = options.sample_rate;
        let rate = rate.map(|rate| within("sample_rate", Some(rate), rate, 8_000..=192_000));
        within("chunk_size_seconds", options.chunk_size_seconds, 25.0, 0.01..=3_600.0)?;
        let frames = options.frame_size;
        let frames = frames.map(|size| within("frame_size", Some(size), size, 64..=65_536));
        let otlp_endpoint = options.otlp_endpoint.clone().filter(|url| !url.is_empty());
        if let Some(found) = otlp_endpoint.clone().filter(|url| !is_web_address(url)) {
            let (field, expected) = ("otlp_endpoint", "http://HOST:PORT or https://…".into());
            return Err(SettingsError::Range { field, found, expected });
        }
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
            idle,
            block_frames: frames.transpose()?,
            otlp_endpoint,
            service_name: options.service_name.unwrap_or_else(|| "mixmaster".into()),
            listen: options.listen.unwrap_or(loopback),
            asked_listen: options.listen,
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

/// Memory of the machine, in bytes, where it tells.
fn memory() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/meminfo").ok()?;
    let kib = told.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    Some(kib.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? * 1_024)
}

/// Jobs at a time where nobody says: half of the cores, since each has two threads that wait for one
/// another; two at most on a machine short of memory.
fn usual_workers(cores: usize, memory_bytes: Option<u64>) -> usize {
    const SHORT_BYTES: u64 = 4 << 30;
    let most = if memory_bytes.is_some_and(|bytes| bytes < SHORT_BYTES) { 2 } else { usize::MAX };
    (cores / 2).clamp(1, most)
}

fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    rest.is_some_and(|rest| !rest.is_empty())
}

/// What of `options` has no effect, with the reason: it is taken from where it has one.
fn idle(options: &Options) -> Vec<String> {
    const PROCESSOR: &str = "CPUExecutionProvider";
    let chunk = options.chunk_size_seconds.map(|_| {
        "CHUNK_SIZE_SECONDS has no effect: songs are read as a stream, so their length costs no memory; \
         --frame-size sets how much is worked on at a time"
            .to_owned()
    });
    let provider = options.onnx_execution_provider.as_deref();
    let provider = provider.filter(|name| !name.is_empty() && *name != PROCESSOR).map(|name| {
        format!(
            "ONNX_EXECUTION_PROVIDER={name:.60} has no effect: what is learnt runs on the processor \
             ({PROCESSOR}), and needs no other"
        )
    });
    let streams = options.max_streams.map(|_| {
        "MAX_STREAMS has no effect: there are no live streams, and what clients may ask for is held by \
         --max-open-jobs and --requests-per-minute"
            .to_owned()
    });
    chunk.into_iter().chain(provider).chain(streams).collect()
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
    fn a_machine_short_of_memory_does_two_jobs_at_a_time() {
        assert_eq!(usual_workers(1, None), 1);
        assert_eq!(usual_workers(16, Some(64 << 30)), 8);
        assert_eq!(usual_workers(16, Some(2 << 30)), 2);
        assert_eq!(usual_workers(2, Some(2 << 30)), 1);
    }

    #[test]
    fn what_has_no_effect_is_told_with_the_reason() {
        let asked = |provider: &str| Options {
            chunk_size_seconds: Some(20.0),
            onnx_execution_provider: Some(provider.into()),
            frame_size: Some(960),
            max_streams: Some(100),
            ..Options::default()
        };
        let settings = Settings::decide(asked("CUDAExecutionProvider")).unwrap();
        assert_eq!((settings.idle.len(), settings.block_frames), (3, Some(960)));
        assert!(settings.idle[2].contains("MAX_STREAMS"));
        assert!(
            settings.idle[0].contains("CHUNK_SIZE_SECONDS") && settings.idle[1].contains("CUDA")
        );
        assert_eq!(Settings::decide(asked("CPUExecutionProvider")).unwrap().idle.len(), 2);
        assert!(Settings::decide(Options::default()).unwrap().idle.is_empty());
        let far = Options { otlp_endpoint: Some("collector:4318".into()), ..Options::default() };
        let words = Settings::decide(far).unwrap_err().to_string();
        assert!(words.contains("otlp_endpoint") && words.contains("http://"), "{words}");
    }

    #[test]
    fn a_value_out_of_range_or_an_unknown_key_is_told() {
        let options = Options { retention_days: Some(0), ..Options::default() };
        let words = Settings::decide(options).unwrap_err().to_string();
        assert!(words.starts_with("`retention_days` is 0, expected 1 to 3650"), "{words}");
        assert!(toml::from_str::<Options>("wrokers = 3\n").is_err());
    }
}
