//! Do drums still hit? How much of the energy in the drum bands arrives at once.
//!
//! Two bands: under 120 Hz, where the kick lives, and over 3 kHz, where snares and hats begin. In
//! each, energy in steps of 10 ms; what an onset is worth is the square of the rise of amplitude
//! over two steps (half-wave rectified flux, S. Dixon, "Onset Detection Revisited", DAFx 2006),
//! summed and divided by all energy, so that gain alone changes nothing. A compressor that takes
//! the attack lowers it.
//!
//! Filters are two first-order sections: what is compared is the same band before and after.

use audio::math::power_to_db;

/// Upper corner of the low and lower corner of the high band, in Hz.
pub const DRUM_BANDS: [f64; 2] = [120.0, 3_000.0];

/// Steps between the amplitudes that are compared.
const LAG: usize = 2;

/// Hears a mix and tells how much of its energy is onsets.
#[derive(Clone, Debug)]
pub struct OnsetMeter {
    hop_frames: usize,
    /// Smoothing of each corner.
    poles: [f64; 2],
    states: [[f64; 2]; 2],
    sums: [f64; 2],
    frames: usize,
    /// Amplitudes of the last steps, the newest last.
    last: [[f64; LAG]; 2],
    rises: [f64; 2],
    energies: [f64; 2],
}

impl OnsetMeter {
    /// A meter that has heard nothing.
    #[must_use]
    pub fn new(sample_rate_hz: f64) -> Self {
        let pole = |hz: f64| 1.0 - libm::exp(-std::f64::consts::TAU * hz / sample_rate_hz);
        Self {
            hop_frames: (sample_rate_hz / 100.0).max(1.0) as usize,
            poles: DRUM_BANDS.map(pole),
            states: [[0.0; 2]; 2],
            sums: [0.0; 2],
            frames: 0,
            last: [[0.0; LAG]; 2],
            rises: [0.0; 2],
            energies: [0.0; 2],
        }
    }

    /// Hears a block of the mid signal's two sides.
    pub fn push(&mut self, left: &[f32], right: &[f32]) {
        for (l, r) in left.iter().zip(right) {
            let x = 0.5 * (f64::from(*l) + f64::from(*r));
            let x = if x.is_finite() { x.clamp(-1e6, 1e6) } else { 0.0 };
            let low = self.smoothed(0, x);
            let high = x - self.smoothed(1, x);
            self.sums[0] += low * low;
            self.sums[1] += high * high;
            self.frames += 1;
            if self.frames == self.hop_frames {
                self.step();
            }
        }
    }

    fn smoothed(&mut self, band: usize, x: f64) -> f64 {
        let pole = self.poles[band];
        let [first, second] = &mut self.states[band];
        *first += pole * (x - *first);
        *second += pole * (*first - *second);
        *second
    }

    fn step(&mut self) {
        for band in 0..2 {
            let energy = self.sums[band];
            let amplitude = energy.sqrt();
            let rise = (amplitude - self.last[band][0]).max(0.0);
            self.rises[band] += rise * rise;
            self.energies[band] += energy;
            self.last[band] = [self.last[band][1], amplitude];
        }
        self.sums = [0.0; 2];
        self.frames = 0;
    }

    /// Onset energy over all energy in each band, in dB; none of a band that is silent.
    #[must_use]
    pub fn finish(&self) -> [Option<f64>; 2] {
        let share = |band: usize| {
            let ratio = self.rises[band] / self.energies[band];
            (self.energies[band] > 1e-12 && ratio > 0.0).then(|| power_to_db(ratio))
        };
        [share(0), share(1)]
    }
}

/// Change of the onset energy, in dB, mean over the bands that sound in both.
#[must_use]
pub fn onset_change_db(before: [Option<f64>; 2], after: [Option<f64>; 2]) -> Option<f64> {
    let pairs = before.into_iter().zip(after);
    let changes: Vec<f64> = pairs.filter_map(|(before, after)| Some(after? - before?)).collect();
    (!changes.is_empty()).then(|| changes.iter().sum::<f64>() / changes.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Beats of a decaying 60 Hz tone every half second, 4 s at 8 kHz, shaped by `curve`.
    fn beats(curve: impl Fn(f64) -> f64) -> [Option<f64>; 2] {
        let mut meter = OnsetMeter::new(8_000.0);
        let samples: Vec<f32> = (0..32_000)
            .map(|frame| {
                let s = f64::from(frame % 4_000) / 8_000.0;
                let hit = libm::exp(-s / 0.08) + 0.05;
                (curve(hit) * libm::sin(std::f64::consts::TAU * 60.0 * s)) as f32
            })
            .collect();
        meter.push(&samples, &samples);
        meter.finish()
    }

    #[test]
    fn gain_changes_nothing_and_flattened_hits_are_heard_of() {
        let plain = beats(|hit| hit);
        let turned = beats(|hit| 0.1 * hit);
        // Samples are f32: 24 bits.
        assert!(onset_change_db(plain, turned).unwrap().abs() < 1e-3);
        let mut last = 0.0;
        for power in [0.8, 0.6, 0.4, 0.2] {
            let flat = onset_change_db(plain, beats(|hit| libm::pow(hit, power))).unwrap();
            assert!(flat < last - 0.1, "{power}: {flat} after {last}");
            last = flat;
        }
    }

    #[test]
    fn silence_has_no_onsets_and_nonsense_is_silence() {
        let mut meter = OnsetMeter::new(48_000.0);
        meter.push(&[0.0; 5_000], &[0.0; 5_000]);
        assert_eq!(meter.finish(), [None, None]);
        meter.push(&[f32::NAN; 5_000], &[f32::INFINITY; 5_000]);
        assert_eq!(meter.finish(), [None, None]);
        assert_eq!(onset_change_db([None, Some(1.0)], [Some(1.0), None]), None);
    }
}
