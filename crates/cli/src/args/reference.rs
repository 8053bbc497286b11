//! `--reference` and `--match`.

use std::path::{Path, PathBuf};

use clap::Args;
use recipe::Matching;

use super::values::within;

/// Records to come near.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Reference")]
pub(crate) struct ReferenceArgs {
    /// A record to come near; may be repeated, with weights; of a folder, the most alike is taken
    #[arg(long, value_name = "FILE[=WEIGHT]", value_parser = reference_wish)]
    pub(crate) reference: Vec<ReferenceWish>,
    /// How far to go, in percent: `60`, or `tone=80,dynamics=50,width=100,loudness=0`
    #[arg(long = "match", value_name = "PCT", requires = "reference", value_parser = matching)]
    pub(crate) matching: Option<Matching>,
    /// Also write the references, reference_1.wav and on, to be heard beside the song
    #[arg(long, requires = "reference")]
    pub(crate) keep_references: bool,
}

impl ReferenceArgs {
    /// Files that are to be written, too; of a folder there is no telling yet which it will be.
    pub(crate) fn kept(&self) -> Vec<&Path> {
        let wishes = self.reference.iter().filter(|_| self.keep_references);
        wishes.map(|wish| wish.path.as_path()).filter(|path| !path.is_dir()).collect()
    }
}

/// `--reference FILE[=WEIGHT]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReferenceWish {
    /// A file, or a folder of files.
    pub(crate) path: PathBuf,
    /// What it counts beside the others.
    pub(crate) weight: f64,
}

fn reference_wish(text: &str) -> Result<ReferenceWish, String> {
    let whole = ReferenceWish { path: text.into(), weight: 1.0 };
    // A file's name may hold `=`, too.
    if Path::new(text).exists() {
        return Ok(whole);
    }
    let Some((path, weight)) = text.rsplit_once('=') else { return Ok(whole) };
    if weight.parse::<f64>().is_err() {
        return Ok(whole);
    }
    if path.is_empty() {
        return Err("the file is missing, expected FILE or FILE=WEIGHT".into());
    }
    Ok(ReferenceWish { path: path.into(), weight: within(0.01, 10.0, "as a weight")(weight)? })
}

fn matching(text: &str) -> Result<Matching, String> {
    const WORDS: [&str; 4] = ["tone", "dynamics", "width", "loudness"];
    let mut said: [Option<f64>; 4] = [None; 4];
    let percent = |value: &str| within(0.0, 100.0, "%")(value.trim().trim_end_matches('%'));
    if !text.contains('=') {
        // One number is for what is matched unless asked: not for loudness, which is a target.
        let pct = percent(text)?;
        let default = Matching::default();
        return Ok(Matching { tone_pct: pct, dynamics_pct: pct, width_pct: pct, ..default });
    }
    for part in text.split(',').map(str::trim) {
        let (word, value) = part
            .split_once('=')
            .ok_or_else(|| format!("`{part}`: expected one of {} and =PCT", WORDS.join(", ")))?;
        let place = WORDS.iter().position(|known| *known == word.trim()).ok_or_else(|| {
            format!("`{word}` cannot be matched, expected one of {}", WORDS.join(", "))
        })?;
        if said[place].replace(percent(value)?).is_some() {
            return Err(format!("`{}` is there twice", WORDS[place]));
        }
    }
    let default = Matching::default();
    Ok(Matching {
        tone_pct: said[0].unwrap_or(default.tone_pct),
        dynamics_pct: said[1].unwrap_or(default.dynamics_pct),
        width_pct: said[2].unwrap_or(default.width_pct),
        loudness_pct: said[3].unwrap_or(default.loudness_pct),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_stands_behind_the_last_sign() {
        let wish = |path: &str, weight: f64| ReferenceWish { path: path.into(), weight };
        assert_eq!(reference_wish("a=b.wav=0.7"), Ok(wish("a=b.wav", 0.7)));
        assert_eq!(reference_wish("a=b.wav"), Ok(wish("a=b.wav", 1.0)));
        assert!(reference_wish("a.wav=0").unwrap_err().contains("0.01 to 10"));
        assert!(reference_wish("=1").unwrap_err().contains("FILE"));
    }

    #[test]
    fn what_is_not_said_of_a_match_stays_as_it_is() {
        let Matching { tone_pct, dynamics_pct, width_pct, loudness_pct } =
            matching("tone=20, loudness=100%").unwrap();
        let found = [tone_pct, dynamics_pct, width_pct, loudness_pct];
        assert!(found.iter().zip([20.0, 50.0, 100.0, 100.0]).all(|(a, b)| (a - b).abs() < 1e-9));
        assert!(matching("60").unwrap().loudness_pct.abs() < 1e-9);
        assert!(matching("bass=20").unwrap_err().contains("one of tone, dynamics"));
        assert!(matching("tone=20,tone=30").unwrap_err().contains("twice"));
        assert!(matching("120").unwrap_err().contains("0 to 100 %"));
    }
}
