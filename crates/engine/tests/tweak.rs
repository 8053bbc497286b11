//! What is said is heard: sentences change the sound as they say, where they say, as much as they
//! say.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeMap;

use audio::StreamSpec;
use engine::{Alone, Clip, MemoryStore, RunSettings, Slot};
use measure::{ERB_BANDS, Meter, MeterOptions};
use policy::talk::{Levels, tweak};
use recipe::{
    Action, Brief, Move, Recipe, Role, RoleGuess, RoleSource, Scope, SectionKind, SectionSpec,
    SessionSpec, StemSpec, Value, Wish,
};

const RATE_HZ: u32 = 48_000;
const SECONDS: usize = 6;
const STEMS: [(&str, Role); 3] =
    [("guitar", Role::ElectricGuitar), ("lead_vocal", Role::LeadVocal), ("snare", Role::Snare)];

fn noise(seed: u32) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..SECONDS * RATE_HZ as usize).map(|_| 0.1 * next()).collect()
}

fn store() -> MemoryStore {
    let clip = |seed| Clip { channels: vec![noise(seed)], sample_rate_hz: RATE_HZ };
    MemoryStore::new(vec![clip(1), clip(2), clip(3)])
}

/// The engine moved a fader; the second half is the chorus.
fn song() -> Recipe {
    let frames = (SECONDS * RATE_HZ as usize) as u64;
    let stems = STEMS.map(|(id, is)| StemSpec {
        id: id.into(),
        file: format!("{id}.wav"),
        hash: format!("b3:{}", "0".repeat(64)),
        sample_rate_hz: RATE_HZ,
        channels: 1,
        frames,
        role: RoleGuess { is, confidence: 0.9, from: RoleSource::Name },
    });
    let section = |kind, start_frame, end_frame| SectionSpec {
        start_frame,
        end_frame,
        label: "A".into(),
        kind,
        loudness_lu: None,
    };
    let fader = Move {
        id: "m001".into(),
        target: "lead_vocal".into(),
        action: Action::Fader,
        params: BTreeMap::from([("gain_db".into(), Value::Number(-3.2))]),
        reason: "too loud".into(),
        evidence: None,
        scope: Scope::AutoMix,
        amount_pct: 100.0,
        locked: false,
        by: "rules".into(),
    };
    Recipe {
        recipe: Recipe::VERSION,
        engine: "0.1.0".into(),
        session: SessionSpec {
            sample_rate_hz: RATE_HZ,
            frames,
            tail_frames: 0,
            tempo_bpm: None,
            beats_per_bar: None,
            key: None,
            sections: vec![
                section(SectionKind::Verse, 0, frames / 2),
                section(SectionKind::Chorus, frames / 2, frames),
            ],
            stems: stems.to_vec(),
        },
        brief: Brief::resolve(&Wish::default()).unwrap().brief,
        moves: vec![fader],
        tweaks: Vec::new(),
    }
}

/// Renders the song after `words`.
fn heard(words: Option<&str>) -> MemoryStore {
    let song = song();
    let recipe = words.map_or(song.clone(), |words| {
        tweak(&song, words, &Levels::default()).unwrap_or_else(|error| panic!("{error}")).recipe
    });
    let store = store();
    let settings = RunSettings { export_stems: true, preview: false, ..RunSettings::default() };
    engine::render(&recipe, settings, (&store, &Alone, &())).unwrap();
    store
}

/// Level between two seconds, in dB.
fn level_db(store: &MemoryStore, slot: Slot, from_s: f64, to_s: f64) -> f64 {
    let clip = store.get(slot).unwrap();
    let frame = |s: f64| (s * f64::from(RATE_HZ)) as usize;
    let parts = clip.channels.iter().flat_map(|channel| &channel[frame(from_s)..frame(to_s)]);
    let power: f64 = parts.map(|x| f64::from(*x) * f64::from(*x)).sum();
    audio::power_to_db(power)
}

/// Power of the whole between two frequencies, in dB: ERB bands whose centre lies there.
fn band_db(store: &MemoryStore, slot: Slot, low_hz: f64, high_hz: f64) -> f64 {
    let clip = store.get(slot).unwrap();
    let spec = StreamSpec {
        sample_rate_hz: f64::from(RATE_HZ),
        channels: 2,
        block_frames_max: clip.channels[0].len(),
    };
    let mut meter = Meter::new(spec, MeterOptions::everything()).unwrap();
    meter.push(&clip.channels[0], Some(&clip.channels[1]));
    let spectrum = meter.finish().spectrum;
    // Glasberg and Moore 1990: ERB number to Hz.
    let hz = |band: usize| (10.0_f64.powf((band as f64 + 1.0) / 21.4) - 1.0) * 1_000.0 / 4.37;
    let inside = (0..ERB_BANDS).filter(|band| (low_hz..=high_hz).contains(&hz(*band)));
    let power: f64 =
        inside.map(|band| 10.0_f64.powf(f64::from(spectrum.mid_erb_db[band]) / 10.0)).sum();
    audio::power_to_db(power)
}

const VOCAL: Slot = Slot::Processed(1);

/// Gains are polynomials with a relative error under a millionth; levels are sums of 48 000 and
/// more squares of them: a thousandth of a dB is generous.
const GAIN_TOLERANCE_DB: f64 = 1e-3;

#[test]
fn three_decibels_more_are_three_decibels_more() {
    let (before, after) = (heard(None), heard(Some("vocal +3 dB")));
    let rise = |slot| level_db(&after, slot, 0.0, 6.0) - level_db(&before, slot, 0.0, 6.0);
    assert!((rise(VOCAL) - 3.0).abs() < GAIN_TOLERANCE_DB, "{}", rise(VOCAL));
    for other in [Slot::Processed(0), Slot::Processed(2)] {
        assert!(rise(other).abs() < GAIN_TOLERANCE_DB, "{other:?}: {}", rise(other));
    }
}

#[test]
fn in_the_chorus_is_in_the_chorus_only() {
    let (before, after) = (heard(None), heard(Some("vocal +3 dB in the chorus")));
    let rise = |from, to| level_db(&after, VOCAL, from, to) - level_db(&before, VOCAL, from, to);
    // The fade takes the last 30 ms of the verse; the song's own end fades as long.
    assert!(rise(0.0, 2.96).abs() < GAIN_TOLERANCE_DB, "{}", rise(0.0, 2.96));
    assert!((rise(3.0, 5.96) - 3.0).abs() < GAIN_TOLERANCE_DB, "{}", rise(3.0, 5.96));
}

#[test]
fn warmer_is_more_low_mid_against_the_rest_of_the_mix() {
    let (before, after) = (heard(None), heard(Some("warmer")));
    let share = |store: &MemoryStore| {
        let whole = band_db(store, Slot::Premaster, 20.0, 16_000.0);
        band_db(store, Slot::Premaster, 150.0, 400.0) - whole
    };
    let rise = share(&after) - share(&before);
    // The bell adds 1.0 to 1.5 dB there, the shelf takes up to 0.7 dB from white noise's top.
    assert!((1.0..2.2).contains(&rise), "{rise}");
    // What must not get darker keeps its treble.
    let treble = |store: &MemoryStore| band_db(store, Slot::Premaster, 6_000.0, 16_000.0);
    assert!(treble(&after) - treble(&before) < -0.3);
    let careful = heard(Some("warmer, not darker"));
    assert!((treble(&careful) - treble(&before)).abs() < 0.05);
}

#[test]
fn less_mud_takes_it_where_it_is_and_as_much_as_the_evidence_says() {
    let (before, after) = (heard(None), heard(Some("less mud on guitars")));
    let change =
        |slot, low, high| band_db(&after, slot, low, high) - band_db(&before, slot, low, high);
    let guitar = Slot::Processed(0);
    let done = tweak(&song(), "less mud on guitars", &Levels::default()).unwrap().recipe;
    let evidence = done.moves.last().unwrap().evidence.clone().unwrap();
    let told = evidence.after - evidence.before;
    // The evidence is a mean over frequencies in octaves, the band one of powers of noise: the
    // bell varies by 0.5 dB over the region.
    let cut = change(guitar, 200.0, 500.0);
    assert!(told < -1.0 && (cut - told).abs() < 0.25, "{cut} dB, {told} dB told");
    assert!(change(guitar, 3_000.0, 12_000.0).abs() < 0.05);
    assert!(change(VOCAL, 200.0, 500.0).abs() < GAIN_TOLERANCE_DB);
}

/// The gain of a tweaked target is an estimate; solved, the master is where it was asked for, and
/// taking the sentence back takes back what was solved, too.
#[test]
fn a_new_target_is_solved_through_the_limiter_and_can_be_taken_back() {
    let mut song = song();
    // Peaks that a limiter has to work on.
    song.moves.push(Move {
        id: "m002".into(),
        target: "master".into(),
        action: Action::Loudness,
        params: BTreeMap::from([("gain_db".into(), Value::Number(2.0))]),
        ..song.moves[0].clone()
    });
    let limiter = Move { id: "m003".into(), action: Action::Limiter, ..song.moves[1].clone() };
    let params = BTreeMap::from([("ceiling_dbtp".into(), Value::Number(-1.0))]);
    song.moves.push(Move { params, ..limiter });
    let tweaked = tweak(&song, "master -10 LUFS", &Levels::default()).unwrap().recipe;
    let lufs = |done: &engine::Done| done.report.mastering_report.lufs_integrated.unwrap();
    let settings = RunSettings { preview: false, ..RunSettings::default() };
    let plain = engine::render(&tweaked, settings, (&store(), &Alone, &())).unwrap();
    let solved = engine::retarget(&tweaked, settings, (&store(), &Alone, &())).unwrap();
    // What `mix` promises: a twentieth of an LU.
    assert!((lufs(&solved) + 10.0).abs() <= 0.05, "{}", lufs(&solved));
    assert!((lufs(&plain) + 10.0).abs() > 0.2, "the estimate was no estimate: {}", lufs(&plain));
    let again = engine::render(&solved.recipe, settings, (&store(), &Alone, &())).unwrap();
    assert_eq!(again.report.audio_hash, solved.report.audio_hash);
    let mut undone = solved.recipe;
    assert!(undone.undo().is_some());
    assert_eq!(undone, song);
}

#[test]
fn shares_are_what_exported_stems_measure() {
    let shares = |recipe: &Recipe| {
        let settings = RunSettings::default();
        engine::shares(recipe, &[1], settings, (&store(), &Alone, &())).unwrap()
    };
    let louder = tweak(&song(), "vocal +3 dB", &Levels::default()).unwrap().recipe;
    let (before, after) = (shares(&song()), shares(&louder));
    let rise = after.stems_lufs[&1] - before.stems_lufs[&1];
    assert!((rise - 3.0).abs() < GAIN_TOLERANCE_DB, "{rise}");
    assert_eq!(before.stems_lufs.len(), 1, "only those that were asked for");
    assert!(after.mix_lufs > before.mix_lufs);
}
