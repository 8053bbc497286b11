//! What begins when: onset strength, tempo, beats and bars.

mod bars;
mod beats;
mod onsets;
mod periods;
mod phase;
mod pulse;
mod tempo;
mod weights;

pub(crate) use bars::bars;
pub(crate) use beats::beats;
pub(crate) use onsets::{OnsetTrace, Onsets};
pub(crate) use phase::on_the_beat;
pub(crate) use pulse::Pulse;
pub(crate) use tempo::tempo;
