//! Lines, blocks and quotes of a REAPER project.

use super::printable;

/// Text on its way.
pub(super) struct Rpp {
    text: String,
    depth: usize,
    seed: String,
    guids: u32,
}

impl Rpp {
    pub(super) fn new(seed: &str) -> Self {
        Self { text: String::new(), depth: 0, seed: seed.into(), guids: 0 }
    }

    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    pub(super) fn open(&mut self, line: impl AsRef<str>) {
        self.line(format!("<{}", line.as_ref()));
        self.depth += 1;
    }

    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.line(">");
    }

    /// A line of free text.
    pub(super) fn note(&mut self, text: &str) {
        self.line(format!("|{}", printable(text)));
    }

    /// A name that no other part of this project has; the same in every run.
    pub(super) fn guid(&mut self) -> String {
        self.guids += 1;
        let seed = format!("{}/{}", self.seed, self.guids);
        let hex = blake3::hash(seed.as_bytes()).to_hex().to_uppercase();
        let [a, b, c, d, e] = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| &hex[range]);
        format!("{{{a}-{b}-{c}-{d}-{e}}}")
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// `text` in the quotes that it does not hold; where it holds all three, one of them is replaced.
pub(super) fn quoted(text: &str) -> String {
    let text = printable(text);
    match ['"', '\'', '`'].into_iter().find(|quote| !text.contains(*quote)) {
        Some(quote) => format!("{quote}{text}{quote}"),
        None => format!("`{}`", text.replace('`', "'")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_those_that_a_name_does_not_hold() {
        assert_eq!(quoted("a b"), "\"a b\"");
        assert_eq!(quoted("12\" mix"), "'12\" mix'");
        assert_eq!(quoted("12\" o'clock"), "`12\" o'clock`");
        assert_eq!(quoted("\"'`\n"), "`\"'' `");
    }
}
