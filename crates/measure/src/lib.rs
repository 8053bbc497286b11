//! What is heard: loudness, true peak, spectrum, stereo image, activity, tempo and key.
//!
//! Everything streams: a meter is fed blocks of any size and asked once at the end. The numbers
//! do not depend on how the stream was cut.

mod activity;
mod align;
mod error;
mod excitation;
mod hops;
mod k_weighting;
mod key;
mod lanes;
mod levels;
mod loudness;
mod measurement;
mod meter;
mod song;
mod spectrum;
mod stft;
mod tempo;
mod true_peak;

pub use align::{Aligner, Alignment, LAG_MAX_FRAMES, NullSums};
pub use error::MeasureError;
pub use excitation::{EXCITATION_HOP_MS, Excitation};
pub use loudness::{
    integrated_lufs, momentary_lufs, power_to_lufs, programme_loudness, short_term_lufs,
};
pub use measurement::{
    Activity, BAND_EDGES_HZ, Dynamics, ENVELOPE_HOP_MS, ERB_BANDS, Envelope, Key, Loudness,
    Measurement, Mode, Peaks, SessionMeasurement, Spectrum, Stereo, Tempo,
};
pub use meter::{Meter, MeterOptions};
pub use song::SongListener;
pub use true_peak::{Oversampling, TruePeak};
