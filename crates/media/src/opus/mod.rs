//! Opus in Ogg, by the opus-rs library (a port of libopus) and the ogg library.
//!
//! Sources: RFC 6716 (Opus), section 3.1; RFC 7845 (Ogg encapsulation), sections 4 and 5. Read are
//! streams of one or two channels (mapping family 0) that are not chained.
//!
//! The library's decoder cuts at ±1, where libopus goes on. What is over full scale after coding is
//! therefore to be measured on audio that was turned down before ([`crate::OPUS_CUTS_AT`]).

mod read;
mod write;

use crate::tags::{TABLE, text};
use crate::{DecodeError, Tags};

pub(crate) use read::OpusReader;
pub(crate) use write::OpusWriter;

/// The one rate of Opus streams, in Hz.
const RATE_HZ: u32 = 48_000;

/// Longest packet, 120 ms, in frames.
const PACKET_FRAMES_MAX: usize = 5_760;

/// First bytes of the two headers.
pub(crate) const HEAD_MAGIC: &[u8] = b"OpusHead";
const TAGS_MAGIC: &[u8] = b"OpusTags";

/// What the first header says.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Head {
    channels: usize,
    /// Frames to cut off at the start.
    pre_skip: u16,
    /// Gain of what is decoded, in 1/256 dB.
    gain_q8: i16,
}

impl Head {
    fn parse(packet: &[u8]) -> Result<Self, DecodeError> {
        let damaged = |found: &str| DecodeError::Header {
            container: "Ogg Opus",
            found: found.into(),
            expected: "a sound one".into(),
        };
        let body = packet.strip_prefix(HEAD_MAGIC).ok_or_else(|| damaged("no OpusHead"))?;
        let &[version, channels, skip_low, skip_high, _, _, _, _, gain_low, gain_high, family, ..] =
            body
        else {
            return Err(damaged("an OpusHead that is cut short"));
        };
        if version & 0xf0 != 0 {
            return Err(damaged("a version that is not known"));
        }
        if family != 0 || !(1..=2).contains(&channels) {
            return Err(DecodeError::Channels { found: usize::from(channels) });
        }
        Ok(Self {
            channels: usize::from(channels),
            pre_skip: u16::from_le_bytes([skip_low, skip_high]),
            gain_q8: i16::from_le_bytes([gain_low, gain_high]),
        })
    }

    fn bytes(self) -> Vec<u8> {
        let mut bytes = HEAD_MAGIC.to_vec();
        bytes.extend_from_slice(&[1, self.channels as u8]);
        bytes.extend_from_slice(&self.pre_skip.to_le_bytes());
        bytes.extend_from_slice(&RATE_HZ.to_le_bytes());
        bytes.extend_from_slice(&self.gain_q8.to_le_bytes());
        bytes.push(0);
        bytes
    }
}

/// The second header: who wrote it, and the tags as Vorbis comments.
fn comment_bytes(tags: &Tags) -> Vec<u8> {
    let mut bytes = TAGS_MAGIC.to_vec();
    put(&mut bytes, concat!("MixMaster ", env!("CARGO_PKG_VERSION")));
    bytes.extend_from_slice(&(tags.rows().count() as u32).to_le_bytes());
    for (row, text) in tags.rows() {
        put(&mut bytes, &format!("{}={text}", row.vorbis));
    }
    bytes
}

/// Text behind its length.
fn put(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(&(text.len() as u32).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

/// Takes the tags out of the second header, as far as it goes.
fn read_comments(packet: &[u8]) -> Tags {
    let mut tags = Tags::new();
    let mut walk = || -> Option<()> {
        let (_vendor, rest) = counted(packet.strip_prefix(TAGS_MAGIC)?)?;
        let (count, mut rest) = rest.split_first_chunk::<4>()?;
        for _ in 0..u32::from_le_bytes(*count) {
            let (comment, after) = counted(rest)?;
            rest = after;
            let comment = text(comment);
            let (name, value) = comment.split_once('=').unwrap_or((&comment, ""));
            if let Some(row) = TABLE.iter().find(|row| row.vorbis.eq_ignore_ascii_case(name)) {
                tags.offer(row.tag, value);
            }
        }
        None
    };
    walk();
    tags
}

/// What stands behind its length in four bytes, and the rest.
fn counted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, after) = bytes.split_first_chunk::<4>()?;
    after.split_at_checked(u32::from_le_bytes(*length) as usize)
}

/// Frames at 48 kHz that a packet stands for; none where it says nothing sensible.
fn packet_frames(packet: &[u8]) -> Option<usize> {
    let (toc, rest) = packet.split_first()?;
    let frame = match toc >> 3 {
        config @ 0..=11 => [480, 960, 1_920, 2_880][usize::from(config % 4)],
        config @ 12..=15 => [480, 960][usize::from(config % 2)],
        config => [120, 240, 480, 960][usize::from(config % 4)],
    };
    let count = match toc & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => usize::from(rest.first()? & 0x3f),
    };
    let frames = frame * count;
    (1..=PACKET_FRAMES_MAX).contains(&frames).then_some(frames)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tag;

    #[test]
    fn headers_are_read_as_they_are_written() {
        let head = Head { channels: 2, pre_skip: 312, gain_q8: -256 };
        assert_eq!(Head::parse(&head.bytes()).unwrap(), head);
        let mut tags = Tags::new();
        tags.set(Tag::Title, "Übung = 1");
        tags.set(Tag::Isrc, "DEA012345678");
        assert_eq!(read_comments(&comment_bytes(&tags)), tags);
    }

    /// RFC 6716, table 2 and section 3.2.
    #[test]
    fn the_first_byte_of_a_packet_tells_its_length() {
        let toc = |config: u8, code: u8| [config << 3 | code, 3];
        for (config, code, frames) in
            [(0, 0, 480), (3, 0, 2_880), (11, 1, 5_760), (13, 0, 960), (16, 0, 120), (31, 3, 2_880)]
        {
            assert_eq!(packet_frames(&toc(config, code)), Some(frames), "{config} {code}");
        }
        assert_eq!(packet_frames(&[]), None);
        assert_eq!(packet_frames(&[31 << 3 | 3, 63]), None, "over 120 ms");
    }
}
