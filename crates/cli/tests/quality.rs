//! `bench quality`, from folders of stems to numbers.

mod common;

use common::{Place, pulses, wav};
use serde_json::Value;

const RATE_HZ: u32 = 16_000;

/// A song of four stems at levels that a person might like, one of them mono.
fn song(place: &Place, folder: &str, seed: u32) {
    let stems = [("kick", 60.0, 0.9), ("bass", 110.0, 0.5), ("lead_vocal", 440.0, 0.7)];
    let mut toml =
        format!("title = \"{folder}\"\nbpm = 120.0\nplain_sum_is_human_balance = true\n");
    for (index, (name, hz, gain)) in stems.into_iter().enumerate() {
        let mut frames = pulses(RATE_HZ, 3.0, hz, seed + index as u32);
        frames.iter_mut().flatten().for_each(|x| *x *= gain);
        place.write(&format!("{folder}/{name}.wav"), wav(RATE_HZ, &frames));
        toml += &format!("[[stem]]\nname = \"{name}\"\nfile = \"{name}.wav\"\nrole = \"{name}\"\n");
    }
    let mono: Vec<[f32; 1]> =
        pulses(RATE_HZ, 2.5, 660.0, seed + 9).iter().map(|[left, _]| [0.2 * left]).collect();
    place.write(&format!("{folder}/piano.wav"), wav(RATE_HZ, &mono));
    toml += "[[stem]]\nfile = \"piano.wav\"\n";
    place.write(&format!("{folder}/song.toml"), toml);
}

fn score(results: &Value, song: usize, run: usize, who: &str, id: &str) -> f64 {
    let scores = &results["songs"][song]["runs"][run]["scores"][who][id];
    scores.as_f64().unwrap_or_else(|| panic!("no {who} {id}: {results:#}"))
}

#[test]
fn a_bench_tells_the_same_on_any_number_of_threads_and_beside_itself_nothing_has_changed() {
    let place = Place::new();
    song(&place, "songs/a", 1);
    song(&place, "songs/b", 20);
    let line = "bench quality songs --quick --anonymous --seeds 2 --quiet";
    let one = place.run(&format!("{line} --threads 1 --save one.json --html page.html")).fine();
    let two = place.run(&format!("{line} --threads 2 --json --previous one.json")).fine();
    assert!(one.out.contains("balance error of the planned faders"), "{}", one.out);
    let then = place.json("one.json");
    let now: Value = serde_json::from_str(&two.out).unwrap();
    for (song, run) in [(0, 0), (0, 1), (0, 2), (1, 0)] {
        let ours = score(&now, song, run, "ours", "t1_planned_lu");
        for other in [
            score(&then, song, run, "ours", "t1_planned_lu"),
            score(&now, song, run, "b3", "t1_planned_lu"),
        ] {
            assert_eq!(ours.to_bits(), other.to_bits());
        }
    }
    // Nothing was changed in the last run of a song: nobody does better than who does nothing.
    assert_eq!(now["songs"][0]["runs"][2]["perturb"], "none");
    assert!(score(&now, 0, 2, "b0", "t1_lu") < 1e-6);
    // Stems 12 dB off either way.
    let off = score(&now, 0, 0, "b0", "t1_lu");
    assert!((0.1..=12.0).contains(&off), "{off}");
    assert!(score(&now, 0, 0, "b1", "t1_lu") > 1.0);
    let page = String::from_utf8(place.read("page.html")).unwrap();
    assert!(page.contains("<svg") && page.contains("prefers-color-scheme: dark"));
    assert!(!page.contains("<script") && !page.contains("http://www.w3.org/1999/xlink"));
}

#[test]
fn what_is_judged_is_the_audio_that_comes_out() {
    let place = Place::new();
    song(&place, "a", 1);
    let ran = place.run("bench quality a --seeds 1 --json --quiet").fine();
    let results: Value = serde_json::from_str(&ran.out).unwrap();
    let has = |id: &str| score(&results, 0, 0, "ours", id);
    assert!(has("t1_lu") > 0.0 && has("t4_order_lu") < 1e-9, "{results:#}");
    assert!((0.0..=100.0).contains(&has("t28")) && has("t7_over_db") < 0.2);
    // Alone, a song has no other to learn roles from, and nothing came before.
    let scores = &results["songs"][0]["runs"][0]["scores"];
    assert!(scores["b2"].is_null() && scores["b3"].is_null());
    assert_eq!(results["analyses"][0]["tempo"]["truth"], "120.0");
}

#[test]
fn folders_that_cannot_be_judged_are_told_with_the_reason() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("empty")).unwrap();
    let run = |line: &str| place.run(&format!("bench quality {line} --quick --quiet"));
    run("empty").failed(3, &["`empty` holds no song.toml"]);
    run("nowhere").failed(3, &["`nowhere` could not be read"]);
    place.write("bad/song.toml", "title = ");
    run("bad").failed(3, &["bad/song.toml", "line 1"]);
    place.write("none/song.toml", "title = 'x'\nplain_sum_is_human_balance = true\n");
    run("none").failed(3, &["none/song.toml", "names 0 stems"]);
    place.write("gone/song.toml", "[[stem]]\nfile = 'a.wav'\n[[stem]]\nfile = 'b.wav'\n");
    run("gone").failed(3, &["gone/song.toml", "the stem `a` is missing"]);
    song(&place, "dumb", 5);
    let text = String::from_utf8(place.read("dumb/song.toml")).unwrap();
    place.write("dumb/song.toml", text.replace("= true", "= false"));
    run("dumb").failed(3, &["no song can be judged"]);
    song(&place, "noise", 5);
    place.write("noise/kick.wav", "no audio at all");
    run("noise").failed(3, &["noise/kick.wav"]);
}

#[test]
fn a_song_that_is_silent_is_left_out_and_the_others_are_judged() {
    let place = Place::new();
    song(&place, "songs/a", 1);
    song(&place, "songs/mute", 2);
    for name in ["kick", "bass", "lead_vocal", "piano"] {
        place.write(&format!("songs/mute/{name}.wav"), wav(RATE_HZ, &vec![[0.0; 2]; 48_000]));
    }
    let ran = place.run("bench quality songs --quick --seeds 1 --quiet").fine();
    assert!(ran.out.contains("no balance to judge: mute"), "{}", ran.out);
    assert!(ran.out.contains("1 song, 1 run"), "{}", ran.out);
}

#[test]
fn a_previous_result_of_another_kind_is_refused() {
    let place = Place::new();
    song(&place, "a", 1);
    place.run("bench quality a --quick --seeds 1 --quiet --save quick.json").fine();
    place
        .run("bench quality a --seeds 1 --quiet --previous quick.json")
        .failed(2, &["the previous result has quick true"]);
    place.write("odd.json", "{}");
    place.run("bench quality a --quiet --previous odd.json").failed(3, &["odd.json"]);
}
