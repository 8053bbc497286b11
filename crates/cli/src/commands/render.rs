//! `render`: a recipe again, as it stands or edited.

use std::path::{Path, PathBuf};

use engine::{Done, EngineError, Io, RunSettings, Shares};
use recipe::{Recipe, Report, StemSpec};

use crate::args::{DeliveryArgs, RenderArgs, RunArgs};
use crate::crew::Threads;
use crate::errors::{Code, Fault, input_fault};
use crate::inputs::{self, Probed};
use crate::produce::{self, Known, Production};
use crate::progress::{Show, Watch};
use crate::store::{Files, OutFolder, StemFile};

pub(crate) fn render(args: &RenderArgs) -> Result<(), Fault> {
    let work: Work = if args.retarget { engine::retarget } else { engine::render };
    produce::end(&rendered(args, work)?, &args.run)
}

/// What makes a recipe sound.
pub(super) type Work = fn(&Recipe, RunSettings, Io<'_>) -> Result<Done, EngineError>;

/// Renders by `work`; returns the report.
pub(super) fn rendered(args: &RenderArgs, work: Work) -> Result<Report, Fault> {
    let watch = Watch::new(produce::RENDER, args.run.show());
    let mut recipe = read(&args.recipe)?;
    if let Some(amount) = &args.amount {
        recipe.brief.amounts = amount.over(recipe.brief.amounts);
    }
    recipe.brief.delivery = args.delivery.over(recipe.brief.delivery.clone())?;
    recipe.brief.seed = args.delivery.seed.unwrap_or(recipe.brief.seed);
    let crew = Threads::new(args.run.threads)?;
    let paths = find(&recipe, &args.recipe, args.stems.as_deref())?;
    let probes = inputs::probe_all(&paths.iter().map(PathBuf::as_path).collect::<Vec<_>>(), &crew)?;
    for ((spec, path), probe) in recipe.session.stems.iter().zip(&paths).zip(&probes) {
        check(spec, path, probe)?;
    }
    let out = OutFolder::open(&args.out)?;
    for (spec, path) in recipe.session.stems.iter_mut().zip(&paths) {
        spec.file = inputs::relative(path, out.path());
    }
    let specs = recipe.session.stems.iter().zip(&paths);
    let stems = specs.map(|(spec, path)| StemFile {
        id: spec.id.clone(),
        path: path.clone(),
        hash: spec.hash.clone(),
    });
    let production = Production {
        out,
        stems: stems.collect(),
        inputs: paths.iter().map(PathBuf::as_path).chain([args.recipe.as_path()]).collect(),
        brief: &recipe.brief,
        tags: inputs::shared_tags(probes.iter().map(|probe| &probe.info.tags)),
        keep_premaster: true,
        export_stems: args.export_stems,
        keep_rough: args.rough,
        keep_levels: args.levels,
        references: Vec::new(),
        run: args.run.clone(),
        crew: &crew,
        watch,
        cache: None,
    };
    let known = Known { kind: produce::RENDERED, targets_from: None, stem_warnings: Vec::new() };
    production.produce(known, |settings, io| work(&recipe, settings, io))
}

/// How loud `stems` are in the mixes of `recipes`, whose stems lie where `args` say.
pub(super) fn shares(
    args: &RenderArgs,
    recipes: [&Recipe; 2],
    stems: &[usize],
) -> Result<Vec<Shares>, Fault> {
    let crew = Threads::new(args.run.threads)?;
    let paths = find(recipes[1], &args.recipe, args.stems.as_deref())?;
    let specs = recipes[1].session.stems.iter().zip(paths);
    let files =
        specs.map(|(spec, path)| StemFile { id: spec.id.clone(), path, hash: spec.hash.clone() });
    let files = Files::to_hear(files.collect());
    let watch = Watch::new(produce::RENDER, Show::Nothing);
    let settings = args.run.settings(true);
    let both = recipes.into_iter();
    Ok(both
        .map(|recipe| engine::shares(recipe, stems, settings, (&files, &crew, &watch)))
        .collect::<Result<_, _>>()?)
}

/// Renders the recipe at `path` with every stem as it sits in the mix.
pub(super) fn stems(
    path: &Path,
    out: &Path,
    stems: Option<&Path>,
    run: &RunArgs,
) -> Result<(), Fault> {
    render(&RenderArgs {
        recipe: path.into(),
        out: out.into(),
        stems: stems.map(Path::to_path_buf),
        amount: None,
        retarget: false,
        export_stems: true,
        rough: false,
        levels: false,
        delivery: DeliveryArgs::default(),
        run: run.clone(),
    })
}

/// Reads a recipe.
pub(super) fn read(path: &Path) -> Result<Recipe, Fault> {
    let name = path.to_string_lossy();
    let text = std::fs::read_to_string(path).map_err(|error| input_fault(&name, &error))?;
    Recipe::from_json(&text).map_err(|error| {
        let hint = match error {
            recipe::RecipeError::Newer { .. } => {
                "update MixMaster, or make a new recipe from the stems with `mixmaster mix`"
            }
            _ => "correct it, or make a new recipe from the stems with `mixmaster mix`",
        };
        Fault::new(Code::Input, format!("`{name}`: {error}"), hint)
    })
}

/// Where each stem of the recipe lies, by its path as seen from the recipe, or by its name in
/// `--stems`.
pub(super) fn find(
    recipe: &Recipe,
    recipe_path: &Path,
    stems: Option<&Path>,
) -> Result<Vec<PathBuf>, Fault> {
    let home = recipe_path.parent().unwrap_or(Path::new(""));
    let place = |spec: &StemSpec| {
        let path = match stems {
            None => home.join(&spec.file),
            Some(folder) => folder.join(Path::new(&spec.file).file_name().unwrap_or_default()),
        };
        if path.is_file() {
            return Ok(path);
        }
        let message = format!("stem `{}` was not found at `{}`", spec.id, path.display());
        let hint = "say where the stems are with --stems DIR";
        Err(Fault::new(Code::Input, message, hint))
    };
    recipe.session.stems.iter().map(place).collect()
}

/// Refuses another file under the name of a stem.
pub(super) fn check(spec: &StemSpec, path: &Path, probe: &Probed) -> Result<(), Fault> {
    if probe.hash == spec.hash {
        return Ok(());
    }
    let start = |hash: &str| hash.chars().take(15).collect::<String>();
    Err(Fault::new(
        Code::Input,
        format!(
            "stem `{}` has changed: `{}` has the hash {}…, the recipe was made for {}…",
            spec.id,
            path.display(),
            start(&probe.hash),
            start(&spec.hash)
        ),
        "pass the same files with --stems DIR, or make a new recipe with `mixmaster mix`",
    ))
}
