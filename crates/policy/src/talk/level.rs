//! Louder and quieter: faders, passages, silence, one against others.

use audio::{db_to_gain_f64, power_to_db};
use recipe::{Action, AutomationPoint, Console, Value};

use super::desk::{Desk, number, tidy};
use super::slots::Clause;
use super::when::When;
use super::who::{Place, Who};
use super::wish::GAIN_MAX_DB;
use super::{TalkError, who};

/// Where a fader is shut, in dB.
const SHUT_DB: f64 = -96.0;

/// Fades at the edges of a passage, in seconds: long enough not to click, short enough that a
/// first note is not in it.
const FADE_S: f64 = 0.03;

fn named<'c>(clause: &'c Clause, example: &str) -> Result<&'c Who, TalkError> {
    clause.who.as_ref().ok_or_else(|| {
        TalkError::new("it does not say whom".into(), &format!("say it like {example}"))
    })
}

/// Changes levels by `db`, always or in a passage.
pub(super) fn gain(desk: &mut Desk<'_>, clause: &Clause, db: f64) -> Result<(), TalkError> {
    let console = desk.console()?;
    let all = Who::mix();
    let who = clause.who.as_ref().unwrap_or(&all);
    if let Some(when) = &clause.when {
        let stems = desk.stems(who, &console)?;
        if who.places.iter().any(|place| !matches!(place, Place::Stem(_))) {
            desk.note("over time, buses and the mix change on their stems".into());
        }
        return stems.into_iter().try_for_each(|stem| ride(desk, (stem, &console), when, db));
    }
    for place in who.places.clone() {
        match place {
            Place::Stem(stem) => {
                let fader_db = f64::from(console.strips.get(stem).map_or(0.0, |it| it.fader_db));
                let target = desk.stem(stem);
                refuse_shut(&target, fader_db)?;
                fade(desk, &target, fader_db, db, |console| {
                    console.strips.get(stem).map_or(0.0, |strip| strip.fader_db)
                })?;
            }
            Place::Part(name) => {
                let bus = recipe::Bus::from_target(name).map_or(0, recipe::Bus::index);
                let fader_db = f64::from(console.buses[bus].fader_db);
                fade(desk, name, fader_db, db, |console| console.buses[bus].fader_db)?;
            }
            Place::Mix => {}
        }
    }
    Ok(())
}

fn refuse_shut(target: &str, fader_db: f64) -> Result<(), TalkError> {
    if fader_db > SHUT_DB + 0.05 {
        return Ok(());
    }
    let hint = format!("say `unmute \"{target}\"` first");
    Err(TalkError::new(format!("`{target}` is muted"), &hint))
}

/// Moves a fader by `db`, at most as far from where the engine put it as a person may.
fn fade(
    desk: &mut Desk<'_>,
    target: &str,
    folded_db: f64,
    db: f64,
    of: impl Fn(&Console) -> f32,
) -> Result<(), TalkError> {
    let now_db = desk.written(target, Action::Fader, "gain_db").unwrap_or(tidy(folded_db));
    let home_db = tidy(f64::from(of(&desk.without_words()?)));
    let wanted_db = tidy(now_db + db);
    let high_db = tidy(home_db + GAIN_MAX_DB).max(now_db).min(24.0);
    let low_db = tidy(home_db - GAIN_MAX_DB).min(now_db).max(SHUT_DB);
    let new_db = wanted_db.clamp(low_db, high_db);
    if (new_db - now_db).abs() < 0.01 {
        return Err(TalkError::new(
            format!(
                "`{target}` stands {:+.1} dB from where the engine put it, the most that words may do",
                now_db - home_db
            ),
            "edit the recipe, or change the others instead",
        ));
    }
    if (new_db - wanted_db).abs() > 1e-2 {
        desk.note(format!(
            "{target}: {:+.1} dB instead of {db:+.1} dB, so that it stays within {GAIN_MAX_DB:.0} dB of what \
             the engine chose",
            new_db - now_db
        ));
    }
    let settings = vec![("gain_db", number(new_db))];
    desk.push(target, Action::Fader, settings, Some(("fader_db", now_db, new_db)));
    Ok(())
}

/// Changes the level in a passage.
fn ride(
    desk: &mut Desk<'_>,
    (stem, console): (usize, &Console),
    when: &When,
    db: f64,
) -> Result<(), TalkError> {
    let target = desk.stem(stem);
    let Some(strip) = console.strips.get(stem) else { return Ok(()) };
    refuse_shut(&target, f64::from(strip.fader_db))?;
    let mut lane = lane(&strip.automation);
    let home = desk.without_words()?;
    let home = home.strips.get(stem).map(|strip| self::lane(&strip.automation)).unwrap_or_default();
    for span in &when.spans {
        lane = with_step(&lane, *span, db, desk.recipe.session.sample_rate_hz);
    }
    let silences = db <= SHUT_DB;
    for (frame, level_db) in &mut lane {
        let off_db = *level_db - level_at(&home, *frame as f64);
        let is_over = off_db.abs() > GAIN_MAX_DB + 1e-3 && *level_db > SHUT_DB + GAIN_MAX_DB;
        if is_over && !silences {
            return Err(TalkError::new(
                format!("`{target}` would ride {off_db:+.1} dB from where the engine put it"),
                "words may do 12 dB; say less",
            ));
        }
        *level_db = tidy(level_db.clamp(SHUT_DB, 24.0));
    }
    let lane = straightened(lane);
    let first = when.spans.first().map_or(0, |span| span.0 / 2 + span.1 / 2);
    let before = level_at(&self::lane(&strip.automation), first as f64);
    let found = Some(("ride_db", before, level_at(&lane, first as f64)));
    desk.push(&target, Action::Automation, vec![("points", Value::Points(lane))], found);
    Ok(())
}

type Lane = Vec<(u64, f64)>;

fn lane(points: &[AutomationPoint]) -> Lane {
    points.iter().map(|point| (point.frame, tidy(f64::from(point.gain_db)))).collect()
}

/// The level of a lane: straight between points, constant outside.
fn level_at(lane: &[(u64, f64)], frame: f64) -> f64 {
    let next = lane.partition_point(|(at, _)| (*at as f64) <= frame);
    match (next.checked_sub(1).and_then(|last| lane.get(last)), lane.get(next)) {
        (Some(a), Some(b)) => {
            let span = (b.0 - a.0) as f64;
            a.1 + (b.1 - a.1) * (frame - a.0 as f64) / span
        }
        (Some(only), None) | (None, Some(only)) => only.1,
        (None, None) => 0.0,
    }
}

/// `lane` with `db` more inside the span: reached when it begins, gone when it ends.
fn with_step(lane: &[(u64, f64)], (from, to): (u64, u64), db: f64, rate_hz: u32) -> Lane {
    let fade = ((FADE_S * f64::from(rate_hz)) as u64).min((to - from) / 4).max(1);
    let rise = from.saturating_sub(fade);
    let mut step = vec![(from, db), (to.saturating_sub(fade).max(from + 1), db)];
    if from > 0 {
        step.insert(0, (rise, 0.0));
    }
    let fall = to.max(from + 2);
    step.push((fall, 0.0));
    let frames = lane.iter().map(|point| point.0).chain(step.iter().map(|point| point.0));
    let mut frames: Vec<u64> = frames.collect();
    frames.sort_unstable();
    frames.dedup();
    let sum = |frame: u64| level_at(lane, frame as f64) + level_at(&step, frame as f64);
    frames.into_iter().map(|frame| (frame, sum(frame))).collect()
}

/// Without points that change nothing.
fn straightened(lane: Lane) -> Lane {
    let mut kept: Lane = Vec::new();
    for (index, point) in lane.iter().enumerate() {
        let next = lane.get(index + 1);
        let is_needed = match (kept.last(), next) {
            (Some(last), Some(next)) => {
                let line = level_at(&[*last, *next], point.0 as f64);
                (line - point.1).abs() > 1e-6
            }
            // Outside the lane the level stays.
            (None, Some(next)) => (next.1 - point.1).abs() > 1e-6,
            (Some(last), None) => (last.1 - point.1).abs() > 1e-6,
            (None, None) => point.1.abs() > 1e-6,
        };
        if is_needed {
            kept.push(*point);
        }
    }
    kept
}

/// Brings one `db` over others, as far as faders and what was measured of the stems tell.
pub(super) fn against(desk: &mut Desk<'_>, clause: &Clause, db: f64) -> Result<(), TalkError> {
    let console = desk.console()?;
    let who = named(clause, "`vocal louder than the guitars by 3 dB`")?;
    let others = clause.than.clone().unwrap_or_default();
    let (mine, theirs) = (desk.stems(who, &console)?, desk.stems(&others, &console)?);
    if mine.iter().any(|stem| theirs.contains(stem)) {
        return Err(TalkError::new(
            format!("{} and {} share stems", who.text, others.text),
            "compare stems that are not the same",
        ));
    }
    let level = |stems: &[usize]| -> Result<f64, TalkError> {
        let mut power = 0.0;
        for stem in stems {
            let id = desk.stem(*stem);
            let lufs = desk.levels.lufs.get(&id).copied().filter(|lufs| lufs.is_finite());
            let lufs = lufs.ok_or_else(|| unmeasured(&id))?;
            let fader_db = console.strips.get(*stem).map_or(0.0, |strip| strip.fader_db);
            let gain = db_to_gain_f64(lufs + f64::from(fader_db));
            power += gain * gain;
        }
        Ok(power_to_db(power))
    };
    let (mine_lufs, theirs_lufs) = (level(&mine)?, level(&theirs)?);
    let by_db = db - (mine_lufs - theirs_lufs);
    desk.note(format!(
        "{}: {mine_lufs:.1} LUFS against {theirs_lufs:.1} LUFS by loudness as delivered and faders",
        who.text
    ));
    if by_db.abs() < 0.05 {
        desk.note(format!("{} is there already", who.text));
        return Ok(());
    }
    let rounded = (by_db * 10.0).round() / 10.0;
    gain(desk, clause, rounded)
}

fn unmeasured(id: &str) -> TalkError {
    TalkError::new(
        format!("the loudness of `{id}` is not known here"),
        "keep report.json beside the recipe, or say how much: `vocal +3 dB`",
    )
}

/// Silences stems, or lets them sound again.
pub(super) fn mute(desk: &mut Desk<'_>, clause: &Clause, on: bool) -> Result<(), TalkError> {
    let console = desk.console()?;
    let who = named(clause, "`mute the snare`")?;
    let stems = desk.stems(who, &console)?;
    if let Some(when) = clause.when.as_ref().filter(|_| on) {
        return stems.into_iter().try_for_each(|stem| ride(desk, (stem, &console), when, SHUT_DB));
    }
    let mut changed = false;
    for stem in stems {
        changed |= if on { shut(desk, stem, &console) } else { open(desk, stem, &console) };
    }
    if changed {
        return Ok(());
    }
    let state = if on { "muted already" } else { "not muted" };
    Err(TalkError::new(format!("{} is {state}", who.text), &who::stems_hint(&desk.recipe.session)))
}

fn is_shut(console: &Console, stem: usize) -> bool {
    console.strips.get(stem).is_some_and(|strip| f64::from(strip.fader_db) <= SHUT_DB + 0.05)
}

fn shut(desk: &mut Desk<'_>, stem: usize, console: &Console) -> bool {
    if is_shut(console, stem) {
        return false;
    }
    let target = desk.stem(stem);
    let before = console.strips.get(stem).map_or(0.0, |strip| f64::from(strip.fader_db));
    let found = Some(("fader_db", before, SHUT_DB));
    desk.push(&target, Action::Fader, vec![("gain_db", number(SHUT_DB))], found);
    true
}

/// The fader goes back to where it was before it was shut.
fn open(desk: &mut Desk<'_>, stem: usize, console: &Console) -> bool {
    if !is_shut(console, stem) {
        return false;
    }
    let target = desk.stem(stem);
    let amounts = desk.recipe.brief.amounts;
    let levels = desk.recipe.moves.iter().rev().filter_map(|one| match one.params.get("gain_db") {
        Some(Value::Number(db)) if one.target == target && one.action == Action::Fader => {
            Some(db * f64::from(one.share(&amounts)))
        }
        _ => None,
    });
    let was_db = levels.into_iter().find(|db| *db > SHUT_DB + 0.05).unwrap_or(0.0);
    let found = Some(("fader_db", SHUT_DB, was_db));
    desk.push(&target, Action::Fader, vec![("gain_db", number(was_db))], found);
    true
}

/// Silences all others, or lets everything sound again.
pub(super) fn solo(desk: &mut Desk<'_>, clause: &Clause, on: bool) -> Result<(), TalkError> {
    let console = desk.console()?;
    let all = 0..desk.recipe.session.stems.len();
    if !on {
        let opened = all.filter(|stem| open(desk, *stem, &console)).count();
        return if opened > 0 {
            Ok(())
        } else {
            Err(TalkError::new("nothing is muted".into(), "`solo` mutes all other stems"))
        };
    }
    let stems = desk.stems(named(clause, "`solo the vocal`")?, &console)?;
    for stem in all {
        if stems.contains(&stem) {
            open(desk, stem, &console);
        } else {
            shut(desk, stem, &console);
        }
    }
    Ok(())
}
