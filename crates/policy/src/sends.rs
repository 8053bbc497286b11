//! Reverb and delay: sends by role and density, returns by profile and tempo.

use recipe::{Action, Role};

use crate::balance::name;
use crate::draft::Draft;
use crate::levels;
use crate::scene::{Part, Scene};
use crate::taste::Taste;

/// A send under this level is not heard under the dry mix, in dB.
const SEND_FLOOR_DB: f64 = -26.0;

/// A stem as wide as this (side over mid) brings a room of its own; the send drops by this, in dB.
const OWN_ROOM_SIDE: f64 = 0.12;
const OWN_ROOM_DB: f64 = -7.0;

/// Room for reverb shrinks as more sounds at the same time: per stem over four, and the most, in
/// dB.
const DENSITY_DB: f64 = -0.4;
const DENSITY_MAX_DB: f64 = -4.0;

/// Sends of all stems, then the returns that are used.
pub(crate) fn moves(scene: &Scene<'_>, taste: &Taste) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let density = density(scene);
    let density_db = (DENSITY_DB * (density - 4.0).max(0.0)).max(DENSITY_MAX_DB);
    let mut reverb: Vec<Draft> = Vec::new();
    for part in &scene.parts {
        reverb.extend(reverb_send(part, taste, density, density_db));
    }
    if !reverb.is_empty() {
        reverb.push(reverb_return(scene, taste, reverb.len()));
    }
    drafts.extend(reverb);
    // Without a sure tempo there is no delay.
    if let (Some(tempo), Some(send_db)) = (scene.tempo(), taste.delay_db) {
        let time_ms = echo_ms(tempo.bpm);
        let mut delay: Vec<Draft> =
            scene.parts.iter().filter_map(|part| delay_send(part, send_db, time_ms)).collect();
        if !delay.is_empty() {
            delay.push(delay_return(time_ms, tempo.bpm, tempo.confidence));
        }
        drafts.extend(delay);
    }
    drafts
}

/// How many stems sound at the same time, on average, while anything does.
fn density(scene: &Scene<'_>) -> f64 {
    let hops = scene.parts.iter().map(|part| part.active.len()).max().unwrap_or(0);
    let mut counts = vec![0_u32; hops];
    for part in &scene.parts {
        for (count, active) in counts.iter_mut().zip(&part.active) {
            *count += u32::from(*active);
        }
    }
    levels::mean(counts.into_iter().filter(|count| *count > 0).map(f64::from))
}

/// Send level of a dry stem in a neutral profile, in dB.
const fn base_db(role: Role) -> Option<f64> {
    Some(match role {
        Role::BackingVocals | Role::Strings => -12.0,
        Role::LeadVocal | Role::SynthLead | Role::Claps | Role::Woodwinds | Role::Brass => -14.0,
        Role::Snare | Role::AcousticGuitar | Role::Piano | Role::Keys | Role::SynthPad => -15.5,
        Role::ElectricGuitar | Role::Organ | Role::Percussion | Role::Toms => -17.0,
        Role::Synth => -18.0,
        Role::Hats | Role::Overheads | Role::DrumsBus => -22.0,
        _ => return None,
    })
}

fn reverb_send(part: &Part<'_>, taste: &Taste, density: f64, density_db: f64) -> Option<Draft> {
    let space_db = taste.reverb_db?;
    let side = part.heard.stereo.side_over_mid;
    let has_room = side > OWN_ROOM_SIDE;
    let room_db = if has_room { OWN_ROOM_DB } else { 0.0 };
    let level_db = base_db(part.role)? + space_db + density_db + room_db;
    if !(level_db >= SEND_FLOOR_DB) {
        return None;
    }
    let room = if has_room { "it has a room of its own" } else { "it is dry" };
    Some(
        Draft::new(part.id, Action::ReverbSend)
            .set("level_db", level_db)
            .because(format!(
                "{}: {room} (side over mid {side:.2}) and {density:.1} stems sound at a time",
                name(part.role)
            ))
            .evidence("reverb_send_db", -96.0, level_db),
    )
}

fn reverb_return(scene: &Scene<'_>, taste: &Taste, sends: usize) -> Draft {
    let (pre_delay_ms, why) = match scene.tempo() {
        // A sixty-fourth note, doubled until the first echo is heard apart from the dry sound.
        Some(tempo) => {
            let mut note_ms = 60_000.0 / tempo.bpm / 16.0;
            while note_ms < 12.0 {
                note_ms *= 2.0;
            }
            (note_ms.min(60.0), format!("a note of {:.0} bpm", tempo.bpm))
        }
        None => (20.0, "no sure tempo".to_owned()),
    };
    Draft::new("reverb", Action::Reverb)
        .set("decay_s", taste.decay_s)
        .set("pre_delay_ms", pre_delay_ms)
        .set("damping_hz", taste.damping_hz)
        .set("low_cut_hz", 220.0)
        .set("return_db", 0.0)
        .because(format!(
            "one room for {sends} sends: {:.1} s by the profile, pre-delay of {pre_delay_ms:.0} ms \
             ({why})",
            taste.decay_s
        ))
        .evidence("reverb_sends", 0.0, sends as f64)
}

/// A dotted eighth, or a quarter where the beat is fast, in ms.
fn echo_ms(bpm: f64) -> f64 {
    let beat_ms = 60_000.0 / bpm;
    if beat_ms < 430.0 { beat_ms } else { 0.75 * beat_ms }
}

fn delay_send(part: &Part<'_>, send_db: f64, time_ms: f64) -> Option<Draft> {
    let base_db = match part.role {
        Role::LeadVocal => -18.0,
        Role::SynthLead => -17.0,
        Role::BackingVocals => -22.0,
        _ => return None,
    };
    let has_room = part.heard.stereo.side_over_mid > OWN_ROOM_SIDE;
    let level_db = base_db + send_db + if has_room { OWN_ROOM_DB } else { 0.0 };
    (level_db >= SEND_FLOOR_DB).then(|| {
        Draft::new(part.id, Action::DelaySend)
            .set("level_db", level_db)
            .because(format!(
                "{} sounds for {:.0} % of the song: echoes of {time_ms:.0} ms fill its rests",
                name(part.role),
                100.0 * part.active_share()
            ))
            .evidence("delay_send_db", -96.0, level_db)
    })
}

fn delay_return(time_ms: f64, bpm: f64, confidence: f64) -> Draft {
    Draft::new("delay", Action::Delay)
        .set("time_ms", time_ms)
        .set("feedback_pct", 28.0)
        .set("return_db", 0.0)
        .because(format!(
            "{time_ms:.0} ms is a note at {bpm:.1} bpm (confidence {confidence:.2})"
        ))
        .evidence("beats", 0.0, time_ms * bpm / 60_000.0)
}
