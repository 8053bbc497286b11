//! A voice that sinks and shouts, and the lane that brings it back.

use std::error::Error;

use recipe::Role;

use super::chart::Chart;
use super::song::{lane, noise, recipe};

/// Level of the voice against its usual one, in dB.
fn level_db(second: f64) -> f64 {
    match second {
        s if (12.0..18.0).contains(&s) => -8.0,
        s if (28.0..34.0).contains(&s) => 7.0,
        _ => 0.0,
    }
}

pub(super) fn figure() -> Result<String, Box<dyn Error>> {
    let guitar = noise(1, 40, [200.0, 3_000.0], |_| Some(-12.0));
    // A line of three seconds and a breath of one.
    let sings = |second: f64| second % 4.0 < 3.0;
    let voice = noise(2, 40, [300.0, 4_000.0], |s| sings(s).then(|| level_db(s) - 12.0));
    let recipe = recipe(&[(Role::ElectricGuitar, guitar), (Role::LeadVocal, voice)])?;
    let ride = lane(&recipe, Role::LeadVocal.name());
    if ride.is_empty() {
        return Err("the voice of the figure is not ridden".into());
    }
    let sung = (0..400).map(|tenth| f64::from(tenth) / 10.0).map(|s| (s, level_db(s))).collect();
    Chart {
        x: ("time, s", 0.0..40.0),
        y: ("dB", -10.0..14.0),
        lines: vec![("level of the voice against its usual one", sung), ("ride", ride)],
    }
    .svg()
}
