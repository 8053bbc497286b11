//! `analyze --song`: what the stems of a song may be, what is wrong with them, and a profile that
//! may fit.

use std::path::Path;

use engine::{Examined, Stage};
use policy::{RolePosterior, Suggestion, suggested_profile};
use recipe::{Analysis, Brief, Role, Wish};
use serde_json::{Value, json};

use crate::args::AnalyzeArgs;
use crate::cache::Cache;
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::progress::Watch;
use crate::store::Files;
use crate::{features, inputs, words};

/// Roles that are told beside the likeliest, and how likely they have to be.
const CANDIDATES: usize = 5;
const LIKELY: f32 = 0.02;

pub(super) fn tell(
    args: &AnalyzeArgs,
    (crew, cache): (&Threads, Option<&Cache>),
) -> Result<(), Fault> {
    let inputs = inputs::stems(&args.files, &[], crew)?;
    if args.run.talks() {
        words::warn(&inputs.warnings);
    }
    let brief = Brief::resolve(&Wish::default())
        .map_err(|error| Fault::new(Code::Internal, error.to_string(), ""))?
        .brief;
    let files = Files::to_hear(inputs.stem_files()).remembering(cache);
    let watch = Watch::new(&[Stage::Listen], args.run.show());
    watch.begin();
    let stems = inputs.for_engine(Path::new("."));
    let settings = args.run.settings(false);
    let examined = engine::examine(&stems, &brief, settings, (&files, crew, &watch));
    watch.done();
    let examined = examined?;
    let analysis = features::analysis(&inputs, &examined.heard, examined.sample_rate_hz, &files);
    let roles: Vec<Role> = analysis.stems.iter().map(|stem| stem.role.is).collect();
    let suggested = suggested_profile(&examined.heard.song, &roles);
    if args.run.json {
        let document = document(&analysis, &examined, suggested.as_ref());
        words::data(&format!("{document:#}\n"));
    } else {
        words::data(&text(&analysis, &examined, suggested.as_ref()));
    }
    Ok(())
}

/// The likeliest roles of each stem by its sound.
fn candidates(examined: &Examined) -> Vec<Vec<(Role, f32)>> {
    let of_stem = |measurement| {
        let heard = RolePosterior::heard(measurement);
        let mut all: Vec<(Role, f32)> =
            Role::ALL.into_iter().map(|role| (role, heard.of(role))).collect();
        all.retain(|(role, likely)| *role != Role::Unknown && *likely >= LIKELY);
        all.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        all.truncate(CANDIDATES);
        all
    };
    examined.heard.song.stems.iter().map(of_stem).collect()
}

fn document(analysis: &Analysis, examined: &Examined, suggested: Option<&Suggestion>) -> Value {
    let to_milli = |value: f32| (f64::from(value) * 1e3).round() / 1e3;
    let candidates: Vec<Vec<Value>> = candidates(examined)
        .into_iter()
        .map(|all| {
            let one = |(role, likely): (Role, f32)| json!({ "role": role.name(), "confidence": to_milli(likely) });
            all.into_iter().map(one).collect()
        })
        .collect();
    json!({
        "analysis": analysis,
        "role_candidates": candidates,
        "findings": examined.findings,
        "suggested_profile": suggested.map(|it| json!({ "preset": it.profile.id, "reason": it.reason })),
    })
}

fn text(analysis: &Analysis, examined: &Examined, suggested: Option<&Suggestion>) -> String {
    let mut text = super::table(std::slice::from_ref(analysis));
    text += "\n";
    for (stem, candidates) in analysis.stems.iter().zip(candidates(examined)) {
        let pct = |share: f32| format!("{:.0} %", 100.0 * share);
        let others: Vec<String> = candidates
            .into_iter()
            .filter(|(role, _)| *role != stem.role.is)
            .map(|(role, likely)| format!("{role} {}", pct(likely)))
            .collect();
        let line = format!("{}: {} ({})", stem.id, stem.role.is, pct(stem.role.confidence));
        let sounds = if others.is_empty() {
            String::new()
        } else {
            format!("; by sound also {}", others.join(", "))
        };
        text += &words::wrapped(&format!("{line}{sounds}"), 2, 98);
    }
    let told = examined.findings.iter().filter(|line| line.verdict != "unclear").count();
    text += &format!("{}; `mixmaster doctor` tells them\n", words::count(told, "finding"));
    if let Some(Suggestion { profile, reason }) = suggested {
        text += &words::wrapped(
            &format!("A profile that may fit: {} ({reason})", profile.title),
            2,
            98,
        );
    }
    text
}
