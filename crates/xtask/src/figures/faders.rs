//! How far a thrown fader is brought back, in a song that is mixed and in one that is raw.

use std::error::Error;

use recipe::Role;

use super::chart::Chart;
use super::song::{Stem, fader_db, noise, recipe};

/// How far the voice is thrown, in dB.
const THROWN_DB: [f64; 9] = [-12.0, -9.0, -6.0, -3.0, 0.0, 3.0, 6.0, 9.0, 12.0];

/// What the other stems are thrown by in the raw song, in dB.
const RAW_DB: [f64; 5] = [9.0, -8.0, 10.0, -11.0, 7.0];

pub(super) fn figure() -> Result<String, Box<dyn Error>> {
    Chart {
        x: ("voice as delivered against the mix, dB", -12.0..12.0),
        y: ("voice after the faders against the others, dB", -14.0..18.0),
        lines: vec![
            ("stems that are mixed already", line([0.0; 5])?),
            ("raw stems", line(RAW_DB)?),
            ("untouched", THROWN_DB.map(|db| (db, db)).to_vec()),
        ],
    }
    .svg()
}

/// Levels of the voice against the mean of the others; 0 is where the mix had it.
fn line(others_db: [f64; 5]) -> Result<Vec<(f64, f64)>, Box<dyn Error>> {
    let others = [Role::Bass, Role::ElectricGuitar, Role::Kick, Role::Piano, Role::Snare];
    THROWN_DB
        .iter()
        .map(|thrown_db| {
            let mut stems: Vec<Stem> =
                others.iter().zip(others_db).map(|(role, db)| stem(*role, db)).collect();
            stems.push(stem(Role::LeadVocal, *thrown_db));
            stems.sort_by_key(|(role, _)| role.name());
            let recipe = recipe(&stems)?;
            let after = |role: Role| fader_db(&recipe, role.name());
            let rest_db: f64 =
                others.iter().zip(others_db).map(|(role, db)| after(*role) + db).sum();
            Ok((*thrown_db, thrown_db + after(Role::LeadVocal) - rest_db / others.len() as f64))
        })
        .collect()
}

/// A stem at its place in a plain mix, thrown by `db`.
fn stem(role: Role, db: f64) -> Stem {
    let (band, usual_db, period, length): ([f64; 2], f64, f64, f64) = match role {
        Role::Bass => ([50.0, 300.0], -14.0, 0.5, 0.45),
        Role::Kick => ([40.0, 120.0], -10.0, 0.5, 0.15),
        Role::Snare => ([180.0, 5_000.0], -16.0, 1.0, 0.15),
        Role::LeadVocal => ([250.0, 4_000.0], -14.0, 4.0, 3.0),
        _ => ([200.0, 3_000.0], -20.0, 2.0, 1.8),
    };
    let sounds = |second: f64| second % period < length;
    (role, noise(role as u64 + 1, 12, band, |s| sounds(s).then_some(usual_db + db)))
}
