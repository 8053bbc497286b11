//! `bench quality`: how good the mixes are, judged on songs whose human balance is known.
//!
//! Stems are perturbed, the engine mixes them through its real entry points, and what comes out is
//! measured and compared with what a person did and with baselines.

mod analysis;
mod audio;
mod corpus;
mod faults;
mod judge;
mod ladders;
mod lessons;
mod limiting;
mod markdown;
mod masters;
mod metrics;
mod page;
mod pairs;
mod perturb;
mod play;
mod plot;
mod progress;
mod results;
mod rivals;
mod run;
mod stats;
mod table;
mod truth;

use std::path::Path;

use recipe::{Brief, Wish};

use self::corpus::Song;
use self::play::Wished;
use self::results::Results;
use crate::args::QualityArgs;
use crate::crew::Threads;
use crate::errors::{Code, Fault, output_words};
use crate::words;

pub(crate) use lessons::{Told, told};
pub(crate) use perturb::{Chance, Perturb};
pub(crate) use stats::{interval, median};

pub(crate) fn quality(args: &QualityArgs) -> Result<(), Fault> {
    let wished = wished(args)?;
    let previous = args.previous.as_deref().map(Results::read).transpose()?;
    let crew = Threads::new(args.threads)?;
    let songs = corpus::songs(&args.corpus)?;
    let text = args.only.as_deref().unwrap_or_default();
    if !songs.iter().any(|song| song.balance.is_ok() && song.name.contains(text)) {
        let message = "no song can be judged: none has a human balance and two stems";
        let hint = "docs/QUALITY.md says what song.toml has to tell; check --only, too";
        return Err(Fault::new(Code::Input, message, hint));
    }
    if !args.quiet {
        warn_of_roles(&songs);
    }
    if !args.references.is_empty() {
        return towards_references(args, songs, &wished, &crew);
    }
    let bench = run::Bench { args, crew: &crew, wished: &wished };
    if args.ladders {
        words::data(&ladders::text(&bench.ladders(songs)?));
        return Ok(());
    }
    let mut results = bench.run(songs)?;
    if let Some(previous) = &previous {
        results.compare(previous)?;
    }
    if let Some(path) = &args.save {
        write(path, &results.to_json())?;
    }
    if let Some(path) = &args.markdown {
        write(path, &markdown::text(&results))?;
    }
    if let Some(path) = &args.html {
        write(path, &page::html(&results)?)?;
    }
    words::data(&if args.json { results.to_json() } else { table::text(&results) });
    Ok(())
}

/// T15 on pairs of songs and references, and T11.
fn towards_references(
    args: &QualityArgs,
    songs: Vec<Song>,
    wished: &Wished,
    crew: &Threads,
) -> Result<(), Fault> {
    let distorted = limiting::judge(&songs, crew)?;
    let pairs = pairs::judge(args, songs, wished, crew)?;
    if let Some(path) = &args.save {
        write(path, &pairs::json(&pairs, &distorted))?;
    }
    let text = pairs::text(&pairs) + "\n" + &limiting::text(&distorted);
    words::data(&if args.json { pairs::json(&pairs, &distorted) } else { text });
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), Fault> {
    std::fs::write(path, text).map_err(|error| {
        Fault::worded(Code::Output, &output_words(&path.to_string_lossy(), &error))
    })
}

fn wished(args: &QualityArgs) -> Result<Wished, Fault> {
    let wish = Wish { profile: Some(args.profile.clone()), ..Wish::default() };
    let resolved = Brief::resolve(&wish).map_err(|error| {
        Fault::new(Code::Usage, error.to_string(), "`mixmaster help mix` lists the profiles")
    })?;
    Ok(Wished { resolved })
}

/// Says which roles are not known.
fn warn_of_roles(songs: &[Song]) {
    for song in songs {
        let strange = song.stems.iter().filter(|stem| stem.role.is_none());
        let strange: Vec<&str> = strange.map(|stem| stem.role_words.as_str()).collect();
        if !strange.is_empty() {
            let words = strange.join("`, `");
            words::warn(&[format!("{}: no role is known for `{words}`", song.name)]);
        }
    }
}
