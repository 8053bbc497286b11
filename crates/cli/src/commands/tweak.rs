//! `tweak`: a recipe changed in words.

use std::fs;
use std::path::{Path, PathBuf};

use policy::talk::{Answer, Levels, TalkError, Tweaked, tweak as talk};
use recipe::{Move, MoveLine, Recipe, Report};
use serde_json::json;

use crate::args::{DeliveryArgs, RenderArgs, RunArgs, TweakArgs};
use crate::commands::render;
use crate::errors::{Code, Fault, output_words};
use crate::{inputs, moves, produce, words};

mod effect;

pub(crate) fn tweak(args: &TweakArgs) -> Result<(), Fault> {
    let recipe = render::read(&args.recipe)?;
    // Sentences in quotation marks, or one whose words the shell took apart.
    let are_sentences = args.words.iter().any(|word| word.contains(' '));
    let said = args.words.join(if are_sentences { "; " } else { " " });
    let mut tweaked = talk(&recipe, &said, &levels(&args.recipe)).map_err(|error| fault(&error))?;
    let out = args.out.as_deref().unwrap_or(&args.recipe);
    let is_written = (tweaked.changed || args.out.is_some()) && !args.dry_run;
    if is_written {
        rehome(&mut tweaked.recipe, &args.recipe, out);
        write(out, &tweaked.recipe.to_json())?;
    }
    let told = if args.json { data(&tweaked) } else { told(&tweaked, is_written.then_some(out)) };
    let Some(folder) = &args.render else {
        words::data(&told);
        return Ok(());
    };
    // One document on standard output: that of the render.
    if args.json {
        words::say(&told);
    } else {
        words::data(&told);
    }
    let render = RenderArgs {
        recipe: out.to_owned(),
        out: folder.clone(),
        stems: args.stems.clone(),
        amount: None,
        retarget: false,
        export_stems: false,
        rough: false,
        levels: false,
        delivery: DeliveryArgs::default(),
        run: RunArgs { json: args.json, ..RunArgs::default() },
    };
    let report = sounding(&recipe, &tweaked, (args, &render))?;
    produce::end(&report, &render.run)
}

/// Renders the tweaked recipe and says what that changed, as measured.
fn sounding(
    recipe: &Recipe,
    tweaked: &Tweaked,
    (args, render): (&TweakArgs, &RenderArgs),
) -> Result<Report, Fault> {
    let before = effect::Before::of(recipe, &args.recipe);
    let (was, is) = (&recipe.brief, &tweaked.recipe.brief);
    let differs = |was: f64, is: f64| (was - is).abs() > 1e-9;
    let is_retargeted = differs(was.lufs, is.lufs) || differs(was.ceiling_dbtp, is.ceiling_dbtp);
    let is_solved = tweaked.changed && is_retargeted;
    let work: render::Work = if is_solved { engine::retarget } else { engine::render };
    let report = render::rendered(render, work)?;
    if is_solved && !args.dry_run {
        // What was solved on the way is the recipe from now on.
        let solved = render.out.join("recipe.json");
        let mut recipe = render::read(&solved)?;
        rehome(&mut recipe, &solved, &render.recipe);
        write(&render.recipe, &recipe.to_json())?;
    }
    let text = before.against(&report, tweaked, render)?;
    if args.json {
        words::say(&text)
    } else {
        words::data(&text)
    }
    Ok(report)
}

fn fault(error: &TalkError) -> Fault {
    Fault::new(Code::Usage, error.to_string(), error.hint.clone())
}

/// How loud the stems are as delivered, where a report lies beside the recipe.
fn levels(recipe: &Path) -> Levels {
    let report = recipe.with_file_name("report.json");
    let text = fs::read_to_string(report).unwrap_or_default();
    let Ok(report) = serde_json::from_str::<Report>(&text) else { return Levels::default() };
    let stems = report.input_analysis.stems.into_iter();
    let lufs = stems.filter_map(|stem| Some((stem.name, stem.lufs?)));
    Levels { lufs: lufs.collect() }
}

/// Paths of the stems are seen from where the recipe lies.
fn rehome(recipe: &mut Recipe, from: &Path, to: &Path) {
    let folder = |path: &Path| match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let (from, to) = (folder(from), folder(to));
    if from.canonicalize().ok() == to.canonicalize().ok() {
        return;
    }
    for stem in &mut recipe.session.stems {
        stem.file = inputs::relative(&from.join(&stem.file), &to);
    }
}

/// Writes a whole file or nothing.
fn write(path: &Path, text: &str) -> Result<(), Fault> {
    let fault = |error: &std::io::Error| {
        Fault::worded(Code::Output, &output_words(&path.to_string_lossy(), error))
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut unfinished = tempfile::Builder::new();
    let unfinished = unfinished.prefix(".mixmaster-").tempfile_in(folder);
    let mut unfinished = unfinished.map_err(|error| fault(&error))?;
    std::io::Write::write_all(&mut unfinished, text.as_bytes()).map_err(|error| fault(&error))?;
    // What replaces a file keeps its rights; a new one has those of any new file.
    let rights = fs::metadata(path).map(|old| old.permissions());
    unfinished.persist(path).map_err(|error| fault(&error.error))?;
    if let Ok(rights) = rights {
        fs::set_permissions(path, rights).map_err(|error| fault(&error))?;
    }
    Ok(())
}

fn told(tweaked: &Tweaked, written: Option<&Path>) -> String {
    let recipe = &tweaked.recipe;
    let mut text: String = tweaked.answers.iter().map(|answer| answered(recipe, answer)).collect();
    let added: Vec<&Move> =
        recipe.moves.iter().filter(|one| tweaked.added.contains(&one.id)).collect();
    if !added.is_empty() {
        text += &moves::explained(recipe, &added);
    }
    for note in &tweaked.notes {
        text += &words::wrapped(note, 0, moves::WIDTH);
    }
    match written {
        Some(path) if tweaked.changed => {
            let shown = path.display();
            text += &format!("Written to {shown}; hear it with: mixmaster render {shown} -o DIR\n");
        }
        Some(path) => text += &format!("Nothing was changed. Written to {}\n", path.display()),
        None if tweaked.changed => text += "Nothing was written.\n",
        None => {}
    }
    text
}

fn answered(recipe: &Recipe, answer: &Answer) -> String {
    let mut text: String =
        answer.said.iter().map(|line| words::wrapped(line, 0, moves::WIDTH)).collect();
    // A question about all of a stem is answered by its moves.
    if answer.said.len() < answer.moves.len() {
        let chosen: Vec<&Move> =
            recipe.moves.iter().filter(|one| answer.moves.contains(&one.id)).collect();
        text += "\n";
        text += &moves::explained(recipe, &chosen);
    } else {
        text += "\n";
    }
    text
}

fn data(tweaked: &Tweaked) -> String {
    let recipe = &tweaked.recipe;
    let added = recipe.moves.iter().filter(|one| tweaked.added.contains(&one.id));
    let added: Vec<MoveLine> = added.map(|one| MoveLine::of(one, &recipe.brief.amounts)).collect();
    let answers: Vec<_> = tweaked
        .answers
        .iter()
        .map(|answer| {
            let Answer { question, about, said, moves } = answer;
            json!({ "question": question, "about": about, "said": said, "moves": moves })
        })
        .collect();
    let document = json!({
        "changed": tweaked.changed,
        "added": added,
        "notes": tweaked.notes,
        "answers": answers,
    });
    format!("{document:#}\n")
}
