//! Judging the judges: faults that grow in five steps are put into the human mix, and a judge that
//! claims to hear one has to find more of it at every step.

use std::sync::Arc;

use engine::Clip;
use measure::distance::balance_error;

use super::audio::{Track, measure_clip, sum};
use super::faults::{FAULTS, Fault as Ladder};
use super::judge::{self, Reference};
use super::metrics::{Better, METRICS};
use super::play::{Loaded, Wished};
use super::results::Scores;
use crate::errors::Fault;

/// Steps of a ladder, after the mix as it was.
pub(super) const STEPS: usize = 5;

/// What one judge said to one ladder on one song.
#[derive(Clone, Debug)]
pub(super) struct Rung {
    pub(super) fault: &'static str,
    pub(super) metric: &'static str,
    /// From the mix as it was to the largest fault.
    pub(super) values: Vec<f64>,
    /// May stand still between two steps, but never turn back.
    pub(super) holds: bool,
}

/// All ladders on one song.
pub(super) fn climb(loaded: &Loaded, wished: &Wished) -> Result<Vec<Rung>, Fault> {
    let reference = Reference::new(loaded, None, wished)?;
    let human = sum(&loaded.human_tracks())?;
    let mut rungs = Vec::new();
    for ladder in FAULTS.iter().filter(|it| (it.fits)(loaded)) {
        let mut steps: Vec<Scores> = Vec::new();
        for step in 0..=STEPS {
            crate::stop::check()?;
            steps.push(heard(loaded, ladder, step, (&reference, &human))?);
        }
        for metric in ladder.claimed_by.iter().chain(&["t28"]) {
            let values = steps.iter().filter_map(|scores| scores.get(*metric).copied());
            let values: Vec<f64> = values.collect();
            let holds = values.len() > STEPS && worsens(metric, &values);
            rungs.push(Rung { fault: ladder.name, metric, values, holds });
        }
    }
    Ok(rungs)
}

/// What all judges say to one step.
fn heard(
    loaded: &Loaded,
    ladder: &Ladder,
    step: usize,
    (reference, human): (&Reference, &Arc<Clip>),
) -> Result<Scores, Fault> {
    let mut tracks = loaded.human_tracks();
    let gains_db = (ladder.gains_db)(loaded, step as f64);
    for (track, gain_db) in tracks.iter_mut().zip(&gains_db) {
        track.change.gain_db += gain_db;
    }
    let mut clip = Clip::clone(&*sum(&tracks)?);
    (ladder.process)(&mut clip, step as f64);
    let clip = Arc::new(clip);
    let measured = measure_clip(&clip)?;
    let stems = || tracks.iter().map(Track::measure).collect::<Result<Vec<_>, _>>();
    let untouched = gains_db.iter().all(|gain_db| gain_db.abs() < 1e-9);
    let stems = if untouched { loaded.human.clone() } else { stems()? };
    let mut scores = judge::fault_scores(reference, &stems, (human, &clip, &measured))?;
    if let Some(error) = balance_error(&gains_db) {
        scores.insert("t1_lu".into(), error.rms_lu);
        scores.insert("t1_capped_lu".into(), error.capped_lu);
    }
    Ok(scores)
}

/// Whether values never get better along the way, and end worse by more than rounding. A metric
/// that claims a fault has to rise at every step but where it is at its end already; the score
/// only may not rise.
fn worsens(metric: &str, values: &[f64]) -> bool {
    let better = METRICS.iter().find(|it| it.id == metric).map_or(Better::Lower, |it| it.better);
    let worse = |value: &f64| if better == Better::Lower { *value } else { -value };
    let values: Vec<f64> = values.iter().map(worse).collect();
    // Levels are kept in steps of half a dB here and there: shares jitter by a fraction of it.
    let jitter = 0.02 * (values[values.len() - 1] - values[0]).abs();
    values.windows(2).all(|pair| pair[1] >= pair[0] - jitter)
        && values[values.len() - 1] > values[0] + 1e-6
}

/// How many songs each judge holds on, as text.
pub(super) fn text(songs: &[(String, Vec<Rung>)]) -> String {
    let mut text = format!(
        "{:<16}{:<22}{:>10}  {}\n",
        "fault", "judge", "holds", "where it does not: from the mix as it was to the largest fault"
    );
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for rung in songs.iter().flat_map(|(_, rungs)| rungs) {
        if !pairs.contains(&(rung.fault, rung.metric)) {
            pairs.push((rung.fault, rung.metric));
        }
    }
    for (fault, metric) in pairs {
        let rungs = songs.iter().flat_map(|(song, rungs)| rungs.iter().map(move |it| (song, it)));
        let rungs: Vec<_> =
            rungs.filter(|(_, it)| (it.fault, it.metric) == (fault, metric)).collect();
        let held = rungs.iter().filter(|(_, it)| it.holds).count();
        let broken = rungs.iter().filter(|(_, it)| !it.holds).map(|(song, it)| {
            let values: Vec<String> = it.values.iter().map(|x| format!("{x:.2}")).collect();
            format!("{song} {}", values.join(" "))
        });
        let broken: Vec<String> = broken.collect();
        text += &format!(
            "{fault:<16}{metric:<22}{:>10}  {}\n",
            format!("{held} of {}", rungs.len()),
            broken.join("; ")
        );
    }
    text
}

#[cfg(test)]
#[path = "ladders_tests.rs"]
mod tests;
