//! T4: order and names do not matter, and a stem in two halves is still that stem.

use measure::{Measurement, integrated_lufs};

use super::super::audio::Track;
use super::super::perturb::{self, Setup};
use super::super::play::{Loaded, Session, Wished};
use super::super::results::Scores;
use super::{centred_lufs, known, session};
use crate::errors::Fault;

/// Gain of each of two equal halves: half of the amplitude.
const HALF_DB: f64 = -6.020_599_913_279_624;

/// How loud each stem becomes, and its envelope, which is all that halves need to be joined.
#[derive(Clone, Debug)]
struct Outcome {
    lufs: Vec<f64>,
    envelopes: Vec<Vec<f32>>,
}

/// Hidden names throughout: names that differ may well say different things.
pub(super) fn scores(
    loaded: &Loaded,
    setup: Setup,
    wished: &Wished,
    quick: bool,
) -> Result<Scores, Fault> {
    let setup = Setup { anonymous: true, order: 0, ..setup };
    let plain = outcome(&session(loaded, setup, wished), quick)?;
    let turned = outcome(&session(loaded, Setup { order: 1, ..setup }, wished), quick)?;
    // The stem that is split is drawn like everything else.
    let chosen =
        perturb::Chance::new(setup.seed, &[&loaded.song.name, "split"]).below(loaded.clips.len());
    let tracks = loaded.tracks(setup);
    let whole = tracks[chosen].clone();
    let halves = |first: Track, second: Track| {
        let mut tracks = tracks.clone();
        tracks[chosen] = first;
        tracks.push(second);
        let names = (1..=tracks.len()).map(|number| format!("s{number:02}"));
        let named = names.zip(tracks).collect();
        outcome(&Session::new(named, &loaded.song.name, wished), quick)
    };
    let mut half = whole.clone();
    half.change.gain_db += HALF_DB;
    let level = halves(half.clone(), half)?.joined(chosen, true);
    let whole_rate_hz = whole.clip.sample_rate_hz;
    let (mut first, mut second) = (whole.clone(), whole);
    let middle = middle(&loaded.human[chosen], whole_rate_hz);
    (first.sounds.end, second.sounds.start) = (middle, middle);
    let time = halves(first, second)?.joined(chosen, false);
    Ok(known([
        ("t4_order_lu", change(&plain.lufs, &turned.lufs, false)),
        ("t4_level_split_lu", change(&plain.lufs, &level, true)),
        ("t4_time_split_lu", change(&plain.lufs, &time, true)),
    ]))
}

/// The frame at which half of the stem's energy has sounded: both halves are something.
fn middle(stem: &Measurement, sample_rate_hz: u32) -> usize {
    let power = &stem.envelope.power;
    let half = power.iter().map(|power| f64::from(*power)).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    let before = |power: &&f32| {
        sum += f64::from(**power);
        sum < half
    };
    let hops = power.iter().take_while(before).count();
    (hops as f64 * measure::ENVELOPE_HOP_MS / 1e3 * f64::from(sample_rate_hz)) as usize
}

fn outcome(session: &Session, quick: bool) -> Result<Outcome, Fault> {
    let of = |stem: &Measurement, gain_db: f64| {
        let sides = if stem.channels == 1 { 2.0 } else { 1.0 };
        let gain = (sides * audio::math::db_to_gain_f64(2.0 * gain_db)) as f32;
        let envelope = stem.envelope.k_power.iter().map(|power| gain * power).collect();
        (centred_lufs(stem) + gain_db, envelope)
    };
    let stems: Vec<(f64, Vec<f32>)> = if quick {
        let plan = session.plan()?;
        let stems = super::delivered(session, &plan);
        stems.iter().zip(&plan.gains_db).map(|(stem, gain)| of(stem, *gain)).collect()
    } else {
        session.mix()?.stems.iter().map(|stem| of(stem, 0.0)).collect()
    };
    let (lufs, envelopes) = stems.into_iter().unzip();
    Ok(Outcome { lufs, envelopes })
}

impl Outcome {
    /// Loudness of the stems, with the last one added to the one that it was split from. Equal
    /// halves add in amplitude, halves in time in power.
    fn joined(mut self, chosen: usize, coherent: bool) -> Vec<f64> {
        let (Some(second), Some(first)) = (self.envelopes.pop(), self.envelopes.get(chosen)) else {
            return self.lufs;
        };
        let add = |(a, b): (&f32, &f32)| {
            if coherent { (a.sqrt() + b.sqrt()) * (a.sqrt() + b.sqrt()) } else { a + b }
        };
        let sum: Vec<f32> = first.iter().zip(&second).map(add).collect();
        self.lufs.pop();
        self.lufs[chosen] = integrated_lufs(&sum);
        self.lufs
    }
}

/// Largest change of a stem, in LU; without what all stems share if `balance_only`.
fn change(before: &[f64], after: &[f64], balance_only: bool) -> Option<f64> {
    let changes = before.iter().zip(after).map(|(before, after)| after - before);
    let changes: Vec<f64> = changes.filter(|lu| lu.is_finite()).collect();
    let mean = changes.iter().sum::<f64>() / changes.len().max(1) as f64;
    let common = if balance_only { mean } else { 0.0 };
    changes.iter().map(|lu| (lu - common).abs()).reduce(f64::max)
}
