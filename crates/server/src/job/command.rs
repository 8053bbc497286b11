//! From an order to the command line that carries it out, and the song's manifest beside it.
//!
//! A worker runs MixMaster itself as a process of its own: a song that brings it down takes no
//! other with it, its memory ends with it, and what it does is what the command does.

use std::ffi::OsString;
use std::path::Path;

use serde::Serialize;

use super::{Kind, Order};

/// Name of the manifest in a job's folder.
pub(crate) const MANIFEST: &str = "song.toml";

/// Name of the recipe in the folder of a job that renders one.
pub(crate) const RECIPE: &str = "recipe.json";

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

/// Name of the file of stem `index` in the job's folder: nothing of it comes from outside.
pub(crate) fn file_name(order: &Order, index: usize) -> String {
    let ending = order.stems.get(index).map_or("wav", |stem| stem.ending.as_str());
    format!("stem{:02}.{ending}", index + 1)
}

/// `song.toml` of the job.
pub(crate) fn manifest(order: &Order) -> Result<String, toml::ser::Error> {
    let stem = order.stems.iter().enumerate().map(|(index, stem)| SongStem {
        file: file_name(order, index),
        name: &stem.name,
        role: stem.role.as_deref(),
    });
    toml::to_string(&Song { bpm: order.options.bpm, stem: stem.collect() })
}

/// The arguments: `stems` is the folder with the audio, `out` the one for the results.
pub(crate) fn arguments(
    order: &Order,
    job: &str,
    threads: usize,
    (stems, out): (&Path, &Path),
) -> Vec<OsString> {
    let mut words: Vec<OsString> = vec![order.kind.name().into()];
    match order.kind {
        Kind::Mix => words.push(stems.join(MANIFEST).into()),
        Kind::Render => words.extend([stems.join(RECIPE).into(), "--stems".into(), stems.into()]),
        Kind::Master | Kind::Analyze => {
            words.extend(
                (0..order.stems.len()).map(|index| stems.join(file_name(order, index)).into()),
            );
        }
    }
    let mut say = |flag: &str, value: OsString| words.extend([flag.into(), value]);
    say("--threads", threads.to_string().into());
    if order.kind != Kind::Analyze {
        say("--out", out.into());
        say("--job-id", job.into());
        for (flag, value) in wishes(order) {
            say(flag, value.into());
        }
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
        ("--format", options.format.clone()),
    ];
    rows.into_iter().filter_map(|(flag, value)| Some((flag, value?))).collect()
}

fn switches(order: &Order) -> impl Iterator<Item = &'static str> {
    let options = &order.options;
    let is_mix = order.kind == Kind::Mix;
    let decides = order.kind != Kind::Render;
    let rows = [
        ("--respect-user-gains", options.respect_user_gains && is_mix),
        ("--export-stems", options.export_stems && order.kind != Kind::Master),
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
        let words = arguments(&order, "j1", 2, (Path::new("/in"), Path::new("/out")));
        let line = words.iter().map(|word| word.to_str().unwrap()).collect::<Vec<_>>().join(" ");
        assert_eq!(
            line,
            "mix /in/song.toml --threads 2 --out /out --job-id j1 --preset pop --lufs -9.5 \
             --export-stems --supervised --json"
        );
        let song: toml::Value = toml::from_str(&manifest(&order).unwrap()).unwrap();
        assert_eq!(song["stem"][0]["name"].as_str(), Some("kick \"1\""));
        assert_eq!(song["stem"][0]["file"].as_str(), Some("stem01.flac"));
        assert_eq!(song["bpm"].as_float(), Some(120.0));
    }
}
