//! Sessions for DAWs, from files to files; and what of them sounds the same.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;
#[path = "common/eel.rs"]
mod eel;

use std::io::Read;

use audio::{Block, Params, Processor, StreamSpec};
use common::{Place, decode, pulses, wav};
use dawproject::prelude::{
    ClipTypeContent, DawprojectReader, ProjectStructureElementTypeContent, TrackType,
};
use eel::Effect;
use media::session::reaper::jsfx;
use media::session::{Device, Labels, session};
use recipe::{Action, Recipe};
use serde_json::{Value, json};

/// Three stems, one of them mono at another rate.
fn song() -> Place {
    let place = Place::new();
    place.song(1.0);
    let mono: Vec<[f32; 1]> = pulses(48_000, 1.0, 500.0, 9).iter().map(|[l, _]| [*l]).collect();
    place.write("stems/mono.wav", wav(48_000, &mono));
    place
}

/// A recipe of these stems with these moves and no others.
fn plan(place: &Place, moves: &[(&str, &str, Value)]) {
    place.run("mix stems -o out --dry-run -q").fine();
    let mut recipe = place.json("out/recipe.json");
    let moves: Vec<Value> = moves
        .iter()
        .enumerate()
        .map(|(index, (target, action, params))| {
            json!({ "id": format!("m{index:03}"), "target": target, "action": action,
                    "params": params, "reason": "test", "scope": "user", "by": "user" })
        })
        .collect();
    recipe["moves"] = json!(moves);
    place.write("out/recipe.json", recipe.to_string());
}

#[test]
fn a_mix_becomes_every_kind_of_session() {
    let place = song();
    place.run("mix stems -o out -q").fine();
    let ran = place.run("export out/recipe.json --to dawproject -o a/song.dawproject").fine();
    assert!(ran.out.contains("exact,") && ran.out.contains("Near:\n"), "{}", ran.out);
    assert_eq!(place.names("a"), ["song.dawproject"]);
    place.run("export out/recipe.json --to reaper -o b/song.rpp").fine();
    assert_eq!(place.names("b"), ["Effects", "song.rpp"]);
    assert!(place.names("b/Effects/MixMaster").contains(&"mixmaster_limiter.jsfx".into()));
    let rpp = String::from_utf8(place.read("b/song.rpp")).unwrap();
    assert!(rpp.contains("FILE \"../stems/kick.wav\""), "{rpp}");
    let ran = place.run("export out/recipe.json --to stems -o c").fine();
    assert!(ran.out.contains("session.txt"), "{}", ran.out);
    let names = place.names("c");
    for name in ["master_final.wav", "mix_premaster.wav", "session.json", "session.txt", "stems"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    assert_eq!(place.json("c/session.json")["tracks"][0]["name"], "bass");
    let told = place.run("export out/recipe.json --to reaper -o b/song.rpp --json").fine();
    let told: Value = serde_json::from_str(&told.out).unwrap();
    assert!(told["translated"][0]["fidelity"].is_string(), "{told}");
}

#[test]
fn the_same_recipe_gives_the_same_session() {
    let place = song();
    place.run("mix stems -o out -q --dry-run").fine();
    for name in ["a", "b"] {
        place
            .run(&format!("export out/recipe.json --to dawproject -o {name}/s.dawproject -q"))
            .fine();
        place.run(&format!("export out/recipe.json --to reaper -o {name}/s.rpp -q")).fine();
    }
    assert!(place.read("a/s.dawproject") == place.read("b/s.dawproject"));
    assert!(place.read("a/s.rpp") == place.read("b/s.rpp"));
}

#[test]
fn what_cannot_be_exported_is_one_error_and_leaves_nothing() {
    let place = song();
    place.run("mix stems -o out -q --dry-run").fine();
    let to = "export out/recipe.json --to dawproject -o a/song.dawproject";
    place.run("export out/recipe.json --to logic -o a").failed(2, &["logic", "dawproject"]);
    place
        .run("export out/recipe.json --to reaper -o a/s.rpp --reference-audio")
        .failed(2, &["--reference-audio"]);
    place.run("export no.json --to reaper -o a/s.rpp").failed(3, &["no.json"]);
    place.write("stems/kick.wav", wav(48_000, &pulses(48_000, 0.5, 70.0, 3)));
    place.run(to).failed(3, &["`kick` has changed"]);
    std::fs::remove_file(place.path("stems/kick.wav")).unwrap();
    place.run(to).failed(3, &["`kick` was not found", "--stems"]);
    place.write("out/recipe.json", "{}");
    place.run(to).failed(3, &["recipe.json"]);
    assert!(place.names("a").is_empty(), "{:?}", place.names("a"));
}

#[test]
fn a_session_never_overwrites_a_stem_or_its_recipe() {
    let place = song();
    place.run("mix stems -o out -q --dry-run").fine();
    let line = "export out/recipe.json --to dawproject -o stems/kick.wav";
    place.run(line).failed(4, &["is an input and would be overwritten"]);
    place.run("export out/recipe.json --to reaper -o out/recipe.json").failed(4, &["overwritten"]);
    place.run("export out/recipe.json --to reaper -o stems").failed(4, &["is a folder"]);
}

#[cfg(unix)]
#[test]
fn names_of_any_kind_go_through() {
    let place = Place::new();
    for name in ["a \"b\" 'c' `d`", "<x>&]]>", "né\u{301}\u{1F3B8}", "-rf"] {
        place.write(&format!("stems/{name}.wav"), wav(48_000, &pulses(48_000, 0.5, 200.0, 5)));
    }
    place.run("mix stems -o out -q --dry-run").fine();
    place.run("export out/recipe.json --to dawproject -o a/song.dawproject -q").fine();
    place.run("export out/recipe.json --to reaper -o a/song.rpp -q").fine();
    let mut reader = DawprojectReader::open(place.path("a/song.dawproject")).unwrap();
    reader.read_dawproject().unwrap();
    assert_eq!(reader.file_names().filter(|name| name.starts_with("audio/")).count(), 4);
}

/// Volumes and pans of a project as another reader finds them, over the audio inside it.
fn summed(place: &Place, name: &str) -> [Vec<f64>; 2] {
    let mut reader = DawprojectReader::open(place.path(name)).unwrap();
    reader.read_dawproject().unwrap();
    let project = reader.build_dawproject().unwrap().project;
    let lanes = &project.arrangement.as_ref().unwrap().lanes.as_ref().unwrap().content;
    let mut sum = [Vec::new(), Vec::new()];
    for content in &project.structure.as_ref().unwrap().content {
        let ProjectStructureElementTypeContent::Track(bus) = content else { continue };
        for track in &bus.track {
            let gain = volume(bus) * volume(track);
            let pan = track.channel.as_ref().unwrap().pan.as_ref().unwrap().value.as_ref();
            let pan: f64 = pan.unwrap().parse().unwrap();
            let file = lanes.iter().find_map(|lane| match lane {
                ClipTypeContent::Lanes(lane) if lane.track == track.id => file_of(&lane.content),
                _ => None,
            });
            let mut bytes = Vec::new();
            reader.by_name(&file.unwrap()).unwrap().read_to_end(&mut bytes).unwrap();
            place.write("inside.wav", bytes);
            let (_, channels) = decode(&place.path("inside.wav"));
            // Constant power, 0 dB in the middle, as the page on DAWs says.
            let angle = pan * std::f64::consts::FRAC_PI_2;
            let sides = [angle.cos(), angle.sin()].map(|side| side * std::f64::consts::SQRT_2);
            for (side, (sum, law)) in sum.iter_mut().zip(sides).enumerate() {
                let source = &channels[side.min(channels.len() - 1)];
                sum.resize(sum.len().max(source.len()), 0.0);
                let law = if channels.len() == 1 { law } else { 1.0 };
                sum.iter_mut().zip(source).for_each(|(sum, x)| *sum += gain * law * f64::from(*x));
            }
        }
    }
    sum
}

fn volume(track: &TrackType) -> f64 {
    let volume = track.channel.as_ref().unwrap().volume.as_ref().unwrap();
    volume.value.as_ref().unwrap().parse().unwrap()
}

fn file_of(content: &[ClipTypeContent]) -> Option<String> {
    content.iter().find_map(|content| match content {
        ClipTypeContent::Clips(clips) => match clips.clip[0].content.as_ref() {
            Some(ClipTypeContent::Audio(audio)) => Some(audio.file.path.clone()),
            _ => None,
        },
        _ => None,
    })
}

/// Faders and pans are exact: stems times volume times pan, read back by somebody else's reader, is
/// the engine's premaster. Gains there are polynomials in single precision, right to about 2·10⁻⁷,
/// four of them and the rounding of the file: −120 dB under the peak.
#[test]
fn faders_and_pans_of_a_project_null_against_the_engine() {
    let place = song();
    plan(
        &place,
        &[
            ("bass", "fader", json!({ "gain_db": -3.7 })),
            ("kick", "fader", json!({ "gain_db": 2.25 })),
            ("lead_vocal", "fader", json!({ "gain_db": -11.0 })),
            ("mono", "fader", json!({ "gain_db": 1.5 })),
            ("mono", "pan", json!({ "position_pct": -37 })),
            ("mono", "trim", json!({ "gain_db": -9 })),
            ("drum_bus", "fader", json!({ "gain_db": 1.1 })),
            ("vocal_bus", "fader", json!({ "gain_db": -2.2 })),
        ],
    );
    place.run("render out/recipe.json -o again -q").fine();
    place.run("export out/recipe.json --to dawproject -o a/s.dawproject -q").fine();
    let (_, ours) = decode(&place.path("again/mix_premaster.wav"));
    let theirs = summed(&place, "a/s.dawproject");
    let (mut peak, mut rest) = (0.0_f64, 0.0_f64);
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert!(ours.len() >= theirs.len());
        for (ours, theirs) in ours.iter().zip(theirs) {
            peak = peak.max(f64::from(*ours).abs());
            rest = rest.max((f64::from(*ours) - theirs).abs());
        }
    }
    let null_db = 20.0 * (rest / peak).log10();
    println!("null of faders and pans: {null_db:.1} dB");
    assert!(peak > 0.1 && null_db < -120.0, "{null_db} dB");
}

const RATE_HZ: f64 = 48_000.0;
const FRAMES: usize = 12_000;

/// The device that a move becomes, and the console it is folded into.
fn device(action: &str, params: &Value) -> (Device, recipe::Console) {
    let stem = |id: &str| {
        json!({ "id": id, "file": "a.wav", "hash": format!("b3:{:064}", 1), "sample_rate_hz": 48_000,
                "channels": 2, "frames": FRAMES,
                "role": { "is": "synth", "confidence": 1.0, "from": "user" } })
    };
    let is_master = matches!(action, "soft_clip" | "limiter");
    let target = match action {
        "delay" => "delay",
        _ if is_master => "master",
        _ => "a",
    };
    let one = |id: &str, target: &str, action: &str, params: &Value| {
        json!({ "id": id, "target": target, "action": action, "params": params, "reason": "test",
                "scope": "user", "by": "user" })
    };
    let text = json!({
        "recipe": 1, "engine": "0.1.0",
        "session": { "sample_rate_hz": 48_000, "frames": FRAMES, "tail_frames": 0,
                     "stems": [stem("a"), stem("b")] },
        "brief": { "profile": "neutral", "profile_from": "default", "lufs": -14.0,
                   "ceiling_dbtp": -1.0, "width_pct": 100.0 },
        "moves": [one("m1", target, action, params),
                  one("m2", "a", "delay_send", &json!({ "level_db": 0 }))] });
    let recipe = Recipe::from_json(&text.to_string()).unwrap();
    let console = recipe::fold(&recipe).unwrap();
    let session = session(&recipe, &console, &Labels::default());
    let devices = session.tracks.into_iter().flat_map(|track| track.devices);
    let mut found = devices.filter(|device| device.action.name() == action);
    (found.next().unwrap(), console)
}

/// A beat that rises from silence to full scale, with hiss, and another one to listen to.
fn signals() -> [Vec<[f32; 2]>; 2] {
    let rise = |mut frames: Vec<[f32; 2]>| {
        for (at, frame) in frames.iter_mut().enumerate() {
            // The pulses fall as they go; this takes the fall back and lets them rise.
            let share = at as f32 / FRAMES as f32;
            let gain = 3.0 * (3.0 * share).exp() * share * share;
            frame.iter_mut().for_each(|sample| *sample *= gain);
        }
        frames
    };
    [rise(pulses(48_000, 0.25, 440.0, 3)), rise(pulses(48_000, 0.25, 90.0, 7))]
}

/// How far what the effect of a project gives is from what the engine's processor gives, in dB
/// under the peak of the latter.
fn null_db(action: &str, params: &Value, make: impl FnOnce(&recipe::Console) -> Ours) -> f64 {
    let (device, console) = device(action, params);
    let channel = device.key.map(|_| 2);
    let name = jsfx::name(device.action).unwrap();
    let mut effect = Effect::new(&jsfx::text(name), &jsfx::values(&device, channel), RATE_HZ);
    let [input, key] = signals();
    let theirs: Vec<[f64; 2]> = input
        .iter()
        .zip(&key)
        .map(|(frame, key)| effect.frame(&[frame[0], frame[1], key[0], key[1]]))
        .collect();
    let mut ours = make(&console);
    // In the engine a strip lags its key by 10 ms.
    let lag = if device.key.is_some() { 480 } else { 0 };
    let late = |side: usize| -> Vec<f32> {
        let audio = input[..FRAMES - lag].iter().map(|frame| frame[side]);
        std::iter::repeat_n(0.0, lag).chain(audio).collect()
    };
    let heard = [0, 1].map(|side| key.iter().map(|frame| frame[side]).collect::<Vec<_>>());
    let [mut left, mut right] = [late(0), late(1)];
    let dry = left.clone();
    let latency = ours(&mut Block::stereo(&mut left, &mut right), (&heard[0], &heard[1]));
    // What either delays the audio by is no difference.
    let (skip_ours, skip_theirs) = (latency, effect.latency() - lag);
    let (mut peak, mut rest) = (0.0_f64, 0.0_f64);
    let moved = left[latency..].iter().zip(&dry).map(|(wet, dry)| (wet - dry).abs());
    assert!(moved.fold(0.0, f32::max) > 0.01, "{action} does nothing here");
    for at in 0..FRAMES - skip_ours.max(skip_theirs) {
        let ours = [left[at + skip_ours], right[at + skip_ours]].map(f64::from);
        for (ours, theirs) in ours.into_iter().zip(theirs[at + skip_theirs]) {
            peak = peak.max(ours.abs());
            rest = rest.max((ours - theirs).abs());
        }
    }
    assert!(peak > 0.05, "{action} gives silence");
    20.0 * (rest / peak).log10()
}

type Ours = Box<dyn FnMut(&mut Block<'_>, (&[f32], &[f32])) -> usize>;

fn plain<P: Params>(params: P) -> Ours
where
    P::Processor: 'static,
{
    let stream = StreamSpec { sample_rate_hz: RATE_HZ, block_frames_max: FRAMES, channels: 2 };
    let mut processor = params.prepare(stream).unwrap();
    Box::new(move |block, _| {
        processor.process(block);
        processor.latency_frames()
    })
}

/// What the translation calls exact is: the effects say the engine's formulas in double precision,
/// the engine works with single-precision gains and polynomial logarithms that are right to about
/// 2·10⁻⁷ of a gain each; a detector's level is off by 10⁻⁵ dB, times the ratio.
#[test]
fn effects_called_exact_null_against_the_engine() {
    const EXACT_DB: f64 = -100.0;
    let mut nulls = Vec::new();
    for slope in [6, 12, 18, 48] {
        let params = json!({ "freq_hz": 180, "slope_db_per_oct": slope });
        let null = null_db("high_pass", &params, |it| plain(it.strips[0].high_pass.unwrap()));
        nulls.push(("high_pass", null));
        let params = json!({ "freq_hz": 3_000, "slope_db_per_oct": slope });
        let null = null_db("low_pass", &params, |it| plain(it.strips[0].low_pass.unwrap()));
        nulls.push(("low_pass", null));
    }
    let shapes = ["bell", "low_shelf", "high_shelf", "notch", "band_pass", "all_pass", "tilt"];
    for (shape, gain_db, freq_hz, q) in
        shapes.into_iter().flat_map(|shape| [(shape, 5.5, 700, 1.2), (shape, -7.25, 12_000, 0.4)])
    {
        let params = json!({ "shape": shape, "gain_db": gain_db, "freq_hz": freq_hz, "q": q });
        let null = null_db("eq", &params, |it| plain(it.strips[0].eq[0]));
        nulls.push((shape, null));
    }
    let params = json!({ "threshold_db": -32, "ratio": 4, "range_db": 30, "hold_ms": 5 });
    nulls.push(("gate", null_db("gate", &params, |it| plain(it.strips[0].gate.unwrap()))));
    for params in [
        json!({ "threshold_db": -24, "ratio": 3, "attack_ms": 3, "release_ms": 60, "makeup_db": 2 }),
        json!({ "threshold_db": -20, "ratio": 8, "knee_db": 0, "detector": "rms", "mix_pct": 60,
                "lookahead_ms": 2, "key_low_hz": 150, "key_high_hz": 6000, "range_db": 9 }),
    ] {
        let make = |it: &recipe::Console| plain(it.strips[0].compressor.unwrap());
        nulls.push(("compressor", null_db("compressor", &params, make)));
    }
    for shape in ["bell", "low_shelf", "high_shelf"] {
        let params = json!({ "shape": shape, "freq_hz": 900, "q": 1.3, "threshold_db": -30,
                             "ratio": 4, "range_db": -8 });
        let make = |it: &recipe::Console| plain(it.strips[0].dynamic_eq[0].params);
        nulls.push(("dynamic_eq", null_db("dynamic_eq", &params, make)));
    }
    let params = json!({ "freq_hz": 4_000, "threshold_db": -40, "range_db": 8 });
    let make = |it: &recipe::Console| plain(it.strips[0].de_esser.unwrap());
    nulls.push(("de_esser", null_db("de_esser", &params, make)));
    let params = json!({ "width_pct": 130, "mono_below_hz": 140 });
    nulls.push(("width", null_db("width", &params, |it| plain(it.strips[0].width))));
    let params = json!({ "time_ms": 31.7, "feedback_pct": 40, "ping_pong_pct": 70 });
    nulls.push(("delay", null_db("delay", &params, |it| plain(it.returns.delay.unwrap().0))));
    for (name, null) in &nulls {
        assert!(*null < EXACT_DB, "{name}: {null:.1} dB of {nulls:?}");
    }
}

#[test]
fn keyed_effects_hear_their_key_ahead_of_the_audio_as_the_engine_does() {
    let stream = StreamSpec { sample_rate_hz: RATE_HZ, block_frames_max: FRAMES, channels: 2 };
    let params = json!({ "threshold_db": -30, "ratio": 5, "range_db": 12, "key": "b",
                         "attack_ms": 2, "release_ms": 40 });
    let duck = null_db("duck", &params, |it| {
        let mut duck = it.strips[0].duck.unwrap().0.prepare(stream).unwrap();
        Box::new(move |block, (left, right)| {
            duck.process_keyed(block, (left, Some(right)));
            duck.latency_frames()
        })
    });
    let params = json!({ "threshold_db": -40, "ratio": 5, "range_db": -9, "key": "b",
                         "freq_hz": 400 });
    let band = null_db("dynamic_eq", &params, |it| {
        let mut band = it.strips[0].dynamic_eq[0].params.prepare(stream).unwrap();
        Box::new(move |block, (left, right)| {
            band.process_keyed(block, (left, Some(right)));
            0
        })
    });
    assert!(duck < -100.0 && band < -100.0, "{duck} {band}");
}

/// The limiter of a project works on samples: none of them is over the ceiling. The engine's takes
/// the peaks between them as well, so that the two differ, and are called near.
#[test]
fn the_limiter_of_a_project_keeps_its_samples_under_the_ceiling() {
    let (device, _) = device("limiter", &json!({ "ceiling_dbtp": -3 }));
    assert_eq!(device.action, Action::Limiter);
    let text = jsfx::text("limiter");
    let mut effect = Effect::new(&text, &jsfx::values(&device, None), RATE_HZ);
    let ceiling = 10.0_f64.powf(-3.0 / 20.0);
    let [input, _] = signals();
    let loudest = input.iter().flat_map(|frame| effect.frame(frame));
    let loudest = loudest.fold(0.0, |peak: f64, sample| peak.max(sample.abs()));
    assert!((0.9 * ceiling..=ceiling * (1.0 + 1e-9)).contains(&loudest), "{loudest} {ceiling}");
}
