//! What only a whole song has: tempo, beats, bars, key and sections, from all of its stems.
//!
//! Stems are heard one by one (a great help: drums do not hide in chords, nor chords in drums) and
//! put together at the end. Their order and their gains do not matter.

mod halving;
mod listener;

use crate::rhythm::{Pulse, bars, beats, tempo};
use crate::tonality::{Harmony, key};
use crate::{Grid, Key, Tempo};

pub(crate) use listener::Clock;
pub use listener::{StemListener, StemTrace};

/// What a song is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Song {
    /// Beats per minute, where there are beats.
    pub tempo: Option<Tempo>,
    /// Key, where there are notes.
    pub key: Option<Key>,
    /// Beats and bars, where there is a tempo.
    pub grid: Option<Grid>,
}

impl Song {
    /// Puts together what was heard in each stem.
    #[must_use]
    pub fn of(stems: &[StemTrace]) -> Self {
        // A fixed order: sums of floats would tell which stem came first.
        let mut sorted: Vec<&StemTrace> = stems.iter().collect();
        sorted.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        let pulse = Pulse::of(&sorted);
        let harmony = Harmony::of(&sorted);
        let changes = harmony.changes();
        let tempo = tempo(&pulse, (&changes, harmony.clock.per_s));
        let grid = tempo.and_then(|tempo| {
            let beats_s = beats(&pulse, tempo.bpm);
            let bars = bars(&pulse, &harmony, &beats_s);
            Grid::new(beats_s, (bars.beats, bars.first), bars.confidence)
        });
        Self { tempo, key: key(&sorted, &harmony), grid }
    }
}
