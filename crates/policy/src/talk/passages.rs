//! Passages without a name: by letter, by how loud they are and how often they return.
//!
//! What a passage is in a song is often not known. Which is the loudest, and which come back, is.

use recipe::{SectionKind, SectionSpec, SessionSpec};

/// Labels, how loud their passages are on the average, and how many there are; in their order.
fn labels(session: &SessionSpec) -> Vec<(&str, f64, usize)> {
    let mut found: Vec<(&str, f64, usize)> = Vec::new();
    for section in &session.sections {
        let lu = section.loudness_lu.unwrap_or(0.0);
        match found.iter_mut().find(|(label, ..)| *label == section.label) {
            Some((_, sum, count)) => (*sum, *count) = (*sum + lu, *count + 1),
            None => found.push((&section.label, lu, 1)),
        }
    }
    found.into_iter().map(|(label, sum, count)| (label, sum / count as f64, count)).collect()
}

/// The first of the largest.
fn largest<T>(items: impl Iterator<Item = T>, size: impl Fn(&T) -> f64) -> Option<T> {
    items.fold(None, |best: Option<T>, next| match best {
        Some(best) if size(&best) >= size(&next) => Some(best),
        _ => Some(next),
    })
}

fn are_levels_known(session: &SessionSpec) -> bool {
    session.sections.iter().all(|section| section.loudness_lu.is_some())
}

/// The loudest passage (of `sign` −1 the quietest), where levels are known and there is a choice.
pub(super) fn loudest(session: &SessionSpec, sign: f64) -> Option<&SectionSpec> {
    let is_known = session.sections.len() > 1 && are_levels_known(session);
    let sections = session.sections.iter().filter(|_| is_known);
    largest(sections, |section| sign * section.loudness_lu.unwrap_or(0.0))
}

/// The label that comes most often, the louder of two; none where nothing returns.
pub(super) fn most_repeated(session: &SessionSpec) -> Option<&str> {
    let returning = labels(session).into_iter().filter(|(.., count)| *count > 1);
    let found = largest(returning, |(_, lu, count)| 1e3 * *count as f64 + lu);
    found.map(|(label, ..)| label)
}

/// A label for a kind of passage that nothing is known to be, and why that one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Assumed<'a> {
    pub(super) label: &'a str,
    pub(super) why: &'static str,
}

/// What a chorus or a verse most likely is where no passage has a kind.
pub(super) fn assumed(kind: SectionKind, session: &SessionSpec) -> Option<Assumed<'_>> {
    let is_known = session.sections.iter().any(|section| section.kind != SectionKind::Unknown);
    if is_known {
        return None;
    }
    let returning = || labels(session).into_iter().filter(|(.., count)| *count > 1);
    let chorus = match are_levels_known(session) {
        true => largest(returning(), |(_, lu, _)| *lu).map(|(label, ..)| label),
        false => most_repeated(session),
    };
    match (kind, chorus) {
        (SectionKind::Chorus, Some(label)) => {
            Some(Assumed { label, why: "the loudest of those that return" })
        }
        (SectionKind::Chorus, None) => loudest(session, 1.0)
            .map(|section| Assumed { label: &section.label, why: "the loudest; none returns" }),
        (SectionKind::Verse, Some(chorus)) => {
            let others = returning().filter(|(label, ..)| *label != chorus);
            largest(others, |(.., count)| *count as f64).map(|(label, ..)| Assumed {
                label,
                why: "the one that returns beside the loudest",
            })
        }
        _ => None,
    }
}

/// When passages with this label are, like `0:24 to 0:48 and 1:12 to 1:36`.
pub(super) fn times(session: &SessionSpec, label: &str) -> String {
    let alike = session.sections.iter().filter(|section| section.label == label);
    alike.map(|section| span(session, section)).collect::<Vec<_>>().join(" and ")
}

fn span(session: &SessionSpec, section: &SectionSpec) -> String {
    let clock = |frame: u64| {
        let seconds = frame / u64::from(session.sample_rate_hz.max(1));
        format!("{}:{:02}", seconds / 60, seconds % 60)
    };
    format!("{} to {}", clock(section.start_frame), clock(section.end_frame))
}

/// All passages with their names, the loudest one and the one that comes most often.
pub(super) fn listed(session: &SessionSpec) -> String {
    let names: Vec<String> = session
        .sections
        .iter()
        .map(|section| match section.kind {
            SectionKind::Unknown => format!("section {}", section.label),
            kind => kind.to_string(),
        })
        .collect();
    let mut text = format!("its passages are {}", names.join(", "));
    if let Some(section) = loudest(session, 1.0) {
        let when = span(session, section);
        text += &format!("; the loudest is {} ({when})", section.label);
    }
    if let Some(label) = most_repeated(session) {
        text += &format!("; {label} comes most often ({})", times(session, label));
    }
    text + ": say `in section A`, `in the loudest section` or `from 1:05 to 1:20`"
}
