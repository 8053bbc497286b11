//! Static equaliser per stem: resonances, where they are proven.
//!
//! A band that sticks out of a long-term spectrum may be the notes that are played, the body of a
//! drum or a colour that is wanted. It is called a resonance only where it sticks out all the time,
//! in most hops of 100 ms, while the notes change under it: a room, a microphone, a wah left half
//! open. The grid is one ERB: what is narrower is seen by its share of the band, what moves is not
//! seen at all. Drums are never judged, since a drum is a resonance.

use audio::math::power_to_db;
use measure::ERB_BANDS;
use recipe::{Action, Role};

use crate::balance::name;
use crate::draft::{Draft, round_to};
use crate::erb::{self, Bands};
use crate::levels;
use crate::scene::{Part, Scene};

/// Bands to either side that are compared, the next one left out: about half an octave each.
const REACH: usize = 4;

/// A band must stand out by this much in half of the hops before it is called a resonance, and
/// still by this much in four fifths of them, in dB. In finished stems up to 7.7 dB were seen.
const RESONANCE_DB: f64 = 8.0;
const PERSISTENT_DB: f64 = 4.0;

/// Hops within this of the loudest tell something of the spectrum, in dB; fewer than so many prove
/// nothing.
const ACTIVE_DB: f64 = 25.0;
const HOPS_MIN: usize = 40;

/// The notes change where at least so many bands are the strongest for this share of the hops.
const NOTES: usize = 3;
const NOTE_SHARE: f64 = 0.08;

/// Share of what stands out by more than 3 dB that is taken back, and the most, in dB. The guardrail
/// is 4.
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
    let hops = scene.masking.hops();
    scene.parts.iter().filter(|part| is_judged(part.role)).flat_map(|p| cuts(p, hops)).collect()
}

const fn is_judged(role: Role) -> bool {
    use recipe::RoleGroup::{Guitars, Vocals};
    matches!(role.group(), Guitars | Vocals)
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

/// By how much the band around a frequency stands out of long-term powers, in dB.
pub(crate) fn excess_at_db(bands: &Bands, hz: f64) -> Option<f64> {
    let off = |band: &usize| (erb::centre_hz(*band) - hz).abs();
    let band = (0..ERB_BANDS).min_by(|a, b| off(a).total_cmp(&off(b)))?;
    let top = bands.iter().copied().fold(0.0, f64::max);
    (REACH..ERB_BANDS - REACH)
        .contains(&band)
        .then(|| excess_db(&erb::levels_db(bands, power_to_db(top.max(1e-15)) - 60.0), band))
}

/// The stem's hops that sound, in dB per band, none under −60 dB of the loudest.
fn columns(part: &Part<'_>, hops: &[usize]) -> Vec<Bands> {
    let powers: Vec<Bands> = hops.iter().map(|hop| part.heard.excitation.powers(*hop)).collect();
    let top = |bands: &Bands| bands.iter().copied().fold(0.0, f64::max);
    let loudest = powers.iter().map(top).fold(0.0, f64::max);
    let sounds = |bands: &&Bands| top(bands) > loudest * erb::db_to_power(-ACTIVE_DB);
    let levels = |bands: &Bands| erb::levels_db(bands, power_to_db(top(bands)) - 60.0);
    powers.iter().filter(sounds).map(levels).collect()
}

/// Whether the strongest band beside this one moves: notes change.
fn notes_change(columns: &[Bands], beside: usize) -> bool {
    let mut counts = [0_usize; ERB_BANDS];
    for bands in columns {
        let others = (0..ERB_BANDS).filter(|band| band.abs_diff(beside) > 1);
        let top = others.fold(0, |top, band| if bands[band] > bands[top] { band } else { top });
        counts[top] += 1;
    }
    let least = NOTE_SHARE * columns.len() as f64;
    counts.iter().filter(|count| **count as f64 >= least).count() >= NOTES
}

/// By how much a band sticks out in half of the hops, if it does so all the time, in dB.
fn persistent_db(columns: &[Bands], band: usize) -> Option<f64> {
    let mut excess: Vec<f64> = columns.iter().map(|bands| excess_db(bands, band)).collect();
    excess.sort_by(f64::total_cmp);
    let (low, half) = (levels::percentile(&excess, 0.2)?, levels::percentile(&excess, 0.5)?);
    (low >= PERSISTENT_DB && half >= RESONANCE_DB).then_some(half)
}

fn cuts(part: &Part<'_>, hops: &[usize]) -> Vec<Draft> {
    let columns = columns(part, hops);
    if columns.len() < HOPS_MIN {
        return Vec::new();
    }
    let mean: Bands =
        std::array::from_fn(|band| levels::mean(columns.iter().map(|bands| bands[band])));
    let top_db = mean.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Boxiness, nasality, harshness: 200 Hz to 6 kHz. A voice's fundamental lies under that.
    let mut found: Vec<(usize, f64)> = (REACH..ERB_BANDS - REACH)
        .filter(|band| (200.0..6_000.0).contains(&erb::centre_hz(*band)))
        .filter(|band| mean[*band] > top_db - HEARD_DB)
        .filter_map(|band| Some((band, persistent_db(&columns, band)?)))
        .filter(|(band, _)| notes_change(&columns, *band))
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(CUTS);
    found.sort_by_key(|(band, _)| *band);
    found.into_iter().filter_map(|(band, over_db)| cut(part, band, &mean, over_db)).collect()
}

fn cut(part: &Part<'_>, band: usize, levels_db: &Bands, over_db: f64) -> Option<Draft> {
    let gain_db = -round_to((TAKE * (over_db - 3.0)).min(CUT_MAX_DB), 0.1);
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
    let after_db = over_db + excess_db(&treated, band) - excess_db(levels_db, band);
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
                "{} sounds {kind}: whatever it plays, {hz:.0} Hz stand {over_db:.1} dB over what is \
                 around",
                name(part.role)
            ))
            .evidence("resonance_db", over_db, after_db),
    )
}

#[cfg(test)]
mod tests {
    use measure::Excitation;
    use recipe::Role;

    use super::*;
    use crate::testing::{Sketch, Song};

    /// Notes that change every second under a steady peak at 2 kHz.
    fn song(resonance_db: f64, moves: bool) -> Song {
        let sketch = Sketch { low_hz: 120.0, high_hz: 6_000.0, ..Sketch::default() };
        let mut song = Song::new(&[("a", Role::AcousticGuitar, sketch)]);
        let excitation = &song.session.stems[0].excitation;
        let columns: Vec<Bands> = (0..excitation.len())
            .map(|hop| {
                let mut bands = excitation.powers(hop);
                let note = if moves { 4 + 2 * (hop / 10 % 5) } else { 4 };
                bands[note] *= erb::db_to_power(12.0);
                bands[20] *= erb::db_to_power(resonance_db);
                bands
            })
            .collect();
        song.session.stems[0].excitation = Excitation::from_powers(&columns);
        song
    }

    fn cuts_of(song: &Song) -> usize {
        moves(&Scene::new(&song.heard())).len()
    }

    #[test]
    fn what_sticks_out_while_the_notes_change_is_cut_and_notes_are_not() {
        assert_eq!(cuts_of(&song(10.0, true)), 1);
        assert_eq!(cuts_of(&song(0.0, true)), 0);
        assert_eq!(cuts_of(&song(10.0, false)), 0);
    }

    #[test]
    fn a_drum_is_a_resonance() {
        let mut song = song(10.0, true);
        song.stems[0].role.is = Role::Snare;
        assert_eq!(cuts_of(&song), 0);
    }

    #[test]
    fn half_of_what_sticks_out_comes_back_and_never_more_than_the_most() {
        for (resonance_db, cut_db) in [(9.0, -3.0), (30.0, -CUT_MAX_DB)] {
            let song = song(resonance_db, true);
            let made = crate::draft::finish(
                moves(&Scene::new(&song.heard())),
                recipe::Scope::AutoMix,
                "t",
            );
            let Some(recipe::Value::Number(gain_db)) = made[0].params.get("gain_db") else {
                panic!("{made:?}")
            };
            // The sketch is flat there: what sticks out is what was added, to half a step of the
            // excitation, 0.25 dB.
            assert!((gain_db - cut_db).abs() <= 0.25, "{gain_db}");
        }
    }
}
