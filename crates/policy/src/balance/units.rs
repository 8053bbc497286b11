//! Stems that are copies of one sound are one voice: their amplitudes add, and one fader's move
//! goes for all of them, so that a stem may be delivered in two without changing the mix. The same
//! goes for a stem that was cut in time: parts of one source that take turns.

use audio::math::{db_to_gain_f64, gain_to_db_f64, power_to_db};

use super::clues::{Clues, Facts};
use crate::erb::db_to_power;
use crate::levels;
use crate::scene::Part;

/// Clues of copies differ by no more than rounding.
const CLUE_SLACK: f64 = 0.02;

/// Copies lie in one place between the speakers, within rounding, in dB.
const SIDE_SLACK_DB: f64 = 0.2;

/// Envelopes of copies correlate so far: two takes of one part stay under 0.99.
const ALIKE: f64 = 0.9995;

/// For each part the place of the first part that it is a copy of; its own place where it is none.
pub(crate) fn firsts(parts: &[Part<'_>], clues: &[Clues]) -> Vec<usize> {
    let mut firsts: Vec<usize> = Vec::with_capacity(parts.len());
    for (index, part) in parts.iter().enumerate() {
        let same = |other: &usize| {
            firsts[*other] == *other
                && same_side(&parts[*other], part)
                && clues_agree(&clues[*other], &clues[index])
                && alike(&parts[*other].heard.envelope.k_power, &part.heard.envelope.k_power)
        };
        let first = (0..index).find(same).unwrap_or(index);
        firsts.push(first);
    }
    firsts
}

/// The sides of a stereo sound are no copies: in a mix their powers add.
fn same_side(a: &Part<'_>, b: &Part<'_>) -> bool {
    let [a_db, b_db] = [a, b].map(|part| part.heard.stereo.balance_db.clamp(-60.0, 60.0));
    (a_db - b_db).abs() <= SIDE_SLACK_DB
}

fn clues_agree(a: &Clues, b: &Clues) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() <= CLUE_SLACK)
}

/// Cosine of the angle between two envelopes over [`ALIKE`]: no gain changes it.
fn alike(a: &[f32], b: &[f32]) -> bool {
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (f64::from(*a), f64::from(*b));
        ab += a * b;
        aa += a * a;
        bb += b * b;
    }
    a.len() == b.len() && ab > 0.0 && ab.is_finite() && ab * ab >= ALIKE * ALIKE * aa * bb
}

/// Loudness of copies together, in LUFS.
pub(crate) fn together(lufs: impl Iterator<Item = f64>) -> f64 {
    gain_to_db_f64(lufs.map(db_to_gain_f64).sum())
}

/// Parts that take turns sound together for no more than this share of their time.
const TURNS_OVERLAP: f64 = 0.02;

/// Spectra of one source at two times differ by up to this, those of two sources by more, in dB.
const TURNS_APART_DB: f64 = 4.0;

/// Verse and chorus change over now and then; kick and snare do at every beat.
const TURNS_MAX: usize = 8;

/// Two levels of one source, in dB: up to the first they are what was played, over the second
/// somebody set them apart.
const TURNS_LEVEL_DB: [f64; 2] = [4.0, 8.0];

/// A part that goes on where another stops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Turn {
    /// Places of the two units.
    pub(super) units: [usize; 2],
    /// How far they are one, 0 to 1: their levels have the last word.
    pub(super) oneness: f64,
}

/// Pairs of units that are one source cut in time: never together, alike in sound and side. Each
/// unit is in one pair at most, the first that fits.
pub(super) fn turns(parts: &[Part<'_>], units: &[usize], facts: &[Facts]) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for (at, one) in units.iter().enumerate() {
        for other in &units[at + 1..] {
            let taken = |unit: &usize| turns.iter().any(|turn| turn.units.contains(unit));
            if taken(one) || taken(other) {
                continue;
            }
            let (a, b) = (&parts[*one], &parts[*other]);
            let apart_db = (a.lufs - b.lufs).abs();
            let oneness = (TURNS_LEVEL_DB[1] - apart_db) / (TURNS_LEVEL_DB[1] - TURNS_LEVEL_DB[0]);
            let alike = || facts[*one].spectra_apart_db(&facts[*other]) <= TURNS_APART_DB;
            if oneness > 0.0 && same_side(a, b) && same_voice(a, b) && alike() {
                turns.push(Turn { units: [*one, *other], oneness: oneness.min(1.0) });
            }
        }
    }
    turns
}

/// Loudness of two that take turns, while either sounds, in LUFS.
pub(super) fn in_turn(both: [(f64, &Facts); 2]) -> f64 {
    let time: f64 = both.iter().map(|(_, facts)| facts.active_share()).sum();
    let power: f64 =
        both.iter().map(|(lufs, facts)| facts.active_share() * db_to_power(*lufs)).sum();
    if time > 0.0 { power_to_db(power / time) } else { both[0].0 }
}

fn same_voice(a: &Part<'_>, b: &Part<'_>) -> bool {
    let told = a.role_trust > 0.0 && b.role_trust > 0.0;
    let together = levels::overlap(&a.active, &b.active).max(levels::overlap(&b.active, &a.active));
    (!told || a.role == b.role)
        && together <= TURNS_OVERLAP
        && changes(&a.active, &b.active) <= TURNS_MAX
}

/// How often one takes over from the other.
fn changes(a: &[bool], b: &[bool]) -> usize {
    let mut last = None;
    let mut count = 0;
    for (a, b) in a.iter().zip(b) {
        let now = if a == b { last } else { Some(*a) };
        count += usize::from(last.is_some() && now != last);
        last = now;
    }
    count
}
