//! The first policy: rules, in the order in which a mixing engineer would go.

use measure::{Measurement, SessionMeasurement};
use recipe::{Brief, Move, Profile, Scope};

use crate::scene::Scene;
use crate::taste::Taste;
use crate::{
    Heard, Policy, balance, buses, clarity, density, draft, duck, dynamics, filters, master, proof,
    repair, rides, sends, space, tone, trims, voice,
};

/// Rules with measured reasons; no state, no randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules;

/// The version that is written beside every move.
const NAME: &str = concat!("rules@", env!("CARGO_PKG_VERSION"));

impl Policy for Rules {
    fn name(&self) -> &str {
        NAME
    }

    fn mix(&self, heard: &Heard<'_>, brief: &Brief, profile: &Profile) -> Vec<Move> {
        // Repairs come first: what is left out, the rest need not make room for.
        let repairs = repair::Repairs::of(heard, brief);
        let mut scene = Scene::without(heard, &repairs.left_out);
        let taste = Taste::of(profile);
        // The faders first: what masks what depends on them. In the recipe they come where the
        // console has them.
        let faders = balance::moves(&mut scene, brief, &taste);
        let mut drafts = repairs.drafts.clone();
        drafts.extend(filters::moves(&scene));
        drafts.extend(repairs.offsets(&drafts));
        drafts.extend(voice::moves(&scene));
        drafts.extend(tone::moves(&scene));
        drafts.extend(clarity::moves(&scene));
        let tips_db = density::tips_db(&scene, brief);
        drafts.extend(dynamics::moves(&scene, brief, &taste, tips_db));
        drafts.extend(faders);
        let rides = rides::moves(&scene, brief);
        drafts.extend(trims::moves(&scene, brief, &rides));
        drafts.extend(rides);
        drafts.extend(space::moves(&scene, &taste));
        drafts.extend(sends::moves(&scene, &taste));
        drafts.extend(duck::moves(&scene, &taste));
        drafts.extend(buses::moves(&scene, brief, &taste, tips_db));
        draft::finish(proof::measured(&scene, drafts), Scope::AutoMix, NAME)
    }

    fn master(
        &self,
        premaster: &Measurement,
        song: &SessionMeasurement,
        brief: &Brief,
        profile: &Profile,
    ) -> Vec<Move> {
        draft::finish(master::moves(premaster, song, brief, profile), Scope::AutoMaster, NAME)
    }
}

#[cfg(test)]
#[path = "brief_tests.rs"]
mod briefs;
#[cfg(test)]
#[path = "rule_tests.rs"]
mod each;
#[cfg(test)]
#[path = "profile_tests.rs"]
mod profiles;
#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
