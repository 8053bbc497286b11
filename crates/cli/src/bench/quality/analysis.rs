//! T18: is what the engine hears true? Tempo and key of the song, role of each stem by its sound.
//!
//! Names are hidden. Only an author's label or a known work counts as truth. Octave errors of the
//! tempo and relative keys are counted apart (MIREX practice).

use serde::{Deserialize, Serialize};

use measure::{Key, Mode};
use recipe::{Role, RoleGroup};

use super::perturb::{self, Perturb, Setup};
use super::play::{Loaded, Session, Wished};
use crate::errors::Fault;

/// What was heard of one song, beside the truth.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Analysis {
    pub(super) song: String,
    pub(super) tempo: Option<Finding>,
    pub(super) key: Option<Finding>,
    pub(super) roles: Vec<RoleFinding>,
}

/// Something found where the truth is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Finding {
    pub(super) truth: String,
    pub(super) found: String,
    /// `right`, or in what way it is not.
    pub(super) verdict: String,
}

/// The role of one stem.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RoleFinding {
    pub(super) stem: String,
    pub(super) truth: String,
    pub(super) found: String,
    pub(super) confidence: f64,
    pub(super) right: bool,
    /// Of the right group of roles.
    pub(super) right_group: bool,
}

/// Tempos within this share of each other are the same.
const TEMPO_SHARE: f64 = 0.01;

/// Hears a song under names that say nothing.
pub(super) fn of(loaded: &Loaded, wished: &Wished) -> Result<Analysis, Fault> {
    let setup = Setup { seed: 1, perturb: Perturb::None, anonymous: true, order: 0 };
    let names = perturb::names(&loaded.song, setup);
    let named = names.into_iter().zip(loaded.human_tracks()).collect();
    let session = Session::new(named, &loaded.song.name, wished);
    let plan = session.plan()?;
    let heard = &plan.heard.song;
    let found = session.places().iter().map(|place| &plan.recipe.session.stems[*place].role);
    let roles = loaded.song.stems.iter().zip(found).filter_map(|(stem, guess)| {
        let truth = stem.role?;
        Some(RoleFinding {
            stem: stem.name.clone(),
            truth: truth.name().into(),
            found: guess.is.name().into(),
            confidence: f64::from(guess.confidence),
            right: guess.is == truth,
            right_group: guess.is != Role::Unknown && same_group(guess.is, truth),
        })
    });
    let song = &loaded.song;
    Ok(Analysis {
        song: song.name.clone(),
        tempo: song.bpm.map(|bpm| tempo(bpm, heard.tempo.map(|tempo| tempo.bpm))),
        key: song.key.as_deref().and_then(|truth| key(truth, heard.key)),
        roles: roles.collect(),
    })
}

fn same_group(a: Role, b: Role) -> bool {
    a.group() == b.group() && (a.group() != RoleGroup::Other || a == b)
}

fn tempo(truth: f64, found: Option<f64>) -> Finding {
    let near = |bpm: f64| found.is_some_and(|found| (found / bpm - 1.0).abs() <= TEMPO_SHARE);
    let levels = [2.0, 0.5, 3.0, 1.0 / 3.0, 1.5, 2.0 / 3.0];
    let verdict = match found {
        None => "none found",
        Some(_) if near(truth) => "right",
        Some(_) if levels.iter().take(2).any(|level| near(truth * level)) => "octave",
        Some(_) if levels.iter().any(|level| near(truth * level)) => "another metrical level",
        Some(_) => "wrong",
    };
    Finding {
        truth: format!("{truth:.1}"),
        found: found.map_or_else(|| "–".into(), |bpm| format!("{bpm:.1}")),
        verdict: verdict.into(),
    }
}

fn key(truth: &str, found: Option<Key>) -> Option<Finding> {
    let (tonic, mode) = parse_key(truth)?;
    let verdict = found.map_or("none found", |found| {
        let steps = (i32::from(found.tonic) - tonic).rem_euclid(12);
        match (steps, found.mode == mode, mode) {
            (0, true, _) => "right",
            (0, false, _) => "parallel",
            (9, false, Mode::Major) | (3, false, Mode::Minor) => "relative",
            (5 | 7, true, _) => "a fifth off",
            _ => "wrong",
        }
    });
    Some(Finding {
        truth: truth.into(),
        found: found.map_or_else(|| "–".into(), |key| key.to_string()),
        verdict: verdict.into(),
    })
}

/// `C minor`, `Bb major`, `B flat major`, `F# minor`.
fn parse_key(words: &str) -> Option<(i32, Mode)> {
    let mut words = words.split_whitespace();
    let name = words.next()?;
    let mut letters = name.chars();
    let natural = match letters.next()?.to_ascii_uppercase() {
        'C' => 0,
        'D' => 2,
        'E' => 4,
        'F' => 5,
        'G' => 7,
        'A' => 9,
        'B' => 11,
        _ => return None,
    };
    let mut sign: i32 = letters
        .map(|sign| match sign {
            '#' | '♯' => Some(1),
            'b' | '♭' => Some(-1),
            _ => None,
        })
        .sum::<Option<i32>>()?;
    let mut mode = words.next()?.to_ascii_lowercase();
    if let "flat" | "sharp" = mode.as_str() {
        sign += if mode == "flat" { -1 } else { 1 };
        mode = words.next()?.to_ascii_lowercase();
    }
    let mode = match mode.as_str() {
        "major" => Mode::Major,
        "minor" => Mode::Minor,
        _ => return None,
    };
    Some(((natural + sign).rem_euclid(12), mode))
}

/// How often tempo, key and roles are right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Summary {
    /// In words: `tempo`, `4 of 7`, what else there was.
    pub(super) rows: Vec<(String, String, String)>,
}

/// Counts over all songs.
pub(super) fn summary(analyses: &[Analysis]) -> Summary {
    let count = |findings: Vec<&Finding>, name: &str| {
        let right = findings.iter().filter(|it| it.verdict == "right").count();
        let mut others: Vec<String> = Vec::new();
        for finding in findings.iter().filter(|it| it.verdict != "right") {
            if !others.contains(&finding.verdict) {
                others.push(finding.verdict.clone());
            }
        }
        let of = |verdict: &String| {
            let times = findings.iter().filter(|it| it.verdict == *verdict).count();
            format!("{times} {verdict}")
        };
        let others: Vec<String> = others.iter().map(of).collect();
        (name.to_owned(), format!("{right} of {}", findings.len()), others.join(", "))
    };
    let mut rows = vec![
        count(analyses.iter().filter_map(|it| it.tempo.as_ref()).collect(), "tempo within 1 %"),
        count(analyses.iter().filter_map(|it| it.key.as_ref()).collect(), "key"),
    ];
    let roles: Vec<&RoleFinding> = analyses.iter().flat_map(|it| &it.roles).collect();
    let times = |right: fn(&RoleFinding) -> bool| {
        format!("{} of {}", roles.iter().filter(|it| right(it)).count(), roles.len())
    };
    let unknown = roles.iter().filter(|it| it.found == Role::Unknown.name()).count();
    rows.push(("role by sound".into(), times(|it| it.right), format!("{unknown} unknown")));
    let error = calibration_error(&roles, |it| it.right_group);
    let words = error.map_or_else(String::new, |error| format!("calibration error {error:.2}"));
    rows.push(("group of roles by sound".into(), times(|it| it.right_group), words));
    Summary { rows }
}

/// Expected calibration error in ten bins of confidence (C. Guo, G. Pleiss, Y. Sun, K. Q.
/// Weinberger, "On Calibration of Modern Neural Networks", ICML 2017), over the stems whose role
/// is not unknown.
fn calibration_error(roles: &[&RoleFinding], right: fn(&RoleFinding) -> bool) -> Option<f64> {
    const BINS: usize = 10;
    let mut bins = [(0.0, 0.0, 0.0); BINS];
    for role in roles.iter().filter(|it| it.found != Role::Unknown.name()) {
        let bin = ((role.confidence * BINS as f64) as usize).min(BINS - 1);
        let (count, sure, hits) = &mut bins[bin];
        *count += 1.0;
        *sure += role.confidence;
        *hits += if right(role) { 1.0 } else { 0.0 };
    }
    let total: f64 = bins.iter().map(|(count, ..)| count).sum();
    let gap: f64 = bins.iter().map(|(_, sure, hits)| (sure - hits).abs()).sum();
    (total > 0.0).then(|| gap / total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_people_write_them() {
        for (words, key) in [
            ("B flat major", Some((10, Mode::Major))),
            ("Bb major", Some((10, Mode::Major))),
            ("F# minor", Some((6, Mode::Minor))),
            ("c Minor", Some((0, Mode::Minor))),
            ("Cb major", Some((11, Mode::Major))),
            ("modal", None),
            ("H dur", None),
            ("", None),
        ] {
            assert_eq!(parse_key(words), key, "{words}");
        }
    }

    #[test]
    fn near_misses_of_key_and_tempo_are_told_apart() {
        let found = |tonic, mode| Some(Key { tonic, mode, confidence: 1.0 });
        let verdict = |truth, found| key(truth, found).unwrap().verdict;
        assert_eq!(verdict("C major", found(0, Mode::Major)), "right");
        assert_eq!(verdict("C major", found(9, Mode::Minor)), "relative");
        assert_eq!(verdict("A minor", found(0, Mode::Major)), "relative");
        assert_eq!(verdict("C major", found(7, Mode::Major)), "a fifth off");
        assert_eq!(verdict("C major", found(1, Mode::Minor)), "wrong");
        assert_eq!(verdict("C major", None), "none found");
        let verdict = |found| tempo(120.0, found).verdict;
        assert_eq!(verdict(Some(121.1)), "right");
        assert_eq!(verdict(Some(122.0)), "wrong");
        assert_eq!(verdict(Some(60.2)), "octave");
        assert_eq!(verdict(Some(80.0)), "another metrical level");
    }

    #[test]
    fn one_who_is_as_sure_as_right_is_calibrated() {
        let role = |confidence, right_group| RoleFinding {
            stem: "a".into(),
            truth: "kick".into(),
            found: "kick".into(),
            confidence,
            right: right_group,
            right_group,
        };
        let half = [role(0.5, true), role(0.5, false)];
        let half: Vec<&RoleFinding> = half.iter().collect();
        assert!(calibration_error(&half, |it| it.right).unwrap() < 1e-12);
        let sure = [role(0.95, true), role(0.95, false)];
        let sure: Vec<&RoleFinding> = sure.iter().collect();
        assert!((calibration_error(&sure, |it| it.right).unwrap() - 0.45).abs() < 1e-12);
        assert_eq!(calibration_error(&[], |it| it.right), None);
    }
}
