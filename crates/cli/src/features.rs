//! `analyze --features`: what is heard of a song over time, as one JSON document.
//!
//! The document is written part by part, so only one part's text is in memory at a time; the values
//! themselves are bounded by [`VALUES_MAX`], for which the hop of long songs grows.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::{Heard, SeriesSettings, SongSeries, Stage};
use measure::{ERB_BANDS, Measurement, SERIES_FLOOR_DBFS, SERIES_VALUES_MAX, Series};
use recipe::{Analysis, FeatureSeries, Features, LongSpectrum, PartFeatures};

use crate::args::AnalyzeArgs;
use crate::cache::Cache;
use crate::commands::{analyzed_song, analyzed_stem};
use crate::crew::Threads;
use crate::errors::{Code, Fault, output_words};
use crate::inputs::Inputs;
use crate::progress::{Show, Watch};
use crate::store::Files;

/// Values of all series together: 128 MiB, of which the text is a third more.
const VALUES_MAX: f64 = (32_u64 << 20) as f64;

/// The hop of a song that is not long, in ms, and the steps in which it grows.
const HOP_MS: f64 = 250.0;

/// Listens to a song and writes its features to `file`.
pub(crate) fn write(
    file: &Path,
    inputs: &Inputs,
    args: &AnalyzeArgs,
    (crew, cache): (&Threads, Option<&Cache>),
) -> Result<Analysis, Fault> {
    let out = Unfinished::open(file, inputs)?;
    let files = Files::to_hear(inputs.stem_files()).remembering(cache);
    let show = if args.run.talks() { Show::Bar } else { Show::Nothing };
    let watch = Watch::new(&[Stage::Listen], show);
    let rate_hz = engine::session_rate(&inputs.for_engine(Path::new(".")));
    let block_frames = args.run.settings(false).block_frames;
    let stems = inputs.files.len();
    let heard = engine::listen(stems, rate_hz, block_frames, (&files, crew, &watch))?;
    let hop_ms = hop_ms(args.feature_hop_ms, &heard, rate_hz)?;
    let settings = SeriesSettings { sample_rate_hz: rate_hz, hop_ms, block_frames };
    let series = engine::series(stems, settings, (&files, crew, &watch))?;
    watch.done();
    let analysis = analysis(inputs, &heard, rate_hz, &files);
    let text = Text { analysis: &analysis, heard: &heard, hop_ms };
    out.publish(|writer| text.write(series, writer))?;
    Ok(analysis)
}

/// The hop asked for, if there is room for it; else one for which there is.
fn hop_ms(wanted: Option<f64>, heard: &Heard, rate_hz: u32) -> Result<f64, Fault> {
    let duration_ms = heard.frames as f64 * 1e3 / f64::from(rate_hz);
    let parts = (heard.song.stems.len() + 1) as f64;
    let least = duration_ms * parts * SERIES_VALUES_MAX as f64 / VALUES_MAX;
    match wanted {
        None => Ok(HOP_MS * (least / HOP_MS).ceil().max(1.0)),
        Some(wanted) if wanted >= least => Ok(wanted),
        Some(wanted) => Err(Fault::new(
            Code::Usage,
            format!("a hop of {wanted} ms would give more values than one document should hold"),
            format!("use --feature-hop-ms {:.0} or more, or fewer stems at a time", least.ceil()),
        )),
    }
}

/// What there is to say of a song that was heard as a whole.
pub(crate) fn analysis(
    inputs: &Inputs,
    heard: &Heard,
    rate_hz: u32,
    files: &Files<'_>,
) -> Analysis {
    let seconds = |frames: u64, rate_hz: u32| frames as f64 / f64::from(rate_hz);
    let odd = files.warnings();
    let stems = inputs.files.iter().zip(&heard.song.stems).zip(&heard.own_frames).enumerate();
    let stems = stems.map(|(index, ((input, measured), own_frames))| {
        let on_the_way = odd.iter().filter(|(stem, _)| *stem == index).map(|(_, it)| it.clone());
        let warnings = input.warnings().into_iter().chain(on_the_way).collect();
        let duration_s = seconds(*own_frames, input.info.sample_rate_hz);
        analyzed_stem(input, Some(measured), duration_s, warnings)
    });
    let duration_s = seconds(heard.frames, rate_hz);
    let song = analyzed_song(Some(&heard.song), rate_hz, duration_s, stems.collect());
    Analysis { sum: Some(engine::measured(&heard.song.sum)), ..song }
}

/// What stands in the document besides the series.
struct Text<'a> {
    analysis: &'a Analysis,
    heard: &'a Heard,
    hop_ms: f64,
}

impl Text<'_> {
    fn write(&self, series: SongSeries, out: &mut impl Write) -> std::io::Result<()> {
        let (version, hop_ms) = (Features::VERSION, self.hop_ms);
        write!(out, "{{\n\"features\": {version},\n\"analysis\": ")?;
        out.write_all(self.analysis.to_json().trim_end().as_bytes())?;
        write!(out, ",\n\"hop_ms\": {hop_ms},\n\"stems\": [")?;
        let stems = self.analysis.stems.iter().zip(&self.heard.song.stems).zip(series.stems);
        for (index, ((stem, measured), series)) in stems.enumerate() {
            out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
            self.part(&stem.id, measured, series, out)?;
        }
        out.write_all(b"\n],\n\"sum\": ")?;
        self.part("sum", &self.heard.song.sum, series.sum, out)?;
        out.write_all(b"\n}\n")
    }

    fn part(
        &self,
        id: &str,
        measured: &Measurement,
        series: Vec<Series>,
        out: &mut impl Write,
    ) -> std::io::Result<()> {
        let series = series.into_iter().map(|one| document(one, self.hop_ms)).collect();
        let part = PartFeatures { id: id.into(), spectrum: spectrum(measured), series };
        serde_json::to_writer(out, &part).map_err(std::io::Error::from)
    }
}

fn spectrum(measured: &Measurement) -> LongSpectrum {
    let level = |level: &f32| level.is_finite().then(|| tidy(*level));
    // E(f) = 21.4·log₁₀(1 + 0.00437·f), solved for f at the whole numbers.
    let hz = |band: usize| (10_f64.powf((band + 1) as f64 / 21.4) - 1.0) / 0.00437;
    LongSpectrum {
        bands_hz: (0..ERB_BANDS).map(|band| rounded(hz(band))).collect(),
        mid_dbfs: measured.spectrum.mid_erb_db.iter().map(level).collect(),
        side_dbfs: measured.spectrum.side_erb_db.iter().map(level).collect(),
    }
}

fn document(series: Series, hop_ms: f64) -> FeatureSeries {
    let (mean, deviation) = statistics(&series);
    let bytes: Vec<u8> = series.values.iter().flat_map(|value| value.to_le_bytes()).collect();
    FeatureSeries {
        kind: series.kind.id().into(),
        unit: series.kind.unit().into(),
        hop_ms,
        shape: [series.frames() as u64, series.bands as u64],
        bands_hz: series.bands_hz.iter().map(|hz| rounded(*hz)).collect(),
        mean,
        deviation,
        encoding: "f32le-base64".into(),
        values: STANDARD.encode(bytes),
    }
}

/// Mean and standard deviation of each band over the frames that are not at the floor throughout.
fn statistics(series: &Series) -> (Vec<f64>, Vec<f64>) {
    let silent = |value: &f32| *value <= SERIES_FLOOR_DBFS || *value == 0.0;
    let rows =
        || series.values.chunks_exact(series.bands.max(1)).filter(|row| !row.iter().all(silent));
    let count = rows().count().max(1) as f64;
    let mut mean = vec![0.0; series.bands];
    rows().for_each(|row| mean.iter_mut().zip(row).for_each(|(sum, x)| *sum += f64::from(*x)));
    mean.iter_mut().for_each(|sum| *sum /= count);
    let mut square = vec![0.0; series.bands];
    for row in rows() {
        for ((sum, x), mean) in square.iter_mut().zip(row).zip(&mean) {
            *sum += (f64::from(*x) - mean) * (f64::from(*x) - mean);
        }
    }
    let deviation = square.into_iter().map(|sum| rounded((sum / count).sqrt())).collect();
    (mean.into_iter().map(rounded).collect(), deviation)
}

/// To a ten-thousandth: more digits say nothing.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn tidy(value: f32) -> f64 {
    rounded(f64::from(value))
}

/// A file that gets its name when it is whole.
struct Unfinished<'a> {
    file: &'a Path,
    hidden: tempfile::TempDir,
}

impl<'a> Unfinished<'a> {
    fn open(file: &'a Path, inputs: &Inputs) -> Result<Self, Fault> {
        let shown = file.display();
        let real = file.canonicalize().ok();
        let is_input = |path: &Path| real.is_some() && path.canonicalize().ok() == real;
        if inputs.files.iter().any(|input| is_input(&input.path)) {
            let message = format!("`{shown}` is an input and would be overwritten");
            return Err(Fault::new(Code::Output, message, "choose another name for --features"));
        }
        if file.is_dir() {
            let message = format!("`{shown}` is a folder, expected a file or nothing");
            return Err(Fault::new(
                Code::Output,
                message,
                "add a name: --features FOLDER/song.json",
            ));
        }
        let folder = file.parent().filter(|it| !it.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let hidden = tempfile::Builder::new().prefix(".mixmaster-").tempdir_in(folder);
        let hidden = hidden.map_err(|error| unwritable(file, &error))?;
        Ok(Self { file, hidden })
    }

    fn publish(
        self,
        work: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
    ) -> Result<(), Fault> {
        let hidden = self.hidden.path().join("features.json");
        let whole = || {
            let mut writer = BufWriter::new(File::create(&hidden)?);
            work(&mut writer)?;
            writer.into_inner()?.sync_all()?;
            std::fs::rename(&hidden, self.file)
        };
        whole().map_err(|error| unwritable(self.file, &error))
    }
}

fn unwritable(file: &Path, error: &std::io::Error) -> Fault {
    let words = output_words(&file.to_string_lossy(), error);
    Fault::worded(Code::Output, &words.replace("with -o", "with --features"))
}
