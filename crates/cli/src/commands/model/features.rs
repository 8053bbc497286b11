//! `model features`: the numbers that a role is told from, for excerpts of files.

use std::path::{Path, PathBuf};

use audio::StreamSpec;
use measure::{Meter, MeterOptions, Timbre};
use serde_json::{Value, json};

use crate::args::FeaturesArgs;
use crate::crew::Threads;
use crate::errors::{Code, Fault, unreadable};
use crate::inputs::{each, open};
use crate::words;

/// Frames decoded at once.
const BLOCK_FRAMES: usize = 8_192;

/// An excerpt, and all else that its line says, which is copied.
struct Excerpt {
    line: serde_json::Map<String, Value>,
    file: PathBuf,
    start_s: f64,
    length_s: f64,
}

pub(crate) fn features(args: &FeaturesArgs) -> Result<(), Fault> {
    let crew = Threads::new(args.threads)?;
    let name = args.list.to_string_lossy();
    let text = std::fs::read_to_string(&args.list)
        .map_err(|error| Fault::worded(Code::Input, &format!("`{name}`: {error}")))?;
    let excerpts: Vec<Excerpt> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| excerpt(line).ok_or_else(|| bad_line(&name, number)))
        .collect::<Result<_, _>>()?;
    let timbres = each(&excerpts, &crew, heard)?;
    for (excerpt, timbre) in excerpts.into_iter().zip(timbres) {
        let mut line = excerpt.line;
        line.insert("timbre".into(), json!(timbre.0.as_slice()));
        words::data(&format!("{}\n", Value::Object(line)));
    }
    Ok(())
}

fn excerpt(line: &str) -> Option<Excerpt> {
    let Ok(Value::Object(line)) = serde_json::from_str(line) else { return None };
    let file = PathBuf::from(line.get("file")?.as_str()?);
    let number = |key: &str| line.get(key).and_then(Value::as_f64);
    let start_s = number("start_s").unwrap_or(0.0).max(0.0);
    let length_s = number("length_s").unwrap_or(f64::INFINITY).max(0.0);
    Some(Excerpt { file, start_s, length_s, line })
}

fn bad_line(name: &str, number: usize) -> Fault {
    let message = format!("`{name}`, line {}: no object with a `file`", number + 1);
    let hint =
        r#"write lines like {"file": "a.flac", "start_s": 0, "length_s": 15, "role": "kick"}"#;
    Fault::new(Code::Input, message, hint)
}

fn heard(excerpt: &Excerpt) -> Result<Timbre, Fault> {
    let Excerpt { file, start_s, length_s, .. } = excerpt;
    timbre(file, (*start_s, *length_s))
}

/// Hears `length_s` from `start_s` on.
fn timbre(path: &Path, (start_s, length_s): (f64, f64)) -> Result<Timbre, Fault> {
    let mut decoder = open(path)?;
    let (rate_hz, channels) = (f64::from(decoder.info().sample_rate_hz), decoder.info().channels);
    let spec = StreamSpec { sample_rate_hz: rate_hz, block_frames_max: BLOCK_FRAMES, channels };
    let options = MeterOptions { true_peak: None, spectrum: true };
    let mut meter = Meter::new(spec, options)
        .map_err(|error| Fault::worded(Code::Input, &format!("`{}`: {error}", path.display())))?;
    let start = (start_s * rate_hz) as u64;
    let end = start.saturating_add((length_s * rate_hz) as u64);
    let mut audio = [Vec::new(), Vec::new()];
    while decoder.position() < end {
        let from = decoder.position();
        // Blocks end where the excerpt begins and ends.
        let to = if from < start { start } else { end };
        let frames = BLOCK_FRAMES.min(usize::try_from(to - from).unwrap_or(BLOCK_FRAMES));
        let got = decoder
            .read(&mut audio, frames)
            .map_err(|error| unreadable(&path.to_string_lossy(), &error))?;
        if from >= start {
            let right = (channels == 2).then(|| &audio[1][..got]);
            meter.push(&audio[0][..got], right);
        }
        if got < frames {
            break;
        }
    }
    Ok(meter.finish().timbre)
}
