//! Punch, tightness, compression, sibilance.

use recipe::{Action, Bus, Console};

use super::TalkError;
use super::desk::{Desk, dialled};
use super::quality::{Band, Quality};
use super::slots::Clause;
use super::space;
use super::who::{Place, Who};

/// One step of attack or sustain of the drum bus, in dB, and the most.
const TRANSIENT_DB: [f64; 2] = [1.5, 6.0];

/// One step of a threshold, in dB.
const THRESHOLD_DB: f64 = 2.0;

/// One step of a de-esser, in dB, and the most.
const SIBILANT_DB: [f64; 2] = [2.0, 12.0];

/// Changes a quality that is no tone.
pub(super) fn quality(
    desk: &mut Desk<'_>,
    clause: &Clause,
    quality: Quality,
    (steps, db): (f64, Option<f64>),
) -> Result<(), TalkError> {
    match quality {
        Quality::Punch => punch(desk, clause, db.map_or(steps, |db| db / TRANSIENT_DB[0])),
        Quality::Tight => tight(desk, clause, db.map_or(steps, |db| db / TRANSIENT_DB[0])),
        Quality::Compressed => compressed(desk, clause, db.map_or(steps, |db| db / THRESHOLD_DB)),
        Quality::Sibilant => sibilant(desk, clause, db.map_or(steps, |db| db / SIBILANT_DB[0])),
        Quality::Close => space::close(desk, clause, steps),
        Quality::Wet | Quality::Echo => space::wet(desk, clause, quality, (steps, db)),
        _ => {
            // One step of width is a fifth, and back again is where it was.
            let more = 1.0 + 0.2 * steps.abs();
            let pct = if steps > 0.0 { 100.0 * more } else { 100.0 / more };
            space::width(desk, clause, pct)
        }
    }
}

/// What a wish about drums works on: the drum bus, where all of it is drums.
fn is_drums(desk: &Desk<'_>, who: &Who, console: &Console) -> bool {
    let on_bus = |stem: usize| console.strips.get(stem).is_some_and(|it| it.bus == Bus::Drums);
    let stems = 0..desk.recipe.session.stems.len();
    let drums: Vec<usize> = stems.filter(|stem| on_bus(*stem)).collect();
    let all = |places: &[Place]| {
        drums.iter().all(|stem| places.contains(&Place::Stem(*stem)))
            && places.iter().all(|place| matches!(place, Place::Stem(stem) if on_bus(*stem)))
    };
    !drums.is_empty()
        && (who.places == [Place::Mix]
            || who.places == [Place::Part(Bus::Drums.target())]
            || all(&who.places))
}

fn transient(
    desk: &mut Desk<'_>,
    console: &Console,
    (id, metric): (&'static str, &str),
    by_db: f64,
) -> Result<(), TalkError> {
    let bus = Bus::Drums;
    let params = console.buses[bus.index()].transient.unwrap_or_default();
    let now = f64::from(if id == "attack_db" { params.attack_db } else { params.sustain_db });
    let most = TRANSIENT_DB[1].max(now.abs());
    let new = (now + by_db).clamp(-most, most);
    if (new - now).abs() < 0.05 {
        return Err(TalkError::new(
            format!("the drum bus has {now:+.1} dB of it already, the most that words do"),
            "edit the recipe, or compress less",
        ));
    }
    let settings = dialled(&params, &[(id, new)]);
    desk.push(bus.target(), Action::Transient, settings, Some((metric, now, new)));
    Ok(())
}

fn punch(desk: &mut Desk<'_>, clause: &Clause, steps: f64) -> Result<(), TalkError> {
    let console = desk.console()?;
    let mix = Who::mix();
    let who = clause.who.as_ref().unwrap_or(&mix);
    if is_drums(desk, who, &console) {
        let by_db = TRANSIENT_DB[0] * steps;
        return transient(desk, &console, ("attack_db", "onset_gain_db"), by_db);
    }
    let mut done = false;
    for stem in desk.stems(who, &console)? {
        let Some(params) = console.strips.get(stem).and_then(|strip| strip.compressor) else {
            continue;
        };
        // What comes through before the gain goes down is what punches.
        let now_ms = f64::from(params.attack_ms);
        let more = 1.0 + 0.5 * steps.abs();
        let new_ms = if steps > 0.0 { now_ms * more } else { now_ms / more }.clamp(0.1, 200.0);
        let target = desk.stem(stem);
        let settings = dialled(&params, &[("attack_ms", new_ms)]);
        desk.push(&target, Action::Compressor, settings, Some(("attack_ms", now_ms, new_ms)));
        done = true;
    }
    if done {
        return Ok(());
    }
    Err(TalkError::new(
        format!("nothing shapes the attacks of {}", who.text),
        "punch is for the drums, and for stems that are compressed; raise it, or say `more presence`",
    ))
}

fn tight(desk: &mut Desk<'_>, clause: &Clause, steps: f64) -> Result<(), TalkError> {
    const BELL: Band = Band { shape: "bell", freq_hz: 180.0, q: 0.9, gain_db: -2.0 };
    const MOST_DB: f64 = 6.0;
    let console = desk.console()?;
    let mix = Who::mix();
    let who = clause.who.as_ref().unwrap_or(&mix);
    if is_drums(desk, who, &console) {
        let by_db = -TRANSIENT_DB[0] * steps;
        return transient(desk, &console, ("sustain_db", "decay_gain_db"), by_db);
    }
    for place in desk.inserts(who, &console) {
        let target = desk.target(place);
        desk.push_band(&target, &BELL, (BELL.gain_db * steps).clamp(-MOST_DB, MOST_DB));
    }
    Ok(())
}

fn compressed(desk: &mut Desk<'_>, clause: &Clause, steps: f64) -> Result<(), TalkError> {
    let console = desk.console()?;
    let mix = Who::mix();
    let who = clause.who.as_ref().unwrap_or(&mix);
    let mut idle = Vec::new();
    for place in desk.inserts(who, &console) {
        let now = match place {
            Place::Stem(stem) => console.strips.get(stem).and_then(|strip| strip.compressor),
            Place::Part(name) => {
                Bus::from_target(name).and_then(|bus| console.buses[bus.index()].compressor)
            }
            Place::Mix => None,
        };
        let target = desk.target(place);
        let (settings, before, after) = match now {
            Some(params) => {
                let now_db = f64::from(params.threshold_db);
                let new_db = (now_db - THRESHOLD_DB * steps).clamp(-60.0, 0.0);
                (dialled(&params, &[("threshold_db", new_db)]), now_db, new_db)
            }
            None if steps > 0.0 => (fresh_compressor(place, steps), 0.0, START_DB),
            None => {
                idle.push(target);
                continue;
            }
        };
        let found = Some(("threshold_dbfs", before, after));
        desk.push(&target, Action::Compressor, settings, found);
    }
    if desk.recipe.moves.len() > desk.wish_from {
        return Ok(());
    }
    Err(TalkError::new(
        format!("nothing compresses {}", idle.join(" and ")),
        "there is nothing to take away",
    ))
}

/// Threshold of a compressor that was not there, in dBFS: stems stand at −6 dBFS peak there.
const START_DB: f64 = -18.0;

fn fresh_compressor(place: Place, steps: f64) -> super::desk::Settings {
    use super::desk::number;
    let ratio = if matches!(place, Place::Stem(_)) { 2.0 } else { 1.5 };
    vec![
        ("threshold_db", number(START_DB - THRESHOLD_DB * (steps - 1.0).clamp(0.0, 6.0))),
        ("ratio", number(ratio)),
        ("attack_ms", number(15.0)),
        ("release_ms", number(150.0)),
    ]
}

fn sibilant(desk: &mut Desk<'_>, clause: &Clause, steps: f64) -> Result<(), TalkError> {
    /// Of the sibilant band over the whole voice, in dB, where no de-esser stands yet.
    const THRESHOLD_DB: f64 = -9.0;
    let console = desk.console()?;
    let vocals = super::who::vocals(&desk.recipe.session);
    let who = clause.who.clone().filter(|who| who.places != [Place::Mix]).or(vocals);
    let Some(who) = who else {
        return Err(TalkError::new(
            "there is no voice in this recipe".into(),
            "say whose sibilance: `de-ess the vocal`",
        ));
    };
    for stem in desk.stems(&who, &console)? {
        let Some(strip) = console.strips.get(stem) else { continue };
        let params = strip.de_esser.unwrap_or_default();
        let now_db = f64::from(params.range_db);
        // Less sibilance is more range.
        let new_db = (now_db - SIBILANT_DB[0] * steps).clamp(0.0, SIBILANT_DB[1].max(now_db));
        let target = desk.stem(stem);
        if (new_db - now_db).abs() < 0.05 {
            let message =
                format!("the de-esser of `{target}` has a range of {now_db:.0} dB and keeps it");
            return Err(TalkError::new(message, "words go from 0 dB to 12 dB"));
        }
        let mut changes = vec![("range_db", new_db)];
        if strip.de_esser.is_none() {
            changes.push(("threshold_db", THRESHOLD_DB));
        }
        let settings = dialled(&params, &changes);
        desk.push(&target, Action::DeEsser, settings, Some(("de_esser_range_db", now_db, new_db)));
    }
    Ok(())
}
