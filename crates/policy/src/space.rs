//! Pan and width: low and lead in the middle, doubles mirrored, others where they cover least.
//! Stereo stems keep their image but for what is not safe in mono.

use recipe::{Action, Role, RoleGroup};

use crate::balance::name;
use crate::draft::Draft;
use crate::erb::Bands;
use crate::levels;
use crate::scene::{Part, Scene};
use crate::taste::Taste;

/// Stems count as a pair where they sound together for at least this share of their time.
const TOGETHER: f64 = 0.5;

/// Side over mid of a bass or kick, under 120 Hz, that is called wide.
const LOW_SIDE: f64 = 0.1;
const MONO_BELOW_HZ: f64 = 120.0;

/// A widened stem keeps at least this correlation: far over the 0.1 that the mix must keep.
const CORRELATION_MIN: f64 = 0.4;

/// A song whose worst 3 s correlate less than this is in danger in mono.
const SONG_CORRELATION_MIN: f64 = 0.1;

/// No stem is made narrower than this, in percent.
const NARROW_MIN_PCT: f64 = 60.0;

/// Smaller changes of width are not heard, in percent.
const WIDTH_FLOOR_PCT: f64 = 5.0;

/// Pan and width of all stems.
pub(crate) fn moves(scene: &Scene<'_>, taste: &Taste<'_>) -> Vec<Draft> {
    let mut drafts = pans(scene);
    // A stem may be as wide as it likes while the song holds together in mono.
    let is_fragile = scene.session.sum.stereo.correlation_p1 < SONG_CORRELATION_MIN;
    drafts.extend(scene.parts.iter().filter_map(|part| width(part, taste, is_fragile)));
    drafts
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
struct Seat<'a, 'b> {
    part: &'a Part<'b>,
    pan_pct: f64,
    is_pair: bool,
}

fn pans(scene: &Scene<'_>) -> Vec<Draft> {
    let free: Vec<&Part<'_>> = scene
        .parts
        .iter()
        .filter(|part| part.heard.channels == 1 && reach_pct(part.role).is_some())
        .collect();
    let (mut seats, mut singles) = pairs(&free);
    // The loudest chooses first; alone it would only make the mix lean.
    singles.sort_by(|a, b| level(b).total_cmp(&level(a)).then(a.id.cmp(b.id)));
    if singles.len() + seats.len() > 1 {
        for part in singles {
            let reach = reach_pct(part.role).map_or(0.0, |(alone, _)| alone);
            let side =
                if cover(&seats, part, -1.0) <= cover(&seats, part, 1.0) { -1.0 } else { 1.0 };
            seats.push(Seat { part, pan_pct: side * reach, is_pair: false });
        }
    }
    seats.sort_by(|a, b| a.part.id.cmp(b.part.id));
    seats.iter().filter(|seat| seat.pan_pct.abs() >= 1.0).map(|seat| pan(seat, &seats)).collect()
}

fn level(part: &Part<'_>) -> f64 {
    part.lufs + part.fader_db
}

/// Takes pairs out: stems of one role that sound together, in the order of their names, the first
/// to the left unless the names say otherwise.
fn pairs<'a, 'b>(free: &[&'a Part<'b>]) -> (Vec<Seat<'a, 'b>>, Vec<&'a Part<'b>>) {
    let mut seats = Vec::new();
    let mut singles: Vec<&Part<'_>> = Vec::new();
    for part in free {
        let mate = singles.iter().position(|other| {
            other.role == part.role && levels::overlap(&part.active, &other.active) >= TOGETHER
        });
        let Some(mate) = mate else {
            singles.push(part);
            continue;
        };
        let other = singles.remove(mate);
        let reach = reach_pct(part.role).map_or(0.0, |(_, pair)| pair);
        // Further pairs of the same role sit closer to the middle.
        let before = seats.iter().filter(|seat: &&Seat<'_, '_>| seat.part.role == part.role);
        let reach = reach / (1.0 + 0.25 * before.count() as f64);
        let flipped = says(other.id, &["r", "right"]) || says(part.id, &["l", "left"]);
        let (left, right) = if flipped { (*part, other) } else { (other, *part) };
        seats.push(Seat { part: left, pan_pct: -reach, is_pair: true });
        seats.push(Seat { part: right, pan_pct: reach, is_pair: true });
    }
    (seats, singles)
}

/// The name holds one of the words.
fn says(id: &str, words: &[&str]) -> bool {
    let lower = id.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|part| words.contains(&part))
}

/// How much of a stem's spectrum is covered by what sits on a side: the shared power per band,
/// as a share of its own.
fn cover(seats: &[Seat<'_, '_>], part: &Part<'_>, side: f64) -> f64 {
    let own = normal(part);
    let on_side = seats.iter().filter(|seat| seat.pan_pct * side > 0.0 && seat.part.id != part.id);
    on_side
        .map(|seat| {
            let other = normal(seat.part);
            let shared: f64 = own.iter().zip(&other).map(|(own, other)| own.min(*other)).sum();
            shared * levels::overlap(&part.active, &seat.part.active) * seat.pan_pct.abs() / 100.0
        })
        .sum()
}

fn normal(part: &Part<'_>) -> Bands {
    let total: f64 = part.bands.iter().sum();
    part.bands.map(|power| power / total.max(1e-30))
}

fn pan(seat: &Seat<'_, '_>, seats: &[Seat<'_, '_>]) -> Draft {
    let side = seat.pan_pct.signum();
    // Never −0 in a sentence.
    let pct = |side: f64| (100.0 * cover(seats, seat.part, side)).max(0.0) + 0.0;
    let (here, there) = (pct(side), pct(-side));
    let side_name = if side < 0.0 { "left" } else { "right" };
    let role = name(seat.part.role);
    let reason = if seat.is_pair {
        format!("one of two of {role} that sound together: mirrored, {side_name}")
    } else {
        format!(
            "{role} shares {here:.0} % of its spectrum with the {side_name}, {there:.0} % with \
                 the other side"
        )
    };
    Draft::new(seat.part.id, Action::Pan)
        .set("position_pct", seat.pan_pct)
        .because(reason)
        .evidence("side_overlap_pct", here + there, here)
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
