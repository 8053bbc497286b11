//! `song.toml`: what a folder of stems says about itself.
//!
//! Fields that are not known are left alone: manifests carry notes of all kinds.

use serde::Deserialize;

use crate::{RecipeLimits, Role, Tagging};

/// Bytes of a manifest; a real one has a few thousand.
const BYTES_MAX: usize = 1 << 20;

/// A song and its stems.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// Title, or empty.
    pub title: String,
    /// Artist, or empty.
    pub artist: String,
    /// Genre in the author's words.
    pub genre: Option<String>,
    /// Name of a profile.
    pub profile: Option<String>,
    /// Tempo, 20 to 400 beats per minute.
    pub bpm: Option<f64>,
    /// Key, like `A minor`.
    pub key: Option<String>,
    /// What the master is to say about itself.
    pub tags: Tagging,
    /// Tags that have not the form that they must have, in words; they are left out.
    pub odd_tags: Vec<String>,
    /// The stems, in the order of the file.
    pub stems: Vec<ManifestStem>,
}

/// One stem of a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestStem {
    /// Its name: the one given, else the file's without its ending.
    pub name: String,
    /// Its file, relative to the manifest and inside its folder.
    pub file: String,
    /// What it is, in the author's words: not always a [`Role`].
    pub role: Option<String>,
}

impl ManifestStem {
    /// The role, where the author's words are one.
    #[must_use]
    pub fn known_role(&self) -> Option<Role> {
        self.role.as_deref().and_then(|word| word.parse().ok())
    }
}

/// A manifest that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// Too long to be one.
    #[error("the manifest has {found} bytes, expected at most {limit}")]
    TooLarge {
        /// Bytes given.
        found: usize,
        /// Bytes accepted.
        limit: usize,
    },
    /// Not the TOML that is expected.
    #[error("the manifest cannot be read: {0}")]
    Syntax(String),
    /// Too few or too many stems.
    #[error("the manifest names {found} stems, expected 1 to {limit} of [[stem]] with a `file`")]
    Stems {
        /// Stems named.
        found: usize,
        /// Most that are accepted.
        limit: usize,
    },
    /// A file outside the manifest's folder.
    #[error(
        "stem file `{found}` is not inside the manifest's folder, expected a relative path \
             without `..`"
    )]
    Outside {
        /// The path.
        found: String,
    },
    /// Two stems of one name.
    #[error("two stems are named `{found}`, expected every name once")]
    Duplicate {
        /// The name.
        found: String,
    },
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    title: String,
    #[serde(default)]
    artist: String,
    genre: Option<String>,
    profile: Option<String>,
    bpm: Option<f64>,
    key: Option<String>,
    #[serde(flatten)]
    tags: TagFields,
    #[serde(default)]
    stem: Vec<FileStem>,
}

/// Tags besides title and artist. Manifests carry notes of all kinds: what is no text or number is
/// left alone.
#[derive(Deserialize)]
struct TagFields {
    album: Option<toml::Value>,
    album_artist: Option<toml::Value>,
    track: Option<toml::Value>,
    year: Option<toml::Value>,
    isrc: Option<toml::Value>,
    copyright: Option<toml::Value>,
    comment: Option<toml::Value>,
}

impl TagFields {
    /// The tags, and what is odd about them.
    fn tags(self, title: &str, artist: &str) -> (Tagging, Vec<String>) {
        let word = |value: Option<toml::Value>| match value {
            Some(toml::Value::String(text)) => text,
            Some(toml::Value::Integer(number)) => number.to_string(),
            Some(toml::Value::Datetime(date)) => date.to_string(),
            _ => String::new(),
        };
        let (mut tags, mut odd) = (Tagging::default(), Vec::new());
        for (name, text) in [
            ("title", title.to_owned()),
            ("artist", artist.to_owned()),
            ("album", word(self.album)),
            ("album_artist", word(self.album_artist)),
            ("track", word(self.track)),
            ("year", word(self.year)),
            ("isrc", word(self.isrc)),
            ("copyright", word(self.copyright)),
            ("comment", word(self.comment)),
        ] {
            odd.extend(tags.set(name, &text).err().map(|error| error.to_string()));
        }
        (tags, odd)
    }
}

#[derive(Deserialize)]
struct FileStem {
    name: Option<String>,
    file: String,
    role: Option<String>,
}

impl Manifest {
    /// Reads and checks a manifest.
    ///
    /// # Errors
    ///
    /// Returns the first fault.
    pub fn from_toml(text: &str) -> Result<Self, ManifestError> {
        if text.len() > BYTES_MAX {
            return Err(ManifestError::TooLarge { found: text.len(), limit: BYTES_MAX });
        }
        let file: File = toml::from_str(text)
            .map_err(|error| ManifestError::Syntax(error.to_string().trim_end().into()))?;
        let (found, limit) = (file.stem.len(), RecipeLimits::DEFAULT.stems);
        if !(1..=limit).contains(&found) {
            return Err(ManifestError::Stems { found, limit });
        }
        let mut stems: Vec<ManifestStem> = Vec::with_capacity(found);
        for FileStem { name, file, role } in file.stem {
            if !is_inside(&file) {
                return Err(ManifestError::Outside { found: file });
            }
            let name = name.unwrap_or_else(|| stem_of(&file).into());
            if stems.iter().any(|stem| stem.name == name) {
                return Err(ManifestError::Duplicate { found: name });
            }
            stems.push(ManifestStem { name, file, role: stated(role) });
        }
        let (tags, odd_tags) = file.tags.tags(&file.title, &file.artist);
        Ok(Self {
            tags,
            odd_tags,
            title: file.title,
            artist: file.artist,
            genre: stated(file.genre),
            profile: stated(file.profile),
            bpm: file.bpm.filter(|bpm| (20.0..=400.0).contains(bpm)),
            key: stated(file.key),
            stems,
        })
    }
}

/// Words that say nothing are nothing.
fn stated(word: Option<String>) -> Option<String> {
    word.filter(|word| !matches!(word.trim(), "" | "unknown" | "none"))
}

/// A relative path that stays in its folder, on any system.
fn is_inside(path: &str) -> bool {
    let odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
    let plain = |part: &str| !matches!(part, "" | "." | "..");
    !path.chars().any(odd) && path.split('/').all(plain)
}

fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SONG: &str = r#"
title = "A song"
artist = "Somebody"
genre = "hip-hop instrumental"
bpm = 87.0
key = "unknown"
licence = "CC0-1.0"

[mix]
file = "mix.flac"

[[stem]]
name = "kick"
file = "drums/kick.flac"
role = "kick"
lufs = -18.33

[[stem]]
file = "fx.microcosm.flac"
role = "fx_microcosm"
"#;

    #[test]
    fn a_manifest_reads_past_what_it_does_not_know() {
        let song = Manifest::from_toml(SONG).unwrap();
        assert_eq!((song.title.as_str(), song.bpm, song.key), ("A song", Some(87.0), None));
        let names: Vec<&str> = song.stems.iter().map(|stem| stem.name.as_str()).collect();
        assert_eq!(names, ["kick", "fx.microcosm"]);
        let roles: Vec<_> = song.stems.iter().map(ManifestStem::known_role).collect();
        assert_eq!(roles, [Some(Role::Kick), None]);
        assert_eq!(song.stems[1].role.as_deref(), Some("fx_microcosm"));
    }

    #[test]
    fn tags_are_taken_and_those_of_a_wrong_form_are_told() {
        let text =
            format!("isrc = 'DE-A01-23-45678'\nyear = 2026\nalbum = 'Blue'\ntrack = 'x'\n{SONG}");
        let song = Manifest::from_toml(&text).unwrap();
        let tags: Vec<_> = song.tags.iter().collect();
        let wanted = [
            ("title", "A song"),
            ("artist", "Somebody"),
            ("album", "Blue"),
            ("year", "2026"),
            ("isrc", "DEA012345678"),
        ];
        assert_eq!(tags, wanted);
        assert_eq!(song.odd_tags.len(), 1, "{:?}", song.odd_tags);
        assert!(song.odd_tags[0].contains("`x` is no track"), "{:?}", song.odd_tags);
    }

    #[test]
    fn files_stay_in_their_folder() {
        for path in
            ["/etc/passwd", "../a.wav", "a/../../b.wav", "C:\\a.wav", "a\\b.wav", "", "a//b", "./a"]
        {
            let text = format!("[[stem]]\nfile = '{path}'\n");
            let error = Manifest::from_toml(&text).unwrap_err();
            assert_eq!(error, ManifestError::Outside { found: path.into() });
        }
        assert!(Manifest::from_toml("[[stem]]\nfile = \"a\\u0000b\"\n").is_err());
    }

    #[test]
    fn counts_names_and_sizes_are_limited() {
        let error = Manifest::from_toml("title = 'x'").unwrap_err().to_string();
        assert!(error.starts_with("the manifest names 0 stems, expected 1 to 64"), "{error}");
        let many: String = (0..65).map(|i| format!("[[stem]]\nfile = '{i}.wav'\n")).collect();
        assert!(matches!(Manifest::from_toml(&many), Err(ManifestError::Stems { found: 65, .. })));
        let twice = "[[stem]]\nfile='a.wav'\n[[stem]]\nfile='a.flac'\n";
        let error = Manifest::from_toml(twice).unwrap_err();
        assert_eq!(error, ManifestError::Duplicate { found: "a".into() });
        let long = " ".repeat(BYTES_MAX + 1);
        assert!(matches!(Manifest::from_toml(&long), Err(ManifestError::TooLarge { .. })));
        let error = Manifest::from_toml("bpm = 'fast'").unwrap_err().to_string();
        assert!(error.contains("line 1"), "{error}");
    }

    proptest! {
        /// Damage is read or refused, never a panic; what is read stays in its folder.
        #[test]
        fn damaged_manifests_never_panic(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        ) {
            let mut bytes = SONG.as_bytes().to_vec();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Ok(song) = Manifest::from_toml(&String::from_utf8_lossy(&bytes)) {
                prop_assert!(song.stems.iter().all(|stem| is_inside(&stem.file)));
            }
        }
    }
}
