//! Rewrites what the tests compare: `cargo run -p xtask -- third-party | parameters | ratchet |
//! figures`.

use std::fs;
use std::process::ExitCode;

use xtask::{figures, length, metadata::Graph, parameters, third_party, tree};

fn main() -> ExitCode {
    let word = std::env::args().nth(1).unwrap_or_default();
    if word == "figures" {
        return write_figures();
    }
    let (path, text) = match word.as_str() {
        "third-party" => ("THIRD_PARTY.md", third_party::page(&Graph::ask(None))),
        "parameters" => ("docs/PARAMETERS.md", parameters::page(&tree::texts())),
        "ratchet" => ("crates/xtask/ratchet.txt", lowered_ratchet()),
        _ => {
            eprintln!("usage: cargo run -p xtask -- third-party | parameters | ratchet | figures");
            return ExitCode::from(2);
        }
    };
    write(path, &text)
}

fn write(path: &str, text: &str) -> ExitCode {
    match fs::write(tree::root().join(path), text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write {path}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write_figures() -> ExitCode {
    let written = figures::draw().map(|drawn| {
        drawn
            .iter()
            .all(|(name, svg)| write(&format!("docs/figures/{name}"), svg) == ExitCode::SUCCESS)
    });
    match written {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("a figure could not be drawn: {error}");
            ExitCode::FAILURE
        }
    }
}

fn lowered_ratchet() -> String {
    let allowed = length::read(&tree::text("crates/xtask/ratchet.txt"));
    length::write(&length::tightened(&length::excess(&tree::sources()), &allowed))
}
