//! AIFF writer; AIFF-C where samples are floating point.

use std::io::{self, Seek, SeekFrom, Write};

use crate::tags::id3;
use crate::{Depth, EncodeError, Tag, Tags};

/// Writes PCM bytes, big-endian, into an AIFF file.
#[derive(Debug)]
pub(crate) struct AiffWriter<W> {
    sink: W,
    frame_bytes: u64,
    /// Position of the number of frames, relative to the start.
    frames_at: u64,
    /// Position of the length of the sound chunk.
    sound_size_at: u64,
    sound_bytes: u64,
    /// Where the file starts in the sink.
    origin: u64,
}

/// Offset and block size at the start of a sound chunk, both 0, in bytes.
const SOUND_HEAD_BYTES: u64 = 8;

impl<W: Write + Seek> AiffWriter<W> {
    pub(crate) fn new(
        mut sink: W,
        sample_rate_hz: u32,
        channels: usize,
        depth: Depth,
        tags: &Tags,
    ) -> io::Result<Self> {
        let float = depth == Depth::Float32;
        let mut head = b"FORM\0\0\0\0".to_vec();
        head.extend_from_slice(if float { b"AIFC" } else { b"AIFF" });
        if float {
            // The one version of AIFF-C there is.
            chunk(&mut head, b"FVER", &0xa280_5140_u32.to_be_bytes());
        }
        let mut common = (channels as u16).to_be_bytes().to_vec();
        common.extend_from_slice(&[0; 4]);
        common.extend_from_slice(&(depth.bytes() as u16 * 8).to_be_bytes());
        common.extend_from_slice(&extended(sample_rate_hz));
        if float {
            common.extend_from_slice(b"fl32\x0bFloating 32");
        }
        let frames_at = head.len() as u64 + 10;
        chunk(&mut head, b"COMM", &common);
        write_tags(&mut head, tags);
        head.extend_from_slice(b"SSND");
        let sound_size_at = head.len() as u64;
        head.extend_from_slice(&[0; 4 + SOUND_HEAD_BYTES as usize]);
        let origin = sink.stream_position()?;
        sink.write_all(&head)?;
        let frame_bytes = channels as u64 * u64::from(depth.bytes());
        Ok(Self { sink, frame_bytes, frames_at, sound_size_at, sound_bytes: 0, origin })
    }

    /// Appends whole frames.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), EncodeError> {
        let sound_bytes = self.sound_bytes + bytes.len() as u64;
        if self.sound_size_at + sound_bytes + 16 > u64::from(u32::MAX) {
            return Err(EncodeError::Unsupported {
                format: "AIFF",
                found: "more than 4 GiB".into(),
                hint: "write WAV, which becomes RF64",
            });
        }
        self.sound_bytes = sound_bytes;
        Ok(self.sink.write_all(bytes)?)
    }

    /// Fills in the lengths.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        if self.sound_bytes % 2 == 1 {
            self.sink.write_all(&[0])?;
        }
        let sound_size = SOUND_HEAD_BYTES + self.sound_bytes;
        let end = self.sound_size_at + 4 + sound_size + sound_size % 2;
        let frames = self.sound_bytes / self.frame_bytes;
        // `write` keeps all three below 2³².
        for (at, value) in
            [(4, end - 8), (self.frames_at, frames), (self.sound_size_at, sound_size)]
        {
            self.sink.seek(SeekFrom::Start(self.origin + at))?;
            self.sink.write_all(&(value as u32).to_be_bytes())?;
        }
        self.sink.seek(SeekFrom::Start(self.origin + end))?;
        self.sink.flush()?;
        Ok(self.sink)
    }
}

/// An ID3v2 block for all tags; AIFF's own chunks as well where the text is plain ASCII, for
/// their coding is nowhere defined.
fn write_tags(head: &mut Vec<u8>, tags: &Tags) {
    let own = [(Tag::Title, b"NAME"), (Tag::Artist, b"AUTH"), (Tag::Copyright, b"(c) ")];
    for (tag, id) in own {
        if let Some(text) = tags.get(tag).filter(|text| text.is_ascii()) {
            chunk(head, id, text.as_bytes());
        }
    }
    if !tags.is_empty() {
        chunk(head, b"ID3 ", &id3::write(tags));
    }
}

fn chunk(out: &mut Vec<u8>, id: &[u8; 4], body: &[u8]) {
    out.extend_from_slice(id);
    out.extend_from_slice(&(body.len() as u32).to_be_bytes());
    out.extend_from_slice(body);
    out.extend(std::iter::repeat_n(0, body.len() % 2));
}

/// A whole number above 0 as an 80-bit extended float: sign and exponent, then the mantissa
/// with its leading one.
fn extended(value: u32) -> [u8; 10] {
    let shift = value.leading_zeros();
    let exponent = 16_383 + 31 - shift as u16;
    let mantissa = u64::from(value) << (32 + shift);
    let mut bytes = [0; 10];
    bytes[..2].copy_from_slice(&exponent.to_be_bytes());
    bytes[2..].copy_from_slice(&mantissa.to_be_bytes());
    bytes
}
