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

/// Sure, and yet nothing to do about a stem before it is mixed: how its source was coded, how many
/// channels it takes, peaks that the strip has room for.
const NOTES: [&str; 3] = ["lossy_cutoff", "mono_as_stereo", "inter_sample_clipping"];

fn is_note(line: &FindingLine) -> bool {
    NOTES.contains(&line.fault.as_str())
}

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
    let counts = |line: &FindingLine| args.strict || !is_note(line);
    let is_sick = checkup.findings.iter().any(|line| line.verdict == "sure" && counts(line));
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
        let mark = match line.is_mended {
            true => "mix:",
            false if is_note(line) => "note:",
            false => "you:",
        };
        text += &format!("{name:<width$}  {:<8}{fault:<16} {}\n", line.verdict, line.says);
        text += &format!("{:<width$}  {:<8}{:<16} {mark} {}\n", "", "", "", line.does);
    }
    let sure = checkup.findings.iter().filter(|line| line.verdict == "sure");
    let notes = sure.clone().filter(|line| is_note(line)).count();
    let sure = sure.count() - notes;
    let mended = checkup.findings.iter().filter(|line| line.is_mended).count();
    text += &format!(
        "{}, {sure} surely wrong, {mended} put right by `mix`{}{}\n",
        words::count(checkup.stems.len(), "stem"),
        match notes {
            0 => String::new(),
            _ => format!("; {} that need no repair", words::count(notes, "note")),
        },
        if hidden > 0 { format!("; {hidden} unclear, told with --all") } else { String::new() }
    );
    text
}
