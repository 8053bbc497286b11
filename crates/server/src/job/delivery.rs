//! What is asked of the files of a master: their kinds, their tags, and what they come near to.

use std::collections::BTreeMap;

use recipe::{FileFormat, Tagging};

use super::order::invalid;
use crate::problem::Problem;

const FORMATS_MAX: usize = 8;
const TAG_LETTERS_MAX: usize = 1_000;

/// `wav`, `flac:16`, `mp3:320`.
pub(super) fn formats(words: &[String]) -> Result<(), Problem> {
    if words.len() > FORMATS_MAX {
        let found = format!("names {} files", words.len());
        return Err(invalid("options.formats", &found, &format!("at most {FORMATS_MAX}")));
    }
    for word in words {
        let (name, option) =
            word.split_once(':').map_or((word.as_str(), None), |(a, b)| (a, Some(b)));
        let format = FileFormat::ALL.into_iter().find(|format| format.name() == name);
        let fits = |format: FileFormat| match (option, format.rates()) {
            (None, _) => true,
            (Some(kbps), Some((rates, _))) => {
                kbps.parse::<u32>().is_ok_and(|kbps| rates.contains(&kbps))
            }
            (Some("16" | "24"), None) => true,
            (Some("32f"), None) => format != FileFormat::Flac,
            (Some(_), None) => false,
        };
        if !format.is_some_and(fits) {
            return Err(invalid(
                "options.formats",
                &format!("names `{word:.20}`"),
                "wav, flac or aiff, with `:16`, `:24` or, but for flac, `:32f`; mp3, ogg or opus, with a rate in kbit/s like `:192`",
            ));
        }
    }
    Ok(())
}

/// Tags by their names.
pub(super) fn tags(all: &BTreeMap<String, String>) -> Result<(), Problem> {
    let mut tagging = Tagging::default();
    for (name, text) in all {
        if text.chars().count() > TAG_LETTERS_MAX || text.chars().any(char::is_control) {
            let expected = format!("at most {TAG_LETTERS_MAX} letters without control characters");
            return Err(invalid(
                &format!("options.tags.{name:.20}"),
                "is no text for a tag",
                &expected,
            ));
        }
        tagging.set(name, text).map_err(|error| {
            Problem::new(crate::problem::INVALID, format!("`options.tags`: {error}"))
        })?;
    }
    Ok(())
}

/// `60`, or qualities with their shares: what the command line takes for `--match`.
pub(super) fn matching(words: &str) -> Result<(), Problem> {
    const QUALITIES: [&str; 4] = ["tone", "dynamics", "width", "loudness"];
    let is_share =
        |word: &str| word.trim().parse::<f64>().is_ok_and(|pct| (0.0..=100.0).contains(&pct));
    let mut said = Vec::new();
    let fine = words.len() <= 200
        && (is_share(words)
            || words.split(',').all(|part| {
                part.split_once('=').is_some_and(|(quality, share)| {
                    let is_new = !said.contains(&quality.trim());
                    said.push(quality.trim());
                    is_new && QUALITIES.contains(&quality.trim()) && is_share(share)
                })
            }));
    if fine {
        return Ok(());
    }
    Err(invalid(
        "options.match",
        &format!("is `{words:.60}`"),
        "0 to 100, as `60` or `tone=80,dynamics=50`; qualities are tone, dynamics, width, loudness",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_command_takes_is_taken() {
        let formats = |words: &[&str]| {
            formats(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()).is_ok()
        };
        for fine in [&["wav"][..], &["flac:16", "mp3:320", "opus"], &["wav:32f", "ogg:192"]] {
            assert!(formats(fine), "{fine:?}");
        }
        for wrong in [&["wma"][..], &["flac:32f"], &["mp3:9999"], &["wav:192"], &["wav"; 9]] {
            assert!(!formats(wrong), "{wrong:?}");
        }
        for fine in ["60", "tone=80,dynamics=50", "loudness=100"] {
            assert!(matching(fine).is_ok(), "{fine}");
        }
        for wrong in ["120", "bass=3", "tone=20,tone=30", "", "tone"] {
            assert!(matching(wrong).is_err(), "{wrong}");
        }
        let tag =
            |name: &str, text: &str| tags(&[(name.to_owned(), text.to_owned())].into()).is_ok();
        assert!(tag("title", "A = B") && tag("isrc", "GBAYE0601498"));
        assert!(!tag("mood", "blue") && !tag("isrc", "x") && !tag("title", "a\nb"));
    }
}
