//! `doctor --json`, and what a report says about faults.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What is wrong with the stems of a song.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Checkup {
    /// Version of the engine.
    pub engine: String,
    /// Rate at which the stems were compared, in Hz.
    pub sample_rate_hz: u32,
    /// Length of the longest, in seconds.
    pub duration_s: f64,
    /// Ids of the stems, in the order of the tables below.
    pub stems: Vec<String>,
    /// What was found, by stem.
    pub findings: Vec<FindingLine>,
    /// K-weighted correlation of any two stems at lag zero, −1 to 1.
    pub correlation: Vec<Vec<f64>>,
    /// Share of any two that follows from each other by some filter, 0 to 1.
    pub coherence: Vec<Vec<f64>>,
    /// Row: a stem. Column: another. Share of the first one's loudness that follows from the
    /// second: bleed, or one source in both, 0 to 1.
    pub bleed: Vec<Vec<f64>>,
}

/// Something about a stem.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct FindingLine {
    /// Id of the stem.
    pub stem: String,
    /// The others that it takes to see it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// What: `polarity`, `delay`, `offset`, `clipping`, …
    pub fault: String,
    /// `sure`, `likely` or `unclear`.
    pub verdict: String,
    /// What it is, in words.
    pub says: String,
    /// What is done about it, or could be.
    pub does: String,
    /// `mix` puts it right.
    pub is_mended: bool,
    /// The numbers behind it, the one that decided first.
    pub evidence: Vec<ProofLine>,
    /// Numbers that its words tell and that decided nothing, by their names, units last.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub numbers: BTreeMap<String, f64>,
}

/// A number behind a finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ProofLine {
    /// What was measured, units last.
    pub metric: String,
    /// What was found; null is −∞.
    pub value: Option<f64>,
    /// Where the verdict begins.
    pub threshold: f64,
}

impl Checkup {
    /// As JSON for people, ending in a newline.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::pretty(self)
    }
}
