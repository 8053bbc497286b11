//! What the edge hands over: inputs, wish and settings of a run.

use recipe::{Brief, Profile, RoleGuess};

use crate::ReferenceWish;

/// One input, probed by the edge.
#[derive(Clone, Debug, PartialEq)]
pub struct StemInput {
    /// Unique name: the file's name without its ending.
    pub id: String,
    /// Path as it shall stand in the recipe.
    pub file: String,
    /// Content hash, `b3:…`.
    pub hash: String,
    /// Its own rate, in Hz.
    pub sample_rate_hz: u32,
    /// 1 or 2.
    pub channels: u16,
    /// Bits of a stored sample, for the report.
    pub bits: u16,
    /// The role that the user or the manifest gives.
    pub role: Option<RoleGuess>,
}

/// A song to be mixed, or a finished mix to be mastered.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Inputs, arranged by [`arrange`]; [`crate::Slot::Stem`] counts in this order.
    pub stems: Vec<StemInput>,
    /// The wish, resolved.
    pub brief: Brief,
    /// The profile behind the wish.
    pub profile: Profile,
    /// References, of which some may still have to be picked.
    pub references: Option<ReferenceWish>,
    /// Tempo that the manifest gives.
    pub tempo_bpm: Option<f64>,
    /// Leave the mix alone and master it: for one finished file.
    pub only_master: bool,
}

/// How a run is made; nothing here changes the sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunSettings {
    /// Frames of a round, 64 to 65 536.
    pub block_frames: usize,
    /// Write every stem as it sits in the premaster.
    pub export_stems: bool,
    /// Write the preview.
    pub preview: bool,
    /// Write short passages for the report's players; only with a preview.
    pub players: bool,
}

impl Default for RunSettings {
    fn default() -> Self {
        Self { block_frames: 8_192, export_stems: false, preview: true, players: true }
    }
}

/// Brings inputs into the order that every run uses: by id, so that the order in which files
/// were named does not matter.
pub fn arrange(stems: &mut [StemInput]) {
    stems.sort_by(|a, b| a.id.cmp(&b.id));
}

/// The rate of most stems; the higher one where two rates have as many.
#[must_use]
pub fn session_rate(stems: &[StemInput]) -> u32 {
    let votes = |rate: u32| stems.iter().filter(|stem| stem.sample_rate_hz == rate).count();
    let rates = stems.iter().map(|stem| stem.sample_rate_hz);
    rates.max_by_key(|&rate| (votes(rate), rate)).unwrap_or(48_000)
}
