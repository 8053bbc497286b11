//! One number for people who want one: 0 to 100 from the judges that are there.
//!
//! Each judge gives full marks up to a value that no listener objects to and none from a value
//! that everybody does, in a straight line between. The ends come from the thresholds of the
//! quality plan (docs/QUALITY.md); the score is the weighted mean of the marks that are known. It
//! ranks mixes of one song; between songs it says little.

/// What the judges found; what is not known is left out of the score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Marks {
    /// T2: distance of the lead's loudness over the rest from where it should be, in LU.
    pub lead_off_lu: Option<f64>,
    /// T3: share of what is played that is covered, 0 to 1.
    pub masked_share: Option<f64>,
    /// T6: distance from the loudness asked for, in LU.
    pub loudness_off_lu: Option<f64>,
    /// T7: true peak over the ceiling, in dB.
    pub over_ceiling_db: Option<f64>,
    /// T9: loss of peaks over loudness in mastering, in dB.
    pub crest_loss_db: Option<f64>,
    /// T10: change of the onset energy in mastering, in dB.
    pub onset_change_db: Option<f64>,
    /// T12: loss of the worst band in mono, in dB.
    pub mono_loss_db: Option<f64>,
    /// T12: correlation in the worst passages, −1 to 1.
    pub correlation: Option<f64>,
    /// T13: width of the master against the mix, in percent.
    pub width_pct: Option<f64>,
    /// T13: side over mid under 120 Hz.
    pub low_width: Option<f64>,
    /// T14: distance from the tone aimed at, in dB.
    pub tone_off_db: Option<f64>,
}

/// Full marks at `best`, none at `worst`, straight in between.
const fn row(best: f64, worst: f64, weight: f64) -> [f64; 3] {
    [best, worst, weight]
}

/// The score, 0 to 100; none where no judge knows anything.
#[must_use]
pub fn quality_score(marks: &Marks) -> Option<f64> {
    let rows = [
        (marks.lead_off_lu, row(1.0, 12.0, 2.0)),
        (marks.masked_share, row(0.0, 0.6, 2.0)),
        (marks.loudness_off_lu, row(0.1, 4.0, 1.0)),
        (marks.over_ceiling_db, row(0.0, 1.0, 1.0)),
        (marks.crest_loss_db, row(1.0, 9.0, 1.0)),
        (marks.onset_change_db, row(-0.5, -6.0, 1.0)),
        (marks.mono_loss_db, row(2.0, 12.0, 0.5)),
        (marks.correlation, row(0.1, -0.8, 0.5)),
        (marks.width_pct.map(width_fault_pct), row(40.0, 120.0, 0.5)),
        (marks.low_width, row(0.1, 0.6, 0.5)),
        (marks.tone_off_db, row(1.0, 12.0, 2.0)),
    ];
    let mut sum = 0.0;
    let mut weights = 0.0;
    for (found, [best, worst, weight]) in rows {
        let Some(found) = found.filter(|found| found.is_finite()) else { continue };
        sum += weight * ((found - worst) / (best - worst)).clamp(0.0, 1.0);
        weights += weight;
    }
    (weights > 0.0).then(|| 100.0 * sum / weights)
}

/// How far a width is from that of the mix, in percent: a half is as far as a double.
fn width_fault_pct(width_pct: f64) -> f64 {
    if width_pct.is_nan() {
        return width_pct;
    }
    let wider = width_pct / 100.0;
    100.0 * (wider.max(1.0 / wider.max(0.1)) - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_objects_to_is_a_hundred_and_what_everybody_does_is_none() {
        let good = Marks {
            lead_off_lu: Some(0.5),
            masked_share: Some(0.0),
            onset_change_db: Some(0.0),
            ..Marks::default()
        };
        assert_eq!(quality_score(&good), Some(100.0));
        let bad = Marks {
            lead_off_lu: Some(20.0),
            masked_share: Some(0.9),
            onset_change_db: Some(-9.0),
            ..Marks::default()
        };
        assert_eq!(quality_score(&bad), Some(0.0));
        assert_eq!(quality_score(&Marks::default()), None);
        assert_eq!(quality_score(&Marks { width_pct: Some(f64::NAN), ..Marks::default() }), None);
    }

    #[test]
    fn every_judge_that_finds_more_fault_lowers_the_score() {
        // Half way between full marks and none for each in turn.
        let halves: [fn(&mut Marks); 11] = [
            |it| it.lead_off_lu = Some(6.5),
            |it| it.masked_share = Some(0.3),
            |it| it.loudness_off_lu = Some(2.05),
            |it| it.over_ceiling_db = Some(0.5),
            |it| it.crest_loss_db = Some(5.0),
            |it| it.onset_change_db = Some(-3.25),
            |it| it.mono_loss_db = Some(7.0),
            |it| it.correlation = Some(-0.35),
            |it| it.width_pct = Some(180.0),
            |it| it.low_width = Some(0.35),
            |it| it.tone_off_db = Some(6.5),
        ];
        for (index, worsen) in halves.iter().enumerate() {
            let mut marks = Marks::default();
            worsen(&mut marks);
            // Means of differences of short decimals: rounding of some 1e-14 a step.
            let score = quality_score(&marks).unwrap();
            assert!((score - 50.0).abs() < 1e-9, "{index}: {score}");
        }
    }
}
