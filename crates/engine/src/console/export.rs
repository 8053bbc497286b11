//! Processed stems as they sit in the premaster: their sum plus the returns is the premaster.

use audio::{RangeError, StreamSpec};
use dsp::filter::Equalizer;
use recipe::BusStrip;

use super::bus::{BusOut, equalizer_of, multiply};
use super::planar::Planar;
use crate::{IoFault, Sink};

/// Which frames of the rounds belong into a file: those after the latency, up to the length.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    skip: u64,
    left: u64,
    total: u64,
}

impl Span {
    /// Drops `skip` frames, then takes `total`.
    pub(crate) fn new(skip: u64, total: u64) -> Self {
        Self { skip, left: total, total }
    }

    /// The part of the next `frames` frames that is to be written.
    pub(crate) fn take(&mut self, frames: usize) -> std::ops::Range<usize> {
        let from = self.skip.min(frames as u64);
        self.skip -= from;
        let count = self.left.min(frames as u64 - from);
        self.left -= count;
        from as usize..(from + count) as usize
    }

    /// Whether all was written.
    pub(crate) fn is_done(&self) -> bool {
        self.left == 0
    }

    /// Share that was written, 0 to 1.
    pub(crate) fn share(&self) -> f64 {
        1.0 - self.left as f64 / self.total.max(1) as f64
    }
}

/// One stem on its way into a file of its own.
pub(crate) struct StemExport {
    equalizer: Option<Equalizer>,
    work: Planar,
    span: Span,
    pub(crate) sink: Box<dyn Sink>,
}

impl StemExport {
    pub(crate) fn new(
        bus: &BusStrip,
        sink: Box<dyn Sink>,
        span: Span,
        stream: StreamSpec,
    ) -> Result<Self, RangeError> {
        let work = Planar::new(2, stream.block_frames_max);
        Ok(Self { equalizer: equalizer_of(bus, stream)?, work, span, sink })
    }

    /// One round: the strip's output through its bus's equaliser and gains.
    pub(crate) fn round(&mut self, strip: &Planar, bus: &BusOut) -> Result<(), IoFault> {
        self.work.copy_from(strip);
        if let Some(equalizer) = &mut self.equalizer {
            equalizer.process(&mut self.work.block());
        }
        self.work.block().each(|samples| multiply(samples, &bus.gain));
        let (left, right) = self.work.stereo();
        let range = self.span.take(left.len());
        self.sink.write(&left[range.clone()], &right[range])
    }
}
