//! How a command is run, and what it may remember: nothing here changes the sound.

use std::path::PathBuf;

use clap::Args;

/// How it is run. Nothing here changes the sound.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Run")]
pub(crate) struct RunArgs {
    /// Threads; they change the time, never the sound
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=256))]
    pub(crate) threads: Option<u64>,
    /// The result as JSON on standard output instead of words
    #[arg(long)]
    pub(crate) json: bool,
    /// No progress and no summary
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// Frames of a round, for tests: the sound does not depend on it
    #[arg(long, hide = true, value_parser = clap::value_parser!(u64).range(64..=65_536))]
    pub(crate) block_frames: Option<u64>,
    /// Writes the time that each stage took, for `bench speed`
    #[arg(long, hide = true, value_name = "FILE")]
    pub(crate) timings: Option<PathBuf>,
    /// Another process watches: progress as JSON lines on standard error; ends when standard input
    /// does
    #[arg(long, hide = true)]
    pub(crate) supervised: bool,
    /// Name of the job in the report
    #[arg(long, hide = true, value_name = "ID")]
    pub(crate) job_id: Option<String>,
}

/// What was heard before. Nothing here changes the sound.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Cache")]
pub(crate) struct CacheArgs {
    /// Keep measurements here, so that the same stems are not measured twice; $MIXMASTER_CACHE,
    /// or the user's cache folder, unless asked
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub(crate) cache: Option<PathBuf>,
    /// Measure everything anew and keep nothing
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Room for the cache, in MiB: what was not used for longest goes first
    #[arg(long, value_name = "MIB", default_value_t = 512,
        value_parser = clap::value_parser!(u64).range(1..=1_048_576))]
    pub(crate) cache_size_mib: u64,
}

impl RunArgs {
    /// Frames of a round, where asked.
    pub(crate) fn block_frames(&self) -> Option<usize> {
        self.block_frames.and_then(|frames| usize::try_from(frames).ok())
    }

    /// Whether progress and summary are wanted.
    pub(crate) fn talks(&self) -> bool {
        !self.quiet && !self.json
    }
}
