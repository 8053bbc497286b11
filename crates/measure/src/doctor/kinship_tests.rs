use super::super::testing::{RATE_HZ, added, kinship, noise, pairs, scaled};
use super::*;
use crate::PairListener;

/// 20 s: 40 windows. Of unrelated noise each bin's coherence scatters by 1/40 around 1/40, which
/// is taken off; the mean over 384 bins, cut at 0, stays under 0.02. The correlation of so many
/// values (40 × 384 bins) scatters by less than 1/√(2·40·384) = 0.006 were all bins weighted
/// alike; the widest count about 20 times the mean: 0.03.
const FRAMES: usize = 960_000;

#[test]
fn a_stem_and_its_copy_correlate_fully_at_any_gain_and_inverted_negatively() {
    let one = noise(1, FRAMES, 0.3);
    let k = kinship(&[&one, &scaled(&one, 0.1), &scaled(&one, -2.0)]);
    assert!((k.correlation(0, 1) - 1.0).abs() < 1e-6 && (k.correlation(1, 0) - 1.0).abs() < 1e-6);
    assert!((k.correlation(0, 2) + 1.0).abs() < 1e-6 && (k.coherence(0, 2) - 1.0).abs() < 1e-6);
}

#[test]
fn unrelated_noise_has_nothing_in_common() {
    let k = kinship(&[&noise(1, FRAMES, 0.3), &noise(2, FRAMES, 0.3)]);
    assert!(k.correlation(0, 1).abs() < 0.03, "{}", k.correlation(0, 1));
    assert!(k.coherence(0, 1) < 0.02, "{}", k.coherence(0, 1));
}

#[test]
fn halves_that_share_a_half_correlate_by_a_half() {
    let (a, b, c) = (noise(1, FRAMES, 0.3), noise(2, FRAMES, 0.3), noise(3, FRAMES, 0.3));
    let k = kinship(&[&added(&a, &b), &added(&a, &c)]);
    assert!((k.correlation(0, 1) - 0.5).abs() < 0.03, "{}", k.correlation(0, 1));
    // Coherence is the square of it, and scatters as much.
    assert!((k.coherence(0, 1) - 0.25).abs() < 0.03, "{}", k.coherence(0, 1));
}

#[test]
fn a_delayed_copy_does_not_correlate_but_coheres() {
    let one = noise(1, FRAMES + 480, 0.3);
    let k = kinship(&[&one[480..], &one[..FRAMES]]);
    // 10 ms of 171: the windows share 1 − ⅔·(π·10/171)² of their energy, squared.
    assert!(k.correlation(0, 1).abs() < 0.1, "{}", k.correlation(0, 1));
    assert!(k.coherence(0, 1) > 0.93, "{}", k.coherence(0, 1));
}

#[test]
fn a_mono_stem_and_the_same_on_two_channels_are_one() {
    let one = noise(1, FRAMES, 0.3);
    let mut listener = PairListener::new(RATE_HZ, &[1, 2]);
    listener.push(&[(&one, None), (&one, Some(&one))], FRAMES);
    let k = Kinship::of(&listener.finish());
    assert!((k.correlation(0, 1) - 1.0).abs() < 1e-6);
}

#[test]
fn blocks_of_any_length_give_the_same_bits() {
    let (a, b) = (noise(1, 100_000, 0.3), noise(2, 100_000, 0.3));
    let b = added(&a, &b);
    let whole = kinship(&[&a, &b]);
    for block in [1, 7, 509, 24_000, 100_000] {
        assert_eq!(Kinship::of(&pairs(&[&a, &b], block)), whole, "{block}");
    }
}

#[test]
fn silence_hostile_samples_and_no_stems_at_all_give_numbers() {
    let one = noise(1, 48_000, 0.3);
    let mut bad = one.clone();
    (bad[100], bad[200], bad[300]) = (f32::NAN, f32::INFINITY, -1e38);
    let k = kinship(&[&one, &vec![0.0; 48_000], &bad]);
    for (a, b) in [(0, 1), (0, 2), (1, 2), (1, 1), (7, 9)] {
        assert!(k.correlation(a, b).is_finite() && k.coherence(a, b).is_finite());
    }
    assert!(k.correlation(0, 1).abs() < 1e-9 && k.coherence(0, 1).abs() < 1e-9);
    assert!(Kinship::default().correlation(0, 1).abs() < 1e-9);
    assert_eq!(Kinship::of(&PairListener::new(RATE_HZ, &[]).finish()).stems(), 0);
}
