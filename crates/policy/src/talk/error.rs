//! Why a sentence was not done.

use std::fmt;

use recipe::RecipeError;

use super::slots::Clause;

/// A sentence that was not understood, or that cannot be done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TalkError {
    /// What was found.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Wishes before it that were understood.
    pub understood: Vec<String>,
}

impl TalkError {
    pub(super) fn new(message: String, hint: &str) -> Self {
        Self { message, hint: hint.into(), understood: Vec::new() }
    }

    pub(super) fn of_recipe(error: &RecipeError) -> Self {
        Self::new(error.to_string(), "the recipe does not allow this; say less of it")
    }

    pub(super) fn after(mut self, clauses: &[Clause]) -> Self {
        self.understood = clauses.iter().map(|clause| clause.text.clone()).collect();
        self
    }

    pub(super) fn in_clause(mut self, text: &str) -> Self {
        let text: String = text.chars().take(120).collect();
        self.message = format!("`{text}`: {}", self.message);
        self
    }
}

impl fmt::Display for TalkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if !self.understood.is_empty() {
            write!(f, " (understood before it: {})", self.understood.join("; "))?;
        }
        Ok(())
    }
}

impl std::error::Error for TalkError {}
