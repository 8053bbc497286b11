//! One encoder for every format.

use std::io::{Seek, Write};

use crate::aiff::AiffWriter;
use crate::dither::Quantiser;
use crate::flac::FlacWriter;
#[cfg(feature = "mp3")]
use crate::mp3::Mp3Writer;
#[cfg(feature = "opus")]
use crate::opus::OpusWriter;
use crate::wav::WavWriter;
use crate::{Dither, EncodeError, Tags, limits, pack, pcm};

/// The kind of file to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// WAV; RF64 where it grows beyond 4 GiB.
    Wav,
    /// AIFF; AIFF-C for floating point. Up to 4 GiB.
    Aiff,
    /// FLAC, 16 or 24 bits.
    Flac,
    /// MP3 at a constant rate. Needs the feature `mp3`.
    Mp3 {
        /// Bit rate, one of the steps of the standard from 32 to 320 kbit/s.
        kbps: u32,
    },
    /// Opus in Ogg, at 48 kHz only. Needs the feature `opus`.
    Opus {
        /// Bit rate aimed at, in kbit/s.
        kbps: u32,
    },
}

/// How samples are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// 16-bit integers.
    Int16,
    /// 24-bit integers.
    #[default]
    Int24,
    /// 32-bit floating point: nothing is rounded or clipped.
    Float32,
}

impl Depth {
    /// Bytes of a sample.
    pub(crate) fn bytes(self) -> u32 {
        match self {
            Self::Int16 => 2,
            Self::Int24 => 3,
            Self::Float32 => 4,
        }
    }
}

/// What to write.
#[derive(Clone, Debug, PartialEq)]
pub struct EncodeSettings {
    /// Kind of file.
    pub format: Format,
    /// Stored samples. MP3 and Opus have none: they ignore this and takes the samples as they are.
    pub depth: Depth,
    /// Frames per second, in Hz; 8 000 to 192 000, less where the format says so.
    pub sample_rate_hz: u32,
    /// Channels, 1 or 2.
    pub channels: usize,
    /// What is done to the error of rounding to integers.
    pub dither: Dither,
    /// Seed of the dither: the same seed gives the same bits.
    pub seed: u64,
    /// Title, artist and the like.
    pub tags: Tags,
    /// A WAV file longer than this becomes RF64, in bytes; 4 GiB at most. Smaller in tests only.
    pub rf64_above_bytes: u64,
}

impl EncodeSettings {
    /// Stereo or mono WAV, 24 bits with dither, without tags.
    #[must_use]
    pub fn new(sample_rate_hz: u32, channels: usize) -> Self {
        Self {
            format: Format::Wav,
            depth: Depth::Int24,
            sample_rate_hz,
            channels,
            dither: Dither::Tpdf,
            seed: 0,
            tags: Tags::new(),
            rf64_above_bytes: u64::from(u32::MAX),
        }
    }
}

/// A finished file.
#[derive(Debug)]
pub struct Written<W> {
    /// The sink, standing at the end of the file.
    pub sink: W,
    /// Length, in frames.
    pub frames: u64,
    /// Samples beyond full scale, cut to it. Always 0 for floating point and MP3.
    pub clipped_samples: u64,
}

/// Streams samples into one file.
#[derive(Debug)]
pub struct Encoder<W: Write + Seek> {
    writer: Writer<W>,
    quantiser: Option<Quantiser>,
    channels: usize,
    frames: u64,
    integers: Vec<i32>,
    bytes: Vec<u8>,
}

#[derive(Debug)]
enum Writer<W: Write + Seek> {
    Wav(WavWriter<W>, Depth),
    Aiff(AiffWriter<W>, Depth),
    Flac(FlacWriter<W>),
    #[cfg(feature = "mp3")]
    Mp3(Mp3Writer<W>),
    #[cfg(feature = "opus")]
    Opus(Box<OpusWriter<W>>),
}

/// Frames converted at once: the buffers stay in the second-level cache.
const CHUNK_FRAMES: usize = 8_192;

impl<W: Write + Seek> Encoder<W> {
    /// Writes the header.
    ///
    /// # Errors
    ///
    /// An [`EncodeError`] when the format cannot hold what is asked for, or the sink refuses.
    pub fn new(sink: W, settings: &EncodeSettings) -> Result<Self, EncodeError> {
        check(settings)?;
        let writer = Writer::new(sink, settings)?;
        let EncodeSettings { sample_rate_hz, channels, depth, .. } = *settings;
        let bits = match (settings.format, depth) {
            (Format::Mp3 { .. } | Format::Opus { .. }, _) | (_, Depth::Float32) => None,
            (_, Depth::Int16) => Some(16),
            (_, Depth::Int24) => Some(24),
        };
        let quantiser =
            bits.map(|bits| Quantiser::new(bits, settings.dither, settings.seed, sample_rate_hz));
        let (integers, bytes) = (Vec::new(), Vec::new());
        Ok(Self { writer, quantiser, channels, frames: 0, integers, bytes })
    }

    /// Appends frames: one slice a channel, all of equal length. How the audio is cut into
    /// calls does not change the file.
    ///
    /// # Errors
    ///
    /// An [`EncodeError`] when the sink refuses, or a sample is not finite.
    pub fn write(&mut self, channels: &[&[f32]]) -> Result<(), EncodeError> {
        let frames = channels.first().map_or(0, |channel| channel.len());
        if channels.len() != self.channels || channels.iter().any(|it| it.len() != frames) {
            let lengths: Vec<_> = channels.iter().map(|channel| channel.len()).collect();
            let found = format!("channels of {lengths:?} frames");
            return Err(EncodeError::Shape { found, expected: self.channels });
        }
        check_finite(channels, self.frames)?;
        for from in (0..frames).step_by(CHUNK_FRAMES) {
            let to = frames.min(from + CHUNK_FRAMES);
            match channels {
                [mono] => self.chunk(&[&mono[from..to]])?,
                [left, right] => self.chunk(&[&left[from..to], &right[from..to]])?,
                _ => unreachable!("the number of channels is checked in `new`"),
            }
        }
        Ok(())
    }

    fn chunk(&mut self, channels: &[&[f32]]) -> Result<(), EncodeError> {
        if let Some(quantiser) = &mut self.quantiser {
            quantiser.quantise(channels, &mut self.integers);
        }
        match &mut self.writer {
            Writer::Wav(writer, depth) => {
                pack(*depth, false, channels, &self.integers, &mut self.bytes);
                writer.write(&self.bytes)?;
            }
            Writer::Aiff(writer, depth) => {
                pack(*depth, true, channels, &self.integers, &mut self.bytes);
                writer.write(&self.bytes)?;
            }
            Writer::Flac(writer) => writer.write(&self.integers)?,
            #[cfg(feature = "mp3")]
            Writer::Mp3(writer) => writer.write(channels)?,
            #[cfg(feature = "opus")]
            Writer::Opus(writer) => writer.write(channels)?,
        }
        self.frames += channels[0].len() as u64;
        Ok(())
    }

    /// Frames written so far.
    #[must_use]
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// Samples cut to full scale so far.
    #[must_use]
    pub fn clipped_samples(&self) -> u64 {
        self.quantiser.as_ref().map_or(0, Quantiser::clipped_samples)
    }

    /// Completes the file and gives the sink back.
    ///
    /// # Errors
    ///
    /// An [`EncodeError`] when the sink refuses.
    pub fn finish(self) -> Result<Written<W>, EncodeError> {
        let (frames, clipped_samples) = (self.frames, self.clipped_samples());
        let sink = match self.writer {
            Writer::Wav(writer, _) => writer.finish()?,
            Writer::Aiff(writer, _) => writer.finish()?,
            Writer::Flac(writer) => writer.finish()?,
            #[cfg(feature = "mp3")]
            Writer::Mp3(writer) => writer.finish()?,
            #[cfg(feature = "opus")]
            Writer::Opus(writer) => writer.finish()?,
        };
        Ok(Written { sink, frames, clipped_samples })
    }
}

impl<W: Write + Seek> Writer<W> {
    fn new(sink: W, settings: &EncodeSettings) -> Result<Self, EncodeError> {
        let EncodeSettings { sample_rate_hz, channels, depth, tags, .. } = settings;
        let (rate, channels, depth) = (*sample_rate_hz, *channels, *depth);
        Ok(match settings.format {
            Format::Wav => {
                let long = settings.rf64_above_bytes;
                Self::Wav(WavWriter::new(sink, rate, channels, depth, tags, long)?, depth)
            }
            Format::Aiff => Self::Aiff(AiffWriter::new(sink, rate, channels, depth, tags)?, depth),
            Format::Flac if depth == Depth::Float32 => {
                return Err(EncodeError::Unsupported {
                    format: "FLAC",
                    found: "floating point".into(),
                    hint: "choose 16 or 24 bits, or WAV",
                });
            }
            Format::Flac => {
                Self::Flac(FlacWriter::new(sink, rate, channels, depth.bytes() * 8, tags)?)
            }
            #[cfg(feature = "mp3")]
            Format::Mp3 { kbps } => Self::Mp3(Mp3Writer::new(sink, rate, channels, kbps, tags)?),
            #[cfg(not(feature = "mp3"))]
            Format::Mp3 { .. } => return Err(absent("MP3")),
            #[cfg(feature = "opus")]
            Format::Opus { kbps } => {
                Self::Opus(Box::new(OpusWriter::new(sink, rate, channels, kbps, tags)?))
            }
            #[cfg(not(feature = "opus"))]
            Format::Opus { .. } => return Err(absent("Opus")),
        })
    }
}

/// Stores either the integers or, for floating point, the samples themselves.
fn pack(
    depth: Depth,
    big_endian: bool,
    channels: &[&[f32]],
    integers: &[i32],
    bytes: &mut Vec<u8>,
) {
    match depth {
        Depth::Int16 => pack::int16(integers, big_endian, bytes),
        Depth::Int24 => pack::int24(integers, big_endian, bytes),
        Depth::Float32 => pack::float32(channels, big_endian, bytes),
    }
}

/// Limits that hold for every format.
fn check(settings: &EncodeSettings) -> Result<(), EncodeError> {
    check_limits(settings.format.name(), settings.sample_rate_hz, settings.channels)
}

/// The same by its parts.
pub(crate) fn check_limits(
    format: &'static str,
    sample_rate_hz: u32,
    channels: usize,
) -> Result<(), EncodeError> {
    let unsupported = |found, hint| Err(EncodeError::Unsupported { format, found, hint });
    if !(1..=limits::CHANNELS_MAX).contains(&channels) {
        return unsupported(format!("{channels} channels"), "write 1 or 2 channels");
    }
    let rates = limits::SAMPLE_RATE_HZ_MIN..=limits::SAMPLE_RATE_HZ_MAX;
    if !rates.contains(&sample_rate_hz) {
        let found = format!("a sample rate of {sample_rate_hz} Hz");
        return unsupported(found, "choose 8000 to 192000 Hz");
    }
    Ok(())
}

/// Refuses NaN and infinities in what follows `frames` frames.
pub(crate) fn check_finite(channels: &[&[f32]], frames: u64) -> Result<(), EncodeError> {
    for (channel, samples) in channels.iter().enumerate() {
        if let Some(at) = pcm::first_not_finite(samples) {
            return Err(EncodeError::NotFinite { frame: frames + at as u64, channel });
        }
    }
    Ok(())
}

#[cfg(not(all(feature = "mp3", feature = "opus")))]
fn absent(format: &'static str) -> EncodeError {
    EncodeError::Unsupported {
        format,
        found: "anything: this program was built without it".into(),
        hint: "build it with its feature (`mp3`, `opus`), or choose WAV or FLAC",
    }
}

impl Format {
    /// The name as printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wav => "WAV",
            Self::Aiff => "AIFF",
            Self::Flac => "FLAC",
            Self::Mp3 { .. } => "MP3",
            Self::Opus { .. } => "Opus",
        }
    }

    /// The usual ending of the file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Wav => "wav",
            Self::Aiff => "aiff",
            Self::Flac => "flac",
            Self::Mp3 { .. } => "mp3",
            Self::Opus { .. } => "opus",
        }
    }
}
