//! Three Fourier transforms side by side, and the mel bands of the middle one.

use super::pool::Pool;
use super::windows::Windows;
use crate::MelBank;
use crate::spectrum::frame_size;
use crate::stft::SpectraBatch;

/// Window at 48 kHz, and the range that it is right for, in Hz.
const PARTS: [(f64, std::ops::Range<f64>); 3] =
    [(8_192.0, 20.0..640.0), (2_048.0, 640.0..5_120.0), (512.0, 5_120.0..20_480.0)];

/// Mel bands, and where they lie, in Hz.
const MEL_BANDS: usize = 40;
const MEL_RANGE_HZ: std::ops::Range<f64> = 40.0..16_000.0;

/// The part that the mel bands come from.
const MEL_PART: usize = 1;

/// Centres of bands in Hz, and their powers row by row.
pub(super) type Bands = (Vec<f64>, Vec<f32>);

/// Hears a mono stream.
#[derive(Debug)]
pub(super) struct Spectra {
    sample_rate_hz: f64,
    parts: Vec<Part>,
    mel: Mel,
}

#[derive(Debug)]
struct Part {
    windows: Windows,
    batch: SpectraBatch<u64>,
    bins: std::ops::Range<usize>,
    bin_hz: f64,
    pool: Pool,
}

#[derive(Debug)]
struct Mel {
    bank: MelBank,
    centres_hz: Vec<f64>,
    powers: [f32; MEL_BANDS],
    pool: Pool,
}

impl Spectra {
    pub(super) fn new(sample_rate_hz: f64, hop: f64) -> Self {
        let parts: Vec<Part> = PARTS
            .iter()
            .map(|(size, range)| Part::new(*size, range, sample_rate_hz, hop))
            .collect();
        let middle = &parts[MEL_PART];
        let mel = Mel::new(middle.batch.size() / 2, middle.bin_hz, sample_rate_hz);
        Self { sample_rate_hz, parts, mel }
    }

    pub(super) fn sample_rate_hz(&self) -> f64 {
        self.sample_rate_hz
    }

    pub(super) fn push(&mut self, block: &[f32]) {
        let mel = &mut self.mel;
        for (index, part) in self.parts.iter_mut().enumerate() {
            let mut mel = (index == MEL_PART).then_some(&mut *mel);
            let Part { windows, batch, bins, pool, .. } = part;
            windows.push(block, |frame, window| {
                batch.push(window, frame, |frame, powers| {
                    hear(frame, powers, (pool, bins), mel.as_deref_mut());
                });
            });
        }
    }

    /// The three parts and the mel bands, in `frames` frames.
    pub(super) fn finish(mut self, frames: usize) -> [Bands; 4] {
        let mel = &mut self.mel;
        for (index, part) in self.parts.iter_mut().enumerate() {
            let mut mel = (index == MEL_PART).then_some(&mut *mel);
            let Part { windows, batch, bins, pool, .. } = part;
            let mut sink =
                |frame, powers: &[f32]| hear(frame, powers, (pool, bins), mel.as_deref_mut());
            windows.finish(|frame, window| batch.push(window, frame, &mut sink));
            batch.flush(sink);
        }
        let mut parts = self.parts.into_iter().map(|part| part.finish(frames));
        let [low, mid, high] = std::array::from_fn(|_| parts.next().unwrap_or_default());
        [low, mid, high, (self.mel.centres_hz, rows(self.mel.pool, frames, MEL_BANDS))]
    }
}

fn hear(
    frame: u64,
    powers: &[f32],
    (pool, bins): (&mut Pool, &std::ops::Range<usize>),
    mel: Option<&mut Mel>,
) {
    pool.push(frame, &powers[bins.clone()]);
    if let Some(mel) = mel {
        mel.bank.apply(powers, &mut mel.powers);
        mel.pool.push(frame, &mel.powers);
    }
}

/// As many rows as there are frames.
fn rows(pool: Pool, frames: usize, bands: usize) -> Vec<f32> {
    let mut rows = pool.finish();
    rows.resize(frames * bands, 0.0);
    rows
}

impl Part {
    fn new(at_48_khz: f64, range_hz: &std::ops::Range<f64>, sample_rate_hz: f64, hop: f64) -> Self {
        let size = frame_size(at_48_khz, sample_rate_hz);
        let bin_hz = sample_rate_hz / size as f64;
        let bin = |hz: f64| (libm::ceil(hz / bin_hz) as usize).min(size / 2);
        let bins = bin(range_hz.start)..bin(range_hz.end);
        Self {
            windows: Windows::new(size / 2, hop, (size / 2) as f64),
            batch: SpectraBatch::new(size),
            pool: Pool::new(bins.len()),
            bins,
            bin_hz,
        }
    }

    fn finish(self, frames: usize) -> Bands {
        let bands = self.bins.len();
        (self.bins.map(|bin| bin as f64 * self.bin_hz).collect(), rows(self.pool, frames, bands))
    }
}

impl Mel {
    fn new(bins: usize, bin_hz: f64, sample_rate_hz: f64) -> Self {
        let range = MEL_RANGE_HZ.start..MEL_RANGE_HZ.end.min(0.5 * sample_rate_hz);
        let (from, to) = (crate::hz_to_mel(range.start), crate::hz_to_mel(range.end));
        let step = (to - from) / (MEL_BANDS + 1) as f64;
        let centre_hz = |band: usize| crate::mel_to_hz(from + step * (band + 1) as f64);
        Self {
            bank: MelBank::new(MEL_BANDS, range, bins, bin_hz),
            centres_hz: (0..MEL_BANDS).map(centre_hz).collect(),
            powers: [0.0; MEL_BANDS],
            pool: Pool::new(MEL_BANDS),
        }
    }
}
