//! Judges of the master: T6, T7, T9, T10, T12, T13, T14 and the score of the whole, T28.

use engine::Clip;
use measure::Measurement;
use measure::distance::{Marks, OnsetMeter, fold_down, onset_change_db, tone_distance_db};

use super::super::play::{Mixed, Wished};
use super::super::results::Scores;
use super::reference::Reference;
use super::{known, score};

/// All of them. `marks` come from the mix and are completed.
pub(super) fn scores(
    mixed: &Mixed,
    reference: &Reference,
    rough: &Measurement,
    wished: &Wished,
    marks: &mut Marks,
) -> Scores {
    let brief = &wished.resolved.brief;
    let (premaster, master) = (&mixed.premaster, &mixed.master);
    let off_lu = (master.loudness.integrated_lufs - brief.lufs).abs();
    let over_db = (master.peaks.true_dbtp - brief.ceiling_dbtp).max(0.0);
    let crest_db = premaster.dynamics.psr_median_db - master.dynamics.psr_median_db;
    let range = master.loudness.range_lu / premaster.loudness.range_lu;
    let onsets = onset_change_db(onsets(&mixed.premaster_clip), onsets(&mixed.master_clip));
    let width_pct = 100.0 * master.stereo.side_over_mid / premaster.stereo.side_over_mid;
    // A mono mix has no width to compare.
    let width_pct = (premaster.stereo.side_over_mid > 1e-3).then_some(width_pct);
    let mono = fold_down(master).map(|it| it.worst_db);
    let corridor = |mix| tone_distance_db(mix, &reference.corridor);
    let closer_pct = corridor(rough).zip(corridor(master));
    // What lay inside the corridor already cannot come closer.
    let closer_pct = closer_pct.filter(|(before, _)| *before > 0.5);
    let closer_pct = closer_pct.map(|(before, after)| 100.0 * (1.0 - after / before));
    *marks = Marks {
        loudness_off_lu: Some(off_lu),
        over_ceiling_db: Some(over_db),
        crest_loss_db: Some(crest_db),
        onset_change_db: onsets,
        mono_loss_db: mono,
        correlation: Some(master.stereo.correlation_p1),
        width_pct,
        low_width: Some(master.stereo.low_side_over_mid),
        ..*marks
    };
    let mut scores = known([
        ("t6_off_lu", Some(off_lu)),
        ("t7_over_db", Some(over_db)),
        ("t9_crest_loss_db", Some(crest_db)),
        ("t9_psr_p5_db", Some(master.dynamics.psr_p5_db)),
        ("t9_range_ratio", Some(range)),
        ("t10_db", onsets),
        ("t12_master_worst_db", mono),
        ("t12_master_correlation", Some(master.stereo.correlation_p1)),
        ("t13_width_pct", width_pct),
        ("t13_low_width", Some(master.stereo.low_side_over_mid)),
        ("t14_closer_pct", closer_pct),
    ]);
    scores.extend(score("t28", marks));
    scores
}

fn onsets(clip: &Clip) -> [Option<f64>; 2] {
    let mut meter = OnsetMeter::new(f64::from(clip.sample_rate_hz));
    let right = clip.channels.get(1).unwrap_or(&clip.channels[0]);
    meter.push(&clip.channels[0], right);
    meter.finish()
}
