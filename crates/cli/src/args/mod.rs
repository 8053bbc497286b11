//! The command line as data. What is wrong with it is said here, before any work.

mod album;
mod check;
mod develop;
mod handoff;
mod help;
mod pages;
mod quality;
mod reference;
mod running;
#[cfg(feature = "service")]
mod service;
mod talk;
mod values;
mod waveform;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use album::AlbumArgs;
pub(crate) use check::CheckArgs;
pub(crate) use develop::{
    BenchCommand, BenchDoctorArgs, FeaturesArgs, FitBalanceArgs, ModelCommand, SpeedArgs, TrainArgs,
};
pub(crate) use handoff::{ExportArgs, PreviewArgs, SessionFormat};
pub(crate) use pages::{ReportArgs, SelftestArgs};
pub(crate) use quality::QualityArgs;
pub(crate) use reference::ReferenceArgs;
pub(crate) use running::{CacheArgs, RunArgs};
#[cfg(feature = "service")]
pub(crate) use service::{
    KeyAddArgs, KeyCommand, KeyListArgs, KeyPlace, KeyRevokeArgs, ServeArgs, WorkerArgs,
};
pub(crate) use talk::{DiffArgs, ExplainArgs, TweakArgs};
pub(crate) use values::{AmountWish, RoleWish, TagWish};
pub(crate) use waveform::WaveformArgs;

use values::{bit_depth, file_kind, role_wish, tag_wish, within};

use recipe::{BitDepth, FileKind};

/// Stems of a song in; a mix, a master and a report that explains every move out.
#[derive(Debug, Parser)]
#[command(name = "mixmaster", version, after_help = help::TOP, disable_help_subcommand = false)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Stems to a mix, a master and a report
    Mix(MixArgs),
    /// Finish one stereo mix, or several
    Master(MasterArgs),
    /// Finish songs that belong together: one tone, levels that fit, gaps, one report
    Album(AlbumArgs),
    /// Measure files
    Analyze(AnalyzeArgs),
    /// Say what is wrong with the stems of a song
    #[command(visible_alias = "stem-doctor")]
    Doctor(DoctorArgs),
    /// Print the outline of audio files, to be drawn
    Waveform(WaveformArgs),
    /// Say whether finished files can be released
    #[command(visible_alias = "validate")]
    Check(CheckArgs),
    /// Make a recipe sound: again, or after it was edited
    Render(RenderArgs),
    /// Hear the most telling seconds of a recipe, without the whole song
    Preview(PreviewArgs),
    /// Say why a recipe does what it does
    Explain(ExplainArgs),
    /// Change a recipe in words: `vocal +1.5 dB in the chorus; less mud on guitars; warmer`
    Tweak(TweakArgs),
    /// Say what two recipes, two results or two audio files differ in
    Diff(DiffArgs),
    /// Make the page of a finished run again
    Report(ReportArgs),
    /// Write a recipe as a session for a DAW, or as processed stems
    Export(ExportArgs),
    /// Take jobs over HTTP
    #[cfg(feature = "service")]
    Serve(ServeArgs),
    /// Work for a service that runs elsewhere
    #[cfg(feature = "service")]
    Worker(WorkerArgs),
    /// Say who may use a service
    #[cfg(feature = "service")]
    #[command(subcommand)]
    Key(KeyCommand),
    /// Hold this build on this machine against what is promised, with a song that is made here
    Selftest(SelftestArgs),
    /// Measure MixMaster itself
    #[command(subcommand)]
    Bench(BenchCommand),
    /// Train and test what MixMaster has learnt
    #[command(subcommand, hide = true)]
    Model(ModelCommand),
}

/// Options of `mix`.
#[derive(Debug, Args)]
#[command(after_help = help::MIX)]
pub(crate) struct MixArgs {
    /// Audio files, quoted globs, one folder, or a song.toml
    #[arg(required = true, value_name = "STEMS")]
    pub(crate) stems: Vec<PathBuf>,
    /// Folder for the results; made when missing
    #[arg(short, long, value_name = "OUT")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) wish: WishArgs,
    /// What a stem is, where its name does not say; may be repeated
    #[arg(long, value_name = "FILE=ROLE", value_parser = role_wish, help_heading = "Sound")]
    pub(crate) role: Vec<RoleWish>,
    /// The stems come at the levels that are wanted: no faders, no rides
    #[arg(long, help_heading = "Sound")]
    pub(crate) respect_user_gains: bool,
    /// An album.signature.json that `mixmaster album` has written: the tone of that album, and its
    /// loudness and ceiling where no others are asked for
    #[arg(long, value_name = "FILE.json", help_heading = "Sound")]
    pub(crate) album: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reference: ReferenceArgs,
    /// Also write every stem as it sits in the mix; with the returns they sum to the premaster
    #[arg(long, help_heading = "Files")]
    pub(crate) export_stems: bool,
    /// Also write the stems added at unity, rough.wav
    #[arg(long, help_heading = "Files")]
    pub(crate) rough: bool,
    /// Also write peaks of stems, buses and master every 50 ms, levels.json
    #[arg(long, help_heading = "Files")]
    pub(crate) levels: bool,
    /// Decide, write recipe.json, and render nothing
    #[arg(long, help_heading = "Files")]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) delivery: DeliveryArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
    #[command(flatten)]
    pub(crate) cache: CacheArgs,
}

/// Options of `master`.
#[derive(Debug, Args)]
#[command(after_help = help::MASTER)]
pub(crate) struct MasterArgs {
    /// Finished mixes: files or quoted globs
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Folder for the results; several files get a folder each inside it
    #[arg(short, long, value_name = "OUT")]
    pub(crate) out: PathBuf,
    /// An album.signature.json that `mixmaster album` has written: the tone of that album, and its
    /// loudness and ceiling where no others are asked for
    #[arg(long, value_name = "FILE.json", help_heading = "Sound")]
    pub(crate) album: Option<PathBuf>,
    /// Also write what came, rough.wav, whatever kind of file it was
    #[arg(long, help_heading = "Files")]
    pub(crate) rough: bool,
    #[command(flatten)]
    pub(crate) wish: WishArgs,
    #[command(flatten)]
    pub(crate) reference: ReferenceArgs,
    #[command(flatten)]
    pub(crate) delivery: DeliveryArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
    #[command(flatten)]
    pub(crate) cache: CacheArgs,
}

/// Options of `analyze`.
#[derive(Debug, Args)]
#[command(after_help = help::ANALYZE)]
pub(crate) struct AnalyzeArgs {
    /// Audio files, quoted globs, or a folder
    #[arg(required = true, value_name = "FILES")]
    pub(crate) files: Vec<PathBuf>,
    /// Take the files for the stems of one song: what each may be, what is wrong with them, and a
    /// profile that may fit
    #[arg(long, conflicts_with = "features")]
    pub(crate) song: bool,
    /// Take the files for the stems of one song, and write what is heard of each and of their sum
    /// over time, as JSON (docs/FEATURES.md)
    #[arg(long, value_name = "FILE", help_heading = "Features")]
    pub(crate) features: Option<PathBuf>,
    /// Time from frame to frame, 5 to 10000; 250, or more for long songs, unless asked
    #[arg(long, value_name = "MS", value_parser = within(5.0, 10_000.0, "ms"),
        requires = "features", help_heading = "Features")]
    pub(crate) feature_hop_ms: Option<f64>,
    #[command(flatten)]
    pub(crate) run: RunArgs,
    #[command(flatten)]
    pub(crate) cache: CacheArgs,
}

/// Options of `doctor`.
#[derive(Debug, Args)]
#[command(after_help = help::DOCTOR)]
pub(crate) struct DoctorArgs {
    /// Audio files of one song, quoted globs, one folder, or a song.toml
    #[arg(required = true, value_name = "STEMS")]
    pub(crate) stems: Vec<PathBuf>,
    /// Also tell what is unclear
    #[arg(long)]
    pub(crate) all: bool,
    /// Exit code 6 for what is only noted, too: lossy sources, mono on two channels, peaks between
    /// the samples
    #[arg(long)]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// Options of `render`.
#[derive(Debug, Args)]
#[command(after_help = help::RENDER)]
pub(crate) struct RenderArgs {
    /// The recipe
    #[arg(value_name = "RECIPE")]
    pub(crate) recipe: PathBuf,
    /// Folder for the results; made when missing
    #[arg(short, long, value_name = "OUT")]
    pub(crate) out: PathBuf,
    /// Look for the stems here, by file name, instead of at the paths in the recipe
    #[arg(long, value_name = "DIR", help_heading = "Files")]
    pub(crate) stems: Option<PathBuf>,
    /// How much of everything, 0 to 150: `80`, or `tone=50,space=120,overall=90`
    #[arg(long, value_name = "PCT", help_heading = "Sound")]
    pub(crate) amount: Option<AmountWish>,
    /// Solve gain and ceiling anew for the loudness that the recipe asks for, as after a tweak of it
    #[arg(long, help_heading = "Sound")]
    pub(crate) retarget: bool,
    /// Also write every stem as it sits in the mix
    #[arg(long, help_heading = "Files")]
    pub(crate) export_stems: bool,
    /// Also write the stems added at unity, rough.wav
    #[arg(long, help_heading = "Files")]
    pub(crate) rough: bool,
    /// Also write peaks of stems, buses and master every 50 ms, levels.json
    #[arg(long, help_heading = "Files")]
    pub(crate) levels: bool,
    #[command(flatten)]
    pub(crate) delivery: DeliveryArgs,
    #[command(flatten)]
    pub(crate) run: RunArgs,
}

/// What the song is to become.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Sound")]
pub(crate) struct WishArgs {
    /// What the song should become, by any of the names below
    #[arg(long, value_name = "NAME", conflicts_with_all = ["preset", "style", "genre"])]
    pub(crate) profile: Option<String>,
    /// A profile, by its name as a preset
    #[arg(long, value_name = "NAME")]
    pub(crate) preset: Option<String>,
    /// A profile, by its name as a style; a preset wins over it
    #[arg(long, value_name = "NAME")]
    pub(crate) style: Option<String>,
    /// A profile, by its genre; preset and style win over it
    #[arg(long, value_name = "NAME")]
    pub(crate) genre: Option<String>,
    /// Own targets in YAML; they win over the profile, the options below win over them
    #[arg(long, value_name = "FILE.yaml")]
    pub(crate) targets: Option<PathBuf>,
    /// Loudness of the master, in LUFS (-40 to -5)
    #[arg(long, value_name = "LUFS", allow_negative_numbers = true,
          value_parser = within(-40.0, -5.0, "LUFS"))]
    pub(crate) lufs: Option<f64>,
    /// Highest true peak of the master, in dBTP (-24 to 0)
    #[arg(long, value_name = "DBTP", allow_negative_numbers = true,
          value_parser = within(-24.0, 0.0, "dBTP"))]
    pub(crate) ceiling: Option<f64>,
    /// Stereo width in percent (0 to 140); 100 leaves it as mixed
    #[arg(long, value_name = "PCT", value_parser = within(0.0, 140.0, "%"))]
    pub(crate) width: Option<f64>,
    /// Largest loudness range, in LU (1 to 40)
    #[arg(long, value_name = "LU", value_parser = within(1.0, 40.0, "LU"))]
    pub(crate) lra_max: Option<f64>,
    /// How much of everything, 0 to 150: `80`, or `tone=50,space=120,overall=90`
    #[arg(long, value_name = "PCT")]
    pub(crate) amount: Option<AmountWish>,
    /// No parallel compression anywhere
    #[arg(long)]
    pub(crate) bypass_parallel_comp: bool,
    /// Leave faults of the stems as they are; `mixmaster doctor` tells them
    #[arg(long)]
    pub(crate) no_repair: bool,
    /// Reach the loudness even where it costs more dynamics than the guardrails allow
    #[arg(long)]
    pub(crate) loudness_priority: bool,
}

/// How the master is written.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Files")]
pub(crate) struct DeliveryArgs {
    /// Rate of the master, in Hz; that of most stems unless asked
    #[arg(long, value_name = "HZ", value_parser = clap::value_parser!(u32).range(8_000..=192_000))]
    pub(crate) sample_rate: Option<u32>,
    /// Depth of the master: 16, 24 or 32f; 24 unless asked
    #[arg(long, value_name = "BITS", value_parser = bit_depth)]
    pub(crate) bit_depth: Option<BitDepth>,
    /// Files of the master: wav, flac, aiff (`:16`, `:24`, `:32f`), mp3, ogg, opus (`:KBPS`), by
    /// commas; the first that loses nothing is the master, wav unless asked
    #[arg(long, value_name = "FORMAT", value_parser = file_kind, value_delimiter = ',')]
    pub(crate) format: Vec<FileKind>,
    /// What the files say: title, artist, album, album_artist, track, year, genre, isrc,
    /// copyright, comment; may be repeated
    #[arg(long, value_name = "NAME=TEXT", value_parser = tag_wish)]
    pub(crate) tag: Vec<TagWish>,
    /// Code the master to MP3, Vorbis and Opus, and lower its ceiling until none is over DBTP
    /// (-24 to 0; 0 unless asked)
    #[arg(long, value_name = "DBTP", num_args = 0..=1, require_equals = true,
        default_missing_value = "0", value_parser = within(-24.0, 0.0, "dBTP"))]
    pub(crate) codec_safe: Option<f64>,
    /// Noise-shaped instead of flat dither
    #[arg(long)]
    pub(crate) noise_shaping: bool,
    /// Seed of everything that needs chance
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
}

impl Command {
    /// Whether another process watches this one.
    pub(crate) fn supervised(&self) -> bool {
        match self {
            Self::Mix(args) => args.run.supervised,
            Self::Master(args) => args.run.supervised,
            Self::Analyze(args) => args.run.supervised,
            Self::Render(args) => args.run.supervised,
            Self::Preview(args) => args.run.supervised,
            Self::Album(args) => args.run.supervised,
            _ => false,
        }
    }

    /// Whether data, and with it an error, is wanted as JSON.
    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Mix(args) => args.run.json,
            Self::Master(args) => args.run.json,
            Self::Album(args) => args.run.json,
            Self::Analyze(args) => args.run.json,
            Self::Doctor(args) => args.run.json,
            Self::Check(args) => args.run.json,
            Self::Render(args) => args.run.json,
            Self::Explain(args) => args.json,
            Self::Tweak(args) => args.json,
            Self::Diff(args) => args.json,
            Self::Report(_) => false,
            Self::Selftest(args) => args.json,
            Self::Waveform(_) => true,
            Self::Export(args) => args.run.json,
            Self::Preview(args) => args.run.json,
            Self::Bench(BenchCommand::Speed(args)) => args.json,
            Self::Bench(BenchCommand::Quality(args)) => args.json,
            Self::Model(_) => false,
            #[cfg(feature = "service")]
            Self::Serve(_) | Self::Worker(_) => false,
            #[cfg(feature = "service")]
            Self::Key(command) => command.json(),
            Self::Bench(BenchCommand::Doctor(args)) => args.json,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_table_of_arguments_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn negative_numbers_are_values_and_not_options() {
        let words = ["mixmaster", "mix", "a.wav", "-o", "out", "--lufs", "-9.5", "--ceiling", "-2"];
        let Command::Mix(mix) = Cli::try_parse_from(words).unwrap().command else { panic!() };
        assert_eq!((mix.wish.lufs, mix.wish.ceiling), (Some(-9.5), Some(-2.0)));
    }

    #[test]
    fn a_number_out_of_range_is_told_with_its_range() {
        let words = ["mixmaster", "mix", "a.wav", "-o", "out", "--lufs", "-3"];
        let error = Cli::try_parse_from(words).unwrap_err().to_string();
        assert!(error.contains("-3 lies outside -40 to -5 LUFS"), "{error}");
    }
}
