//! How far to believe the levels as they came: a Bayesian estimate of the human balance.
//!
//! A stem came at `o = c + h + g`: a level `c` common to the song, its place in a human mix
//! `h ~ N(place, spread²)`, and what was done to its gain since, `g`. Either the song is mixed and
//! `g` is small, or it is raw and `g` is anything; which of the two, all stems tell together. The
//! answer is the posterior mean of `h`: what the deviations from the places are, shrunk by as much
//! of them as gains explain (empirical Bayes: B. Efron, C. Morris, "Stein's estimation rule and its
//! competitors", J. Am. Stat. Assoc. 68, 1973, with two hypotheses for the variance of `g`).
//!
//! Human mixes have a long tail downwards: a stem may be meant to be almost silent. So a stem far
//! under its place is weak evidence of a raw song, and counts little in the common level (a
//! redescending weight; F. R. Hampel, J. Am. Stat. Assoc. 69, 1974).

use audio::math::{db_to_gain_f64, gain_to_db_f64};

use super::prior::{Place, Prior, Stem};

/// Standard deviation of gains in a mixed song and in a raw one, in dB. Faders of a raw song lie
/// anywhere within some ±12 dB.
const GAINS_DB: [f64; 2] = [1.0, 7.0];

/// Chance, before anything is heard, that a song is raw: more than even, since people hand over
/// stems to have them mixed. More brings raw songs nearer, and moves mixed ones by more.
const RAW: f64 = 0.7;

/// Deviation in spreads under which a stem is meant to be quiet, and the squared deviation that it
/// counts for then.
const MEANT: f64 = -4.0;
const MEANT_COUNTS: f64 = 1.0;

/// Largest squared deviation of one stem: none is so far off that it decides for all.
const COUNTS_MAX: f64 = 9.0;

/// No stem is moved farther against the others, in dB.
pub(crate) const MOVE_MAX_DB: f64 = 12.0;

/// One neper in dB: e = 10^(8.686 / 20).
const NEPERS_DB: f64 = 8.685_889_638;

/// What the levels tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// How far each stem stands over its place, in LU; the song's common level is taken out.
    pub off_lu: Vec<f64>,
    /// What brings each stem where it belongs, in dB, before the common part is taken out.
    pub moves_db: Vec<f64>,
    /// Chance that the song is raw, 0 to 1.
    pub raw: f64,
}

/// The most likely human balance of a song, as moves from its levels.
#[must_use]
pub fn settle(stems: &[Stem], prior: &Prior) -> Settled {
    let places: Vec<Place> = stems.iter().map(|stem| prior.place(stem)).collect();
    let levels: Vec<f64> = stems.iter().map(|stem| stem.lufs).collect();
    settle_at(&levels, &places)
}

pub(crate) fn settle_at(levels: &[f64], places: &[Place]) -> Settled {
    let over: Vec<f64> =
        levels.iter().zip(places).map(|(level, place)| level - place.lufs).collect();
    let common = common(&over, places);
    let off_lu: Vec<f64> = over.iter().map(|over| over - common).collect();
    // A stem alone has nothing to be balanced against.
    if off_lu.len() < 2 {
        return Settled { moves_db: vec![0.0; off_lu.len()], off_lu, raw: 0.0 };
    }
    let raw = chance_of_raw(&off_lu, places);
    let moved = |(off, place): (&f64, &Place)| {
        let share = |gains_db: f64| {
            let square = gains_db * gains_db;
            square / (square + place.spread_lu * place.spread_lu)
        };
        let share = share(GAINS_DB[0]) + raw * (share(GAINS_DB[1]) - share(GAINS_DB[0]));
        (-share * off).clamp(-MOVE_MAX_DB, MOVE_MAX_DB)
    };
    Settled { moves_db: off_lu.iter().zip(places).map(moved).collect(), off_lu, raw }
}

/// The level of the song: a mean in which outliers count less.
fn common(over: &[f64], places: &[Place]) -> f64 {
    let mut sorted = over.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let mut common = match sorted.len() {
        0 => return 0.0,
        count if count % 2 == 0 => 0.5 * (sorted[middle - 1] + sorted[middle]),
        _ => sorted[middle],
    };
    // Huber's weights, tighter for stems that may be meant to be quiet: eight rounds move it by
    // less than 0.1 LU.
    for _ in 0..8 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (over, place) in over.iter().zip(places) {
            let z = (over - common) / (1.4 * place.spread_lu);
            let bend = if z < 0.0 { 1.2 } else { 1.8 };
            let weight = 1.0 / (z.abs() / bend).max(1.0) / (place.spread_lu * place.spread_lu);
            sum += weight * over;
            weights += weight;
        }
        common = sum / weights;
    }
    common
}

/// How likely the deviations make it that gains are anywhere.
fn chance_of_raw(off_lu: &[f64], places: &[Place]) -> f64 {
    let count = off_lu.len() as f64;
    // One degree of freedom went into the common level.
    let free = (count - 1.0) / count;
    let cost = |gains_db: f64| -> f64 {
        let each = off_lu.iter().zip(places).map(|(off, place)| {
            let human = place.spread_lu * place.spread_lu;
            let whole = human + gains_db * gains_db;
            let square = if off / place.spread_lu < MEANT {
                MEANT_COUNTS * human / whole
            } else {
                (off * off / whole).min(COUNTS_MAX)
            };
            0.5 * (gain_to_db_f64(whole) / NEPERS_DB + square)
        });
        free * each.sum::<f64>()
    };
    let odds_nepers = cost(GAINS_DB[0]) - cost(GAINS_DB[1]);
    let odds = db_to_gain_f64(NEPERS_DB * odds_nepers.clamp(-40.0, 40.0)) * RAW / (1.0 - RAW);
    odds / (1.0 + odds)
}
