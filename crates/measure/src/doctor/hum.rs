//! Mains hum: lines at multiples of 50 or 60 Hz that stand still while the music moves.
//!
//! The stem is averaged down to about 1.5 kHz and cut into frames of about 2.7 s, long enough to
//! tell 50 Hz from the G at 49. Of each frame the levels at the multiples of both fundamentals are
//! kept, with what lies beside them. A note at such a frequency starts and stops; hum is there in
//! the pauses too, always as loud.

use super::transform::{Spectrum, Transform, VOICES};

/// Rate that is averaged down to, in Hz, at least, and the length of a frame there.
const RATE_HZ: f64 = 1_500.0;
const SIZE: usize = 4_096;
const HOP: usize = SIZE / 2;

/// The two fundamentals, in Hz, and the multiples that are looked at.
pub(crate) const MAINS_HZ: [f64; 2] = [50.0, 60.0];
pub(crate) const LINES: usize = 8;

/// Mains keep their frequency this well, relative (0.2 Hz of 50).
const DRIFT: f64 = 0.004;

/// What lies beside a line is looked for between these distances, in Hz.
const BESIDE_HZ: (f64, f64) = (2.5, 8.0);

/// What a frame holds at the multiples of both fundamentals.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct HumFrame {
    /// Power of the whole frame, under about 750 Hz.
    pub(crate) power: f32,
    /// Power of the line at each multiple.
    pub(crate) lines: [[f32; LINES]; 2],
    /// Median power beside it, per bin.
    pub(crate) beside: [[f32; LINES]; 2],
}

/// Collects the frames of one stem.
#[derive(Debug)]
pub(crate) struct HumSearch {
    factor: usize,
    rate_hz: f64,
    /// Sum over the samples of the value that is being averaged, and their number.
    sum: f32,
    count: usize,
    averaged: Vec<f32>,
    transform: Transform,
    spectra: Vec<Spectrum>,
    frames: Vec<HumFrame>,
}

impl HumSearch {
    pub(crate) fn new(sample_rate_hz: f64) -> Self {
        let factor = (sample_rate_hz / RATE_HZ).max(1.0) as usize;
        Self {
            factor,
            rate_hz: sample_rate_hz / factor as f64,
            sum: 0.0,
            count: 0,
            averaged: Vec::with_capacity(SIZE + (VOICES - 1) * HOP),
            transform: Transform::new(SIZE),
            spectra: vec![Spectrum::default(); VOICES],
            frames: Vec::new(),
        }
    }

    /// Hears a hop: both channels together, since hum gets into either.
    pub(crate) fn push(&mut self, left: &[f32], right: Option<&[f32]>) {
        let mut from = 0;
        while from < left.len() {
            let to = left.len().min(from + self.factor - self.count);
            self.sum += sum(&left[from..to]) + right.map_or(0.0, |right| sum(&right[from..to]));
            self.count += to - from;
            from = to;
            if self.count == self.factor {
                let channels = if right.is_some() { 2 } else { 1 };
                self.averaged.push(self.sum / (channels * self.factor) as f32);
                (self.sum, self.count) = (0.0, 0);
                if self.averaged.len() == SIZE + (VOICES - 1) * HOP {
                    self.analyse(VOICES);
                    self.averaged.drain(..VOICES * HOP);
                }
            }
        }
    }

    /// The frames; what does not fill one is left out.
    pub(crate) fn finish(mut self) -> Vec<HumFrame> {
        let rest = self.averaged.len();
        if rest >= SIZE {
            self.analyse(1 + (rest - SIZE) / HOP);
        }
        self.frames
    }

    fn analyse(&mut self, count: usize) {
        let frames: Vec<&[f32]> =
            (0..count).map(|at| &self.averaged[at * HOP..at * HOP + SIZE]).collect();
        let mut spectra: Vec<&mut Spectrum> = self.spectra[..count].iter_mut().collect();
        self.transform.run(&frames, &[], &mut spectra);
        let bin_hz = self.rate_hz / SIZE as f64;
        self.frames.extend(spectra.iter().map(|spectrum| read(&spectrum.power, bin_hz)));
    }
}

fn sum(x: &[f32]) -> f32 {
    let (chunks, rest) = x.as_chunks::<8>();
    let mut lanes = [0.0_f32; 8];
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, x)| *lane += x);
    }
    rest.iter().zip(&mut lanes).for_each(|(x, lane)| *lane += x);
    lanes.iter().sum()
}

/// Levels at and beside the multiples.
fn read(powers: &[f32], bin_hz: f64) -> HumFrame {
    let mut frame = HumFrame { power: powers.iter().skip(4).sum(), ..HumFrame::default() };
    for (family, mains_hz) in MAINS_HZ.iter().enumerate() {
        for line in 0..LINES {
            let hz = mains_hz * (line + 1) as f64;
            let bins = |from_hz: f64, to_hz: f64| {
                let to = ((to_hz / bin_hz) as usize + 1).min(powers.len());
                &powers[((from_hz / bin_hz) as usize).min(to)..to]
            };
            let drift_hz = (DRIFT * hz).max(bin_hz);
            // A line lies in the top bin and the two beside it, 1, ½ and ½ in amplitude.
            let top = bins(hz - drift_hz, hz + drift_hz).iter().copied().fold(0.0, f32::max);
            frame.lines[family][line] = 1.5 * top;
            let mut beside: Vec<f32> = bins(hz - BESIDE_HZ.1, hz - BESIDE_HZ.0).to_vec();
            beside.extend(bins(hz + BESIDE_HZ.0, hz + BESIDE_HZ.1));
            beside.sort_by(f32::total_cmp);
            frame.beside[family][line] = beside.get(beside.len() / 2).copied().unwrap_or(0.0);
        }
    }
    frame
}
