//! Limits that the engine keeps by itself, as data, and the questions asked of them.
//!
//! The numbers are the product's: ±3, ±4 and ±12 dB of equaliser by scope, under 3 dB of average
//! gain reduction, −1 dBTP, 140 % width, correlation 0.1, and a price in crest factor and in
//! peak-to-short-term-loudness ratio that grows with the loudness asked for.

use audio::ParamSpec;
use serde::{Deserialize, Serialize};

use crate::{Action, Scope};

/// Every limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Guardrails {
    /// Largest gain of an equaliser band, by scope.
    pub eq: EqLimits,
    /// Largest gain reduction of any one compressor, averaged over the time it sounds, in dB.
    pub average_reduction_db: f64,
    /// Highest true peak where nothing else was asked for, in dBTP.
    pub ceiling_dbtp: f64,
    /// Most width of the master against the un-widened mix, in percent.
    pub width_max_pct: f64,
    /// Least correlation of left and right.
    pub correlation_min: f64,
    /// Crest factor that mastering may cost, in dB, by target loudness: pairs, falling loudness.
    pub crest_loss_db: LoudnessCurve,
    /// Least peak-to-short-term-loudness ratio in 95 % of windows, in dB, by target loudness.
    pub psr_min_db: LoudnessCurve,
    /// Least loudness range of the master over that of the premaster.
    pub range_ratio_min: f64,
    /// Distance from the target loudness that counts as reached, in LU.
    pub lufs_tolerance_lu: f64,
}

/// Largest gain of an equaliser band, in dB, by scope.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EqLimits {
    /// Mastering by the engine.
    pub auto_master_db: f32,
    /// Mixing by the engine.
    pub auto_mix_db: f32,
    /// A person.
    pub user_db: f32,
}

/// A limit that follows the target loudness: pairs of LUFS and dB, straight lines between,
/// constant outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct LoudnessCurve(pub Vec<(f64, f64)>);

impl Default for Guardrails {
    fn default() -> Self {
        Self {
            eq: EqLimits { auto_master_db: 3.0, auto_mix_db: 4.0, user_db: 12.0 },
            average_reduction_db: 3.0,
            ceiling_dbtp: -1.0,
            width_max_pct: 140.0,
            correlation_min: 0.1,
            crest_loss_db: LoudnessCurve(vec![(-14.0, 3.0), (-10.0, 4.5), (-8.0, 6.0)]),
            psr_min_db: LoudnessCurve(vec![(-14.0, 8.0), (-10.0, 7.0), (-8.0, 6.0)]),
            range_ratio_min: 0.7,
            lufs_tolerance_lu: 0.1,
        }
    }
}

impl LoudnessCurve {
    /// The limit at `lufs`, in dB; 0 on an empty curve.
    #[must_use]
    pub fn at(&self, lufs: f64) -> f64 {
        let Some((first, last)) = self.0.first().zip(self.0.last()) else { return 0.0 };
        if lufs <= first.0 {
            return first.1;
        }
        let between = self.0.windows(2).find(|pair| lufs <= pair[1].0);
        between.map_or(last.1, |pair| {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            y0 + (y1 - y0) * (lufs - x0) / (x1 - x0)
        })
    }
}

impl Guardrails {
    /// Largest gain of an equaliser band under `scope`, in dB.
    #[must_use]
    pub const fn eq_db(&self, scope: Scope) -> f32 {
        match scope {
            Scope::AutoMaster => self.eq.auto_master_db,
            Scope::AutoMix => self.eq.auto_mix_db,
            Scope::User => self.eq.user_db,
        }
    }

    /// `gain_db` within the limit of `scope`.
    #[must_use]
    pub fn clamp_eq_db(&self, scope: Scope, gain_db: f32) -> f32 {
        let limit = self.eq_db(scope);
        gain_db.clamp(-limit, limit)
    }

    /// What of the range of a parameter is left under `scope`: lowest and highest value.
    #[must_use]
    pub fn range(&self, action: Action, spec: &ParamSpec, scope: Scope) -> (f32, f32) {
        let limits = match action {
            Action::Eq | Action::Tone | Action::SideTone => spec.id == "gain_db",
            Action::DynamicEq => spec.id == "range_db",
            _ => false,
        };
        let limit = if limits { self.eq_db(scope) } else { f32::INFINITY };
        (spec.min.max(-limit), spec.max.min(limit))
    }

    /// Whether a master is as loud as asked.
    #[must_use]
    pub fn lufs_in_range(&self, lufs: f64, target_lufs: f64) -> bool {
        // A rounding's worth more, so that a master written at the edge passes.
        (lufs - target_lufs).abs() <= self.lufs_tolerance_lu + 1e-9
    }

    /// Whether a true peak is at or under its ceiling. A thousandth of a dB is forgiven: dither and
    /// rounding to 24 bits move a peak near full scale by less.
    #[must_use]
    pub fn true_peak_safe(&self, true_dbtp: f64, ceiling_dbtp: f64) -> bool {
        true_dbtp <= ceiling_dbtp + 0.001
    }

    /// Whether a width against the un-widened mix is allowed, to the tenth that is reported.
    #[must_use]
    pub fn width_safe(&self, width_pct: f64) -> bool {
        width_pct <= self.width_max_pct + 0.05
    }

    /// Whether the sum to mono keeps enough.
    #[must_use]
    pub fn mono_compatible(&self, correlation: f64) -> bool {
        correlation >= self.correlation_min
    }

    /// Whether mastering to `target_lufs` cost no more crest factor than it may, in dB.
    #[must_use]
    pub fn crest_preserved(&self, before_db: f64, after_db: f64, target_lufs: f64) -> bool {
        before_db - after_db <= self.crest_loss_db.at(target_lufs)
    }

    /// Whether the densest passages keep their punch.
    #[must_use]
    pub fn psr_kept(&self, psr_p5_db: f64, target_lufs: f64) -> bool {
        psr_p5_db >= self.psr_min_db.at(target_lufs)
    }

    /// Whether a compressor's average gain reduction, in dB and positive, is under its limit.
    #[must_use]
    pub fn reduction_safe(&self, average_db: f64) -> bool {
        average_db < self.average_reduction_db
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_follow_the_loudness_asked_for() {
        let guardrails = Guardrails::default();
        for (lufs, crest_db, psr_db) in [
            (-20.0, 3.0, 8.0),
            (-14.0, 3.0, 8.0),
            (-12.0, 3.75, 7.5),
            (-10.0, 4.5, 7.0),
            (-9.0, 5.25, 6.5),
            (-8.0, 6.0, 6.0),
            (-6.0, 6.0, 6.0),
        ] {
            assert!((guardrails.crest_loss_db.at(lufs) - crest_db).abs() < 1e-12, "{lufs} LUFS");
            assert!((guardrails.psr_min_db.at(lufs) - psr_db).abs() < 1e-12, "{lufs} LUFS");
        }
    }

    #[test]
    fn a_range_ends_where_what_is_rendered_does() {
        let rails = Guardrails::default();
        let row = |action: Action, id: &str| *action.rows().find(|row| row.id == id).unwrap();
        for (action, id) in [
            (Action::Eq, "gain_db"),
            (Action::Tone, "gain_db"),
            (Action::SideTone, "gain_db"),
            (Action::DynamicEq, "range_db"),
        ] {
            let spec = row(action, id);
            for scope in [Scope::AutoMaster, Scope::AutoMix, Scope::User] {
                let ends = [spec.min, spec.max].map(|end| rails.clamp_eq_db(scope, end));
                assert_eq!(rails.range(action, &spec, scope), (ends[0], ends[1]), "{action:?}");
            }
        }
        let fader = row(Action::Fader, "gain_db");
        assert_eq!(rails.range(Action::Fader, &fader, Scope::AutoMix), (fader.min, fader.max));
    }

    #[test]
    fn each_limit_refuses_what_lies_beyond_it_and_what_is_not_a_number() {
        let limits = Guardrails::default();
        assert!(limits.lufs_in_range(-14.1, -14.0) && !limits.lufs_in_range(-13.89, -14.0));
        assert!(limits.true_peak_safe(-1.0, -1.0) && !limits.true_peak_safe(-0.99, -1.0));
        assert!(limits.width_safe(140.0) && !limits.width_safe(140.1));
        assert!(limits.mono_compatible(0.1) && !limits.mono_compatible(0.09));
        assert!(limits.crest_preserved(12.0, 9.0, -14.0));
        assert!(!limits.crest_preserved(12.0, 8.9, -14.0));
        assert!(limits.psr_kept(6.5, -8.0) && !limits.psr_kept(6.5, -14.0));
        assert!(limits.reduction_safe(2.99) && !limits.reduction_safe(3.0));
        let nan = f64::NAN;
        assert!(!limits.lufs_in_range(nan, -14.0) && !limits.true_peak_safe(nan, -1.0));
        assert!(!limits.width_safe(nan) && !limits.mono_compatible(nan));
        assert!(!limits.crest_preserved(nan, 9.0, -14.0) && !limits.psr_kept(nan, -14.0));
    }

    #[test]
    fn guardrails_survive_their_json() {
        let text = serde_json::to_string(&Guardrails::default()).unwrap();
        assert_eq!(serde_json::from_str::<Guardrails>(&text).unwrap(), Guardrails::default());
    }
}
