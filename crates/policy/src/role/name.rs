//! What a file's name says about a stem.
//!
//! A name is cut into words (at signs, between letters and digits, at capitals), known phrases and
//! words are looked up, run-together words are taken apart, and what is left is weighed. Words are
//! those used in public multitrack sets, General MIDI and the track lists of studios.

use recipe::{Role, RoleGroup};

use super::phrases::PHRASES;
use super::words::{WORDS, Weight};

/// Confidence of a name whose every known word agrees.
const PLAIN: f32 = 0.95;
/// Confidence of a name in which several instruments are named and one was chosen.
const CHOSEN: f32 = 0.75;
/// Confidence of a name that only hints, such as `lead` or `pad`.
const HINT: f32 = 0.65;

/// The role that a file's name tells, with a confidence of 0 to 1, if it tells one.
#[must_use]
pub(crate) fn role_of(name: &str) -> Option<(Role, f32)> {
    choose(&find(&split(name)))
}

/// The role that `phrase` means, if every word of it is known to be one's name: for speech, where
/// other words mean other things.
#[must_use]
pub(crate) fn spoken(phrase: &str) -> Option<Role> {
    let words = split(phrase);
    let is_known = |word: &String| look_up(word).is_some() || is_phrase_part(word);
    let is_said = !words.is_empty() && words.iter().all(is_known);
    is_said.then(|| role_of(phrase)).flatten().map(|(role, _)| role)
}

/// One thing that the name mentions.
#[derive(Clone, Copy)]
struct Hit {
    role: Role,
    weight: Weight,
}

/// Lower-case words: cut at anything that is no letter or digit, at `aB` and at `a1`.
fn split(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for sign in name.chars() {
        let kind = |c: char| (c.is_alphabetic(), c.is_ascii_digit());
        let fresh = kind(sign) != kind(last) || (last.is_lowercase() && sign.is_uppercase());
        if sign.is_alphanumeric() {
            if fresh {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(sign.to_lowercase());
            }
        }
        last = sign;
    }
    // Numbers count takes and tracks; only these two name a drum machine.
    words.retain(|word| {
        !word.starts_with(|c: char| c.is_ascii_digit()) || word == "808" || word == "909"
    });
    words.into_iter().flat_map(|word| unglue(&word)).collect()
}

/// Takes `leadvox` and `snaretop` apart where every piece is a known word; else keeps the word.
fn unglue(word: &str) -> Vec<String> {
    if look_up(word).is_some() || is_part(word) {
        return vec![word.to_owned()];
    }
    // The shortest way from the front to each position, in words; pieces under three letters
    // would find words in anything.
    let mut ways: Vec<Option<Vec<&str>>> = vec![None; word.len() + 1];
    ways[0] = Some(Vec::new());
    for end in 1..=word.len() {
        for start in 0..end {
            let (Some(way), Some(piece)) = (&ways[start], word.get(start..end)) else { continue };
            let known = piece.len() >= 3 && (look_up(piece).is_some() || is_part(piece))
                || (start == 0 && matches!(piece, "ac" | "el" | "bg" | "bv" | "e" | "a"));
            if known && ways[end].as_ref().is_none_or(|best| way.len() + 1 < best.len()) {
                let mut longer = way.clone();
                longer.push(piece);
                ways[end] = Some(longer);
            }
        }
    }
    match ways.pop().flatten() {
        Some(way) if way.len() <= 3 => way.into_iter().map(str::to_owned).collect(),
        _ => vec![word.to_owned()],
    }
}

/// A word that appears in a phrase or describes a take rather than an instrument.
fn is_part(word: &str) -> bool {
    const TAKES: [&str; 12] = [
        "top", "bottom", "inn", "out", "left", "right", "room", "close", "amp", "mic", "dry", "wet",
    ];
    TAKES.contains(&word) || is_phrase_part(word)
}

fn is_phrase_part(word: &str) -> bool {
    PHRASES.iter().any(|(phrase, ..)| phrase.split(' ').any(|part| part == word))
}

/// The entry of a word, singular or plural.
fn look_up(word: &str) -> Option<Hit> {
    let entry = |word: &str| WORDS.iter().find(|(known, ..)| *known == word);
    let found = entry(word).or_else(|| word.strip_suffix("es").and_then(entry));
    let (_, role, weight) = found.or_else(|| word.strip_suffix('s').and_then(entry))?;
    Some(Hit { role: *role, weight: *weight })
}

/// Phrases first, longest first as the table has them, then single words.
fn find(words: &[String]) -> Vec<Hit> {
    let singular = |word: &str, part: &str| word == part || word.strip_suffix('s') == Some(part);
    let mut hits = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let phrase = PHRASES.iter().find_map(|(phrase, role)| {
            let parts: Vec<&str> = phrase.split(' ').collect();
            let here = words.get(at..at + parts.len())?;
            let same = here.iter().zip(&parts).all(|(word, part)| singular(word, part));
            same.then_some((parts.len(), Hit { role: *role, weight: Weight::Noun }))
        });
        if let Some((length, hit)) = phrase {
            hits.push(hit);
            at += length;
        } else {
            hits.extend(look_up(&words[at]));
            at += 1;
        }
    }
    hits
}

/// One role from all that is mentioned.
fn choose(hits: &[Hit]) -> Option<(Role, f32)> {
    let of = |weight: Weight| hits.iter().filter(move |hit| hit.weight == weight);
    let mut nouns: Vec<Role> = of(Weight::Noun).map(|hit| hit.role).collect();
    nouns.dedup();
    let whole = of(Weight::Whole).next().is_some();
    if whole && nouns.iter().any(|role| role.group() == RoleGroup::Drums) {
        return Some((Role::DrumsBus, PLAIN));
    }
    let drums = |role: &&Role| role.group() == RoleGroup::Drums;
    match nouns.as_slice() {
        [] => {}
        [one] => return Some((*one, PLAIN)),
        // A loop of pieces is a kit: `kick_hats`.
        several if several.iter().filter(drums).count() == several.len() => {
            return Some((Role::DrumsBus, CHOSEN));
        }
        // In English the last noun is what it is: `pad bass`, `guitar synth`, `string pad`.
        [.., last] => return Some((*last, CHOSEN)),
    }
    if let Some(hit) = of(Weight::Effect).next() {
        return Some((hit.role, 0.9));
    }
    of(Weight::Hint).next_back().map(|hit| (hit.role, HINT))
}

#[cfg(test)]
#[path = "name_tests.rs"]
mod tests;
