//! The profiles that come with the program, checked on load and found by any of their names.

use std::sync::OnceLock;

use crate::profile::{Compression, CompressionCharacter, Profile, ProfileKind};

const SOURCES: [(&str, &str); 14] = [
    ("neutral", include_str!("../../../profiles/neutral.toml")),
    ("streaming", include_str!("../../../profiles/streaming.toml")),
    ("club", include_str!("../../../profiles/club.toml")),
    ("pop", include_str!("../../../profiles/pop.toml")),
    ("rock", include_str!("../../../profiles/rock.toml")),
    ("hip_hop", include_str!("../../../profiles/hip_hop.toml")),
    ("electro_house", include_str!("../../../profiles/electro_house.toml")),
    ("rock_punk", include_str!("../../../profiles/rock_punk.toml")),
    ("rnb_ballad", include_str!("../../../profiles/rnb_ballad.toml")),
    ("country_pop", include_str!("../../../profiles/country_pop.toml")),
    ("electronic", include_str!("../../../profiles/electronic.toml")),
    ("jazz", include_str!("../../../profiles/jazz.toml")),
    ("classical", include_str!("../../../profiles/classical.toml")),
    ("speech", include_str!("../../../profiles/speech.toml")),
];

/// A profile that cannot be had.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ProfileError {
    /// No profile has this name.
    #[error("there is no profile `{found}`: {}expected one of {known}",
            nearest.as_ref().map(|name| format!("did you mean `{name}`? ")).unwrap_or_default())]
    Unknown {
        /// The name asked for.
        found: String,
        /// The name most like it.
        nearest: Option<String>,
        /// Names there are, joined.
        known: String,
    },
    /// The text is not a profile.
    #[error("profile `{id}`: {message}")]
    Syntax {
        /// Id of the profile.
        id: String,
        /// What the parser says, with the line.
        message: String,
    },
    /// A value lies outside its range.
    #[error("profile `{id}`: `{field}` is {found}, expected {min} to {max}")]
    Range {
        /// Id of the profile.
        id: String,
        /// The field.
        field: String,
        /// Its value.
        found: f64,
        /// Least value.
        min: f64,
        /// Largest value.
        max: f64,
    },
}

impl Profile {
    /// All of them.
    #[must_use]
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Profile>> = OnceLock::new();
        ALL.get_or_init(|| {
            // A test reads every file, so none is ever left out here.
            SOURCES.iter().filter_map(|(id, text)| Self::from_toml(id, text).ok()).collect()
        })
    }

    /// The profile for what is unknown.
    #[must_use]
    pub fn neutral() -> &'static Self {
        &Self::all()[0]
    }

    /// Reads and checks one profile.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the text or the first value outside its range.
    pub fn from_toml(id: &str, text: &str) -> Result<Self, ProfileError> {
        let profile: Self = toml::from_str(text).map_err(|error| ProfileError::Syntax {
            id: id.into(),
            message: error.to_string().trim_end().into(),
        })?;
        profile.check()?;
        Ok(profile)
    }

    /// Finds a profile by id, title or another of its names; case, spaces and dashes do not
    /// matter.
    ///
    /// # Errors
    ///
    /// Returns [`ProfileError::Unknown`] with what there is and the nearest name.
    pub fn find(name: &str) -> Result<&'static Self, ProfileError> {
        let wanted = plain(name);
        let has_name = |profile: &&Self| profile.names().any(|name| plain(name) == wanted);
        Self::all().iter().find(has_name).ok_or_else(|| unknown(name, &wanted))
    }

    /// The first profile named in a few words, like `death metal` or `classical, orchestra`.
    #[must_use]
    pub fn in_words(words: &str) -> Option<&'static Self> {
        const WORDS_MAX: usize = 16;
        let words: Vec<&str> = words
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '(' | ')'))
            .filter(|word| !word.is_empty())
            .take(WORDS_MAX)
            .collect();
        let known = |name: &str| {
            let wanted = plain(name);
            Self::all().iter().find(|profile| profile.names().any(|name| plain(name) == wanted))
        };
        // The earliest name, and of those that start together the longest.
        (0..words.len()).find_map(|from| {
            (from + 1..=words.len()).rev().find_map(|to| known(&words[from..to].join(" ")))
        })
    }

    /// Whether it is meant to be found by this kind of option.
    #[must_use]
    pub fn is_a(&self, kind: ProfileKind) -> bool {
        self.kinds.contains(&kind)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let own = [self.id.as_str(), self.title.as_str()];
        own.into_iter().chain(self.aliases.iter().map(String::as_str))
    }

    fn check(&self) -> Result<(), ProfileError> {
        let check = |field: &str, found: f64, min: f64, max: f64| {
            if (min..=max).contains(&found) {
                return Ok(());
            }
            let (id, field) = (self.id.clone(), field.to_string());
            Err(ProfileError::Range { id, field, found, min, max })
        };
        check("lufs", self.lufs, -24.0, -6.0)?;
        check("ceiling_dbtp", self.ceiling_dbtp, -6.0, 0.0)?;
        check("lra_max_lu", self.lra_max_lu.unwrap_or(10.0), 3.0, 30.0)?;
        check("width_cap_pct", self.width_cap_pct, 100.0, 140.0)?;
        check("width_pct", self.width_pct, 50.0, self.width_cap_pct)?;
        check("centroid_hz", self.centroid_hz.unwrap_or(2_000.0), 500.0, 6_000.0)?;
        check("stereo_ms_ratio", self.stereo_ms_ratio.unwrap_or(0.5), 0.0, 0.9)?;
        check("mono_below_hz", self.mono_below_hz, 0.0, 300.0)?;
        check("saturation_db", self.saturation_db, 0.0, 12.0)?;
        check("transient_db", self.transient_db, 0.0, 6.0)?;
        check("intensity_pct", self.intensity_pct, 0.0, 100.0)?;
        for level_db in self.tone.octave_db {
            check("tone.octave_db", level_db, -60.0, 20.0)?;
        }
        check("tone.tolerance_db", self.tone.tolerance_db, 1.0, 12.0)?;
        let CompressionCharacter { stems, bus, master } = self.compression;
        for (stage, character) in [("stems", stems), ("bus", bus), ("master", master)] {
            check_compression(stage, &character, check)?;
        }
        self.check_space(check)
    }

    fn check_space(
        &self,
        check: impl Fn(&str, f64, f64, f64) -> Result<(), ProfileError>,
    ) -> Result<(), ProfileError> {
        check("reverb.decay_s", self.reverb.decay_s, 0.1, 12.0)?;
        check("reverb.pre_delay_ms", self.reverb.pre_delay_ms, 0.0, 200.0)?;
        check("reverb.damping_hz", self.reverb.damping_hz, 500.0, 20_000.0)?;
        check("reverb.level_lu", self.reverb.level_lu, -40.0, -6.0)?;
        check("delay.feedback_pct", self.delay.feedback_pct, 0.0, 90.0)?;
        check("delay.level_lu", self.delay.level_lu, -40.0, -6.0)?;
        for lu in self.offsets_lu.groups.values().chain(self.offsets_lu.roles.values()) {
            check("offsets_lu", *lu, -12.0, 12.0)?;
        }
        for db in self.sends_db.reverb.values().chain(self.sends_db.delay.values()) {
            check("sends_db", *db, -60.0, 0.0)?;
        }
        Ok(())
    }
}

fn check_compression(
    stage: &str,
    character: &Compression,
    check: impl Fn(&str, f64, f64, f64) -> Result<(), ProfileError>,
) -> Result<(), ProfileError> {
    let field = |name: &str| format!("compression.{stage}.{name}");
    check(&field("ratio"), character.ratio, 1.0, 10.0)?;
    check(&field("attack_ms"), character.attack_ms, 0.5, 200.0)?;
    check(&field("release_ms"), character.release_ms, 10.0, 2_000.0)?;
    check(&field("knee_db"), character.knee_db, 0.0, 24.0)?;
    check(&field("reduction_db"), character.reduction_db, 0.0, 2.9)?;
    check(&field("threshold_db"), character.threshold_db.unwrap_or(-20.0), -60.0, 0.0)
}

/// Lower case, letters, digits and `&` only: `Electro House`, `electro-house`, `ELECTRO_HOUSE`.
pub(crate) fn plain(name: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || *c == '&';
    name.chars().filter(kept).flat_map(char::to_lowercase).collect()
}

fn unknown(found: &str, wanted: &str) -> ProfileError {
    let ids = Profile::all().iter().map(|profile| profile.id.as_str());
    let names = Profile::all().iter().flat_map(Profile::names);
    let nearest = nearest(wanted, names);
    // Long words from outside are not repeated whole.
    let found = found.chars().take(64).collect();
    ProfileError::Unknown { found, nearest, known: ids.collect::<Vec<_>>().join(", ") }
}

/// The name most like `wanted`, if at most a third of its letters differ.
#[must_use]
pub fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    const LETTERS_MAX: usize = 64;
    if wanted.chars().count() > LETTERS_MAX {
        return None;
    }
    let (distance, name) =
        names.map(|name| (distance(wanted, &plain(name)), name)).min_by_key(|(d, _)| *d)?;
    (distance <= (wanted.chars().count() / 3).max(1)).then(|| name.to_string())
}

/// Letters to insert, delete or change (V. I. Levenshtein, 1966).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = corner + usize::from(from != *to);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Note;

    /// Id, LUFS, centroid in Hz, side over mid, width cap in percent: what is published.
    type Row = (&'static str, f64, Option<f64>, Option<f64>, f64);

    const PUBLISHED: [Row; 14] = [
        ("electro_house", -10.0, Some(2_600.0), Some(0.5), 140.0),
        ("pop", -10.0, Some(2_300.0), Some(0.45), 125.0),
        ("hip_hop", -8.0, Some(2_100.0), Some(0.35), 120.0),
        ("rock", -10.0, Some(2_300.0), Some(0.5), 125.0),
        ("streaming", -14.0, None, None, 115.0),
        ("club", -8.0, None, None, 130.0),
        ("rock_punk", -9.5, Some(2_800.0), Some(0.6), 130.0),
        ("rnb_ballad", -12.0, Some(1_800.0), Some(0.8), 140.0),
        ("country_pop", -10.5, Some(2_200.0), Some(0.7), 130.0),
        ("speech", -16.0, Some(1_900.0), Some(0.1), 100.0),
        ("jazz", -16.0, Some(1_700.0), Some(0.4), 115.0),
        ("electronic", -10.0, Some(2_500.0), Some(0.5), 140.0),
        ("classical", -18.0, None, None, 105.0),
        ("neutral", -14.0, None, None, 115.0),
    ];

    #[test]
    fn every_file_is_a_profile_of_its_name() {
        for (id, text) in SOURCES {
            let profile = Profile::from_toml(id, text).unwrap();
            assert_eq!(profile.id, id);
            assert!(!profile.kinds.is_empty() && !profile.about.is_empty(), "{id}");
        }
        assert_eq!(Profile::all().len(), 14);
        assert_eq!(Profile::neutral().id, "neutral");
    }

    #[test]
    fn profiles_have_the_published_numbers() {
        for (id, lufs, centroid_hz, ms_ratio, cap_pct) in PUBLISHED {
            let profile = Profile::find(id).unwrap();
            let found = (profile.lufs, profile.centroid_hz, profile.stereo_ms_ratio);
            assert_eq!(found, (lufs, centroid_hz, ms_ratio), "{id}");
            assert_eq!(profile.width_cap_pct.to_bits(), cap_pct.to_bits(), "{id}");
            assert_eq!(profile.ceiling_dbtp.to_bits(), (-1.0f64).to_bits(), "{id}");
        }
        let punk = Profile::find("rock_punk").unwrap().compression.stems;
        let found = (punk.threshold_db, punk.ratio, punk.attack_ms, punk.release_ms);
        assert_eq!(found, (Some(-12.0), 4.0, 3.0, 100.0));
    }

    #[test]
    fn no_two_profiles_share_a_name() {
        let all = || Profile::all().iter();
        for one in all() {
            for name in one.names() {
                let owners = all().filter(|other| other.names().any(|n| plain(n) == plain(name)));
                assert_eq!(owners.count(), 1, "{name}");
            }
        }
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        for (name, id) in [
            ("Electro House", "electro_house"),
            ("ELECTRO-HOUSE", "electro_house"),
            ("R&B", "rnb_ballad"),
            ("hip hop", "hip_hop"),
            ("Podcast", "speech"),
        ] {
            assert_eq!(Profile::find(name).unwrap().id, id);
        }
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest_and_the_list() {
        let error = Profile::find("electro hous").unwrap_err().to_string();
        let wanted = "there is no profile `electro hous`: did you mean `electro_house`? expected \
                      one of neutral, streaming, club, pop, rock, hip_hop, electro_house, \
                      rock_punk, rnb_ballad, country_pop, electronic, jazz, classical, speech";
        assert_eq!(error, wanted);
        let error = Profile::find("xylophone concerto").unwrap_err().to_string();
        assert!(error.contains("`xylophone concerto`: expected one of"), "{error}");
    }

    #[test]
    fn a_value_out_of_range_is_refused_by_name() {
        let text = SOURCES[0].1.replace("lufs = -14.0", "lufs = 3.0");
        let error = Profile::from_toml("neutral", &text).unwrap_err().to_string();
        assert_eq!(error, "profile `neutral`: `lufs` is 3, expected -24 to -6");
        let text = SOURCES[0].1.replace("lufs = -14.0", "loudness = 3.0");
        assert!(matches!(Profile::from_toml("x", &text), Err(ProfileError::Syntax { .. })));
    }

    #[test]
    fn distances_count_letters() {
        assert_eq!(
            [distance("kitten", "sitting"), distance("", "abc"), distance("a", "a")],
            [3, 3, 0]
        );
    }

    #[test]
    fn a_dotted_eighth_at_120_bpm_lasts_375_ms() {
        assert!((Note::DottedEighth.ms(120.0) - 375.0).abs() < 1e-9);
    }

    #[test]
    fn bands_of_an_octave_read_the_curve_itself() {
        let tone = &Profile::neutral().tone;
        for (centre_hz, level_db) in crate::ToneCorridor::CENTRES_HZ.into_iter().zip(tone.octave_db)
        {
            let half = std::f64::consts::SQRT_2;
            let found_db = tone.band_level_db(centre_hz / half, centre_hz * half);
            assert!((found_db - level_db).abs() < 1e-9, "{centre_hz} Hz: {found_db} dB");
        }
        // Half an octave at 1 kHz, on a curve of −2 dB per octave: 0 dB and 10·lg of its share.
        let wanted_db = 10.0 * ((2f64.powf(0.25) - 2f64.powf(-0.25)) * 2f64.sqrt()).log10();
        let found_db = tone.band_level_db(1_000.0 * 2f64.powf(-0.25), 1_000.0 * 2f64.powf(0.25));
        assert!((found_db - wanted_db).abs() < 1e-9);
    }
}
