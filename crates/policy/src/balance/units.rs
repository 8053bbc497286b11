//! Stems that are copies of one sound are one voice: their amplitudes add, and one fader's move
//! goes for all of them, so that a stem may be delivered in two without changing the mix.

use audio::math::{db_to_gain_f64, gain_to_db_f64};

use super::clues::Clues;
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
