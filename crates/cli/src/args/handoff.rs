//! Options of commands that hand a result on.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::values::within;
use super::{CacheArgs, RunArgs, help};

/// What a session is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SessionFormat {
    /// For Bitwig Studio, Studio One, Cubase and others; audio inside unless asked
    Dawproject,
    /// For REAPER, with effects of our own beside it
    Reaper,
    /// Processed stems, returns and masters as audio, with a sheet of all settings
    Stems,
}

/// Options of `export`.
#[derive(Debug, Args)]
#[command(after_help = help::EXPORT)]
pub(crate) struct ExportArgs {
    /// The recipe
    #[arg(value_name = "RECIPE")]
    pub(crate) recipe: PathBuf,
    /// What to write
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: SessionFormat,
    /// The session; for `stems` a folder
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Look for the stems here, by file name, instead of at the paths in the recipe
    #[arg(long, value_name = "DIR", help_heading = "Files")]
    pub(crate) stems: Option<PathBuf>,
    /// Let a DAWproject refer to the stems where they are, instead of holding them
    #[arg(long, help_heading = "Files")]
    pub(crate) reference_audio: bool,
    /// Title of the song; that of the stems' tags, or the name of FILE, unless asked
    #[arg(long, value_name = "TITLE", help_heading = "Labels")]
    pub(crate) title: Option<String>,
    /// Who made the song; that of the stems' tags unless asked
    #[arg(long, value_name = "ARTIST", help_heading = "Labels")]
    pub(crate) artist: Option<String>,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// Options of `preview`.
#[derive(Debug, Args)]
#[command(after_help = help::PREVIEW)]
pub(crate) struct PreviewArgs {
    /// The recipe
    #[arg(value_name = "RECIPE")]
    pub(crate) recipe: PathBuf,
    /// Folder for the results; `preview` beside the recipe unless asked
    #[arg(short, long, value_name = "OUT")]
    pub(crate) out: Option<PathBuf>,
    /// Second at which it begins; the most telling passage unless asked
    #[arg(long, value_name = "S", value_parser = within(0.0, 86_400.0, "s"))]
    pub(crate) start: Option<f64>,
    /// Its length, 1 to 120 seconds
    #[arg(long, value_name = "S", default_value = "20", value_parser = within(1.0, 120.0, "s"))]
    pub(crate) length: f64,
    /// Find gain and ceiling anew, as `render --retarget` does: the span is then that of its master
    #[arg(long)]
    pub(crate) retarget: bool,
    /// Look for the stems here, by file name, instead of at the paths in the recipe
    #[arg(long, value_name = "DIR", help_heading = "Files")]
    pub(crate) stems: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) run: RunArgs,
    #[command(flatten)]
    pub(crate) cache: CacheArgs,
}
