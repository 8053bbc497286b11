//! Streaming reader of PCM: large reads into one buffer, converted as they are asked for.

use std::io::{Seek, SeekFrom};

use super::Coding;
use crate::input::Source;
use crate::{Bext, Codec, DecodeError, Info, Tags, Warning};

/// Bytes read at once. Large enough to make system calls free, small enough to stay in the
/// second-level cache until converted, and small for 64 open stems.
const BUFFER_BYTES: usize = 96 * 1024;

/// What a header says about the PCM in its file. The number of channels is checked already.
#[derive(Debug)]
pub(crate) struct PcmStream {
    pub(crate) codec: Codec,
    pub(crate) coding: Coding,
    pub(crate) channels: usize,
    pub(crate) sample_rate_hz: u32,
    /// Bits that carry the signal; stored left-justified in the bytes of `coding`.
    pub(crate) bits: u32,
    /// Where the first sample lies, in bytes from the start of the file.
    pub(crate) data_start: u64,
    /// Whole frames that are there.
    pub(crate) frames: u64,
    pub(crate) tags: Tags,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) bext: Option<Bext>,
}

/// Reads PCM out of a file.
pub(crate) struct PcmReader {
    source: Source,
    coding: Coding,
    data_start: u64,
    frames: u64,
    /// Bytes of one frame.
    frame_bytes: usize,
    buffer: Box<[u8]>,
    /// Bytes of the buffer already handed out.
    taken: usize,
    /// Bytes of the buffer that are valid.
    filled: usize,
    /// Frames not yet read from the source.
    frames_left: u64,
}

impl PcmReader {
    pub(crate) fn new(source: Source, stream: PcmStream) -> Result<(Self, Info), DecodeError> {
        let PcmStream { coding, data_start, frames, .. } = stream;
        let info = Info {
            codec: stream.codec,
            sample_rate_hz: stream.sample_rate_hz,
            channels: stream.channels,
            bits: Some(stream.bits),
            float: coding.sample.is_float(),
            frames: Some(frames),
            delay_frames: 0,
            tags: stream.tags,
            warnings: stream.warnings,
            bext: stream.bext,
        }
        .check()?;
        let frame_bytes = coding.sample.bytes() * info.channels;
        let buffer = vec![0; BUFFER_BYTES / frame_bytes * frame_bytes].into_boxed_slice();
        let (taken, filled, frames_left) = (0, 0, 0);
        let mut reader = Self {
            source,
            coding,
            data_start,
            frames,
            frame_bytes,
            buffer,
            taken,
            filled,
            frames_left,
        };
        reader.rewind()?;
        Ok((reader, info))
    }

    /// Whether samples can be anything but finite.
    pub(crate) fn is_float(&self) -> bool {
        self.coding.sample.is_float()
    }

    /// Fills the slices (of equal length) as far as the file goes. Returns the frames written.
    pub(crate) fn read(&mut self, out: &mut [&mut [f32]]) -> Result<usize, DecodeError> {
        let wanted = out[0].len();
        let mut done = 0;
        while done < wanted {
            if self.taken == self.filled && !self.refill()? {
                break;
            }
            let ready = (self.filled - self.taken) / self.frame_bytes;
            let to = done + ready.min(wanted - done);
            let bytes = (to - done) * self.frame_bytes;
            let from = &self.buffer[self.taken..self.taken + bytes];
            match out {
                [mono] => self.coding.unpack(from, &mut [&mut mono[done..to]]),
                [left, right] => {
                    self.coding.unpack(from, &mut [&mut left[done..to], &mut right[done..to]]);
                }
                _ => unreachable!("channels are checked when the header is read"),
            }
            self.taken += bytes;
            done = to;
        }
        Ok(done)
    }

    /// Reads the next buffer. `false` at the end.
    fn refill(&mut self) -> Result<bool, DecodeError> {
        let room = (self.buffer.len() / self.frame_bytes) as u64;
        let frames = self.frames_left.min(room);
        let bytes = frames as usize * self.frame_bytes;
        let found = self.source.fill(&mut self.buffer[..bytes])?;
        self.taken = 0;
        self.filled = found / self.frame_bytes * self.frame_bytes;
        // A file that shrinks while it is read ends early.
        self.frames_left = if found < bytes { 0 } else { self.frames_left - frames };
        Ok(self.filled > 0)
    }

    /// Back to the first frame.
    pub(crate) fn rewind(&mut self) -> Result<(), DecodeError> {
        self.source.seek(SeekFrom::Start(self.data_start))?;
        (self.taken, self.filled) = (0, 0);
        self.frames_left = self.frames;
        Ok(())
    }
}

/// The whole frames in `found` bytes, and what is odd about them.
///
/// `claimed_frames` is what the header says; `None` when the length was never filled in.
pub(crate) fn frames_in(
    found_bytes: u64,
    frame_bytes: u64,
    claimed_frames: Option<u64>,
) -> (u64, Vec<Warning>) {
    let there = found_bytes / frame_bytes;
    let partial = found_bytes % frame_bytes;
    let found_frames = there.min(claimed_frames.unwrap_or(there));
    let mut warnings = Vec::new();
    match claimed_frames {
        None => warnings.push(Warning::Unfinished { found_frames }),
        Some(claimed_frames) if claimed_frames > there => {
            warnings.push(Warning::Truncated { claimed_frames, found_frames });
        }
        Some(claimed_frames) if claimed_frames == there && partial > 0 => {
            warnings.push(Warning::PartialFrame { bytes: partial });
        }
        Some(_) => {}
    }
    (found_frames, warnings)
}
