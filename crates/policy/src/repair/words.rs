//! Findings in words.

use std::collections::BTreeMap;

use measure::{Fault, Finding, Verdict};
use recipe::Brief;

use super::align::Moved;
use super::{Opinion, notched, value};
use crate::Heard;

/// Names of stems, for a sentence.
pub(super) fn names(heard: &Heard<'_>, stems: &[usize]) -> String {
    let mut names: Vec<&str> =
        stems.iter().filter_map(|stem| heard.stems.get(*stem)).map(|spec| &*spec.id).collect();
    names.sort_unstable();
    match names.as_slice() {
        [] => "none".to_owned(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

pub(super) fn opinion<'a>(
    heard: &Heard<'a>,
    finding: &'a Finding,
    moved: &BTreeMap<usize, Moved>,
    brief: &Brief,
) -> Option<Opinion<'a>> {
    let mut stem = finding.stem;
    let mut others = finding.others.clone();
    let is_sure = finding.verdict == Verdict::Sure && !brief.bypass_repair;
    let mut mended = None;
    if let Fault::Polarity | Fault::Delay { .. } = finding.fault {
        let turns = matches!(finding.fault, Fault::Polarity);
        let changes = |stem: &usize| {
            moved.get(stem).is_some_and(|to| if turns { to.inverted } else { to.delay_ms > 0.0 })
        };
        if is_sure && let Some(at) = others.iter().position(changes).filter(|_| !changes(&stem)) {
            std::mem::swap(&mut others[at], &mut stem);
        }
        mended = moved.get(&stem).filter(|_| is_sure && changes(&stem)).map(|to| match turns {
            true => "polarity turned".to_owned(),
            false => format!("delayed by {:.2} ms", to.delay_ms),
        });
    }
    let does = match finding.fault {
        Fault::Polarity | Fault::Delay { .. } => mended,
        Fault::Offset if is_sure => Some("filtered out under 10 Hz".to_owned()),
        Fault::Hum { mains_hz, levels_dbfs } if is_sure => {
            let lines = notched(heard, stem, mains_hz, &levels_dbfs);
            let lines: Vec<String> = lines.map(|(hz, _)| format!("{hz:.0}")).collect();
            (!lines.is_empty()).then(|| format!("notched at {} Hz", lines.join(", ")))
        }
        Fault::SumOfOthers if is_sure && !brief.respect_user_gains => {
            Some("left out of the mix".to_owned())
        }
        _ => None,
    };
    let is_mended = does.is_some();
    Some(Opinion {
        finding,
        stem: heard.stems.get(stem).map(|spec| spec.id.as_str())?,
        says: says(finding, &names(heard, &others), stem == finding.stem),
        others: others.iter().filter_map(|o| heard.stems.get(*o)).map(|s| &*s.id).collect(),
        does: does.unwrap_or_else(|| advice(finding).to_owned()),
        is_mended,
    })
}

fn proof(finding: &Finding, metric: &str) -> f64 {
    finding.evidence.iter().find(|proof| proof.metric == metric).map_or(0.0, |proof| proof.value)
}

/// What it is. `others` are named as they are seen from the stem; `is_late` tells which of a pair
/// the sentence is about.
fn says(finding: &Finding, others: &str, is_late: bool) -> String {
    let first = value(finding);
    let gain_db = proof(finding, "gain_db");
    match finding.fault {
        Fault::Silence if first.is_finite() => format!("peaks at {first:.0} dBFS only"),
        Fault::Silence => "holds no sound".to_owned(),
        Fault::Polarity => {
            format!("upside down against {others}: turned, the two gain {gain_db:.1} dB")
        }
        Fault::Delay { late_ms } => {
            let side = if is_late { "later" } else { "earlier" };
            format!("{late_ms:.2} ms {side} than {others}: in step, the two gain {gain_db:.1} dB")
        }
        Fault::Offset => format!("off centre by {first:.0} dBFS"),
        Fault::Clipping => {
            let missing_db = proof(finding, "missing_db");
            format!("cut off at its ceiling {first:.0} times, by about {missing_db:.1} dB")
        }
        Fault::InterSample => format!("reaches {first:+.1} dBTP between its samples"),
        Fault::Hum { mains_hz, .. } => {
            let level = proof(finding, "hum_dbfs");
            format!("mains hum of {mains_hz:.0} Hz, {first:.0} lines, up to {level:.0} dBFS")
        }
        Fault::Noise => {
            let under_db = proof(finding, "under_signal_db");
            format!("noise of {first:.0} dBFS in its pauses, {under_db:.0} dB under its sound")
        }
        Fault::Bleed => format!("{:.0} % of it is {others}", 100.0 * first),
        Fault::Duplicate { gain_db, late_ms } if late_ms.abs() < 0.005 => {
            format!("the same as {others}, {gain_db:+.1} dB")
        }
        Fault::Duplicate { gain_db, late_ms } => {
            let side = if late_ms > 0.0 { "later" } else { "earlier" };
            format!("nearly the same as {others}, {gain_db:+.1} dB, {:.2} ms {side}", late_ms.abs())
        }
        Fault::SumOfOthers => format!("the sum of {others}: they leave {first:.0} dB of it"),
        Fault::Truncation
            if finding.evidence.iter().any(|p| p.metric == "start_under_level_db") =>
        {
            "begins in full sound, while the others begin by themselves".to_owned()
        }
        Fault::Truncation => {
            let missing_ms = proof(finding, "missing_ms");
            format!("stops in full sound, {:.1} s before the others end", missing_ms / 1e3)
        }
        Fault::MonoAsStereo => "both channels hold the same".to_owned(),
        Fault::DeadChannel => "one channel holds no sound".to_owned(),
        Fault::Lossy { cutoff_hz } => {
            format!("ends like a wall at {:.1} kHz, {first:.0} dB deep", cutoff_hz / 1e3)
        }
        Fault::Rate { ratio } => {
            format!("{first:.4} times as long as the others, as if read at {ratio:.4} of its rate")
        }
        _ => finding.fault.name().to_owned(),
    }
}

/// What can be done about what is not done by itself.
fn advice(finding: &Finding) -> &'static str {
    match finding.fault {
        Fault::Silence => "nothing to do; leave it out",
        Fault::Polarity => "listen with its polarity turned",
        Fault::Delay { .. } => "listen with the earlier one delayed",
        Fault::Offset if finding.verdict == Verdict::Likely => {
            "filter it under 10 Hz if it was not meant"
        }
        Fault::Offset => "no need: slow sound, not an offset",
        Fault::Clipping | Fault::InterSample => "export it again with more headroom",
        Fault::Hum { .. } => "look for the mains in the recording",
        Fault::Noise => "edit its pauses, or record it again",
        Fault::Bleed => "kept: it belongs to the sound of the room",
        Fault::Duplicate { .. } => "leave one of the two out",
        Fault::SumOfOthers => "leave it out, or leave its parts out",
        Fault::Truncation => "listen there; if it was cut, export it again in full",
        Fault::MonoAsStereo => "no need: it is mixed as one sound",
        Fault::DeadChannel => "export it as mono if it was not meant",
        Fault::Lossy { .. } => "use the file from before it was coded",
        Fault::Rate { .. } => "export it again at the rate of the others",
        _ => "listen to it",
    }
}
