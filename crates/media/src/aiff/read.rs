//! The walk over the chunks of an AIFF file. As lenient as the one for WAV.

use crate::chunks::{self, Chunk};
use crate::input::Source;
use crate::pcm::{Coding, Order, PcmReader, PcmStream, Sample, frames_in};
use crate::tags::{id3, text};
use crate::{Codec, DecodeError, Info, Tag, Tags, limits};

/// The `COMM` chunk.
#[derive(Clone, Copy, Debug)]
struct Common {
    coding: Coding,
    channels: usize,
    sample_rate_hz: u32,
    bits: u32,
    /// Length that the header claims; 0 when it was never filled in.
    frames: u32,
}

/// Where the sound lies.
#[derive(Clone, Copy, Debug)]
struct Sound {
    start: u64,
    bytes: u64,
}

/// What the walk collects.
#[derive(Debug, Default)]
struct Walk {
    common: Option<Common>,
    sound: Option<Sound>,
    tags: Tags,
}

fn damaged(found: impl Into<String>, expected: impl Into<String>) -> DecodeError {
    DecodeError::Header { container: "AIFF", found: found.into(), expected: expected.into() }
}

/// Reads the header; `source` stands at the start of the file.
pub(crate) fn open(mut source: Source) -> Result<(PcmReader, Info), DecodeError> {
    let mut top = [0; 12];
    if source.fill(&mut top)? < top.len() {
        return Err(damaged("a file that ends in its first 12 bytes", "FORM … AIFF"));
    }
    let mut walk = Walk::default();
    let mut at = 12;
    for _ in 0..limits::CHUNKS_MAX {
        let Some(chunk) = Chunk::at(&mut source, at, Order::Big)? else { break };
        walk.take(&mut source, &chunk)?;
        let Some(next) = chunk.next(chunk.bytes()) else { break };
        at = next;
    }
    PcmReader::new(source, walk.finish()?)
}

impl Walk {
    fn take(&mut self, source: &mut Source, chunk: &Chunk) -> Result<(), DecodeError> {
        let bytes = chunk.bytes();
        match &chunk.id {
            b"COMM" if self.common.is_none() => {
                self.common = Some(common(&chunks::body(source, bytes.min(22))?)?);
            }
            b"SSND" if self.sound.is_none() => {
                let head = chunks::body(source, bytes.min(8))?;
                // The sound may start behind an offset, to suit the blocks of old disks.
                let skip = 8 + head.get(..4).map_or(0, |offset| u64::from(be32(offset)));
                let bytes = bytes.saturating_sub(skip);
                self.sound = Some(Sound { start: chunk.start.saturating_add(skip), bytes });
            }
            b"ID3 " | b"id3 " if bytes <= limits::TAG_CHUNK_BYTES_MAX => {
                id3::read(&chunks::body(source, bytes)?, &mut self.tags);
            }
            _ if bytes <= limits::TAG_CHUNK_BYTES_MAX => {
                let tags = [
                    (b"NAME", Tag::Title),
                    (b"AUTH", Tag::Artist),
                    (b"(c) ", Tag::Copyright),
                    (b"ANNO", Tag::Comment),
                ];
                if let Some((_, tag)) = tags.iter().find(|(id, _)| **id == chunk.id) {
                    self.tags.offer(*tag, &text(&chunks::body(source, bytes)?));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(self) -> Result<PcmStream, DecodeError> {
        let common = self.common.ok_or_else(|| damaged("no `COMM` chunk", "one"))?;
        let sound = self.sound.ok_or_else(|| damaged("no `SSND` chunk", "one"))?;
        let frame_bytes = (common.coding.sample.bytes() * common.channels) as u64;
        let unfinished = common.frames == 0 && sound.bytes > 0;
        let claimed = (!unfinished).then_some(u64::from(common.frames));
        let (frames, warnings) = frames_in(sound.bytes, frame_bytes, claimed);
        Ok(PcmStream {
            codec: Codec::Aiff,
            coding: common.coding,
            channels: common.channels,
            sample_rate_hz: common.sample_rate_hz,
            bits: common.bits,
            data_start: sound.start,
            frames,
            tags: self.tags,
            warnings,
            bext: None,
        })
    }
}

fn common(body: &[u8]) -> Result<Common, DecodeError> {
    if body.len() < 18 {
        let found = format!("a `COMM` chunk of {} bytes", body.len());
        return Err(damaged(found, "18 bytes or more"));
    }
    let channels = usize::from(be16(body));
    if !(1..=limits::CHANNELS_MAX).contains(&channels) {
        return Err(DecodeError::Channels { found: channels });
    }
    let bits = u32::from(be16(&body[6..]));
    // Plain AIFF names no coding; the 22 bytes of AIFF-C do.
    let (sample, order) = coding(body.get(18..22).unwrap_or(b"NONE"), bits)?;
    Ok(Common {
        coding: Coding { sample, order },
        channels,
        sample_rate_hz: rate_hz(&body[8..18]),
        // Some programs write 0 or 16 where the coding already tells.
        bits: if sample.is_float() { sample.bytes() as u32 * 8 } else { bits },
        frames: be32(&body[2..]),
    })
}

fn coding(name: &[u8], bits: u32) -> Result<(Sample, Order), DecodeError> {
    let int = |byte| {
        Sample::int(bits, byte)
            .ok_or_else(|| damaged(format!("{bits} bits per sample"), "8, 16, 24 or 32"))
    };
    Ok(match name {
        b"NONE" | b"twos" => (int(Sample::Int8)?, Order::Big),
        b"sowt" => (int(Sample::Int8)?, Order::Little),
        b"raw " => (int(Sample::Unsigned8)?, Order::Big),
        b"in24" => (Sample::Int24, Order::Big),
        b"in32" => (Sample::Int32, Order::Big),
        b"fl32" | b"FL32" => (Sample::Float32, Order::Big),
        b"fl64" | b"FL64" => (Sample::Float64, Order::Big),
        _ => {
            return Err(DecodeError::Unsupported {
                found: format!("AIFF-C with audio coded as `{}`", name.escape_ascii()),
                hint: "export it as linear PCM (16, 24 or 32 bits)",
            });
        }
    })
}

/// The rate out of an 80-bit extended float, to the nearest Hz. 0 for what is no positive
/// number, the highest `u32` for what is too large: both are refused by their value.
fn rate_hz(bytes: &[u8]) -> u32 {
    let exponent = i32::from(be16(bytes)) - 16_383;
    let mantissa = u64::from(be32(&bytes[2..])) << 32 | u64::from(be32(&bytes[6..]));
    match exponent {
        0..=31 => {
            let half = 1 << (62 - exponent);
            u32::try_from((u128::from(mantissa) + half) >> (63 - exponent)).unwrap_or(u32::MAX)
        }
        32..=16_384 => u32::MAX,
        _ => 0,
    }
}

fn be16(bytes: &[u8]) -> u16 {
    u16::from_be_bytes([bytes[0], bytes[1]])
}

fn be32(bytes: &[u8]) -> u32 {
    u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}
