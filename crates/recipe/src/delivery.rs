//! How the master is written: which files, at which depth and rate, with which tags.

use serde::{Deserialize, Serialize};

use crate::{RecipeError, Tagging};

/// How the master is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Delivery {
    /// Rate of the master, in Hz; the session's when none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample_rate_hz: Option<u32>,
    /// Depth of the master.
    pub bit_depth: BitDepth,
    /// Container of the master, which loses nothing.
    pub format: FileFormat,
    /// Noise-shaped instead of flat dither.
    pub noise_shaping: bool,
    /// Further files of the same master.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<FileKind>,
    /// Highest true peak after lossy coding, in dBTP: where a decoded file is over it, the ceiling
    /// was lowered. Nothing is coded when none is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub codec_ceiling_dbtp: Option<f64>,
    /// Title, artist and the like; they win over what the stems say.
    #[serde(skip_serializing_if = "Tagging::is_empty")]
    pub tags: Tagging,
}

impl Default for Delivery {
    fn default() -> Self {
        Self {
            sample_rate_hz: None,
            bit_depth: BitDepth::Int24,
            format: FileFormat::Wav,
            noise_shaping: false,
            also: Vec::new(),
            codec_ceiling_dbtp: None,
            tags: Tagging::default(),
        }
    }
}

/// Depth of samples in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub enum BitDepth {
    /// 16-bit integers, dithered.
    #[serde(rename = "16")]
    Int16,
    /// 24-bit integers, dithered.
    #[serde(rename = "24")]
    Int24,
    /// 32-bit floating point.
    #[serde(rename = "32f")]
    Float32,
}

/// Container of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum FileFormat {
    Wav,
    Flac,
    Aiff,
    Mp3,
    /// Vorbis in Ogg.
    Ogg,
    Opus,
}

/// One file of a master: its container, and the depth or the bit rate where they are not the usual
/// ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileKind {
    /// Container.
    pub format: FileFormat,
    /// Depth of its samples; none for lossy coding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bit_depth: Option<BitDepth>,
    /// Bit rate of lossy coding, in kbit/s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kbps: Option<u32>,
}

/// Most files of one master.
const FILES_MAX: usize = 16;

impl FileFormat {
    /// Every format, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Wav, Self::Flac, Self::Aiff, Self::Mp3, Self::Ogg, Self::Opus];

    /// Its name in a recipe and on the command line; also the ending of its files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wav => "wav",
            Self::Flac => "flac",
            Self::Aiff => "aiff",
            Self::Mp3 => "mp3",
            Self::Ogg => "ogg",
            Self::Opus => "opus",
        }
    }

    /// Whether part of the sound is thrown away.
    #[must_use]
    pub const fn is_lossy(self) -> bool {
        matches!(self, Self::Mp3 | Self::Ogg | Self::Opus)
    }

    /// Bit rates that can be asked for, in kbit/s, and the usual one; none without loss.
    #[must_use]
    pub const fn rates(self) -> Option<(&'static [u32], u32)> {
        match self {
            Self::Mp3 => Some((&[96, 112, 128, 160, 192, 224, 256, 320], 320)),
            Self::Ogg => Some((&[96, 112, 128, 160, 192, 224, 256, 320], 256)),
            Self::Opus => Some((&[64, 96, 128, 160, 192, 256, 320], 160)),
            Self::Wav | Self::Flac | Self::Aiff => None,
        }
    }

    /// The rate of its file for a master at `rate_hz`, in Hz. Opus knows 48 kHz only; the others
    /// that lose sound stay in the family of the master where they can.
    #[must_use]
    pub fn sample_rate_hz(self, rate_hz: u32) -> u32 {
        match self {
            Self::Opus => 48_000,
            Self::Mp3 | Self::Ogg if ![32_000, 44_100, 48_000].contains(&rate_hz) => {
                if rate_hz.is_multiple_of(11_025) { 44_100 } else { 48_000 }
            }
            _ => rate_hz,
        }
    }
}

impl FileKind {
    /// Nothing but the usual.
    #[must_use]
    pub const fn usual(format: FileFormat) -> Self {
        Self { format, bit_depth: None, kbps: None }
    }

    /// Its depth beside a master of `master`: that, where the container can hold it.
    #[must_use]
    pub fn depth(&self, master: BitDepth) -> BitDepth {
        match (self.bit_depth.unwrap_or(master), self.format) {
            (BitDepth::Float32, FileFormat::Flac) => BitDepth::Int24,
            (depth, _) => depth,
        }
    }

    /// Its bit rate, in kbit/s; none without loss.
    #[must_use]
    pub fn rate_kbps(&self) -> Option<u32> {
        self.format.rates().map(|(_, usual)| self.kbps.unwrap_or(usual))
    }

    /// What is wrong with it, as found and expected.
    fn fault(&self) -> Option<(String, String)> {
        let name = self.format.name();
        match (self.format.rates(), self.kbps, self.bit_depth) {
            (Some((rates, _)), Some(kbps), _) if !rates.contains(&kbps) => {
                let rates: Vec<String> = rates.iter().map(u32::to_string).collect();
                Some((format!("{name} of {kbps} kbit/s"), rates.join(", ")))
            }
            (Some(_), _, Some(_)) => Some((format!("{name} with a depth"), "a bit rate".into())),
            (None, Some(_), _) => Some((format!("{name} with a bit rate"), "a depth".into())),
            (None, _, Some(BitDepth::Float32)) if self.format == FileFormat::Flac => {
                Some(("flac in floating point".into(), "16 or 24 bits".into()))
            }
            _ => None,
        }
    }
}

impl Delivery {
    /// Every file, the master first.
    pub fn files(&self) -> impl Iterator<Item = FileKind> {
        let master = FileKind { format: self.format, bit_depth: Some(self.bit_depth), kbps: None };
        std::iter::once(master).chain(self.also.iter().copied())
    }

    /// Checks what [`crate::Brief::check`] asks for.
    pub(crate) fn check(&self) -> Result<(), RecipeError> {
        let header = |field: &str, found: String, expected: String| {
            Err(RecipeError::Header { field: format!("brief.delivery.{field}"), found, expected })
        };
        if self.format.is_lossy() {
            let found = self.format.name().into();
            return header("format", found, "wav, flac or aiff; others in `also`".into());
        }
        let (found, limit) = (self.also.len(), FILES_MAX);
        if found > limit {
            return Err(RecipeError::TooMany { what: "files of the master", found, limit });
        }
        if let Some((found, expected)) = self.files().find_map(|file| file.fault()) {
            return header("also", found, expected);
        }
        let ceilings = -24.0..=0.0;
        match self.codec_ceiling_dbtp {
            Some(found) if !ceilings.contains(&found) => {
                return header("codec_ceiling_dbtp", found.to_string(), "-24 to 0 dBTP".into());
            }
            _ => {}
        }
        self.tags.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(delivery: Delivery) -> String {
        delivery.check().unwrap_err().to_string()
    }

    #[test]
    fn files_that_cannot_be_are_refused_with_what_can() {
        let also = |format, bit_depth, kbps| Delivery {
            also: vec![FileKind { format, bit_depth, kbps }],
            ..Delivery::default()
        };
        assert!(fault(also(FileFormat::Mp3, None, Some(100))).contains("96, 112, 128"));
        assert!(fault(also(FileFormat::Opus, Some(BitDepth::Int16), None)).contains("a bit rate"));
        assert!(fault(also(FileFormat::Aiff, None, Some(128))).contains("a depth"));
        let floating = Some(BitDepth::Float32);
        assert!(fault(also(FileFormat::Flac, floating, None)).contains("16 or 24"));
        let lossy = Delivery { format: FileFormat::Mp3, ..Delivery::default() };
        assert!(fault(lossy).contains("wav, flac or aiff"));
        let ceiling = Delivery { codec_ceiling_dbtp: Some(f64::NAN), ..Delivery::default() };
        assert!(fault(ceiling).contains("-24 to 0"));
        for format in FileFormat::ALL {
            assert_eq!(also(format, None, None).check(), Ok(()));
        }
    }

    #[test]
    fn rates_stay_in_their_family_where_the_coding_allows() {
        for (format, master_hz, hz) in [
            (FileFormat::Wav, 192_000, 192_000),
            (FileFormat::Opus, 44_100, 48_000),
            (FileFormat::Mp3, 44_100, 44_100),
            (FileFormat::Mp3, 88_200, 44_100),
            (FileFormat::Mp3, 96_000, 48_000),
            (FileFormat::Ogg, 8_000, 48_000),
        ] {
            assert_eq!(format.sample_rate_hz(master_hz), hz, "{format:?} of {master_hz}");
        }
    }

    #[test]
    fn a_depth_that_a_container_cannot_hold_becomes_the_next() {
        let flac = FileKind::usual(FileFormat::Flac);
        assert_eq!(flac.depth(BitDepth::Float32), BitDepth::Int24);
        assert_eq!(flac.depth(BitDepth::Int16), BitDepth::Int16);
        assert_eq!(FileKind::usual(FileFormat::Mp3).rate_kbps(), Some(320));
        assert_eq!(flac.rate_kbps(), None);
    }
}
