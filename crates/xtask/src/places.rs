//! No text of this repository names a place on somebody's machine.

use crate::tree::Text;

/// First folders of paths that exist on one machine only.
const FOLDERS: &[&str] = &["farm", "home", "mnt", "root", "tmp", "Users", "work"];

/// Absolute paths into such folders.
#[must_use]
pub fn complaints(texts: &[Text]) -> Vec<String> {
    let mut found = Vec::new();
    for text in texts.iter().filter(|text| text.path != "Cargo.lock") {
        for (index, line) in text.text.lines().enumerate() {
            if let Some(place) = private_place(line) {
                found.push(format!("{}:{}: `{place}…` is a private place", text.path, index + 1));
            }
        }
    }
    found
}

fn private_place(line: &str) -> Option<&str> {
    let slashes = line.match_indices('/').map(|(at, _)| at);
    slashes.filter_map(|at| private_at(line, at)).next()
}

/// The folder named at the slash `at`, when an absolute path into it begins there.
fn private_at(line: &str, at: usize) -> Option<&str> {
    let before = line[..at].chars().next_back();
    let begins = before.is_none_or(|c| !(c.is_alphanumeric() || "_.-/:)}>".contains(c)));
    let folder = line[at + 1..].split('/').next().filter(|_| begins)?;
    let inside = line[at + 1 + folder.len()..].strip_prefix('/')?;
    let named = inside.starts_with(|c: char| c.is_alphanumeric() || c == '.');
    (named && FOLDERS.contains(&folder)).then(|| &line[at..=at + folder.len() + 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_private_paths_are_seen() {
        for (folder, line) in [("tmp", "open /X/song"), ("work", "`/X/main`"), ("home", "(/X/me)")]
        {
            let line = line.replace('X', folder);
            assert!(private_place(&line).is_some(), "{line}");
        }
    }

    #[test]
    fn relative_paths_and_addresses_are_not() {
        for (folder, line) in [("tmp", "out/X/a"), ("home", "https://a.b/X/c"), ("work", "../X/a")]
        {
            let line = line.replace('X', folder);
            assert_eq!(private_place(&line), None, "{line}");
        }
    }
}
