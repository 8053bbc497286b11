//! The core is pure, and it counts alike on every platform.
//!
//! Pure: no files, network, clock, threads, environment or printing; no unordered maps, whose
//! order changes from run to run. Alike: the float methods of `std` call the platform's own
//! mathematics, and `mul_add` rounds differently; `audio::math` and `libm` do not.

use crate::layers::CORE;
use crate::metadata::Graph;
use crate::source::{Source, Token};

/// Crates of others that the core may use directly. Each was looked at: pure and deterministic.
/// `borsh` packs measurements for the cache of what was heard: no document, and nothing that has
/// to be read by another version. Documents stay with `recipe`.
const MAY_LINK: &[&str] = &["blake3", "borsh", "libm", "rustfft", "thiserror"];

/// What `recipe` may use besides: it alone turns values into documents and back.
const RECIPE_MAY_LINK: &[&str] = &["schemars", "serde", "serde-saphyr", "serde_json", "toml"];

/// Crates that may not reach the core even through others.
const NEVER: &[&str] = &[
    "async-std",
    "chrono",
    "crossbeam-channel",
    "fastrand",
    "futures",
    "getrandom",
    "mio",
    "rand",
    "rayon",
    "reqwest",
    "smol",
    "socket2",
    "threadpool",
    "time",
    "tokio",
    "ureq",
];

/// Modules of `std` that touch the world. `io` is not among them: its traits write into memory
/// too, and without these modules there is nothing else to write to.
const WORLD: &[&str] = &["env", "fs", "net", "os", "process", "thread", "time"];

/// Macros that print.
const PRINT: &[&str] = &["dbg", "eprint", "eprintln", "print", "println"];

/// Types whose order of iteration differs from run to run.
const UNORDERED: &[&str] = &["HashMap", "HashSet", "RandomState"];

/// Float methods whose last bits are the platform's own.
const PLATFORM_FLOAT: &[&str] = &[
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "exp",
    "exp2", "exp_m1", "hypot", "ln", "ln_1p", "log", "log10", "log2", "mul_add", "powf", "powi",
    "sin", "sin_cos", "sinh", "tan", "tanh",
];

/// Dependencies of the core that break its purity.
#[must_use]
pub fn dependency_complaints(graph: &Graph) -> Vec<String> {
    let mut found = Vec::new();
    for package in graph.ours().filter(|package| CORE.contains(&package.name.as_str())) {
        let name = package.name.as_str();
        let ours = |wish: &str| graph.ours().any(|other| other.name == wish);
        let more = if name == "recipe" { RECIPE_MAY_LINK } else { &[] };
        let may = |wish: &str| ours(wish) || MAY_LINK.contains(&wish) || more.contains(&wish);
        let linked = package.wishes.iter().filter(|wish| wish.linked && !may(&wish.name));
        found.extend(linked.map(|wish| {
            format!("`{name}` links `{}`, which xtask/src/purity.rs does not allow", wish.name)
        }));
        let reached = graph.linked_into(name);
        let reached = reached.iter().filter_map(|id| graph.packages.get(*id));
        found.extend(
            reached
                .filter(|other| NEVER.contains(&other.name.as_str()))
                .map(|other| format!("`{}` reaches the core crate `{name}`", other.name)),
        );
    }
    found
}

/// Words in the core's sources that break its purity.
#[must_use]
pub fn source_complaints(sources: &[Source]) -> Vec<String> {
    sources.iter().filter(|source| CORE.contains(&source.folder())).flat_map(one_source).collect()
}

fn one_source(source: &Source) -> Vec<String> {
    let tokens = source.tokens();
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        for fault in faults(&tokens[at..], at.checked_sub(1).map(|before| tokens[before].text)) {
            let line = source.line_at(tokens[at].at);
            found.push(format!("{}:{line}: {fault}", source.path));
        }
    }
    found
}

/// What is wrong with the first of these words, seen with those after it and the one before.
fn faults(tokens: &[Token<'_>], before: Option<&str>) -> Vec<String> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text);
    match (word(0), word(1)) {
        ("std", "::") => modules(&tokens[2..])
            .filter(|module| WORLD.contains(module))
            .map(|module| format!("the core may not touch `std::{module}`"))
            .collect(),
        (print, "!") if PRINT.contains(&print) => vec![format!("the core may not `{print}!`")],
        (map, _) if UNORDERED.contains(&map) => {
            vec![format!("`{map}` has no fixed order: use BTreeMap, BTreeSet or a Vec")]
        }
        (name, "(") if before == Some(".") && PLATFORM_FLOAT.contains(&name) => {
            vec![platform(name)]
        }
        ("f32" | "f64", "::") if PLATFORM_FLOAT.contains(&word(2)) => vec![platform(word(2))],
        _ => Vec::new(),
    }
}

fn platform(name: &str) -> String {
    format!("`{name}` of std differs between platforms: use audio::math or libm")
}

/// The modules named after `std::`: one, or the first words inside `{…}`.
fn modules<'a>(tokens: &[Token<'a>]) -> impl Iterator<Item = &'a str> {
    let grouped = tokens.first().is_some_and(|token| token.text == "{");
    let mut depth = 0_i32;
    let mut names = Vec::new();
    for pair in tokens.windows(2).take_while(|_| grouped) {
        depth += i32::from(pair[0].text == "{") - i32::from(pair[0].text == "}");
        if depth == 0 {
            break;
        }
        if depth == 1 && ["{", ","].contains(&pair[0].text) {
            names.push(pair[1].text);
        }
    }
    if !grouped {
        names.extend(tokens.first().map(|token| token.text));
    }
    names.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;
    use crate::tree::Text;

    fn complaints(folder: &str, text: &str) -> Vec<String> {
        let path = format!("crates/{folder}/src/lib.rs");
        source_complaints(&source::read(vec![Text { path, text: text.to_owned() }]))
    }

    #[test]
    fn the_world_is_seen_through_every_way_to_name_it() {
        for broken in [
            "use std::fs::File;",
            "use std::{fmt, time::Instant};",
            "use std::{\n    collections::{BTreeMap, VecDeque},\n    thread,\n};",
            "fn a() { let b = std::env::var(c); }",
            "fn a() { println!(b); }",
            "use std::collections::HashMap;",
        ] {
            assert_eq!(complaints("engine", broken).len(), 1, "{broken}");
        }
    }

    #[test]
    fn platform_mathematics_is_seen_as_method_and_as_path() {
        assert_eq!(complaints("dsp", "fn a() { b.powf(2.0) }").len(), 1);
        assert_eq!(complaints("dsp", "fn a() { b.map(f64::sin) }").len(), 1);
        assert_eq!(
            complaints("audio", "fn a() {\n  (b + c)\n  .ln()\n}")[0],
            [
                "crates/audio/src/lib.rs:3: `ln` of std differs between platforms: use audio::math or libm",
            ][0]
        );
    }

    #[test]
    fn pure_code_comments_tests_and_the_edges_are_left_in_peace() {
        for fine in [
            "use std::{collections::{env, fs}, fmt};",
            "fn a() { libm::pow(b, c); audio::math::exp2(d); e.sqrt(); f.exp; }",
            "/// See `std::fs`. println!\nfn a() {}",
            "#[cfg(test)]\nmod tests { use std::fs; fn a() { b.powf(2.0) } }",
        ] {
            assert_eq!(complaints("dsp", fine), [""; 0], "{fine}");
        }
        assert_eq!(complaints("cli", "use std::fs;"), [""; 0]);
    }

    #[test]
    fn a_runtime_may_not_enter_the_core() {
        let value = serde_json::json!({
            "workspace_members": ["dsp"],
            "packages": [
                { "id": "dsp", "name": "dsp", "targets": [], "dependencies": [
                    { "name": "libm", "kind": null }, { "name": "left-pad", "kind": null },
                    { "name": "rand", "kind": "dev" } ] },
                { "id": "left-pad", "name": "left-pad" },
                { "id": "tokio", "name": "tokio" } ],
            "resolve": { "nodes": [
                { "id": "dsp", "deps": [ { "pkg": "left-pad", "dep_kinds": [{ "kind": null }] } ] },
                { "id": "left-pad", "deps": [ { "pkg": "tokio", "dep_kinds": [{ "kind": null }] } ] } ] }
        });
        let found = dependency_complaints(&Graph::read(&value));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("left-pad") && found[1].contains("tokio"));
    }
}
