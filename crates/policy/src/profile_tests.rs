//! Every field of a profile is heard: somewhere it changes a move.

use recipe::{
    Compression, CompressionCharacter, DelayCharacter, Note, Profile, ReverbCharacter, Role,
    RoleGroup, RoleOffsets, Sends, ToneCorridor,
};

use super::*;
use crate::testing::{Sketch, Song, band, brief, profile};

/// A change of one field.
type Change = fn(&mut Profile);

/// Every number of a profile, changed in ways that its range allows; one of them has to be heard.
const CHANGES: &[(&str, &[Change])] = &[
    ("lufs", &[|p| p.lufs -= 3.0]),
    ("ceiling_dbtp", &[|p| p.ceiling_dbtp -= 1.0]),
    ("lra_max_lu", &[|p| p.lra_max_lu = Some(3.0)]),
    ("width_cap_pct", &[|p| p.width_cap_pct = 100.0]),
    ("width_pct", &[|p| p.width_pct -= 20.0]),
    ("centroid_hz", &[|p| p.centroid_hz = Some(6_000.0), |p| p.centroid_hz = Some(500.0)]),
    ("stereo_ms_ratio", &[|p| p.stereo_ms_ratio = Some(0.1), |p| p.stereo_ms_ratio = Some(0.8)]),
    ("mono_below_hz", &[|p| p.mono_below_hz = 0.0]),
    ("saturation_db", &[|p| p.saturation_db += 4.0]),
    ("transient_db", &[|p| p.transient_db = 0.0]),
    ("intensity_pct", &[|p| p.intensity_pct = 20.0]),
    ("tone.octave_db", &[|p| p.tone.octave_db[6] += 20.0]),
    ("tone.tolerance_db", &[|p| p.tone.tolerance_db = 1.0]),
    ("tone.is_shared", &[|p| p.tone.is_shared = true]),
    ("stems.ratio", &[|p| p.compression.stems.ratio += 1.0]),
    ("stems.attack_ms", &[|p| p.compression.stems.attack_ms *= 2.0]),
    ("stems.release_ms", &[|p| p.compression.stems.release_ms *= 2.0]),
    ("stems.knee_db", &[|p| p.compression.stems.knee_db += 6.0]),
    ("stems.reduction_db", &[|p| p.compression.stems.reduction_db = 0.5]),
    ("stems.threshold_db", &[|p| p.compression.stems.threshold_db = Some(-50.0)]),
    ("bus.ratio", &[|p| p.compression.bus.ratio += 1.0]),
    ("bus.attack_ms", &[|p| p.compression.bus.attack_ms *= 2.0]),
    ("bus.release_ms", &[|p| p.compression.bus.release_ms *= 2.0]),
    ("bus.knee_db", &[|p| p.compression.bus.knee_db += 6.0]),
    ("bus.reduction_db", &[|p| p.compression.bus.reduction_db = 0.5]),
    ("bus.threshold_db", &[|p| p.compression.bus.threshold_db = Some(-50.0)]),
    ("master.ratio", &[|p| p.compression.master.ratio += 1.0]),
    ("master.attack_ms", &[|p| p.compression.master.attack_ms *= 2.0]),
    ("master.release_ms", &[|p| p.compression.master.release_ms *= 2.0]),
    ("master.knee_db", &[|p| p.compression.master.knee_db += 6.0]),
    ("master.reduction_db", &[|p| p.compression.master.reduction_db = 0.0]),
    ("master.threshold_db", &[|p| p.compression.master.threshold_db = Some(-50.0)]),
    ("reverb.decay_s", &[|p| p.reverb.decay_s *= 2.0]),
    ("reverb.pre_delay_ms", &[|p| p.reverb.pre_delay_ms *= 4.0]),
    ("reverb.damping_hz", &[|p| p.reverb.damping_hz *= 0.5]),
    ("reverb.level_lu", &[|p| p.reverb.level_lu -= 6.0]),
    ("delay.note", &[|p| p.delay.note = Note::Sixteenth]),
    ("delay.feedback_pct", &[|p| p.delay.feedback_pct += 20.0]),
    ("delay.level_lu", &[|p| p.delay.level_lu = -35.0]),
    ("offsets_lu.groups", &[|p| _ = p.offsets_lu.groups.insert(RoleGroup::Vocals, -6.0)]),
    ("offsets_lu.roles", &[|p| _ = p.offsets_lu.roles.insert(Role::LeadVocal, -6.0)]),
    ("sends_db.reverb", &[|p| p.sends_db.reverb.clear()]),
    ("sends_db.delay", &[|p| p.sends_db.delay.clear()]),
];

/// Fails to compile where a field is added to a profile: it needs a row above, unless it only
/// names things.
fn every_field_has_a_row(profile: &Profile) {
    fn of(_: &Compression) {
        let _ = |c: Compression| {
            let Compression { ratio, attack_ms, release_ms, knee_db, reduction_db, threshold_db } =
                c;
            (ratio, attack_ms, release_ms, knee_db, reduction_db, threshold_db)
        };
    }
    let Profile {
        id: _,
        title: _,
        about: _,
        kinds: _,
        aliases: _,
        parent_genre: _,
        lufs: _,
        ceiling_dbtp: _,
        lra_max_lu: _,
        width_cap_pct: _,
        width_pct: _,
        centroid_hz: _,
        stereo_ms_ratio: _,
        mono_below_hz: _,
        saturation_db: _,
        transient_db: _,
        intensity_pct: _,
        tone: ToneCorridor { octave_db: _, tolerance_db: _, is_shared: _ },
        compression: CompressionCharacter { stems, bus, master },
        reverb: ReverbCharacter { decay_s: _, pre_delay_ms: _, damping_hz: _, level_lu: _ },
        delay: DelayCharacter { note: _, feedback_pct: _, level_lu: _ },
        offsets_lu: RoleOffsets { groups: _, roles: _ },
        sends_db: Sends { reverb: _, delay: _ },
    } = profile;
    [stems, bus, master].into_iter().for_each(of);
}

/// The moves of mix and masters, without their reasons, which name the profile's numbers anyway.
fn settings(song: &Song, premasters: &[Measurement], profile: &Profile) -> Vec<String> {
    let brief = brief(profile);
    let mut moves = Rules.mix(&song.heard(), &brief, profile);
    for premaster in premasters {
        moves.extend(Rules.master(premaster, &song.session, &brief, profile));
    }
    moves.iter().map(|m| format!("{} {:?} {:?}", m.target, m.action, m.params)).collect()
}

/// Finished songs of several kinds: even and narrow, wide with a wide low end, dark.
fn premasters() -> Vec<Measurement> {
    let whole = Sketch {
        low_hz: 40.0,
        high_hz: 12_000.0,
        channels: 2,
        side_over_mid: 0.3,
        seconds: 40.0,
        ..Sketch::default()
    };
    [whole, Sketch { side_over_mid: 0.5, ..whole }, Sketch { high_hz: 1_500.0, ..whole }]
        .iter()
        .map(|sketch| Measurement {
            stereo: measure::Stereo { correlation_p1: 0.3, ..sketch.measurement().stereo },
            ..sketch.measurement()
        })
        .collect()
}

#[test]
fn every_field_of_a_profile_changes_a_move() {
    let song = band();
    let profiles = ["rock", "hip_hop", "rnb_ballad", "streaming"].map(profile);
    profiles.iter().for_each(every_field_has_a_row);
    let premasters = premasters();
    let settings = |profile: &Profile| settings(&song, &premasters, profile);
    let owns = profiles.each_ref().map(settings);
    let dead: Vec<&str> = CHANGES
        .iter()
        .filter(|(_, changes)| {
            !profiles.iter().zip(&owns).any(|(profile, own)| {
                changes.iter().any(|change| {
                    let mut changed = profile.clone();
                    change(&mut changed);
                    settings(&changed) != *own
                })
            })
        })
        .map(|(name, _)| *name)
        .collect();
    assert!(dead.is_empty(), "nothing hears {dead:?}");
}
