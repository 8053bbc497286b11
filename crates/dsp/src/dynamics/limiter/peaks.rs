//! The highest point of the wave in each frame, between samples too, on eight points per frame.
//!
//! First the value half-way between samples by a long kernel (flat to 0.48 of the rate), then
//! three more points between each pair of these by a short one, which suffices because half of
//! that band is empty. Work that cannot find a peak over the ceiling is left out: no value can
//! exceed the sum of a kernel's magnitudes times the largest sample under it.
//!
//! What lies at the very edge of the band no kernel of a bounded length sees between samples. Its
//! amplitude is measured, by a window around the Nyquist frequency, and counted as a peak on top.
//! Music has next to nothing there; white noise is turned down by some tenths of a dB more.

use audio::Block;

use super::CHUNK;
use crate::time::{HalfBand, windowed_sinc};

/// Reach of the long kernel: 0.48 of the rate at 80 dB. Halving it makes white noise, which
/// fills the band to its edge, pass the ceiling by tenths of a dB.
const LONG: usize = 64;

/// Reach of the short kernel.
const SHORT: usize = 4;

/// Frames judged together.
const PART: usize = 16;

/// Points of the doubled rate judged together.
const GROUP: usize = 8;

/// Samples before the chunk: under the long kernel, and under that of the part before.
pub(super) const HISTORY: usize = 2 * LONG + PART;

const PARTS: usize = CHUNK / PART;

/// Frames of the window that measures the edge of the band: as wide as the transition of the long
/// kernel (a Hann window is two bins wide to either side).
const EDGE: usize = 96;

/// Frames from one measurement of the edge to the next.
const EDGE_STEP: usize = 16;

/// Measurements that count for a chunk: those whose window touches it or its neighbourhood.
const EDGES: usize = 6;

/// Points of the doubled rate before the chunk.
const DOUBLE_HISTORY: usize = 2 * PART;

/// Frames by which a peak is known after its frame has entered.
pub(super) const DETECTOR_FRAMES: usize = LONG + SHORT / 2;

/// Three points between the middle two of eight.
type Between = [[f32; 2 * SHORT]; 3];

/// The detector for all channels: a frame's peak is that of its loudest channel.
#[derive(Debug)]
pub(super) struct PeakDetector {
    long: HalfBand,
    between: Between,
    /// Bounds: near and far part of the long kernel, the short kernel.
    norms: [f32; 3],
    edge_window: [f32; EDGE],
    channels: Vec<Channel>,
}

#[derive(Debug)]
struct Channel {
    samples: [f32; HISTORY + CHUNK],
    /// Largest magnitude in each part of `samples`.
    peaks: [f32; (HISTORY + CHUNK) / PART],
    doubled: [f32; DOUBLE_HISTORY + 2 * CHUNK],
    edges: [f32; EDGES],
    /// Whether the part of `doubled` before the chunk is filled in.
    is_known: bool,
}

impl PeakDetector {
    pub(super) fn new(channels: usize) -> Self {
        let long = HalfBand::new(LONG, 80.0);
        let between = [0.25, 0.5, 0.75].map(short_kernel);
        let short_norm = between
            .iter()
            .map(|kernel| kernel.iter().map(|c| c.abs()).sum::<f32>())
            .fold(1.0, f32::max);
        let near = long.norm_between(0, PART).max(1.0);
        let norms = [near, long.norm_between(PART, LONG), 1.000_1 * short_norm];
        let channels = (0..channels).map(|_| Channel::new()).collect();
        Self { long, between, norms, edge_window: edge_window(), channels }
    }

    /// Takes a chunk. Writes into `peaks[i]` the highest point of the frame that entered
    /// [`DETECTOR_FRAMES`] before frame `i`, exactly where it is over `ceiling`, and returns
    /// whether there is any such point; else `peaks` means nothing. `bound` is what is known of
    /// these points beforehand.
    pub(super) fn peaks(
        &mut self,
        chunk: &Block<'_>,
        ceiling: f32,
        bound: f32,
        peaks: &mut [f32; CHUNK],
    ) -> bool {
        *peaks = [0.0; CHUNK];
        let mut is_loud = false;
        let (left, right) = chunk.read();
        for (channel, samples) in self.channels.iter_mut().zip([Some(left), right]) {
            let Some(samples) = samples else { continue };
            channel.take(samples);
            let edge = channel.edge(&self.edge_window);
            let room = ceiling - edge;
            for part in 0..PARTS {
                if bound <= ceiling || !channel.may_exceed(part, &self.norms, room) {
                    channel.is_known = false;
                    continue;
                }
                channel.double(part, &self.long);
                let out = &mut peaks[part * PART..(part + 1) * PART];
                let mut found = [0.0; PART];
                if channel.find(part, &self.between, room / self.norms[2], &mut found) {
                    is_loud = true;
                    for (peak, found) in out.iter_mut().zip(found) {
                        *peak = peak.max(found + edge);
                    }
                }
            }
        }
        is_loud && peaks.iter().any(|peak| *peak > ceiling)
    }

    /// Sum of the magnitudes of everything that makes up a peak.
    pub(super) fn norm(&self) -> f32 {
        self.norms[2] * (self.norms[0] + self.norms[1]) + 1.0
    }

    pub(super) fn reset(&mut self) {
        self.channels.iter_mut().for_each(|channel| *channel = Channel::new());
    }
}

/// Values `part` of the way between the middle two of eight points, for a signal in the lower
/// half of the band.
fn short_kernel(part: f64) -> [f32; 2 * SHORT] {
    let at = |k: usize| {
        // 6.2 is Kaiser's shape for 65 dB: eight points cannot do more.
        windowed_sinc(k as f64 - (SHORT - 1) as f64 - part, 1.0, SHORT as f64, 6.2)
    };
    let sum: f64 = (0..2 * SHORT).map(at).sum();
    std::array::from_fn(|k| (at(k) / sum) as f32)
}

/// A Hann window of sum 1 around the Nyquist frequency: the signs alternate.
fn edge_window() -> [f32; EDGE] {
    std::array::from_fn(|k| {
        let sine = libm::sin(std::f64::consts::PI * (k as f64 + 0.5) / EDGE as f64);
        let sign = if k % 2 == 0 { 2.0 } else { -2.0 };
        (sign * sine * sine / EDGE as f64) as f32
    })
}

impl Channel {
    fn new() -> Self {
        Self {
            samples: [0.0; HISTORY + CHUNK],
            peaks: [0.0; (HISTORY + CHUNK) / PART],
            doubled: [0.0; DOUBLE_HISTORY + 2 * CHUNK],
            edges: [0.0; EDGES],
            is_known: true,
        }
    }

    fn take(&mut self, chunk: &[f32]) {
        self.samples.copy_within(CHUNK.., 0);
        self.samples[HISTORY..].copy_from_slice(chunk);
        self.peaks.copy_within(PARTS.., 0);
        let (new, _) = self.samples[HISTORY..].as_chunks::<PART>();
        for (peak, part) in self.peaks[HISTORY / PART..].iter_mut().zip(new) {
            *peak = loudest(part);
        }
        self.doubled.copy_within(2 * CHUNK.., 0);
    }

    /// The largest amplitude at the edge of the band in this neighbourhood.
    fn edge(&mut self, window: &[f32; EDGE]) -> f32 {
        const NEW: usize = CHUNK / EDGE_STEP;
        self.edges.copy_within(NEW.., 0);
        for (i, edge) in self.edges[EDGES - NEW..].iter_mut().enumerate() {
            let end = HISTORY + (i + 1) * EDGE_STEP;
            let mut sums = [0.0_f32; 8];
            let (lanes, _) = self.samples[end - EDGE..end].as_chunks::<8>();
            for (x, c) in lanes.iter().zip(window.as_chunks::<8>().0) {
                for lane in 0..8 {
                    sums[lane] += c[lane] * x[lane];
                }
            }
            *edge = sums.iter().fold(0.0, |sum, lane| sum + lane).abs();
        }
        loudest(&self.edges)
    }

    /// Whether a point of this part, or of the end of the part before it, can be over the ceiling.
    fn may_exceed(&self, part: usize, norms: &[f32; 3], ceiling: f32) -> bool {
        // The kernel of the parts `part − 1` and `part` covers ten parts from this one.
        let under = &self.peaks[part..part + 10];
        let near = loudest(&under[3..7]);
        let far = loudest(under);
        norms[2] * (norms[0] * near + norms[1] * far) > ceiling
    }

    /// Fills in the doubled rate for a part, and for the one before if that was left out.
    fn double(&mut self, part: usize, long: &HalfBand) {
        if !self.is_known {
            self.double_one(part, long);
        }
        self.double_one(part + 1, long);
        self.is_known = true;
    }

    /// `index` counts from the part before the chunk.
    fn double_one(&mut self, index: usize, long: &HalfBand) {
        let from = index * PART + 1;
        let mut halves = [0.0; PART];
        long.between(&self.samples[from..from + 2 * LONG - 1 + PART], &mut halves);
        let evens = &self.samples[from + LONG - 1..][..PART];
        let out = &mut self.doubled[2 * PART * index..][..2 * PART];
        for ((pair, even), half) in out.as_chunks_mut::<2>().0.iter_mut().zip(evens).zip(halves) {
            *pair = [*even, half];
        }
    }

    /// Writes the highest points of a part into `peaks`. `quiet` is the level at which no point
    /// between can be over the ceiling: groups under it are left at 0.
    fn find(&self, part: usize, between: &Between, quiet: f32, peaks: &mut [f32; PART]) -> bool {
        let from = DOUBLE_HISTORY + 2 * PART * part - 2 * SHORT;
        let points = &self.doubled[from..from + 2 * PART + 2 * SHORT];
        let mut is_loud = false;
        for (group, peaks) in peaks.as_chunks_mut::<{ GROUP / 2 }>().0.iter_mut().enumerate() {
            let Some(points) = points[group * GROUP..].first_chunk::<{ GROUP + 2 * SHORT }>()
            else {
                continue;
            };
            if loudest(points) > quiet {
                is_loud = true;
                let highest = highest(points, between);
                for (peak, pair) in peaks.iter_mut().zip(highest.as_chunks::<2>().0) {
                    *peak = pair[0].max(pair[1]);
                }
            }
        }
        is_loud
    }
}

/// The highest of the four points from each of the doubled rate to the next.
#[inline]
fn highest(points: &[f32; GROUP + 2 * SHORT], between: &Between) -> [f32; GROUP] {
    let mut sums = [[0.0_f32; GROUP]; 3];
    for k in 0..2 * SHORT {
        let Some(near) = points[k + 1..].first_chunk::<GROUP>() else { continue };
        for (sums, kernel) in sums.iter_mut().zip(between) {
            for (sum, point) in sums.iter_mut().zip(near) {
                *sum += kernel[k] * point;
            }
        }
    }
    let higher = |a: f32, b: f32| if a > b { a } else { b };
    std::array::from_fn(|i| {
        let outer = higher(sums[0][i].abs(), sums[2][i].abs());
        higher(higher(outer, sums[1][i].abs()), points[i + SHORT].abs())
    })
}

/// Largest magnitude, in lanes.
pub(super) fn loudest(samples: &[f32]) -> f32 {
    let (lanes, rest) = samples.as_chunks::<8>();
    let mut high = [0.0_f32; 8];
    for lane in lanes {
        for (high, x) in high.iter_mut().zip(lane) {
            let x = x.abs();
            *high = if x > *high { x } else { *high };
        }
    }
    rest.iter().chain(&high).fold(0.0_f32, |high, x| high.max(x.abs()))
}
