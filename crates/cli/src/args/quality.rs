//! Options of `bench quality`.

use std::path::PathBuf;

use clap::Args;

use super::help;
use crate::bench::Perturb;

/// Options of `bench quality`.
#[derive(Debug, Args)]
#[command(after_help = help::QUALITY)]
pub(crate) struct QualityArgs {
    /// Folders of stems with a song.toml, or folders of such folders
    #[arg(required = true, value_name = "CORPUS")]
    pub(crate) corpus: Vec<PathBuf>,
    /// Random settings per song
    #[arg(long, value_name = "N", default_value_t = 5,
          value_parser = clap::value_parser!(u64).range(1..=1_000))]
    pub(crate) seeds: u64,
    /// What is changed in the stems; several with commas between
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',', default_values = ["gain", "none"])]
    pub(crate) perturb: Vec<Perturb>,
    /// The engine gets names that say nothing, in random order: roles come from sound
    #[arg(long)]
    pub(crate) anonymous: bool,
    /// Judge the planned faders only: nothing is rendered
    #[arg(long)]
    pub(crate) quick: bool,
    /// What the songs should become; `mixmaster help mix` lists the profiles
    #[arg(long, value_name = "NAME", default_value = "neutral")]
    pub(crate) profile: String,
    /// Only songs whose folder's name contains this
    #[arg(long, value_name = "TEXT")]
    pub(crate) only: Option<String>,
    /// An earlier result, to compare with song by song and seed by seed
    #[arg(long, value_name = "FILE")]
    pub(crate) previous: Option<PathBuf>,
    /// Also write the numbers here, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,
    /// Also write one page with tables and plots, for a browser
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Also write the tables of docs/QUALITY.md, as Markdown
    #[arg(long, value_name = "FILE")]
    pub(crate) markdown: Option<PathBuf>,
    /// Judge the judges: growing faults are put into the human mixes, and each judge that claims
    /// to hear one has to find ever more of it
    #[arg(long, conflicts_with_all = ["previous", "save", "quick", "html", "markdown", "json"])]
    pub(crate) ladders: bool,
    /// Instead of mixing: master the human mixes towards these finished records, beside gain and
    /// limiter (B4) and a match of everything (B5), and judge distances (T15) and the limiter (T11)
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["ladders", "previous", "html", "markdown", "quick"])]
    pub(crate) references: Vec<PathBuf>,
    /// Threads; songs and seeds are spread over them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=256))]
    pub(crate) threads: Option<u64>,
    /// The numbers as JSON on standard output
    #[arg(long)]
    pub(crate) json: bool,
    /// No progress
    #[arg(short, long)]
    pub(crate) quiet: bool,
}
