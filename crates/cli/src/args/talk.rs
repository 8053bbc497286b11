//! Options of what talks about a recipe: `explain`, `tweak`, `diff`.

use std::path::PathBuf;

use clap::Args;

use super::help;

/// Options of `explain`.
#[derive(Debug, Args)]
#[command(after_help = help::EXPLAIN)]
pub(crate) struct ExplainArgs {
    /// The recipe
    #[arg(value_name = "RECIPE")]
    pub(crate) recipe: PathBuf,
    /// A stem or a word for some (`vocals`, `drums`), `drum_bus`, `music_bus`, `vocal_bus`, `reverb`,
    /// `delay`, `master`, or a move's id
    #[arg(value_name = "TARGET")]
    pub(crate) target: Option<String>,
    /// The moves as JSON on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `tweak`.
#[derive(Debug, Args)]
#[command(after_help = help::TWEAK)]
pub(crate) struct TweakArgs {
    /// The recipe
    #[arg(value_name = "RECIPE")]
    pub(crate) recipe: PathBuf,
    /// What to change, or what to know; several are one sentence
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Write the result here; RECIPE itself unless asked
    #[arg(short, long, value_name = "OUT.json")]
    pub(crate) out: Option<PathBuf>,
    /// Say what would be done, and write nothing
    #[arg(long, conflicts_with = "render")]
    pub(crate) dry_run: bool,
    /// Render the result into this folder; `mixmaster diff` tells what that changed
    #[arg(long, value_name = "DIR")]
    pub(crate) render: Option<PathBuf>,
    /// Look for the stems here when rendering, by file name
    #[arg(long, value_name = "DIR", requires = "render")]
    pub(crate) stems: Option<PathBuf>,
    /// Moves, notes and answers as JSON on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `diff`.
#[derive(Debug, Args)]
#[command(after_help = help::DIFF)]
pub(crate) struct DiffArgs {
    /// A recipe, a folder of results, or an audio file
    #[arg(value_name = "A")]
    pub(crate) first: PathBuf,
    /// Another one
    #[arg(value_name = "B")]
    pub(crate) second: PathBuf,
    /// Write A less B, aligned, as a 32-bit float WAV file; of folders, that of the masters
    #[arg(long, value_name = "FILE.wav")]
    pub(crate) audio: Option<PathBuf>,
    /// Bring B to the level of A before it is taken away
    #[arg(long, requires = "audio")]
    pub(crate) match_gain: bool,
    /// The differences as JSON on standard output
    #[arg(long)]
    pub(crate) json: bool,
    /// No progress
    #[arg(short, long)]
    pub(crate) quiet: bool,
}
