//! Streaming Opus reader.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};

use ogg::{OggReadError, PacketReader};
use opus_rs::OpusDecoder;

use super::{Head, PACKET_FRAMES_MAX, RATE_HZ, packet_frames, read_comments};
use crate::coded::guarded;
use crate::input::Source;
use crate::{Codec, DecodeError, Info, Warning};

/// Reads Opus in Ogg.
pub(crate) struct OpusReader {
    /// `None` only after a rewind that failed.
    packets: Option<PacketReader<Source>>,
    decoder: Box<OpusDecoder>,
    serial: u32,
    head: Head,
    /// Length after the cut at the start, where the last page tells it.
    length: Option<u64>,
    /// Interleaved samples of the current packet.
    decoded: Vec<f32>,
    /// Frames of it already handed out, and those that it holds.
    taken: usize,
    held: usize,
    /// Frames still to be cut at the start.
    skip: usize,
    /// Frames handed out or ready.
    frames: u64,
    concealed_frames: u64,
}

impl fmt::Debug for OpusReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpusReader").field("head", &self.head).finish_non_exhaustive()
    }
}

/// Bytes at the end of a file in which the last page is looked for: the longest page there is.
const LAST_PAGE_BYTES: u64 = 65_307;

impl OpusReader {
    pub(crate) fn open(mut source: Source) -> Result<(Self, Info), DecodeError> {
        let end = last_position(&mut source)?;
        source.rewind()?;
        let mut packets = PacketReader::new(source);
        let first = next(&mut packets)?.ok_or(DecodeError::NoFrames)?;
        let head = Head::parse(&first.data)?;
        let serial = first.stream_serial();
        let tags = next(&mut packets)?.map(|packet| read_comments(&packet.data));
        let length = end.map(|end| end.saturating_sub(u64::from(head.pre_skip)));
        let info = Info {
            codec: Codec::Opus,
            sample_rate_hz: RATE_HZ,
            channels: head.channels,
            bits: None,
            float: false,
            frames: length,
            delay_frames: u32::from(head.pre_skip),
            tags: tags.unwrap_or_default(),
            warnings: Vec::new(),
            bext: None,
        }
        .check()?;
        let mut reader = Self {
            packets: Some(packets),
            decoder: decoder(head.channels)?,
            serial,
            head,
            length,
            decoded: vec![0.0; PACKET_FRAMES_MAX * head.channels],
            taken: 0,
            held: 0,
            skip: usize::from(head.pre_skip),
            frames: 0,
            concealed_frames: 0,
        };
        if !reader.refill()? {
            return Err(DecodeError::NoFrames);
        }
        Ok((reader, info))
    }

    /// Fills the slices (of equal length) as far as the stream goes. Returns the frames written.
    pub(crate) fn read(&mut self, out: &mut [&mut [f32]]) -> Result<usize, DecodeError> {
        let wanted = out[0].len();
        let mut done = 0;
        while done < wanted {
            if self.taken == self.held && !self.refill()? {
                break;
            }
            let frames = (self.held - self.taken).min(wanted - done);
            let channels = self.head.channels;
            for (channel, to) in out.iter_mut().enumerate() {
                let from = self.decoded[self.taken * channels..].chunks_exact(channels);
                for (y, frame) in to[done..done + frames].iter_mut().zip(from) {
                    *y = frame[channel];
                }
            }
            self.taken += frames;
            done += frames;
        }
        Ok(done)
    }

    /// Oddities met so far, at the end of the stream.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = Warning> {
        let cut = self
            .length
            .filter(|length| *length > self.frames)
            .map(|length| Warning::Truncated { claimed_frames: length, found_frames: self.frames });
        let concealed = (self.concealed_frames > 0)
            .then_some(Warning::Concealed { frames: self.concealed_frames });
        cut.into_iter().chain(concealed)
    }

    /// Back to the first frame.
    pub(crate) fn rewind(&mut self) -> Result<(), DecodeError> {
        let lost = || DecodeError::Io(io::Error::other("an earlier rewind failed"));
        let mut source = self.packets.take().ok_or_else(lost)?.into_inner();
        source.rewind()?;
        let mut packets = PacketReader::new(source);
        for _ in 0..2 {
            next(&mut packets)?;
        }
        self.packets = Some(packets);
        self.decoder = decoder(self.head.channels)?;
        (self.taken, self.held, self.frames, self.concealed_frames) = (0, 0, 0, 0);
        self.skip = usize::from(self.head.pre_skip);
        Ok(())
    }

    fn refill(&mut self) -> Result<bool, DecodeError> {
        let frame = self.frames;
        guarded(frame, || self.try_refill())
    }

    /// Decodes packets until there are frames to hand out. `false` at the end.
    fn try_refill(&mut self) -> Result<bool, DecodeError> {
        (self.taken, self.held) = (0, 0);
        loop {
            let left = self.length.map_or(u64::MAX, |length| length - self.frames.min(length));
            let Some(packets) = self.packets.as_mut().filter(|_| left > 0) else {
                return Ok(false);
            };
            let Some(packet) = next(packets)? else { return Ok(false) };
            if packet.stream_serial() != self.serial {
                continue;
            }
            let Some(frames) = packet_frames(&packet.data) else { continue };
            self.decode(&packet.data, frames);
            let cut = self.skip.min(frames);
            self.skip -= cut;
            self.taken = cut;
            self.held = frames.min(cut + usize::try_from(left).unwrap_or(usize::MAX));
            if self.taken < self.held {
                self.frames += (self.held - self.taken) as u64;
                return Ok(true);
            }
        }
    }

    fn decode(&mut self, packet: &[u8], frames: usize) {
        let out = &mut self.decoded[..frames * self.head.channels];
        if self.decoder.decode(packet, frames, out).is_err() {
            out.fill(0.0);
            self.concealed_frames += frames as u64;
        }
        if self.head.gain_q8 != 0 {
            let gain_db = f64::from(self.head.gain_q8) / 256.0;
            let gain = libm::pow(10.0, gain_db / 20.0) as f32;
            out.iter_mut().for_each(|sample| *sample *= gain);
        }
    }
}

fn decoder(channels: usize) -> Result<Box<OpusDecoder>, DecodeError> {
    let damaged = |reason: &str| DecodeError::Damaged { frame: 0, reason: reason.to_owned() };
    OpusDecoder::new(RATE_HZ as i32, channels).map(Box::new).map_err(damaged)
}

/// The next packet; none at the end, also where the file is cut short.
fn next(packets: &mut PacketReader<Source>) -> Result<Option<ogg::Packet>, DecodeError> {
    match packets.read_packet() {
        Ok(packet) => Ok(packet),
        Err(OggReadError::ReadError(error)) if error.kind() != io::ErrorKind::UnexpectedEof => {
            Err(error.into())
        }
        Err(OggReadError::ReadError(_)) => Ok(None),
        Err(error) => Err(DecodeError::Damaged { frame: 0, reason: error.to_string() }),
    }
}

/// The position that the last page names, in frames at 48 kHz.
fn last_position(source: &mut Source) -> Result<Option<u64>, DecodeError> {
    let from = source.len().saturating_sub(LAST_PAGE_BYTES);
    source.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    source.take(LAST_PAGE_BYTES).read_to_end(&mut tail)?;
    let at = tail.windows(4).rposition(|bytes| bytes == b"OggS");
    let position = at.and_then(|at| tail.get(at + 6..at + 14)).and_then(|it| it.first_chunk::<8>());
    // All ones: no packet ends on that page.
    Ok(position.map(|bytes| u64::from_le_bytes(*bytes)).filter(|position| *position != u64::MAX))
}
