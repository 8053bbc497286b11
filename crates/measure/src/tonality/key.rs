//! The key: which of 24 profiles the song's pitch classes fit.
//!
//! Profiles of C. L. Krumhansl, "Cognitive Foundations of Musical Pitch", 1990, p. 30 (the
//! ratings of Krumhansl and Kessler, 1982).

use super::Harmony;
use super::chroma::{FINE, STEPS};
use crate::song::StemTrace;
use crate::{Key, Mode};

const MAJOR: [f64; 12] = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const MINOR: [f64; 12] = [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

/// The key of stems in a fixed order; `None` where no note sounds.
pub(crate) fn key(stems: &[&StemTrace], _harmony: &Harmony) -> Option<Key> {
    let mut fine = [vec![0.0; STEPS], vec![0.0; STEPS]];
    for stem in stems {
        let weight = stem.chroma.tonalness();
        for (sum, histogram) in fine.iter_mut().zip(stem.chroma.histogram()) {
            let pairs = sum.iter_mut().zip(histogram);
            pairs.for_each(|(sum, x)| *sum += weight * f64::from(*x));
        }
    }
    let both: Vec<f64> = fine[0].iter().zip(&fine[1]).map(|(a, b)| a + b).collect();
    let tuning = tuning(&both);
    let classes = fold(&both, tuning);
    if classes.iter().sum::<f64>() <= 0.0 {
        return None;
    }
    let mut keys: Vec<(f64, u8, Mode)> = (0..12)
        .flat_map(|tonic| {
            let fit = |profile| correlation(&classes, profile, tonic);
            let tonic = tonic as u8;
            [(fit(&MAJOR), tonic, Mode::Major), (fit(&MINOR), tonic, Mode::Minor)]
        })
        .collect();
    keys.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, tonic, mode) = keys[0];
    // Certain when the fit is good and no other key comes within 0.2.
    let lead = ((best - keys[1].0) / 0.2).clamp(0.0, 1.0);
    Some(Key { tonic, mode, confidence: best.clamp(0.0, 1.0) * lead })
}

/// One step to each side: 30 cents of the 100.
fn around(histogram: &[f64], centre: usize) -> f64 {
    [STEPS - 1, 0, 1].iter().map(|d| histogram[(centre + d) % STEPS]).sum()
}

/// The tuning that gathers most, in steps over A4 = 440 Hz, 0 to [`FINE`] − 1.
pub(crate) fn tuning(histogram: &[f64]) -> usize {
    let gathered =
        |tuning: usize| (0..12).map(|c| around(histogram, c * FINE + tuning)).sum::<f64>();
    (0..FINE).max_by(|a, b| gathered(*a).total_cmp(&gathered(*b)).then(b.cmp(a))).unwrap_or(0)
}

/// The histogram folded to twelve classes around a tuning.
pub(crate) fn fold(histogram: &[f64], tuning: usize) -> [f64; 12] {
    // A tuning over half a semitone sharp is a flat one of the class above.
    let class = |c: usize| if tuning > FINE / 2 { (c + 11) % 12 } else { c };
    std::array::from_fn(|c| around(histogram, class(c) * FINE + tuning))
}

/// Pearson correlation of pitch classes with a profile moved to `tonic`.
fn correlation(classes: &[f64; 12], profile: &[f64; 12], tonic: usize) -> f64 {
    let mean = |x: &[f64; 12]| x.iter().sum::<f64>() / 12.0;
    let (class_mean, profile_mean) = (mean(classes), mean(profile));
    let (mut product, mut class_square, mut profile_square) = (0.0, 0.0, 0.0);
    for (c, value) in classes.iter().enumerate() {
        let x = value - class_mean;
        let y = profile[(c + 12 - tonic) % 12] - profile_mean;
        product += x * y;
        class_square += x * x;
        profile_square += y * y;
    }
    let norm = (class_square * profile_square).sqrt();
    if norm > 0.0 { product / norm } else { 0.0 }
}
