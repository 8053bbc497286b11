//! Values of options: each parser says what was found and what is possible.

use std::str::FromStr;

use recipe::{Amounts, BitDepth, FileFormat, FileKind, Role, Tagging, UnknownRole};

/// `--role FILE=ROLE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoleWish {
    /// Path, name, or name without ending, of a stem.
    pub(crate) file: String,
    /// What it is.
    pub(crate) role: Role,
}

/// `--amount`: what was said, family by family, in percent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct AmountWish([Option<f32>; 6]);

/// Families in the order of [`AmountWish`].
const FAMILIES: [&str; 6] = ["overall", "tone", "dynamics", "width", "space", "loudness"];

/// Parses a number within a range.
pub(super) fn within(
    low: f64,
    high: f64,
    unit: &'static str,
) -> impl Fn(&str) -> Result<f64, String> + Clone {
    move |text| {
        let value: f64 =
            text.parse().map_err(|_| format!("expected a number, {low} to {high} {unit}"))?;
        if (low..=high).contains(&value) {
            Ok(value)
        } else {
            Err(format!("{value} lies outside {low} to {high} {unit}"))
        }
    }
}

pub(super) fn bit_depth(text: &str) -> Result<BitDepth, String> {
    match text {
        "16" => Ok(BitDepth::Int16),
        "24" => Ok(BitDepth::Int24),
        "32f" | "32" => Ok(BitDepth::Float32),
        _ => Err("expected 16, 24 or 32f".into()),
    }
}

/// `--tag NAME=TEXT`, its form checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TagWish {
    pub(crate) name: String,
    pub(crate) text: String,
}

pub(super) fn tag_wish(text: &str) -> Result<TagWish, String> {
    let (name, text) = text.split_once('=').ok_or("expected NAME=TEXT, like title=Overture")?;
    Tagging::default().set(name, text).map_err(|error| error.to_string())?;
    Ok(TagWish { name: name.into(), text: text.into() })
}

/// `wav`, `flac:16`, `mp3:192`.
pub(super) fn file_kind(text: &str) -> Result<FileKind, String> {
    let lower = text.trim().to_ascii_lowercase();
    let (name, option) =
        lower.split_once(':').map_or((lower.as_str(), None), |(a, b)| (a, Some(b)));
    let name = match name {
        "aif" => "aiff",
        "vorbis" => "ogg",
        other => other,
    };
    let format =
        FileFormat::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            format!("`{name}` is no format, expected wav, flac, aiff, mp3, ogg or opus")
        })?;
    let Some(option) = option else { return Ok(FileKind::usual(format)) };
    match format.rates() {
        None => {
            let depth = bit_depth(option)?;
            if (format, depth) == (FileFormat::Flac, BitDepth::Float32) {
                return Err("FLAC holds integers, expected flac:16 or flac:24".into());
            }
            Ok(FileKind { bit_depth: Some(depth), ..FileKind::usual(format) })
        }
        Some((rates, _)) => {
            let kbps = option.parse().ok().filter(|kbps| rates.contains(kbps));
            let words: Vec<String> = rates.iter().map(u32::to_string).collect();
            let kbps =
                kbps.ok_or_else(|| format!("expected {name}:KBPS of {}", words.join(", ")))?;
            Ok(FileKind { kbps: Some(kbps), ..FileKind::usual(format) })
        }
    }
}

pub(super) fn role_wish(text: &str) -> Result<RoleWish, String> {
    // A file's name may hold `=`, a role's never does.
    let (file, role) =
        text.rsplit_once('=').ok_or("expected FILE=ROLE, like take7.wav=lead_vocal")?;
    if file.is_empty() {
        return Err("the file is missing, expected FILE=ROLE".into());
    }
    let role = role.parse().map_err(|error: UnknownRole| error.to_string())?;
    Ok(RoleWish { file: file.into(), role })
}

impl AmountWish {
    /// `amounts` with what was said put in.
    pub(crate) fn over(&self, mut amounts: Amounts) -> Amounts {
        let fields = [
            &mut amounts.overall_pct,
            &mut amounts.tone_pct,
            &mut amounts.dynamics_pct,
            &mut amounts.width_pct,
            &mut amounts.space_pct,
            &mut amounts.loudness_pct,
        ];
        for (field, said) in fields.into_iter().zip(self.0) {
            *field = said.unwrap_or(*field);
        }
        amounts
    }
}

impl FromStr for AmountWish {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut wish = Self::default();
        for part in text.split(',').map(str::trim) {
            let (family, value) = part.split_once('=').unwrap_or(("overall", part));
            let place =
                FAMILIES.iter().position(|known| *known == family.trim()).ok_or_else(|| {
                    format!("`{family}` is no family, expected one of {}", FAMILIES.join(", "))
                })?;
            let percent = within(0.0, 150.0, "%")(value.trim().trim_end_matches('%'))?;
            if wish.0[place].replace(percent as f32).is_some() {
                return Err(format!("`{}` is there twice", FAMILIES[place]));
            }
        }
        Ok(wish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_amount_is_the_overall_one_and_families_stand_beside_it() {
        let amounts = |text: &str| text.parse::<AmountWish>().unwrap().over(Amounts::default());
        assert_eq!(amounts("80"), Amounts { overall_pct: 80.0, ..Amounts::default() });
        let three =
            Amounts { overall_pct: 90.0, tone_pct: 50.0, space_pct: 120.0, ..Amounts::default() };
        assert_eq!(amounts("tone=50, space=120%,overall=90"), three);
    }

    #[test]
    fn wrong_amounts_are_told_apart() {
        let error = |text: &str| text.parse::<AmountWish>().unwrap_err();
        assert!(error("200").contains("200 lies outside 0 to 150 %"));
        assert!(error("bass=20").contains("`bass` is no family, expected one of overall"));
        assert!(error("much").contains("expected a number"));
        assert!(error("tone=1,tone=2").contains("twice"));
        assert!(error("NaN").contains("outside"));
    }

    #[test]
    fn files_and_tags_are_read_with_what_they_may_be() {
        let kind = |text: &str| file_kind(text).unwrap();
        assert_eq!(kind("FLAC:16").bit_depth, Some(BitDepth::Int16));
        assert_eq!((kind("vorbis:192").format, kind("mp3").kbps), (FileFormat::Ogg, None));
        assert!(file_kind("mp3:100").unwrap_err().contains("96, 112, 128"));
        assert!(file_kind("m4a").unwrap_err().contains("mp3, ogg or opus"));
        assert!(file_kind("flac:32f").is_err() && file_kind("wav:20").is_err());
        assert_eq!(tag_wish("title=a=b").unwrap().text, "a=b");
        assert!(tag_wish("isrc=XX").unwrap_err().contains("is no ISRC"));
        assert!(tag_wish("title").unwrap_err().contains("NAME=TEXT"));
    }

    #[test]
    fn a_role_is_split_off_at_the_last_sign() {
        let wish = role_wish("a=b.wav=Lead Vocal").unwrap();
        assert_eq!(wish, RoleWish { file: "a=b.wav".into(), role: Role::LeadVocal });
        assert!(role_wish("a.wav=zither-ish").unwrap_err().contains("lead_vocal"));
        assert!(role_wish("a.wav").unwrap_err().contains("FILE=ROLE"));
    }
}
