//! What a person decided about a song: the balance, and what each stem is.

use recipe::{Role, RoleGroup};

/// Gains that bring the stems as delivered to a person's balance.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Balance {
    /// In dB, one per stem.
    pub(super) gains_db: Vec<f64>,
    /// Where they come from, in words.
    pub(super) source: &'static str,
}

impl Balance {
    /// The stems come at mix level.
    pub(super) fn plain_sum(stems: usize) -> Self {
        Self { gains_db: vec![0.0; stems], source: "plain sum" }
    }
}

/// Words for roles that [`Role`]'s own parser does not know, as song manifests use them.
const WORDS: &[(&str, Role)] = &[
    ("kick_hats", Role::DrumsBus),
    ("kick_soft", Role::Kick),
    ("trap_hats", Role::Hats),
    ("percussion_fills", Role::Percussion),
    ("pad_bass", Role::Bass),
    ("mallet", Role::Percussion),
    ("fx_microcosm", Role::Fx),
    ("fx_texture", Role::Fx),
];

/// The role behind an author's words: the parser of roles, then the table above, then the first
/// word before a sign (`submix: drums, bass` is a backing track).
pub(super) fn role_of(words: &str) -> Option<Role> {
    let known = |words: &str| WORDS.iter().find(|(word, _)| *word == words).map(|(_, role)| *role);
    if words.starts_with("submix") {
        return Some(Role::BackingTrack);
    }
    words.parse().ok().or_else(|| known(words)).filter(|role| *role != Role::Unknown)
}

/// Balance from `NAME: ch[…] CC7 [V, …] …` lines: MIDI channel volume over equal faders.
///
/// General MIDI volume is 40·log10(V / 127) dB (MMA, General MIDI Level 1 Developer Guidelines).
/// `drums` stands for every drum that is not named itself. Several channels of one stem have to
/// agree, otherwise the plain sum of the stem is not the composer's.
pub(super) fn composer_faders(
    lines: &[String],
    stems: &[(&str, Option<RoleGroup>)],
) -> Result<Balance, String> {
    let faders: Vec<(&str, f64)> = lines
        .iter()
        .map(|line| fader(line).ok_or_else(|| format!("composer_faders: `{line}` is not read")))
        .collect::<Result<_, _>>()?;
    let of = |name: &str| faders.iter().find(|(known, _)| *known == name).map(|(_, db)| *db);
    let gains_db = stems
        .iter()
        .map(|(name, group)| {
            let drums = || (*group == Some(RoleGroup::Drums)).then(|| of("drums")).flatten();
            of(name).or_else(drums).ok_or_else(|| format!("composer_faders name no `{name}`"))
        })
        .collect::<Result<_, _>>()?;
    Ok(Balance { gains_db, source: "composer's faders" })
}

fn fader(line: &str) -> Option<(&str, f64)> {
    let (name, rest) = line.split_once(':')?;
    let (_, rest) = rest.split_once("CC7")?;
    let (_, rest) = rest.split_once('[')?;
    let (values, _) = rest.split_once(']')?;
    let values: Vec<f64> =
        values.split(',').map(|value| value.trim().parse().ok()).collect::<Option<_>>()?;
    let first = *values.first()?;
    let agree = values.iter().all(|value| (value - first).abs() < 0.5);
    let in_range = (1.0..=127.0).contains(&first);
    (agree && in_range).then(|| (name.trim(), 40.0 * (first / 127.0).log10()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faders_of_a_midi_file_become_gains() {
        let lines = ["keys: ch[1, 2] CC7 [127, 127] CC10 [80, 1]", "drums: ch10 CC7 [64]"];
        let lines = lines.map(str::to_owned);
        let stems = [("keys", Some(RoleGroup::Keys)), ("snare", Some(RoleGroup::Drums))];
        let balance = composer_faders(&lines, &stems).unwrap();
        assert!(balance.gains_db[0].abs() < 1e-12);
        // Half the controller is a quarter of the gain, as General MIDI has it.
        assert!((balance.gains_db[1] - 40.0 * (64.0_f64 / 127.0).log10()).abs() < 1e-12);
        let missing = composer_faders(&lines, &[("bass", Some(RoleGroup::Bass))]).unwrap_err();
        assert!(missing.contains("name no `bass`"), "{missing}");
        let odd = composer_faders(&["keys: ch[1, 2] CC7 [127, 90]".into()], &stems).unwrap_err();
        assert!(odd.contains("is not read"), "{odd}");
    }

    #[test]
    fn authors_words_are_roles() {
        for (words, role) in [
            ("lead_vocal", Some(Role::LeadVocal)),
            ("kick_hats", Some(Role::DrumsBus)),
            ("submix: drums, bass, rest", Some(Role::BackingTrack)),
            ("fx_texture", Some(Role::Fx)),
            ("other", None),
            ("zither of glass", None),
        ] {
            assert_eq!(role_of(words), role, "{words}");
        }
    }
}
