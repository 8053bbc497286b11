//! How much gain brings the master to its loudness, and how much the dynamics allow.
//!
//! A forecast on 10 ms envelopes finds the gain without rendering; the rendered file then says by
//! how much the forecast was off, and the next gain starts from there.

use measure::{Envelope, integrated_lufs};
use recipe::MasterChain;

/// Fraction of a reduction that is left after one hop of the envelope, for the limiter's usual
/// release: exp(−10 ms / 80 ms).
const RELEASE_PER_HOP: f32 = 0.882_5;

/// Hops in 3 s.
const WINDOW_HOPS: usize = 300;

/// −60 dBFS: what is under it does not sound.
const ACTIVE_ABOVE: f32 = 1e-3;

/// What the limiter will do to the loudness, foreseen from the envelope of its input.
#[derive(Debug)]
pub(crate) struct Forecast<'a> {
    envelope: &'a Envelope,
    ceiling: f32,
    /// No peak reaches the limiter over this: the soft clipper's ceiling.
    clip: f32,
    work: Vec<f32>,
}

/// What a gain costs, foreseen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cost {
    pub(crate) integrated_lufs: f64,
    pub(crate) crest_db: f64,
    pub(crate) psr_median_db: f64,
    pub(crate) limiter_average_db: f64,
    /// Power of what is taken away over that of what stays, in dB.
    pub(crate) change_db: f64,
}

impl<'a> Forecast<'a> {
    /// `master` holds the limiter and the clipper before it.
    pub(crate) fn new(envelope: &'a Envelope, master: &MasterChain) -> Self {
        let ceiling = audio::db_to_gain(master.limiter.ceiling_dbtp);
        let clip = master.soft_clip.map_or(f32::MAX, |clip| audio::db_to_gain(clip.ceiling_db));
        Self { envelope, ceiling, clip, work: Vec::with_capacity(envelope.k_power.len()) }
    }

    /// Loudness after the limiter with `gain_db` before it.
    pub(crate) fn lufs(&mut self, gain_db: f64) -> f64 {
        self.run(gain_db);
        integrated_lufs(&self.work)
    }

    /// Average reduction of the limiter over the time that sounds, in dB.
    pub(crate) fn reduction_db(&mut self, gain_db: f64) -> f64 {
        self.run(gain_db)
    }

    /// Median over 3 s windows of peak over loudness after the limiter, in dB.
    pub(crate) fn psr_median_db(&mut self, gain_db: f64) -> f64 {
        self.run(gain_db);
        let gain = audio::db_to_gain_f64(gain_db) as f32;
        let peaks = self.envelope.peak.chunks(WINDOW_HOPS);
        let mut ratios: Vec<f64> = peaks
            .zip(self.work.chunks(WINDOW_HOPS))
            .filter_map(|(peaks, power)| {
                let peak = peaks.iter().fold(0.0_f32, |most, peak| most.max(*peak)) * gain;
                let power = power.iter().map(|power| f64::from(*power)).sum::<f64>();
                let mean = power / peaks.len() as f64;
                let ratio_db = audio::gain_to_db_f64(f64::from(peak.min(self.ceiling)))
                    - measure::power_to_lufs(mean);
                ratio_db.is_finite().then_some(ratio_db)
            })
            .collect();
        ratios.sort_by(f64::total_cmp);
        ratios.get(ratios.len() / 2).copied().unwrap_or(0.0)
    }

    /// What `gain_db` costs.
    pub(crate) fn cost(&mut self, gain_db: f64) -> Cost {
        let limiter_average_db = self.run(gain_db);
        let integrated_lufs = integrated_lufs(&self.work);
        let gain = audio::db_to_gain_f64(gain_db);
        let (mut before, mut after, mut change, mut top) = (0.0, 0.0, 0.0, 0.0_f32);
        let hops = self.envelope.peak.iter().zip(&self.envelope.power);
        for ((peak, power), (k_power, k_limited)) in
            hops.zip(self.envelope.k_power.iter().zip(&self.work))
        {
            // What is left of the hop's amplitude is the same in power and in weighted power.
            let whole = f64::from(*k_power) * gain * gain;
            let left = if whole > 0.0 { (f64::from(*k_limited) / whole).sqrt() } else { 1.0 };
            let own = f64::from(*power) * gain * gain;
            before += own;
            after += own * left * left;
            change += own * (1.0 - left) * (1.0 - left);
            top = top.max((peak * gain as f32).min(self.ceiling));
        }
        let hops = self.work.len().max(1) as f64;
        let level_db = |power: f64| audio::math::power_to_db(power / hops);
        Cost {
            integrated_lufs,
            crest_db: audio::gain_to_db_f64(f64::from(top)) - level_db(after),
            psr_median_db: self.psr_median_db(gain_db),
            limiter_average_db,
            change_db: if before > 0.0 { level_db(change) - level_db(after) } else { f64::NAN },
        }
    }

    /// Fills `work` with the limited power and returns the average reduction.
    fn run(&mut self, gain_db: f64) -> f64 {
        let gain = audio::db_to_gain_f64(gain_db) as f32;
        let mut limited = 1.0_f32;
        let (mut sum_db, mut active) = (0.0, 0_u64);
        self.work.clear();
        for (peak, power) in self.envelope.peak.iter().zip(&self.envelope.k_power) {
            let peak = (peak * gain).min(self.clip);
            let needed = (self.ceiling / peak.max(self.ceiling)).min(1.0);
            let released = 1.0 - (1.0 - limited) * RELEASE_PER_HOP;
            // The peak is one moment of the hop; the rest of it is already on the way back.
            limited = needed.min(released);
            let mean = 0.5 * limited + 0.5 * released;
            if peak > ACTIVE_ABOVE {
                sum_db -= f64::from(audio::gain_to_db(mean));
                active += 1;
            }
            self.work.push(power * (gain * mean) * (gain * mean));
        }
        sum_db / active.max(1) as f64
    }

    /// The largest gain up to `most_db` at which `measure` stays at or under `limit`. `measure`
    /// must not fall with the gain.
    pub(crate) fn largest_gain(
        &mut self,
        most_db: f64,
        limit: f64,
        measure: impl Fn(&mut Self, f64) -> f64,
    ) -> f64 {
        let (mut low, mut high) = (-60.0, most_db.max(-60.0));
        if measure(self, high) <= limit {
            return high;
        }
        for _ in 0..24 {
            let middle = 0.5 * (low + high);
            if measure(self, middle) <= limit {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The gain that is expected to give `target_lufs`, within `most_db`.
    pub(crate) fn solve(&mut self, target_lufs: f64, most_db: f64) -> f64 {
        self.largest_gain(most_db, target_lufs, Self::lufs)
    }

    /// LU gained per dB of gain around `gain_db`; falls from 1 the harder the limiter works.
    pub(crate) fn slope(&mut self, gain_db: f64) -> f64 {
        (self.lufs(gain_db + 0.5) - self.lufs(gain_db - 0.5)).clamp(0.2, 1.0)
    }
}
