//! What a stem is: told, named or heard, in this order of trust.

mod model;
mod name;
mod phrases;
mod posterior;
mod train;
mod trial;
mod words;

pub(crate) use name::spoken;

use measure::Measurement;
use recipe::{Role, RoleGuess, RoleSource};

pub use model::{RoleModel, Temperatures};
pub use posterior::RolePosterior;
pub use train::{Example, Training, train_roles};
pub use trial::{Trial, Tried, try_roles};

/// Under this confidence a role is not used: a wrong role does more harm than none.
pub const ROLE_CONFIDENCE_MIN: f32 = 0.5;

/// A name that only hints is weighed with the sound; over this confidence it decides alone.
const NAME_SURE: f32 = 0.7;

/// What the stem `name` is: what was `given` (by the user or a manifest), else what the file's
/// name says, else what it sounds like; a name that only hints is weighed with the sound.
/// [`Role::Unknown`] where nothing is sure enough. The confidence is the probability that the
/// stem belongs to the role's group.
#[must_use]
pub fn guess_role(name: &str, given: Option<RoleGuess>, m: &Measurement) -> RoleGuess {
    if let Some(given) = given {
        return given;
    }
    match name::role_of(name) {
        Some((is, confidence)) if confidence >= NAME_SURE => {
            RoleGuess { is, confidence, from: RoleSource::Name }
        }
        Some((hint, confidence)) => {
            let (is, confidence) = RolePosterior::heard(m).with_hint(hint, confidence).best();
            let kept = is.group() == hint.group();
            let from = if kept { RoleSource::Name } else { RoleSource::Sound };
            sure_enough(is, confidence, from)
        }
        None if m.timbre.is_silent() => {
            RoleGuess { is: Role::Unknown, confidence: 0.0, from: RoleSource::Nothing }
        }
        None => {
            let (is, confidence) = RolePosterior::heard(m).best();
            sure_enough(is, confidence, RoleSource::Sound)
        }
    }
}

fn sure_enough(is: Role, confidence: f32, from: RoleSource) -> RoleGuess {
    let is = if confidence >= ROLE_CONFIDENCE_MIN { is } else { Role::Unknown };
    RoleGuess { is, confidence, from }
}
