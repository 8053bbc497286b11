//! Turns what was heard and what is wished for into moves.
//!
//! A [`Policy`] sees measurements only, never audio, files or clocks: the same values in give the
//! same moves out, whatever the order of the stems. [`Rules`] is the first one; optimisers,
//! networks and people write the same moves.

mod album;
mod balance;
mod buses;
mod clarity;
mod curve;
mod density;
mod draft;
mod duck;
mod dynamics;
mod erb;
mod filters;
mod levels;
mod master;
mod proof;
mod reference;
mod repair;
mod rides;
mod role;
mod rules;
mod scene;
mod sends;
mod space;
mod suggest;
pub mod talk;
mod taste;
#[cfg(test)]
mod testing;
mod tone;
mod trims;
mod voice;

pub use album::{
    ALBUM_SPREAD_MAX_LU, album_centre, album_corridor, album_loudness, album_tone,
    album_tone_off_db, typical,
};
pub use balance::{Clues, Lesson, Place, Prior, Settled, Stem, clues, fit, settle};
pub use draft::number;
pub use reference::{Likeness, ReferenceDistance, reference_distance, reference_song};
pub use repair::{Opinion, opinions};
pub use role::{
    Example, ROLE_CONFIDENCE_MIN, RoleModel, RolePosterior, Temperatures, Training, Trial, Tried,
    guess_role, train_roles, try_roles,
};
pub use rules::Rules;
pub use suggest::{Suggestion, suggested_profile};

use measure::{Measurement, SessionMeasurement};
use recipe::{Brief, Move, Profile, StemSpec};

/// Anything that turns measurements and a brief into moves.
pub trait Policy {
    /// Who it is, with its version, as written into [`Move::by`]: `rules@0.1.0`.
    fn name(&self) -> &str;

    /// Every move from the stems to the premaster. Ids count from `m001`. Amounts are not applied
    /// here: they are applied when the recipe is folded into a console.
    fn mix(&self, heard: &Heard<'_>, brief: &Brief, profile: &Profile) -> Vec<Move>;

    /// Every move from the premaster to the master. Ids count from `m001` again: whoever joins
    /// the two lists numbers the second on with [`number`].
    fn master(
        &self,
        premaster: &Measurement,
        song: &SessionMeasurement,
        brief: &Brief,
        profile: &Profile,
    ) -> Vec<Move>;
}

/// A song as a policy knows it: what each stem is, and how it measures.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// Measurements; its stems are in the order of `stems`.
    pub session: &'a SessionMeasurement,
    /// The stems with their roles.
    pub stems: &'a [StemSpec],
}
