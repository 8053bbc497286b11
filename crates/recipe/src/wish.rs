//! From options, a targets file and a profile to one brief, and where each value came from.
//!
//! Explicit options win over the targets file, that over the preset, that over the style, that
//! over the genre, that over the song's manifest, that over neutral.

use serde::{Deserialize, Serialize};

use crate::{
    Amounts, Brief, Delivery, Profile, ProfileError, RecipeError, Targets, TargetsError,
    TargetsFile,
};

/// Everything a user may say about the result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// `--profile`.
    pub profile: Option<String>,
    /// `--preset`.
    pub preset: Option<String>,
    /// `--style`.
    pub style: Option<String>,
    /// `--genre`.
    pub genre: Option<String>,
    /// Genre of the manifest, in the words of its author; unknown words are no fault.
    pub manifest_genre: Option<String>,
    /// `--targets`.
    pub targets: Option<TargetsFile>,
    /// `--lufs`.
    pub lufs: Option<f64>,
    /// `--ceiling`.
    pub ceiling_dbtp: Option<f64>,
    /// `--width`.
    pub width_pct: Option<f64>,
    /// `--lra-max`.
    pub lra_max_lu: Option<f64>,
    /// `--amount`.
    pub amounts: Amounts,
    /// `--respect-user-gains`.
    pub respect_user_gains: bool,
    /// `--bypass-parallel-comp`.
    pub bypass_parallel_comp: bool,
    /// `--no-repair`.
    pub bypass_repair: bool,
    /// `--loudness-priority`.
    pub loudness_priority: bool,
    /// `--seed`.
    pub seed: u64,
    /// How the master is written.
    pub delivery: Delivery,
}

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Source {
    User,
    TargetsFile,
    Preset,
    Style,
    Genre,
    Manifest,
    Default,
}

impl Source {
    /// Its name in a recipe.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::TargetsFile => "targets_file",
            Self::Preset => "preset",
            Self::Style => "style",
            Self::Genre => "genre",
            Self::Manifest => "manifest",
            Self::Default => "default",
        }
    }
}

/// Where the values of a brief came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields of the brief")]
pub struct Sources {
    pub profile: Source,
    pub lufs: Source,
    pub ceiling_dbtp: Source,
    pub width_pct: Source,
    pub lra_max_lu: Source,
    pub centroid_hz: Source,
    pub stereo_ms_ratio: Source,
    pub frequency_balance: Source,
    pub compression: Source,
}

/// A wish, resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// What goes into the recipe.
    pub brief: Brief,
    /// The profile, with the targets file's character of compression put in.
    pub profile: Profile,
    /// Where each value came from.
    pub sources: Sources,
}

/// A wish that cannot be resolved.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum WishError {
    /// A name finds nothing.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// The targets file does not fit.
    #[error(transparent)]
    Targets(#[from] TargetsError),
    /// A value lies outside its range.
    #[error(transparent)]
    Range(#[from] RecipeError),
}

impl Brief {
    /// Resolves a wish.
    ///
    /// # Errors
    ///
    /// Returns an unknown name (with what there is), a targets file without the style, or the
    /// first value outside its range.
    pub fn resolve(wish: &Wish) -> Result<Resolved, WishError> {
        let (mut profile, from) = choose(wish)?;
        let targets = match &wish.targets {
            Some(file) => file.for_style(named_in(file, wish))?.clone(),
            None => Targets::default(),
        };
        let compression_from =
            if put_compression(&targets, &mut profile) { Source::TargetsFile } else { from };
        let sources = sources(wish, &targets, &profile, (from, compression_from));
        let ceiling_dbtp = wish.ceiling_dbtp.or(targets.ceiling_dbtp);
        let balance = targets.frequency_balance;
        let brief = Self {
            profile: profile.id.clone(),
            profile_from: from.name().into(),
            lufs: wish.lufs.or(targets.lufs).unwrap_or(profile.lufs),
            ceiling_dbtp: ceiling_dbtp.unwrap_or(profile.ceiling_dbtp),
            width_pct: wish.width_pct.or(targets.width_pct).unwrap_or(profile.width_pct),
            lra_max_lu: wish.lra_max_lu.or(targets.lra_max).or(profile.lra_max_lu),
            centroid_hz: targets.spectral_centroid_hz.or(profile.centroid_hz),
            stereo_ms_ratio: targets.stereo_ms_ratio.or(profile.stereo_ms_ratio),
            frequency_balance: balance
                .map(|balance| [balance.low_energy, balance.mid_energy, balance.high_energy]),
            reference: None,
            amounts: wish.amounts,
            respect_user_gains: wish.respect_user_gains,
            bypass_parallel_comp: wish.bypass_parallel_comp,
            bypass_repair: wish.bypass_repair,
            loudness_priority: wish.loudness_priority,
            seed: wish.seed,
            delivery: wish.delivery.clone(),
        };
        brief.check()?;
        // A number of one's own is no soft goal of the profile's, even where the two agree.
        if targets.spectral_centroid_hz.is_some() {
            profile.centroid_hz = None;
        }
        if targets.stereo_ms_ratio.is_some() {
            profile.stereo_ms_ratio = None;
        }
        Ok(Resolved { brief, profile, sources })
    }
}

/// The name by which to look into a targets file: the first that is in it, else the style.
fn named_in<'a>(file: &TargetsFile, wish: &'a Wish) -> Option<&'a str> {
    let style = wish.style.as_deref();
    let others = [&wish.profile, &wish.preset, &wish.genre].into_iter().flatten();
    let names = style.into_iter().chain(others.map(String::as_str));
    names.into_iter().find(|name| file.for_style(Some(name)).is_ok()).or(style)
}

/// Who decided each value, in the order in which they are asked.
fn sources(
    wish: &Wish,
    targets: &Targets,
    profile: &Profile,
    (from, compression): (Source, Source),
) -> Sources {
    let first = |option: bool, file: bool, profile: bool| match (option, file, profile) {
        (true, ..) => Source::User,
        (_, true, _) => Source::TargetsFile,
        (.., true) => from,
        _ => Source::Default,
    };
    let (ratio, lra) = (targets.stereo_ms_ratio, wish.lra_max_lu);
    Sources {
        profile: from,
        lufs: first(wish.lufs.is_some(), targets.lufs.is_some(), true),
        ceiling_dbtp: first(wish.ceiling_dbtp.is_some(), targets.ceiling_dbtp.is_some(), true),
        width_pct: first(wish.width_pct.is_some(), targets.width_pct.is_some(), true),
        lra_max_lu: first(lra.is_some(), targets.lra_max.is_some(), profile.lra_max_lu.is_some()),
        centroid_hz: first(
            false,
            targets.spectral_centroid_hz.is_some(),
            profile.centroid_hz.is_some(),
        ),
        stereo_ms_ratio: first(false, ratio.is_some(), profile.stereo_ms_ratio.is_some()),
        frequency_balance: first(false, targets.frequency_balance.is_some(), false),
        compression,
    }
}

/// The profile and who chose it. A style that only the targets file knows has the neutral one.
fn choose(wish: &Wish) -> Result<(Profile, Source), ProfileError> {
    let in_file = |name: &str| match &wish.targets {
        Some(TargetsFile::ByStyle(_)) => {
            wish.targets.as_ref().is_some_and(|file| file.for_style(Some(name)).is_ok())
        }
        _ => false,
    };
    for (name, source) in [
        (&wish.profile, Source::User),
        (&wish.preset, Source::Preset),
        (&wish.style, Source::Style),
        (&wish.genre, Source::Genre),
    ] {
        let Some(name) = name else { continue };
        match Profile::find(name) {
            Ok(profile) => return Ok((profile.clone(), source)),
            Err(_) if in_file(name) => {}
            Err(error) => return Err(error),
        }
    }
    let heard_of = wish.manifest_genre.as_deref().and_then(Profile::in_words);
    Ok(match heard_of {
        Some(profile) => (profile.clone(), Source::Manifest),
        None => (Profile::neutral().clone(), Source::Default),
    })
}

/// Puts the file's compression into stems and buses. Returns whether there was any.
fn put_compression(targets: &Targets, profile: &mut Profile) -> bool {
    let Some(wanted) = targets.processing_chains.and_then(|chains| chains.compression) else {
        return false;
    };
    for character in [&mut profile.compression.stems, &mut profile.compression.bus] {
        character.ratio = wanted.ratio.unwrap_or(character.ratio);
        character.attack_ms = wanted.attack.unwrap_or(character.attack_ms);
        character.release_ms = wanted.release.unwrap_or(character.release_ms);
        character.threshold_db = wanted.threshold.or(character.threshold_db);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_win_over_the_file_and_the_file_over_the_profile() {
        let text = "lufs: -11\nwidth_pct: 90\nprocessing_chains: {compression: {ratio: 5}}";
        let wish = Wish {
            preset: Some("Electro House".into()),
            genre: Some("jazz".into()),
            targets: Some(TargetsFile::from_yaml(text).unwrap()),
            lufs: Some(-9.0),
            ..Wish::default()
        };
        let Resolved { brief, profile, sources } = Brief::resolve(&wish).unwrap();
        assert_eq!(
            (brief.profile.as_str(), brief.profile_from.as_str()),
            ("electro_house", "preset")
        );
        assert_eq!((brief.lufs, sources.lufs), (-9.0, Source::User));
        assert_eq!((brief.width_pct, sources.width_pct), (90.0, Source::TargetsFile));
        assert_eq!((brief.ceiling_dbtp, sources.ceiling_dbtp), (-1.0, Source::Preset));
        assert_eq!((brief.lra_max_lu, sources.lra_max_lu), (None, Source::Default));
        assert_eq!(
            (profile.compression.stems.ratio, sources.compression),
            (5.0, Source::TargetsFile)
        );
        let own = Profile::find("electro_house").unwrap().compression.stems;
        assert_eq!(profile.compression.stems.attack_ms.to_bits(), own.attack_ms.to_bits());
    }

    #[test]
    fn a_goal_of_ones_own_is_no_soft_goal_of_the_profile() {
        let own = Profile::find("rock").unwrap();
        let text = format!(
            "spectral_centroid_hz: {}\nstereo_ms_ratio: {}",
            own.centroid_hz.unwrap(),
            own.stereo_ms_ratio.unwrap()
        );
        let wish = Wish {
            genre: Some("rock".into()),
            targets: Some(TargetsFile::from_yaml(&text).unwrap()),
            ..Wish::default()
        };
        let Resolved { brief, profile, .. } = Brief::resolve(&wish).unwrap();
        assert_eq!(
            (brief.centroid_hz, brief.stereo_ms_ratio),
            (own.centroid_hz, own.stereo_ms_ratio)
        );
        assert_eq!((profile.centroid_hz, profile.stereo_ms_ratio), (None, None));
    }

    #[test]
    fn each_kind_of_name_yields_to_the_one_before_it() {
        let mut wish = Wish {
            profile: Some("club".into()),
            preset: Some("pop".into()),
            style: Some("rock punk".into()),
            genre: Some("jazz".into()),
            manifest_genre: Some("death metal".into()),
            ..Wish::default()
        };
        let mut found = Vec::new();
        let clear: [fn(&mut Wish); 5] = [
            |wish| wish.profile = None,
            |wish| wish.preset = None,
            |wish| wish.style = None,
            |wish| wish.genre = None,
            |wish| wish.manifest_genre = None,
        ];
        for clear in clear {
            let brief = Brief::resolve(&wish).unwrap().brief;
            found.push(format!("{} {}", brief.profile_from, brief.profile));
            clear(&mut wish);
        }
        let brief = Brief::resolve(&wish).unwrap().brief;
        found.push(format!("{} {}", brief.profile_from, brief.profile));
        let wanted = [
            "user club",
            "preset pop",
            "style rock_punk",
            "genre jazz",
            "manifest rock",
            "default neutral",
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_style_of_ones_own_needs_only_the_file() {
        let file = TargetsFile::from_yaml("sludge: {lufs: -8}\ndoom: {lufs: -9}").unwrap();
        let mut wish = Wish { style: Some("Doom".into()), targets: Some(file), ..Wish::default() };
        let resolved = Brief::resolve(&wish).unwrap();
        assert_eq!((resolved.brief.profile.as_str(), resolved.brief.lufs), ("neutral", -9.0));
        wish.style = None;
        wish.preset = Some("pop".into());
        assert!(matches!(Brief::resolve(&wish), Err(WishError::Targets(_))), "which of the two?");
        wish.genre = Some("sludge".into());
        assert!((Brief::resolve(&wish).unwrap().brief.lufs + 8.0).abs() < 1e-9);
        wish = Wish { style: Some("Doom".into()), ..Wish::default() };
        assert!(matches!(Brief::resolve(&wish), Err(WishError::Profile(_))));
    }

    #[test]
    fn wishes_out_of_range_are_refused() {
        let wish = Wish { lufs: Some(-3.0), ..Wish::default() };
        let error = Brief::resolve(&wish).unwrap_err().to_string();
        assert_eq!(error, "`brief.lufs` is -3, expected -40 to -5 LUFS");
        let amounts = Amounts { tone_pct: f32::NAN, ..Amounts::default() };
        assert!(Brief::resolve(&Wish { amounts, ..Wish::default() }).is_err());
    }

    #[test]
    fn genres_are_found_in_the_words_of_authors() {
        for (words, id) in [
            ("hip-hop instrumental", Some("hip_hop")),
            ("rock ballad instrumental", Some("rock")),
            ("classical, orchestra", Some("classical")),
            ("electro house with vocals", Some("electro_house")),
            ("jazz (live)", Some("jazz")),
            ("gagaku", None),
            ("popcorn", None),
        ] {
            assert_eq!(Profile::in_words(words).map(|profile| profile.id.as_str()), id, "{words}");
        }
    }
}
