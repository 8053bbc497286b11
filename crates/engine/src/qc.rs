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

/// How far under the ceiling a peak behind a reconstruction filter is put, in dB: filters differ.
const FILTER_MARGIN_DB: f64 = 0.03;

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
    /// The guardrail that the loudness breaks, if any.
    pub(crate) broken: Option<Broken>,
}

/// A guardrail that a louder master would break.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Broken {
    /// Peaks over loudness fell too far, in dB.
    Crest { loss_db: f64, allowed_db: f64 },
    /// The limiter took too much on average, in dB.
    Limiting { average_db: f64, allowed_db: f64 },
    /// The limiter takes nearly all that more gain would bring.
    Exhausted { lu_per_db: f64 },
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Crest { loss_db, allowed_db } => write!(
                f,
                "peaks over loudness would fall by {loss_db:.1} dB in the median 3 s, \
                 {allowed_db:.1} dB is the most"
            ),
            Self::Exhausted { lu_per_db } => write!(
                f,
                "another dB of gain would bring only {lu_per_db:.2} LU, the limiter takes the rest"
            ),
            Self::Limiting { average_db, allowed_db } => write!(
                f,
                "the limiter would take {average_db:.1} dB on average, less than {allowed_db:.1} \
                 dB is allowed"
            ),
        }
    }
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
                && master.true_16x_dbtp <= brief.ceiling_dbtp + 0.05
                && rails.true_peak_safe(master.reconstructed_dbtp, brief.ceiling_dbtp),
            stereo_width_safe: rails.width_safe(width_pct),
            mono_compatible: rails.mono_compatible(found.stereo.correlation),
            crest_factor_preserved: rails.crest_preserved(before_db, after_db, brief.lufs),
            limiting_safe: rails.reduction_safe(limiter_average_db),
        };
        let mut fixes = Vec::new();
        let over_db = (found.peaks.true_dbtp - brief.ceiling_dbtp)
            .max(master.true_16x_dbtp - brief.ceiling_dbtp - 0.05)
            .max(master.reconstructed_dbtp - brief.ceiling_dbtp + FILTER_MARGIN_DB);
        if !checks.true_peak_safe || over_db > 0.0 {
            fixes.push(Fix::Ceiling { by_db: -(over_db + 0.01) });
        }
        if !checks.stereo_width_safe || !checks.mono_compatible {
            fixes.push(Fix::Side { by_db: -STEP_DB });
        }
        let allowed_db = rails.crest_loss_db.at(brief.lufs);
        let broken = if brief.loudness_priority {
            None
        } else if !checks.crest_factor_preserved {
            Some(Broken::Crest { loss_db: before_db - after_db, allowed_db })
        } else if !checks.limiting_safe {
            let allowed_db = rails.average_reduction_db;
            Some(Broken::Limiting { average_db: limiter_average_db, allowed_db })
        } else {
            None
        };
        if broken.is_none() && (lufs - aim_lufs).abs() > LOUDNESS_AIM_LU {
            fixes.push(Fix::Loudness { by_db: aim_lufs - lufs });
        }
        Verdict { checks, fixes, broken }
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
