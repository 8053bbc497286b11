//! Splits audio into two to four bands that sum flat.
//!
//! Source: S. H. Linkwitz, "Active Crossover Networks for Noncoincident Drivers", J. Audio Eng.
//! Soc. 24(1), 1976: 4th-order bands, −6 dB and in phase at the crossing. They sum to a
//! second-order all-pass, so the upper band is made as that all-pass minus the lower band: the same
//! band with three sections instead of four, and a sum that is exact. Bands that do not pass a
//! crossing get its all-pass, so that all of them stay in phase (J. D'Appolito, "Active
//! Realization of Multiway All-Pass Crossover Systems", J. Audio Eng. Soc. 35(4), 1987).

use std::f64::consts::FRAC_1_SQRT_2;

use audio::StreamSpec;

use super::biquad::Coefficients;
use super::cascade::Cascade;
use super::frame::{Frame, SEGMENT};

/// Most bands a [`Crossover`] can make.
pub const BANDS_MAX: usize = 4;

/// One crossing: low, high and their common phase.
#[derive(Clone, Debug)]
struct Split {
    low_pass: Cascade,
    all_pass: Cascade,
}

impl Split {
    fn at(freq_hz: f64, stream: StreamSpec) -> Self {
        let [low, all] = sections(freq_hz, stream.sample_rate_hz);
        Self {
            low_pass: Cascade::new(&[low, low], 2, stream),
            all_pass: Cascade::new(&[all], 1, stream),
        }
    }

    /// `frames` become the upper band, the lower band goes to `low`.
    fn run(&mut self, frames: &mut [Frame], low: &mut [Frame]) {
        low.copy_from_slice(frames);
        self.low_pass.process_frames(low);
        self.all_pass.process_frames(frames);
        for (frame, low) in frames.iter_mut().zip(low) {
            *frame = *frame - *low;
        }
    }

    fn set(&mut self, freq_hz: f64, sample_rate_hz: f64) {
        let [low, all] = sections(freq_hz, sample_rate_hz);
        self.low_pass.set(&[low, low]);
        self.all_pass.set(&[all]);
    }

    fn reset(&mut self) {
        self.low_pass.reset();
        self.all_pass.reset();
    }
}

fn sections(freq_hz: f64, sample_rate_hz: f64) -> [Coefficients; 2] {
    let q = FRAC_1_SQRT_2;
    [
        Coefficients::low_pass(freq_hz, q, sample_rate_hz),
        Coefficients::all_pass(freq_hz, q, sample_rate_hz),
    ]
}

/// Frames of every band, at most [`SEGMENT`] at a time.
pub(crate) type Bands = [[Frame; SEGMENT]; BANDS_MAX];

/// A bank of phase-coherent bands.
#[derive(Clone, Debug)]
pub struct Crossover {
    /// From the highest crossing to the lowest: each takes the top band off the rest.
    splits: Vec<Split>,
    /// `phase[i]` follows in band `i` the crossings below it.
    phase: Vec<Cascade>,
    sample_rate_hz: f64,
}

impl Crossover {
    /// `crossings_hz` holds one to three frequencies, rising. More are ignored.
    #[must_use]
    pub fn new(crossings_hz: &[f64], stream: StreamSpec) -> Self {
        let crossings_hz = &crossings_hz[..crossings_hz.len().min(BANDS_MAX - 1)];
        let all = |freq_hz: &f64| sections(*freq_hz, stream.sample_rate_hz)[1];
        let phase = (0..crossings_hz.len()).map(|count| {
            let below: Vec<Coefficients> = crossings_hz[..count].iter().map(all).collect();
            Cascade::new(&below, count, stream)
        });
        Self {
            phase: phase.collect(),
            splits: crossings_hz.iter().map(|freq_hz| Split::at(*freq_hz, stream)).collect(),
            sample_rate_hz: stream.sample_rate_hz,
        }
    }

    /// Number of bands.
    #[must_use]
    pub fn bands(&self) -> usize {
        self.splits.len() + 1
    }

    /// Splits at most 64 frames: `bands[0]` is the lowest.
    pub(crate) fn process(&mut self, frames: &[Frame], bands: &mut Bands) {
        let count = frames.len();
        let top = self.splits.len();
        let mut rest = [Frame::ZERO; SEGMENT];
        let rest = &mut rest[..count];
        rest.copy_from_slice(frames);
        for index in (0..top).rev() {
            let (lower, upper) = bands.split_at_mut(index + 1);
            let (low, high) = (&mut lower[index][..count], &mut upper[0][..count]);
            self.splits[index].run(rest, low);
            // `rest` is the upper band now: it is done but for the phase of the crossings below.
            high.copy_from_slice(rest);
            self.phase[index].process_frames(high);
            rest.copy_from_slice(low);
        }
        bands[0][..count].copy_from_slice(rest);
    }

    /// Moves the crossings within 20 ms. Their number stays.
    pub fn set(&mut self, crossings_hz: &[f64]) {
        let mut phases = [Coefficients::IDENTITY; BANDS_MAX];
        for (index, freq_hz) in crossings_hz.iter().take(self.splits.len()).enumerate() {
            self.splits[index].set(*freq_hz, self.sample_rate_hz);
            self.phase[index].set(&phases[..index]);
            phases[index] = sections(*freq_hz, self.sample_rate_hz)[1];
        }
    }

    /// Forgets the past, keeps the settings.
    pub fn reset(&mut self) {
        self.splits.iter_mut().for_each(Split::reset);
        self.phase.iter_mut().for_each(Cascade::reset);
    }
}
