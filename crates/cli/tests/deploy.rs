//! The templates in `deploy` name only settings and metrics that the service has.

#![cfg(feature = "service")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::Place;

/// What `server::storage` takes from the environment, and what the image of PostgreSQL does.
const OTHERS: [&str; 8] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_ALLOW_HTTP",
    "AWS_ENDPOINT_URL",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "POSTGRES_DB",
    "POSTGRES_PASSWORD",
    "POSTGRES_USER",
];

#[test]
fn every_variable_is_a_setting() {
    let help = Place::new().run("serve --help").fine().out;
    let rows = help.split("[env: ").skip(1);
    let mut known: BTreeSet<&str> = rows.filter_map(|row| words(row).next()).collect();
    assert!(known.contains("MAX_WORKERS") && known.contains("NATS_URL"), "{known:?}");
    known.extend(OTHERS);
    let templates = texts("deploy");
    let found = named(&templates, is_variable);
    assert!(found.iter().any(|(_, word)| *word == "MIXMASTER_DRAIN_SECONDS"), "{found:?}");
    let strange: Vec<_> = found.iter().filter(|(_, word)| !known.contains(word)).collect();
    assert!(strange.is_empty(), "no such setting: {strange:?}");
}

#[test]
fn every_metric_is_one_that_is_told() {
    let sources = texts("crates/server/src");
    let literals = sources.iter().flat_map(|(_, text)| text.split('"'));
    let known: BTreeSet<&str> = literals.filter(|word| is_metric(word)).collect();
    assert!(known.contains("mixmaster_queue_length"), "{known:?}");
    let is_told = |word: &str| {
        // A histogram is three series.
        let parts = ["_bucket", "_count", "_sum"].into_iter();
        let mut bases = parts.filter_map(|end| word.strip_suffix(end));
        known.contains(word) || bases.any(|base| known.contains(base))
    };
    let templates = texts("deploy");
    let found = named(&templates, is_metric);
    assert!(found.len() >= 10, "{found:?}");
    let strange: Vec<_> = found.iter().filter(|(_, word)| !is_told(word)).collect();
    assert!(strange.is_empty(), "no such metric: {strange:?}");
}

/// Every file under a folder of the repository, with what it says.
fn texts(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder), &mut found);
    found
}

fn read(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            read(&path, found);
        } else {
            let text = fs::read_to_string(&path);
            let text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            found.push((path, text));
        }
    }
}

/// Each word of the wanted kind, once a file, with the file.
fn named(texts: &[(PathBuf, String)], is_wanted: fn(&str) -> bool) -> BTreeSet<(&Path, &str)> {
    texts
        .iter()
        .flat_map(|(path, text)| words(text).map(move |word| (path.as_path(), word)))
        .filter(|(_, word)| is_wanted(word))
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

fn is_variable(word: &str) -> bool {
    let is_capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    word.contains('_') && word.chars().all(is_capital)
}

fn is_metric(word: &str) -> bool {
    let is_small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_ours = word.starts_with("mixmaster_") || word.starts_with("ai_mixer_");
    is_ours && word.chars().all(is_small)
}
