//! Which hops are looked at, and which of a stem's cells are its own sound.

use crate::{ERB_BANDS, Excitation};

use super::ear::{Bands, Ear, power};

/// Level in the air of a full-scale mean square, in dB SPL, before the song is set to the level at
/// which it is played: two loudspeakers add 3 dB.
pub(super) const FULL_SCALE_SPL_DB: f64 = 99.01;

/// A stem sounds where it is within this of its loud tenth, in dB.
const ACTIVE_DB: f64 = 25.0;

/// Share of the sounding hops that are louder than the level which stands for them.
const LOUD_SHARE: f64 = 0.1;

/// A band belongs to a stem's sound where it is within this of the strongest one at the cochlea
/// at that time, in dB: skirts and leakage lie below.
const OWN_DB: f64 = 20.0;

/// One stem on the grid.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    /// Power at the cochlea per hop, at unity gain.
    pub(super) powers: Vec<Bands>,
    /// Bits of the bands that are its own sound, per hop; none where it does not sound.
    pub(super) own: Vec<u64>,
}

impl Stem {
    pub(super) fn new(heard: &Excitation, hops: &[usize], ear: &Ear) -> Self {
        let full_scale = power(FULL_SCALE_SPL_DB);
        let steps: Vec<f64> = Excitation::step_powers().map(|step| step * full_scale).collect();
        let column = |hop: &usize| match heard.column(*hop) {
            Some(column) => std::array::from_fn(|band| {
                steps[usize::from(column[band])] as f32 * ear.passes[band]
            }),
            None => [0.0; ERB_BANDS],
        };
        let powers: Vec<Bands> = hops.iter().map(column).collect();
        let own = own(&powers);
        Self { powers, own }
    }
}

fn own(powers: &[Bands]) -> Vec<u64> {
    let totals: Vec<f32> = powers.iter().map(|bands| bands.iter().sum()).collect();
    let mut sorted: Vec<f32> = totals.iter().copied().filter(|total| *total > 0.0).collect();
    sorted.sort_by(f32::total_cmp);
    let loud = ((1.0 - LOUD_SHARE) * sorted.len() as f64) as usize;
    let Some(loud) = sorted.get(loud.min(sorted.len().saturating_sub(1))) else {
        return vec![0; powers.len()];
    };
    let active = loud * power(-ACTIVE_DB) as f32;
    let own = power(-OWN_DB) as f32;
    let of = |(bands, total): (&Bands, &f32)| {
        if *total < active {
            return 0;
        }
        let least = own * bands.iter().copied().fold(0.0, f32::max);
        let bits = bands.iter().enumerate();
        bits.fold(0, |bits, (band, power)| bits | u64::from(*power >= least) << band)
    };
    powers.iter().zip(&totals).map(of).collect()
}

/// At most `most` of `hops`: one in each of as many equal stretches, its place in the stretch
/// moving by the golden ratio, so that no beat falls in step with it.
pub(super) fn pick(hops: usize, most: usize) -> Vec<usize> {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let count = hops.min(most);
    let stretch = hops as f64 / count.max(1) as f64;
    let place = |index: usize| {
        let part = if hops > most { (index as f64 * GOLDEN) % 1.0 } else { 0.0 };
        (((index as f64 + part) * stretch) as usize).min(hops - 1)
    };
    (0..count).map(place).collect()
}
