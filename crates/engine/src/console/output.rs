//! The last stage of the console.

use measure::Meter;

use super::bus::{BusOut, sum_into};
use super::export::Span;
use super::planar::Planar;
use crate::{IoFault, Sink};

/// Sums buses and returns, measures and writes.
pub(super) struct Output {
    pub(super) sum: Planar,
    pub(super) meter: Meter,
    pub(super) sink: Box<dyn Sink>,
    pub(super) returns_sink: Option<Box<dyn Sink>>,
    pub(super) span: Span,
    pub(super) fault: Option<IoFault>,
}

impl Output {
    pub(super) fn round(&mut self, buses: &[BusOut], returns: &[Planar]) {
        let range = self.span.take(self.sum.0[0].len());
        if range.is_empty() {
            return;
        }
        let result = self.write(range, buses, returns);
        self.fault = result.err().or(self.fault.take());
    }

    fn write(
        &mut self,
        range: std::ops::Range<usize>,
        buses: &[BusOut],
        returns: &[Planar],
    ) -> Result<(), IoFault> {
        if let Some(sink) = &mut self.returns_sink {
            sum_into(&mut self.sum, returns.iter().map(|signal| (signal, 1.0)));
            let (left, right) = self.sum.stereo();
            sink.write(&left[range.clone()], &right[range.clone()])?;
        }
        let buses = buses.iter().map(|bus| &bus.audio);
        sum_into(&mut self.sum, buses.chain(returns).map(|signal| (signal, 1.0)));
        let (left, right) = self.sum.stereo();
        self.meter.push(&left[range.clone()], Some(&right[range.clone()]));
        self.sink.write(&left[range.clone()], &right[range])
    }
}
