//! `master`: finishes mixes, each for itself.

use engine::{Order, ReferenceWish};
use policy::Rules;
use recipe::{Report, Resolved};

use crate::args::MasterArgs;
use crate::cache::Cache;
use crate::crew::Threads;
use crate::errors::Fault;
use crate::inputs::{self, Input};
use crate::produce::{self, Known, Production};
use crate::progress::Watch;
use crate::store::OutFolder;
use crate::{stop, wish, words};

use super::album;

pub(crate) fn master(args: &MasterArgs) -> Result<(), Fault> {
    let mut resolved = wish::resolve(&args.wish, &args.delivery, true, None)?;
    if let Some(path) = &args.album {
        album::follow(path, &args.wish, &mut resolved)?;
    }
    let crew = Threads::new(args.run.threads)?;
    let inputs = inputs::files(&args.files, &crew)?;
    let (cache, odd) = Cache::open(&args.cache);
    if args.run.talks() {
        words::warn(&inputs.warnings);
        words::warn(odd.as_slice());
    }
    let references = inputs::references(&args.reference, &args.run, (&crew, cache.as_ref()))?;
    let wished = (&resolved, references.as_ref());
    let alone = inputs.files.len() == 1;
    let mut reports = Vec::new();
    for input in &inputs.files {
        stop::check()?;
        reports.push(finish(args, input, wished, (&crew, cache.as_ref()), alone)?);
    }
    if let [report] = reports.as_slice() {
        return produce::end(report, &args.run);
    }
    if args.run.json {
        words::list(reports.iter().map(Report::to_json));
    }
    reports.iter().try_for_each(produce::promises)
}

fn finish(
    args: &MasterArgs,
    input: &Input,
    (resolved, references): (&Resolved, Option<&ReferenceWish>),
    (crew, cache): (&Threads, Option<&Cache>),
    alone: bool,
) -> Result<Report, Fault> {
    let watch = Watch::new(produce::MIX, args.run.show());
    let out = if alone { args.out.clone() } else { args.out.join(&input.id) };
    let out = OutFolder::open(&out)?;
    let order = Order {
        stems: vec![input.for_engine(out.path())],
        brief: resolved.brief.clone(),
        profile: resolved.profile.clone(),
        references: references.cloned(),
        tempo_bpm: None,
        only_master: true,
    };
    let production = Production {
        out,
        stems: vec![input.stem_file()],
        inputs: vec![&input.path],
        brief: &order.brief,
        tags: inputs::shared_tags([&input.info.tags]),
        keep_premaster: false,
        export_stems: false,
        keep_rough: args.rough,
        keep_levels: false,
        references: args.reference.kept(),
        run: args.run.clone(),
        crew,
        watch,
        cache,
    };
    let known = Known {
        kind: "master",
        targets_from: Some(resolved.sources),
        stem_warnings: vec![input.warnings()],
    };
    let work = |settings, io: engine::Io<'_>| engine::mix(&order, &Rules, settings, io);
    production.produce(known, work)
}
