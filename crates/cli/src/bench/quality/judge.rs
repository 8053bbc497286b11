//! The judges of one run.

use std::collections::BTreeMap;

use measure::distance::balance_error;

use super::perturb::{self, Setup};
use super::play::{Loaded, Plan, Session, Wished};
use super::results::{Run, Scores};
use super::rivals;
use crate::errors::Fault;

/// A mono stem measured on its one channel is this much quieter than in the middle of a mix.
const MONO_LU: f64 = 3.010_299_956_639_812;

/// Perturbs, mixes, judges.
pub(super) fn run(
    loaded: &Loaded,
    setup: Setup,
    wished: &Wished,
    quick: bool,
) -> Result<Run, Fault> {
    let names = perturb::names(&loaded.song, setup);
    let tracks = loaded.tracks(setup);
    let named = names.into_iter().zip(tracks).collect();
    let session = Session::new(named, &loaded.song.name, wished);
    let human_lufs: Vec<f64> = loaded.human.iter().map(|it| it.loudness.integrated_lufs).collect();
    let plan = session.plan()?;
    let nothing = perturbed(&session, &plan, &human_lufs);
    let planned: Vec<f64> =
        nothing.iter().zip(&plan.gains_db).map(|(before, gain)| before + gain).collect();
    let mut ours = Scores::new();
    let mut stems_lu = planned.clone();
    if let Some(error) = balance_error(&planned) {
        ours.insert("t1_planned_lu".into(), error.rms_lu);
        ours.insert("t1_planned_capped_lu".into(), error.capped_lu);
        stems_lu = error.stems_lu;
    }
    if !quick {
        let mixed = session.mix()?;
        let heard = mixed.stems.iter().map(|it| it.loudness.integrated_lufs);
        let off: Vec<f64> = heard.zip(&human_lufs).map(|(ours, human)| ours - human).collect();
        if let Some(error) = balance_error(&off) {
            ours.insert("t1_lu".into(), error.rms_lu);
            ours.insert("t1_capped_lu".into(), error.capped_lu);
            stems_lu = error.stems_lu;
        }
    }
    let equal = rivals::equal_loudness(&human_lufs);
    let scores = BTreeMap::from([
        ("ours".to_owned(), ours),
        ("b0".to_owned(), balance_scores(&nothing)),
        ("b1".to_owned(), balance_scores(&equal)),
    ]);
    let perturb = clap::ValueEnum::to_possible_value(&setup.perturb)
        .map_or_else(String::new, |value| value.get_name().to_owned());
    Ok(Run { seed: setup.seed, perturb, scores, stems_lu })
}

/// Loudness of each stem as the engine got it against the human balance, in LU.
fn perturbed(session: &Session, plan: &Plan, human_lufs: &[f64]) -> Vec<f64> {
    let stem = |(place, human): (&usize, &f64)| {
        let heard = &plan.heard.song.stems[*place];
        let centred_lu = if heard.channels == 1 { MONO_LU } else { 0.0 };
        heard.loudness.integrated_lufs + centred_lu - human
    };
    session.places().iter().zip(human_lufs).map(stem).collect()
}

/// T1 of a baseline, which has no faders to plan: both numbers are the same.
pub(super) fn balance_scores(louder_lu: &[f64]) -> Scores {
    let Some(error) = balance_error(louder_lu) else { return Scores::new() };
    let (rms, capped) = (error.rms_lu, error.capped_lu);
    let of = |(id, value): (&str, f64)| (id.to_owned(), value);
    [
        ("t1_lu", rms),
        ("t1_capped_lu", capped),
        ("t1_planned_lu", rms),
        ("t1_planned_capped_lu", capped),
    ]
    .map(of)
    .into()
}
