//! Where things stand: pan, width, near and far, reverb and delay.

use recipe::{Action, Console};

use super::TalkError;
use super::desk::{Desk, dialled, number};
use super::quality::{Band, Quality};
use super::slots::Clause;
use super::who::{Place, Who};

/// One step of more reverb or delay, in dB.
const SEND_DB: f64 = 3.0;

/// Where a send starts that was not there, in dB.
const SEND_START_DB: f64 = -18.0;

/// The loudest send, in dB.
const SEND_MAX_DB: f64 = 6.0;

/// Under this a send or return is closed, in dB.
const ECHO_LEAST_DB: f64 = -60.0;

/// Steps that close a send.
pub(super) const OFF_STEPS: f64 = 32.0;

fn someone<'c>(clause: &'c Clause, example: &str) -> Result<&'c Who, TalkError> {
    clause.who.as_ref().ok_or_else(|| {
        TalkError::new("it does not say whom".into(), &format!("say it like {example}"))
    })
}

/// Puts stems at `pct` between left (−100) and right.
pub(super) fn pan(desk: &mut Desk<'_>, clause: &Clause, pct: f64) -> Result<(), TalkError> {
    let console = desk.console()?;
    let who = someone(clause, "`pan the guitar 30 % left`")?;
    for stem in desk.stems(who, &console)? {
        let Some(strip) = console.strips.get(stem) else { continue };
        let target = desk.stem(stem);
        let found = Some(("position_pct", f64::from(strip.pan.position_pct), pct));
        desk.push(&target, Action::Pan, vec![("position_pct", number(pct))], found);
    }
    Ok(())
}

/// Side over mid becomes `pct` of what it is.
pub(super) fn width(desk: &mut Desk<'_>, clause: &Clause, pct: f64) -> Result<(), TalkError> {
    if !(0.0..=200.0).contains(&pct) {
        return Err(TalkError::new(
            format!("{pct:.0} % of the width is not possible"),
            "say at most 100 % more or less",
        ));
    }
    let console = desk.console()?;
    let mix = Who::mix();
    let who = clause.who.as_ref().unwrap_or(&mix);
    if who.places == [Place::Mix] {
        let most_pct = recipe::Guardrails::default().width_max_pct;
        let change = |now_pct: f64| (now_pct * pct / 100.0).min(most_pct);
        return put_width(desk, "master", &console.master.width, change);
    }
    let mut mono = Vec::new();
    for stem in desk.stems(who, &console)? {
        let target = desk.stem(stem);
        if desk.recipe.session.stems[stem].channels < 2 {
            mono.push(target);
            continue;
        }
        let params = console.strips.get(stem).map(|strip| strip.width).unwrap_or_default();
        put_width(desk, &target, &params, |now_pct| (now_pct * pct / 100.0).min(200.0))?;
    }
    if desk.recipe.moves.len() == desk.wish_from {
        let message = format!("{} has one channel, so no width to change", mono.join(", "));
        return Err(TalkError::new(message, "pan it instead: `pan the guitar 30 % left`"));
    }
    if !mono.is_empty() {
        desk.note(format!("{}: one channel, so no width to change", mono.join(", ")));
    }
    Ok(())
}

fn put_width<P: audio::Params>(
    desk: &mut Desk<'_>,
    target: &str,
    params: &P,
    change: impl Fn(f64) -> f64,
) -> Result<(), TalkError> {
    let place = P::SPECS.iter().position(|spec| spec.id == "width_pct").unwrap_or(0);
    let now_pct = params.values().as_ref().get(place).copied().map_or(100.0, f64::from);
    let new_pct = (change(now_pct) * 10.0).round() / 10.0;
    if (new_pct - now_pct).abs() < 0.05 {
        return Err(TalkError::new(
            format!("the width of {target} is {now_pct:.0} % and stays so"),
            "140 % is the most for the master, 200 % for a stem",
        ));
    }
    let settings = dialled(params, &[("width_pct", new_pct)]);
    desk.push(target, Action::Width, settings, Some(("width_pct", now_pct, new_pct)));
    Ok(())
}

/// Nearer or farther: less or more room, more or less treble.
pub(super) fn close(desk: &mut Desk<'_>, clause: &Clause, steps: f64) -> Result<(), TalkError> {
    const TREBLE_DB: f64 = 1.0;
    const STEPS_MAX: f64 = 4.0;
    let steps = steps.clamp(-STEPS_MAX, STEPS_MAX);
    let console = desk.console()?;
    let who = someone(clause, "`vocal closer`")?;
    for stem in desk.stems(who, &console)? {
        // What has no room comes nearer by its treble alone.
        send(desk, (stem, &console), Action::ReverbSend, -steps * SEND_DB);
        let target = desk.stem(stem);
        let shelf = Band { shape: "high_shelf", freq_hz: 6_000.0, q: 0.71, gain_db: TREBLE_DB };
        desk.push_band(&target, &shelf, TREBLE_DB * steps);
    }
    Ok(())
}

/// More or less reverb or delay: sends of stems, or the return where nobody is named.
pub(super) fn wet(
    desk: &mut Desk<'_>,
    clause: &Clause,
    quality: Quality,
    (steps, db): (f64, Option<f64>),
) -> Result<(), TalkError> {
    let console = desk.console()?;
    let by_db = db.unwrap_or(steps * SEND_DB);
    let (action, name) = match quality {
        Quality::Echo => (Action::DelaySend, "delay"),
        _ => (Action::ReverbSend, "reverb"),
    };
    let has_return = match quality {
        Quality::Echo => console.returns.delay.is_some(),
        _ => console.returns.reverb.is_some(),
    };
    if !has_return {
        return Err(TalkError::new(
            format!("there is no {name} in this recipe"),
            "make the mix again with a profile that has one, or add the move `reverb` to the recipe",
        ));
    }
    if clause.is_about_the_mix() {
        return put_return(desk, &console, quality, by_db);
    }
    let who = someone(clause, "`more reverb on the vocal`")?;
    let mut done = false;
    for stem in desk.stems(who, &console)? {
        done |= send(desk, (stem, &console), action, by_db);
    }
    if done {
        return Ok(());
    }
    Err(TalkError::new(format!("{} has no {name}", who.text), "there is nothing to take away"))
}

/// Changes a send; false where there is none to lower.
fn send(
    desk: &mut Desk<'_>,
    (stem, console): (usize, &Console),
    action: Action,
    by_db: f64,
) -> bool {
    let Some(strip) = console.strips.get(stem) else { return false };
    let now = if action == Action::DelaySend { strip.delay_send_db } else { strip.reverb_send_db };
    let target = desk.stem(stem);
    let now =
        desk.written(&target, action, "level_db").filter(|_| now.is_some()).or(now.map(f64::from));
    let new_db = match now {
        Some(now_db) => (now_db + by_db).min(SEND_MAX_DB.max(now_db)),
        None if by_db > 0.0 => SEND_START_DB,
        None => return false,
    };
    let new_db = if new_db < ECHO_LEAST_DB { -96.0 } else { new_db };
    let metric = if action == Action::DelaySend { "delay_send_db" } else { "reverb_send_db" };
    let found = Some((metric, now.unwrap_or(-96.0), new_db));
    desk.push(&target, action, vec![("level_db", number(new_db))], found);
    true
}

fn put_return(
    desk: &mut Desk<'_>,
    console: &Console,
    quality: Quality,
    by_db: f64,
) -> Result<(), TalkError> {
    const RETURN_DB: [f64; 2] = [-96.0, 12.0];
    let new = |now: f32| {
        let new_db = f64::from(now) + by_db;
        if new_db < ECHO_LEAST_DB { RETURN_DB[0] } else { new_db.min(RETURN_DB[1]) }
    };
    let (target, action, mut settings, now) = match (quality, &console.returns) {
        (Quality::Echo, returns) => match &returns.delay {
            Some((params, now)) => ("delay", Action::Delay, dialled(params, &[]), *now),
            None => return Ok(()),
        },
        (_, returns) => match &returns.reverb {
            Some((params, now)) => ("reverb", Action::Reverb, dialled(params, &[]), *now),
            None => return Ok(()),
        },
    };
    settings.push(("return_db", number(new(now))));
    desk.push(target, action, settings, Some(("return_db", f64::from(now), new(now))));
    Ok(())
}
