//! Bars and sections of a generated song whose form is known.

use std::f64::consts::TAU;

use audio::StreamSpec;
use measure::{Measurement, Meter, MeterOptions, SectionKind, Song, StemListener, StemTrace};

const RATE_HZ: f64 = 22_050.0;
const BPM: f64 = 120.0;
const BAR_S: f64 = 4.0 * 60.0 / BPM;

/// Verse and chorus in turns, eight bars each.
const PARTS: usize = 6;

/// Adds a decaying sound at a time.
fn add(stem: &mut [f32], at_s: f64, seconds: f64, sound: impl Fn(f64) -> f64) {
    let from = (at_s * RATE_HZ) as usize;
    let to = (from + (seconds * RATE_HZ) as usize).min(stem.len());
    for (n, x) in stem[from..to].iter_mut().enumerate() {
        *x += sound(n as f64 / RATE_HZ) as f32;
    }
}

fn tone(semitone: i32, time_s: f64) -> f64 {
    let hz = 130.812_783 * 2_f64.powf(f64::from(semitone) / 12.0);
    let harmonic = |k: i32| (TAU * hz * f64::from(k) * time_s).sin() / f64::from(k);
    0.1 * (1..=4).map(harmonic).sum::<f64>() * (-3.0 * time_s).exp()
}

/// Kick, snare, chords, and a lead that only the choruses have.
fn song() -> [Vec<f32>; 4] {
    let bars = PARTS * 8;
    let frames = (bars as f64 * BAR_S * RATE_HZ) as usize;
    let mut stems = [(); 4].map(|()| vec![0.0; frames]);
    let noise = |t: f64| ((t * 7_919.3).sin() * 43_758.5).fract();
    for bar in 0..bars {
        let chorus = bar / 8 % 2 == 1;
        let start_s = bar as f64 * BAR_S;
        for beat in 0..4 {
            let at_s = start_s + f64::from(beat) * BAR_S / 4.0;
            match beat % 2 {
                0 => add(&mut stems[0], at_s, 0.2, |t| {
                    0.8 * (TAU * 55.0 * t).sin() * (-15.0 * t).exp()
                }),
                _ => add(&mut stems[1], at_s, 0.2, |t| 0.4 * noise(t) * (-25.0 * t).exp()),
            }
        }
        let root = if chorus { [5, 7, 0, 9] } else { [0, 9, 5, 7] }[bar % 4];
        for step in [0, root_third(root), 7] {
            add(&mut stems[2], start_s, BAR_S, |t| tone(root + step, t));
        }
        for eighth in (0..8).filter(|_| chorus) {
            let at_s = start_s + f64::from(eighth) * BAR_S / 8.0;
            add(&mut stems[3], at_s, 0.25, |t| 2.0 * tone(12 + root + 4 * (eighth % 3), t));
        }
    }
    stems
}

/// Minor on the sixth step, major elsewhere.
fn root_third(root: i32) -> i32 {
    if root == 9 { 3 } else { 4 }
}

fn hear(samples: &[f32]) -> (StemTrace, Measurement) {
    let mut listener = StemListener::new(RATE_HZ);
    listener.push(samples, None);
    let spec = StreamSpec { sample_rate_hz: RATE_HZ, block_frames_max: 4096, channels: 1 };
    let options = MeterOptions { true_peak: None, spectrum: true };
    let mut meter = Meter::new(spec, options).expect("a legal stream");
    meter.push(samples, None);
    (listener.finish(), meter.finish())
}

#[test]
fn bars_and_parts_of_a_song_are_found_and_what_returns_has_one_label() {
    let (traces, levels): (Vec<_>, Vec<_>) = song().iter().map(|stem| hear(stem)).unzip();
    let song = Song::of(&traces, &levels);
    let tempo = song.tempo.unwrap();
    // Within 1 %, as in the literature on tempo.
    assert!((tempo.bpm / BPM - 1.0).abs() < 0.01, "{tempo:?}");
    let grid = song.grid.unwrap();
    assert_eq!(grid.beats_per_bar, 4);
    for downbeat_s in grid.downbeats_s() {
        let off_s = downbeat_s - BAR_S * (downbeat_s / BAR_S).round();
        // The tolerance of beat tracking (MIREX).
        assert!(off_s.abs() < 0.07, "a bar is {off_s} s off");
    }
    let starts: Vec<f64> = song.sections.iter().map(|section| section.start_s).collect();
    assert_eq!(starts.len(), PARTS, "{:?}", song.sections);
    for (part, section) in song.sections.iter().enumerate() {
        assert!((section.start_s - part as f64 * 8.0 * BAR_S).abs() < 0.1, "{section:?}");
        let (label, kind) = match part % 2 {
            0 => (b'A', SectionKind::Verse),
            _ => (b'B', SectionKind::Chorus),
        };
        assert_eq!((section.label, section.kind), (label, kind), "{section:?}");
    }
}
