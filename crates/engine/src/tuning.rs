//! Small changes of a recipe's moves by the auto-QC loop. Locked moves stay as they are.

use recipe::{Action, Guardrails, Move, Recipe, Scope, Value};

use crate::console::MixOutcome;
use crate::qc::STEP_DB;
use crate::run::round_to;

/// Who signs a changed move.
const AUTHOR: &str = "auto-qc";

/// A recipe that may be adjusted.
pub(crate) struct Tuning<'a>(pub(crate) &'a mut Recipe);

impl Tuning<'_> {
    /// Sets the gain before the limiter so that `gain_db` is left of it after the amounts
    /// (`share` of it).
    pub(crate) fn set_loudness(&mut self, gain_db: f64, share: f64) {
        if share > 0.0 {
            let stored = round_to((gain_db / share).clamp(-48.0, 48.0), 0.01);
            self.set_master(Action::Loudness, "gain_db", stored);
        }
    }

    /// Lowers the limiter's own ceiling by `-by_db`.
    pub(crate) fn lower_ceiling(&mut self, by_db: f64) {
        let default = self.0.brief.ceiling_dbtp;
        let now = self.master_number(Action::Limiter, "ceiling_dbtp").unwrap_or(default);
        self.set_master(Action::Limiter, "ceiling_dbtp", round_to(now + by_db, 0.01));
    }

    /// Changes the gain of the side signal by `by_db`.
    pub(crate) fn narrow(&mut self, by_db: f64) {
        let now = self.master_number(Action::Width, "width_pct").unwrap_or(100.0);
        let width_pct = round_to(now * audio::db_to_gain_f64(by_db), 0.1);
        self.set_master(Action::Width, "width_pct", width_pct);
    }

    /// Raises the thresholds of the multiband compressor, low to high, in steps of [`STEP_DB`].
    /// True when one was raised.
    pub(crate) fn raise_bands(&mut self, rises_db: &[f64]) -> bool {
        const IDS: [&str; 4] = [
            "low_threshold_db",
            "low_mid_threshold_db",
            "high_mid_threshold_db",
            "high_threshold_db",
        ];
        let mut changed = false;
        for (id, rise_db) in IDS.into_iter().zip(rises_db).filter(|(_, rise_db)| **rise_db > 0.0) {
            let now = self.master_number(Action::Multiband, id).unwrap_or(0.0);
            let raised = (now + (rise_db / STEP_DB).ceil() * STEP_DB).min(0.0);
            if raised > now {
                self.set_master(Action::Multiband, id, round_to(raised, 0.1));
                changed = true;
            }
        }
        changed
    }

    /// Raises the thresholds of compressors that took more than the guardrail allows. True when
    /// something was changed.
    pub(crate) fn ease_compressors(&mut self, mixed: &MixOutcome, rails: &Guardrails) -> bool {
        let strips = mixed.strips.iter().zip(&self.0.session.stems);
        let strips = strips.map(|(strip, stem)| (stem.id.clone(), strip.worst_average_db));
        let names = ["drum_bus", "music_bus", "vocal_bus"];
        let buses = names
            .into_iter()
            .zip(&mixed.buses)
            .filter_map(|(name, bus)| Some((name.to_owned(), bus.compressor?.average_db)));
        let over: Vec<(String, f64)> =
            strips.chain(buses).filter(|(_, db)| !rails.reduction_safe(*db)).collect();
        let mut changed = false;
        for (target, average_db) in over {
            for one in self.0.moves.iter_mut().filter(|one| one.target == target && !one.locked) {
                changed |= ease(one, average_db - rails.average_reduction_db);
            }
        }
        changed
    }

    fn master_number(&self, action: Action, id: &str) -> Option<f64> {
        let one = self.0.moves.iter().rev().find(|one| is_master(one, action))?;
        match one.params.get(id) {
            Some(Value::Number(value)) => Some(*value),
            _ => None,
        }
    }

    fn set_master(&mut self, action: Action, id: &str, value: f64) {
        let next = self.0.moves.len() + 1;
        let found = self.0.moves.iter_mut().rev().find(|one| is_master(one, action));
        match found {
            Some(one) if one.locked => {}
            Some(one) => {
                one.params.insert(id.to_owned(), Value::Number(value));
            }
            None => self.0.moves.push(Move {
                id: format!("m{next:03}"),
                target: "master".to_owned(),
                action,
                params: [(id.to_owned(), Value::Number(value))].into(),
                reason: "measured on the finished file".to_owned(),
                evidence: None,
                scope: Scope::AutoMaster,
                amount_pct: 100.0,
                locked: false,
                by: AUTHOR.to_owned(),
            }),
        }
    }
}

fn is_master(one: &Move, action: Action) -> bool {
    one.target == "master" && one.action == action
}

/// Raises the threshold of a compressor by what is too much, in steps of [`STEP_DB`].
fn ease(one: &mut Move, excess_db: f64) -> bool {
    if !matches!(one.action, Action::Compressor | Action::DynamicEq | Action::Duck) {
        return false;
    }
    let Some(Value::Number(threshold_db)) = one.params.get_mut("threshold_db") else {
        return false;
    };
    let steps = (excess_db / STEP_DB).floor() + 1.0;
    let raised = (*threshold_db + steps * STEP_DB).min(0.0);
    let changed = raised > *threshold_db;
    *threshold_db = raised;
    changed
}
