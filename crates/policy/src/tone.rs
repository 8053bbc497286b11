//! Static equaliser per stem: against the stem's own smooth spectrum, where the evidence is clear.
//!
//! Only sources with a broad spectrum are judged: in a tonal one the bands that stick out are the
//! notes that are played.

use measure::ERB_BANDS;
use recipe::{Action, Role};

use crate::balance::name;
use crate::draft::{Draft, round_to};
use crate::erb::{self, Bands};
use crate::scene::{Part, Scene};

/// Bands to either side that make the smooth spectrum: about an octave in the middle range.
const REACH: usize = 4;

/// A band must stand out by this much before it is called a resonance, in dB.
const RESONANCE_DB: f64 = 5.0;

/// Share of what stands out that is taken back, and the most, in dB. The guardrail is 4.
const TAKE: f64 = 0.5;
const CUT_MAX_DB: f64 = 3.5;

/// Smaller cuts are not worth a move, in dB.
const CUT_FLOOR_DB: f64 = 1.0;

/// Bands this far under the loudest are not heard, in dB.
const HEARD_DB: f64 = 25.0;

/// At most this many bands a stem.
const CUTS: usize = 2;

/// Static equaliser moves of all stems.
pub(crate) fn moves(scene: &Scene<'_>) -> Vec<Draft> {
    scene.parts.iter().filter(|part| is_broad(part.role)).flat_map(cuts).collect()
}

const fn is_broad(role: Role) -> bool {
    matches!(
        role,
        Role::LeadVocal
            | Role::BackingVocals
            | Role::Speech
            | Role::Snare
            | Role::Claps
            | Role::Overheads
            | Role::Percussion
            | Role::DrumsBus
            | Role::ElectricGuitar
            | Role::AcousticGuitar
            | Role::BackingTrack
    )
}

/// What stands out of the smooth spectrum, in dB per band.
fn excess(levels_db: &Bands) -> Bands {
    let smooth = erb::smooth(levels_db, REACH);
    let mut excess = [0.0; ERB_BANDS];
    for (band, value) in excess.iter_mut().enumerate() {
        *value = levels_db[band] - smooth[band];
    }
    excess
}

fn cuts(part: &Part<'_>) -> Vec<Draft> {
    let loudest = part.bands.iter().copied().fold(0.0, f64::max);
    if loudest <= 0.0 {
        return Vec::new();
    }
    let top_db = audio::math::power_to_db(loudest);
    let levels_db = erb::levels_db(&part.bands, top_db - 60.0);
    let excess = excess(&levels_db);
    // Boxiness, nasality, harshness: 200 Hz to 6 kHz. A voice's fundamental lies under that.
    let mut found: Vec<usize> = (1..ERB_BANDS - 1)
        .filter(|band| (200.0..6_000.0).contains(&erb::centre_hz(*band)))
        .filter(|band| excess[*band] >= RESONANCE_DB && levels_db[*band] > top_db - HEARD_DB)
        .filter(|band| excess[*band] >= excess[band - 1] && excess[*band] > excess[band + 1])
        .collect();
    found.sort_by(|a, b| excess[*b].total_cmp(&excess[*a]).then(a.cmp(b)));
    found.truncate(CUTS);
    found.sort_unstable();
    found.into_iter().filter_map(|band| cut(part, band, &levels_db, excess[band])).collect()
}

fn cut(part: &Part<'_>, band: usize, levels_db: &Bands, excess_db: f64) -> Option<Draft> {
    let gain_db = -round_to((TAKE * (excess_db - 0.5 * RESONANCE_DB)).min(CUT_MAX_DB), 0.1);
    if gain_db > -CUT_FLOOR_DB {
        return None;
    }
    let hz = erb::centre_hz(band);
    // Two ERB wide.
    let q = (hz / (2.0 * 24.7 * (0.004_37 * hz + 1.0))).clamp(0.7, 6.0);
    let mut treated = *levels_db;
    for (index, level) in treated.iter_mut().enumerate() {
        *level += erb::bell_db(erb::centre_hz(index), hz, gain_db, q);
    }
    let after_db = excess(&treated)[band];
    let kind = match hz {
        hz if hz < 550.0 => "boxy",
        hz if hz < 2_000.0 => "nasal",
        _ => "harsh",
    };
    Some(
        Draft::new(part.id, Action::Eq)
            .word("shape", "bell")
            .set("freq_hz", hz)
            .set("gain_db", gain_db)
            .set("q", q)
            .because(format!(
                "{} sounds {kind}: {excess_db:.1} dB over its own smooth spectrum at {hz:.0} Hz",
                name(part.role)
            ))
            .evidence("resonance_db", excess_db, after_db),
    )
}
