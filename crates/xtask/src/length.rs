//! Files of at most 400 lines and functions of at most 70, tests not counted.
//!
//! What is longer stands in `ratchet.txt` with its length. A number there may only fall: when the
//! code got shorter the list has to follow (`cargo run -p xtask -- ratchet` does it), and a new
//! line is written by hand, where a reviewer sees it.

use std::collections::BTreeMap;

use crate::source::{self, Source};

/// Longest file, in lines.
pub const FILE_LINES_MAX: usize = 400;

/// Longest function, in lines.
pub const FUNCTION_LINES_MAX: usize = 70;

/// Excess by name: `path` of a file, or `path function`.
pub type Ratchet = BTreeMap<String, usize>;

/// Everything over a limit.
#[must_use]
pub fn excess(sources: &[Source]) -> Ratchet {
    let mut found = Ratchet::new();
    for source in sources {
        if source.lines() > FILE_LINES_MAX {
            found.insert(source.path.clone(), source.lines());
        }
        for (name, lines) in functions(source).filter(|(_, lines)| *lines > FUNCTION_LINES_MAX) {
            let longest = found.entry(format!("{} {name}", source.path)).or_default();
            *longest = lines.max(*longest);
        }
    }
    found
}

/// What is over its limit without leave, over its leave, or under it.
#[must_use]
pub fn complaints(excess: &Ratchet, allowed: &Ratchet) -> Vec<String> {
    let mut found = Vec::new();
    for (name, lines) in excess {
        match allowed.get(name) {
            None => found.push(format!(
                "{name} has {lines} lines; files end at {FILE_LINES_MAX}, functions at \
                 {FUNCTION_LINES_MAX}: split it"
            )),
            Some(leave) if lines > leave => {
                found
                    .push(format!("{name} grew from {leave} to {lines} lines: it may only shrink"));
            }
            Some(_) => {}
        }
    }
    let slack = allowed.iter().filter(|(name, leave)| excess.get(*name) < Some(*leave));
    found.extend(slack.map(|(name, leave)| {
        format!("{name} is under its {leave} lines: run `cargo run -p xtask -- ratchet`")
    }));
    found
}

/// Lowers every number to what is measured; adds nothing.
#[must_use]
pub fn tightened(excess: &Ratchet, allowed: &Ratchet) -> Ratchet {
    let lower = |(name, leave): (&String, &usize)| {
        excess.get(name).map(|lines| (name.clone(), *lines.min(leave)))
    };
    allowed.iter().filter_map(lower).collect()
}

/// Reads the list: `path lines` or `path function lines`, one a line, `#` for comments.
///
/// # Panics
///
/// When a line does not end in a number.
#[must_use]
pub fn read(text: &str) -> Ratchet {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, lines) = line.rsplit_once(' ').expect("a name and a number");
            (name.to_owned(), lines.parse().expect("a number of lines"))
        })
        .collect()
}

/// Writes the list.
#[must_use]
pub fn write(ratchet: &Ratchet) -> String {
    let head = "# What is longer than the limits, and how long. A number may only fall.\n";
    ratchet.iter().fold(head.to_owned(), |text, (name, lines)| format!("{text}{name} {lines}\n"))
}

/// Names and lengths of the functions with a body.
fn functions(source: &Source) -> impl Iterator<Item = (String, usize)> {
    let tokens = source.tokens();
    let heads = tokens.windows(2).filter(|pair| pair[0].text == "fn" && pair[1].text != "(");
    let heads: Vec<_> = heads.map(|pair| (pair[0].at, pair[1].text.to_owned())).collect();
    heads.into_iter().map(|(at, name)| {
        let end = source::item_end(&source.code, at);
        (name, source.line_at(end) - source.line_at(at) + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Text;

    fn excess_of(text: String) -> Ratchet {
        excess(&source::read(vec![Text { path: "crates/x/src/a.rs".to_owned(), text }]))
    }

    fn ratchet(entries: &[(&str, usize)]) -> Ratchet {
        entries.iter().map(|(name, lines)| ((*name).to_owned(), *lines)).collect()
    }

    #[test]
    fn a_function_of_70_lines_passes_and_one_of_71_does_not() {
        let function = |lines: usize| {
            format!("fn a(\n) -> [u8; 3] {{{}}}\nfn b() {{}}\n", "\n".repeat(lines - 2))
        };
        assert_eq!(excess_of(function(70)), Ratchet::new());
        assert_eq!(excess_of(function(71)), ratchet(&[("crates/x/src/a.rs a", 71)]));
    }

    #[test]
    fn a_file_of_401_lines_is_too_long_unless_tests_make_it_so() {
        assert_eq!(excess_of("//\n".repeat(401)), ratchet(&[("crates/x/src/a.rs", 401)]));
        let tests = format!("{}#[cfg(test)]\nmod tests {{\n//\n}}\n", "//\n".repeat(400));
        assert_eq!(excess_of(tests), Ratchet::new());
    }

    #[test]
    fn the_list_may_only_shrink() {
        let (short, long) = (ratchet(&[("a", 410)]), ratchet(&[("a", 420)]));
        assert_eq!(complaints(&long, &long), [""; 0]);
        assert!(complaints(&long, &Ratchet::new())[0].contains("split it"));
        assert!(complaints(&long, &short)[0].contains("it may only shrink"));
        assert!(complaints(&short, &long)[0].contains("under its 420 lines"));
        assert!(complaints(&Ratchet::new(), &long)[0].contains("under its 420 lines"));
        assert_eq!(tightened(&short, &long), short);
        assert_eq!(tightened(&long, &short), short);
        assert_eq!(tightened(&long, &Ratchet::new()), Ratchet::new());
        assert_eq!(read(&write(&long)), long);
    }
}
