//! Answers: what was done to a stem, and why it is louder or quieter.

use recipe::{Action, Move, Recipe, Value};

use super::TalkError;
use super::desk::Desk;
use super::slots::Clause;
use super::state::{asked, number_of};
use super::who::Place;

/// The answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// As it was asked.
    pub question: String,
    /// Targets that it is about.
    pub about: Vec<String>,
    /// The answer, in sentences.
    pub said: Vec<String>,
    /// Ids of the moves behind it, the weightiest first where a level was asked about.
    pub moves: Vec<String>,
}

/// Under this a move is no reason, in dB.
const REASON_DB: f64 = 0.1;

/// Answers a clause.
pub(super) fn ask(
    desk: &mut Desk<'_>,
    clause: &Clause,
    sign: Option<f64>,
) -> Result<(), TalkError> {
    let question = clause.text.clone();
    if !clause.ids.is_empty() {
        let is_meant = |one: &&Move| clause.ids.contains(&one.id);
        let moves: Vec<&Move> = desk.recipe.moves.iter().filter(is_meant).collect();
        if let Some(lost) = clause.ids.iter().find(|id| moves.iter().all(|one| one.id != **id)) {
            return Err(no_move(&desk.recipe, lost));
        }
        let said = moves.iter().map(|one| format!("{}: {}", one.id, one.reason)).collect();
        let about = moves.iter().map(|one| one.target.clone()).collect();
        desk.answers.push(Answer { question, about, said, moves: clause.ids.clone() });
        return Ok(());
    }
    let Some(who) = &clause.who else {
        return Err(TalkError::new(
            "it does not say about whom".into(),
            "ask like `why is the bass quieter?` or `what did you do to the snare?`",
        ));
    };
    let about = asked(desk, who);
    let mut answer = Answer { question, about, said: Vec::new(), moves: Vec::new() };
    for place in &who.places {
        let target = desk.target(*place);
        match sign {
            Some(sign) => level(desk, (*place, &target), sign, &mut answer)?,
            None => all(&desk.recipe, &target, &mut answer)?,
        }
    }
    desk.answers.push(answer);
    Ok(())
}

/// Everything on a target, in the order of the console.
fn all(recipe: &Recipe, target: &str, answer: &mut Answer) -> Result<(), TalkError> {
    let gone = fallen(recipe)?;
    let mut moves: Vec<&Move> = recipe.moves.iter().filter(|one| one.target == target).collect();
    moves.retain(|one| !gone.contains(&one.id));
    moves.sort_by_key(|one| one.action);
    let count = moves.len();
    answer.said.push(match count {
        0 => format!("Nothing is done to {target}."),
        1 => format!("One thing is done to {target}."),
        _ => format!("{count} things are done to {target}."),
    });
    answer.moves.extend(moves.iter().map(|one| one.id.clone()));
    Ok(())
}

fn fallen(recipe: &Recipe) -> Result<Vec<String>, TalkError> {
    let pairs = recipe::superseded(recipe).map_err(|error| TalkError::of_recipe(&error))?;
    Ok(pairs.into_iter().map(|(id, _)| id).collect())
}

/// What makes a target louder or quieter, the weightiest first; and what else moved, where nothing
/// on it did.
fn level(
    desk: &Desk<'_>,
    (place, target): (Place, &str),
    sign: f64,
    answer: &mut Answer,
) -> Result<(), TalkError> {
    let recipe = &desk.recipe;
    let console = desk.console()?;
    let bus = match place {
        Place::Stem(stem) => console.strips.get(stem).map_or("", |strip| strip.bus.target()),
        _ => "",
    };
    let gone = fallen(recipe)?;
    let here = |one: &&Move| (one.target == target || one.target == bus) && !gone.contains(&one.id);
    let share = |one: &Move| f64::from(one.share(&recipe.brief.amounts));
    let mut causes: Vec<(f64, &Move)> = recipe
        .moves
        .iter()
        .filter(here)
        .map(|one| (change_db(one) * share(one), one))
        .filter(|(db, _)| db * sign > REASON_DB)
        .collect();
    causes.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let word = if sign > 0.0 { "louder" } else { "quieter" };
    if causes.is_empty() {
        answer.said.push(format!(
            "Nothing on {target} makes it {word}{}.",
            against(desk, place, sign, &gone)
        ));
        return Ok(());
    }
    answer.said.push(format!("What makes {target} {word}, the weightiest first:"));
    for (db, one) in &causes {
        let on = if one.target == bus { format!(" on {bus}") } else { String::new() };
        let name = one.action.name().replace('_', " ");
        answer.said.push(format!("{}: {name}{on}, about {db:+.1} dB: {}", one.id, one.reason));
        answer.moves.push(one.id.clone());
    }
    Ok(())
}

/// The other stem whose fader moved furthest the other way.
fn against(desk: &Desk<'_>, place: Place, sign: f64, gone: &[String]) -> String {
    let mine = desk.target(place);
    let faders =
        desk.recipe.moves.iter().filter(|one| {
            one.action == Action::Fader && one.target != mine && !gone.contains(&one.id)
        });
    let moved = faders.map(|one| (change_db(one), one)).filter(|(db, _)| db * sign < -REASON_DB);
    let most = moved.max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
    most.map_or(String::new(), |(db, one)| {
        format!("; but {} went {db:+.1} dB ({}: {})", one.target, one.id, one.reason)
    })
}

/// About what a move does to the level of its target, in dB.
fn change_db(one: &Move) -> f64 {
    let number = |id: &str| number_of(one, id).unwrap_or(0.0);
    let reduction = || {
        let found = one.evidence.as_ref().filter(|it| it.metric == "average_reduction_db");
        found.map_or(1.5, |it| it.after)
    };
    match one.action {
        Action::Fader => number("gain_db"),
        Action::Automation => mean_of_lane(one),
        Action::Compressor => number("makeup_db") - reduction(),
        Action::Duck => -0.5 * number_of(one, "range_db").unwrap_or(3.0),
        Action::DynamicEq => 0.3 * number("range_db"),
        Action::DeEsser => -0.1 * number("range_db"),
        // A band is a part of the spectrum.
        Action::Eq => 0.3 * number("gain_db"),
        Action::Parallel => 0.05 * number("mix_pct"),
        Action::HighPass | Action::LowPass | Action::Gate => -0.3,
        Action::Loudness | Action::Drive => number("gain_db"),
        _ => 0.0,
    }
}

fn mean_of_lane(one: &Move) -> f64 {
    let Some(Value::Points(points)) = one.params.get("points") else { return 0.0 };
    let spans = points.windows(2).map(|pair| {
        let frames = pair[1].0.saturating_sub(pair[0].0) as f64;
        (frames, 0.5 * frames * (pair[0].1 + pair[1].1))
    });
    let (frames, sum) = spans.fold((0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
    if frames > 0.0 { sum / frames } else { points.first().map_or(0.0, |point| point.1) }
}

/// There is no such move.
pub(super) fn no_move(recipe: &Recipe, id: &str) -> TalkError {
    let moves = recipe.moves.iter().map(|one| one.id.as_str());
    let tweaks = recipe.tweaks.iter().map(|tweak| tweak.id.as_str());
    let hint = match recipe::nearest(id, moves.chain(tweaks)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`mixmaster explain` shows the moves with their ids".into(),
    };
    TalkError::new(format!("there is no move `{id}` in this recipe"), &hint)
}
