//! The command line of MixMaster: files, threads, clock and words. It computes nothing.

mod args;
mod crew;
mod errors;
mod inputs;
mod progress;
mod stop;
mod store;
mod words;

fn main() {}
