//! Mid and side in place of left and right.

use audio::Block;

/// Turns left and right into mid `(L + R) / 2` and side `(L − R) / 2`. Mono is left alone.
/// \[audio thread\]
pub fn encode_mid_side(block: &mut Block<'_>) {
    butterfly(block, 0.5);
}

/// Turns mid and side back into left `M + S` and right `M − S`. Mono is left alone.
/// \[audio thread\]
pub fn decode_mid_side(block: &mut Block<'_>) {
    butterfly(block, 1.0);
}

fn butterfly(block: &mut Block<'_>, scale: f32) {
    if let (first, Some(second)) = block.split() {
        for (a, b) in first.iter_mut().zip(second) {
            (*a, *b) = (scale * (*a + *b), scale * (*a - *b));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn there_and_back_is_the_same_audio(left in -4.0_f32..4.0, right in -4.0_f32..4.0) {
            let (mut l, mut r) = ([left], [right]);
            encode_mid_side(&mut Block::stereo(&mut l, &mut r));
            let (mid, side) = (f64::from(l[0]), f64::from(r[0]));
            prop_assert!((mid - (f64::from(left) + f64::from(right)) / 2.0).abs() < 3e-7);
            prop_assert!((side - (f64::from(left) - f64::from(right)) / 2.0).abs() < 3e-7);
            decode_mid_side(&mut Block::stereo(&mut l, &mut r));
            // Three roundings of values up to 8, half an ulp each.
            prop_assert!((l[0] - left).abs() < 8e-7 && (r[0] - right).abs() < 8e-7);
        }
    }
}
