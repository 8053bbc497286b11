//! What a stem is: told, named or heard, in this order of trust.

mod name;
mod phrases;
mod sound;
mod words;

pub(crate) use name::spoken;

use measure::Measurement;
use recipe::{Role, RoleGuess, RoleSource};

/// Under this confidence a role is not used: a wrong role does more harm than none.
pub const ROLE_CONFIDENCE_MIN: f32 = 0.5;

/// A name that only hints is believed against the sound only over this confidence.
const NAME_SURE: f32 = 0.7;

/// Agreement of name and sound adds this much, disagreement of a hint takes it away.
const AGREEMENT: f32 = 0.1;

/// What the stem `name` is: what was `given` (by the user or a manifest), else what the file's
/// name says, else what it sounds like. [`Role::Unknown`] where nothing is sure enough.
#[must_use]
pub fn guess_role(name: &str, given: Option<RoleGuess>, m: &Measurement) -> RoleGuess {
    if let Some(given) = given {
        return given;
    }
    let heard = sound::role_of(m);
    match name::role_of(name) {
        Some((is, confidence)) if confidence >= NAME_SURE => {
            RoleGuess { is, confidence, from: RoleSource::Name }
        }
        Some((is, confidence)) => {
            let agrees = heard.is_some_and(|(role, _)| role.group() == is.group());
            let doubt = if agrees { AGREEMENT } else { -AGREEMENT };
            RoleGuess { is, confidence: confidence + doubt, from: RoleSource::Name }
        }
        None => match heard {
            Some((is, confidence)) if confidence >= ROLE_CONFIDENCE_MIN => {
                RoleGuess { is, confidence, from: RoleSource::Sound }
            }
            Some((_, confidence)) => {
                RoleGuess { is: Role::Unknown, confidence, from: RoleSource::Sound }
            }
            None => RoleGuess { is: Role::Unknown, confidence: 0.0, from: RoleSource::Nothing },
        },
    }
}
