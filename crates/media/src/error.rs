//! What can go wrong at the edge. Each message says what was found, what was expected, and what
//! to do; the command line only adds the file's name.

use std::io;

use crate::limits;

/// Why a stream could not be decoded.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The stream could not be read or sought.
    #[error("the file could not be read: {0}")]
    Io(#[from] io::Error),
    /// Zero bytes.
    #[error("the file is empty; expected audio: export it again")]
    Empty,
    /// The first bytes belong to no format known here.
    #[error("found {found}, expected audio (WAV, AIFF, FLAC, MP3, Ogg Vorbis or Opus)")]
    NotAudio {
        /// What the first bytes look like.
        found: String,
    },
    /// The format is known, but it is one that is not decoded here.
    #[error("found {found}, which is not supported; {hint}")]
    Unsupported {
        /// The coding or container, in words.
        found: String,
        /// What to do instead.
        hint: &'static str,
    },
    /// The header contradicts itself or ends too early.
    #[error("damaged {container} header: found {found}, expected {expected}; export it again")]
    Header {
        /// Name of the container.
        container: &'static str,
        /// What the header holds.
        found: String,
        /// What it should hold.
        expected: String,
    },
    /// Neither mono nor stereo.
    #[error("found {found} channels, expected 1 or 2; {}", channel_hint(*.found))]
    Channels {
        /// Number of channels in the file.
        found: usize,
    },
    /// A sample rate outside the supported range.
    #[error(
        "the sample rate is {found_hz} Hz, expected {} to {} Hz; export it again at 48000 Hz",
        limits::SAMPLE_RATE_HZ_MIN,
        limits::SAMPLE_RATE_HZ_MAX
    )]
    SampleRate {
        /// Rate in the file, in Hz.
        found_hz: u32,
    },
    /// The header is sound, but no frame of audio follows.
    #[error("the file holds no audio, expected 1 frame or more; export it again")]
    NoFrames,
    /// The coded audio is damaged at a frame.
    #[error("the audio is damaged at frame {frame}: {reason}; copy or export the file again")]
    Damaged {
        /// Index of the first frame that could not be decoded.
        frame: u64,
        /// What the decoder said.
        reason: String,
    },
    /// NaN among the samples. Frames and channels count from 0.
    #[error("sample {frame} of channel {channel} is not a number; export the file again")]
    NotANumber {
        /// Index of the frame.
        frame: u64,
        /// Index of the channel.
        channel: usize,
    },
    /// An infinity among the samples. Frames and channels count from 0.
    #[error("sample {frame} of channel {channel} is infinite; export the file again")]
    Infinite {
        /// Index of the frame.
        frame: u64,
        /// Index of the channel.
        channel: usize,
    },
    /// A magnitude that no audio has. Frames and channels count from 0.
    #[error(
        "sample {frame} of channel {channel} is {value:e}, beyond ±1000 (+60 dBFS); \
         export the file again, scaled to ±1"
    )]
    TooLarge {
        /// Index of the frame.
        frame: u64,
        /// Index of the channel.
        channel: usize,
        /// The sample.
        value: f32,
    },
}

fn channel_hint(found: usize) -> &'static str {
    if found == 0 { "export it again" } else { "export it as stereo, or as one file per channel" }
}

/// Something odd in a file that can still be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The file ends before its header says so. The frames that are there are used.
    Truncated {
        /// Frames that the header claims.
        claimed_frames: u64,
        /// Frames that are there.
        found_frames: u64,
    },
    /// The recorder never filled in the length. Everything up to the end of the file is used.
    Unfinished {
        /// Frames that are there.
        found_frames: u64,
    },
    /// Damaged packets of a lossy file were replaced by silence, so that nothing shifts.
    Concealed {
        /// Length of the silence, in frames.
        frames: u64,
    },
    /// Bytes after the last whole frame, ignored.
    PartialFrame {
        /// How many.
        bytes: u64,
    },
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Truncated { claimed_frames, found_frames } => write!(
                f,
                "the file is cut short: its header claims {claimed_frames} frames, \
                 {found_frames} are there and are used"
            ),
            Self::Unfinished { found_frames } => {
                write!(f, "the recorder never wrote the length: all {found_frames} frames are used")
            }
            Self::Concealed { frames } => {
                write!(f, "damaged parts are silent: {frames} frames in all")
            }
            Self::PartialFrame { bytes } => {
                write!(f, "{bytes} bytes after the last whole frame are ignored")
            }
        }
    }
}

/// Why audio could not be written.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// The sink refused bytes: disk full, not writable.
    #[error("the file could not be written: {0}")]
    Io(#[from] io::Error),
    /// The format cannot hold what was asked for.
    #[error("{format} cannot hold {found}; {hint}")]
    Unsupported {
        /// Name of the format.
        format: &'static str,
        /// What was asked for.
        found: String,
        /// What to do instead.
        hint: &'static str,
    },
    /// The channels given differ from those announced, or among themselves.
    #[error("found {found}, expected {expected} channels of equal length")]
    Shape {
        /// What was given.
        found: String,
        /// Channels announced.
        expected: usize,
    },
    /// NaN or an infinity was to be written. Frames and channels count from 0.
    #[error("sample {frame} of channel {channel} is not finite and was not written")]
    NotFinite {
        /// Index of the frame.
        frame: u64,
        /// Index of the channel.
        channel: usize,
    },
    /// The codec's own library failed.
    #[error("the {format} encoder failed: {reason}")]
    Codec {
        /// Name of the format.
        format: &'static str,
        /// What the library said.
        reason: String,
    },
}
