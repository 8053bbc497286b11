//! Is the lead heard? Its loudness over that of all the rest, while it sounds.
//!
//! Human mixes put the lead voice about as loud as everything else together (P. D. Pestana,
//! J. D. Reiss, "Intelligent Audio Production Strategies Informed by Best Practices", AES 53rd
//! Int. Conf., 2014). Powers of stems add: they are taken as uncorrelated.

use audio::math::power_to_db;

/// A hop sounds from this far under the mean of what sounds, in dB: the relative gate of
/// BS.1770-5.
const GATE_DB: f64 = -10.0;

/// The hops in which a K-weighted envelope sounds.
#[must_use]
pub fn sounds(k_power: &[f32]) -> Vec<bool> {
    let heard = k_power.iter().map(|power| f64::from(*power)).filter(|power| *power > 1e-9);
    let (sum, count) = heard.fold((0.0, 0_u32), |(sum, count), power| (sum + power, count + 1));
    let gate = sum / f64::from(count.max(1)) * audio::math::db_to_gain_f64(2.0 * GATE_DB);
    k_power.iter().map(|power| f64::from(*power) > gate.max(1e-9)).collect()
}

/// Loudness of the lead stems over that of the rest, in LU, in the hops where `lead_sounds`. None
/// without a lead, without a rest, or where either is silent.
#[must_use]
pub fn lead_over_rest_lu(lead: &[&[f32]], rest: &[&[f32]], lead_sounds: &[bool]) -> Option<f64> {
    let power = |stems: &[&[f32]]| -> f64 {
        let stem = |stem: &&[f32]| -> f64 {
            let pairs = stem.iter().zip(lead_sounds);
            pairs.filter(|(_, sounds)| **sounds).map(|(power, _)| f64::from(*power)).sum()
        };
        stems.iter().map(stem).sum()
    };
    let (lead, rest) = (power(lead), power(rest));
    let ratio = power_to_db(lead / rest);
    (lead > 0.0 && rest > 0.0 && ratio.is_finite()).then_some(ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_as_loud_as_two_others_stands_three_under_them() {
        let [lead, a, b] = [[0.01_f32; 50]; 3];
        let ratio = lead_over_rest_lu(&[&lead], &[&a, &b], &sounds(&lead)).unwrap();
        assert!((ratio + 3.0103).abs() < 1e-4);
    }

    #[test]
    fn only_passages_with_the_lead_count() {
        let lead: Vec<f32> = (0..100).map(|hop| if hop < 20 { 0.01 } else { 0.0 }).collect();
        let rest: Vec<f32> = (0..100).map(|hop| if hop < 20 { 0.001 } else { 10.0 }).collect();
        let mask = sounds(&lead);
        assert_eq!(mask.iter().filter(|sounds| **sounds).count(), 20);
        let ratio = lead_over_rest_lu(&[&lead], &[&rest], &mask).unwrap();
        assert!((ratio - 10.0).abs() < 1e-4);
    }

    #[test]
    fn silence_and_nonsense_have_no_ratio() {
        assert_eq!(lead_over_rest_lu(&[], &[&[1.0]], &[true]), None);
        assert_eq!(lead_over_rest_lu(&[&[0.0]], &[&[1.0]], &[true]), None);
        assert_eq!(lead_over_rest_lu(&[&[f32::NAN]], &[&[1.0]], &[true]), None);
        assert!(sounds(&[f32::NAN, 0.0]).iter().all(|sounds| !sounds));
    }
}
