//! Every rule by itself: when it acts, and when it does not.

use measure::Tempo;
use recipe::{Action, Role, Value};

use super::*;
use crate::testing::{Sketch, Song, band, brief, profile};

fn mix(song: &Song, id: &str) -> Vec<Move> {
    let profile = profile(id);
    Rules.mix(&song.heard(), &brief(&profile), &profile)
}

fn of<'a>(moves: &'a [Move], target: &str, action: Action) -> Option<&'a Move> {
    moves.iter().find(|one| one.target == target && one.action == action)
}

fn number(one: &Move, id: &str) -> f64 {
    match one.params.get(id) {
        Some(Value::Number(number)) => *number,
        other => panic!("{id} is {other:?}"),
    }
}

#[test]
fn the_trim_brings_every_true_peak_to_minus_six() {
    let song = band();
    for (stem, m) in song.stems.iter().zip(&song.session.stems) {
        let moves = mix(&song, "neutral");
        let trim_db = of(&moves, &stem.id, Action::Trim).map_or(0.0, |one| number(one, "gain_db"));
        // Trims are rounded to 0.1 dB.
        assert!((m.peaks.true_dbtp + trim_db + 6.0).abs() <= 0.051, "{}", stem.id);
    }
}

#[test]
fn low_and_lead_stay_in_the_middle_and_doubles_are_mirrored() {
    let moves = mix(&band(), "rock");
    for id in ["bass", "kick", "snare", "vox"] {
        assert!(of(&moves, id, Action::Pan).is_none(), "{id}");
    }
    let pan = |id| number(of(&moves, id, Action::Pan).expect("a pan"), "position_pct");
    assert!(pan("gtr_l") < 0.0);
    assert!((pan("gtr_l") + pan("gtr_r")).abs() < 1e-9);
}

#[test]
fn the_kick_moves_the_bass_only_where_they_meet() {
    let meeting = band();
    assert!(of(&mix(&meeting, "rock"), "bass", Action::DynamicEq).is_some());
    let mut apart = band();
    let (bass, kick) = (0, 3);
    let kick_hops = apart.session.stems[kick].envelope.power.clone();
    for (own, kick) in apart.session.stems[bass].envelope.power.iter_mut().zip(kick_hops) {
        if kick > 1e-6 {
            *own = 0.0;
        }
    }
    assert!(of(&mix(&apart, "rock"), "bass", Action::DynamicEq).is_none());
}

#[test]
fn without_a_sure_tempo_there_is_no_delay() {
    let mut song = band();
    assert!(mix(&song, "pop").iter().any(|one| one.action == Action::Delay));
    for tempo in [None, Some(Tempo { bpm: 120.0, confidence: 0.2 })] {
        song.session.tempo = tempo;
        let moves = mix(&song, "pop");
        assert!(moves.iter().all(|one| !matches!(one.action, Action::Delay | Action::DelaySend)));
    }
}

#[test]
fn a_delay_is_the_profiles_note_at_the_songs_tempo() {
    let moves = mix(&band(), "hip_hop");
    let delay = of(&moves, "delay", Action::Delay).expect("a delay");
    // A quarter note at 120 bpm.
    assert!((number(delay, "time_ms") - 500.0).abs() < 0.6);
}

#[test]
fn only_sharp_voices_are_de_essed() {
    // A voice that is an s every second, this loud against its vowels; and one that always hisses
    // a little, as bright voices do.
    for (burst_db, every, wanted) in [
        (None, 10, false),
        (Some(-18.0), 10, false),
        (Some(0.0), 10, true),
        (Some(-20.0), 1, false),
    ] {
        let sketch = Sketch { low_hz: 150.0, high_hz: 4_500.0, active: 1.0, ..Sketch::default() };
        let mut song = Song::new(&[("vox", Role::LeadVocal, sketch)]);
        let excitation = &song.session.stems[0].excitation;
        let usual: f64 = excitation.powers(0).iter().sum();
        let columns: Vec<_> = (0..excitation.len())
            .map(|hop| {
                let mut bands = excitation.powers(hop);
                if let Some(db) = burst_db.filter(|_| hop % every == 0) {
                    bands = [0.0; measure::ERB_BANDS];
                    // The bands from 5 to 9 kHz.
                    bands[29..35].fill(usual / 6.0 * crate::erb::db_to_power(db));
                }
                bands
            })
            .collect();
        song.session.stems[0].excitation = measure::Excitation::from_powers(&columns);
        let moves = mix(&song, "pop");
        assert_eq!(of(&moves, "vox", Action::DeEsser).is_some(), wanted, "{burst_db:?} {every}");
    }
}

#[test]
fn a_gate_needs_a_steady_floor_and_digital_silence_is_none() {
    for (floor_dbfs, wanted) in [(-60.0, true), (f64::NEG_INFINITY, false), (-110.0, false)] {
        let sketch = Sketch { floor_dbfs, active: 0.4, lufs: -22.0, ..Sketch::default() };
        let song = Song::new(&[("snare", Role::Snare, sketch)]);
        let moves = mix(&song, "rock");
        assert_eq!(of(&moves, "snare", Action::Gate).is_some(), wanted, "{floor_dbfs}");
    }
}

#[test]
fn a_high_pass_never_cuts_what_the_stem_consists_of() {
    for low_hz in [30.0, 60.0, 120.0, 300.0] {
        let sketch = Sketch { low_hz, high_hz: 3_000.0, ..Sketch::default() };
        let song = Song::new(&[("pad", Role::SynthPad, sketch)]);
        let moves = mix(&song, "pop");
        if let Some(filter) = of(&moves, "pad", Action::HighPass) {
            let corner_hz = number(filter, "freq_hz");
            assert!(corner_hz <= 75.0, "over the role's ceiling: {corner_hz}");
            // Spectra are known by band: up to the centre of the lowest that sounds.
            let lowest = (0..40).map(crate::erb::centre_hz).find(|hz| *hz >= low_hz);
            assert!(corner_hz <= lowest.expect("a band"), "{corner_hz} over {low_hz}");
        }
    }
}

#[test]
fn a_low_pass_takes_noise_that_stays_and_no_sheen_that_moves() {
    for (follows, wanted) in [(false, true), (true, false)] {
        let sketch = Sketch { low_hz: 40.0, high_hz: 120.0, ..Sketch::default() };
        let mut song = Song::new(&[("sub", Role::SubBass, sketch)]);
        let m = &mut song.session.stems[0];
        let hiss = |total: f64| total * crate::erb::db_to_power(-50.0) / 5.0;
        let usual: f64 = m.excitation.powers(0).iter().sum();
        let columns: Vec<_> = (0..m.excitation.len())
            .map(|hop| {
                let mut bands = m.excitation.powers(hop);
                let total: f64 = bands.iter().sum();
                bands[27..32].fill(hiss(if follows { total } else { usual }));
                bands
            })
            .collect();
        m.excitation = measure::Excitation::from_powers(&columns);
        let level = audio::math::power_to_db(hiss(crate::erb::db_to_power(sketch.lufs))) as f32;
        m.spectrum.mid_erb_db[27..32].fill(level);
        let moves = mix(&song, "neutral");
        assert_eq!(of(&moves, "sub", Action::LowPass).is_some(), wanted, "{follows}");
    }
}

#[test]
fn compression_is_as_deep_as_the_evidence_says_and_even_stems_have_none() {
    let moves = mix(&band(), "pop");
    assert!(of(&moves, "vox", Action::Compressor).is_some());
    let mut even = band();
    for m in &mut even.session.stems {
        for power in &mut m.envelope.power {
            *power = if *power > 0.0 { 0.01 } else { 0.0 };
        }
    }
    let moves = mix(&even, "pop");
    assert!(even.stems.iter().all(|stem| of(&moves, &stem.id, Action::Compressor).is_none()));
}

fn master(song: &Song, id: &str, change: impl Fn(&mut Brief)) -> Vec<Move> {
    let profile = profile(id);
    let mut brief = brief(&profile);
    change(&mut brief);
    Rules.master(&song.session.sum, &song.session, &brief, &profile)
}

#[test]
fn the_limiter_has_the_briefs_ceiling_and_comes_last() {
    let moves = master(&band(), "pop", |brief| brief.ceiling_dbtp = -2.0);
    let last = moves.last().expect("a limiter");
    assert_eq!(last.action, Action::Limiter);
    assert!((number(last, "ceiling_dbtp") + 2.0).abs() < 1e-9);
}

#[test]
fn drive_and_loudness_add_up_to_the_target_but_for_what_compression_takes() {
    let song = band();
    let moves = master(&song, "rock", |_| {});
    let gain = |action| of(&moves, "master", action).map_or(0.0, |one| number(one, "gain_db"));
    let reached =
        song.session.sum.loudness.integrated_lufs + gain(Action::Drive) + gain(Action::Loudness);
    // At most 2 dB of reduction in a band are given back.
    assert!((-10.1..=-8.0).contains(&reached), "{reached}");
}

#[test]
fn a_brighter_centroid_tilts_up_and_a_darker_one_down() {
    for (goal_hz, sign) in [(6_000.0, 1.0), (500.0, -1.0)] {
        let mut song = band();
        song.session.sum.spectrum.centroid_hz = 1_500.0;
        let moves = master(&song, "neutral", |brief| brief.centroid_hz = Some(goal_hz));
        let points: Vec<f64> = moves
            .iter()
            .filter(|one| one.action == Action::Tone)
            .map(|one| number(one, "gain_db"))
            .collect();
        assert_eq!(points.len(), 8);
        assert!(sign * (points[5] - points[2]) > 0.0, "{points:?}");
    }
}

#[test]
fn mono_is_not_widened_and_wide_songs_are_kept_safe() {
    for (side, least_pct, most_pct) in [(0.0, 100.0, 100.0), (0.3, 100.0, 140.0), (1.2, 0.0, 75.0)]
    {
        let mut song = band();
        song.session.sum.stereo.side_over_mid = side;
        song.session.sum.stereo.low_side_over_mid = 0.0;
        let moves = master(&song, "electro_house", |brief| {
            brief.width_pct = 140.0;
            brief.stereo_ms_ratio = None;
        });
        let width =
            of(&moves, "master", Action::Width).map_or(100.0, |one| number(one, "width_pct"));
        assert!((least_pct..=most_pct).contains(&width), "{side}: {width}");
    }
}

#[test]
fn what_a_compressor_takes_of_the_loudness_it_gives_back() {
    let moves = mix(&band(), "pop");
    let vox = of(&moves, "vox", Action::Compressor).expect("it is uneven");
    let makeup_db = number(vox, "makeup_db");
    // The loud hops carry the loudness and are reduced most: at least the average of half a dB
    // under which no compressor is made, at most the deepest reduction of a voice in the band.
    assert!((0.5..=4.0).contains(&makeup_db), "{makeup_db}");
}
