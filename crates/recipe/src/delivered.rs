//! What a report says of the files that were written and of what lossy coding makes of them.

use serde::{Deserialize, Serialize};

/// One file of the master, as read back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct DeliveredFile {
    /// Its name, relative to the output folder.
    pub file: String,
    /// Container and coding, like `FLAC` or `MP3`.
    pub format: String,
    /// Rate, in Hz.
    pub sample_rate_hz: u32,
    /// Depth of its samples; none for lossy coding.
    pub bit_depth: Option<u32>,
    /// Bit rate of lossy coding, in kbit/s.
    pub kbps: Option<u32>,
    /// Integrated loudness, in LUFS.
    pub integrated_lufs: Option<f64>,
    /// True peak, in dBTP.
    pub true_peak_dbtp: Option<f64>,
}

/// What coding and decoding do to the master.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CodedMaster {
    /// Coder and bit rate, like `MP3 128 kbit/s`.
    pub codec: String,
    /// True peak after decoding, of the first master that was tried, in dBTP.
    pub first_true_peak_dbtp: Option<f64>,
    /// True peak after decoding, of the master that is delivered, in dBTP.
    pub true_peak_dbtp: Option<f64>,
    /// What coding adds to the true peak of the master that is delivered, in dB.
    pub overshoot_db: Option<f64>,
    /// What coding changes of its loudness, in LU.
    pub loudness_change_lu: Option<f64>,
    /// At or under the ceiling asked for.
    pub is_safe: bool,
}
