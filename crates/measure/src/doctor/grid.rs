//! Where in time and frequency stems are compared with each other.
//!
//! Comparing every bin of every frame of every pair would cost more than all else that is
//! measured. So a third of the time is looked at, in frames spread over the song without a
//! period that music could share, and in each frame some hundred bins: all of them in the bass,
//! where bins are rare, evenly on a logarithmic scale above. Uneven spacing also helps to measure
//! delays: no lag but the right one turns the phases of all bins alike.

use crate::k_weighting::power_gain;
use crate::spectrum::frame_size;

/// Frames at 48 kHz; scaled to the nearest power of two at other rates. 171 ms resolve the bass
/// and hold any delay between microphones.
const SIZE_AT_48_KHZ: f64 = 8_192.0;

/// One frame is taken from each such time, in s.
const CYCLE_S: f64 = 0.5;

/// Golden ratio less one: multiples of it fall evenly into an interval and never repeat.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// Range that is compared, in Hz, and the number of bins in it at most.
const RANGE_HZ: (f64, f64) = (30.0, 16_000.0);
const BINS_MAX: usize = 384;

/// The frames that are looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    pub(super) size: usize,
    cycle: usize,
}

impl Schedule {
    pub(super) fn new(sample_rate_hz: f64) -> Self {
        let size = frame_size(SIZE_AT_48_KHZ, sample_rate_hz);
        // At some rates a frame is half as long again; it still fits.
        let cycle = (libm::round(CYCLE_S * sample_rate_hz) as usize).max(size + 1);
        Self { size, cycle }
    }

    /// First frame of the song in the `n`th window.
    pub(super) fn start(&self, n: u64) -> u64 {
        let share = n as f64 * GOLDEN;
        let slack = (self.cycle - self.size) as f64;
        n * self.cycle as u64 + ((share - libm::floor(share)) * slack) as u64
    }
}

/// The bins that are compared.
#[derive(Clone, Debug)]
pub(super) struct Bins {
    /// Places in the spectrum, rising.
    pub(super) places: Vec<usize>,
    /// Their frequencies, in Hz.
    pub(super) hz: Vec<f64>,
    /// How much of the logarithmic scale each stands for, in octaves.
    pub(super) octaves: Vec<f64>,
    /// How many bins each stands for, K-weighted: powers times this add up to loudness.
    pub(super) loud: Vec<f64>,
}

impl Bins {
    pub(super) fn new(sample_rate_hz: f64, size: usize) -> Self {
        let bin_hz = sample_rate_hz / size as f64;
        let highest = RANGE_HZ.1.min(0.45 * sample_rate_hz);
        let octaves = libm::log2(highest / RANGE_HZ.0);
        let mut places: Vec<usize> = Vec::with_capacity(BINS_MAX);
        for step in 0..BINS_MAX {
            let hz = RANGE_HZ.0 * libm::exp2(octaves * step as f64 / (BINS_MAX - 1) as f64);
            let place = libm::round(hz / bin_hz) as usize;
            if places.last().is_none_or(|last| *last < place) {
                places.push(place);
            }
        }
        let hz: Vec<f64> = places.iter().map(|place| *place as f64 * bin_hz).collect();
        let edge = |low: usize, high: usize| (places[low] as f64, places[high] as f64);
        let around = |at: usize| edge(at.saturating_sub(1), (at + 1).min(places.len() - 1));
        let width = |at: usize| {
            let (before, after) = around(at);
            0.5 * (after - before)
        };
        let octave = |at: usize| {
            let (before, after) = around(at);
            0.5 * libm::log2(after / before)
        };
        let loud = (0..places.len()).map(|at| width(at) * power_gain(hz[at], sample_rate_hz));
        let (loud, octaves) = (loud.collect(), (0..places.len()).map(octave).collect());
        Self { places, hz, octaves, loud }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_follow_each_other_without_overlap_or_period() {
        for rate in [8_000.0, 44_100.0, 48_000.0, 96_000.0, 192_000.0] {
            let schedule = Schedule::new(rate);
            let mut gaps = Vec::new();
            for n in 0..500 {
                let (now, next) = (schedule.start(n), schedule.start(n + 1));
                assert!(now + schedule.size as u64 <= next, "{rate} {n}");
                gaps.push(next - now);
            }
            // Three distances at most occur between multiples of one ratio (Steinhaus), so two
            // windows a beat of music apart are followed by two that are not.
            gaps.dedup();
            assert!(gaps.len() > 250, "{rate}: {}", gaps.len());
        }
    }

    #[test]
    fn bins_rise_and_stand_for_the_whole_range_once() {
        for rate in [8_000.0, 44_100.0, 48_000.0, 192_000.0] {
            let schedule = Schedule::new(rate);
            let bins = Bins::new(rate, schedule.size);
            assert!(bins.places.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(*bins.places.last().unwrap() < schedule.size / 2);
            let span = bins.places.last().unwrap() - bins.places.first().unwrap();
            let weights = bins.places.iter().zip(&bins.loud);
            let width = |(place, loud): (&usize, &f64)| {
                loud / power_gain(*place as f64 * rate / schedule.size as f64, rate)
            };
            let sum: f64 = weights.map(width).sum();
            assert!((sum - span as f64).abs() <= 1.0, "{rate}: {sum} of {span}");
        }
    }
}
