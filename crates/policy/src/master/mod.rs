//! From premaster to master: as little as the brief and the profile ask for.

mod density;
mod image;
mod loudness;
mod tone;

use measure::{Measurement, SessionMeasurement};
use recipe::{Brief, Profile};

use crate::draft::Draft;

/// Loudness at which the chain works, so that its thresholds mean the same for every song.
const WORKING_LUFS: f64 = -18.0;

/// A premaster and what is wanted of it.
struct Task<'a> {
    heard: &'a Measurement,
    brief: &'a Brief,
    profile: &'a Profile,
    /// Gain to the working level, in dB.
    drive_db: f64,
}

impl Task<'_> {
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
    let task = Task {
        heard: premaster,
        brief,
        profile,
        drive_db: crate::draft::round_to((WORKING_LUFS - lufs).clamp(-36.0, 36.0), 0.1),
    };
    let mut drafts = Vec::new();
    drafts.extend(loudness::drive(&task));
    drafts.extend(tone::moves(&task));
    let multiband = density::multiband(&task);
    let dense_db = multiband.as_ref().map_or(0.0, |(_, average_db)| *average_db);
    drafts.extend(multiband.map(|(draft, _)| draft));
    drafts.extend(density::parallel(&task));
    drafts.extend(density::saturation(&task));
    drafts.extend(loudness::soft_clip(&task));
    drafts.extend(image::width(&task));
    drafts.push(loudness::gain(&task, dense_db));
    drafts.push(loudness::limiter(brief, premaster));
    drafts
}
