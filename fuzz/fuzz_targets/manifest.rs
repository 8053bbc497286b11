//! Any text as a song's manifest or a targets file: read or refused, and no file outside the
//! manifest's folder.

#![no_main]

use std::path::{Component, Path};

use libfuzzer_sys::fuzz_target;
use recipe::{Manifest, TargetsFile};

fuzz_target!(|text: &str| {
    if let Ok(song) = Manifest::from_toml(text) {
        for stem in &song.stems {
            let inside = |part: Component<'_>| matches!(part, Component::Normal(_));
            assert!(Path::new(&stem.file).components().all(inside), "{}", stem.file);
        }
    }
    if let Ok(file) = TargetsFile::from_yaml(text) {
        let _ = file.for_style(None);
    }
});
