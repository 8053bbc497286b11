//! Judges of the master: T6, T7, T9, T10, T12, T13, T14 and the score of the whole, T28.

use engine::Clip;
use measure::Measurement;
use measure::distance::{Marks, OnsetMeter, fold_down, onset_change_db, tone_distance_db};

use super::super::play::{Mixed, Wished};
use super::super::results::Scores;
use super::reference::Reference;
use super::{known, score};

/// Audio with what was measured of it.
#[derive(Clone, Debug)]
pub(super) struct Stage<'a> {
    clip: &'a Clip,
    measured: Measurement,
}

impl<'a> Stage<'a> {
    pub(super) fn new(clip: &'a Clip, measured: Measurement) -> Self {
        Self { clip, measured }
    }
}

/// What a step from one stage to the next did to peaks, onsets, width and mono: scores, and the
/// marks completed.
pub(super) fn changed(before: &Stage<'_>, after: &Stage<'_>, marks: Marks) -> (Scores, Marks) {
    let (mix, master) = (&before.measured, &after.measured);
    let crest_db = mix.dynamics.psr_median_db - master.dynamics.psr_median_db;
    let range = master.loudness.range_lu / mix.loudness.range_lu;
    let onsets = onset_change_db(onsets(before.clip), onsets(after.clip));
    let width_pct = 100.0 * master.stereo.side_over_mid / mix.stereo.side_over_mid;
    // A mono mix has no width to compare.
    let width_pct = (mix.stereo.side_over_mid > 1e-3).then_some(width_pct);
    let mono = fold_down(master).map(|it| it.worst_db);
    let marks = Marks {
        crest_loss_db: Some(crest_db),
        onset_change_db: onsets,
        mono_loss_db: mono,
        correlation: Some(master.stereo.correlation_p1),
        width_pct,
        low_width: Some(master.stereo.low_side_over_mid),
        ..marks
    };
    let scores = known([
        ("t9_crest_loss_db", Some(crest_db)),
        ("t9_psr_p5_db", Some(master.dynamics.psr_p5_db)),
        ("t9_range_ratio", Some(range)),
        ("t10_db", onsets),
        ("t12_master_worst_db", mono),
        ("t12_master_correlation", Some(master.stereo.correlation_p1)),
        ("t13_width_pct", width_pct),
        ("t13_low_width", Some(master.stereo.low_side_over_mid)),
    ]);
    (scores, marks)
}

/// All of them. `marks` are those of the mix.
pub(super) fn scores(
    mixed: &Mixed,
    reference: &Reference,
    rough: &Measurement,
    wished: &Wished,
    marks: Marks,
) -> Scores {
    let brief = &wished.resolved.brief;
    let before = Stage::new(&mixed.premaster_clip, mixed.premaster.clone());
    let after = Stage::new(&mixed.master_clip, mixed.master.clone());
    let (mut scores, marks) = changed(&before, &after, marks);
    let master = &mixed.master;
    let off_lu = (master.loudness.integrated_lufs - brief.lufs).abs();
    let over_db = (master.peaks.true_dbtp - brief.ceiling_dbtp).max(0.0);
    let corridor = |mix| tone_distance_db(mix, &reference.corridor);
    let closer_pct = corridor(rough).zip(corridor(master));
    // What lay inside the corridor already cannot come closer.
    let closer_pct = closer_pct.filter(|(before, _)| *before > 0.5);
    let closer_pct = closer_pct.map(|(before, after)| 100.0 * (1.0 - after / before));
    scores.extend(known([
        ("t6_off_lu", Some(off_lu)),
        ("t7_over_db", Some(over_db)),
        ("t14_closer_pct", closer_pct),
    ]));
    let marks = Marks { loudness_off_lu: Some(off_lu), over_ceiling_db: Some(over_db), ..marks };
    scores.extend(score("t28", &marks));
    scores
}

fn onsets(clip: &Clip) -> [Option<f64>; 2] {
    let mut meter = OnsetMeter::new(f64::from(clip.sample_rate_hz));
    let right = clip.channels.get(1).unwrap_or(&clip.channels[0]);
    meter.push(&clip.channels[0], right);
    meter.finish()
}
