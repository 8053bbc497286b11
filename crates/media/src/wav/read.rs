//! The walk over the chunks of a RIFF, RF64 or BW64 file.
//!
//! Lenient where the meaning is clear (chunks in any order, unknown chunks, unpadded odd chunks,
//! lengths that were never filled in, a file cut short), strict where it is not.

use super::{SIZE_ELSEWHERE, tag};
use crate::chunks::{self, Chunk};
use crate::input::Source;
use crate::pcm::{Coding, Order, PcmReader, PcmStream, Sample, frames_in};
use crate::tags::{id3, info_list};
use crate::{Bext, Codec, DecodeError, Info, Tags, limits};

/// The `fmt ` chunk.
#[derive(Clone, Copy, Debug)]
struct Format {
    coding: Coding,
    channels: usize,
    sample_rate_hz: u32,
    bits: u32,
}

/// The `data` chunk, as claimed and as found.
#[derive(Clone, Copy, Debug)]
struct Data {
    start: u64,
    /// `None`: the length was never filled in.
    claimed_bytes: Option<u64>,
    found_bytes: u64,
}

/// What the walk collects.
#[derive(Debug, Default)]
struct Walk {
    format: Option<Format>,
    data: Option<Data>,
    /// Length of the data chunk out of `ds64`.
    long_data_bytes: Option<u64>,
    riff_bytes: u32,
    tags: Tags,
    bext: Option<Bext>,
}

fn damaged(found: impl Into<String>, expected: impl Into<String>) -> DecodeError {
    DecodeError::Header { container: "WAV", found: found.into(), expected: expected.into() }
}

/// Reads the header; `source` stands at the start of the file.
pub(crate) fn open(mut source: Source) -> Result<(PcmReader, Info), DecodeError> {
    let mut top = [0; 12];
    if source.fill(&mut top)? < top.len() || &top[8..] != b"WAVE" {
        return Err(damaged("a file that ends in its first 12 bytes", "RIFF … WAVE"));
    }
    if &top[..4] == b"RIFX" {
        return Err(DecodeError::Unsupported {
            found: "a big-endian WAV file (RIFX)".into(),
            hint: "export it as WAV, AIFF or FLAC",
        });
    }
    let mut walk = Walk { riff_bytes: le32(&top[4..]), ..Walk::default() };
    let mut at = 12;
    for _ in 0..limits::CHUNKS_MAX {
        let Some(chunk) = Chunk::at(&mut source, at, Order::Little)? else { break };
        let bytes = walk.take(&mut source, &chunk)?;
        let Some(next) = chunk.next(bytes) else { break };
        at = next;
    }
    PcmReader::new(source, walk.finish()?)
}

impl Walk {
    /// Takes one chunk and says how long its body is.
    fn take(&mut self, source: &mut Source, chunk: &Chunk) -> Result<u64, DecodeError> {
        let bytes = chunk.bytes();
        match &chunk.id {
            b"fmt " if self.format.is_none() => {
                self.format = Some(format(&chunks::body(source, bytes.min(40))?)?);
            }
            b"ds64" => {
                let body = chunks::body(source, bytes.min(16))?;
                self.long_data_bytes = body.get(8..16).map(le64);
            }
            b"data" if self.data.is_none() => {
                let claimed_bytes = self.data_bytes(chunk);
                let found_bytes = claimed_bytes.unwrap_or(chunk.left).min(chunk.left);
                self.data = Some(Data { start: chunk.start, claimed_bytes, found_bytes });
                return Ok(found_bytes);
            }
            b"LIST" if bytes <= limits::TAG_CHUNK_BYTES_MAX => {
                info_list::read(&chunks::body(source, bytes)?, &mut self.tags);
            }
            b"id3 " | b"ID3 " if bytes <= limits::TAG_CHUNK_BYTES_MAX => {
                id3::read(&chunks::body(source, bytes)?, &mut self.tags);
            }
            b"bext" if self.bext.is_none() => {
                self.bext = super::bext::read(&chunks::body(source, bytes.min(1_024))?);
            }
            _ => {}
        }
        Ok(bytes)
    }

    /// The length of the data chunk; `None` when the recorder never filled it in.
    fn data_bytes(&self, chunk: &Chunk) -> Option<u64> {
        match (chunk.claimed, self.long_data_bytes) {
            (SIZE_ELSEWHERE, long) => long,
            // A recorder that died leaves zeros, here and in the length of the whole.
            (0, _) if chunk.left > 0 && matches!(self.riff_bytes, 0 | SIZE_ELSEWHERE) => None,
            (claimed, _) => Some(u64::from(claimed)),
        }
    }

    fn finish(self) -> Result<PcmStream, DecodeError> {
        let format = self.format.ok_or_else(|| damaged("no `fmt ` chunk", "one"))?;
        let data = self.data.ok_or_else(|| damaged("no `data` chunk", "one"))?;
        let frame_bytes = (format.coding.sample.bytes() * format.channels) as u64;
        let claimed = data.claimed_bytes.map(|bytes| bytes / frame_bytes);
        let (frames, warnings) = frames_in(data.found_bytes, frame_bytes, claimed);
        Ok(PcmStream {
            codec: Codec::Wav,
            coding: format.coding,
            channels: format.channels,
            sample_rate_hz: format.sample_rate_hz,
            bits: format.bits,
            data_start: data.start,
            frames,
            tags: self.tags,
            bext: self.bext,
            warnings,
        })
    }
}

/// Reads the body of the `fmt ` chunk.
fn format(body: &[u8]) -> Result<Format, DecodeError> {
    if body.len() < 16 {
        let found = format!("a `fmt ` chunk of {} bytes", body.len());
        return Err(damaged(found, "16 bytes or more"));
    }
    let (channels, sample_rate_hz) = (usize::from(le16(&body[2..])), le32(&body[4..]));
    let (block_bytes, bits) = (usize::from(le16(&body[12..])), u32::from(le16(&body[14..])));
    let mut code = le16(&body[0..]);
    let mut signal_bits = bits;
    if code == tag::EXTENSIBLE && body.len() >= 26 {
        // The first two bytes of the sub-format's GUID are a plain format tag.
        code = le16(&body[24..]);
        signal_bits = match u32::from(le16(&body[18..])) {
            valid if (1..=bits).contains(&valid) => valid,
            _ => bits,
        };
    }
    if !(1..=limits::CHANNELS_MAX).contains(&channels) {
        return Err(DecodeError::Channels { found: channels });
    }
    let sample = sample(code, bits)?;
    let wanted_bytes = channels * sample.bytes();
    if block_bytes != wanted_bytes {
        let found = format!("frames of {block_bytes} bytes");
        let expected = format!("{wanted_bytes} for {channels} channels of {bits} bits");
        return Err(damaged(found, expected));
    }
    let coding = Coding { sample, order: Order::Little };
    Ok(Format { coding, channels, sample_rate_hz, bits: signal_bits })
}

fn sample(code: u16, bits: u32) -> Result<Sample, DecodeError> {
    let known = match (code, bits) {
        (tag::PCM, _) => Sample::int(bits, Sample::Unsigned8),
        (tag::FLOAT, 32) => Some(Sample::Float32),
        (tag::FLOAT, 64) => Some(Sample::Float64),
        (tag::FLOAT, _) => None,
        _ => {
            return Err(DecodeError::Unsupported {
                found: format!("WAV with {}", coding_name(code)),
                hint: "export it as linear PCM (16, 24 or 32 bits)",
            });
        }
    };
    known.ok_or_else(|| damaged(format!("{bits} bits per sample"), "8, 16, 24, 32 or 64"))
}

fn coding_name(code: u16) -> String {
    match code {
        0x0002 | 0x0011 => "ADPCM audio".into(),
        0x0006 => "A-law audio".into(),
        0x0007 => "µ-law audio".into(),
        0x0050 | 0x0055 => "MPEG audio".into(),
        0x0092 => "AC-3 audio".into(),
        _ => format!("audio coded as 0x{code:04x}"),
    }
}

fn le16(bytes: &[u8]) -> u16 {
    u16::from_le_bytes([bytes[0], bytes[1]])
}

fn le32(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

fn le64(bytes: &[u8]) -> u64 {
    u64::from(le32(bytes)) | u64::from(le32(&bytes[4..])) << 32
}
