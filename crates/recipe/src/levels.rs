//! `levels.json`: how a song moved through its console, to be shown beside it as it plays.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Peaks over time of strips, buses and master.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Levels {
    /// Time that each number stands for, in seconds.
    pub step_s: f64,
    /// By the names of the stems: behind fader and pan, before the bus. In dBFS; −120 is silence.
    pub strips: BTreeMap<String, Vec<i8>>,
    /// By the names of the buses, behind their faders; and of the returns that there are, `reverb`
    /// and `delay`.
    pub buses: BTreeMap<String, Vec<i8>>,
    /// The master as delivered.
    pub master: Vec<i8>,
}

impl Levels {
    /// As JSON in one line, ending in a newline: of an hour there are many numbers.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
