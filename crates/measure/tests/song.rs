//! Tempo and key of signals whose tempo and key are known by construction.

use std::f64::consts::TAU;

use measure::{Mode, SongListener};

const RATE_HZ: f64 = 48_000.0;

/// Clicks of decaying noise.
fn beats(bpm: f64, seconds: f64) -> Vec<f32> {
    let period = 60.0 / bpm;
    let mut state = 7_u32;
    (0..(seconds * RATE_HZ) as usize)
        .map(|n| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let since_s = (n as f64 / RATE_HZ) % period;
            let noise = f64::from(state >> 8) / f64::from(1 << 23) - 1.0;
            (0.5 * noise * (-since_s * 60.0).exp()) as f32
        })
        .collect()
}

/// Chords of three semitone numbers (0 is C4), each with two harmonics, 0.5 s long.
fn chords(chords: &[[i32; 3]], seconds: f64) -> Vec<f32> {
    (0..(seconds * RATE_HZ) as usize)
        .map(|n| {
            let time_s = n as f64 / RATE_HZ;
            let chord = chords[(time_s / 0.5) as usize % chords.len()];
            let note = |semitone: i32| {
                let hz = 261.625_565 * 2_f64.powf(f64::from(semitone) / 12.0);
                (TAU * hz * time_s).sin() + 0.4 * (TAU * 2.0 * hz * time_s).sin()
            };
            (0.1 * chord.into_iter().map(note).sum::<f64>()) as f32
        })
        .collect()
}

#[test]
fn beats_are_counted_to_a_tenth_of_a_bpm() {
    for bpm in [75.0, 87.0, 104.0, 128.0, 140.0, 170.0] {
        let mut listener = SongListener::new(RATE_HZ);
        listener.push(&beats(bpm, 40.0), None);
        let tempo = listener.finish().0.unwrap();
        // Frames are 10.7 ms apart; a parabola over 32 beats leaves at most a twentieth of one
        // frame: 0.5 ms of 32 · 350 ms or more, under 0.01 BPM. Ten times that for safety.
        assert!((tempo.bpm - bpm).abs() < 0.1, "{bpm} read as {tempo:?}");
        assert!(tempo.confidence > 0.5, "{bpm} read as {tempo:?}");
    }
}

#[test]
fn cadences_tell_their_key() {
    let major = [[0, 4, 7], [5, 9, 12], [7, 11, 14], [0, 4, 7]];
    let minor = [[0, 3, 7], [5, 8, 12], [7, 11, 14], [0, 3, 7]];
    for tonic in 0..12_u8 {
        for (cadence, mode) in [(major, Mode::Major), (minor, Mode::Minor)] {
            let moved = cadence.map(|chord| chord.map(|note| note + i32::from(tonic) - 6));
            let mut listener = SongListener::new(RATE_HZ);
            listener.push(&chords(&moved, 6.0), None);
            let key = listener.finish().1.unwrap();
            assert_eq!((key.tonic, key.mode), ((tonic + 6) % 12, mode), "{key:?}");
        }
    }
}

#[test]
fn silence_and_hostile_floats_have_neither() {
    for sample in [0.0, f32::NAN, f32::INFINITY, f32::MAX] {
        let mut listener = SongListener::new(RATE_HZ);
        listener.push(&vec![sample; 2_000_000], Some(&vec![sample; 2_000_000]));
        assert_eq!(listener.finish(), (None, None), "{sample} has no beat and no key");
    }
}

#[test]
fn blocks_of_any_size_give_the_same_tempo_and_key() {
    let mut samples = beats(100.0, 20.0);
    samples.iter_mut().zip(chords(&[[0, 4, 7]], 20.0)).for_each(|(x, y)| *x += y);
    let hear = |block: usize| {
        let mut listener = SongListener::new(RATE_HZ);
        samples.chunks(block).for_each(|block| listener.push(block, Some(block)));
        listener.finish()
    };
    let whole = hear(samples.len());
    assert!(whole.0.is_some() && whole.1.is_some(), "something was heard");
    for block in [1, 509, 4096] {
        assert!(hear(block) == whole, "blocks of {block}");
    }
}
