//! What is known about a stream before its first sample.

use crate::{Bext, DecodeError, Tags, Warning, limits};

/// How the audio is wrapped and coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// Linear PCM in RIFF, RF64 or BW64.
    Wav,
    /// Linear PCM in AIFF or AIFF-C.
    Aiff,
    /// Free Lossless Audio Codec.
    Flac,
    /// MPEG audio, layer III.
    Mp3,
    /// Vorbis in Ogg.
    Vorbis,
    /// Opus in Ogg.
    Opus,
}

impl Codec {
    /// The name as printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wav => "WAV",
            Self::Aiff => "AIFF",
            Self::Flac => "FLAC",
            Self::Mp3 => "MP3",
            Self::Vorbis => "Ogg Vorbis",
            Self::Opus => "Opus",
        }
    }

    /// Whether coding has thrown away part of the sound.
    #[must_use]
    pub fn is_lossy(self) -> bool {
        matches!(self, Self::Mp3 | Self::Vorbis | Self::Opus)
    }
}

/// What is known about a stream before its first sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Info {
    /// Container and coding.
    pub codec: Codec,
    /// Frames per second, in Hz.
    pub sample_rate_hz: u32,
    /// Channels, 1 or 2.
    pub channels: usize,
    /// Bits of each stored sample; `None` for lossy coding.
    pub bits: Option<u32>,
    /// Whether samples are stored as floating point.
    pub float: bool,
    /// Length in frames, without the encoder's delay and padding. For PCM it is what is there;
    /// for coded audio what the header claims, and `None` where it claims nothing.
    pub frames: Option<u64>,
    /// Frames that the encoder put before the first real one. They are already cut off.
    pub delay_frames: u32,
    /// Title, artist and the like.
    pub tags: Tags,
    /// Oddities found in the header.
    pub warnings: Vec<Warning>,
    /// What a broadcast wave says about itself.
    pub bext: Option<Bext>,
}

impl Info {
    /// Applies the limits that hold for every format.
    pub(crate) fn check(self) -> Result<Self, DecodeError> {
        if !(1..=limits::CHANNELS_MAX).contains(&self.channels) {
            return Err(DecodeError::Channels { found: self.channels });
        }
        let rates = limits::SAMPLE_RATE_HZ_MIN..=limits::SAMPLE_RATE_HZ_MAX;
        if !rates.contains(&self.sample_rate_hz) {
            return Err(DecodeError::SampleRate { found_hz: self.sample_rate_hz });
        }
        if self.frames == Some(0) {
            return Err(DecodeError::NoFrames);
        }
        Ok(self)
    }
}
