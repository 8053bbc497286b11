//! A bell or shelf whose gain moves: the hands of a dynamic equaliser and of a de-esser.

use audio::math::exp2;

use crate::filter::{Frame, Glide, SvfDesign, ramp_frames};

/// Frames between two decisions about the gain, counted from the start of the stream. Between
/// them the gain moves in a straight line. 16 frames are 0.33 ms at 48 kHz, well under the
/// shortest attack that makes sense for an equaliser; more would be heard as a late attack, fewer
/// would cost more.
pub(super) const HOP: usize = 16;

/// log2 of the fourth root of the gain, per dB.
const LOG2_ROOT_PER_DB: f32 = 0.041_524_1;

/// A filter with a gain that is told every [`HOP`] frames.
#[derive(Clone, Copy, Debug)]
pub(super) struct DynamicBand {
    glide: Glide,
    design: SvfDesign,
    target: SvfDesign,
    hops_left: u32,
    hops_of_ramp: u32,
}

impl DynamicBand {
    pub(super) fn new(design: SvfDesign, sample_rate_hz: f64) -> Self {
        Self {
            glide: Glide::at(design.at(1.0)),
            design,
            target: design,
            hops_left: 0,
            hops_of_ramp: ramp_frames(sample_rate_hz).div_ceil(HOP as u32),
        }
    }

    /// Moves to another frequency, width or shape within 20 ms.
    pub(super) fn set(&mut self, design: SvfDesign) {
        if design != self.target {
            self.target = design;
            self.hops_left = self.hops_of_ramp;
        }
    }

    /// Sets out for `gain_db`, to be there after the next [`HOP`] frames.
    pub(super) fn aim(&mut self, gain_db: f32) {
        if self.hops_left > 0 {
            self.design.approach(&self.target, self.hops_left);
            self.hops_left -= 1;
        }
        let root = f64::from(exp2(gain_db * LOG2_ROOT_PER_DB));
        self.glide.aim(self.design.at(root), HOP);
    }

    pub(super) fn process(&mut self, frames: &mut [Frame]) {
        self.glide.process(frames);
    }

    /// To be called at fixed positions of the stream.
    pub(super) fn flush(&mut self) {
        self.glide.flush();
    }

    pub(super) fn reset(&mut self) {
        self.design = self.target;
        self.hops_left = 0;
        self.glide = Glide::at(self.design.at(1.0));
    }
}
