//! `THIRD_PARTY.md`: every package of others, with its licence.
//!
//! The page is written from Cargo's metadata for all platforms. The test compares it with
//! `Cargo.lock`, which needs no network, and with the metadata of the platform at hand.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::metadata::{Graph, Package};

const HEAD: &str = "\
# Third parties

MixMaster is made with the packages below. `cargo run -p xtask -- third-party` writes this page and
a test keeps it in step with `Cargo.lock`. The text of each licence is in the package, on
<https://crates.io>.

## Not from a registry

| What | Where | Licence |
|---|---|---|
| LAME, the MP3 encoder (C), inside `mp3lame-sys` | feature `mp3` of `mixmaster`, on by default | \
LGPL-2.0-or-later |
| libvorbis (aoTuV, Lancer) and libogg (C), inside `aotuv_lancer_vorbis_sys` and `ogg_next_sys` | \
feature `vorbis` of `mixmaster`, on by default | BSD-3-Clause |
| libopus, ported to Rust as `opus-rs` | feature `opus` of `mixmaster`, on by default | BSD-3-Clause |
| \"Potassium\" by Software-Entwicklungskit, excerpt | [examples/song](examples/song/README.md) | \
CC0-1.0 |
| Weights that hear roles, learnt by us | [card](crates/policy/data/ROLES.md), which names every source \
and its licence, all CC0, CC-BY, MIT or our own; no sound is in them | as MixMaster |
| Places of stems in human mixes, measured by us | \
[crates/policy/data/balance.tsv](crates/policy/data/balance.tsv), which names the songs | as MixMaster |

LAME and its two wrappers are the only parts under the LGPL. They stay behind the feature `mp3`:
`cargo build --release -p mixmaster --no-default-features --features opus,vorbis` makes a binary
without them, and whoever hands out a binary with them passes on this source, from which it can be
built again with another LAME.
";

const LINKED: &str = "## In the binary, on some platform";
const TOOLS: &str = "## Only for building and testing";

/// Writes the page. `graph` is the one of all platforms.
#[must_use]
pub fn page(graph: &Graph) -> String {
    let linked = graph.linked_into("mixmaster");
    let mut text = HEAD.to_owned();
    for (title, wanted) in [(LINKED, true), (TOOLS, false)] {
        let _ = write!(text, "\n{title}\n\n| Package | Version | Licence |\n|---|---|---|\n");
        let of_this_kind = graph.others().filter(|(id, _)| linked.contains(id.as_str()) == wanted);
        for (_, package) in of_this_kind {
            let _ = writeln!(text, "{}", row(package));
        }
    }
    text
}

/// What differs between the page, the lock file and the metadata of this platform.
#[must_use]
pub fn complaints(page: &str, lock: &str, here: &Graph) -> Vec<String> {
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let shown: BTreeSet<_> = rows.iter().filter_map(|row| name_and_version(row)).collect();
    let locked = locked(lock);
    let mut found: Vec<_> = Vec::new();
    found.extend(locked.difference(&shown).map(|it| format!("THIRD_PARTY.md lacks {it}")));
    found.extend(shown.difference(&locked).map(|it| format!("{it} is in no lock file any more")));
    let (in_binary, _) = page.split_once(TOOLS).unwrap_or((page, ""));
    let linked = here.linked_into("mixmaster");
    for (id, package) in here.others() {
        let row = row(package);
        let stands = if linked.contains(id.as_str()) { in_binary } else { page };
        if !stands.lines().any(|line| line == row) {
            found.push(format!("THIRD_PARTY.md has no such line in its table: {row}"));
        }
    }
    found
}

fn row(package: &Package) -> String {
    format!("| `{}` | {} | {} |", package.name, package.version, package.licence)
}

fn name_and_version(row: &str) -> Option<String> {
    let mut cells = row.trim_matches('|').split('|').map(str::trim);
    Some(format!("{} {}", cells.next()?.trim_matches('`'), cells.next()?))
}

/// Name and version of what the lock file takes from a registry.
fn locked(lock: &str) -> BTreeSet<String> {
    let packages = lock.split("[[package]]").filter(|block| block.contains("\nsource = "));
    packages
        .filter_map(|block| {
            let field = |name: &str| {
                let line = block.lines().find_map(|line| line.strip_prefix(name));
                line.map(|value| value.trim_matches('"'))
            };
            Some(format!("{} {}", field("name = ")?, field("version = ")?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"dsp\"\nversion = \"0.1.0\"\n\n\
                        [[package]]\nname = \"libm\"\nversion = \"0.2.16\"\nsource = \"registry\"\n";

    fn graph(licence: &str) -> Graph {
        let value = serde_json::json!({
            "workspace_members": ["a"],
            "packages": [
                { "id": "a", "name": "mixmaster", "version": "0.1.0" },
                { "id": "b", "name": "libm", "version": "0.2.16", "license": licence } ],
            "resolve": { "nodes": [
                { "id": "a", "deps": [ { "pkg": "b", "dep_kinds": [{ "kind": null }] } ] } ] }
        });
        Graph::read(&value)
    }

    #[test]
    fn the_page_it_writes_is_the_page_it_wants() {
        let page = page(&graph("MIT"));
        assert!(page.contains("| `libm` | 0.2.16 | MIT |\n\n## Only"), "{page}");
        assert_eq!(complaints(&page, LOCK, &graph("MIT")), [""; 0]);
    }

    #[test]
    fn a_missing_a_stale_and_a_relicensed_package_are_seen() {
        let page = page(&graph("MIT"));
        let without = page.replace("`libm`", "`libn`");
        assert_eq!(complaints(&without, LOCK, &Graph::default()).len(), 2);
        assert!(complaints(&page, LOCK, &graph("ISC"))[0].contains("| `libm` | 0.2.16 | ISC |"));
    }

    #[test]
    fn what_is_linked_must_stand_in_the_first_table() {
        let page = page(&graph("MIT"));
        let moved = page.replace(LINKED, "").replace(TOOLS, "");
        let moved = moved.replacen("| Package", &format!("{TOOLS}\n\n| Package"), 1);
        assert_eq!(complaints(&moved, LOCK, &graph("MIT")).len(), 1);
    }
}
