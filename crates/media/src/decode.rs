//! One decoder for every format.

use std::fmt;

use crate::coded::CodedReader;
use crate::input::Source;
#[cfg(feature = "opus")]
use crate::opus::OpusReader;
use crate::pcm::{self, PcmReader};
use crate::sniff::{self, Kind};
use crate::{DecodeError, Info, MediaInput, Warning, aiff, limits, wav};

/// Streams the samples of one file.
///
/// Samples are `f32`, full scale being ±1; values beyond are kept. NaN and infinities are an
/// error that names the place.
pub struct Decoder {
    reader: Reader,
    info: Info,
    /// Frames handed out since the start.
    position: u64,
    /// Warnings met while reading; those of the header are in `info`.
    late_warnings: Vec<Warning>,
}

enum Reader {
    Pcm(PcmReader),
    Coded(Box<CodedReader>),
    #[cfg(feature = "opus")]
    Opus(Box<OpusReader>),
}

impl fmt::Debug for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("info", &self.info)
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}

impl Decoder {
    /// Reads the header. The kind of file is told by its content; `hint`, the ending of its
    /// name, is used only where the content leaves a doubt.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] when the stream is no audio known here, is damaged, or lies outside
    /// the limits of this crate.
    pub fn open(input: Box<dyn MediaInput>, hint: Option<&str>) -> Result<Self, DecodeError> {
        let mut source = Source::new(input)?;
        let (reader, info) = match sniff::kind(&mut source, hint)? {
            Kind::Wav => pcm_reader(wav::open(source)?),
            Kind::Aiff => pcm_reader(aiff::open(source)?),
            #[cfg(feature = "opus")]
            Kind::Opus => {
                let (reader, info) = OpusReader::open(source)?;
                (Reader::Opus(Box::new(reader)), info)
            }
            #[cfg(not(feature = "opus"))]
            Kind::Opus => {
                return Err(DecodeError::Unsupported {
                    found: "an Opus file".into(),
                    hint: "export it as WAV, AIFF or FLAC, or build with the feature `opus`",
                });
            }
            Kind::Coded(coding) => {
                let (reader, info) = CodedReader::open(source, coding)?;
                (Reader::Coded(Box::new(reader)), info)
            }
        };
        Ok(Self { reader, info, position: 0, late_warnings: Vec::new() })
    }

    /// What the header says.
    #[must_use]
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// Frames handed out since the start.
    #[must_use]
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Oddities of the header and, once the end is reached, of the audio.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> {
        self.info.warnings.iter().chain(&self.late_warnings)
    }

    /// Reads up to `frames` frames into the start of each channel of `out`; a shorter vector is
    /// lengthened to `frames`. Returns the frames read: fewer than asked for only at the end,
    /// then 0.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] where the audio is damaged or not finite. What was read before the
    /// fault is lost.
    ///
    /// # Panics
    ///
    /// When `out` has fewer vectors than [`Info::channels`]: a bug of the caller.
    pub fn read(&mut self, out: &mut [Vec<f32>], frames: usize) -> Result<usize, DecodeError> {
        assert!(out.len() >= self.info.channels, "one vector for each channel");
        let out = &mut out[..self.info.channels];
        for channel in out.iter_mut().filter(|channel| channel.len() < frames) {
            channel.resize(frames, 0.0);
        }
        let done = match out {
            [mono] => self.reader.read(&mut [&mut mono[..frames]])?,
            [left, right] => self.reader.read(&mut [&mut left[..frames], &mut right[..frames]])?,
            _ => unreachable!("channels are checked when the header is read"),
        };
        if self.reader.may_hold_anything() {
            self.check_range(out, done)?;
        }
        self.position += done as u64;
        if done < frames && self.late_warnings.is_empty() {
            self.late_warnings.extend(self.reader.warnings());
        }
        Ok(done)
    }

    /// Back to the first frame; what follows is what came the first time, bit by bit.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] when the stream cannot be read again.
    pub fn rewind(&mut self) -> Result<(), DecodeError> {
        self.position = 0;
        self.late_warnings.clear();
        match &mut self.reader {
            Reader::Pcm(reader) => reader.rewind(),
            Reader::Coded(reader) => reader.rewind(),
            #[cfg(feature = "opus")]
            Reader::Opus(reader) => reader.rewind(),
        }
    }

    fn check_range(&self, channels: &[Vec<f32>], frames: usize) -> Result<(), DecodeError> {
        for (channel, samples) in channels.iter().enumerate() {
            let Some(at) = pcm::first_over(&samples[..frames], limits::MAGNITUDE_MAX) else {
                continue;
            };
            let frame = self.position + at as u64;
            return Err(match samples[at] {
                value if value.is_nan() => DecodeError::NotANumber { frame, channel },
                value if value.is_infinite() => DecodeError::Infinite { frame, channel },
                value => DecodeError::TooLarge { frame, channel, value },
            });
        }
        Ok(())
    }
}

fn pcm_reader((reader, info): (PcmReader, Info)) -> (Reader, Info) {
    (Reader::Pcm(reader), info)
}

impl Reader {
    fn read(&mut self, out: &mut [&mut [f32]]) -> Result<usize, DecodeError> {
        match self {
            Self::Pcm(reader) => reader.read(out),
            Self::Coded(reader) => reader.read(out),
            #[cfg(feature = "opus")]
            Self::Opus(reader) => reader.read(out),
        }
    }

    fn may_hold_anything(&self) -> bool {
        match self {
            Self::Pcm(reader) => reader.is_float(),
            Self::Coded(_) => true,
            #[cfg(feature = "opus")]
            Self::Opus(_) => true,
        }
    }

    fn warnings(&self) -> Vec<Warning> {
        match self {
            Self::Pcm(_) => Vec::new(),
            Self::Coded(reader) => reader.warnings().collect(),
            #[cfg(feature = "opus")]
            Self::Opus(reader) => reader.warnings().collect(),
        }
    }
}
