//! Recipes changed in words, explained and compared, from files to files.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use common::{Place, decode, pulses, wav};

fn mixed() -> Place {
    let place = Place::new();
    place.song(4.0);
    place.run("mix stems -o out -q").fine();
    place
}

/// Words with spaces.
fn say(place: &Place, recipe: &str, words: &str, more: &[&str]) -> common::Ran {
    let mut command = common::mixmaster();
    command.args(["tweak", recipe, words]).args(more).current_dir(place.path(""));
    command.output().unwrap().into()
}

#[test]
fn a_sentence_is_written_heard_and_taken_back() {
    let place = mixed();
    let before = place.read("out/recipe.json");
    let ran = say(&place, "out/recipe.json", "vocal +3 dB; less mud on bass", &[]).fine();
    for word in ["lead_vocal", "t001.1", "fader", "Written to out/recipe.json"] {
        assert!(ran.out.contains(word), "no `{word}` in {}", ran.out);
    }
    assert_ne!(place.read("out/recipe.json"), before);
    place.run("render out/recipe.json -o again -q").fine();
    let explained = place.run("explain out/recipe.json lead_vocal").fine();
    assert!(explained.out.contains("vocal +3 dB"), "{}", explained.out);
    say(&place, "out/recipe.json", "undo last", &[]).fine();
    assert!(place.read("out/recipe.json") == before, "the bytes that were there before");
}

#[test]
fn another_file_elsewhere_finds_the_stems_and_renders() {
    let place = mixed();
    let before = place.read("out/recipe.json");
    std::fs::create_dir(place.path("new")).unwrap();
    let more = ["-o", "new/loud.json", "--render", "sound"];
    say(&place, "out/recipe.json", "drums +2 dB", &more).fine();
    assert!(place.read("out/recipe.json") == before);
    assert!(place.names("sound").contains(&"master_final.wav".to_owned()));
    assert_eq!(place.json("new/loud.json")["tweaks"][0]["words"], "drums +2 dB");
}

#[test]
fn what_is_not_understood_changes_nothing() {
    let place = mixed();
    let before = place.read("out/recipe.json");
    let ran = say(&place, "out/recipe.json", "vocal +1 dB; gitar louder", &[]);
    ran.failed(2, &["`gitar` was not understood", "vocal +1 dB", "did you mean"]);
    say(&place, "out/recipe.json", "vocal +1 dB in chorus", &[])
        .failed(2, &["no chorus in this song", "section A"]);
    assert!(place.read("out/recipe.json") == before);
    let ran = say(&place, "out/recipe.json", "kick louder", &["--dry-run"]).fine();
    assert!(ran.out.contains("Nothing was written"));
    assert!(place.read("out/recipe.json") == before);
}

#[test]
fn questions_are_answered_as_words_and_as_data() {
    let place = mixed();
    let ran = say(&place, "out/recipe.json", "what did you do to the bass?", &[]).fine();
    assert!(ran.out.contains("done to bass"), "{}", ran.out);
    let ran = say(&place, "out/recipe.json", "why is the bass quieter?", &["--json"]).fine();
    let data: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(data["changed"], false);
    assert_eq!(data["answers"][0]["about"][0], "bass");
}

#[test]
fn explain_knows_what_is_near() {
    let place = mixed();
    place.run("explain out/recipe.json lead_vocl").failed(2, &["did you mean `lead_vocal`?"]);
    place.run("explain out/recipe.json drum_bus").fine();
    // Names that people use.
    for name in ["vocals", "lead"] {
        let by_word = place.run(&format!("explain out/recipe.json {name}")).fine();
        assert_eq!(by_word.out, place.run("explain out/recipe.json lead_vocal").fine().out);
    }
    place.run("explain out/recipe.json trombone").failed(2, &["neither a target nor a move"]);
}

#[test]
fn the_same_is_no_difference_and_another_is_exit_code_one() {
    let place = mixed();
    let ran = place.run("diff out out").fine();
    assert_eq!(ran.out, "No difference.\n");
    let more = ["-o", "out/other.json", "--render", "other"];
    say(&place, "out/recipe.json", "lead_vocal +2 dB", &more).fine();
    let ran = place.run("diff out/recipe.json out/other.json");
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    for word in ["lead_vocal\n", "+ t001.1 fader", " fader ", " → "] {
        assert!(ran.out.contains(word), "no `{word}` in {}", ran.out);
    }
    let ran = place.run("diff out other --audio null.wav --json");
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    let data: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(data["identical"], false);
    assert_eq!(data["recipe"]["moves"][0]["change"], "added");
    assert_eq!(data["audio"][0]["delay_frames"], 0);
    let (rate, null) = decode(&place.path("null.wav"));
    let peak = null.iter().flatten().fold(0.0_f32, |peak, x| peak.max(x.abs()));
    assert!(rate == 48_000 && peak > 1e-4, "the difference is heard: {peak}");
}

#[test]
fn a_late_upside_down_quieter_copy_nulls() {
    let place = Place::new();
    let song = pulses(48_000, 4.0, 440.0, 1);
    let mut late = vec![[0.0; 2]; 100];
    late.extend(song.iter().map(|[left, right]| [-0.5 * left, -0.5 * right]));
    place.write("a.wav", wav(48_000, &song));
    place.write("b.wav", wav(48_000, &late));
    let ran = place.run("diff a.wav b.wav --audio null.wav --match-gain");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("100 frames (2.08 ms) later, upside down"), "{}", ran.out);
    assert!(ran.out.contains("at +6.02 dB"), "{}", ran.out);
    let (_, null) = decode(&place.path("null.wav"));
    let peak = null.iter().flatten().fold(0.0_f32, |peak, x| peak.max(x.abs()));
    assert!(peak < 1e-6 && null[0].len() == song.len(), "{peak} in {}", null[0].len());
}

#[test]
fn what_cannot_be_compared_is_said() {
    let place = Place::new();
    place.write("a.wav", wav(48_000, &pulses(48_000, 2.0, 440.0, 1)));
    place.write("b.wav", wav(44_100, &pulses(44_100, 2.0, 440.0, 1)));
    let ran = place.run("diff a.wav b.wav");
    assert!(ran.code == 1 && ran.out.contains("Rates differ"), "{}{}", ran.out, ran.err);
    place.run("diff a.wav b.wav --audio n.wav").failed(3, &["no difference to write"]);
    place.run("diff a.wav none.wav").failed(3, &["none.wav"]);
    place.write("r.json", "{}");
    place.run("diff a.wav r.json").failed(2, &["one is audio"]);
    place.run("diff r.json r.json").failed(3, &["not a recipe"]);
    assert_eq!(place.names(""), ["a.wav", "b.wav", "r.json"]);
}
