//! Tempo, beats, bars and key of signals whose truth is known by construction.

use std::f64::consts::TAU;

use measure::{Mode, Song, StemListener, StemTrace};

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

fn heard(samples: &[f32]) -> StemTrace {
    let mut listener = StemListener::new(RATE_HZ);
    listener.push(samples, None);
    listener.finish()
}

#[test]
fn beats_are_counted_to_a_tenth_of_a_bpm() {
    for bpm in [75.0, 87.0, 104.0, 128.0, 140.0] {
        let song = Song::of(&[heard(&beats(bpm, 40.0))], &[]);
        let tempo = song.tempo.unwrap();
        // Frames are 10.7 ms apart; a parabola over 32 beats leaves at most a twentieth of one
        // frame: 0.5 ms of 32 · 350 ms or more, under 0.01 BPM. Ten times that for safety.
        assert!((tempo.bpm - bpm).abs() < 0.1, "{bpm} read as {tempo:?}");
        let grid = song.grid.unwrap();
        let period_s = 60.0 / bpm;
        for beat_s in &grid.beats_s {
            let off_s = beat_s - period_s * (beat_s / period_s).round();
            // Two frames.
            assert!(off_s.abs() < 0.022, "{bpm} BPM: a beat is {off_s} s off");
        }
    }
}

#[test]
fn cadences_tell_their_key() {
    let major = [[0, 4, 7], [5, 9, 12], [7, 11, 14], [0, 4, 7]];
    let minor = [[0, 3, 7], [5, 8, 12], [7, 11, 14], [0, 3, 7]];
    for tonic in 0..12_u8 {
        for (cadence, mode) in [(major, Mode::Major), (minor, Mode::Minor)] {
            let moved = cadence.map(|chord| chord.map(|note| note + i32::from(tonic) - 6));
            let key = Song::of(&[heard(&chords(&moved, 6.0))], &[]).key.unwrap();
            assert_eq!((key.tonic, key.mode), ((tonic + 6) % 12, mode), "{key:?}");
            assert!(key.is_told(), "nothing speaks against it: {key:?}");
        }
    }
}

/// Four augmented chords hold all twelve notes alike: no key is likelier than its neighbours.
#[test]
fn what_has_no_key_is_not_told() {
    let all = [[0, 4, 8], [1, 5, 9], [2, 6, 10], [3, 7, 11]];
    let key = Song::of(&[heard(&chords(&all, 8.0))], &[]).key.unwrap();
    assert!(!key.is_told(), "{key:?}");
}

#[test]
fn silence_and_hostile_floats_have_nothing() {
    for sample in [0.0, f32::NAN, f32::INFINITY, f32::MAX] {
        let mut listener = StemListener::new(RATE_HZ);
        listener.push(&vec![sample; 2_000_000], Some(&vec![sample; 2_000_000]));
        assert_eq!(Song::of(&[listener.finish()], &[]), Song::default(), "{sample} is no music");
    }
    assert_eq!(Song::of(&[], &[]), Song::default(), "no stems are no music");
}

#[test]
fn blocks_of_any_size_and_stems_in_any_order_give_the_same_song() {
    let (drums, keys) = (beats(100.0, 20.0), chords(&[[0, 4, 7], [5, 9, 12]], 20.0));
    let hear = |samples: &[f32], block: usize| {
        let mut listener = StemListener::new(RATE_HZ);
        samples.chunks(block).for_each(|block| listener.push(block, Some(block)));
        listener.finish()
    };
    let whole = Song::of(&[hear(&drums, drums.len()), hear(&keys, keys.len())], &[]);
    assert!(whole.tempo.is_some() && whole.key.is_some(), "something was heard");
    for block in [1, 509, 4096] {
        assert!(
            Song::of(&[hear(&keys, block), hear(&drums, block)], &[]) == whole,
            "blocks of {block}"
        );
    }
}
