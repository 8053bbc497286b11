//! Roles by the words people write.

use std::str::FromStr;

use crate::Role;
use crate::profiles::{nearest, plain};

/// Other words for roles: lower case, letters only. A word that could be several roles is that
/// which it is most often.
const SYNONYMS: &[(&str, Role)] = &[
    ("bd", Role::Kick),
    ("bassdrum", Role::Kick),
    ("kickdrum", Role::Kick),
    ("sd", Role::Snare),
    ("snaredrum", Role::Snare),
    ("sidestick", Role::Snare),
    ("rimshot", Role::Snare),
    ("clap", Role::Claps),
    ("snaps", Role::Claps),
    ("hat", Role::Hats),
    ("hihat", Role::Hats),
    ("hihats", Role::Hats),
    ("hh", Role::Hats),
    ("cymbal", Role::Cymbals),
    ("crash", Role::Cymbals),
    ("ride", Role::Cymbals),
    ("tom", Role::Toms),
    ("overhead", Role::Overheads),
    ("oh", Role::Overheads),
    ("room", Role::Overheads),
    ("perc", Role::Percussion),
    ("shaker", Role::Percussion),
    ("tambourine", Role::Percussion),
    ("congas", Role::Percussion),
    ("timpani", Role::Percussion),
    ("drums", Role::DrumsBus),
    ("drum", Role::DrumsBus),
    ("drumbus", Role::DrumsBus),
    ("drumloop", Role::DrumsBus),
    ("drumkit", Role::DrumsBus),
    ("beat", Role::DrumsBus),
    ("bassguitar", Role::Bass),
    ("electricbass", Role::Bass),
    ("fretlessbass", Role::Bass),
    ("synthbass", Role::Bass),
    ("sub", Role::SubBass),
    ("808", Role::SubBass),
    ("guitar", Role::ElectricGuitar),
    ("guitars", Role::ElectricGuitar),
    ("gtr", Role::ElectricGuitar),
    ("guitarleft", Role::ElectricGuitar),
    ("guitarright", Role::ElectricGuitar),
    ("jazzguitar", Role::ElectricGuitar),
    ("steelguitar", Role::AcousticGuitar),
    ("latinguitar", Role::AcousticGuitar),
    ("classicalguitar", Role::AcousticGuitar),
    ("grandpiano", Role::Piano),
    ("electricpiano", Role::Keys),
    ("keyboard", Role::Keys),
    ("keyboards", Role::Keys),
    ("rhodes", Role::Keys),
    ("wurlitzer", Role::Keys),
    ("hammond", Role::Organ),
    ("lead", Role::SynthLead),
    ("synthmelody", Role::SynthLead),
    ("pad", Role::SynthPad),
    ("synths", Role::Synth),
    ("synthmain", Role::Synth),
    ("synthesizer", Role::Synth),
    ("synthesiser", Role::Synth),
    ("arp", Role::Synth),
    ("vocal", Role::LeadVocal),
    ("vocals", Role::LeadVocal),
    ("vox", Role::LeadVocal),
    ("voice", Role::LeadVocal),
    ("leadvocals", Role::LeadVocal),
    ("leadvox", Role::LeadVocal),
    ("singer", Role::LeadVocal),
    ("backingvocal", Role::BackingVocals),
    ("backgroundvocals", Role::BackingVocals),
    ("bgv", Role::BackingVocals),
    ("bv", Role::BackingVocals),
    ("choir", Role::BackingVocals),
    ("harmonies", Role::BackingVocals),
    ("dialogue", Role::Speech),
    ("narration", Role::Speech),
    ("narrator", Role::Speech),
    ("podcast", Role::Speech),
    ("string", Role::Strings),
    ("violin", Role::Strings),
    ("violins", Role::Strings),
    ("viola", Role::Strings),
    ("violas", Role::Strings),
    ("cello", Role::Strings),
    ("cellos", Role::Strings),
    ("doublebass", Role::Strings),
    ("contrabass", Role::Strings),
    ("horn", Role::Brass),
    ("horns", Role::Brass),
    ("trumpet", Role::Brass),
    ("trumpets", Role::Brass),
    ("trombone", Role::Brass),
    ("trombones", Role::Brass),
    ("tuba", Role::Brass),
    ("woodwind", Role::Woodwinds),
    ("winds", Role::Woodwinds),
    ("sax", Role::Woodwinds),
    ("saxophone", Role::Woodwinds),
    ("altosax", Role::Woodwinds),
    ("tenorsax", Role::Woodwinds),
    ("flute", Role::Woodwinds),
    ("flutes", Role::Woodwinds),
    ("oboe", Role::Woodwinds),
    ("oboes", Role::Woodwinds),
    ("clarinet", Role::Woodwinds),
    ("clarinets", Role::Woodwinds),
    ("bassoon", Role::Woodwinds),
    ("bassoons", Role::Woodwinds),
    ("effects", Role::Fx),
    ("sfx", Role::Fx),
    ("riser", Role::Fx),
    ("backing", Role::BackingTrack),
    ("instrumental", Role::BackingTrack),
    ("playback", Role::BackingTrack),
    ("other", Role::Unknown),
];

/// A word that is no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no role `{found}`: {}expected one of {known}",
        nearest.as_ref().map(|name| format!("did you mean `{name}`? ")).unwrap_or_default())]
pub struct UnknownRole {
    /// The word.
    pub found: String,
    /// The role most like it.
    pub nearest: Option<String>,
    /// Names of roles, joined.
    pub known: String,
}

impl FromStr for Role {
    type Err = UnknownRole;

    /// Reads the name of a role or a usual word for it, like `guitar`, `Lead Vox` or `snare 2`.
    fn from_str(word: &str) -> Result<Self, UnknownRole> {
        let whole = plain(word);
        let unnumbered = whole.trim_end_matches(|c: char| c.is_ascii_digit());
        by_word(&whole).or_else(|| by_word(unnumbered)).ok_or_else(|| {
            let names = Self::ALL.iter().map(|role| role.name());
            let words = names.clone().chain(SYNONYMS.iter().map(|(word, _)| *word));
            UnknownRole {
                found: word.chars().take(64).collect(),
                nearest: nearest(&whole, words),
                known: names.collect::<Vec<_>>().join(", "),
            }
        })
    }
}

fn by_word(word: &str) -> Option<Role> {
    let own = Role::ALL.into_iter().find(|role| plain(role.name()) == word);
    own.or_else(|| SYNONYMS.iter().find(|(synonym, _)| *synonym == word).map(|(_, role)| *role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bus, RoleGroup};

    #[test]
    fn every_role_reads_its_own_name_and_that_of_the_format() {
        for role in Role::ALL {
            assert_eq!(role.name().parse(), Ok(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
    }

    #[test]
    fn usual_words_are_roles() {
        for (word, role) in [
            ("guitar", Role::ElectricGuitar),
            ("Lead Vox", Role::LeadVocal),
            ("vocals", Role::LeadVocal),
            ("drums_bus", Role::DrumsBus),
            ("Hi-Hat", Role::Hats),
            ("snare 2", Role::Snare),
            ("violin_1", Role::Strings),
            ("808", Role::SubBass),
        ] {
            assert_eq!(word.parse(), Ok(role), "{word}");
        }
    }

    #[test]
    fn no_word_means_two_roles() {
        for (index, (word, _)) in SYNONYMS.iter().enumerate() {
            assert_eq!(plain(word), *word, "written as it is compared");
            assert!(SYNONYMS[..index].iter().all(|(other, _)| other != word), "{word}");
            assert!(Role::ALL.iter().all(|role| plain(role.name()) != *word), "{word}");
        }
    }

    #[test]
    fn an_unknown_word_is_answered_with_what_there_is() {
        let error = "snar".parse::<Role>().unwrap_err().to_string();
        assert!(error.starts_with("there is no role `snar`: did you mean `snare`? "), "{error}");
        assert!(error.contains("expected one of kick, snare, claps"), "{error}");
        assert!("".parse::<Role>().is_err());
    }

    #[test]
    fn roles_have_their_group_and_bus() {
        assert_eq!((Role::Toms.group(), Role::Toms.bus()), (RoleGroup::Drums, Bus::Drums));
        assert_eq!((Role::Brass.group(), Role::Brass.bus()), (RoleGroup::Winds, Bus::Music));
        assert_eq!((Role::Speech.group(), Role::Speech.bus()), (RoleGroup::Vocals, Bus::Vocals));
    }
}
