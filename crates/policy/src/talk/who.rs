//! Whom a phrase means: stems by id, role, family of roles or a part of their name; buses; the mix.

use recipe::{Role, RoleGroup, SessionSpec};

use super::TalkError;
use super::lexicon::Piece;
use super::scan::{Kind, Token};
use crate::role;

/// What a clause works on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Who {
    pub(super) places: Vec<Place>,
    /// As it was said.
    pub(super) text: String,
}

/// One place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Index of a stem.
    Stem(usize),
    /// A bus.
    Part(&'static str),
    /// Everything together.
    Mix,
}

impl Who {
    pub(super) fn mix() -> Self {
        Self { places: vec![Place::Mix], text: "the mix".into() }
    }

    /// Indices of its stems; buses stand for the stems that go there.
    pub(super) fn stems(
        &self,
        session: &SessionSpec,
        bus_of: impl Fn(usize) -> usize,
    ) -> Vec<usize> {
        let all = 0..session.stems.len();
        let is_meant = |stem: usize| {
            self.places.iter().any(|place| match place {
                Place::Stem(index) => *index == stem,
                Place::Mix => true,
                Place::Part(name) => {
                    recipe::Bus::from_target(name).is_some_and(|bus| bus.index() == bus_of(stem))
                }
            })
        };
        all.filter(|stem| is_meant(*stem)).collect()
    }

    /// Adds `other`.
    pub(super) fn join(&mut self, other: Self) {
        for place in other.places {
            if !self.places.contains(&place) {
                self.places.push(place);
            }
        }
        if !self.text.is_empty() {
            self.text.push_str(" and ");
        }
        self.text.push_str(&other.text);
    }

    /// Takes `other` out.
    pub(super) fn remove(&mut self, other: &Self) {
        self.places.retain(|place| !other.places.contains(place));
    }
}

/// Words of an id, as they are compared: `Gtr-L_01` is `gtr l 01`.
pub(super) fn spoken(id: &str) -> String {
    let letter = |sign: char| if sign.is_alphanumeric() { sign } else { ' ' };
    let text: String = id.chars().map(letter).flat_map(char::to_lowercase).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of `tokens` as one phrase; none where one is not a word.
pub(super) fn phrase(tokens: &[Token]) -> Option<String> {
    let words: Option<Vec<&str>> = tokens
        .iter()
        .map(|token| match &token.kind {
            Kind::Word => Some(token.text.as_str()),
            Kind::Number(number) if number.unit.is_none() && !number.signed => {
                Some(token.text.as_str())
            }
            _ => None,
        })
        .collect();
    words.map(|words| spoken(&words.join(" ")))
}

/// The stem whose id is `phrase`.
pub(super) fn by_id(phrase: &str, session: &SessionSpec) -> Option<usize> {
    session.stems.iter().position(|stem| spoken(&stem.id) == phrase)
}

/// The stem that is quoted.
pub(super) fn quoted(text: &str, session: &SessionSpec) -> Result<usize, TalkError> {
    let found = session.stem_index(text).or_else(|| by_id(&spoken(text), session));
    found.ok_or_else(|| {
        TalkError::new(format!("there is no stem `{text}` in this recipe"), &stems_hint(session))
    })
}

/// Stems by words that are not of the grammar: a role, or a part of names.
pub(super) fn by_words(
    phrase: &str,
    session: &SessionSpec,
) -> Option<Result<Vec<usize>, TalkError>> {
    let in_names = || -> Vec<usize> {
        let padded = format!(" {phrase} ");
        let has = |id: &str| format!(" {} ", spoken(id)).contains(&padded);
        (0..session.stems.len()).filter(|index| has(&session.stems[*index].id)).collect()
    };
    // A number counts stems, so only a name can hold it; but some drum machines are one.
    let counts = |word: &str| word.chars().all(|sign| sign.is_ascii_digit()) && word != "808";
    let role = role::spoken(phrase).filter(|_| !phrase.split(' ').any(counts));
    match role {
        Some(role) => {
            let found = with_role(role, session);
            let found = if found.is_empty() { in_names() } else { found };
            Some(if found.is_empty() { Err(absent(phrase, session)) } else { Ok(found) })
        }
        None => Some(in_names()).filter(|found| !found.is_empty()).map(Ok),
    }
}

fn with_role(role: Role, session: &SessionSpec) -> Vec<usize> {
    let stems = |is_meant: &dyn Fn(Role) -> bool| -> Vec<usize> {
        let stems = 0..session.stems.len();
        stems.filter(|index| is_meant(session.stems[*index].role.is)).collect()
    };
    let same = stems(&|is| is == role);
    // "vocal" where only a speaker is, "piano" where the keys are an organ: its family, where
    // the family is one kind of thing. A snare is not a kick.
    let is_kin = !matches!(role.group(), RoleGroup::Drums | RoleGroup::Other | RoleGroup::Fx);
    if same.is_empty() && is_kin { stems(&|is| is.group() == role.group()) } else { same }
}

/// What a piece of the grammar means as a target, if it is one.
pub(super) fn of_piece(
    piece: Piece,
    phrase: &str,
    session: &SessionSpec,
) -> Option<Result<Vec<Place>, TalkError>> {
    let stems = 0..session.stems.len();
    Some(match piece {
        Piece::Everything => Ok(stems.map(Place::Stem).collect()),
        Piece::Mix => Ok(vec![Place::Mix]),
        Piece::Part(name) => Ok(vec![Place::Part(name)]),
        Piece::Group(group) => {
            let found: Vec<Place> = stems
                .filter(|index| session.stems[*index].role.is.group() == group)
                .map(Place::Stem)
                .collect();
            if found.is_empty() { Err(absent(phrase, session)) } else { Ok(found) }
        }
        _ => return None,
    })
}

fn absent(phrase: &str, session: &SessionSpec) -> TalkError {
    TalkError::new(format!("no stem of this recipe is `{phrase}`"), &stems_hint(session))
}

/// What there is.
pub(super) fn stems_hint(session: &SessionSpec) -> String {
    const SHOWN: usize = 16;
    let stem = |stem: &recipe::StemSpec| match stem.role.is {
        Role::Unknown => stem.id.clone(),
        role if spoken(role.name()) == spoken(&stem.id) => stem.id.clone(),
        role => format!("{} ({})", stem.id, role.name().replace('_', " ")),
    };
    let mut names: Vec<String> = session.stems.iter().take(SHOWN).map(stem).collect();
    if session.stems.len() > SHOWN {
        names.push("…".into());
    }
    format!("the stems are {}", names.join(", "))
}

/// All voices, if there are any.
pub(super) fn vocals(session: &SessionSpec) -> Option<Who> {
    let places = of_piece(Piece::Group(RoleGroup::Vocals), "vocals", session)?.ok()?;
    Some(Who { places, text: "the vocals".into() })
}
