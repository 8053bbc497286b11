//! `analyze --json`: what is heard of files and of a song, before anything is decided.

use serde::{Deserialize, Serialize};

use crate::{Measured, RoleGuess};

/// What `analyze --json` says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Analysis {
    /// Version of the engine.
    pub engine: String,
    /// Session rate, in Hz.
    pub sample_rate_hz: u32,
    /// Length of the longest stem, in seconds.
    pub duration_s: f64,
    /// Tempo, in beats per minute.
    pub tempo_bpm: Option<f64>,
    /// Trust in the tempo against its doubles, halves and thirds, 0 to 1.
    pub tempo_confidence: Option<f64>,
    /// Key, like `A minor`; null where none is likely enough.
    pub key: Option<String>,
    /// The likeliest key, told or not.
    #[serde(default)]
    pub key_likeliest: Option<String>,
    /// How likely that one is among all 24, 0 to 1.
    pub key_confidence: Option<f64>,
    /// Beats in a bar.
    pub beats_per_bar: Option<usize>,
    /// Starts of the bars, in seconds.
    #[serde(default)]
    pub downbeats_s: Vec<f64>,
    /// Parts of the song, in order.
    #[serde(default)]
    pub sections: Vec<SectionAnalysis>,
    /// The stems, in the session's order.
    pub stems: Vec<StemAnalysis>,
    /// The stems added at unity.
    pub sum: Option<Measured>,
}

/// One part of the song in an [`Analysis`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SectionAnalysis {
    /// Start, in seconds.
    pub start_s: f64,
    /// End, in seconds.
    pub end_s: f64,
    /// Parts that sound alike share a label, like `A`.
    pub label: String,
    /// What it may be: intro, verse, chorus, bridge, outro or unknown.
    pub kind: String,
    /// Trust in the kind, 0 to 1.
    pub kind_confidence: f64,
    /// Loudness against the whole song, in LU.
    pub loudness_lu: f64,
    /// Share of the stems that sound, 0 to 1.
    pub density: f64,
}

/// One stem of an [`Analysis`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct StemAnalysis {
    /// Id in a recipe.
    pub id: String,
    /// Its file.
    pub file: String,
    /// Content hash, as in a recipe.
    pub hash: String,
    /// What it is.
    pub role: RoleGuess,
    /// Its own rate, in Hz.
    pub sample_rate_hz: u32,
    /// 1 or 2.
    pub channels: u16,
    /// Depth, in bits.
    pub bit_depth: Option<u16>,
    /// Its length, in seconds.
    pub duration_s: f64,
    /// What was measured.
    pub measured: Measured,
    /// What is unusual about it.
    pub warnings: Vec<String>,
}

impl Analysis {
    /// The analysis as JSON for people, ending in a newline.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::pretty(self)
    }
}
