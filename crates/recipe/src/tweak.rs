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
