//! `doctor`: what is wrong with the stems of a song.

use std::path::Path;
use std::process::ExitCode;

use engine::{Examined, Stage};
use measure::Kinship;
use recipe::{Brief, Checkup, FindingLine, Wish};

use crate::args::DoctorArgs;
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::inputs;
use crate::progress::{Show, Watch};
use crate::store::Files;
use crate::words;

/// Exit code when something is surely wrong.
const SICK: u8 = 6;

pub(crate) fn doctor(args: &DoctorArgs) -> Result<ExitCode, Fault> {
    let crew = Threads::new(args.run.threads)?;
    let inputs = inputs::stems(&args.stems, &[], &crew)?;
    if args.run.talks() {
        words::warn(&inputs.warnings);
    }
    let brief = Brief::resolve(&Wish::default())
        .map_err(|error| Fault::new(Code::Internal, error.to_string(), ""))?
        .brief;
    let files = Files::to_hear(inputs.stem_files());
    let show = if args.run.talks() { Show::Bar } else { Show::Nothing };
    let watch = Watch::new(&[Stage::Listen], show);
    let stems = inputs.for_engine(Path::new("."));
    let settings = args.run.settings(false);
    let examined = engine::examine(&stems, &brief, settings, (&files, &crew, &watch));
    watch.done();
    let examined = examined?;
    let ids: Vec<String> = stems.into_iter().map(|stem| stem.id).collect();
    let checkup = checkup(examined, ids);
    let is_sick = checkup.findings.iter().any(|finding| finding.verdict == "sure");
    if args.run.json {
        words::data(&checkup.to_json());
    } else {
        words::data(&table(&checkup, args.all));
    }
    Ok(if is_sick { ExitCode::from(SICK) } else { ExitCode::SUCCESS })
}

fn checkup(examined: Examined, stems: Vec<String>) -> Checkup {
    let kinship = &examined.heard.song.diagnosis.kinship;
    let matrix = |value: fn(&Kinship, usize, usize) -> f32| -> Vec<Vec<f64>> {
        let row = |a: usize| {
            (0..stems.len())
                .map(|b| (f64::from(value(kinship, a, b)) * 1e4).round() / 1e4)
                .collect()
        };
        (0..stems.len()).map(row).collect()
    };
    Checkup {
        engine: env!("CARGO_PKG_VERSION").into(),
        sample_rate_hz: examined.sample_rate_hz,
        duration_s: examined.heard.frames as f64 / f64::from(examined.sample_rate_hz),
        correlation: matrix(Kinship::correlation),
        coherence: matrix(Kinship::coherence),
        bleed: matrix(Kinship::share),
        stems,
        findings: examined.findings,
    }
}

/// One block per stem: what, how sure, in words, and what is done.
fn table(checkup: &Checkup, all: bool) -> String {
    let shown: Vec<&FindingLine> =
        checkup.findings.iter().filter(|line| all || line.verdict != "unclear").collect();
    let hidden = checkup.findings.len() - shown.len();
    let width = shown.iter().map(|line| line.stem.chars().count()).max().unwrap_or(0).clamp(4, 32);
    let mut text = String::new();
    if !shown.is_empty() {
        text +=
            &format!("{:<width$}  {:<8}{:<16}what was found, and what is done\n", "stem", "", "");
    }
    for line in shown {
        let name: String = line.stem.chars().take(width).collect();
        let fault = line.fault.replace('_', " ");
        let mark = if line.is_mended { "mix:" } else { "you:" };
        text += &format!("{name:<width$}  {:<8}{fault:<16} {}\n", line.verdict, line.says);
        text += &format!("{:<width$}  {:<8}{:<16} {mark} {}\n", "", "", "", line.does);
    }
    let sure = checkup.findings.iter().filter(|line| line.verdict == "sure").count();
    let mended = checkup.findings.iter().filter(|line| line.is_mended).count();
    text += &format!(
        "{}, {} surely wrong, {mended} put right by `mix`{}\n",
        words::count(checkup.stems.len(), "stem"),
        sure,
        if hidden > 0 { format!("; {hidden} unclear, told with --all") } else { String::new() }
    );
    text
}
