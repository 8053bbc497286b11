//! What can be wrong with a recipe, worded for the person who edited it.

use audio::RangeError;

/// A recipe that cannot be used as it is.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RecipeError {
    /// The text is larger than any real recipe.
    #[error("the recipe has {found} bytes, expected at most {limit}")]
    TooLarge {
        /// Bytes given.
        found: usize,
        /// Bytes accepted.
        limit: usize,
    },
    /// The text is not a recipe.
    #[error("not a recipe: {0}")]
    Syntax(String),
    /// Written by a later program.
    #[error("recipe version {found} is newer than this program understands ({known}): update")]
    Newer {
        /// Version of the recipe.
        found: u64,
        /// Newest version known here.
        known: u32,
    },
    /// A list is longer than any real song needs.
    #[error("the recipe has {found} {what}, expected at most {limit}")]
    TooMany {
        /// What is counted.
        what: &'static str,
        /// Number given.
        found: usize,
        /// Number accepted.
        limit: usize,
    },
    /// A value of the header lies outside its range.
    #[error("`{field}` is {found}, expected {expected}")]
    Header {
        /// Path of the field, like `brief.lufs`.
        field: String,
        /// What it holds.
        found: String,
        /// What it may hold.
        expected: String,
    },
    /// A stem is described wrongly.
    #[error("stem `{id}`: {field} is {found}, expected {expected}")]
    Stem {
        /// Id of the stem.
        id: String,
        /// Field of the stem.
        field: &'static str,
        /// What it holds.
        found: String,
        /// What it may hold.
        expected: String,
    },
    /// Two moves share an id.
    #[error("two moves have the id `{id}`, expected every id once")]
    DuplicateMove {
        /// The id.
        id: String,
    },
    /// A move cannot be applied.
    #[error("move `{id}`: {problem}")]
    Move {
        /// Id of the move.
        id: String,
        /// What is wrong with it.
        #[source]
        problem: MoveProblem,
    },
}

/// Why a move cannot be applied.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum MoveProblem {
    /// The target does not exist.
    #[error("target `{found}` is unknown, expected a stem ({stems}) or one of {reserved}")]
    UnknownTarget {
        /// The target named.
        found: String,
        /// Stems of the session, joined.
        stems: String,
        /// Targets that are not stems, joined.
        reserved: String,
    },
    /// The action is not for this kind of target.
    #[error("`{action}` on {found}, expected it on {expected}")]
    WrongTarget {
        /// Name of the action.
        action: &'static str,
        /// Kind of the target named.
        found: &'static str,
        /// Kinds of target it works on, joined.
        expected: String,
    },
    /// The action has no such parameter.
    #[error("`{action}` has no parameter `{found}`, expected {expected}")]
    UnknownParam {
        /// Name of the action.
        action: &'static str,
        /// The parameter named.
        found: String,
        /// Parameters it has, joined.
        expected: String,
    },
    /// The parameter holds another kind of value.
    #[error("`{param}` is {found}, expected {expected}")]
    WrongValue {
        /// The parameter.
        param: String,
        /// The value, as written.
        found: String,
        /// What it may hold.
        expected: String,
    },
    /// The parameter lies outside its range.
    #[error(transparent)]
    OutOfRange(#[from] RangeError),
    /// A parameter that has no default is missing.
    #[error("`{param}` is missing, expected {expected}")]
    Missing {
        /// The parameter.
        param: &'static str,
        /// What it may hold.
        expected: &'static str,
    },
    /// The key stem does not exist.
    #[error("key stem `{found}` is unknown, expected one of {stems}")]
    UnknownKey {
        /// The stem named.
        found: String,
        /// Stems of the session, joined.
        stems: String,
    },
    /// A stem would key itself.
    #[error("key stem `{found}` is the target itself, expected another stem")]
    KeyIsTarget {
        /// The stem named.
        found: String,
    },
    /// Automation runs backwards.
    #[error("point {index} is at frame {found}, expected a frame after {before}")]
    UnsortedPoints {
        /// Index of the point, from 0.
        index: usize,
        /// Its frame.
        found: u64,
        /// Frame of the point before it.
        before: u64,
    },
    /// `amount_pct` lies outside its range.
    #[error("`amount_pct` is {found}, expected 0 to 150")]
    Amount {
        /// The amount.
        found: f32,
    },
}
