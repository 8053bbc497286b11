//! The network that hears roles: a few small perceptrons whose answers are averaged.
//!
//! Inputs are the features of a [`Timbre`], standardised and limited. One hidden layer of rectified
//! units, a softmax over the roles, the mean over the nets, and two temperatures that were fitted on
//! songs not trained on (C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017): one
//! for the roles, and one for their groups, which are sums of roles and need another.
//! What it was trained on and how well it does is told in `data/ROLES.md`.

use audio::math;
use measure::{TIMBRE_FEATURES, Timbre};
use recipe::{Role, RoleGroup};

/// The first bytes of a file of weights; the digit is the version of the format.
const MAGIC: &[u8; 8] = b"MMROLES2";

/// Standardised features are limited to this many deviations: what is stranger says no more.
pub(super) const LIMIT: f32 = 4.0;

/// More units, roles or nets than this are no file of ours.
const MOST: usize = 1_024;

/// A perceptron with one hidden layer.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Net {
    /// Weights of the inputs, unit after unit.
    pub(super) first: Vec<f32>,
    pub(super) first_bias: Vec<f32>,
    /// Weights of the units, role after role.
    pub(super) second: Vec<f32>,
    pub(super) second_bias: Vec<f32>,
}

impl Net {
    /// Activations of the hidden units.
    pub(super) fn units(&self, inputs: &[f32; TIMBRE_FEATURES], out: &mut [f32]) {
        let rows = self.first.as_chunks::<TIMBRE_FEATURES>().0;
        for ((out, row), bias) in out.iter_mut().zip(rows).zip(&self.first_bias) {
            *out = (bias + dot(row, inputs)).max(0.0);
        }
    }

    /// Logits of the roles.
    pub(super) fn logits(&self, units: &[f32], out: &mut [f32]) {
        let rows = self.second.chunks_exact(units.len());
        for ((out, row), bias) in out.iter_mut().zip(rows).zip(&self.second_bias) {
            *out = bias + dot(row, units);
        }
    }
}

/// Weights of the roles' network.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleModel {
    pub(super) roles: Vec<Role>,
    pub(super) mean: [f32; TIMBRE_FEATURES],
    pub(super) deviation: [f32; TIMBRE_FEATURES],
    pub(super) nets: Vec<Net>,
    pub(super) temperatures: Temperatures,
}

/// Logits are divided by a temperature: over 1 makes an answer less sure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Temperatures {
    /// Of the roles.
    pub roles: f32,
    /// Of the groups' sums thereafter; their order does not change.
    pub groups: f32,
}

impl Temperatures {
    /// Leave the answer as it is.
    pub const NONE: Self = Self { roles: 1.0, groups: 1.0 };
}

/// Probabilities of all roles, in the order of [`Role::ALL`].
pub(super) type OfRoles = [f32; Role::ALL.len()];

impl RoleModel {
    /// The weights that MixMaster ships with.
    #[must_use]
    pub fn shipped() -> Option<Self> {
        Self::from_bytes(include_bytes!("../../data/roles.bin"))
    }

    /// Weights from a file's bytes; none where they are not such a file.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut size = || {
            let (four, after) = rest.split_first_chunk::<4>()?;
            rest = after;
            usize::try_from(u32::from_le_bytes(*four)).ok().filter(|size| *size <= MOST)
        };
        let [inputs, hidden, roles, nets] = [size()?, size()?, size()?, size()?];
        if inputs != TIMBRE_FEATURES || hidden == 0 || roles == 0 || nets == 0 {
            return None;
        }
        let (names, mut rest) = rest.split_at_checked(roles)?;
        let known = names.iter().map(|number| Role::ALL.get(usize::from(*number)).copied());
        let roles: Vec<Role> = known.collect::<Option<_>>()?;
        let mut floats = |count: usize| {
            let (now, after) = rest.split_at_checked(4 * count)?;
            rest = after;
            let floats = now.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four));
            let floats: Vec<f32> = floats.collect();
            floats.iter().all(|x| x.is_finite()).then_some(floats)
        };
        let (of_roles, of_groups) = (*floats(1)?.first()?, *floats(1)?.first()?);
        let temperatures = Temperatures { roles: of_roles, groups: of_groups };
        let mean = floats(inputs)?.try_into().ok()?;
        let deviation = floats(inputs)?.try_into().ok()?;
        let mut all = Vec::new();
        for _ in 0..nets {
            all.push(Net {
                first: floats(hidden * inputs)?,
                first_bias: floats(hidden)?,
                second: floats(roles.len() * hidden)?,
                second_bias: floats(roles.len())?,
            });
        }
        let sound = rest.is_empty() && of_roles > 0.0 && of_groups > 0.0;
        sound.then_some(Self { roles, mean, deviation, nets: all, temperatures })
    }

    /// With other temperatures, over 0.
    #[must_use]
    pub fn with_temperatures(self, temperatures: Temperatures) -> Self {
        let Temperatures { roles, groups } = temperatures;
        let temperatures = Temperatures { roles: roles.max(0.01), groups: groups.max(0.01) };
        Self { temperatures, ..self }
    }

    /// The file that [`Self::from_bytes`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let hidden = self.nets.first().map_or(0, |net| net.first_bias.len());
        let mut bytes = MAGIC.to_vec();
        for size in [TIMBRE_FEATURES, hidden, self.roles.len(), self.nets.len()] {
            bytes.extend((size as u32).to_le_bytes());
        }
        bytes.extend(self.roles.iter().map(|role| place(*role) as u8));
        let nets = self.nets.iter().flat_map(|net| {
            let Net { first, first_bias, second, second_bias } = net;
            [first, first_bias, second, second_bias].into_iter().flatten()
        });
        let Temperatures { roles, groups } = self.temperatures;
        let floats = [roles, groups].into_iter().chain(self.mean).chain(self.deviation);
        bytes.extend(floats.chain(nets.copied()).flat_map(f32::to_le_bytes));
        bytes
    }

    /// Probability of each role, in the order of [`Role::ALL`], before the temperatures.
    pub(super) fn raw(&self, timbre: &Timbre) -> OfRoles {
        let inputs = self.standardised(timbre);
        let mut sums = [0.0_f32; Role::ALL.len()];
        let mut logits = vec![0.0; self.roles.len()];
        for net in &self.nets {
            let mut units = vec![0.0; net.first_bias.len()];
            net.units(&inputs, &mut units);
            net.logits(&units, &mut logits);
            softmax(&mut logits);
            for (role, probability) in self.roles.iter().zip(&logits) {
                sums[place(*role)] += probability / self.nets.len() as f32;
            }
        }
        sums
    }

    /// Probability of each role, in the order of [`Role::ALL`].
    pub(super) fn probabilities(&self, timbre: &Timbre) -> OfRoles {
        calibrated(&self.raw(timbre), self.temperatures)
    }

    pub(crate) fn standardised(&self, timbre: &Timbre) -> [f32; TIMBRE_FEATURES] {
        std::array::from_fn(|i| {
            ((timbre.0[i] - self.mean[i]) / self.deviation[i].max(1e-6)).clamp(-LIMIT, LIMIT)
        })
    }
}

/// Where a role stands in [`Role::ALL`].
pub(super) fn place(role: Role) -> usize {
    Role::ALL.iter().position(|known| *known == role).unwrap_or(Role::ALL.len() - 1)
}

/// Both temperatures in turn; inside a group the roles keep their shares.
pub(super) fn calibrated(raw: &OfRoles, temperatures: Temperatures) -> OfRoles {
    let roles = tempered(raw, temperatures.roles);
    let before = of_groups(&roles);
    let after = tempered(&before, temperatures.groups);
    let mut out = [0.0; Role::ALL.len()];
    for ((out, p), role) in out.iter_mut().zip(roles).zip(&Role::ALL) {
        let group = group_place(role.group());
        *out = if before[group] > 0.0 { p / before[group] * after[group] } else { 0.0 };
    }
    out
}

/// Number of groups.
pub(super) const GROUPS: usize = 10;

/// All groups, in the order of their first roles in [`Role::ALL`].
pub(super) fn groups() -> [RoleGroup; GROUPS] {
    let mut groups: Vec<RoleGroup> = Role::ALL.iter().map(|role| role.group()).collect();
    groups.dedup();
    std::array::from_fn(|place| groups.get(place).copied().unwrap_or(RoleGroup::Other))
}

/// Where a group stands in [`groups`].
fn group_place(group: RoleGroup) -> usize {
    groups().iter().position(|known| *known == group).unwrap_or(GROUPS - 1)
}

/// Sums of the roles' probabilities, in the order of [`groups`].
pub(super) fn of_groups(roles: &OfRoles) -> [f32; GROUPS] {
    let mut sums = [0.0; GROUPS];
    for (p, role) in roles.iter().zip(&Role::ALL) {
        sums[group_place(role.group())] += p;
    }
    sums
}

/// Probabilities to the power of 1/temperature, adding up to 1 again.
pub(super) fn tempered<const N: usize>(raw: &[f32; N], temperature: f32) -> [f32; N] {
    let powers = raw.map(|p| if p > 0.0 { math::exp2(math::log2(p) / temperature) } else { 0.0 });
    let sum: f32 = powers.iter().sum();
    powers.map(|power| if sum > 0.0 { power / sum } else { 0.0 })
}

/// Logits to probabilities.
pub(super) fn softmax(logits: &mut [f32]) {
    let top = logits.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for logit in logits.iter_mut() {
        *logit = math::exp2((*logit - top) * std::f32::consts::LOG2_E);
        sum += *logit;
    }
    logits.iter_mut().for_each(|logit| *logit /= sum);
}

/// Eight partial sums, so that the compiler may work on them side by side; their order is fixed.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    lanes.iter().sum::<f32>() + rest
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
