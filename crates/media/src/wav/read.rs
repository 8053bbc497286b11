//! Streaming reader: large reads into one buffer, converted as they are asked for.

use std::io::{Seek, SeekFrom};

use super::header::{self, Header};
use crate::input::Source;
use crate::{Codec, DecodeError, Info};

/// Bytes read at once. Large enough to make system calls free, small enough to stay in the
/// second-level cache until converted, and small for 64 open stems.
const BUFFER_BYTES: usize = 96 * 1024;

/// Reads PCM out of a WAV file.
pub(crate) struct WavReader {
    source: Source,
    header: Header,
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

impl WavReader {
    pub(crate) fn open(mut source: Source) -> Result<(Self, Info), DecodeError> {
        let mut header = header::read(&mut source)?;
        let info = Info {
            codec: Codec::Wav,
            sample_rate_hz: header.sample_rate_hz,
            channels: header.channels,
            bits: Some(header.bits),
            float: header.coding.is_float(),
            frames: Some(header.frames),
            delay_frames: 0,
            tags: std::mem::take(&mut header.tags),
            warnings: std::mem::take(&mut header.warnings),
        }
        .check()?;
        let frame_bytes = header.coding.bytes() * header.channels;
        let buffer = vec![0; BUFFER_BYTES / frame_bytes * frame_bytes].into_boxed_slice();
        let mut reader =
            Self { source, header, frame_bytes, buffer, taken: 0, filled: 0, frames_left: 0 };
        reader.rewind()?;
        Ok((reader, info))
    }

    /// Whether samples can be anything but finite.
    pub(crate) fn is_float(&self) -> bool {
        self.header.coding.is_float()
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
            let frames = ready.min(wanted - done);
            let bytes = frames * self.frame_bytes;
            let from = &self.buffer[self.taken..self.taken + bytes];
            match out {
                [mono] => {
                    self.header.coding.unpack(from, &mut [&mut mono[done..done + frames]]);
                }
                [left, right] => self.header.coding.unpack(
                    from,
                    &mut [&mut left[done..done + frames], &mut right[done..done + frames]],
                ),
                _ => unreachable!("channels are checked when the header is read"),
            }
            self.taken += bytes;
            done += frames;
        }
        Ok(done)
    }

    /// Reads the next buffer. `false` at the end.
    fn refill(&mut self) -> Result<bool, DecodeError> {
        let room = (self.buffer.len() / self.frame_bytes) as u64;
        let bytes = self.frames_left.min(room) as usize * self.frame_bytes;
        let found = self.source.fill(&mut self.buffer[..bytes])?;
        self.taken = 0;
        self.filled = found / self.frame_bytes * self.frame_bytes;
        // A file that shrinks while it is read ends early.
        self.frames_left =
            if found < bytes { 0 } else { self.frames_left - (bytes / self.frame_bytes) as u64 };
        Ok(self.filled > 0)
    }

    /// Back to the first frame.
    pub(crate) fn rewind(&mut self) -> Result<(), DecodeError> {
        self.source.seek(SeekFrom::Start(self.header.data_start))?;
        (self.taken, self.filled) = (0, 0);
        self.frames_left = self.header.frames;
        Ok(())
    }
}
