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

/// The same of what a stem says against itself. A stem that comes louder makes the song look rawer
/// and is then believed less, which must not take back more than it came louder by: with shares of
/// 0.05 in a mixed song and 0.73 in a raw one, that begins at a chance of 0.65 and a squared
/// deviation of 4.6.
const OWN_COUNTS_MAX: f64 = 4.5;

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
    let evidence: Vec<Evidence> =
        off_lu.iter().zip(places).map(|(off, place)| Evidence::of(*off, place)).collect();
    // One degree of freedom went into the common level.
    let free = (evidence.len() as f64 - 1.0) / evidence.len() as f64;
    let nepers = free * evidence.iter().map(|one| one.nepers).sum::<f64>();
    let moved = |((off, place), own): ((&f64, &Place), &Evidence)| {
        let raw = chance(nepers + free * (own.own_nepers - own.nepers));
        let share = |gains_db: f64| {
            let square = gains_db * gains_db;
            square / (square + place.spread_lu * place.spread_lu)
        };
        let share = share(GAINS_DB[0]) + raw * (share(GAINS_DB[1]) - share(GAINS_DB[0]));
        (-share * off).clamp(-MOVE_MAX_DB, MOVE_MAX_DB)
    };
    let moves_db = off_lu.iter().zip(places).zip(&evidence).map(moved).collect();
    Settled { moves_db, off_lu, raw: chance(nepers) }
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

/// What a stem's deviation says for a raw song against a mixed one, in nepers.
#[derive(Clone, Copy, Debug)]
struct Evidence {
    nepers: f64,
    /// As far as it counts for the stem's own move.
    own_nepers: f64,
}

impl Evidence {
    fn of(off_lu: f64, place: &Place) -> Self {
        let human = place.spread_lu * place.spread_lu;
        let [mixed, raw] = GAINS_DB.map(|gains_db| human + gains_db * gains_db);
        let width = 0.5 * (gain_to_db_f64(mixed) - gain_to_db_f64(raw)) / NEPERS_DB;
        if off_lu / place.spread_lu < MEANT {
            let nepers = width + 0.5 * MEANT_COUNTS * human * (1.0 / mixed - 1.0 / raw);
            return Self { nepers, own_nepers: nepers };
        }
        let square = off_lu * off_lu;
        let nepers =
            width + 0.5 * ((square / mixed).min(COUNTS_MAX) - (square / raw).min(COUNTS_MAX));
        let own = square.min(OWN_COUNTS_MAX * mixed);
        let own_nepers = width + 0.5 * own * (1.0 / mixed - 1.0 / raw);
        Self { nepers, own_nepers: own_nepers.min(nepers) }
    }
}

/// How likely the evidence makes it that gains are anywhere.
fn chance(nepers: f64) -> f64 {
    let odds = db_to_gain_f64(NEPERS_DB * nepers.clamp(-40.0, 40.0)) * RAW / (1.0 - RAW);
    odds / (1.0 + odds)
}
