//! A spectrum to aim at, and how near is near enough.
//!
//! Levels are per octave band relative to the band at 1 kHz, so pink noise is flat. The curves in
//! `profiles/` are our own roundings of what is published: popular recordings fall by about 5 dB
//! per octave in spectral density from 100 Hz to 4 kHz, that is 2 dB per octave in octave bands,
//! and faster above (P. D. Pestana et al., "Spectral Characteristics of Popular Commercial
//! Recordings 1950–2010", AES 135th Convention, 2013); speech follows D. Byrne et al., "An
//! international comparison of long-term average speech spectra", JASA 96, 1994.
//!
//! The width was set so that finished records of the genre lie inside: of four (orchestra, folk,
//! pop rock, jazz) none is moved by more than 1 dB anywhere.

use serde::{Deserialize, Serialize};

/// Levels of ten octave bands and a tolerance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToneCorridor {
    /// Power in the octave bands of [`ToneCorridor::CENTRES_HZ`], in dB relative to the band at
    /// 1 kHz, −60 to 20.
    pub octave_db: [f64; 10],
    /// Distance from the curve that is left alone in the middle of the spectrum, in dB, 1 to 12;
    /// see [`ToneCorridor::tolerance_at_db`].
    pub tolerance_db: f64,
    /// Songs of one album meet here: a song outside is brought nearer than a profile would.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_shared: bool,
}

impl ToneCorridor {
    /// Centres of the octave bands, in Hz (IEC 61260-1, base 2 from 1 kHz).
    pub const CENTRES_HZ: [f64; 10] =
        [31.25, 62.5, 125.0, 250.0, 500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0];

    /// Distance from the curve that is left alone at `freq_hz`, in dB. Records differ most at the
    /// ends of the spectrum, so the corridor is as wide as [`ToneCorridor::tolerance_db`] from
    /// 400 Hz to 2.5 kHz and widens to twice that under 45 Hz and 1.75 times over 12 kHz.
    #[must_use]
    pub fn tolerance_at_db(&self, freq_hz: f64) -> f64 {
        const LOW: (f64, f64, f64) = (400.0, 45.0, 1.0);
        const HIGH: (f64, f64, f64) = (2_500.0, 12_000.0, 0.75);
        let towards = |(inner_hz, outer_hz, more): (f64, f64, f64)| {
            let place = libm::log2(freq_hz.max(1e-3) / inner_hz) / libm::log2(outer_hz / inner_hz);
            more * place.clamp(0.0, 1.0)
        };
        self.tolerance_db * (1.0 + towards(LOW) + towards(HIGH))
    }

    /// Power of the octave band around `freq_hz`, in dB relative to the band at 1 kHz: straight
    /// lines over log-frequency between the centres, constant outside.
    #[must_use]
    pub fn octave_level_db(&self, freq_hz: f64) -> f64 {
        let last = self.octave_db.len() - 1;
        let place = libm::log2(freq_hz.max(1e-3) / Self::CENTRES_HZ[0]).clamp(0.0, last as f64);
        let below = (place as usize).min(last - 1);
        let (a, b) = (self.octave_db[below], self.octave_db[below + 1]);
        a + (b - a) * (place - below as f64)
    }

    /// Power of the band from `low_hz` to `high_hz`, on the same scale: the density of the octave
    /// around its geometric centre times its width.
    #[must_use]
    pub fn band_level_db(&self, low_hz: f64, high_hz: f64) -> f64 {
        let centre_hz = (low_hz * high_hz).sqrt();
        let octave_hz = centre_hz * std::f64::consts::FRAC_1_SQRT_2;
        self.octave_level_db(centre_hz) + audio::math::power_to_db((high_hz - low_hz) / octave_hz)
    }
}
