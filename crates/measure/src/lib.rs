//! What is heard: loudness, true peak, spectrum, stereo image, activity, tempo and key.
//!
//! Everything streams: a meter is fed blocks of any size and asked once at the end. The numbers
//! do not depend on how the stream was cut.

mod activity;
mod align;
pub mod distance;
mod doctor;
mod error;
mod excitation;
mod features;
mod grid;
mod hops;
mod k_weighting;
mod lanes;
mod levels;
mod loudness;
pub mod masking;
mod measurement;
mod meter;
mod pitch;
mod rhythm;
mod sections;
mod series;
mod song;
mod spectrum;
mod stft;
mod tonality;
mod true_peak;

pub use align::{Aligner, Alignment, LAG_MAX_FRAMES, NullSums};
pub use doctor::{
    Diagnosis, Fault, Finding, Kinship, Link, PairListener, Pairs, Proof, Signs, StemScan, Verdict,
};
pub use error::MeasureError;
pub use excitation::{EXCITATION_HOP_MS, Excitation};
pub use features::{MelBank, Mfcc, TIMBRE_FEATURES, Timbre, hz_to_mel, mel_to_hz, timbre_names};
pub use grid::Grid;
pub use loudness::{
    integrated_lufs, momentary_lufs, power_to_lufs, programme_loudness, short_term_lufs,
};
pub use measurement::{
    Activity, BAND_EDGES_HZ, Dynamics, ENVELOPE_HOP_MS, ERB_BANDS, Envelope, Key, Loudness,
    Measurement, Mode, Peaks, SessionMeasurement, Spectrum, Stereo, Tempo,
};
pub use meter::{Meter, MeterOptions};
pub use pitch::{PITCH_UNIT_HZ, PitchTrack};
pub use sections::{Section, SectionKind};
pub use series::{
    MFCC_COEFFICIENTS, SERIES_FLOOR_DBFS, SERIES_HOP_MS, SERIES_VALUES_MAX, Series, SeriesKind,
    SeriesMeter,
};
pub use song::{Song, StemListener, StemTrace};
pub use true_peak::{Oversampling, TruePeak};
