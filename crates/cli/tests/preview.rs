//! `preview`: the same samples as the whole song's master (T27).

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use common::{Place, decode, pulses, wav};
use serde_json::Value;

fn song(seconds: f32) -> Place {
    let place = Place::new();
    place.song(seconds);
    place
}

/// The samples of the excerpt are those of the master from `start_s` on, bit by bit.
#[track_caller]
fn assert_same(place: &Place, master: &str, excerpt: &str, (start_s, length_s): (f64, f64)) {
    let (rate, whole) = decode(&place.path(master));
    let (excerpt_rate, part) = decode(&place.path(excerpt));
    assert_eq!(rate, excerpt_rate);
    let from = (start_s * f64::from(rate)) as usize;
    let frames = (length_s * f64::from(rate)) as usize;
    for (whole, part) in whole.iter().zip(&part) {
        assert_eq!(part.len(), frames);
        let off = part.iter().zip(&whole[from..]).position(|(a, b)| a.to_bits() != b.to_bits());
        assert_eq!(off, None, "the first frame that differs");
        assert!(part.iter().any(|sample| sample.abs() > 0.05), "it sounds");
    }
}

/// The excerpt ends seconds before the song does, so that it is made of less than the whole.
#[test]
fn an_excerpt_is_the_same_span_of_the_master_bit_by_bit() {
    let place = song(7.0);
    for (options, name) in [
        ("--profile pop", "wav"),
        ("--profile hip_hop --bit-depth 16 --noise-shaping --format flac", "flac"),
        ("--bit-depth 32f", "wav"),
        ("--sample-rate 44100 --seed 7", "wav"),
    ] {
        place.run(&format!("mix stems -o out -q {options}")).fine();
        let line = "preview out/recipe.json -o hear -q --start 2 --length 2.5 --no-cache";
        place.run(line).fine();
        let (master, excerpt) =
            (format!("out/master_final.{name}"), format!("hear/excerpt.{name}"));
        assert_same(&place, &master, &excerpt, (2.0, 2.5));
    }
}

/// The loudness is found for the whole song, of which the span is a part.
#[test]
fn an_excerpt_that_holds_the_loudness_is_that_of_the_render_that_holds_it() {
    let place = song(7.0);
    place.run("mix stems -o out -q --lufs -24").fine();
    let text = String::from_utf8(place.read("out/recipe.json")).unwrap();
    let mut recipe: Value = serde_json::from_str(&text).unwrap();
    for one in recipe["moves"].as_array_mut().unwrap() {
        if one["action"] == "fader" {
            one["params"]["gain_db"] = (-12.0).into();
        }
    }
    place.write("out/quiet.json", recipe.to_string());
    place.run("render out/quiet.json -o held -q --retarget").fine();
    let span = "--start 2 --length 2.5 --no-cache";
    place.run(&format!("preview out/quiet.json -o hear -q --retarget {span}")).fine();
    assert_same(&place, "held/master_final.wav", "hear/excerpt.wav", (2.0, 2.5));
    place.run(&format!("preview out/quiet.json -o stands -q {span}")).fine();
    assert!(place.read("stands/excerpt.wav") != place.read("hear/excerpt.wav"));
}

#[test]
fn an_excerpt_does_not_depend_on_threads_and_blocks() {
    let place = song(5.0);
    place.run("mix stems -o out -q --dry-run").fine();
    let line = "preview out/recipe.json -q --start 1 --length 2 --no-cache";
    place.run(&format!("{line} -o a --threads 1")).fine();
    place.run(&format!("{line} -o b --threads 3 --block-frames 777")).fine();
    for name in place.names("a") {
        assert!(place.read(&format!("a/{name}")) == place.read(&format!("b/{name}")), "{name}");
    }
}

#[test]
fn the_end_of_the_song_is_the_end_of_the_excerpt() {
    let place = song(3.0);
    place.run("mix stems -o out -q").fine();
    place.run("preview out/recipe.json -o hear -q --start 2 --length 60").fine();
    let (rate, whole) = decode(&place.path("out/master_final.wav"));
    let length_s = whole[0].len() as f64 / f64::from(rate) - 2.0;
    assert_same(&place, "out/master_final.wav", "hear/excerpt.wav", (2.0, length_s));
    place.run("preview out/recipe.json -o x --start 90").failed(2, &["the song ends at"]);
    assert!(place.names("x").is_empty());
}

/// One stem plays all the time, the other two from 4 to 8 s: that is where to listen.
#[test]
fn unless_asked_it_is_where_most_stems_sound() {
    let place = Place::new();
    let middle = |seed| -> Vec<[f32; 2]> {
        let mut frames = pulses(48_000, 12.0, 300.0 * seed as f32, seed);
        for (at, frame) in frames.iter_mut().enumerate() {
            if !(4 * 48_000..8 * 48_000).contains(&at) {
                *frame = [0.0; 2];
            }
        }
        frames
    };
    place.write("stems/pad.wav", wav(48_000, &pulses(48_000, 12.0, 110.0, 1)));
    place.write("stems/lead.wav", wav(48_000, &middle(2)));
    place.write("stems/bell.wav", wav(48_000, &middle(3)));
    place.run("mix stems -o out -q").fine();
    let ran = place.run("preview out/recipe.json --length 4 --json").fine();
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told["start_s"], 4.0, "{told}");
    assert!(told["why"].as_str().unwrap().starts_with("3 of 3 stems sound"), "{told}");
    assert_same(&place, "out/master_final.wav", "out/preview/excerpt.wav", (4.0, 4.0));
}

/// MP3 and the fades of nothing aside, all three are as loud as they say, within half a unit.
#[test]
fn stems_mix_and_master_are_compared_at_one_loudness() {
    let place = song(6.0);
    place.run("mix stems -o out -q --profile pop").fine();
    let ran = place.run("preview out/recipe.json -o hear --start 1 --length 4 --json").fine();
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    let names: Vec<String> =
        place.names("hear").into_iter().filter(|name| name.starts_with("excerpt_")).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    for name in names {
        let ran = place.run(&format!("analyze hear/{name} --json --no-cache")).fine();
        let heard: Value = serde_json::from_str(&ran.out).unwrap();
        let lufs = &heard[0]["stems"][0]["measured"]["integrated_lufs"];
        let off = lufs.as_f64().unwrap() - told["level_lufs"].as_f64().unwrap();
        assert!(off.abs() < 0.5, "{name}: {off} LU, {told}");
    }
}
