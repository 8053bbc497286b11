//! Which passage tells most about a song: where most stems sound, where it is loud, and where a
//! section leads into a louder one.

use measure::{ENVELOPE_HOP_MS, Measurement, SessionMeasurement};
use recipe::{SectionKind, SectionSpec, SessionSpec};

use crate::Excerpt;

/// Steps in which passages are tried.
const STEP_S: f64 = 0.5;

/// A stem sounds in a step that lies at most this far under its own loudness, in LU.
const SOUNDS_LU: f64 = 20.0;

/// What loudness and a transition are worth against the share of stems that sound.
const LOUD_WORTH: f64 = 0.5;
const TURN_WORTH: f64 = 0.25;

/// Where in the passage a transition is heard with both of its sides, as shares of its length.
const TURN_AT: std::ops::Range<f64> = 0.2..0.6;

/// A passage and why it was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// The passage.
    pub span: Excerpt,
    /// In words.
    pub why: String,
}

/// What is heard in one step of the song.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    /// Stems that sound.
    stems: f64,
    /// Power of the plain sum.
    power: f64,
}

/// The most telling `length_s` seconds of a song; all of a shorter one.
#[must_use]
pub fn telling(heard: &SessionMeasurement, session: &SessionSpec, length_s: f64) -> Telling {
    let rate_hz = f64::from(session.sample_rate_hz.max(1));
    let steps = steps(heard);
    let length = ((length_s / STEP_S) as usize).max(1);
    let frames = ((length_s * rate_hz) as u64).max(1);
    if steps.len() <= length {
        let span = Excerpt { from_frame: 0, frames: frames.min(session.frames.max(1)) };
        return Telling { span, why: "the song is no longer than this".into() };
    }
    let windows: Vec<Step> = steps.windows(length).map(mean).collect();
    let most = windows.iter().fold(Step::default(), |most, one| Step {
        stems: most.stems.max(one.stems),
        power: most.power.max(one.power),
    });
    let share = |value: f64, most: f64| if most > 0.0 { value / most } else { 0.0 };
    let turn = |from: usize| turn(&steps[from..from + length], from, &session.sections, rate_hz);
    let worth = |from: usize| {
        let Step { stems, power } = windows[from];
        let turns = if turn(from).is_some() { TURN_WORTH } else { 0.0 };
        share(stems, most.stems) + LOUD_WORTH * share(power, most.power) + turns
    };
    let mut best = (0, f64::NEG_INFINITY);
    for from in 0..windows.len() {
        let worth = worth(from);
        if worth > best.1 {
            best = (from, worth);
        }
    }
    let (from, _) = best;
    let why = reason(windows[from], mean(&steps), (heard.stems.len(), turn(from)));
    Telling { span: Excerpt { from_frame: (from as f64 * STEP_S * rate_hz) as u64, frames }, why }
}

fn steps(heard: &SessionMeasurement) -> Vec<Step> {
    let hops = (STEP_S * 1e3 / ENVELOPE_HOP_MS) as usize;
    let power = |one: &Measurement, step: usize| {
        let all = &one.envelope.k_power;
        let from = (step * hops).min(all.len());
        let part = &all[from..(from + hops).min(all.len())];
        part.iter().map(|power| f64::from(*power)).sum::<f64>() / hops as f64
    };
    // Loudness is −0.691 LUFS for a power of 1 (BS.1770).
    let least: Vec<f64> = heard
        .stems
        .iter()
        .map(|stem| audio::db_to_gain_f64(stem.loudness.integrated_lufs + 0.691 - SOUNDS_LU))
        .map(|gain| gain * gain)
        .collect();
    (0..heard.sum.envelope.k_power.len() / hops)
        .map(|step| {
            let sounds = heard.stems.iter().zip(&least).filter(|(stem, least)| {
                let power = power(stem, step);
                power > 0.0 && power >= **least
            });
            Step { stems: sounds.count() as f64, power: power(&heard.sum, step) }
        })
        .collect()
}

fn mean(steps: &[Step]) -> Step {
    let count = steps.len().max(1) as f64;
    Step {
        stems: steps.iter().map(|step| step.stems).sum::<f64>() / count,
        power: steps.iter().map(|step| step.power).sum::<f64>() / count,
    }
}

/// The sections before and after a transition into something louder, and its second.
fn turn<'a>(
    steps: &[Step],
    from: usize,
    sections: &'a [SectionSpec],
    rate_hz: f64,
) -> Option<(&'a SectionSpec, &'a SectionSpec, f64)> {
    sections.windows(2).find_map(|pair| {
        let at_s = pair[1].start_frame as f64 / rate_hz;
        let at = at_s / STEP_S - from as f64;
        let is_inside = TURN_AT.contains(&(at / steps.len() as f64));
        let (before, after) = steps.split_at(is_inside.then_some(at as usize)?);
        (mean(after).power > mean(before).power).then_some((&pair[0], &pair[1], at_s))
    })
}

type Turn<'a> = Option<(&'a SectionSpec, &'a SectionSpec, f64)>;

/// A part of a song as people call it.
fn named(section: &SectionSpec) -> String {
    match section.kind {
        SectionKind::Unknown => format!("part {}", section.label),
        kind => format!("{kind} ({})", section.label),
    }
}

fn reason(window: Step, song: Step, (stems, turn): (usize, Turn<'_>)) -> String {
    let mut why = format!("{:.0} of {stems} stems sound", window.stems);
    let louder_lu = 0.5 * (audio::gain_to_db_f64(window.power) - audio::gain_to_db_f64(song.power));
    if louder_lu.is_finite() {
        why += &format!(", {louder_lu:+.1} LU against the whole song");
    }
    if let Some((before, after, at_s)) = turn {
        let whole = at_s as u64;
        why += &format!(
            ", {} leads into {} at {}:{:02}",
            named(before),
            named(after),
            whole / 60,
            whole % 60
        );
    }
    why
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_without_a_kind_is_called_by_its_letter() {
        let section = |kind| SectionSpec {
            start_frame: 0,
            end_frame: 1,
            label: "D".into(),
            kind,
            loudness_lu: None,
        };
        assert_eq!(named(&section(SectionKind::Unknown)), "part D");
        assert_eq!(named(&section(SectionKind::Verse)), "verse (D)");
    }
}
