use super::super::testing::{RATE_HZ, added, noise, pairs, scaled};
use super::*;

const FRAMES: usize = 480_000;

fn of(a: &[f32], b: &[f32]) -> Relation {
    relation(&pairs(&[a, b], 4_096), (0, 1), 0.5).unwrap()
}

/// A source and what a second microphone makes of it: `shift` frames later, with noise of its own
/// 10 dB under it.
fn heard_twice(shift: usize, gain: f32) -> (Vec<f32>, Vec<f32>) {
    let source = noise(5, FRAMES + shift, 0.2);
    let own = noise(6, FRAMES, 0.2 * 0.316);
    (source[shift..].to_vec(), added(&scaled(&source[..FRAMES], gain), &own))
}

#[test]
fn a_delay_of_whole_frames_is_found_within_a_hundredth_of_one() {
    for shift in [0, 1, 47, 480, 1_200] {
        let (first, second) = heard_twice(shift, 0.5);
        let found = of(&first, &second);
        let frames = found.lag_s * RATE_HZ;
        // The phase of each bin errs by √((1−γ²)/(2γ²K)): about 0.1 rad at γ² = 0.5 to 0.9 with 20
        // frames. Averaged over 384 bins and divided by ω (rms 5 kHz): 0.2 µs, a hundredth of a
        // frame.
        assert!((frames - shift as f64).abs() < 0.02, "{shift}: {found:?}");
        assert!(!found.inverted && found.clarity > 0.9 && found.prominence > 2.0, "{found:?}");
        assert!(found.mended_db >= found.sum_db - 1e-6, "{found:?}");
    }
}

#[test]
fn a_fraction_of_a_frame_is_found_too() {
    // A frame at twice the rate is half a frame: keep every second sample of smooth noise.
    let wide = noise(5, 2 * FRAMES + 64, 0.3);
    let smooth: Vec<f32> = wide.windows(12).map(|w| w.iter().sum::<f32>() / 6.0).collect();
    let every = |from: usize| smooth[from..].iter().step_by(2).copied().take(FRAMES).collect();
    let (first, second): (Vec<f32>, Vec<f32>) = (every(1), every(0));
    let found = of(&first, &second);
    assert!((found.lag_s * RATE_HZ - 0.5).abs() < 0.02, "{found:?}");
}

#[test]
fn polarity_is_the_sign_of_the_peak_at_any_delay() {
    for shift in [0, 30] {
        let (first, second) = heard_twice(shift, -0.7);
        let found = of(&first, &second);
        assert!(found.inverted && (found.lag_s * RATE_HZ - shift as f64).abs() < 0.02, "{found:?}");
        // Mended, the sum is (1 + 0.7)²/(1 + 0.7²) less the noise: 2.7 dB over the powers.
        assert!((found.mended_db - 2.75).abs() < 0.4, "{found:?}");
    }
}

#[test]
fn a_copy_at_another_gain_leaves_nothing_and_tells_the_gain() {
    let one = noise(5, FRAMES, 0.2);
    let found = of(&one, &scaled(&one, 0.25));
    // Products of spectra are rounded to 24 bits: at worst all the same way, 2·6·10⁻⁸ or −69 dB.
    assert!(found.residual_db < -69.0 && (found.gain_db + 12.04).abs() < 0.01, "{found:?}");
}

#[test]
fn two_samples_that_always_sound_together_cohere_without_a_common_slope() {
    // Bursts of two fixed noises, triggered together: every bin coheres, with any phase.
    let (a, b) = (noise(5, 4_000, 0.5), noise(6, 4_000, 0.5));
    let place = |burst: &[f32]| {
        let mut out = vec![0.0; FRAMES];
        for start in (0..FRAMES - 4_000).step_by(11_003) {
            out[start..start + 4_000].copy_from_slice(burst);
        }
        out
    };
    let found = of(&place(&a), &place(&b));
    assert!(found.octaves > 3.0 && found.clarity < 0.5, "{found:?}");
}

#[test]
fn unrelated_stems_have_no_relation() {
    let stems = pairs(&[&noise(5, FRAMES, 0.2), &noise(6, FRAMES, 0.2)], 4_096);
    assert_eq!(relation(&stems, (0, 1), 0.5), None);
}
