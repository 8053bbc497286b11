//! What a person's sentences changed, kept so that each can be taken back.
//!
//! A sentence appends moves whose ids begin with its own, like `t003.1`. What else it changed (a
//! lock, an amount, a move that was dropped, the brief) is kept here as it was. Taking the last
//! sentence back gives the recipe that was there before, byte for byte.

use serde::{Deserialize, Serialize};

use crate::{Brief, Move, Recipe};

/// One sentence that changed the recipe, and what it changed besides appending moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tweak {
    /// Like `t003`; its moves are `t003.1`, `t003.2`, …
    pub id: String,
    /// The sentence.
    pub words: String,
    /// Moves that it changed or dropped, as they were, rising by place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<Replaced>,
    /// The brief as it was, where it was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<Brief>,
}

/// A move as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replaced {
    /// Its place among the moves before the sentence, from 0.
    pub index: usize,
    /// The move.
    pub was: Move,
}

impl Tweak {
    /// Whether `one` was appended by this sentence.
    #[must_use]
    pub fn made(&self, one: &Move) -> bool {
        one.id.strip_prefix(self.id.as_str()).is_some_and(|rest| rest.starts_with('.'))
    }

    /// Whether it did more than append moves.
    #[must_use]
    pub fn changed_others(&self) -> bool {
        self.brief.is_some() || !self.replaced.is_empty()
    }
}

impl Recipe {
    /// What was adjusted since `before`, when the last sentence had been said, becomes part of
    /// that sentence, so that taking it back takes this back, too. Without a sentence nothing
    /// happens.
    pub fn adopt(&mut self, before: &Self) {
        let Some(tweak) = self.tweaks.last_mut() else { return };
        let made = self.moves.iter().filter(|one| tweak.made(one)).count();
        let is_new = |one: &Move| !before.moves.iter().any(|old| old.id == one.id);
        for (one, count) in self.moves.iter_mut().filter(|one| is_new(one)).zip(made + 1..) {
            one.id = format!("{}.{count}", tweak.id);
        }
        let stood = before.moves.iter().filter(|old| !tweak.made(old)).enumerate();
        let is_kept = |was: &Move| tweak.replaced.iter().any(|old| old.was.id == was.id);
        let now = |was: &Move| self.moves.iter().find(|one| one.id == was.id);
        let changed = stood.filter(|(_, was)| now(was) != Some(*was) && !is_kept(was));
        let changed: Vec<Replaced> =
            changed.map(|(index, was)| Replaced { index, was: was.clone() }).collect();
        tweak.replaced.extend(changed);
        tweak.replaced.sort_by_key(|old| old.index);
    }

    /// Takes the last sentence back and returns it.
    pub fn undo(&mut self) -> Option<Tweak> {
        let tweak = self.tweaks.pop()?;
        self.moves.retain(|one| !tweak.made(one));
        for Replaced { index, was } in &tweak.replaced {
            match self.moves.iter_mut().find(|one| one.id == was.id) {
                Some(one) => one.clone_from(was),
                None => self.moves.insert((*index).min(self.moves.len()), was.clone()),
            }
        }
        if let Some(brief) = &tweak.brief {
            self.brief.clone_from(brief);
        }
        Some(tweak)
    }
}
