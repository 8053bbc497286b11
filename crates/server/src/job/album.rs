//! What is stored of a wish for an album, and of a song that is to fit to one.

use serde::{Deserialize, Serialize};

use super::order::{PROJECT_LETTERS_MAX, invalid, within};
use super::request::{AlbumTrack, AlbumWish};
use crate::problem::Problem;

/// How a track begins and ends, in seconds; as all of its album do where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct TrackEnds {
    pub(crate) fade_in_s: Option<f64>,
    pub(crate) fade_out_s: Option<f64>,
    pub(crate) gap_s: Option<f64>,
}

/// What a song needs to fit to an album.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SignatureOrder {
    /// The job of the album.
    pub(crate) job: String,
    /// Title of the album, where it has one.
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// Place of its signature in the storage.
    pub(crate) object: String,
    /// Of its bytes, by BLAKE3.
    pub(crate) hash: String,
}

impl AlbumWish {
    /// Checks it for an album of so many songs.
    pub(crate) fn check(&self, songs: usize) -> Result<(), Problem> {
        for (field, text) in [("album.title", &self.title), ("album.artist", &self.artist)] {
            let text = text.as_deref().unwrap_or_default();
            if text.chars().count() > PROJECT_LETTERS_MAX || text.chars().any(char::is_control) {
                return Err(invalid(
                    field,
                    "cannot be used",
                    "at most 200 letters that can be printed",
                ));
            }
        }
        if let Some(anchor) = self.anchor.filter(|anchor| *anchor >= songs) {
            let expected = format!("0 to {}", songs.saturating_sub(1));
            return Err(invalid("album.anchor", &format!("is {anchor}"), &expected));
        }
        within("album.tone_pct", self.tone_pct, 0.0, 100.0, "%")?;
        within("album.gap_s", self.gap_s, 0.0, 30.0, "s")
    }
}

impl AlbumTrack {
    /// How it begins and ends.
    pub(crate) fn ends(&self) -> Result<TrackEnds, Problem> {
        let Self { fade_in_s, fade_out_s, gap_s, .. } = *self;
        for (name, value) in
            [("fade_in_s", fade_in_s), ("fade_out_s", fade_out_s), ("gap_s", gap_s)]
        {
            within(&format!("tracks.{name}"), value, 0.0, 30.0, "s")?;
        }
        Ok(TrackEnds { fade_in_s, fade_out_s, gap_s })
    }
}
