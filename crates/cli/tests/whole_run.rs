//! From files to files.

mod common;

use common::{Place, bits, decode, pulses, wav};

fn song(seconds: f32) -> Place {
    let place = Place::new();
    place.song(seconds);
    place
}

#[test]
fn a_mix_writes_every_result_and_sums_it_up() {
    let place = song(3.0);
    let ran = place.run("mix stems -o out").fine();
    let preview = if cfg!(feature = "mp3") { "preview_AB.mp3" } else { "preview_AB.flac" };
    let mut results = vec!["master_final.wav", "mix_premaster.wav", preview];
    results.extend(["recipe.json", "report.html", "report.json"]);
    if cfg!(feature = "mp3") {
        results.push("players");
        assert_eq!(place.names("out/players"), ["master.mp3", "mix.mp3", "rough.mp3"]);
    }
    results.sort_unstable();
    assert_eq!(place.names("out"), results);
    for word in ["3 stems", "true peak", "What was done and why", "master_final.wav"] {
        assert!(ran.out.contains(word), "no `{word}` in: {}", ran.out);
    }
    assert!(ran.err.contains("listening") && ran.err.contains("verifying"), "{}", ran.err);
    let report = place.json("out/report.json");
    for key in ["job_id", "processing_time_seconds", "recipe_hash", "audio_hash", "files"] {
        assert!(!report[key].is_null(), "{key} is null");
    }
}

#[test]
fn the_page_of_a_run_is_made_again_from_its_report() {
    let place = song(3.0);
    place.run("mix stems -o out -q").fine();
    let page = place.read("out/report.html");
    let text = String::from_utf8(page.clone()).unwrap();
    assert!(text.starts_with("<!DOCTYPE html>") && text.contains("Who covers whom"));
    assert_eq!(text.matches("<audio").count(), if cfg!(feature = "mp3") { 3 } else { 0 });
    let said = place.run("report out -o again.html").fine().out;
    assert_eq!(said, "again.html\n");
    assert!(place.read("again.html") == page, "another page");
    // A report from elsewhere gets no file of ours that is no player.
    let json = String::from_utf8(place.read("out/report.json")).unwrap();
    let stolen = json.replace("players/mix.mp3", "master_final.wav");
    std::fs::write(place.path("out/report.json"), stolen).unwrap();
    place.run("report out/report.json").fine();
    let text = String::from_utf8(place.read("out/report.html")).unwrap();
    assert_eq!(text.matches("<audio").count(), if cfg!(feature = "mp3") { 2 } else { 0 });
    place.run("report stems").failed(3, &["report.json", "could not be read"]);
    std::fs::write(place.path("odd.json"), "{").unwrap();
    place.run("report odd.json").failed(3, &["is no report of a run"]);
}

#[test]
fn pictures_depend_neither_on_threads_nor_on_blocks() {
    let place = song(2.0);
    place.run("mix stems -o out -q --threads 1").fine();
    place.run("mix stems -o other -q --threads 2 --block-frames 777").fine();
    let pictures = |out: &str| place.json(&format!("{out}/report.json"))["pictures"].clone();
    assert!(!pictures("out")["reductions"].as_array().unwrap().is_empty());
    assert_eq!(pictures("out"), pictures("other"));
}

#[test]
fn the_sound_depends_neither_on_threads_nor_on_blocks_nor_on_the_order_of_words() {
    let place = song(2.0);
    place.run("mix stems -o out -q --threads 1").fine();
    let words = "mix stems/lead_vocal.wav stems/kick.wav stems/bass.wav -o other -q";
    for (threads, frames) in [(2, 8_192), (4, 777)] {
        place.run(&format!("{words} --threads {threads} --block-frames {frames}")).fine();
        for name in ["mix_premaster.wav", "master_final.wav", "recipe.json"] {
            let (one, two) =
                (place.read(&format!("out/{name}")), place.read(&format!("other/{name}")));
            assert!(one == two, "{name} differs with {threads} threads, blocks of {frames}");
        }
    }
}

#[test]
fn a_recipe_renders_to_the_same_files() {
    let place = song(2.0);
    place.run("mix stems -o out -q").fine();
    place.run("render out/recipe.json -o again -q").fine();
    for name in ["mix_premaster.wav", "master_final.wav", "recipe.json"] {
        let (one, two) = (place.read(&format!("out/{name}")), place.read(&format!("again/{name}")));
        assert!(one == two, "{name} differs");
    }
    let hash = |folder: &str| place.json(&format!("{folder}/report.json"))["audio_hash"].clone();
    assert_eq!(hash("out"), hash("again"));
    // Moved stems are found by name.
    std::fs::rename(place.path("stems"), place.path("moved")).unwrap();
    place.run("render out/recipe.json -o third --stems moved -q").fine();
    assert_eq!(hash("out"), hash("third"));
}

#[test]
fn less_of_a_recipe_sounds_different_and_says_so() {
    let place = song(2.0);
    place.run("mix stems -o out -q").fine();
    place.run("render out/recipe.json -o less -q --amount tone=0,overall=50").fine();
    assert_ne!(place.read("out/mix_premaster.wav"), place.read("less/mix_premaster.wav"));
    let amounts = &place.json("less/recipe.json")["brief"]["amounts"];
    assert_eq!((&amounts["overall_pct"], &amounts["tone_pct"]), (&50.0.into(), &0.0.into()));
}

#[test]
fn the_master_is_delivered_as_asked() {
    let place = song(2.0);
    for (options, name, rate, depth) in [
        ("--format flac --bit-depth 16", "master_final.flac", 48_000, 16),
        ("--format aiff --sample-rate 44100", "master_final.aiff", 44_100, 24),
        ("--bit-depth 32f --sample-rate 96000", "master_final.wav", 96_000, 32),
    ] {
        place.run(&format!("mix stems -o out -q {options}")).fine();
        let (found, channels) = decode(&place.path(&format!("out/{name}")));
        assert_eq!((found, channels.len()), (rate, 2), "{options}");
        assert_eq!(bits(&place.path(&format!("out/{name}"))), Some(depth), "{options}");
    }
}

/// Sums of 32-bit floats in another order differ in their last bits: about 2⁻²⁴ of the largest
/// term for each of a handful of additions.
#[test]
fn exported_stems_and_returns_sum_to_the_premaster() {
    let place = song(2.0);
    place.run("mix stems -o out -q --export-stems").fine();
    let names = place.names("out/stems");
    assert!(names.len() >= 3 && names.contains(&"bass.wav".to_owned()), "{names:?}");
    let (_, mut left) = decode(&place.path("out/mix_premaster.wav"));
    let peak = left.iter().flatten().fold(0.0_f32, |peak, x| peak.max(x.abs()));
    for name in &names {
        let (_, part) = decode(&place.path(&format!("out/stems/{name}")));
        for (left, part) in left.iter_mut().zip(&part) {
            left.iter_mut().zip(part).for_each(|(left, part)| *left -= part);
        }
    }
    let rest = left.iter().flatten().fold(0.0_f32, |rest, x| rest.max(x.abs()));
    assert!(rest < 1e-5 * peak, "{rest} is left of {peak}");
}

#[test]
fn a_dry_run_writes_the_recipe_and_nothing_else() {
    let place = song(2.0);
    let ran = place.run("mix stems -o out --dry-run").fine();
    assert_eq!(place.names("out"), ["recipe.json"]);
    assert!(ran.out.contains("Nothing was rendered"), "{}", ran.out);
    let ran = place.run("mix stems -o out --dry-run --json").fine();
    let recipe: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(recipe["session"]["stems"][0]["file"], "../stems/bass.wav");
}

#[test]
fn json_goes_to_standard_output_alone_and_quiet_says_nothing() {
    let place = song(2.0);
    let ran = place.run("mix stems -o out --json").fine();
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report, place.json("out/report.json"));
    assert_eq!(ran.err, "");
    let ran = place.run("mix stems -o out -q").fine();
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
}

#[test]
fn explain_tells_moves_by_target_and_by_id() {
    let place = song(2.0);
    place.run("mix stems -o out -q").fine();
    let all = place.run("explain out/recipe.json").fine().out;
    assert!(all.contains("lead_vocal (lead_vocal,") && all.contains("master\n"), "{all}");
    let one = place.run("explain out/recipe.json m001").fine().out;
    assert!(one.contains("m001") && !one.contains("m002"), "{one}");
    let data = place.run("explain out/recipe.json master --json").fine().out;
    let moves: serde_json::Value = serde_json::from_str(&data).unwrap();
    let moves = moves.as_array().unwrap();
    assert!(!moves.is_empty() && moves.iter().all(|one| one["target"] == "master"));
    place.run("explain out/recipe.json trumpet").failed(2, &["trumpet", "lead_vocal"]);
}

#[test]
fn analyze_tells_a_line_per_file() {
    let place = song(2.0);
    place.write("stems/silent.wav", wav(44_100, &[[0.0_f32]; 50_000]));
    let ran = place.run("analyze stems").fine();
    assert_eq!(ran.out.lines().count(), 5, "{}", ran.out);
    assert!(ran.out.contains("LUFS") && ran.out.contains("\nbass "), "{}", ran.out);
    let ran = place.run("analyze stems/kick.wav stems/silent.wav --json").fine();
    let list: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(list[0]["stems"][0]["measured"]["integrated_lufs"].is_number(), "{list}");
    assert_eq!(list[1]["stems"][0]["sample_rate_hz"], 44_100);
}

#[test]
fn finished_mixes_are_mastered_each_in_its_folder() {
    let place = song(2.0);
    place.run("master stems/bass.wav -o one -q").fine();
    assert!(place.names("one").contains(&"master_final.wav".to_owned()));
    assert!(!place.names("one").contains(&"mix_premaster.wav".to_owned()));
    let ran = place.run("master stems/bass.wav stems/kick.wav -o two --json").fine();
    assert_eq!(place.names("two"), ["bass", "kick"]);
    let reports: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(reports.as_array().map(Vec::len), Some(2));
}

#[test]
fn rates_lengths_and_channels_may_be_mixed() {
    let place = Place::new();
    place.write("a.wav", wav(44_100, &pulses(44_100, 2.0, 80.0, 1)));
    place.write("b.wav", wav(96_000, &pulses(96_000, 1.0, 300.0, 2)));
    let mono: Vec<[f32; 1]> = pulses(44_100, 3.0, 500.0, 3).iter().map(|[l, _]| [*l]).collect();
    place.write("c.wav", wav(44_100, &mono));
    place.run("mix a.wav b.wav c.wav -o out -q").fine();
    let (rate, channels) = decode(&place.path("out/mix_premaster.wav"));
    assert_eq!((rate, channels.len()), (44_100, 2));
    assert!(channels[0].len() >= 3 * 44_100, "{} frames", channels[0].len());
}

#[test]
fn stems_of_one_name_are_told_apart() {
    let place = Place::new();
    place.write("a/kick.wav", wav(48_000, &pulses(48_000, 1.0, 60.0, 1)));
    place.write("b/kick.wav", wav(48_000, &pulses(48_000, 1.0, 70.0, 2)));
    let ran = place.run("mix b/kick.wav a/kick.wav -o out").fine();
    assert!(ran.err.contains("`b/kick.wav` is called `kick-2` here"), "{}", ran.err);
    let stems = &place.json("out/recipe.json")["session"]["stems"];
    assert_eq!((&stems[0]["file"], &stems[1]["id"]), (&"../a/kick.wav".into(), &"kick-2".into()));
}

#[test]
fn a_manifest_and_the_user_say_what_stems_are() {
    let place = song(2.0);
    place.write(
        "stems/song.toml",
        "title = \"Tune\"\nbpm = 120\n[[stem]]\nfile = \"bass.wav\"\nrole = \"synth\"\n\
         [[stem]]\nfile = \"kick.wav\"\n",
    );
    place.run("mix stems -o out -q --role kick.wav=toms").fine();
    let session = place.json("out/recipe.json")["session"].clone();
    assert_eq!(session["tempo_bpm"], 120.0);
    let roles: Vec<_> = (0..2).map(|at| session["stems"][at]["role"].clone()).collect();
    assert_eq!((&roles[0]["is"], &roles[0]["from"]), (&"synth".into(), &"manifest".into()));
    assert_eq!((&roles[1]["is"], &roles[1]["from"]), (&"toms".into(), &"user".into()));
}

#[test]
fn the_bench_mixes_a_generated_song() {
    let place = Place::new();
    let line = "bench speed --minutes 0.1 --stems 3 --keep kept --threads 1 --json";
    let ran = place.run(line).fine();
    let measured: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(measured["wall_s"].as_f64().unwrap() > 0.0, "{measured}");
    assert_eq!(measured["stages"][0]["stage"], "listening", "{measured}");
    assert!(ran.err.contains("generating"));
    let ran = place.run(line).fine();
    assert!(!ran.err.contains("generating"), "{}", ran.err);
}

/// What every master promises, on the bundled song: its loudness or a reason, and its ceiling.
#[test]
fn the_example_is_as_loud_as_asked_or_says_why_and_never_over_its_ceiling() {
    let place = Place::new();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/song");
    for (words, must_reach) in [
        ("--lufs -14", true),
        ("--profile hip_hop --ceiling -2", false),
        ("--lufs -9 --loudness-priority", true),
    ] {
        let ran = place.run(&format!("mix {example} -o out --json -q {words}")).fine();
        let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let found = &report["mastering_report"];
        let number = |key: &str| found[key].as_f64().unwrap();
        let off_lu = (number("lufs_integrated") - number("lufs_target")).abs();
        let is_explained = report["qc_results"]["warnings"].to_string().contains("stopped early");
        assert!(off_lu <= 0.1 || (!must_reach && is_explained), "{words}: {report:#}");
        let ceiling_dbtp = if words.contains("-2") { -2.0 } else { -1.0 };
        assert!(number("true_peak_dbTP") <= ceiling_dbtp, "{words}: {found:#}");
    }
}

/// Every profile on the example song: as loud as it says, or a reason; never over its ceiling.
#[test]
fn every_profile_is_reached_or_says_why() {
    let place = Place::new();
    let song = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/song");
    place.run(&format!("mix {song} -o mixed -q")).fine();
    for profile in recipe::Profile::all() {
        let id = &profile.id;
        place.run(&format!("master mixed/mix_premaster.wav -o {id} -q --profile {id}")).fine();
        let report = place.json(&format!("{id}/report.json"));
        let master = &report["mastering_report"];
        let of = |key: &str| master[key].as_f64().unwrap();
        assert!(of("true_peak_dbTP") <= profile.ceiling_dbtp, "{id}: {master:#}");
        let off_lu = (of("lufs_integrated") - profile.lufs).abs();
        let warnings = report["qc_results"]["warnings"].to_string();
        assert!(off_lu <= 0.1 || warnings.contains("stopped early"), "{id}: {off_lu} {warnings}");
    }
}

#[test]
fn levels_are_written_beside_the_same_sound_and_fit_the_file() {
    let place = Place::new();
    place.song(3.0);
    place.run("mix stems -o plain -q --bit-depth 32f").fine();
    place.run("mix stems -o told -q --bit-depth 32f --levels").fine();
    assert!(!place.names("plain").contains(&"levels.json".to_owned()));
    assert!(place.read("plain/master_final.wav") == place.read("told/master_final.wav"));
    let levels = place.json("told/levels.json");
    assert_eq!(levels["step_s"], 0.05);
    let (rate, channels) = decode(&place.path("told/master_final.wav"));
    let step = rate as usize / 20;
    let peaks: Vec<i64> = channels[0]
        .chunks(step)
        .zip(channels[1].chunks(step))
        .map(|(left, right)| {
            let peak = left.iter().chain(right).fold(0.0_f32, |most, x| most.max(x.abs()));
            (20.0 * f64::from(peak).log10()).max(-120.0).round() as i64
        })
        .collect();
    assert_eq!(levels["master"], serde_json::json!(peaks), "of the file as decoded");
    for name in ["bass", "kick", "lead_vocal"] {
        let strip = levels["strips"][name].as_array().unwrap();
        assert_eq!(strip.len(), peaks.len(), "{name}");
        assert!(strip.iter().any(|peak| peak.as_i64().unwrap() > -40), "{name} is not silent");
    }
    assert!(levels["buses"]["drum_bus"].is_array() && levels["buses"]["vocal_bus"].is_array());
    place.run("render told/recipe.json -o again -q --levels").fine();
    assert_eq!(place.json("again/levels.json"), levels);
}
