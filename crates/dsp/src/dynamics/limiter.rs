//! A true-peak limiter: at or under its ceiling by construction.
//!
//! The peak between samples is found on eight times as many points ([`peaks`]). The gain that this
//! asks for is held for the look-ahead and smoothed over the same length, so that it is in place
//! when the peak arrives and never over what was asked ([`gain`]). Multiplying by a moving gain
//! makes new peaks between samples; a second, shorter stage takes these down.
//!
//! Sources: ITU-R BS.1770-5 annex 2 (true peak); the sliding minimum and box filters after
//! G. Luff, "Designing a straightforward limiter", signalsmith-audio.co.uk, 2022. Deviations: the
//! interpolating kernel is much longer than that of BS.1770, which reads up to 0.6 dB low near the
//! Nyquist frequency, and the release follows the programme.

mod gain;
mod peaks;

use audio::{Block, Params, Processor, RangeError, StreamSpec};

use self::gain::{GainCurve, Timing};
use self::peaks::{DETECTOR_FRAMES, HISTORY, PeakDetector};
use super::ballistics::Reduction;
use super::history::History;

audio::params! {
    /// Settings of a [`Limiter`].
    pub struct LimiterParams {
        /// Highest true peak of the output, in dBTP.
        ceiling_dbtp: -24.0, -1.0, 0.0, Dbtp;
        /// Time the gain takes to come down before a peak, in ms; the latency follows from it.
        /// Fixed by `prepare`: `set_params` leaves it as it is.
        lookahead_ms: 0.5, 2.0, 10.0, Milliseconds;
        /// Release after a lone peak, in ms. Longer reduction releases slower, by programme.
        release_ms: 10.0, 80.0, 1_000.0, Milliseconds;
    }
}

/// Frames worked on together, at fixed places of the stream.
pub(crate) const CHUNK: usize = 32;

/// Chunks that a point of the history stands for at first: about 10 ms.
const HISTORY_CHUNKS: u64 = 16;

/// What the limiter keeps under the ceiling, in dB: eight points per frame miss up to this much of
/// a peak between them. Without it a meter with 16 points may read over the ceiling.
const GUARD_DB: f32 = 0.06;

/// The second stage leaves what is over by less than this factor (0.01 dB), out of the guard.
const TOLERANCE: f32 = 1.001_15;

/// Look-ahead and release of the second stage, in ms. It moves by tenths of a dB only.
const SAFETY_MS: [f64; 2] = [1.0, 20.0];

/// A stereo-linked look-ahead limiter.
#[derive(Debug)]
pub struct Limiter {
    sample_rate_hz: f64,
    first: Stage,
    known: Known,
    second: Stage,
    /// The chunk that is being filled while the one before it leaves.
    chunk: [[f32; CHUNK]; 2],
    at: usize,
    channels: usize,
    tally: Tally,
    /// The lowest gain of every chunk.
    history: History,
}

impl Params for LimiterParams {
    type Processor = Limiter;
    audio::params_table!();

    fn prepare(&self, stream: StreamSpec) -> Result<Limiter, RangeError> {
        self.check()?;
        let timing = |lookahead_ms: f64, release_ms: f64| {
            Timing::new(lookahead_ms, release_ms, stream.sample_rate_hz)
        };
        let ceiling = ceiling(self.ceiling_dbtp);
        let first = timing(f64::from(self.lookahead_ms), f64::from(self.release_ms));
        let second = timing(SAFETY_MS[0], SAFETY_MS[1]).brief();
        let first = Stage::new(first, ceiling, stream.channels);
        Ok(Limiter {
            sample_rate_hz: stream.sample_rate_hz,
            known: Known::new(&first),
            first,
            second: Stage::new(second, TOLERANCE * ceiling, stream.channels),
            chunk: [[0.0; CHUNK]; 2],
            at: 0,
            channels: stream.channels,
            tally: Tally::default(),
            history: History::new(HISTORY_CHUNKS),
        })
    }
}

fn ceiling(ceiling_dbtp: f32) -> f32 {
    audio::db_to_gain(ceiling_dbtp - GUARD_DB)
}

impl Limiter {
    /// How much was taken, for the report.
    /// As everywhere, frames are active whose piece exceeds −60 dBFS before the limiter.
    #[must_use]
    pub fn reduction(&self) -> Reduction {
        self.tally.reduction()
    }

    /// The lowest gain over the first `frames` frames, and how many of them a point stands for.
    #[must_use]
    pub fn history(&self, frames: u64) -> (Vec<f32>, u64) {
        let (gains, chunks) = self.history.lowest(frames / CHUNK as u64);
        (gains, chunks * CHUNK as u64)
    }

    fn limit_chunk(&mut self) {
        let mut channels = self.chunk.iter_mut().map(|chunk| &mut chunk[..]);
        let (Some(left), Some(right)) = (channels.next(), channels.next()) else { return };
        let right = (self.channels == 2).then_some(right);
        let mut block = match right {
            Some(right) => Block::stereo(left, right),
            None => Block::mono(left),
        };
        let first = self.first.process(&mut block, f32::INFINITY);
        let bound = self.known.bound(&self.first);
        let second = self.second.process(&mut block, bound);
        self.tally.add(first * second, self.first.sample);
        self.history.push(&[first * second]);
    }
}

impl Processor for Limiter {
    type Params = LimiterParams;

    fn set_params(&mut self, params: &LimiterParams) {
        let [ceiling_row, _, release_row] = LimiterParams::SPECS else { return };
        let ceiling_dbtp = params.ceiling_dbtp.clamp(ceiling_row.min, ceiling_row.max);
        let release_ms = params.release_ms.clamp(release_row.min, release_row.max);
        self.first.ceiling = ceiling(ceiling_dbtp);
        self.second.ceiling = TOLERANCE * ceiling(ceiling_dbtp);
        self.first.curve.set_release(f64::from(release_ms), self.sample_rate_hz);
    }

    fn process(&mut self, block: &mut Block<'_>) {
        let frames = block.frames();
        let mut from = 0;
        while from < frames {
            let count = (CHUNK - self.at).min(frames - from);
            let place = self.at..self.at + count;
            let mut chunks = self.chunk.iter_mut();
            block.part(from, from + count).each(|samples| {
                if let Some(chunk) = chunks.next() {
                    samples.swap_with_slice(&mut chunk[place.clone()]);
                }
            });
            (self.at, from) = (self.at + count, from + count);
            if self.at == CHUNK {
                self.limit_chunk();
                self.at = 0;
            }
        }
    }

    fn reset(&mut self) {
        self.first.reset();
        self.known.reset(self.first.ceiling);
        self.second.reset();
        self.chunk = [[0.0; CHUNK]; 2];
        self.at = 0;
        self.tally = Tally::default();
        self.history.reset();
    }

    fn latency_frames(&self) -> usize {
        CHUNK + self.first.latency_frames() + self.second.latency_frames()
    }
}

/// Detector, gain and the delay between them.
#[derive(Debug)]
struct Stage {
    ceiling: f32,
    detector: PeakDetector,
    curve: GainCurve,
    /// Per channel: the frames on their way, oldest first, and room for a chunk.
    delay: Vec<Vec<f32>>,
    /// The highest peak found in the last chunk, or the ceiling if it was lower.
    peak: f32,
    /// Lowest and highest gain of the last chunk, and the largest sample before the gain.
    gains: [f32; 2],
    sample: f32,
}

impl Stage {
    fn new(timing: Timing, ceiling: f32, channels: usize) -> Self {
        let curve = GainCurve::new(timing);
        let frames = DETECTOR_FRAMES + curve.latency_frames();
        let delay = vec![vec![0.0; frames + CHUNK]; channels];
        let detector = PeakDetector::new(channels);
        Self { ceiling, detector, curve, delay, peak: ceiling, gains: [1.0; 2], sample: 0.0 }
    }

    fn latency_frames(&self) -> usize {
        DETECTOR_FRAMES + self.curve.latency_frames()
    }

    /// Delays and limits one chunk, of which it is known that no peak passes `bound`; returns the
    /// lowest gain in it.
    fn process(&mut self, chunk: &mut Block<'_>, bound: f32) -> f32 {
        let mut gains = [1.0_f32; CHUNK];
        let loud = self.detector.peaks(chunk, self.ceiling, bound, &mut gains);
        self.peak = self.ceiling;
        if loud {
            for gain in &mut gains {
                self.peak = if *gain > self.peak { *gain } else { self.peak };
                *gain = if *gain > self.ceiling { self.ceiling / *gain } else { 1.0 };
            }
        } else {
            gains = [1.0; CHUNK];
        }
        let idle = self.curve.run(&mut gains, !loud);
        self.sample = 0.0;
        let mut delays = self.delay.iter_mut();
        chunk.each(|samples| {
            let Some(delay) = delays.next() else { return };
            let frames = delay.len() - CHUNK;
            delay[frames..].copy_from_slice(samples);
            self.sample = self.sample.max(peaks::loudest(&delay[..CHUNK]));
            if idle {
                samples.copy_from_slice(&delay[..CHUNK]);
            } else {
                for ((out, x), gain) in samples.iter_mut().zip(&*delay).zip(&gains) {
                    *out = x * gain;
                }
            }
            delay.copy_within(CHUNK.., 0);
        });
        self.gains = if idle {
            [1.0; 2]
        } else {
            gains.iter().fold([1.0, 0.0], |[low, high], gain| [gain.min(low), gain.max(high)])
        };
        self.gains[0]
    }

    fn reset(&mut self) {
        self.detector.reset();
        self.curve.reset();
        self.delay.iter_mut().for_each(|delay| delay.fill(0.0));
        (self.peak, self.gains, self.sample) = (self.ceiling, [1.0; 2], 0.0);
    }
}

/// Chunks that a kernel of the detector reaches over.
const UNDER: usize = (HISTORY + CHUNK).div_ceil(CHUNK);

/// What the first stage knows about its output, so that the second need not search where it
/// cannot find: where the gain rests, the peaks are those of the input times the gain.
#[derive(Debug)]
struct Known {
    /// Ring of the first stage's peaks, by chunk; long enough for the longest look-ahead.
    peaks: Vec<f32>,
    chunk: usize,
    /// Gains and samples of the last chunks that left the first stage, the latest first.
    gains: [[f32; 2]; UNDER],
    samples: [f32; UNDER],
}

impl Known {
    fn new(stage: &Stage) -> Self {
        let chunks = stage.latency_frames() / CHUNK + 2 * UNDER;
        Self {
            peaks: vec![stage.ceiling; chunks.next_power_of_two()],
            chunk: 0,
            gains: [[1.0; 2]; UNDER],
            samples: [0.0; UNDER],
        }
    }

    /// Takes note of the chunk that the first stage has just made, and bounds the peaks that the
    /// second stage's detector would now find.
    fn bound(&mut self, first: &Stage) -> f32 {
        let mask = self.peaks.len() - 1;
        self.peaks[self.chunk & mask] = first.peak;
        self.gains.rotate_right(1);
        self.samples.rotate_right(1);
        (self.gains[0], self.samples[0]) = (first.gains, first.sample);
        let [low, high] = self
            .gains
            .iter()
            .fold([1.0_f32, 0.0_f32], |[low, high], gains| [low.min(gains[0]), high.max(gains[1])]);
        let loudest = self.samples.iter().fold(0.0_f32, |high, sample| sample.max(high));
        // The detector now looks at frames from 66 to 34 before the end of the last chunk but one;
        // the first stage found their peaks `latency` frames before. One frame to spare.
        let latency = first.latency_frames();
        let newest = (latency - CHUNK - 2).div_ceil(CHUNK);
        let oldest = (latency + 2).div_ceil(CHUNK);
        let peak = (newest..=oldest)
            .map(|ago| self.peaks[self.chunk.wrapping_sub(ago) & mask])
            .fold(0.0_f32, f32::max);
        self.chunk = self.chunk.wrapping_add(1);
        // A gain that moves by `high − low` under the kernel changes no point by more than the
        // kernel's norm times that; one part in 10⁴ for the rounding.
        1.000_1 * (high * peak + (high - low) * first.detector.norm() * loudest)
    }

    fn reset(&mut self, ceiling: f32) {
        self.peaks.fill(ceiling);
        self.chunk = 0;
        self.gains = [[1.0; 2]; UNDER];
        self.samples = [0.0; UNDER];
    }
}

/// −60 dBFS.
const ACTIVE_ABOVE: f32 = 1e-3;

/// Running sums for [`Reduction`], a chunk at a time.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    sum_db: f64,
    chunks: u64,
    max_db: f32,
}

impl Tally {
    /// Counts a chunk with its lowest gain and the largest sample before it.
    fn add(&mut self, gain: f32, sample: f32) {
        let db = if gain < 1.0 { -audio::gain_to_db(gain) } else { 0.0 };
        self.max_db = self.max_db.max(db);
        if sample > ACTIVE_ABOVE {
            self.sum_db += f64::from(db);
            self.chunks += 1;
        }
    }

    fn reduction(&self) -> Reduction {
        let average_db = self.sum_db / self.chunks.max(1) as f64;
        Reduction { average_db, max_db: self.max_db, frames: self.chunks * CHUNK as u64 }
    }
}

#[cfg(test)]
mod tests;
