//! Which beats begin a bar, and how many make one.
//!
//! Bars begin where the harmony changes and the lows are strong (M. Goto, "An Audio-based
//! Real-time Beat Tracking System for Music With or Without Drum-sounds", J. New Music Research
//! 30, 2001). Each metre's best phase is compared with its others; four beats are the default, and
//! three have to win clearly.

use super::pulse::Pulse;
use super::weights::ACCENTS;
use crate::tonality::Harmony;

/// Metres considered, and how much better than the first another must be.
const METRES: [usize; 2] = [4, 3];
const BIAS: [f64; 2] = [0.0, -0.25];

/// Bars of a grid: beats in one, the first downbeat's index, and the trust in both, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bars {
    pub(crate) beats: usize,
    pub(crate) first: usize,
    pub(crate) confidence: f64,
}

/// Finds the bars over known beats.
pub(crate) fn bars(pulse: &Pulse, harmony: &Harmony, beats_s: &[f64]) -> Bars {
    let accents = accents(pulse, harmony, beats_s);
    let mut found: Vec<(f64, Bars)> = Vec::new();
    for (metre, bias) in METRES.into_iter().zip(BIAS) {
        let mean = |phase: usize| {
            let inside = accents.iter().skip(phase).step_by(metre);
            inside.clone().sum::<f64>() / inside.count().max(1) as f64
        };
        let means: Vec<f64> = (0..metre).map(mean).collect();
        let Some(first) = (0..metre).max_by(|a, b| means[*a].total_cmp(&means[*b]).then(b.cmp(a)))
        else {
            continue;
        };
        let others = (means.iter().sum::<f64>() - means[first]) / (metre - 1) as f64;
        let lead = means[first] - others;
        found.push((lead + bias, Bars { beats: metre, first, confidence: lead }));
    }
    let best = found.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, bars)| bars);
    let bars = best.unwrap_or(Bars { beats: METRES[0], first: 0, confidence: 0.0 });
    Bars { confidence: (0.3 * bars.confidence).clamp(0.0, 1.0), ..bars }
}

/// How much each beat sounds like the first of a bar, in standard deviations.
fn accents(pulse: &Pulse, harmony: &Harmony, beats_s: &[f64]) -> Vec<f64> {
    let around: Vec<[f64; 3]> = beats_s.iter().map(|time_s| pulse.around(*time_s)).collect();
    let beat_s = |i: usize| match (beats_s.get(i + 1), i) {
        (Some(next), _) => next - beats_s[i],
        (None, 0) => 0.5,
        (None, _) => beats_s[i] - beats_s[i - 1],
    };
    let spans = (0..beats_s.len()).map(|i| (beats_s[i], 2.0 * beat_s(i)));
    let changes: Vec<[f64; 2]> = spans.map(|(at_s, span)| harmony.changes_at(at_s, span)).collect();
    let accents: [Vec<f64>; 5] = std::array::from_fn(|sign| {
        let found = around.iter().zip(&changes).map(|([low, all, high], [bass, rest])| {
            [low.sqrt(), high.sqrt(), all.sqrt(), *bass, *rest][sign]
        });
        standard(&found.collect::<Vec<f64>>())
    });
    let score = |beat: usize| accents.iter().zip(&ACCENTS).map(|(x, w)| x[beat] * w).sum();
    (0..beats_s.len()).map(score).collect()
}

/// Without its mean, with unit deviation.
fn standard(x: &[f64]) -> Vec<f64> {
    let count = x.len().max(1) as f64;
    let mean = x.iter().sum::<f64>() / count;
    let square = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
    let scale = if square > 0.0 { 1.0 / square.sqrt() } else { 0.0 };
    x.iter().map(|x| (x - mean) * scale).collect()
}
