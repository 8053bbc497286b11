//! Training of the roles' network: seeded, and the same bits on every machine.
//!
//! Stochastic gradient descent with Adam (D. P. Kingma, J. Ba, ICLR 2015) on a loss that asks half
//! for the role and half for its group, since a wrong group does more harm than a wrong role.
//! Examples are drawn by weight, with noise and missing features, so that no single number of a
//! sound bank is relied on.

use measure::{TIMBRE_FEATURES, Timbre};
use recipe::Role;

use super::model::{LIMIT, Net, RoleModel, Temperatures, place, softmax};

/// How to train.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Training {
    /// Of all that is random.
    pub seed: u64,
    /// Perceptrons that are averaged.
    pub nets: usize,
    /// Hidden units of each.
    pub units: usize,
    /// Times as many examples are drawn as there are.
    pub epochs: usize,
}

impl Default for Training {
    fn default() -> Self {
        Self { seed: 1, nets: 4, units: 48, epochs: 24 }
    }
}

/// An excerpt whose role is known.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it sounds like.
    pub timbre: Timbre,
    /// What it is.
    pub role: Role,
    /// How much it counts beside others of its role, over 0.
    pub weight: f32,
}

/// Examples looked at before each step.
const BATCH: usize = 32;

/// Step at the start; it falls to a twentieth along half a cosine.
const STEP: f32 = 3e-3;

/// Share of a weight that is lost in each step of full size.
const DECAY: f32 = 0.02;

/// Noise on the standardised features, in deviations, and the share of features left out.
const NOISE: f32 = 0.2;
const LEFT_OUT: f32 = 0.1;

/// Trains a network. None without examples.
#[must_use]
pub fn train_roles(examples: &[Example], training: Training) -> Option<RoleModel> {
    let weights = balanced(examples);
    let total: f64 = weights.iter().sum();
    if total <= 0.0 || training.nets == 0 || training.units == 0 {
        return None;
    }
    let (mean, deviation) = moments(examples, &weights);
    let learnt = examples.iter().filter(|example| example.weight > 0.0);
    let mut roles: Vec<Role> = learnt.map(|example| example.role).collect();
    roles.sort_by_key(|role| place(*role));
    roles.dedup();
    let temperatures = Temperatures::NONE;
    let mut model = RoleModel { roles, mean, deviation, nets: Vec::new(), temperatures };
    let inputs: Vec<_> = examples.iter().map(|e| model.standardised(&e.timbre)).collect();
    let at = |role| model.roles.iter().position(|known| *known == role).unwrap_or(0);
    let targets: Vec<usize> = examples.iter().map(|example| at(example.role)).collect();
    let cumulated: Vec<f64> = weights
        .iter()
        .scan(0.0, |sum, weight| {
            *sum += weight / total;
            Some(*sum)
        })
        .collect();
    let data = Data { inputs, targets, cumulated, roles: model.roles.clone() };
    for net in 0..training.nets {
        let random = Random(training.seed.wrapping_mul(1_000_003).wrapping_add(net as u64));
        model.nets.push(Trainer::new(&data, training, random).run(training.epochs));
    }
    Some(model)
}

/// Common roles and groups count for more than rare ones, but not as much as their number.
fn balanced(examples: &[Example]) -> Vec<f64> {
    let mut of_group = [0.0_f64; Role::ALL.len()];
    let mut of_role = [0.0_f64; Role::ALL.len()];
    let group = |role: Role| Role::ALL.iter().position(|r| r.group() == role.group()).unwrap_or(0);
    for example in examples {
        let weight = f64::from(example.weight.max(0.0));
        of_group[group(example.role)] += weight;
        of_role[place(example.role)] += weight;
    }
    let weight = |example: &Example| {
        let (group, role) = (of_group[group(example.role)], of_role[place(example.role)]);
        let weight = f64::from(example.weight.max(0.0));
        if weight > 0.0 { weight / group.sqrt() * power(role, -0.25) } else { 0.0 }
    };
    examples.iter().map(weight).collect()
}

/// `x` to the power of `y`, for positive `x`.
fn power(x: f64, y: f64) -> f64 {
    audio::math::db_to_gain_f64(y * audio::math::gain_to_db_f64(x))
}

fn moments(
    examples: &[Example],
    weights: &[f64],
) -> ([f32; TIMBRE_FEATURES], [f32; TIMBRE_FEATURES]) {
    let total: f64 = weights.iter().sum();
    let mean_of = |value: &dyn Fn(&Example) -> f64| {
        examples.iter().zip(weights).map(|(e, w)| w * value(e)).sum::<f64>() / total
    };
    let mean: [f64; TIMBRE_FEATURES] =
        std::array::from_fn(|i| mean_of(&|e| f64::from(e.timbre.0[i])));
    let deviation = std::array::from_fn(|i| {
        let off = |e: &Example| f64::from(e.timbre.0[i]) - mean[i];
        mean_of(&|e| off(e) * off(e)).sqrt().max(1e-4) as f32
    });
    (mean.map(|mean| mean as f32), deviation)
}

/// What all nets are trained on.
struct Data {
    inputs: Vec<[f32; TIMBRE_FEATURES]>,
    targets: Vec<usize>,
    /// Shares of the weights, added up.
    cumulated: Vec<f64>,
    roles: Vec<Role>,
}

impl Data {
    fn draw(&self, random: &mut Random) -> usize {
        let at = f64::from(random.unit());
        self.cumulated.partition_point(|sum| *sum <= at).min(self.cumulated.len() - 1)
    }
}

/// A multiplicative congruential generator with a scrambled output (G. Steele, S. Vigna's
/// `SplitMix64`).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to 1, without 1.
    fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// About normal, with deviation 1: twelve dice of one draw, less their mean.
    fn normal(&mut self) -> f32 {
        let bits = self.next();
        let sum: u64 = (0..12).map(|die| (bits >> (5 * die)) & 31).sum();
        // A die of 32 faces has the variance (32² − 1)/12; twelve of them 1023.
        (sum as f32 - 186.0) / 31.984_37
    }
}

struct Trainer<'a> {
    data: &'a Data,
    random: Random,
    net: Net,
    /// Sums of gradients since the last step; first and second moments of Adam.
    gradient: Net,
    velocity: Net,
    energy: Net,
    /// 0.9 and 0.999 to the power of the steps done: how much of the moments is still missing.
    missing: [f32; 2],
}

impl<'a> Trainer<'a> {
    fn new(data: &'a Data, training: Training, mut random: Random) -> Self {
        let (units, roles) = (training.units, data.roles.len());
        let empty = Net {
            first: vec![0.0; units * TIMBRE_FEATURES],
            first_bias: vec![0.0; units],
            second: vec![0.0; roles * units],
            second_bias: vec![0.0; roles],
        };
        let mut net = empty.clone();
        // K. He et al., "Delving Deep into Rectifiers", ICCV 2015.
        let mut fill = |weights: &mut [f32], fan_in: usize| {
            let scale = (2.0 / fan_in as f32).sqrt();
            weights.iter_mut().for_each(|weight| *weight = scale * random.normal());
        };
        fill(&mut net.first, TIMBRE_FEATURES);
        fill(&mut net.second, units);
        let (gradient, velocity, energy) = (empty.clone(), empty.clone(), empty);
        Self { data, random, net, gradient, velocity, energy, missing: [1.0; 2] }
    }

    fn run(mut self, epochs: usize) -> Net {
        let steps = (epochs * self.data.inputs.len()).div_ceil(BATCH);
        for step in 0..steps {
            for _ in 0..BATCH {
                self.example();
            }
            let turns = 0.5 * step as f32 / steps as f32;
            let size = 0.05 + 0.95 * 0.5 * (1.0 + audio::math::cos_turns(turns));
            self.step(STEP * size);
        }
        self.net
    }

    /// Adds the gradient of one example.
    fn example(&mut self) {
        let index = self.data.draw(&mut self.random);
        let mut inputs = self.data.inputs[index];
        for input in &mut inputs {
            let kept = self.random.unit() >= LEFT_OUT;
            let noisy = *input + NOISE * self.random.normal();
            *input = if kept { noisy.clamp(-LIMIT, LIMIT) } else { 0.0 };
        }
        let mut units = vec![0.0; self.net.first_bias.len()];
        let mut slopes = vec![0.0; self.data.roles.len()];
        self.net.units(&inputs, &mut units);
        self.net.logits(&units, &mut slopes);
        softmax(&mut slopes);
        self.loss_slopes(&mut slopes, self.data.targets[index]);
        let mut back = vec![0.0; units.len()];
        let rows = self.gradient.second.chunks_exact_mut(units.len());
        let weights = self.net.second.chunks_exact(units.len());
        for ((row, weights), slope) in rows.zip(weights).zip(&slopes) {
            for ((g, unit), (back, weight)) in
                row.iter_mut().zip(&units).zip(back.iter_mut().zip(weights))
            {
                *g += slope * unit;
                *back += slope * weight;
            }
        }
        add(&mut self.gradient.second_bias, &slopes, 1.0);
        let rows = self.gradient.first.as_chunks_mut::<TIMBRE_FEATURES>().0;
        for (unit, row) in rows.iter_mut().enumerate() {
            if units[unit] > 0.0 {
                add(row, &inputs, back[unit]);
                self.gradient.first_bias[unit] += back[unit];
            }
        }
    }

    /// Probabilities to slopes of the loss: half the role's cross entropy, half the group's.
    fn loss_slopes(&self, probabilities: &mut [f32], target: usize) {
        let roles = &self.data.roles;
        let group = roles[target].group();
        let inside: f32 = probabilities
            .iter()
            .zip(roles)
            .filter(|(_, role)| role.group() == group)
            .map(|(probability, _)| probability)
            .sum();
        for (index, (p, role)) in probabilities.iter_mut().zip(roles).enumerate() {
            let of_role = *p - if index == target { 1.0 } else { 0.0 };
            let of_group = *p - if role.group() == group { *p / inside.max(1e-6) } else { 0.0 };
            *p = 0.5 * (of_role + of_group);
        }
    }

    fn step(&mut self, size: f32) {
        self.missing = [self.missing[0] * 0.9, self.missing[1] * 0.999];
        let scale = size * (1.0 - self.missing[1]).sqrt() / (1.0 - self.missing[0]);
        let Self { net, gradient, velocity, energy, .. } = self;
        let parts = [
            (&mut net.first, &mut gradient.first, &mut velocity.first, &mut energy.first),
            (&mut net.second, &mut gradient.second, &mut velocity.second, &mut energy.second),
        ];
        for (weights, gradient, velocity, energy) in parts {
            weights.iter_mut().for_each(|weight| *weight -= size * DECAY * *weight);
            adam(weights, (gradient, velocity, energy), scale);
        }
        let moments = (&mut gradient.first_bias, &mut velocity.first_bias, &mut energy.first_bias);
        adam(&mut net.first_bias, moments, scale);
        let moments =
            (&mut gradient.second_bias, &mut velocity.second_bias, &mut energy.second_bias);
        adam(&mut net.second_bias, moments, scale);
    }
}

/// One step against the gradients, which are then forgotten.
fn adam(
    weights: &mut [f32],
    (gradient, velocity, energy): (&mut Vec<f32>, &mut Vec<f32>, &mut Vec<f32>),
    scale: f32,
) {
    let moments = velocity.iter_mut().zip(energy);
    for ((weight, gradient), (velocity, energy)) in weights.iter_mut().zip(gradient).zip(moments) {
        let g = *gradient / BATCH as f32;
        *gradient = 0.0;
        *velocity = 0.9 * *velocity + 0.1 * g;
        *energy = 0.999 * *energy + 0.001 * g * g;
        *weight -= scale * *velocity / (energy.sqrt() + 1e-8);
    }
}

fn add(sums: &mut [f32], values: &[f32], factor: f32) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += factor * value);
}
