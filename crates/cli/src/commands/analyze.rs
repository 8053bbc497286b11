//! `analyze`: measures files, each for itself.

use std::path::Path;

use engine::{EngineError, Stage};
use measure::{Grid, Measurement, Section, SessionMeasurement};
use policy::guess_role;
use recipe::{Analysis, SectionAnalysis, StemAnalysis};

use crate::args::AnalyzeArgs;
use crate::cache::Cache;
use crate::crew::Threads;
use crate::errors::Fault;
use crate::inputs::{self, Input};
use crate::progress::{Show, Watch};
use crate::store::Files;
use crate::{features, stop, words};

mod song;

pub(crate) fn analyze(args: &AnalyzeArgs) -> Result<(), Fault> {
    let crew = Threads::new(args.run.threads)?;
    let (cache, odd) = Cache::open(&args.cache);
    if args.song {
        return song::tell(args, (&crew, cache.as_ref()));
    }
    let inputs = inputs::files(&args.files, &crew)?;
    if args.run.talks() {
        words::warn(&inputs.warnings);
        words::warn(odd.as_slice());
    }
    let mut analyses = Vec::new();
    if let Some(file) = &args.features {
        analyses.push(features::write(file, &inputs, args, (&crew, cache.as_ref()))?);
        return tell(&analyses, args);
    }
    for input in &inputs.files {
        stop::check()?;
        analyses.push(one(input, args, &crew, cache.as_ref())?);
    }
    tell(&analyses, args)
}

fn tell(analyses: &[Analysis], args: &AnalyzeArgs) -> Result<(), Fault> {
    if args.run.json {
        words::list(analyses.iter().map(Analysis::to_json));
    } else {
        words::data(&table(analyses));
    }
    Ok(())
}

fn one(
    input: &Input,
    args: &AnalyzeArgs,
    crew: &Threads,
    cache: Option<&Cache>,
) -> Result<Analysis, Fault> {
    let files = Files::to_hear(vec![input.stem_file()]).remembering(cache);
    let show = if args.run.talks() { Show::Bar } else { Show::Nothing };
    let watch = Watch::new(&[Stage::Listen], show);
    let rate = input.info.sample_rate_hz;
    let settings = args.run.settings(false);
    let heard = engine::measure_song(rate, settings, (&files, crew, &watch));
    watch.done();
    let mut warnings = input.warnings();
    warnings.extend(files.warnings().into_iter().map(|(_, warning)| warning));
    let heard = match heard {
        Ok(heard) => Some(heard),
        // Neither is a fault of the file: there is only little to tell.
        Err(error @ (EngineError::Silent { .. } | EngineError::TooShort { .. })) => {
            if args.run.talks() {
                words::warn(&[format!("`{}`: {error}", input.path.display())]);
            }
            warnings.push(error.to_string());
            None
        }
        Err(error) => return Err(error.into()),
    };
    Ok(analysis(input, heard.as_ref(), warnings))
}

fn analysis(input: &Input, heard: Option<&SessionMeasurement>, warnings: Vec<String>) -> Analysis {
    let rate = input.info.sample_rate_hz;
    let measurement = heard.and_then(|heard| heard.stems.first());
    let frames = measurement.map(|it| it.frames).or(input.info.frames).unwrap_or(0);
    let duration_s = frames as f64 / f64::from(rate);
    let stems = vec![stem(input, measurement, duration_s, warnings)];
    song(heard, rate, duration_s, stems)
}

/// What there is to say of a song, with its `stems`.
pub(crate) fn song(
    heard: Option<&SessionMeasurement>,
    sample_rate_hz: u32,
    duration_s: f64,
    stems: Vec<StemAnalysis>,
) -> Analysis {
    let grid = heard.and_then(|heard| heard.grid.as_ref());
    let key = heard.and_then(|heard| heard.key);
    Analysis {
        engine: env!("CARGO_PKG_VERSION").into(),
        sample_rate_hz,
        duration_s,
        tempo_bpm: heard.and_then(|heard| heard.tempo).map(|tempo| tempo.bpm),
        tempo_confidence: heard.and_then(|it| it.tempo).map(|tempo| to_milli(tempo.confidence)),
        key: key.filter(measure::Key::is_told).map(|key| key.to_string()),
        key_likeliest: key.map(|key| key.to_string()),
        key_confidence: key.map(|key| to_milli(key.confidence)),
        beats_per_bar: grid.map(|grid| grid.beats_per_bar),
        downbeats_s: grid.into_iter().flat_map(Grid::downbeats_s).map(to_milli).collect(),
        sections: heard.into_iter().flat_map(|it| &it.sections).map(section).collect(),
        stems,
        sum: None,
    }
}

/// What there is to say of one file.
pub(crate) fn stem(
    input: &Input,
    measurement: Option<&Measurement>,
    duration_s: f64,
    warnings: Vec<String>,
) -> StemAnalysis {
    let role = measurement.map(|it| guess_role(&input.id, input.role, it));
    let role = role.unwrap_or(recipe::RoleGuess {
        is: recipe::Role::Unknown,
        confidence: 0.0,
        from: recipe::RoleSource::Nothing,
    });
    let stem = input.for_engine(Path::new("."));
    StemAnalysis {
        id: stem.id,
        file: input.path.to_string_lossy().into_owned(),
        hash: stem.hash,
        role,
        sample_rate_hz: stem.sample_rate_hz,
        channels: stem.channels,
        bit_depth: input.info.bits.and_then(|bits| u16::try_from(bits).ok()),
        duration_s,
        measured: measurement.map(engine::measured).unwrap_or_default(),
        warnings,
    }
}

fn section(found: &Section) -> SectionAnalysis {
    SectionAnalysis {
        start_s: to_milli(found.start_s),
        end_s: to_milli(found.end_s),
        label: char::from(found.label).into(),
        kind: found.kind.name().into(),
        kind_confidence: to_milli(found.kind_confidence),
        loudness_lu: to_milli(found.loudness_lu),
        density: to_milli(found.density),
    }
}

/// The key, or that it is not known and what it might be.
fn key_words(one: &Analysis) -> String {
    match (&one.key, &one.key_likeliest, one.key_confidence) {
        (Some(key), ..) => key.clone(),
        (None, Some(key), Some(trust)) => format!("unknown ({key}? {:.0} %)", 100.0 * trust),
        _ => "–".into(),
    }
}

/// To a thousandth: more digits are noise to a reader.
fn to_milli(value: f64) -> f64 {
    (value * 1e3).round() / 1e3
}

fn table(analyses: &[Analysis]) -> String {
    let names = analyses.iter().flat_map(|one| &one.stems).map(|stem| stem.id.chars().count());
    let width = names.max().unwrap_or(0).clamp(4, 32) + 2;
    let mut text = format!(
        "{:<width$}{:>7}{:>6}{:>8}{:>7}{:>7}{:>7}{:>9}{:>7}  {}\n",
        "file", "LUFS", "LRA", "dBTP", "crest", "width", "corr", "centroid", "bpm", "key"
    );
    for one in analyses {
        for stem in &one.stems {
            let name: String = stem.id.chars().take(width - 2).collect();
            let it = &stem.measured;
            let number = |value: Option<f64>, decimals: usize| match value {
                Some(value) if value.is_finite() => format!("{value:.decimals$}"),
                _ => "–".into(),
            };
            text += &format!(
                "{name:<width$}{:>7}{:>6}{:>8}{:>7}{:>7}{:>7}{:>9}{:>7}  {}\n",
                number(it.integrated_lufs, 1),
                number(it.range_lu, 1),
                number(it.true_peak_dbtp, 2),
                number(it.crest_db, 1),
                number(it.side_over_mid, 2),
                number(it.correlation, 2),
                number(it.centroid_hz, 0),
                number(one.tempo_bpm, 1),
                key_words(one)
            );
        }
    }
    text
}
