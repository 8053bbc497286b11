//! What two recipes differ in, as lines for people and as JSON for programs.

use serde_json::{Value, json};

use crate::{FieldDiff, Move, MoveDiff, Recipe, RecipeDiff};

/// Differences of one stem, bus, return or of the master.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffSection {
    /// What it is about.
    pub title: String,
    /// Moves: added, dropped, changed.
    pub moves: Vec<String>,
    /// Settings, before and after.
    pub settings: Vec<String>,
}

impl RecipeDiff {
    /// The differences in the order of the `second` recipe's session; what is gone comes last.
    #[must_use]
    pub fn sections(&self, second: &Recipe) -> Vec<DiffSection> {
        let mut found = Vec::new();
        if !self.header.is_empty() {
            found.push(DiffSection {
                title: "Wishes and inputs".into(),
                moves: Vec::new(),
                settings: self.header.iter().map(changed).collect(),
            });
        }
        let stems = second.session.stems.iter().map(|stem| stem.id.as_str());
        let mut places: Vec<&str> = stems.chain(Move::RESERVED_TARGETS).collect();
        let targets = self.moves.iter().map(MoveDiff::target);
        let gone: Vec<&str> = targets.filter(|target| !places.contains(target)).collect();
        places.extend(gone);
        places.dedup();
        for place in places {
            let moves = self.moves.iter().filter(|one| one.target() == place);
            let settings = self.console.iter().filter(|it| it.place == place);
            let section = DiffSection {
                title: place.into(),
                moves: moves.map(moved).collect(),
                settings: settings.map(changed).collect(),
            };
            if !(section.moves.is_empty() && section.settings.is_empty()) {
                found.push(section);
            }
        }
        found
    }
}

impl MoveDiff {
    /// `{"change": "added" | "dropped" | "changed", "before": …, "after": …}`.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Added(one) => json!({ "change": "added", "after": one }),
            Self::Dropped(one) => json!({ "change": "dropped", "before": one }),
            Self::Changed { before, after } => {
                json!({ "change": "changed", "before": before, "after": after })
            }
        }
    }
}

fn changed(field: &FieldDiff) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".into());
    let name = field.field.replace('_', " ");
    format!("{name}  {} → {}", value(&field.before), value(&field.after))
}

fn moved(one: &MoveDiff) -> String {
    match one {
        MoveDiff::Added(one) => format!("+ {}  {} ({})", one.id, one.outlined(), one.reason),
        MoveDiff::Dropped(one) => format!("- {}  {} ({})", one.id, one.outlined(), one.reason),
        MoveDiff::Changed { before, after } => {
            let (was, is) = (before.outlined(), after.outlined());
            let mut line = format!("~ {}  {is}", after.id);
            if was != is {
                line += &format!(", was {was}");
            }
            if before.amount_pct.to_bits() != after.amount_pct.to_bits() {
                line += &format!("; amount {} → {} %", before.amount_pct, after.amount_pct);
            }
            if before.locked != after.locked {
                line += if after.locked { "; locked now" } else { "; not locked now" };
            }
            if before.reason != after.reason {
                line += &format!("; because {}", after.reason);
            }
            line
        }
    }
}
