//! The likeliest path through the candidates of all frames.
//!
//! Viterbi over each frame's candidates and "no pitch" (M. Mauch, S. Dixon, "pYIN: A fundamental
//! frequency estimator using probabilistic threshold distributions", ICASSP 2014, in small): a
//! path pays for unclear candidates, for leaps, and for beginning and ending to sound.

use super::track::PitchTrack;
use super::yin::{CANDIDATES, Candidate};

/// Costs: of no pitch, of an octave's leap in 20 ms, and of a change between pitch and none. The
/// unit is the depth of a dip, 0 to 1.
const UNVOICED: f32 = 0.30;
const OCTAVE: f32 = 0.6;
const CHANGE: f32 = 0.15;

/// Cost of a candidate an octave under the frame's highest: every multiple of a period is periodic.
const LOWER: f32 = 0.1;

/// A line is voiced for this share of the frames that sound, and these are this clear on average.
const VOICED_SHARE_MIN: f64 = 0.6;
const CLEAR_MIN: f64 = 0.75;

/// States: the candidates, and none.
const STATES: usize = CANDIDATES + 1;

/// The track through all frames; `None` where they are no single line.
pub(crate) fn track(
    frames: &[[Candidate; CANDIDATES]],
    hop_s: f64,
    first_s: f64,
) -> Option<PitchTrack> {
    let states = best_path(frames);
    let chosen = |(frame, state): (&[Candidate; CANDIDATES], &u8)| {
        frame.get(usize::from(*state)).copied().unwrap_or((0, 0))
    };
    let path: Vec<Candidate> = frames.iter().zip(&states).map(chosen).collect();
    let sounding = frames.iter().filter(|frame| frame[0].1 > 0).count();
    let voiced = path.iter().filter(|(cents, _)| *cents > 0).count();
    let clear: f64 = path.iter().map(|(_, clear)| f64::from(*clear) / 255.0).sum();
    let share = voiced as f64 / sounding.max(1) as f64;
    if share < VOICED_SHARE_MIN || clear < CLEAR_MIN * voiced as f64 {
        return None;
    }
    Some(PitchTrack {
        first_s,
        hop_s,
        cents: path.iter().map(|(cents, _)| *cents).collect(),
        voicing: path.iter().map(|(_, clear)| *clear).collect(),
        voiced_share: share,
    })
}

/// Which state each frame is in; the last one is no pitch.
fn best_path(frames: &[[Candidate; CANDIDATES]]) -> Vec<u8> {
    let none: [Candidate; CANDIDATES] = [(0, 0); CANDIDATES];
    let mut costs = [0.0_f32; STATES];
    let mut from: Vec<[u8; STATES]> = Vec::with_capacity(frames.len());
    let mut before = none;
    for frame in frames {
        let mut arrived = [(f32::MAX, 0_u8); STATES];
        let highest = frame.iter().map(|(cents, _)| *cents).max().unwrap_or(0);
        for (state, place) in arrived.iter_mut().enumerate() {
            let own = match frame.get(state) {
                Some((0, _)) => continue,
                Some((cents, clear)) => {
                    let octaves = f32::from(highest - cents) / 1_200.0;
                    1.0 - f32::from(*clear) / 255.0 + LOWER * octaves
                }
                None => UNVOICED,
            };
            for (other, cost) in costs.iter().enumerate() {
                let all = cost + own + step_cost(before.get(other), frame.get(state));
                if all < place.0 {
                    *place = (all, other as u8);
                }
            }
        }
        let least = arrived.iter().map(|(cost, _)| *cost).fold(f32::MAX, f32::min);
        costs = arrived.map(|(cost, _)| cost - least);
        from.push(arrived.map(|(_, other)| other));
        before = *frame;
    }
    let mut state = (0..STATES).min_by(|a, b| costs[*a].total_cmp(&costs[*b])).unwrap_or(0) as u8;
    let mut states: Vec<u8> = from
        .iter()
        .rev()
        .map(|from| {
            let here = state;
            state = from[usize::from(state)];
            here
        })
        .collect();
    states.reverse();
    states
}

fn step_cost(before: Option<&Candidate>, after: Option<&Candidate>) -> f32 {
    match (before, after) {
        (None, None) => 0.0,
        (Some((a, _)), Some((b, _))) => OCTAVE * f32::from(a.abs_diff(*b)).min(2_400.0) / 1_200.0,
        _ => CHANGE,
    }
}
