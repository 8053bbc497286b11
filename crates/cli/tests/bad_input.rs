//! What is wrong is told once, with what was found and what to do, and leaves nothing behind.

mod common;

use common::{Place, mixmaster, pulses, riff, wav};

/// Mixes `bytes` as the only stem; the run must fail with `code` and leave nothing.
#[track_caller]
fn refuse(bytes: impl AsRef<[u8]>, code: i32, words: &[&str]) {
    let place = Place::new();
    place.write("odd.wav", bytes);
    let ran = place.run("mix odd.wav -o out").failed(code, words);
    assert_eq!(ran.out, "");
    assert_eq!(place.names(""), ["odd.wav"]);
}

fn steady(value: f32) -> Vec<u8> {
    wav(48_000, &vec![[value; 2]; 96_000])
}

#[test]
fn one_sample_is_too_short() {
    refuse(wav(48_000, &[[0.5, 0.5]]), 3, &["1 frames", "400 ms"]);
}

#[test]
fn silence_is_nothing_to_mix() {
    refuse(steady(0.0), 3, &["silent", "muted"]);
}

#[test]
fn samples_that_are_no_numbers_are_named_with_their_place() {
    refuse(steady(f32::NAN), 3, &["odd.wav", "sample 0 of channel 0 is not a number"]);
    refuse(steady(f32::INFINITY), 3, &["odd.wav", "sample 0 of channel 0 is infinite"]);
    refuse(steady(1e30), 3, &["odd.wav", "is 1e30", "+60 dBFS", "scaled to ±1"]);
    let mut late = vec![[0.1_f32; 2]; 96_000];
    late[70_000][1] = f32::NEG_INFINITY;
    refuse(wav(48_000, &late), 3, &["sample 70000 of channel 1 is infinite"]);
}

#[test]
fn a_header_that_ends_early_is_damaged() {
    let whole = steady(0.1);
    refuse(&whole[..20], 3, &["odd.wav", "header"]);
    refuse(&whole[..2], 3, &["odd.wav"]);
    refuse("", 3, &["odd.wav", "empty", "export it again"]);
}

#[test]
fn only_mono_and_stereo_can_be_used() {
    refuse(riff(1, 0, 48_000, 16, &[0; 64], 64), 3, &["0 channels"]);
    refuse(riff(1, 7, 48_000, 16, &[0; 140], 140), 3, &["7 channels", "expected 1 or 2"]);
}

#[test]
fn a_gigabyte_claimed_in_a_kilobyte_is_no_gigabyte() {
    let file = riff(1, 2, 48_000, 16, &[1; 1_000], 1_000_000_000);
    refuse(file, 3, &["250 frames"]);
}

#[test]
fn text_is_no_audio_whatever_its_name() {
    refuse("Dear sir or madam,\n", 3, &["odd.wav", "expected audio"]);
}

#[test]
fn a_size_that_lies_is_a_warning_when_there_is_audio() {
    let place = Place::new();
    let data: Vec<u8> =
        pulses(48_000, 2.0, 220.0, 1).iter().flatten().flat_map(|x| x.to_le_bytes()).collect();
    place.write("short.wav", riff(3, 2, 48_000, 32, &data, 4_000_000));
    let ran = place.run("mix short.wav -o out").fine();
    assert!(ran.err.contains("warning: `short.wav`: the file is cut short"), "{}", ran.err);
    let warnings = &place.json("out/report.json")["input_analysis"]["stems"][0]["warnings"];
    assert!(warnings[0].as_str().unwrap().contains("cut short"), "{warnings}");
}

#[test]
fn odd_but_real_audio_is_mixed() {
    let square =
        |frame: usize| if (frame / 100).is_multiple_of(2) { [1.0_f32; 2] } else { [-1.0; 2] };
    let square: Vec<[f32; 2]> = (0..96_000).map(square).collect();
    for (name, bytes) in [("dc", steady(0.5)), ("square", wav(48_000, &square))] {
        let place = Place::new();
        place.write("odd.wav", bytes);
        place.run("mix odd.wav -o out -q").fine();
        let after = &place.json("out/report.json")["after"];
        let peak = after["true_peak_dbtp"].as_f64().unwrap();
        assert!(peak <= -1.0 && after["integrated_lufs"].is_number(), "{name}: {after}");
    }
}

#[test]
fn files_that_are_not_there_or_not_files_are_named() {
    let place = Place::new();
    place.write("empty/notes.txt", "x");
    place.run("mix gone.wav -o out").failed(3, &["`gone.wav`", "check the path"]);
    place.run("mix empty -o out").failed(3, &["`empty` holds no audio file"]);
    place.run("mix no*.wav -o out").failed(3, &["no file matches"]);
    assert_eq!(place.names(""), ["empty"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let path = place.write("secret.wav", steady(0.1));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&path).is_ok() {
        return; // The superuser may read everything.
    }
    place.run("mix secret.wav -o out").failed(3, &["secret.wav", "allow reading it"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let place = Place::new();
    let made = std::process::Command::new("mkfifo").arg(place.path("pipe.wav")).status();
    if made.is_ok_and(|status| status.success()) {
        place.run("mix pipe.wav -o out").failed(3, &["neither a file nor a folder"]);
    }
}

#[test]
fn sixty_five_stems_are_one_too_many() {
    let place = Place::new();
    for index in 0..65 {
        place.write(&format!("stems/{index}.wav"), "");
    }
    place.run("mix stems -o out").failed(3, &["65 stems", "at most 64"]);
}

#[test]
fn an_output_that_is_a_file_is_refused() {
    let place = Place::new();
    place.song(1.0);
    place.write("out", "mine");
    place.run("mix stems -o out").failed(4, &["`out` is a file, expected a folder"]);
    assert_eq!(place.read("out"), b"mine");
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_named() {
    let place = Place::new();
    place.song(1.0);
    place.run("mix stems -o /proc/out").failed(4, &["`/proc/out` could not be written"]);
}

#[test]
fn an_input_is_never_overwritten() {
    let place = Place::new();
    let path = place.write("master_final.wav", steady(0.1));
    let before = std::fs::read(&path).unwrap();
    place.run("mix master_final.wav -o .").failed(4, &["is an input and would be overwritten"]);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(place.names(""), ["master_final.wav"]);
}

/// A limit on the size of files stands for a full disk: the system refuses to write on.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_nothing_half_written() {
    let place = Place::new();
    place.song(4.0);
    let program = env!("CARGO_BIN_EXE_mixmaster");
    let line = format!("trap '' XFSZ; ulimit -f 100; exec {program} mix stems -o out");
    let ran: common::Ran = std::process::Command::new("sh")
        .args(["-c", &line])
        .current_dir(place.path(""))
        .output()
        .unwrap()
        .into();
    ran.failed(4, &["could not be written", "make room on the disk"]);
    assert_eq!(place.names(""), ["stems"]);
}

#[cfg(unix)]
#[test]
fn a_run_that_is_called_off_leaves_nothing() {
    let place = Place::new();
    place.song(120.0);
    let mut child = mixmaster()
        .args(["mix", "stems", "-o", "out"])
        .current_dir(place.path(""))
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // The first line is said when the engine has begun.
    let mut words = child.stderr.take().unwrap();
    std::io::Read::read_exact(&mut words, &mut [0; 10]).unwrap();
    let id = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(place.names(""), ["stems"]);
}

#[test]
fn a_recipe_of_an_unknown_version_is_refused() {
    let place = Place::new();
    place.write("recipe.json", "{\"recipe\": 99, \"moves\": []}");
    place.run("render recipe.json -o out").failed(3, &["version 99", "update MixMaster"]);
    place.write("recipe.json", "not json");
    place.run("render recipe.json -o out").failed(3, &["recipe.json", "not a recipe"]);
    place.run("explain recipe.json").failed(3, &["not a recipe"]);
    place.run("render gone.json -o out").failed(3, &["gone.json", "check the path"]);
    assert_eq!(place.names(""), ["recipe.json"]);
}

#[test]
fn a_recipe_whose_stems_have_changed_is_refused() {
    let place = Place::new();
    place.song(2.0);
    place.run("mix stems -o out -q").fine();
    let hash = place.json("out/recipe.json")["session"]["stems"][0]["hash"].clone();
    let known: String = hash.as_str().unwrap().chars().take(15).collect();
    place.write("stems/bass.wav", wav(48_000, &pulses(48_000, 2.0, 111.0, 9)));
    let words = ["stem `bass` has changed", known.as_str(), "--stems DIR"];
    place.run("render out/recipe.json -o out2").failed(3, &words);
    std::fs::remove_file(place.path("stems/bass.wav")).unwrap();
    place.run("render out/recipe.json -o out2").failed(3, &["stem `bass` was not found"]);
    assert_eq!(place.names(""), ["out", "stems"]);
}

#[test]
fn manifests_and_targets_are_checked() {
    let place = Place::new();
    place.song(1.0);
    place.write("song.toml", "[[stem]]\nfile = \"../up.wav\"\n");
    place.run("mix song.toml -o out").failed(3, &["song.toml", "../up.wav"]);
    place.write("t.yaml", "lufs: 7\n");
    place.run("mix stems -o out --targets t.yaml").failed(3, &["t.yaml", "lufs"]);
    place.run("mix stems -o out --targets no.yaml").failed(3, &["no.yaml", "check the path"]);
    place.run("mix stems -o out --role drum=kick").failed(2, &["names 0 stems", "lead_vocal"]);
}
