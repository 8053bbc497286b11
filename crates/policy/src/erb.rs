//! Arithmetic on ERB-band spectra: power, slices, smoothing and the effect of filters.
//!
//! Band `i` is centred on ERB number `i + 1` (B. R. Glasberg, B. C. J. Moore, "Derivation of
//! auditory filter shapes from notched-noise data", Hear. Res. 47, 1990).

use audio::math::{db_to_gain_f64, power_to_db};
use measure::{ERB_BANDS, Spectrum};

/// Power per band.
pub(crate) type Bands = [f64; ERB_BANDS];

/// Centre of a band, in Hz.
pub(crate) fn centre_hz(band: usize) -> f64 {
    number_to_hz(band as f64 + 1.0)
}

/// Lower edge of a band, in Hz; the upper one is that of the next band.
pub(crate) fn edge_hz(band: usize) -> f64 {
    number_to_hz(band as f64 + 0.5)
}

fn number_to_hz(number: f64) -> f64 {
    // ERB number = 21.4·log10(1 + 0.00437·f).
    (db_to_gain_f64(20.0 * number / 21.4) - 1.0) / 0.004_37
}

/// Frequency in octaves over 1 Hz.
pub(crate) fn octaves(hz: f64) -> f64 {
    /// dB of amplitude per octave: 20·log10(2).
    const DB_PER_OCTAVE: f64 = 6.020_599_913;
    audio::math::gain_to_db_f64(hz) / DB_PER_OCTAVE
}

/// A level in dB as power; −∞ and NaN are none.
pub(crate) fn db_to_power(db: f64) -> f64 {
    let power = db_to_gain_f64(2.0 * db);
    if power.is_finite() { power } else { 0.0 }
}

/// Power of mid and side together.
pub(crate) fn power(spectrum: &Spectrum) -> Bands {
    let mut bands = [0.0; ERB_BANDS];
    let sides = spectrum.mid_erb_db.iter().zip(&spectrum.side_erb_db);
    for (band, (mid, side)) in bands.iter_mut().zip(sides) {
        *band = db_to_power(f64::from(*mid)) + db_to_power(f64::from(*side));
    }
    bands
}

/// Power of the bands whose centre lies in the range.
pub(crate) fn between(bands: &Bands, low_hz: f64, high_hz: f64) -> f64 {
    let inside = |band: &usize| (low_hz..high_hz).contains(&centre_hz(*band));
    (0..ERB_BANDS).filter(inside).map(|band| bands[band]).sum()
}

/// Levels in dB, never under `floor_db`.
pub(crate) fn levels_db(bands: &Bands, floor_db: f64) -> Bands {
    bands.map(|power| power_to_db(power).max(floor_db))
}

/// K-weighting of a band relative to 1 kHz, in dB: the two filters of BS.1770 as first- and
/// second-order magnitudes, right to 0.5 dB. For shares of loudness, not for meters.
pub(crate) fn k_weight_db(hz: f64) -> f64 {
    let low = (hz / 38.0) * (hz / 38.0);
    let high = (hz / 1_500.0) * (hz / 1_500.0);
    let rumble_db = 2.0 * power_to_db(low / (1.0 + low));
    // A shelf of 4 dB: gain² from 1 to 2.51.
    let shelf_db = power_to_db((1.0 + 2.51 * high * high) / (1.0 + high * high));
    rumble_db + shelf_db
}

/// The bands as the ear weighs them.
pub(crate) fn k_weighted(bands: &Bands) -> Bands {
    let mut weighted = *bands;
    for (band, power) in weighted.iter_mut().enumerate() {
        *power *= db_to_power(k_weight_db(centre_hz(band)));
    }
    weighted
}

/// Gain of a Butterworth high-pass of `order` at `hz`, in dB.
pub(crate) fn high_pass_db(hz: f64, corner_hz: f64, order: u32) -> f64 {
    let mut ratio = 1.0;
    for _ in 0..2 * order {
        ratio *= corner_hz / hz;
    }
    -power_to_db(1.0 + ratio)
}

/// Gain of a bell at `hz`, in dB: the magnitude of the analogue prototype.
pub(crate) fn bell_db(hz: f64, centre_hz: f64, gain_db: f64, q: f64) -> f64 {
    let x = hz / centre_hz;
    let a = db_to_gain_f64(0.5 * gain_db);
    let off = (1.0 - x * x) * (1.0 - x * x);
    let boosted = off + (x * a / q) * (x * a / q);
    let plain = off + (x / (a * q)) * (x / (a * q));
    power_to_db(boosted / plain.max(1e-12))
}

/// Gain of a high shelf at `hz`, in dB: the magnitude of the analogue prototype.
pub(crate) fn high_shelf_db(hz: f64, corner_hz: f64, gain_db: f64, q: f64) -> f64 {
    let square = (hz / corner_hz) * (hz / corner_hz);
    let a = db_to_gain_f64(0.5 * gain_db);
    let slope = a * square / (q * q);
    let boosted = (1.0 - a * square) * (1.0 - a * square) + slope;
    let plain = (a - square) * (a - square) + slope;
    power_to_db(a * a * boosted / plain.max(1e-12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn band_centres_are_those_of_the_erb_scale() {
        // Glasberg & Moore: 1 kHz has ERB number 15.6 (21.4·log10(5.37) = 15.62).
        assert!(centre_hz(14) < 1_000.0 && centre_hz(15) > 1_000.0);
        assert!((centre_hz(0) - 26.0).abs() < 0.1);
    }

    #[test]
    fn a_bell_has_its_gain_at_its_centre_and_none_far_away() {
        assert!((bell_db(1_000.0, 1_000.0, -3.0, 1.4) + 3.0).abs() < 1e-6);
        assert!(bell_db(30.0, 1_000.0, -3.0, 1.4).abs() < 0.05);
    }

    #[test]
    fn a_high_shelf_has_its_gain_far_above_half_of_it_at_its_corner_and_none_far_below() {
        let at = |hz| high_shelf_db(hz, 4_000.0, 6.0, 0.707);
        assert!((at(400_000.0) - 6.0).abs() < 0.01 && at(40.0).abs() < 0.01);
        assert!((at(4_000.0) - 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_high_pass_is_three_decibels_down_at_its_corner() {
        // 10·log10(2) for every Butterworth order.
        for order in 1..=8 {
            assert!((high_pass_db(80.0, 80.0, order) + 3.0103).abs() < 1e-3);
        }
    }

    #[test]
    fn k_weighting_is_near_the_standard() {
        // From the coefficients of BS.1770: −13.4 dB at 25 Hz…, 0 near 500 Hz, +4 above 5 kHz.
        assert!(k_weight_db(500.0).abs() < 0.5);
        assert!((k_weight_db(10_000.0) - 4.0).abs() < 0.3);
        assert!(k_weight_db(30.0) < -6.0);
    }
}
