//! Mel-frequency cepstral coefficients: the shape of a spectrum in few numbers.
//!
//! S. B. Davis, P. Mermelstein, "Comparison of parametric representations for monosyllabic word
//! recognition in continuously spoken sentences", IEEE Trans. ASSP 28(4), 1980: the cosine
//! transform of log band powers. The transform is the orthonormal DCT-II, so equal spectra in dB
//! are equally far apart in coefficients; levels are in dB. Deviation: bands more than
//! [`RANGE_DB`] under the loudest count as that, so a band that lossy coding emptied says little.

use audio::math;

/// Depth of what is looked at under the loudest band, in dB.
const RANGE_DB: f32 = 60.0;

/// The cosine transform for a number of bands.
#[derive(Clone, Debug, PartialEq)]
pub struct Mfcc {
    /// One row of band weights for each coefficient.
    rows: Vec<Vec<f32>>,
}

impl Mfcc {
    /// For `coefficients` numbers from `bands` bands; the first is the level.
    #[must_use]
    pub fn new(coefficients: usize, bands: usize) -> Self {
        let scale = |row: usize| if row == 0 { 1.0_f64 } else { 2.0 } / bands.max(1) as f64;
        let turn = std::f64::consts::PI / bands.max(1) as f64;
        let weight = |row: usize, band: usize| {
            let angle = turn * row as f64 * (band as f64 + 0.5);
            (libm::cos(angle) * scale(row).sqrt()) as f32
        };
        let row = |row: usize| (0..bands).map(|band| weight(row, band)).collect();
        Self { rows: (0..coefficients).map(row).collect() }
    }

    /// Levels in dB of band powers, none more than 60 dB under the loudest; all 0 in silence.
    pub fn levels_db(powers: &[f32], out: &mut [f32]) {
        let loudest = powers.iter().copied().fold(0.0_f32, f32::max);
        if loudest.is_nan() || loudest <= 0.0 {
            out.fill(0.0);
            return;
        }
        let db = |power: f32| 10.0 * std::f32::consts::LOG10_2 * math::log2(power);
        let floor_db = db(loudest) - RANGE_DB;
        for (out, power) in out.iter_mut().zip(powers) {
            *out = db(*power).max(floor_db);
        }
    }

    /// The coefficients of levels in dB. The first is √bands times the mean level, so only it
    /// moves with the gain.
    pub fn apply(&self, levels_db: &[f32], out: &mut [f32]) {
        for (out, row) in out.iter_mut().zip(&self.rows) {
            *out = row.iter().zip(levels_db).map(|(weight, level)| weight * level).sum();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ripple_of_the_spectrum_is_one_coefficient() {
        let mfcc = Mfcc::new(13, 40);
        for wanted in 1..13_usize {
            let ripple: Vec<f32> = (0..40)
                .map(|band| {
                    let turn = std::f32::consts::PI * wanted as f32 * (band as f32 + 0.5) / 40.0;
                    10.0 * turn.cos()
                })
                .collect();
            let mut out = [0.0; 13];
            mfcc.apply(&ripple, &mut out);
            // A cosine of amplitude 10 dB over 40 bands has the norm 10·√20; the rest is
            // orthogonal up to the rounding of 40 products of size 10·√(1/20).
            for (row, value) in out.iter().enumerate() {
                let expected = if row == wanted { 10.0 * 20.0_f32.sqrt() } else { 0.0 };
                assert!((value - expected).abs() < 1e-4, "{wanted}, {row}: {value}");
            }
        }
    }

    #[test]
    fn gain_moves_the_first_coefficient_only() {
        let mfcc = Mfcc::new(13, 24);
        let powers: Vec<f32> = (0..24).map(|band| 1e-3 / (1.0 + band as f32)).collect();
        let louder: Vec<f32> = powers.iter().map(|power| power * 16.0).collect();
        let [one, other] = [powers, louder].map(|powers| {
            let (mut levels, mut out) = ([0.0; 24], [0.0; 13]);
            Mfcc::levels_db(&powers, &mut levels);
            mfcc.apply(&levels, &mut out);
            out
        });
        // 16 in power is 12.04 dB, √24 times in the first coefficient.
        assert!((other[0] - one[0] - 12.041_2 * 24.0_f32.sqrt()).abs() < 1e-2);
        // The fast logarithm errs by less than 1e-4 dB a band.
        assert!(one.iter().zip(&other).skip(1).all(|(a, b)| (a - b).abs() < 1e-3));
    }

    #[test]
    fn silence_and_emptied_bands_stay_finite() {
        let mut levels = [1.0; 4];
        Mfcc::levels_db(&[0.0; 4], &mut levels);
        assert!(levels.iter().all(|level| level.abs() < f32::MIN_POSITIVE));
        Mfcc::levels_db(&[1.0, 0.0, 1e-30, 1e-3], &mut levels);
        for (level, expected) in levels.iter().zip([0.0, -60.0, -60.0, -30.0]) {
            assert!((level - expected).abs() < 1e-3, "{level}");
        }
    }
}
