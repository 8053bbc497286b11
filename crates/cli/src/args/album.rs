//! Options of `album`.

use std::path::PathBuf;

use clap::Args;

use super::values::within;
use super::{CacheArgs, DeliveryArgs, RunArgs, WishArgs, help};

/// Options of `album`.
#[derive(Debug, Args)]
#[command(after_help = help::ALBUM)]
pub(crate) struct AlbumArgs {
    /// Finished mixes: one folder, files, or quoted globs
    #[arg(required = true, value_name = "FILES")]
    pub(crate) files: Vec<PathBuf>,
    /// Folder for the results; made when missing
    #[arg(short, long, value_name = "OUT")]
    pub(crate) out: PathBuf,
    /// The song that the others are brought to, by its file's name; the most typical unless asked
    #[arg(long, value_name = "FILE", help_heading = "Album")]
    pub(crate) anchor: Option<String>,
    /// How much of the album's tone, 0 to 150: 100 goes two fifths of the way, 0 leaves songs alone
    #[arg(long, value_name = "PCT", default_value_t = 100.0, value_parser = within(0.0, 150.0, "%"),
        help_heading = "Album")]
    pub(crate) tone: f64,
    /// The same loudness for every song, instead of the loudest setting the level
    #[arg(long, help_heading = "Album")]
    pub(crate) even: bool,
    /// Silence between songs, in seconds (0 to 30)
    #[arg(long, value_name = "S", default_value_t = 2.0, value_parser = within(0.0, 30.0, "s"),
        help_heading = "Album")]
    pub(crate) gap: f64,
    /// Leave silence at the ends of songs
    #[arg(long, help_heading = "Album")]
    pub(crate) no_trim: bool,
    /// Fade every song in, in seconds (0 to 30)
    #[arg(long, value_name = "S", default_value_t = 0.0, value_parser = within(0.0, 30.0, "s"),
        help_heading = "Album")]
    pub(crate) fade_in: f64,
    /// Fade every song out, in seconds (0 to 30)
    #[arg(long, value_name = "S", default_value_t = 0.0, value_parser = within(0.0, 30.0, "s"),
        help_heading = "Album")]
    pub(crate) fade_out: f64,
    /// Also write the whole album as one file
    #[arg(long, help_heading = "Album")]
    pub(crate) image: bool,
    #[command(flatten)]
    pub(crate) wish: WishArgs,
    #[command(flatten)]
    pub(crate) delivery: DeliveryArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
    #[command(flatten)]
    pub(crate) cache: CacheArgs,
}
