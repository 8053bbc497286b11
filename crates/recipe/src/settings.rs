//! From the words and numbers of a move to the settings of a processor, held against its table.

use std::collections::BTreeMap;

use audio::{ParamSpec, RangeError, Unit};

use crate::action::POINT_GAIN;
use crate::{Action, AutomationPoint, MoveProblem, Value};

/// Every value of `params` inside its range.
pub(crate) fn clamped<P: audio::Params>(params: &P) -> P {
    let values = params.values();
    let rows = values.as_ref().iter().zip(P::SPECS);
    let values: Vec<f32> = rows.map(|(value, spec)| value.clamp(spec.min, spec.max)).collect();
    P::from_values(&values)
}

type Params = BTreeMap<String, Value>;

/// The settings in `params`, those that are missing at their defaults.
pub(crate) fn read<P: audio::Params>(params: &Params) -> Result<P, MoveProblem> {
    let values: Result<Vec<f32>, _> = P::SPECS.iter().map(|spec| number(params, spec)).collect();
    Ok(P::from_values(&values?))
}

/// The value of one row: given, or its default.
pub(crate) fn number(params: &Params, spec: &ParamSpec) -> Result<f32, MoveProblem> {
    match (params.get(spec.id), spec.unit) {
        (None, _) => Ok(spec.default),
        (Some(Value::Word(word)), Unit::Choice(words)) => words
            .iter()
            .position(|choice| choice == word)
            .map(|index| index as f32)
            .ok_or_else(|| wrong(spec.id, &Value::Word(word.clone()), one_of(words))),
        (Some(other), Unit::Choice(words)) => Err(wrong(spec.id, other, one_of(words))),
        (Some(Value::Number(value)), _) => Ok(spec.check(*value as f32)?),
        (Some(other), _) => {
            let ParamSpec { min, max, unit, .. } = spec;
            Err(wrong(spec.id, other, format!("a number from {min} to {max} {unit}")))
        }
    }
}

/// The word under `id`, if there is one.
pub(crate) fn word<'a>(params: &'a Params, id: &str) -> Result<Option<&'a str>, MoveProblem> {
    match params.get(id) {
        None => Ok(None),
        Some(Value::Word(word)) => Ok(Some(word)),
        Some(other) => Err(wrong(id, other, "a word".into())),
    }
}

/// The automation in `params`: rising frames, gains in range.
pub(crate) fn points(params: &Params) -> Result<Vec<AutomationPoint>, MoveProblem> {
    let points = match params.get("points") {
        None => return Err(MoveProblem::Missing { param: "points", expected: EXPECTED_POINTS }),
        Some(Value::Points(points)) => points,
        Some(other) => return Err(wrong("points", other, EXPECTED_POINTS.into())),
    };
    for (index, pair) in points.windows(2).enumerate() {
        let (before, found) = (pair[0].0, pair[1].0);
        if found <= before {
            return Err(MoveProblem::UnsortedPoints { index: index + 1, found, before });
        }
    }
    let point = |&(frame, gain): &(u64, f64)| -> Result<AutomationPoint, RangeError> {
        Ok(AutomationPoint { frame, gain_db: POINT_GAIN.check(gain as f32)? })
    };
    Ok(points.iter().map(point).collect::<Result<_, _>>()?)
}

const EXPECTED_POINTS: &str = "pairs of frame and gain in dB, like [[0, 0.0], [48000, -1.5]]";

/// Refuses what the action does not know.
pub(crate) fn refuse_unknown(action: Action, params: &Params) -> Result<(), MoveProblem> {
    let extra = action.extra().map(crate::ExtraParam::id);
    let known = || action.rows().map(|row| row.id).chain(extra);
    match params.keys().find(|id| !known().any(|known| known == *id)) {
        None => Ok(()),
        Some(found) => {
            let known: Vec<_> = known().collect();
            let expected = if known.is_empty() { "none".into() } else { one_of(&known) };
            let (action, found) = (action.name(), found.clone());
            Err(MoveProblem::UnknownParam { action, found, expected })
        }
    }
}

pub(crate) fn one_of(words: &[&str]) -> String {
    match words {
        [only] => format!("`{only}`"),
        _ => format!("one of {}", words.join(", ")),
    }
}

pub(crate) fn wrong(param: &str, found: &Value, expected: String) -> MoveProblem {
    let found = match found {
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Word(word) => format!("`{word}`"),
        Value::Points(points) => format!("a list of {} points", points.len()),
    };
    MoveProblem::WrongValue { param: param.into(), found, expected }
}
