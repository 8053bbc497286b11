//! Ogg Vorbis writer, by libvorbis.

use std::fmt;
use std::io::Write;
use std::num::{NonZeroU8, NonZeroU32};

use vorbis_rs::{VorbisBitrateManagementStrategy, VorbisEncoderBuilder, VorbisError};

use crate::encode::check_limits;
use crate::{EncodeError, Tags};

/// Streams samples into an Ogg Vorbis file, at a variable rate around the one asked for.
///
/// It is no [`crate::Encoder`]: the library's state may not leave the thread that made it.
pub struct VorbisEncoder<W: Write> {
    encoder: vorbis_rs::VorbisEncoder<W>,
    frames: u64,
}

impl<W: Write> fmt::Debug for VorbisEncoder<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VorbisEncoder").field("frames", &self.frames).finish_non_exhaustive()
    }
}

/// The number of the stream in its file. There is one, and the same file comes out every time.
const SERIAL: i32 = 1;

/// Frames handed over at once; the library slows down on long blocks.
const CHUNK_FRAMES: usize = 4_096;

impl<W: Write> VorbisEncoder<W> {
    /// Writes the header. `kbps` is the rate aimed at, in kbit/s.
    ///
    /// # Errors
    ///
    /// An [`EncodeError`] when the format cannot hold what is asked for, or the sink refuses.
    pub fn new(
        sink: W,
        sample_rate_hz: u32,
        channels: usize,
        kbps: u32,
        tags: &Tags,
    ) -> Result<Self, EncodeError> {
        check_limits(NAME, sample_rate_hz, channels)?;
        let unsupported = |found| EncodeError::Unsupported {
            format: NAME,
            found,
            hint: "choose 64 to 320 kbit/s at 44100 or 48000 Hz",
        };
        let odd = || unsupported(format!("{kbps} kbit/s at {sample_rate_hz} Hz"));
        let rate = NonZeroU32::new(sample_rate_hz).ok_or_else(odd)?;
        let count = u8::try_from(channels).ok().and_then(NonZeroU8::new).ok_or_else(odd)?;
        let target_bitrate = NonZeroU32::new(kbps.saturating_mul(1_000)).ok_or_else(odd)?;
        let mut builder = VorbisEncoderBuilder::new_with_serial(rate, count, sink, SERIAL);
        builder
            .bitrate_management_strategy(VorbisBitrateManagementStrategy::Vbr { target_bitrate });
        for (row, text) in tags.rows() {
            builder.comment_tag(row.vorbis, text).map_err(worded)?;
        }
        let encoder = builder.build().map_err(|error| match error {
            VorbisError::LibraryError(_) => odd(),
            error => worded(error),
        })?;
        Ok(Self { encoder, frames: 0 })
    }

    /// Appends frames: one slice a channel, all of equal length.
    ///
    /// # Errors
    ///
    /// An [`EncodeError`] when the sink refuses, or a sample is not finite.
    pub fn write(&mut self, channels: &[&[f32]]) -> Result<(), EncodeError> {
        crate::encode::check_finite(channels, self.frames)?;
        let frames = channels.first().map_or(0, |channel| channel.len());
        for from in (0..frames).step_by(CHUNK_FRAMES) {
            let to = frames.min(from + CHUNK_FRAMES);
            let part: Vec<&[f32]> = channels.iter().map(|it| &it[from..to]).collect();
            self.encoder.encode_audio_block(part).map_err(worded)?;
        }
        self.frames += frames as u64;
        Ok(())
    }

    /// Completes the file and gives the sink back.
    ///
    /// # Errors
    ///
    /// An [`EncodeError`] when the sink refuses.
    pub fn finish(self) -> Result<W, EncodeError> {
        self.encoder.finish().map_err(worded)
    }
}

const NAME: &str = "Ogg Vorbis";

fn worded(error: VorbisError) -> EncodeError {
    match error {
        VorbisError::Io(error) => error.into(),
        error => EncodeError::Codec { format: NAME, reason: error.to_string() },
    }
}
