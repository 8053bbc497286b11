//! `waveform`: the lowest and highest sample of each part of a file, as JSON.

use std::path::Path;

use media::Decoder;
use serde_json::{Value, json};

use crate::args::WaveformArgs;
use crate::crew::Threads;
use crate::errors::{Fault, unreadable};
use crate::{inputs, stop, words};

/// Frames that are read at a time.
const BLOCK_FRAMES: usize = 16_384;
/// What stands for full scale.
const FULL: f32 = 127.0;

/// Lowest and highest value of each point.
struct Outline {
    min: Vec<i8>,
    max: Vec<i8>,
}

pub(crate) fn waveform(args: &WaveformArgs) -> Result<(), Fault> {
    let crew = Threads::new(args.threads)?;
    let lengths = inputs::each(&args.files, &crew, |path| length(path))?;
    let longest_s = lengths.iter().map(|(_, length_s)| *length_s).fold(0.0, f64::max);
    let points = usize::try_from(args.points).unwrap_or(1_000);
    let outlines = inputs::each(&args.files, &crew, |path| outline(path, points, longest_s))?;
    let files = args.files.iter().zip(&lengths).zip(outlines);
    let files = files.map(|((path, (rate_hz, length_s)), Outline { min, max })| {
        json!({ "file": path.to_string_lossy(), "rate_hz": rate_hz, "length_s": length_s,
                "min": min, "max": max })
    });
    let files: Vec<Value> = files.collect();
    words::data(&format!(
        "{}\n",
        json!({ "points": points, "length_s": longest_s, "files": files })
    ));
    Ok(())
}

/// Rate and length; a file whose header does not tell is read to its end.
fn length(path: &Path) -> Result<(u32, f64), Fault> {
    let mut decoder = inputs::open(path)?;
    let (rate_hz, told) = (decoder.info().sample_rate_hz, decoder.info().frames);
    let frames = match told {
        Some(frames) => frames,
        None => read(path, &mut decoder, |_, _| {})?,
    };
    Ok((rate_hz, frames as f64 / f64::from(rate_hz.max(1))))
}

fn outline(path: &Path, points: usize, longest_s: f64) -> Result<Outline, Fault> {
    let mut decoder = inputs::open(path)?;
    let per_frame = points as f64 / (longest_s * f64::from(decoder.info().sample_rate_hz)).max(1.0);
    let (mut low, mut high) = (vec![0.0_f32; points], vec![0.0_f32; points]);
    read(path, &mut decoder, |first, channels| {
        for channel in channels {
            for (frame, sample) in channel.iter().enumerate() {
                // What a wrong header hid lies behind the last point.
                let place = ((first + frame as u64) as f64 * per_frame) as usize;
                let place = place.min(points - 1);
                low[place] = low[place].min(*sample);
                high[place] = high[place].max(*sample);
            }
        }
    })?;
    Ok(Outline {
        min: low.iter().map(|value| (value * FULL).floor().max(-FULL) as i8).collect(),
        max: high.iter().map(|value| (value * FULL).ceil().min(FULL) as i8).collect(),
    })
}

/// Reads to the end: `heard` gets the place of each block and its channels. Returns the frames.
fn read(
    path: &Path,
    decoder: &mut Decoder,
    mut heard: impl FnMut(u64, &[&[f32]]),
) -> Result<u64, Fault> {
    let mut block = vec![vec![0.0; BLOCK_FRAMES]; decoder.info().channels];
    let mut frames = 0;
    loop {
        stop::check()?;
        let got = decoder.read(&mut block, BLOCK_FRAMES);
        let got = got.map_err(|error| unreadable(&path.to_string_lossy(), &error))?;
        let channels: Vec<&[f32]> = block.iter().map(|channel| &channel[..got]).collect();
        heard(frames, &channels);
        frames += got as u64;
        if got < BLOCK_FRAMES {
            return Ok(frames);
        }
    }
}
