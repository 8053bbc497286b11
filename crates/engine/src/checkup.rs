//! Stems under examination: what is wrong with them, and what a mix would do about it.

use std::collections::BTreeMap;

use policy::{Heard as PolicyHeard, guess_role, opinions};
use recipe::{Brief, FindingLine, ProofLine, StemSpec};

use crate::EngineError;
use crate::listen::{Heard, listen_anyway};
use crate::order::{RunSettings, StemInput, session_rate};
use crate::run::Io;

/// Stems that were examined.
#[derive(Clone, Debug)]
pub struct Examined {
    /// Rate at which they were compared, in Hz.
    pub sample_rate_hz: u32,
    /// What was heard.
    pub heard: Heard,
    /// What was found, unclear or not, and what `mix` does about it.
    pub findings: Vec<FindingLine>,
}

/// Examines the stems of a song under a brief. Silence is a finding here, not an error.
///
/// # Errors
///
/// Files that cannot be read, or cancellation.
pub fn examine(
    stems: &[StemInput],
    brief: &Brief,
    settings: RunSettings,
    io: Io<'_>,
) -> Result<Examined, EngineError> {
    let sample_rate_hz = session_rate(stems);
    let heard = listen_anyway(stems.len(), sample_rate_hz, settings.block_frames, io)?;
    let specs = stem_specs(stems, &heard);
    let known = PolicyHeard { session: &heard.song, stems: &specs };
    let findings = lines(&known, brief);
    Ok(Examined { sample_rate_hz, heard, findings })
}

/// What a report tells: all but what is unclear.
pub(crate) fn told(heard: &PolicyHeard<'_>, brief: &Brief) -> Vec<FindingLine> {
    let mut lines = lines(heard, brief);
    lines.retain(|line| line.verdict != measure::Verdict::Unclear.name());
    lines
}

fn lines(heard: &PolicyHeard<'_>, brief: &Brief) -> Vec<FindingLine> {
    let line = |opinion: policy::Opinion<'_>| FindingLine {
        stem: opinion.stem.to_owned(),
        others: opinion.others.iter().map(|other| (*other).to_owned()).collect(),
        fault: opinion.finding.fault.name().to_owned(),
        verdict: opinion.finding.verdict.name().to_owned(),
        says: opinion.says,
        does: opinion.does,
        is_mended: opinion.is_mended,
        numbers: numbers(opinion.finding.fault),
        evidence: opinion
            .finding
            .evidence
            .iter()
            .map(|proof| ProofLine {
                metric: proof.metric.to_string(),
                value: proof.value.is_finite().then(|| crate::run::round_to(proof.value, 1e-4)),
                threshold: proof.threshold,
            })
            .collect(),
    };
    opinions(heard, brief).into_iter().map(line).collect()
}

/// What the words of a fault tell of it and no proof holds.
fn numbers(fault: measure::Fault) -> BTreeMap<String, f64> {
    use measure::Fault;
    let rows = match fault {
        Fault::Hum { mains_hz, .. } => vec![("mains_hz", mains_hz)],
        Fault::Duplicate { gain_db, late_ms } => {
            vec![("copy_gain_db", gain_db), ("copy_late_ms", late_ms)]
        }
        Fault::Rate { ratio } => vec![("rate_ratio", ratio)],
        _ => Vec::new(),
    };
    let told = rows.into_iter().filter(|(_, value)| value.is_finite());
    told.map(|(name, value)| (name.to_owned(), crate::run::round_to(value, 1e-4))).collect()
}

/// What the stems are, from what the edge says and what was heard.
pub(crate) fn stem_specs(stems: &[StemInput], heard: &Heard) -> Vec<StemSpec> {
    let measured = heard.song.stems.iter().zip(&heard.own_frames);
    stems
        .iter()
        .zip(measured)
        .map(|(stem, (measurement, &frames))| StemSpec {
            id: stem.id.clone(),
            file: stem.file.clone(),
            hash: stem.hash.clone(),
            sample_rate_hz: stem.sample_rate_hz,
            channels: stem.channels,
            frames,
            role: guess_role(&stem.id, stem.role, measurement),
        })
        .collect()
}
