//! Feature series: what a stem sounds like over time, as numbers for other programs.
//!
//! Nothing in a mix is decided from these; they are measured only when asked for. All are of the
//! mid signal (the mean of left and right), on one grid of frames, see [`SeriesMeter`].
//!
//! - **Multi-resolution STFT**: power in each bin of three Hann-windowed Fourier transforms, each
//!   where its resolution fits: 171 ms under 640 Hz, 43 ms up to 5.1 kHz, 11 ms above.
//! - **CQT**: power in semitones from C1 to B7, see `cqt.rs`.
//! - **Mel**: power in 40 mel bands of the middle STFT, see [`MelBank`].
//! - **MFCC**: 13 coefficients of the mel levels, see [`Mfcc`].
//! - **Chroma**: magnitudes of the CQT summed over octaves, the strongest pitch class 1
//!   (T. Fujishima, "Realtime chord recognition of musical sound", ICMC 1999, with a CQT in the
//!   place of its Fourier transform).

mod cqt;
mod octaves;
mod pool;
mod spectra;
mod windows;

use audio::math::power_to_db;

use crate::Mfcc;
use cqt::{ConstantQ, PER_OCTAVE};
use spectra::Spectra;

/// Levels under this are told as this, in dBFS.
pub const SERIES_FLOOR_DBFS: f32 = -120.0;

/// Coefficients of the MFCC.
pub const MFCC_COEFFICIENTS: usize = 13;

/// No rate has more values in a frame, over all series: the bins of the transforms lie closest
/// together where their length, a power of two, has just been rounded up.
pub const SERIES_VALUES_MAX: usize = 840;

/// Hops that make sense, in ms.
pub const SERIES_HOP_MS: std::ops::RangeInclusive<f64> = 5.0..=10_000.0;

/// Samples beyond this, +120 dBFS, and NaN are heard as silence.
const LARGEST_SAMPLE: f32 = 1e6;

/// Samples of mid that are worked on together.
const BLOCK: usize = 1_024;

/// What a series tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeriesKind {
    /// Fourier bins under 640 Hz.
    StftLow,
    /// Fourier bins from 640 Hz to 5.1 kHz.
    StftMid,
    /// Fourier bins from 5.1 to 20.5 kHz.
    StftHigh,
    /// Semitones.
    Cqt,
    /// Mel bands.
    Mel,
    /// Cepstral coefficients of the mel levels.
    Mfcc,
    /// Pitch classes from C to B.
    Chroma,
}

impl SeriesKind {
    /// Its name in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::StftLow => "stft_low",
            Self::StftMid => "stft_mid",
            Self::StftHigh => "stft_high",
            Self::Cqt => "cqt",
            Self::Mel => "mel",
            Self::Mfcc => "mfcc",
            Self::Chroma => "chroma",
        }
    }

    /// What its values count in.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::Mfcc => "dB",
            Self::Chroma => "1",
            _ => "dBFS",
        }
    }
}

/// Values of one kind over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it tells.
    pub kind: SeriesKind,
    /// Values in a frame.
    pub bands: usize,
    /// Centre of each band, in Hz; empty where a value is not of a frequency.
    pub bands_hz: Vec<f64>,
    /// Frame by frame. Levels are in dBFS (a full-scale sine reads −3.01), −120 and more.
    pub values: Vec<f32>,
}

impl Series {
    /// From mean powers.
    fn of_powers(kind: SeriesKind, bands_hz: Vec<f64>, powers: &[f32]) -> Self {
        let level = |power: &f32| power_to_db(f64::from(*power)) as f32;
        let values = powers.iter().map(|power| level(power).max(SERIES_FLOOR_DBFS)).collect();
        Self { kind, bands: bands_hz.len(), bands_hz, values }
    }

    /// Number of frames.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.values.len().checked_div(self.bands).unwrap_or(0)
    }
}

/// Hears a stream of one or two channels and measures all series.
///
/// Frame `i` starts at `i` hops. It holds the mean power of the windows that are centred in it:
/// the first at its start, the others evenly after it, no further apart than half a window. A
/// stream has as many frames as hops have begun before its end.
#[derive(Debug)]
pub struct SeriesMeter {
    hop: f64,
    spectra: Spectra,
    constant_q: ConstantQ,
    mid: Vec<f32>,
    heard: u64,
}

impl SeriesMeter {
    /// A meter that has heard nothing. A hop out of [`SERIES_HOP_MS`] is taken as the nearest.
    #[must_use]
    pub fn new(sample_rate_hz: f64, hop_ms: f64) -> Self {
        let hop_ms = hop_ms.max(*SERIES_HOP_MS.start()).min(*SERIES_HOP_MS.end());
        let hop = sample_rate_hz * hop_ms / 1e3;
        Self {
            hop,
            spectra: Spectra::new(sample_rate_hz, hop),
            constant_q: ConstantQ::new(sample_rate_hz, hop),
            mid: Vec::with_capacity(BLOCK),
            heard: 0,
        }
    }

    /// Hears a block of any length; the longer channel is cut to the shorter.
    pub fn push(&mut self, left: &[f32], right: Option<&[f32]>) {
        let right = right.unwrap_or(left);
        for (left, right) in left.chunks(BLOCK).zip(right.chunks(BLOCK)) {
            self.mid.clear();
            let pairs = left.iter().zip(right);
            self.mid.extend(pairs.map(|(left, right)| sane(0.5 * (left + right))));
            self.heard += self.mid.len() as u64;
            self.spectra.push(&self.mid);
            self.constant_q.push(&self.mid);
        }
    }

    /// All series, by kind; one of which this rate has no band is left out.
    #[must_use]
    pub fn finish(self) -> Vec<Series> {
        let frames = libm::ceil(self.heard as f64 / self.hop) as usize;
        let rate_hz = self.spectra.sample_rate_hz();
        let semitones_hz = cqt::bands_hz(rate_hz);
        let semitones = self.constant_q.finish(frames);
        let chroma = chroma(&semitones, semitones_hz.len());
        let cqt = Series::of_powers(SeriesKind::Cqt, semitones_hz, &semitones);
        let [low, mid, high, mel] = self.spectra.finish(frames);
        let mfcc = mfcc(&mel);
        let values = Series::of_powers;
        let mel = values(SeriesKind::Mel, mel.0, &mel.1);
        let mut all = vec![
            values(SeriesKind::StftLow, low.0, &low.1),
            values(SeriesKind::StftMid, mid.0, &mid.1),
            values(SeriesKind::StftHigh, high.0, &high.1),
            cqt,
            mel,
            mfcc,
            chroma,
        ];
        all.retain(|series| series.bands > 0);
        all
    }
}

fn sane(x: f32) -> f32 {
    if x.abs() <= LARGEST_SAMPLE { x } else { 0.0 }
}

/// Of mel bands and their powers.
fn mfcc((bands_hz, powers): &(Vec<f64>, Vec<f32>)) -> Series {
    let bands = bands_hz.len();
    let transform = Mfcc::new(MFCC_COEFFICIENTS, bands);
    let (mut levels, mut row) = (vec![0.0; bands], [0.0; MFCC_COEFFICIENTS]);
    let mut values = Vec::with_capacity(powers.len() / bands * MFCC_COEFFICIENTS);
    for powers in powers.chunks_exact(bands) {
        Mfcc::levels_db(powers, &mut levels);
        transform.apply(&levels, &mut row);
        values.extend_from_slice(&row);
    }
    Series { kind: SeriesKind::Mfcc, bands: MFCC_COEFFICIENTS, bands_hz: Vec::new(), values }
}

/// Of semitones that start at a C.
fn chroma(powers: &[f32], bands: usize) -> Series {
    let floor = audio::math::db_to_gain(SERIES_FLOOR_DBFS);
    let mut values = Vec::new();
    for powers in powers.chunks_exact(bands.max(1)) {
        let mut classes = [0.0_f32; PER_OCTAVE];
        for (semitone, power) in powers.iter().enumerate() {
            classes[semitone % PER_OCTAVE] += power.sqrt();
        }
        let strongest = classes.iter().copied().fold(0.0, f32::max);
        let share = |class: f32| if strongest > floor { class / strongest } else { 0.0 };
        values.extend(classes.map(share));
    }
    Series { kind: SeriesKind::Chroma, bands: PER_OCTAVE, bands_hz: Vec::new(), values }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
