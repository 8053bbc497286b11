//! Every field of a brief is heard: in a move, or in the console that the moves are folded into.

use measure::{Fault, Finding, Proof, Verdict};
use recipe::{Amounts, Delivery};

use super::*;
use crate::testing::{Song, band, brief, profile};

/// A change of one field.
type Change = fn(&mut Brief);

/// Every value of a brief that decides moves or what becomes of them.
const CHANGES: &[(&str, Change)] = &[
    ("lufs", |b| b.lufs -= 3.0),
    ("ceiling_dbtp", |b| b.ceiling_dbtp -= 1.0),
    ("width_pct", |b| b.width_pct -= 20.0),
    ("lra_max_lu", |b| b.lra_max_lu = Some(2.0)),
    ("centroid_hz", |b| b.centroid_hz = Some(6_000.0)),
    ("stereo_ms_ratio", |b| b.stereo_ms_ratio = Some(0.05)),
    ("frequency_balance", |b| b.frequency_balance = Some([1.0, 4.0, 8.0])),
    ("respect_user_gains", |b| b.respect_user_gains = true),
    ("bypass_parallel_comp", |b| b.bypass_parallel_comp = true),
    ("bypass_repair", |b| b.bypass_repair = true),
    ("loudness_priority", |b| b.loudness_priority = true),
    ("overall_pct", |b| b.amounts.overall_pct = 50.0),
    ("tone_pct", |b| b.amounts.tone_pct = 50.0),
    ("dynamics_pct", |b| b.amounts.dynamics_pct = 50.0),
    ("amounts.width_pct", |b| b.amounts.width_pct = 50.0),
    ("space_pct", |b| b.amounts.space_pct = 50.0),
    ("loudness_pct", |b| b.amounts.loudness_pct = 50.0),
];

/// Fails to compile where a field is added to a brief: it needs a row above, unless it only names
/// things, or says how the file is written, which the tests of the command line hear.
fn every_field_has_a_row(brief: &Brief) {
    let Brief {
        profile: _,
        profile_from: _,
        lufs: _,
        ceiling_dbtp: _,
        width_pct: _,
        lra_max_lu: _,
        centroid_hz: _,
        stereo_ms_ratio: _,
        frequency_balance: _,
        reference: _,
        amounts:
            Amounts {
                overall_pct: _,
                tone_pct: _,
                dynamics_pct: _,
                width_pct: _,
                space_pct: _,
                loudness_pct: _,
            },
        respect_user_gains: _,
        bypass_parallel_comp: _,
        bypass_repair: _,
        loudness_priority: _,
        seed: _,
        delivery:
            Delivery {
                sample_rate_hz: _,
                bit_depth: _,
                format: _,
                noise_shaping: _,
                also: _,
                codec_ceiling_dbtp: _,
                tags: _,
            },
    } = brief;
}

/// A song with an offset in one stem, and high peaks.
fn song() -> Song {
    let mut song = band();
    song.session.sum.peaks.true_dbtp = 3.0;
    let evidence = vec![Proof { metric: "offset_dbfs".into(), value: -20.0, threshold: -50.0 }];
    let (fault, verdict) = (Fault::Offset, Verdict::Sure);
    song.session.diagnosis.findings.push(Finding {
        fault,
        verdict,
        stem: 1,
        others: Vec::new(),
        evidence,
    });
    song
}

/// What is set on the console: moves, scaled and limited.
fn console(song: &Song, brief: &Brief, profile: &Profile) -> String {
    let console = recipe::fold(&super::tests::recipe_for(song, brief, profile));
    format!("{:?}", console.expect("a legal recipe"))
}

#[test]
fn every_field_of_a_brief_changes_the_console() {
    let song = song();
    // A profile that does much, and one that does little but is asked to be loud.
    let wishes = [("electro_house", -10.0), ("jazz", -9.0)].map(|(id, lufs)| {
        let profile = profile(id);
        (Brief { lufs, ..brief(&profile) }, profile)
    });
    wishes.iter().for_each(|(brief, _)| every_field_has_a_row(brief));
    let as_is = wishes.each_ref().map(|(brief, profile)| console(&song, brief, profile));
    let hears = |change: &Change| {
        wishes.iter().zip(&as_is).any(|((brief, profile), as_is)| {
            let mut changed = brief.clone();
            change(&mut changed);
            console(&song, &changed, profile) != *as_is
        })
    };
    let dead: Vec<&str> =
        CHANGES.iter().filter(|(_, change)| !hears(change)).map(|(name, _)| *name).collect();
    assert!(dead.is_empty(), "nothing hears {dead:?}");
}
