//! A spectrum to aim at, and how near is near enough.
//!
//! Levels are per octave band relative to the band at 1 kHz, so pink noise is flat. The curves in
//! `profiles/` are our own roundings of what is published: popular recordings fall by about 5 dB
//! per octave in spectral density from 100 Hz to 4 kHz, that is 2 dB per octave in octave bands,
//! and faster above (P. D. Pestana et al., "Spectral Characteristics of Popular Commercial
//! Recordings 1950–2010", AES 135th Convention, 2013); speech follows D. Byrne et al., "An
//! international comparison of long-term average speech spectra", JASA 96, 1994.

use serde::{Deserialize, Serialize};

/// Levels of ten octave bands and a tolerance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToneCorridor {
    /// Power in the octave bands of [`ToneCorridor::CENTRES_HZ`], in dB relative to the band at
    /// 1 kHz, −60 to 20.
    pub octave_db: [f64; 10],
    /// Distance from the curve that is left alone, in dB, 1 to 12.
    pub tolerance_db: f64,
}

impl ToneCorridor {
    /// Centres of the octave bands, in Hz (IEC 61260-1, base 2 from 1 kHz).
    pub const CENTRES_HZ: [f64; 10] =
        [31.25, 62.5, 125.0, 250.0, 500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0];

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
