//! Towards a reference, from files to files.

mod common;

use common::{Place, decode, pulses, wav};

/// Noise between tones, brighter the higher `share`.
fn record(rate: u32, seconds: f32, share: f32, side: f32) -> Vec<[f32; 2]> {
    let (mut noise, mut low, mut side_low) = (7_u32, 0.0_f32, 0.0_f32);
    let mut next = move || {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        (noise as i32) as f32 / (1_u32 << 31) as f32
    };
    let beat = pulses(rate, seconds, 90.0, 5);
    beat.into_iter()
        .map(|[left, _]| {
            let (mid, other) = (next(), next());
            low += 0.03 * (mid - low);
            side_low += 0.2 * (other - side_low);
            let mid = 0.5 * left + 0.3 * low + 0.1 * share * mid;
            [mid + 0.2 * side * side_low, mid - 0.2 * side * side_low]
        })
        .collect()
}

fn place() -> Place {
    let place = Place::new();
    place.write("mix.wav", wav(48_000, &record(48_000, 12.0, 0.3, 0.5)));
    place.write("bright.wav", wav(44_100, &record(44_100, 12.0, 1.0, 1.0)));
    place
}

#[test]
fn a_master_comes_nearer_and_says_by_how_much() {
    let place = place();
    let asked = "master mix.wav -o out --reference bright.wav --match tone=100 --keep-references";
    let ran = place.run(asked).fine();
    assert!(ran.out.contains("a reference, to be heard beside it"), "{}", ran.out);
    let kept = decode(&place.path("out/reference_1.wav"));
    assert!(kept == decode(&place.path("bright.wav")), "at its own rate, sample by sample");
    assert!(ran.out.contains("% nearer to bright"), "{}", ran.out);
    let song = &place.json("out/report.json")["reference"]["songs"][0];
    let of = |when: &str, what: &str| song[when][what].as_f64().unwrap();
    for what in ["tone_db", "features"] {
        assert!(of("after", what) < 0.7 * of("before", what), "{song:#}");
    }
    let report = place.json("out/report.json");
    let peak = report["mastering_report"]["true_peak_dbTP"].as_f64().unwrap();
    assert!(peak <= -1.0, "{peak}");
    // The recipe explains itself, and renders without the reference.
    std::fs::remove_file(place.path("bright.wav")).unwrap();
    place.run("render out/recipe.json -o again -q").fine();
    assert_eq!(place.read("out/master_final.wav"), place.read("again/master_final.wav"));
    let told = place.run("explain out/recipe.json master").fine().out;
    assert!(told.contains("bright") && told.contains("side tone"), "{told}");
}

#[test]
fn loudness_follows_where_its_weight_asks() {
    let place = place();
    place.run("master mix.wav -o none -q --reference bright.wav").fine();
    place.run("master mix.wav -o half -q --reference bright.wav --match loudness=50").fine();
    let lufs =
        |out: &str| place.json(&format!("{out}/recipe.json"))["brief"]["lufs"].as_f64().unwrap();
    let theirs =
        place.json("half/recipe.json")["brief"]["reference"]["songs"][0]["integrated_lufs"]
            .as_f64()
            .unwrap();
    // Rounded to a tenth.
    assert!((lufs("half") - 0.5 * (lufs("none") + theirs)).abs() <= 0.051);
}

#[test]
fn of_a_folder_the_most_alike_is_taken() {
    let place = place();
    place.write("records/far.wav", wav(48_000, &pulses(48_000, 12.0, 900.0, 4)));
    place.write("records/near.wav", wav(48_000, &record(48_000, 12.0, 0.4, 0.5)));
    place.write("records/silent.wav", wav(48_000, &vec![[0.0_f32; 2]; 96_000]));
    let ran = place.run("master mix.wav -o out --reference records").fine();
    assert!(ran.err.contains("silent"), "{}", ran.err);
    assert!(ran.out.contains("near (the most alike of 2"), "{}", ran.out);
}

#[test]
fn records_of_one_name_are_called_after_their_folders() {
    let place = place();
    place.write("rain/mix.wav", wav(48_000, &record(48_000, 12.0, 0.4, 0.5)));
    place.write("river/mix.wav", wav(48_000, &record(48_000, 12.0, 0.8, 0.5)));
    let line = "master mix.wav -o out -q --reference rain/mix.wav --reference river/mix.wav";
    place.run(line).fine();
    let songs = place.json("out/recipe.json")["brief"]["reference"]["songs"].clone();
    assert_eq!([&songs[0]["name"], &songs[1]["name"]], ["rain", "river"]);
}

#[test]
fn a_reference_that_can_tell_nothing_is_one_clear_error() {
    let place = place();
    place.write("silent.wav", wav(48_000, &vec![[0.0_f32; 2]; 96_000]));
    place.write("short.wav", wav(48_000, &vec![[0.1_f32; 2]; 4_800]));
    for (reference, words) in [
        ("silent.wav", ["the reference `silent.wav` is silent", "dBFS"]),
        ("short.wav", ["short.wav", "100 ms, at least 400 ms"]),
        ("none.wav", ["none.wav", "could not be read"]),
    ] {
        let line = format!("master mix.wav -o out --reference {reference}");
        place.run(&line).failed(3, &words);
        assert!(place.names("out").is_empty(), "{reference}");
    }
    assert_eq!(place.run("master mix.wav -o out --match 50").code, 2);
}

#[test]
fn an_odd_reference_gives_a_good_master_and_says_what_was_left_out() {
    let place = place();
    let whole = record(48_000, 12.0, 1.0, 1.0);
    let mono: Vec<[f32; 1]> = whole.iter().map(|[l, r]| [0.5 * (l + r)]).collect();
    let against: Vec<[f32; 2]> = whole.iter().map(|[l, _]| [*l, -*l]).collect();
    let clipped: Vec<[f32; 2]> =
        whole.iter().map(|f| f.map(|x| (20.0 * x).clamp(-1.0, 1.0))).collect();
    let offset: Vec<[f32; 2]> = whole.iter().map(|f| f.map(|x| 0.5 * x + 0.2)).collect();
    for (name, file, words) in [
        ("mono", wav(48_000, &mono), "it is mono"),
        ("against", wav(48_000, &against), "work against each other"),
        ("clipped", wav(48_000, &clipped), "clipped"),
        ("offset", wav(48_000, &offset), "an offset of 0.2"),
        ("slow", wav(8_000, &record(8_000, 12.0, 1.0, 1.0)), "nothing over 3600 Hz"),
        ("three", wav(48_000, &record(48_000, 3.0, 1.0, 1.0)), "3.0 s are too little"),
        ("fast", wav(192_000, &record(192_000, 11.0, 1.0, 1.0)), "nearer"),
        ("same", place.read("mix.wav"), "the song itself"),
    ] {
        place.write(&format!("{name}.wav"), file);
        let ran = place.run(&format!("master mix.wav -o {name} --reference {name}.wav")).fine();
        let flat = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(words), "{name}: {}", ran.out);
        let report = place.json(&format!("{name}/report.json"));
        let master = &report["mastering_report"];
        assert!(master["true_peak_dbTP"].as_f64().unwrap() <= -1.0, "{name}: {master:#}");
        assert!(master["mono_correlation"].as_f64().unwrap() >= 0.1, "{name}: {master:#}");
        assert!(report["qc_results"]["checks"]["stereo_width_safe"].as_bool().unwrap(), "{name}");
        let (_, audio) = decode(&place.path(&format!("{name}/master_final.wav")));
        assert!(audio.iter().flatten().all(|x| x.is_finite()), "{name}");
    }
}

#[test]
fn what_loudness_costs_is_told() {
    let place = place();
    place.run("master mix.wav -o out -q --lufs -10").fine();
    let report = place.json("out/report.json");
    let costs = report["mastering_report"]["loudness_cost"].as_array().unwrap().clone();
    let of = |index: usize, what: &str| costs[index][what].as_f64().unwrap();
    assert_eq!(costs.len(), 7);
    for index in 1..7 {
        assert!(of(index, "integrated_lufs") > of(index - 1, "integrated_lufs") - 1e-6);
        assert!(of(index, "psr_median_db") < of(index - 1, "psr_median_db") + 0.05, "{costs:#?}");
    }
    let found = report["mastering_report"]["lufs_integrated"].as_f64().unwrap();
    // Where the master stands it says what was measured.
    assert!((of(3, "integrated_lufs") - found).abs() < 1e-5, "{costs:#?}");
}
