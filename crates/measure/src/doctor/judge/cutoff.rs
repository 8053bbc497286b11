//! A spectrum that ends like a wall: a coder with loss, or a lower rate, some time before.

use super::Evidence;
use crate::doctor::{Fault, Finding, Proof, Verdict};
use audio::math::power_to_db;

/// Where coders and old rates cut, in Hz.
const RANGE_HZ: (f64, f64) = (9_000.0, 20_600.0);

/// Over this width, in Hz, the spectrum falls by so much, in dB. Instruments, rooms and filters
/// of 24 dB an octave fall by less than 3 dB there.
const WALL_HZ: f64 = 600.0;
const SURE_DB: f64 = 30.0;
const LIKELY_DB: f64 = 20.0;

/// Lower walls may be a synthesiser's filter, in Hz.
const SURE_HZ: f64 = 14_000.0;

/// Bands that the spectrum is averaged in, in Hz.
const BAND_HZ: f64 = 200.0;

pub(super) fn findings(evidence: &Evidence<'_>) -> Vec<Finding> {
    let judged = evidence.stems.iter().enumerate().filter_map(|(stem, m)| {
        if stem >= evidence.pairs.stems() {
            return None;
        }
        let (cutoff_hz, fall_db) = wall(&evidence.pairs.own(stem).full, m.sample_rate_hz)?;
        let verdict = match fall_db {
            db if db >= SURE_DB && cutoff_hz >= SURE_HZ => Verdict::Sure,
            db if db >= LIKELY_DB => Verdict::Likely,
            _ => return None,
        };
        let evidence = vec![
            Proof::new("wall_db", fall_db, SURE_DB),
            Proof::new("cutoff_hz", cutoff_hz, RANGE_HZ.1),
        ];
        Some(Finding { fault: Fault::Lossy { cutoff_hz }, verdict, stem, others: vec![], evidence })
    });
    judged.collect()
}

/// The steepest fall and its frequency.
fn wall(powers: &[f64], sample_rate_hz: f64) -> Option<(f64, f64)> {
    let bin_hz = 0.5 * sample_rate_hz / powers.len().max(1) as f64;
    let width = ((BAND_HZ / bin_hz) as usize).max(1);
    let bands: Vec<f64> = powers
        .chunks(width)
        .map(|bins| power_to_db((bins.iter().sum::<f64>() / bins.len() as f64).max(1e-30)))
        .collect();
    let step_hz = width as f64 * bin_hz;
    let wide = (WALL_HZ / step_hz).max(1.0) as usize;
    let highest = RANGE_HZ.1.min(0.46 * sample_rate_hz);
    let mut best: Option<(f64, f64)> = None;
    for (band, level) in bands.iter().enumerate() {
        let hz = (band + wide) as f64 * step_hz;
        let Some(after) = bands.get(band + wide) else { break };
        // What lies over the wall stays down there, or it was only a gap.
        let above = bands[band + wide..].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if (RANGE_HZ.0..highest).contains(&hz) && above - after < 10.0 {
            let fall = level - above;
            if best.is_none_or(|(_, most)| fall > most) {
                best = Some((hz - 0.5 * WALL_HZ, fall));
            }
        }
    }
    best
}
