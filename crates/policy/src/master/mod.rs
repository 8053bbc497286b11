//! From premaster to master: as little as the brief and the profile ask for.

mod density;
mod image;
mod loudness;
mod near;
mod tone;

use measure::{Measurement, SessionMeasurement};
use recipe::{Brief, Profile};

use crate::draft::Draft;
use crate::reference::Aim;

/// Loudness at which the chain works, so that its thresholds mean the same for every song.
const WORKING_LUFS: f64 = -18.0;

/// A premaster and what is wanted of it.
struct Task<'a> {
    heard: &'a Measurement,
    brief: &'a Brief,
    profile: &'a Profile,
    /// Gain to the working level, in dB.
    drive_db: f64,
    /// What references ask for.
    aim: Option<&'a Aim>,
}

impl Task<'_> {
    /// How much denser than the mix the references are, as far as that is asked for, in dB of peak
    /// over short-term loudness; under 0 where they are more open.
    fn denser_db(&self) -> f64 {
        let Some(aim) = self.aim else { return 0.0 };
        let is_db = self.heard.dynamics.psr_median_db;
        let known = aim.psr_db.filter(|_| is_db > 0.0);
        known.map_or(0.0, |psr_db| aim.matching.dynamics_pct / 100.0 * (is_db - psr_db))
    }

    /// Loudness that has to be gained after the working level, in dB.
    fn lift_db(&self) -> f64 {
        self.brief.lufs - WORKING_LUFS
    }
}

/// Every move of the mastering chain, in its order.
pub(crate) fn moves(
    premaster: &Measurement,
    _song: &SessionMeasurement,
    brief: &Brief,
    profile: &Profile,
) -> Vec<Draft> {
    let lufs = premaster.loudness.integrated_lufs;
    // Silence gets its limiter and nothing else.
    if !lufs.is_finite() {
        return vec![loudness::limiter(brief, premaster)];
    }
    let aim = brief.reference.as_ref().map(Aim::of);
    let task = Task {
        aim: aim.as_ref(),
        heard: premaster,
        brief,
        profile,
        drive_db: crate::draft::round_to((WORKING_LUFS - lufs).clamp(-36.0, 36.0), 0.1),
    };
    let mut drafts = Vec::new();
    drafts.extend(loudness::drive(&task));
    let plan = task.aim.map(|aim| near::Plan::of(&task, aim, |pct| image::safe_pct(&task, pct)));
    let by_reference = task.aim.zip(plan.as_ref());
    match by_reference.filter(|(aim, _)| aim.matching.tone_pct > 0.0) {
        Some((aim, plan)) => drafts.extend(plan.moves(aim)),
        None => {
            drafts.extend(tone::moves(&task));
            drafts.extend(by_reference.into_iter().flat_map(|(aim, plan)| plan.moves(aim)));
        }
    }
    let multiband = density::multiband(&task);
    let dense_db = multiband.as_ref().map_or(0.0, |(_, average_db)| *average_db);
    drafts.extend(multiband.map(|(draft, _)| draft));
    drafts.extend(density::parallel(&task));
    drafts.extend(density::saturation(&task));
    drafts.extend(loudness::soft_clip(&task));
    drafts.extend(image::width(&task, by_reference));
    drafts.push(loudness::gain(&task, dense_db));
    drafts.push(loudness::limiter(brief, premaster));
    drafts
}
