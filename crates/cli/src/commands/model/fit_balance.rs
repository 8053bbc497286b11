//! `model fit-balance`: places of stems from human balances, and how good they are on songs that
//! were left out.
//!
//! Gains of ±12 dB are drawn for every stem of a song; the levels are settled with places learnt
//! from all other songs; what is left of the error is compared with doing nothing and with equal
//! loudness. Levels are all that gains change, so no audio is needed after the first hearing.

use measure::distance::balance_error;
use policy::{Lesson, Prior, RolePosterior, Stem, clues, fit, settle};

use crate::args::FitBalanceArgs;
use crate::bench::{Chance, Told, interval, median, told};
use crate::crew::Threads;
use crate::errors::{Code, Fault, output_words};
use crate::words;

/// Recorded and produced songs count for so many renders of scores.
const PRODUCED_WEIGHT: f64 = 3.0;

/// Largest gain of a raw song, in dB.
const GAIN_MAX_DB: f64 = 12.0;

/// A lesson by name.
struct Song {
    name: String,
    lesson: Lesson,
}

/// Errors of one contender, one list of runs for each song.
struct Contender {
    name: &'static str,
    raw: Vec<Vec<f64>>,
    capped: Vec<Vec<f64>>,
}

pub(crate) fn fit_balance(args: &FitBalanceArgs) -> Result<(), Fault> {
    let crew = Threads::new(args.threads)?;
    let songs: Vec<Song> = told(&args.corpus, &crew)?.iter().filter_map(song).collect();
    if songs.len() < 3 {
        let message = format!("{} songs have a human balance, 3 are the least", songs.len());
        return Err(Fault::new(Code::Input, message, "docs/QUALITY.md says how songs tell it"));
    }
    let text = table(&songs, args.seeds);
    if let Some(path) = &args.out {
        let lessons: Vec<Lesson> = songs.iter().map(|song| song.lesson.clone()).collect();
        let card = card(&songs, &text);
        std::fs::write(path, fit(&lessons).to_text(&card)).map_err(|error| {
            Fault::worded(Code::Output, &output_words(&path.to_string_lossy(), &error))
        })?;
    }
    words::data(&text);
    Ok(())
}

fn song(told: &Told) -> Option<Song> {
    let heard = |(role, m): &(recipe::Role, measure::Measurement)| {
        let lufs = m.loudness.integrated_lufs;
        (lufs.is_finite() && lufs > -70.0).then(|| {
            let trust = if *role == recipe::Role::Unknown { 0.0 } else { 1.0 };
            let heard = Some(RolePosterior::heard(m));
            Stem { lufs, clues: clues(m), role: *role, trust, heard }
        })
    };
    let stems: Vec<Stem> = told.stems.iter().filter_map(heard).collect();
    let weight = if told.produced { PRODUCED_WEIGHT } else { 1.0 };
    (stems.len() > 1).then(|| Song { name: told.name.clone(), lesson: Lesson { stems, weight } })
}

fn card(songs: &[Song], table: &str) -> String {
    let names: Vec<&str> = songs.iter().map(|song| song.name.as_str()).collect();
    format!(
        "Places of stems in human mixes, in LU against each other, by what gains do not change.\n\
         Written by `mixmaster model fit-balance`; do not edit. Ridge regression within songs.\n\
         Source: balances of {} songs, as measured; no audio is in here:\n{}\n\
         With each song left out:\n{table}\
         clue: weight known by sound, and by role; role, group, usual: known by role.",
        names.len(),
        names.join(", "),
    )
}

/// Errors with each song left out, as text.
fn table(songs: &[Song], seeds: u64) -> String {
    let names =
        ["do nothing", "equal loudness", "by sound", "role heard", "by role", "kept, role heard"];
    let mut contenders = names.map(|name| Contender { name, raw: Vec::new(), capped: Vec::new() });
    let mut text = format!("{:<28}{:>7}", "T1 in LU, median of seeds", "stems");
    for name in names {
        text += &format!("{name:>16}");
    }
    text.push('\n');
    for (index, song) in songs.iter().enumerate() {
        let others = songs.iter().enumerate().filter(|(other, _)| *other != index);
        let lessons: Vec<Lesson> = others.map(|(_, song)| song.lesson.clone()).collect();
        let runs = runs(song, &fit(&lessons), seeds);
        let short: String = song.name.chars().take(27).collect();
        text += &format!("{short:<28}{:>7}", song.lesson.stems.len());
        for (contender, errors) in contenders.iter_mut().zip(runs) {
            let (raw, capped): (Vec<f64>, Vec<f64>) = errors.into_iter().unzip();
            text += &format!("{:>16.2}", median(&raw).unwrap_or(f64::NAN));
            contender.raw.push(raw);
            contender.capped.push(capped);
        }
        text.push('\n');
    }
    for contender in &contenders {
        text += &summary(contender, &contenders[1]);
    }
    text
}

fn summary(contender: &Contender, equal: &Contender) -> String {
    let all = |runs: &[Vec<f64>]| median(&runs.concat()).unwrap_or(f64::NAN);
    let [low, high] = interval(&contender.raw).unwrap_or([f64::NAN; 2]);
    let pairs = contender.raw.iter().flatten().zip(equal.raw.iter().flatten());
    let (wins, count) = pairs
        .fold((0, 0), |(wins, count), (ours, theirs)| (wins + u32::from(ours < theirs), count + 1));
    format!(
        "{}: {:.2} LU [{low:.2}, {high:.2}], capped {:.2} LU, better than equal loudness in \
         {:.0} % of runs\n",
        contender.name,
        all(&contender.raw),
        all(&contender.capped),
        100.0 * f64::from(wins) / f64::from(count.max(1)),
    )
}

/// What is known of the stems.
#[derive(Clone, Copy, Debug)]
enum Known {
    /// How they sound.
    Sound,
    /// Also what the network makes of it. It has been trained on some of these songs.
    Heard,
    /// Their roles.
    Role,
}

/// Errors raw and capped of each contender with each seed.
fn runs(song: &Song, prior: &Prior, seeds: u64) -> [Vec<(f64, f64)>; 6] {
    let stems = &song.lesson.stems;
    let mut errors: [Vec<(f64, f64)>; 6] = Default::default();
    for seed in 0..seeds {
        let mut chance = Chance::new(seed, &[&song.name, "levels"]);
        let gains: Vec<f64> = stems.iter().map(|_| chance.within(GAIN_MAX_DB)).collect();
        let settled = |gains: &[f64], known: Known| -> Vec<f64> {
            let raw = |(stem, gain): (&Stem, &f64)| {
                let lufs = stem.lufs + gain;
                match known {
                    Known::Sound => Stem { lufs, trust: 0.0, heard: None, ..*stem },
                    Known::Heard => Stem { lufs, trust: 0.0, ..*stem },
                    Known::Role => Stem { lufs, ..*stem },
                }
            };
            let raw: Vec<Stem> = stems.iter().zip(gains).map(raw).collect();
            settle(&raw, prior).moves_db.iter().zip(gains).map(|(db, gain)| db + gain).collect()
        };
        let equal = stems.iter().map(|stem| -stem.lufs).collect();
        let still = vec![0.0; stems.len()];
        let all = [
            gains.clone(),
            equal,
            settled(&gains, Known::Sound),
            settled(&gains, Known::Heard),
            settled(&gains, Known::Role),
            settled(&still, Known::Heard),
        ];
        for (errors, louder_lu) in errors.iter_mut().zip(all) {
            errors.extend(balance_error(&louder_lu).map(|error| (error.rms_lu, error.capped_lu)));
        }
    }
    errors
}
