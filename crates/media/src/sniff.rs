//! What a file is, by its first bytes. The name's ending only helps to word an error, and to
//! believe in an MP3 that begins with rubbish.

use std::io::{Seek, SeekFrom};

use crate::input::Source;
use crate::{Codec, DecodeError};

/// The reader to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// RIFF, RF64, BW64.
    Wav,
    /// AIFF, AIFF-C.
    Aiff,
    /// Opus in Ogg.
    Opus,
    /// Anything that the decoding library reads.
    Coded(Codec),
}

/// MP3, by its common name here.
const MPEG: Kind = Kind::Coded(Codec::Mp3);

/// First bytes looked at.
const HEAD_BYTES: usize = 512;

/// Names the kind of a stream and returns to its start.
pub(crate) fn kind(source: &mut Source, hint: Option<&str>) -> Result<Kind, DecodeError> {
    let mut buffer = [0; HEAD_BYTES];
    let filled = source.fill(&mut buffer)?;
    let head = &buffer[..filled];
    if head.is_empty() {
        return Err(DecodeError::Empty);
    }
    let found = match by_magic(head) {
        Some(MPEG) if head.starts_with(b"ID3") => behind_id3(source, head)?,
        Some(kind) => kind,
        None if is_mp3(hint) && !is_text(head) && foreign(head).is_none() => MPEG,
        None => return Err(no_audio(head)),
    };
    source.rewind()?;
    Ok(found)
}

fn is_mp3(hint: Option<&str>) -> bool {
    hint.is_some_and(|hint| hint.trim_start_matches('.').eq_ignore_ascii_case("mp3"))
}

fn by_magic(head: &[u8]) -> Option<Kind> {
    let at = |from: usize, magic: &[u8]| head.get(from..).is_some_and(|it| it.starts_with(magic));
    if at(0, b"RF64") || at(0, b"BW64") || at(0, b"RIFX") {
        return Some(Kind::Wav);
    }
    // A header cut within its first 12 bytes is still a WAV's.
    if at(0, b"RIFF") && (head.len() < 12 || at(8, b"WAVE")) {
        return Some(Kind::Wav);
    }
    if at(0, b"FORM") && (head.len() < 12 || at(8, b"AIFF") || at(8, b"AIFC")) {
        return Some(Kind::Aiff);
    }
    if at(0, b"fLaC") {
        return Some(Kind::Coded(Codec::Flac));
    }
    // The first page holds one packet, which begins behind its one length.
    if at(0, b"OggS") && at(28, b"OpusHead") {
        return Some(Kind::Opus);
    }
    if at(0, b"OggS") {
        return Some(Kind::Coded(Codec::Vorbis));
    }
    // Eleven bits of synchronisation, a version and layer III.
    let layer_3 = matches!(head, [0xff, b, ..] if b & 0xe6 == 0xe2 && b & 0x18 != 0x08);
    (at(0, b"ID3") || layer_3).then_some(MPEG)
}

/// Looks behind an ID3v2 block: some programs put one in front of a FLAC stream.
fn behind_id3(source: &mut Source, head: &[u8]) -> Result<Kind, DecodeError> {
    let Some(size) = head.get(6..10) else { return Ok(MPEG) };
    let bytes = size.iter().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7f));
    source.seek(SeekFrom::Start(10 + bytes))?;
    let mut magic = [0; 4];
    source.fill(&mut magic)?;
    Ok(if &magic == b"fLaC" { Kind::Coded(Codec::Flac) } else { MPEG })
}

fn no_audio(head: &[u8]) -> DecodeError {
    match foreign(head) {
        Some((found, true)) => {
            DecodeError::Unsupported { found: found.into(), hint: "export it as WAV, AIFF or FLAC" }
        }
        Some((found, false)) => DecodeError::NotAudio { found: found.into() },
        None if is_text(head) => DecodeError::NotAudio { found: "plain text".into() },
        None if head.iter().all(|byte| *byte == 0) => {
            DecodeError::NotAudio { found: "zeros".into() }
        }
        None => DecodeError::NotAudio { found: "an unknown kind of file".into() },
    }
}

/// Other files that people pick by mistake: where the mark lies, the mark, the name, and whether
/// it is audio.
const FOREIGN: &[(usize, &[u8], &str, bool)] = &[
    (4, b"ftyp", "an MP4 file (AAC or ALAC)", true),
    (8, b"AVI ", "an AVI video", false),
    (0, b"caff", "a Core Audio file", true),
    (0, b"wvpk", "a WavPack file", true),
    (0, b"MAC ", "a Monkey's Audio file", true),
    (0, b"DSD ", "a DSD file", true),
    (0, b"FRM8", "a DSD file", true),
    (0, b"riff\x2e\x91\xcf\x11", "a Sony Wave64 file", true),
    (0, b"\x30\x26\xb2\x75", "a Windows Media file", true),
    (0, b"\xff\xf1", "an AAC stream", true),
    (0, b"\xff\xf9", "an AAC stream", true),
    (0, b"\x1a\x45\xdf\xa3", "a Matroska or WebM file", true),
    (0, b"MThd", "a MIDI file", false),
    (0, b"PK\x03\x04", "a ZIP archive", false),
    (0, b"\x1f\x8b", "a gzip archive", false),
    (0, b"Rar!", "a RAR archive", false),
    (0, b"7z\xbc\xaf", "a 7-Zip archive", false),
    (0, b"%PDF", "a PDF document", false),
    (0, b"\x89PNG", "a PNG picture", false),
    (0, b"\xff\xd8\xff", "a JPEG picture", false),
];

fn foreign(head: &[u8]) -> Option<(&'static str, bool)> {
    FOREIGN
        .iter()
        .find(|(at, magic, ..)| head.get(*at..).is_some_and(|it| it.starts_with(magic)))
        .map(|(_, _, name, audio)| (*name, *audio))
}

fn is_text(head: &[u8]) -> bool {
    let plain = |byte: &u8| matches!(byte, 0x09 | 0x0a | 0x0c | 0x0d | 0x1b | 0x20..=0x7e | 0x80..);
    // The buffer may end inside a character.
    let valid = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    valid && head.iter().all(plain)
}
