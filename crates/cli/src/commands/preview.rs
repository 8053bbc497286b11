//! `preview`: a span of a recipe's master, sample by sample, and what it is made of beside it.

use std::path::{Path, PathBuf};

use engine::{Excerpt, Slot, Stage, Store, Telling, Version};
use recipe::Recipe;
use serde_json::json;

use super::render;
use crate::args::PreviewArgs;
use crate::cache::Cache;
use crate::crew::Threads;
use crate::errors::{Code, Fault};
use crate::inputs;
use crate::progress::Watch;
use crate::store::{Files, OutFolder, StemFile, Writing};
use crate::words;

/// What is rendered before the span is cut out.
const STAGES: &[Stage] = &[Stage::Listen, Stage::Mix, Stage::Master, Stage::Finish, Stage::Preview];

pub(crate) fn preview(args: &PreviewArgs) -> Result<(), Fault> {
    let watch = Watch::new(STAGES, args.run.show());
    let recipe = render::read(&args.recipe)?;
    let crew = Threads::new(args.run.threads)?;
    let paths = render::find(&recipe, &args.recipe, args.stems.as_deref())?;
    let (cache, odd) = Cache::open(&args.cache);
    let stems: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let probes = inputs::probe_remembered(&stems, cache.as_ref(), &crew)?;
    for ((spec, path), probe) in recipe.session.stems.iter().zip(&paths).zip(&probes) {
        render::check(spec, path, probe)?;
    }
    if args.run.talks() {
        watch.warn(odd.as_slice());
    }
    let beside = args.recipe.parent().unwrap_or(Path::new("")).join("preview");
    let out = OutFolder::open(args.out.as_deref().unwrap_or(&beside))?;
    let stems = recipe.session.stems.iter().zip(&paths).map(|(spec, path)| StemFile {
        id: spec.id.clone(),
        path: path.clone(),
        hash: spec.hash.clone(),
    });
    let writing = Writing {
        delivery: recipe.brief.delivery.clone(),
        seed: recipe.brief.seed,
        tags: inputs::shared_tags(probes.iter().map(|probe| &probe.info.tags)),
        ..Writing::default()
    };
    let files = Files::new(stems.collect(), &out, writing).remembering(cache.as_ref());
    let slots = [Slot::Excerpt].into_iter().chain(Version::ALL.map(Slot::Compared));
    let names: Vec<String> = slots.map(|slot| files.name(slot)).collect();
    let inputs = paths.iter().map(PathBuf::as_path).chain([args.recipe.as_path()]);
    out.check(&names, &inputs.collect::<Vec<_>>())?;
    watch.begin();
    let io: engine::Io<'_> = (&files as &dyn Store, &crew, &watch);
    let told = choose(args, &recipe, io)?;
    let cut = if args.retarget { engine::excerpt_held } else { engine::excerpt };
    let level_lufs = cut(&recipe, told.span, args.run.settings(false), io)?;
    watch.done();
    let folder = out.path().to_owned();
    drop(files);
    out.publish(&names)?;
    if let Some(path) = &args.run.timings {
        watch.write(path)?;
    }
    tell(args, &recipe, &told, (&folder, &names, level_lufs));
    Ok(())
}

/// The span that is asked for, or the most telling one: what was heard of the stems before is
/// recalled for it.
fn choose(args: &PreviewArgs, recipe: &Recipe, io: engine::Io<'_>) -> Result<Telling, Fault> {
    let session = &recipe.session;
    let rate_hz = f64::from(session.sample_rate_hz);
    let Some(start_s) = args.start else {
        let block_frames = args.run.settings(false).block_frames;
        let count = session.stems.len();
        let heard = engine::listen(count, session.sample_rate_hz, block_frames, io)?;
        return Ok(engine::telling(&heard.song, session, args.length));
    };
    let whole = session.frames + session.tail_frames;
    let from_frame = (start_s * rate_hz) as u64;
    if from_frame >= whole {
        let length_s = whole as f64 / rate_hz;
        let message = format!("the song ends at {length_s:.1} s, --start is {start_s} s");
        return Err(Fault::new(Code::Usage, message, "begin earlier"));
    }
    let frames = ((args.length * rate_hz) as u64).clamp(1, whole - from_frame);
    let span = Excerpt { from_frame, frames };
    Ok(Telling { span, why: "asked for".into() })
}

fn tell(
    args: &PreviewArgs,
    recipe: &Recipe,
    told: &Telling,
    (folder, names, level_lufs): (&Path, &[String], f64),
) {
    let seconds = |frames: u64| frames as f64 / f64::from(recipe.session.sample_rate_hz.max(1));
    let (start_s, length_s) = (seconds(told.span.from_frame), seconds(told.span.frames));
    let files: Vec<String> =
        names.iter().map(|name| folder.join(name).display().to_string()).collect();
    if args.run.json {
        let level = level_lufs.is_finite().then_some(level_lufs);
        let data = json!({ "start_s": start_s, "length_s": length_s, "why": told.why,
                           "level_lufs": level, "files": files });
        words::data(&format!("{data:#}\n"));
    } else if !args.run.quiet {
        let from = words::clock(start_s);
        let text = format!("{length_s:.1} s from {from}: {}\n  {}\n", told.why, files.join("\n  "));
        words::data(&text);
    }
}
