//! The slots of a clause: what words fill them, and what they say together.

use super::TalkError;
use super::lexicon::{Form, Piece, Verb, look_up};
use super::quality::Quality;
use super::scan::{Number, Unit};
use super::when::When;
use super::who::{Place, Who};
use super::wish::unclear;

/// A wish with its slots filled, not yet understood as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Clause {
    pub(super) text: String,
    pub(super) who: Option<Who>,
    /// Whom it is compared with.
    pub(super) than: Option<Who>,
    pub(super) when: Option<When>,
    pub(super) verb: Option<Verb>,
    pub(super) quality: Option<(Quality, f64, Form)>,
    pub(super) level: Option<f64>,
    pub(super) sign: Option<f64>,
    pub(super) off: bool,
    pub(super) too: bool,
    pub(super) not: bool,
    pub(super) degree: Option<f64>,
    pub(super) times_db: Option<f64>,
    pub(super) side_pct: Option<f64>,
    pub(super) numbers: Vec<Number>,
    /// Ids of moves and tweaks.
    pub(super) ids: Vec<String>,
    pub(super) why: bool,
    pub(super) what: bool,
    pub(super) last: bool,
    /// The word after which it says something to do.
    pub(super) is_whole: bool,
}

/// Fills a slot once.
pub(super) fn put<T>(slot: &mut Option<T>, value: T, said: &str) -> Result<(), TalkError> {
    if slot.is_some() {
        return Err(TalkError::new(
            format!("`{said}` is one thing too many for one wish"),
            "put `;` between wishes",
        ));
    }
    *slot = Some(value);
    Ok(())
}

impl Clause {
    /// Whether it names all stems, so far.
    pub(super) fn means_everything(&self) -> bool {
        self.who.as_ref().is_some_and(|who| look_up(&who.text) == Some(Piece::Everything))
    }

    pub(super) fn take(&mut self, piece: Piece, said: &str) -> Result<(), TalkError> {
        let is_whole = !matches!(
            piece,
            Piece::Filler
                | Piece::Sign(_)
                | Piece::Off
                | Piece::Too
                | Piece::Not
                | Piece::Degree(_)
        );
        match piece {
            Piece::Quality(quality, sign, form) => {
                put(&mut self.quality, (quality, sign, form), said)?;
            }
            Piece::Level(sign) => put(&mut self.level, sign, said)?,
            Piece::Sign(sign) => put(&mut self.sign, sign, said)?,
            Piece::Degree(factor) => put(&mut self.degree, factor, said)?,
            Piece::Times(db) => put(&mut self.times_db, db, said)?,
            Piece::Verb(verb) => put(&mut self.verb, verb, said)?,
            Piece::Side(pct) => put(&mut self.side_pct, pct, said)?,
            Piece::Off => self.off = true,
            Piece::Too => self.too = true,
            Piece::Not => self.not = true,
            Piece::Why => self.why = true,
            Piece::What => self.what = true,
            Piece::Last => self.last = true,
            _ => {}
        }
        self.is_whole |= is_whole;
        Ok(())
    }

    /// The direction that was said, if one was.
    pub(super) fn turn(&self) -> Option<f64> {
        let said = match (self.level, self.sign) {
            (Some(level), Some(sign)) => Some(level * sign),
            (level, sign) => level.or(sign),
        };
        said.map(|turn| if self.too { -turn } else { turn })
    }

    pub(super) fn is_bare(&self) -> bool {
        self.numbers.is_empty() && self.quality.is_none() && self.turn().is_none()
    }

    pub(super) fn is_about_the_mix(&self) -> bool {
        self.who.as_ref().is_none_or(|who| who.places == [Place::Mix])
    }

    /// The one number with this unit. A bare number is dB, as on a console.
    pub(super) fn number(&self, wanted: Unit) -> Result<Option<f64>, TalkError> {
        let is_meant = |number: &&Number| {
            let is_db = wanted == Unit::Db && number.unit.is_none() && number.signed;
            number.unit == Some(wanted) || is_db
        };
        let mut found = self.numbers.iter().filter(is_meant);
        let first = found.next().map(|number| number.value);
        if found.next().is_some() {
            return Err(unclear(&format!("two numbers in {}", wanted.name())));
        }
        match self.numbers.iter().find(|number| number.unit.is_none() && !number.signed) {
            Some(bare) => Err(TalkError::new(
                format!("{} has no unit", bare.value),
                "say dB, Hz, kHz, %, LUFS or s behind it",
            )),
            None => Ok(first),
        }
    }

    pub(super) fn hz(&self) -> Result<Option<f64>, TalkError> {
        Ok(match self.number(Unit::Hz)? {
            Some(hz) => Some(hz),
            None => self.number(Unit::Khz)?.map(|khz| 1_000.0 * khz),
        })
    }
}
