//! What is changed in place: locks, amounts, polarity, moves that are dropped, the targets of the
//! master, and sentences that are taken back.

use recipe::{Action, Family, Recipe, Value};

use super::TalkError;
use super::desk::{Desk, dialled, number, tidy};
use super::slots::Clause;
use super::who::{Place, Who};
use super::{Tweaked, answer};

/// Takes back the last `count` sentences.
pub(super) fn take_back(recipe: &Recipe, count: usize) -> Result<Tweaked, TalkError> {
    let said = recipe.tweaks.len();
    if count > said {
        return Err(TalkError::new(
            format!("{said} sentences have changed this recipe, so {count} cannot be taken back"),
            "`undo last` takes back one; `undo m014` drops a move of the engine",
        ));
    }
    let mut recipe = recipe.clone();
    let mut notes = Vec::new();
    for _ in 0..count {
        if let Some(tweak) = recipe.undo() {
            notes.push(format!("took back {}: {}", tweak.id, tweak.words));
        }
    }
    recipe::validate(&recipe).map_err(|error| TalkError::of_recipe(&error))?;
    Ok(Tweaked { recipe, added: Vec::new(), notes, answers: Vec::new(), changed: true })
}

/// Targets of a clause: of stems and buses their names, of the mix everything.
fn targets(desk: &Desk<'_>, clause: &Clause) -> Result<Vec<String>, TalkError> {
    let who = clause.who.as_ref().ok_or_else(|| {
        TalkError::new("it does not say whom".into(), "say it like `lock the vocal`")
    })?;
    if who.places == [Place::Mix] {
        let mut all: Vec<String> = desk.recipe.moves.iter().map(|one| one.target.clone()).collect();
        all.dedup();
        return Ok(all);
    }
    Ok(who.places.iter().map(|place| desk.target(*place)).collect())
}

/// Locks or unlocks what is done on a target.
pub(super) fn lock(desk: &mut Desk<'_>, clause: &Clause, on: bool) -> Result<(), TalkError> {
    let targets = targets(desk, clause)?;
    let mut count = 0;
    for one in desk.recipe.moves.iter_mut().filter(|one| targets.contains(&one.target)) {
        count += usize::from(one.locked != on);
        one.locked = on;
    }
    let (state, other) = if on { ("locked", "unlocked") } else { ("unlocked", "locked") };
    if count == 0 {
        let message = format!("nothing there is {other}");
        return Err(TalkError::new(message, "`mixmaster explain` shows what is done"));
    }
    desk.note(format!("{} moves {state}", count));
    Ok(())
}

/// Inverts the polarity of stems, or lets it be again.
pub(super) fn flip(desk: &mut Desk<'_>, clause: &Clause) -> Result<(), TalkError> {
    let console = desk.console()?;
    let Some(who) = &clause.who else {
        return Err(TalkError::new(
            "it does not say whose".into(),
            "say `flip the polarity of the snare`",
        ));
    };
    for stem in desk.stems(who, &console)? {
        let target = desk.stem(stem);
        let inverted = console.strips.get(stem).is_some_and(|strip| strip.polarity_inverted);
        if inverted {
            let is_flip =
                |one: &recipe::Move| one.target == target && one.action == Action::Polarity;
            desk.recipe.moves.retain(|one| !is_flip(one));
            desk.note(format!("{target}: the polarity is as delivered again"));
        } else {
            desk.push(&target, Action::Polarity, Vec::new(), None);
        }
    }
    Ok(())
}

/// Loudness of the master: the target, and the gain that goes there as far as is known unheard.
pub(super) fn loudness(
    desk: &mut Desk<'_>,
    lufs: Option<f64>,
    by_db: f64,
) -> Result<(), TalkError> {
    const RANGE_LUFS: [f64; 2] = [-40.0, -5.0];
    let now = desk.recipe.brief.lufs;
    let new = tidy(lufs.unwrap_or(now + by_db));
    if !(RANGE_LUFS[0]..=RANGE_LUFS[1]).contains(&new) {
        return Err(TalkError::new(
            format!("a master of {new:.1} LUFS is not possible, -40 to -5 LUFS are"),
            &format!("the target is {now:.1} LUFS now; say another one, like `master -10 LUFS`"),
        ));
    }
    if (new - now).abs() < 1e-6 {
        let message = format!("the target is {now:.1} LUFS already");
        return Err(TalkError::new(message, "say another one, like `master -10 LUFS`"));
    }
    let console = desk.console()?;
    let folded = tidy(f64::from(console.master.loudness_db));
    let gain_db = desk.written("master", Action::Loudness, "gain_db").unwrap_or(folded);
    let new_db = (gain_db + new - now).clamp(-48.0, 48.0);
    desk.recipe.brief.lufs = new;
    let settings = vec![("gain_db", number(new_db))];
    desk.push("master", Action::Loudness, settings, Some(("target_lufs", now, new)));
    desk.note(
        "the gain follows the target by as much, which is an estimate: `tweak … --render DIR` \
         solves it through the limiter and verifies it, plain `render` takes it as it stands"
            .into(),
    );
    Ok(())
}

/// Highest true peak of the master.
pub(super) fn ceiling(desk: &mut Desk<'_>, dbtp: f64) -> Result<(), TalkError> {
    const LOWEST_DBTP: f64 = -24.0;
    if !(LOWEST_DBTP..=0.0).contains(&dbtp) {
        return Err(TalkError::new(
            format!("a ceiling of {dbtp:.1} dBTP is not possible, -24 to 0 dBTP are"),
            "say it like `ceiling -1`",
        ));
    }
    let now = desk.recipe.brief.ceiling_dbtp;
    let console = desk.console()?;
    let params = console.master.limiter;
    // The engine may have put its limiter a little under what was asked for: that stays.
    let reserve_db = (f64::from(params.ceiling_dbtp) - now).min(0.0);
    desk.recipe.brief.ceiling_dbtp = dbtp;
    let lowest = (dbtp + reserve_db).max(LOWEST_DBTP);
    let mut settings = dialled(&params, &[]);
    settings.retain(|(id, _)| *id != "ceiling_dbtp");
    settings.push(("ceiling_dbtp", number(lowest)));
    desk.push("master", Action::Limiter, settings, Some(("ceiling_dbtp", now, dbtp)));
    Ok(())
}

/// How much of what is done is applied.
pub(super) fn amount(desk: &mut Desk<'_>, clause: &Clause, pct: f64) -> Result<(), TalkError> {
    if !(0.0..=150.0).contains(&pct) {
        let message = format!("an amount of {pct:.0} % is not possible, 0 to 150 % are");
        return Err(TalkError::new(message, "say it like `amount 50 % on drums`"));
    }
    let pct = pct as f32;
    if clause.is_about_the_mix() {
        desk.recipe.brief.amounts.overall_pct = pct;
        return Ok(());
    }
    let targets = targets(desk, clause)?;
    let mut count = 0;
    for one in &mut desk.recipe.moves {
        let is_meant =
            targets.contains(&one.target) && !one.locked && one.action.family() != Family::Fixed;
        if is_meant {
            one.amount_pct = pct;
            count += 1;
        }
    }
    if count == 0 {
        let message =
            "nothing there can be scaled: what is locked stays, and so do trims and routes";
        return Err(TalkError::new(message.into(), "`unlock` it first"));
    }
    desk.note(format!("{count} moves at {pct:.0} %"));
    Ok(())
}

/// Drops moves, or all that an earlier sentence appended.
pub(super) fn drop_moves(desk: &mut Desk<'_>, ids: &[String]) -> Result<(), TalkError> {
    for id in ids {
        if let Some(tweak) = desk.recipe.tweaks.iter().find(|tweak| tweak.id == *id) {
            if tweak.changed_others() {
                return Err(TalkError::new(
                    format!("`{id}` (\"{}\") changed more than it appended", tweak.words),
                    "take back the sentences after it first, with `undo last`",
                ));
            }
            let tweak = tweak.clone();
            desk.recipe.moves.retain(|one| !tweak.made(one));
            desk.note(format!("dropped {id}: {}", tweak.words));
            continue;
        }
        let before = desk.recipe.moves.len();
        desk.recipe.moves.retain(|one| one.id != *id);
        if desk.recipe.moves.len() == before {
            return Err(answer::no_move(&desk.recipe, id));
        }
        desk.note(format!("dropped {id}"));
    }
    Ok(())
}

/// A move's number, for what is asked about it.
pub(super) fn number_of(one: &recipe::Move, id: &str) -> Option<f64> {
    match one.params.get(id) {
        Some(Value::Number(value)) => Some(*value),
        _ => None,
    }
}

/// Whom a question is about.
pub(super) fn asked(desk: &Desk<'_>, who: &Who) -> Vec<String> {
    who.places.iter().map(|place| desk.target(*place)).collect()
}
