//! Room by turns: the kick pushes the bass aside between 40 and 120 Hz, the lead voice the music
//! as a whole. Both only where both parties sound at the same time, and where the ear's model says
//! that what makes room is heard more for it: a dip that frees nothing only makes the music thinner
//! and the voice louder than its fader says.

use audio::math::power_to_db;
use measure::masking::{Gain, Masking};
use measure::{ENVELOPE_HOP_MS, ERB_BANDS, EXCITATION_HOP_MS};
use recipe::{Action, Role, RoleGroup};

use crate::draft::Draft;
use crate::erb::{self, Bands};
use crate::levels;
use crate::scene::{BusName, Part, Scene};
use crate::taste::Taste;

/// Parties that meet for less of the key's time than this need no help.
const MEET_SHARE: f64 = 0.25;

/// The band in which kick and bass share the floor, in Hz; the bell covers it.
const LOW_HZ: [f64; 2] = [40.0, 120.0];
const LOW_CENTRE_HZ: f64 = 70.0;
const LOW_Q: f64 = 0.7;

/// The dip has to free this much of the kick, in percent points: few of its bands lie down there.
const KICK_FREED_PCT: f64 = 0.5;

/// Kicks that are this much louder than the bass down there are not in its way, in dB.
const KICK_FREE_DB: f64 = 9.0;

/// The music has to be this close to the voice before it makes way, in dB: rest over voice.
const VOICE_FREE_DB: f64 = -4.0;

/// The dip under a voice, in dB.
const DIP_DB: [f64; 2] = [0.5, 1.5];

/// A dip has to bring this much of the one who needs room over the masked threshold, in percent
/// points for every dB.
const FREED_PER_DB_PCT: f64 = 0.7;

/// Voices of which less is masked than this, in percent, are clear.
const MASKED_FLOOR_PCT: f64 = 6.0;

/// Both kinds of ducking.
pub(crate) fn moves(scene: &Scene<'_>, taste: &Taste<'_>) -> Vec<Draft> {
    let mut drafts = kick_and_bass(scene, taste);
    drafts.extend(voice_and_music(scene, taste));
    drafts
}

fn kick_and_bass(scene: &Scene<'_>, taste: &Taste<'_>) -> Vec<Draft> {
    let Some(dip_db) = taste.kick_dip_db else { return Vec::new() };
    let Some(kick) = scene.loudest(|part| part.role == Role::Kick) else { return Vec::new() };
    let bass = scene.parts.iter().filter(|part| part.group() == RoleGroup::Bass);
    bass.filter_map(|bass| make_way(scene, kick, bass, dip_db)).collect()
}

/// Percent of `target` under its masked threshold: as delivered, in the mix without, and with
/// `dip_db` on the parts that give way, while the target sounds.
fn masked_pct(scene: &Scene<'_>, target: &Part<'_>, dips: &[usize], dip_db: &Bands) -> [f64; 3] {
    let Some(index) = scene.parts.iter().position(|part| part.id == target.id) else {
        return [0.0; 3];
    };
    let per_hop = (EXCITATION_HOP_MS / ENVELOPE_HOP_MS) as usize;
    let sounds = |hop: usize| {
        let end = ((hop + 1) * per_hop).min(target.active.len());
        let hops = target.active.get(hop * per_hop..end);
        f64::from(u8::from(hops.is_some_and(|hops| hops.contains(&true))))
    };
    let dipped =
        dips.iter().fold(scene.masking.clone(), |mix, part| mix.with(*part, dip_db, sounds));
    let (gains, unity) = (scene.gains(), vec![Gain::db(0.0); scene.parts.len()]);
    let of = |mix: &Masking, gains: &[Gain]| {
        100.0 * mix.hear_one(gains, index).map_or(0.0, |heard| heard.masked_share())
    };
    [of(&scene.masking, &unity), of(&scene.masking, &gains), of(&dipped, &gains)]
}

fn low_db(part: &Part<'_>) -> f64 {
    let power = erb::between(&part.bands, LOW_HZ[0], LOW_HZ[1]);
    power_to_db(power.max(1e-15)) + part.fader_db
}

fn make_way(scene: &Scene<'_>, kick: &Part<'_>, bass: &Part<'_>, dip_db: f64) -> Option<Draft> {
    let meet = levels::overlap(&kick.active, &bass.active);
    let over_db = low_db(bass) - low_db(kick);
    if meet < MEET_SHARE || over_db < -KICK_FREE_DB {
        return None;
    }
    let range_db = (dip_db + 0.15 * over_db).clamp(1.0, 4.0);
    let index = scene.parts.iter().position(|part| part.id == bass.id)?;
    let bell_db: Bands = std::array::from_fn(|band| {
        erb::bell_db(erb::centre_hz(band), LOW_CENTRE_HZ, -range_db, LOW_Q)
    });
    let [before_pct, without_pct, with_pct] = masked_pct(scene, kick, &[index], &bell_db);
    if without_pct - with_pct < KICK_FREED_PCT {
        return None;
    }
    // Fully open at the kick's usual level in its strip.
    let kick_db = low_db(kick) - kick.fader_db + kick.trim_db;
    Some(
        Draft::new(bass.id, Action::DynamicEq)
            .word("shape", "bell")
            .word("key", kick.id)
            .set("freq_hz", LOW_CENTRE_HZ)
            .set("q", LOW_Q)
            .set("threshold_db", (kick_db - 10.0).clamp(-80.0, 0.0))
            .set("ratio", 4.0)
            .set("range_db", -range_db)
            .set("attack_ms", 5.0)
            .set("release_ms", 90.0)
            .because(format!(
                "{} and the bass meet in {:.0} % of its hits, the bass {over_db:+.1} dB against it \
                 from 40 to 120 Hz; {range_db:.1} dB less there leave {with_pct:.1} % of the kick \
                 masked instead of {without_pct:.1} %",
                kick.id,
                100.0 * meet
            ))
            .evidence("masked_share_pct", before_pct, with_pct)
            .without(without_pct),
    )
}

fn voice_and_music(scene: &Scene<'_>, taste: &Taste<'_>) -> Option<Draft> {
    let most_db = taste.voice_dip_db?;
    let voice = scene.loudest(|part| part.is_lead())?;
    let hops = scene.parts.iter().map(|part| part.active.len()).max()?;
    let mut music = vec![0.0; hops];
    for part in scene.on(BusName::Music) {
        let gain = part.fader_power();
        for (sum, power) in music.iter_mut().zip(part.k_power()) {
            *sum += gain * power;
        }
    }
    let gain = voice.fader_power();
    let pairs = || voice.k_power().zip(&music).zip(&voice.active).filter(|(_, sings)| **sings);
    // Power that is not silence: the music is heard beside the voice.
    let beside = levels::mean(pairs().map(|((_, music), _)| f64::from(u8::from(*music > 1e-8))));
    let sung = levels::mean(pairs().map(|((voice, _), _)| gain * voice));
    let played = levels::mean(pairs().map(|((_, music), _)| *music));
    let rest_db = power_to_db(played / sung.max(1e-15));
    if beside < MEET_SHARE || rest_db <= VOICE_FREE_DB {
        return None;
    }
    let range_db =
        (DIP_DB[0] + 0.15 * (rest_db - VOICE_FREE_DB)).clamp(DIP_DB[0], most_db.min(DIP_DB[1]));
    let music: Vec<usize> =
        (0..scene.parts.len()).filter(|at| scene.parts[*at].bus == BusName::Music).collect();
    let [before_pct, without_pct, with_pct] =
        masked_pct(scene, voice, &music, &[-range_db; ERB_BANDS]);
    if without_pct < MASKED_FLOOR_PCT || without_pct - with_pct < FREED_PER_DB_PCT * range_db {
        return None;
    }
    let levels = levels::sorted_levels_db(&voice.heard.envelope, &voice.active);
    let quiet_db = levels::percentile(&levels, 0.3)? + voice.trim_db;
    Some(
        Draft::new("music_bus", Action::Duck)
            .word("key", voice.id)
            .word("detector", "rms")
            .set("threshold_db", (quiet_db - 6.0).clamp(-80.0, 0.0))
            .set("ratio", 4.0)
            .set("knee_db", 6.0)
            .set("range_db", range_db)
            .set("attack_ms", 30.0)
            .set("release_ms", 300.0)
            .because(format!(
                "while {} sings the music stands {rest_db:+.1} dB against it, in {:.0} % of its \
                 time; {range_db:.1} dB less of it leave {with_pct:.1} % of the voice masked \
                 instead of {without_pct:.1} %",
                voice.id,
                100.0 * beside
            ))
            .evidence("masked_share_pct", before_pct, with_pct)
            .without(without_pct),
    )
}
