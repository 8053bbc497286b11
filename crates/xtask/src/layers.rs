//! A crate may use only crates above it in the table of `ARCHITECTURE.md`.

use crate::metadata::{Graph, Package};

/// One line of the table: a crate and the crates it may use.
type Row = (&'static str, &'static [&'static str]);

/// The table, from the bottom of the world to its edge. Tests and benches are held to it as well.
pub const LAYERS: &[Row] = &[
    ("audio", &[]),
    ("dsp", &["audio"]),
    ("measure", &["audio", "dsp"]),
    ("recipe", &["audio", "dsp"]),
    ("policy", &["audio", "measure", "recipe"]),
    ("engine", &["audio", "dsp", "measure", "recipe", "policy"]),
    ("media", &["audio", "recipe"]),
    ("report", &["recipe"]),
    ("server", &["audio", "recipe", "policy"]),
    (
        "mixmaster",
        &["audio", "dsp", "measure", "recipe", "policy", "engine", "media", "report", "server"],
    ),
    ("xtask", &["audio", "measure", "recipe", "policy", "engine"]),
];

/// The crates that are pure: values in, values out.
pub const CORE: &[&str] = &["audio", "dsp", "measure", "recipe", "policy", "engine"];

/// Crates that reach where they may not, and crates that the table does not know.
#[must_use]
pub fn complaints(graph: &Graph) -> Vec<String> {
    let ours: Vec<&Package> = graph.ours().collect();
    let mut found = Vec::new();
    for package in &ours {
        let Some((_, above)) = LAYERS.iter().find(|(name, _)| *name == package.name) else {
            found.push(format!("`{}` is not in the table of layers", package.name));
            continue;
        };
        let reached = package.wishes.iter().map(|wish| wish.name.as_str());
        let inside = reached.filter(|name| ours.iter().any(|other| other.name == *name));
        found.extend(inside.filter(|name| !above.contains(name)).map(|name| {
            format!("`{}` may not use `{name}`, only what is above it: {above:?}", package.name)
        }));
    }
    found
}

/// Rows of the table that the text of `ARCHITECTURE.md` does not show.
#[must_use]
pub fn undocumented(architecture: &str) -> Vec<String> {
    let rows: Vec<Vec<&str>> = architecture
        .lines()
        .filter(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let mut found = Vec::new();
    for (name, above) in LAYERS {
        let wanted = [format!("`{name}`"), above.join(" ")];
        let shown = rows.iter().any(|row| {
            row.first() == Some(&wanted[0].as_str()) && row.last() == Some(&wanted[1].as_str())
        });
        if !shown {
            found.push(format!("ARCHITECTURE.md has no row | {} | … | {} |", wanted[0], wanted[1]));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Wish;

    fn graph(name: &str, uses: &str) -> Graph {
        let wish = Wish { name: uses.to_owned(), linked: false, optional: false };
        let package = |name: &str, wishes| Package {
            name: name.to_owned(),
            ours: true,
            wishes,
            ..Package::default()
        };
        let mut graph = Graph::default();
        graph.packages.insert("a".to_owned(), package(name, vec![wish]));
        graph.packages.insert("b".to_owned(), package(uses, vec![]));
        graph
    }

    #[test]
    fn reaching_down_is_allowed_and_reaching_up_is_not() {
        assert_eq!(complaints(&graph("engine", "policy")), [""; 0]);
        assert!(complaints(&graph("dsp", "measure"))[0].contains("`dsp` may not use `measure`"));
        assert!(complaints(&graph("engine", "media"))[0].contains("`engine` may not use `media`"));
    }

    #[test]
    fn an_unknown_crate_is_a_complaint() {
        assert!(complaints(&graph("gadget", "audio"))[0].contains("`gadget` is not in the table"));
    }

    #[test]
    fn a_row_that_the_page_does_not_show_is_a_complaint() {
        let missing = undocumented("| `audio` | buffers | |\n| `dsp` | filters | measure |\n");
        assert_eq!(missing.len(), LAYERS.len() - 1);
    }
}
