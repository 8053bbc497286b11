//! What a master says about itself: title, artist, code of the recording.

use serde::{Deserialize, Serialize};

use crate::{RecipeError, RecipeLimits};

/// The tags of a master; a missing one is not written, unless all stems agree on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Tagging {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub artist: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub album_artist: Option<String>,
    /// Number on the album: `3`, or `3/12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    /// Year of the release, or year-month-day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// International Standard Recording Code (ISO 3901), twelve characters without hyphens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isrc: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copyright: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A tag that is none, or that has not the form that it must have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TagError {
    /// No such tag.
    #[error("`{found}` is no tag, expected one of {}", Tagging::NAMES.join(", "))]
    Unknown {
        /// The word.
        found: String,
    },
    /// Wrong form.
    #[error("`{found}` is no {tag}, expected {expected}")]
    Form {
        /// Which.
        tag: &'static str,
        /// The text.
        found: String,
        /// Its form.
        expected: &'static str,
    },
}

impl Tagging {
    /// Names of the tags.
    pub const NAMES: [&'static str; 10] = [
        "title",
        "artist",
        "album",
        "album_artist",
        "track",
        "year",
        "genre",
        "isrc",
        "copyright",
        "comment",
    ];

    /// No tags at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The tags that are there, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            &self.title,
            &self.artist,
            &self.album,
            &self.album_artist,
            &self.track,
            &self.year,
            &self.genre,
            &self.isrc,
            &self.copyright,
            &self.comment,
        ];
        Self::NAMES.into_iter().zip(all).filter_map(|(name, text)| Some((name, text.as_deref()?)))
    }

    /// Sets a tag; an empty text removes it.
    ///
    /// # Errors
    ///
    /// A name that is no tag, or a text that has not its form.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), TagError> {
        let plain = name.trim().to_lowercase().replace(['-', ' '], "_");
        let name = match plain.as_str() {
            "date" => "year",
            "tracknumber" | "track_number" => "track",
            "albumartist" => "album_artist",
            other => other,
        };
        let place = Self::NAMES
            .iter()
            .position(|known| *known == name)
            .ok_or_else(|| TagError::Unknown { found: plain.clone() })?;
        let text = text.trim();
        let value = if text.is_empty() { None } else { Some(formed(name, text)?) };
        let fields = [
            &mut self.title,
            &mut self.artist,
            &mut self.album,
            &mut self.album_artist,
            &mut self.track,
            &mut self.year,
            &mut self.genre,
            &mut self.isrc,
            &mut self.copyright,
            &mut self.comment,
        ];
        for (index, field) in fields.into_iter().enumerate() {
            if index == place {
                *field = value;
                break;
            }
        }
        Ok(())
    }

    /// These with `over` put over them.
    #[must_use]
    pub fn under(&self, over: &Self) -> Self {
        let mut both = self.clone();
        for (name, text) in over.iter() {
            // What was set once has its form.
            let _ = both.set(name, text);
        }
        both
    }

    /// Holds what came in a recipe to the same forms.
    pub(crate) fn check(&self) -> Result<(), RecipeError> {
        let limit = RecipeLimits::DEFAULT.text;
        for (name, text) in self.iter() {
            let header = |found: String, expected: String| {
                let field = format!("brief.delivery.tags.{name}");
                Err(RecipeError::Header { field, found, expected })
            };
            if text.len() > limit {
                return header(format!("{} bytes", text.len()), format!("at most {limit}"));
            }
            match formed(name, text) {
                Ok(formed) if formed == text => {}
                Ok(formed) => return header(format!("`{text}`"), format!("`{formed}`")),
                Err(error) => return header(format!("`{text}`"), error.to_string()),
            }
        }
        Ok(())
    }
}

/// A text in the form of its tag.
fn formed(name: &str, text: &str) -> Result<String, TagError> {
    let fault = |tag, expected| Err(TagError::Form { tag, found: text.to_owned(), expected });
    match name {
        "isrc" => match isrc(text) {
            Some(isrc) => Ok(isrc),
            None => fault("ISRC", "twelve characters like DEA012345678 or DE-A01-23-45678"),
        },
        "year" => match is_date(text) {
            true => Ok(text.to_owned()),
            false => fault("year", "a year like 2026, or a date like 2026-11-27"),
        },
        "track" => match is_track(text) {
            true => Ok(text.to_owned()),
            false => fault("track", "a number like 3, or 3/12"),
        },
        _ if text.chars().any(|c| c.is_control() && c != '\n') => {
            fault("tag", "text without control characters")
        }
        _ => Ok(text.to_owned()),
    }
}

/// Two letters, three letters or digits, seven digits (ISO 3901:2019), hyphens left out.
fn isrc(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| *c != '-').collect::<String>().to_uppercase();
    let bytes = plain.as_bytes();
    let fits = bytes.len() == 12
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..5].iter().all(u8::is_ascii_alphanumeric)
        && bytes[5..].iter().all(u8::is_ascii_digit);
    fits.then_some(plain)
}

fn is_date(text: &str) -> bool {
    let number = |part: &str, digits: usize, range: std::ops::RangeInclusive<u32>| {
        part.len() == digits && part.parse().is_ok_and(|value| range.contains(&value))
    };
    let mut parts = text.split('-');
    let year = parts.next().is_some_and(|part| number(part, 4, 1000..=9999));
    let month = parts.next().is_none_or(|part| number(part, 2, 1..=12));
    let day = parts.next().is_none_or(|part| number(part, 2, 1..=31));
    year && month && day && parts.next().is_none()
}

fn is_track(text: &str) -> bool {
    let number = |part: &str| part.parse::<u16>().is_ok_and(|value| value > 0);
    match text.split_once('/') {
        Some((track, of)) => number(track) && number(of),
        None => number(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(name: &str, text: &str) -> Result<Tagging, TagError> {
        let mut tags = Tagging::default();
        tags.set(name, text).map(|()| tags)
    }

    #[test]
    fn an_isrc_has_its_form_and_loses_its_hyphens() {
        assert_eq!(set("isrc", "de-a01-23-45678").unwrap().isrc.unwrap(), "DEA012345678");
        for wrong in
            ["DEA01234567", "1EA012345678", "DEA01234567X", "DE A012345678", "ÜÜA012345678"]
        {
            let error = set("isrc", wrong).unwrap_err().to_string();
            assert!(error.contains("DE-A01-23-45678"), "{error}");
        }
    }

    #[test]
    fn years_tracks_and_names_are_checked() {
        for fine in ["2026", "2026-11", "2026-11-27"] {
            assert!(set("year", fine).is_ok(), "{fine}");
        }
        for wrong in ["26", "2026-13", "2026-11-27-1", "soon"] {
            assert!(set("date", wrong).is_err(), "{wrong}");
        }
        assert!(set("track", "3/12").is_ok() && set("track", "0").is_err());
        assert!(set("singer", "x").unwrap_err().to_string().contains("title, artist"));
        assert!(set("title", "a\u{7}b").is_err());
        assert!(set("Album-Artist", " x ").unwrap().album_artist.unwrap() == "x");
    }

    #[test]
    fn later_tags_win_and_a_recipe_is_held_to_the_forms() {
        let (song, flags) = (set("title", "A").unwrap(), set("title", "B").unwrap());
        assert_eq!(song.under(&flags).title.as_deref(), Some("B"));
        assert_eq!(song.under(&Tagging::default()), song);
        let wrong = Tagging { isrc: Some("de-a01-23-45678".into()), ..Tagging::default() };
        assert!(wrong.check().unwrap_err().to_string().contains("`DEA012345678`"));
        assert_eq!(song.check(), Ok(()));
    }
}
