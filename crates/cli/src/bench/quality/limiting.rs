//! T11: what the limiter makes of bass. Two tones, and the bass stems of songs, go through it so that
//! it takes 3 dB on average; what is left when the input, at the gain that it has come to, is taken
//! away, under 200 Hz, is distortion.
//!
//! The gain is matched by a straight line in windows of 50 ms: a limiter that follows a note turns it
//! down and lets it go, and that is no distortion; what its gain does faster than about 20 Hz is.

use std::sync::Arc;

use audio::{Block, Params, Processor, StreamSpec, db_to_gain};
use dsp::dynamics::LimiterParams;
use engine::Clip;
use recipe::RoleGroup;
use serde::Serialize;

use super::audio as songs;
use super::corpus::Song;
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::inputs;

/// Average reduction at which distortion is judged, in dB.
const REDUCTION_DB: f64 = 3.0;

/// Upper end of what is judged, in Hz.
const LOW_HZ: f64 = 200.0;

/// Windows in which the gain is matched, in s.
const WINDOW_S: f64 = 0.05;

/// A signal and its distortion, in dB under what it is part of.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Distorted {
    name: String,
    distortion_db: f64,
    reduction_db: f64,
}

/// Two tones and the bass stems of `all`.
pub(super) fn judge(all: &[Song], crew: &Threads) -> Result<Vec<Distorted>, Fault> {
    let tones = [[50.0, 80.0], [40.0, 1_000.0], [60.0, 7_000.0]];
    let mut found: Vec<Distorted> = Vec::new();
    for [low_hz, high_hz] in tones {
        let name = format!("{low_hz} and {high_hz} Hz");
        found.extend(distorted(&name, &two_tones(low_hz, high_hz)));
    }
    for song in all {
        let bass = song
            .stems
            .iter()
            .filter(|stem| stem.role.is_some_and(|role| role.group() == RoleGroup::Bass));
        let bass: Vec<_> = bass.collect();
        let clips = inputs::each(&bass, crew, |stem| songs::decode(stem))?;
        for (stem, clip) in bass.iter().zip(clips) {
            found.extend(distorted(&format!("{}, {}", song.name, stem.name), &clip));
        }
    }
    if found.iter().any(|it| !it.distortion_db.is_finite()) {
        return Err(Fault::worded(Code::Internal, "a distortion that is no number"));
    }
    Ok(found)
}

fn two_tones(low_hz: f64, high_hz: f64) -> Arc<Clip> {
    let rate_hz = 48_000_u32;
    let at = |i: u32| {
        let turns = f64::from(i) * std::f64::consts::TAU / f64::from(rate_hz);
        (0.4 * (turns * low_hz).sin() + 0.3 * (turns * high_hz).sin()) as f32
    };
    let mono: Vec<f32> = (0..4 * rate_hz).map(at).collect();
    Arc::new(Clip { channels: vec![mono], sample_rate_hz: rate_hz })
}

/// None where the limiter cannot be brought to 3 dB.
fn distorted(name: &str, clip: &Clip) -> Option<Distorted> {
    let (mut low_db, mut high_db) = (-20.0_f32, 40.0_f32);
    for _ in 0..10 {
        let gain_db = 0.5 * (low_db + high_db);
        let (_, reduction_db) = limited(clip, gain_db)?;
        if reduction_db < REDUCTION_DB { low_db = gain_db } else { high_db = gain_db }
    }
    let gain_db = 0.5 * (low_db + high_db);
    let (output, reduction_db) = limited(clip, gain_db)?;
    let input: Vec<f32> = clip.channels[0].iter().map(|x| x * db_to_gain(gain_db)).collect();
    let name = name.to_owned();
    let distortion_db = residual_db(&input, &output, f64::from(clip.sample_rate_hz))?;
    ((reduction_db - REDUCTION_DB).abs() < 0.3).then_some(Distorted {
        name,
        distortion_db,
        reduction_db,
    })
}

/// The first channel behind gain and limiter, in step with the input, and the average reduction.
fn limited(clip: &Clip, gain_db: f32) -> Option<(Vec<f32>, f64)> {
    let stream = StreamSpec {
        sample_rate_hz: f64::from(clip.sample_rate_hz),
        block_frames_max: 4_096,
        channels: 1,
    };
    let mut limiter = LimiterParams::default().prepare(stream).ok()?;
    let latency = limiter.latency_frames();
    let gain = db_to_gain(gain_db);
    let mut audio: Vec<f32> = clip.channels[0].iter().map(|x| x * gain).collect();
    audio.resize(audio.len() + latency, 0.0);
    for part in audio.chunks_mut(4_096) {
        limiter.process(&mut Block::mono(part));
    }
    Some((audio.split_off(latency), limiter.reduction().average_db))
}

/// Power of what is left under [`LOW_HZ`] over that of the input there.
fn residual_db(input: &[f32], output: &[f32], rate_hz: f64) -> Option<f64> {
    let window = (WINDOW_S * rate_hz) as usize;
    // The first second is for the limiter to settle.
    let from = (rate_hz as usize).min(input.len() / 4);
    let (low_in, low_out) = (low(input, rate_hz), low(output, rate_hz));
    let (mut left, mut whole) = (0.0, 0.0);
    for (x, y) in low_in[from..].chunks(window).zip(low_out[from..].chunks(window)) {
        let middle = 0.5 * x.len() as f64;
        // Least squares of y on x and on t·x.
        let mut sums = [0.0; 5];
        for (i, (x, y)) in x.iter().zip(y).enumerate() {
            let (t, xx) = ((i as f64 - middle) / window as f64, x * x);
            for (sum, term) in sums.iter_mut().zip([xx, t * xx, t * t * xx, x * y, t * x * y]) {
                *sum += term;
            }
        }
        let [xx, txx, ttxx, xy, txy] = sums;
        let determinant = xx * ttxx - txx * txx;
        if xx <= 0.0 || determinant <= 1e-12 * xx * xx {
            continue;
        }
        let level = (xy * ttxx - txy * txx) / determinant;
        let slope = (txy * xx - xy * txx) / determinant;
        for (i, (x, y)) in x.iter().zip(y).enumerate() {
            let fitted = (level + slope * (i as f64 - middle) / window as f64) * x;
            whole += fitted * fitted;
            left += (y - fitted) * (y - fitted);
        }
    }
    (whole > 0.0).then(|| audio::math::power_to_db((left / whole).max(1e-20)))
}

/// Twice a first-order low-pass forth and back: no delay, 24 dB per octave.
fn low(signal: &[f32], rate_hz: f64) -> Vec<f64> {
    let pole = 1.0 - (-std::f64::consts::TAU * LOW_HZ / rate_hz).exp();
    let mut out: Vec<f64> = signal.iter().map(|x| f64::from(*x)).collect();
    for _ in 0..2 {
        for _ in 0..2 {
            let mut state = 0.0;
            for x in &mut out {
                state += pole * (*x - state);
                *x = state;
            }
            out.reverse();
        }
    }
    out
}

/// As text.
pub(super) fn text(found: &[Distorted]) -> String {
    let mut text = String::from("T11 distortion of the limiter under 200 Hz at 3 dB\n");
    for it in found {
        text += &format!(
            "  {:<52}{:>8.1} dB{}\n",
            it.name,
            it.distortion_db,
            if it.distortion_db <= -40.0 { "" } else { "   over -40" }
        );
    }
    text
}
