//! Help and the shape of a command line.

mod common;

use common::{Place, Ran, mixmaster};

#[test]
fn every_command_has_help_with_examples() {
    for command in [
        "mix",
        "master",
        "analyze",
        "doctor",
        "check",
        "selftest",
        "render",
        "export",
        "preview",
        "waveform",
        "explain",
        "tweak",
        "diff",
        "bench speed",
        "bench doctor",
        "bench quality",
    ] {
        let words = format!("{command} --help");
        let ran = Place::new().run(&words).fine();
        assert!(ran.out.contains("Examples:\n  mixmaster"), "{command}: {}", ran.out);
        assert!(ran.out.contains(&format!("Usage: mixmaster {command}")), "{}", ran.out);
    }
    let ran = Place::new().run("--help").fine();
    assert!(ran.out.contains("Exit codes:\n  0    done"), "{}", ran.out);
}

#[test]
fn commands_answer_to_the_names_that_others_give_them() {
    let place = Place::new();
    place.song(1.0);
    for (line, same) in [
        ("stem-doctor stems --json", "doctor stems --json"),
        ("validate stems/kick.wav", "check stems/kick.wav"),
    ] {
        let (other, own) = (place.run(line), place.run(same));
        assert_eq!((other.code, &other.out), (own.code, &own.out), "{line}");
        assert!(!other.out.is_empty());
    }
}

#[test]
fn the_program_holds_itself_against_what_is_promised() {
    let place = Place::new();
    let ran = place.run("selftest --json").fine();
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told["passed"], true);
    let checks = told["checks"].as_array().unwrap();
    assert_eq!(checks.len(), 7, "{told}");
    assert!(checks.iter().all(|check| check["passed"] == true && check["found"].is_string()));
    assert!(place.names("").is_empty(), "nothing is left");
}

#[test]
fn the_version_is_data() {
    let ran = Place::new().run("--version").fine();
    assert_eq!(ran.out, format!("mixmaster {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn no_command_shows_the_help_and_is_an_error() {
    let ran: Ran = mixmaster().output().unwrap().into();
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("Usage: mixmaster"));
}

#[test]
fn wrong_words_are_one_error_and_one_hint() {
    let place = Place::new();
    place.run("mix -o out").failed(2, &["STEMS", "use it as"]);
    place.run("mix a.wav").failed(2, &["--out"]);
    place.run("mix a.wav -o out --lufz -9").failed(2, &["--lufz", "--lufs"]);
    place.run("mix a.wav -o out --bit-depth 8").failed(2, &["expected 16, 24 or 32f"]);
    place.run("mix a.wav -o out --preset polka").failed(2, &["polka", "expected one of neutral"]);
    place.run("mix a.wav -o out --profile pop --genre rock").failed(2, &["cannot be used with"]);
    let flac = "mix a.wav -o out --format flac --bit-depth 32f";
    place.run(flac).failed(2, &["FLAC holds integers", "--bit-depth 24"]);
    assert!(place.names("").is_empty());
}

#[test]
fn with_json_an_error_is_data_and_words() {
    let place = Place::new();
    for (line, code) in [("mix a.wav -o out --lufz --json", 2), ("mix a.wav -o out --json", 3)] {
        let ran = place.run(line).failed(code, &[]);
        let data: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(data["error"]["code"], code);
        assert!(data["error"]["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{data}");
    }
}
