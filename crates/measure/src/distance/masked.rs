//! Masking by power alone: how much of each stem lies under the others.
//!
//! A judge that shares nothing with the models that decisions are made by. Time is cut into hops,
//! frequency into ERB bands. What a stem plays in a hop is the bands within 20 dB of its loudest
//! one; such a cell is masked where all others together, spread to neighbouring bands, lie 10 dB
//! over it: 4 dB, the signal-to-noise ratio at threshold of a narrow-band noise in noise
//! (E. Zwicker, H. Fastl, "Psychoacoustics", 1999, ch. 4), and 6 dB more, so that what is counted
//! is covered and not just touched. Spreading falls by 10 dB a band upwards, by 25 downwards.

use audio::math::{db_to_gain_f64, power_to_db};

use crate::{ERB_BANDS, Excitation};

/// Bands that a stem plays in: within this of its loudest in the hop, in dB.
const PLAYED_DB: f64 = -20.0;

/// Hops in which it plays: within this of its loudest hop, in dB.
const ACTIVE_DB: f64 = -30.0;

/// Others over a stem from which on it is covered, in dB.
const COVERED_DB: f64 = 10.0;

/// What a band adds to the next one up and down, as power.
const UPWARD: f64 = 0.1;
const DOWNWARD: f64 = 0.003_162_277_660;

/// Share of what the stems play that is covered by the others, 0 to 1: mean over the stems that
/// play at all. `gains_db` are put on the stems first. None where fewer than two play.
#[must_use]
pub fn masked_share(stems: &[&Excitation], gains_db: &[f64]) -> Option<f64> {
    let gains: Vec<f64> = gains_db.iter().map(|db| db_to_gain_f64(2.0 * db)).collect();
    let hops = stems.iter().map(|stem| stem.len()).max().unwrap_or(0);
    let actives: Vec<f64> = stems.iter().map(|stem| active_power(stem)).collect();
    let mut played = vec![0_u64; stems.len()];
    let mut covered = vec![0_u64; stems.len()];
    for hop in 0..hops {
        let own: Vec<[f64; ERB_BANDS]> = stems
            .iter()
            .zip(&gains)
            .map(|(stem, gain)| stem.powers(hop).map(|p| p * gain))
            .collect();
        let mut total = [0.0; ERB_BANDS];
        for powers in &own {
            total.iter_mut().zip(powers).for_each(|(total, power)| *total += power);
        }
        for (index, powers) in own.iter().enumerate() {
            if powers.iter().sum::<f64>() <= actives[index] * gains[index] {
                continue;
            }
            let (plays, under) = covered_bands(powers, &total);
            played[index] += plays;
            covered[index] += under;
        }
    }
    let shares = played.iter().zip(&covered).filter(|(played, _)| **played > 0);
    let shares: Vec<f64> =
        shares.map(|(played, covered)| *covered as f64 / *played as f64).collect();
    (shares.len() > 1).then(|| shares.iter().sum::<f64>() / shares.len() as f64)
}

/// Power over which a hop of a stem counts, before any gain.
fn active_power(stem: &Excitation) -> f64 {
    let sums = (0..stem.len()).map(|hop| stem.powers(hop).iter().sum::<f64>());
    sums.fold(0.0, f64::max) * db_to_gain_f64(2.0 * ACTIVE_DB)
}

/// Bands that a stem plays, and those of them that are covered.
fn covered_bands(own: &[f64; ERB_BANDS], total: &[f64; ERB_BANDS]) -> (u64, u64) {
    let loudest = own.iter().copied().fold(0.0, f64::max);
    let mut rest = [0.0; ERB_BANDS];
    for (rest, (total, own)) in rest.iter_mut().zip(total.iter().zip(own)) {
        *rest = (total - own).max(0.0);
    }
    let spread = spread(&rest);
    let floor = loudest * db_to_gain_f64(2.0 * PLAYED_DB);
    let plays = |band: &usize| own[*band] > floor;
    let is_covered = |band: &usize| power_to_db(spread[*band] / own[*band]) > COVERED_DB;
    let played = (0..ERB_BANDS).filter(plays);
    (played.clone().count() as u64, played.filter(is_covered).count() as u64)
}

fn spread(powers: &[f64; ERB_BANDS]) -> [f64; ERB_BANDS] {
    let mut out = *powers;
    let mut carried = 0.0;
    for (band, power) in powers.iter().enumerate() {
        carried *= UPWARD;
        out[band] += carried;
        carried += power;
    }
    carried = 0.0;
    for (band, power) in powers.iter().enumerate().rev() {
        carried *= DOWNWARD;
        out[band] += carried;
        carried += power;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One stem that plays one band at a level, for ten hops.
    fn tone(band: usize, db: f64) -> Excitation {
        let mut powers = [0.0; ERB_BANDS];
        powers[band] = db_to_gain_f64(2.0 * db);
        Excitation::from_powers(std::iter::repeat_n(&powers, 10))
    }

    #[test]
    fn a_stem_is_covered_from_ten_decibels_on() {
        let (loud, quiet) = (tone(20, -20.0), tone(20, -29.0));
        assert_eq!(masked_share(&[&loud, &quiet], &[0.0, 0.0]), Some(0.0));
        // One of two stems.
        assert_eq!(masked_share(&[&loud, &quiet], &[0.0, -2.0]), Some(0.5));
    }

    #[test]
    fn low_sounds_cover_upwards_more_than_high_ones_downwards() {
        let (low, high) = (tone(20, 0.0), tone(22, 0.0));
        // Two bands up: −20 dB; down: −50 dB. 10 more cover.
        assert_eq!(masked_share(&[&low, &high], &[31.0, 0.0]), Some(0.5));
        assert_eq!(masked_share(&[&low, &high], &[0.0, 31.0]), Some(0.0));
    }

    #[test]
    fn the_knob_changes_nothing_and_silence_does_not_count() {
        let stems = [tone(10, -10.0), tone(11, -24.0), tone(30, -60.0)];
        let stems: Vec<&Excitation> = stems.iter().collect();
        let share = masked_share(&stems, &[0.0; 3]);
        assert_eq!(share, masked_share(&stems, &[-6.0; 3]));
        let silence = Excitation::default();
        let with = [stems[0], stems[1], stems[2], &silence];
        assert_eq!(masked_share(&with, &[0.0; 4]), share);
        assert_eq!(masked_share(&[&silence, stems[0]], &[0.0; 2]), None);
        assert_eq!(masked_share(&[], &[]), None);
    }
}
