//! Hears one stem for what only its samples tell: flat tops, offset, hum.

use audio::StreamSpec;

use super::hum::{HumFrame, HumSearch};
use super::tops::{TopSearch, Tops};
use crate::hops::{HOPS_PER_S, HopBuffer, is_hostile, sanitised};

/// What a stem's samples tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signs {
    /// Flat tops per channel and side, as cut.
    pub(crate) exact: Vec<[Tops; 2]>,
    /// The same where they ripple.
    pub(crate) rippled: Vec<[Tops; 2]>,
    /// Mean of each second that is not silent, of the channel where it is larger.
    pub(crate) offsets: Vec<[f32; 2]>,
    pub(crate) hum: Vec<HumFrame>,
    /// Length of a channel.
    pub(crate) samples: u64,
}

/// Listens to one stem. Blocks may have any length.
#[derive(Debug)]
pub struct StemScan {
    hops: HopBuffer,
    work: Work,
}

#[derive(Debug)]
struct Work {
    tops: [TopSearch; 2],
    hum: HumSearch,
    channels: usize,
    seconds: Vec<[f32; 2]>,
    second: [f64; 2],
    sounds: bool,
    frames: u64,
    hops: usize,
    samples: u64,
}

impl StemScan {
    /// For a stem of so many channels, 1 or 2.
    #[must_use]
    pub fn new(spec: StreamSpec) -> Self {
        let work = Work {
            tops: [TopSearch::default(); 2],
            hum: HumSearch::new(spec.sample_rate_hz),
            channels: spec.channels.clamp(1, 2),
            seconds: Vec::new(),
            second: [0.0; 2],
            sounds: false,
            frames: 0,
            hops: 0,
            samples: 0,
        };
        Self { hops: HopBuffer::new(spec), work }
    }

    /// Hears a block; both channels have one length.
    pub fn push(&mut self, left: &[f32], right: Option<&[f32]>) {
        let Self { hops, work } = self;
        hops.push(left, right, |left, right| work.push(left, right));
    }

    /// What was heard.
    #[must_use]
    pub fn finish(mut self) -> Signs {
        let (left, right) = self.hops.rest();
        if !left.is_empty() {
            let right = (self.work.channels == 2).then_some(right);
            self.work.push(left, right);
        }
        self.work.finish()
    }
}

impl Work {
    fn push(&mut self, left: &[f32], right: Option<&[f32]>) {
        let (peak, total) = extent(left);
        let (right_peak, right_total) = right.map_or((0.0, 0.0), extent);
        let peaks = [peak, right_peak];
        if peaks.iter().any(|peak| is_hostile(f64::from(*peak) * f64::from(*peak)))
            || !(total + right_total).is_finite()
        {
            let (left, right) = (sanitised(left), right.map(sanitised));
            return self.push_sane(&left, right.as_deref());
        }
        self.take(left, right, (peaks, [total, right_total]));
    }

    fn push_sane(&mut self, left: &[f32], right: Option<&[f32]>) {
        let (peak, total) = extent(left);
        let (right_peak, right_total) = right.map_or((0.0, 0.0), extent);
        self.take(left, right, ([peak, right_peak], [total, right_total]));
    }

    fn take(&mut self, left: &[f32], right: Option<&[f32]>, (peaks, totals): ([f32; 2], [f32; 2])) {
        self.samples += left.len() as u64;
        self.tops[0].push(left, peaks[0]);
        if let Some(right) = right {
            self.tops[1].push(right, peaks[1]);
        }
        self.hum.push(left, right);
        self.sounds |= peaks[0] > 0.0 || peaks[1] > 0.0;
        self.frames += left.len() as u64;
        self.second.iter_mut().zip(totals).for_each(|(sum, total)| *sum += f64::from(total));
        self.hops += 1;
        if self.hops.is_multiple_of(HOPS_PER_S) {
            self.close_second();
        }
    }

    fn close_second(&mut self) {
        if self.sounds {
            self.seconds.push(self.second.map(|sum| (sum / self.frames as f64) as f32));
        }
        (self.second, self.sounds, self.frames) = ([0.0; 2], false, 0);
    }

    fn finish(mut self) -> Signs {
        // A rest of a second is only worth a mean where there is nothing else.
        if self.seconds.is_empty() && self.frames > 0 {
            self.close_second();
        }
        let tops = &self.tops[..self.channels];
        Signs {
            exact: tops.iter().map(|search| search.exact).collect(),
            rippled: tops.iter().map(|search| search.rippled).collect(),
            offsets: self.seconds,
            hum: self.hum.finish(),
            samples: self.samples,
        }
    }
}

/// Largest magnitude and sum.
fn extent(x: &[f32]) -> (f32, f32) {
    let (mut peaks, mut sums) = ([0.0_f32; 16], [0.0_f32; 16]);
    let (chunks, rest) = x.as_chunks::<16>();
    for chunk in chunks {
        for lane in 0..16 {
            let size = chunk[lane].abs();
            peaks[lane] = if size > peaks[lane] { size } else { peaks[lane] };
            sums[lane] += chunk[lane];
        }
    }
    for (lane, x) in rest.iter().enumerate() {
        peaks[lane] = peaks[lane].max(x.abs());
        sums[lane] += x;
    }
    (peaks.into_iter().fold(0.0, f32::max), sums.iter().sum())
}
