//! `bench doctor`: faults are put into stems that are given, one at a time, and the doctor is
//! asked. Two things are counted apart: what it calls sure, and what `mix` would change about the
//! audio. Either may be right or false; only the second harms.

use std::collections::{BTreeMap, BTreeSet};

use engine::{Clip, Examined, MemoryStore, RunSettings, Slot, StemInput, Store};
use recipe::{Brief, Wish};
use serde_json::{Value, json};

use super::faults::{CASES, inject};
use super::origin;
use crate::args::BenchDoctorArgs;
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::store::Files;
use crate::{inputs, stop, words};

/// Stems of a song that are used: one that is made faulty and some beside it.
const STEMS_MAX: usize = 4;

/// A stem under this mean power is as good as silent: −60 dBFS.
const SOUNDS: f32 = 1e-6;

/// What became of a case.
#[derive(Clone, Debug, Default)]
struct Tally {
    tried: u32,
    sure: u32,
    likely: u32,
    /// Changes of what was injected, and of stems that were in step with it before and stay so.
    true_repairs: u32,
    carried: u32,
    /// Changes of something else.
    false_repairs: u32,
    /// Sure findings that are neither what was injected nor what follows from it.
    false_sure: u32,
    /// Each false one: what it took for broken.
    wrong: Vec<String>,
}

/// What was found in stems as they came.
#[derive(Debug, Default)]
struct Clean {
    stems: usize,
    repairs: usize,
    /// Sure findings by fault: nobody knows which of them are right.
    sure: BTreeMap<String, usize>,
}

/// What is known of the stems before a fault is put in.
struct Before {
    repairs: BTreeSet<(String, String)>,
    sure: BTreeSet<(String, String)>,
    /// Pairs that hold one source and stand in step.
    in_step: Vec<(usize, usize)>,
    /// They went through a coder with loss: whatever shows that, is right.
    is_lossy: bool,
}

impl Before {
    fn of(found: &Examined, is_lossy: bool) -> Self {
        let links = found.heard.song.diagnosis.links.iter();
        let in_step = links.filter(|link| !link.inverted && link.lag_ms.abs() < IN_STEP_MS);
        let in_step = in_step.map(|link| link.stems).collect();
        Self { repairs: repairs(found), sure: sure(found), in_step, is_lossy }
    }
}

/// Stems nearer than this are in step: a twentieth of what is injected.
const IN_STEP_MS: f64 = 0.05;

/// Faults that follow from one that is injected, as it is injected: what is heard twice may be
/// late, and a short file looks misread.
const FOLLOW: &[(&str, &str)] = &[
    ("polarity", "delay"),
    ("delay", "polarity"),
    ("duplicate", "delay"),
    ("sum_of_others", "duplicate"),
    ("rate_mismatch", "truncation"),
];

/// What is read off the samples and cannot be false: a peak is where it is, two channels are the
/// same or not.
const FACTS: [&str; 3] = ["inter_sample_clipping", "mono_as_stereo", "silence"];

pub(crate) fn doctor(args: &BenchDoctorArgs) -> Result<(), Fault> {
    let crew = Threads::new(None)?;
    let mut tallies = vec![Tally::default(); CASES.len()];
    let mut clean = Clean::default();
    for song in &args.songs {
        let is_lossy = origin::is_lossy(song)?;
        let stems = excerpts(song, args.seconds, &crew)?;
        for seed in 0..args.seeds {
            stop::check()?;
            let Some((stems, at)) = chosen(&stems, seed) else { continue };
            let before = Before::of(&examined(&stems, &crew)?, is_lossy);
            clean.add(stems.len(), &before);
            for (case, tally) in CASES.iter().zip(&mut tallies) {
                let Some((sick, concerned)) = inject(&stems, at, case, seed) else { continue };
                let found = examined(&sick, &crew)?;
                tally.count(&found, case.fault, &concerned, &before);
            }
        }
    }
    if args.json {
        words::data(&format!("{:#}\n", as_json(&tallies, &clean)));
    } else {
        words::data(&table(&tallies, &clean));
    }
    Ok(())
}

/// Stem by stem the middle of a song.
fn excerpts(song: &std::path::Path, seconds: f64, crew: &Threads) -> Result<Vec<Clip>, Fault> {
    let inputs = inputs::stems(&[song.to_owned()], &[], crew)?;
    let files = Files::to_hear(inputs.stem_files());
    let mut clips = Vec::new();
    for index in 0..inputs.files.len() {
        let mut source = files.open(Slot::Stem(index)).map_err(engine::EngineError::from)?;
        let rate = source.sample_rate_hz();
        let mut channels = vec![Vec::new(); source.channels()];
        let mut block = vec![vec![0.0; 8_192]; source.channels()];
        loop {
            let got = source.read(&mut block, 8_192).map_err(engine::EngineError::from)?;
            if got == 0 {
                break;
            }
            for (channel, block) in channels.iter_mut().zip(&block) {
                channel.extend_from_slice(&block[..got]);
            }
        }
        let frames = channels[0].len();
        let wanted = ((seconds * f64::from(rate)) as usize).min(frames);
        let from = (frames - wanted) / 2;
        let channels = channels.iter().map(|x| x[from..from + wanted].to_vec()).collect();
        clips.push(Clip { channels, sample_rate_hz: rate });
    }
    Ok(clips)
}

/// Some stems that sound, and which of them is to be made faulty.
fn chosen(stems: &[Clip], seed: u64) -> Option<(Vec<Clip>, usize)> {
    let power = |clip: &Clip| {
        let x = &clip.channels[0];
        x.iter().map(|x| x * x).sum::<f32>() / x.len().max(1) as f32
    };
    let heard: Vec<&Clip> = stems.iter().filter(|clip| power(clip) > SOUNDS).collect();
    let count = heard.len();
    let take = |n: usize| heard[(seed as usize + n) % count].clone();
    (count >= 2).then(|| ((0..count.min(STEMS_MAX)).map(take).collect(), 0))
}

fn examined(stems: &[Clip], crew: &Threads) -> Result<Examined, Fault> {
    let brief = Brief::resolve(&Wish::default())
        .map_err(|error| Fault::new(Code::Internal, error.to_string(), ""))?
        .brief;
    let input = |(index, clip): (usize, &Clip)| StemInput {
        id: id(index),
        file: String::new(),
        hash: String::new(),
        sample_rate_hz: clip.sample_rate_hz,
        channels: clip.channels.len() as u16,
        bits: 24,
        role: None,
    };
    let inputs: Vec<StemInput> = stems.iter().enumerate().map(input).collect();
    let store = MemoryStore::new(stems.to_vec());
    Ok(engine::examine(&inputs, &brief, RunSettings::default(), (&store, crew, &()))?)
}

fn id(index: usize) -> String {
    format!("stem_{index}")
}

/// What would be changed about the audio: fault and stem.
fn repairs(found: &Examined) -> BTreeSet<(String, String)> {
    let mended = found.findings.iter().filter(|line| line.is_mended);
    mended.map(|line| (line.fault.clone(), line.stem.clone())).collect()
}

/// What is called sure: fault and stem.
fn sure(found: &Examined) -> BTreeSet<(String, String)> {
    let sure = found.findings.iter().filter(|line| line.verdict == "sure");
    sure.map(|line| (line.fault.clone(), line.stem.clone())).collect()
}

impl Clean {
    fn add(&mut self, stems: usize, before: &Before) {
        self.stems += stems;
        self.repairs += before.repairs.len();
        for (fault, _) in &before.sure {
            *self.sure.entry(fault.clone()).or_default() += 1;
        }
    }
}

impl Tally {
    fn count(&mut self, found: &Examined, fault: &str, concerned: &[usize], before: &Before) {
        let ids: Vec<String> = concerned.iter().map(|index| id(*index)).collect();
        let has = |verdict: &str| {
            found.findings.iter().any(|line| {
                line.fault == fault && line.verdict == verdict && ids.contains(&line.stem)
            })
        };
        self.tried += 1;
        self.sure += u32::from(has("sure"));
        self.likely += u32::from(!has("sure") && has("likely"));
        let follows = |what: &str| what == fault || FOLLOW.contains(&(fault, what));
        let is_right = |what: &str, stem: &String| ids.contains(stem) && follows(what);
        for (what, stem) in repairs(found).difference(&before.repairs) {
            if is_right(what, stem) {
                self.true_repairs += 1;
            } else if what == "delay" && follows(what) && before.in_step_with(concerned, stem) {
                self.carried += 1;
            } else {
                self.false_repairs += 1;
                self.wrong.push(format!("changes {what} of {stem} beside {fault} of {ids:?}"));
            }
        }
        // A stem that was put beside has what the one that it was made of had before.
        let had = |what: &String, stem: &String| {
            let is_known = |stem: &String| before.sure.contains(&(what.clone(), stem.clone()));
            // A second microphone may show the coder that its own stem hides.
            let is_coded = what == "lossy_cutoff" && before.is_lossy;
            is_known(stem) || is_coded || (ids.contains(stem) && ids.iter().any(is_known))
        };
        for (what, stem) in &sure(found) {
            if !had(what, stem) && !is_right(what, stem) && !FACTS.contains(&what.as_str()) {
                let is_carried = what == "delay" && before.in_step_with(concerned, stem);
                self.false_sure += u32::from(!is_carried);
                if !is_carried {
                    self.wrong
                        .push(format!("calls {what} of {stem} sure beside {fault} of {ids:?}"));
                }
            }
        }
    }
}

impl Before {
    /// Whether `stem` stood in step with one of the `concerned`: it has to move with it.
    fn in_step_with(&self, concerned: &[usize], stem: &str) -> bool {
        self.in_step.iter().any(|(low, high)| {
            (concerned.contains(low) && id(*high) == stem)
                || (concerned.contains(high) && id(*low) == stem)
        })
    }
}

fn rows(tallies: &[Tally]) -> impl Iterator<Item = (&'static super::faults::Case, &Tally)> {
    CASES.iter().zip(tallies)
}

/// Share of `right` in all, and how many that are.
fn precision(tallies: &[Tally], right: fn(&Tally) -> u32, wrong: fn(&Tally) -> u32) -> (f64, u32) {
    let (right, wrong) =
        tallies.iter().fold((0, 0), |(sum, all), tally| (sum + right(tally), all + wrong(tally)));
    (f64::from(right) / f64::from((right + wrong).max(1)), right + wrong)
}

fn of_repairs(tallies: &[Tally]) -> (f64, u32) {
    precision(tallies, |tally| tally.true_repairs + tally.carried, |tally| tally.false_repairs)
}

fn of_findings(tallies: &[Tally]) -> (f64, u32) {
    precision(tallies, |tally| tally.sure, |tally| tally.false_sure)
}

/// Share of the clear cases that are called sure.
fn recall(tallies: &[Tally]) -> f64 {
    let clear = rows(tallies).filter(|(case, _)| case.is_clear && !case.fault.is_empty());
    let (sure, tried) =
        clear.fold((0, 0), |(sure, tried), (_, tally)| (sure + tally.sure, tried + tally.tried));
    f64::from(sure) / f64::from(tried.max(1))
}

fn as_json(tallies: &[Tally], clean: &Clean) -> Value {
    let row = |(case, tally): (&super::faults::Case, &Tally)| {
        json!({ "fault": case.fault, "strength": case.strength, "is_clear": case.is_clear,
                "tried": tally.tried, "sure": tally.sure, "likely": tally.likely,
                "wrong": tally.wrong, "true_repairs": tally.true_repairs,
                "carried_repairs": tally.carried, "false_repairs": tally.false_repairs,
                "false_sure": tally.false_sure })
    };
    json!({ "cases": rows(tallies).map(row).collect::<Vec<_>>(),
            "precision_of_repairs": of_repairs(tallies).0,
            "precision_of_sure_findings": of_findings(tallies).0,
            "recall_of_clear_faults": recall(tallies),
            "clean_stems": clean.stems, "repairs_of_clean_stems": clean.repairs,
            "sure_findings_of_clean_stems": clean.sure })
}

fn table(tallies: &[Tally], clean: &Clean) -> String {
    let mut text = format!(
        "{:<16}{:<30}{:>6}{:>8}{:>12}{:>9}{:>9}{:>12}\n",
        "fault", "strength", "tried", "sure %", "or likely %", "changed", "falsely", "false sure"
    );
    for (case, tally) in rows(tallies) {
        let share = |count: u32| 100.0 * f64::from(count) / f64::from(tally.tried.max(1));
        let mark = if case.is_clear { "" } else { " (weak)" };
        text += &format!(
            "{:<16}{:<30}{:>6}{:>8.0}{:>12.0}{:>9}{:>9}{:>12}\n",
            case.fault.replace('_', " "),
            format!("{}{mark}", case.strength),
            tally.tried,
            share(tally.sure),
            share(tally.sure + tally.likely),
            tally.true_repairs + tally.carried + tally.false_repairs,
            tally.false_repairs,
            tally.false_sure
        );
        text.extend(tally.wrong.iter().map(|wrong| format!("  false: {wrong}\n")));
    }
    let ((changes, of_changes), (findings, of_findings)) =
        (of_repairs(tallies), of_findings(tallies));
    let carried: u32 = tallies.iter().map(|tally| tally.carried).sum();
    text += &format!(
        "changes of the audio: {:.1} % of {of_changes} right ({carried} keep a stem in step with \
         one that was moved)\nsure findings: {:.1} % of {of_findings} right; {:.1} % of clear \
         faults found\nclean stems: {}, {} changed",
        100.0 * changes,
        100.0 * findings,
        100.0 * recall(tallies),
        clean.stems,
        clean.repairs,
    );
    for (fault, count) in &clean.sure {
        text += &format!("; {count} surely {}", fault.replace('_', " "));
    }
    text.push('\n');
    text
}
