//! Spread of excitation along the cochlea.
//!
//! Rounded-exponential filters (B. R. Glasberg, B. C. J. Moore, Hearing Research 47, 1990): with p
//! = 4 f/ERB, a component d ERB away passes as (1 + p'd)·exp(−p'd), p' = 4. The skirt towards low
//! frequencies gets shallower by 0.35/30.2 of itself per dB over 51 dB in the component's ERB: that
//! is why loud sounds mask what lies above them.
//!
//! Deviations: distances are taken on the ERB scale; a band's power lies anywhere in its ERB, so
//! the filter is averaged over it; reach ends after [`UP`] and [`DOWN`] bands, where less than
//! −40 dB is left of sounds up to 100 dB.

use crate::ERB_BANDS;

use super::ear::Bands;

/// Bands reached above and below a component.
const UP: usize = 10;
const DOWN: usize = 3;
const TAPS: usize = DOWN + 1 + UP;

/// Levels in the table, from 0 dB in steps of 1 dB.
const LEVELS: usize = 121;

/// Weights by level of the component: of the bands from [`DOWN`] below to [`UP`] above.
#[derive(Clone, Debug)]
pub(super) struct Spread {
    rows: Vec<[f32; TAPS]>,
}

impl Spread {
    pub(super) fn new() -> Self {
        let row = |level_db: usize| {
            let p_up = (4.0 * (1.0 - 0.35 / 30.2 * (level_db as f64 - 51.0))).clamp(1.0, 7.0);
            std::array::from_fn(|tap| {
                let d = tap as f64 - DOWN as f64;
                let weight = match tap {
                    DOWN => area(4.0, 0.0, 0.5) + area(p_up, 0.0, 0.5),
                    _ if d < 0.0 => area(4.0, -d - 0.5, -d + 0.5),
                    _ => area(p_up, d - 0.5, d + 0.5),
                };
                weight as f32
            })
        };
        Self { rows: (0..LEVELS).map(row).collect() }
    }

    /// The row of a component's power, as an index.
    pub(super) fn level(power: f32) -> usize {
        /// dB per octave of power.
        const DB: f32 = 3.010_3;
        let level_db = DB * audio::math::log2(power);
        (level_db.max(0.0) as usize).min(LEVELS - 1)
    }

    /// Adds up what the bands of `powers` excite, each with the row of `levels`.
    pub(super) fn excite(&self, powers: &Bands, levels: &[usize; ERB_BANDS]) -> Bands {
        // Room on both sides, so that the loop needs no edges.
        let mut wide = [0.0_f32; ERB_BANDS + TAPS];
        for (band, (power, level)) in powers.iter().zip(levels).enumerate() {
            let row = &self.rows[*level];
            for (out, weight) in wide[band..band + TAPS].iter_mut().zip(row) {
                *out += power * weight;
            }
        }
        std::array::from_fn(|band| wide[band + DOWN])
    }
}

/// ∫ (1 + p·x)·exp(−p·x) from `from` to `to`.
fn area(p: f64, from: f64, to: f64) -> f64 {
    let rest = |x: f64| libm::exp(-p * x) * (2.0 + p * x) / p;
    rest(from) - rest(to)
}
