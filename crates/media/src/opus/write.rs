//! Streaming Opus writer: packets of 20 ms.

use std::fmt;
use std::io::Write;

use ogg::{PacketWriteEndInfo, PacketWriter};
use opus_rs::{Application, OpusEncoder};

use super::{Head, RATE_HZ, comment_bytes};
use crate::{EncodeError, Tags};

/// Frames of a packet.
const PACKET_FRAMES: usize = 960;

/// The encoder's look-ahead, in frames: decoders cut it off (libopus, `OPUS_GET_LOOKAHEAD`).
const PRE_SKIP: u16 = 312;

/// Packets of a page: one second, so that players find their way.
const PAGE_PACKETS: u64 = 50;

/// Longest packet, in bytes.
const PACKET_BYTES_MAX: usize = 1_276;

/// The number of the stream in its file. There is one, and the same file comes out every time.
const SERIAL: u32 = 1;

const NAME: &str = "Opus";

/// Writes samples into an Ogg Opus file.
pub(crate) struct OpusWriter<W: Write> {
    pages: PacketWriter<'static, W>,
    encoder: OpusEncoder,
    channels: usize,
    /// Interleaved frames that do not fill a packet yet.
    waiting: Vec<f32>,
    /// Frames taken.
    frames: u64,
    packets: u64,
    /// The last packet, which must be known to be the last when it is written.
    held: Option<Vec<u8>>,
}

impl<W: Write> fmt::Debug for OpusWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpusWriter").field("frames", &self.frames).finish_non_exhaustive()
    }
}

impl<W: Write> OpusWriter<W> {
    pub(crate) fn new(
        sink: W,
        sample_rate_hz: u32,
        channels: usize,
        kbps: u32,
        tags: &Tags,
    ) -> Result<Self, EncodeError> {
        let unsupported = |found, hint| EncodeError::Unsupported { format: NAME, found, hint };
        if sample_rate_hz != RATE_HZ {
            let found = format!("a sample rate of {sample_rate_hz} Hz");
            return Err(unsupported(found, "resample it to 48000 Hz"));
        }
        let most = 256 * channels as u32;
        if !(16..=most).contains(&kbps) {
            return Err(unsupported(format!("{kbps} kbit/s"), "choose 16 to 256 a channel"));
        }
        let mut encoder =
            OpusEncoder::new(RATE_HZ as i32, channels, Application::Audio).map_err(worded)?;
        encoder.bitrate_bps = kbps as i32 * 1_000;
        encoder.complexity = 10;
        let mut pages = PacketWriter::new(sink);
        let head = Head { channels, pre_skip: PRE_SKIP, gain_q8: 0 };
        pages.write_packet(head.bytes(), SERIAL, PacketWriteEndInfo::EndPage, 0)?;
        pages.write_packet(comment_bytes(tags), SERIAL, PacketWriteEndInfo::EndPage, 0)?;
        Ok(Self {
            pages,
            encoder,
            channels,
            waiting: Vec::with_capacity(2 * PACKET_FRAMES * channels),
            frames: 0,
            packets: 0,
            held: None,
        })
    }

    /// Appends frames.
    pub(crate) fn write(&mut self, channels: &[&[f32]]) -> Result<(), EncodeError> {
        let frames = channels[0].len();
        self.frames += frames as u64;
        for frame in 0..frames {
            self.waiting.extend(channels.iter().map(|channel| channel[frame]));
            if self.waiting.len() == PACKET_FRAMES * self.channels {
                self.encode()?;
            }
        }
        Ok(())
    }

    /// Codes what waits, which is a whole packet, and writes the packet before it.
    fn encode(&mut self) -> Result<(), EncodeError> {
        let mut packet = vec![0; PACKET_BYTES_MAX];
        let bytes =
            self.encoder.encode(&self.waiting, PACKET_FRAMES, &mut packet).map_err(worded)?;
        packet.truncate(bytes);
        self.waiting.clear();
        if let Some(before) = self.held.replace(packet) {
            self.packets += 1;
            let end = match self.packets % PAGE_PACKETS {
                0 => PacketWriteEndInfo::EndPage,
                _ => PacketWriteEndInfo::NormalPacket,
            };
            self.pages.write_packet(before, SERIAL, end, self.packets * PACKET_FRAMES as u64)?;
        }
        Ok(())
    }

    /// Flushes the last frames; the position of the last page says where the sound ends.
    pub(crate) fn finish(mut self) -> Result<W, EncodeError> {
        let end = u64::from(PRE_SKIP) + self.frames;
        while (self.packets + u64::from(self.held.is_some())) * (PACKET_FRAMES as u64) < end {
            self.waiting.resize(PACKET_FRAMES * self.channels, 0.0);
            self.encode()?;
        }
        let last = self.held.take().unwrap_or_default();
        self.pages.write_packet(last, SERIAL, PacketWriteEndInfo::EndStream, end)?;
        let mut sink = self.pages.into_inner();
        sink.flush()?;
        Ok(sink)
    }
}

fn worded(reason: &'static str) -> EncodeError {
    EncodeError::Codec { format: NAME, reason: reason.to_owned() }
}
