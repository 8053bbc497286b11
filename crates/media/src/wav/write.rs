//! Streaming writer. A `JUNK` chunk is kept free behind the top, and becomes `ds64` when the
//! file has outgrown 32-bit lengths (EBU Tech 3306, section 4).

use std::io::{self, Seek, SeekFrom, Write};

use super::{SIZE_ELSEWHERE, tag};
use crate::tags::{id3, info_list};
use crate::{Depth, Tag, Tags};

/// Body of the `ds64` chunk, in bytes: three lengths and an empty table.
const DS64_BYTES: u32 = 28;

/// Writes PCM bytes, little-endian, into a WAV or RF64 file.
#[derive(Debug)]
pub(crate) struct WavWriter<W> {
    sink: W,
    frame_bytes: u64,
    /// Position of the data chunk's length, relative to the start.
    data_size_at: u64,
    /// Position of the length in the `fact` chunk.
    fact_at: Option<u64>,
    data_bytes: u64,
    /// A file longer than this becomes RF64.
    rf64_above_bytes: u64,
    /// Where the file starts in the sink.
    origin: u64,
}

impl<W: Write + Seek> WavWriter<W> {
    pub(crate) fn new(
        mut sink: W,
        sample_rate_hz: u32,
        channels: usize,
        depth: Depth,
        tags: &Tags,
        rf64_above_bytes: u64,
    ) -> io::Result<Self> {
        let frame_bytes = channels as u32 * depth.bytes();
        let mut head = b"RIFF\xff\xff\xff\xffWAVEJUNK".to_vec();
        head.extend_from_slice(&DS64_BYTES.to_le_bytes());
        head.extend_from_slice(&[0; DS64_BYTES as usize]);
        let float = depth == Depth::Float32;
        head.extend_from_slice(b"fmt ");
        head.extend_from_slice(&(if float { 18_u32 } else { 16 }).to_le_bytes());
        head.extend_from_slice(&(if float { tag::FLOAT } else { tag::PCM }).to_le_bytes());
        head.extend_from_slice(&(channels as u16).to_le_bytes());
        head.extend_from_slice(&sample_rate_hz.to_le_bytes());
        head.extend_from_slice(&(sample_rate_hz * frame_bytes).to_le_bytes());
        head.extend_from_slice(&(frame_bytes as u16).to_le_bytes());
        head.extend_from_slice(&(depth.bytes() as u16 * 8).to_le_bytes());
        let mut fact_at = None;
        if float {
            // No extension, and the length in frames that all but PCM must state.
            head.extend_from_slice(&[0, 0]);
            head.extend_from_slice(b"fact\x04\0\0\0");
            fact_at = Some(head.len() as u64);
            head.extend_from_slice(&[0; 4]);
        }
        // Only what is delivered says where it comes from: what is between two passes has no tags.
        if !tags.is_empty() {
            head.extend_from_slice(&super::bext::chunk(tags, sample_rate_hz, channels, depth));
        }
        write_tags(&mut head, tags);
        head.extend_from_slice(b"data\xff\xff\xff\xff");
        let origin = sink.stream_position()?;
        sink.write_all(&head)?;
        Ok(Self {
            sink,
            frame_bytes: u64::from(frame_bytes),
            data_size_at: head.len() as u64 - 4,
            fact_at,
            data_bytes: 0,
            rf64_above_bytes: rf64_above_bytes.min(u64::from(SIZE_ELSEWHERE) - 1),
            origin,
        })
    }

    /// Appends whole frames.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.data_bytes += bytes.len() as u64;
        self.sink.write_all(bytes)
    }

    /// Fills in the lengths.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        if self.data_bytes % 2 == 1 {
            self.sink.write_all(&[0])?;
        }
        let end = self.data_size_at + 4 + self.data_bytes + self.data_bytes % 2;
        let (riff_bytes, frames) = (end - 8, self.data_bytes / self.frame_bytes);
        if end > self.rf64_above_bytes {
            self.patch(0, b"RF64\xff\xff\xff\xff")?;
            let mut ds64 = b"ds64".to_vec();
            ds64.extend_from_slice(&DS64_BYTES.to_le_bytes());
            for length in [riff_bytes, self.data_bytes, frames] {
                ds64.extend_from_slice(&length.to_le_bytes());
            }
            self.patch(12, &ds64)?;
        } else {
            self.patch(4, &(riff_bytes as u32).to_le_bytes())?;
            self.patch(self.data_size_at, &(self.data_bytes as u32).to_le_bytes())?;
        }
        if let Some(at) = self.fact_at {
            let short = u32::try_from(frames).unwrap_or(SIZE_ELSEWHERE);
            self.patch(at, &short.to_le_bytes())?;
        }
        self.sink.seek(SeekFrom::Start(self.origin + end))?;
        self.sink.flush()?;
        Ok(self.sink)
    }

    fn patch(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.sink.seek(SeekFrom::Start(self.origin + at))?;
        self.sink.write_all(bytes)
    }
}

/// A `LIST` of kind `INFO`; an ID3v2 block as well for what such a list has no name for.
fn write_tags(head: &mut Vec<u8>, tags: &Tags) {
    head.extend_from_slice(&info_list::write(tags));
    if tags.get(Tag::Isrc).is_some() || tags.get(Tag::AlbumArtist).is_some() {
        let block = id3::write(tags);
        head.extend_from_slice(b"id3 ");
        head.extend_from_slice(&(block.len() as u32).to_le_bytes());
        head.extend_from_slice(&block);
        head.extend(std::iter::repeat_n(0, block.len() % 2));
    }
}
