//! What is heard: loudness, true peak, spectrum, stereo image, activity, tempo and key.
//!
//! Everything streams: a meter is fed blocks of any size and asked once at the end. The numbers
//! do not depend on how the stream was cut.

mod measurement;

pub use measurement::{
    Activity, BAND_EDGES_HZ, Dynamics, ENVELOPE_HOP_MS, ERB_BANDS, Envelope, Key, Loudness,
    Measurement, Mode, Peaks, SessionMeasurement, Spectrum, Stereo, Tempo,
};
