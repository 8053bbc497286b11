//! Writing moves: values rounded to what a person would dial, evidence attached, ids at the end.

use std::collections::BTreeMap;

use recipe::{Action, Evidence, Move, Scope, Value};

/// A move in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    target: String,
    action: Action,
    params: BTreeMap<String, Value>,
    reason: String,
    evidence: Option<Evidence>,
    /// Every number was finite.
    is_sound: bool,
}

impl Draft {
    pub(crate) fn new(target: &str, action: Action) -> Self {
        Self {
            target: target.to_owned(),
            action,
            params: BTreeMap::new(),
            reason: String::new(),
            evidence: None,
            is_sound: true,
        }
    }

    /// The stem, bus or return that it is about.
    pub(crate) fn target(&self) -> &str {
        &self.target
    }

    /// Whether it does `action` to `target`.
    pub(crate) fn is(&self, target: &str, action: Action) -> bool {
        self.target == target && self.action == action
    }

    pub(crate) fn action(&self) -> Action {
        self.action
    }

    /// A setting that is a number.
    pub(crate) fn number(&self, id: &str) -> Option<f64> {
        match self.params.get(id) {
            Some(Value::Number(value)) => Some(*value),
            _ => None,
        }
    }

    /// Whether a setting is this word.
    pub(crate) fn says(&self, id: &str, word: &str) -> bool {
        matches!(self.params.get(id), Some(Value::Word(is)) if is == word)
    }

    /// The points of an automation lane.
    pub(crate) fn lane(&self) -> Option<&[(u64, f64)]> {
        match self.params.get("points") {
            Some(Value::Points(points)) => Some(points),
            _ => None,
        }
    }

    /// The metric of the evidence.
    pub(crate) fn metric(&self) -> Option<&str> {
        self.evidence.as_ref().map(|evidence| evidence.metric.as_str())
    }

    /// The metric as delivered.
    pub(crate) fn before(&self) -> Option<f64> {
        self.evidence.as_ref().map(|evidence| evidence.before)
    }

    /// A setting: brought into the range of its table, rounded to a step that its unit calls for.
    pub(crate) fn set(mut self, id: &str, value: f64) -> Self {
        self.is_sound &= value.is_finite();
        let (low, high) = self
            .action
            .rows()
            .find(|row| row.id == id)
            .map_or((f64::MIN, f64::MAX), |row| (f64::from(row.min), f64::from(row.max)));
        let rounded = round_for(id, value.clamp(low, high)).clamp(low, high);
        self.params.insert(id.to_owned(), Value::Number(rounded));
        self
    }

    /// A setting that is a word.
    pub(crate) fn word(mut self, id: &str, word: &str) -> Self {
        self.params.insert(id.to_owned(), Value::Word(word.to_owned()));
        self
    }

    /// An automation lane: frames, rising, and gains in dB.
    pub(crate) fn points(mut self, points: Vec<(u64, f64)>) -> Self {
        self.is_sound &= points.iter().all(|(_, db)| db.is_finite());
        self.params.insert("points".to_owned(), Value::Points(points));
        self
    }

    /// Why, in one sentence with numbers.
    pub(crate) fn because(mut self, reason: String) -> Self {
        self.reason = reason;
        self
    }

    /// The metric before and after. What it would be without the move is told where it was taken
    /// a second time only: by [`Self::without`].
    pub(crate) fn evidence(mut self, metric: &str, before: f64, after: f64) -> Self {
        self.is_sound &= before.is_finite() && after.is_finite();
        self.evidence = Some(Evidence {
            metric: metric.to_owned(),
            before: round_to(before, 0.01),
            without: None,
            after: round_to(after, 0.01),
        });
        self
    }

    /// A metric that was taken as delivered, in the finished mix without this move, and with it.
    pub(crate) fn prove(&mut self, metric: &str, [before, without, after]: [f64; 3]) {
        self.is_sound &= [before, without, after].iter().all(|value| value.is_finite());
        self.evidence = Some(Evidence {
            metric: metric.to_owned(),
            before: round_to(before, 0.01),
            without: Some(round_to(without, 0.01)),
            after: round_to(after, 0.01),
        });
    }

    /// What the metric reads in the finished mix without this move: a measurement of its own.
    pub(crate) fn without(mut self, value: f64) -> Self {
        self.is_sound &= value.is_finite();
        if let Some(evidence) = &mut self.evidence {
            evidence.without = Some(round_to(value, 0.01));
        }
        self
    }

    /// The move, without an id; none where a number was not finite.
    fn finish(self, scope: Scope, by: &str) -> Option<Move> {
        self.is_sound.then_some(Move {
            id: String::new(),
            target: self.target,
            action: self.action,
            params: self.params,
            reason: self.reason,
            evidence: self.evidence,
            scope,
            amount_pct: 100.0,
            locked: false,
            by: by.to_owned(),
        })
    }
}

/// Finished, numbered moves.
pub(crate) fn finish(drafts: Vec<Draft>, scope: Scope, by: &str) -> Vec<Move> {
    let mut moves: Vec<Move> =
        drafts.into_iter().filter_map(|draft| draft.finish(scope, by)).collect();
    number(&mut moves, 1);
    moves
}

/// Gives the moves the ids `m001`, `m002`, … counted from `first`.
pub fn number(moves: &mut [Move], first: usize) {
    for (index, made) in moves.iter_mut().enumerate() {
        made.id = format!("m{:03}", first + index);
    }
}

/// `value` to the nearest multiple of `step`, printed without a tail of nines.
pub(crate) fn round_to(value: f64, step: f64) -> f64 {
    let per_unit = (1.0 / step).round();
    let rounded = (value * per_unit).round() / per_unit;
    // No negative zero in a recipe.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Steps by unit: 0.1 dB, three digits of Hz, 0.1 ms, whole percent, hundredths of the rest.
fn round_for(id: &str, value: f64) -> f64 {
    // A tenth of a millisecond is half a period at 5 kHz: what lines up microphones is finer.
    if id == "delay_ms" {
        return round_to(value, 0.001);
    }
    let unit = id.rsplit('_').next().unwrap_or(id);
    match unit {
        "db" | "dbtp" | "ratio" => round_to(value, 0.1),
        "hz" => {
            let mut step = 1.0;
            while value >= 1_000.0 * step {
                step *= 10.0;
            }
            (value / step).round() * step
        }
        "ms" if value < 100.0 => round_to(value, 0.1),
        "ms" | "pct" | "oct" => value.round(),
        _ => round_to(value, 0.01),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_what_a_person_would_dial() {
        let cases = [
            ("gain_db", -2.149, -2.1),
            ("freq_hz", 2_413.7, 2_410.0),
            ("freq_hz", 83.4, 83.0),
            ("freq_hz", 12_345.0, 12_300.0),
            ("time_ms", 348.84, 349.0),
            ("attack_ms", 3.149, 3.1),
            ("mix_pct", 19.7, 20.0),
            ("delay_ms", 1.234_56, 1.235),
            ("q", 1.404_2, 1.4),
            ("ratio", 2.04, 2.0),
        ];
        for (id, value, wanted) in cases {
            assert!((round_for(id, value) - wanted).abs() < 1e-9, "{id} {value}");
        }
    }

    #[test]
    fn a_move_with_a_number_that_is_none_is_not_made() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let set = Draft::new("a", Action::Fader).set("gain_db", bad);
            let proved = Draft::new("a", Action::Fader).evidence("x_db", bad, 0.0);
            assert!(finish(vec![set, proved], Scope::AutoMix, "test").is_empty());
        }
    }

    #[test]
    fn values_stay_in_the_range_of_their_table() {
        let made =
            finish(vec![Draft::new("a", Action::Trim).set("gain_db", 900.0)], Scope::AutoMix, "t");
        assert_eq!(made[0].params["gain_db"], Value::Number(60.0));
        assert_eq!(made[0].id, "m001");
    }
}
