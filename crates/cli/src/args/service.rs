//! Options of the service and of what belongs to it.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::help;

/// Options of `serve`.
#[derive(Debug, Args)]
#[command(after_help = help::SERVE)]
pub(crate) struct ServeArgs {
    /// A file with any of these settings, in TOML
    #[arg(long, value_name = "FILE", env = "MIXMASTER_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Print the OpenAPI document of the service and end
    #[arg(long)]
    pub(crate) openapi: bool,
    #[command(flatten)]
    pub(crate) options: server::Options,
}

/// Options of `worker`.
#[derive(Debug, Args)]
#[command(after_help = help::WORKER)]
pub(crate) struct WorkerArgs {
    /// A file with any of these settings, in TOML
    #[arg(long, value_name = "FILE", env = "MIXMASTER_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) options: server::Options,
}

/// What is done with the keys of a service, which may run meanwhile.
#[derive(Debug, Subcommand)]
#[command(after_help = help::KEY)]
pub(crate) enum KeyCommand {
    /// Make a key, and print it this once
    Add(KeyAddArgs),
    /// List the keys, without their secrets
    List(KeyListArgs),
    /// End a key at once
    Revoke(KeyRevokeArgs),
}

/// Where the keys are.
#[derive(Debug, Args)]
#[command(next_help_heading = "Service")]
pub(crate) struct KeyPlace {
    /// Folder of the service
    #[arg(long, value_name = "DIR", env = "MIXMASTER_DATA_DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// Database of the service, where it is not in the folder
    #[arg(long, value_name = "URL", env = "DATABASE_URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
    /// The file that the service was started with
    #[arg(long, value_name = "FILE", env = "MIXMASTER_CONFIG")]
    pub(crate) config: Option<PathBuf>,
}

/// Options of `key add`.
#[derive(Debug, Args)]
pub(crate) struct KeyAddArgs {
    /// What it is called, for people
    pub(crate) name: String,
    /// What it is for: admin, producer, listener or service
    #[arg(long, value_name = "ROLE", default_value = "producer")]
    pub(crate) role: server::KeyRole,
    /// What it may do, of what its role may; repeat it. All of that unless asked
    #[arg(long = "scope", value_name = "SCOPE")]
    pub(crate) scopes: Vec<server::Scope>,
    /// Share the jobs of this owner, as `key list` shows it
    #[arg(long, value_name = "OWNER")]
    pub(crate) owner: Option<String>,
    /// Days that it is good for
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=36_500))]
    pub(crate) days: Option<u32>,
    /// Requests a minute
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) requests_per_minute: Option<u32>,
    /// Jobs a day
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) jobs_per_day: Option<u32>,
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) place: KeyPlace,
}

/// Options of `key list`.
#[derive(Debug, Args)]
pub(crate) struct KeyListArgs {
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) place: KeyPlace,
}

/// Options of `key revoke`.
#[derive(Debug, Args)]
pub(crate) struct KeyRevokeArgs {
    /// The key's name, as `key list` shows it
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) place: KeyPlace,
}

impl KeyCommand {
    /// Whether data, and with it an error, is wanted as JSON.
    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Add(args) => args.json,
            Self::List(args) => args.json,
            Self::Revoke(_) => false,
        }
    }
}
