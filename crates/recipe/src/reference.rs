//! Records that a song is to come near: what was measured of them, and how near.
//!
//! All that decisions need of a reference stands here, so a recipe explains itself and renders
//! without the reference's file.

use serde::{Deserialize, Serialize};

/// Bands of a reference's spectra, as the crate `measure` has them.
pub const REFERENCE_BANDS: usize = 40;

/// Most references of one song.
pub const REFERENCES_MAX: usize = 16;

/// References and how far the song goes towards them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferenceAim {
    /// How far, in each respect.
    pub matching: Matching,
    /// What is aimed at: the weighted mean of these.
    pub songs: Vec<ReferenceSong>,
}

/// How much of the way to the references is gone, in percent, 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the respects in which songs are compared")]
pub struct Matching {
    pub tone_pct: f64,
    pub dynamics_pct: f64,
    pub width_pct: f64,
    pub loudness_pct: f64,
}

impl Default for Matching {
    fn default() -> Self {
        Self { tone_pct: 80.0, dynamics_pct: 50.0, width_pct: 100.0, loudness_pct: 0.0 }
    }
}

/// One reference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferenceSong {
    /// The file's name without folder and ending.
    pub name: String,
    /// Content hash of the file, `b3:` and 64 hexadecimal digits.
    pub hash: String,
    /// What it counts beside the others, over 0 to 10.
    pub weight: f64,
    /// How it came in where it was picked from a folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picked: Option<Picked>,
    /// Length, in s.
    pub length_s: f64,
    /// Integrated loudness, in LUFS.
    pub integrated_lufs: f64,
    /// RMS, in dBFS.
    pub rms_dbfs: f64,
    /// Peak over RMS, in dB.
    pub crest_db: f64,
    /// Right over left, in dB.
    pub balance_db: f64,
    /// RMS of side over RMS of mid.
    pub side_over_mid: f64,
    /// Levels of mid per band (ERB numbers 1 to 40), in dBFS.
    pub mid_erb_db: Vec<f64>,
    /// The same of side.
    pub side_erb_db: Vec<f64>,
    /// It tells nothing over this frequency, in Hz.
    pub high_hz: f64,
    /// Dynamics; none where they say nothing about music.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dynamics: Option<ReferenceDynamics>,
    /// Its width and its side are worth matching.
    pub has_width: bool,
    /// What is odd about it, and what was therefore left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How a reference moves.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferenceDynamics {
    /// Median over 3 s windows of peak over short-term loudness, in dB.
    pub psr_median_db: f64,
    /// Loudness range, in LU.
    pub range_lu: f64,
    /// Short-term loudness that 10, 30, 50, 70 and 95 % of the windows stay under, against the
    /// integrated one, in LU.
    pub short_term_lu: [f64; 5],
}

/// How a reference was picked.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Picked {
    /// Likeness to the song, 0 to 100.
    pub likeness_pct: f64,
    /// Files that there were to pick from.
    pub of: usize,
}

/// How near a master came to its references.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ReferenceReport {
    /// How far it was to go.
    pub matching: Matching,
    /// One line a reference.
    pub songs: Vec<ReferenceLine>,
}

/// One reference in a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ReferenceLine {
    /// The file's name without folder and ending.
    pub name: String,
    /// Content hash of the file.
    pub hash: String,
    /// What it counts beside the others.
    pub weight: f64,
    /// How it came in where it was picked from a folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picked: Option<Picked>,
    /// Distance of the stems as they came (of the mix where they were not heard).
    pub before: Option<ReferenceFigures>,
    /// Distance of the master as read back.
    pub after: Option<ReferenceFigures>,
    /// What is odd about it, and what was therefore left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Distances from a reference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ReferenceFigures {
    /// Weighted squares of RMS, crest, width, imbalance and spectra of mid and side (Diff-MST).
    pub features: f64,
    /// RMS over ERB bands of mid, at one loudness, in dB.
    pub tone_db: f64,
    /// Median peak over short-term loudness, in dB; null where the reference does not tell.
    pub psr_db: Option<f64>,
    /// Side over mid, in dB; null where the reference does not tell.
    pub width_db: Option<f64>,
    /// Integrated loudness, in LU.
    pub loudness_lu: f64,
}
