//! The recipe itself: a header and an ordered list of moves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Brief, RoleGuess, SectionSpec, Tweak};

/// Every decision about a song. Same recipe, same stems: same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Version of this format; [`Recipe::VERSION`].
    pub recipe: u32,
    /// Version of the engine that wrote it.
    pub engine: String,
    /// What goes in.
    pub session: SessionSpec,
    /// What was wished for.
    pub brief: Brief,
    /// What is done, in order.
    pub moves: Vec<Move>,
    /// Sentences that changed it, in order; the last can be taken back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tweaks: Vec<Tweak>,
}

impl Recipe {
    /// The version that this crate writes.
    pub const VERSION: u32 = 1;
}

/// The inputs, aligned: all stems start together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionSpec {
    /// Rate at which everything is processed, in Hz.
    pub sample_rate_hz: u32,
    /// Length of the longest stem, at the session rate.
    pub frames: u64,
    /// Frames added after the longest stem for tails of reverb and delay.
    pub tail_frames: u64,
    /// Tempo, where one was found or given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tempo_bpm: Option<f64>,
    /// Beats in a bar, where they were surely found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beats_per_bar: Option<u8>,
    /// Key, where one was found, like `A minor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Passages in order, where they were found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionSpec>,
    /// The stems, sorted by id.
    pub stems: Vec<StemSpec>,
}

/// One input file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StemSpec {
    /// Name used by moves: the file's name without its ending.
    pub id: String,
    /// Path, relative to the recipe where possible.
    pub file: String,
    /// Content hash of the file, `b3:` and 64 hexadecimal digits.
    pub hash: String,
    /// Its own rate, in Hz.
    pub sample_rate_hz: u32,
    /// 1 or 2.
    pub channels: u16,
    /// Its own length, at its own rate.
    pub frames: u64,
    /// What it is.
    pub role: RoleGuess,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Unique within the recipe, like `m014`.
    pub id: String,
    /// A stem's id, or one of [`Move::RESERVED_TARGETS`].
    pub target: String,
    /// What is done.
    pub action: Action,
    /// Its settings: ids of the processor's parameter table. What is missing has its default.
    #[serde(default)]
    pub params: BTreeMap<String, Value>,
    /// Why, in measured words.
    pub reason: String,
    /// The number behind the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Which limits bind it.
    pub scope: Scope,
    /// Share of the move that is applied, 0 to 150.
    #[serde(default = "hundred")]
    pub amount_pct: f32,
    /// A locked move is not changed by amounts, loops and later decisions.
    #[serde(default)]
    pub locked: bool,
    /// Who made it: `rules@0.1.0`, `user`, `auto-qc`.
    pub by: String,
}

fn hundred() -> f32 {
    100.0
}

impl Move {
    /// Targets that are not stems.
    pub const RESERVED_TARGETS: [&str; 6] =
        ["drum_bus", "music_bus", "vocal_bus", "reverb", "delay", "master"];
}

/// A setting in a move.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A number in the unit of its name.
    Number(f64),
    /// A word: one of a parameter's choices, or the id of a key stem.
    Word(String),
    /// Automation: pairs of frame and gain in dB.
    Points(Vec<(u64, f64)>),
}

/// A measured counterfactual.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What was measured, units last.
    pub metric: String,
    /// As delivered. Null is −∞.
    #[serde(deserialize_with = "crate::level::or_silence")]
    #[schemars(with = "Option<f64>")]
    pub before: f64,
    /// In the finished mix, had this move been left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<f64>,
    /// With it. Null is −∞.
    #[serde(deserialize_with = "crate::level::or_silence")]
    #[schemars(with = "Option<f64>")]
    pub after: f64,
}

/// Which limits bind a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Scope {
    /// Mastering by the engine: EQ within ±3 dB.
    #[serde(rename = "auto.master")]
    AutoMaster,
    /// Mixing by the engine: EQ within ±4 dB a band, average gain reduction under 3 dB.
    #[serde(rename = "auto.mix")]
    AutoMix,
    /// A person's wish: ±12 dB.
    #[serde(rename = "user")]
    User,
}

/// What a move does. Names are persisted, so never renamed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Stem: `gain_db` into the strip, taken back at the fader: it sets the working level.
    Trim,
    /// Stem: polarity inverted.
    Polarity,
    /// Stem: `delay_ms`, 0 to 50, to line up with another microphone.
    Align,
    /// Stem: [`dsp::filter::HighPassParams`].
    HighPass,
    /// Stem: [`dsp::filter::LowPassParams`].
    LowPass,
    /// Stem: [`dsp::dynamics::GateParams`].
    Gate,
    /// Stem or bus: one band, [`dsp::filter::EqBandParams`].
    Eq,
    /// Stem: one band, [`dsp::dynamics::DynamicEqParams`], with an optional `key` stem.
    DynamicEq,
    /// Stem: [`dsp::dynamics::DeEsserParams`].
    DeEsser,
    /// Stem or bus: [`dsp::dynamics::CompressorParams`].
    Compressor,
    /// Stem or master: [`dsp::colour::SaturationParams`].
    Saturation,
    /// Stem or bus: `gain_db`, relative to the stem as delivered.
    Fader,
    /// Stem: `points`, linear in dB between them, on top of the fader.
    Automation,
    /// Stem: [`dsp::stereo::PanParams`].
    Pan,
    /// Stem or master: [`dsp::stereo::WidthParams`].
    Width,
    /// Stem: `bus`, one of `drum_bus`, `music_bus`, `vocal_bus`.
    Route,
    /// Stem: `level_db` into the reverb, after the fader.
    ReverbSend,
    /// Stem: `level_db` into the delay, after the fader.
    DelaySend,
    /// Bus: [`dsp::dynamics::TransientParams`].
    Transient,
    /// Bus or master: [`dsp::dynamics::CompressorParams`]; its `mix_pct` is added to the dry.
    Parallel,
    /// Stem or bus: [`dsp::dynamics::CompressorParams`] keyed by the stem `key`.
    Duck,
    /// Reverb return: [`dsp::space::ReverbParams`] and `return_db`.
    Reverb,
    /// Delay return: [`dsp::space::EchoParams`] and `return_db`.
    Delay,
    /// Master: `gain_db` into the chain, so that its thresholds mean the same for every song.
    Drive,
    /// Master: one point of the tone curve: `freq_hz`, `gain_db`.
    Tone,
    /// Master: one point of what the side gets on top of the tone curve: `freq_hz`, `gain_db`.
    SideTone,
    /// Master: [`dsp::dynamics::MultibandParams`].
    Multiband,
    /// Master: [`dsp::colour::SoftClipParams`].
    SoftClip,
    /// Master: `gain_db` before the limiter.
    Loudness,
    /// Master: [`dsp::dynamics::LimiterParams`].
    Limiter,
}

/// Families of moves, for amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Levels between stems: follows the overall amount only.
    Balance,
    /// Filters and equalisers.
    Tone,
    /// Compressors and their kin.
    Dynamics,
    /// Pan and width.
    Width,
    /// Reverb and delay.
    Space,
    /// Drive and loudness of the master.
    Loudness,
    /// Repairs, routing and safety: never scaled.
    Fixed,
}
