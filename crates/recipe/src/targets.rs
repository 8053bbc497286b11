//! `--targets FILE.yaml`: numbers of one's own, flat or one set per style.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::profiles::plain;

/// Bytes of a targets file; a real one has a few hundred.
const BYTES_MAX: usize = 64 << 10;

/// What a targets file may set. Everything is optional.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Targets {
    /// Integrated loudness of the master, in LUFS, −40 to −5.
    pub lufs: Option<f64>,
    /// Spectral centroid, in Hz, 200 to 10 000.
    pub spectral_centroid_hz: Option<f64>,
    /// RMS of side over RMS of mid, 0 to 1.
    pub stereo_ms_ratio: Option<f64>,
    /// Relative amplitudes of three bands.
    pub frequency_balance: Option<FrequencyBalance>,
    /// Character of processing.
    pub processing_chains: Option<ProcessingChains>,
    /// Highest true peak, in dBTP, −24 to 0.
    pub ceiling_dbtp: Option<f64>,
    /// Width against the un-widened mix, in percent, 0 to 140.
    pub width_pct: Option<f64>,
    /// Largest loudness range, in LU, 1 to 40.
    pub lra_max: Option<f64>,
}

/// Relative amplitudes under 250 Hz, between, and over 4 kHz, on any one scale, 0 to 1000.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct FrequencyBalance {
    pub low_energy: f64,
    pub mid_energy: f64,
    pub high_energy: f64,
}

/// Character of processing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProcessingChains {
    /// Of stems and buses. The depth is solved; the threshold is where the search starts.
    pub compression: Option<TargetCompression>,
}

/// Character of compression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TargetCompression {
    /// In dBFS, −60 to 0.
    pub threshold: Option<f64>,
    /// 1 to 10.
    pub ratio: Option<f64>,
    /// In ms, 0.5 to 200.
    pub attack: Option<f64>,
    /// In ms, 10 to 2000.
    pub release: Option<f64>,
}

/// A targets file: one set of numbers, or one per style.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetsFile {
    /// One set for whatever is mixed.
    One(Targets),
    /// By name of style.
    ByStyle(BTreeMap<String, Targets>),
}

/// A targets file that cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TargetsError {
    /// Too long to be one.
    #[error("the targets file has {found} bytes, expected at most {limit}")]
    TooLarge {
        /// Bytes given.
        found: usize,
        /// Bytes accepted.
        limit: usize,
    },
    /// Not the YAML that is expected.
    #[error("targets file, line {line}: {message}")]
    Syntax {
        /// Line, from 1; 0 where none is known.
        line: u64,
        /// What the parser says.
        message: String,
    },
    /// A value lies outside its range.
    #[error("targets file: `{field}` is {found}, expected {min} to {max}")]
    Range {
        /// The field.
        field: &'static str,
        /// Its value.
        found: f64,
        /// Least value.
        min: f64,
        /// Largest value.
        max: f64,
    },
    /// The file has several styles, none of which was asked for.
    #[error("the targets file has no style `{found}`, expected one of {known}: say --style NAME")]
    NoStyle {
        /// The style asked for; empty for none.
        found: String,
        /// Styles of the file, joined.
        known: String,
    },
}

const FIELDS: [&str; 8] = [
    "lufs",
    "spectral_centroid_hz",
    "stereo_ms_ratio",
    "frequency_balance",
    "processing_chains",
    "ceiling_dbtp",
    "width_pct",
    "lra_max",
];

impl TargetsFile {
    /// Reads and checks a targets file.
    ///
    /// # Errors
    ///
    /// Returns the first fault with its line or field.
    pub fn from_yaml(text: &str) -> Result<Self, TargetsError> {
        if text.len() > BYTES_MAX {
            return Err(TargetsError::TooLarge { found: text.len(), limit: BYTES_MAX });
        }
        let keys: BTreeMap<String, IgnoredAny> = parse(text)?;
        let flat = keys.is_empty() || keys.keys().any(|key| FIELDS.contains(&key.as_str()));
        let file = if flat { Self::One(parse(text)?) } else { Self::ByStyle(parse(text)?) };
        match &file {
            Self::One(targets) => targets.check()?,
            Self::ByStyle(styles) => styles.values().try_for_each(Targets::check)?,
        }
        Ok(file)
    }

    /// The numbers for `style`; a file with a single style needs none to be named.
    ///
    /// # Errors
    ///
    /// Returns [`TargetsError::NoStyle`] where the choice is open or the style is missing.
    pub fn for_style(&self, style: Option<&str>) -> Result<&Targets, TargetsError> {
        let styles = match self {
            Self::One(targets) => return Ok(targets),
            Self::ByStyle(styles) => styles,
        };
        let asked = |name: &&String| style.is_some_and(|style| plain(style) == plain(name));
        let found = styles
            .keys()
            .find(asked)
            .or_else(|| styles.keys().next().filter(|_| style.is_none() && styles.len() == 1));
        found.and_then(|name| styles.get(name)).ok_or_else(|| TargetsError::NoStyle {
            found: style.unwrap_or_default().into(),
            known: styles.keys().cloned().collect::<Vec<_>>().join(", "),
        })
    }
}

impl Targets {
    fn check(&self) -> Result<(), TargetsError> {
        let compression = self.processing_chains.unwrap_or_default().compression;
        let compression = compression.unwrap_or_default();
        let balance = self.frequency_balance;
        let rows = [
            ("lufs", self.lufs, -40.0, -5.0),
            ("spectral_centroid_hz", self.spectral_centroid_hz, 200.0, 10_000.0),
            ("stereo_ms_ratio", self.stereo_ms_ratio, 0.0, 1.0),
            ("ceiling_dbtp", self.ceiling_dbtp, -24.0, 0.0),
            ("width_pct", self.width_pct, 0.0, 140.0),
            ("lra_max", self.lra_max, 1.0, 40.0),
            ("low_energy", balance.map(|balance| balance.low_energy), 0.0, 1_000.0),
            ("mid_energy", balance.map(|balance| balance.mid_energy), 0.0, 1_000.0),
            ("high_energy", balance.map(|balance| balance.high_energy), 0.0, 1_000.0),
            ("threshold", compression.threshold, -60.0, 0.0),
            ("ratio", compression.ratio, 1.0, 10.0),
            ("attack", compression.attack, 0.5, 200.0),
            ("release", compression.release, 10.0, 2_000.0),
        ];
        for (field, value, min, max) in rows {
            if let Some(found) = value.filter(|value| !(min..=max).contains(value)) {
                return Err(TargetsError::Range { field, found, min, max });
            }
        }
        Ok(())
    }
}

fn parse<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, TargetsError> {
    let options = serde_saphyr::options! { with_snippet: false };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let line = error.location().map_or(0, |location| location.line());
        let message = error.to_string();
        // The parser says the place once more at the end.
        let end = message.rfind(" at line ").unwrap_or(message.len());
        TargetsError::Syntax { line, message: message[..end].into() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUNK: &str = "\
rock_punk:
  lufs: -9.5
  spectral_centroid_hz: 2800
  stereo_ms_ratio: 0.6
  frequency_balance:
    low_energy: 0.3
    mid_energy: 0.5
    high_energy: 0.4
  processing_chains:
    compression:
      threshold: -12
      ratio: 4.0
      attack: 3
      release: 100
";

    #[test]
    fn a_file_by_style_reads_like_a_flat_one() {
        let flat: String = PUNK.lines().skip(1).map(|line| format!("{}\n", &line[2..])).collect();
        let flat = TargetsFile::from_yaml(&flat).unwrap();
        let keyed = TargetsFile::from_yaml(PUNK).unwrap();
        let targets = keyed.for_style(Some("Rock Punk")).unwrap();
        assert_eq!(targets, flat.for_style(None).unwrap());
        assert_eq!(targets, keyed.for_style(None).unwrap(), "a single style needs no name");
        assert_eq!((targets.lufs, targets.spectral_centroid_hz), (Some(-9.5), Some(2_800.0)));
        let compression = targets.processing_chains.unwrap().compression.unwrap();
        assert_eq!(compression.threshold, Some(-12.0));
        assert_eq!(compression.release, Some(100.0));
        assert_eq!(targets.frequency_balance.unwrap().high_energy.to_bits(), 0.4f64.to_bits());
    }

    #[test]
    fn faults_name_their_line_or_field() {
        let message = |text: &str| TargetsFile::from_yaml(text).unwrap_err().to_string();
        let unknown = message("lufs: -9\nlofs: -9\n");
        assert!(unknown.starts_with("targets file, line 2: "), "{unknown}");
        assert!(unknown.contains("lofs"), "{unknown}");
        let word = message("lufs: -9\nwidth_pct: wide\n");
        assert!(word.starts_with("targets file, line 2: "), "{word}");
        assert_eq!(message("lufs: 3"), "targets file: `lufs` is 3, expected -40 to -5");
        assert_eq!(message("lufs: -41"), "targets file: `lufs` is -41, expected -40 to -5");
        assert!(message("a: 1\nlufs: .nan").starts_with("targets file, line 2: "));
        let two = TargetsFile::from_yaml("a: {lufs: -9}\nb: {lufs: -12}\n").unwrap();
        assert_eq!(
            two.for_style(Some("c")).unwrap_err().to_string(),
            "the targets file has no style `c`, expected one of a, b: say --style NAME"
        );
        assert!(two.for_style(None).is_err());
        let long = " ".repeat(BYTES_MAX + 1);
        assert!(matches!(TargetsFile::from_yaml(&long), Err(TargetsError::TooLarge { .. })));
    }

    #[test]
    fn bombs_and_rubbish_are_refused() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..9 {
            let refs = vec![format!("*a{}", level - 1); 9].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{refs}]\n"));
        }
        for text in [bomb.as_str(), "[", "- 1", "lufs", "{", "\u{0}", "? :"] {
            assert!(TargetsFile::from_yaml(text).is_err(), "{text:.20}");
        }
        assert_eq!(TargetsFile::from_yaml("{}"), Ok(TargetsFile::One(Targets::default())));
    }
}
