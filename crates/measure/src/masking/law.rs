//! Excitation to specific loudness, alone and beside a masker.
//!
//! B. C. J. Moore, B. R. Glasberg, T. Baer, "A model for the prediction of thresholds, loudness,
//! and partial loudness", J. Audio Eng. Soc. 45(4), 1997, with the constants of ANSI S3.4-2007.
//! Deviation: the steeper law over 100 dB per ERB is left out; at the level that is assumed here
//! no music comes near it.

use audio::math::{exp2, log2};

use crate::ERB_BANDS;

use super::ear::{Bands, Ear};

/// Sones per ERB of both ears: so that a tone of 1 kHz and 40 dB SPL has 1 sone. The paper's value
/// is 0.047 an ear for ten filters an ERB; with one an ERB and power that lies anywhere in it, it
/// is 0.041 an ear.
pub(super) const SCALE: f32 = 0.081_55;

fn pow(x: f32, exponent: f32) -> f32 {
    exp2(exponent * log2(x))
}

/// `x` to the power of 3/2.
fn pow_3_2(x: f32) -> f32 {
    x * x.sqrt()
}

/// Constants of the law that no excitation changes.
#[derive(Clone, Debug)]
pub(super) struct Law {
    ear: Ear,
    /// A to the power of α.
    idle: Bands,
    /// (G·threshold + A) to the power of α.
    threshold: Bands,
}

impl Law {
    pub(super) fn new(ear: Ear) -> Self {
        let idle = std::array::from_fn(|band| pow(ear.a[band], ear.alpha[band]));
        let threshold = std::array::from_fn(|band| {
            pow(ear.g[band] * ear.threshold[band] + ear.a[band], ear.alpha[band])
        });
        Self { ear, idle, threshold }
    }

    pub(super) const fn ear(&self) -> &Ear {
        &self.ear
    }

    /// Excitation at the masked threshold.
    pub(super) fn masked_threshold(&self, noise: &Bands) -> Bands {
        std::array::from_fn(|band| self.ear.k[band] * noise[band] + self.ear.threshold[band])
    }

    /// Specific loudness of a sound alone, in sones per ERB.
    pub(super) fn alone(&self, signal: &Bands) -> Bands {
        let Self { ear, idle, .. } = self;
        std::array::from_fn(|band| {
            let (e, threshold) = (signal[band], ear.threshold[band]);
            let law = pow(ear.g[band] * e + ear.a[band], ear.alpha[band]) - idle[band];
            let faint = pow_3_2((2.0 * e / (e + threshold)).min(1.0));
            SCALE * law.max(0.0) * faint
        })
    }

    /// Specific loudness of a sound alone and beside others, in sones per ERB. Within a few dB of
    /// the threshold in quiet the paper's formula rises a little over the loudness alone; there it
    /// ends.
    pub(super) fn both(&self, signal: &Bands, noise: &Bands) -> [Bands; 2] {
        let Self { ear, idle, threshold: quiet } = self;
        let alone = self.alone(signal);
        let thresholds = self.masked_threshold(noise);
        let mut loudness = [0.0; ERB_BANDS];
        for band in 0..ERB_BANDS {
            let (e, n, at) = (signal[band], noise[band], thresholds[band]);
            let (g, a, alpha) = (ear.g[band], ear.a[band], ear.alpha[band]);
            let both = pow((e + n) * g + a, alpha);
            let just = pow((n + at) * g + a, alpha);
            let masker = pow(n * g + a, alpha);
            // Over its masked threshold: what both have, less what the masker takes.
            let over = both - idle[band] - (just - quiet[band]) * pow(at / e.max(at), 0.3);
            // Under it: falls quickly.
            let under =
                pow_3_2(2.0 * e / (e + at)) * (quiet[band] - idle[band]) * (both - masker).max(0.0)
                    / (just - masker).max(1e-12);
            let beside = if e >= at { over } else { under };
            loudness[band] = (SCALE * beside.max(0.0)).min(alone[band]);
        }
        [alone, loudness]
    }
}
