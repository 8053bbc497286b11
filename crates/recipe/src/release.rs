//! Whether a finished file can be released: what `check --json` says.

use serde::{Deserialize, Serialize};

use crate::{CodedMaster, Measured, PlatformLine, PlatformVerdict};

/// One finished file under examination.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ReleaseCheck {
    /// Version of the engine.
    pub engine: String,
    /// The file.
    pub file: String,
    /// The worst of `checks`.
    pub verdict: PlatformVerdict,
    /// Each thing that was looked at, the worst first.
    pub checks: Vec<ReleaseLine>,
    /// What services make of it.
    pub platforms: Vec<PlatformLine>,
    /// What lossy coding makes of it, where that was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codecs: Vec<CodedMaster>,
    /// What was measured.
    pub measured: Measured,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ReleaseLine {
    /// Its name.
    pub check: String,
    /// Ready, ready with a note, or not ready.
    pub verdict: PlatformVerdict,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do; empty where nothing is.
    pub does: String,
}

impl ReleaseCheck {
    /// As JSON for people, ending in a newline.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::pretty(self)
    }
}
