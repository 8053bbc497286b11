//! What is done about faults: only what surely is one, and only where putting it right costs
//! nothing that may have been meant.
//!
//! | Fault | Sure | Otherwise |
//! |---|---|---|
//! | polarity, delay | `polarity`, `align` | proposed |
//! | offset | `high_pass` at 10 Hz, unless a filter stands higher | said |
//! | hum | `eq` notches where the stem itself has nothing | proposed |
//! | sum of others | left out: its parts are there | proposed |
//! | the rest | said | said |

mod align;
mod words;

use measure::{Diagnosis, Fault, Finding, Verdict};
use recipe::{Action, Brief};

use crate::Heard;
use crate::draft::Draft;
use crate::erb;

/// Corner of the filter that takes an offset away, in Hz: an octave under the lowest sound.
const OFFSET_CORNER_HZ: f64 = 10.0;

/// Width of the notches on hum: 2 Hz at −3 dB at 50, and as many hundredths above.
const NOTCH_Q: f64 = 20.0;

/// A stem that is this much louder around a line covers it, in dB: a notch would cost more.
const COVERED_DB: f64 = 12.0;

/// Level of a stem that is left out, in dB: the lowest of the fader.
const OUT_DB: f64 = -96.0;

/// A finding, what it means and what is done about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion<'a> {
    /// What was found.
    pub finding: &'a Finding,
    /// Whose it is; where a pair is at fault, the one that is changed.
    pub stem: &'a str,
    /// The others that it takes to see it.
    pub others: Vec<&'a str>,
    /// What it is, in a sentence.
    pub says: String,
    /// What is done about it, or could be.
    pub does: String,
    /// It is done.
    pub is_mended: bool,
}

/// What the repairs are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repairs {
    pub(crate) drafts: Vec<Draft>,
    /// Places of the stems that are left out.
    pub(crate) left_out: Vec<usize>,
    /// Stems with an offset, and how large it is in dBFS.
    offsets: Vec<(String, f64)>,
}

impl Repairs {
    /// All that is sure; nothing where the brief forbids it.
    pub(crate) fn of(heard: &Heard<'_>, brief: &Brief) -> Self {
        if brief.bypass_repair {
            return Self::default();
        }
        let mut repairs = Self { drafts: align::drafts(heard), ..Self::default() };
        let id = |stem: usize| heard.stems.get(stem).map(|spec| spec.id.as_str());
        for finding in sure(&heard.session.diagnosis) {
            let Some(stem) = id(finding.stem) else { continue };
            match finding.fault {
                Fault::Offset => repairs.offsets.push((stem.to_owned(), value(finding))),
                Fault::Hum { mains_hz, levels_dbfs } => {
                    let lines = notched(heard, finding.stem, mains_hz, &levels_dbfs);
                    repairs.drafts.extend(lines.map(|line| notch(stem, line)));
                }
                Fault::SumOfOthers if !brief.respect_user_gains => {
                    repairs.left_out.push(finding.stem);
                    repairs.drafts.push(left_out(heard, stem, finding));
                }
                _ => {}
            }
        }
        repairs
    }

    /// Filters against offsets, for stems that `drafts` filters nowhere.
    pub(crate) fn offsets(&self, drafts: &[Draft]) -> Vec<Draft> {
        let open = |id: &str| !drafts.iter().any(|draft| draft.is(id, Action::HighPass));
        let offsets = self.offsets.iter().filter(|(id, _)| open(id));
        offsets.map(|(id, offset_dbfs)| offset(id, *offset_dbfs)).collect()
    }
}

/// Everything that was found, in words, with what is done about it under `brief`.
#[must_use]
pub fn opinions<'a>(heard: &Heard<'a>, brief: &Brief) -> Vec<Opinion<'a>> {
    let moved = align::moved(heard);
    let findings = heard.session.diagnosis.findings.iter();
    findings.filter_map(|finding| words::opinion(heard, finding, &moved, brief)).collect()
}

fn sure(diagnosis: &Diagnosis) -> impl Iterator<Item = &Finding> {
    diagnosis.findings.iter().filter(|finding| finding.verdict == Verdict::Sure)
}

/// The number that decided.
fn value(finding: &Finding) -> f64 {
    finding.evidence.first().map_or(0.0, |proof| proof.value)
}

/// A constant offset costs headroom, clicks at edits and is never heard.
fn offset(id: &str, offset_dbfs: f64) -> Draft {
    Draft::new(id, Action::HighPass)
        .set("freq_hz", OFFSET_CORNER_HZ)
        .set("slope_db_per_oct", 12.0)
        .because(format!("its samples are off centre by {offset_dbfs:.0} dBFS all the time"))
        .evidence("offset_dbfs", offset_dbfs, f64::from(audio::SILENCE_DB))
}

/// Lines of hum that the stem does not cover: frequency and level.
fn notched<'a>(
    heard: &Heard<'a>,
    stem: usize,
    mains_hz: f64,
    levels_dbfs: &'a [f32; 8],
) -> impl Iterator<Item = (f64, f64)> + use<'a> {
    let bands = heard.session.stems.get(stem).map(|m| erb::power(&m.spectrum));
    let lines = levels_dbfs.iter().zip(1..).filter(|(level, _)| level.is_finite());
    lines.filter_map(move |(level, times)| {
        let (hz, level) = (mains_hz * f64::from(times), f64::from(*level));
        let around_db = audio::math::power_to_db(erb::between(&bands?, 0.9 * hz, 1.1 * hz));
        (around_db - level <= COVERED_DB).then_some((hz, level))
    })
}

fn notch(id: &str, (hz, level_dbfs): (f64, f64)) -> Draft {
    Draft::new(id, Action::Eq)
        .word("shape", "notch")
        .set("freq_hz", hz)
        .set("q", NOTCH_Q)
        .because(format!(
            "mains hum stands at {hz:.0} Hz with {level_dbfs:.0} dBFS, always as loud"
        ))
        .evidence("hum_dbfs", level_dbfs, f64::from(audio::SILENCE_DB))
}

fn left_out(heard: &Heard<'_>, id: &str, finding: &Finding) -> Draft {
    let residual_db = value(finding);
    let parts = words::names(heard, &finding.others);
    Draft::new(id, Action::Fader)
        .set("gain_db", OUT_DB)
        .because(format!(
            "it is the sum of {parts}, which leave {residual_db:.0} dB of it: with them it would \
             count twice"
        ))
        .evidence("residual_db", residual_db, residual_db)
}

#[cfg(test)]
#[path = "repair_tests.rs"]
mod tests;
