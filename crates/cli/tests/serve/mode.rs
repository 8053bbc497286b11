//! Alone: SQLite and files in the data folder.

use std::path::Path;

use crate::common::Place;

/// What a service is started with besides its flags.
pub(crate) fn environment(_place: &Place) -> Vec<(&'static str, String)> {
    Vec::new()
}

/// Names of the objects under `folder`.
pub(crate) async fn stored(place: &Place, folder: &str) -> Vec<String> {
    let root = place.path("data/objects");
    let (mut found, mut folders) = (Vec::new(), vec![root.join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                found.push(named(&root, &entry.path()));
            }
        }
    }
    found.sort();
    found
}

fn named(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap().to_string_lossy().into_owned()
}
