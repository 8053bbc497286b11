//! What the user wants.

use serde::{Deserialize, Serialize};

use crate::{Delivery, ReferenceAim};

/// The wish: a profile and what departs from it. Written into the recipe with its values
/// resolved, so that a recipe renders without any profile file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// Id of the profile.
    pub profile: String,
    /// Who chose the profile or its targets: `user`, `targets_file`, `preset`, `style`, `genre`,
    /// `default`.
    pub profile_from: String,
    /// Integrated loudness of the master, in LUFS.
    pub lufs: f64,
    /// Highest true peak of the master, in dBTP.
    pub ceiling_dbtp: f64,
    /// Width of the master against the un-widened mix: 100 leaves it, 140 is the most.
    pub width_pct: f64,
    /// Largest loudness range wanted, in LU.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lra_max_lu: Option<f64>,
    /// Spectral centroid wanted, in Hz; reached as far as the guardrails allow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centroid_hz: Option<f64>,
    /// RMS of side over RMS of mid wanted; a soft goal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stereo_ms_ratio: Option<f64>,
    /// Relative amplitudes of low, mid and high wanted (any scale).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency_balance: Option<[f64; 3]>,
    /// Records that it is to come near.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ReferenceAim>,
    /// How much of everything.
    #[serde(default)]
    pub amounts: Amounts,
    /// Keep the balance of the stems as delivered: no faders, no rides.
    #[serde(default)]
    pub respect_user_gains: bool,
    /// No parallel compression anywhere.
    #[serde(default)]
    pub bypass_parallel_comp: bool,
    /// Leave faults as they are: they are told, not put right.
    #[serde(default)]
    pub bypass_repair: bool,
    /// Reach the loudness even where it costs more dynamics than the guardrails allow.
    #[serde(default)]
    pub loudness_priority: bool,
    /// Seed of everything that is random: the dither.
    #[serde(default)]
    pub seed: u64,
    /// How the master is written.
    #[serde(default)]
    pub delivery: Delivery,
}

/// How much, in percent, 0 to 150; families multiply with the overall amount.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the names of the families")]
pub struct Amounts {
    pub overall_pct: f32,
    pub tone_pct: f32,
    pub dynamics_pct: f32,
    pub width_pct: f32,
    pub space_pct: f32,
    pub loudness_pct: f32,
}

impl Amounts {
    /// What any amount may be, in percent.
    pub const RANGE_PCT: std::ops::RangeInclusive<f32> = 0.0..=150.0;
}

impl Default for Amounts {
    fn default() -> Self {
        Self {
            overall_pct: 100.0,
            tone_pct: 100.0,
            dynamics_pct: 100.0,
            width_pct: 100.0,
            space_pct: 100.0,
            loudness_pct: 100.0,
        }
    }
}
