//! The files of the repository.

use std::fs;
use std::path::{Path, PathBuf};

use crate::source::{self, Source};

/// Folders that are made, not kept.
const NOT_OURS: &[&str] = &[".git", "target", "out", "node_modules", "proptest-regressions"];

/// One text file.
#[derive(Clone, Debug)]
pub struct Text {
    /// Path from the root of the repository, with `/`.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// The root of the repository. Asked at run time: several checkouts may share what was compiled.
#[must_use]
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR");
    PathBuf::from(here.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into())).join("../..")
}

/// Every UTF-8 file of the repository that is kept by hand, in the order of the paths.
///
/// # Panics
///
/// When a folder cannot be read.
#[must_use]
pub fn texts() -> Vec<Text> {
    let root = root();
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files
        .iter()
        .filter_map(|file| {
            let text = fs::read_to_string(file).ok()?; // Sound and pictures are not UTF-8.
            let path = file.strip_prefix(&root).ok()?.to_string_lossy().replace('\\', "/");
            Some(Text { path, text })
        })
        .collect()
}

/// What the product is built from: `crates/*/src`, without files that are only for tests.
#[must_use]
pub fn sources() -> Vec<Source> {
    let texts = texts();
    let rust = texts.into_iter().filter(|file| {
        let mut parts = file.path.split('/');
        parts.next() == Some("crates") && parts.nth(1) == Some("src") && file.path.ends_with(".rs")
    });
    source::read(rust.collect())
}

/// What one file of the repository says.
///
/// # Panics
///
/// When it cannot be read.
#[must_use]
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        let ours = path.file_name().is_none_or(|name| NOT_OURS.iter().all(|other| name != *other));
        if ours && path.is_dir() {
            collect(&path, files);
        } else if ours {
            files.push(path);
        }
    }
}
