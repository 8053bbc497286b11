//! What can be wrong with a request to measure.

use thiserror::Error;

/// Why a meter could not be made.
#[derive(Clone, Copy, Debug, Error, PartialEq)]
pub enum MeasureError {
    /// The rate is outside what the filters are designed for.
    #[error(
        "the sample rate is {got_hz} Hz, expected 8000 to 192000 Hz; resample the audio before it \
         is measured"
    )]
    SampleRate {
        /// The rate that was asked for.
        got_hz: f64,
    },
    /// Not mono, not stereo.
    #[error("the audio has {got} channels, expected 1 or 2; measure the channels in pairs")]
    Channels {
        /// The number that was asked for.
        got: usize,
    },
}
