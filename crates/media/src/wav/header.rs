//! The walk over the chunks of a RIFF, RF64 or BW64 file.
//!
//! Lenient where the meaning is clear (chunks in any order, unknown chunks, unpadded odd chunks,
//! lengths that were never filled in, a file cut short), strict where it is not.

use std::io::{Read, Seek, SeekFrom};

use super::{SIZE_ELSEWHERE, tag};
use crate::input::Source;
use crate::pcm::Coding;
use crate::tags::info_list;
use crate::{DecodeError, Tags, Warning, limits};

/// Everything the reader needs.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) coding: Coding,
    pub(super) channels: usize,
    pub(super) sample_rate_hz: u32,
    /// Bits that carry the signal; stored left-justified in the bytes of `coding`.
    pub(super) bits: u32,
    /// Where the first sample lies, in bytes from the start of the file.
    pub(super) data_start: u64,
    /// Whole frames that are there.
    pub(super) frames: u64,
    pub(super) tags: Tags,
    pub(super) warnings: Vec<Warning>,
}

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
}

fn damaged(found: impl Into<String>, expected: impl Into<String>) -> DecodeError {
    DecodeError::Header { container: "WAV", found: found.into(), expected: expected.into() }
}

/// Reads the header; `source` stands at the start of the file.
pub(super) fn read(source: &mut Source) -> Result<Header, DecodeError> {
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
        match walk.chunk(source, at)? {
            Some(next) => at = next,
            None => break,
        }
    }
    walk.finish()
}

impl Walk {
    /// Takes the chunk at byte `at` and says where the next one is; `None` at the end.
    fn chunk(&mut self, source: &mut Source, at: u64) -> Result<Option<u64>, DecodeError> {
        let mut head = [0; 8];
        source.seek(SeekFrom::Start(at))?;
        if source.fill(&mut head)? < head.len() {
            return Ok(None);
        }
        let (start, claimed) = (at + 8, le32(&head[4..]));
        let left = source.len().saturating_sub(start);
        let mut bytes = u64::from(claimed).min(left);
        match &head[..4] {
            b"fmt " if self.format.is_none() => self.format = Some(format(source, bytes)?),
            b"ds64" => {
                let body = body(source, bytes.min(16))?;
                self.long_data_bytes = body.get(8..16).map(le64);
            }
            b"data" if self.data.is_none() => {
                let claimed_bytes = self.data_bytes(claimed, left);
                bytes = claimed_bytes.unwrap_or(left).min(left);
                self.data = Some(Data { start, claimed_bytes, found_bytes: bytes });
            }
            b"LIST" if bytes <= limits::TAG_CHUNK_BYTES_MAX => {
                info_list::read(&body(source, bytes)?, &mut self.tags);
            }
            b"id3 " | b"ID3 " if bytes <= limits::TAG_CHUNK_BYTES_MAX => {
                crate::tags::id3::read(&body(source, bytes)?, &mut self.tags);
            }
            _ => {}
        }
        // Chunks start at even positions.
        Ok(start.checked_add(bytes + bytes % 2).filter(|next| *next < source.len()))
    }

    /// The length of the data chunk; `None` when the recorder never filled it in.
    fn data_bytes(&self, claimed: u32, left: u64) -> Option<u64> {
        match (claimed, self.long_data_bytes) {
            (SIZE_ELSEWHERE, long) => long,
            // A recorder that died leaves zeros, here and in the length of the whole.
            (0, _) if left > 0 && matches!(self.riff_bytes, 0 | SIZE_ELSEWHERE) => None,
            (claimed, _) => Some(u64::from(claimed)),
        }
    }

    fn finish(self) -> Result<Header, DecodeError> {
        let format = self.format.ok_or_else(|| damaged("no `fmt ` chunk", "one"))?;
        let data = self.data.ok_or_else(|| damaged("no `data` chunk", "one"))?;
        let frame_bytes = (format.coding.bytes() * format.channels) as u64;
        let frames = data.found_bytes / frame_bytes;
        let mut warnings = Vec::new();
        match data.claimed_bytes {
            None => warnings.push(Warning::Unfinished { found_frames: frames }),
            Some(claimed) if claimed > data.found_bytes => warnings.push(Warning::Truncated {
                claimed_frames: claimed / frame_bytes,
                found_frames: frames,
            }),
            Some(claimed) if !claimed.is_multiple_of(frame_bytes) => {
                warnings.push(Warning::PartialFrame { bytes: claimed % frame_bytes });
            }
            Some(_) => {}
        }
        Ok(Header {
            coding: format.coding,
            channels: format.channels,
            sample_rate_hz: format.sample_rate_hz,
            bits: format.bits,
            data_start: data.start,
            frames,
            tags: self.tags,
            warnings,
        })
    }
}

/// Reads the `fmt ` chunk of `bytes` bytes that starts here.
fn format(source: &mut Source, bytes: u64) -> Result<Format, DecodeError> {
    let body = body(source, bytes.min(40))?;
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
    let coding = coding(code, bits)?;
    if block_bytes != channels * coding.bytes() {
        let found = format!("frames of {block_bytes} bytes");
        let expected =
            format!("{} for {channels} channels of {bits} bits", channels * coding.bytes());
        return Err(damaged(found, expected));
    }
    Ok(Format { coding, channels, sample_rate_hz, bits: signal_bits })
}

fn coding(code: u16, bits: u32) -> Result<Coding, DecodeError> {
    Ok(match (code, bits) {
        (tag::PCM, 1..=8) => Coding::Unsigned8,
        (tag::PCM, 9..=16) => Coding::Int16,
        (tag::PCM, 17..=24) => Coding::Int24,
        (tag::PCM, 25..=32) => Coding::Int32,
        (tag::FLOAT, 32) => Coding::Float32,
        (tag::FLOAT, 64) => Coding::Float64,
        (tag::PCM | tag::FLOAT, _) => {
            return Err(damaged(format!("{bits} bits per sample"), "8, 16, 24, 32 or 64"));
        }
        _ => {
            return Err(DecodeError::Unsupported {
                found: format!("WAV with {}", coding_name(code)),
                hint: "export it as linear PCM (16, 24 or 32 bits)",
            });
        }
    })
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

/// Reads `bytes` bytes, or what is left of the file. The caller has limited `bytes`.
fn body(source: &mut Source, bytes: u64) -> Result<Vec<u8>, DecodeError> {
    let mut body = Vec::new();
    source.take(bytes).read_to_end(&mut body)?;
    Ok(body)
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
