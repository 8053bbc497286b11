use super::super::testing::{added, noise, pairs, scaled};
use super::*;

const FRAMES: usize = 240_000;

fn gram(stems: &[&[f32]]) -> Gram {
    Gram::of(&pairs(stems, 4_096))
}

#[test]
fn a_bus_is_found_as_the_sum_of_its_stems_at_their_gains() {
    let (kick, snare, bass) = (noise(1, FRAMES, 0.3), noise(2, FRAMES, 0.2), noise(3, FRAMES, 0.3));
    let bus = added(&scaled(&kick, 0.5), &scaled(&snare, 1.25));
    let sum = gram(&[&kick, &bass, &bus, &snare]).nearest_sum(2).unwrap();
    let (stems, gains): (Vec<usize>, Vec<f64>) = sum.parts.iter().copied().unzip();
    assert_eq!(stems, [0, 3], "{sum:?}");
    // Samples are rounded to 24 bits of mantissa: −140 dB; spectra of both sides again.
    assert!((gains[0] - 0.5).abs() < 1e-5 && (gains[1] - 1.25).abs() < 1e-5, "{sum:?}");
    assert!(sum.residual_db < -69.0 && sum.single_db > -10.0, "{sum:?}");
}

#[test]
fn the_parts_of_a_sum_are_not_sums_themselves() {
    let (kick, snare) = (noise(1, FRAMES, 0.3), noise(2, FRAMES, 0.3));
    let sum = gram(&[&kick, &snare, &added(&kick, &snare)]).nearest_sum(0).unwrap();
    // kick = bus − snare needs a negative gain; half of the bus leaves half of the kick.
    assert!((sum.residual_db + 3.0).abs() < 0.5, "{sum:?}");
}

#[test]
fn stems_that_are_copies_of_each_other_do_not_break_the_equations() {
    let (a, b) = (noise(1, FRAMES, 0.3), noise(2, FRAMES, 0.3));
    let sum = gram(&[&a, &a, &b, &scaled(&a, 0.5), &added(&a, &b)]).nearest_sum(4).unwrap();
    assert!(sum.residual_db < -69.0 && sum.parts.iter().all(|(_, gain)| *gain >= 0.0), "{sum:?}");
}

#[test]
fn silence_is_no_sum() {
    let one = noise(1, FRAMES, 0.3);
    let nothing = vec![0.0; FRAMES];
    let gram = gram(&[&one, &nothing, &nothing]);
    assert_eq!(gram.nearest_sum(1), None);
    assert!(gram.nearest_sum(0).unwrap().parts.is_empty());
}
