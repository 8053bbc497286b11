//! Talk about a recipe: sentences become moves, and questions become answers.
//!
//! A small grammar, no model of language: the same words mean the same every time, nothing is
//! guessed, and nothing is done unless all of a sentence was understood. The words are data
//! (`lexicon`, `quality`, and those for stems in [`crate::role`]). `docs/TWEAK.md` is the page for
//! people; its examples are run by a test.

mod answer;
mod clause;
mod desk;
mod dynamics;
mod error;
mod level;
mod lexicon;
mod passages;
mod quality;
mod quality_words;
mod scan;
mod slots;
mod space;
mod state;
mod tone;
mod when;
mod who;
mod wish;

#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use recipe::Recipe;

pub use answer::Answer;
pub use error::TalkError;

/// Most letters of a sentence.
pub const LETTERS_MAX: usize = 2_000;

/// Most wishes in a sentence.
pub const CLAUSES_MAX: usize = 50;

/// What a sentence did.
#[derive(Clone, Debug, PartialEq)]
pub struct Tweaked {
    /// The recipe afterwards.
    pub recipe: Recipe,
    /// Ids of the moves that were appended.
    pub added: Vec<String>,
    /// What was done besides, and what was held back, in sentences.
    pub notes: Vec<String>,
    /// Answers to questions.
    pub answers: Vec<Answer>,
    /// Whether the recipe is another one now.
    pub changed: bool,
}

/// What is known of the stems besides the recipe.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Levels {
    /// Integrated loudness of stems as delivered, in LUFS, by id.
    pub lufs: BTreeMap<String, f64>,
}

/// Does what `words` say to `recipe`.
///
/// # Errors
///
/// Says which word or wish was not understood, what was, and what would be; nothing is done then.
pub fn tweak(recipe: &Recipe, words: &str, levels: &Levels) -> Result<Tweaked, TalkError> {
    recipe::validate(recipe).map_err(|error| TalkError::of_recipe(&error))?;
    let clauses = clause::clauses(words, &recipe.session)?;
    if clauses.is_empty() {
        return Err(TalkError::new(
            "nothing was said".into(),
            "say what to change, like `vocal +1.5 dB; less mud on guitars; warmer`",
        ));
    }
    let wishes = wish::wishes(&clauses)?;
    if let Some(count) = wish::takes_back(&wishes, recipe)? {
        return state::take_back(recipe, count);
    }
    let mut desk = desk::Desk::new(recipe, levels);
    for (index, (clause, wish)) in clauses.iter().zip(&wishes).enumerate() {
        desk.say(&clause.text, wish);
        wish.apply(&mut desk, clause)
            .map_err(|error| error.after(&clauses[..index]).in_clause(&clause.text))?;
        if let Some(assumed) = clause.when.as_ref().and_then(|when| when.assumed.clone()) {
            desk.note(assumed);
        }
    }
    desk.finish(words)
}
