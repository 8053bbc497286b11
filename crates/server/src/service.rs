//! The life of the service: from settings to the last job.

use std::fs::File;
use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::{App, Bus};
use crate::auth::{self, Rates, Sessions};
use crate::database::Database;
use crate::queue::{Nats, Queue};
use crate::settings::Settings;
use crate::storage::Storage;
use crate::tls::{self, Client, TlsError, TlsListener};
use crate::{api, log, sweep, traces, webhook, worker};

/// A service that could not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {cause}; choose another with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why not.
        cause: std::io::Error,
    },
    /// The data folder cannot be used.
    #[error("the data folder `{dir}` cannot be used: {cause}; choose another with --data-dir")]
    Data {
        /// The folder.
        dir: PathBuf,
        /// Why not.
        cause: std::io::Error,
    },
    /// Another process has the data folder.
    #[error(
        "another MixMaster uses the data folder `{0}`; stop it, or choose another folder with --data-dir"
    )]
    Taken(PathBuf),
    /// A worker without others.
    #[error(
        "a worker needs the database of its service, found a file of its own; name it with --database-url postgres://…, or let `mixmaster serve` do the work itself"
    )]
    Alone,
    /// A worker without the files of the others.
    #[error(
        "a worker needs the files of its service; name them with --storage-url s3://BUCKET/PREFIX, or file:///FOLDER that all share"
    )]
    NoStorage,
    /// TLS cannot be had.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The database does not open.
    #[error("the database cannot be opened: {0}; check --database-url")]
    Database(sqlx::Error),
    /// The storage does not open.
    #[error("the storage cannot be opened: {0}; check --data-dir and --storage-url")]
    Storage(object_store::Error),
    /// The queue does not answer.
    #[error("the queue does not answer: {0}; check --nats-url")]
    Queue(Box<dyn std::error::Error + Send + Sync>),
    /// The metrics could not be set up.
    #[error("the metrics could not be set up: {0}; this is a fault of ours")]
    Metrics(String),
    /// Traces cannot be sent.
    #[error("traces cannot be sent: {0}; check --otlp-endpoint")]
    Traces(String),
    /// The system did not let us go on.
    #[error("the service ended: {0}; look into its log")]
    Io(#[from] std::io::Error),
}

/// How long anything may take that is to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves until `stopped`; `ready` hears the address. Workers run `program`.
///
/// # Errors
///
/// Returns why it could not start, or why it ended.
pub async fn serve(
    settings: Settings,
    program: PathBuf,
    ready: impl FnOnce(SocketAddr),
    stopped: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let acceptor = acceptor(&settings)?;
    let process = Process::begin(settings, program).await?;
    let app = process.app.clone();
    let (listener, local) = listen(app.settings.listen).await?;
    if app.settings.needs_keys()
        && app.database.keys().await.map_err(ServeError::Database)?.is_empty()
    {
        tracing::warn!(
            "no key is made yet, so nobody can use the service: `mixmaster key add NAME --role admin`"
        );
    }
    tracing::info!(%local, workers = app.settings.max_workers, "listening");
    ready(local);
    let ending = process.stop.clone();
    let stopped = async move {
        stopped.await;
        ending.cancel();
    };
    let server = answer(app.settings.clone(), (listener, acceptor), api::router(app), stopped);
    let stopping = process.stop.clone();
    tokio::select! {
        served = server => served?,
        // Streams of events may stay open as long as they like: they do not hold up the end.
        () = async { stopping.cancelled().await; tokio::time::sleep(PATIENCE).await } => {}
    }
    process.end().await;
    Ok(())
}

/// Certificates and key, where TLS is spoken.
fn acceptor(settings: &Settings) -> Result<Option<TlsAcceptor>, ServeError> {
    match (&settings.tls_cert, &settings.tls_key) {
        (Some(cert), Some(key)) => Ok(Some(tls::acceptor(cert, key)?)),
        _ => Ok(None),
    }
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), ServeError> {
    let listener =
        TcpListener::bind(address).await.map_err(|cause| ServeError::Listen { address, cause })?;
    let local = listener.local_addr()?;
    Ok((listener, local))
}

/// Answers requests by `router` until `stopped`, then those that had come.
async fn answer(
    settings: Arc<Settings>,
    (listener, acceptor): (TcpListener, Option<TlsAcceptor>),
    router: Router,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let router = router.into_make_service_with_connect_info::<Client>();
    let Some(acceptor) = acceptor else {
        return Ok(axum::serve(listener, router).with_graceful_shutdown(stopped).await?);
    };
    let acceptor = tls::Acceptor::new(acceptor);
    let ended = CancellationToken::new();
    let _ends = ended.clone().drop_guard();
    if let (Some(cert), Some(key)) = (&settings.tls_cert, &settings.tls_key) {
        tokio::spawn(tls::renew(acceptor.clone(), (cert.clone(), key.clone()), ended));
    }
    let listener = TlsListener::over(listener, acceptor)?;
    Ok(axum::serve(listener, router).with_graceful_shutdown(stopped).await?)
}

/// Works until `stopped`: one of a fleet. It answers how it is where an address was asked for, and
/// nothing else; `ready` hears that address.
///
/// # Errors
///
/// Returns why it could not start.
pub async fn work(
    settings: Settings,
    program: PathBuf,
    ready: impl FnOnce(Option<SocketAddr>),
    stopped: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    if settings.database_url.starts_with("sqlite:") {
        return Err(ServeError::Alone);
    }
    if settings.storage_url.is_none() {
        return Err(ServeError::NoStorage);
    }
    let acceptor = acceptor(&settings)?;
    let process = Process::begin(settings, program).await?;
    let app = process.app.clone();
    // It is told how the last jobs come to their end, too.
    let ended = CancellationToken::new();
    let mut local = None;
    let server = TaskTracker::new();
    if let Some(address) = app.settings.asked_listen {
        let (listener, address) = listen(address).await?;
        local = Some(address);
        let stopped = ended.clone().cancelled_owned();
        let router = api::of_worker(app.clone());
        server.spawn(answer(app.settings.clone(), (listener, acceptor), router, stopped));
    }
    server.close();
    tracing::info!(workers = app.settings.max_workers, ?local, "working");
    ready(local);
    stopped.await;
    process.end().await;
    ended.cancel();
    let _ = tokio::time::timeout(PATIENCE, server.wait()).await;
    Ok(())
}

/// What goes on in a process of the service besides answering.
struct Process {
    app: App,
    stop: CancellationToken,
    drained: CancellationToken,
    workers: TaskTracker,
    helpers: TaskTracker,
    traces: Option<SdkTracerProvider>,
    _lock: File,
}

impl Process {
    async fn begin(settings: Settings, program: PathBuf) -> Result<Self, ServeError> {
        let traces = traces::provider(&settings).map_err(ServeError::Traces)?;
        log::begin(&settings, traces.as_ref());
        for words in &settings.idle {
            tracing::warn!("{words}");
        }
        let lock = lock(&settings)?;
        let app = open(settings, program).await?;
        let (stop, drained) = (CancellationToken::new(), CancellationToken::new());
        let workers = worker::start(&app, (&stop, &drained));
        let helpers = TaskTracker::new();
        helpers.spawn(sweep::sweep(app.clone(), stop.clone()));
        helpers.spawn(webhook::deliver(app.clone(), stop.clone()));
        helpers.close();
        Ok(Self { app, stop, drained, workers, helpers, traces, _lock: lock })
    }

    /// Takes no more work, waits a while for what is under way, and gives back the rest.
    async fn end(self) {
        self.stop.cancel();
        let drain = Duration::from_secs(self.app.settings.drain_seconds);
        if tokio::time::timeout(drain, self.workers.wait()).await.is_err() {
            self.drained.cancel();
            let _ = tokio::time::timeout(PATIENCE, self.workers.wait()).await;
        }
        let _ = tokio::time::timeout(PATIENCE, self.helpers.wait()).await;
        self.app.database.close().await;
        if let Some(traces) = self.traces {
            // What was not sent yet; that waits for an answer.
            let sent = tokio::task::spawn_blocking(move || traces.shutdown_with_timeout(PATIENCE));
            if let Ok(Err(error)) = sent.await {
                tracing::warn!(%error, "the last spans were not sent");
            }
        }
    }
}

/// Only one process may have a data folder with its scratch and its SQLite.
fn lock(settings: &Settings) -> Result<File, ServeError> {
    let dir = settings.data_dir.clone();
    let words = |cause| ServeError::Data { dir: dir.clone(), cause };
    settings.make_data_dir().map_err(words)?;
    let file = File::create(dir.join("lock")).map_err(words)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(ServeError::Taken(dir)),
        Err(std::fs::TryLockError::Error(cause)) => Err(ServeError::Data { dir, cause }),
    }
}

async fn open(settings: Settings, program: PathBuf) -> Result<App, ServeError> {
    // Two builds of one version may sound different.
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(&program)?)?;
    let program_hash = hasher.finalize().to_hex().to_string().into();
    worker::clear_scratch(&settings)
        .map_err(|cause| ServeError::Data { dir: settings.data_dir.clone(), cause })?;
    let database = Database::open(&settings.database_url).await.map_err(ServeError::Database)?;
    let storage = match &settings.storage_url {
        Some(url) => Storage::named(url),
        None => Storage::folder(&settings.objects_dir()),
    };
    let storage = storage.map_err(ServeError::Storage)?;
    storage.ping().await.map_err(ServeError::Storage)?;
    let queue = match &settings.nats_url {
        None => Queue::Table,
        Some(url) => {
            let wait = Duration::from_millis(settings.lease_ms.unsigned_abs());
            Queue::Nats(Box::new(Nats::connect(url, wait).await.map_err(ServeError::Queue)?))
        }
    };
    let metrics = metrics().map_err(|error| ServeError::Metrics(error.to_string()))?;
    let fresh =
        auth::fresh_secret().map_err(|error| ServeError::Io(std::io::Error::other(error)))?;
    let secret = database.shared_secret("session", &fresh).await.map_err(ServeError::Database)?;
    let sessions = Sessions::new(secret.as_bytes(), i64::from(settings.session_minutes) * 60);
    let rates = Rates::new(settings.requests_per_minute);
    let (started, bus) = (Instant::now(), Bus::default());
    Ok(App {
        settings: Arc::new(settings),
        database,
        storage,
        queue,
        bus,
        rates,
        sessions,
        metrics,
        started,
        program: Arc::new(program),
        program_hash,
    })
}

/// The one registry of both families of metrics.
fn metrics()
-> Result<metrics_exporter_prometheus::PrometheusHandle, metrics_exporter_prometheus::BuildError> {
    let seconds = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
    let job_seconds = [1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 900.0];
    let lufs = [-24.0, -20.0, -18.0, -16.0, -14.0, -12.0, -11.0, -10.0, -9.0, -8.0, -7.0];
    let peaks = [-12.0, -6.0, -3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 1.0];
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(
            Matcher::Full("ai_mixer_processing_duration_seconds".into()),
            &seconds,
        )?
        .set_buckets_for_metric(
            Matcher::Full("mixmaster_job_duration_seconds".into()),
            &job_seconds,
        )?
        .set_buckets_for_metric(Matcher::Full("mixmaster_audio_lufs".into()), &lufs)?
        .set_buckets_for_metric(Matcher::Full("mixmaster_audio_true_peak".into()), &peaks)?
        .set_buckets_for_metric(Matcher::Full("ai_mixer_audio_peak_db".into()), &peaks)?;
    let recorder = builder.build_recorder();
    let handle = recorder.handle();
    // In one process with several services, as in tests, the first one has the metrics.
    let _ = ::metrics::set_global_recorder(recorder);
    Ok(handle)
}
