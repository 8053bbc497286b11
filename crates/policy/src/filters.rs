//! Trim, route, high-pass and low-pass: what every strip begins with.

use audio::math::power_to_db;
use recipe::{Action, Role};

use crate::balance::name;
use crate::draft::{Draft, round_to};
use crate::erb;
use crate::levels;
use crate::scene::{Part, Scene};

/// No filter may cost a stem more of its loudness or of its power than this, in dB.
const LOSS_MAX_DB: f64 = 0.5;

/// A band this far under the stem's loudest is no part of its sound, in dB.
const IDLE_BAND_DB: f64 = 15.0;

/// A filter is only worth its phase shift where at least this much lies beyond its corner,
/// relative to the stem's power, in dB …
const RUMBLE_FLOOR_DB: f64 = -45.0;
/// … and is either so much that dynamics would follow it, or, relative to all that the mix has
/// there, so much that the low end is less clear for it, in dB.
const RUMBLE_HEAVY_DB: f64 = -20.0;
const RUMBLE_MIX_DB: f64 = -15.0;
const HISS_FLOOR_DB: f64 = -60.0;

/// Noise keeps its level: nine tenths of the hops within this, while the stem moves twice as much,
/// in dB.
const HISS_SPREAD_DB: f64 = 6.0;

/// Smaller trims than this change nothing, in dB.
const TRIM_FLOOR_DB: f64 = 0.1;

/// Order of the filters: 12 dB per octave.
const ORDER: u32 = 2;

/// Route for every stem, then trim and filters for those that sound.
pub(crate) fn moves(scene: &Scene<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (id, bus) in &scene.silent {
        let reason = "it does not sound in the mix and is only kept in its place".to_owned();
        drafts.push(Draft::new(id, Action::Route).word("bus", bus.id()).because(reason));
    }
    for part in &scene.parts {
        drafts.push(Draft::new(part.id, Action::Route).word("bus", part.bus.id()).because(
            format!(
                "{} with confidence {:.2} belongs to the {}",
                name(part.role),
                part.confidence,
                part.bus.id().replace('_', " ")
            ),
        ));
        drafts.extend(trim(part));
        drafts.extend(high_pass(scene, part));
        drafts.extend(low_pass(scene, part));
    }
    drafts
}

fn trim(part: &Part<'_>) -> Option<Draft> {
    let peak = part.heard.peaks.true_dbtp;
    (part.trim_db.abs() >= TRIM_FLOOR_DB).then(|| {
        Draft::new(part.id, Action::Trim)
            .set("gain_db", part.trim_db)
            .because(format!("its true peak of {peak:.1} dBTP goes to -6 dBFS in the strip"))
            .evidence("true_peak_dbtp", peak, peak + part.trim_db)
    })
}

/// Gain of the whole stem through a filter, in dB, of its power and of its loudness.
fn loss_db(part: &Part<'_>, gain_db: impl Fn(f64) -> f64) -> [f64; 2] {
    let loss = |bands: &erb::Bands| {
        let before: f64 = bands.iter().sum();
        let pairs = bands.iter().enumerate();
        let after: f64 =
            pairs.map(|(i, power)| power * erb::db_to_power(gain_db(erb::centre_hz(i)))).sum();
        power_to_db(before.max(1e-30) / after.max(1e-30))
    };
    [loss(&part.bands), loss(&erb::k_weighted(&part.bands))]
}

/// The loudest band under `corner_hz` against the loudest of all, in dB.
fn loudest_db(part: &Part<'_>, corner_hz: f64) -> f64 {
    let loudest = |to_hz: f64| {
        let inside = (0..part.bands.len()).filter(|band| erb::centre_hz(*band) < to_hz);
        inside.map(|band| part.bands[band]).fold(1e-30, f64::max)
    };
    power_to_db(loudest(corner_hz) / loudest(f64::INFINITY))
}

/// Power under `corner_hz` in the mix, against that of all stems, in dB.
fn mix_share_db(scene: &Scene<'_>, part: &Part<'_>, corner_hz: f64) -> f64 {
    let low = |part: &Part<'_>| part.fader_power() * erb::between(&part.bands, 0.0, corner_hz);
    let all: f64 = scene.parts.iter().map(low).sum();
    power_to_db(low(part) / all.max(1e-30))
}

fn high_pass(scene: &Scene<'_>, part: &Part<'_>) -> Option<Draft> {
    let ceiling_hz = low_ceiling_hz(part.role)?;
    // Downwards in sixths of an octave until the stem keeps what it has.
    let mut corner_hz = ceiling_hz;
    let losses = loop {
        let losses = loss_db(part, |hz| erb::high_pass_db(hz, corner_hz, ORDER));
        let is_idle = loudest_db(part, corner_hz) < -IDLE_BAND_DB;
        if is_idle && losses.iter().all(|loss| *loss <= LOSS_MAX_DB) {
            break losses;
        }
        corner_hz *= 0.890_9;
        if corner_hz < 20.0 {
            return None;
        }
    };
    let corner_hz = round_to(corner_hz, 1.0);
    let total: f64 = part.bands.iter().sum();
    let rumble_db = power_to_db(erb::between(&part.bands, 0.0, corner_hz) / total);
    let mix_db = mix_share_db(scene, part, corner_hz);
    let matters = rumble_db > RUMBLE_HEAVY_DB || mix_db > RUMBLE_MIX_DB;
    if rumble_db <= RUMBLE_FLOOR_DB || !matters {
        return None;
    }
    let filtered_db = rumble_db + erb::high_pass_db(0.7 * corner_hz, corner_hz, ORDER);
    Some(
        Draft::new(part.id, Action::HighPass)
            .set("freq_hz", corner_hz)
            .set("slope_db_per_oct", f64::from(6 * ORDER))
            .because(format!(
                "only {rumble_db:.0} dB of it lie under {corner_hz:.0} Hz, {mix_db:.0} dB of what \
                 the mix has there; it loses {:.2} LU",
                losses[1]
            ))
            .evidence("rumble_share_db", rumble_db, filtered_db),
    )
}

/// What lies over `corner_hz` is noise, no sound of the stem's own: it stays while the stem moves.
fn is_steady(scene: &Scene<'_>, part: &Part<'_>, corner_hz: f64) -> bool {
    let level = |from_hz: f64| {
        let hops = scene.masking.hops().iter();
        let power =
            |hop: &usize| erb::between(&part.heard.excitation.powers(*hop), from_hz, f64::INFINITY);
        let mut levels: Vec<f64> = hops.map(power).filter(|p| *p > 0.0).map(power_to_db).collect();
        levels.sort_by(f64::total_cmp);
        levels
    };
    let spread = |levels: &[f64]| {
        let at = |share| levels::percentile(levels, share);
        at(0.9).zip(at(0.1)).map(|(loud, quiet)| loud - quiet)
    };
    let (hiss, all) = (level(corner_hz), level(0.0));
    let heard = 2 * hiss.len() > all.len();
    let spreads = spread(&hiss).zip(spread(&all));
    heard && spreads.is_some_and(|(hiss, all)| hiss < HISS_SPREAD_DB && all > 2.0 * hiss)
}

fn low_pass(scene: &Scene<'_>, part: &Part<'_>) -> Option<Draft> {
    let mut corner_hz = match part.role {
        Role::SubBass => 3_000.0,
        Role::Bass => 8_000.0,
        Role::Kick => 12_000.0,
        _ => return None,
    };
    // Mirrored: a Butterworth low-pass is the high-pass of the inverse frequency.
    let gain_db = |hz: f64, corner_hz: f64| erb::high_pass_db(corner_hz, hz, ORDER);
    let losses = loop {
        let losses = loss_db(part, |hz| gain_db(hz, corner_hz));
        if losses.iter().all(|loss| *loss <= LOSS_MAX_DB) {
            break losses;
        }
        corner_hz *= 1.122_5;
        if corner_hz > 16_000.0 {
            return None;
        }
    };
    let total: f64 = part.bands.iter().sum();
    let hiss_db = power_to_db(erb::between(&part.bands, corner_hz, 40_000.0) / total);
    if hiss_db <= HISS_FLOOR_DB || !is_steady(scene, part, corner_hz) {
        return None;
    }
    Some(
        Draft::new(part.id, Action::LowPass)
            .set("freq_hz", corner_hz)
            .set("slope_db_per_oct", f64::from(6 * ORDER))
            .because(format!(
                "{} has only {hiss_db:.0} dB over {corner_hz:.0} Hz, where others need room; it \
                 loses {:.2} LU",
                name(part.role),
                losses[1]
            ))
            .evidence("hiss_share_db", hiss_db, hiss_db + gain_db(1.4 * corner_hz, corner_hz)),
    )
}

/// No high-pass goes over this, in Hz: what lies below may be wanted. None for whole mixes.
const fn low_ceiling_hz(role: Role) -> Option<f64> {
    Some(match role {
        Role::SubBass => 20.0,
        Role::Kick | Role::Bass | Role::DrumsBus | Role::Unknown => 28.0,
        Role::Toms | Role::Piano | Role::Organ | Role::Synth | Role::Fx => 40.0,
        Role::Keys | Role::Strings | Role::Brass | Role::Woodwinds => 55.0,
        Role::ElectricGuitar | Role::AcousticGuitar | Role::SynthPad => 75.0,
        Role::LeadVocal | Role::Speech | Role::Snare => 85.0,
        Role::SynthLead | Role::Percussion | Role::BackingVocals | Role::Overheads => 110.0,
        Role::Claps => 150.0,
        Role::Cymbals | Role::Hats => 220.0,
        Role::BackingTrack => return None,
    })
}
