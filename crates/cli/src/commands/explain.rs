//! `explain`: why a recipe does what it does.

use policy::talk::{Levels, tweak};
use recipe::{Move, MoveLine, Recipe};

use crate::args::ExplainArgs;
use crate::commands::render;
use crate::errors::{Code, Fault};
use crate::{moves, words};

pub(crate) fn explain(args: &ExplainArgs) -> Result<(), Fault> {
    let recipe = render::read(&args.recipe)?;
    let chosen = choose(&recipe, args.target.as_deref())?;
    if args.json {
        let lines: Vec<MoveLine> =
            chosen.iter().map(|one| MoveLine::of(one, &recipe.brief.amounts)).collect();
        let text = serde_json::to_string_pretty(&lines).map_err(|error| {
            Fault::worded(Code::Internal, &format!("the moves could not be worded: {error}"))
        })?;
        words::data(&format!("{text}\n"));
    } else {
        words::data(&moves::explained(&recipe, &chosen));
    }
    Ok(())
}

fn choose<'a>(recipe: &'a Recipe, target: Option<&str>) -> Result<Vec<&'a Move>, Fault> {
    let Some(target) = target else { return Ok(recipe.moves.iter().collect()) };
    let is_meant = |one: &&Move| one.target == target || one.id == target;
    let chosen: Vec<&Move> = recipe.moves.iter().filter(is_meant).collect();
    let is_known = Move::RESERVED_TARGETS.contains(&target)
        || recipe.session.stems.iter().any(|stem| stem.id == target);
    if !chosen.is_empty() || is_known {
        return Ok(chosen);
    }
    let meant = spoken(recipe, target);
    if !meant.is_empty() {
        return Ok(recipe.moves.iter().filter(|one| meant.contains(&one.target)).collect());
    }
    let stems: Vec<&str> = recipe.session.stems.iter().map(|stem| stem.id.as_str()).collect();
    let parts = Move::RESERVED_TARGETS;
    let ids = recipe.moves.iter().map(|one| one.id.as_str());
    let names = stems.iter().copied().chain(parts).chain(ids);
    let near = recipe::nearest(&target.to_lowercase(), names);
    let near = near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
    let (stems, parts) = (stems.join(", "), parts.join(", "));
    Err(Fault::new(
        Code::Usage,
        format!("`{target}` is neither a target nor a move of this recipe"),
        format!("{near}There are {stems}, {parts}, and moves like m001"),
    ))
}

/// Targets that people call so: `vocals`, `the drums`, `bass and kick`. Whoever it is that `tweak`
/// would change.
fn spoken(recipe: &Recipe, name: &str) -> Vec<String> {
    let question = format!("what did you do to the {name}?");
    match tweak(recipe, &question, &Levels::default()) {
        Ok(told) if !told.changed => told.answers.into_iter().flat_map(|one| one.about).collect(),
        _ => Vec::new(),
    }
}
