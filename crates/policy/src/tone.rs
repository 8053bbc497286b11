//! Static equaliser per stem: against the stem's own spectrum nearby, where the evidence is clear.
//!
//! Only sources with a broad spectrum are judged: in a tonal one the bands that stick out are the
//! notes that are played.

use measure::ERB_BANDS;
use recipe::{Action, Role};

use crate::balance::name;
use crate::draft::{Draft, round_to};
use crate::erb::{self, Bands};
use crate::levels;
use crate::scene::{Part, Scene};

/// Bands to either side that are compared, the next one left out: about half an octave each.
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

/// By how much a band stands over the louder of its two flanks, in dB: an edge or a slope of the
/// spectrum is no resonance.
fn excess_db(levels_db: &Bands, band: usize) -> f64 {
    let flank = |bands: std::ops::RangeInclusive<usize>| {
        levels::mean(bands.filter_map(|band| levels_db.get(band).copied()))
    };
    let below = flank(band.saturating_sub(REACH)..=band.saturating_sub(2));
    let above = flank(band + 2..=band + REACH);
    levels_db[band] - below.max(above)
}

fn cuts(part: &Part<'_>) -> Vec<Draft> {
    let loudest = part.bands.iter().copied().fold(0.0, f64::max);
    if loudest <= 0.0 {
        return Vec::new();
    }
    let top_db = audio::math::power_to_db(loudest);
    let levels_db = erb::levels_db(&part.bands, top_db - 60.0);
    let excess: Vec<f64> = (0..ERB_BANDS).map(|band| excess_db(&levels_db, band)).collect();
    // Boxiness, nasality, harshness: 200 Hz to 6 kHz. A voice's fundamental lies under that.
    let mut found: Vec<usize> = (REACH..ERB_BANDS - REACH)
        .filter(|band| (200.0..6_000.0).contains(&erb::centre_hz(*band)))
        .filter(|band| excess[*band] >= RESONANCE_DB && levels_db[*band] > top_db - HEARD_DB)
        .filter(|band| excess[*band] >= excess[band - 1] && excess[*band] > excess[band + 1])
        .collect();
    found.sort_by(|a, b| excess[*b].total_cmp(&excess[*a]).then(a.cmp(b)));
    found.truncate(CUTS);
    found.sort_unstable();
    found.into_iter().filter_map(|band| cut(part, band, &levels_db, excess[band])).collect()
}

fn cut(part: &Part<'_>, band: usize, levels_db: &Bands, over_db: f64) -> Option<Draft> {
    let gain_db = -round_to((TAKE * (over_db - 0.5 * RESONANCE_DB)).min(CUT_MAX_DB), 0.1);
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
    let after_db = excess_db(&treated, band);
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
                "{} sounds {kind}: {over_db:.1} dB over its own spectrum around {hz:.0} Hz",
                name(part.role)
            ))
            .evidence("resonance_db", over_db, after_db),
    )
}

#[cfg(test)]
mod tests {
    use recipe::Role;

    use super::*;
    use crate::testing::{Sketch, Song};

    fn cuts_of(resonance_db: f32, role: Role) -> usize {
        let sketch = Sketch { low_hz: 120.0, high_hz: 6_000.0, ..Sketch::default() };
        let mut song = Song::new(&[("a", role, sketch)]);
        song.session.stems[0].spectrum.mid_erb_db[14] += resonance_db;
        moves(&Scene::new(&song.heard())).len()
    }

    #[test]
    fn a_resonance_is_cut_and_an_even_spectrum_with_edges_is_not() {
        assert_eq!(cuts_of(0.0, Role::AcousticGuitar), 0);
        assert_eq!(cuts_of(9.0, Role::AcousticGuitar), 1);
    }

    #[test]
    fn the_notes_of_a_tonal_instrument_are_no_resonances() {
        assert_eq!(cuts_of(9.0, Role::Bass), 0);
    }
}
