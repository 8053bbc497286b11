//! What each bar of a song sounds like: which stems play, how loud, which pitches, which bands.

use crate::song::StemTrace;
use crate::tonality::Harmony;
use crate::{ENVELOPE_HOP_MS, ERB_BANDS, EXCITATION_HOP_MS, Grid, Measurement};

/// Bars shorter than this are taken two by two; without a grid a bar is as long as this, in s.
const SHORTEST_S: f64 = 1.5;
const GRIDLESS_S: f64 = 2.0;

/// Most bars that are looked at: an hour of 2 s.
const BARS_MAX: usize = 2_000;

/// A stem this far under its own loud level is silent, in dB.
const RANGE_DB: f64 = 30.0;

/// Share of a bar at each end that does not count for levels: no bar line is exact, and a stem that
/// stops on one would else sound in the next bar too.
const EDGE: f64 = 0.05;

/// A stem sounds in a bar whose level lies above this share of that range.
const SOUNDING: f64 = 0.15;

/// Bands of the timbre: four ERB each.
const BANDS: usize = ERB_BANDS / 4;

/// Weights of the parts of a bar's description: stems that play, pitches, bands.
const ACTIVITY: f64 = 1.0;
const PITCH: f64 = 0.6;
const TIMBRE: f64 = 0.5;

/// One bar.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    /// Activity of each stem, then pitch classes, then bands, weighted.
    pub(crate) features: Vec<f64>,
    /// K-weighted power, stems added.
    pub(crate) power: f64,
    /// Share of stems that sound.
    pub(crate) density: f64,
}

/// All bars, and when they begin; the last time is the end.
#[derive(Clone, Debug)]
pub(crate) struct Bars {
    pub(crate) times_s: Vec<f64>,
    pub(crate) bars: Vec<Bar>,
}

impl Bars {
    pub(crate) fn of(
        stems: &[(&StemTrace, &Measurement)],
        harmony: &Harmony,
        grid: Option<&Grid>,
        duration_s: f64,
    ) -> Self {
        let times_s = times(grid, duration_s);
        let loud: Vec<f64> = stems.iter().map(|(_, stem)| loud_power(stem)).collect();
        let mut bars: Vec<Bar> =
            times_s.windows(2).map(|span| bar(stems, &loud, harmony, (span[0], span[1]))).collect();
        centre_timbre(&mut bars, stems.len());
        Self { times_s, bars }
    }

    /// Mean description over a range of bars.
    pub(crate) fn mean(&self, range: std::ops::Range<usize>) -> Vec<f64> {
        let count = range.len().max(1) as f64;
        let mut mean = vec![0.0; self.bars.first().map_or(0, |bar| bar.features.len())];
        for bar in &self.bars[range] {
            mean.iter_mut().zip(&bar.features).for_each(|(sum, x)| *sum += x / count);
        }
        mean
    }
}

/// Starts of the bars and the end of the song.
fn times(grid: Option<&Grid>, duration_s: f64) -> Vec<f64> {
    let downbeats: Vec<f64> = grid.map(|grid| grid.downbeats_s().collect()).unwrap_or_default();
    let (first_s, bar_s) = match downbeats[..] {
        [first, .., last] => (first, (last - first) / (downbeats.len() - 1) as f64),
        _ => (0.0, GRIDLESS_S),
    };
    let mut times = vec![0.0];
    let lead = libm::floor(first_s / bar_s) as usize;
    let before = (0..lead.min(BARS_MAX)).map(|bar| first_s - (lead - bar) as f64 * bar_s);
    let last_s = downbeats.last().copied().unwrap_or(0.0);
    let after = (1..BARS_MAX).map(|bar| last_s + bar as f64 * bar_s);
    let all = before.chain(downbeats).chain(after).take_while(|time| *time < duration_s);
    let step = if bar_s < SHORTEST_S { 2 } else { 1 };
    for time_s in all.step_by(step).take(BARS_MAX) {
        // What is left before the first bar or after the last belongs to its neighbour.
        if time_s - times[times.len() - 1] > 0.6 * bar_s {
            times.push(time_s);
        }
    }
    if times.len() > 1 && duration_s - times[times.len() - 1] < 0.6 * bar_s {
        times.pop();
    }
    times.push(duration_s);
    times
}

/// The level a stem has when it is loud: the 90th percentile of its hops that sound.
fn loud_power(stem: &Measurement) -> f64 {
    let mut powers: Vec<f32> =
        stem.envelope.power.iter().copied().filter(|power| *power > 1e-9).collect();
    powers.sort_by(f32::total_cmp);
    powers.get(powers.len() * 9 / 10).map_or(0.0, |power| f64::from(*power))
}

fn bar(
    stems: &[(&StemTrace, &Measurement)],
    loud: &[f64],
    harmony: &Harmony,
    (from_s, to_s): (f64, f64),
) -> Bar {
    let mut features = Vec::with_capacity(stems.len() + 24 + BANDS);
    let (mut power, mut sounding) = (0.0, 0);
    let weight = ACTIVITY / (stems.len().max(1) as f64).sqrt();
    for ((_, stem), loud) in stems.iter().zip(loud) {
        let range = |hops: usize, hop_ms: f64| {
            let hop = |time_s: f64| ((time_s * 1e3 / hop_ms) as usize).min(hops);
            let edge_s = EDGE * (to_s - from_s);
            hop(from_s + edge_s)..hop(to_s - edge_s)
        };
        let inside = range(stem.envelope.power.len(), ENVELOPE_HOP_MS);
        let mean = mean(&stem.envelope.power[inside.clone()]);
        let under_db = if mean > 0.0 && *loud > 0.0 {
            audio::math::power_to_db(mean / loud)
        } else {
            -RANGE_DB
        };
        let activity = (1.0 + under_db / RANGE_DB).clamp(0.0, 1.0);
        sounding += usize::from(activity > SOUNDING);
        features.push(activity * weight);
        power += self::mean(&stem.envelope.k_power[inside]);
    }
    for classes in harmony.mean(from_s, to_s) {
        let norm = classes.iter().map(|x| x * x).sum::<f64>().sqrt();
        let scale = if norm > 0.0 { PITCH / norm } else { 0.0 };
        features.extend(classes.map(|x| x * scale));
    }
    features.extend(timbre(stems, (from_s, to_s)));
    Bar { features, power, density: sounding as f64 / stems.len().max(1) as f64 }
}

fn mean(x: &[f32]) -> f64 {
    x.iter().map(|x| f64::from(*x)).sum::<f64>() / x.len().max(1) as f64
}

/// Level of each band of all stems, in decades over silence.
fn timbre(stems: &[(&StemTrace, &Measurement)], (from_s, to_s): (f64, f64)) -> [f64; BANDS] {
    let mut bands = [1e-9; BANDS];
    let hop = |time_s: f64| (time_s * 1e3 / EXCITATION_HOP_MS) as usize;
    for (_, stem) in stems {
        // Every second column is enough for a bar.
        for column in (hop(from_s)..hop(to_s).min(stem.excitation.len())).step_by(2) {
            let powers = stem.excitation.powers(column);
            for (band, part) in bands.iter_mut().zip(powers.chunks(ERB_BANDS / BANDS)) {
                *band += part.iter().sum::<f64>();
            }
        }
    }
    bands.map(libm::log10)
}

/// Bands against their mean over the song, a decade being a great difference.
fn centre_timbre(bars: &mut [Bar], stems: usize) {
    let first = stems + 24;
    for band in first..first + BANDS {
        let count = bars.len().max(1) as f64;
        let mean = bars.iter().map(|bar| bar.features[band]).sum::<f64>() / count;
        for bar in &mut *bars {
            let apart = (bar.features[band] - mean).clamp(-2.0, 2.0);
            bar.features[band] = apart * TIMBRE / (BANDS as f64).sqrt();
        }
    }
}
