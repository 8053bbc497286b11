//! The broadcast extension chunk.
//!
//! Source: EBU Tech 3285, "Specification of the Broadcast Wave Format", version 2.0 (2011), whose
//! loudness fields hold hundredths. Departure: date and time of origin stay empty unless a tag says
//! them, because the same recipe gives the same bytes on any day.

use std::io::{self, Read, Seek, SeekFrom, Write};

use super::SIZE_ELSEWHERE;
use crate::tags::text;
use crate::{Depth, Tag, Tags, limits};

/// What a broadcast wave says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bext {
    /// What it is.
    pub description: String,
    /// Who made it.
    pub originator: String,
    /// Version of the chunk; loudness is told from 2 on.
    pub version: u16,
    /// Loudness as told.
    pub loudness: BextLoudness,
}

/// Loudness of the whole file; none where it is not told.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BextLoudness {
    /// Integrated, in LUFS.
    pub integrated_lufs: Option<f64>,
    /// Range, in LU.
    pub range_lu: Option<f64>,
    /// True peak, in dBTP.
    pub true_peak_dbtp: Option<f64>,
    /// Highest momentary loudness, in LUFS.
    pub momentary_max_lufs: Option<f64>,
    /// Highest short-term loudness, in LUFS.
    pub short_term_max_lufs: Option<f64>,
}

const DESCRIPTION: usize = 256;
const NAME: usize = 32;
const DATE: usize = 10;
const TIME: usize = 8;
const VERSION_AT: usize = DESCRIPTION + 2 * NAME + DATE + TIME + 8;
const LOUDNESS_AT: usize = VERSION_AT + 2 + 64;
/// Length without the coding history.
const FIXED_BYTES: usize = LOUDNESS_AT + 10 + 180;

/// "Not told", in a loudness field.
const UNTOLD: i16 = 0x7fff;

/// The whole chunk, loudness not told yet.
pub(super) fn chunk(tags: &Tags, sample_rate_hz: u32, channels: usize, depth: Depth) -> Vec<u8> {
    let mut body = Vec::with_capacity(FIXED_BYTES + 80);
    let say = |tag| tags.get(tag).unwrap_or_default();
    let description = match (say(Tag::Artist), say(Tag::Title)) {
        ("", title) => title.to_owned(),
        (artist, "") => artist.to_owned(),
        (artist, title) => format!("{artist} - {title}"),
    };
    put(&mut body, &description, DESCRIPTION);
    put(&mut body, say(Tag::Software), NAME);
    put(&mut body, say(Tag::Isrc), NAME);
    // A year alone is no date of this form.
    let date = say(Tag::Date);
    put(&mut body, if date.len() == DATE { date } else { "" }, DATE);
    put(&mut body, "", TIME);
    body.extend_from_slice(&[0; 8]);
    body.extend_from_slice(&2_u16.to_le_bytes());
    body.extend_from_slice(&[0; 64]);
    body.extend_from_slice(&BextLoudness::default().bytes());
    body.extend_from_slice(&[0; 180]);
    let (bits, mode) = (depth.bytes() * 8, if channels == 1 { "mono" } else { "stereo" });
    let history =
        format!("A=PCM,F={sample_rate_hz},W={bits},M={mode},T={}\r\n", say(Tag::Software));
    body.extend_from_slice(history.as_bytes());
    body.extend(std::iter::repeat_n(0, body.len() % 2));
    let mut chunk = b"bext".to_vec();
    chunk.extend_from_slice(&(body.len() as u32).to_le_bytes());
    chunk.extend_from_slice(&body);
    chunk
}

/// `text` in `bytes` bytes, the rest zero, cut between characters.
fn put(body: &mut Vec<u8>, text: &str, bytes: usize) {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    body.extend_from_slice(&text.as_bytes()[..end]);
    body.extend(std::iter::repeat_n(0, bytes - end));
}

/// Reads the body of the chunk; none where it is cut short.
pub(super) fn read(body: &[u8]) -> Option<Bext> {
    let fixed = body.get(..FIXED_BYTES)?;
    let word = |at: usize| {
        let told = text(&fixed[at..at + if at == 0 { DESCRIPTION } else { NAME }]);
        told.split('\0').next().unwrap_or_default().trim().to_owned()
    };
    let version = u16::from_le_bytes([fixed[VERSION_AT], fixed[VERSION_AT + 1]]);
    let loudness = match version {
        2.. => BextLoudness::of(&fixed[LOUDNESS_AT..LOUDNESS_AT + 10]),
        _ => BextLoudness::default(),
    };
    Some(Bext { description: word(0), originator: word(DESCRIPTION), version, loudness })
}

impl BextLoudness {
    fn bytes(self) -> [u8; 10] {
        let fields = [
            self.integrated_lufs,
            self.range_lu,
            self.true_peak_dbtp,
            self.momentary_max_lufs,
            self.short_term_max_lufs,
        ];
        let mut bytes = [0; 10];
        for (place, field) in bytes.as_chunks_mut::<2>().0.iter_mut().zip(fields) {
            // ±99.99 is what the standard allows for.
            let told = field.map(|value| libm::round(value * 100.0)).filter(|v| v.abs() < 1e4);
            *place = told.map_or(UNTOLD, |value| value as i16).to_le_bytes();
        }
        bytes
    }

    fn of(bytes: &[u8]) -> Self {
        let field = |index: usize| {
            let value = i16::from_le_bytes([bytes[2 * index], bytes[2 * index + 1]]);
            (value.unsigned_abs() < 10_000).then(|| f64::from(value) / 100.0)
        };
        Self {
            integrated_lufs: field(0),
            range_lu: field(1),
            true_peak_dbtp: field(2),
            momentary_max_lufs: field(3),
            short_term_max_lufs: field(4),
        }
    }
}

/// Writes what was measured of a finished WAV file into its `bext` chunk. `false` where there is
/// none before the audio.
///
/// # Errors
///
/// When the file cannot be read or written.
pub fn write_bext_loudness<F: Read + Write + Seek>(
    file: &mut F,
    loudness: BextLoudness,
) -> io::Result<bool> {
    let mut at = 12;
    for _ in 0..limits::CHUNKS_MAX {
        let mut head = [0; 8];
        file.seek(SeekFrom::Start(at))?;
        match file.read_exact(&mut head) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            read => read?,
        }
        let bytes = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        match &head[..4] {
            b"bext" if bytes as usize >= FIXED_BYTES => {
                file.seek(SeekFrom::Start(at + 8 + LOUDNESS_AT as u64))?;
                file.write_all(&loudness.bytes())?;
                file.flush()?;
                return Ok(true);
            }
            _ if &head[..4] == b"data" || bytes == SIZE_ELSEWHERE => return Ok(false),
            _ => at += 8 + u64::from(bytes) + u64::from(bytes % 2),
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chunk_has_the_places_of_the_standard() {
        let mut tags = Tags::new();
        for (tag, text) in [
            (Tag::Title, "Überfahrt"),
            (Tag::Artist, "Somebody"),
            (Tag::Software, "MixMaster"),
            (Tag::Isrc, "DEA012345678"),
            (Tag::Date, "2026-11-27"),
        ] {
            tags.set(tag, text);
        }
        let chunk = chunk(&tags, 48_000, 2, Depth::Int24);
        let body = &chunk[8..];
        let at = |from: usize, text: &str| body[from..].starts_with(text.as_bytes());
        assert!(at(0, "Somebody - Überfahrt\0") && at(256, "MixMaster\0"));
        assert!(at(288, "DEA012345678\0") && at(320, "2026-11-27"));
        assert_eq!(&body[346..348], [2, 0], "version 2");
        assert_eq!(&body[412..422], [0xff, 0x7f].repeat(5), "not told yet");
        assert!(at(602, "A=PCM,F=48000,W=24,M=stereo,T=MixMaster\r\n"));
        let read = read(body).unwrap();
        assert_eq!((read.description.as_str(), read.version), ("Somebody - Überfahrt", 2));
        assert_eq!(read.loudness, BextLoudness::default());
    }

    #[test]
    fn loudness_is_told_in_hundredths_and_silence_is_not_told() {
        let loudness = BextLoudness {
            integrated_lufs: Some(-13.987),
            range_lu: Some(5.1),
            true_peak_dbtp: Some(-1.02),
            momentary_max_lufs: None,
            short_term_max_lufs: Some(f64::NEG_INFINITY),
        };
        let bytes = loudness.bytes();
        assert_eq!(i16::from_le_bytes([bytes[0], bytes[1]]), -1_399);
        let told = BextLoudness::of(&bytes);
        assert_eq!((told.integrated_lufs, told.range_lu), (Some(-13.99), Some(5.1)));
        assert_eq!((told.momentary_max_lufs, told.short_term_max_lufs), (None, None));
    }
}
