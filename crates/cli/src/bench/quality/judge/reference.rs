//! What a run is compared with: the human mix of the song, and the baselines that do not depend on
//! the seed.

use std::sync::Arc;

use measure::distance::{MixFeatures, ToneAim, lead_over_rest_lu, sounds};
use measure::{ERB_BANDS, Measurement};
use recipe::{Role, ToneCorridor};

use super::super::audio::{Track, measure_sum};
use super::super::play::{Loaded, Wished};
use super::super::results::Scores;
use super::super::rivals;
use super::balances;
use super::mixing::{self, Heard};
use crate::errors::Fault;

/// Everything that all runs of a song share.
#[derive(Clone, Debug)]
pub(in super::super) struct Reference {
    /// Of the human mix.
    pub(super) features: Option<MixFeatures>,
    /// The tone of the human mix.
    pub(super) like_human: Option<ToneAim>,
    /// The corridor of the profile.
    pub(super) corridor: ToneAim,
    /// The stems that lead, and when they sound.
    pub(super) lead: Vec<usize>,
    pub(super) lead_sounds: Vec<bool>,
    /// Their loudness over the rest in the human mix.
    pub(super) lead_over_rest_lu: Option<f64>,
    /// Baselines and the human mix itself, by contender.
    pub(super) rivals: Vec<(&'static str, Rival)>,
}

/// A contender that is the same in every run.
#[derive(Clone, Debug)]
pub(super) struct Rival {
    pub(super) off_lu: Vec<f64>,
    pub(super) scores: Scores,
}

impl Reference {
    /// `role_means` are the gains of B2 over the human balance, where there are any.
    pub(in super::super) fn new(
        loaded: &Loaded,
        role_means: Option<Vec<f64>>,
        wished: &Wished,
    ) -> Result<Self, Fault> {
        let sum = measure_sum(&loaded.human_tracks())?;
        let is_lead = |index: &usize| loaded.song.stems[*index].role == Some(Role::LeadVocal);
        let lead: Vec<usize> = (0..loaded.human.len()).filter(is_lead).collect();
        let envelopes = |lead_ones: bool| -> Vec<&[f32]> {
            let stems = loaded.human.iter().enumerate();
            let chosen = stems.filter(|(index, _)| lead.contains(index) == lead_ones);
            chosen.map(|(_, stem)| stem.envelope.k_power.as_slice()).collect()
        };
        let lead_sounds = sounds(&added(&envelopes(true)));
        let lead_over = lead_over_rest_lu(&envelopes(true), &envelopes(false), &lead_sounds);
        let mut reference = Self {
            features: MixFeatures::of(&sum),
            like_human: ToneAim::like(&sum),
            corridor: corridor(&wished.profile().tone),
            lead_over_rest_lu: lead_over,
            lead,
            lead_sounds,
            rivals: Vec::new(),
        };
        let human = vec![0.0; loaded.human.len()];
        let equal = rivals::equal_loudness(&loaded.human_lufs());
        let mut off = vec![("human", human), ("b1", equal)];
        off.extend(role_means.map(|off| ("b2", off)));
        for (contender, off_lu) in off {
            let rival = reference.rival(loaded, off_lu, (contender == "human").then_some(&sum))?;
            reference.rivals.push((contender, rival));
        }
        Ok(reference)
    }

    fn rival(
        &self,
        loaded: &Loaded,
        off_lu: Vec<f64>,
        sum: Option<&Measurement>,
    ) -> Result<Rival, Fault> {
        // Equal loudness of a stem that is silent is no gain; and all gains together stay near 0,
        // so that nothing overflows.
        let known: Vec<f64> = off_lu.iter().copied().filter(|lu| lu.is_finite()).collect();
        let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
        let gain = |lu: &f64| if lu.is_finite() { lu - mean } else { 0.0 };
        let gains_db: Vec<f64> = off_lu.iter().map(gain).collect();
        let made = match sum {
            Some(sum) => sum.clone(),
            None => measure_sum(&turned(loaded.human_tracks(), &gains_db))?,
        };
        let stems: Vec<&Measurement> = loaded.human.iter().collect();
        let heard = Heard::of(&stems, &gains_db).in_mix(&made);
        let mut scores = balances(&off_lu);
        scores.extend(mixing::scores(self, &heard));
        Ok(Rival { off_lu, scores })
    }
}

fn turned(mut tracks: Vec<Track>, gains_db: &[f64]) -> Vec<Track> {
    for (track, gain_db) in tracks.iter_mut().zip(gains_db) {
        track.clip = Arc::clone(&track.clip);
        track.change.gain_db += gain_db;
    }
    tracks
}

/// Powers of envelopes added.
fn added(envelopes: &[&[f32]]) -> Vec<f32> {
    let hops = envelopes.iter().map(|envelope| envelope.len()).max().unwrap_or(0);
    let at = |hop: usize| envelopes.iter().filter_map(|it| it.get(hop)).sum();
    (0..hops).map(at).collect()
}

/// A profile's corridor in ERB bands. Under 40 Hz and over 14 kHz records have no common tone.
fn corridor(tone: &ToneCorridor) -> ToneAim {
    // Band `i` lies around ERB number i + 1 (Glasberg & Moore 1990).
    let hz = |number: f64| (10.0_f64.powf(number / 21.4) - 1.0) / 0.004_37;
    let edges = |band: usize| (hz(band as f64 + 0.5), hz(band as f64 + 1.5));
    let centre = |band: usize| hz(band as f64 + 1.0);
    let mut aim = ToneAim {
        levels_db: [0.0; ERB_BANDS],
        tolerance_db: [0.0; ERB_BANDS],
        weights: [0.0; ERB_BANDS],
    };
    for band in 0..ERB_BANDS {
        let (low, high) = edges(band);
        aim.levels_db[band] = tone.band_level_db(low, high);
        aim.tolerance_db[band] = tone.tolerance_at_db(centre(band));
        let counts = (40.0..14_000.0).contains(&centre(band));
        aim.weights[band] = if counts { 1.0 } else { 0.0 };
    }
    aim
}
