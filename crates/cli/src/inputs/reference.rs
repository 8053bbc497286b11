//! References in: found, measured, and what is odd about them said.

use std::path::Path;

use engine::{Candidate, EngineError, ReferenceChoice, ReferenceWish, Stage};

use super::{Input, files, names};
use crate::args::{ReferenceArgs, RunArgs};
use crate::cache::Cache;
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::progress::{Show, Watch};
use crate::store::Files;
use crate::{stop, words};

/// Most files of a folder that are listened to.
const FOLDER_MAX: usize = 500;

/// Measures the references that were named; none where there are none.
pub(crate) fn references(
    args: &ReferenceArgs,
    run: &RunArgs,
    (crew, cache): (&Threads, Option<&Cache>),
) -> Result<Option<ReferenceWish>, Fault> {
    let most = recipe::REFERENCES_MAX;
    let count = args.reference.len();
    if count > most {
        let message = format!("{count} references were named, at most {most} can be");
        return Err(Fault::new(Code::Usage, message, "name those that are most like the song"));
    }
    let mut choices = Vec::new();
    for (wish, found) in args.reference.iter().zip(found(args, crew)?) {
        let is_folder = wish.path.is_dir();
        let name = wish.path.display();
        let mut candidates = Vec::new();
        for file in &found {
            stop::check()?;
            match candidate(file, wish.weight, run, (crew, cache)) {
                Ok(candidate) => candidates.push(candidate),
                // In a folder there are others.
                Err(fault) if is_folder && fault.code == Code::Input => {
                    let words = format!("reference left out: {}", fault.sentence());
                    words::warn(if run.talks() { std::slice::from_ref(&words) } else { &[] });
                }
                Err(fault) => return Err(fault),
            }
        }
        if candidates.is_empty() {
            let message = format!("`{name}` holds no file that can be a reference");
            return Err(Fault::new(Code::Input, message, "name finished records of some length"));
        }
        choices.push(ReferenceChoice { candidates, is_folder });
    }
    let matching = args.matching.unwrap_or_default();
    Ok((!choices.is_empty()).then_some(ReferenceWish { matching, choices }))
}

/// The files of every word, under names that tell all of them apart.
fn found(args: &ReferenceArgs, crew: &Threads) -> Result<Vec<Vec<Input>>, Fault> {
    let mut all = Vec::new();
    for wish in &args.reference {
        let found = files(std::slice::from_ref(&wish.path), crew)?.files;
        if found.len() > FOLDER_MAX {
            let message = format!("`{}` holds {} files", wish.path.display(), found.len());
            let hint = format!("at most {FOLDER_MAX} references are listened to; leave some out");
            return Err(Fault::new(Code::Input, message, hint));
        }
        all.push(found);
    }
    let paths: Vec<_> = all.iter().flatten().map(|file| (file.path.as_path(), None)).collect();
    let (names, _) = names::unique(&paths, names::Kind::Songs);
    for (file, name) in all.iter_mut().flatten().zip(names) {
        file.id = name;
    }
    Ok(all)
}

fn candidate(
    file: &Input,
    weight: f64,
    run: &RunArgs,
    (crew, cache): (&Threads, Option<&Cache>),
) -> Result<Candidate, Fault> {
    let store = Files::to_hear(vec![file.stem_file()]).remembering(cache);
    let show = if run.talks() { Show::Bar } else { Show::Nothing };
    let watch = Watch::new(&[Stage::Listen], show);
    let rate_hz = file.info.sample_rate_hz;
    let heard = engine::measure_song(rate_hz, run.settings(false), (&store, crew, &watch));
    watch.done();
    let song = heard.map_err(|error| unfit(&file.path, error))?;
    // In stereo, as a mix is measured: one channel sounds on both sides.
    Ok(Candidate::of(&file.id, &file.hash, weight, &song.sum))
}

fn unfit(path: &Path, error: EngineError) -> Fault {
    let name = path.display();
    let hint = "name a finished record of 10 s or more";
    match error {
        EngineError::Silent { peak_dbfs } => {
            let found = format!("its loudest sample is {peak_dbfs:.1} dBFS");
            let message = format!("the reference `{name}` is silent ({found})");
            Fault::new(Code::Input, message, hint)
        }
        EngineError::TooShort { ms, .. } => {
            let found = format!("has {ms:.0} ms, at least 400 ms can be measured");
            Fault::new(Code::Input, format!("the reference `{name}` {found}"), hint)
        }
        other => other.into(),
    }
}
