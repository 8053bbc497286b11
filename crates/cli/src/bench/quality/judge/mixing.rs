//! Judges of a mix before mastering: T2, T3, T12, T14 and the distance in features.

use measure::distance::{
    Marks, MixFeatures, feature_distance, fold_down, lead_over_rest_lu, masked_share,
    tone_distance_db,
};
use measure::{Excitation, Measurement};

use super::super::results::Scores;
use super::reference::Reference;
use super::{known, score};

/// A mix as the judges hear it: its stems, and the whole where it was made.
#[derive(Clone, Debug)]
pub(super) struct Heard<'a> {
    /// K-weighted envelopes, as in a stereo mix.
    envelopes: Vec<Vec<f32>>,
    excitations: Vec<&'a Excitation>,
    gains_db: Vec<f64>,
    mix: Option<&'a Measurement>,
}

impl<'a> Heard<'a> {
    /// Stems at gains.
    pub(super) fn of(stems: &[&'a Measurement], gains_db: &[f64]) -> Self {
        let envelope = |(stem, gain_db): (&&Measurement, &f64)| {
            // A mono stem sounds on both sides.
            let sides = if stem.channels == 1 { 2.0 } else { 1.0 };
            let gain = (sides * audio::math::db_to_gain_f64(2.0 * gain_db)) as f32;
            stem.envelope.k_power.iter().map(|power| gain * power).collect()
        };
        Self {
            envelopes: stems.iter().zip(gains_db).map(envelope).collect(),
            excitations: stems.iter().map(|stem| &stem.excitation).collect(),
            gains_db: gains_db.to_vec(),
            mix: None,
        }
    }

    /// The same with the sum that they make.
    pub(super) fn in_mix(mut self, mix: &'a Measurement) -> Self {
        self.mix = Some(mix);
        self
    }

    fn lead_off_lu(&self, reference: &Reference) -> Option<f64> {
        let envelopes = |lead_ones: bool| -> Vec<&[f32]> {
            let stems = self.envelopes.iter().enumerate();
            let chosen = stems.filter(|(index, _)| reference.lead.contains(index) == lead_ones);
            chosen.map(|(_, envelope)| envelope.as_slice()).collect()
        };
        let (lead, rest) = (envelopes(true), envelopes(false));
        let ratio = lead_over_rest_lu(&lead, &rest, &reference.lead_sounds)?;
        Some((ratio - reference.lead_over_rest_lu?).abs())
    }

    /// What the judges of a mix say for the score.
    pub(super) fn marks(&self, reference: &Reference) -> Marks {
        let tone = |mix: &Measurement| tone_distance_db(mix, reference.like_human.as_ref()?);
        Marks {
            lead_off_lu: self.lead_off_lu(reference),
            masked_share: masked_share(&self.excitations, &self.gains_db),
            mono_loss_db: self.mix.and_then(fold_down).map(|it| it.worst_db),
            correlation: self.mix.map(|mix| mix.stereo.correlation_p1),
            tone_off_db: self.mix.and_then(tone),
            ..Marks::default()
        }
    }
}

/// All of them.
pub(super) fn scores(reference: &Reference, heard: &Heard<'_>) -> Scores {
    let marks = heard.marks(reference);
    let features = || {
        let ours = MixFeatures::of(heard.mix?)?;
        Some(feature_distance(&ours, reference.features.as_ref()?))
    };
    let corridor = heard.mix.and_then(|mix| tone_distance_db(mix, &reference.corridor));
    let mut scores = known([
        ("t2_lu", marks.lead_off_lu),
        ("t3_pct", marks.masked_share.map(|share| 100.0 * share)),
        ("t5_features", features()),
        ("t12_worst_db", marks.mono_loss_db),
        ("t12_correlation", marks.correlation),
        ("t14_human_db", marks.tone_off_db),
        ("t14_corridor_db", corridor),
    ]);
    if heard.mix.is_some() {
        scores.extend(score("t28_mix", &marks));
    }
    scores
}
