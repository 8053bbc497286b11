//! What is linked or used to build may be used: licences against a list.

use crate::metadata::Graph;

/// Licences (SPDX) that ask for no more than notice, or share changes to their own files only.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// The weak copyleft of LAME, for these packages only, and only behind a feature.
const LAME: (&str, &[&str]) = ("LGPL-3.0", &["mp3lame-encoder", "mp3lame-sys"]);

/// Packages whose licence does not allow what we do with them.
#[must_use]
pub fn complaints(graph: &Graph) -> Vec<String> {
    let mut found = Vec::new();
    for (_, package) in graph.others() {
        let lame = LAME.1.contains(&package.name.as_str()) && package.licence == LAME.0;
        if !lame && !allows(&package.licence) {
            let licence = if package.licence.is_empty() { "no licence" } else { &package.licence };
            found.push(format!("`{}` {} is under {licence}", package.name, package.version));
        }
    }
    for package in graph.ours() {
        let wishes = package.wishes.iter().filter(|wish| LAME.1.contains(&wish.name.as_str()));
        found.extend(wishes.filter(|wish| wish.linked && !wish.optional).map(|wish| {
            format!("`{}` in `{}` is {}: behind a feature only", wish.name, package.name, LAME.0)
        }));
    }
    found
}

/// Whether an SPDX expression can be met with allowed licences. `/` is an old way to write `OR`.
#[must_use]
pub fn allows(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (met, rest) = any(&words);
    met && rest.is_empty()
}

/// `A OR B …`
fn any<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut met, mut rest) = all(words);
    while let ["OR", after @ ..] = rest {
        let (other, left) = all(after);
        (met, rest) = (met || other, left);
    }
    (met, rest)
}

/// `A AND B …`
fn all<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut met, mut rest) = one(words);
    while let ["AND", after @ ..] = rest {
        let (other, left) = one(after);
        (met, rest) = (met && other, left);
    }
    (met, rest)
}

/// A licence, perhaps with an exception, or an expression in brackets.
fn one<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    match words {
        ["(", inner @ ..] => match any(inner) {
            (met, [")", rest @ ..]) => (met, rest),
            (_, rest) => (false, rest),
        },
        [licence, "WITH", exception, rest @ ..] => {
            (ALLOWED.contains(&format!("{licence} WITH {exception}").as_str()), rest)
        }
        [licence, rest @ ..] => (ALLOWED.contains(licence), rest),
        [] => (false, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::{Package, Wish};

    #[test]
    fn expressions_are_read_as_spdx_means_them() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
            "MIT AND ISC OR GPL-2.0",
        ] {
            assert!(allows(good), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "AGPL-3.0-only",
            "MIT AND GPL-2.0",
            "MIT AND (GPL-2.0 OR AGPL-3.0)",
            "Apache-2.0 WITH Other-exception",
            "(MIT",
            "MIT MIT",
            "LGPL-3.0",
        ] {
            assert!(!allows(bad), "{bad}");
        }
    }

    #[test]
    fn lame_stays_behind_a_feature() {
        let graph = |optional: bool| {
            let wish = Wish { name: "mp3lame-encoder".to_owned(), linked: true, optional };
            let ours = Package { ours: true, wishes: vec![wish], ..Package::default() };
            let lame = Package {
                name: "mp3lame-encoder".to_owned(),
                licence: "LGPL-3.0".to_owned(),
                ..Package::default()
            };
            let other = Package { name: "other".to_owned(), ..lame.clone() };
            let mut graph = Graph::default();
            graph.packages.insert("a".to_owned(), ours);
            graph.packages.insert("b".to_owned(), lame);
            if !optional {
                graph.packages.insert("c".to_owned(), other);
            }
            graph
        };
        assert_eq!(complaints(&graph(true)), [""; 0]);
        let found = complaints(&graph(false));
        assert!(found[0].contains("`other`") && found[1].contains("behind a feature only"));
    }
}
