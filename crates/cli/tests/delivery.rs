//! Several files of one master, what they say about themselves, lossy coding, and the release check.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

#[cfg(all(feature = "mp3", feature = "opus", feature = "vorbis"))]
use common::decode;
use common::{Place, pulses, wav};
#[cfg(all(feature = "mp3", feature = "opus", feature = "vorbis"))]
use media::Tag;
use media::{Decoder, Info};

fn info(place: &Place, name: &str) -> Info {
    let file = std::fs::File::open(place.path(name)).unwrap();
    Decoder::open(Box::new(file), None).unwrap().info().clone()
}

const TAGGED: &str = "--tag title=Overture --tag isrc=de-a01-23-45678 --tag year=2026";

#[cfg(all(feature = "mp3", feature = "opus", feature = "vorbis"))]
#[test]
fn one_master_becomes_many_files_and_a_recipe_gives_them_again() {
    let place = Place::new();
    place.song(3.0);
    let files = "--format wav:32f,flac:16,aiff,mp3:192,ogg,opus,mp3:320";
    place.run(&format!("mix stems -o out -q {files} {TAGGED} --sample-rate 44100")).fine();
    let names = [
        "master_final.wav",
        "master_final.flac",
        "master_final.aiff",
        "master_final_192.mp3",
        "master_final.ogg",
        "master_final.opus",
        "master_final_320.mp3",
    ];
    let report = place.json("out/report.json");
    let told: Vec<&str> = report["deliveries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["file"].as_str().unwrap())
        .collect();
    assert_eq!(told, names);
    let (_, master) = decode(&place.path("out/master_final.wav"));
    for name in names {
        let path = format!("out/{name}");
        let info = info(&place, &path);
        let tag = |tag| info.tags.get(tag).unwrap_or_default().to_owned();
        assert_eq!([tag(Tag::Title), tag(Tag::Isrc)], ["Overture", "DEA012345678"], "{name}");
        let rate_hz = if name.ends_with("opus") { 48_000 } else { 44_100 };
        assert_eq!(info.sample_rate_hz, rate_hz, "{name}");
        let (_, found) = decode(&place.path(&path));
        let seconds = |frames: usize, hz: u32| frames as f64 / f64::from(hz);
        let off = seconds(found[0].len(), rate_hz) - seconds(master[0].len(), 44_100);
        assert!(off.abs() < 1e-3, "{name}: {off} s longer");
    }
    // Dithered once: an error of rounding of q²/12 and a triangular dither of q²/6 make q/2.
    let (_, rounded) = decode(&place.path("out/master_final.flac"));
    let squares = master[0].iter().zip(&rounded[0]).map(|(a, b)| f64::from(a - b).powi(2));
    let steps = (squares.sum::<f64>() / master[0].len() as f64).sqrt() * 32_768.0;
    assert!((steps - 0.5).abs() < 0.02, "{steps} steps of 16 bits");
    place.run("render out/recipe.json -o again -q").fine();
    for name in names {
        let (one, two) = (place.read(&format!("out/{name}")), place.read(&format!("again/{name}")));
        assert!(one == two, "{name} differs");
    }
    assert!(!place.names("out").iter().any(|name| name.contains("float")));
}

#[test]
fn a_wave_says_its_measured_loudness() {
    let place = Place::new();
    place.song(3.0);
    let manifest = "title='A song'\nartist='Somebody'\nisrc='nonsense'\n\
                    [[stem]]\nfile='kick.wav'\n[[stem]]\nfile='bass.wav'\n";
    place.write("stems/song.toml", manifest);
    let ran = place.run(&format!("mix stems -o out {TAGGED}")).fine();
    assert!(ran.err.contains("`nonsense` is no ISRC"), "{}", ran.err);
    let info = info(&place, "out/master_final.wav");
    let bext = info.bext.unwrap();
    assert_eq!((bext.version, bext.description.as_str()), (2, "Somebody - Overture"));
    let after = place.json("out/report.json")["after"].clone();
    let off = bext.loudness.integrated_lufs.unwrap() - after["integrated_lufs"].as_f64().unwrap();
    // It is stored in hundredths.
    assert!(off.abs() <= 0.005 + 1e-9, "{off}");
    let off = bext.loudness.true_peak_dbtp.unwrap() - after["true_peak_dbtp"].as_f64().unwrap();
    assert!(off.abs() <= 0.005 + 1e-9, "{off}");
}

#[cfg(feature = "mp3")]
#[test]
fn a_codec_safe_master_stays_under_full_scale_after_coding() {
    let place = Place::new();
    let song = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/song");
    let words = format!("mix {song} -q --lufs -9 --ceiling 0 --codec-safe");
    place.run(&format!("{words} -o safe")).fine();
    let report = place.json("safe/report.json");
    let codecs = report["codecs"].as_array().unwrap();
    let first = |line: &serde_json::Value| line["first_true_peak_dbtp"].as_f64().unwrap();
    assert!(codecs.iter().any(|line| first(line) > 0.0), "nothing to correct: {codecs:?}");
    for line in codecs {
        assert_eq!(line["is_safe"], true, "{line}");
        assert!(line["true_peak_dbtp"].as_f64().unwrap() <= 0.0, "{line}");
    }
    place.run("render safe/recipe.json -o again -q").fine();
    assert!(place.read("safe/master_final.wav") == place.read("again/master_final.wav"));
}

#[test]
fn any_finished_file_gets_one_verdict() {
    let place = Place::new();
    let tone = |rate: u32, seconds: f32| pulses(rate, seconds, 220.0, 7);
    let mono: Vec<[f32; 1]> = tone(48_000, 4.0).iter().map(|[left, _]| [*left]).collect();
    place.write("mono.wav", wav(48_000, &mono));
    place.write("silent.wav", wav(48_000, &vec![[0.0; 2]; 96_000]));
    place.write("short.wav", wav(48_000, &tone(48_000, 3.0)));
    place.write("low.wav", wav(8_000, &tone(8_000, 4.0)));
    place.write("high.wav", wav(192_000, &tone(192_000, 2.0)));
    let with = |change: fn([f32; 2]) -> [f32; 2]| -> Vec<[f32; 2]> {
        tone(48_000, 5.0).into_iter().map(change).collect()
    };
    place.write("clipped.wav", wav(48_000, &with(|x| x.map(|x| (8.0 * x).clamp(-1.0, 1.0)))));
    place.write("offset.wav", wav(48_000, &with(|x| x.map(|x| x + 0.05))));
    place.write("opposite.wav", wav(48_000, &with(|[x, _]| [x, -x])));
    for (name, code, words) in [
        ("mono", 0, "ready, with notes"),
        ("silent", 6, "silence"),
        ("short", 0, "ready"),
        ("low", 6, "8000 Hz; expected 44100 Hz or more"),
        ("high", 0, "192000 Hz"),
        ("clipped", 6, "FAULT clipping"),
        ("offset", 0, "note offset"),
        ("opposite", 6, "FAULT correlation: -1.00"),
    ] {
        let ran = place.run(&format!("check {name}.wav"));
        assert_eq!(ran.code, code, "{name}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(words), "{name}: {}", ran.out);
        let data: serde_json::Value =
            serde_json::from_str(&place.run(&format!("check {name}.wav --json")).out).unwrap();
        let ready = data["verdict"] != "not_ready";
        assert_eq!(ready, code == 0, "{name}");
        assert!(data["checks"].as_array().unwrap().len() >= 14, "{name}");
    }
}

#[test]
fn a_platform_is_judged_by_its_rules_and_wrong_words_are_told() {
    let place = Place::new();
    place.song(3.0);
    place.run("mix stems -o out -q --lufs -14").fine();
    place.run("check out/master_final.wav --platform spotify").fine();
    let ran = place.run("check out/master_final.wav --platform broadcast_r128");
    assert_eq!(ran.code, 6, "{}", ran.out);
    assert!(ran.out.contains("louder than -23 LUFS"), "{}", ran.out);
    place.run("check out/master_final.wav --platform myspace").failed(2, &["spotify, apple_music"]);
    place.run("check nothing.wav").failed(3, &["nothing.wav"]);
    place.run("mix stems -o x --format m4a").failed(2, &["mp3, ogg or opus"]);
    place.run("mix stems -o x --tag isrc=1").failed(2, &["is no ISRC"]);
    place.run("mix stems -o x --codec-safe=3").failed(2, &["-24 to 0 dBTP"]);
}
