//! What a stem is: instrument roles and their groups.

use serde::{Deserialize, Serialize};

/// The part a stem plays. Names are persisted in recipes, so never renamed.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Role {
    Kick,
    Snare,
    Claps,
    Hats,
    Cymbals,
    Toms,
    Overheads,
    Percussion,
    DrumsBus,
    Bass,
    SubBass,
    ElectricGuitar,
    AcousticGuitar,
    Piano,
    Keys,
    Organ,
    SynthLead,
    SynthPad,
    Synth,
    LeadVocal,
    BackingVocals,
    Speech,
    Strings,
    Brass,
    Woodwinds,
    Fx,
    BackingTrack,
    Unknown,
}

/// Families of roles that are treated alike.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum RoleGroup {
    Drums,
    Bass,
    Guitars,
    Keys,
    Synths,
    Vocals,
    Strings,
    Winds,
    Fx,
    Other,
}

/// Where a role came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoleSource {
    /// The user said so.
    User,
    /// The manifest of the song says so.
    Manifest,
    /// The file's name says so.
    Name,
    /// Heard.
    Sound,
    /// Nothing is known.
    Nothing,
}

/// A role with its confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct RoleGuess {
    /// The role.
    pub is: Role,
    /// 0 to 1.
    pub confidence: f32,
    /// Where it came from.
    pub from: RoleSource,
}
