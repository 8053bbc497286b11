//! What only a whole song has: tempo, beats, bars, key and sections, from all of its stems.
//!
//! Stems are heard one by one (a great help: drums do not hide in chords, nor chords in drums) and
//! put together at the end. Their order and their gains do not matter.

mod halving;
mod listener;

use crate::rhythm::{Pulse, bars, beats, on_the_beat, tempo};
use crate::sections::{Section, sections};
use crate::tonality::{Harmony, key};
use crate::{Grid, Key, Measurement, Tempo};

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
    /// Parts of the song, in order, without gaps.
    pub sections: Vec<Section>,
}

impl Song {
    /// Puts together what was heard in each stem; `levels` are the same stems' measurements.
    /// Without them there are no sections.
    #[must_use]
    pub fn of(stems: &[StemTrace], levels: &[Measurement]) -> Self {
        // A fixed order: sums of floats would tell which stem came first.
        let mut order: Vec<usize> = (0..stems.len()).collect();
        let compare = |a: &usize, b: &usize| stems[*a].partial_cmp(&stems[*b]);
        order.sort_by(|a, b| compare(a, b).unwrap_or(std::cmp::Ordering::Equal));
        let sorted: Vec<&StemTrace> = order.iter().map(|index| &stems[*index]).collect();
        let pulse = Pulse::of(&sorted);
        let harmony = Harmony::of(&sorted);
        let changes = harmony.changes();
        let tempo = tempo(&pulse, (&changes, harmony.clock.per_s));
        let grid = tempo.and_then(|tempo| {
            let beats_s = on_the_beat(&pulse, &harmony, beats(&pulse, tempo.bpm));
            let bars = bars(&pulse, &harmony, &beats_s);
            Grid::new(beats_s, (bars.beats, bars.first), bars.confidence)
        });
        let key = key(&sorted, &harmony);
        let measured: Vec<(&StemTrace, &Measurement)> = order
            .iter()
            .filter_map(|index| Some((stems.get(*index)?, levels.get(*index)?)))
            .collect();
        let sounds = tempo.is_some() || key.is_some();
        let known = sounds && !measured.is_empty();
        let sections =
            if known { sections(&measured, &harmony, grid.as_ref()) } else { Vec::new() };
        Self { tempo, key, grid, sections }
    }
}
