//! A small generated song that the engine listens to and decides about.

use std::error::Error;

use engine::{
    Alone, Cancelled, Clip, Job, MemoryStore, Order, Progress, RunSettings, StemInput, arrange,
};
use policy::Rules;
use recipe::{Action, Brief, Recipe, Resolved, Role, RoleGuess, RoleSource, Value, Wish};

pub(super) const RATE_HZ: u32 = 16_000;

struct Quiet;

impl Job for Quiet {
    fn progress(&self, _: Progress) -> Result<(), Cancelled> {
        Ok(())
    }
}

/// A stem: its role and its samples.
pub(super) type Stem = (Role, Vec<f32>);

/// What the rules decide about these stems.
pub(super) fn recipe(stems: &[Stem]) -> Result<Recipe, Box<dyn Error>> {
    let wish = Wish { profile: Some("pop".into()), ..Wish::default() };
    let Resolved { brief, profile, .. } = Brief::resolve(&wish)?;
    let order = Order {
        stems: stems.iter().map(|(role, _)| input(*role)).collect(),
        brief,
        profile,
        references: None,
        tempo_bpm: None,
        only_master: false,
    };
    let mut sorted = order.stems.clone();
    arrange(&mut sorted);
    if sorted != order.stems {
        return Err("the stems of a figure are given in the order of their roles' names".into());
    }
    let clip =
        |(_, samples): &Stem| Clip { channels: vec![samples.clone()], sample_rate_hz: RATE_HZ };
    let store = MemoryStore::new(stems.iter().map(clip).collect());
    Ok(engine::plan(&order, &Rules, RunSettings::default(), (&store, &Alone, &Quiet))?.recipe)
}

/// Points of a stem's lane: seconds and dB.
pub(super) fn lane(recipe: &Recipe, stem: &str) -> Vec<(f64, f64)> {
    let made = recipe.moves.iter().find(|m| m.target == stem && m.action == Action::Automation);
    match made.and_then(|m| m.params.get("points")) {
        Some(Value::Points(points)) => {
            points.iter().map(|(frame, db)| (*frame as f64 / f64::from(RATE_HZ), *db)).collect()
        }
        _ => Vec::new(),
    }
}

/// Where a stem's fader ends up, in dB.
pub(super) fn fader_db(recipe: &Recipe, stem: &str) -> f64 {
    let made = recipe.moves.iter().find(|m| m.target == stem && m.action == Action::Fader);
    match made.and_then(|m| m.params.get("gain_db")) {
        Some(Value::Number(db)) => *db,
        _ => 0.0,
    }
}

/// Noise between two frequencies by two one-pole filters, in bursts, at a level in dB.
pub(super) fn noise(
    seed: u64,
    seconds: u32,
    [low_hz, high_hz]: [f64; 2],
    level_db: impl Fn(f64) -> Option<f64>,
) -> Vec<f32> {
    let pole = |hz: f64| 1.0 - (-std::f64::consts::TAU * hz / f64::from(RATE_HZ)).exp();
    let (mut slow, mut fast, mut state) = (0.0, 0.0, seed);
    (0..seconds * RATE_HZ)
        .map(|n| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let white = (state >> 40) as f64 / f64::from(1 << 23) - 1.0;
            fast += pole(high_hz) * (white - fast);
            slow += pole(low_hz) * (fast - slow);
            let level = level_db(f64::from(n) / f64::from(RATE_HZ));
            level.map_or(0.0, |db| ((fast - slow) * 10_f64.powf(db / 20.0)) as f32)
        })
        .collect()
}

fn input(role: Role) -> StemInput {
    StemInput {
        id: role.name().to_owned(),
        file: format!("{}.wav", role.name()),
        hash: format!("b3:{}", "0".repeat(64)),
        sample_rate_hz: RATE_HZ,
        channels: 1,
        bits: 32,
        role: Some(RoleGuess { is: role, confidence: 1.0, from: RoleSource::User }),
    }
}
