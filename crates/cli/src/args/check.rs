//! Options of `check`.

use std::path::PathBuf;

use clap::Args;

use super::RunArgs;
use recipe::Platform;

/// Options of `check`.
#[derive(Debug, Args)]
#[command(after_help = super::help::CHECK)]
pub(crate) struct CheckArgs {
    /// Finished files, or quoted globs
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Judge for this platform alone, and by its rules; may be repeated
    #[arg(long, value_name = "NAME", value_parser = platform)]
    pub(crate) platform: Vec<&'static Platform>,
    /// Also code each file to MP3, Vorbis and Opus and measure what comes back
    #[arg(long)]
    pub(crate) codecs: bool,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

fn platform(name: &str) -> Result<&'static Platform, String> {
    Platform::find(name).ok_or_else(|| {
        let known: Vec<&str> = Platform::all().iter().map(|it| it.id.as_str()).collect();
        format!("`{name}` is no platform known here, expected one of {}", known.join(", "))
    })
}
