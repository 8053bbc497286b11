//! Options of the commands that make pages, or tell how the program itself is.

use std::path::PathBuf;

use clap::Args;

use super::help;

/// Options of `report`.
#[derive(Debug, Args)]
#[command(after_help = help::REPORT)]
pub(crate) struct ReportArgs {
    /// A folder of results, or its report.json
    #[arg(value_name = "OUT")]
    pub(crate) from: PathBuf,
    /// Write the page here; report.html beside report.json unless asked
    #[arg(short, long, value_name = "FILE.html")]
    pub(crate) out: Option<PathBuf>,
}

/// Options of `selftest`.
#[derive(Debug, Args)]
#[command(after_help = help::SELFTEST)]
pub(crate) struct SelftestArgs {
    /// The verdict with every reading as JSON on standard output
    #[arg(long)]
    pub(crate) json: bool,
}
