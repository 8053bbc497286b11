//! MP3 writer, by LAME.
//!
//! LAME's first frame is a place-holder; once all is encoded it is overwritten with the tag that
//! tells players how much silence to cut at both ends ("gapless").

use std::fmt;
use std::io::{Seek, SeekFrom, Write};

use mp3lame_encoder::{Bitrate, Builder, DualPcm, FlushGap, MonoPcm, Quality};

use crate::tags::id3;
use crate::{EncodeError, Tags};

/// Writes samples into an MP3 file.
pub(crate) struct Mp3Writer<W> {
    sink: W,
    encoder: mp3lame_encoder::Encoder,
    coded: Vec<u8>,
    /// Where LAME's first frame lies in the sink.
    first_frame_at: u64,
}

impl<W> fmt::Debug for Mp3Writer<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mp3Writer").finish_non_exhaustive()
    }
}

/// Room LAME asks for when its last frames are flushed, in bytes.
const FLUSH_BYTES: usize = 7_200;

/// Sample rates of MPEG-1, 2 and 2.5, in Hz.
const SAMPLE_RATES_HZ: [u32; 9] =
    [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

impl<W: Write + Seek> Mp3Writer<W> {
    pub(crate) fn new(
        mut sink: W,
        sample_rate_hz: u32,
        channels: usize,
        kbps: u32,
        tags: &Tags,
    ) -> Result<Self, EncodeError> {
        let encoder = build(sample_rate_hz, channels, kbps)?;
        sink.write_all(&id3::write(tags))?;
        let first_frame_at = sink.stream_position()?;
        Ok(Self { sink, encoder, coded: Vec::new(), first_frame_at })
    }

    /// Appends frames.
    pub(crate) fn write(&mut self, channels: &[&[f32]]) -> Result<(), EncodeError> {
        self.coded.clear();
        self.coded.reserve(mp3lame_encoder::max_required_buffer_size(channels[0].len()));
        match channels {
            [left, right] => self.encoder.encode_to_vec(DualPcm { left, right }, &mut self.coded),
            _ => self.encoder.encode_to_vec(MonoPcm(channels[0]), &mut self.coded),
        }
        .map_err(worded)?;
        Ok(self.sink.write_all(&self.coded)?)
    }

    /// Flushes the last frames and writes the gapless tag.
    pub(crate) fn finish(mut self) -> Result<W, EncodeError> {
        self.coded.clear();
        self.coded.reserve(FLUSH_BYTES);
        self.encoder.flush_to_vec::<FlushGap>(&mut self.coded).map_err(worded)?;
        self.sink.write_all(&self.coded)?;
        let end = self.sink.stream_position()?;
        self.coded.clear();
        self.coded.reserve(self.encoder.lame_tag_size());
        if self.encoder.lame_tag_encode_to_vec(&mut self.coded).is_some() {
            self.sink.seek(SeekFrom::Start(self.first_frame_at))?;
            self.sink.write_all(&self.coded)?;
            self.sink.seek(SeekFrom::Start(end))?;
        }
        self.sink.flush()?;
        Ok(self.sink)
    }
}

fn build(
    sample_rate_hz: u32,
    channels: usize,
    kbps: u32,
) -> Result<mp3lame_encoder::Encoder, EncodeError> {
    let unsupported = |found, hint| EncodeError::Unsupported { format: "MP3", found, hint };
    if !SAMPLE_RATES_HZ.contains(&sample_rate_hz) {
        let found = format!("a sample rate of {sample_rate_hz} Hz");
        return Err(unsupported(found, "choose 44100 or 48000 Hz"));
    }
    let rate = bit_rate(kbps).ok_or_else(|| {
        unsupported(format!("{kbps} kbit/s"), "choose 128, 160, 192, 224, 256 or 320")
    })?;
    let mut builder = Builder::new().ok_or_else(|| worded("out of memory"))?;
    builder.set_sample_rate(sample_rate_hz).map_err(worded)?;
    // Else LAME would lower the rate of the sound to suit a low bit rate.
    builder.set_output_sample_rate(std::num::NonZeroU32::new(sample_rate_hz)).map_err(worded)?;
    builder.set_num_channels(channels as u8).map_err(worded)?;
    builder.set_brate(rate).map_err(worded)?;
    builder.set_quality(Quality::Good).map_err(worded)?;
    builder.set_to_write_vbr_tag(true).map_err(worded)?;
    builder.build().map_err(worded)
}

fn bit_rate(kbps: u32) -> Option<Bitrate> {
    Some(match kbps {
        32 => Bitrate::Kbps32,
        40 => Bitrate::Kbps40,
        48 => Bitrate::Kbps48,
        64 => Bitrate::Kbps64,
        80 => Bitrate::Kbps80,
        96 => Bitrate::Kbps96,
        112 => Bitrate::Kbps112,
        128 => Bitrate::Kbps128,
        160 => Bitrate::Kbps160,
        192 => Bitrate::Kbps192,
        224 => Bitrate::Kbps224,
        256 => Bitrate::Kbps256,
        320 => Bitrate::Kbps320,
        _ => return None,
    })
}

fn worded(error: impl fmt::Display) -> EncodeError {
    EncodeError::Codec { format: "MP3", reason: error.to_string() }
}
