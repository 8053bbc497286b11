//! Auto-QC: what was promised against what was measured, and the one parameter to move.

use measure::Measurement;
use recipe::{Brief, Guardrails};

use crate::master::Verified;

/// Rounds of adjustment before a warning is all that is left.
pub(crate) const ROUNDS_MAX: usize = 3;

/// Step of an adjustment of the stereo image, in dB of side gain.
pub(crate) const STEP_DB: f64 = 0.5;

/// Distance to the target that the loop is content with, in LU: half of what is promised, so that
/// the rounding of meters by others cannot break the promise.
const LOUDNESS_AIM_LU: f64 = 0.05;

/// The promises, each kept or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Checks {
    pub(crate) lufs_in_range: bool,
    pub(crate) true_peak_safe: bool,
    pub(crate) stereo_width_safe: bool,
    pub(crate) mono_compatible: bool,
    pub(crate) crest_factor_preserved: bool,
    pub(crate) limiting_safe: bool,
}

/// A change of one parameter of the master.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fix {
    /// Gain before the limiter, in dB.
    Loudness { by_db: f64 },
    /// The limiter's own ceiling, in dB.
    Ceiling { by_db: f64 },
    /// Gain of the side signal, in dB.
    Side { by_db: f64 },
}

/// What the measured master says.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    pub(crate) checks: Checks,
    /// What to change before the next round; empty when nothing can or need be done.
    pub(crate) fixes: Vec<Fix>,
    /// A guardrail that the target would break, in words, and what it cost.
    pub(crate) stopped_by: Option<String>,
}

/// What a master is judged by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Promise<'a> {
    pub(crate) brief: &'a Brief,
    pub(crate) rails: &'a Guardrails,
    /// Loudness that this master is to have: the brief's, unless its amount or a guardrail says
    /// less.
    pub(crate) aim_lufs: f64,
}

impl Promise<'_> {
    /// Judges `master` against the premaster it was made from.
    pub(crate) fn judge(
        &self,
        premaster: &Measurement,
        master: &Verified,
        limiter_average_db: f64,
    ) -> Verdict {
        let Promise { brief, rails, aim_lufs } = *self;
        let found = &master.measurement;
        let lufs = found.loudness.integrated_lufs;
        let before_db = premaster.dynamics.psr_median_db;
        let after_db = found.dynamics.psr_median_db;
        let width_pct = width_pct(premaster, found);
        let checks = Checks {
            lufs_in_range: rails.lufs_in_range(lufs, brief.lufs),
            true_peak_safe: rails.true_peak_safe(found.peaks.true_dbtp, brief.ceiling_dbtp)
                && master.true_16x_dbtp <= brief.ceiling_dbtp + 0.05,
            stereo_width_safe: rails.width_safe(width_pct),
            mono_compatible: rails.mono_compatible(found.stereo.correlation),
            crest_factor_preserved: rails.crest_preserved(before_db, after_db, brief.lufs),
            limiting_safe: rails.reduction_safe(limiter_average_db),
        };
        let mut fixes = Vec::new();
        if !checks.true_peak_safe {
            let over_db = (found.peaks.true_dbtp - brief.ceiling_dbtp)
                .max(master.true_16x_dbtp - brief.ceiling_dbtp - 0.05);
            fixes.push(Fix::Ceiling { by_db: -(over_db + 0.01) });
        }
        if !checks.stereo_width_safe || !checks.mono_compatible {
            fixes.push(Fix::Side { by_db: -STEP_DB });
        }
        let crest_excess_db = before_db - after_db - rails.crest_loss_db.at(brief.lufs);
        let limiting_excess_db = limiter_average_db - rails.average_reduction_db;
        let mut stopped_by = None;
        if crest_excess_db > 0.0 && !brief.loudness_priority {
            fixes.push(Fix::Loudness { by_db: -crest_excess_db.max(0.1) });
            stopped_by = Some(format!(
                "peaks over loudness would fall by {:.1} dB in the median 3 s, at most {:.1} dB is \
                 allowed for {:.1} LUFS",
                before_db - after_db,
                rails.crest_loss_db.at(brief.lufs),
                brief.lufs
            ));
        } else if limiting_excess_db >= 0.0 && !brief.loudness_priority {
            fixes.push(Fix::Loudness { by_db: -(limiting_excess_db + 0.1) });
            stopped_by = Some(format!(
                "the limiter would take {limiter_average_db:.1} dB in the average, less than \
                 {:.1} dB is allowed",
                rails.average_reduction_db
            ));
        } else if (lufs - aim_lufs).abs() > LOUDNESS_AIM_LU {
            fixes.push(Fix::Loudness { by_db: aim_lufs - lufs });
        }
        Verdict { checks, fixes, stopped_by }
    }
}

impl Checks {
    /// Whether every promise but the loudness is kept; that one may have a stated reason.
    pub(crate) fn all_safe(&self) -> bool {
        self.true_peak_safe
            && self.stereo_width_safe
            && self.mono_compatible
            && self.crest_factor_preserved
            && self.limiting_safe
    }
}

/// Width against the un-widened mix: side over mid after, divided by side over mid before, in
/// percent; 100 where the mix has no side.
pub(crate) fn width_pct(premaster: &Measurement, master: &Measurement) -> f64 {
    if premaster.stereo.side_over_mid > 1e-6 {
        100.0 * master.stereo.side_over_mid / premaster.stereo.side_over_mid
    } else {
        100.0
    }
}
