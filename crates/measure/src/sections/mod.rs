//! The form of a song: where a new part begins, which parts return, and what each may be.

mod bars;
mod bounds;
mod kinds;
mod labels;

use borsh::{BorshDeserialize, BorshSerialize};

use crate::song::StemTrace;
use crate::tonality::Harmony;
use crate::{Grid, Measurement};

/// A part of a song.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq)]
pub struct Section {
    /// Start, in s.
    pub start_s: f64,
    /// End, in s: the start of the next.
    pub end_s: f64,
    /// Parts that sound alike share a label: `A` is the first to be heard. An ASCII letter.
    pub label: u8,
    /// What it may be.
    pub kind: SectionKind,
    /// Trust in the kind, 0 to 1.
    pub kind_confidence: f64,
    /// Loudness against the whole song, in LU.
    pub loudness_lu: f64,
    /// Share of the stems that sound, 0 to 1.
    pub density: f64,
}

/// What a section may be.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// Before the song proper.
    Intro,
    /// Returns, quieter or thinner than the chorus.
    Verse,
    /// Returns, and is the fullest part.
    Chorus,
    /// Comes once, in the later half.
    Bridge,
    /// After the song proper.
    Outro,
    /// Nothing speaks for any of them.
    Unknown,
}

impl SectionKind {
    /// A word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Intro => "intro",
            Self::Verse => "verse",
            Self::Chorus => "chorus",
            Self::Bridge => "bridge",
            Self::Outro => "outro",
            Self::Unknown => "unknown",
        }
    }
}

/// Sections of a song; none where it is too short to have any.
pub(crate) fn sections(
    stems: &[(&StemTrace, &Measurement)],
    harmony: &Harmony,
    grid: Option<&Grid>,
) -> Vec<Section> {
    let duration_s = stems.iter().map(|(trace, _)| trace.duration_s).fold(0.0, f64::max);
    let bars = bars::Bars::of(stems, harmony, grid, duration_s);
    let bounds = bounds::bounds(&bars);
    let labels = labels::labels(&bars, &bounds);
    kinds::describe(&bars, &bounds, &labels)
}
