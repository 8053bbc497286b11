//! The plain sum of the stems, beside which a mix is heard.

use super::bus::sum_into;
use super::export::Span;
use super::planar::Planar;
use crate::{IoFault, Sink};

/// The stems as delivered, added at unity.
pub(super) struct Rough {
    /// Takes back the trim of each stem.
    gains: Vec<f32>,
    sum: Planar,
    sink: Box<dyn Sink>,
    span: Span,
    pub(super) fault: Option<IoFault>,
}

impl Rough {
    /// Writes `span` of the sum into `sink`, in rounds of `frames`.
    pub(super) fn new(gains: Vec<f32>, frames: usize, span: Span, sink: Box<dyn Sink>) -> Self {
        Self { gains, sum: Planar::new(2, frames), sink, span, fault: None }
    }

    /// Sums a round of the trimmed stems and writes it.
    pub(super) fn round(&mut self, stems: &[Planar]) {
        let range = self.span.take(self.sum.0[0].len());
        sum_into(&mut self.sum, stems.iter().zip(self.gains.iter().copied()));
        let (left, right) = self.sum.stereo();
        let result = self.sink.write(&left[range.clone()], &right[range]);
        self.fault = result.err().or(self.fault.take());
    }

    /// Completes the file.
    pub(super) fn finish(self) -> Result<(), IoFault> {
        self.sink.finish().map(|_| ())
    }
}
