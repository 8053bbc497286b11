//! Pan and width: low and lead in the middle, doubles mirrored, other mono stems where most of the
//! song is heard ([`measure::masking`] at both ears). Stereo stems keep their image but for what is
//! not safe in mono.

use measure::Measurement;
use measure::masking::{Gain, Hearing, Masking, StemHearing};
use recipe::{Action, Role, RoleGroup};

use crate::balance::{self, name};
use crate::draft::Draft;
use crate::erb;
use crate::levels;
use crate::scene::{Part, Scene};
use crate::taste::Taste;

/// Stems count as a pair where they sound together for at least this share of their time.
const TOGETHER: f64 = 0.5;

/// Hops times stems, and hops at most and at least, on which seats are tried: many are.
const SEAT_CELLS: usize = 1_152;
const SEAT_HOPS: [usize; 2] = [24, 96];

/// Stems whose side is tried; what is quieter than all these stays in the middle.
const SINGLES_MAX: usize = 16;

/// A seat has to make this share of one stem audible, over all stems.
const SEAT_FLOOR: f64 = 0.01;

/// Side over mid of a bass or kick, under 120 Hz, that is called wide.
const LOW_SIDE: f64 = 0.1;
const MONO_BELOW_HZ: f64 = 120.0;

/// A widened stem keeps at least this correlation: far over the 0.1 that the mix must keep.
const CORRELATION_MIN: f64 = 0.4;

/// A song whose worst 3 s correlate less than this is in danger in mono.
const SONG_CORRELATION_MIN: f64 = 0.1;

/// A stem that brings less than this share of the song's side while it sounds is not the reason.
const SIDE_SHARE: f64 = 0.25;

/// No stem is made narrower than this, in percent.
const NARROW_MIN_PCT: f64 = 60.0;

/// Smaller changes of width are not heard, in percent.
const WIDTH_FLOOR_PCT: f64 = 5.0;

/// Pan and width of all stems.
pub(crate) fn moves(scene: &Scene<'_>, taste: &Taste<'_>) -> Vec<Draft> {
    let mut drafts = pans(scene);
    drafts
        .extend(scene.parts.iter().filter_map(|part| width(part, taste, is_fragile(scene, part))));
    drafts
}

/// A stem may be as wide as it likes while the song holds together in mono, or while others are what
/// it falls apart by.
fn is_fragile(scene: &Scene<'_>, part: &Part<'_>) -> bool {
    let side = |m: &Measurement| -> f64 {
        m.spectrum.side_erb_db.iter().map(|db| erb::db_to_power(f64::from(*db))).sum()
    };
    let sum = &scene.session.sum;
    sum.stereo.correlation_p1 < SONG_CORRELATION_MIN && side(part.heard) > SIDE_SHARE * side(sum)
}

/// How far out a role may sit, in percent: alone, and as one of a pair. None stays in the middle.
const fn reach_pct(role: Role) -> Option<(f64, f64)> {
    match role {
        Role::ElectricGuitar => Some((40.0, 80.0)),
        Role::AcousticGuitar => Some((35.0, 70.0)),
        Role::Piano | Role::Organ => Some((20.0, 45.0)),
        Role::Keys | Role::Brass | Role::Strings => Some((30.0, 55.0)),
        Role::Woodwinds | Role::Synth => Some((25.0, 50.0)),
        Role::SynthPad => Some((20.0, 60.0)),
        Role::BackingVocals => Some((25.0, 60.0)),
        Role::Hats | Role::Cymbals | Role::Toms => Some((20.0, 40.0)),
        Role::Percussion => Some((35.0, 60.0)),
        Role::Overheads => Some((0.0, 90.0)),
        _ => None,
    }
}

/// One stem with its place.
#[derive(Clone, Copy, Debug)]
struct Seat {
    /// Index of the part.
    part: usize,
    pan_pct: f64,
    /// The other one of a pair.
    mate: Option<usize>,
}

/// Where everybody sits while places are given, and how that is heard.
struct Stage<'a, 'b> {
    scene: &'a Scene<'b>,
    masking: Masking,
    /// For each part the first of its voice, which has the seat for all of them.
    voices: Vec<usize>,
    seats: Vec<Seat>,
}

impl<'a, 'b> Stage<'a, 'b> {
    fn new(scene: &'a Scene<'b>) -> Self {
        let voices = voices(&scene.parts);
        Self { scene, masking: scene.listen(SEAT_CELLS, SEAT_HOPS), voices, seats: Vec::new() }
    }

    /// What is heard from these seats, all others in the middle.
    fn heard(&self, seats: &[Seat]) -> Hearing {
        let mut gains = self.scene.gains();
        for seat in seats {
            for part in self.on(seat) {
                let fader_db = self.scene.parts[part].fader_db;
                gains[part] = Gain::panned(fader_db, seat.pan_pct / 100.0);
            }
        }
        self.masking.hear(&gains)
    }

    /// The parts of the voice on a seat.
    fn on(&self, seat: &Seat) -> impl Iterator<Item = usize> + use<'_, 'a, 'b> {
        let first = seat.part;
        (0..self.voices.len()).filter(move |part| self.voices[*part] == first)
    }

    /// Gives a stem the better side.
    fn seat(&mut self, part: usize, reach_pct: f64) {
        let [left, right] = [-1.0, 1.0].map(|side| {
            let mut seats = self.seats.clone();
            seats.push(Seat { part, pan_pct: side * reach_pct, mate: None });
            audible(&self.heard(&seats))
        });
        // Of sides that are as good, the one to which the stage does not lean.
        let even = (left - right).abs() < SEAT_FLOOR;
        let goes_left = if even { self.lean() >= 0.0 } else { left > right };
        let side = if goes_left { -1.0 } else { 1.0 };
        self.seats.push(Seat { part, pan_pct: side * reach_pct, mate: None });
    }

    /// Takes back the seats of single stems that free nothing, the quietest first: two that sit
    /// apart free each other, where one that leaves the middle alone would not.
    fn prune(&mut self) {
        for index in (0..self.seats.len()).rev() {
            if self.seats[index].mate.is_some() {
                continue;
            }
            let mut others = self.seats.clone();
            others.remove(index);
            if audible(&self.heard(&self.seats)) - audible(&self.heard(&others)) < SEAT_FLOOR {
                self.seats = others;
            }
        }
    }

    /// Power to the right less that to the left.
    fn lean(&self) -> f64 {
        let pull = |seat: &Seat| {
            erb::db_to_power(level(&self.scene.parts[seat.part])) * seat.pan_pct / 100.0
        };
        let lean: f64 = self.seats.iter().map(pull).sum();
        // Pairs of unequal level are no reason.
        let all: f64 = self.scene.parts.iter().map(|part| erb::db_to_power(level(part))).sum();
        if lean.abs() < 0.01 * all { 0.0 } else { lean }
    }
}

/// How much of all stems is heard: the mean of the share of their loudness that is left and of the
/// share of their time × bands that is not masked, summed.
fn audible(heard: &Hearing) -> f64 {
    let shares = |stem: &StemHearing| 0.5 * (stem.kept_share() + stem.audible_share());
    heard.stems.iter().map(shares).sum()
}

fn pans(scene: &Scene<'_>) -> Vec<Draft> {
    let mut free: Vec<usize> = (0..scene.parts.len())
        .filter(|index| {
            let part = &scene.parts[*index];
            part.heard.channels == 1 && reach_pct(part.role).is_some()
        })
        .collect();
    if free.len() < 2 {
        return Vec::new();
    }
    let mut stage = Stage::new(scene);
    free.retain(|index| stage.voices[*index] == *index);
    // By loudness, not by name: the loudest chooses first.
    let loudness = |index: &usize| level(&scene.parts[*index]);
    let peak = |index: &usize| scene.parts[*index].heard.peaks.true_dbtp;
    free.sort_by(|a, b| {
        let louder = loudness(b).total_cmp(&loudness(a)).then(peak(b).total_cmp(&peak(a)));
        louder.then(scene.parts[*a].id.cmp(scene.parts[*b].id))
    });
    let singles = pairs(&mut stage, &free);
    for part in singles.into_iter().take(SINGLES_MAX) {
        let reach = reach_pct(scene.parts[part].role).map_or(0.0, |(alone, _)| alone);
        if reach >= 1.0 {
            stage.seat(part, reach);
        }
    }
    stage.prune();
    stage.seats.sort_by_key(|seat| seat.part);
    drafts(&stage)
}

fn level(part: &Part<'_>) -> f64 {
    part.lufs + part.fader_db
}

/// Seats pairs: stems of one role that sound together, the louder one to the left unless the names
/// say otherwise. Returns the others.
fn pairs(stage: &mut Stage<'_, '_>, free: &[usize]) -> Vec<usize> {
    let parts = &stage.scene.parts;
    let mut singles: Vec<usize> = Vec::new();
    for index in free.iter().copied() {
        let part = &parts[index];
        let mate = singles.iter().position(|other| {
            let other = &parts[*other];
            other.role == part.role && levels::overlap(&part.active, &other.active) >= TOGETHER
        });
        let Some(mate) = mate else {
            singles.push(index);
            continue;
        };
        let other = singles.remove(mate);
        let reach = reach_pct(part.role).map_or(0.0, |(_, pair)| pair);
        // Further pairs of the same role sit closer to the middle.
        let before = stage.seats.iter().filter(|seat| parts[seat.part].role == part.role).count();
        let reach = reach / (1.0 + 0.25 * before as f64);
        let flipped = says(parts[other].id, &["r", "right"]) || says(part.id, &["l", "left"]);
        let (left, right) = if flipped { (index, other) } else { (other, index) };
        stage.seats.push(Seat { part: left, pan_pct: -reach, mate: Some(right) });
        stage.seats.push(Seat { part: right, pan_pct: reach, mate: Some(left) });
    }
    singles
}

/// For each part the first of its voice. Who is told to be something else, or to stand on the other
/// side, is no part of it, however alike it sounds.
fn voices(parts: &[Part<'_>]) -> Vec<usize> {
    let voices = balance::voices(parts);
    let first = |(index, part): (usize, &Part<'_>)| {
        let first = &parts[voices[index]];
        let told = part.role_trust > 0.0 && first.role_trust > 0.0;
        let apart = |a: &str, b: &str| says(a, &["l", "left"]) && says(b, &["r", "right"]);
        let is_other = (told && part.role != first.role)
            || apart(first.id, part.id)
            || apart(part.id, first.id);
        if is_other { index } else { voices[index] }
    };
    parts.iter().enumerate().map(first).collect()
}

/// The name holds one of the words.
fn says(id: &str, words: &[&str]) -> bool {
    let lower = id.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|part| words.contains(&part))
}

/// Every seat with what is heard of its stem: as delivered, from the middle, and there.
fn drafts(stage: &Stage<'_, '_>) -> Vec<Draft> {
    let scene = stage.scene;
    let pct = |heard: &Hearing, part: usize| 100.0 * heard.stems[part].masked_share();
    let unity: Vec<Gain> = scene.parts.iter().map(|_| Gain::db(0.0)).collect();
    let (delivered, all) = (stage.masking.hear(&unity), stage.heard(&stage.seats));
    let draft = |(seat, part): (&Seat, usize)| {
        let stays = |other: &&Seat| other.part != seat.part && Some(other.part) != seat.mate;
        let others: Vec<Seat> = stage.seats.iter().filter(stays).copied().collect();
        let (without_pct, after_pct) = (pct(&stage.heard(&others), part), pct(&all, part));
        let side = if seat.pan_pct < 0.0 { "left" } else { "right" };
        let before_pct = pct(&delivered, part);
        let part = &scene.parts[part];
        let role = name(part.role);
        let why = if seat.mate.is_some() {
            format!("one of two of {role} that sound together: mirrored, {side}")
        } else {
            format!("{role} has room on the {side}")
        };
        let reason = format!(
            "{why}; {after_pct:.1} % of it lie under what the others leave to be heard, in the \
             middle {without_pct:.1} %"
        );
        Draft::new(part.id, Action::Pan)
            .set("position_pct", seat.pan_pct)
            .because(reason)
            .evidence("masked_share_pct", before_pct, after_pct)
            .without(without_pct)
    };
    let aside = stage.seats.iter().filter(|seat| seat.pan_pct.abs() >= 1.0);
    let mut drafts: Vec<Draft> =
        aside.flat_map(|seat| stage.on(seat).map(move |part| (seat, part))).map(draft).collect();
    drafts.sort_by(|a, b| a.target().cmp(b.target()));
    drafts
}

fn width(part: &Part<'_>, taste: &Taste<'_>, is_fragile: bool) -> Option<Draft> {
    if part.heard.channels == 1 {
        return None;
    }
    let stereo = part.heard.stereo;
    let is_low = part.group() == RoleGroup::Bass || part.role == Role::Kick;
    if is_low && stereo.low_side_over_mid > LOW_SIDE {
        return Some(
            Draft::new(part.id, Action::Width)
                .set("width_pct", 100.0)
                .set("mono_below_hz", MONO_BELOW_HZ)
                .because(format!(
                    "under 120 Hz its side is {:.2} of its mid; the low end belongs to the middle",
                    stereo.low_side_over_mid
                ))
                .evidence("low_side_over_mid", stereo.low_side_over_mid, 0.0),
        );
    }
    let side = stereo.side_over_mid;
    // Correlation of channels of equal power: (1 − s²) / (1 + s²) for a side over mid of s.
    let widest = ((1.0 - CORRELATION_MIN) / (1.0 + CORRELATION_MIN)).sqrt();
    let wanted_pct = match part.role {
        Role::SynthPad | Role::BackingVocals | Role::Strings | Role::Fx => taste.stem_width_pct,
        Role::Synth | Role::Keys => 0.5 * (100.0 + taste.stem_width_pct),
        _ => 100.0,
    };
    let safe_pct = 100.0 * widest / side.max(1e-6);
    // Narrower only where the stem itself falls apart in mono.
    let width_pct = if stereo.correlation < 0.0 {
        let narrow_pct = (100.0 * 0.9 / side.max(1e-6)).clamp(NARROW_MIN_PCT, 100.0);
        if is_fragile { narrow_pct } else { 100.0 }
    } else {
        wanted_pct.min(safe_pct.max(100.0))
    };
    if side <= 0.02 || (width_pct - 100.0).abs() < WIDTH_FLOOR_PCT {
        return None;
    }
    let after = side * width_pct / 100.0;
    Some(
        Draft::new(part.id, Action::Width)
            .set("width_pct", width_pct)
            .because(format!(
                "the side of {} is {side:.2} of its mid with a correlation of {:.2}: {width_pct:.0} % \
                 keeps it safe in mono",
                name(part.role),
                stereo.correlation
            ))
            .evidence("side_over_mid", side, after),
    )
}

#[cfg(test)]
#[path = "space_tests.rs"]
mod tests;
