//! Title, artist and the like: one table of the keys, and its form in every container.

pub(crate) mod id3;
pub(crate) mod info_list;

use std::collections::BTreeMap;

use symphonia::core::meta::StandardTag;

use crate::limits;

/// What a tag says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tag {
    /// Name of the piece.
    Title,
    /// Who plays it.
    Artist,
    /// Name of the release.
    Album,
    /// Who the release is by.
    AlbumArtist,
    /// Number on the release.
    Track,
    /// Year, or year-month-day, of the release.
    Date,
    /// Kind of music.
    Genre,
    /// International Standard Recording Code.
    Isrc,
    /// Anything else.
    Comment,
    /// Who owns it.
    Copyright,
    /// The program that wrote the file.
    Software,
}

/// One tag's name in each container.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) tag: Tag,
    /// Field name of a Vorbis comment.
    pub(crate) vorbis: &'static str,
    /// Identifier in a RIFF `INFO` list, where there is one.
    pub(crate) info: Option<&'static [u8; 4]>,
    /// Frame identifier of ID3v2.4.
    pub(crate) id3: &'static [u8; 4],
}

/// The names in every container. Sources: RIFF `INFO` of the Multimedia Programming Interface
/// (1991), id3.org "ID3v2.4 native frames" (2000), xiph.org's field names for Vorbis comments.
pub(crate) const TABLE: &[Row] = &[
    row(Tag::Title, "TITLE", Some(b"INAM"), b"TIT2"),
    row(Tag::Artist, "ARTIST", Some(b"IART"), b"TPE1"),
    row(Tag::Album, "ALBUM", Some(b"IPRD"), b"TALB"),
    row(Tag::AlbumArtist, "ALBUMARTIST", None, b"TPE2"),
    row(Tag::Track, "TRACKNUMBER", Some(b"ITRK"), b"TRCK"),
    row(Tag::Date, "DATE", Some(b"ICRD"), b"TDRC"),
    row(Tag::Genre, "GENRE", Some(b"IGNR"), b"TCON"),
    row(Tag::Isrc, "ISRC", None, b"TSRC"),
    row(Tag::Comment, "COMMENT", Some(b"ICMT"), b"COMM"),
    row(Tag::Copyright, "COPYRIGHT", Some(b"ICOP"), b"TCOP"),
    row(Tag::Software, "ENCODER", Some(b"ISFT"), b"TSSE"),
];

const fn row(
    tag: Tag,
    vorbis: &'static str,
    info: Option<&'static [u8; 4]>,
    id3: &'static [u8; 4],
) -> Row {
    Row { tag, vorbis, info, id3 }
}

/// The tags of one file. A missing tag and an empty one are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(BTreeMap<Tag, String>);

impl Tags {
    /// No tags.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The text of a tag.
    #[must_use]
    pub fn get(&self, tag: Tag) -> Option<&str> {
        self.0.get(&tag).map(String::as_str)
    }

    /// Sets a tag. Control characters at the ends and blanks around the text are dropped, text
    /// beyond 4096 bytes is cut; nothing left removes the tag.
    pub fn set(&mut self, tag: Tag, text: &str) {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        let mut end = text.len().min(limits::TAG_BYTES_MAX);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        if end == 0 {
            self.0.remove(&tag);
        } else {
            // A zero byte ends a string in some containers.
            self.0.insert(tag, text[..end].replace('\0', " "));
        }
    }

    /// Sets a tag unless it is there already.
    pub(crate) fn offer(&mut self, tag: Tag, text: &str) {
        if self.get(tag).is_none() {
            self.set(tag, text);
        }
    }

    /// Whether there is no tag at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tags in the order of [`Tag`].
    pub fn iter(&self) -> impl Iterator<Item = (Tag, &str)> {
        self.0.iter().map(|(tag, text)| (*tag, text.as_str()))
    }

    /// The tags with their names.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&'static Row, &str)> {
        TABLE.iter().filter_map(|row| Some((row, self.get(row.tag)?)))
    }

    /// Takes what the decoding library read, where it is one of ours.
    pub(crate) fn offer_standard(&mut self, tag: &StandardTag) {
        use StandardTag as S;
        match tag {
            S::TrackTitle(text) => self.offer(Tag::Title, text),
            S::Artist(text) => self.offer(Tag::Artist, text),
            S::Album(text) => self.offer(Tag::Album, text),
            S::AlbumArtist(text) => self.offer(Tag::AlbumArtist, text),
            S::TrackNumber(number) => self.offer(Tag::Track, &number.to_string()),
            S::ReleaseDate(text) | S::RecordingDate(text) => self.offer(Tag::Date, text),
            S::ReleaseYear(year) | S::RecordingYear(year) => {
                self.offer(Tag::Date, &year.to_string());
            }
            S::Genre(text) => self.offer(Tag::Genre, text),
            S::IdentIsrc(text) => self.offer(Tag::Isrc, text),
            S::Comment(text) => self.offer(Tag::Comment, text),
            S::Copyright(text) => self.offer(Tag::Copyright, text),
            S::Encoder(text) => self.offer(Tag::Software, text),
            _ => {}
        }
    }
}

/// Text of unknown coding: UTF-8 where it is that, else Latin-1.
pub(crate) fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
