//! `album.json`, what an album.toml may say, and the signature that a later single is mastered
//! against.

use serde::{Deserialize, Serialize};

use crate::{Evidence, RecipeError, Track};

/// Most tracks: a cue sheet has no number for more.
pub const ALBUM_TRACKS_MAX: usize = 99;

/// What was made of an album.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default)]
pub struct AlbumReport {
    /// Version of the engine.
    pub engine: String,
    /// Name of the album.
    pub title: Option<String>,
    /// Who made it.
    pub artist: Option<String>,
    /// Id of the profile.
    pub profile: String,
    /// Rate of all tracks, in Hz.
    pub sample_rate_hz: u32,
    /// Loudness that was asked for, in LUFS.
    pub lufs_target: f64,
    /// Loudness that the loudest track was given, in LUFS.
    pub lufs_level: f64,
    /// All tracks have the same loudness.
    pub even: bool,
    /// Highest true peak allowed, in dBTP.
    pub ceiling_dbtp: f64,
    /// The track that the others were brought to.
    pub anchor: String,
    /// How much of the album's tone, in percent.
    pub tone_pct: f64,
    /// The whole album as one programme, gaps included.
    pub programme: Programme,
    /// In their order.
    pub tracks: Vec<AlbumTrack>,
    /// Every promise was kept.
    pub passed: bool,
    /// What does not hold, or nearly does not.
    pub warnings: Vec<String>,
    /// Spectrum of the corridor's middle, for the picture.
    pub centre: Track,
}

/// The album as one programme, as read back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Programme {
    /// Length with all gaps, in seconds.
    pub duration_s: f64,
    /// Integrated loudness, in LUFS.
    pub integrated_lufs: Option<f64>,
    /// Loudness range, in LU.
    pub range_lu: Option<f64>,
    /// Highest true peak of all tracks, in dBTP.
    pub true_peak_dbtp: Option<f64>,
}

/// One track, as read back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default)]
pub struct AlbumTrack {
    /// Place on the album, from 1.
    pub number: usize,
    /// Name.
    pub title: String,
    /// The file, relative to the report.
    pub file: String,
    /// Folder with its own report, relative to the report.
    pub folder: String,
    /// Content hash of what came in.
    pub hash: String,
    /// Where its music starts on the album, in frames.
    pub start_frame: u64,
    /// Length of the music, in frames.
    pub frames: u64,
    /// Silence after it, in frames.
    pub gap_frames: u64,
    /// Silence that was taken away before and after it, in frames.
    pub trimmed_frames: [u64; 2],
    /// Loudness as it came, in LUFS.
    pub before_lufs: Option<f64>,
    /// Loudness that it was to have, in LUFS.
    pub aim_lufs: f64,
    /// Loudness as read back, in LUFS.
    pub after_lufs: Option<f64>,
    /// Loudness range as read back, in LU.
    pub range_lu: Option<f64>,
    /// True peak as read back, in dBTP.
    pub true_peak_dbtp: Option<f64>,
    /// Distance of its spectrum from the corridor's middle, as it came and as read back, in dB.
    pub tone: Option<Evidence>,
    /// What is worth knowing.
    pub warnings: Vec<String>,
    /// For the pictures, as it came.
    pub came: Track,
    /// For the pictures, as read back.
    pub made: Track,
}

/// What a later single needs to fit the album: measurements, no audio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlbumSignature {
    /// Version of this format; [`AlbumSignature::VERSION`].
    pub album_signature: u32,
    /// Version of the engine that wrote it.
    pub engine: String,
    /// Name of the album.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Loudness of a typical track, the median, in LUFS.
    pub lufs: f64,
    /// Loudness of the loudest track, in LUFS.
    pub loudest_lufs: f64,
    /// Highest true peak allowed, in dBTP.
    pub ceiling_dbtp: f64,
    /// How much of the album's tone, in percent.
    pub tone_pct: f64,
    /// Middle of the corridor.
    pub centre: AlbumTone,
}

/// A spectrum, and how loud it was measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlbumTone {
    /// Integrated loudness, in LUFS.
    pub integrated_lufs: f64,
    /// Levels of mid per band (ERB numbers 1 to 40), in dBFS.
    pub mid_erb_db: Vec<f64>,
    /// The same of side.
    pub side_erb_db: Vec<f64>,
}

impl AlbumTone {
    /// Bands of a spectrum.
    pub const BANDS: usize = 40;

    /// Whether every band has a level that music can have.
    fn is_whole(&self) -> bool {
        let fits = |levels: &[f64]| {
            levels.len() == Self::BANDS && levels.iter().all(|db| (-250.0..=30.0).contains(db))
        };
        fits(&self.mid_erb_db) && fits(&self.side_erb_db)
    }
}

impl AlbumSignature {
    /// The version that this crate writes.
    pub const VERSION: u32 = 1;

    /// Most bytes that are read as a signature.
    pub const BYTES_MAX: usize = 1 << 20;

    /// Reads a signature.
    ///
    /// # Errors
    ///
    /// When the text is too large, no signature, of a later version, or holds values that no song
    /// has.
    pub fn from_json(text: &str) -> Result<Self, RecipeError> {
        if text.len() > Self::BYTES_MAX {
            return Err(RecipeError::TooLarge { found: text.len(), limit: Self::BYTES_MAX });
        }
        let read: Self =
            serde_json::from_str(text).map_err(|error| RecipeError::Syntax(error.to_string()))?;
        if read.album_signature > Self::VERSION {
            let found = u64::from(read.album_signature);
            return Err(RecipeError::Newer { found, known: Self::VERSION });
        }
        let ranges = [
            ("lufs", read.lufs, -40.0, -5.0),
            ("loudest_lufs", read.loudest_lufs, -40.0, -5.0),
            ("ceiling_dbtp", read.ceiling_dbtp, -24.0, 0.0),
            ("tone_pct", read.tone_pct, 0.0, 150.0),
        ];
        for (field, found, low, high) in ranges {
            if !(low..=high).contains(&found) {
                let (field, found) = (field.to_owned(), found.to_string());
                let expected = format!("{low} to {high}");
                return Err(RecipeError::Header { field, found, expected });
            }
        }
        let loudness = (-70.0..=0.0).contains(&read.centre.integrated_lufs);
        if !read.centre.is_whole() || !loudness {
            let (field, found) = ("centre".to_owned(), "no spectrum of music".to_owned());
            let expected =
                format!("a loudness and {} levels each of mid and side", AlbumTone::BANDS);
            return Err(RecipeError::Header { field, found, expected });
        }
        Ok(read)
    }

    /// As JSON for people, ending in a newline.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::pretty(self)
    }
}

impl AlbumReport {
    /// As JSON for people, ending in a newline.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::json::pretty(self)
    }
}

/// An album.toml.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AlbumManifest {
    /// Name of the album.
    pub title: Option<String>,
    /// Who made it.
    pub artist: Option<String>,
    /// File names of the tracks, in their order.
    pub tracks: Vec<String>,
    /// File name of the track that the others are brought to.
    pub anchor: Option<String>,
    /// Ends of single tracks, where they are not those of all.
    pub track: Vec<TrackEnds>,
}

/// How a track begins and ends, where it is not as all do.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrackEnds {
    /// File name of the track.
    pub file: String,
    /// Length of its fade in, in seconds.
    pub fade_in_s: Option<f64>,
    /// Length of its fade out, in seconds.
    pub fade_out_s: Option<f64>,
    /// Silence between it and the next, in seconds.
    pub gap_s: Option<f64>,
}

impl AlbumManifest {
    /// What fades and gaps may be, in seconds.
    pub const ENDS_S: std::ops::RangeInclusive<f64> = 0.0..=30.0;

    /// Reads an album.toml.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        let read: Self =
            toml::from_str(text).map_err(|error: toml::de::Error| error.message().to_owned())?;
        for track in &read.track {
            let TrackEnds { file, fade_in_s, fade_out_s, gap_s } = track;
            let rows = [("fade_in_s", fade_in_s), ("fade_out_s", fade_out_s), ("gap_s", gap_s)];
            let wrong = rows.into_iter().find_map(|(name, value)| {
                Some((name, (*value)?)).filter(|(_, value)| !Self::ENDS_S.contains(value))
            });
            if let Some((name, value)) = wrong {
                let most_s = Self::ENDS_S.end();
                return Err(format!("{name} of `{file}` is {value}, expected 0 to {most_s} s"));
            }
        }
        Ok(read)
    }
}
