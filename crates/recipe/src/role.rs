//! What a stem is: instrument roles and their groups.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Bus;

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

impl Role {
    /// All of them.
    pub const ALL: [Self; 28] = [
        Self::Kick,
        Self::Snare,
        Self::Claps,
        Self::Hats,
        Self::Cymbals,
        Self::Toms,
        Self::Overheads,
        Self::Percussion,
        Self::DrumsBus,
        Self::Bass,
        Self::SubBass,
        Self::ElectricGuitar,
        Self::AcousticGuitar,
        Self::Piano,
        Self::Keys,
        Self::Organ,
        Self::SynthLead,
        Self::SynthPad,
        Self::Synth,
        Self::LeadVocal,
        Self::BackingVocals,
        Self::Speech,
        Self::Strings,
        Self::Brass,
        Self::Woodwinds,
        Self::Fx,
        Self::BackingTrack,
        Self::Unknown,
    ];

    /// Its name in a recipe.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kick => "kick",
            Self::Snare => "snare",
            Self::Claps => "claps",
            Self::Hats => "hats",
            Self::Cymbals => "cymbals",
            Self::Toms => "toms",
            Self::Overheads => "overheads",
            Self::Percussion => "percussion",
            Self::DrumsBus => "drums_bus",
            Self::Bass => "bass",
            Self::SubBass => "sub_bass",
            Self::ElectricGuitar => "electric_guitar",
            Self::AcousticGuitar => "acoustic_guitar",
            Self::Piano => "piano",
            Self::Keys => "keys",
            Self::Organ => "organ",
            Self::SynthLead => "synth_lead",
            Self::SynthPad => "synth_pad",
            Self::Synth => "synth",
            Self::LeadVocal => "lead_vocal",
            Self::BackingVocals => "backing_vocals",
            Self::Speech => "speech",
            Self::Strings => "strings",
            Self::Brass => "brass",
            Self::Woodwinds => "woodwinds",
            Self::Fx => "fx",
            Self::BackingTrack => "backing_track",
            Self::Unknown => "unknown",
        }
    }

    /// The roles it is treated like.
    #[must_use]
    pub const fn group(self) -> RoleGroup {
        match self {
            Self::Kick
            | Self::Snare
            | Self::Claps
            | Self::Hats
            | Self::Cymbals
            | Self::Toms
            | Self::Overheads
            | Self::Percussion
            | Self::DrumsBus => RoleGroup::Drums,
            Self::Bass | Self::SubBass => RoleGroup::Bass,
            Self::ElectricGuitar | Self::AcousticGuitar => RoleGroup::Guitars,
            Self::Piano | Self::Keys | Self::Organ => RoleGroup::Keys,
            Self::SynthLead | Self::SynthPad | Self::Synth => RoleGroup::Synths,
            Self::LeadVocal | Self::BackingVocals | Self::Speech => RoleGroup::Vocals,
            Self::Strings => RoleGroup::Strings,
            Self::Brass | Self::Woodwinds => RoleGroup::Winds,
            Self::Fx => RoleGroup::Fx,
            Self::BackingTrack | Self::Unknown => RoleGroup::Other,
        }
    }

    /// The bus it goes to where nothing else is said.
    #[must_use]
    pub const fn bus(self) -> Bus {
        match self.group() {
            RoleGroup::Drums => Bus::Drums,
            RoleGroup::Vocals => Bus::Vocals,
            _ => Bus::Music,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
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
