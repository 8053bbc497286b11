//! The recipe while a sentence is applied to it: moves are appended, what is there is read, and
//! at the end all that changed is written down so that it can be taken back.

use audio::{Params, Unit};
use recipe::{Action, Console, Evidence, Move, Recipe, Replaced, Scope, Tweak, Value, fold};

use super::answer::Answer;
use super::who::{Place, Who};
use super::wish::Wish;
use super::{Levels, TalkError, Tweaked};

/// Who signs the moves.
pub(super) const AUTHOR: &str = "user";

/// A recipe in hand.
pub(super) struct Desk<'a> {
    original: &'a Recipe,
    pub(super) recipe: Recipe,
    pub(super) levels: &'a Levels,
    /// Id of this sentence.
    id: String,
    /// The wish that is applied, as it was said.
    words: String,
    /// Moves before the wish that is applied.
    pub(super) wish_from: usize,
    count: usize,
    pub(super) notes: Vec<String>,
    pub(super) answers: Vec<Answer>,
}

/// Settings of a move in the making.
pub(super) type Settings = Vec<(&'static str, Value)>;

/// The number behind a move: metric, before, after.
pub(super) type Found<'m> = Option<(&'m str, f64, f64)>;

impl<'a> Desk<'a> {
    pub(super) fn new(original: &'a Recipe, levels: &'a Levels) -> Self {
        let recipe = original.clone();
        let (id, words, wish_from) = (next_id(original), String::new(), recipe.moves.len());
        let (count, notes, answers) = (0, Vec::new(), Vec::new());
        Self { original, recipe, levels, id, words, wish_from, count, notes, answers }
    }

    /// Begins a wish; one that limits the wish before it belongs to that.
    pub(super) fn say(&mut self, words: &str, wish: &Wish) {
        self.words = words.into();
        if !matches!(wish, Wish::But { .. }) {
            self.wish_from = self.recipe.moves.len();
        }
    }

    /// The console as it is now.
    pub(super) fn console(&self) -> Result<Console, TalkError> {
        fold(&self.recipe).map_err(|error| TalkError::of_recipe(&error))
    }

    /// The console without what people said.
    pub(super) fn without_words(&self) -> Result<Console, TalkError> {
        let mut recipe = self.recipe.clone();
        recipe.moves.retain(|one| one.by != AUTHOR);
        fold(&recipe).map_err(|error| TalkError::of_recipe(&error))
    }

    /// Id of a stem.
    pub(super) fn stem(&self, index: usize) -> String {
        self.recipe.session.stems.get(index).map(|stem| stem.id.clone()).unwrap_or_default()
    }

    /// Stems of a clause; all of them where it names nobody.
    pub(super) fn stems(&self, who: &Who, console: &Console) -> Result<Vec<usize>, TalkError> {
        let bus_of = |stem: usize| console.strips.get(stem).map_or(0, |strip| strip.bus.index());
        let stems = who.stems(&self.recipe.session, bus_of);
        if stems.is_empty() {
            return Err(TalkError::new(
                format!("nothing is left of {}", who.text),
                &super::who::stems_hint(&self.recipe.session),
            ));
        }
        Ok(stems)
    }

    /// Stems and buses where something can be inserted: the mix is its buses.
    pub(super) fn inserts(&self, who: &Who, console: &Console) -> Vec<Place> {
        let mut places = Vec::new();
        for place in &who.places {
            if *place == Place::Mix {
                let used = |bus: &recipe::Bus| console.strips.iter().any(|strip| strip.bus == *bus);
                let buses = recipe::Bus::ALL.into_iter().filter(used);
                places.extend(buses.map(|bus| Place::Part(bus.target())));
            } else {
                places.push(*place);
            }
        }
        places
    }

    /// Name of a place as a target.
    pub(super) fn target(&self, place: Place) -> String {
        match place {
            Place::Stem(index) => self.stem(index),
            Place::Part(name) => name.into(),
            Place::Mix => "master".into(),
        }
    }

    /// Of moves that are there once, the one that stands.
    pub(super) fn standing(&self, target: &str, action: Action) -> Option<&Move> {
        let mut held: Option<&Move> = None;
        let here = |one: &&Move| one.target == target && one.action == action;
        for one in self.recipe.moves.iter().filter(here) {
            if held.is_none_or(|held| one.locked || !held.locked) {
                held = Some(one);
            }
        }
        held
    }

    /// A number of the move that stands, as it was written; none where it is not applied in full.
    pub(super) fn written(&self, target: &str, action: Action, id: &str) -> Option<f64> {
        let one = self.standing(target, action)?;
        let is_whole = (one.share(&self.recipe.brief.amounts) - 1.0).abs() < 1e-6;
        match one.params.get(id) {
            Some(Value::Number(value)) if is_whole => Some(*value),
            _ => None,
        }
    }

    /// Appends a move that does what was said in full: where amounts would change it, or a locked
    /// move stands in its place, it is locked.
    pub(super) fn push(
        &mut self,
        target: &str,
        action: Action,
        settings: Settings,
        found: Found<'_>,
    ) {
        let share = self.recipe.brief.amounts.share(action.family());
        let is_held =
            !action.repeats() && self.standing(target, action).is_some_and(|one| one.locked);
        let locked = (share - 1.0).abs() > 1e-6 || is_held;
        self.count += 1;
        let params = settings.into_iter().map(|(id, value)| (id.to_owned(), value)).collect();
        let evidence = found.map(|(metric, before, after)| Evidence {
            metric: metric.into(),
            before: crate::draft::round_to(before, 0.01),
            without: None,
            after: crate::draft::round_to(after, 0.01),
        });
        self.recipe.moves.push(Move {
            id: format!("{}.{}", self.id, self.count),
            target: target.into(),
            action,
            params,
            reason: self.words.clone(),
            evidence,
            scope: Scope::User,
            amount_pct: 100.0,
            locked,
            by: AUTHOR.into(),
        });
    }

    pub(super) fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Checks the result, and writes down how to take it back.
    pub(super) fn finish(mut self, words: &str) -> Result<Tweaked, TalkError> {
        let original = self.original;
        let is_mine =
            |one: &Move| one.id.strip_prefix(&self.id).is_some_and(|id| id.starts_with('.'));
        let added = self.recipe.moves.iter().filter(|one| is_mine(one)).map(|one| one.id.clone());
        let added: Vec<String> = added.collect();
        let changed = self.recipe != *original;
        if changed {
            let now = |was: &Move| self.recipe.moves.iter().any(|one| one == was);
            let replaced = original.moves.iter().enumerate().filter(|(_, was)| !now(was));
            let replaced = replaced.map(|(index, was)| Replaced { index, was: was.clone() });
            let brief = (self.recipe.brief != original.brief).then(|| original.brief.clone());
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let tweak = Tweak { id: self.id.clone(), words, replaced: replaced.collect(), brief };
            self.recipe.tweaks.push(tweak);
        }
        recipe::validate(&self.recipe).map_err(|error| TalkError::of_recipe(&error))?;
        let Self { recipe, notes, answers, .. } = self;
        Ok(Tweaked { recipe, added, notes, answers, changed })
    }
}

/// One after the highest that was ever used here.
fn next_id(recipe: &Recipe) -> String {
    let number = |id: &str| {
        let digits = id.strip_prefix('t')?;
        digits.split('.').next()?.parse::<u32>().ok()
    };
    let tweaks = recipe.tweaks.iter().map(|tweak| tweak.id.as_str());
    let moves = recipe.moves.iter().map(|one| one.id.as_str());
    let last = tweaks.chain(moves).filter_map(number).max().unwrap_or(0);
    format!("t{:03}", last.saturating_add(1))
}

/// What is set of `params` other than by default, with `changes` put in.
pub(super) fn dialled<P: Params>(params: &P, changes: &[(&'static str, f64)]) -> Settings {
    let values = params.values();
    let rows = P::SPECS.iter().zip(values.as_ref());
    rows.filter_map(|(spec, value)| {
        let change = changes.iter().find(|(id, _)| *id == spec.id).map(|(_, value)| *value);
        if let (Unit::Choice(words), None) = (spec.unit, change) {
            let is_default = (value - spec.default).abs() < 0.5;
            let word = words.get(*value as usize).filter(|_| !is_default)?;
            return Some((spec.id, Value::Word((*word).into())));
        }
        let is_default = (value - spec.default).abs() < 1e-9;
        let value = change.or_else(|| (!is_default).then_some(f64::from(*value)))?;
        let value = value.clamp(f64::from(spec.min), f64::from(spec.max));
        Some((spec.id, number(value)))
    })
    .collect()
}

/// A number without the tail that binary fractions have.
pub(super) fn number(value: f64) -> Value {
    Value::Number(tidy(value))
}

/// To a millionth: far under what is heard, far over what sums of decimals leave.
pub(super) fn tidy(value: f64) -> f64 {
    let tidy = (value * 1e6).round() / 1e6;
    if tidy == 0.0 { 0.0 } else { tidy }
}
