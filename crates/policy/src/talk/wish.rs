//! What a clause means as a whole: its slots become one wish, or an error that says what is
//! missing.

use recipe::Recipe;

use super::desk::Desk;
use super::lexicon::{Form, Verb};
use super::quality::Quality;
use super::scan::Unit;
use super::slots::Clause;
use super::{TalkError, answer, dynamics, level, space, state, tone};

/// A wish.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wish {
    /// Levels by this much, in dB.
    Gain { db: f64 },
    /// Louder than others by this much, in dB.
    Against { db: f64 },
    /// Silence, or its end.
    Mute(bool),
    /// Silence of all others, or its end.
    Solo(bool),
    /// A quality: steps of more (positive) or less, or dB where a number was said.
    Quality { quality: Quality, steps: f64, db: Option<f64> },
    /// What the wishes before must not do.
    But { quality: Quality, sign: f64 },
    /// One band of the equaliser.
    Band { freq_hz: f64, gain_db: f64 },
    /// A filter.
    Pass { is_high: bool, freq_hz: f64 },
    /// Where it stands, −100 to 100.
    Pan { pct: f64 },
    /// Side over mid, in percent of what it is.
    Width { pct: f64 },
    /// Polarity.
    Flip,
    /// Locks or unlocks.
    Lock(bool),
    /// Loudness of the master.
    Loudness { lufs: Option<f64>, by_db: f64 },
    /// True peak of the master.
    Ceiling { dbtp: f64 },
    /// Share of what is done.
    Amount { pct: f64 },
    /// Takes moves out.
    Drop(Vec<String>),
    /// Takes back the last sentences.
    TakeBack { count: usize },
    /// What was done, and why is it louder (1) or quieter (−1)?
    Ask { sign: Option<f64> },
}

/// Usual step of "louder", in dB.
const STEP_DB: f64 = 2.0;

/// Most that one wish changes a level, in dB: the limit of the scope `user`.
pub(super) const GAIN_MAX_DB: f64 = 12.0;

/// The wishes of all clauses.
pub(super) fn wishes(clauses: &[Clause]) -> Result<Vec<Wish>, TalkError> {
    let mut wishes = Vec::new();
    for (index, clause) in clauses.iter().enumerate() {
        let wish =
            of(clause).map_err(|error| error.after(&clauses[..index]).in_clause(&clause.text))?;
        wish.check_numbers(clause)
            .map_err(|error| error.after(&clauses[..index]).in_clause(&clause.text))?;
        wishes.push(wish);
    }
    Ok(wishes)
}

/// How many sentences are to be taken back, where nothing else is wished.
pub(super) fn takes_back(wishes: &[Wish], recipe: &Recipe) -> Result<Option<usize>, TalkError> {
    let mut count: usize = 0;
    let mut others = false;
    for wish in wishes {
        match wish {
            Wish::TakeBack { count: more } => count = count.saturating_add(*more),
            // The last sentence by its name is the same as `undo last`.
            Wish::Drop(ids)
                if wishes.len() == 1
                    && recipe.tweaks.last().is_some_and(|last| *ids == [last.id.as_str()]) =>
            {
                count = 1;
            }
            _ => others = true,
        }
    }
    match (count, others) {
        (0, _) => Ok(None),
        (count, false) => Ok(Some(count)),
        (_, true) => Err(TalkError::new(
            "`undo last` takes back a whole sentence, and there is more in this one".into(),
            "say `undo last` alone, then the rest",
        )),
    }
}

fn of(clause: &Clause) -> Result<Wish, TalkError> {
    if clause.why || clause.what {
        return Ok(Wish::Ask { sign: clause.level });
    }
    if let Some(verb) = clause.verb {
        return of_verb(clause, verb);
    }
    if !clause.ids.is_empty() {
        return if clause.is_bare() { Ok(Wish::Ask { sign: None }) } else { Err(unclear("an id")) };
    }
    if clause.than.is_some() {
        return against(clause);
    }
    if clause.number(Unit::Lufs)?.is_some() && clause.quality.is_none() {
        return loudness(clause);
    }
    if let Some(dbtp) = clause.number(Unit::Dbtp)? {
        return Ok(Wish::Ceiling { dbtp });
    }
    if let Some((quality, sign, form)) = clause.quality {
        return of_quality(clause, (quality, sign, form));
    }
    if let Some(side_pct) = clause.side_pct {
        return pan(clause, side_pct);
    }
    let is_band = clause.hz()?.is_some();
    if is_band { band(clause, 1.0) } else { gain(clause) }
}

fn of_verb(clause: &Clause, verb: Verb) -> Result<Wish, TalkError> {
    if clause.quality.is_some() && !matches!(verb, Verb::Cut | Verb::Boost | Verb::Amount) {
        return Err(unclear("two things to do"));
    }
    match verb {
        Verb::Mute => Ok(Wish::Mute(true)),
        Verb::Unmute => Ok(Wish::Mute(false)),
        Verb::Solo => Ok(Wish::Solo(true)),
        Verb::Unsolo => Ok(Wish::Solo(false)),
        Verb::Lock => Ok(Wish::Lock(true)),
        Verb::Unlock => Ok(Wish::Lock(false)),
        Verb::Flip => Ok(Wish::Flip),
        Verb::Mono => Ok(Wish::Width { pct: 0.0 }),
        Verb::Undo => undo(clause),
        Verb::HighPass | Verb::LowPass => {
            let is_high = verb == Verb::HighPass;
            let missing = || missing("a frequency", "`high-pass at 120 Hz on the guitars`");
            Ok(Wish::Pass { is_high, freq_hz: clause.hz()?.ok_or_else(missing)? })
        }
        Verb::Pan => {
            let missing = || missing("where to", "`pan the guitar 30 % left`");
            pan(clause, clause.side_pct.ok_or_else(missing)?)
        }
        Verb::Ceiling => {
            let said = clause.numbers.first().filter(|_| clause.numbers.len() == 1);
            let missing = || missing("one level in dBTP", "`ceiling -2`");
            let said = said.ok_or_else(missing)?;
            // A ceiling over full scale means nothing: `ceiling 2` is −2 dBTP.
            Ok(Wish::Ceiling { dbtp: -said.value.abs() })
        }
        Verb::Amount => {
            let said = clause.number(Unit::Percent)?;
            let missing = || missing("how much", "`amount 50 % on drums`");
            Ok(Wish::Amount { pct: said.ok_or_else(missing)? })
        }
        Verb::Cut | Verb::Boost => {
            let sign = if verb == Verb::Boost { 1.0 } else { -1.0 };
            match clause.quality {
                Some((quality, ..)) => {
                    let steps = sign * clause.degree.unwrap_or(1.0);
                    let db = clause.number(Unit::Db)?.map(|db| sign * db.abs());
                    Ok(Wish::Quality { quality, steps, db })
                }
                None if clause.hz()?.is_some() => band(clause, sign),
                None => {
                    let db =
                        clause.number(Unit::Db)?.unwrap_or(STEP_DB * clause.degree.unwrap_or(1.0));
                    in_range(sign * db.abs()).map(|db| Wish::Gain { db })
                }
            }
        }
    }
}

fn undo(clause: &Clause) -> Result<Wish, TalkError> {
    if !clause.ids.is_empty() {
        return Ok(Wish::Drop(clause.ids.clone()));
    }
    let count = clause.numbers.first().map_or(1.0, |number| number.value);
    if clause.last && clause.who.is_none() && (1.0..=1_000.0).contains(&count) {
        return Ok(Wish::TakeBack { count: count as usize });
    }
    Err(missing("what", "`undo last`, `undo t003` for a sentence or `undo m014` for a move"))
}

fn of_quality(
    clause: &Clause,
    (quality, sign, form): (Quality, f64, Form),
) -> Result<Wish, TalkError> {
    if clause.off {
        // Without a return there is none of it; of a tone, much less.
        let is_space = matches!(quality, Quality::Wet | Quality::Echo);
        let steps = -sign * if is_space { space::OFF_STEPS } else { 2.0 };
        return Ok(Wish::Quality { quality, steps, db: None });
    }
    let has_direction =
        clause.sign.is_some() || clause.too || form == Form::More || clause.level.is_some();
    if clause.not && !clause.too {
        return Ok(Wish::But { quality, sign });
    }
    let db = clause.number(Unit::Db)?;
    if quality.is_fault() && !has_direction && db.is_none_or(|db| db >= 0.0) && sign > 0.0 {
        return Err(TalkError::new(
            format!("`{}` may be a wish or a complaint", quality.name()),
            &format!("say `less {0}` or `more {0}`", quality.name()),
        ));
    }
    let turn = clause.sign.or(clause.level).unwrap_or(1.0) * if clause.too { -1.0 } else { 1.0 };
    let steps = sign * turn * clause.degree.unwrap_or(1.0);
    if let (Quality::Wide, Some(pct)) = (quality, clause.number(Unit::Percent)?) {
        return Ok(Wish::Width { pct: 100.0 + steps.signum() * pct });
    }
    let db = db.map(|db| if db < 0.0 { sign * db } else { sign * turn * db });
    Ok(Wish::Quality { quality, steps, db })
}

fn band(clause: &Clause, sign: f64) -> Result<Wish, TalkError> {
    let freq_hz = clause.hz()?.ok_or_else(|| missing("a frequency", "`cut 3 dB at 300 Hz`"))?;
    let db = clause.number(Unit::Db)?;
    let has_verb = clause.verb.is_some();
    let db = match db {
        Some(db) if has_verb => sign * db.abs(),
        Some(db) => db * clause.turn().unwrap_or(1.0),
        None if has_verb || clause.turn().is_some() => {
            clause.turn().unwrap_or(sign) * STEP_DB * clause.degree.unwrap_or(1.0)
        }
        None => return Err(missing("how much", "`cut 3 dB at 300 Hz on the bass`")),
    };
    Ok(Wish::Band { freq_hz, gain_db: in_range(db)? })
}

fn pan(clause: &Clause, side_pct: f64) -> Result<Wish, TalkError> {
    let pct = clause.number(Unit::Percent)?.map(f64::abs);
    let usual = if clause.verb == Some(Verb::Pan) { 50.0 } else { 30.0 };
    let share = pct.unwrap_or(usual * clause.degree.unwrap_or(1.0)).min(100.0) / 100.0;
    Ok(Wish::Pan { pct: side_pct * share })
}

fn loudness(clause: &Clause) -> Result<Wish, TalkError> {
    let lufs = clause.number(Unit::Lufs)?;
    if clause.who.as_ref().is_some_and(|who| *who.places != [super::who::Place::Mix]) {
        return Err(TalkError::new(
            "a loudness in LUFS is a target of the master, not of stems".into(),
            "say how much in dB, like `vocal +2 dB`, or compare: `vocal louder than the guitars by 3 dB`",
        ));
    }
    // Nobody masters to +9 LUFS: `9 LUFS` is −9.
    Ok(Wish::Loudness { lufs: lufs.map(|lufs| -lufs.abs()), by_db: 0.0 })
}

fn gain(clause: &Clause) -> Result<Wish, TalkError> {
    if clause.off && !clause.is_about_the_mix() {
        return Ok(Wish::Mute(true));
    }
    let turn = clause.turn();
    let said = clause.number(Unit::Db)?;
    let db = match (said, clause.times_db, turn) {
        (Some(db), None, Some(turn)) => turn * db.abs(),
        (Some(db), None, None) => db,
        (None, Some(db), None) => db,
        (None, None, Some(turn)) => turn * STEP_DB * clause.degree.unwrap_or(1.0),
        (None, None, None) => {
            return Err(missing("what to do", "`vocal +1.5 dB` or `louder vocal`"));
        }
        _ => return Err(unclear("two sizes")),
    };
    if clause.is_about_the_mix() && clause.when.is_none() {
        if clause.who.is_none() && turn.is_none() && clause.times_db.is_none() {
            return Err(missing("whom", "`vocal +1.5 dB`, or `master +1 dB` for all of it"));
        }
        return Ok(Wish::Loudness { lufs: None, by_db: in_range(db)? });
    }
    Ok(Wish::Gain { db: in_range(db)? })
}

fn against(clause: &Clause) -> Result<Wish, TalkError> {
    let turn = clause
        .turn()
        .ok_or_else(|| missing("louder or quieter", "`vocal louder than the guitars by 3 dB`"))?;
    let db = clause.number(Unit::Db)?.map_or(STEP_DB * clause.degree.unwrap_or(1.0), f64::abs);
    Ok(Wish::Against { db: turn * in_range(db)? })
}

fn in_range(db: f64) -> Result<f64, TalkError> {
    if db.abs() <= GAIN_MAX_DB {
        return Ok(db);
    }
    Err(TalkError::new(
        format!("{db:+.1} dB is more than the {GAIN_MAX_DB:.0} dB that one wish may change"),
        "say at most 12 dB; `mute` silences",
    ))
}

fn missing(what: &str, example: &str) -> TalkError {
    TalkError::new(format!("{what} is missing"), &format!("say it like {example}"))
}

pub(super) fn unclear(what: &str) -> TalkError {
    TalkError::new(format!("{what} in one wish"), "put `;` between wishes")
}

impl Wish {
    /// Units of numbers that it has a use for.
    const fn units(&self) -> &'static [Unit] {
        match self {
            Self::Gain { .. } | Self::Against { .. } | Self::Quality { .. } => &[Unit::Db],
            Self::Band { .. } => &[Unit::Db, Unit::Hz, Unit::Khz],
            Self::Pass { .. } => &[Unit::Hz, Unit::Khz],
            Self::Pan { .. } | Self::Width { .. } | Self::Amount { .. } => &[Unit::Percent],
            Self::Loudness { .. } => &[Unit::Lufs, Unit::Db],
            Self::Ceiling { .. } => &[Unit::Db, Unit::Dbtp],
            _ => &[],
        }
    }

    /// Refuses numbers that would be heard and not heeded.
    fn check_numbers(&self, clause: &Clause) -> Result<(), TalkError> {
        let is_lost = |unit: &Unit| !self.units().contains(unit);
        let Some(unit) = clause.numbers.iter().filter_map(|number| number.unit).find(is_lost)
        else {
            return Ok(());
        };
        Err(TalkError::new(
            format!("a number in {} has no meaning here", unit.name()),
            "leave it out, or put `;` between wishes",
        ))
    }

    /// Does it.
    pub(super) fn apply(&self, desk: &mut Desk<'_>, clause: &Clause) -> Result<(), TalkError> {
        if clause.when.is_some()
            && !matches!(self, Self::Gain { .. } | Self::Mute(true) | Self::Ask { .. })
        {
            return Err(TalkError::new(
                "only levels can change during a song".into(),
                "say it without a time, or say a level: `vocal +1.5 dB in the chorus`",
            ));
        }
        match self {
            Self::Gain { db } => level::gain(desk, clause, *db),
            Self::Against { db } => level::against(desk, clause, *db),
            Self::Mute(on) => level::mute(desk, clause, *on),
            Self::Solo(on) => level::solo(desk, clause, *on),
            Self::Quality { quality, steps, db } => match quality.tone() {
                Some(_) => tone::quality(desk, clause, *quality, (*steps, *db)),
                None => dynamics::quality(desk, clause, *quality, (*steps, *db)),
            },
            Self::But { quality, sign } => tone::but(desk, *quality, *sign),
            Self::Band { freq_hz, gain_db } => tone::band(desk, clause, *freq_hz, *gain_db),
            Self::Pass { is_high, freq_hz } => tone::pass(desk, clause, *is_high, *freq_hz),
            Self::Pan { pct } => space::pan(desk, clause, *pct),
            Self::Width { pct } => space::width(desk, clause, *pct),
            Self::Flip => state::flip(desk, clause),
            Self::Lock(on) => state::lock(desk, clause, *on),
            Self::Loudness { lufs, by_db } => state::loudness(desk, *lufs, *by_db),
            Self::Ceiling { dbtp } => state::ceiling(desk, *dbtp),
            Self::Amount { pct } => state::amount(desk, clause, *pct),
            Self::Drop(ids) => state::drop_moves(desk, ids),
            // Taken back before anything is applied.
            Self::TakeBack { .. } => Ok(()),
            Self::Ask { sign } => answer::ask(desk, clause, *sign),
        }
    }
}
