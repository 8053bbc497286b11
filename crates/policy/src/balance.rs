//! Faders: every role has a place in the loudness of a mix; stems far from theirs are moved.
//!
//! How far is a question of belief. Human mixes scatter around the priors too, so a deviation is
//! evidence of a wrong fader only as far as it exceeds that scatter. The share of the move is the
//! positive-part James–Stein estimator (W. James, C. Stein, Proc. 4th Berkeley Symp., 1961) over
//! all stems: 0 where the rough mix deviates no more than human mixes do, towards 1 for raw
//! recordings. A single stem far over its band is brought to the edge of it in any case.
//!
//! Deviations down say less than deviations up: a stem may be quiet on purpose, but none stands
//! over all others by intent of its role. So a stem far under its place counts for little, in the
//! anchor and in the share (a redescending weight; F. R. Hampel, J. Am. Stat. Assoc. 69, 1974), and
//! is raised by little. What a profile wants of a role is no evidence: it moves faders only as far
//! as they are free to move.

use audio::math::power_to_db;
use recipe::{Action, Brief, Role};

use crate::draft::{Draft, round_to};
use crate::erb::db_to_power;
use crate::levels;
use crate::scene::{Part, Scene};
use crate::taste::Taste;

/// Deviation, in spreads of the prior, that no plausible mix has.
const BAND: f64 = 2.0;

/// Deviation over which a stem is a case of its own.
const OUTLIER: f64 = 2.5;

/// No stem is moved farther against the others, in dB.
const MOVE_MAX_DB: f64 = 12.0;

/// The same for stems under their place.
const OUTLIER_UNDER: f64 = 2.0;

/// So far under its place, in spreads, a stem is meant to be quiet; what it still counts for.
const MEANT: f64 = -3.0;
const MEANT_COUNTS: f64 = 0.5;
const MEANT_TRUST: f64 = 0.1;

/// A stem far under its place is more often meant to be quiet than one far over it to be loud:
/// others than the lead are raised by no more than this, in dB, unless the whole song is raw.
const RAISE_MAX_DB: f64 = 3.0;

/// Shares between which a song goes from mixed to raw.
const RAW: [f64; 2] = [0.35, 0.65];

/// Share of a profile's offset that is taken in a song that is mixed already.
const TASTE_SHARE: f64 = 0.4;

/// Sounds that are rarer than this share of the song may stand anywhere: their spread grows by up
/// to two fifths.
const RARE_SHARE: f64 = 0.2;

/// Smaller moves than this, in dB, are not heard as a change of balance.
const MOVE_FLOOR_DB: f64 = 0.5;

/// Where the premaster should lie, in LUFS, and how far off it may be before all faders move: room
/// for peaks, and thresholds that mean the same in every song.
const PREMASTER_LUFS: f64 = -19.0;
const PREMASTER_TOLERANCE_LU: f64 = 1.0;

/// The instrument that leads where no voice does stands this much over its usual place, in LU.
const LEAD_LIFT_LU: f64 = 2.0;

/// Sets the faders in the scene and writes them down.
pub(crate) fn moves(scene: &mut Scene<'_>, brief: &Brief, taste: &Taste<'_>) -> Vec<Draft> {
    if brief.respect_user_gains {
        return Vec::new();
    }
    let places = places(scene, taste);
    let relative = relative_moves(scene, &places, taste);
    for (part, db) in scene.parts.iter_mut().zip(&relative) {
        part.fader_db = *db;
    }
    let off_db = PREMASTER_LUFS - scene.sum_lufs();
    let far = off_db.is_finite() && off_db.abs() > PREMASTER_TOLERANCE_LU;
    let common_db = if far { off_db.clamp(-40.0, 40.0) } else { 0.0 };
    let mut drafts = Vec::new();
    let anchor = anchor(scene, &places);
    for ((part, place), db) in scene.parts.iter_mut().zip(&places).zip(&relative) {
        part.fader_db = round_to(db + common_db, 0.1).clamp(-96.0, 24.0);
        if part.fader_db.abs() < MOVE_FLOOR_DB && common_db.abs() < f64::EPSILON {
            part.fader_db = 0.0;
            continue;
        }
        let off_lu = part.lufs - place.lufs - anchor;
        let reason = format!(
            "{} stands {:+.1} LU from its place in a mix ({:.1} LUFS while it sounds): moved by \
             {db:+.1} dB, and {common_db:+.1} dB with all stems for headroom",
            name(part.role),
            off_lu,
            part.lufs,
        );
        drafts.push(
            Draft::new(part.id, Action::Fader)
                .set("gain_db", part.fader_db)
                .because(reason)
                .evidence("lu_from_place", off_lu, off_lu + db),
        );
    }
    drafts
}

/// Where a stem belongs.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Loudness relative to a lead voice, in LU.
    lufs: f64,
    /// How far human mixes scatter around it, in LU.
    spread_lu: f64,
    /// Loudness over this place that the profile wants, in LU.
    offset_lu: f64,
    /// Never meant to be quiet.
    is_lead: bool,
}

impl Place {
    /// Deviation that says something of the song's state, in spreads.
    fn counts(&self, z: f64) -> f64 {
        match z {
            z if z >= 0.0 => z.min(OUTLIER),
            z if self.is_lead => (-z).min(OUTLIER),
            z if z < MEANT => MEANT_COUNTS,
            z => (-z).min(OUTLIER_UNDER),
        }
    }
}

fn places(scene: &Scene<'_>, taste: &Taste<'_>) -> Vec<Place> {
    let leader = leader(scene);
    let place = |part: &Part<'_>| {
        let (prior_lu, spread_lu) = prior(part.role);
        let lift_lu = if leader == Some(part.id) { LEAD_LIFT_LU } else { 0.0 };
        // Doubles and pairs share the place: as many as sound at the same time.
        let beside: f64 = scene
            .parts
            .iter()
            .filter(|other| other.role == part.role && other.id != part.id)
            .map(|other| levels::overlap(&part.active, &other.active))
            .sum();
        let rarity = 1.0 + 0.4 * (1.0 - part.active_share() / RARE_SHARE).max(0.0);
        Place {
            lufs: prior_lu + lift_lu - power_to_db(1.0 + beside),
            // A role that is only likely says less.
            spread_lu: spread_lu * rarity / part.confidence.clamp(0.5, 1.0),
            offset_lu: taste.offset_lu(part.role),
            is_lead: part.is_lead(),
        }
    };
    scene.parts.iter().map(place).collect()
}

/// The instrument that carries the tune where nobody sings: a synthesiser lead, else the one that
/// puts most loudness into 1 to 4 kHz while it sounds.
fn leader<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    use recipe::RoleGroup::{Guitars, Keys, Strings, Synths, Winds};
    if scene.parts.iter().any(Part::is_lead) {
        return None;
    }
    if let Some(lead) = scene.parts.iter().find(|part| part.role == Role::SynthLead) {
        return Some(lead.id);
    }
    let presence = |part: &Part<'_>| {
        let total: f64 = part.bands.iter().sum();
        let share = crate::erb::between(&part.bands, 1_000.0, 4_000.0) / total.max(1e-30);
        share * db_to_power(part.lufs) * part.active_share()
    };
    let tuneful = |part: &&Part<'_>| {
        matches!(part.group(), Guitars | Keys | Strings | Synths | Winds)
            && part.role != Role::SynthPad
    };
    scene
        .parts
        .iter()
        .filter(tuneful)
        .max_by(|a, b| presence(a).total_cmp(&presence(b)).then(b.id.cmp(a.id)))
        .map(|part| part.id)
}

/// The level of the whole song against the places: a mean in which outliers count less.
fn anchor(scene: &Scene<'_>, places: &[Place]) -> f64 {
    let mut anchor = 0.0;
    // From equal weights to Huber's: five rounds move it by less than 0.1 LU.
    for round in 0..5 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (part, place) in scene.parts.iter().zip(places) {
            let off = part.lufs - place.lufs;
            let z = (off - anchor) / place.spread_lu;
            let trust = match z {
                _ if round == 0 => 1.0,
                z if z < MEANT => MEANT_TRUST / z.abs(),
                z => 1.0 / z.abs().max(1.0),
            };
            let weight = trust / (place.spread_lu * place.spread_lu);
            sum += weight * off;
            weights += weight;
        }
        anchor = if weights > 0.0 { sum / weights } else { 0.0 };
    }
    anchor
}

/// The moves of the stems against each other, in dB.
fn relative_moves(scene: &Scene<'_>, places: &[Place], taste: &Taste<'_>) -> Vec<f64> {
    // A stem alone has nothing to be balanced against.
    if places.len() < 2 {
        return vec![0.0; places.len()];
    }
    let anchor = anchor(scene, places);
    let off =
        |(part, place): (&Part<'_>, &Place)| (part.lufs - place.lufs - anchor) / place.spread_lu;
    let offs: Vec<f64> = scene.parts.iter().zip(places).map(off).collect();
    let freedom = (offs.len() - 1) as f64;
    // One stem far out says little about the others: it counts as far as a fader goes wrong.
    let counts = places.iter().zip(&offs).map(|(place, z)| place.counts(*z));
    let squares: f64 = counts.map(|z| z * z).sum();
    let share = if squares > 0.0 { (1.0 - freedom / squares).max(0.0) } else { 0.0 };
    let raw = ((share - RAW[0]) / (RAW[1] - RAW[0])).clamp(0.0, 1.0);
    // A profile that keeps its hands off does so here too.
    let reach = 0.4 + 0.6 * taste.intensity;
    let moved = |(z, place): (&f64, &Place)| {
        let excess = (z.abs() - BAND).max(0.0);
        let inside = z.abs() - excess;
        let back_db = -z.signum() * (excess + share * inside) * place.spread_lu;
        let most_db = match *z {
            _ if place.is_lead => MOVE_MAX_DB,
            z if z < MEANT => RAISE_MAX_DB * raw.max(share),
            _ => RAISE_MAX_DB + raw * (MOVE_MAX_DB - RAISE_MAX_DB),
        };
        let taste_db = place.offset_lu * share.max(TASTE_SHARE);
        reach * (back_db.clamp(-MOVE_MAX_DB, most_db) + taste_db)
    };
    let moves: Vec<f64> = offs.iter().zip(places).map(moved).collect();
    // What all stems share is no balance.
    let common = levels::mean(moves.iter().copied());
    moves.iter().map(|db| round_to((db - common).clamp(-MOVE_MAX_DB, MOVE_MAX_DB), 0.1)).collect()
}

/// Loudness relative to the lead voice while both sound, in LU, and how far mixes scatter.
///
/// Set by hand from the balances of public multitracks whose stems sum to the released mix and
/// from P. Pestana, J. Reiss, "Intelligent Audio Production Strategies Informed by Best
/// Practices", AES 53rd Int. Conf., 2014 (the voice about as loud as all the rest).
const fn prior(role: Role) -> (f64, f64) {
    match role {
        Role::LeadVocal | Role::Speech => (0.0, 3.2),
        Role::BackingVocals => (-6.0, 4.2),
        Role::Kick => (-4.0, 4.2),
        Role::Snare => (-5.5, 4.2),
        Role::Claps => (-7.0, 4.2),
        Role::Toms => (-8.0, 5.3),
        Role::Hats => (-11.5, 5.3),
        Role::Cymbals => (-9.5, 5.8),
        Role::Overheads => (-8.5, 4.8),
        Role::Percussion => (-9.0, 5.3),
        Role::DrumsBus => (-2.0, 4.2),
        Role::Bass | Role::SubBass => (-4.0, 4.8),
        Role::ElectricGuitar => (-6.0, 4.8),
        Role::AcousticGuitar | Role::Keys | Role::Brass | Role::Woodwinds => (-7.0, 4.8),
        Role::Piano | Role::Synth => (-6.5, 4.8),
        Role::Organ | Role::SynthPad => (-8.5, 4.8),
        Role::SynthLead => (-5.0, 4.8),
        Role::Strings => (-7.5, 4.8),
        Role::Fx => (-9.0, 5.8),
        Role::BackingTrack => (-0.5, 3.7),
        Role::Unknown => (-7.0, 6.9),
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
#[path = "balance_tests.rs"]
mod tests;
