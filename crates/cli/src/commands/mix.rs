//! `mix`: stems to a mix, a master and a report.

use std::path::Path;
use std::time::SystemTime;

use engine::{Order, Stage};
use policy::Rules;

use super::album;
use crate::args::MixArgs;
use crate::cache::Cache;
use crate::crew::Threads;
use crate::errors::Fault;
use crate::inputs::{self, Inputs};
use crate::produce::{self, Known, Production};
use crate::progress::Watch;
use crate::store::{Files, OutFolder};
use crate::wish;

pub(crate) fn mix(args: &MixArgs) -> Result<(), Fault> {
    // Wrong options are told before files are read; the song's own genre comes after.
    wish::resolve(&args.wish, &args.delivery, args.respect_user_gains, None)?;
    let stages = if args.dry_run { &[Stage::Listen] } else { produce::MIX };
    let watch = Watch::new(stages, args.run.show());
    let crew = Threads::new(args.run.threads)?;
    let begun = SystemTime::now();
    let inputs = inputs::stems(&args.stems, &args.role, &crew)?;
    let (cache, odd) = Cache::open(&args.cache);
    let files = inputs.files.iter().map(|file| (file.path.as_path(), file.hash.as_str()));
    inputs::remember(files, begun, cache.as_ref());
    if args.run.talks() {
        watch.warn(&inputs.warnings);
        watch.warn(odd.as_slice());
    }
    let references = inputs::references(&args.reference, &args.run, (&crew, cache.as_ref()))?;
    let genre = inputs.song.genre.clone();
    let mut resolved = wish::resolve(&args.wish, &args.delivery, args.respect_user_gains, genre)?;
    let rules = album::follow_mixing(args.album.as_deref(), &args.wish, &mut resolved)?;
    let delivery = &mut resolved.brief.delivery;
    delivery.tags = inputs.song.tags.under(&delivery.tags);
    let out = OutFolder::open(&args.out)?;
    let order = Order {
        stems: inputs.for_engine(out.path()),
        brief: resolved.brief,
        profile: resolved.profile,
        references,
        tempo_bpm: inputs.song.tempo_bpm,
        only_master: false,
    };
    if args.dry_run {
        let files = Files::to_hear(inputs.stem_files()).remembering(cache.as_ref());
        return plan(args, &order, &inputs, (&files, &crew, &watch), out);
    }
    let production = Production {
        out,
        stems: inputs.stem_files(),
        inputs: paths(&inputs),
        brief: &order.brief,
        tags: inputs::shared_tags(inputs.files.iter().map(|file| &file.info.tags)),
        keep_premaster: true,
        export_stems: args.export_stems,
        keep_rough: args.rough,
        keep_levels: args.levels,
        references: args.reference.kept(),
        run: args.run.clone(),
        crew: &crew,
        watch,
        cache: cache.as_ref(),
    };
    let known = Known {
        kind: "mix",
        targets_from: Some(resolved.sources),
        stem_warnings: inputs.files.iter().map(inputs::Input::warnings).collect(),
    };
    let work = |settings, io: engine::Io<'_>| engine::mix(&order, &rules, settings, io);
    produce::end(&production.produce(known, work)?, &args.run)
}

/// `--dry-run`: listens and decides.
fn plan(
    args: &MixArgs,
    order: &Order,
    inputs: &Inputs,
    (files, crew, watch): (&Files<'_>, &Threads, &Watch),
    out: OutFolder,
) -> Result<(), Fault> {
    let settings = args.run.settings(false);
    let planned = engine::plan(order, &Rules, settings, (files, crew, watch));
    watch.done();
    let recipe = planned?.recipe;
    produce::deliver_plan(out, &recipe, &paths(inputs), &args.run)
}

fn paths(inputs: &Inputs) -> Vec<&Path> {
    inputs.files.iter().map(|file| file.path.as_path()).collect()
}
