//! Pitch classes over time: what a stem plays, in its bass and above.
//!
//! Spectral peaks whose frequency a parabola refines, gathered by pitch class every 171 ms (a
//! harmonic pitch class profile; E. Gómez, "Tonal Description of Music Audio Signals", PhD thesis,
//! UPF 2006, without its harmonic summation), and for the whole stem in steps of 10 cents, from
//! which the tuning is read. Stems are heard one by one, so their peaks are hardly ever each
//! other's neighbours: 40 Hz can be told from 42 Hz in a bass, which no mix would allow.

use audio::math;

use super::key::{fold, tuning};
use crate::excitation::{power_of, step_of};

/// Steps of the histogram in a semitone and in an octave.
pub(crate) const FINE: usize = 10;
pub(crate) const STEPS: usize = 12 * FINE;

/// Spectra in one column.
pub(crate) const SPECTRA: usize = 2;

/// Where the bass and all other notes have their fundamentals and first harmonics, in Hz.
const RANGE_HZ: std::ops::Range<f64> = 38.0..2_500.0;
const BASS_HZ: f64 = 180.0;

/// Octaves of C0 over 1 Hz at A4 = 440 Hz: log₂(440) − 4.75.
const C0_OCTAVES: f32 = 4.031_359_7;

/// Peaks this far under a frame's strongest do not count, as a power ratio (40 dB).
const UNDER_STRONGEST: f32 = 1e-4;

/// Frames whose strongest peak is quieter than this hold no note: −80 dBFS.
const QUIET: f32 = 1e-8;

/// Powers of the twelve pitch classes.
pub(crate) type Classes = [f64; 12];

/// Pitch classes of one stem: 140 bytes for each second.
#[derive(Clone, Debug, Default, PartialEq, PartialOrd)]
pub(crate) struct ChromaTrace {
    /// Bass and rest in each column, in the steps of [`crate::Excitation`].
    columns: Vec<[[u8; 12]; 2]>,
    /// Amplitudes over their frame's strongest, summed over all frames, in bass and rest.
    histogram: [Vec<f32>; 2],
    /// Power in peaks over power in all bins of the range, over all frames.
    peaks: f64,
    all: f64,
}

impl ChromaTrace {
    pub(crate) fn len(&self) -> usize {
        self.columns.len()
    }

    /// Powers per pitch class in bass and rest; nothing beyond the end.
    pub(crate) fn at(&self, column: usize) -> [Classes; 2] {
        let steps = self.columns.get(column).copied().unwrap_or_default();
        steps.map(|classes| classes.map(power_of))
    }

    /// Whether notes or noise: how much closer than by chance the peaks lie to one tuning, 0 to 1.
    pub(crate) fn tonalness(&self) -> f64 {
        let sum: Vec<f64> = (0..STEPS)
            .map(|step| {
                self.histogram.iter().map(|h| f64::from(h.get(step).copied().unwrap_or(0.0))).sum()
            })
            .collect();
        let all: f64 = sum.iter().sum();
        if all <= 0.0 {
            return 0.0;
        }
        let near: f64 = fold(&sum, tuning(&sum)).iter().sum();
        ((near / all - 0.3) / 0.5).clamp(0.0, 1.0)
    }

    /// How often each pitch sounds, in steps of 10 cents, in bass and rest.
    pub(crate) fn histogram(&self) -> &[Vec<f32>; 2] {
        &self.histogram
    }
}

/// Collects pitch classes from power spectra.
#[derive(Clone, Debug)]
pub(crate) struct Chroma {
    bin_hz: f64,
    sums: [[f32; 12]; 2],
    spectra: usize,
    trace: ChromaTrace,
}

impl Chroma {
    pub(crate) fn new(bin_hz: f64) -> Self {
        let histogram = [vec![0.0; STEPS], vec![0.0; STEPS]];
        let trace = ChromaTrace { histogram, ..ChromaTrace::default() };
        Self { bin_hz, sums: [[0.0; 12]; 2], spectra: 0, trace }
    }

    /// A frame that was too quiet to transform.
    pub(crate) fn push_silence(&mut self) {
        self.count();
    }

    /// Adds the peaks of one frame.
    pub(crate) fn push(&mut self, powers: &[f32]) {
        let first = ((RANGE_HZ.start / self.bin_hz) as usize).max(1);
        let last = ((RANGE_HZ.end / self.bin_hz) as usize).min(powers.len().saturating_sub(1));
        let inside = powers.get(first..last).unwrap_or_default();
        let strongest = inside.iter().copied().fold(0.0, f32::max);
        if strongest >= QUIET {
            let least = strongest * UNDER_STRONGEST;
            for bin in first..last {
                let [below, here, above] = [powers[bin - 1], powers[bin], powers[bin + 1]];
                if here > below && here >= above && here > least {
                    self.add_peak(bin, [below, here, above], strongest);
                }
            }
            self.trace.all += f64::from(inside.iter().sum::<f32>() / strongest);
        }
        self.count();
    }

    fn add_peak(&mut self, bin: usize, peak: [f32; 3], strongest: f32) {
        let octaves = self.octaves(bin, peak);
        let part = octaves - octaves.floor();
        let register = usize::from(bin as f64 * self.bin_hz >= BASS_HZ);
        let step = (part * STEPS as f32 + 0.5) as usize % STEPS;
        let class = (part * 12.0 + 0.5) as usize % 12;
        let [below, here, above] = peak;
        self.trace.histogram[register][step] += (here / strongest).sqrt();
        self.sums[register][class] += here;
        self.trace.peaks += f64::from((below + here + above) / strongest);
    }

    /// Height of a peak over C0, in octaves. Log powers make the top of a Hann peak a parabola.
    fn octaves(&self, bin: usize, peak: [f32; 3]) -> f32 {
        let [below, here, above] = peak.map(math::log2);
        let curvature = below - 2.0 * here + above;
        let offset = if curvature < 0.0 { 0.5 * (below - above) / curvature } else { 0.0 };
        let bins = bin as f32 + offset.clamp(-0.5, 0.5);
        math::log2(bins * self.bin_hz as f32) - C0_OCTAVES
    }

    fn count(&mut self) {
        self.spectra += 1;
        if self.spectra == SPECTRA {
            self.close();
        }
    }

    fn close(&mut self) {
        let mean = |sum: f32| step_of(f64::from(sum) / SPECTRA as f64);
        self.trace.columns.push(self.sums.map(|classes| classes.map(mean)));
        (self.sums, self.spectra) = ([[0.0; 12]; 2], 0);
    }

    pub(crate) fn finish(mut self) -> ChromaTrace {
        if self.spectra > 0 {
            self.close();
        }
        self.trace
    }
}
