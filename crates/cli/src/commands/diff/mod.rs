//! `diff`: two recipes, two folders of results, or two files, in words and numbers.

mod told;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use engine::{Comparison, EngineError, Stage};
use media::{Depth, EncodeSettings, Encoder};
use recipe::{Recipe, RecipeDiff};

use crate::args::DiffArgs;
use crate::commands::render;
use crate::errors::{Code, Fault, output_words, unwritable};
use crate::progress::{Show, Watch};
use crate::store::{Files, StemFile};
use crate::{inputs, stop, words};

/// The exit code of a difference, as with `diff`.
const DIFFERENT: u8 = 1;

/// One side.
enum Side {
    Recipe(PathBuf),
    Folder(PathBuf),
    Audio(PathBuf),
}

/// Everything that was compared.
#[derive(Default)]
struct Compared {
    /// The recipes, with the second for its order.
    recipe: Option<(RecipeDiff, Recipe)>,
    /// Files by what they are.
    audio: Vec<Pair>,
    /// What was on one side only.
    notes: Vec<String>,
}

/// Two files.
struct Pair {
    name: String,
    found: Comparison,
}

pub(crate) fn diff(args: &DiffArgs) -> Result<ExitCode, Fault> {
    let (a, b) = (side(&args.first)?, side(&args.second)?);
    let mut compared = Compared::default();
    match (&a, &b) {
        (Side::Audio(a), Side::Audio(b)) => {
            let name = "audio".into();
            compared.audio.push(Pair { name, found: listen(a, b, args)? });
            if let Some(to) = &args.audio {
                write_null(to, (a, b), args, &compared.audio[0].found)?;
            }
        }
        (Side::Folder(a), Side::Folder(b)) => folders(a, b, args, &mut compared)?,
        (Side::Audio(_), _) | (_, Side::Audio(_)) => {
            return Err(Fault::new(
                Code::Usage,
                "one is audio, the other is not",
                "compare two recipes, two folders of results or two audio files",
            ));
        }
        (Side::Recipe(a) | Side::Folder(a), Side::Recipe(b) | Side::Folder(b)) => {
            compared.recipe = Some(recipes(&in_folder(a), &in_folder(b))?);
            no_audio(args)?;
        }
    }
    let identical = compared.is_identical();
    if args.json {
        words::data(&told::data(&compared, identical));
    } else {
        words::data(&told::words(&compared, identical));
    }
    Ok(if identical { ExitCode::SUCCESS } else { ExitCode::from(DIFFERENT) })
}

impl Compared {
    fn is_identical(&self) -> bool {
        self.notes.is_empty()
            && self.recipe.as_ref().is_none_or(|(diff, _)| diff.is_empty())
            && self.audio.iter().all(|pair| pair.found.is_identical())
    }
}

fn side(path: &Path) -> Result<Side, Fault> {
    let name = path.to_string_lossy();
    if path.is_dir() {
        return Ok(Side::Folder(path.into()));
    }
    if !path.is_file() {
        let error = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(crate::errors::input_fault(&name, &error));
    }
    let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    Ok(if is_json { Side::Recipe(path.into()) } else { Side::Audio(path.into()) })
}

fn in_folder(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("recipe.json") } else { path.into() }
}

fn no_audio(args: &DiffArgs) -> Result<(), Fault> {
    if args.audio.is_none() {
        return Ok(());
    }
    let message = "--audio needs two audio files, or two folders of results";
    Err(Fault::new(Code::Usage, message, "render both recipes first, then compare the folders"))
}

fn recipes(a: &Path, b: &Path) -> Result<(RecipeDiff, Recipe), Fault> {
    let (a, b) = (render::read(a)?, render::read(b)?);
    let diff =
        RecipeDiff::of(&a, &b).map_err(|error| Fault::worded(Code::Input, &error.to_string()))?;
    Ok((diff, b))
}

/// Two folders of results: recipes, mixes and masters.
fn folders(a: &Path, b: &Path, args: &DiffArgs, compared: &mut Compared) -> Result<(), Fault> {
    let is_file = |folder: &Path, name: &str| folder.join(name).is_file();
    if is_file(a, "recipe.json") && is_file(b, "recipe.json") {
        compared.recipe = Some(recipes(&in_folder(a), &in_folder(b))?);
    }
    let mix = |folder: &Path| Some(folder.join("mix_premaster.wav")).filter(|path| path.is_file());
    let master = |folder: &Path| {
        let names =
            ["wav", "flac", "aiff"].map(|ending| folder.join(format!("master_final.{ending}")));
        names.into_iter().find(|path| path.is_file())
    };
    for (name, one, two) in [("mix", mix(a), mix(b)), ("master", master(a), master(b))] {
        match (one, two) {
            (Some(one), Some(two)) => {
                let found = listen(&one, &two, args)?;
                if let Some(to) = args.audio.as_ref().filter(|_| name == "master") {
                    write_null(to, (&one, &two), args, &found)?;
                }
                compared.audio.push(Pair { name: name.into(), found });
            }
            (Some(_), None) => compared.notes.push(format!("only the first has a {name}")),
            (None, Some(_)) => compared.notes.push(format!("only the second has a {name}")),
            (None, None) => {}
        }
    }
    if compared.recipe.is_none() && compared.audio.is_empty() {
        let message = format!("`{}` and `{}` hold no results", a.display(), b.display());
        let hint = "pass folders that `mixmaster mix`, `master` or `render` wrote";
        return Err(Fault::new(Code::Input, message, hint));
    }
    if !compared.audio.iter().any(|pair| pair.name == "master") {
        no_audio(args)?;
    }
    Ok(())
}

fn files(a: &Path, b: &Path) -> Files<'static> {
    let file =
        |id: &str, path: &Path| StemFile { id: id.into(), path: path.into(), hash: String::new() };
    Files::to_hear(vec![file("first", a), file("second", b)])
}

fn watch(args: &DiffArgs) -> Watch {
    let show = if args.json || args.quiet { Show::Nothing } else { Show::Fitting };
    Watch::new(&[Stage::Listen, Stage::Verify], show)
}

fn listen(a: &Path, b: &Path, args: &DiffArgs) -> Result<Comparison, Fault> {
    // A file that is no audio is told with its own words, before any work.
    inputs::open(a)?;
    inputs::open(b)?;
    stop::check()?;
    let watch = watch(args);
    watch.begin();
    let found = engine::compare(&files(a, b), &watch);
    watch.done();
    Ok(found?)
}

/// Writes what is left of the first without the second: whole, or not at all.
fn write_null(
    to: &Path,
    (a, b): (&Path, &Path),
    args: &DiffArgs,
    found: &Comparison,
) -> Result<(), Fault> {
    let name = to.to_string_lossy().into_owned();
    let (Some(alignment), Some(null)) = (found.alignment, &found.null) else {
        let message = "there is no difference to write: the two are not versions of one recording at one rate";
        return Err(Fault::new(Code::Input, message, "leave --audio out"));
    };
    if !to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("wav")) {
        let message = format!("`{name}` does not end in .wav");
        return Err(Fault::new(Code::Usage, message, "the difference is a 32-bit float WAV file"));
    }
    if [a, b]
        .iter()
        .any(|input| input.canonicalize().ok().is_some_and(|it| to.canonicalize().ok() == Some(it)))
    {
        let message = format!("`{name}` is an input and would be overwritten");
        return Err(Fault::new(Code::Output, message, "choose another file with --audio"));
    }
    let fault = |error: &std::io::Error| Fault::worded(Code::Output, &output_words(&name, error));
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let unfinished = tempfile::Builder::new()
        .prefix(".mixmaster-")
        .suffix(".wav")
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .map_err(|error| fault(&error))?;
    let encode =
        |error: &media::EncodeError| Fault::worded(Code::Output, &unwritable(&name, error));
    let rate = found.measured[0].sample_rate_hz as u32;
    let settings = EncodeSettings { depth: Depth::Float32, ..EncodeSettings::new(rate, 2) };
    let file = unfinished.reopen().map_err(|error| fault(&error))?;
    let file = std::io::BufWriter::with_capacity(1 << 18, file);
    let mut encoder = Encoder::new(file, &settings).map_err(|error| encode(&error))?;
    let gain = if args.match_gain { null.gain() as f32 } else { 1.0 };
    let watch = watch(args);
    let done = engine::null_of(&files(a, b), alignment, gain, &watch, &mut |left, right| {
        encoder.write(&[left, right]).map_err(|error| engine::IoFault {
            slot: None,
            is_input: false,
            words: unwritable(&name, &error),
        })
    });
    watch.done();
    done.map_err(|error: EngineError| Fault::from(error))?;
    let mut written = encoder.finish().map_err(|error| encode(&error))?;
    std::io::Write::flush(&mut written.sink).map_err(|error| fault(&error))?;
    unfinished.persist(to).map_err(|error| fault(&error.error))?;
    Ok(())
}
