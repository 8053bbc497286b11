//! The command line of MixMaster: files, threads, clock and words. It computes nothing.

mod args;
mod bench;
mod cache;
mod commands;
mod crew;
mod entry;
mod errors;
mod features;
mod inputs;
mod moves;
mod page;
mod produce;
mod progress;
mod stop;
mod store;
mod summary;
mod wish;
mod words;

use std::process::ExitCode;

fn main() -> ExitCode {
    entry::run()
}
