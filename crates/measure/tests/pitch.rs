//! The pitch of lines whose pitch is known by construction.

use std::f64::consts::TAU;

use measure::{PitchTrack, StemListener};

const RATE_HZ: f64 = 44_100.0;

/// Notes of 0.5 s with vibrato and ten harmonics; their pitch in Hz at each frame.
fn line(notes_hz: &[f64]) -> (Vec<f32>, Vec<f64>) {
    let note_frames = (0.5 * RATE_HZ) as usize;
    let mut phase = 0.0;
    let mut truth = Vec::new();
    let mut samples = Vec::new();
    for hz in notes_hz {
        for n in 0..note_frames {
            let time_s = n as f64 / RATE_HZ;
            let cents = 40.0 * (TAU * 5.5 * time_s).sin();
            let now_hz = hz * (cents / 1200.0).exp2();
            phase += now_hz / RATE_HZ;
            let tone = |k: i32| (TAU * phase * f64::from(k)).sin() / f64::from(k);
            let swell = (time_s / 0.02).min(1.0).min((0.5 - time_s) / 0.04);
            samples.push((0.1 * swell * (1..=10).map(tone).sum::<f64>()) as f32);
            truth.push(now_hz);
        }
    }
    (samples, truth)
}

fn track(samples: &[f32]) -> Option<PitchTrack> {
    let mut listener = StemListener::new(RATE_HZ);
    listener.push(samples, None);
    listener.finish().take_pitch()
}

#[test]
fn a_line_with_vibrato_is_followed_within_half_a_semitone() {
    for notes in
        [[110.0, 146.8, 220.0, 164.8], [55.0, 41.5, 82.4, 61.7], [440.0, 880.0, 660.0, 523.3]]
    {
        let (samples, truth) = line(&notes);
        let track = track(&samples).unwrap();
        let found: Vec<f64> = (0..truth.len())
            .step_by(882)
            .filter_map(|frame| {
                let hz = track.hz_at(frame as f64 / RATE_HZ)?;
                Some((1200.0 * (hz / truth[frame]).log2()).abs())
            })
            .collect();
        let close = found.iter().filter(|cents| **cents < 50.0).count();
        // Of 100 places the swells between notes (60 ms of 500) may have no pitch, and a frame
        // that holds two notes (50 ms of 500) that of the other one.
        assert!(found.len() >= 85, "{notes:?}: {} places have a pitch", found.len());
        assert!(close * 10 >= found.len() * 9, "{notes:?}: {close} of {} are close", found.len());
    }
}

#[test]
fn noise_and_silence_are_no_line() {
    let mut state = 1_u32;
    let noise: Vec<f32> = (0..200_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 - 0.5
        })
        .collect();
    assert_eq!(track(&noise), None, "noise has no pitch");
    assert_eq!(track(&vec![0.0; 200_000]), None, "silence has no pitch");
}
