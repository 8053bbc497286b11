//! What a stem sounds like does not depend on how loud it is, on silence around it, on its length
//! or on how the stream was cut.

use audio::StreamSpec;
use measure::{Meter, MeterOptions, TIMBRE_FEATURES, Timbre, timbre_names};

const RATE_HZ: f64 = 44_100.0;

fn timbre_in_blocks(left: &[f32], right: Option<&[f32]>, block: usize) -> Timbre {
    let channels = if right.is_some() { 2 } else { 1 };
    let spec = StreamSpec { sample_rate_hz: RATE_HZ, block_frames_max: block, channels };
    let options = MeterOptions { true_peak: None, spectrum: true };
    let mut meter = Meter::new(spec, options).expect("rate and channels are allowed");
    for from in (0..left.len()).step_by(block) {
        let to = (from + block).min(left.len());
        meter.push(&left[from..to], right.map(|right| &right[from..to]));
    }
    meter.finish().timbre
}

fn timbre(left: &[f32]) -> Timbre {
    timbre_in_blocks(left, None, 4_096)
}

/// A phrase of plucked notes with a little noise: `beats` quarters of 0.5 s.
fn phrase(beats: usize) -> Vec<f32> {
    let beat = (RATE_HZ / 2.0) as usize;
    let mut noise = 1_u32;
    (0..beats * beat)
        .map(|n| {
            let (note, at) = (n / beat, (n % beat) as f64 / RATE_HZ);
            let hz = [220.0, 262.0, 330.0, 294.0][note % 4];
            let tone: f64 = (1..6)
                .map(|k| (std::f64::consts::TAU * hz * f64::from(k) * at).sin() / f64::from(k))
                .sum();
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let hiss = f64::from(noise >> 8) / f64::from(1 << 23) - 1.0;
            (0.2 * (-5.0 * at).exp() * (tone + 0.01 * hiss)) as f32
        })
        .collect()
}

/// Largest difference over all features, with the name of the one.
fn farthest(a: &Timbre, b: &Timbre) -> (f32, String) {
    let off = a.0.iter().zip(&b.0).map(|(a, b)| (a - b).abs());
    off.zip(timbre_names()).max_by(|a, b| a.0.total_cmp(&b.0)).expect("there are features")
}

#[test]
fn every_feature_has_a_name_of_its_own() {
    let names = timbre_names();
    assert_eq!(names.len(), TIMBRE_FEATURES);
    let unique: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
}

#[test]
fn gain_and_polarity_change_nothing() {
    let audio = phrase(16);
    let heard = timbre(&audio);
    for gain in [4.0_f32, 0.25, -1.0] {
        let moved: Vec<f32> = audio.iter().map(|x| x * gain).collect();
        let (off, name) = farthest(&heard, &timbre(&moved));
        // Powers of two scale floats exactly. What moves are the steps of half a dB that the
        // excitation is kept in (±0.25 dB on loudness-like values, 2 % of their movement) and the
        // logarithm's last bits.
        assert!(off < 0.03, "gain {gain}: {name} moves by {off}");
    }
}

#[test]
fn silence_around_it_changes_nothing() {
    let audio = phrase(48);
    let heard = timbre(&audio);
    // Whole hops of the spectrum (2048 frames) and of the envelope (441): frames and hops then
    // hold the same samples as before.
    let pad = 2_048 * 441;
    let mut padded = vec![0.0; pad];
    padded.extend_from_slice(&audio);
    padded.resize(padded.len() + pad, 0.0);
    let (off, name) = farthest(&heard, &timbre(&padded));
    // One note of 48 (the first, whose onset is now heard, or the last, whose end is) may count as
    // another, and no level in the row goes further than 48 dB.
    assert!(off < 1.0, "{name} moves by {off}");
}

#[test]
fn twice_the_length_changes_little() {
    let (off, name) = farthest(&timbre(&phrase(48)), &timbre(&phrase(96)));
    // Only the ends differ: one note of 48, as above.
    assert!(off < 1.0, "{name} moves by {off}");
}

#[test]
fn blocks_of_any_size_give_the_same_bits() {
    let left = phrase(6);
    let right: Vec<f32> = left.iter().skip(300).chain(&left[..300]).copied().collect();
    let whole = timbre_in_blocks(&left, Some(&right), left.len());
    for block in [1, 7, 441, 509, 4_096] {
        let cut = timbre_in_blocks(&left, Some(&right), block);
        assert_eq!(whole.0.map(f32::to_bits), cut.0.map(f32::to_bits), "blocks of {block}");
    }
}

#[test]
fn silence_is_silent_and_hostile_samples_leave_no_nan() {
    assert!(timbre(&vec![0.0; 44_100]).is_silent());
    assert!(timbre(&[]).is_silent());
    assert!(!timbre(&phrase(1)).is_silent());
    let hostile = [f32::NAN, f32::INFINITY, -1e38, 1e-42, -0.0, 3.0, f32::MAX];
    let audio: Vec<f32> = (0..60_000).map(|n| hostile[(n * n / 7) % hostile.len()]).collect();
    assert!(timbre(&audio).0.iter().all(|value| value.is_finite()));
    assert!(timbre(&audio[..3]).0.iter().all(|value| value.is_finite()));
    let spike = [&[f32::MAX][..], &phrase(2)].concat();
    assert!(timbre(&spike).0.iter().all(|value| value.is_finite()));
}

/// The feature of this name.
fn feature(timbre: &Timbre, name: &str) -> f32 {
    let at = timbre_names().iter().position(|known| known == name).expect("the name is known");
    timbre.0[at]
}

#[test]
fn a_vibrato_glides_and_a_held_note_does_not() {
    let note = |depth: f64| -> Vec<f32> {
        let mut phase = 0.0;
        (0..4 * 44_100)
            .map(|n| {
                let at = f64::from(n) / RATE_HZ;
                let semitones = depth * (std::f64::consts::TAU * 5.5 * at).sin();
                phase += 330.0 * (semitones / 12.0).exp2() / RATE_HZ;
                let tone: f64 =
                    (1..5).map(|k| (std::f64::consts::TAU * f64::from(k) * phase).sin()).sum();
                (0.1 * tone) as f32
            })
            .collect()
    };
    let [held, sung] = [note(0.0), note(0.4)].map(|audio| timbre(&audio));
    for timbre in [&held, &sung] {
        assert!((feature(timbre, "pitch_oct_mean") - 330.0_f32.log2()).abs() < 0.02);
    }
    assert!(feature(&held, "glide_semitones") < 0.005);
    // ±0.4 semitones at 5.5 Hz, seen through an 85 ms window every 43 ms, still moves by more
    // than a twentieth of a semitone from frame to frame.
    assert!(feature(&sung, "glide_semitones") > 0.05);
}

#[test]
fn the_decay_that_was_played_is_the_decay_that_is_measured() {
    let heard = timbre(&phrase(16));
    // exp(−5 t) falls by 8.686·5 = 43.4 dB a second. Hops are 10 ms and peaks lie in the first.
    for (name, expected_db) in [("after_80_ms_db", -3.5), ("after_320_ms_db", -13.9)] {
        let got = feature(&heard, name);
        assert!((got - expected_db).abs() < 0.8, "{name}: {got}");
    }
}

#[test]
fn width_is_that_of_the_side() {
    let left = phrase(8);
    let opposite: Vec<f32> = left.iter().map(|x| -x).collect();
    let mono = timbre_in_blocks(&left, Some(&left), 4_096);
    let side = timbre_in_blocks(&left, Some(&opposite), 4_096);
    assert!(feature(&mono, "width_1").abs() < 1e-6);
    assert!((feature(&side, "width_1") - 1.0).abs() < 1e-6);
    // Whichever of the two carries it, it sounds alike.
    let mel = (0..20).map(|pair| format!("mel_pair_{pair}_db"));
    for name in mel.chain(["pitch_oct_mean".into(), "flatness_db_mean".into()]) {
        assert!((feature(&mono, &name) - feature(&side, &name)).abs() < 1e-3, "{name}");
    }
}
