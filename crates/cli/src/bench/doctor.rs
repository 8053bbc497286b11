//! `bench doctor`: faults are put into stems that are given, one at a time, and the doctor is
//! asked. Counted are the faults that it finds, and repairs of what was not broken.

use std::collections::BTreeSet;

use engine::{Clip, Examined, MemoryStore, RunSettings, Slot, StemInput, Store};
use recipe::{Brief, Wish};
use serde_json::{Value, json};

use super::faults::{CASES, inject};
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
    /// Repairs of something else.
    false_repairs: u32,
    /// Repairs of what was injected.
    true_repairs: u32,
    /// The last false one: what it took for broken.
    wrong: Option<String>,
}

pub(crate) fn doctor(args: &BenchDoctorArgs) -> Result<(), Fault> {
    let crew = Threads::new(None)?;
    let mut tallies = vec![Tally::default(); CASES.len()];
    let mut clean = (0, 0);
    for song in &args.songs {
        let stems = excerpts(song, args.seconds, &crew)?;
        for seed in 0..args.seeds {
            stop::check()?;
            let Some((stems, at)) = chosen(&stems, seed) else { continue };
            let before = repairs(&examined(&stems, &crew)?);
            clean = (clean.0 + stems.len(), clean.1 + before.len());
            for (case, tally) in CASES.iter().zip(&mut tallies) {
                let (sick, concerned) = inject(&stems, at, case, seed);
                let found = examined(&sick, &crew)?;
                tally.count(&found, case.fault, &concerned, &before);
            }
        }
    }
    if args.json {
        words::data(&format!("{:#}\n", as_json(&tallies, clean)));
    } else {
        words::data(&table(&tallies, clean));
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

/// What would be repaired: fault and stem.
fn repairs(found: &Examined) -> BTreeSet<(String, String)> {
    let mended = found.findings.iter().filter(|line| line.is_mended);
    mended.map(|line| (line.fault.clone(), line.stem.clone())).collect()
}

impl Tally {
    fn count(
        &mut self,
        found: &Examined,
        fault: &str,
        concerned: &[usize],
        before: &BTreeSet<(String, String)>,
    ) {
        let ids: Vec<String> = concerned.iter().map(|index| id(*index)).collect();
        let has = |verdict: &str| {
            found.findings.iter().any(|line| {
                line.fault == fault && line.verdict == verdict && ids.contains(&line.stem)
            })
        };
        self.tried += 1;
        self.sure += u32::from(has("sure"));
        self.likely += u32::from(!has("sure") && has("likely"));
        for (what, stem) in repairs(found).difference(before) {
            // What is upside down and late, or a late copy, is late besides.
            let is_late = what == "delay" && matches!(fault, "polarity" | "duplicate");
            if ids.contains(stem) && (what == fault || is_late) {
                self.true_repairs += 1;
            } else {
                self.false_repairs += 1;
                self.wrong = Some(format!("{what} of {stem} beside {fault} of {ids:?}"));
            }
        }
    }
}

fn rows(tallies: &[Tally]) -> impl Iterator<Item = (&'static super::faults::Case, &Tally)> {
    CASES.iter().zip(tallies)
}

fn precision(tallies: &[Tally]) -> f64 {
    let (right, wrong) = tallies.iter().fold((0, 0), |(right, wrong), tally| {
        (right + tally.true_repairs, wrong + tally.false_repairs)
    });
    f64::from(right) / f64::from((right + wrong).max(1))
}

fn as_json(tallies: &[Tally], (stems, repairs): (usize, usize)) -> Value {
    let row = |(case, tally): (&super::faults::Case, &Tally)| {
        json!({ "fault": case.fault, "strength": case.strength, "is_clear": case.is_clear,
                "tried": tally.tried, "sure": tally.sure, "likely": tally.likely,
                "wrong": tally.wrong, "true_repairs": tally.true_repairs, "false_repairs": tally.false_repairs })
    };
    json!({ "cases": rows(tallies).map(row).collect::<Vec<_>>(),
            "precision_of_repairs": precision(tallies),
            "clean_stems": stems, "repairs_of_clean_stems": repairs })
}

fn table(tallies: &[Tally], (stems, repairs): (usize, usize)) -> String {
    let mut text = format!(
        "{:<16}{:<30}{:>6}{:>8}{:>12}{:>9}\n",
        "fault", "strength", "tried", "sure %", "or likely %", "false"
    );
    for (case, tally) in rows(tallies) {
        let share = |count: u32| 100.0 * f64::from(count) / f64::from(tally.tried.max(1));
        let mark = if case.is_clear { "" } else { " (weak)" };
        text += &format!(
            "{:<16}{:<30}{:>6}{:>8.0}{:>12.0}{:>9}\n",
            case.fault.replace('_', " "),
            format!("{}{mark}", case.strength),
            tally.tried,
            share(tally.sure),
            share(tally.sure + tally.likely),
            tally.false_repairs
        );
        text += &tally.wrong.as_ref().map_or(String::new(), |wrong| format!("  false: {wrong}\n"));
    }
    text += &format!(
        "repairs: {:.1} % of what was broken; {repairs} on {stems} clean stems\n",
        100.0 * precision(tallies)
    );
    text
}
