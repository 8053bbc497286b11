//! How likely each role is, for who weighs rather than decides.

use measure::Measurement;
use recipe::{Role, RoleGroup};

use super::model::{RoleModel, place};

/// Probabilities of the roles; they add up to 1. What is silent is [`Role::Unknown`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RolePosterior {
    /// In the order of [`Role::ALL`].
    probabilities: [f32; Role::ALL.len()],
}

impl RolePosterior {
    /// What a stem sounds like, by the weights that MixMaster ships with.
    #[must_use]
    pub fn heard(measurement: &Measurement) -> Self {
        RoleModel::shipped().map_or(Self::UNKNOWN, |model| Self::by(&model, measurement))
    }

    /// Nothing is known.
    pub(super) const UNKNOWN: Self = {
        let mut probabilities = [0.0; Role::ALL.len()];
        probabilities[Role::ALL.len() - 1] = 1.0;
        Self { probabilities }
    };

    /// What a stem sounds like to a model.
    #[must_use]
    pub fn by(model: &RoleModel, measurement: &Measurement) -> Self {
        if measurement.timbre.is_silent() {
            return Self::UNKNOWN;
        }
        Self { probabilities: model.probabilities(&measurement.timbre) }
    }

    /// Probability of a role.
    #[must_use]
    pub fn of(&self, role: Role) -> f32 {
        self.probabilities[place(role)]
    }

    /// Probability that the stem belongs to a group.
    #[must_use]
    pub fn of_group(&self, group: RoleGroup) -> f32 {
        let inside = Role::ALL.iter().zip(&self.probabilities);
        inside.filter(|(role, _)| role.group() == group).map(|(_, probability)| probability).sum()
    }

    /// The likeliest role of the likeliest group, and the probability of that group.
    #[must_use]
    pub fn best(&self) -> (Role, f32) {
        let best = |a: &Role, b: &Role| {
            let key = |role: &Role| (self.of_group(role.group()), self.of(*role));
            let (a, b) = (key(a), key(b));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        };
        let role = Role::ALL.into_iter().max_by(best).unwrap_or(Role::Unknown);
        (role, self.of_group(role.group()))
    }

    /// The posterior once a name says `role` with a confidence of 0 to 1: Bayes' rule, where the
    /// name's other roles share what is left.
    pub(super) fn with_hint(&self, role: Role, confidence: f32) -> Self {
        let others = (Role::ALL.len() - 1) as f32;
        let doubt = (1.0 - confidence).max(0.0) / others;
        let hinted = |known: &Role| if *known == role { confidence } else { doubt };
        // Nothing heard: every role is as likely as another.
        let silent = self.of(Role::Unknown) > 0.5;
        let heard = |p: f32| if silent { 1.0 / others } else { p.max(1e-4) };
        let mut probabilities = [0.0; Role::ALL.len()];
        for ((out, p), known) in probabilities.iter_mut().zip(self.probabilities).zip(&Role::ALL) {
            *out = heard(p) * hinted(known);
        }
        let sum: f32 = probabilities.iter().sum();
        Self { probabilities: probabilities.map(|p| p / sum.max(1e-9)) }
    }
}
