//! `export`: a recipe as a session that a DAW opens.

use std::fs::File;
use std::io::{self, BufWriter, Read};
use std::path::{Path, PathBuf};

use media::Tag;
use media::session::{Fidelity, Labels, Session, Translated, dawproject, reaper, sheet};
use recipe::Recipe;
use serde_json::json;

use super::render;
use crate::args::{ExportArgs, SessionFormat};
use crate::crew::Threads;
use crate::errors::{Code, Fault, output_words};
use crate::inputs;
use crate::store::OutFolder;
use crate::words;

pub(crate) fn export(args: &ExportArgs) -> Result<(), Fault> {
    if args.reference_audio && args.to != SessionFormat::Dawproject {
        let message = "--reference-audio is for `--to dawproject`";
        return Err(Fault::new(Code::Usage, message, "leave it out: the others never hold stems"));
    }
    let recipe = render::read(&args.recipe)?;
    let desk = Desk::open(&recipe, args)?;
    match args.to {
        SessionFormat::Dawproject => desk.dawproject(args),
        SessionFormat::Reaper => desk.reaper(args),
        SessionFormat::Stems => desk.stems(args),
    }
}

/// A session and where its stems are.
struct Desk {
    session: Session,
    paths: Vec<PathBuf>,
}

impl Desk {
    /// Stems are looked for and held against their hashes, as `render` does.
    fn open(recipe: &Recipe, args: &ExportArgs) -> Result<Self, Fault> {
        let console = recipe::fold(recipe).map_err(|error| {
            let message = format!("`{}`: {error}", args.recipe.display());
            Fault::new(Code::Input, message, "correct it, or make a new one with `mixmaster mix`")
        })?;
        let crew = Threads::new(args.run.threads)?;
        let paths = render::find(recipe, &args.recipe, args.stems.as_deref())?;
        let probes =
            inputs::probe_all(&paths.iter().map(PathBuf::as_path).collect::<Vec<_>>(), &crew)?;
        for ((spec, path), probe) in recipe.session.stems.iter().zip(&paths).zip(&probes) {
            render::check(spec, path, probe)?;
        }
        let tags = inputs::shared_tags(probes.iter().map(|probe| &probe.info.tags));
        let named = args.out.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let title = args.title.clone().or_else(|| tags.get(Tag::Title).map(Into::into));
        let labels = Labels {
            title: title.unwrap_or(named),
            artist: args.artist.clone().or_else(|| tags.get(Tag::Artist).map(Into::into)),
        };
        Ok(Self { session: media::session::session(recipe, &console, &labels), paths })
    }

    fn dawproject(&self, args: &ExportArgs) -> Result<(), Fault> {
        let (folder, name) = place(&args.out)?;
        self.check(&folder, std::slice::from_ref(&name), args)?;
        let audio: Vec<dawproject::Audio<'_>> = self
            .paths
            .iter()
            .map(|path| match args.reference_audio {
                true => dawproject::Audio::Referenced(inputs::relative(path, folder.path())),
                false => dawproject::Audio::Embedded {
                    ending: ending(path),
                    open: Box::new(move || {
                        let file: Box<dyn Read> = Box::new(File::open(path)?);
                        Ok(file)
                    }),
                },
            })
            .collect();
        let written = create(&folder, &name).and_then(|file| {
            dawproject::write(&self.session, &audio, BufWriter::new(file)).map_err(|error| {
                match error {
                    dawproject::ProjectError::Audio { .. } => {
                        Fault::worded(Code::Input, &error.to_string())
                    }
                    dawproject::ProjectError::Io(error) => unwritten(&name, &error),
                }
            })
        });
        written?;
        folder.publish(std::slice::from_ref(&name))?;
        tell(args, &[args.out.display().to_string()], &dawproject::translation(&self.session))
    }

    fn reaper(&self, args: &ExportArgs) -> Result<(), Fault> {
        let (folder, name) = place(&args.out)?;
        let effects = reaper::effects(&self.session);
        let inside = |file: &str| format!("{}/{file}", reaper::EFFECTS);
        let mut names: Vec<String> = effects.iter().map(|(file, _)| inside(file)).collect();
        names.push(name.clone());
        self.check(&folder, &names, args)?;
        let audio: Vec<String> =
            self.paths.iter().map(|path| inputs::relative(path, folder.path())).collect();
        std::fs::create_dir_all(folder.unfinished(reaper::EFFECTS))
            .map_err(|error| unwritten(reaper::EFFECTS, &error))?;
        for (file, text) in &effects {
            folder.write(&inside(file), text)?;
        }
        folder.write(&name, &reaper::project(&self.session, &audio))?;
        let parent = folder.path().join(reaper::EFFECTS);
        folder.publish(&names)?;
        let files = [args.out.display().to_string(), parent.display().to_string()];
        tell(args, &files, &reaper::translation(&self.session))
    }

    /// Renders the recipe with its stems, and adds the sheet.
    fn stems(&self, args: &ExportArgs) -> Result<(), Fault> {
        const SHEETS: [&str; 2] = ["session.json", "session.txt"];
        render::stems(&args.recipe, &args.out, args.stems.as_deref(), &args.run)?;
        let folder = OutFolder::open(&args.out)?;
        let names = SHEETS.map(String::from);
        self.check(&folder, &names, args)?;
        let data = format!("{:#}\n", sheet::json(&self.session));
        folder.write(SHEETS[0], &data)?;
        folder.write(SHEETS[1], &sheet::text(&self.session))?;
        folder.publish(&names)?;
        if args.run.talks() {
            words::data(&format!("  {}\n", names.join("\n  ")));
        }
        Ok(())
    }

    fn check(&self, folder: &OutFolder, names: &[String], args: &ExportArgs) -> Result<(), Fault> {
        let stems = self.paths.iter().map(PathBuf::as_path);
        folder.check(names, &stems.chain([args.recipe.as_path()]).collect::<Vec<_>>())
    }
}

/// The folder of a file that is to be written, and the file's name in it.
fn place(out: &Path) -> Result<(OutFolder, String), Fault> {
    let name = out.file_name().and_then(|name| name.to_str()).ok_or_else(|| {
        let message = format!("`{}` names no file", out.display());
        Fault::new(Code::Usage, message, "name the session, like -o out/song.dawproject")
    })?;
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty());
    Ok((OutFolder::open(parent.unwrap_or(Path::new(".")))?, name.into()))
}

fn create(folder: &OutFolder, name: &str) -> Result<File, Fault> {
    File::create(folder.unfinished(name)).map_err(|error| unwritten(name, &error))
}

fn unwritten(name: &str, error: &io::Error) -> Fault {
    Fault::worded(Code::Output, &output_words(name, error))
}

fn ending(path: &Path) -> String {
    path.extension().map_or("wav".into(), |ending| ending.to_string_lossy().to_lowercase())
}

/// Says what was written, and what of it the DAW will not do.
fn tell(args: &ExportArgs, files: &[String], lines: &[Translated]) -> Result<(), Fault> {
    if args.run.json {
        let lines = lines.iter().map(|line| {
            json!({ "track": line.track, "what": line.what, "fidelity": line.fidelity.name(),
                    "why": line.why })
        });
        let told = json!({ "files": files, "translated": lines.collect::<Vec<_>>() });
        words::data(&format!("{told:#}\n"));
    } else if !args.run.quiet {
        let count = |fidelity| lines.iter().filter(|line| line.fidelity == fidelity).count();
        let mut text = format!(
            "Written: {}\n{} settings: {} exact, {} near, {} not translated (docs/DAW.md)\n",
            files.join(", "),
            lines.len(),
            count(Fidelity::Exact),
            count(Fidelity::Near),
            count(Fidelity::Note)
        );
        for fidelity in [Fidelity::Near, Fidelity::Note] {
            let mut of_kind = lines.iter().filter(|line| line.fidelity == fidelity).peekable();
            if of_kind.peek().is_some() {
                text += &format!(
                    "\n{}{}:\n",
                    fidelity.name()[..1].to_uppercase(),
                    &fidelity.name()[1..]
                );
            }
            for line in of_kind {
                text += &words::wrapped(
                    &format!("{}: {} ({})", line.track, line.what, line.why),
                    2,
                    98,
                );
            }
        }
        words::data(&text);
    }
    Ok(())
}
