//! When: passages by name, points in time, beginning and end, as frames of the song.

use recipe::{SectionKind, SessionSpec};

use super::TalkError;
use super::lexicon::{ORDINALS, SECTIONS};
use super::passages;
use super::scan::{Kind, Number, Token, Unit};

/// Parts of the song, in frames, rising, not touching.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct When {
    pub(super) spans: Vec<(u64, u64)>,
    /// As it was said.
    pub(super) text: String,
    /// What was taken for it, where the song does not tell.
    pub(super) assumed: Option<String>,
}

/// "At the end" where no passages are known, in seconds.
const END_S: f64 = 10.0;

type Read = Result<Option<(When, usize)>, TalkError>;

/// Reads when at the front of `tokens`, and how many tokens say it.
pub(super) fn read(tokens: &[Token], session: &SessionSpec) -> Read {
    let Some(first) = word(tokens, 0) else { return Ok(None) };
    let found = match first {
        "from" | "between" | "von" | "zwischen" => between(tokens, session),
        "after" | "nach" => after(tokens, session),
        "before" | "until" | "till" | "vor" | "bis" => before(tokens, session),
        "in" | "during" | "im" | "throughout" | "at" | "am" | "into" => inside(tokens, session),
        _ => None,
    };
    let Some((spans, length)) = found.transpose()? else { return Ok(None) };
    let text: Vec<&str> = tokens[..length].iter().map(|token| token.text.as_str()).collect();
    let assumed = assumption(&tokens[..length], session);
    Ok(Some((When { spans: joined(spans), text: text.join(" "), assumed }, length)))
}

/// What is said where a kind of passage was asked for that no passage is known to be.
fn assumption(tokens: &[Token], session: &SessionSpec) -> Option<String> {
    let mut kinds = (0..tokens.len())
        .filter_map(|at| word(tokens, at).and_then(|word| Some((word, look_up(SECTIONS, word)?))));
    let (said, kind) = kinds.next()?;
    let passages::Assumed { label, why } = passages::assumed(kind, session)?;
    let times = passages::times(session, label);
    Some(format!(
        "no passage is known to be a {said}: section {label} was taken, {why} ({times}); another \
         one is said like `in section {label}`"
    ))
}

type Found = Option<Result<(Vec<(u64, u64)>, usize), TalkError>>;

fn word(tokens: &[Token], at: usize) -> Option<&str> {
    tokens.get(at).filter(|token| token.kind == Kind::Word).map(|token| token.text.as_str())
}

fn seconds(tokens: &[Token], at: usize) -> Option<f64> {
    match tokens.get(at)?.kind {
        Kind::Clock(seconds) => Some(seconds),
        Kind::Number(Number { value, unit: Some(Unit::Seconds), .. }) => Some(value.max(0.0)),
        _ => None,
    }
}

/// The end of the song, tail included.
fn end_of(session: &SessionSpec) -> u64 {
    session.frames.saturating_add(session.tail_frames).max(1)
}

fn span(from_s: f64, to_s: f64, session: &SessionSpec) -> Result<(u64, u64), TalkError> {
    let end = end_of(session);
    let frame = |s: f64| ((s * f64::from(session.sample_rate_hz)).round() as u64).min(end);
    let (from, to) = (frame(from_s), frame(to_s));
    if from < to {
        return Ok((from, to));
    }
    let length_s = session.frames as f64 / f64::from(session.sample_rate_hz.max(1));
    Err(TalkError::new(
        format!("from {from_s:.1} s to {to_s:.1} s there is nothing of the song"),
        &format!("say an earlier point before a later one, up to {length_s:.1} s"),
    ))
}

fn between(tokens: &[Token], session: &SessionSpec) -> Found {
    let from = seconds(tokens, 1)?;
    let joins = matches!(word(tokens, 2), Some("to" | "until" | "till" | "and" | "bis" | "und"));
    if let Some(to) = seconds(tokens, 3).filter(|_| joins) {
        return Some(span(from, to, session).map(|span| (vec![span], 4)));
    }
    let onwards = usize::from(matches!(word(tokens, 2), Some("on" | "onwards" | "an")));
    Some(span(from, f64::MAX, session).map(|span| (vec![span], 2 + onwards)))
}

fn after(tokens: &[Token], session: &SessionSpec) -> Found {
    let from = seconds(tokens, 1)?;
    Some(span(from, f64::MAX, session).map(|span| (vec![span], 2)))
}

fn before(tokens: &[Token], session: &SessionSpec) -> Found {
    let to = seconds(tokens, 1)?;
    Some(span(0.0, to, session).map(|span| (vec![span], 2)))
}

fn inside(tokens: &[Token], session: &SessionSpec) -> Found {
    let skips = |at: usize| {
        matches!(word(tokens, at), Some("the" | "every" | "all" | "each" | "der" | "dem" | "den"))
    };
    let mut at = 1 + usize::from(skips(1));
    match word(tokens, at) {
        Some("end" | "ende") => return Some(Ok((vec![last_part(session)], at + 1))),
        Some("beginning" | "start" | "anfang") => {
            return Some(Ok((vec![first_part(session)], at + 1)));
        }
        Some("section" | "part" | "teil") => {
            let label = tokens.get(at + 1)?.text.to_lowercase();
            return Some(labelled(&label, session).map(|spans| (spans, at + 2)));
        }
        Some(said @ ("loudest" | "lautesten" | "quietest" | "leisesten")) => {
            let sign = if matches!(said, "loudest" | "lautesten") { 1.0 } else { -1.0 };
            let length = at + 1 + usize::from(is_passage(word(tokens, at + 1)));
            let found = passages::loudest(session, sign);
            let span = found.map(|section| (section.start_frame, section.end_frame));
            let spans = span.map(|span| vec![span]).ok_or_else(|| absent(said, session));
            return Some(spans.map(|spans| (spans, length)));
        }
        Some(letter) if is_letter(letter, &tokens[at + 1..], session) => {
            let length = at + 1 + usize::from(is_passage(word(tokens, at + 1)));
            return Some(labelled(letter, session).map(|spans| (spans, length)));
        }
        _ => {}
    }
    let mut place = word(tokens, at).and_then(|found| look_up(ORDINALS, found));
    at += usize::from(place.is_some());
    let said = word(tokens, at)?;
    let kind = look_up(SECTIONS, said)?;
    at += 1;
    if let Some(Kind::Number(number)) = tokens.get(at).map(|token| &token.kind) {
        let counts = number.unit.is_none() && !number.signed && place.is_none();
        if counts && (1.0..100.0).contains(&number.value) {
            place = Some(number.value as i32);
            at += 1;
        }
    }
    Some(passages(kind, place, session).map(|spans| (spans, at)))
}

/// A word for a passage of any kind.
fn is_passage(word: Option<&str>) -> bool {
    matches!(word, Some("section" | "sections" | "part" | "parts" | "passage" | "teil"))
}

/// Whether a word is the letter of a passage. `a` is an article, too: then it ends the wish, or
/// says `a section`.
fn is_letter(word: &str, rest: &[Token], session: &SessionSpec) -> bool {
    let is_label = session.sections.iter().any(|it| it.label.to_lowercase() == word);
    let ends = match rest.first() {
        None => true,
        Some(token) => {
            token.kind != Kind::Word
                || matches!(&*token.text, "and" | "und")
                || is_passage(Some(&token.text))
        }
    };
    is_label && word.chars().count() == 1 && (word != "a" || ends)
}

fn look_up<T: Copy>(table: &[(&str, T)], found: &str) -> Option<T> {
    table.iter().find(|(word, _)| *word == found).map(|(_, meaning)| *meaning)
}

fn last_part(session: &SessionSpec) -> (u64, u64) {
    let end = end_of(session);
    let frames = (END_S * f64::from(session.sample_rate_hz)) as u64;
    let start = session.sections.last().map(|section| section.start_frame);
    (start.unwrap_or_else(|| session.frames.saturating_sub(frames)).min(end - 1), end)
}

fn first_part(session: &SessionSpec) -> (u64, u64) {
    let end = end_of(session);
    let frames = (END_S * f64::from(session.sample_rate_hz)) as u64;
    let stop = session.sections.first().map(|section| section.end_frame);
    (0, stop.unwrap_or(frames).clamp(1, end))
}

fn labelled(label: &str, session: &SessionSpec) -> Result<Vec<(u64, u64)>, TalkError> {
    let is_meant = |found: &str| found.to_lowercase() == label;
    chosen(|section| is_meant(&section.label), None, &format!("section `{label}`"), session)
}

fn passages(
    kind: SectionKind,
    place: Option<i32>,
    session: &SessionSpec,
) -> Result<Vec<(u64, u64)>, TalkError> {
    let said = match place {
        Some(-1) => format!("last {kind}"),
        Some(number) => format!("{kind} {number}"),
        None => kind.to_string(),
    };
    match passages::assumed(kind, session) {
        Some(taken) => chosen(|section| section.label == taken.label, place, &said, session),
        None => chosen(|section| section.kind == kind, place, &said, session),
    }
}

fn chosen(
    is_meant: impl Fn(&recipe::SectionSpec) -> bool,
    place: Option<i32>,
    said: &str,
    session: &SessionSpec,
) -> Result<Vec<(u64, u64)>, TalkError> {
    let end = end_of(session);
    let sections = session.sections.iter().filter(|section| is_meant(section));
    let all: Vec<(u64, u64)> = sections
        .map(|section| (section.start_frame.min(end), section.end_frame.min(end)))
        .filter(|(from, to)| from < to)
        .collect();
    let found = match place {
        None => all,
        Some(-1) => all.last().copied().into_iter().collect(),
        Some(number) => {
            let index = usize::try_from(number - 1).unwrap_or(usize::MAX);
            all.get(index).copied().into_iter().collect()
        }
    };
    if found.is_empty() { Err(absent(said, session)) } else { Ok(found) }
}

fn absent(said: &str, session: &SessionSpec) -> TalkError {
    if session.sections.is_empty() {
        return TalkError::new(
            format!("this recipe knows no passages, so `{said}` means nothing here"),
            "say when in minutes and seconds, like `from 1:05 to 1:20`",
        );
    }
    TalkError::new(format!("there is no {said} in this song"), &passages::listed(session))
}

/// Spans that touch or overlap become one.
fn joined(mut spans: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    spans.sort_unstable();
    let mut whole: Vec<(u64, u64)> = Vec::new();
    for (from, to) in spans {
        match whole.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => whole.push((from, to)),
        }
    }
    whole
}
