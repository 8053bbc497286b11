//! `doctor` and `bench doctor`: what is found, what is told, and the exit code.

mod common;

use common::{Place, mixmaster, pulses, wav};

fn example() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/song").to_owned()
}

/// A drum with noise all over the spectrum.
fn drum(seed: u32, gain: f32) -> Vec<[f32; 2]> {
    let mut state = seed;
    (0..480_000)
        .map(|frame| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (state >> 8) as f32 / 8_388_608.0 - 1.0;
            let level = 0.3 * (-((frame % 24_000) as f32) / 4_000.0).exp();
            [gain * level * noise; 2]
        })
        .collect()
}

#[test]
fn the_clean_example_gets_no_repair() {
    let output = mixmaster().args(["doctor", &example(), "--json"]).output().unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = found["findings"].as_array().unwrap();
    assert!(findings.iter().all(|finding| finding["is_mended"] == false), "{findings:#?}");
    assert_eq!(found["correlation"].as_array().unwrap().len(), 8);
}

#[test]
fn an_inverted_twin_is_told_with_what_mix_does_and_another_exit_code() {
    let place = Place::new();
    place.write("stems/bass.wav", wav(48_000, &pulses(48_000, 10.0, 110.0, 2)));
    place.write("stems/drum_a.wav", wav(48_000, &drum(1, 1.0)));
    place.write("stems/drum_b.wav", wav(48_000, &drum(1, -0.5)));
    let ran = place.run("doctor stems");
    assert_eq!(ran.code, 6, "{}", ran.err);
    assert!(ran.out.contains("upside down against drum_a"), "{}", ran.out);
    assert!(ran.out.contains("mix: polarity turned"), "{}", ran.out);
    place.run("mix stems -o out --dry-run --no-repair").fine();
    let recipe = place.json("out/recipe.json");
    assert_eq!(recipe["brief"]["bypass_repair"], true);
    let moves = recipe["moves"].as_array().unwrap();
    assert!(moves.iter().all(|one| one["action"] != "polarity"));
}

/// Nothing about a stem is wrong because it was coded once, or holds one sound on two channels.
#[test]
fn notes_are_no_failure_unless_they_are_asked_for() {
    let place = Place::new();
    let noisy: Vec<[f32; 2]> = drum(3, 1.0);
    place.write("stems/drum.wav", wav(48_000, &noisy));
    place.write("stems/other.wav", wav(48_000, &drum(9, 0.7)));
    let ran = place.run("doctor stems");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("note: no need: it is mixed as one sound"), "{}", ran.out);
    assert!(ran.out.contains("0 surely wrong") && ran.out.contains("2 notes"), "{}", ran.out);
    assert_eq!(place.run("doctor stems --strict").code, 6);
}

/// T19 in small: faults put into the example song. The larger table is `bench doctor` by hand.
#[test]
fn clear_faults_are_found_and_nothing_else_is_repaired() {
    let words = ["bench", "doctor", &example(), "--seconds", "20", "--seeds", "2", "--json"];
    let output = mixmaster().args(words).output().unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["repairs_of_clean_stems"], 0);
    let cases = found["cases"].as_array().unwrap();
    let clear = cases.iter().filter(|case| case["is_clear"] == true && case["fault"] != "");
    let (tried, sure) = clear.fold((0, 0), |(tried, sure), case| {
        (tried + case["tried"].as_u64().unwrap(), sure + case["sure"].as_u64().unwrap())
    });
    assert!(10 * sure >= 9 * tried, "{sure} of {tried}: {cases:#?}");
    assert!(found["precision_of_repairs"].as_f64().unwrap() >= 0.99, "{cases:#?}");
    assert!(found["precision_of_sure_findings"].as_f64().unwrap() >= 0.99, "{cases:#?}");
    let bleed = cases.iter().find(|case| case["fault"] == "bleed").unwrap();
    assert_eq!(bleed["sure"], 0, "bleed may be the sound of the room: {bleed:#?}");
}
