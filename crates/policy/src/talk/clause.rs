//! From tokens to clauses: each word fills a slot, in any order, and no slot twice.
//!
//! A clause ends at `;`, at the end of a sentence, and at a comma or `and` once it is whole. After
//! `and`, a clause that names nobody means those of the clause before.

use recipe::SessionSpec;

use super::lexicon::{Piece, look_up, telling};
use super::scan::{Kind, Token, scan};
use super::slots::{Clause, put};
use super::when;
use super::who::{self, Place, Who};
use super::{CLAUSES_MAX, TalkError};

/// Cuts `text` into clauses.
///
/// # Errors
///
/// The first word that was not understood, with the nearest that are.
pub(super) fn clauses(text: &str, session: &SessionSpec) -> Result<Vec<Clause>, TalkError> {
    let tokens = scan(text)?;
    let mut reader = Reader { tokens: &tokens, at: 0, session };
    let mut clauses: Vec<Clause> = Vec::new();
    while reader.at < tokens.len() {
        let is_joined = reader.skip_signs();
        if reader.at >= tokens.len() {
            break;
        }
        let mut clause = reader.clause().map_err(|error| error.after(&clauses))?;
        if is_joined && clause.who.is_none() && !clause.not {
            clause.who = clauses.last().and_then(|last| last.who.clone());
        }
        clauses.push(clause);
        if clauses.len() > CLAUSES_MAX {
            return Err(TalkError::new(
                format!("there are more than {CLAUSES_MAX} wishes in one sentence"),
                "say them in several sentences, one tweak each",
            ));
        }
    }
    Ok(clauses)
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    session: &'a SessionSpec,
}

/// What was read at a place, and how many tokens it took.
enum Read {
    Piece(Piece, usize),
    Who(Result<Who, TalkError>, usize),
}

/// Most words of a phrase.
const PHRASE_MAX: usize = 5;

impl Reader<'_> {
    /// Steps over what stands between clauses; true where that was an `and`.
    fn skip_signs(&mut self) -> bool {
        let mut is_joined = false;
        while let Some(token) = self.tokens.get(self.at) {
            match token.kind {
                Kind::End | Kind::Comma => is_joined = false,
                Kind::Word if is_and(&token.text) => is_joined = true,
                Kind::Word if token.text == "then" => {}
                _ => break,
            }
            self.at += 1;
        }
        is_joined
    }

    fn clause(&mut self) -> Result<Clause, TalkError> {
        let mut clause = Clause::default();
        let from = self.at;
        let mut names_last = false;
        while let Some(token) = self.tokens.get(self.at) {
            if token.text == "but" && clause.means_everything() {
                self.at += 1;
                self.leave_out(&mut clause)?;
                continue;
            }
            let is_soft =
                token.kind == Kind::Comma || (token.kind == Kind::Word && is_and(&token.text));
            let ends = token.kind == Kind::End
                || (is_soft && clause.is_whole && !(names_last && self.goes_on()))
                || (token.text == "then" && clause.is_whole);
            if ends {
                break;
            }
            if is_soft {
                self.at += 1;
                continue;
            }
            names_last = self.step(&mut clause)?;
        }
        let words: Vec<&str> = self.tokens[from..self.at].iter().map(|t| t.text.as_str()).collect();
        clause.text = words.join(" ");
        Ok(clause)
    }

    /// Whether a list of names goes on after the sign here: nothing but names up to the next one.
    fn goes_on(&self) -> bool {
        let mut at = self.at + 1;
        let mut names = false;
        while let Some(token) = self.tokens.get(at) {
            if matches!(token.kind, Kind::End | Kind::Comma)
                || is_and(&token.text)
                || when::read(&self.tokens[at..], self.session).is_ok_and(|when| when.is_some())
            {
                break;
            }
            match self.read(at) {
                Some(Read::Who(Ok(_), length)) => {
                    names = true;
                    at += length;
                }
                Some(Read::Piece(Piece::Filler, length)) => at += length,
                _ => return false,
            }
        }
        names
    }

    /// Reads one word or phrase into its slot; true where it was a name.
    fn step(&mut self, clause: &mut Clause) -> Result<bool, TalkError> {
        let token = &self.tokens[self.at];
        if let Some((when, length)) = when::read(&self.tokens[self.at..], self.session)? {
            self.at += length;
            return put(&mut clause.when, when, &token.text).map(|()| false);
        }
        match &token.kind {
            Kind::Number(number) if self.names_at(self.at).is_none() => {
                clause.numbers.push(*number);
                clause.is_whole = true;
                self.at += 1;
                return Ok(false);
            }
            Kind::Clock(_) => {
                return Err(TalkError::new(
                    format!(
                        "`{}` is a point in time without `from`, `to`, `after` or `before`",
                        token.text
                    ),
                    "say `from 1:05 to 1:20`, `after 2:00` or `before 0:30`",
                ));
            }
            Kind::Word if is_id(&token.text) && who::by_id(&token.text, self.session).is_none() => {
                clause.ids.push(token.text.clone());
                self.at += 1;
                return Ok(false);
            }
            _ => {}
        }
        match self.read(self.at) {
            Some(Read::Piece(Piece::Except, length)) => {
                self.at += length;
                self.leave_out(clause).map(|()| false)
            }
            Some(Read::Piece(Piece::Than, length)) => {
                self.at += length;
                let others = self.names("whom it is compared with")?;
                put(&mut clause.than, others, "than").map(|()| false)
            }
            Some(Read::Piece(piece, length)) => {
                let said = self.said(length);
                self.at += length;
                clause.take(piece, &said).map(|()| false)
            }
            Some(Read::Who(who, length)) => {
                let who = who?;
                self.at += length;
                match &mut clause.who {
                    Some(known) => known.join(who),
                    None => clause.who = Some(who),
                }
                Ok(true)
            }
            None => Err(self.unknown(self.at)),
        }
    }

    /// Reads whom a clause does not mean.
    fn leave_out(&mut self, clause: &mut Clause) -> Result<(), TalkError> {
        let others = self.names("whom to leave out")?;
        let Some(who) = &mut clause.who else {
            let hint = "say it like `everything but the vocals -2 dB`";
            return Err(TalkError::new("it does not say out of what".into(), hint));
        };
        who.remove(&others);
        who.text = format!("{} but {}", who.text, others.text);
        Ok(())
    }

    /// A list of names, here.
    fn names(&mut self, wanted: &str) -> Result<Who, TalkError> {
        let mut all = Who::default();
        loop {
            match self.read(self.at) {
                Some(Read::Piece(Piece::Filler, length)) => self.at += length,
                Some(Read::Who(who, length)) => {
                    all.join(who?);
                    self.at += length;
                    if !self.names_follow() {
                        return Ok(all);
                    }
                    self.at += 1;
                }
                _ if self.at < self.tokens.len() => return Err(self.unknown(self.at)),
                _ => {
                    return Err(TalkError::new(
                        format!("the sentence ends before it says {wanted}"),
                        &who::stems_hint(self.session),
                    ));
                }
            }
        }
    }

    /// Whether `and` or a comma stands here, and a name behind it.
    fn names_follow(&self) -> bool {
        let joins = |token: &Token| token.kind == Kind::Comma || is_and(&token.text);
        if !self.tokens.get(self.at).is_some_and(joins) {
            return false;
        }
        let mut at = self.at + 1;
        loop {
            match self.read(at) {
                Some(Read::Piece(Piece::Filler, length)) => at += length,
                found => return matches!(found, Some(Read::Who(Ok(_), _))),
            }
        }
    }

    fn said(&self, length: usize) -> String {
        let end = (self.at + length).min(self.tokens.len());
        let words: Vec<&str> =
            self.tokens[self.at..end].iter().map(|token| token.text.as_str()).collect();
        words.join(" ")
    }

    /// The stem whose whole name begins with the number here, like `808 bass`.
    fn names_at(&self, at: usize) -> Option<Read> {
        let has_unit = matches!(self.tokens[at].kind, Kind::Number(number) if number.unit.is_some() || number.signed);
        if has_unit {
            None
        } else {
            self.read(at).filter(|read| matches!(read, Read::Who(Ok(_), _)))
        }
    }

    /// The longest that is understood at `at`.
    fn read(&self, at: usize) -> Option<Read> {
        let token = self.tokens.get(at)?;
        if token.kind == Kind::Quoted {
            let who = who::quoted(&token.text, self.session);
            let text = token.text.clone();
            return Some(Read::Who(
                who.map(|stem| Who { places: vec![Place::Stem(stem)], text }),
                1,
            ));
        }
        let longest = PHRASE_MAX.min(self.tokens.len() - at);
        (1..=longest).rev().find_map(|length| self.read_exactly(at, length))
    }

    fn read_exactly(&self, at: usize, length: usize) -> Option<Read> {
        let phrase = who::phrase(&self.tokens[at..at + length])?;
        let piece = look_up(&phrase);
        let target = piece.and_then(|piece| who::of_piece(piece, &phrase, self.session));
        let who = |places| Who { places, text: phrase.clone() };
        let stem =
            who::by_id(&phrase, self.session).filter(|_| piece.is_none() || target.is_some());
        if let Some(stem) = stem {
            return Some(Read::Who(Ok(who(vec![Place::Stem(stem)])), length));
        }
        if let Some(target) = target {
            return Some(Read::Who(target.map(who), length));
        }
        if let Some(piece) = piece {
            return Some(Read::Piece(piece, length));
        }
        let found = who::by_words(&phrase, self.session)?;
        let places = |stems: Vec<usize>| who(stems.into_iter().map(Place::Stem).collect());
        Some(Read::Who(found.map(places), length))
    }

    fn unknown(&self, at: usize) -> TalkError {
        let Some(token) = self.tokens.get(at) else {
            return TalkError::new("the sentence ends too early".into(), "say it in full");
        };
        let ids = self.session.stems.iter().map(|stem| who::spoken(&stem.id));
        let names: Vec<String> = telling().map(str::to_owned).chain(ids).collect();
        let names = names.iter().map(String::as_str);
        let hint = match recipe::nearest(&token.text, names) {
            Some(near) => {
                format!("did you mean `{near}`? A stem of that name stands in quotation marks")
            }
            None => format!(
                "say whom and what, like `vocal +1.5 dB`, `less mud on guitars` or `warmer`; {}",
                who::stems_hint(self.session)
            ),
        };
        let text: String = token.text.chars().take(64).collect();
        TalkError::new(format!("`{text}` was not understood"), &hint)
    }
}

fn is_and(word: &str) -> bool {
    matches!(word, "and" | "und" | "but" | "aber" | "&")
}

/// `m014`, `t003`, `t003.2`.
fn is_id(word: &str) -> bool {
    let digits = word.strip_prefix('m').or_else(|| word.strip_prefix('t')).unwrap_or_default();
    digits.starts_with(|sign: char| sign.is_ascii_digit())
        && digits.chars().all(|sign| sign.is_ascii_digit() || sign == '.')
}
