//! `report.json` and `analyze --json`: what was heard, done and reached.
//!
//! The keys up to `qc_results` are published and never renamed. What is not available is null,
//! and so is what JSON cannot say: the level of silence (−∞) and NaN.

use serde::{Deserialize, Serialize};

use crate::{
    CodedMaster, DeliveredFile, Evidence, FindingLine, Move, PlatformLine, ReferenceReport, Scope,
    Sources,
};

/// Everything about one job.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Report {
    /// Name of the job.
    pub job_id: String,
    /// Wall time, in seconds; null where reports must be the same from run to run.
    pub processing_time_seconds: Option<f64>,
    /// What went in.
    pub input_analysis: InputAnalysis,
    /// What mixing did.
    pub mixing_report: MixingReport,
    /// What mastering did.
    pub mastering_report: MasteringReport,
    /// Whether the result keeps the rules.
    pub qc_results: QcResults,
    /// Version of the engine.
    pub engine: String,
    /// [`crate::Recipe::hash`] of the recipe that was rendered.
    pub recipe_hash: Option<String>,
    /// `b3:` hash of the samples of the master.
    pub audio_hash: Option<String>,
    /// Id of the profile.
    pub profile: Option<String>,
    /// Where the targets came from.
    pub targets_from: Option<Sources>,
    /// What was written, relative to the output folder.
    pub files: Vec<String>,
    /// The stems added at unity.
    pub before: Option<Measured>,
    /// The mix before mastering.
    pub premaster: Option<Measured>,
    /// The master as written and read back.
    pub after: Option<Measured>,
    /// How near the master came to the references.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ReferenceReport>,
    /// Every move with its reason.
    pub moves: Vec<MoveLine>,
    /// What is wrong with the stems, surely or most likely, and what was done about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingLine>,
    /// What `report.html` draws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pictures: Option<crate::Pictures>,
    /// Every file of the master, as read back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliveries: Vec<DeliveredFile>,
    /// What lossy coding makes of the master, where that was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codecs: Vec<CodedMaster>,
    /// What services do with a master of this loudness and true peak.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub platforms: Vec<PlatformLine>,
}

/// What went in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct InputAnalysis {
    /// Number of stems.
    pub total_stems: usize,
    /// Session rate, in Hz.
    pub sample_rate: Option<u32>,
    /// Largest depth of the stems, in bits.
    pub bit_depth: Option<u16>,
    /// Length of the longest stem, in seconds.
    pub duration_seconds: Option<f64>,
    /// Tempo, in beats per minute.
    pub detected_bpm: Option<f64>,
    /// Key, like `A minor`.
    pub detected_key: Option<String>,
    /// The stems, in the session's order.
    pub stems: Vec<StemLine>,
}

/// One stem in a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct StemLine {
    /// File name.
    pub name: String,
    /// Role.
    pub role: String,
    /// Integrated loudness, in LUFS.
    pub lufs: Option<f64>,
    /// True peak, in dBTP.
    pub true_peak: Option<f64>,
    /// Crest factor, in dB.
    pub crest_factor: Option<f64>,
    /// What is unusual about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// What mixing did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct MixingReport {
    /// Average gain reduction of the buses, in dB, positive.
    pub avg_gain_reduction_db: BusReductions,
    /// Sidechains.
    pub sidechain_applied: Vec<Sidechain>,
    /// Mean over stereo stems of width after over width before, in percent.
    pub stereo_width_avg: Option<f64>,
}

/// One number per bus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[allow(missing_docs, reason = "the names of the buses")]
pub struct BusReductions {
    pub drum_bus: Option<f64>,
    pub music_bus: Option<f64>,
    pub vocal_bus: Option<f64>,
}

/// A stem that turns another, or a bus, down.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Sidechain {
    /// The stem that is listened to.
    pub source: String,
    /// What is turned down.
    pub target: String,
    /// Average gain reduction, in dB, positive.
    pub avg_gr_db: Option<f64>,
}

/// What mastering did, measured on the file as read back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct MasteringReport {
    /// Integrated loudness, in LUFS.
    pub lufs_integrated: Option<f64>,
    /// Loudness asked for, in LUFS.
    pub lufs_target: Option<f64>,
    /// Loudness range, in LU.
    pub lra: Option<f64>,
    /// True peak, in dBTP.
    #[serde(rename = "true_peak_dbTP")]
    pub true_peak_dbtp: Option<f64>,
    /// Crest factor, in dB.
    pub crest_factor: Option<f64>,
    /// Width against the un-widened mix, in percent.
    pub stereo_width_pct: Option<f64>,
    /// Correlation of left and right.
    pub mono_correlation: Option<f64>,
    /// Tone curve, read at three places.
    pub eq_applied: EqApplied,
    /// Multiband compression.
    pub compression: Reduction,
    /// Limiting.
    pub limiting: Reduction,
    /// What loudness costs: the same master from 3 dB less gain to 3 dB more, foreseen on its
    /// envelopes, not rendered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loudness_cost: Vec<LoudnessCost>,
}

/// One point of the curve of what loudness costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct LoudnessCost {
    /// Gain against that of the master, in dB.
    pub gain_db: f64,
    /// Integrated loudness, in LUFS.
    pub integrated_lufs: Option<f64>,
    /// Peak over RMS of the whole, in dB.
    pub crest_db: Option<f64>,
    /// Median over 3 s windows of peak over short-term loudness, in dB.
    pub psr_median_db: Option<f64>,
    /// Average reduction of the limiter, in dB.
    pub limiter_average_db: Option<f64>,
    /// What clipper and limiter change, against what they leave, in dB: a bound on distortion, most
    /// of which is a change of gain and not heard as such.
    pub change_db: Option<f64>,
}

/// The tone curve at 80 Hz, 3 kHz and 12 kHz, in dB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[allow(missing_docs, reason = "the names say it")]
pub struct EqApplied {
    pub low_shelf_db: Option<f64>,
    pub presence_db: Option<f64>,
    pub air_db: Option<f64>,
}

/// Gain reduction, in dB, positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Reduction {
    /// Average while it sounds.
    pub avg_gr_db: Option<f64>,
    /// Largest.
    pub max_gr_db: Option<f64>,
}

/// Whether the result keeps the rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct QcResults {
    /// All checks hold.
    pub passed: bool,
    /// Each of them.
    pub checks: QcChecks,
    /// What does not hold, or nearly does not.
    pub warnings: Vec<String>,
    /// The verdict in a sentence.
    pub notes: String,
}

/// The checks of [`crate::Guardrails`] on the master.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
#[allow(missing_docs, reason = "the names say it")]
pub struct QcChecks {
    pub lufs_in_range: bool,
    pub true_peak_safe: bool,
    pub stereo_width_safe: bool,
    pub mono_compatible: bool,
    pub crest_factor_preserved: bool,
}

impl QcChecks {
    /// Whether all hold.
    #[must_use]
    pub const fn all(&self) -> bool {
        self.lufs_in_range
            && self.true_peak_safe
            && self.stereo_width_safe
            && self.mono_compatible
            && self.crest_factor_preserved
    }
}

/// A move as a report tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct MoveLine {
    /// Id in the recipe.
    pub id: String,
    /// What it works on.
    pub target: String,
    /// Name of the action.
    pub action: String,
    /// What it does, with its settings, in words.
    #[serde(default)]
    pub does: String,
    /// Why.
    pub reason: String,
    /// The number behind the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Which limits bound it.
    pub scope: Scope,
    /// Share that was applied under the amounts, in percent.
    pub applied_pct: f32,
    /// Who made it.
    pub by: String,
}

impl MoveLine {
    /// Tells `one` under `amounts`.
    #[must_use]
    pub fn of(one: &Move, amounts: &crate::Amounts) -> Self {
        Self {
            id: one.id.clone(),
            target: one.target.clone(),
            action: one.action.name().into(),
            does: one.described(),
            reason: one.reason.clone(),
            evidence: one.evidence.clone(),
            scope: one.scope,
            applied_pct: one.share(amounts) * 100.0,
            by: one.by.clone(),
        }
    }
}

/// What was measured of a stem, a mix or a master; the fields of the crate `measure`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default)]
#[allow(missing_docs, reason = "named after the measurement, units last")]
pub struct Measured {
    pub integrated_lufs: Option<f64>,
    pub range_lu: Option<f64>,
    pub momentary_max_lufs: Option<f64>,
    pub short_term_max_lufs: Option<f64>,
    pub true_peak_dbtp: Option<f64>,
    pub sample_peak_dbfs: Option<f64>,
    pub clipped_samples: Option<u64>,
    pub rms_dbfs: Option<f64>,
    pub crest_db: Option<f64>,
    pub plr_db: Option<f64>,
    pub psr_median_db: Option<f64>,
    pub psr_p5_db: Option<f64>,
    pub dc: Option<f64>,
    pub correlation: Option<f64>,
    pub correlation_p1: Option<f64>,
    pub side_over_mid: Option<f64>,
    pub low_side_over_mid: Option<f64>,
    pub balance_db: Option<f64>,
    pub centroid_hz: Option<f64>,
    pub bandwidth_hz: Option<f64>,
    pub rolloff_hz: Option<f64>,
    pub flatness: Option<f64>,
    pub low_energy: Option<f64>,
    pub mid_energy: Option<f64>,
    pub high_energy: Option<f64>,
    pub active_share: Option<f64>,
    pub onsets_per_s: Option<f64>,
    pub floor_dbfs: Option<f64>,
}

impl Report {
    /// Most bytes that are read as a report.
    pub const BYTES_MAX: usize = 16 << 20;

    /// Reads a report; what it does not know is left out.
    ///
    /// # Errors
    ///
    /// When the text is too large, or no report.
    pub fn from_json(text: &str) -> Result<Self, crate::RecipeError> {
        if text.len() > Self::BYTES_MAX {
            let (found, limit) = (text.len(), Self::BYTES_MAX);
            return Err(crate::RecipeError::TooLarge { found, limit });
        }
        serde_json::from_str(text).map_err(|error| crate::RecipeError::Syntax(error.to_string()))
    }

    /// The report as JSON for people, ending in a newline.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::pretty(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::sample::one;
    use crate::{Action, Amounts};

    fn full() -> Report {
        Report {
            job_id: "job_1".into(),
            input_analysis: InputAnalysis {
                total_stems: 1,
                stems: vec![StemLine { lufs: Some(f64::NEG_INFINITY), ..StemLine::default() }],
                ..InputAnalysis::default()
            },
            mixing_report: MixingReport {
                sidechain_applied: vec![Sidechain::default()],
                ..MixingReport::default()
            },
            before: Some(Measured { crest_db: Some(f64::NAN), ..Measured::default() }),
            moves: vec![MoveLine::of(&one("m1", "bass", Action::Eq, &[]), &Amounts::default())],
            ..Report::default()
        }
    }

    #[test]
    fn every_published_key_is_there_under_its_name() {
        let report: Value = serde_json::from_str(&full().to_json()).unwrap();
        let published = [
            "/job_id",
            "/processing_time_seconds",
            "/input_analysis/total_stems",
            "/input_analysis/sample_rate",
            "/input_analysis/bit_depth",
            "/input_analysis/duration_seconds",
            "/input_analysis/detected_bpm",
            "/input_analysis/detected_key",
            "/input_analysis/stems/0/name",
            "/input_analysis/stems/0/role",
            "/input_analysis/stems/0/lufs",
            "/input_analysis/stems/0/true_peak",
            "/input_analysis/stems/0/crest_factor",
            "/mixing_report/avg_gain_reduction_db/drum_bus",
            "/mixing_report/avg_gain_reduction_db/music_bus",
            "/mixing_report/avg_gain_reduction_db/vocal_bus",
            "/mixing_report/sidechain_applied/0/source",
            "/mixing_report/sidechain_applied/0/target",
            "/mixing_report/sidechain_applied/0/avg_gr_db",
            "/mixing_report/stereo_width_avg",
            "/mastering_report/lufs_integrated",
            "/mastering_report/lufs_target",
            "/mastering_report/lra",
            "/mastering_report/true_peak_dbTP",
            "/mastering_report/crest_factor",
            "/mastering_report/stereo_width_pct",
            "/mastering_report/mono_correlation",
            "/mastering_report/eq_applied/low_shelf_db",
            "/mastering_report/eq_applied/presence_db",
            "/mastering_report/eq_applied/air_db",
            "/mastering_report/compression/avg_gr_db",
            "/mastering_report/compression/max_gr_db",
            "/mastering_report/limiting/avg_gr_db",
            "/mastering_report/limiting/max_gr_db",
            "/qc_results/passed",
            "/qc_results/checks/lufs_in_range",
            "/qc_results/checks/true_peak_safe",
            "/qc_results/checks/stereo_width_safe",
            "/qc_results/checks/mono_compatible",
            "/qc_results/checks/crest_factor_preserved",
            "/qc_results/warnings",
            "/qc_results/notes",
            "/engine",
            "/recipe_hash",
            "/audio_hash",
            "/moves/0/reason",
        ];
        for pointer in published {
            assert!(report.pointer(pointer).is_some(), "{pointer} is missing");
        }
    }

    #[test]
    fn what_json_cannot_say_is_null_and_reads_back() {
        let text = full().to_json();
        let report: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(report.pointer("/input_analysis/stems/0/lufs"), Some(&Value::Null));
        assert_eq!(report.pointer("/before/crest_db"), Some(&Value::Null));
        let back: Report = serde_json::from_str(&text).unwrap();
        assert_eq!(back.to_json(), text);
    }

    #[test]
    fn one_failed_check_fails_all() {
        let good = QcChecks {
            lufs_in_range: true,
            true_peak_safe: true,
            stereo_width_safe: true,
            mono_compatible: true,
            crest_factor_preserved: true,
        };
        assert!(good.all());
        let fails: [fn(&mut QcChecks); 5] = [
            |checks| checks.lufs_in_range = false,
            |checks| checks.true_peak_safe = false,
            |checks| checks.stereo_width_safe = false,
            |checks| checks.mono_compatible = false,
            |checks| checks.crest_factor_preserved = false,
        ];
        for fail in fails {
            let mut checks = good;
            fail(&mut checks);
            assert!(!checks.all());
        }
    }
}
