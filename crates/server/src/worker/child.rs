//! The command, run as a process of its own, heard and watched.

use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStderr, ChildStdout, Command};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use super::scratch::{OUT, STEMS, Scratch};
use super::spans::Stages;
use super::{error, process};
use crate::app::App;
use crate::clock::now_ms;
use crate::database::Pulse;
use crate::database::{Claim, Event};
use crate::job::view::JobError;
use crate::job::{Order, command};

/// How a try ends.
#[derive(Debug)]
pub(super) enum End {
    /// With results, as they go into the database.
    Complete(String),
    /// Without, and a further try would end the same.
    Failed(JobError),
    /// Without, but a further try may do.
    Retry(JobError),
    /// Called off by the client.
    Cancelled,
    /// The worker stops; somebody else shall do it.
    GivenBack,
    /// Somebody else has it.
    Lost,
}

/// How the command ended.
pub(super) enum Ran {
    /// It went through.
    Through {
        /// What it printed.
        stdout: Vec<u8>,
    },
    /// It did not.
    Ended(End),
}

/// One line of progress, as `--supervised` prints them.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
struct Line {
    stage: String,
    progress: f64,
    #[serde(default)]
    eta_s: Option<f64>,
}

/// Most that is kept of what the command prints.
const STDOUT_BYTES_MAX: u64 = 64 << 20;
/// How often progress is passed on.
const TICK: Duration = Duration::from_millis(500);

/// Exit codes of the command.
const PROMISE: i32 = 5;
const USAGE: i32 = 2;
const INPUT: i32 = 3;
const OUTPUT: i32 = 4;

/// Runs the command for `claim`.
pub(super) async fn run(
    app: &App,
    scratch: &Scratch,
    claim: &Claim,
    stop: &CancellationToken,
) -> Ran {
    let arguments = command::arguments(
        &claim.order,
        &claim.job,
        (app.settings.job_threads, app.settings.block_frames),
        (Path::new(STEMS), Path::new(OUT)),
    );
    let program = &*app.program;
    let started = Command::new(program)
        .args(arguments)
        .env_clear()
        .env("MIXMASTER_CACHE", app.settings.data_dir.join("cache"))
        .current_dir(scratch.path())
        // The command stops when this end closes: it does not outlive a worker that was killed.
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(cause) => {
            let message = format!("`{}` could not be started: {cause}", program.display());
            return Ran::Ended(End::Retry(error("internal", &message, "")));
        }
    };
    process::restrain(&child, app.settings.job_memory_bytes);
    let _stdin = child.stdin.take();
    let (sender, heard) = watch::channel(None);
    let stdout = tokio::spawn(read_all(child.stdout.take()));
    let stderr = tokio::spawn(listen(child.stderr.take(), sender).in_current_span());
    let watched = watch(app, claim, (&mut child, heard), stop).await;
    let status = match watched {
        Ok(status) => status,
        Err(end) => {
            let _ = child.kill().await;
            return Ran::Ended(end);
        }
    };
    let stdout = stdout.await.unwrap_or_default();
    let words = stderr.await.unwrap_or_default();
    match status.code() {
        Some(0 | PROMISE) => Ran::Through { stdout },
        _ => Ran::Ended(match process::out_of_memory(&words, app.settings.job_memory_bytes) {
            Some(error) => End::Failed(error),
            None => fault(status, &stdout, |text| named(&claim.order, text), &words),
        }),
    }
}

/// Waits for the end; beats and tells progress meanwhile.
async fn watch(
    app: &App,
    claim: &Claim,
    (child, mut heard): (&mut Child, watch::Receiver<Option<Line>>),
    stop: &CancellationToken,
) -> Result<ExitStatus, End> {
    let lease = Duration::from_millis(app.settings.lease_ms.unsigned_abs());
    let mut tick = tokio::time::interval(TICK);
    let (mut beaten, mut reached) = (Instant::now(), Instant::now());
    let mut told = Line::default();
    loop {
        tokio::select! {
            status = child.wait() => return status.map_err(|cause| {
                End::Retry(error("internal", &format!("the command was lost: {cause}"), ""))
            }),
            () = stop.cancelled() => return Err(End::GivenBack),
            _ = tick.tick() => {}
        }
        let mut line = heard.borrow_and_update().clone().unwrap_or_else(|| told.clone());
        // A master that is adjusted goes through some of its stages again; to whoever waits it does
        // not get farther from its end.
        line.progress = line.progress.max(told.progress);
        let is_news = line != told;
        if !is_news && beaten.elapsed() < lease / 3 {
            continue;
        }
        beaten = Instant::now();
        let stage = Some(line.stage.as_str()).filter(|stage| !stage.is_empty());
        let beat = (stage, line.progress, line.eta_s);
        match app.database.beat(claim, beat, (app.settings.lease_ms, now_ms())).await {
            Ok(Pulse::Held) => reached = Instant::now(),
            Ok(Pulse::CancelAsked) => return Err(End::Cancelled),
            Ok(Pulse::Lost) => return Err(End::Lost),
            // Without a database the job goes on until somebody else may have taken it.
            Err(cause) if reached.elapsed() > lease => {
                tracing::warn!(job = claim.job, %cause, "the lease could not be renewed");
                return Err(End::Lost);
            }
            Err(cause) => tracing::warn!(job = claim.job, %cause, "no heartbeat; trying again"),
        }
        if is_news {
            let event = Event::new("job.progress", &claim.job, "processing");
            let stage = stage.map(str::to_owned);
            app.tell(Event { stage, progress: line.progress, eta_seconds: line.eta_s, ..event })
                .await;
            told = line;
        }
    }
}

async fn read_all(stdout: Option<ChildStdout>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(stdout) = stdout {
        // What cannot be read is missed below, where it is needed.
        let _ = stdout.take(STDOUT_BYTES_MAX).read_to_end(&mut bytes).await;
    }
    bytes
}

/// Passes progress on; returns the last words that were none.
async fn listen(stderr: Option<ChildStderr>, heard: watch::Sender<Option<Line>>) -> String {
    const WORDS_MAX: usize = 8 << 10;
    let mut words = String::new();
    let Some(stderr) = stderr else { return words };
    let mut lines = BufReader::new(stderr).lines();
    let mut stages = Stages::new();
    while let Ok(Some(line)) = lines.next_line().await {
        match serde_json::from_str::<Line>(&line) {
            Ok(progress) => {
                stages.at(&progress.stage);
                heard.send_replace(Some(progress));
            }
            Err(_) if words.len() < WORDS_MAX => {
                words.push_str(&line);
                words.push('\n');
            }
            Err(_) => {}
        }
    }
    words
}

#[derive(Deserialize)]
struct Told {
    error: ToldError,
}

#[derive(Deserialize)]
struct ToldError {
    message: String,
    #[serde(default)]
    hint: String,
}

/// Words of the command with the client's names in the place of the files in the scratch.
fn named(order: &Order, text: &str) -> String {
    let mut text = text.to_owned();
    for (index, stem) in order.stems.iter().enumerate() {
        let file = format!("{STEMS}/{}", command::file_name(order, index));
        text = text.replace(&file, &format!("{}.{}", stem.name, stem.ending));
    }
    for (index, record) in order.references.iter().enumerate() {
        let file = format!("{STEMS}/{}", command::reference_name(order, index));
        text = text.replace(&file, &format!("{}.{}", record.name, record.ending));
    }
    text
}

/// What a command that failed means for its job.
fn fault(status: ExitStatus, stdout: &[u8], named: impl Fn(&str) -> String, words: &str) -> End {
    let told = serde_json::from_slice::<Told>(stdout).map(|told| told.error);
    let (message, hint) = match told {
        Ok(ToldError { message, hint }) => (message, hint),
        Err(_) => (format!("the command ended with {status}; {}", words.trim()), String::new()),
    };
    let (message, hint) = (named(&message), named(&hint));
    match status.code() {
        Some(USAGE | INPUT) => End::Failed(error("input", &message, &hint)),
        Some(OUTPUT) => End::Retry(error("output", &message, &hint)),
        Some(_) => End::Retry(error("internal", &message, &hint)),
        None => End::Retry(error("worker_lost", &message, &hint)),
    }
}
