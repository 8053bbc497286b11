//! One audio file out of another: in another container, depth, rate or coding, block by block.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use dsp::time::{Resampler, ResamplerTable};
use media::{Decoder, EncodeError, EncodeSettings, Encoder, Format};
use recipe::{FileFormat, FileKind};

use crate::errors::{Code, Fault, output_words, unreadable, unwritable};
use crate::stop;

/// Frames read at once.
const BLOCK_FRAMES: usize = 8_192;

/// A file to be made.
#[derive(Debug)]
pub(super) struct Target<'a> {
    pub(super) path: &'a Path,
    /// Its name in faults.
    pub(super) name: &'a str,
    pub(super) kind: FileKind,
    /// Rate, depth, dither and tags; the format is that of `kind`.
    pub(super) settings: EncodeSettings,
    /// What samples are multiplied by on the way.
    pub(super) gain: f32,
}

/// Whether this program can write such a file.
pub(crate) fn can_write(format: FileFormat) -> bool {
    match format {
        FileFormat::Wav | FileFormat::Flac | FileFormat::Aiff => true,
        FileFormat::Mp3 => cfg!(feature = "mp3"),
        FileFormat::Ogg => cfg!(feature = "vorbis"),
        FileFormat::Opus => cfg!(feature = "opus"),
    }
}

/// Writes what is left in `from` to the target.
pub(super) fn transcode(from: &mut Decoder, target: &Target<'_>) -> Result<(), Fault> {
    let fault = |error: &EncodeError| Fault::worded(Code::Output, &unwritable(target.name, error));
    let (rate_hz, channels) = (from.info().sample_rate_hz, from.info().channels);
    let mut resampler = match target.settings.sample_rate_hz {
        same if same == rate_hz => None,
        other => Some(
            ResamplerTable::new(rate_hz, other)
                .and_then(|table| Resampler::new(table, channels))
                .map_err(|error| Fault::new(Code::Internal, error.to_string(), ""))?,
        ),
    };
    let mut writer = Writer::create(target).map_err(|error| match error {
        EncodeError::Io(error) => Fault::worded(Code::Output, &output_words(target.name, &error)),
        error => fault(&error),
    })?;
    let mut block = vec![vec![0.0; BLOCK_FRAMES]; channels];
    let mut resampled = vec![Vec::new(); channels];
    loop {
        stop::check()?;
        let got =
            from.read(&mut block, BLOCK_FRAMES).map_err(|error| unreadable(target.name, &error))?;
        for sample in block.iter_mut().flat_map(|channel| &mut channel[..got]) {
            *sample *= target.gain;
        }
        match &mut resampler {
            None => writer.write(&slices(&block, got)).map_err(|error| fault(&error))?,
            Some(resampler) => {
                resampled.iter_mut().for_each(Vec::clear);
                resampler.push(&slices(&block, got), &mut resampled);
                if got < BLOCK_FRAMES {
                    resampler.finish(&mut resampled);
                }
                let frames = resampled[0].len();
                writer.write(&slices(&resampled, frames)).map_err(|error| fault(&error))?;
            }
        }
        if got < BLOCK_FRAMES {
            return writer.finish().map_err(|error| fault(&error));
        }
    }
}

fn slices(channels: &[Vec<f32>], frames: usize) -> Vec<&[f32]> {
    channels.iter().map(|channel| &channel[..frames]).collect()
}

/// Any coder; that of Vorbis may not leave its thread and is therefore no [`Encoder`].
enum Writer {
    Any(Box<Encoder<BufWriter<File>>>),
    #[cfg(feature = "vorbis")]
    Vorbis(Box<media::VorbisEncoder<BufWriter<File>>>),
}

impl Writer {
    fn create(target: &Target<'_>) -> Result<Self, EncodeError> {
        let kbps = target.kind.rate_kbps().unwrap_or_default();
        let format = match target.kind.format {
            FileFormat::Wav => Format::Wav,
            FileFormat::Flac => Format::Flac,
            FileFormat::Aiff => Format::Aiff,
            FileFormat::Mp3 => Format::Mp3 { kbps },
            FileFormat::Opus => Format::Opus { kbps },
            FileFormat::Ogg => return Self::vorbis(target, kbps),
        };
        let settings = EncodeSettings { format, ..target.settings.clone() };
        let file = BufWriter::new(File::create(target.path)?);
        Ok(Self::Any(Box::new(Encoder::new(file, &settings)?)))
    }

    #[cfg(feature = "vorbis")]
    fn vorbis(target: &Target<'_>, kbps: u32) -> Result<Self, EncodeError> {
        let EncodeSettings { sample_rate_hz, channels, tags, .. } = &target.settings;
        let file = BufWriter::new(File::create(target.path)?);
        let encoder = media::VorbisEncoder::new(file, *sample_rate_hz, *channels, kbps, tags)?;
        Ok(Self::Vorbis(Box::new(encoder)))
    }

    #[cfg(not(feature = "vorbis"))]
    fn vorbis(_: &Target<'_>, _: u32) -> Result<Self, EncodeError> {
        Err(EncodeError::Unsupported {
            format: "Ogg Vorbis",
            found: "anything: this program was built without it".into(),
            hint: "build it with the feature `vorbis`",
        })
    }

    fn write(&mut self, channels: &[&[f32]]) -> Result<(), EncodeError> {
        match self {
            Self::Any(encoder) => encoder.write(channels),
            #[cfg(feature = "vorbis")]
            Self::Vorbis(encoder) => encoder.write(channels),
        }
    }

    fn finish(self) -> Result<(), EncodeError> {
        let mut sink = match self {
            Self::Any(encoder) => encoder.finish()?.sink,
            #[cfg(feature = "vorbis")]
            Self::Vorbis(encoder) => encoder.finish()?,
        };
        // Dropping the buffer would swallow what the disk says to its last bytes.
        Ok(sink.flush()?)
    }
}
