//! Moves in order become a console.
//!
//! Of moves that can be there once on a target, the last one stands; but a locked one yields only
//! to another locked one. Equaliser bands, dynamic equaliser bands and tone points add up. What is
//! not mentioned is neutral: unity, centre, no processor; a stem goes to the bus of its role, and
//! the limiter stands at the brief's ceiling. Settings are scaled by amounts ([`crate::Amounts`])
//! and then held within the guardrail of the move's scope.

use std::collections::{BTreeMap, BTreeSet};

use dsp::dynamics::{CompressorParams, DynamicEqParams, LimiterParams};
use dsp::filter::EqBandParams;
use dsp::stereo::WidthParams;

use crate::amount::{has_gain, scale_parallel, take, take_send, take_with};
use crate::settings::{number, points, read, refuse_unknown, word};
use crate::{
    Action, Amounts, AutomationPoint, Bus, BusStrip, Console, DynamicEqSlot, Guardrails,
    MasterChain, Move, MoveProblem, Recipe, RecipeError, Returns, Strip, Target, Value, action,
};

/// Folds the moves of `recipe` into the console that renders it.
///
/// # Errors
///
/// Returns the first fault of header, stems or moves; see [`crate::validate()`].
pub fn fold(recipe: &Recipe) -> Result<Console, RecipeError> {
    crate::validate::check_header(recipe)?;
    let resolved = resolve(recipe)?;
    let standing = standing(recipe, &resolved);
    let (mut console, mut discarded) = (neutral(recipe), neutral(recipe));
    let context = Context { recipe, guardrails: Guardrails::default() };
    for (index, (one, target)) in recipe.moves.iter().zip(&resolved).enumerate() {
        // What does not stand is read all the same, so that its faults are found.
        let into = if standing.contains(&index) { &mut console } else { &mut discarded };
        context.apply(into, one, *target).map_err(|problem| problem.of(one))?;
    }
    console.master.tone.sort_by(|a, b| a.0.total_cmp(&b.0));
    console.master.side_tone.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(console)
}

/// Moves that have no effect, because a later or a locked one of their kind stands: pairs of
/// their id and the id of the one that stands.
///
/// # Errors
///
/// Returns the first unknown target.
pub fn superseded(recipe: &Recipe) -> Result<Vec<(String, String)>, RecipeError> {
    let resolved = resolve(recipe)?;
    let standing = standing(recipe, &resolved);
    let by_slot: BTreeMap<_, _> =
        standing.iter().map(|&i| ((resolved[i], recipe.moves[i].action), i)).collect();
    let fallen = (0..recipe.moves.len()).filter(|index| !standing.contains(index));
    Ok(fallen
        .filter_map(|index| {
            let by = by_slot.get(&(resolved[index], recipe.moves[index].action))?;
            Some((recipe.moves[index].id.clone(), recipe.moves[*by].id.clone()))
        })
        .collect())
}

impl MoveProblem {
    fn of(self, one: &Move) -> RecipeError {
        RecipeError::Move { id: one.id.clone(), problem: self }
    }
}

fn resolve(recipe: &Recipe) -> Result<Vec<Target>, RecipeError> {
    let target = |one: &Move| {
        Target::resolve(&one.target, &recipe.session).map_err(|problem| problem.of(one))
    };
    recipe.moves.iter().map(target).collect()
}

/// Indices of the moves that have an effect.
fn standing(recipe: &Recipe, resolved: &[Target]) -> BTreeSet<usize> {
    let mut once: BTreeMap<(Target, Action), usize> = BTreeMap::new();
    let mut standing = BTreeSet::new();
    for (index, (one, target)) in recipe.moves.iter().zip(resolved).enumerate() {
        if one.action.repeats() {
            standing.insert(index);
            continue;
        }
        let held = once.entry((*target, one.action)).or_insert(index);
        if one.locked || !recipe.moves[*held].locked {
            *held = index;
        }
    }
    standing.extend(once.into_values());
    standing
}

/// The console of a recipe without moves.
fn neutral(recipe: &Recipe) -> Console {
    let strip = |stem: &crate::StemSpec| Strip { bus: stem.role.is.bus(), ..Strip::default() };
    let mut console =
        Console { strips: recipe.session.stems.iter().map(strip).collect(), ..Console::default() };
    console.master.limiter.ceiling_dbtp = recipe.brief.ceiling_dbtp as f32;
    console
}

struct Context<'a> {
    recipe: &'a Recipe,
    guardrails: Guardrails,
}

impl Context<'_> {
    fn apply(&self, to: &mut Console, one: &Move, target: Target) -> Result<(), MoveProblem> {
        if !one.action.targets().contains(&target.kind()) {
            return Err(wrong_target(one.action, target));
        }
        if !Amounts::RANGE_PCT.contains(&one.amount_pct) {
            return Err(MoveProblem::Amount { found: one.amount_pct });
        }
        refuse_unknown(one.action, &one.params)?;
        let share = one.share(&self.recipe.brief.amounts);
        match target {
            Target::Stem(index) => match to.strips.get_mut(index) {
                Some(strip) => self.apply_to_strip(strip, one, (index, share)),
                None => Ok(()),
            },
            Target::Bus(bus) => self.apply_to_bus(&mut to.buses[bus.index()], one, share),
            Target::Reverb | Target::Delay => apply_to_return(&mut to.returns, one, share),
            Target::Master => self.apply_to_master(&mut to.master, one, share),
        }
    }

    fn apply_to_strip(
        &self,
        strip: &mut Strip,
        one: &Move,
        (index, share): (usize, f32),
    ) -> Result<(), MoveProblem> {
        let params = &one.params;
        match one.action {
            Action::Trim => strip.trim_db = number(params, &action::TRIM_ROWS[0])?,
            Action::Polarity => strip.polarity_inverted = true,
            Action::Align => strip.align_ms = number(params, &action::ALIGN_ROWS[0])?,
            Action::HighPass => strip.high_pass = take(read(params)?, share),
            Action::LowPass => strip.low_pass = take(read(params)?, share),
            Action::Gate => strip.gate = take(read(params)?, share),
            Action::Eq => strip.eq.extend(self.eq_band(one, share)?),
            Action::DynamicEq => strip.dynamic_eq.extend(self.dynamic_band(one, index, share)?),
            Action::DeEsser => strip.de_esser = take(read(params)?, share),
            Action::Compressor => strip.compressor = take(read(params)?, share),
            Action::Saturation => strip.saturation = take(read(params)?, share),
            Action::Duck => strip.duck = self.duck(one, Some(index), share)?,
            Action::Fader => strip.fader_db = fader(one, share)?,
            Action::Automation => strip.automation = lane(one, share)?,
            Action::Pan => strip.pan = take(read(params)?, share).unwrap_or_default(),
            Action::Width => strip.width = take(read(params)?, share).unwrap_or_default(),
            Action::Route => strip.bus = route(one)?,
            Action::ReverbSend => strip.reverb_send_db = send(one, share)?,
            Action::DelaySend => strip.delay_send_db = send(one, share)?,
            _ => return Err(wrong_target(one.action, Target::Stem(index))),
        }
        Ok(())
    }

    fn apply_to_bus(&self, bus: &mut BusStrip, one: &Move, share: f32) -> Result<(), MoveProblem> {
        match one.action {
            Action::Eq => bus.eq.extend(self.eq_band(one, share)?),
            Action::Compressor => bus.compressor = take(read(&one.params)?, share),
            Action::Transient => bus.transient = take(read(&one.params)?, share),
            Action::Parallel => bus.parallel = parallel(one, share)?,
            Action::Duck => bus.duck = self.duck(one, None, share)?,
            Action::Fader => bus.fader_db = fader(one, share)?,
            _ => return Err(wrong_target(one.action, Target::Bus(Bus::Music))),
        }
        Ok(())
    }

    fn apply_to_master(
        &self,
        master: &mut MasterChain,
        one: &Move,
        share: f32,
    ) -> Result<(), MoveProblem> {
        let params = &one.params;
        match one.action {
            Action::Drive => master.drive_db = gain(one, &action::DRIVE_ROWS[0], share)?,
            Action::Tone => master.tone.extend(self.tone_point(one, share)?),
            Action::SideTone => master.side_tone.extend(self.tone_point(one, share)?),
            Action::Multiband => master.multiband = take(read(params)?, share),
            Action::Parallel => master.parallel = parallel(one, share)?,
            Action::Saturation => master.saturation = take(read(params)?, share),
            Action::SoftClip => master.soft_clip = take(read(params)?, share),
            Action::Width => {
                let width: WidthParams = take(read(params)?, share).unwrap_or_default();
                let most = self.guardrails.width_max_pct as f32;
                master.width = WidthParams { width_pct: width.width_pct.min(most), ..width };
            }
            Action::Loudness => master.loudness_db = gain(one, &action::LOUDNESS_ROWS[0], share)?,
            Action::Limiter => {
                let limiter: LimiterParams = read(params)?;
                let asked = self.recipe.brief.ceiling_dbtp as f32;
                let given = params.contains_key("ceiling_dbtp");
                let ceiling_dbtp = if given { limiter.ceiling_dbtp.min(asked) } else { asked };
                master.limiter = LimiterParams { ceiling_dbtp, ..limiter };
            }
            _ => return Err(wrong_target(one.action, Target::Master)),
        }
        Ok(())
    }

    fn tone_point(&self, one: &Move, share: f32) -> Result<Option<(f32, f32)>, MoveProblem> {
        let freq_hz = number(&one.params, &action::TONE_ROWS[0])?;
        let gain_db = gain(one, &action::TONE_ROWS[1], share)?;
        let point = (freq_hz, self.guardrails.clamp_eq_db(one.scope, gain_db));
        Ok((share > 0.0).then_some(point))
    }

    fn eq_band(&self, one: &Move, share: f32) -> Result<Option<EqBandParams>, MoveProblem> {
        let mut band: Option<EqBandParams> = take(read(&one.params)?, share);
        if let Some(band) = band.as_mut().filter(|band| has_gain(band)) {
            band.gain_db = self.guardrails.clamp_eq_db(one.scope, band.gain_db);
        }
        Ok(band)
    }

    fn dynamic_band(
        &self,
        one: &Move,
        stem: usize,
        share: f32,
    ) -> Result<Option<DynamicEqSlot>, MoveProblem> {
        let key = self.key(one, Some(stem))?;
        let band: Option<DynamicEqParams> = take(read(&one.params)?, share);
        Ok(band.map(|band| {
            let range_db = self.guardrails.clamp_eq_db(one.scope, band.range_db);
            DynamicEqSlot { params: DynamicEqParams { range_db, ..band }, key }
        }))
    }

    fn duck(
        &self,
        one: &Move,
        stem: Option<usize>,
        share: f32,
    ) -> Result<Option<(CompressorParams, usize)>, MoveProblem> {
        let Some(key) = self.key(one, stem)? else {
            return Err(MoveProblem::Missing { param: "key", expected: "the id of a stem" });
        };
        Ok(take(read(&one.params)?, share).map(|params| (params, key)))
    }

    fn key(&self, one: &Move, stem: Option<usize>) -> Result<Option<usize>, MoveProblem> {
        let Some(found) = word(&one.params, "key")? else { return Ok(None) };
        match self.recipe.session.stem_index(found) {
            None => Err(MoveProblem::UnknownKey {
                found: found.into(),
                stems: self.recipe.session.stem_names(),
            }),
            key if key == stem => Err(MoveProblem::KeyIsTarget { found: found.into() }),
            key => Ok(key),
        }
    }
}

fn apply_to_return(returns: &mut Returns, one: &Move, share: f32) -> Result<(), MoveProblem> {
    let level_db = number(&one.params, &action::RETURN_ROWS[0])?;
    if one.action == Action::Reverb {
        returns.reverb = take(read(&one.params)?, share).map(|params| (params, level_db));
    } else {
        returns.delay = take(read(&one.params)?, share).map(|params| (params, level_db));
    }
    Ok(())
}

/// A lane that has come down to nothing is none.
fn lane(one: &Move, share: f32) -> Result<Vec<AutomationPoint>, MoveProblem> {
    let mut lane = points(&one.params)?;
    for point in &mut lane {
        point.gain_db = clamped(point.gain_db * share, &action::POINT_GAIN);
    }
    Ok(if share > 0.0 { lane } else { Vec::new() })
}

fn parallel(one: &Move, share: f32) -> Result<Option<CompressorParams>, MoveProblem> {
    Ok(take_with(read(&one.params)?, share, scale_parallel))
}

fn send(one: &Move, share: f32) -> Result<Option<f32>, MoveProblem> {
    let row = &action::SEND_ROWS[0];
    let level_db = take_send(number(&one.params, row)?, share);
    Ok(level_db.map(|level_db| clamped(level_db, row)).filter(|level_db| *level_db > row.min))
}

fn fader(one: &Move, share: f32) -> Result<f32, MoveProblem> {
    gain(one, &action::FADER_ROWS[0], share)
}

fn gain(one: &Move, row: &audio::ParamSpec, share: f32) -> Result<f32, MoveProblem> {
    Ok(clamped(number(&one.params, row)? * share, row))
}

fn clamped(value: f32, row: &audio::ParamSpec) -> f32 {
    value.clamp(row.min, row.max)
}

fn route(one: &Move) -> Result<Bus, MoveProblem> {
    let expected = "one of drum_bus, music_bus, vocal_bus";
    let Some(found) = word(&one.params, "bus")? else {
        return Err(MoveProblem::Missing { param: "bus", expected });
    };
    Bus::from_target(found)
        .ok_or_else(|| crate::settings::wrong("bus", &Value::Word(found.into()), expected.into()))
}

fn wrong_target(action: Action, target: Target) -> MoveProblem {
    let expected: Vec<_> = action.targets().iter().map(|kind| kind.name()).collect();
    MoveProblem::WrongTarget {
        action: action.name(),
        found: target.kind().name(),
        expected: expected.join(" or "),
    }
}
