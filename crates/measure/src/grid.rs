//! Beats and bars as times.

use borsh::{BorshDeserialize, BorshSerialize};

/// When the beats are, and which of them begin a bar.
#[derive(BorshDeserialize, BorshSerialize, Clone, Debug, PartialEq)]
pub struct Grid {
    /// Time of each beat, in s from the start of the song, rising.
    pub beats_s: Vec<f64>,
    /// Beats in a bar, 3 or 4.
    pub beats_per_bar: usize,
    /// Index of the first beat that begins a bar.
    pub first_downbeat: usize,
    /// Trust in the bars, 0 to 1. Trust in the beats is that in the tempo.
    pub bars_confidence: f64,
}

impl Grid {
    /// A grid of at least one bar.
    #[must_use]
    pub fn new(
        beats_s: Vec<f64>,
        (beats_per_bar, first_downbeat): (usize, usize),
        bars_confidence: f64,
    ) -> Option<Self> {
        let enough = beats_per_bar > 0 && beats_s.len() > first_downbeat + beats_per_bar;
        enough.then_some(Self { beats_s, beats_per_bar, first_downbeat, bars_confidence })
    }

    /// Times at which bars begin, in s.
    pub fn downbeats_s(&self) -> impl Iterator<Item = f64> + '_ {
        self.beats_s.iter().skip(self.first_downbeat).step_by(self.beats_per_bar).copied()
    }
}
