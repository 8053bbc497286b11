//! References: measured by the edge, chosen here once the song has been heard.

use measure::Measurement;
use policy::{Likeness, ReferenceDistance, reference_distance, reference_song};
use recipe::{
    Brief, Matching, Picked, Recipe, ReferenceAim, ReferenceFigures, ReferenceLine,
    ReferenceReport, ReferenceSong,
};

use crate::Order;
use crate::run::round_to;

/// References and how near the song is to come.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferenceWish {
    /// How far, in each respect.
    pub matching: Matching,
    /// One entry for each that was named.
    pub choices: Vec<ReferenceChoice>,
}

/// One file, or a folder's files of which the most alike is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferenceChoice {
    /// In a fixed order; never empty.
    pub candidates: Vec<Candidate>,
    /// It was a folder: say which was picked.
    pub is_folder: bool,
}

/// A measured reference.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What is kept of it.
    pub song: ReferenceSong,
    likeness: Likeness,
}

impl Candidate {
    /// From the measured sum of the file's channels, in stereo.
    #[must_use]
    pub fn of(name: &str, hash: &str, weight: f64, measured: &Measurement) -> Self {
        let song = reference_song(name, hash, weight, measured);
        Self { song, likeness: Likeness::of(measured) }
    }
}

/// The brief of an order with its references in it, chosen by what was heard of the song.
pub(crate) fn brief_of(order: &Order, heard: &Measurement) -> Brief {
    let mut brief = order.brief.clone();
    let Some(wish) = &order.references else { return brief };
    let own = Likeness::of(heard);
    let songs = wish.choices.iter().filter_map(|choice| picked(choice, &own, order)).collect();
    let aim = ReferenceAim { matching: wish.matching, songs };
    brief.lufs = lufs(brief.lufs, &aim);
    brief.reference = Some(aim).filter(|aim| !aim.songs.is_empty());
    brief
}

fn picked(choice: &ReferenceChoice, own: &Likeness, order: &Order) -> Option<ReferenceSong> {
    let pct = |it: &Candidate| own.pct(&it.likeness);
    let is_own = |it: &Candidate| order.stems.iter().any(|stem| stem.hash == it.song.hash);
    // Of a folder that also holds the song itself, the song is no choice, unless it is alone there.
    let is_alone = choice.candidates.iter().all(is_own);
    let others = choice.candidates.iter().filter(|it| is_alone || !is_own(it));
    let first_of_best = |best: Option<(f64, _)>, it| match best {
        Some((most, _)) if most >= pct(it) => best,
        _ => Some((pct(it), it)),
    };
    let (likeness_pct, best) = others.fold(None, first_of_best)?;
    let mut song = best.song.clone();
    if is_own(best) {
        song.notes.push("it is the song itself: there is nothing to come nearer to".into());
    }
    let (likeness_pct, of) = (round_to(likeness_pct, 0.1), choice.candidates.len());
    song.picked = choice.is_folder.then_some(Picked { likeness_pct, of });
    Some(song)
}

/// Loudness on the way to the references, within what may be asked for.
fn lufs(asked: f64, aim: &ReferenceAim) -> f64 {
    let share = aim.matching.loudness_pct / 100.0;
    let weight: f64 = aim.songs.iter().map(|song| song.weight).sum();
    if share <= 0.0 || weight <= 0.0 {
        return asked;
    }
    let sum: f64 = aim.songs.iter().map(|song| song.weight * song.integrated_lufs).sum();
    round_to((asked + share * (sum / weight - asked)).clamp(-40.0, -5.0), 0.1)
}

/// How near the master came.
pub(crate) fn report(
    recipe: &Recipe,
    before: &Measurement,
    after: &Measurement,
) -> Option<ReferenceReport> {
    let aim = recipe.brief.reference.as_ref()?;
    let line = |song: &ReferenceSong| ReferenceLine {
        name: song.name.clone(),
        hash: song.hash.clone(),
        weight: song.weight,
        picked: song.picked,
        before: reference_distance(before, song).map(figures),
        after: reference_distance(after, song).map(figures),
        notes: song.notes.clone(),
    };
    let songs = aim.songs.iter().map(line).collect();
    Some(ReferenceReport { matching: aim.matching, songs })
}

fn figures(found: ReferenceDistance) -> ReferenceFigures {
    let milli = |value: f64| round_to(value, 0.001);
    ReferenceFigures {
        features: round_to(found.features, 1e-6),
        tone_db: milli(found.tone_db),
        psr_db: found.psr_db.map(milli),
        width_db: found.width_db.map(milli),
        loudness_lu: milli(found.loudness_lu),
    }
}
