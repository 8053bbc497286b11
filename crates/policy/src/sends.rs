//! Reverb and delay: sends by role and density, returns by profile and tempo.
//!
//! How loud a return will be is foreseen from the envelopes of what is sent: the gain of `dsp`'s
//! reverb in the middle of the spectrum, less what its cuts and its damping take of each band, with
//! each hop's power spread over the decay.

use audio::math::power_to_db;
use measure::ENVELOPE_HOP_MS;
use recipe::{Action, ReverbCharacter, Role};

use crate::balance::name;
use crate::draft::Draft;
use crate::erb::{self, db_to_power};
use crate::levels;
use crate::scene::{Part, Scene};
use crate::taste::Taste;

/// A send under this level is not heard under the dry mix, in dB.
const SEND_FLOOR_DB: f64 = -28.0;

/// A stem as wide as this (side over mid) brings a room of its own; the send drops by this, in dB.
const OWN_ROOM_SIDE: f64 = 0.12;
const OWN_ROOM_DB: f64 = -7.0;

/// Room for reverb shrinks as more sounds at the same time: per stem over four, and the most, in
/// dB.
const DENSITY_DB: f64 = -0.4;
const DENSITY_MAX_DB: f64 = -4.0;

/// The return may be fitted to the profile's loudness by this much, in dB.
const RETURN_DB: [f64; 2] = [-12.0, 9.0];

/// No stem gets more of the room than this against itself, in dB, however few stems send.
const WET_MAX_DB: f64 = -7.0;

/// Cuts on the way into the room, in Hz.
const LOW_CUT_HZ: f64 = 220.0;
const HIGH_CUT_HZ: f64 = 9_000.0;

/// Gain of the room in the middle of the spectrum, in dB: its level is set so that white noise,
/// which the cuts and the damping take much of, comes back about as loud. Measured on the returns
/// of five songs, where it leaves errors of 0.2 to 1.4 dB.
const ROOM_DB: f64 = 2.8;

/// Power that the damping leaves far over its frequency: the decay is four times as short there.
const DAMPED: f64 = 0.25;

/// Sends of all stems, then the returns that are used.
pub(crate) fn moves(scene: &Scene<'_>, taste: &Taste<'_>) -> Vec<Draft> {
    let density = density(scene);
    let density_db = (DENSITY_DB * (density - 4.0).max(0.0)).max(DENSITY_MAX_DB);
    let room = taste.profile.reverb;
    let mut sends = Vec::new();
    for part in &scene.parts {
        let Some(level_db) = reverb_db(part, taste, density_db) else { continue };
        sends.push(Send { part, level_db, share: wet_share(part, &room) });
    }
    let mut drafts = Vec::new();
    if !sends.is_empty() {
        let sent = |without| Sent::of(scene, &sends, without).ring(room.decay_s);
        let all = sent(None);
        let (back, return_db) = reverb_return(scene, taste, sends.len(), &all);
        for (index, send) in sends.iter().enumerate() {
            let all_lu = all.over_mix_lu() + return_db;
            let lu = [all_lu + sent(Some(index)).share_db(&all), all_lu];
            drafts.push(proved(reverb_send(send, density), "reverb_over_mix_lu", lu));
        }
        drafts.push(back);
    }
    drafts.extend(delays(scene, taste));
    drafts
}

/// A send with what comes back of all others and of all; of nothing at all before.
fn proved(draft: Draft, metric: &str, over_mix_lu: [f64; 2]) -> Draft {
    let [without_lu, after_lu] = over_mix_lu.map(|lu| lu.max(f64::from(audio::SILENCE_DB)));
    draft.evidence(metric, f64::from(audio::SILENCE_DB), after_lu).without(without_lu)
}

/// What one stem sends.
struct Send<'a, 'b> {
    part: &'a Part<'b>,
    level_db: f64,
    /// Share of its loudness, as power, that comes back.
    share: f64,
}

/// What arrives at a return, as K-weighted power per hop.
struct Sent {
    k_power: Vec<f64>,
    mix_lufs: f64,
    /// The highest send, in dB.
    most_db: f64,
}

impl Sent {
    /// Of all sends, or of all but one.
    fn of(scene: &Scene<'_>, sends: &[Send<'_, '_>], without: Option<usize>) -> Self {
        let hops = scene.parts.iter().map(|part| part.heard.envelope.k_power.len()).max();
        let k_power = vec![0.0; hops.unwrap_or(0)];
        let mut sent = Self { k_power, mix_lufs: scene.sum_lufs(), most_db: f64::NEG_INFINITY };
        for (_, send) in sends.iter().enumerate().filter(|(at, _)| Some(*at) != without) {
            let gain = send.share * db_to_power(send.level_db) * send.part.fader_power();
            for (sum, power) in sent.k_power.iter_mut().zip(send.part.k_power()) {
                *sum += gain * power;
            }
            sent.most_db = sent.most_db.max(send.level_db);
        }
        sent
    }

    /// Spreads the power of each hop over an exponential decay.
    fn ring(mut self, decay_s: f64) -> Self {
        // 60 dB in `decay_s`.
        let left = db_to_power(-60.0 * 1e-3 * ENVELOPE_HOP_MS / decay_s.max(0.1));
        let mut tail = 0.0;
        for power in &mut self.k_power {
            tail = left * tail + (1.0 - left) * *power;
            *power = tail;
        }
        self
    }

    /// Power against that of all sends, in dB. Not their loudness: gates would call what is left of
    /// a room louder where a send that fills its pauses is missing.
    fn share_db(&self, all: &Self) -> f64 {
        let power = |sent: &Self| sent.k_power.iter().sum::<f64>();
        power_to_db((power(self) / power(all).max(1e-30)).max(1e-15))
    }

    /// Loudness at a return of 0 dB against the mix, in LU.
    fn over_mix_lu(&self) -> f64 {
        levels::gated_lufs(&self.k_power) - self.mix_lufs
    }
}

/// Share of a stem's loudness, as power, that comes through the room.
fn wet_share(part: &Part<'_>, room: &ReverbCharacter) -> f64 {
    let weighted = erb::k_weighted(&part.bands);
    let total: f64 = weighted.iter().sum();
    let square = |ratio: f64| ratio * ratio;
    let wet = weighted.iter().enumerate().map(|(band, power)| {
        let hz = erb::centre_hz(band);
        let (low, high) = (square(hz / LOW_CUT_HZ), square(hz / HIGH_CUT_HZ));
        let damped = square(hz / room.damping_hz.max(1.0));
        power * low / (1.0 + low) / (1.0 + high) * (1.0 + DAMPED * damped) / (1.0 + damped)
    });
    db_to_power(ROOM_DB) * wet.sum::<f64>() / total.max(1e-30)
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

/// A role's send against that of its group, in dB; none stays dry.
const fn role_db(role: Role) -> Option<f64> {
    Some(match role {
        Role::Kick | Role::Cymbals | Role::Bass | Role::SubBass | Role::BackingTrack => {
            return None;
        }
        Role::Unknown | Role::Fx => return None,
        Role::Hats | Role::DrumsBus | Role::Overheads => -5.0,
        Role::Claps | Role::Snare => 2.0,
        Role::LeadVocal | Role::Organ => -1.0,
        Role::Synth => -2.0,
        Role::BackingVocals | Role::AcousticGuitar | Role::SynthLead => 1.0,
        _ => 0.0,
    })
}

fn room_db(part: &Part<'_>) -> f64 {
    if part.heard.stereo.side_over_mid > OWN_ROOM_SIDE { OWN_ROOM_DB } else { 0.0 }
}

fn reverb_db(part: &Part<'_>, taste: &Taste<'_>, density_db: f64) -> Option<f64> {
    let group_db = taste.profile.sends_db.reverb.get(&part.group())?;
    let level_db = group_db + role_db(part.role)? + density_db + room_db(part);
    (level_db >= SEND_FLOOR_DB).then_some(level_db)
}

fn reverb_send(Send { part, level_db, .. }: &Send<'_, '_>, density: f64) -> Draft {
    let side = part.heard.stereo.side_over_mid;
    let room = if room_db(part) < 0.0 { "it has a room of its own" } else { "it is dry" };
    Draft::new(part.id, Action::ReverbSend).set("level_db", *level_db).because(format!(
        "{}: {room} (side over mid {side:.2}) and {density:.1} stems sound at a time",
        name(part.role)
    ))
}

/// The return, and its level.
fn reverb_return(scene: &Scene<'_>, taste: &Taste<'_>, sends: usize, sent: &Sent) -> (Draft, f64) {
    let room = taste.profile.reverb;
    let sent_lu = sent.over_mix_lu();
    let (pre_delay_ms, why) = match scene.tempo() {
        // The note nearest to what the profile wants, of those that halve the beat.
        Some(tempo) => {
            let mut note_ms = 60_000.0 / tempo.bpm;
            while note_ms > 1.42 * room.pre_delay_ms.max(1.0) {
                note_ms *= 0.5;
            }
            (note_ms, format!("a note of {:.0} bpm", tempo.bpm))
        }
        None => (room.pre_delay_ms, "the profile's, no sure tempo".to_owned()),
    };
    let most_db = RETURN_DB[1].min(WET_MAX_DB - sent.most_db).max(RETURN_DB[0]);
    let return_db = (room.level_lu - sent_lu).clamp(RETURN_DB[0], most_db);
    let draft = Draft::new("reverb", Action::Reverb)
        .set("decay_s", room.decay_s)
        .set("pre_delay_ms", pre_delay_ms)
        .set("damping_hz", room.damping_hz)
        .set("low_cut_hz", LOW_CUT_HZ)
        .set("high_cut_hz", HIGH_CUT_HZ)
        .set("return_db", return_db)
        .because(format!(
            "{sends} sends ring {sent_lu:.1} LU against the mix, the profile wants {:.1}; \
             pre-delay of {pre_delay_ms:.0} ms ({why})",
            room.level_lu
        ))
        .evidence("reverb_over_mix_lu", f64::from(audio::SILENCE_DB), sent_lu + return_db);
    (draft, return_db)
}

/// Delay sends and their return; nothing without a sure tempo.
fn delays(scene: &Scene<'_>, taste: &Taste<'_>) -> Vec<Draft> {
    let Some(tempo) = scene.tempo() else { return Vec::new() };
    let echo = taste.profile.delay;
    let time_ms = echo.note.ms(tempo.bpm);
    let send = |part| Some(Send { part, level_db: delay_db(part, taste)?, share: 1.0 });
    let sends: Vec<Send<'_, '_>> = scene.parts.iter().filter_map(send).collect();
    if sends.is_empty() {
        return Vec::new();
    }
    let again = echo.feedback_pct / 100.0;
    // Echoes add up: 1 + f² + f⁴ + …
    let echoes_db = power_to_db((1.0 - again * again).max(0.1));
    let all = Sent::of(scene, &sends, None);
    let all_lu = all.over_mix_lu() - echoes_db;
    let return_db = (echo.level_lu - all_lu).clamp(RETURN_DB[0], 0.0);
    let mut drafts = Vec::new();
    for (index, Send { part, level_db, .. }) in sends.iter().enumerate() {
        let draft =
            Draft::new(part.id, Action::DelaySend).set("level_db", *level_db).because(format!(
                "{} sounds for {:.0} % of the song: echoes of {time_ms:.0} ms fill its rests",
                name(part.role),
                100.0 * part.active_share()
            ));
        let after_lu = all_lu + return_db;
        let lu = [after_lu + Sent::of(scene, &sends, Some(index)).share_db(&all), after_lu];
        drafts.push(proved(draft, "delay_over_mix_lu", lu));
    }
    drafts.push(
        Draft::new("delay", Action::Delay)
            .set("time_ms", time_ms)
            .set("feedback_pct", echo.feedback_pct)
            .set("return_db", return_db)
            .because(format!(
                "{time_ms:.0} ms are {} beats at {:.1} bpm (confidence {:.2}); the echoes come back \
                 {:.1} LU against the mix",
                echo.note.beats(),
                tempo.bpm,
                tempo.confidence,
                all_lu + return_db
            ))
            .evidence("delay_over_mix_lu", f64::from(audio::SILENCE_DB), all_lu + return_db),
    );
    drafts
}

fn delay_db(part: &Part<'_>, taste: &Taste<'_>) -> Option<f64> {
    let own_db = match part.role {
        Role::LeadVocal | Role::SynthLead => 0.0,
        Role::BackingVocals => -5.0,
        _ => return None,
    };
    let group_db = taste.profile.sends_db.delay.get(&part.group())?;
    let level_db = group_db + own_db + room_db(part);
    (level_db >= SEND_FLOOR_DB).then_some(level_db)
}
