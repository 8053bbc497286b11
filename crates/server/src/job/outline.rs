//! Outlines of audio, to be drawn: the lowest and highest sample of each part of a file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Outlines of what can be compared of a song: `waveforms` of its downloads.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
pub(crate) struct Waveforms {
    /// Points of each outline.
    pub(crate) points: u32,
    /// Rate of the master, in Hz.
    pub(crate) rate_hz: Option<f64>,
    /// Length of the song, which all tracks are drawn over, in seconds.
    pub(crate) length_s: f64,
    /// `rough`, `mix` and `master`, those that there are.
    pub(crate) tracks: BTreeMap<String, Outline>,
    /// `reference_1` and on, each over its own length.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) references: BTreeMap<String, Outline>,
}

/// Outlines of the stems of an analysis.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
pub(crate) struct StemWaveforms {
    /// Points of each outline.
    pub(crate) points: u32,
    /// Length of the longest stem, which all are drawn over, in seconds.
    pub(crate) length_s: f64,
    /// In the order of the analysis.
    pub(crate) stems: Vec<StemOutline>,
}

/// Outline of a stem.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
pub(crate) struct StemOutline {
    /// Its place in the analysis.
    pub(crate) index: usize,
    /// Its outline.
    #[serde(flatten)]
    #[schema(inline)]
    pub(crate) outline: Outline,
}

/// Lowest and highest sample of each point: ±127 is full scale.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
pub(crate) struct Outline {
    /// Lowest, −127 to 0.
    pub(crate) min: Vec<i8>,
    /// Highest, 0 to 127.
    pub(crate) max: Vec<i8>,
    /// Its own length, in seconds, where that is not the one of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) length_s: Option<f64>,
}

/// What `waveform` prints.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Drawn {
    pub(crate) points: u32,
    pub(crate) length_s: f64,
    pub(crate) files: Vec<DrawnFile>,
}

/// One file of it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct DrawnFile {
    pub(crate) rate_hz: f64,
    #[serde(flatten)]
    pub(crate) outline: Outline,
}
