//! The form of a song: passages with a name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A passage of the song, from `start_frame` up to `end_frame`, at the session rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionSpec {
    /// First frame.
    pub start_frame: u64,
    /// First frame after it.
    pub end_frame: u64,
    /// Passages that sound alike have the same label, like `A`.
    pub label: String,
    /// What it is in the song.
    #[serde(default)]
    pub kind: SectionKind,
    /// Loudness as delivered against the whole song, in LU; not there in older recipes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loudness_lu: Option<f64>,
}

/// What a passage is in a song.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum SectionKind {
    Intro,
    Verse,
    Chorus,
    Bridge,
    Break,
    Solo,
    Outro,
    #[default]
    Unknown,
}

impl SectionKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Intro,
        Self::Verse,
        Self::Chorus,
        Self::Bridge,
        Self::Break,
        Self::Solo,
        Self::Outro,
        Self::Unknown,
    ];

    /// Its name in a recipe.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Intro => "intro",
            Self::Verse => "verse",
            Self::Chorus => "chorus",
            Self::Bridge => "bridge",
            Self::Break => "break",
            Self::Solo => "solo",
            Self::Outro => "outro",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for SectionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
