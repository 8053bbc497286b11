//! Rewrites what the tests compare: `cargo run -p xtask -- third-party | parameters | ratchet`.

use std::fs;
use std::process::ExitCode;

use xtask::{length, metadata::Graph, parameters, third_party, tree};

fn main() -> ExitCode {
    let word = std::env::args().nth(1).unwrap_or_default();
    let (path, text) = match word.as_str() {
        "third-party" => ("THIRD_PARTY.md", third_party::page(&Graph::ask(None))),
        "parameters" => ("docs/PARAMETERS.md", parameters::page(&tree::texts())),
        "ratchet" => ("crates/xtask/ratchet.txt", lowered_ratchet()),
        _ => {
            eprintln!("usage: cargo run -p xtask -- third-party | parameters | ratchet");
            return ExitCode::from(2);
        }
    };
    match fs::write(tree::root().join(path), text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write {path}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn lowered_ratchet() -> String {
    let allowed = length::read(&tree::text("crates/xtask/ratchet.txt"));
    length::write(&length::tightened(&length::excess(&tree::sources()), &allowed))
}
