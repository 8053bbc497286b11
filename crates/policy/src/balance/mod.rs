//! Faders: where the stems of a song stood in a human mix, told from their sound, their roles and
//! the levels at which they came.
//!
//! - [`clues`] is what a stem's sound says whatever its level,
//! - [`prior`] turns clues and a role into a place among the stems of a mix, by numbers that
//!   [`fit`] learnt from human balances,
//! - [`belief`] weighs places against the levels as they came: a song that is mixed already is left
//!   nearly alone, a raw one is brought to its places,
//! - [`units`] finds stems that are one voice delivered in several files.
//!
//! What a profile wants of a role is no evidence: it moves faders only as far as they are free to
//! move.

mod belief;
mod clues;
mod fit;
mod prior;
mod units;

use recipe::{Action, Brief, Role};

use crate::RolePosterior;
use crate::draft::{Draft, round_to};
use crate::levels;
use crate::scene::{Part, Scene};
use crate::taste::Taste;

pub use belief::{Settled, settle};
pub use clues::{Clues, clues};
pub use fit::{Lesson, fit};
pub use prior::{Place, Prior, Stem};

use belief::MOVE_MAX_DB;
use clues::Facts;
use units::Turn;

/// Share of a profile's offset that is taken in a song that is mixed already.
const TASTE_SHARE: f64 = 0.4;

/// Moves up to the first, in dB, are not heard as a change of balance; from there to the second they
/// grow into their full size. A step would let a stem that came louder come out quieter.
const MOVE_FLOOR_DB: [f64; 2] = [0.25, 1.0];

/// Where the premaster should lie, in LUFS, and how far off it may be before all faders move: room
/// for peaks, and thresholds that mean the same in every song.
const PREMASTER_LUFS: f64 = -19.0;
const PREMASTER_TOLERANCE_LU: f64 = 1.0;

/// Sets the faders in the scene and writes them down.
pub(crate) fn moves(scene: &mut Scene<'_>, brief: &Brief, taste: &Taste<'_>) -> Vec<Draft> {
    if brief.respect_user_gains {
        return Vec::new();
    }
    let balance = Balance::of(&scene.parts, &Prior::shipped(), taste);
    for (part, db) in scene.parts.iter_mut().zip(&balance.moves_db) {
        part.fader_db = *db;
    }
    let off_db = PREMASTER_LUFS - scene.sum_lufs();
    let far = off_db.is_finite() && off_db.abs() > PREMASTER_TOLERANCE_LU;
    let common_db = if far { off_db.clamp(-40.0, 40.0) } else { 0.0 };
    let mut drafts = Vec::new();
    let stems = balance.moves_db.len() as f64;
    let all_db = balance.moves_db.iter().sum::<f64>() / stems;
    for (index, part) in scene.parts.iter_mut().enumerate() {
        let db = balance.moves_db[index];
        part.fader_db = round_to(db + common_db, 0.1).clamp(-96.0, 24.0);
        if part.fader_db.abs() < f64::EPSILON {
            part.fader_db = 0.0;
            continue;
        }
        let off_lu = balance.off_lu[index];
        drafts.push(
            Draft::new(part.id, Action::Fader)
                .set("gain_db", part.fader_db)
                .because(balance.reason(part, index, common_db))
                // Against all stems as they then stand: what moves with all is no balance.
                .evidence("lu_from_place", off_lu, off_lu + db - all_db)
                .without(off_lu - (all_db - db / stems)),
        );
    }
    drafts
}

/// For each part the first part of its voice: the one that it is a copy of or takes turns with; its
/// own place where it is alone. What is one voice has one place in the room.
pub(crate) fn voices(parts: &[Part<'_>]) -> Vec<usize> {
    /// Turns that are more one than two.
    const ONE: f64 = 0.5;
    let facts: Vec<Facts> = parts.iter().map(|part| Facts::of(part.heard)).collect();
    let clues: Vec<Clues> = facts.iter().map(Facts::clues).collect();
    let firsts = units::firsts(parts, &clues);
    let units: Vec<usize> = (0..parts.len()).filter(|at| firsts[*at] == *at).collect();
    let turns = units::turns(parts, &units, &facts);
    let voice = |first: &usize| {
        let turn = turns.iter().find(|turn| turn.units[1] == *first && turn.oneness >= ONE);
        turn.map_or(*first, |turn| turn.units[0])
    };
    firsts.iter().map(voice).collect()
}

/// What was found of all parts.
struct Balance {
    /// Of the parts against each other, in dB.
    moves_db: Vec<f64>,
    /// Over the place of each part, in LU.
    off_lu: Vec<f64>,
    /// Chance that the song is raw.
    raw: f64,
}

impl Balance {
    fn of(parts: &[Part<'_>], prior: &Prior, taste: &Taste<'_>) -> Self {
        let facts: Vec<Facts> = parts.iter().map(|part| Facts::of(part.heard)).collect();
        let heard: Vec<Clues> = facts.iter().map(Facts::clues).collect();
        let firsts = units::firsts(parts, &heard);
        let units: Vec<usize> = (0..parts.len()).filter(|at| firsts[*at] == *at).collect();
        let stem = |unit: &usize| {
            let copies = parts.iter().zip(&firsts).filter(|(_, first)| *first == unit);
            let part = &parts[*unit];
            let lufs = units::together(copies.map(|(part, _)| part.lufs));
            // Who is told what a stem is need not guess.
            let guess = (part.role_trust <= 0.0).then(|| RolePosterior::heard(part.heard));
            let (role, trust) = (part.role, part.role_trust);
            Stem { lufs, clues: heard[*unit], role, trust, heard: guess }
        };
        let stems: Vec<Stem> = units.iter().map(stem).collect();
        let turns = units::turns(parts, &units, &facts);
        let settled = settle_turns(&stems, &units, (&turns, &facts), prior);
        // What the levels call for is no matter of taste; what a profile wants is.
        let taste_share = taste.intensity * settled.raw.max(TASTE_SHARE);
        let wanted = |(db, stem): (&f64, &Stem)| {
            let wished_lu = if stems.len() < 2 { 0.0 } else { taste.offset_lu(stem.role) };
            db + taste_share * wished_lu
        };
        let wanted: Vec<f64> = settled.moves_db.iter().zip(&stems).map(wanted).collect();
        // What all stems share is no balance.
        let common = levels::mean(wanted.iter().copied());
        let moved = |db: &f64| {
            let db = (db - common).clamp(-MOVE_MAX_DB, MOVE_MAX_DB);
            let heard = (db.abs() - MOVE_FLOOR_DB[0]) / (MOVE_FLOOR_DB[1] - MOVE_FLOOR_DB[0]);
            round_to(db.abs().min(MOVE_FLOOR_DB[1] * heard.max(0.0)).copysign(db), 0.1)
        };
        let moves: Vec<f64> = wanted.iter().map(moved).collect();
        let of_unit = |values: &[f64]| -> Vec<f64> {
            let at = |first: &usize| units.iter().position(|unit| unit == first).unwrap_or(0);
            firsts.iter().map(|first| values[at(first)]).collect()
        };
        Self { moves_db: of_unit(&moves), off_lu: of_unit(&settled.off_lu), raw: settled.raw }
    }

    fn reason(&self, part: &Part<'_>, index: usize, common_db: f64) -> String {
        let known = if part.role_trust > 0.0 { "its role and sound" } else { "its sound" };
        let own_db = self.moves_db[index];
        let moved = if own_db.abs() < 0.05 {
            "stays where it came against the others".to_owned()
        } else {
            format!("moved by {own_db:+.1} dB")
        };
        let common = if common_db.abs() < 0.05 {
            String::new()
        } else {
            format!(", and {common_db:+.1} dB with all stems for headroom")
        };
        format!(
            "{} stands {:+.1} LU from where {known} stand in human mixes ({:.1} LUFS while it \
             sounds), and all levels together look {:.0} % raw: {moved}{common}",
            name(part.role),
            self.off_lu[index],
            part.lufs,
            100.0 * self.raw,
        )
    }
}

/// The balance of units of which some take turns: that of the units each for itself, and that of the
/// pairs as one, mixed as far as the pairs are one.
fn settle_turns(
    stems: &[Stem],
    units: &[usize],
    (turns, facts): (&[Turn], &[Facts]),
    prior: &Prior,
) -> Settled {
    let apart = settle(stems, prior);
    if turns.is_empty() {
        return apart;
    }
    let place = |unit: usize| units.iter().position(|known| *known == unit);
    let pairs: Vec<([usize; 2], &Turn)> = turns
        .iter()
        .filter_map(|turn| Some(([place(turn.units[0])?, place(turn.units[1])?], turn)))
        .collect();
    // The first of a pair stands for both.
    let owner = |index: usize| {
        let pair = pairs.iter().find(|(pair, _)| pair[1] == index);
        pair.map_or(index, |(pair, _)| pair[0])
    };
    let mut voices = stems.to_vec();
    for ([first, second], turn) in &pairs {
        let [a, b] = turn.units.map(|unit| &facts[unit]);
        voices[*first].clues = a.and(b).clues();
        voices[*first].lufs = units::in_turn([(stems[*first].lufs, a), (stems[*second].lufs, b)]);
    }
    let kept: Vec<usize> = (0..stems.len()).filter(|index| owner(*index) == *index).collect();
    let voices: Vec<Stem> = kept.iter().map(|index| voices[*index]).collect();
    let joined = settle(&voices, prior);
    let of = |values: &[f64], index: usize| {
        kept.iter().position(|known| *known == owner(index)).map_or(0.0, |at| values[at])
    };
    let oneness = levels::mean(pairs.iter().map(|(_, turn)| turn.oneness));
    let mix = |apart: &[f64], joined: &[f64]| -> Vec<f64> {
        let both = apart.iter().enumerate().map(|(index, apart)| (apart, of(joined, index)));
        both.map(|(apart, joined)| apart + oneness * (joined - apart)).collect()
    };
    Settled {
        off_lu: mix(&apart.off_lu, &joined.off_lu),
        moves_db: mix(&apart.moves_db, &joined.moves_db),
        raw: apart.raw + oneness * (joined.raw - apart.raw),
    }
}

/// A role in words.
pub(crate) fn name(role: Role) -> String {
    let mut words = String::new();
    for letter in format!("{role:?}").chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests;
