//! What a kind of music wants, as data: one TOML file per profile in `profiles/`.
//!
//! Presets, styles, genres and targets are kinds of keys into the same table. The numbers of
//! loudness, centroid, side-to-mid ratio and width are the product's published ones; the others
//! are our own choices, made by ear and custom, and stated in the files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Role, RoleGroup, ToneCorridor};

/// One profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Stable name, like `rnb_ballad`.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// One sentence on its character.
    pub about: String,
    /// Which options find it.
    pub kinds: Vec<ProfileKind>,
    /// Other names that find it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Family of genres, for statistics; empty for none.
    pub parent_genre: String,

    /// Integrated loudness of the master, in LUFS, −24 to −6.
    pub lufs: f64,
    /// Highest true peak of the master, in dBTP, −6 to 0.
    pub ceiling_dbtp: f64,
    /// Largest loudness range, in LU, 3 to 30.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lra_max_lu: Option<f64>,
    /// Most width that may be asked for, against the un-widened mix, in percent, 100 to 140.
    pub width_cap_pct: f64,
    /// Width of the master against the un-widened mix, in percent, 50 to the cap.
    pub width_pct: f64,
    /// Spectral centroid, in Hz, 500 to 6000, as published: the mean over frames of a signal at
    /// 22.05 kHz. Finished records read about 1.5 times as much in a report, which measures to
    /// 20 kHz. A soft goal; none leaves it free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centroid_hz: Option<f64>,
    /// RMS of side over RMS of mid aimed at, 0 to 0.9; a soft goal, none leaves it free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stereo_ms_ratio: Option<f64>,
    /// The master's side is removed under this frequency, in Hz, 0 (off) to 300.
    pub mono_below_hz: f64,
    /// Drive of the master's saturation, in dB, 0 (off) to 12.
    pub saturation_db: f64,
    /// Attack of the drum bus's transient shaper, in dB, 0 (off) to 6.
    pub transient_db: f64,
    /// How far taste may reach into the mix, in percent, 0 to 100: 25 repairs and little else.
    pub intensity_pct: f64,

    /// Spectrum aimed at.
    pub tone: ToneCorridor,
    /// Character of compression.
    pub compression: CompressionCharacter,
    /// Reverb return.
    pub reverb: ReverbCharacter,
    /// Delay return.
    pub delay: DelayCharacter,
    /// Loudness over or under a role's usual place in a mix.
    #[serde(default)]
    pub offsets_lu: RoleOffsets,
    /// How much goes to the returns.
    #[serde(default)]
    pub sends_db: Sends,
}

/// Kinds of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names of the options")]
pub enum ProfileKind {
    Preset,
    Style,
    Genre,
    Target,
}

/// Character per stage. The depth is solved: thresholds fall until `reduction_db` is reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompressionCharacter {
    /// Single stems.
    pub stems: Compression,
    /// The three buses.
    pub bus: Compression,
    /// The master's multiband compressor.
    pub master: Compression,
}

/// Character of one compressor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Compression {
    /// Ratio, 1 (off) to 10.
    pub ratio: f64,
    /// Attack, in ms, 0.5 to 200.
    pub attack_ms: f64,
    /// Release, in ms, 10 to 2000.
    pub release_ms: f64,
    /// Width of the knee, in dB, 0 to 24.
    pub knee_db: f64,
    /// Average gain reduction aimed at while it sounds, in dB, 0 (off) to under 3.
    pub reduction_db: f64,
    /// Where the search for the threshold starts, in dBFS at working level, −60 to 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold_db: Option<f64>,
}

/// The room.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReverbCharacter {
    /// Time to decay by 60 dB, in seconds, 0.1 to 12.
    pub decay_s: f64,
    /// Time before the first echo, in ms, 0 to 200.
    pub pre_delay_ms: f64,
    /// Over this frequency the decay shortens, in Hz, 500 to 20 000.
    pub damping_hz: f64,
    /// Loudness of the return against the mix, in LU, −40 to −6.
    pub level_lu: f64,
}

/// The echo.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DelayCharacter {
    /// Time between echoes.
    pub note: Note,
    /// Level of each echo against the one before it, in percent, 0 to 90.
    pub feedback_pct: f64,
    /// Loudness of the return against the mix, in LU, −40 to −6.
    pub level_lu: f64,
}

/// Length of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Note {
    /// A quarter note, one beat.
    #[serde(rename = "1/4")]
    Quarter,
    /// A dotted eighth.
    #[serde(rename = "1/8d")]
    DottedEighth,
    /// An eighth.
    #[serde(rename = "1/8")]
    Eighth,
    /// An eighth triplet.
    #[serde(rename = "1/8t")]
    EighthTriplet,
    /// A sixteenth.
    #[serde(rename = "1/16")]
    Sixteenth,
}

impl Note {
    /// Its length in quarter notes.
    #[must_use]
    pub const fn beats(self) -> f64 {
        match self {
            Self::Quarter => 1.0,
            Self::DottedEighth => 0.75,
            Self::Eighth => 0.5,
            Self::EighthTriplet => 1.0 / 3.0,
            Self::Sixteenth => 0.25,
        }
    }

    /// Its length at a tempo, in ms.
    #[must_use]
    pub fn ms(self, tempo_bpm: f64) -> f64 {
        self.beats() * 60_000.0 / tempo_bpm
    }
}

/// Loudness over or under the usual place, in LU, −12 to 12. Group and role add up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RoleOffsets {
    /// By group.
    pub groups: BTreeMap<RoleGroup, f64>,
    /// By role, on top of its group.
    pub roles: BTreeMap<Role, f64>,
}

impl RoleOffsets {
    /// Loudness over the usual place of `role`, in LU.
    #[must_use]
    pub fn of(&self, role: Role) -> f64 {
        let group = self.groups.get(&role.group()).copied().unwrap_or(0.0);
        group + self.roles.get(&role).copied().unwrap_or(0.0)
    }
}

/// Levels into the returns, in dB after the fader, −60 to 0. A group that is missing has no send.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Sends {
    /// Into the reverb.
    pub reverb: BTreeMap<RoleGroup, f64>,
    /// Into the delay.
    pub delay: BTreeMap<RoleGroup, f64>,
}
