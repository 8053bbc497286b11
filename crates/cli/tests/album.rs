//! Songs that belong together.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use common::{Place, bits, decode, wav};
use serde_json::Value;

const RATE_HZ: u32 = 48_000;

/// Music of a kind: noise in bursts through a one-pole filter, `tone` is 0 (dark) to 1 (bright).
fn music(seconds: f32, tone: f32, level: f32, seed: u32) -> Vec<[f32; 2]> {
    let mut state = seed | 1;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    let mut low = [0.0_f32; 2];
    let frame = |at: usize| {
        let beat = (at % 24_000) as f32 / 24_000.0;
        let strength = level * (0.3 + 0.7 * (1.0 - beat) * (1.0 - beat));
        let middle = noise();
        let mut frame = [0.0; 2];
        for (out, low) in frame.iter_mut().zip(&mut low) {
            let sample = 0.8 * middle + 0.2 * noise();
            *low += 0.06 * (sample - *low);
            *out = strength * (2.0 * (1.0 - tone) * *low + 0.5 * tone * sample);
        }
        frame
    };
    (0..(seconds * RATE_HZ as f32) as usize).map(frame).collect()
}

fn silence(seconds: f32) -> Vec<[f32; 2]> {
    vec![[0.0; 2]; (seconds * RATE_HZ as f32) as usize]
}

/// Three songs: in the middle, dark and quieter, bright.
fn mixes(place: &Place) {
    let middle = [silence(1.0), music(8.0, 0.5, 0.5, 1), silence(3.0)].concat();
    place.write("mixes/1 middle.wav", wav(RATE_HZ, &middle));
    place.write("mixes/2 dark.wav", wav(RATE_HZ, &music(7.0, 0.15, 0.25, 2)));
    place.write("mixes/3 bright.wav", wav(RATE_HZ, &music(7.5, 0.85, 0.4, 3)));
}

/// Progress lines of an album, as a process that watches it gets them.
#[test]
fn the_progress_of_an_album_is_that_of_all_its_songs() {
    let place = Place::new();
    mixes(&place);
    let mut child = common::mixmaster()
        .args(["album", "mixes", "-o", "out", "--lufs", "-16", "--supervised", "--json"])
        .current_dir(place.path(""))
        // It ends when this does.
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut told).unwrap();
    assert!(child.wait().unwrap().success(), "{told}");
    let lines = told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let (stages, progress): (Vec<String>, Vec<f64>) = lines
        .map(|line| (line["stage"].as_str().unwrap().to_owned(), number(&line, "/progress")))
        .unzip();
    assert!(progress.is_sorted(), "{told}");
    let count = |stage: &str| stages.iter().filter(|it| *it == stage).count();
    assert!(count("mastering") >= 3, "each song is mastered: {told}");
    let first = stages.iter().position(|stage| stage == "mastering").unwrap();
    assert!(progress[first] < 45.0, "a third of the songs is not the album: {told}");
    assert!(progress.last().is_some_and(|last| *last > 90.0), "{told}");
}

fn number(value: &Value, pointer: &str) -> f64 {
    value.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {pointer}"))
}

#[test]
fn songs_come_nearer_to_each_other_keep_their_order_of_loudness_and_their_gaps() {
    let place = Place::new();
    mixes(&place);
    place.run("album mixes -o out -q --gap 1 --image --bit-depth 16 --lufs -16").fine();
    let album = place.json("out/album.json");
    assert_eq!(album["anchor"], "1 middle");
    let tracks = album["tracks"].as_array().unwrap();
    assert_eq!(tracks.len(), 3);
    let spread = |when: &str| -> f64 {
        tracks.iter().map(|track| number(track, &format!("/tone/{when}"))).sum()
    };
    let (before, after) = (spread("before"), spread("after"));
    // Two songs lie some 3 dB away, of which 1 to 2 dB are free and two fifths of the rest are gone.
    assert!(after < 0.9 * before, "the spectra lie {after} dB apart, they came {before} dB apart");
    // What came louder is louder, by as much as it came within the limit and the tolerance of the
    // loudness (0.1 LU each) and of a level that is told in hundredths.
    let lufs = |track: &Value, what: &str| number(track, &format!("/{what}_lufs"));
    let loudest = tracks.iter().map(|track| lufs(track, "before")).fold(f64::MIN, f64::max);
    for track in tracks {
        let under = (loudest - lufs(track, "before")).min(6.0);
        let is = number(&album, "/lufs_level") - lufs(track, "after");
        assert!((is - under).abs() < 0.35, "{}: {is} for {under} LU", track["title"]);
        assert!(number(track, "/true_peak_dbtp") <= -1.0);
        assert_eq!(
            bits(&place.path(&format!("out/{}", track["file"].as_str().unwrap()))),
            Some(16)
        );
    }
    gaps(&place, tracks);
}

/// Gaps are silent, as long as was asked for, and the image is the tracks one after another.
fn gaps(place: &Place, tracks: &[Value]) {
    let (_, image) = decode(&place.path("out/album.wav"));
    let cue = String::from_utf8(place.read("out/album.cue")).unwrap();
    let mut starts = Vec::new();
    let mut at = 0;
    for track in tracks {
        let frames = |name: &str| track[name].as_u64().unwrap() as usize;
        let (start, music, gap) = (frames("start_frame"), frames("frames"), frames("gap_frames"));
        assert_eq!(start, at);
        let (_, file) = decode(&place.path(&format!("out/{}", track["file"].as_str().unwrap())));
        assert_eq!(file[0].len(), music + gap);
        assert!(gap == 0 || (48_000..48_640).contains(&gap), "{gap}");
        // Dither is all there is, one and a half steps of 16 bit at most.
        let loudest = file[0][music..].iter().fold(0.0_f32, |most, x| most.max(x.abs()));
        assert!(loudest < 2.0 / 32_768.0, "the gap holds {loudest}");
        let whole = &image[0][start..start + music];
        let off = whole.iter().zip(&file[0]).fold(0.0_f32, |most, (a, b)| most.max((a - b).abs()));
        assert!(off < 4.0 / 32_768.0, "the image is {off} away from the track");
        let cue_frames = start * 75 / 48_000;
        starts.push(format!(
            "INDEX 01 {:02}:{:02}:{:02}",
            cue_frames / 75 / 60,
            cue_frames / 75 % 60,
            cue_frames % 75
        ));
        assert_eq!(start % 640, 0);
        at = start + music + gap;
    }
    let told: Vec<&str> =
        cue.lines().map(str::trim).filter(|line| line.starts_with("INDEX 01")).collect();
    assert_eq!(told, starts);
    let trimmed = tracks[0]["trimmed_frames"].as_array().unwrap();
    assert!(trimmed[0].as_u64().unwrap() > 40_000 && trimmed[1].as_u64().unwrap() > 100_000);
}

#[test]
fn even_is_the_same_loudness_for_all_and_a_single_follows_the_signature() {
    let place = Place::new();
    mixes(&place);
    place.run("album mixes -o out -q --even --lufs -18").fine();
    let album = place.json("out/album.json");
    for track in album["tracks"].as_array().unwrap() {
        let lufs = number(track, "/after_lufs");
        assert!((lufs + 18.0).abs() < 0.35, "{}: {lufs} LUFS", track["title"]);
    }
    let page = String::from_utf8(place.read("out/album.html")).unwrap();
    assert!(page.contains("From first to last") && page.contains("3 bright"));
    // As dark as the profile likes it; the album is brighter.
    place.write("single.wav", wav(RATE_HZ, &music(8.0, 0.15, 0.3, 9)));
    place.run("master single.wav -o alone -q --lufs -18").fine();
    place.run("master single.wav -o single -q --album out/album.signature.json").fine();
    let centroid =
        |folder: &str| number(&place.json(&format!("{folder}/report.json")), "/after/centroid_hz");
    assert!(centroid("single") > 1.03 * centroid("alone"), "a dark single comes towards the album");
    let lufs = number(&place.json("single/report.json"), "/after/integrated_lufs");
    assert!((lufs + 18.0).abs() < 0.35, "{lufs} LUFS");
    // The same from stems: two halves of it.
    let half = music(8.0, 0.15, 0.15, 9);
    place.write("stems/guitar.wav", wav(RATE_HZ, &half));
    place.write("stems/keys.wav", wav(RATE_HZ, &music(8.0, 0.15, 0.15, 10)));
    place.run("mix stems -o mixed-alone -q --lufs -18").fine();
    place.run("mix stems -o mixed -q --album out/album.signature.json").fine();
    assert!(centroid("mixed") > 1.03 * centroid("mixed-alone"), "dark stems come towards it, too");
    let lufs = number(&place.json("mixed/report.json"), "/after/integrated_lufs");
    assert!((lufs + 18.0).abs() < 0.35, "{lufs} LUFS");
    // Half of the album's tone is half of the master's tone, and none less of the mix's.
    let signature = place.read("out/album.signature.json");
    let half =
        String::from_utf8(signature).unwrap().replace("\"tone_pct\": 100", "\"tone_pct\": 50");
    place.write("half.json", half);
    place.run("mix stems -o half -q --album half.json").fine();
    let recipe = place.json("half/recipe.json");
    let tones = recipe["moves"].as_array().unwrap().iter().filter(|one| one["action"] == "tone");
    let shares: Vec<f64> = tones.map(|one| number(one, "/amount_pct")).collect();
    assert!(!shares.is_empty() && shares.iter().all(|pct| (pct - 50.0).abs() < 1e-9), "{shares:?}");
    assert!((number(&recipe, "/brief/amounts/tone_pct") - 100.0).abs() < 1e-9);
}

#[test]
fn a_track_ends_as_its_album_toml_says() {
    let place = Place::new();
    mixes(&place);
    place.write(
        "mixes/album.toml",
        b"[[track]]\nfile = \"1 middle\"\ngap_s = 0\n[[track]]\nfile = \"2 dark.wav\"\nfade_out_s = 3\ngap_s = 4.5\n",
    );
    place.run("album mixes -o out -q --gap 1 --no-trim").fine();
    let album = place.json("out/album.json");
    let gap_s = |at: usize| number(&album, &format!("/tracks/{at}/gap_frames")) / 48_000.0;
    // Up to the next frame of the cue sheet.
    for (at, asked_s) in [(0, 0.0), (1, 4.5), (2, 0.0)] {
        assert!((0.0..1.0 / 75.0).contains(&(gap_s(at) - asked_s)), "{at}: {} s", gap_s(at));
    }
    let loudest = |track: &str, from_s: f32| {
        let (rate, channels) = decode(&place.path(&format!("out/tracks/{track}")));
        let from = (from_s * rate as f32) as usize;
        channels[0][from..from + 4_800].iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()))
    };
    // Its last tenth of a second of music has at most a thirtieth left, the middle all.
    assert!(loudest("02 2 dark.wav", 6.9) < 0.06 * loudest("02 2 dark.wav", 3.5));
    assert!(loudest("03 3 bright.wav", 7.35) > 0.1 * loudest("03 3 bright.wav", 3.5));
    for (text, words) in [
        ("[[track]]\nfile = \"9 none\"\n", "which is not there"),
        (
            "[[track]]\nfile = \"2 dark.wav\"\ngap_s = 31\n",
            "gap_s of `2 dark.wav` is 31, expected 0 to 30 s",
        ),
    ] {
        place.write("mixes/album.toml", text);
        place.run("album mixes -o no -q").failed(3, &["album.toml", words]);
    }
}

#[cfg(all(feature = "mp3", feature = "opus", feature = "vorbis"))]
#[test]
fn what_is_said_of_the_delivery_holds_for_every_song() {
    let place = Place::new();
    mixes(&place);
    place.run("album mixes -o out -q --codec-safe --tag artist=Somebody --tag year=2026").fine();
    let album = place.json("out/album.json");
    for (track, song) in album["tracks"].as_array().unwrap().iter().zip(place.names("out/songs")) {
        let codecs = place.json(&format!("out/songs/{song}/report.json"))["codecs"].clone();
        let codecs = codecs.as_array().unwrap_or_else(|| panic!("{song} went through no coder"));
        assert_eq!(codecs.len(), 5, "{song}");
        let file =
            std::fs::File::open(place.path(&format!("out/{}", track["file"].as_str().unwrap())));
        let info = media::Decoder::open(Box::new(file.unwrap()), None).unwrap().info().clone();
        assert_eq!(info.tags.get(media::Tag::Artist), Some("Somebody"), "{song}");
        assert_eq!(info.tags.get(media::Tag::Date), Some("2026"), "{song}");
    }
    let several = place.run("album mixes -o no -q --format wav,mp3");
    several.failed(2, &["an album has one format", "mp3"]);
    for tag in ["title=A", "track=1", "isrc=DEA012345678"] {
        let own = place.run(&format!("album mixes -o no -q --tag {tag}"));
        own.failed(2, &["of a song, not of an album"]);
    }
}

#[test]
fn an_album_that_fails_leaves_nothing_behind() {
    let place = Place::new();
    mixes(&place);
    place.write("out/album.cue/taken", b"");
    place.run("album mixes -o out -q").failed(4, &["album.cue", "is a folder"]);
    assert_eq!(place.names("out"), ["album.cue"]);
    // Found when the songs are made already.
    place.write("late/tracks/02 2 dark.wav/taken", b"");
    place.run("album mixes -o late -q").failed(4, &["02 2 dark.wav", "is a folder"]);
    assert_eq!(place.names("late"), ["tracks"]);
    assert_eq!(place.names("late/tracks"), ["02 2 dark.wav"]);
    std::fs::remove_dir_all(place.path("late/tracks")).unwrap();
    place.run("album mixes -o late -q").fine();
    let recipe = place.json("late/songs/02 2 dark/recipe.json");
    assert_eq!(recipe["session"]["stems"][0]["file"], "../../../mixes/2 dark.wav");
}

#[test]
fn what_is_no_album_is_told() {
    let place = Place::new();
    place.write("mixes/a.wav", wav(RATE_HZ, &music(3.0, 0.5, 0.4, 1)));
    place.run("album mixes -o out").failed(3, &["one song was found"]);
    place.write("mixes/b.wav", wav(RATE_HZ, &music(3.0, 0.5, 0.4, 1)));
    place.run("album mixes -o out").failed(3, &["a.wav", "b.wav", "the same audio"]);
    place.write("mixes/b.wav", wav(RATE_HZ, &silence(1.0)));
    place.run("album mixes -o out").failed(3, &["b.wav", "cannot be on an album"]);
    place.write("mixes/b.wav", wav(RATE_HZ, &music(3.0, 0.3, 0.4, 2)));
    place.run("album mixes -o out --anchor c").failed(2, &["no song is called `c`"]);
    place.write("mixes/album.toml", b"tracks = [\"b.wav\", \"c.wav\"]");
    place.run("album mixes -o out").failed(3, &["names `c.wav`"]);
    place.write("mixes/album.toml", b"tracks = [\"b.wav\"]");
    place.run("album mixes -o out").failed(3, &["does not name", "a.wav"]);
    place.write("mixes/album.toml", b"order = 1");
    place.run("album mixes -o out").failed(3, &["album.toml", "unknown field"]);
    assert_eq!(place.names(""), ["mixes"], "nothing is left behind");
    place.write("odd.json", b"{}");
    place.run("master mixes/a.wav -o out --album odd.json").failed(3, &["odd.json", "signature"]);
}
