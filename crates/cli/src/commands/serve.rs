//! `serve` and `worker`: the service, and one of a fleet that does its work.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use server::{Options, ServeError, Settings};

use crate::args::{ServeArgs, WorkerArgs};
use crate::errors::{Code, Fault};
use crate::{stop, words};

pub(crate) fn serve(args: &ServeArgs) -> Result<(), Fault> {
    if args.openapi {
        words::data(&server::openapi());
        return Ok(());
    }
    let settings = settings(args.config.as_deref(), &args.options)?;
    let (data_dir, scheme) = (settings.data_dir.clone(), settings.scheme());
    let ready = move |address| {
        words::say(&format!(
            "MixMaster serves {scheme}://{address} (data in `{}`)\n",
            data_dir.display()
        ));
    };
    run(server::serve(settings, program()?, ready, stopped()))
}

pub(crate) fn worker(args: &WorkerArgs) -> Result<(), Fault> {
    let settings = settings(args.config.as_deref(), &args.options)?;
    let (workers, scheme) = (settings.max_workers, settings.scheme());
    let ready = move |address: Option<SocketAddr>| {
        let told = address.map(|address| format!(", and tells how it is at {scheme}://{address}"));
        let told = told.unwrap_or_default();
        words::say(&format!("MixMaster works on {workers} jobs at a time{told}\n"));
    };
    run(server::work(settings, program()?, ready, stopped()))
}

fn settings(config: Option<&Path>, options: &Options) -> Result<Settings, Fault> {
    let usage = |error: &dyn std::fmt::Display| Fault::worded(Code::Usage, &error.to_string());
    let file = match config {
        Some(path) => Options::from_file(path).map_err(|error| usage(&error))?,
        None => Options::default(),
    };
    Settings::decide(options.clone().over(file)).map_err(|error| usage(&error))
}

/// What carries out a job: this very program.
fn program() -> Result<PathBuf, Fault> {
    std::env::current_exe().map_err(|error| {
        Fault::worded(Code::Internal, &format!("this program cannot be found: {error}"))
    })
}

fn run(work: impl Future<Output = Result<(), ServeError>>) -> Result<(), Fault> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        Fault::worded(Code::Internal, &format!("no threads for the service: {error}"))
    })?;
    let ended = runtime.block_on(work);
    // A blocking read of a client that is gone shall not hold up the end.
    runtime.shutdown_timeout(Duration::from_secs(1));
    ended.map_err(|error| {
        let code = match error {
            ServeError::Listen { .. }
            | ServeError::Alone
            | ServeError::NoStorage
            | ServeError::Traces(_)
            | ServeError::Tls(_) => Code::Usage,
            ServeError::Metrics(_) => Code::Internal,
            _ => Code::Output,
        };
        Fault::worded(code, &error.to_string())
    })
}

/// Until Ctrl-C or a polite signal.
async fn stopped() {
    while !stop::asked() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
