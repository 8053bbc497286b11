//! Rust sources as plain text: comments, strings and tests blanked out, line for line.
//!
//! This is a lexer, not a parser: it knows where words stand, not what they mean. It is enough for
//! rules about names and lengths, and it does not see through macros or `use … as …`.

use crate::tree::Text;

/// What is written over test code, so that its lines can be told from empty ones.
const TEST: u8 = 1;

/// A Rust file of the product.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path from the root of the repository.
    pub path: String,
    /// The text without comments, strings and tests; positions and lines are those of the file.
    pub code: String,
}

impl Source {
    /// The crate's folder, `dsp` of `crates/dsp/src/lib.rs`.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.path.split('/').nth(1).unwrap_or_default()
    }

    /// Lines of the file that do not belong to tests.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.code.lines().filter(|line| !line.as_bytes().contains(&TEST)).count()
    }

    /// The line of a position, from 1.
    #[must_use]
    pub fn line_at(&self, position: usize) -> usize {
        1 + self.code[..position].bytes().filter(|byte| *byte == b'\n').count()
    }

    /// The words and signs of the code, with their positions.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token<'_>> {
        tokens(&self.code)
    }
}

/// A word, `::`, or another sign of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Byte position in the file.
    pub at: usize,
    /// The text of it.
    pub text: &'a str,
}

/// Reads sources and leaves out those that another file declares as `#[cfg(test)] mod NAME;`.
#[must_use]
pub fn read(files: Vec<Text>) -> Vec<Source> {
    let mut only_tests = Vec::new();
    let mut sources = Vec::new();
    for file in files {
        let (code, modules) = without_tests(&without_words(&file.text));
        only_tests.extend(modules.iter().map(|name| module_path(&file.path, name)));
        sources.push(Source { path: file.path, code });
    }
    sources.retain(|source| {
        let is = |module: &String| {
            source.path == format!("{module}.rs") || source.path.starts_with(&format!("{module}/"))
        };
        !only_tests.iter().any(is)
    });
    sources
}

/// Where the module `name`, declared in the file `path`, stands; without `.rs`.
fn module_path(path: &str, name: &str) -> String {
    let stem = path.trim_end_matches(".rs");
    let folder = ["/lib", "/main", "/mod"].iter().find_map(|end| stem.strip_suffix(end));
    format!("{}/{name}", folder.unwrap_or(stem))
}

/// Blanks comments, strings and characters.
fn without_words(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = at + word_length(&text.as_bytes()[at..], at > 0 && is_word(bytes[at - 1]));
        if end > at {
            blank(&mut bytes[at..end], b' ');
            at = end;
        } else {
            at += 1;
        }
    }
    bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { ' ' }).collect()
}

/// Length of the comment, string or character that begins here; 0 when none does.
fn word_length(text: &[u8], inside_word: bool) -> usize {
    match text {
        [b'/', b'/', ..] => text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len()),
        [b'/', b'*', ..] => comment_length(text),
        [b'"', ..] => string_length(text),
        [b'r', b'"' | b'#', ..] if !inside_word => raw_length(&text[1..]).map_or(0, |n| n + 1),
        [b'b', b'r', b'"' | b'#', ..] if !inside_word => {
            raw_length(&text[2..]).map_or(0, |n| n + 2)
        }
        [b'\'', b'\\', _, rest @ ..] => {
            3 + rest.iter().position(|byte| *byte == b'\'').map_or(0, |end| end + 1)
        }
        // 'x' is a character, 'x without the second quote a lifetime.
        [b'\'', rest @ ..] => {
            let wide = rest.iter().skip(1).take_while(|byte| **byte & 0xc0 == 0x80).count();
            if rest.get(1 + wide) == Some(&b'\'') { 3 + wide } else { 0 }
        }
        _ => 0,
    }
}

fn comment_length(text: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        match &text[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string_length(text: &[u8]) -> usize {
    let mut at = 1;
    while at < text.len() && text[at] != b'"' {
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(text.len())
}

/// Length of `#…#"…"#…#`; none for a raw identifier.
fn raw_length(text: &[u8]) -> Option<usize> {
    let marks = text.iter().take_while(|byte| **byte == b'#').count();
    if text.get(marks) != Some(&b'"') {
        return None;
    }
    let end = [b"\"", "#".repeat(marks).as_bytes()].concat();
    let body = &text[marks + 1..];
    let found = body.windows(end.len()).position(|window| window == end);
    Some(found.map_or(text.len(), |position| marks + 1 + position + end.len()))
}

/// Marks every item under a `cfg` that mentions `test`; also names modules declared so.
fn without_tests(code: &str) -> (String, Vec<String>) {
    if code.contains("#![cfg(test)]") {
        let mut bytes = code.as_bytes().to_vec();
        blank(&mut bytes, TEST);
        return (String::from_utf8_lossy(&bytes).into_owned(), Vec::new());
    }
    let mut bytes = code.as_bytes().to_vec();
    let mut modules = Vec::new();
    let mut from = 0;
    while let Some(found) = code[from..].find("#[cfg(") {
        let start = from + found;
        let attribute = &code[start..close(code, start + 1)];
        let words: Vec<_> = tokens(attribute).iter().map(|token| token.text).collect();
        from = start + attribute.len();
        if words.contains(&"test") && !words.contains(&"not") {
            let end = item_end(code, from);
            let item: Vec<_> = tokens(&code[from..end]).iter().map(|token| token.text).collect();
            if let Some(at) = item.iter().position(|word| *word == "mod")
                && item.last() == Some(&";")
            {
                modules.extend(item.get(at + 1).map(|name| (*name).to_owned()));
            }
            blank(&mut bytes[start..end], TEST);
            from = end;
        }
    }
    (String::from_utf8_lossy(&bytes).into_owned(), modules)
}

/// Just after the item that begins at `from`: its `;` or the end of its first `{…}`.
#[must_use]
pub fn item_end(code: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(byte) = code.as_bytes().get(at) {
        at = match byte {
            b';' => return at + 1,
            b'{' => return close(code, at),
            b'(' | b'[' => close(code, at),
            _ => at + 1,
        };
    }
    code.len()
}

/// Just after the bracket that closes the one at `open`.
#[must_use]
pub fn close(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

/// The words and signs of `code`.
#[must_use]
pub fn tokens(code: &str) -> Vec<Token<'_>> {
    let bytes = code.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let length = match &bytes[at..] {
            [b':', b':', ..] => 2,
            [byte, rest @ ..] if is_word(*byte) => {
                1 + rest.iter().take_while(|byte| is_word(**byte)).count()
            }
            _ => 1,
        };
        if bytes[at].is_ascii_graphic() {
            found.push(Token { at, text: &code[at..at + length] });
        }
        at += length;
    }
    found
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn blank(bytes: &mut [u8], with: u8) {
    bytes.iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = with);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str, text: &str) -> Text {
        Text { path: path.to_owned(), text: text.to_owned() }
    }

    fn words(text: &str) -> Vec<String> {
        let code = without_words(text);
        tokens(&code).iter().map(|token| token.text.to_owned()).collect()
    }

    #[test]
    fn comments_strings_and_characters_say_nothing() {
        assert_eq!(words("a /* b /* c */ d */ e // f\ng"), ["a", "e", "g"]);
        assert_eq!(words(r#"a "b \" c" d"#), ["a", "d"]);
        assert_eq!(words(r###"a r#"b " c"# d br"e\" f"###), ["a", "d", "f"]);
        assert_eq!(words(r"a '\'' b 'c' d 'é' e '\u{1}' f"), ["a", "b", "d", "e", "f"]);
        assert_eq!(
            words("'static fn for<'a> x"),
            ["'", "static", "fn", "for", "<", "'", "a", ">", "x"]
        );
    }

    #[test]
    fn tests_are_left_out_and_their_lines_are_not_counted() {
        let file = text("crates/x/src/lib.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n b\n}\nc\n");
        let sources = read(vec![file]);
        assert_eq!(sources[0].lines(), 2);
        assert!(!sources[0].code.contains('b') && sources[0].code.contains('c'));
    }

    #[test]
    fn a_module_declared_for_tests_is_left_out_as_a_file() {
        let sources = read(vec![
            text("crates/x/src/a.rs", "#[cfg(test)]\nmod helper;\n#[cfg(not(test))]\nmod kept;"),
            text("crates/x/src/a/helper.rs", "fn a() {}"),
            text("crates/x/src/a/helper/deep.rs", "fn a() {}"),
            text("crates/x/src/a/kept.rs", "fn a() {}"),
            text("crates/x/src/helper.rs", "fn a() {}"),
        ]);
        let paths: Vec<_> = sources.iter().map(|source| source.path.as_str()).collect();
        assert_eq!(
            paths,
            ["crates/x/src/a.rs", "crates/x/src/a/kept.rs", "crates/x/src/helper.rs"]
        );
    }
}
