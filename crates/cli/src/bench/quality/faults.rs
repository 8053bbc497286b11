//! Faults that grow: what is done to a human mix, and which judges claim to hear it.

use engine::Clip;
use recipe::Role;

use super::play::Loaded;

/// One fault.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fault {
    pub(super) name: &'static str,
    /// Ids of the metrics that claim to hear it.
    pub(super) claimed_by: &'static [&'static str],
    /// Whether a song can have it.
    pub(super) fits: fn(&Loaded) -> bool,
    /// Gains of the stems at a step, in dB.
    pub(super) gains_db: fn(&Loaded, f64) -> Vec<f64>,
    /// What is done to the mix at a step.
    pub(super) process: fn(&mut Clip, f64),
}

const NEUTRAL: Fault = Fault {
    name: "",
    claimed_by: &[],
    fits: |_| true,
    gains_db: |loaded, _| vec![0.0; loaded.clips.len()],
    process: |_, _| {},
};

/// All of them. Step 0 is the mix as it was, 5 the largest.
pub(super) const FAULTS: &[Fault] = &[
    Fault {
        name: "buried vocal",
        claimed_by: &["t1_lu", "t2_lu"],
        fits: |loaded| loaded.song.stems.iter().any(|stem| stem.role == Some(Role::LeadVocal)),
        gains_db: |loaded, step| {
            let lead = |role| if role == Some(Role::LeadVocal) { -4.0 * step } else { 0.0 };
            loaded.song.stems.iter().map(|stem| lead(stem.role)).collect()
        },
        ..NEUTRAL
    },
    Fault {
        name: "tilted balance",
        claimed_by: &["t1_lu", "t1_capped_lu"],
        gains_db: |loaded, step| {
            let sign = |index: usize| if index.is_multiple_of(2) { 1.0 } else { -1.0 };
            (0..loaded.clips.len()).map(|index| 1.5 * step * sign(index)).collect()
        },
        ..NEUTRAL
    },
    Fault {
        name: "flooded",
        claimed_by: &["t1_lu", "t3_pct"],
        gains_db: |loaded, step| {
            // The stem of most power is covered least. What it wins back itself when it is raised,
            // it has won with the first step, which is twice as large; from there on it only covers.
            let raised_db = if step > 0.0 { 4.0 * (step + 1.0) } else { 0.0 };
            let rms = |index: &usize| loaded.human[*index].dynamics.rms_dbfs;
            let stems = 0..loaded.human.len();
            let strongest = stems.clone().max_by(|a, b| rms(a).total_cmp(&rms(b)));
            let gain = |index| if Some(index) == strongest { raised_db } else { 0.0 };
            stems.map(gain).collect()
        },
        ..NEUTRAL
    },
    Fault {
        name: "boomy",
        claimed_by: &["t5_features", "t14_human_db"],
        process: |clip, step| {
            let gain = audio::math::db_to_gain_f64(3.0 * step) - 1.0;
            filtered(clip, |low, x| x + gain * low.next(x), 150.0);
        },
        ..NEUTRAL
    },
    Fault {
        name: "harsh",
        claimed_by: &["t5_features", "t14_human_db"],
        process: |clip, step| {
            let gain = audio::math::db_to_gain_f64(3.0 * step) - 1.0;
            filtered(clip, |low, x| x + gain * (x - low.next(x)), 4_000.0);
        },
        ..NEUTRAL
    },
    Fault {
        name: "narrow",
        claimed_by: &["t5_features"],
        fits: is_stereo,
        process: |clip, step| sides(clip, 1.0 - step / 5.0),
        ..NEUTRAL
    },
    Fault {
        name: "wide",
        claimed_by: &["t13_width_pct", "t12_worst_db"],
        fits: is_stereo,
        process: |clip, step| sides(clip, 1.0 + 0.4 * step),
        ..NEUTRAL
    },
    Fault {
        name: "crushed",
        claimed_by: &["t9_crest_loss_db", "t10_db"],
        process: |clip, step| {
            let drive = 0.6 * step / rms(clip).max(1e-6);
            if step > 0.0 {
                each(clip, |x| (drive * x).tanh() / drive);
            }
        },
        ..NEUTRAL
    },
    Fault {
        name: "clipped",
        claimed_by: &["t9_crest_loss_db"],
        process: |clip, step| {
            let peak = clip.channels.iter().flatten().fold(0.0_f32, |peak, x| peak.max(x.abs()));
            let limit = f64::from(peak) * audio::math::db_to_gain_f64(-4.0 * step);
            each(clip, |x| x.clamp(-limit, limit));
        },
        ..NEUTRAL
    },
    Fault {
        name: "anti-phase",
        claimed_by: &["t12_worst_db", "t12_correlation"],
        process: |clip, step| {
            let turn = (1.0 - 0.4 * step) as f32;
            if let Some(right) = clip.channels.get_mut(1) {
                right.iter_mut().for_each(|x| *x *= turn);
            }
        },
        ..NEUTRAL
    },
];

/// Whether any stem has two sides that differ.
fn is_stereo(loaded: &Loaded) -> bool {
    loaded.human.iter().any(|stem| stem.stereo.side_over_mid > 0.05)
}

fn each(clip: &mut Clip, change: impl Fn(f64) -> f64) {
    for x in clip.channels.iter_mut().flatten() {
        *x = change(f64::from(*x)) as f32;
    }
}

fn rms(clip: &Clip) -> f64 {
    let count = clip.channels.iter().map(Vec::len).sum::<usize>().max(1) as f64;
    let squares = clip.channels.iter().flatten().map(|x| f64::from(*x) * f64::from(*x));
    (squares.sum::<f64>() / count).sqrt()
}

fn sides(clip: &mut Clip, gain: f64) {
    let [left, right] = clip.channels.as_mut_slice() else { return };
    for (l, r) in left.iter_mut().zip(right) {
        let (mid, side) = (0.5 * (*l + *r), 0.5 * gain as f32 * (*l - *r));
        (*l, *r) = (mid + side, mid - side);
    }
}

/// A first-order low-pass.
struct Low {
    pole: f64,
    state: f64,
}

impl Low {
    fn next(&mut self, x: f64) -> f64 {
        self.state += self.pole * (x - self.state);
        self.state
    }
}

fn filtered(clip: &mut Clip, change: impl Fn(&mut Low, f64) -> f64, corner_hz: f64) {
    let rate_hz = f64::from(clip.sample_rate_hz);
    for channel in &mut clip.channels {
        let pole = 1.0 - (-std::f64::consts::TAU * corner_hz / rate_hz).exp();
        let mut low = Low { pole, state: 0.0 };
        channel.iter_mut().for_each(|x| *x = change(&mut low, f64::from(*x)) as f32);
    }
}
