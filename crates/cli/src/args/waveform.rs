//! Options of `waveform`.

use std::path::PathBuf;

use clap::Args;

use super::help;

/// Options of `waveform`.
#[derive(Debug, Args)]
#[command(after_help = help::WAVEFORM)]
pub(crate) struct WaveformArgs {
    /// Audio files; all are drawn over the length of the longest
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Points of each, 10 to 20000
    #[arg(long, value_name = "N", default_value_t = 1_000,
        value_parser = clap::value_parser!(u64).range(10..=20_000))]
    pub(crate) points: u64,
    /// Threads; they change the time alone
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=256))]
    pub(crate) threads: Option<u64>,
}
