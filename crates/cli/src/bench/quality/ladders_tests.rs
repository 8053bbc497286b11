use std::path::PathBuf;

use recipe::{Brief, Role, Wish};

use super::super::corpus::{Song, SongStem};
use super::super::truth::Balance;
use super::*;

const RATE_HZ: u32 = 16_000;

/// A song of 6 s: kick, bass, a wide pad and a voice.
fn song() -> Loaded {
    let noise = |seed: u32| {
        let mut bits = seed;
        move || {
            bits ^= bits << 13;
            bits ^= bits >> 17;
            bits ^= bits << 5;
            f64::from(bits) / f64::from(u32::MAX) - 0.5
        }
    };
    let (mut hiss, mut left, mut right) = (noise(1), noise(2), noise(3));
    let frames = 6 * RATE_HZ as usize;
    let mut stems =
        vec![vec![Vec::new(); 1], vec![Vec::new(); 1], vec![Vec::new(); 2], vec![Vec::new(); 1]];
    for frame in 0..frames {
        let s = frame as f64 / f64::from(RATE_HZ);
        let turn = |hz: f64| (std::f64::consts::TAU * hz * s).sin();
        let beat = s % 0.5;
        let hit = (-beat / 0.06).exp();
        stems[0][0].push((0.6 * hit * (turn(55.0) + 0.3 * hiss())) as f32);
        stems[1][0].push((0.15 * (turn(82.0) + 0.5 * turn(164.0))) as f32);
        let shared = 0.05 * (turn(330.0) + turn(415.0));
        stems[2][0].push((shared + 0.06 * left()) as f32);
        stems[2][1].push((shared + 0.06 * right()) as f32);
        let sung = 0.5 + 0.5 * (std::f64::consts::TAU * 0.7 * s).sin();
        let voice = (1..12).map(|n| turn(220.0 * f64::from(n)) / f64::from(n)).sum::<f64>();
        stems[3][0].push((0.12 * sung * voice) as f32);
    }
    let roles = [Role::Kick, Role::Bass, Role::SynthPad, Role::LeadVocal];
    let stem = |role: &Role| SongStem {
        name: role.name().into(),
        path: PathBuf::new(),
        role: Some(*role),
        role_words: role.name().into(),
    };
    let clip = |channels| Arc::new(Clip { channels, sample_rate_hz: RATE_HZ });
    let mut loaded = Loaded {
        song: Song {
            name: "generated".into(),
            genre: None,
            produced: true,
            bpm: None,
            key: None,
            stems: roles.iter().map(stem).collect(),
            balance: Ok(Balance::plain_sum(4)),
        },
        clips: stems.into_iter().map(clip).collect(),
        human: Vec::new(),
    };
    loaded.human = loaded.human_tracks().iter().map(|track| track.measure().unwrap()).collect();
    loaded
}

fn wished() -> Wished {
    let wish = Wish { profile: Some("neutral".into()), ..Wish::default() };
    Wished { resolved: Brief::resolve(&wish).unwrap() }
}

#[test]
fn every_judge_finds_ever_more_of_the_fault_that_it_claims_to_hear() {
    let rungs = climb(&song(), &wished()).unwrap();
    // Ten faults, each with its judges and the score.
    assert_eq!(rungs.len(), 28);
    for Rung { fault, metric, values, holds } in &rungs {
        assert_eq!(values.len(), STEPS + 1, "{fault} {metric}");
        assert!(holds, "{fault} {metric}: {values:?}");
    }
}

#[test]
fn a_judge_that_turns_back_or_hears_nothing_does_not_hold() {
    assert!(worsens("t1_lu", &[0.0, 1.0, 1.0, 2.0]));
    assert!(!worsens("t1_lu", &[0.0, 1.0, 0.5, 2.0]));
    assert!(!worsens("t1_lu", &[1.0, 1.0, 1.0, 1.0]));
    assert!(worsens("t28", &[90.0, 80.0, 70.0]) && !worsens("t28", &[70.0, 80.0, 90.0]));
}
