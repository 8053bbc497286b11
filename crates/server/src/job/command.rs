//! From an order to the command line that carries it out, and the song's manifest beside it.
//!
//! A worker runs MixMaster itself as a process of its own: a song that brings it down takes no
//! other with it, its memory ends with it, and what it does is what the command does.

use std::ffi::OsString;
use std::path::Path;

use serde::Serialize;

use super::album::TrackEnds;
use super::request::{AlbumWish, CodecSafe};
use super::{Kind, Order};

/// Name of the manifest in a job's folder.
const SONG: &str = "song.toml";
const ALBUM: &str = "album.toml";

/// Name of the recipe in the folder of a job that renders one.
pub(crate) const RECIPE: &str = "recipe.json";

/// Name of an album's signature, among its results and in the folder of a job that is to fit to it.
pub(crate) const SIGNATURE: &str = "album.signature.json";

#[derive(Serialize)]
struct Song<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    bpm: Option<f64>,
    stem: Vec<SongStem<'a>>,
}

#[derive(Serialize)]
struct SongStem<'a> {
    file: String,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
}

#[derive(Serialize)]
struct AlbumToml<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    artist: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<String>,
    tracks: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    track: Vec<TrackToml>,
}

#[derive(Serialize)]
struct TrackToml {
    file: String,
    #[serde(flatten)]
    ends: TrackEnds,
}

/// Name of the file of stem `index` in the job's folder: nothing of it comes from outside, but for
/// songs of an album, whose files have their titles.
pub(crate) fn file_name(order: &Order, index: usize) -> String {
    let stem = order.stems.get(index);
    let ending = stem.map_or("wav", |stem| stem.ending.as_str());
    if order.kind == Kind::Album {
        let title = stem.map_or("", |stem| stem.name.as_str());
        return format!("{title}.{ending}");
    }
    format!("stem{:02}.{ending}", index + 1)
}

/// The same of the record to come near. The report tells its name: it has a folder of its own, so
/// that the name can be the client's.
pub(crate) fn reference_name(order: &Order, index: usize) -> String {
    let named =
        order.references.get(index).map(|record| format!("{}.{}", record.name, record.ending));
    format!("reference{:02}/{}", index + 1, named.unwrap_or_default())
}

/// `song.toml` or `album.toml` of the job: its name and its text.
pub(crate) fn manifest(order: &Order) -> Result<(&'static str, String), toml::ser::Error> {
    if order.kind == Kind::Album {
        let AlbumWish { title, artist, anchor, .. } = &order.album;
        let album = AlbumToml {
            title: title.as_deref(),
            artist: artist.as_deref(),
            anchor: anchor.map(|index| file_name(order, index)),
            tracks: (0..order.stems.len()).map(|index| file_name(order, index)).collect(),
            track: order
                .tracks
                .iter()
                .enumerate()
                .filter(|(_, ends)| **ends != TrackEnds::default())
                .map(|(index, ends)| TrackToml { file: file_name(order, index), ends: *ends })
                .collect(),
        };
        return Ok((ALBUM, toml::to_string(&album)?));
    }
    let stem = order.stems.iter().enumerate().map(|(index, stem)| SongStem {
        file: file_name(order, index),
        name: &stem.name,
        role: stem.role.as_deref(),
    });
    Ok((SONG, toml::to_string(&Song { bpm: order.options.bpm, stem: stem.collect() })?))
}

/// The arguments: `stems` is the folder with the audio, `out` the one for the results.
pub(crate) fn arguments(
    order: &Order,
    job: &str,
    (threads, block_frames): (usize, Option<u32>),
    (stems, out): (&Path, &Path),
) -> Vec<OsString> {
    let mut words: Vec<OsString> = vec![order.kind.name().into()];
    match order.kind {
        Kind::Mix => words.push(stems.join(SONG).into()),
        Kind::Analyze => words.extend([stems.join(SONG).into(), "--song".into()]),
        Kind::Render | Kind::Preview => {
            words.extend([stems.join(RECIPE).into(), "--stems".into(), stems.into()]);
        }
        Kind::Album => words.push(stems.into()),
        Kind::Master => {
            words.extend(
                (0..order.stems.len()).map(|index| stems.join(file_name(order, index)).into()),
            );
        }
    }
    let mut say = |flag: &str, value: OsString| words.extend([flag.into(), value]);
    say("--threads", threads.to_string().into());
    block_frames.iter().for_each(|frames| say("--block-frames", frames.to_string().into()));
    if order.kind != Kind::Analyze {
        say("--out", out.into());
    }
    if order.kind == Kind::Preview {
        let seconds = |value: f64| OsString::from(value.to_string());
        order.preview.start_s.into_iter().for_each(|start_s| say("--start", seconds(start_s)));
        order.preview.length_s.into_iter().for_each(|length_s| say("--length", seconds(length_s)));
        words.extend(order.retarget.then(|| OsString::from("--retarget")));
    } else if order.kind != Kind::Analyze {
        say("--job-id", job.into());
        for index in 0..order.references.len() {
            say("--reference", stems.join(reference_name(order, index)).into());
        }
        if order.signature.is_some() {
            say("--album", stems.join(SIGNATURE).into());
        }
        for (flag, value) in wishes(order) {
            say(flag, value.into());
        }
        for (name, text) in &order.options.tags {
            say("--tag", format!("{name}={text}").into());
        }
        words.extend(codec_safe(order).map(OsString::from));
        words.extend(switches(order).map(OsString::from));
    }
    words.extend(["--supervised".into(), "--json".into()]);
    words
}

fn wishes(order: &Order) -> Vec<(&'static str, String)> {
    let Order { targets, options, .. } = order;
    let number = |value: Option<f64>| value.map(|value| value.to_string());
    // What shapes the sound of a render is in its recipe.
    let amount = options.amount.clone().filter(|_| order.kind != Kind::Render);
    let formats = Some(options.formats.join(",")).filter(|formats| !formats.is_empty());
    let matching = options.r#match.clone().filter(|_| !order.references.is_empty());
    let rows = [
        ("--preset", order.preset.clone()),
        ("--style", order.style.clone()),
        ("--genre", order.genre.clone()),
        ("--lufs", number(targets.lufs)),
        ("--ceiling", number(targets.ceiling_dbtp)),
        ("--width", number(targets.width_pct)),
        ("--lra-max", number(targets.lra_max)),
        ("--amount", amount),
        ("--sample-rate", options.sample_rate.map(|rate| rate.to_string())),
        ("--bit-depth", options.bit_depth.clone()),
        ("--format", options.format.clone().or(formats)),
        ("--match", matching),
        ("--gap", number(order.album.gap_s)),
        ("--tone", number(order.album.tone_pct)),
    ];
    rows.into_iter().filter_map(|(flag, value)| Some((flag, value?))).collect()
}

fn codec_safe(order: &Order) -> Option<String> {
    match order.options.codec_safe? {
        CodecSafe::Asked(wanted) => wanted.then(|| "--codec-safe".to_owned()),
        CodecSafe::Ceiling(peak) => Some(format!("--codec-safe={peak}")),
    }
}

fn switches(order: &Order) -> impl Iterator<Item = &'static str> {
    let options = &order.options;
    let is_mix = order.kind == Kind::Mix;
    let decides = order.kind != Kind::Render;
    let has_stems = is_mix || order.kind == Kind::Render;
    let rows = [
        ("--respect-user-gains", options.respect_user_gains && is_mix),
        ("--even", order.album.even),
        ("--image", order.album.image),
        ("--no-trim", order.album.no_trim),
        ("--levels", has_stems),
        ("--rough", has_stems || order.kind == Kind::Master),
        ("--keep-references", !order.references.is_empty() && order.kind != Kind::Album),
        ("--retarget", order.retarget && order.kind == Kind::Render),
        ("--export-stems", options.export_stems && has_stems),
        ("--bypass-parallel-comp", options.bypass_parallel_comp && decides),
        ("--no-repair", options.no_repair && decides),
        ("--loudness-priority", options.loudness_priority && decides),
    ];
    rows.into_iter().filter_map(|(flag, wanted)| wanted.then_some(flag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::CreateJob;
    use crate::settings::{Options, Settings};

    #[test]
    fn an_order_becomes_a_command_and_a_manifest() {
        let request: CreateJob = serde_json::from_str(
            r#"{"preset":"pop","targets":{"lufs":-9.5},"options":{"export_stems":true,"bpm":120},
            "stems_meta":[{"name":"kick \"1\".flac","role":"kick"},{"name":"bass"}]}"#,
        )
        .unwrap();
        let order = Order::check(request, &Settings::decide(Options::default()).unwrap()).unwrap();
        let words = arguments(&order, "j1", (2, Some(960)), (Path::new("/in"), Path::new("/out")));
        let line = words.iter().map(|word| word.to_str().unwrap()).collect::<Vec<_>>().join(" ");
        assert_eq!(
            line,
            "mix /in/song.toml --threads 2 --block-frames 960 --out /out --job-id j1 --preset pop --lufs -9.5 \
             --levels --rough --export-stems --supervised --json"
        );
        let song: toml::Value = toml::from_str(&manifest(&order).unwrap().1).unwrap();
        assert_eq!(song["stem"][0]["name"].as_str(), Some("kick \"1\""));
        assert_eq!(song["stem"][0]["file"].as_str(), Some("stem01.flac"));
        assert_eq!(song["bpm"].as_float(), Some(120.0));
    }

    #[test]
    fn an_album_is_told_the_ends_of_its_tracks() {
        let stem = |name: &str| crate::job::StemOrder::of_file(name).unwrap();
        let ends = TrackEnds { fade_out_s: Some(2.5), gap_s: Some(0.0), ..TrackEnds::default() };
        let order = Order {
            kind: Kind::Album,
            stems: vec![stem("Rain.flac"), stem("Sun")],
            tracks: vec![TrackEnds::default(), ends],
            album: AlbumWish { tone_pct: Some(50.0), no_trim: true, ..AlbumWish::default() },
            ..Order::default()
        };
        let words = arguments(&order, "j1", (2, None), (Path::new("/in"), Path::new("/out")));
        let words: Vec<&str> = words.iter().map(|word| word.to_str().unwrap()).collect();
        assert_eq!(
            words.join(" "),
            "album /in --threads 2 --out /out --job-id j1 --tone 50 --no-trim --supervised --json"
        );
        let album: toml::Value = toml::from_str(&manifest(&order).unwrap().1).unwrap();
        assert_eq!(album["tracks"][0].as_str(), Some("Rain.flac"));
        assert_eq!(album["track"].as_array().unwrap().len(), 1, "the first is as all");
        assert_eq!(album["track"][0]["file"].as_str(), Some("Sun.wav"));
        assert_eq!(album["track"][0]["gap_s"].as_float(), Some(0.0));
        assert!(album["track"][0].get("fade_in_s").is_none());
    }

    #[test]
    fn what_the_files_shall_be_is_said_to_the_command() {
        let request: CreateJob = serde_json::from_str(
            r#"{"kind":"master","options":{"formats":["flac:16","mp3:320"],"codec_safe":true,
            "tags":{"title":"A = B"},"match":"60"},"stems_meta":[{"name":"mix.flac"}]}"#,
        )
        .unwrap();
        let mut order =
            Order::check(request, &Settings::decide(Options::default()).unwrap()).unwrap();
        order.references = vec![crate::job::StemOrder::of_file("hit.mp3").unwrap()];
        let words = arguments(&order, "j1", (2, None), (Path::new("/in"), Path::new("/out")));
        let words: Vec<&str> = words.iter().map(|word| word.to_str().unwrap()).collect();
        assert_eq!(
            words.join("|"),
            "master|/in/stem01.flac|--threads|2|--out|/out|--job-id|j1|--reference|\
             /in/reference01/hit.mp3|--format|flac:16,mp3:320|--match|60|--tag|title=A = B|\
             --codec-safe|--rough|--keep-references|--supervised|--json"
        );
    }
}
