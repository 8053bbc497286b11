//! The long-term spectrum of mid and side, while the signal sounds.
//!
//! Frames of about 85 ms (4096 at 48 kHz), half overlapped, Hann-windowed. ERB numbers follow
//! B. R. Glasberg, B. C. J. Moore, "Derivation of auditory filter shapes from notched-noise
//! data", Hearing Research 47, 1990: E(f) = 21.4·log₁₀(1 + 0.00437·f).
//!
//! "While it sounds": spectra are summed in classes of 6 dB of frame level. At the end, classes
//! more than 24 dB under the loudest that holds a twentieth of the frames are left out, so rests
//! do not dilute the level. Frames under −84 dBFS are not even transformed.

use audio::math::power_to_db;

use crate::excitation::Collector;
use crate::features::FrameFeatures;
use crate::levels::ratio;
use crate::stft::{Framer, SpectraBatch};
use crate::{BAND_EDGES_HZ, ERB_BANDS, Excitation, Spectrum};

/// Frames at 48 kHz; scaled to the nearest power of two at other rates.
const SIZE_AT_48_KHZ: f64 = 4096.0;

/// Classes of frame level.
const CLASSES: usize = 16;
const CLASS_DB: f64 = 6.0;
const QUIETEST_DBFS: f64 = -84.0;

/// Classes that count: the loudest and those under it.
const CLASSES_KEPT: usize = 5;

/// Upper end of what [`low_side_over_mid`](crate::Stereo) looks at, in Hz.
const LOW_HZ: f64 = 120.0;

/// Audible range for centroid, bandwidth and flatness, in Hz.
const AUDIBLE_HZ: std::ops::Range<f64> = 20.0..20_000.0;

/// Share of the power under the roll-off.
const ROLLOFF_SHARE: f64 = 0.95;

/// Nearest power of two to `at_48_khz` frames' worth of time.
pub(crate) fn frame_size(at_48_khz: f64, sample_rate_hz: f64) -> usize {
    1 << libm::round(libm::log2(at_48_khz * sample_rate_hz / 48_000.0)) as u32
}

/// Sums spectra as the stream goes by.
#[derive(Debug)]
pub(crate) struct Spectrometer {
    bin_hz: f64,
    framer: Framer<2>,
    batch: SpectraBatch<Slot>,
    collectors: Collectors,
    frames: u64,
    stereo: bool,
}

/// Everything that looks at each spectrum.
#[derive(Debug)]
struct Collectors {
    sums: Sums,
    excitation: Collector,
    features: FrameFeatures,
}

/// What a [`Spectrometer`] has seen.
#[derive(Debug)]
pub(crate) struct Spectra {
    pub(crate) spectrum: Spectrum,
    /// Side over mid under 120 Hz.
    pub(crate) low_side_over_mid: f64,
    pub(crate) excitation: Excitation,
    pub(crate) frames: FrameFeatures,
}

/// Where a spectrum is added.
#[derive(Clone, Copy, Debug)]
struct Slot {
    frame: u64,
    class: usize,
    side: bool,
}

#[derive(Clone, Debug)]
struct Sums {
    bins: usize,
    /// Frames per class.
    counts: [u64; CLASSES],
    /// Per class the sums of mid, then those of side.
    powers: Vec<f64>,
}

impl Sums {
    fn add(&mut self, slot: Slot, powers: &[f32]) {
        let start = (2 * slot.class + usize::from(slot.side)) * self.bins;
        let sums = &mut self.powers[start..start + self.bins];
        sums.iter_mut().zip(powers).for_each(|(sum, power)| *sum += f64::from(*power));
        self.counts[slot.class] += u64::from(!slot.side);
    }

    /// Mean spectra of mid and side over the classes that sound.
    fn means(&self) -> [Vec<f64>; 2] {
        let total: u64 = self.counts.iter().sum();
        let mut above = 0;
        let loud = (0..CLASSES).rev().find(|class| {
            above += self.counts[*class];
            above > 0 && above * 20 >= total
        });
        let lowest = loud.map_or(CLASSES, |class| (class + 1).saturating_sub(CLASSES_KEPT));
        let count: u64 = self.counts[lowest..].iter().sum();
        [0, 1].map(|side| {
            let mut mean = vec![0.0; self.bins];
            for class in lowest..CLASSES {
                let sums = &self.powers[(2 * class + side) * self.bins..][..self.bins];
                mean.iter_mut().zip(sums).for_each(|(mean, sum)| *mean += sum);
            }
            mean.iter_mut().for_each(|mean| *mean /= count.max(1) as f64);
            mean
        })
    }
}

impl Spectrometer {
    pub(crate) fn new(sample_rate_hz: f64, channels: usize) -> Self {
        let size = frame_size(SIZE_AT_48_KHZ, sample_rate_hz);
        let bins = size / 2;
        let bin_hz = sample_rate_hz / size as f64;
        let bands = (0..ERB_BANDS).map(|band| band_weights(band, bins, bin_hz)).collect();
        // Frames follow each other by half their length; the first one's centre lies as far in.
        let half_s = bins as f64 / sample_rate_hz;
        Self {
            bin_hz,
            framer: Framer::new(size, size / 2),
            batch: SpectraBatch::new(size),
            collectors: Collectors {
                sums: Sums { bins, counts: [0; CLASSES], powers: vec![0.0; 2 * CLASSES * bins] },
                excitation: Collector::new(bands, half_s, half_s),
                features: FrameFeatures::new(bins, bin_hz),
            },
            frames: 0,
            stereo: channels == 2,
        }
    }

    pub(crate) fn push(&mut self, left: &[f32], right: Option<&[f32]>) {
        let Self { framer, batch, collectors, frames, stereo, .. } = self;
        framer.push(
            left.len(),
            |[mid, side], range| match right {
                Some(right) => {
                    let pairs = || left[range.clone()].iter().zip(&right[range.clone()]);
                    mid.extend(pairs().map(|(l, r)| 0.5 * (l + r)));
                    side.extend(pairs().map(|(l, r)| 0.5 * (l - r)));
                }
                None => {
                    mid.extend_from_slice(&left[range.clone()]);
                    side.resize(mid.len(), 0.0);
                }
            },
            |frame| {
                add_frame(batch, collectors, frame, (*frames, *stereo));
                *frames += 1;
            },
        );
    }

    /// All that was seen.
    pub(crate) fn finish(mut self) -> Spectra {
        let Self { framer, batch, collectors, stereo, frames, bin_hz } = &mut self;
        if let Some(frame) = framer.rest(*frames > 0) {
            add_frame(batch, collectors, frame, (*frames, *stereo));
            *frames += 1;
        }
        batch.flush(|slot, powers| collectors.add(slot, powers));
        let [mid, side] = collectors.sums.means();
        let low = 1 + (LOW_HZ / *bin_hz) as usize;
        let low_power = |powers: &[f64]| powers.iter().take(low).skip(1).sum::<f64>();
        Spectra {
            low_side_over_mid: ratio(low_power(&side), low_power(&mid)),
            spectrum: describe(&mid, &side, *bin_hz),
            excitation: self.collectors.excitation.finish(self.frames),
            frames: self.collectors.features,
        }
    }
}

impl Collectors {
    fn add(&mut self, slot: Slot, powers: &[f32]) {
        self.sums.add(slot, powers);
        self.excitation.push(slot.frame, powers);
        self.features.push(slot.frame, powers);
    }
}

/// Puts a frame into the class of its level, if it sounds at all.
fn add_frame(
    batch: &mut SpectraBatch<Slot>,
    collectors: &mut Collectors,
    [mid, side]: [&[f32]; 2],
    (frame, stereo): (u64, bool),
) {
    let power = (energy(mid) + energy(side)) / mid.len() as f64;
    let level = (power_to_db(power) - QUIETEST_DBFS) / CLASS_DB;
    if level.is_nan() || level < 0.0 {
        return;
    }
    let class = (level as usize).min(CLASSES - 1);
    let slot = Slot { frame, class, side: false };
    batch.push(mid, slot, |slot, powers| collectors.add(slot, powers));
    if stereo {
        let slot = Slot { side: true, ..slot };
        batch.push(side, slot, |slot, powers| collectors.add(slot, powers));
    }
}

fn energy(x: &[f32]) -> f64 {
    let mut lanes = [0.0_f32; 8];
    for chunk in x.as_chunks::<8>().0 {
        lanes.iter_mut().zip(chunk).for_each(|(lane, x)| *lane += x * x);
    }
    lanes.iter().map(|lane| f64::from(*lane)).sum()
}

/// Boils two mean power spectra down to a [`Spectrum`].
fn describe(mid: &[f64], side: &[f64], bin_hz: f64) -> Spectrum {
    let power: Vec<f64> = mid.iter().zip(side).map(|(mid, side)| mid + side).collect();
    let hz = |bin: usize| bin as f64 * bin_hz;
    let audible: Vec<(f64, f64)> = (1..power.len())
        .filter(|bin| AUDIBLE_HZ.contains(&hz(*bin)))
        .map(|bin| (hz(bin), power[bin]))
        .collect();
    let total: f64 = audible.iter().map(|(_, power)| power).sum();
    let weights: f64 = audible.iter().map(|(_, power)| power.sqrt()).sum();
    let mean_of = |value: &dyn Fn(f64) -> f64| {
        let sum: f64 = audible.iter().map(|(hz, power)| value(*hz) * power.sqrt()).sum();
        if weights > 0.0 { sum / weights } else { 0.0 }
    };
    let centroid_hz = mean_of(&|hz| hz);
    Spectrum {
        mid_erb_db: erb_bands(mid, bin_hz),
        side_erb_db: erb_bands(side, bin_hz),
        centroid_hz,
        bandwidth_hz: mean_of(&|hz| (hz - centroid_hz) * (hz - centroid_hz)).sqrt(),
        rolloff_hz: rolloff_hz(&audible, total),
        flatness: flatness(&audible, total),
        balance: balance(&audible),
    }
}

fn rolloff_hz(audible: &[(f64, f64)], total: f64) -> f64 {
    let mut below = 0.0;
    let found = audible.iter().find(|(_, power)| {
        below += power;
        total > 0.0 && below >= ROLLOFF_SHARE * total
    });
    found.map_or(0.0, |(hz, _)| *hz)
}

/// Bins 120 dB under the mean count as that, so that one empty bin does not decide.
fn flatness(audible: &[(f64, f64)], total: f64) -> f64 {
    if total <= 0.0 {
        return 0.0;
    }
    let mean = total / audible.len() as f64;
    let logs = audible.iter().map(|(_, power)| libm::log((power / mean).max(1e-12)));
    libm::exp(logs.sum::<f64>() / audible.len() as f64).min(1.0)
}

fn balance(audible: &[(f64, f64)]) -> [f64; 3] {
    let mut bands = [0.0; 3];
    for (hz, power) in audible {
        let band = BAND_EDGES_HZ.iter().filter(|edge| hz >= *edge).count();
        bands[band] += power;
    }
    let amplitudes = bands.map(f64::sqrt);
    let sum: f64 = amplitudes.iter().sum();
    // Silence is balanced: a decision that compares shares then finds nothing to do.
    amplitudes.map(|amplitude| if sum > 0.0 { amplitude / sum } else { 1.0 / 3.0 })
}

/// Power in each ERB band, in dBFS.
fn erb_bands(powers: &[f64], bin_hz: f64) -> [f32; ERB_BANDS] {
    std::array::from_fn(|band| {
        let (first, weights) = band_weights(band, powers.len(), bin_hz);
        let inside = powers.iter().skip(first).zip(&weights);
        power_to_db(inside.map(|(power, weight)| power * weight).sum()) as f32
    })
}

/// The first bin of an ERB band and the weights of its bins: one that lies across an edge is
/// shared out.
fn band_weights(band: usize, bins: usize, bin_hz: f64) -> (usize, Vec<f64>) {
    let edge = |erb: f64| (libm::pow(10.0, erb / 21.4) - 1.0) / 0.00437 / bin_hz;
    let (from, to) = (edge(band as f64 + 0.5), edge(band as f64 + 1.5));
    let first = (from - 0.5).max(1.0) as usize;
    let last = ((to + 1.5) as usize).min(bins);
    let inside = |bin: usize| {
        let bin = bin as f64;
        ((bin + 0.5).min(to) - (bin - 0.5).max(from)).clamp(0.0, 1.0)
    };
    (first, (first..last.max(first)).map(inside).collect())
}
