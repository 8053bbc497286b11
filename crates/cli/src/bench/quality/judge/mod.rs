//! The judges of one run.

mod coding;
mod mastering;
mod mixing;
mod order;
mod reference;

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::Clip;
use measure::Measurement;
use measure::distance::{Marks, balance_error};

use self::mixing::Heard;
use super::audio::measure_clip;
use super::perturb::{self, Perturb, Setup};
use super::play::{Loaded, Plan, Session, Wished};
use super::results::{Run, Scores};
use crate::errors::Fault;

pub(super) use reference::Reference;

/// A mono stem measured on its one channel is this much quieter than in the middle of a mix.
const MONO_LU: f64 = 3.010_299_956_639_812;

/// How much is done for a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Effort {
    /// Plans only, nothing is rendered.
    pub(super) quick: bool,
    /// Also other orders and split stems.
    pub(super) orders: bool,
}

/// Perturbs, mixes, judges.
pub(super) fn run(
    loaded: &Loaded,
    setup: Setup,
    wished: &Wished,
    reference: &Reference,
    effort: Effort,
) -> Result<Run, Fault> {
    let session = session(loaded, setup, wished);
    let plan = session.plan()?;
    let human_lufs = loaded.human_lufs();
    let nothing = perturbed(&session, &plan, &human_lufs);
    let planned = added(&nothing, &plan.gains_db);
    let mut ours = balance("t1_planned", &planned);
    let mut off = planned;
    let before = delivered(&session, &plan);
    if effort.quick {
        ours.extend(mixing::scores(reference, &Heard::of(&before, &plan.gains_db)));
    } else {
        let mixed = session.mix()?;
        off = mixed.off_lu(&human_lufs);
        ours.extend(balance("t1", &off));
        let stems: Vec<&Measurement> = mixed.stems.iter().collect();
        let heard = Heard::of(&stems, &vec![0.0; stems.len()]).in_mix(&mixed.premaster);
        ours.extend(mixing::scores(reference, &heard));
        let (marks, rough) = (heard.marks(reference), &plan.heard.song.sum);
        ours.extend(mastering::scores(&mixed, reference, rough, wished, marks));
        if effort.orders {
            let ceiling_dbtp = wished.resolved.brief.ceiling_dbtp;
            ours.extend(coding::scores(&mixed.master_clip, ceiling_dbtp)?);
        }
    }
    let stems_lu = balance_error(&off).map_or(Vec::new(), |error| error.stems_lu);
    if setup.perturb == Perturb::None {
        ours.extend(kept(&off));
    }
    if effort.orders {
        ours.extend(order::scores(loaded, setup, wished, effort.quick)?);
    }
    let mut scores = BTreeMap::from([("ours".to_owned(), ours)]);
    let mut do_nothing = balances(&nothing);
    let heard = Heard::of(&before, &vec![0.0; before.len()]).in_mix(&plan.heard.song.sum);
    do_nothing.extend(mixing::scores(reference, &heard));
    scores.insert("b0".into(), do_nothing);
    for (contender, rival) in &reference.rivals {
        let mut rivals = rival.scores.clone();
        if setup.perturb == Perturb::None {
            rivals.extend(kept(&rival.off_lu));
        }
        scores.insert((*contender).into(), rivals);
    }
    Ok(Run { seed: setup.seed, perturb: setup.perturb.name(), scores, stems_lu })
}

/// What mastering did to dynamics, onsets, width and mono.
pub(super) fn stages(
    (mix, mix_measured): (&Clip, &Measurement),
    (master, master_measured): (&Clip, &Measurement),
) -> Scores {
    let before = mastering::Stage::new(mix, mix_measured.clone());
    let after = mastering::Stage::new(master, master_measured.clone());
    mastering::changed(&before, &after, Marks::default()).0
}

/// What the judges say to a faulty mix beside the human one, as if a mastering had done it.
pub(super) fn fault_scores(
    reference: &Reference,
    stems: &[Measurement],
    (human, faulty, measured): (&Arc<Clip>, &Arc<Clip>, &Measurement),
) -> Result<Scores, Fault> {
    let stems: Vec<&Measurement> = stems.iter().collect();
    let heard = Heard::of(&stems, &vec![0.0; stems.len()]).in_mix(measured);
    let mut scores = mixing::scores(reference, &heard);
    let before = mastering::Stage::new(human, measure_clip(human)?);
    let after = mastering::Stage::new(faulty, measured.clone());
    let (changed, marks) = mastering::changed(&before, &after, heard.marks(reference));
    scores.extend(changed);
    scores.extend(score("t28", &marks));
    Ok(scores)
}

/// A song as a setup gives it to the engine.
fn session(loaded: &Loaded, setup: Setup, wished: &Wished) -> Session {
    let names = perturb::names(&loaded.song, setup);
    let named = names.into_iter().zip(loaded.tracks(setup)).collect();
    Session::new(named, &loaded.song.name, wished)
}

fn added(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

/// Stems as the engine heard them, in the song's order.
fn delivered<'a>(session: &Session, plan: &'a Plan) -> Vec<&'a Measurement> {
    session.places().iter().map(|place| &plan.heard.song.stems[*place]).collect()
}

/// Loudness of a stem in the middle of a stereo mix.
fn centred_lufs(stem: &Measurement) -> f64 {
    stem.loudness.integrated_lufs + if stem.channels == 1 { MONO_LU } else { 0.0 }
}

/// Loudness of each stem as the engine got it against the human balance, in LU.
fn perturbed(session: &Session, plan: &Plan, human_lufs: &[f64]) -> Vec<f64> {
    let stems = delivered(session, plan);
    stems.iter().zip(human_lufs).map(|(stem, human)| centred_lufs(stem) - human).collect()
}

/// T1 under the ids that begin with `id`.
fn balance(id: &str, louder_lu: &[f64]) -> Scores {
    let Some(error) = balance_error(louder_lu) else { return Scores::new() };
    Scores::from([(format!("{id}_lu"), error.rms_lu), (format!("{id}_capped_lu"), error.capped_lu)])
}

/// T1 of a baseline, which has no faders to plan: both numbers are the same.
fn balances(louder_lu: &[f64]) -> Scores {
    let mut scores = balance("t1", louder_lu);
    scores.extend(balance("t1_planned", louder_lu));
    scores
}

/// T5: how far stems that needed nothing were moved.
fn kept(louder_lu: &[f64]) -> Scores {
    let Some(error) = balance_error(louder_lu) else { return Scores::new() };
    let sizes: Vec<f64> = error.stems_lu.iter().map(|lu| lu.abs()).collect();
    let mean = sizes.iter().sum::<f64>() / sizes.len().max(1) as f64;
    let worst = sizes.iter().copied().fold(0.0, f64::max);
    Scores::from([("t5_mean_lu".into(), mean), ("t5_worst_lu".into(), worst)])
}

/// Only what is a number is a score.
fn known(scores: impl IntoIterator<Item = (&'static str, Option<f64>)>) -> Scores {
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    scores.into_iter().filter_map(|(id, value)| Some((id.to_owned(), finite(value)?))).collect()
}

/// T28 as a score.
fn score(id: &'static str, marks: &Marks) -> Scores {
    known([(id, measure::distance::quality_score(marks))])
}
