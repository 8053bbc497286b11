//! All features of a stem in one row of numbers.

use borsh::{BorshDeserialize, BorshSerialize};

use super::{contour, frames, motion};
use crate::features::FrameFeatures;
use crate::{Envelope, Excitation, Spectrum};

/// Numbers in a [`Timbre`].
pub const TIMBRE_FEATURES: usize = frames::VALUES + contour::VALUES + motion::VALUES;

/// What a stem sounds like: spectral shape, tones and pitch, the course of notes, and the movement
/// of bands. No number depends on the level, on silence around or on length, but for what a
/// longer or shorter excerpt really holds. Names: [`timbre_names`]. All 0 in silence.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq)]
pub struct Timbre(pub [f32; TIMBRE_FEATURES]);

impl Default for Timbre {
    /// Of nothing.
    fn default() -> Self {
        Self([0.0; TIMBRE_FEATURES])
    }
}

/// What a [`Timbre`] is made from.
pub(crate) struct Heard<'a> {
    pub(crate) frames: FrameFeatures,
    pub(crate) envelope: &'a Envelope,
    pub(crate) excitation: &'a Excitation,
    pub(crate) spectrum: &'a Spectrum,
}

impl Timbre {
    pub(crate) fn of(heard: Heard<'_>) -> Self {
        let mut values = [0.0; TIMBRE_FEATURES];
        let all = heard
            .frames
            .values()
            .into_iter()
            .chain(contour::values(heard.envelope))
            .chain(motion::values(heard.excitation, heard.spectrum));
        let finite = |value: f32| if value.is_finite() { value } else { 0.0 };
        values.iter_mut().zip(all).for_each(|(out, value)| *out = finite(value));
        Self(values)
    }

    /// Nothing was heard.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.0.iter().all(|value| value.to_bits() << 1 == 0)
    }
}

/// Names of the numbers of a [`Timbre`], in their order.
#[must_use]
pub fn timbre_names() -> Vec<String> {
    FrameFeatures::names().chain(contour::names()).chain(motion::names()).collect()
}
