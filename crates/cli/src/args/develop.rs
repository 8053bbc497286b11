//! Commands for those who work on the engine: `bench` and `model`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::help;
use super::quality::QualityArgs;
use super::values::within;

/// What is measured.
#[derive(Debug, Subcommand)]
pub(crate) enum BenchCommand {
    /// Time and memory of a whole mix of generated stems
    Speed(SpeedArgs),
    /// How near mixes come to what people mix, on songs with a known balance
    Quality(QualityArgs),
    /// How many injected faults the doctor finds in songs, and how many it makes up
    Doctor(BenchDoctorArgs),
}

/// What developers do with models.
#[derive(Debug, Subcommand)]
pub(crate) enum ModelCommand {
    /// The numbers that a role is told from, one line of JSON for each excerpt
    Features(FeaturesArgs),
    /// Where stems stand in human mixes, fitted to songs and judged with each song left out
    FitBalance(FitBalanceArgs),
    /// Train the network that hears roles, each song left out once as a test
    TrainRoles(TrainArgs),
}

/// Options of `model fit-balance`.
#[derive(Debug, Args)]
#[command(after_help = help::FIT_BALANCE)]
pub(crate) struct FitBalanceArgs {
    /// Song folders in the form that docs/QUALITY.md shows, or folders of such folders
    #[arg(value_name = "CORPUS", required = true)]
    pub(crate) corpus: Vec<PathBuf>,
    /// Seeds of gains for the table
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=100))]
    pub(crate) seeds: u64,
    /// Write the fitted numbers to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Threads; as many as the machine has unless asked
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=256))]
    pub(crate) threads: Option<u64>,
}

/// Options of `model features`.
#[derive(Debug, Args)]
pub(crate) struct FeaturesArgs {
    /// Lines of JSON: file, and where wanted `start_s`, `length_s` and anything to copy
    #[arg(value_name = "LIST")]
    pub(crate) list: PathBuf,
    /// Threads; as many as the machine has unless asked
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=256))]
    pub(crate) threads: Option<u64>,
}

/// Options of `bench doctor`.
#[derive(Debug, Args)]
#[command(after_help = help::BENCH_DOCTOR)]
pub(crate) struct BenchDoctorArgs {
    /// Folders of stems, or song.toml files
    #[arg(required = true, value_name = "SONGS")]
    pub(crate) songs: Vec<PathBuf>,
    /// Length of the excerpts, in seconds
    #[arg(long, default_value = "20", value_parser = within(5.0, 120.0, "s"))]
    pub(crate) seconds: f64,
    /// Times that each fault is injected into each song, each time into another stem
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=100))]
    pub(crate) seeds: u64,
    /// The numbers as JSON on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `model train-roles`.
#[derive(Debug, Args)]
pub(crate) struct TrainArgs {
    /// What `model features` wrote, with a `role` in each line; `song` and `"kind": "full"` where
    /// it is to be tested, `also` and `weight` where wanted
    #[arg(required = true, value_name = "FEATURES")]
    pub(crate) features: Vec<PathBuf>,
    /// Write the weights here
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Another seed gives other weights
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Networks that are averaged
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=64))]
    pub(crate) nets: Option<u8>,
    /// Passes over the examples
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=255))]
    pub(crate) epochs: Option<u8>,
    /// Only train; the weights then come without calibration
    #[arg(long)]
    pub(crate) skip_test: bool,
}

/// Options of `bench speed`.
#[derive(Debug, Args)]
#[command(after_help = help::SPEED)]
pub(crate) struct SpeedArgs {
    /// Length of the song, in minutes
    #[arg(long, default_value = "4", value_parser = within(0.05, 180.0, "min"))]
    pub(crate) minutes: f64,
    /// Stereo stems
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u64).range(1..=64))]
    pub(crate) stems: u64,
    /// Keep the stems and the results in this folder; stems that are there are used again
    #[arg(long, value_name = "DIR")]
    pub(crate) keep: Option<PathBuf>,
    /// Threads of the mix; as many as the machine has unless asked
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=256))]
    pub(crate) threads: Option<u64>,
    /// The numbers as JSON on standard output
    #[arg(long)]
    pub(crate) json: bool,
}
