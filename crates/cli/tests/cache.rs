//! What was heard once is not heard again, and that changes nothing.

mod common;

use common::{Place, Ran, mixmaster, pulses, wav};

const RESULTS: [&str; 3] = ["mix_premaster.wav", "master_final.wav", "recipe.json"];

fn song() -> Place {
    let place = Place::new();
    place.song(2.0);
    place
}

/// A report without what differs from run to run: times.
fn report(place: &Place, out: &str) -> serde_json::Value {
    let mut report = place.json(&format!("{out}/report.json"));
    assert!(report["processing_time_seconds"].take().is_number());
    report
}

/// Bytes of an entry that holds the hash of a file, `b3:` and 64 digits.
const STAMP_BYTES: usize = 67;

/// Entries of what was heard; hashes of files are kept of those that are some seconds old.
fn heard(place: &Place, folder: &str) -> Vec<String> {
    let mut names = place.names(folder);
    names.retain(|name| place.read(&format!("{folder}/{name}")).len() != STAMP_BYTES);
    names
}

#[track_caller]
fn same(place: &Place, one: &str, two: &str) {
    for name in RESULTS {
        let [a, b] = [one, two].map(|out| place.read(&format!("{out}/{name}")));
        assert!(a == b, "{name} differs between {one} and {two}");
    }
    assert_eq!(report(place, one), report(place, two));
}

#[test]
fn a_run_that_recalls_gives_the_same_bytes_as_one_that_listens() {
    let place = song();
    place.run("mix stems -o plain -q --no-cache").fine();
    place.run("mix stems -o cold -q --cache kept").fine();
    assert_eq!(heard(&place, "kept").len(), 4, "three stems and their sum");
    place.run("mix stems -o warm -q --cache kept --threads 1 --block-frames 777").fine();
    same(&place, "plain", "cold");
    same(&place, "plain", "warm");
    // One stem is another one now: its own entry and the sum's are new.
    place.write("stems/bass.wav", wav(48_000, &pulses(48_000, 2.0, 98.0, 9)));
    place.run("mix stems -o again -q --cache kept").fine();
    assert_eq!(heard(&place, "kept").len(), 6);
    place.run("mix stems -o plain -q --no-cache").fine();
    same(&place, "plain", "again");
}

#[test]
fn the_cache_is_where_the_environment_says_and_nowhere_when_that_is_empty() {
    let place = song();
    let run = |cache: &str| -> Ran {
        let mut command = mixmaster();
        command.args(["analyze", "stems"]).current_dir(place.path("."));
        command.env("MIXMASTER_CACHE", cache).output().unwrap().into()
    };
    let before = run("").fine().out;
    assert_eq!(place.names("."), ["stems"]);
    // Each file for itself and as a song of one.
    assert_eq!(run("here").fine().out, before);
    assert_eq!(place.names("here").len(), 6);
    assert_eq!(run("here").fine().out, before);
}

#[test]
fn a_cache_that_cannot_be_used_is_a_warning_and_no_more() {
    let place = song();
    place.write("file", "not a folder");
    for folder in ["file", "file/deeper"] {
        let ran = place.run(&format!("analyze stems --cache {folder}")).fine();
        assert!(ran.err.contains(&format!("warning: the cache folder `{folder}`")), "{}", ran.err);
        assert!(ran.err.contains("--no-cache"), "{}", ran.err);
        let quiet = place.run(&format!("analyze stems --quiet --cache {folder}")).fine();
        assert_eq!(quiet.err, "");
    }
    assert_eq!(place.read("file"), b"not a folder");
    place.run("analyze stems --cache kept --no-cache").failed(2, &["--no-cache"]);
}

#[cfg(unix)]
#[test]
fn a_cache_that_may_only_be_read_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = song();
    std::fs::create_dir(place.path("kept")).unwrap();
    let read_only = std::fs::Permissions::from_mode(0o555);
    std::fs::set_permissions(place.path("kept"), read_only).unwrap();
    let ran = place.run("analyze stems --cache kept").fine();
    // Who may do everything is not held back by permissions.
    if place.names("kept").is_empty() {
        assert!(ran.err.contains("warning: the cache folder `kept`"), "{}", ran.err);
    }
}

#[test]
fn truncated_and_garbled_entries_are_measured_again_and_mended() {
    let place = song();
    place.run("mix stems -o cold -q --cache kept").fine();
    let names = heard(&place, "kept");
    let whole: Vec<_> = names.iter().map(|name| place.read(&format!("kept/{name}"))).collect();
    for round in 0..3 {
        for (name, bytes) in names.iter().zip(&whole) {
            let damaged = match round {
                0 => bytes[..bytes.len() / 2].to_vec(),
                1 => bytes.iter().map(|byte| byte ^ 0x55).collect(),
                _ => Vec::new(),
            };
            place.write(&format!("kept/{name}"), damaged);
        }
        place.run("mix stems -o warm -q --cache kept").fine();
        same(&place, "cold", "warm");
        assert_eq!(heard(&place, "kept"), names);
        for (name, bytes) in names.iter().zip(&whole) {
            assert!(place.read(&format!("kept/{name}")) == *bytes, "{name} was not mended");
        }
    }
}

#[test]
fn two_runs_at_once_share_a_cache() {
    let place = song();
    let start = |out: &str| {
        let mut command = mixmaster();
        command.args(["mix", "stems", "-q", "--cache", "kept", "-o", out]);
        command.current_dir(place.path(".")).spawn().unwrap()
    };
    let mut runs = [start("one"), start("two")];
    assert!(runs.iter_mut().all(|run| run.wait().unwrap().success()));
    same(&place, "one", "two");
    assert_eq!(heard(&place, "kept").len(), 4);
    place.run("mix stems -o plain -q --no-cache").fine();
    same(&place, "one", "plain");
}

#[test]
fn the_cache_keeps_to_its_size() {
    let place = song();
    // An entry of twenty seconds takes 100 values a second of three floats, and 400 of a byte:
    // about 32 KiB. Forty of them do not fit into 1 MiB.
    for seed in 0..20 {
        let frames = pulses(48_000, 20.0, 80.0 + seed as f32, seed + 1);
        place.write(&format!("many/{seed}.wav"), wav(48_000, &frames));
    }
    place.run("analyze many -q --cache kept --cache-size-mib 1").fine();
    let sizes = place.names("kept").into_iter().map(|name| place.read(&format!("kept/{name}")));
    let total: usize = sizes.map(|bytes| bytes.len()).sum();
    assert!((900_000..=1_048_576).contains(&total), "{total}");
}

/// A preview does not read stems to their ends that a mix has hashed and nobody has touched since.
#[cfg(unix)]
#[test]
fn a_stem_is_hashed_again_only_where_it_was_written_again() {
    let place = song();
    // A file that is this young could change unseen.
    std::thread::sleep(std::time::Duration::from_millis(4_100));
    place.run("mix stems -o out -q --cache kept").fine();
    let mut stamps = place.names("kept");
    stamps.retain(|name| place.read(&format!("kept/{name}")).len() == STAMP_BYTES);
    assert_eq!(stamps.len(), 3, "one for each stem");
    let preview = "preview out/recipe.json -o hear -q --length 1 --cache kept";
    place.run(preview).fine();
    // Which hash is believed is seen by a wrong one, and by one that is cut off.
    let [one, two] = [&stamps[0], &stamps[1]].map(|name| format!("kept/{name}"));
    let (right, other) = (place.read(&one), place.read(&two));
    place.write(&one, &other);
    place.run(preview).failed(3, &["changed"]);
    place.write(&one, &right[..40]);
    place.run(preview).fine();
    // Written again, as long as before, with the time of before.
    let path = place.path("stems/bass.wav");
    let then = std::fs::metadata(&path).unwrap().modified().unwrap();
    let mut bytes = place.read("stems/bass.wav");
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&path, bytes).unwrap();
    std::fs::File::options().append(true).open(&path).unwrap().set_modified(then).unwrap();
    place.run(preview).failed(3, &["bass", "changed"]);
}
