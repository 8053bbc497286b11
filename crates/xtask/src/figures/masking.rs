//! What is heard of a voice beside louder and louder music.

use std::error::Error;

use measure::masking::Masking;
use measure::{ERB_BANDS, Excitation};

use super::chart::Chart;

/// Levels of the music over the voice, in dB.
const LEVELS_DB: std::ops::RangeInclusive<i32> = -30..=30;

pub(super) fn figure() -> Result<String, Box<dyn Error>> {
    let voice = steady(|band| (8..28).contains(&band));
    let over = steady(|band| (8..28).contains(&band));
    let under = steady(|band| band < 8);
    let beside = |music: &Excitation| -> Vec<(f64, f64)> {
        let masking = Masking::new(&[&voice, music]);
        LEVELS_DB
            .map(|db| {
                // The model sets every mix to the same level, as listeners do: so the voice alone
                // gets quieter too.
                let hearing = masking.hear_db(&[0.0, f64::from(db)]);
                (f64::from(db), hearing.stems[0].kept_share() * 100.0)
            })
            .collect()
    };
    Chart {
        x: ("music over voice, dB", -30.0..30.0),
        y: ("loudness of the voice that is left, %", 0.0..130.0),
        lines: vec![
            ("music in the voice's bands", beside(&over)),
            ("music an octave and more below them", beside(&under)),
        ],
    }
    .svg()
}

/// A second of a steady sound of −20 dBFS, spread evenly over some bands.
fn steady(sounds: impl Fn(usize) -> bool) -> Excitation {
    let bands = (0..ERB_BANDS).filter(|band| sounds(*band)).count();
    let power = 0.01 / bands as f64;
    let column = std::array::from_fn(|band| if sounds(band) { power } else { 0.0 });
    Excitation::from_powers(std::iter::repeat_n(&column, 10))
}
