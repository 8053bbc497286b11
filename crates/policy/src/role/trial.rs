//! The honest test of the roles' network: every song is left out once.

use recipe::{Role, RoleGroup};

use super::model::{OfRoles, RoleModel, Temperatures, calibrated, groups, of_groups};
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

impl Trial {
    /// What weighs nothing is tested only: neither weights nor temperatures learn from it.
    #[must_use]
    pub fn is_learnt_from(&self) -> bool {
        self.example.weight > 0.0
    }
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
    /// The temperatures that were used.
    pub temperatures: Temperatures,
}

impl Tried {
    /// Groups in the order of [`Self::of_groups`].
    #[must_use]
    pub fn groups() -> Vec<RoleGroup> {
        groups().to_vec()
    }
}

/// Leaves every fold out once, and fits the temperatures of each on the answers for the others.
/// Also returns those fitted on all: the ones for a model trained on everything.
#[must_use]
pub fn try_roles(trials: &[Trial], training: Training) -> (Vec<Tried>, Temperatures) {
    let mut folds: Vec<&String> =
        trials.iter().filter(|t| t.tested).filter_map(|t| t.fold.as_ref()).collect();
    folds.sort();
    folds.dedup();
    let mut answers: Vec<(usize, OfRoles)> = Vec::new();
    // Folds of which nothing is learnt share a model.
    let mut of_all: Option<Option<RoleModel>> = None;
    for fold in &folds {
        let inside = |trial: &Trial| trial.fold.as_ref() == Some(*fold);
        let without = || -> Vec<Example> {
            let others = trials.iter().filter(|t| !inside(t) && t.is_learnt_from());
            others.map(|t| t.example).collect()
        };
        let model = if trials.iter().any(|t| inside(t) && t.is_learnt_from()) {
            train_roles(&without(), training)
        } else {
            of_all.get_or_insert_with(|| train_roles(&without(), training)).clone()
        };
        let Some(model) = model else { continue };
        for (index, trial) in trials.iter().enumerate().filter(|(_, t)| t.tested && inside(t)) {
            answers.push((index, model.raw(&trial.example.timbre)));
        }
    }
    let others = |fold: Option<&String>| -> Vec<(Role, OfRoles)> {
        let kept = answers.iter().filter(|(i, _)| {
            trials[*i].is_learnt_from() && (fold.is_none() || trials[*i].fold.as_ref() != fold)
        });
        kept.map(|(i, raw)| (trials[*i].example.role, *raw)).collect()
    };
    let fitted: Vec<(&String, Temperatures)> =
        folds.iter().map(|fold| (*fold, fit(&others(Some(fold))))).collect();
    let temperatures_of = |fold: Option<&String>| {
        let found = fitted.iter().find(|(known, _)| Some(*known) == fold);
        found.map_or(Temperatures::NONE, |(_, temperatures)| *temperatures)
    };
    let tried = answers
        .iter()
        .map(|(index, raw)| {
            let temperatures = temperatures_of(trials[*index].fold.as_ref());
            let p = calibrated(raw, temperatures);
            let sums = of_groups(&p);
            let key = |i: usize| (of_group(&sums, Role::ALL[i].group()), p[i]);
            let best = |a: &usize, b: &usize| {
                let (a, b) = (key(*a), key(*b));
                a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
            };
            let role = (0..p.len()).max_by(best).map_or(Role::Unknown, |i| Role::ALL[i]);
            Tried { index: *index, of_groups: sums.to_vec(), role, temperatures }
        })
        .collect();
    (tried, fit(&others(None)))
}

fn of_group(sums: &[f32], group: RoleGroup) -> f32 {
    let found = groups().iter().position(|known| *known == group);
    found.and_then(|place| sums.get(place)).copied().unwrap_or(0.0)
}

/// The roles' temperature by likelihood, then the groups' by Brier score: both are proper, but one
/// sure error outweighs many stems in the likelihood and would leave the groups too unsure.
fn fit(answers: &[(Role, OfRoles)]) -> Temperatures {
    if answers.is_empty() {
        return Temperatures::NONE;
    }
    let sum = |score: &dyn Fn(&[f32], RoleGroup) -> f32, temperatures: Temperatures| -> f32 {
        let of = |(role, raw): &(Role, OfRoles)| {
            score(&of_groups(&calibrated(raw, temperatures)), role.group())
        };
        answers.iter().map(of).sum()
    };
    let surprise =
        |sums: &[f32], truth: RoleGroup| -audio::math::log2(of_group(sums, truth).max(1e-6));
    let brier = |sums: &[f32], truth: RoleGroup| {
        let off = |(group, p): (RoleGroup, &f32)| p - if group == truth { 1.0 } else { 0.0 };
        groups().into_iter().zip(sums).map(|pair| off(pair) * off(pair)).sum()
    };
    let roles = least(|roles| sum(&surprise, Temperatures { roles, groups: 1.0 }));
    let groups = least(|groups| sum(&brier, Temperatures { roles, groups }));
    Temperatures { roles, groups }
}

/// The temperature of the least cost, among steps of 3 % from 0.4 to 4.
fn least(cost: impl Fn(f32) -> f32) -> f32 {
    let steps = (0..=78).map(|step| 0.4 * audio::math::exp2(step as f32 * 0.042_6));
    let costs: Vec<(f32, f32)> = steps.map(|step| (step, cost(step))).collect();
    costs.iter().min_by(|a, b| a.1.total_cmp(&b.1)).map_or(1.0, |best| best.0)
}
