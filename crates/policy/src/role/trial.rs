//! The honest test of the roles' network: every song is left out once.

use recipe::{Role, RoleGroup};

use super::model::tempered;
use super::train::{Example, Training, train_roles};

/// An excerpt for training and, if it is a whole stem of a song, for testing.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What it is and sounds like.
    pub example: Example,
    /// Excerpts of one fold are left out together; without one it is always trained on.
    pub fold: Option<String>,
    /// Is tested when its fold is left out.
    pub tested: bool,
}

/// What a tested stem was taken for by a network that had not heard its fold.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Its place among the trials.
    pub index: usize,
    /// Group probabilities, calibrated on the other folds; in the order of [`Self::groups`].
    pub of_groups: Vec<f32>,
    /// The likeliest role of the likeliest group.
    pub role: Role,
    /// The temperature that was used.
    pub temperature: f32,
}

impl Tried {
    /// Groups in the order of [`Self::of_groups`].
    #[must_use]
    pub fn groups() -> Vec<RoleGroup> {
        let mut groups: Vec<RoleGroup> = Role::ALL.iter().map(|role| role.group()).collect();
        groups.dedup();
        groups
    }
}

type Raw = [f32; Role::ALL.len()];

/// Leaves every fold out once, and fits the temperature of each on the answers for the others.
/// Also returns the temperature fitted on all: the one for a model trained on everything.
#[must_use]
pub fn try_roles(trials: &[Trial], training: Training) -> (Vec<Tried>, f32) {
    let mut folds: Vec<&String> =
        trials.iter().filter(|t| t.tested).filter_map(|t| t.fold.as_ref()).collect();
    folds.sort();
    folds.dedup();
    let mut answers: Vec<(usize, Raw)> = Vec::new();
    for fold in &folds {
        let inside = |trial: &Trial| trial.fold.as_ref() == Some(*fold);
        let examples: Vec<Example> =
            trials.iter().filter(|t| !inside(t)).map(|t| t.example).collect();
        let Some(model) = train_roles(&examples, training) else { continue };
        for (index, trial) in trials.iter().enumerate().filter(|(_, t)| t.tested && inside(t)) {
            answers.push((index, model.raw(&trial.example.timbre)));
        }
    }
    let others = |fold: Option<&String>| -> Vec<(Role, Raw)> {
        let kept =
            answers.iter().filter(|(i, _)| fold.is_none() || trials[*i].fold.as_ref() != fold);
        kept.map(|(i, raw)| (trials[*i].example.role, *raw)).collect()
    };
    let temperatures: Vec<(&String, f32)> =
        folds.iter().map(|fold| (*fold, best_temperature(&others(Some(fold))))).collect();
    let temperature_of = |fold: Option<&String>| {
        let found = temperatures.iter().find(|(known, _)| Some(*known) == fold);
        found.map_or(1.0, |(_, temperature)| *temperature)
    };
    let tried = answers
        .iter()
        .map(|(index, raw)| {
            let temperature = temperature_of(trials[*index].fold.as_ref());
            let p = tempered(raw, temperature);
            let of_groups: Vec<f32> =
                Tried::groups().into_iter().map(|group| of_group(&p, group)).collect();
            let best = |a: &usize, b: &usize| {
                let key = |i: usize| (of_group(&p, Role::ALL[i].group()), p[i]);
                let (a, b) = (key(*a), key(*b));
                a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
            };
            let role = (0..p.len()).max_by(best).map_or(Role::Unknown, |i| Role::ALL[i]);
            Tried { index: *index, of_groups, role, temperature }
        })
        .collect();
    (tried, best_temperature(&others(None)))
}

fn of_group(p: &Raw, group: RoleGroup) -> f32 {
    p.iter().zip(&Role::ALL).filter(|(_, role)| role.group() == group).map(|(p, _)| p).sum()
}

/// Least Brier score over the groups, among steps of 3 % from 0.5 to 4. It is as proper as the
/// likelihood, and one sure error does not outweigh all others.
fn best_temperature(answers: &[(Role, Raw)]) -> f32 {
    let brier = |temperature: f32| -> f32 {
        let of = |(role, raw): &(Role, Raw)| {
            let p = tempered(raw, temperature);
            let off = |group: RoleGroup| {
                of_group(&p, group) - if group == role.group() { 1.0 } else { 0.0 }
            };
            Tried::groups().into_iter().map(|group| off(group) * off(group)).sum::<f32>()
        };
        answers.iter().map(of).sum()
    };
    let steps = (0..70).map(|step| 0.5 * audio::math::exp2(step as f32 * 0.042_6));
    let scored: Vec<(f32, f32)> = steps.map(|step| (step, brier(step))).collect();
    scored.iter().min_by(|a, b| a.1.total_cmp(&b.1)).map_or(1.0, |best| best.0)
}
