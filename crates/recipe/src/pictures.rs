//! What the pictures of a report are drawn from: series over time and bands, decimated to a bounded
//! length, so that a report of an hour is no larger than one of a song.
//!
//! Levels of silence are [`PICTURE_FLOOR_DB`]: a list of numbers has no room for −∞.

use serde::{Deserialize, Serialize};

use crate::ToneCorridor;

/// Most points of a series.
pub const PICTURE_POINTS_MAX: usize = 600;

/// What stands for every level below it, in dB.
pub const PICTURE_FLOOR_DB: f32 = -100.0;

/// Series and tables for pictures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default)]
pub struct Pictures {
    /// Length of the master, in seconds.
    pub duration_s: f64,
    /// Passages of the song, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionMark>,
    /// The stems added at unity, or the file as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rough: Option<Track>,
    /// The mix before mastering; none where the mix is the file as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub premaster: Option<Track>,
    /// The master as read back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub master: Option<Track>,
    /// The tone that the profile asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corridor: Option<ToneCorridor>,
    /// Gain reduction over time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reductions: Vec<ReductionTrack>,
    /// Who covers whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub masking: Option<MaskingTable>,
    /// Short passages to listen to, at the same loudness.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub players: Vec<Player>,
}

/// A passage of the song.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SectionMark {
    /// Start, in seconds.
    pub start_s: f64,
    /// End, in seconds.
    pub end_s: f64,
    /// What it may be, or its label where that is not known.
    pub name: String,
}

/// One version of the song over time and over frequency.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default)]
pub struct Track {
    /// Time from point to point, in seconds.
    pub step_s: f64,
    /// Largest sample magnitude in each step, linear.
    pub peak: Vec<f32>,
    /// Largest momentary loudness (400 ms) that ends in each step, in LUFS.
    pub momentary_lufs: Vec<f32>,
    /// Largest short-term loudness (3 s) that ends in each step, in LUFS.
    pub short_term_lufs: Vec<f32>,
    /// Centres of the bands below, in Hz.
    pub band_hz: Vec<f32>,
    /// Long-term level of mid in each band, as the level of a whole octave, in dBFS.
    pub mid_db: Vec<f32>,
    /// The same of side.
    pub side_db: Vec<f32>,
}

/// Gain reduction of one processor over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ReductionTrack {
    /// Which one, like `limiter` or `drum_bus compressor`.
    pub name: String,
    /// Time from point to point, in seconds.
    pub step_s: f64,
    /// Largest reduction in each step, in dB, positive.
    pub reduction_db: Vec<f32>,
}

/// Who covers whom, by the model of partial loudness.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct MaskingTable {
    /// Ids of the stems, in the order of rows and columns.
    pub stems: Vec<String>,
    /// Row: who is covered. Column: who covers. Share of the row's loudness that is lost to the
    /// column with the stems as delivered, in percent.
    pub before_pct: Vec<Vec<f32>>,
    /// The same behind faders, filters and equalisers of the recipe.
    pub after_pct: Vec<Vec<f32>>,
}

/// A passage to listen to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Player {
    /// What is heard: `rough`, `mix` or `master`.
    pub name: String,
    /// The file, relative to the report.
    pub file: String,
    /// Where it starts in the song, in seconds.
    pub start_s: f64,
    /// Its length, in seconds.
    pub duration_s: f64,
    /// Gain that brings it to the common loudness, in dB.
    pub gain_db: f64,
    /// The common loudness, in LUFS.
    pub lufs: f64,
}
