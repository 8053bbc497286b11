//! The shape of the level over time: how notes begin and end, and how fast the level moves.
//!
//! Works on the 10 ms envelope that every meter keeps. Onsets are rises of the level; the levels
//! before and after each, relative to its peak, are averaged (a drum falls, a string holds).
//! Modulation is measured on the square root of the amplitude in octave-wide bands, after R. Drullman,
//! J. M. Festen, R. Plomp, "Effect of temporal envelope smearing on speech reception", JASA 95(2),
//! 1994: speech and singing move most between 2 and 8 Hz.

use audio::math;

use super::moments::Moments;
use crate::Envelope;
use crate::hops::HOPS_PER_S;

/// Hops before (negative) and after a peak where its level is looked at.
const LOOK_HOPS: [i64; 10] = [-6, -3, -2, -1, 2, 4, 8, 16, 32, 64];
const LOOK_NAMES: [&str; 10] = [
    "before_60_ms_db",
    "before_30_ms_db",
    "before_20_ms_db",
    "before_10_ms_db",
    "after_20_ms_db",
    "after_40_ms_db",
    "after_80_ms_db",
    "after_160_ms_db",
    "after_320_ms_db",
    "after_640_ms_db",
];

/// Levels this far under a peak count as that, in dB.
const RANGE_DB: f64 = 48.0;

/// An onset rises this much over the mean of the past [`PAST_HOPS`], as a power ratio, and its
/// peak follows within [`PEAK_HOPS`]. The next one comes no sooner than [`GAP_HOPS`] later.
const ONSET_RATIO: f64 = 2.0;
const PAST_HOPS: usize = 5;
const PEAK_HOPS: usize = 8;
const GAP_HOPS: usize = 8;

/// Onsets this far under the strongest hop, as a power ratio (34 dB), are none.
const WEAKEST: f64 = 4e-4;

/// Centres of the modulation bands, in Hz.
const MODULATION_HZ: [f64; 6] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0];

/// Of a rest, this much counts, in hops; quieter than [`REST`] of the strongest hop (−60 dB) is one.
const REST_HOPS: usize = 50;
const REST: f64 = 1e-6;

/// Numbers that come out of [`values`].
pub(super) const VALUES: usize = LOOK_HOPS.len() + OTHER_NAMES.len() + MODULATION_HZ.len();

const OTHER_NAMES: [&str; 9] = [
    "decay_deviation_db",
    "onset_spread_db",
    "interval_log2_s",
    "interval_deviation",
    "onset_share",
    "hop_crest_db_mean",
    "hop_crest_db_deviation",
    "level_deviation_db",
    "k_weight_db",
];

pub(super) fn names() -> impl Iterator<Item = String> {
    let modulation = MODULATION_HZ.map(|hz| format!("modulation_{hz}_hz_db"));
    LOOK_NAMES.into_iter().chain(OTHER_NAMES).map(str::to_owned).chain(modulation)
}

/// The shape of an envelope; all 0 in silence.
pub(super) fn values(envelope: &Envelope) -> [f32; VALUES] {
    let power = &envelope.power;
    let mut values = [0.0; VALUES];
    let strongest = power.iter().copied().fold(0.0_f32, f32::max);
    if !strongest.is_finite() || strongest <= 0.0 {
        return values;
    }
    let peaks = onsets(power, f64::from(strongest) * WEAKEST);
    let look = LOOK_HOPS.map(|hops| look(power, &peaks, hops));
    // How alike the decays are, 160 ms after.
    let decay_deviation = look[7].deviation();
    let all = look
        .iter()
        .map(Moments::mean)
        .chain([decay_deviation])
        .chain(rhythm(power, &peaks))
        .chain(texture(envelope))
        .chain(modulation(power, f64::from(strongest)));
    values.iter_mut().zip(all).for_each(|(out, value)| *out = value as f32);
    values
}

/// Hops where a note is loudest after it began.
fn onsets(power: &[f32], weakest: f64) -> Vec<usize> {
    let mut peaks = Vec::new();
    let mut hop = 0;
    while hop < power.len() {
        let past = &power[hop.saturating_sub(PAST_HOPS)..hop];
        let mean = past.iter().map(|p| f64::from(*p)).sum::<f64>() / past.len().max(1) as f64;
        let here = f64::from(power[hop]);
        if here >= weakest && here > ONSET_RATIO * mean {
            let end = (hop + PEAK_HOPS).min(power.len());
            let peak = (hop..end).max_by(|a, b| power[*a].total_cmp(&power[*b]).then(b.cmp(a)));
            let peak = peak.unwrap_or(hop);
            peaks.push(peak);
            hop = peak + GAP_HOPS;
        } else {
            hop += 1;
        }
    }
    peaks
}

/// Level `hops` from each peak relative to it; a peak weighs as much as its amplitude.
fn look(power: &[f32], peaks: &[usize], hops: i64) -> Moments {
    let mut moments = Moments::default();
    for &peak in peaks {
        let at = usize::try_from(peak as i64 + hops).ok();
        let there = at.and_then(|at| power.get(at)).map_or(0.0, |p| f64::from(*p));
        let top = f64::from(power[peak]);
        let level = math::power_to_db(there / top).clamp(-RANGE_DB, 12.0);
        moments.add(level, top.sqrt());
    }
    moments
}

/// Spread of the peaks, interval between onsets, and how much of the sound is near an onset.
fn rhythm(power: &[f32], peaks: &[usize]) -> [f64; 4] {
    let mut spread = Moments::default();
    let mut interval = Moments::default();
    let mut near = 0.0;
    for (i, &peak) in peaks.iter().enumerate() {
        let top = f64::from(power[peak]);
        spread.add(math::power_to_db(top), top.sqrt());
        let end = (peak + GAP_HOPS).min(power.len());
        near += power[peak.saturating_sub(2)..end].iter().map(|p| f64::from(*p)).sum::<f64>();
        if let Some(next) = peaks.get(i + 1) {
            let seconds = (next - peak) as f64 / HOPS_PER_S as f64;
            // Rests are no rhythm: intervals over 2 s count as that, and little.
            interval.add(libm::log2(seconds.min(2.0)), top.sqrt() / seconds.max(0.25));
        }
    }
    let total: f64 = power.iter().map(|p| f64::from(*p)).sum();
    [spread.deviation(), interval.mean(), interval.deviation(), (near / total).min(1.0)]
}

/// Crest inside the hops, movement of the level, and how far K-weighting changes it.
fn texture(envelope: &Envelope) -> [f64; 4] {
    let mut crest = Moments::default();
    let mut level = Moments::default();
    let (mut power_sum, mut k_sum) = (0.0, 0.0);
    for ((peak, power), k) in envelope.peak.iter().zip(&envelope.power).zip(&envelope.k_power) {
        let power = f64::from(*power);
        if power > 0.0 {
            let peak = f64::from(*peak);
            crest.add(math::power_to_db(peak * peak / power).clamp(0.0, 40.0), power.sqrt());
            level.add(math::power_to_db(power), power.sqrt());
            power_sum += power;
            k_sum += f64::from(*k);
        }
    }
    let k_db = math::power_to_db(k_sum / power_sum).clamp(-60.0, 20.0);
    [crest.mean(), crest.deviation(), level.deviation(), k_db]
}

/// Energy of each modulation band over that of the whole, in dB.
fn modulation(power: &[f32], strongest: f64) -> [f64; MODULATION_HZ.len()] {
    let roots = without_rests(power, strongest * REST);
    let total: f64 = roots.iter().map(|root| root * root).sum();
    let mean = roots.iter().sum::<f64>() / roots.len().max(1) as f64;
    MODULATION_HZ.map(|hz| {
        // The filter begins as if the mean had gone on for ever: no step where the stem begins.
        let mut filter = BandPass::new(hz, mean);
        let energy: f64 = roots
            .iter()
            .map(|root| {
                let y = filter.next(*root);
                y * y
            })
            .sum();
        math::power_to_db(energy / total).clamp(-60.0, 0.0)
    })
}

/// Fourth roots of the powers, about loudness, without silence at the start and long rests.
fn without_rests(power: &[f32], quiet: f64) -> Vec<f64> {
    let mut roots = Vec::with_capacity(power.len());
    let mut rest = REST_HOPS;
    for power in power {
        let power = f64::from(*power);
        rest = if power > quiet { 0 } else { rest + 1 };
        if rest < REST_HOPS {
            roots.push(power.sqrt().sqrt());
        }
    }
    roots
}

/// A second-order band-pass of one octave with 0 dB at its centre (R. Bristow-Johnson, "Cookbook
/// formulae for audio EQ biquad filter coefficients").
struct BandPass {
    b: f64,
    a: [f64; 2],
    x: [f64; 2],
    y: [f64; 2],
}

impl BandPass {
    /// Settled on a constant input.
    fn new(hz: f64, settled: f64) -> Self {
        let turn = std::f64::consts::TAU * hz / HOPS_PER_S as f64;
        // Q of one octave.
        let alpha = libm::sin(turn) / (2.0 * std::f64::consts::SQRT_2);
        let a = [-2.0 * libm::cos(turn) / (1.0 + alpha), (1.0 - alpha) / (1.0 + alpha)];
        Self { b: alpha / (1.0 + alpha), a, x: [settled; 2], y: [0.0; 2] }
    }

    fn next(&mut self, x: f64) -> f64 {
        let y = self.b * (x - self.x[1]) - self.a[0] * self.y[0] - self.a[1] * self.y[1];
        self.x = [x, self.x[0]];
        self.y = [y, self.y[0]];
        y
    }
}
