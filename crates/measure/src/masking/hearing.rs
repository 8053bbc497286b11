//! What is heard of each stem, in numbers.

use crate::ERB_BANDS;

/// What is heard of all stems of a mix.
#[derive(Clone, Debug, PartialEq)]
pub struct Hearing {
    /// One per stem, in the order in which they were given.
    pub stems: Vec<StemHearing>,
}

impl Hearing {
    /// Mean over the stems that sound of the share of their time × bands under the masked
    /// threshold, 0 to 1; 0 where nothing sounds.
    #[must_use]
    pub fn masked_share(&self) -> f64 {
        let sounding: Vec<f64> = self
            .stems
            .iter()
            .filter(|stem| stem.active_hops() > 0)
            .map(StemHearing::masked_share)
            .collect();
        sounding.iter().sum::<f64>() / sounding.len().max(1) as f64
    }
}

/// What is heard of one stem beside all others, per hop of the grid.
#[derive(Clone, Debug, PartialEq)]
pub struct StemHearing {
    /// Partial loudness: what is heard of it in the mix, in sones.
    pub partial_sones: Vec<f32>,
    /// Loudness of the stem alone at the same gain, in sones.
    pub alone_sones: Vec<f32>,
    /// Bits of the bands that are its own sound; none where it does not sound.
    pub own: Vec<u64>,
    /// Those of them that lie under the masked threshold.
    pub masked: Vec<u64>,
}

impl StemHearing {
    /// Hops in which it sounds.
    #[must_use]
    pub fn active_hops(&self) -> usize {
        self.own.iter().filter(|own| **own != 0).count()
    }

    /// Share of its own time × bands that lies under the masked threshold, 0 to 1.
    #[must_use]
    pub fn masked_share(&self) -> f64 {
        let count =
            |bits: &[u64]| bits.iter().map(|bits| u64::from(bits.count_ones())).sum::<u64>();
        count(&self.masked) as f64 / count(&self.own).max(1) as f64
    }

    /// The rest: what of it is over the masked threshold, 0 to 1.
    #[must_use]
    pub fn audible_share(&self) -> f64 {
        1.0 - self.masked_share()
    }

    /// Share of the time in which it sounds that a band is masked, per band.
    #[must_use]
    pub fn masked_bands(&self) -> [f64; ERB_BANDS] {
        std::array::from_fn(|band| {
            let count = |bits: &[u64]| bits.iter().filter(|bits| **bits >> band & 1 != 0).count();
            count(&self.masked) as f64 / self.active_hops().max(1) as f64
        })
    }

    /// Mean partial loudness while it sounds, in sones.
    #[must_use]
    pub fn loudness_sones(&self) -> f64 {
        self.mean(&self.partial_sones)
    }

    /// The same as a loudness level, in phon: 10 phon are twice the loudness.
    #[must_use]
    pub fn loudness_phon(&self) -> f64 {
        phon(self.loudness_sones())
    }

    /// Share of its loudness that is left of it in the mix, 0 to 1.
    #[must_use]
    pub fn kept_share(&self) -> f64 {
        let alone = self.mean(&self.alone_sones);
        if alone > 0.0 { (self.loudness_sones() / alone).min(1.0) } else { 0.0 }
    }

    fn mean(&self, sones: &[f32]) -> f64 {
        let active = self.own.iter().zip(sones).filter(|(own, _)| **own != 0);
        active.map(|(_, sones)| f64::from(*sones)).sum::<f64>() / self.active_hops().max(1) as f64
    }
}

/// Loudness level of a loudness: S. S. Stevens' doubling per 10 phon over 1 sone, E. Zwicker's
/// power law below.
#[must_use]
pub fn phon(sones: f64) -> f64 {
    if sones >= 1.0 {
        40.0 + 10.0 * libm::log2(sones)
    } else {
        40.0 * libm::pow(sones.max(0.0) + 0.000_5, 0.35) / libm::pow(1.000_5, 0.35)
    }
}
