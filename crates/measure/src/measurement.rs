//! The values a measurement consists of. Levels of silence are −∞ (`f64::NEG_INFINITY`).
//!
//! They can be packed (Borsh, compact and exact) so that what was measured once may be remembered.
//! That is no format for exchange: the layout changes from version to version.

use borsh::{BorshDeserialize, BorshSerialize};

use crate::{Diagnosis, Excitation, Grid, PitchTrack, Section, Timbre};

/// Bands of the long-term spectrum: one per ERB number (Glasberg & Moore 1990) from 1 to 40,
/// that is about 26 Hz to 15.6 kHz.
pub const ERB_BANDS: usize = 40;

/// Time between two values of an [`Envelope`], in ms.
pub const ENVELOPE_HOP_MS: f64 = 10.0;

/// Edges between the low, mid and high band of [`Spectrum::balance`], in Hz.
pub const BAND_EDGES_HZ: [f64; 2] = [250.0, 4_000.0];

/// All that was heard in one stem, one mix or one master.
#[derive(BorshDeserialize, BorshSerialize, Clone, Debug, PartialEq)]
pub struct Measurement {
    /// Frames per second, in Hz.
    pub sample_rate_hz: f64,
    /// Length in frames.
    pub frames: u64,
    /// 1 or 2.
    pub channels: usize,
    /// Rec. ITU-R BS.1770-5 and EBU Tech 3341/3342. A mono stem is measured on its one channel.
    pub loudness: Loudness,
    /// Sample and true peaks.
    pub peaks: Peaks,
    /// Level statistics.
    pub dynamics: Dynamics,
    /// Left against right.
    pub stereo: Stereo,
    /// Long-term spectrum.
    pub spectrum: Spectrum,
    /// When it sounds.
    pub activity: Activity,
    /// Level over time, for decisions that depend on it.
    pub envelope: Envelope,
    /// Bands over time. Empty where no spectrum was asked for.
    pub excitation: Excitation,
    /// Pitch over time, of a stem that is a single line: a voice, a bass, a lead.
    pub pitch: Option<PitchTrack>,
    /// What it sounds like. Zeros where no spectrum was asked for.
    pub timbre: Timbre,
}

/// Loudness, in LUFS and LU.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq)]
pub struct Loudness {
    /// Gated programme loudness.
    pub integrated_lufs: f64,
    /// Loudness range, 10 Hz, without a silent tail (the rule this product publishes).
    pub range_lu: f64,
    /// Loudness range with the 1.5 s of silence that Tech 3342 adds to a file.
    pub range_with_tail_lu: f64,
    /// Highest 400 ms loudness, 10 ms hop.
    pub momentary_max_lufs: f64,
    /// Highest 3 s loudness, 100 ms hop.
    pub short_term_max_lufs: f64,
}

/// Peaks, in dB relative to full scale.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq)]
pub struct Peaks {
    /// Largest sample.
    pub sample_dbfs: f64,
    /// Largest value of the signal between the samples.
    pub true_dbtp: f64,
    /// Samples at or over full scale in runs of two and more.
    pub clipped_samples: u64,
}

/// Level statistics over the whole length.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq)]
pub struct Dynamics {
    /// Root mean square over all channels, in dBFS (a full-scale sine reads −3.01).
    pub rms_dbfs: f64,
    /// Sample peak over RMS, in dB.
    pub crest_db: f64,
    /// True peak over integrated loudness, in dB.
    pub plr_db: f64,
    /// Median over 3 s windows of sample peak over short-term loudness, in dB.
    pub psr_median_db: f64,
    /// 5th percentile of the same: what the densest passages have left.
    pub psr_p5_db: f64,
    /// Mean of the samples, linear, of the channel where it is larger.
    pub dc: f64,
}

/// Left against right. A mono stem has correlation 1 and side over mid 0.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq)]
pub struct Stereo {
    /// Correlation of left and right over the whole length, −1 to 1.
    pub correlation: f64,
    /// 1st percentile of the correlation in 3 s windows that sound.
    pub correlation_p1: f64,
    /// RMS of side over RMS of mid, linear.
    pub side_over_mid: f64,
    /// The same under 120 Hz.
    pub low_side_over_mid: f64,
    /// Right over left energy, in dB.
    pub balance_db: f64,
}

/// Long-term average spectrum of the sum of channels, while the signal sounds.
#[derive(BorshDeserialize, BorshSerialize, Clone, Debug, PartialEq)]
pub struct Spectrum {
    /// Power per ERB band of mid, in dBFS.
    pub mid_erb_db: [f32; ERB_BANDS],
    /// Power per ERB band of side, in dBFS.
    pub side_erb_db: [f32; ERB_BANDS],
    /// Centre of gravity of the magnitude spectrum, in Hz.
    pub centroid_hz: f64,
    /// Spread around the centroid, in Hz.
    pub bandwidth_hz: f64,
    /// Frequency under which 95 % of the power lies, in Hz.
    pub rolloff_hz: f64,
    /// Geometric over arithmetic mean of the power spectrum, 0 (tone) to 1 (noise).
    pub flatness: f64,
    /// Shares of low, mid and high in the magnitude (amplitude) of the three bands, sum 1.
    pub balance: [f64; 3],
}

/// When it sounds.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq)]
pub struct Activity {
    /// Share of time over the stem's own activity threshold, 0 to 1.
    pub active_share: f64,
    /// The threshold that was used, in dBFS (RMS of 10 ms).
    pub threshold_dbfs: f64,
    /// First and last frame that sounds, if any does.
    pub span: Option<(u64, u64)>,
    /// Onsets per second while it sounds.
    pub onsets_per_s: f64,
    /// Level of what is heard between the active passages, in dBFS RMS; −∞ when silent there.
    pub floor_dbfs: f64,
}

/// Level over time, one value per [`ENVELOPE_HOP_MS`].
#[derive(BorshDeserialize, BorshSerialize, Clone, Debug, Default, PartialEq)]
pub struct Envelope {
    /// Largest sample magnitude over the channels in each hop, linear.
    pub peak: Vec<f32>,
    /// Mean square over the channels in each hop, linear power.
    pub power: Vec<f32>,
    /// K-weighted power in each hop, channels summed as BS.1770 does; loudness follows from it.
    pub k_power: Vec<f32>,
}

/// Everything known about a song before a decision is made.
#[derive(BorshDeserialize, BorshSerialize, Clone, Debug, PartialEq)]
pub struct SessionMeasurement {
    /// One per stem, in the session's order, at the session's rate.
    pub stems: Vec<Measurement>,
    /// The stems added at unity: the rough mix.
    pub sum: Measurement,
    /// Of all stems together.
    pub tempo: Option<Tempo>,
    /// Of all stems together.
    pub key: Option<Key>,
    /// Beats and bars, where there is a tempo.
    pub grid: Option<Grid>,
    /// Parts of the song, in order, without gaps; none where it is too short to have any.
    pub sections: Vec<Section>,
    /// What the stems have in common, and what is wrong with them.
    pub diagnosis: Diagnosis,
}

/// A tempo estimate.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq)]
pub struct Tempo {
    /// Beats per minute.
    pub bpm: f64,
    /// 0 to 1.
    pub confidence: f64,
}

/// A key estimate.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub enum Mode {
    /// Major.
    Major,
    /// Minor.
    Minor,
}

/// A key estimate.
#[derive(BorshDeserialize, BorshSerialize, Clone, Copy, Debug, PartialEq)]
pub struct Key {
    /// Pitch class of the tonic: 0 is C, 11 is B.
    pub tonic: u8,
    /// Major or minor.
    pub mode: Mode,
    /// How likely it is among all 24, 0 to 1.
    pub confidence: f64,
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const NAMES: [&str; 12] = ["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
        let mode = match self.mode {
            Mode::Major => "major",
            Mode::Minor => "minor",
        };
        write!(f, "{} {mode}", NAMES[usize::from(self.tonic) % NAMES.len()])
    }
}
