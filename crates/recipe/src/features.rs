//! What `analyze --features` writes: feature series of a song, for other programs to read.
//!
//! One document a song. It is written part by part, so the types below are the schema and the
//! parts, and nobody has to hold a whole document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Analysis;

/// The whole document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Features {
    /// Version of this form, [`Features::VERSION`].
    pub features: u32,
    /// Metadata and what was measured of the whole length: the same as `analyze --json` says.
    pub analysis: Analysis,
    /// Time from frame to frame of every series, in ms.
    pub hop_ms: f64,
    /// The stems, in the order of `analysis.stems`.
    pub stems: Vec<PartFeatures>,
    /// The stems added at unity.
    pub sum: PartFeatures,
}

/// One stem, or the sum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartFeatures {
    /// The stem's id; `sum` for the sum.
    pub id: String,
    /// The spectrum while it sounds.
    pub spectrum: LongSpectrum,
    /// Series over time: `stft_low`, `stft_mid`, `stft_high`, `cqt`, `mel`, `mfcc`, `chroma`.
    pub series: Vec<FeatureSeries>,
}

/// The long-term average spectrum in ERB bands; silence is null.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LongSpectrum {
    /// Centres of the bands, in Hz.
    pub bands_hz: Vec<f64>,
    /// Power of mid, the mean of left and right, in dBFS.
    pub mid_dbfs: Vec<Option<f64>>,
    /// Power of side, half their difference, in dBFS.
    pub side_dbfs: Vec<Option<f64>>,
}

/// Values over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FeatureSeries {
    /// Which series.
    pub kind: String,
    /// What a value counts in: `dBFS`, `dB`, or `1` for a share.
    pub unit: String,
    /// Time from frame to frame, in ms. Frame `i` starts at `i` hops.
    pub hop_ms: f64,
    /// Frames, and values in a frame.
    pub shape: [u64; 2],
    /// Centre of each band, in Hz; empty where a value is not of a frequency.
    pub bands_hz: Vec<f64>,
    /// Mean of each band over the frames that sound: a feature vector of the whole.
    pub mean: Vec<f64>,
    /// Standard deviation of each band over the same frames.
    pub deviation: Vec<f64>,
    /// Form of `values`: `f32le-base64`, little-endian 32-bit floats, frame by frame, in base64.
    pub encoding: String,
    /// The values.
    pub values: String,
}

impl Features {
    /// Version of this form.
    pub const VERSION: u32 = 1;

    /// The JSON schema, ending in a newline.
    #[must_use]
    pub fn schema() -> String {
        crate::json::pretty(&schemars::schema_for!(Self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_the_published_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/features.schema.json");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, Features::schema()).unwrap();
        }
        assert!(published == Features::schema(), "the schema changed: look, then run with BLESS=1");
    }
}
