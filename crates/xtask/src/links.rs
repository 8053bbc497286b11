//! Links in Markdown that point to files and headings of this repository lead somewhere.

use std::path::Path;

use crate::tree::Text;

/// Links without a target. `root` is where the paths of `texts` begin.
#[must_use]
pub fn complaints(root: &Path, texts: &[Text]) -> Vec<String> {
    let pages = texts.iter().filter(|text| text.path.ends_with(".md"));
    pages
        .flat_map(|page| {
            let leads = |target: &str| leads_somewhere(root, page, texts, target);
            let dead: Vec<_> = targets(&page.text).filter(|target| !leads(target)).collect();
            dead.into_iter().map(|target| format!("{}: `{target}` leads nowhere", page.path))
        })
        .collect()
}

fn leads_somewhere(root: &Path, page: &Text, texts: &[Text], target: &str) -> bool {
    if target.contains("://") || target.starts_with("mailto:") {
        return true;
    }
    let (file, heading) = target.split_once('#').unwrap_or((target, ""));
    let folder = Path::new(&page.path).parent().unwrap_or(Path::new(""));
    let path = root.join(folder).join(file);
    let aim = if file.is_empty() { Some(page) } else { page_at(root, texts, &path) };
    let heading_is_there = heading.is_empty()
        || aim.is_none_or(|aim| headings(&aim.text).any(|found| found == heading));
    (file.is_empty() || path.exists()) && heading_is_there
}

fn page_at<'a>(root: &Path, texts: &'a [Text], path: &Path) -> Option<&'a Text> {
    let wanted = path.canonicalize().ok()?;
    texts.iter().find(|text| root.join(&text.path).canonicalize().is_ok_and(|it| it == wanted))
}

/// The targets of `[text](target)` outside code.
fn targets(page: &str) -> impl Iterator<Item = &str> {
    prose(page)
        .flat_map(|line| line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()))
}

/// Headings as they are written in links: lower case, hyphens, no signs.
fn headings(page: &str) -> impl Iterator<Item = String> {
    prose(page).filter(|line| line.starts_with('#')).map(|line| {
        let text = line.trim_start_matches('#').trim().to_lowercase();
        let kept = text.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    })
}

/// The lines outside fenced and indented code.
fn prose(page: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    page.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !(fenced || fence || line.starts_with("    "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dead_links_are_seen_and_live_ones_are_not() {
        let text = "# A heading: here\n[a](Cargo.toml) [b](#a-heading-here) [c](https://x.y) \
                    [d](gone.md) [e](#gone)\n```\n[f](gone)\n```\n    [g](gone)\n";
        let page = Text { path: "page.md".to_owned(), text: text.to_owned() };
        let found = complaints(Path::new(env!("CARGO_MANIFEST_DIR")), &[page]);
        assert_eq!(found, ["page.md: `gone.md` leads nowhere", "page.md: `#gone` leads nowhere"]);
    }
}
