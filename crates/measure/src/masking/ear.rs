//! The ear in numbers: what of a sound reaches the cochlea, thresholds, and the constants of the
//! loudness law, each per ERB band.
//!
//! Outer and middle ear: what they pass is taken from the threshold of hearing (ISO 226:2003, free
//! field): a tone at threshold is given the excitation at threshold. Excitation at threshold, G, A
//! and α follow ANSI S3.4-2007, the constants of masked thresholds Moore, Glasberg and Baer (1997).

use audio::math::{db_to_gain_f64, power_to_db};

use crate::ERB_BANDS;

/// One value per band.
pub(super) type Bands = [f32; ERB_BANDS];

/// Excitation at threshold from 500 Hz up, in dB, and what it is below: Hz and dB.
const THRESHOLD_DB: &[(f64, f64)] = &[
    (50.0, 28.18),
    (63.0, 23.90),
    (80.0, 19.20),
    (100.0, 15.68),
    (125.0, 12.67),
    (160.0, 10.09),
    (200.0, 8.08),
    (250.0, 6.30),
    (315.0, 5.30),
    (400.0, 4.50),
    (500.0, 3.63),
];

/// Threshold of hearing, free field: Hz and dB SPL. The last row is ISO 389-7.
const HEARING_DB: &[(f64, f64)] = &[
    (20.0, 78.5),
    (25.0, 68.7),
    (31.5, 59.5),
    (40.0, 51.1),
    (50.0, 44.0),
    (63.0, 37.5),
    (80.0, 31.5),
    (100.0, 26.5),
    (125.0, 22.1),
    (160.0, 17.9),
    (200.0, 14.4),
    (250.0, 11.4),
    (315.0, 8.6),
    (400.0, 6.2),
    (500.0, 4.4),
    (630.0, 3.0),
    (800.0, 2.2),
    (1_000.0, 2.4),
    (1_250.0, 3.5),
    (1_600.0, 1.7),
    (2_000.0, -1.3),
    (2_500.0, -4.2),
    (3_150.0, -6.0),
    (4_000.0, -5.4),
    (5_000.0, -1.5),
    (6_300.0, 6.0),
    (8_000.0, 12.6),
    (10_000.0, 13.9),
    (12_500.0, 12.3),
    (16_000.0, 40.2),
];

/// Signal over noise at the masked threshold at the filter's output: Hz and dB.
const K_DB: &[(f64, f64)] =
    &[(50.0, 13.5), (100.0, 4.9), (200.0, 0.4), (400.0, -1.8), (800.0, -2.8), (1_000.0, -3.0)];

/// G in dB against α and A.
const ALPHA: &[(f64, f64)] = &[
    (-25.0, 0.266_92),
    (-20.0, 0.250_16),
    (-15.0, 0.236_79),
    (-10.0, 0.222_28),
    (-5.0, 0.210_55),
    (0.0, 0.2),
];
const A: &[(f64, f64)] =
    &[(-25.0, 9.00), (-20.0, 7.72), (-15.0, 6.77), (-10.0, 5.92), (-5.0, 5.25), (0.0, 4.72)];

/// Everything that depends on the band alone.
#[derive(Clone, Debug)]
pub(super) struct Ear {
    /// Power that reaches the cochlea of a power in the air.
    pub(super) passes: Bands,
    /// Excitation at threshold in quiet.
    pub(super) threshold: Bands,
    /// Signal over noise at the masked threshold.
    pub(super) k: Bands,
    pub(super) g: Bands,
    pub(super) a: Bands,
    pub(super) alpha: Bands,
    /// Weight of BS.1770, as power.
    pub(super) k_weight: Bands,
    /// Power that a sound on one side leaves at the far ear, against the near one.
    pub(super) far: Bands,
}

impl Ear {
    /// `music_db` is added to the masked threshold.
    pub(super) fn new(music_db: f64) -> Self {
        let threshold_db = |hz: f64| between(THRESHOLD_DB, hz, libm::log2);
        let g_db = |hz: f64| 3.63 - threshold_db(hz);
        let linear = |x: f64| x;
        Self {
            passes: per_band(|hz| power(threshold_db(hz) - between(HEARING_DB, hz, libm::log2))),
            threshold: per_band(|hz| power(threshold_db(hz))),
            k: per_band(|hz| power(between(K_DB, hz, libm::log2) + music_db)),
            g: per_band(|hz| power(g_db(hz))),
            a: per_band(|hz| between(A, g_db(hz), linear)),
            alpha: per_band(|hz| between(ALPHA, g_db(hz), linear)),
            k_weight: per_band(|hz| power(k_weight_db(hz))),
            far: per_band(far),
        }
    }
}

/// Centre of a band, in Hz.
pub(super) fn centre_hz(band: usize) -> f64 {
    (libm::pow(10.0, (band as f64 + 1.0) / 21.4) - 1.0) / 0.004_37
}

fn per_band(of: impl Fn(f64) -> f64) -> Bands {
    std::array::from_fn(|band| of(centre_hz(band)) as f32)
}

pub(super) fn power(db: f64) -> f64 {
    db_to_gain_f64(2.0 * db)
}

/// Straight lines between rows over `axis`, constant outside.
fn between(rows: &[(f64, f64)], x: f64, axis: impl Fn(f64) -> f64) -> f64 {
    let Some((first, last)) = rows.first().zip(rows.last()) else { return 0.0 };
    if x <= first.0 {
        return first.1;
    }
    rows.windows(2).find(|pair| x <= pair[1].0).map_or(last.1, |pair| {
        let share = (axis(x) - axis(pair[0].0)) / (axis(pair[1].0) - axis(pair[0].0));
        pair[0].1 + share * (pair[1].1 - pair[0].1)
    })
}

/// The two filters of BS.1770 as analogue magnitudes, right to half a dB.
fn k_weight_db(hz: f64) -> f64 {
    let (low, high) = ((hz / 38.0) * (hz / 38.0), (hz / 1_500.0) * (hz / 1_500.0));
    2.0 * power_to_db(low / (1.0 + low))
        + power_to_db((1.0 + 2.51 * high * high) / (1.0 + high * high))
}

/// The head's shadow of a loudspeaker 30° off the middle: none at low frequencies, 10 dB at high
/// ones, half of that at 1.5 kHz. A rounded-off reading of the sphere in J. Blauert, "Spatial
/// Hearing", 1997; the exact course does not matter here.
fn far(hz: f64) -> f64 {
    let x = (hz / 1_500.0) * (hz / 1_500.0);
    power(-10.0 * x / (1.0 + x))
}
