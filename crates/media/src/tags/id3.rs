//! ID3v2 text frames: written as version 2.4 in UTF-8, read in versions 2.3 and 2.4.
//!
//! Source: id3.org, "ID3v2.4.0 main structure" and "native frames" (2000), "ID3v2.3.0" (1999).
//! Deviations: no unsynchronisation, compression, encryption or grouping (such frames are
//! skipped); of several values the first is taken.

use super::{TABLE, Tag, Tags, text};

/// Takes the tags out of an ID3v2 block.
pub(crate) fn read(block: &[u8], tags: &mut Tags) {
    let Some((head, after)) = block.split_at_checked(10) else { return };
    let version = head[3];
    let plain = head[5] == 0;
    if &head[..3] != b"ID3" || !matches!(version, 3 | 4) || !plain {
        return;
    }
    let bytes = synchsafe(&head[6..10]).min(after.len());
    let mut rest = &after[..bytes];
    while let Some((head, after)) = rest.split_at_checked(10) {
        let bytes = if version == 4 {
            synchsafe(&head[4..8])
        } else {
            u32::from_be_bytes([head[4], head[5], head[6], head[7]]) as usize
        };
        let Some((value, next)) = after.split_at_checked(bytes) else { return };
        let row = TABLE.iter().find(|row| row.id3 == &head[..4] || date(&head[..4], row.tag));
        if let (Some(row), 0) = (row, head[9]) {
            tags.offer(row.tag, &frame_text(value, row.tag));
        }
        rest = next;
    }
}

/// Version 2.3 has the year in a frame of its own.
fn date(id: &[u8], tag: Tag) -> bool {
    id == b"TYER" && tag == Tag::Date
}

/// Seven bits in each of four bytes.
fn synchsafe(bytes: &[u8]) -> usize {
    bytes.iter().take(4).fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f))
}

fn frame_text(value: &[u8], tag: Tag) -> String {
    let Some((coding, mut body)) = value.split_first() else { return String::new() };
    let wide = matches!(coding, 1 | 2);
    if tag == Tag::Comment {
        // Three letters of language, then a description that ends in a zero.
        body = body.get(3..).unwrap_or_default();
        let unit = if wide { 2 } else { 1 };
        let zero = body.chunks_exact(unit).position(|c| c.iter().all(|byte| *byte == 0));
        body = zero.map_or(body, |at| &body[(at + 1) * unit..]);
    }
    let all = if wide { utf16(body, *coding == 2) } else { text(body) };
    all.split('\0').next().unwrap_or_default().to_owned()
}

fn utf16(body: &[u8], mut big: bool) -> String {
    let mut body = body;
    if let [0xff, 0xfe, rest @ ..] = body {
        (body, big) = (rest, false);
    } else if let [0xfe, 0xff, rest @ ..] = body {
        (body, big) = (rest, true);
    }
    let units = body.chunks_exact(2).map(|pair| match big {
        true => u16::from_be_bytes([pair[0], pair[1]]),
        false => u16::from_le_bytes([pair[0], pair[1]]),
    });
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The whole block; empty without tags.
pub(crate) fn write(tags: &Tags) -> Vec<u8> {
    let mut frames = Vec::new();
    for (row, value) in tags.rows() {
        let language: &[u8] = if row.tag == Tag::Comment { b"und\0" } else { b"" };
        let bytes = 1 + language.len() + value.len();
        frames.extend_from_slice(row.id3);
        frames.extend_from_slice(&to_synchsafe(bytes));
        frames.extend_from_slice(&[0, 0, UTF8]);
        frames.extend_from_slice(language);
        frames.extend_from_slice(value.as_bytes());
    }
    if frames.is_empty() {
        return frames;
    }
    let mut block = b"ID3\x04\0\0".to_vec();
    block.extend_from_slice(&to_synchsafe(frames.len()));
    block.extend_from_slice(&frames);
    block
}

/// The code of UTF-8 in front of a text.
const UTF8: u8 = 3;

fn to_synchsafe(bytes: usize) -> [u8; 4] {
    [21, 14, 7, 0].map(|shift| (bytes >> shift & 0x7f) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut tags = Tags::new();
        tags.set(Tag::Title, "Überfahrt");
        tags.set(
            Tag::Comment,
            "a longer text, so that two bytes of length are needed: ".repeat(5).as_str(),
        );
        tags.set(Tag::Isrc, "DEA012345678");
        let mut found = Tags::new();
        read(&write(&tags), &mut found);
        assert_eq!(found, tags);
    }

    #[test]
    fn version_2_3_in_utf16_is_read() {
        let mut block =
            b"ID3\x03\0\0\0\0\0\x2bTIT2\0\0\0\x07\0\0\x01\xff\xfeA\0b\0TYER\0\0\0\x05\0\0\x001999"
                .to_vec();
        block.extend([0; 4]);
        let mut found = Tags::new();
        read(&block, &mut found);
        assert_eq!(found.get(Tag::Title), Some("Ab"));
        assert_eq!(found.get(Tag::Date), Some("1999"));
    }
}
